/** What the practices of the packs show, told by their own examples: words, and no names of the machine. */
import { expect } from '@open-wc/testing'
import { loadBook } from '../engine/pack/load.js'
import type { Example } from '../engine/pack/format.js'
import { raw, sayings } from '../engine/practices/sample-words.js'
import { openStory } from '../engine/stories/open-story.js'
import type { Say } from '../engine/types.js'
import type { DossierView } from '../engine/view.js'

const { book } = await loadBook('/rules/yucai.community.json', async (address) => (await fetch(address)).text())
/** What a view carries and nobody reads, and choices, which are looked at by themselves. */
const unread = ['dossier', 'data', 'facts', 'line', 'spec', 'dues', 'effect', 'decision']

/** Sentences in Chinese have no Latin words, and no code of a party or a place of the sample. */
const idIn = (zh: string, ids: ReadonlySet<string>): string | undefined =>
  /[A-Za-z]{2,}.*/.exec(zh)?.[0] ?? zh.match(/[\w-]+/g)?.find((word) => ids.has(word))

type Shown = readonly [at: string, says: Say, id: string | undefined]

/** All that a screen may show at the end of a story to whoever did its last act. */
async function shownBy(pack: string, story: Example | undefined): Promise<readonly Shown[]> {
  const { station, by } = await openStory(book!, pack, story)
  try {
    const people = station.posts.parties('person', 'organisation', 'group', 'household')
    const prefixes = [...station.book.kinds].flatMap(([prefix, it]) => (it.pack.name === pack ? prefix : []))
    const found = (await Promise.all(prefixes.map((kind) => station.dossiers({ kind })))).flat()
    // of what is only expected there may be hundreds, all alike
    const alike = found.findIndex(({ expected }) => expected)
    const looked = found.filter(({ expected }, index) => !expected || index === alike)
    const all: unknown[] = [people.map((id) => station.party(id))]
    station.me = by
    for (const { id } of looked) all.push(await station.view(id))
    const offered = [...(all as DossierView[]).flatMap(({ choices = [] }) => choices)]
    for (const prefix of prefixes) offered.push(...(await station.openings(prefix)))
    all.push(
      offered.map(({ decision, ...choice }) => [
        choice,
        decision.says,
        decision.why.filter(({ holds }) => holds === true).map(({ says }) => says),
      ]),
    )
    const { parties = {}, places = {} } = book!.packs.get(pack)!.file.sample ?? {}
    const ids = new Set([...Object.keys(parties), ...Object.keys(places)])
    return sayings(all, unread).map(([at, says]) => [at, says, idIn(says.zh, ids)])
  } finally {
    await station.close()
  }
}

describe('what practices show', () => {
  for (const [name, { file }] of book!.packs)
    it(`${name}: no sentence has an id in it, nor a placeholder`, async () => {
      const faults = new Map<string, string>()
      for (const story of file.examples ?? [undefined])
        for (const [at, { zh, en }, id] of await shownBy(name, story))
          if (raw(zh) ?? raw(en) ?? id) faults.set(zh, at)
      expect([...faults].map(([found, at]) => `${found} (${at})`).join('\n')).to.equal('')
    }).timeout(60_000)
})
