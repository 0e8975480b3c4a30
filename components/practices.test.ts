/** Practices drawn at random: each loads, is judged, folded and swept without a fault, and its card and form are drawn. */
import { expect, fixture, fixtureCleanup, html } from '@open-wc/testing'
import { soak } from '../test/soak.js'
import { live, type Lived } from '../engine/practices/sample-life.js'
import { load, open } from '../engine/practices/sample-open.js'
import { drawPractice } from '../engine/practices/sample-practice.js'
import { raw } from '../engine/practices/sample-words.js'
import type { StationAtWork } from '../engine/at-work.js'
import type { Choice } from '../engine/view.js'
import type { CaseCard } from './case-card/case-card.js'
import './case-card/define.js'
import type { Form } from './form/form.js'
import './form/define.js'
import './station/define.js'

/** `?seed=…` repeats a run; `&practices=…` says how many. */
const asked = new URL(location.href).searchParams
const seed = Number(asked.get('seed') ?? 20200410)
const PRACTICES = Number(asked.get('practices') ?? (soak ? 1000 : 40))
const ACTS = soak ? 60 : 30

describe(`practices drawn at random (seed ${seed})`, () => {
  afterEach(fixtureCleanup)

  it(`${PRACTICES} of them load, are judged, folded, swept and drawn in both languages without a fault`, async () => {
    let [done, refused, fired, held, drawn] = [0, 0, 0, 0, 0]
    const faults: string[] = []
    for (let index = 0; index < PRACTICES; index++) {
      const lived = await practice(seed + index).catch((error: Error) => void faults.push(error.message))
      if (!lived) continue
      done += lived.done
      refused += lived.refused
      fired += lived.fired
      held += lived.held
      if (lived.view) drawn++
    }
    expect(faults.join('\n')).to.equal('')
    // practices in which hardly anything happens would prove little
    expect(done / PRACTICES, 'acts').to.be.greaterThan(5)
    expect(refused / PRACTICES, 'refusals').to.be.greaterThan(5)
    expect(fired / PRACTICES, 'dues').to.be.greaterThan(1)
    expect(held / PRACTICES, 'rules that held').to.be.greaterThan(1)
    expect(drawn / PRACTICES, 'dossiers').to.be.greaterThan(0.7)
  }).timeout(soak ? 0 : 60_000)
})

/** One practice, whole; a fault names its seed. */
async function practice(from: number): Promise<Lived> {
  const faults: unknown[] = []
  const fault = (event: ErrorEvent | PromiseRejectionEvent) =>
    faults.push('reason' in event ? event.reason : event.message)
  addEventListener('error', fault)
  addEventListener('unhandledrejection', fault)
  try {
    const drawn = drawPractice(from)
    const { book, troubles } = await load(drawn)
    const errors = troubles.filter(({ level }) => level === 'error')
    expect(errors.map(({ says }) => says.en).join('; ')).to.equal('')
    const work = await open(drawn, book!)
    try {
      const lived = await live(drawn, work, ACTS)
      if (lived.view) await draw(work.station, lived)
      expect(faults.map(String)).to.deep.equal([])
      return lived
    } finally {
      await work.station.close()
    }
  } catch (error) {
    throw new Error(`seed ${from}: ${(error as Error).stack ?? String(error)}`, { cause: error })
  } finally {
    removeEventListener('error', fault)
    removeEventListener('unhandledrejection', fault)
    fixtureCleanup()
  }
}

/** The card of the dossier with the longest ledger, and a form of each act that it offers or that opens another. */
async function draw(station: StationAtWork, { view }: Lived): Promise<void> {
  const { dossier, choices } = view!
  const kind = dossier.id.slice(0, dossier.id.indexOf('/'))
  const openings = await station.openings(kind)
  for (const lang of ['zh', 'en']) {
    const card = await fixture<CaseCard>(
      html`<linli-case-card lang=${lang} .station=${station} .value=${view} .now=${station.clock.now()}></linli-case-card>`,
    )
    await drawnWhole(card, lang)
    expect(textOf(card), `card in ${lang}`).to.contain(lang === 'zh' ? view!.title.zh : view!.title.en)
    for (const choice of [...choices, ...openings].filter(({ asks }) => asks.length > 0).slice(0, 4))
      await drawnWhole(await formOf(station, choice, kind, dossier.id, lang), lang)
    fixtureCleanup()
  }
}

const formOf = (station: StationAtWork, choice: Choice, kind: string, dossier: string, lang: string): Promise<Form> =>
  choice.decision.act.on.endsWith('/new')
    ? fixture<Form>(html`<linli-form lang=${lang} kind=${kind} .station=${station} .choice=${choice}></linli-form>`)
    : fixture<Form>(
        html`<linli-form lang=${lang} dossier=${dossier} .station=${station} .choice=${choice}></linli-form>`,
      )

async function drawnWhole(element: CaseCard | Form, lang: string): Promise<void> {
  await element.updateComplete
  const text = textOf(element)
  expect(raw(text), `${element.localName} in ${lang}: ${text}`).to.equal(undefined)
  expect(text.length, element.localName).to.be.greaterThan(2)
}

/** All that is read of an element, through every shadow. */
function textOf(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? ''
  if (node instanceof HTMLStyleElement) return ''
  const own = node instanceof Element && node.shadowRoot ? [node.shadowRoot, ...node.childNodes] : [...node.childNodes]
  return own.map(textOf).join(' ').replace(/\s+/g, ' ')
}
