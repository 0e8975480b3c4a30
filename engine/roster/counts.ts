/** The figures of a roster, each with the rows behind it, so that every number on a screen opens. */
import type { PlaceKind } from '../pack/format.js'
import type { PlaceId } from '../types.js'
import { Home } from './in-order.js'
import type { Places } from './places.js'
import type { Posts, Rung } from './posts.js'

export interface RosterCounts {
  /** Kinds of places that have a figure of their own, biggest first, with their rows. */
  readonly kinds: readonly { readonly kind: PlaceKind; readonly rows: readonly number[] }[]
  /** Buildings whose leader is there, of all; and those led by a party member. Absent where the roster has no leaders. */
  readonly leaders?: { readonly rows: readonly number[]; readonly members: readonly number[]; readonly of: number }
  readonly gaps: readonly Rung[]
  /** Posts that are vacant at a row or below it, by row. */
  readonly missing: Int32Array
  /** Homes at a row or below it, by row. Absent where the roster speaks of none. */
  readonly homes?: Int32Array
  /** Homes that were visited. Absent where the roster does not say. */
  readonly visited?: Int32Array
}

const counted: readonly PlaceKind[] = [
  'street',
  'community',
  'compound',
  'grid',
  'building',
  'hall',
  'stall',
  'shop',
  'river',
  'parking',
]

/** @param top only what lies at this place or below it */
export function rosterCounts(places: Places, posts: Posts, top?: PlaceId): RosterCounts {
  const { ids, parent, end, of, kind, is, home } = places.rows
  const first = top === undefined ? 0 : Math.max(0, of(top))
  const last = top === undefined ? ids.length : (end[first] ?? 0)

  const byKind = new Map<PlaceKind, number[]>(counted.map((it) => [it, []]))
  const homes = new Int32Array(ids.length)
  const visited = new Int32Array(ids.length)
  let anyHome = false
  let anyVisit = false
  // children stand after their parents: going backwards, a row's own sum is whole before it is added to the one above
  for (let row = last - 1; row >= first; row--) {
    const told = home[row]!
    if (told !== Home.none) {
      homes[row] = 1
      if (told !== Home.untold) anyVisit = true
      if (told === Home.seen) visited[row] = 1
    } else {
      const said = is(row)
      byKind.get(kind(row))?.push(row)
      // a building whose homes are not in the roster one by one may say how many they are
      if (homes[row] === 0 && typeof said?.['dwellings'] === 'number') homes[row] = said['dwellings']
      if (visited[row] === 0 && typeof said?.['visited'] === 'number') {
        visited[row] = said['visited']
        anyVisit = true
      }
    }
    if (homes[row]! > 0) anyHome = true
    const above = parent[row]!
    if (row === first || above < 0) continue
    homes[above]! += homes[row]!
    visited[above]! += visited[row]!
  }
  for (const rows of byKind.values()) rows.reverse()

  const gaps = posts.vacancies(top)
  const missing = new Int32Array(ids.length)
  for (const { place } of gaps) for (let row = of(place); row >= first; row = parent[row]!) missing[row]!++

  const buildings = byKind.get('building')!
  const led: number[] = []
  const members: number[] = []
  for (const row of buildings) {
    const leader = posts.at(ids[row]!).find(({ post, party }) => post === 'building-leader' && party !== undefined)
    if (leader) led.push(row)
    if (leader?.is?.['party-member'] === true) members.push(row)
  }
  return {
    kinds: counted.flatMap((it) => (byKind.get(it)!.length > 0 ? { kind: it, rows: byKind.get(it)! } : [])),
    ...(led.length > 0 && { leaders: { rows: led, members, of: buildings.length } }),
    gaps,
    missing,
    ...(anyHome && { homes }),
    ...(anyVisit && { visited }),
  }
}
