/** What a roster's shape alone cannot promise: one community for every grid, one grid for every building, posts at places that exist. */
import type { PlaceKind, RosterFile } from '../pack/format.js'
import type { faults } from './check-words.js'
import { aboveOn, inForce } from './in-order.js'
import type { PlaceId } from '../types.js'

/** Bigger places hold smaller ones. Kinds that are not listed (a river, a gate) may lie anywhere. */
const size: Partial<Record<PlaceKind, number>> = {
  province: 1,
  city: 2,
  district: 3,
  street: 4,
  community: 5,
  // either may hold the other
  compound: 6,
  grid: 6,
  building: 7,
  unit: 8,
  dwelling: 9,
}
/** The one place of this kind that each place of that kind must lie in. */
const home: Partial<Record<PlaceKind, PlaceKind>> = { grid: 'community', building: 'grid' }

/** A day that a calendar has: 2020-02-30 has the form of one. */
export function isDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day)
}

type Faults = typeof faults
type Tell = <N extends keyof Faults>(at: readonly (string | number)[], fault: N, ...of: Parameters<Faults[N]>) => void

/** Who is told what is wrong: a name of check-words.ts and what it speaks of, for most files are right and need no words. */
export interface Tells {
  readonly error: Tell
  readonly warn: Tell
}

/** Tells everything that is wrong, and gives way to the page after every few thousand places. */
export function* checkRoster(roster: RosterFile, teller: Tells): Generator<number> {
  yield* checkPlaces(roster, teller)
  checkParties(roster, teller)
  checkPosts(roster, teller)
}

function* checkPlaces({ places, asOf }: RosterFile, teller: Tells): Generator<number> {
  const has = (id: PlaceId) => Object.hasOwn(places, id)
  const parents = () => Object.keys(places).filter((id) => places[id]!.kind !== 'dwelling')
  if (!isDay(asOf)) teller.error(['asOf'], 'noSuchDay', asOf)
  let done = 0
  for (const id of Object.keys(places)) {
    if (++done % 4096 === 0) yield done
    const place = places[id]!
    const at = ['places', id]
    checkDays(place, at, teller)
    for (const next of place.next ?? []) {
      if (!has(next)) teller.error([...at, 'next'], 'noPlace', next, parents())
    }
    if (place.next && place.until === undefined) {
      teller.warn([...at, 'next'], 'nextWithoutUntil', id)
    }
    for (const [i, { in: before, until }] of (place.was ?? []).entries()) {
      if (!has(before)) teller.error([...at, 'was', i, 'in'], 'noPlace', before, parents())
      if (!isDay(until)) teller.error([...at, 'was', i, 'until'], 'noSuchDay', until)
      else if (until <= (place.was![i - 1]?.until ?? '')) teller.error([...at, 'was', i, 'until'], 'wrongTurn', until)
    }
    if (place.in === undefined) continue
    if (!has(place.in)) {
      teller.error([...at, 'in'], 'noPlace', place.in, parents())
      continue
    }
    const above = places[place.in]!
    const around = aboveOn(place, asOf)!
    const [own, over] = [size[place.kind], size[above.kind]]
    if (own !== undefined && over !== undefined && (over > own || (over === own && place.kind === above.kind))) {
      teller.error([...at, 'in'], 'wrongOrder', id, place.kind, place.in, above.kind)
    } else if (inForce(place, asOf) && has(around) && !inForce(places[around]!, asOf)) {
      teller.warn([...at, 'in'], 'inEnded', id, around, asOf)
    }
  }
  for (const id of Object.keys(places)) {
    const { kind } = places[id]!
    const wanted = home[kind]
    if (wanted) checkHome(places, id, wanted, teller)
  }
  checkCircles(places, teller)
}

function checkHome(places: RosterFile['places'], id: PlaceId, wanted: PlaceKind, teller: Tells): void {
  const found: PlaceId[] = []
  const seen = new Set([id])
  for (let above = places[id]!.in; above !== undefined && !seen.has(above); above = places[above]!.in) {
    if (!Object.hasOwn(places, above)) return
    seen.add(above)
    if (places[above]!.kind === wanted) found.push(above)
  }
  if (found.length === 1) return
  const at = ['places', id, ...(places[id]!.in === undefined ? [] : ['in'])]
  teller.error(at, found.length === 0 ? 'withoutHome' : 'twoHomes', id, places[id]!.kind, wanted, found)
}

/** Each circle is told once, at the first of its places. */
function checkCircles(places: RosterFile['places'], teller: Tells): void {
  const clear = new Set<PlaceId>()
  for (const start of Object.keys(places)) {
    const way: PlaceId[] = []
    let at: PlaceId | undefined = start
    while (at !== undefined && Object.hasOwn(places, at) && !clear.has(at) && !way.includes(at)) {
      way.push(at)
      at = places[at]!.in
    }
    if (at !== undefined && way.includes(at)) {
      const circle = [...way.slice(way.indexOf(at)), at]
      teller.error(['places', at, 'in'], 'circle', circle)
    }
    for (const id of way) clear.add(id)
  }
}

function checkParties({ places, parties }: RosterFile, teller: Tells): void {
  for (const [id, party] of Object.entries(parties)) {
    party.in?.forEach((group, i) => {
      if (!Object.hasOwn(parties, group)) teller.error(['parties', id, 'in', i], 'noParty', group, Object.keys(parties))
    })
    if (party.place !== undefined && !Object.hasOwn(places, party.place)) {
      teller.error(['parties', id, 'place'], 'noPlace', party.place, Object.keys(places))
    }
  }
}

function checkPosts({ places, parties, posts }: RosterFile, teller: Tells): void {
  posts.forEach((holding, i) => {
    if (!Object.hasOwn(places, holding.place)) {
      teller.error(['posts', i, 'place'], 'noPlace', holding.place, Object.keys(places))
    }
    if (holding.party !== undefined && !Object.hasOwn(parties, holding.party)) {
      teller.error(['posts', i, 'party'], 'noParty', holding.party, Object.keys(parties))
    }
    checkDays(holding, ['posts', i], teller)
  })
}

function checkDays(
  row: { readonly from?: string; readonly until?: string },
  at: readonly (string | number)[],
  teller: Tells,
) {
  if (row.from !== undefined && !isDay(row.from)) teller.error([...at, 'from'], 'noSuchDay', row.from)
  if (row.until !== undefined && !isDay(row.until)) teller.error([...at, 'until'], 'noSuchDay', row.until)
  if (row.from !== undefined && row.until !== undefined && row.until < row.from) {
    teller.error([...at, 'until'], 'endsFirst', row.from, row.until)
  }
}
