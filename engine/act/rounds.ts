/** Which rounds of expected dossiers there are, and who is in each, without making any of them (SPEC J90, J91). */
import { rowsOf } from '../facts/far.js'
import { valueOf } from '../facts/refs.js'
import { fitting, testsOf, wantedBy } from '../facts/where.js'
import type { Places } from '../roster/places.js'
import { addSpan } from '../time/duration.js'
import { dateIn, momentIn } from '../time/zone.js'
import type { Dossier, DossierId, Facts, Json, Moment, PlaceId } from '../types.js'
import { fold } from './fold.js'
import type { Formula, Member, Round } from './formula.js'
import { holds, startOf, stopOf } from './in-force.js'
import { printed } from './read-id.js'
import { contextOf, ownerOf, prefixOf, type World } from './world.js'

const DAY = 86_400_000

/** A time in which what a formula asks of a parent was so, and the parent as it stood. */
interface Life {
  readonly from: Moment
  readonly to: Moment
  readonly parent?: Dossier
}

/**
 * Is the time over for which a kind keeps its dossiers? What was forgotten and what nobody ever acted on look alike then, so
 * nothing is expected any more (SPEC J91). Counted as erasing counts it.
 */
export function isPast({ owner }: Pick<Formula, 'owner'>, at: Moment, now: Moment): boolean {
  const { forget } = owner.spec
  return forget !== undefined && addSpan(at, forget.keep, 'UTC') <= now
}

/** Rounds whose moment lies in this time, newest first. */
export async function* roundsOf(
  formula: Formula,
  world: World,
  from: Moment,
  to: Moment,
  only?: DossierId,
): AsyncGenerator<Round, void> {
  if (formula.parent === undefined) {
    yield* roundsIn(formula, { from: -Infinity, to: Infinity }, world, from, to)
    return
  }
  const named = only === undefined ? undefined : await world.dossier(only)
  const parents = only === undefined ? await world.find({ kind: formula.parent }) : named ? [named] : []
  const each: Iterator<Round, void>[] = []
  for (const parent of parents) {
    const lives = await livesOf(parent, formula, world)
    each.push(...lives.map((life) => roundsIn(formula, life, world, from, to)))
  }
  yield* newestFirst(each)
}

/** Rounds of one parent's time, or of the whole time where there is none. */
function* roundsIn(formula: Formula, life: Life, world: World, from: Moment, to: Moment): Generator<Round, void> {
  const { timetable, owner } = formula
  const parent = life.parent && { parent: life.parent }
  const { zone } = world.book
  const begins = startOf(owner.pack, zone)
  if (!timetable) {
    // a thing that was always there has been there since the pack or the roster speaks of it
    const at = life.parent ? life.from : (begins ?? momentIn(world.places.since, zone))
    if (at >= from && at < to && !isPast(formula, at, world.now)) yield { at, ...parent }
    return
  }
  const last = Math.min(to, life.to, stopOf(owner.pack, zone) ?? Infinity, lastOf(formula, life, zone))
  for (const slot of timetable.back(Math.max(from, life.from, begins ?? -Infinity), last)) {
    // earlier ones are past as well
    if (isPast(formula, slot.start, world.now)) return
    yield { at: slot.start, slot, ...parent }
  }
}

/** The first moment after the last day that a parent gives. */
function lastOf({ schedule, parent }: Formula, life: Life, zone: string): Moment {
  const until = schedule?.until
  if (typeof until !== 'object' || parent === undefined || !life.parent) return Infinity
  const day = life.parent.fields[until.path ?? '']
  return typeof day === 'string' ? momentIn(day.slice(0, 10), zone) + DAY : Infinity
}

/** The latest of many rows that are each newest first. */
function* newestFirst(rows: readonly Iterator<Round, void>[]): Generator<Round, void> {
  const heads = rows.flatMap((row) => {
    const { value } = row.next()
    return value ? [{ row, value }] : []
  })
  heads.sort((a, b) => a.value.at - b.value.at)
  for (let head = heads.pop(); head; head = heads.pop()) {
    yield head.value
    const { value } = head.row.next()
    if (!value) continue
    const at = heads.findLastIndex((other) => other.value.at <= value.at) + 1
    heads.splice(at, 0, { row: head.row, value })
  }
}

/** When a parent was open and as the formula wants it, from its own lines; what belongs to no slot is there once. */
async function livesOf(parent: Dossier, formula: Formula, world: World): Promise<readonly Life[]> {
  const states = await statesOf(parent, world)
  const lives = states.flatMap(({ since, state }, index): Life[] =>
    state.ended || !fits(state, formula, world)
      ? []
      : [{ from: since, to: states[index + 1]?.since ?? Infinity, parent: state }],
  )
  return formula.timetable ? lives : lives.slice(0, 1)
}

/** A dossier after each of its lines. */
async function statesOf(dossier: Dossier, world: World): Promise<readonly { since: Moment; state: Dossier }[]> {
  const first = { since: dossier.opened, state: dossier }
  if (dossier.head === '' || dossier.head.startsWith('1 ')) return [first]
  const lines = [...(await world.lines(dossier.id))].sort((a, b) => (a.id < b.id ? -1 : 1))
  const states: { since: Moment; state: Dossier }[] = []
  for (let count = 1; count <= lines.length; count++) {
    const some = lines.slice(0, count)
    // lines before the one that opens it say nothing of how it stands
    if (!some.some(({ from, expected, carry }) => from === 'new' || expected || carry)) continue
    states.push({ since: some.at(-1)!.at, state: fold(some).dossier })
  }
  return states.length > 0 ? states : [first]
}

/** A dossier as it stood at a moment; undefined before it was opened. */
export async function stoodAt(dossier: Dossier, at: Moment, world: World): Promise<Dossier | undefined> {
  if (dossier.opened > at) return undefined
  if (dossier.at <= at) return dossier
  return (await statesOf(dossier, world)).findLast(({ since }) => since <= at)?.state
}

/** Is a parent as the formula's `where` wants it? */
function fits(state: Dossier, { spec, owner }: Formula, world: World): boolean {
  const tests = testsOf({ how: 'list', where: spec.each?.where ?? {} })
  const facts: Facts = owner.pack.params
  if (tests.some((test) => wantedBy(test, facts) === undefined)) return false
  const rows = rowsOf([state], ownerOf(world.book, prefixOf(state.id)), world, new Map())
  return fitting(rows, tests, facts, { ...contextOf(world), now: world.now }).all.length > 0
}

/** All of one round, or those of them at a place and below it; nobody is looked at before they are asked for. */
export interface Members {
  readonly count: number
  /** In the order of the tree or the list. */
  all(): Iterable<Member>
  has(member: Member): boolean
}

export function membersOf(formula: Formula, round: Round, world: World, within?: PlaceId): Members {
  const { places } = formula.spec.each ?? {}
  if (places !== undefined) return placesIn(formula, round, places, world, within)
  const tree = treeAt(round, world)
  const at = round.parent?.place ?? world.book.place
  const isHere = (top: PlaceId) => tree.under(at, top)
  const here = (within === undefined || isHere(within)) && (world.reach ?? [at]).some(isHere)
  const list = here ? listOf(formula, round, world) : []
  return {
    count: list.length,
    all: () => list,
    has: ({ each }) => list.some((member) => member.each === each),
  }
}

/** The tree as it stood on the day of the round. */
const treeAt = ({ at }: Round, { places, book }: World) => places.on(dateIn(at, book.zone))

function placesIn(formula: Formula, round: Round, kind: string, world: World, within?: PlaceId): Members {
  const tree = treeAt(round, world)
  const { rows } = tree
  const under = formula.spec.each!.under
  const top = under === undefined ? undefined : String(valueOf(under, factsOf(formula, round)) ?? '')
  const ranges = (world.reach ?? [undefined]).flatMap((reach) => rangesOf([top, within, reach], tree))
  const of = rowsOfKind(tree, kind)
  const spans = ranges.map(([from, to]) => [firstFrom(of, from), firstFrom(of, to)] as const)
  return {
    count: spans.reduce((sum, [from, to]) => sum + to - from, 0),
    *all() {
      for (const [from, to] of spans) for (let at = from; at < to; at++) yield { place: rows.ids[of[at]!]! }
    },
    has({ place = '' }) {
      const row = rows.of(place)
      return row >= 0 && rows.kind(row) === kind && ranges.some(([from, to]) => row >= from && row < to)
    },
  }
}

/** The rows at or below all of these places at once: one range, or none. */
function rangesOf(tops: readonly (PlaceId | undefined)[], { rows }: Places): readonly (readonly [number, number])[] {
  let [from, to] = [0, rows.ids.length]
  for (const top of tops) {
    if (top === undefined) continue
    const row = rows.of(top)
    if (row < 0) return []
    from = Math.max(from, row)
    to = Math.min(to, rows.end[row]!)
  }
  return from < to ? [[from, to]] : []
}

const kindRows = new WeakMap<Places, Map<string, Int32Array>>()

/** Rows of all places of a kind, ascending; made once for a tree. */
function rowsOfKind(tree: Places, kind: string): Int32Array {
  const known = kindRows.get(tree) ?? new Map<string, Int32Array>()
  kindRows.set(tree, known)
  let found = known.get(kind)
  if (!found) {
    const list: number[] = []
    for (let row = 0; row < tree.size; row++) if (tree.rows.kind(row) === kind) list.push(row)
    known.set(kind, (found = Int32Array.from(list)))
  }
  return found
}

/** Place of the first number in an ascending list that is not below this one. */
function firstFrom(list: Int32Array, least: number): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (list[middle]! < least) low = middle + 1
    else high = middle
  }
  return low
}

/** One of each member of a list, or just one. */
function listOf(formula: Formula, round: Round, world: World): readonly Member[] {
  const each = formula.spec.each?.in
  if (each === undefined) return [{}]
  const list = valueOf(each, factsOf(formula, round))
  if (!Array.isArray(list)) return []
  const type = formula.owner.pack.names[formula.owner.kind]?.get(each.fact)
  return list.map((member) => ({ each: printed(member as Json, type?.type, world.book.zone) }))
}

/** What a formula may look at: the numbers in force, and the parent as it stood. */
const factsOf = ({ owner }: Formula, { parent }: Round): Facts => ({
  ...owner.pack.params,
  ...(parent && {
    parent: { ...parent.fields, id: parent.id, step: parent.step, place: parent.place, 'opened-by': parent.openedBy },
  }),
})

/** Is the pack in force there at the moment of the round? */
export async function inForce({ owner }: Formula, { at }: Round, place: PlaceId, world: World): Promise<boolean> {
  for (const one of owner.pack.while ?? []) if (!(await holds(one, place, asItStood(world, at)))) return false
  return true
}

/** The world as it was: of dossiers that have gone on since, how they stood then. */
function asItStood(world: World, at: Moment): Pick<World, 'book' | 'places' | 'now' | 'find'> {
  const then = Math.min(at, world.now)
  return {
    book: world.book,
    places: world.places,
    now: then,
    async find({ steps, ...query }) {
      const all = await Promise.all((await world.find(query)).map((dossier) => stoodAt(dossier, then, world)))
      return all.filter((it) => it !== undefined && (!steps || steps.includes(it.step))) as readonly Dossier[]
    },
  }
}
