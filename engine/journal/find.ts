/** Dossiers found in the database along its one index, so that a board of fifty does not read a hundred thousand. */
import type { DossierId, Moment, Query } from '../types.js'
import type { Database } from './database.js'
import type { Counted } from './journal.js'
import { fits, gap, keyEnd, keyOf, narrowest, order, prefixIn, stepIn, stepRange } from './look.js'
import type { Head } from './look.js'

/** Up to here it is quicker to read all that fits and sort it than to walk along an index. */
const handful = 2000

/** A stretch of the index: dossiers of one kind at one step, in the order of their opening. */
interface Range {
  readonly step: string
  readonly from: string
  readonly to: string
  readonly count: number
}

const stretch = (db: Database, { from, to }: Pick<Range, 'from' | 'to'>) =>
  db.heads.where('keys').between(from, to, true, true)

/** What differs between keys that begin alike, each once: leaps from one to the next instead of reading all. */
async function beginnings(db: Database, start: string, partOf: (key: string) => string): Promise<readonly string[]> {
  const found: string[] = []
  for (let from = start; ;) {
    const keys = await stretch(db, { from, to: start + keyEnd })
      .limit(1)
      .keys()
    if (keys.length === 0) return found
    const part = partOf(String(keys[0]))
    found.push(part)
    from = start + part + gap + keyEnd
  }
}

/** One stretch for each kind and step that is asked for. */
async function rangesOf(db: Database, query: Query): Promise<readonly Range[]> {
  const { kind, steps, opened, open } = query
  const under = narrowest(query)
  const prefixes = kind === undefined ? await beginnings(db, '', prefixIn) : [kind]
  const ranges: Range[] = []
  for (const prefix of prefixes)
    for (const key of await beginnings(db, keyOf(prefix, under), stepIn)) {
      const step = key.slice(1)
      if ((steps && !steps.includes(step)) || (open !== undefined && open !== key.startsWith('+'))) continue
      const [from, to] = stepRange(prefix, under, key, opened)
      ranges.push({ step, from, to, count: await stretch(db, { from, to }).count() })
    }
  return ranges
}

export async function foundIn(db: Database, query: Query): Promise<readonly Head[]> {
  const { offset = 0, limit = Infinity, sort } = query
  const wanted = offset + limit
  const ranges = await rangesOf(db, query)
  const total = ranges.reduce((sum, { count }) => sum + count, 0)
  const isFitting = (head: Head) => fits(head, query)
  if (total <= handful || wanted >= total || sort === 'at') {
    // without a filter of Dexie's, because only then it reads in one go
    const all = (await Promise.all(ranges.map((range) => stretch(db, range).toArray()))).flat()
    return all.filter(isFitting).sort(order(sort)).slice(offset, wanted)
  }
  const running = sort === 'due' ? await db.heads.orderBy('due').filter(isFitting).limit(wanted).toArray() : []
  const isNext = (head: Head) => isFitting(head) && (sort !== 'due' || head.due === undefined)
  const others = await Promise.all(
    running.length < wanted
      ? ranges.map((range) => stretch(db, range).reverse().filter(isNext).limit(wanted).toArray())
      : [],
  )
  return [...running, ...others.flat().sort(order())].slice(offset, wanted)
}

/** Keys alone: what is expected is compared with what is kept, and a census keeps tens of thousands. */
export async function idsIn(db: Database, query: Query): Promise<readonly DossierId[]> {
  const ranges = await rangesOf(db, query)
  const keys = await Promise.all(ranges.map((range) => stretch(db, range).primaryKeys()))
  return keys.flat() as readonly DossierId[]
}

/** Few are read in one go, many one after another. */
async function fittingIn(db: Database, range: Range, isFitting: (head: Head) => boolean): Promise<number> {
  if (range.count > handful) return stretch(db, range).filter(isFitting).count()
  return (await stretch(db, range).toArray()).filter(isFitting).length
}

export async function countedIn(db: Database, query: Query, now: Moment): Promise<Counted> {
  const isFitting = (head: Head) => fits(head, query)
  const steps: Record<string, number> = {}
  for (const range of await rangesOf(db, query)) {
    const count = query.where ? await fittingIn(db, range, isFitting) : range.count
    if (count > 0) steps[range.step] = (steps[range.step] ?? 0) + count
  }
  const late = await db.heads.where('due').belowOrEqual(now).filter(isFitting).count()
  return { total: Object.values(steps).reduce((sum, count) => sum + count, 0), steps, late }
}
