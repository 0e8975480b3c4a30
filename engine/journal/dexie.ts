/** The journal in IndexedDB: what was written is there after a reload, in every tab, and nowhere else. */
import { pause } from '../clock.js'
import type { Table } from 'dexie'
import { newNode } from '../stamp.js'
import type { Dossier, DossierId, Entry, Json, Moment, Query } from '../types.js'
import { Database, within } from './database.js'
import { HeadMoved, JournalTrouble } from './journal.js'
import type { Ancestors, Arrival, Counted, Fold, Journal, Long, StoredBook, Write } from './journal.js'
import { merged } from './lines.js'
import { fits, gap, headOf, keyEnd, keyOf, order, prefixIn, stepIn, stepRange } from './look.js'
import type { Head } from './look.js'
import { dated, hasSheets } from './sheets.js'
import type { Sheet } from './sheets.js'

/** So many lines go into one record when many dossiers come at once. */
const segmentLines = 500
/** Up to here it is quicker to read all that fits and sort it than to walk along an index. */
const handful = 2000

interface Appended {
  readonly dossier: Dossier
  readonly isNew: boolean
}

/** A stretch of the index of keys: dossiers of one kind at one step, in the order of their opening. */
interface Range {
  readonly step: string
  readonly from: string
  readonly to: string
  readonly count: number
}

/**
 * Opens the journal of a community on this device.
 * @throws JournalTrouble if the browser opens no database or a newer version has written it
 */
export async function openJournal(name: string, ancestors: Ancestors = () => []): Promise<Journal> {
  const journal = new DexieJournal(name, ancestors)
  await journal.open()
  return journal
}

class DexieJournal implements Journal {
  readonly #db: Database
  /** The same database for long work that can be done again: it does not wait for the disk. */
  readonly #bulkDb: Database
  readonly #bell: BroadcastChannel
  readonly #watchers = new Set<() => void>()
  #trouble: JournalTrouble | undefined

  constructor(
    name: string,
    private readonly ancestors: Ancestors,
  ) {
    this.#db = new Database(name, 'strict')
    this.#bulkDb = new Database(name, 'relaxed')
    this.#bell = new BroadcastChannel(`${name}/journal`)
    this.#bell.onmessage = () => this.#see()
  }

  open(): Promise<unknown> {
    return this.#read(() => this.#db.settings.get('minWriter'))
  }

  get trouble() {
    return this.#trouble
  }

  head(id: DossierId): Promise<Dossier | undefined> {
    return this.#read(async () => (await this.#db.heads.get(id))?.dossier)
  }

  lines(id: DossierId): Promise<readonly Entry[]> {
    return this.#read(async () => {
      const own = await this.#db.lines.get(id)
      return own ? own.lines : this.#packed(this.#db, await this.#db.heads.get(id))
    })
  }

  /** Lines of a dossier that has no record of its own. */
  async #packed(db: Database, head: Head | undefined): Promise<readonly Entry[]> {
    if (head?.segment === undefined) return []
    return (await db.segments.get(head.segment))?.dossiers[head.id] ?? []
  }

  async append(writes: readonly Write[], fold: Fold): Promise<readonly Dossier[]> {
    const { heads, lines, segments, sheets } = this.#db
    const appended = await this.#write(this.#db, [heads, lines, segments, sheets], async () => {
      const done: Appended[] = []
      for (const write of writes) done.push(await this.#appendOne(write, fold))
      return done
    })
    if (appended.some(({ isNew }) => isNew)) this.#changed()
    return appended.map(({ dossier }) => dossier)
  }

  async #appendOne({ on, head, entries, sheets = [] }: Write, fold: Fold): Promise<Appended> {
    const db = this.#db
    const own = await db.lines.get(on)
    // A dossier that came in bulk has its lines in a segment until somebody first acts on it.
    const packed = own ? undefined : await db.heads.get(on)
    const before = own?.lines ?? (await this.#packed(db, packed))
    const lines = merged(before, entries)
    if (lines === before && before.length > 0) return { dossier: (await db.heads.get(on))!.dossier, isNew: false }
    if ((own?.head ?? packed?.dossier.head) !== head) throw new HeadMoved(on)
    const dossier = fold(lines)
    await db.lines.put({ id: on, head: dossier.head, lines })
    await db.heads.put(headOf(dossier, this.ancestors))
    if (sheets.length > 0) await db.sheets.bulkPut(sheets)
    if (hasSheets(dossier)) await db.sheets.bulkPut(dated(await db.sheets.where({ on }).toArray(), dossier))
    return { dossier, isNew: true }
  }

  async bulk(arrivals: Iterable<Arrival> | AsyncIterable<Arrival>, fold: Fold, long: Long = {}): Promise<number> {
    let batch: Arrival[] = []
    let size = 0
    let seen = 0
    let taken = 0
    const flush = async () => {
      taken += await this.#pack(batch, fold)
      seen += batch.length
      ;[batch, size] = [[], 0]
      long.progress?.(seen)
      await pause()
    }
    for await (const arrival of arrivals) {
      if (long.signal?.aborted) break
      batch.push(arrival)
      size += arrival.entries.length
      if (size >= segmentLines) await flush()
    }
    if (batch.length > 0 && !long.signal?.aborted) await flush()
    if (taken > 0) this.#changed()
    return taken
  }

  /** One segment with the lines of those dossiers that are not here yet, and their heads. */
  #pack(batch: readonly Arrival[], fold: Fold): Promise<number> {
    const db = this.#bulkDb
    return this.#write(db, [db.heads, db.segments], async () => {
      const here = await db.heads.bulkGet(batch.map(({ on }) => on))
      const dossiers = Object.fromEntries(
        batch.filter((_, index) => !here[index]).map(({ on, entries }) => [on, merged([], entries)]),
      )
      const heads = Object.values(dossiers).map((lines) => headOf(fold(lines), this.ancestors))
      if (heads.length === 0) return 0
      const segment = await db.segments.add({ dossiers })
      await db.heads.bulkPut(heads.map((head) => ({ ...head, segment })))
      return heads.length
    })
  }

  async rebuild(fold: Fold, { signal, progress }: Long = {}): Promise<void> {
    const { heads } = this.#bulkDb
    const total = await this.#read(() => this.#db.heads.count())
    for (let done = 0, last = ''; !signal?.aborted; await pause()) {
      const batch = await this.#write(this.#bulkDb, [heads, this.#bulkDb.lines, this.#bulkDb.segments], () =>
        this.#refold(last, fold),
      )
      if (batch.length === 0) break
      last = batch.at(-1)!.id
      progress?.((done += batch.length), total)
    }
    this.#changed()
  }

  /** Folds the next dossiers behind `last` anew. */
  async #refold(last: string, fold: Fold): Promise<readonly Head[]> {
    const db = this.#bulkDb
    const old = await db.heads.where('id').above(last).limit(segmentLines).toArray()
    const own = await db.lines.bulkGet(old.map(({ id }) => id))
    const numbers = [...new Set(old.flatMap(({ segment }) => segment ?? []))]
    const segments = await db.segments.bulkGet(numbers)
    const packed = new Map(numbers.map((segment, index) => [segment, segments[index]?.dossiers]))
    const anew = old.map(({ id, segment }, index) => ({
      ...headOf(fold(own[index]?.lines ?? packed.get(segment!)![id]!), this.ancestors),
      ...(segment !== undefined && { segment }),
    }))
    await db.heads.bulkPut(anew)
    return anew
  }

  find(query: Query): Promise<readonly Dossier[]> {
    return this.#read(async () => {
      const heads = await this.#found(query)
      return heads.map(({ dossier }) => dossier)
    })
  }

  async #found(query: Query): Promise<readonly Head[]> {
    const { offset = 0, limit = Infinity, sort } = query
    const wanted = offset + limit
    const ranges = await this.#ranges(query)
    const total = ranges.reduce((sum, { count }) => sum + count, 0)
    const isFitting = (head: Head) => fits(head, query)
    const walk = total > handful && wanted < total && sort !== 'at'
    if (!walk) {
      // without a filter of Dexie's, because only then it reads in one go
      const all = (await Promise.all(ranges.map((range) => this.#within(range).toArray()))).flat()
      return all.filter(isFitting).sort(order(sort)).slice(offset, wanted)
    }
    const running = sort === 'due' ? await this.#db.heads.orderBy('due').filter(isFitting).limit(wanted).toArray() : []
    const isNext = (head: Head) => isFitting(head) && (sort !== 'due' || head.due === undefined)
    const others = await Promise.all(
      running.length < wanted
        ? ranges.map((range) => this.#within(range).reverse().filter(isNext).limit(wanted).toArray())
        : [],
    )
    return [...running, ...others.flat().sort(order())].slice(offset, wanted)
  }

  count(query: Query, now: Moment): Promise<Counted> {
    return this.#read(async () => {
      const ranges = await this.#ranges(query)
      const steps: Record<string, number> = {}
      for (const range of ranges) {
        const count = query.where
          ? await this.#within(range)
              .filter((head) => fits(head, query))
              .count()
          : range.count
        if (count > 0) steps[range.step] = (steps[range.step] ?? 0) + count
      }
      const late = await this.#db.heads
        .where('due')
        .belowOrEqual(now)
        .filter((head) => fits(head, query))
        .count()
      return { total: Object.values(steps).reduce((sum, count) => sum + count, 0), steps, late }
    })
  }

  #within({ from, to }: Range) {
    return this.#db.heads.where('keys').between(from, to, true, true)
  }

  /** One stretch of the index for each kind and step that is asked for. */
  async #ranges({ kind, steps, place, opened, open }: Query): Promise<readonly Range[]> {
    const prefixes = kind === undefined ? await this.#beginnings('', prefixIn) : [kind]
    const ranges: Range[] = []
    for (const prefix of prefixes)
      for (const key of await this.#beginnings(keyOf(prefix, place), stepIn)) {
        const step = key.slice(1)
        if ((steps && !steps.includes(step)) || (open !== undefined && open !== key.startsWith('+'))) continue
        const [from, to] = stepRange(prefix, place, key, opened)
        const count = await this.#db.heads.where('keys').between(from, to, true, true).count()
        ranges.push({ step, from, to, count })
      }
    return ranges
  }

  /** What differs between keys that begin alike, each once: leaps from one to the next instead of reading all. */
  async #beginnings(start: string, partOf: (key: string) => string): Promise<readonly string[]> {
    const found: string[] = []
    for (let from = start; ;) {
      const [key] = (await this.#db.heads
        .where('keys')
        .between(from, start + keyEnd)
        .limit(1)
        .keys()) as string[]
      if (key === undefined) return found
      const part = partOf(key)
      found.push(part)
      from = start + part + gap + keyEnd
    }
  }

  firstDue(): Promise<Moment | undefined> {
    return this.#read(async () => (await this.#db.heads.orderBy('next').limit(1).keys())[0] as Moment | undefined)
  }

  dueBefore(now: Moment): Promise<readonly DossierId[]> {
    return this.#read(
      async () => (await this.#db.heads.where('next').belowOrEqual(now).primaryKeys()) as readonly DossierId[],
    )
  }

  sheets(on: DossierId): Promise<readonly Sheet[]> {
    return this.#read(() => this.#db.sheets.where({ on }).toArray())
  }

  async eraseBefore(now: Moment): Promise<number> {
    const { sheets } = this.#db
    const erased = await this.#write(this.#db, [sheets], () => sheets.where('until').belowOrEqual(now).delete())
    if (erased > 0) this.#changed()
    return erased
  }

  readonly setting = {
    get: (name: string) => this.#read(async () => (await this.#db.settings.get(name))?.value),
    set: async (name: string, value: Json) => {
      const { settings } = this.#db
      await this.#write(this.#db, [settings], () => settings.put({ name, value }))
    },
  }

  readonly book = {
    get: async () => (await this.setting.get('book')) as StoredBook | undefined,
    set: (book: StoredBook) => this.setting.set('book', { ...book }),
  }

  node(): Promise<string> {
    const { settings } = this.#db
    return this.#write(this.#db, [settings], async () => {
      const known = await settings.get('node')
      if (known) return known.value as string
      const value = newNode()
      await settings.add({ name: 'node', value })
      return value
    })
  }

  watch(see: () => void): () => void {
    this.#watchers.add(see)
    return () => this.#watchers.delete(see)
  }

  close(): Promise<void> {
    this.#watchers.clear()
    this.#bell.close()
    this.#db.close()
    this.#bulkDb.close()
    return Promise.resolve()
  }

  #read<T>(work: () => PromiseLike<T>): Promise<T> {
    return within(this.#db, work)
  }

  async #write<T>(db: Database, tables: Table[], work: () => Promise<T>): Promise<T> {
    try {
      const done = await within(db, () => db.transaction('rw', tables, work))
      this.#trouble = undefined
      return done
    } catch (error) {
      if (error instanceof JournalTrouble) {
        this.#trouble = error
        this.#see()
      }
      throw error
    }
  }

  #changed(): void {
    this.#bell.postMessage(null)
    this.#see()
  }

  #see(): void {
    for (const see of [...this.#watchers]) see()
  }
}
