/** The place tree: street, community, grid, building, dwelling, and every way to ask where something lies. */
import type { PlaceKind, RosterFile } from '../pack/format.js'
import { dayAfter } from './days.js'
import { aboveOn, inOrder, type PlaceRow, upOn } from './in-order.js'
import { turnsOf, type Turn } from './turns.js'
import type { PlaceId, Say } from '../types.js'

export interface Place {
  readonly id: PlaceId
  readonly kind: PlaceKind
  readonly title: Say
  readonly in?: PlaceId
  readonly is?: Readonly<Record<string, unknown>>
}

/**
 * The places in force as numbered rows, parents before children, so that whatever lies under a row is the range from the
 * row itself to before its `end`. A tree of 165,333 rows costs some 20 bytes a row beside its file.
 */
export interface PlaceRows {
  readonly ids: readonly PlaceId[]
  /** Row of the place above; -1 at a root. */
  readonly parent: Int32Array
  /** First row that is no longer under this one. */
  readonly end: Int32Array
  /** 0 at a root. */
  readonly depth: Uint8Array
  /** What is said of a row's home, as `Home` has it. */
  readonly home: Uint8Array
  /** Row of a place; -1 if it is unknown or not in force. */
  readonly of: (id: PlaceId) => number
  readonly at: (row: number) => Place
  /** Of a row's place alone, for loops over all of them. */
  readonly kind: (row: number) => PlaceKind
  readonly is: (row: number) => Place['is']
  /** Column and row in its hall, as the roster gives them. */
  readonly cell: (row: number) => readonly [col: number, row: number] | undefined
}

export interface Places {
  readonly size: number
  /** The day of the roster, which says nothing of the days before. */
  readonly since: string
  /** Days from which the tree is another, in no order. */
  readonly days: readonly string[]
  /** The tree as it stood on another day; itself where nothing has begun or ended between. */
  on(day: string): Places
  readonly roots: readonly PlaceId[]
  readonly rows: PlaceRows
  /** Places that are not in force keep their name: old dossiers speak of them. */
  get(id: PlaceId): Place | undefined
  children(id: PlaceId): readonly PlaceId[]
  /**
   * The place that stands today for one that has ended: its only successor, otherwise the place around it, and so on. A
   * place that is in force, or unknown, is itself.
   */
  today(id: PlaceId): PlaceId
  /** Places that have ended. */
  readonly past: readonly PlaceId[]
  /** Which place took over from which, and when, in the order of the days; also what is still to come. */
  readonly turns: readonly Turn[]
  /** Nearest first, without the place itself. What stands for a place that has ended lies above it. */
  ancestors(id: PlaceId): readonly PlaceId[]
  /** At `top` or anywhere below it. */
  under(id: PlaceId, top: PlaceId): boolean
}

/**
 * @param on day, `2020-04-10`; places outside their `from` and `until` (its last day) are not in the tree, and with them
 * whatever lies inside them
 */
export function placesFrom(roster: Pick<RosterFile, 'places' | 'asOf'>, on = roster.asOf): Places {
  const file = roster.places
  const { ids, files, dated, parent, end, depth, home, of } = inOrder(file, on)
  const place = (id: PlaceId, row: PlaceRow): Place => {
    const { kind, title, is } = row
    const above = aboveOn(row, on)
    return {
      ...{ id, kind, title: title ?? { zh: id, en: id } },
      ...(above !== undefined && { in: above }),
      ...(is && { is }),
    }
  }
  const get = (id: PlaceId) => (Object.hasOwn(file, id) ? place(id, file[id]!) : undefined)
  const rows: PlaceRows = {
    ids,
    parent,
    end,
    depth,
    home,
    of,
    at: (row) => place(ids[row]!, files[row]!),
    kind: (row) => files[row]!.kind,
    is: (row) => files[row]!.is,
    cell: (row) => {
      const { col, row: down } = files[row]!
      return col === undefined || down === undefined ? undefined : [col, down]
    },
  }

  const below = (from: number, to: number) => {
    const found: PlaceId[] = []
    for (let row = from; row < to; row = end[row]!) found.push(ids[row]!)
    return found
  }
  const hasEnded = (id: PlaceId) => (file[id]?.until ?? on) < on
  const up = (id: PlaceId) => (Object.hasOwn(file, id) ? upOn(file[id]!, on) : undefined)
  const ancestors = (id: PlaceId) => {
    const found: PlaceId[] = []
    for (let above = up(id); above !== undefined && !found.includes(above); above = up(above)) found.push(above)
    return found
  }
  const today = (id: PlaceId) => (of(id) < 0 ? (ancestors(id).find((above) => of(above) >= 0) ?? id) : id)
  let days: readonly string[] | undefined
  let turns: readonly Turn[] | undefined
  const others = new Map<string, Places>()
  const places: Places = {
    size: ids.length,
    since: roster.asOf,
    get days() {
      return (days ??= daysOf(file, dated))
    },
    on(day) {
      const then = day < roster.asOf ? roster.asOf : day
      if (!places.days.some((it) => it > on !== it > then)) return places
      let other = others.get(then)
      if (!other) {
        if (others.size === KEPT) others.clear()
        others.set(then, (other = placesFrom(roster, then)))
      }
      return other
    },
    roots: below(0, ids.length),
    rows,
    get,
    children: (id) => (of(id) < 0 ? [] : below(of(id) + 1, end[of(id)]!)),
    today,
    get past() {
      return dated.filter(hasEnded)
    },
    get turns() {
      return (turns ??= turnsOf(file, dated))
    },
    ancestors,
    under(id, top) {
      const row = of(id)
      const from = of(top)
      if (row < 0 || from < 0) return id === top || ancestors(id).includes(top)
      return row >= from && row < end[from]!
    },
  }
  return places
}

/** So many other days' trees are kept at a time: a community with all its dwellings is ten megabytes. */
const KEPT = 4

/** Days from which the tree is another; `ids` are the places that begin, end or move on some day. */
function daysOf(file: Readonly<Record<PlaceId, PlaceRow>>, ids: readonly PlaceId[]): readonly string[] {
  const days = new Set<string>()
  for (const id of ids) {
    const { from, until, was = [] } = file[id]!
    if (from !== undefined) days.add(from)
    for (const last of [...was.map((it) => it.until), until]) if (last !== undefined) days.add(dayAfter(last))
  }
  return [...days]
}

/** The same places in the same order: whoever works in one tree may stay where they are in the other. */
export const sameTree = (a: Places, b: Places): boolean =>
  a === b ||
  (a.size === b.size &&
    a.rows.ids.every((id, row) => id === b.rows.ids[row] && a.rows.parent[row] === b.rows.parent[row]))
