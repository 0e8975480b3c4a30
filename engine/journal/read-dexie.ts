/** Reading the journal in IndexedDB: dossiers, their lines wherever they lie, and which of them are to be looked at. */
import type { DossierId, Entry, Moment } from '../types.js'
import type { Lines, Segment } from './database.js'
import { countedIn, foundIn, idsIn, segmentsOf, wholeOf } from './find.js'
import type { Handle } from './handle.js'
import type { Arrival, Journal } from './journal.js'
import { countedKey, gap, keyEnd } from './look.js'
import { packedIn } from './packed.js'
import type { Registers } from './registers.js'

/** So many dossiers are read at a time where all are read. */
const handful = 200

export type Reading = Pick<
  Journal,
  | 'head'
  | 'heads'
  | 'lines'
  | 'ledgers'
  | 'all'
  | 'find'
  | 'ids'
  | 'count'
  | 'firstDue'
  | 'dueBefore'
  | 'over'
  | 'counting'
  | 'causedBy'
  | 'asides'
  | 'touched'
  | 'tallies'
> & {
  /** Newest values of every dossier that has some. */
  readonly values: () => AsyncGenerator<{ readonly on: DossierId; readonly registers: Registers }>
}

export function readingOf({ db, read }: Handle): Reading {
  /** Older lines that a carry line stands for. */
  const archived = async ({ id, archive = [] }: Pick<Lines, 'id' | 'archive'>): Promise<readonly Entry[]> => {
    if (archive.length === 0) return []
    const segments = await db.segments.bulkGet([...archive])
    return segments.flatMap((segment) => segment?.dossiers[id] ?? [])
  }
  const wholly = async (own: Lines): Promise<readonly Entry[]> => [...(await archived(own)), ...own.lines]
  /** Lines of dossiers that came in bulk: each segment that holds some of them is read once. */
  const packed = async (ids: readonly DossierId[]): Promise<ReadonlyMap<string, Segment>> => {
    const heads = ids.length === 0 ? [] : await db.heads.bulkGet([...ids])
    const segments = await segmentsOf(db, heads)
    return new Map(heads.flatMap((head) => (head ? [[head.id, segments.get(head.segment)!] as const] : [])))
  }
  /** Those that have a record of their own, some at a time. */
  async function* own(): AsyncGenerator<readonly Lines[]> {
    for (let last = ''; ;) {
      const batch = await read(() => db.lines.where('id').above(last).limit(handful).toArray())
      if (batch.length === 0) return
      last = batch.at(-1)!.id
      yield batch
    }
  }

  return {
    head: (id) => read(async () => (await wholeOf(db, await db.heads.bulkGet([id])))[0]),
    heads: (ids) => read(async () => wholeOf(db, await db.heads.bulkGet([...ids]))),
    lines: (id) =>
      read(async () => {
        const kept = await db.lines.get(id)
        if (kept) return wholly(kept)
        const segment = (await db.heads.get(id))?.segment
        return segment === undefined ? [] : packedIn(await db.segments.get(segment), id)
      }),
    ledgers: (ids) =>
      read(async () => {
        const kept = await db.lines.bulkGet([...ids])
        const others = await packed(ids.filter((_, index) => !kept[index]))
        return Promise.all(
          ids.map(async (id, index) => (kept[index] ? wholly(kept[index]) : packedIn(others.get(id), id))),
        )
      }),
    async *all(): AsyncGenerator<Arrival> {
      const seen = new Set<string>()
      for await (const batch of own())
        for (const kept of batch) {
          seen.add(kept.id)
          yield { on: kept.id as DossierId, entries: await read(() => wholly(kept)) }
        }
      // record by record: each holds some hundred lines
      for (const segment of await read(() => db.segments.toCollection().primaryKeys())) {
        const dossiers = (await read(() => db.segments.get(segment)))?.dossiers ?? {}
        const ids = Object.keys(dossiers).filter((id) => !seen.has(id))
        const heads = await read(() => db.heads.bulkGet(ids))
        // one that was packed anew lies in its earlier segment as well
        for (const head of heads)
          if (head?.segment === segment) yield { on: head.id as DossierId, entries: dossiers[head.id]! }
      }
    },
    async *values() {
      for await (const batch of own())
        for (const { id, registers } of batch) if (registers) yield { on: id as DossierId, registers }
    },

    find: (query) => read(() => foundIn(db, query)),
    ids: (query) => read(() => idsIn(db, query)),
    count: (query, now) => read(() => countedIn(db, query, now)),
    firstDue: () => read(async () => (await db.heads.orderBy('next').limit(1).keys())[0] as Moment | undefined),
    dueBefore: (now) => read(() => named(db.heads.where('next').belowOrEqual(now))),
    over: (now) => read(() => named(db.heads.where('forget').belowOrEqual(now))),
    counting: (kind, since) =>
      read(() => named(db.heads.where('counted').between(countedKey(kind, since), kind + gap + keyEnd))),
    causedBy: (ids) =>
      read(() =>
        named(
          db.heads
            .where('causes')
            .anyOf([...ids])
            .distinct(),
        ),
      ),
    asides: () => read(() => db.asides.orderBy('id').toArray()),
    touched: () => read(() => db.touched.toArray()),
    tallies: () => read(async () => (await db.tallies.toArray()).map(({ id: _, ...tally }) => tally)),
  }
}

/** The keys of heads are ids of dossiers. */
const named = (found: { primaryKeys(): PromiseLike<readonly string[]> }) =>
  found.primaryKeys() as PromiseLike<readonly DossierId[]>
