/** One roster as it is shown: its tree, its posts, its figures, and where it came from. */
import type { PlaceKind, RosterFile } from '../../engine/pack/format.js'
import * as draw from '../base/drawings.js'
import type { Drawing } from '../base/icon.js'
import { placesFrom, type Places } from '../../engine/roster/places.js'
import { type PeopleFile, type Posts, postsFrom } from '../../engine/roster/posts.js'
import { type RosterCounts, rosterCounts } from '../../engine/roster/counts.js'
import type { PlaceId } from '../../engine/types.js'

export interface Seen {
  readonly places: Places
  readonly posts: Posts
  readonly counts: RosterCounts
  /** Day of the roster; absent where a station does not say. */
  readonly asOf?: string
  /** Day to which vacancies are counted: the station's, otherwise that of the roster. */
  readonly today: string
  /** The files, where they are here: what is exported and what an import goes into. */
  readonly roster?: RosterFile
  readonly people?: PeopleFile
  /** Only this place and what lies in it. */
  readonly top?: PlaceId
  /** First row shown, and the first that no longer is. */
  readonly first: number
  readonly last: number
}

/** @param on day of which it is seen; a roster says nothing of the days before its own */
export function seenFrom(
  roster: RosterFile,
  people: PeopleFile | undefined,
  { top, on = roster.asOf, before }: { readonly top: PlaceId; readonly on?: string; readonly before?: Places },
): Seen | undefined {
  const today = on < roster.asOf ? roster.asOf : on
  const places = before?.on(today) ?? placesFrom(roster, today)
  const files = { roster, ...(people && { people }) }
  return seen(places, postsFrom(roster, places, people, today), { top, today, ...files })
}

export interface Given {
  /** Only this place and what lies in it; empty: all. */
  readonly top: PlaceId
  readonly today: string
  readonly roster?: RosterFile
  readonly people?: PeopleFile
}

/** Undefined where the roster has no place `top`. */
export function seen(places: Places, posts: Posts, { top, ...given }: Given): Seen | undefined {
  const first = top === '' ? 0 : places.rows.of(top)
  if (first < 0) return undefined
  return {
    places,
    posts,
    counts: rosterCounts(places, posts, top || undefined),
    ...(given.roster && { asOf: given.roster.asOf }),
    ...given,
    ...(top && { top }),
    first,
    last: top === '' ? places.size : places.rows.end[first]!,
  }
}

/** The post that answers for a place of this kind. */
export const postOf: Partial<Record<PlaceKind, string>> = {
  street: 'street-liaison',
  community: 'community-lead',
  grid: 'grid-worker',
  building: 'building-leader',
}
/** Homes and staircases are answered for by the leader of their building. */
export const follows = (kind: PlaceKind): boolean => kind === 'dwelling' || kind === 'unit'
/** Smaller than a grid: names in regular type, many of them alike. */
export const isSmall = (kind: PlaceKind): boolean =>
  follows(kind) || kind === 'building' || kind === 'stall' || kind === 'parking'

export const kindIcon: Readonly<Record<PlaceKind, Drawing>> = {
  province: draw.place,
  city: draw.place,
  district: draw.place,
  street: draw.street,
  community: draw.community,
  compound: draw.home,
  grid: draw.grid,
  building: draw.building,
  unit: draw.lane,
  dwelling: draw.door,
  shop: draw.stall,
  stall: draw.stall,
  hall: draw.building,
  block: draw.stall,
  station: draw.place,
  river: draw.river,
  gate: draw.lock,
  parking: draw.parking,
  device: draw.ask,
  office: draw.person,
}
