import { expect, waitUntil } from '@open-wc/testing'
import { fold } from '../act/fold.js'
import { seeded } from '../merge/sample-world.js'
import { handClock } from '../time/clock.js'
import { stamps } from '../time/stamp.js'
import type { DossierId, Entry, Query } from '../types.js'
import { openJournal } from './dexie.js'
import { HeadMoved } from './journal.js'
import type { Journal } from './journal.js'
import { memoryJournal } from './memory.js'

const begin = Date.UTC(2020, 3, 10)
const folded = (lines: readonly Entry[]) => fold(lines).dossier
const places = ['g1', 'g1-1', 'g1-2', 'g2-1', 'g3-1', '']
const steps = ['reported', 'accepted', 'closed']
const queries: readonly Query[] = [
  {},
  ...['case', 'visit', 'market'].flatMap((kind) => [
    { kind },
    ...['north', 'south', 'g1', 'g1-2', 'g3', 'nowhere'].map((place) => ({ kind, place })),
  ]),
  { place: 'north', open: true },
  { place: 'south', steps: ['closed', 'reported'] },
  { kind: 'case', opened: { from: begin + 60_000 } },
  { kind: 'case', where: { of: 'visit/1' } },
]

/** What happens in two tabs over one database, and in a journal in memory that counts whenever it is asked. */
async function play(seed: number): Promise<void> {
  const random = seeded(seed)
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const clock = handClock(begin)
  const made = stamps(clock, 'node')
  // buildings stand in grids; where a grid lies changes
  const streets: Record<string, string> = { g1: 'north', g2: 'north', g3: 'south' }
  const ancestors = (place: string) => {
    const grid = place.slice(0, 2)
    return grid === place ? [streets[grid]!] : [grid, streets[grid]!]
  }
  const name = `counts-${seed}`
  const tabs = [await openJournal(name, ancestors), await openJournal(name, ancestors)]
  const plain = memoryJournal(ancestors)
  const everywhere = (work: (journal: Journal) => Promise<unknown>) => Promise.all([work(one(tabs)), work(plain)])
  const ids: DossierId[] = []

  const line = (on: DossierId, from: string, to: string): Entry => ({
    ...{ id: made.next(), act: to, on, by: 'wang', at: clock.now(), from, to, pack: 'test@1+00000000' },
    ...{ facts: {}, held: [], effects: [], data: random() < 0.3 ? { of: 'visit/1' } : {} },
    ...(to === 'closed' && { ends: true }),
  })
  const opening = (): Entry => {
    const kind = one(['case', 'case', 'visit'])
    const on = `${kind}/${ids.length + 1}` as const
    ids.push(on)
    return { ...line(on, 'new', 'reported'), kind, place: one(places) }
  }
  const openings = () => Array.from({ length: 1 + Math.floor(random() * 40) }, opening)
  const next = async () => {
    const dossier = ids.length > 0 && (await plain.head(one(ids)))
    return dossier ? line(dossier.id, dossier.step, one(steps)) : opening()
  }
  const writeOf = async (journal: Journal, entry: Entry) => ({
    ...{ on: entry.on, head: (await journal.head(entry.on))?.head },
    entries: [entry],
  })

  const happenings: readonly (() => Promise<unknown>)[] = [
    ...Array.from({ length: 6 }, () => async () => {
      const entry = await next()
      await everywhere(async (journal) => journal.append([await writeOf(journal, entry)], folded))
    }),
    async () => {
      const lines = [...openings(), await next()]
      await everywhere((journal) => journal.receive({ lines }, folded, { now: clock.now(), drift: 0 }))
    },
    async () => {
      const arrivals = openings().map((entry) => ({ on: entry.on, entries: [entry] }))
      // one of them twice
      await everywhere((journal) => journal.bulk([...arrivals, arrivals[0]!], folded))
    },
    async () => {
      const dossiers = await plain.heads([...new Set([one(ids), one(ids), one(ids)])])
      const tally = { kind: 'case', place: '', step: 'closed', month: '2020-04' }
      await everywhere((journal) => journal.forget(dossiers.map(({ id, head }) => ({ on: id, head, tally }))))
    },
    async () => {
      streets['g2'] = one(['north', 'south'])
      await everywhere((journal) => journal.rebuild(folded))
    },
    () => one(tabs).whole!.archive(Infinity, {}),
    // what is given up moves nothing
    async () => {
      const tab = one(tabs)
      const refused = { on: 'case/none', head: 'another', entries: [line('case/none', 'new', 'reported')] } as const
      const writes = [await writeOf(tab, await next()), refused]
      const why = await tab.append(writes, folded).catch((error: unknown) => error)
      expect(why).to.be.instanceOf(HeadMoved)
    },
  ]
  const first = opening()
  await everywhere((journal) => journal.append([{ on: first.on, head: undefined, entries: [first] }], folded))
  for (let turn = 0; turn < 200; turn++) {
    clock.advance(1000)
    await one(happenings)()
    if (turn % 5 > 0) continue
    for (const query of queries) {
      const [counted, recounted] = [await one(tabs).count(query, 0), await plain.count(query, 0)]
      expect(counted, `turn ${turn}, ${JSON.stringify(query)}`).to.deep.equal(recounted)
    }
  }
  await Promise.all([...tabs, plain].map((journal) => journal.close()))
}

/** How many records a table of a database holds. */
const recordsIn = (name: string, table: string): Promise<number> =>
  new Promise((go, fail) => {
    const request = indexedDB.open(name)
    request.onerror = () => fail(request.error!)
    request.onsuccess = () => {
      const count = request.result.transaction(table).objectStore(table).count()
      count.onsuccess = () => {
        request.result.close()
        go(count.result)
      }
    }
  })

describe('counts by step', () => {
  it('are gathered by whoever counts and finds many moves; no act waits for that', async () => {
    const journal = await openJournal('counts-gathered')
    const made = stamps(handClock(begin), 'node')
    for (let index = 0; index < 120; index++) {
      const on = `case/${index}` as const
      const line = { act: 'report', on, by: 'wang', at: begin, from: 'new', to: 'reported', pack: 'test@1+00000000' }
      const entry = { ...line, id: made.next(), kind: 'case', place: 'g1', facts: {}, held: [], effects: [], data: {} }
      await journal.append([{ on, head: undefined, entries: [entry] }], folded)
    }
    expect(await recordsIn('counts-gathered', 'moves')).to.equal(120)
    const counted = { total: 120, steps: { reported: 120 }, late: 0 }
    expect(await journal.count({ kind: 'case' }, 0)).to.deep.equal(counted)
    const isGathered = async () => (await recordsIn('counts-gathered', 'moves')) === 0
    await waitUntil(isGathered, 'nobody gathered them', { timeout: 15_000 })
    expect(await journal.count({ kind: 'case', place: 'g1' }, 0)).to.deep.equal(counted)
    await journal.close()
  })

  for (const seed of [1, 2, 3, 4])
    it(`are what a recount finds, whatever happens in two tabs (seed ${seed})`, () => play(seed)).timeout(60_000)
})
