/** Dossiers found in the database along its one index, so that a board of fifty does not read a hundred thousand. */
import type { Collection } from 'dexie'
import type { Dossier, DossierId, Moment, Query } from '../types.js'
import { countsAt, isCounted, kindOf } from './counts.js'
import type { Database, Segment } from './database.js'
import type { Counted } from './journal.js'
import { answers, gap, keyEnd, keyOf, narrowest, order, prefixIn, stepIn, stepRange, suits, toldBy } from './look.js'
import type { Sorted } from './look.js'
import { dossierOf, type KeptHead } from './packed.js'

/** Up to here it is quicker to read all that fits and sort it than to walk along an index. */
const handful = 2000
/** So many are looked at at once where an index is walked along. */
const PAGE = 100

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

interface Standing {
  readonly prefix: string
  /** Step with its sign. */
  readonly key: string
  /** Absent where nobody has counted. */
  readonly number?: number
}

/** Kinds and steps at which there are any: as they are counted or, for those that name a dossier, by the index. */
async function stepsOf(db: Database, under: string, kind?: string): Promise<readonly Standing[]> {
  if (isCounted(under))
    return (await countsAt(db, under, kind)).flatMap((count) =>
      Object.entries(count.steps).map(([key, number]) => ({ prefix: kindOf(count), key, number })),
    )
  const prefixes = kind === undefined ? await beginnings(db, '', prefixIn) : [kind]
  const each = prefixes.map(async (prefix) =>
    (await beginnings(db, keyOf(prefix, under), stepIn)).map((key) => ({ prefix, key })),
  )
  return (await Promise.all(each)).flat()
}

/** One stretch for each kind and step that is asked for. */
async function rangesOf(db: Database, query: Query): Promise<readonly Range[]> {
  const { steps, opened, open } = query
  const under = narrowest(query) ?? ''
  const ranges: Range[] = []
  for (const { prefix, key, number } of await stepsOf(db, under, query.kind)) {
    const step = key.slice(1)
    if ((steps && !steps.includes(step)) || (open !== undefined && open !== key.startsWith('+'))) continue
    const [from, to] = stepRange(prefix, under, key, opened)
    const count = opened ? undefined : number
    ranges.push({ step, from, to, count: count ?? (await stretch(db, { from, to }).count()) })
  }
  return ranges
}

/** The segments that hold lines of these dossiers, each read once. */
export async function segmentsOf(
  db: Database,
  heads: readonly (KeptHead | undefined)[],
): Promise<ReadonlyMap<number | undefined, Segment>> {
  const numbers = [...new Set(heads.flatMap((head) => head?.segment ?? []))]
  const segments = numbers.length === 0 ? [] : await db.segments.bulkGet(numbers)
  return new Map(segments.flatMap((segment) => (segment ? [[segment.id, segment] as const] : [])))
}

/** The dossiers of these records, in their order, those that are here. */
export async function wholeOf(db: Database, heads: readonly (KeptHead | undefined)[]): Promise<readonly Dossier[]> {
  const segments = await segmentsOf(
    db,
    heads.filter((head) => head && !('dossier' in head)),
  )
  return heads.flatMap((head) => (head ? dossierOf(head, segments.get(head.segment)) : []))
}

/** What an index walks along, with what it is sorted by. */
interface Found extends Sorted {
  readonly head: KeptHead
}
const found = (head: KeptHead): Found => ({
  id: head.id,
  dossier: toldBy(head),
  head,
  ...(head.due && { due: head.due }),
})

async function whole(db: Database, heads: readonly KeptHead[]): Promise<readonly (Sorted & { dossier: Dossier })[]> {
  const dossiers = await wholeOf(db, heads)
  return heads.map(({ id, due }, index) => ({ id, dossier: dossiers[index]!, ...(due !== undefined && { due }) }))
}

/** Those that fit along an index, page after page, until there are enough. */
async function walked(
  db: Database,
  along: () => Collection<KeptHead, string>,
  query: Query,
  wanted: number,
  isNext: (head: KeptHead) => boolean = () => true,
): Promise<readonly (Sorted & { dossier: Dossier })[]> {
  const all: (Sorted & { dossier: Dossier })[] = []
  for (let at = 0, size = Math.max(PAGE, wanted); all.length < wanted; at += size, size *= 2) {
    const page = await along().offset(at).limit(size).toArray()
    const heads = page.filter((head) => isNext(head) && suits({ ...toldBy(head), keys: head.keys }, query))
    // without a question about its fields no more are read than are wanted
    const few = query.where ? heads : heads.slice(0, wanted - all.length)
    all.push(...(await whole(db, few)).filter(({ dossier }) => answers(dossier, query)))
    if (page.length < size) break
  }
  return all.slice(0, wanted)
}

/**
 * Those that run out first, if there are so many: found without counting all others. Undefined also where the last of
 * them shares its moment with the next, for then other things decide.
 */
async function earliest(db: Database, query: Query, wanted: number): Promise<readonly Dossier[] | undefined> {
  if (wanted > handful) return undefined
  const running = await walked(db, () => db.heads.orderBy('due'), query, wanted + 1)
  if (running.length <= wanted || (wanted > 0 && running[wanted]!.due === running[wanted - 1]!.due)) return undefined
  return running
    .slice(0, wanted)
    .toSorted(order('due'))
    .map(({ dossier }) => dossier)
}

export async function foundIn(db: Database, query: Query): Promise<readonly Dossier[]> {
  const { offset = 0, limit = Infinity, sort, where } = query
  const wanted = offset + limit
  if (sort === 'due') {
    const first = await earliest(db, query, wanted)
    if (first) return first.slice(offset)
  }
  const ranges = await rangesOf(db, query)
  const total = ranges.reduce((sum, { count }) => sum + count, 0)
  const dossiers = (all: readonly { readonly dossier: Dossier }[]) => all.map(({ dossier }) => dossier)
  if (total <= handful || wanted >= total || sort === 'at') {
    // without a filter of Dexie's, because only then it reads in one go
    const records = (await Promise.all(ranges.map((range) => stretch(db, range).toArray()))).flat()
    const all = records.filter((head) => suits({ ...toldBy(head), keys: head.keys }, query))
    if (where || sort === 'at') {
      const fitting = (await whole(db, all)).filter(({ dossier }) => answers(dossier, query))
      return dossiers(fitting.toSorted(order(sort)).slice(offset, wanted))
    }
    const page = all.map(found).sort(order(sort)).slice(offset, wanted)
    return wholeOf(
      db,
      page.map(({ head }) => head),
    )
  }
  const running = sort === 'due' ? await walked(db, () => db.heads.orderBy('due'), query, wanted) : []
  const isNext = (head: KeptHead) => sort !== 'due' || head.due === undefined
  const others = await Promise.all(
    running.length < wanted
      ? ranges.map((range) => walked(db, () => stretch(db, range).reverse(), query, wanted - running.length, isNext))
      : [],
  )
  return dossiers([...running, ...others.flat().sort(order())].slice(offset, wanted))
}

/** Keys alone: what is expected is compared with what is kept, and a census keeps tens of thousands. */
export async function idsIn(db: Database, query: Query): Promise<readonly DossierId[]> {
  const ranges = await rangesOf(db, query)
  const keys = await Promise.all(ranges.map((range) => stretch(db, range).primaryKeys()))
  return keys.flat() as readonly DossierId[]
}

/** How many of a stretch have these values, page after page. */
async function fittingIn(db: Database, range: Range, query: Query): Promise<number> {
  let count = 0
  for (let at = 0; at < range.count; at += handful) {
    const heads = await stretch(db, range).offset(at).limit(handful).toArray()
    const fitting = heads.filter((head) => suits({ ...toldBy(head), keys: head.keys }, query))
    count += (await wholeOf(db, fitting)).filter((dossier) => answers(dossier, query)).length
  }
  return count
}

export async function countedIn(db: Database, query: Query, now: Moment): Promise<Counted> {
  const steps: Record<string, number> = {}
  for (const range of await rangesOf(db, query)) {
    const count = query.where ? await fittingIn(db, range, query) : range.count
    if (count > 0) steps[range.step] = (steps[range.step] ?? 0) + count
  }
  const late = await walked(db, () => db.heads.where('due').belowOrEqual(now), query, Infinity)
  return { total: Object.values(steps).reduce((sum, count) => sum + count, 0), steps, late: late.length }
}
