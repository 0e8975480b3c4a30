/** What a roster's shape alone cannot promise: one community for every grid, one grid for every building, posts at places that exist. */
import type { PlaceKind, RosterFile } from '../pack/format.js'
import type { Teller } from '../pack/trouble.js'
import { kindTitles } from './kinds.js'
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

/** Who is told what is wrong. */
export type Tells = Pick<Teller, 'error' | 'warn'>

/** Tells everything that is wrong, and gives way to the page after every few thousand places. */
export function* checkRoster(roster: RosterFile, teller: Tells): Generator<number> {
  yield* checkPlaces(roster, teller)
  checkParties(roster, teller)
  checkPosts(roster, teller)
}

function* checkPlaces({ places, asOf }: RosterFile, teller: Tells): Generator<number> {
  const has = (id: PlaceId) => Object.hasOwn(places, id)
  const parents = () => Object.keys(places).filter((id) => places[id]!.kind !== 'dwelling')
  if (!isDay(asOf)) teller.error(['asOf'], noSuchDay(asOf))
  let done = 0
  for (const id of Object.keys(places)) {
    if (++done % 4096 === 0) yield done
    const place = places[id]!
    const at = ['places', id]
    checkDays(place, at, teller)
    for (const next of place.next ?? []) {
      if (!has(next)) teller.error([...at, 'next'], noPlace(next, parents()))
    }
    if (place.next && place.until === undefined) {
      teller.warn([...at, 'next'], {
        code: 'next-without-until',
        zh: `${id} 写了后继的地方，却没有写用到哪天（until）。`,
        en: `${id} names its successors but not its last day (until).`,
      })
    }
    for (const [i, { in: before, until }] of (place.was ?? []).entries()) {
      if (!has(before)) teller.error([...at, 'was', i, 'in'], noPlace(before, parents()))
      if (!isDay(until)) teller.error([...at, 'was', i, 'until'], noSuchDay(until))
      else if (until <= (place.was![i - 1]?.until ?? '')) teller.error([...at, 'was', i, 'until'], wrongTurn(until))
    }
    if (place.in === undefined) continue
    if (!has(place.in)) {
      teller.error([...at, 'in'], noPlace(place.in, parents()))
      continue
    }
    const above = places[place.in]!
    const around = aboveOn(place, asOf)!
    const [own, over] = [size[place.kind], size[above.kind]]
    if (own !== undefined && over !== undefined && (over > own || (over === own && place.kind === above.kind))) {
      teller.error([...at, 'in'], {
        code: 'wrong-order',
        zh: `${kindTitles[place.kind].zh} ${id} 不能放在${kindTitles[above.kind].zh} ${place.in} 里。`,
        en: `the ${place.kind} ${id} cannot lie in the ${above.kind} ${place.in}.`,
        found: place.in,
      })
    } else if (inForce(place, asOf) && has(around) && !inForce(places[around]!, asOf)) {
      teller.warn([...at, 'in'], {
        code: 'in-ended',
        zh: `${id} 在 ${around} 里，而 ${around} 这天（${asOf}）不在用，两处都不显示。`,
        en: `${id} lies in ${around}, which is not in force on ${asOf}: neither is shown.`,
      })
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
  const { zh, en } = kindTitles[places[id]!.kind]
  const [one, ones] = [kindTitles[wanted].zh, kindTitles[wanted].en]
  const none = found.length === 0
  teller.error(['places', id, ...(places[id]!.in === undefined ? [] : ['in'])], {
    code: none ? 'without-home' : 'two-homes',
    zh: none
      ? `${zh} ${id} 不在任何${one}里；每个${zh}属于一个${one}。`
      : `${zh} ${id} 同时在 ${found.join('、')} 里；每个${zh}只属于一个${one}。`,
    en: none
      ? `The ${en} ${id} lies in no ${ones}; every ${en} belongs to one ${ones}.`
      : `The ${en} ${id} lies in ${found.join(' and ')}; every ${en} belongs to one ${ones} only.`,
  })
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
      teller.error(['places', at, 'in'], {
        code: 'circle',
        zh: `这几处互相套着，没有最外一层：${circle.join(' → ')}。`,
        en: `these places lie in one another and have no outermost one: ${circle.join(' → ')}.`,
      })
    }
    for (const id of way) clear.add(id)
  }
}

function checkParties({ places, parties }: RosterFile, teller: Tells): void {
  for (const [id, party] of Object.entries(parties)) {
    party.in?.forEach((group, i) => {
      if (!Object.hasOwn(parties, group)) teller.error(['parties', id, 'in', i], noParty(group, parties))
    })
    if (party.place !== undefined && !Object.hasOwn(places, party.place)) {
      teller.error(['parties', id, 'place'], noPlace(party.place, Object.keys(places)))
    }
  }
}

function checkPosts({ places, parties, posts }: RosterFile, teller: Tells): void {
  posts.forEach((holding, i) => {
    if (!Object.hasOwn(places, holding.place)) {
      teller.error(['posts', i, 'place'], noPlace(holding.place, Object.keys(places)))
    }
    if (holding.party !== undefined && !Object.hasOwn(parties, holding.party)) {
      teller.error(['posts', i, 'party'], noParty(holding.party, parties))
    }
    checkDays(holding, ['posts', i], teller)
  })
}

function checkDays(
  row: { readonly from?: string; readonly until?: string },
  at: readonly (string | number)[],
  teller: Tells,
) {
  if (row.from !== undefined && !isDay(row.from)) teller.error([...at, 'from'], noSuchDay(row.from))
  if (row.until !== undefined && !isDay(row.until)) teller.error([...at, 'until'], noSuchDay(row.until))
  if (row.from !== undefined && row.until !== undefined && row.until < row.from) {
    teller.error([...at, 'until'], {
      code: 'ends-first',
      zh: `${row.until} 在开始的 ${row.from} 之前。`,
      en: `${row.until} is before it begins on ${row.from}.`,
      found: row.until,
    })
  }
}

const noSuchDay = (day: string) => ({
  code: 'no-such-day',
  zh: `日历上没有 ${day}。`,
  en: `there is no ${day}.`,
  found: day,
})
const wrongTurn = (day: string) => ({
  code: 'wrong-turn',
  zh: `原来在哪里，要从早到晚写；${day} 不在前一个之后。`,
  en: `where it lay before is told from the first to the last; ${day} is not after the one before.`,
  found: day,
})
const noPlace = (id: PlaceId, known: readonly string[]) => ({
  code: 'unknown-place',
  zh: `名册里没有「${id}」这个地方。`,
  en: `the roster has no place "${id}".`,
  found: id,
  known,
})
const noParty = (id: string, parties: RosterFile['parties']) => ({
  code: 'unknown-party',
  zh: `名册里没有「${id}」这个人或单位。`,
  en: `the roster has no party "${id}".`,
  found: id,
  known: Object.keys(parties),
})
