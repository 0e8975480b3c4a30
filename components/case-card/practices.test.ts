/** Practices drawn at random: whatever the schema allows loads, is judged, folded, and drawn by the same card and form. */
import { expect, fixture, fixtureCleanup, html, nextFrame, waitUntil } from '@open-wc/testing'
import { live } from '../../engine/practices/sample-life.js'
import { load, open } from '../../engine/practices/sample-open.js'
import { drawPractice } from '../../engine/practices/sample-practice.js'
import { raw } from '../../engine/practices/sample-words.js'
import { soak } from '../../test/soak.js'
import '../form/define.js'
import './define.js'

const COUNT = soak ? 1000 : 25
const first = soak ? Math.floor(Math.random() * 1e6) : 20200410
const ACTS = 30

describe(`practices drawn at random (seeds ${first} to ${first + COUNT - 1})`, () => {
  afterEach(fixtureCleanup)

  it('load, are judged and folded, and are shown by card and form in both languages', async () => {
    let shown = 0
    for (let seed = first; seed < first + COUNT; seed++) {
      const practice = drawPractice(seed)
      const { book, troubles } = await load(practice)
      const errors = troubles.filter(({ level }) => level === 'error').map(({ says }) => says.en)
      expect(errors, `seed ${seed}`).to.deep.equal([])
      const work = await open(practice, book!)
      const lived = await live(practice, work, ACTS).catch((error: Error) => {
        throw new Error(`seed ${seed}: ${error.message}`, { cause: error })
      })
      if (lived.view) {
        shown++
        await drawn(work.station, lived.view.dossier.id, seed)
      }
      await work.station.close()
    }
    expect(shown, 'some could be opened').to.be.above(COUNT / 2)
  }).timeout(soak ? 3_600_000 : 120_000)
})

async function drawn(station: Awaited<ReturnType<typeof open>>['station'], id: string, seed: number): Promise<void> {
  const kind = id.slice(0, id.indexOf('/'))
  for (const lang of ['zh-CN', 'en']) {
    const page = await fixture(
      html`<div lang=${lang}><linli-case-card dossier=${id} .station=${station}></linli-case-card><linli-form kind=${kind} .station=${station}></linli-form></div>`,
    )
    const card = page.querySelector('linli-case-card')!
    await waitUntil(() => card.shadowRoot?.querySelector('article'), `the card of seed ${seed}`, { timeout: 10_000 })
    await nextFrame()
    for (const tag of page.children)
      expect(raw(tag.shadowRoot!.textContent ?? ''), `seed ${seed} ${tag.localName}`).to.equal(undefined)
    fixtureCleanup()
  }
}
