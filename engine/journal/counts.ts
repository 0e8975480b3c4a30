/** How many dossiers stand at each step: without it a board of a hundred thousand cases would count every one as it opens. */
import type { Database } from './database.js'
import { gap, keyEnd, prefixIn, stepIn } from './look.js'
import type { Head } from './look.js'
import { look, transact } from './transaction.js'
import type { Transaction } from './transaction.js'

/** Of one kind, at one place and below it (`''`: anywhere). */
export interface Count {
  /** Place and kind. */
  readonly id: string
  /** By step with its `+` (open) or `-` (over). */
  readonly steps: Readonly<Record<string, number>>
}

/**
 * What moved in one transaction. An act would have to read and write a count for each place above its dossier; it adds
 * this instead, and whoever counts and finds many of them gathers them into the counts.
 */
export interface Moves {
  readonly id?: number
  readonly moved: readonly Count[]
}

/** From so many on moves are gathered: all that wait are read with each count. */
const many = 100
/** So many heads are read at a time where all are counted. */
const handful = 1000

const idOf = (place: string, kind: string) => place + gap + kind
export const kindOf = ({ id }: Count): string => id.slice(id.indexOf(gap) + 1)

/** What names a dossier is not counted: they are few, and their index tells how many. */
export const isCounted = (under: string): boolean => !under.includes('/')

/** Those of a kind, or of all kinds, at a place. */
export function countsAt(db: Database, place: string, kind?: string): Promise<readonly Count[]> {
  const from = idOf(place, kind ?? '')
  const to = kind === undefined ? from + keyEnd : from
  return look(db, ['counts', 'moves'], async (tx) => {
    const [counts, moves] = await Promise.all([tx.range('counts', from, to), tx.every('moves')])
    if (moves.length >= many) void gatherLater(db)
    const moved = moves.flatMap((it) => it.moved).filter(({ id }) => id >= from && id <= to)
    return summed([...counts, ...moved])
  })
}

const gathering = new WeakSet<Database>()

/** Nobody waits for it, and what fails is done by whoever counts next. */
async function gatherLater(db: Database): Promise<void> {
  if (gathering.has(db)) return
  gathering.add(db)
  await transact(db, 'relaxed', ['counts', 'moves'], gather).catch(() => undefined)
  gathering.delete(db)
}

type Sums = Map<string, Record<string, number>>
function add(sums: Sums, id: string, step: string, number: number): void {
  const sum = sums.get(id) ?? {}
  sum[step] = (sum[step] ?? 0) + number
  sums.set(id, sum)
}

/** Without steps at which there are none. */
const countsOf = (sums: Sums): readonly Count[] =>
  [...sums].map(([id, sum]) => ({
    id,
    steps: Object.fromEntries(Object.entries(sum).filter(([, number]) => number !== 0)),
  }))

/** One for each place and kind. */
function summed(counts: readonly Count[]): readonly Count[] {
  const sums: Sums = new Map()
  for (const { id, steps } of counts) for (const [step, number] of Object.entries(steps)) add(sums, id, step, number)
  return countsOf(sums)
}

/** Counts along with one transaction. */
export class Counting {
  readonly #sums: Sums = new Map()

  /** The keys of a head that goes, and of the one that comes in its place. */
  moved(before: Head['keys'] = [], after: Head['keys'] = []): void {
    for (const key of new Set(before)) this.#add(key, -1)
    for (const key of new Set(after)) this.#add(key, 1)
  }

  #add(key: string, change: number): void {
    const place = key.split(gap)[1]!
    if (isCounted(place)) add(this.#sums, idOf(place, prefixIn(key)), stepIn(key), change)
  }

  /** Behind all that moves something. */
  keep(tx: Transaction): void {
    const moved = countsOf(this.#sums).filter(isSome)
    if (moved.length > 0) tx.put('moves', { moved })
  }
}

const isSome = ({ steps }: Count) => Object.keys(steps).length > 0

/** What waits goes into the counts. */
export async function gather(tx: Transaction): Promise<void> {
  const moves = await tx.every('moves')
  const moved = summed(moves.flatMap((it) => it.moved))
  const counts = await Promise.all(moved.map(({ id }) => tx.get('counts', id)))
  for (const count of summed([...counts.flatMap((it) => it ?? []), ...moved])) {
    if (isSome(count)) tx.put('counts', count)
    else tx.drop('counts', count.id)
  }
  for (const { id } of moves) tx.drop('moves', id!)
}

/** Counts all that is here: done once, where an earlier version wrote it. */
export async function countAll(tx: Transaction): Promise<void> {
  const counting = new Counting()
  for (let last = ''; ;) {
    const heads = await tx.range('heads', `${last}\0`, keyEnd, handful)
    if (heads.length === 0) break
    for (const { keys } of heads) counting.moved([], keys)
    last = heads.at(-1)!.id
  }
  counting.keep(tx)
  await gather(tx)
}
