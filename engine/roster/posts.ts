/** Who answers for a place: posts, their holders, vacancies and the five-level chain. */
import type { Basis, RosterFile } from '../pack/format.js'
import { inForce } from './in-order.js'
import type { Places } from './places.js'
import { chainPosts, type Level } from './posts-chain.js'
import type { PartyId, PlaceId, Say, Span } from '../types.js'

export interface Party {
  readonly id: PartyId
  readonly kind: 'person' | 'household' | 'organisation' | 'group' | 'device'
  /** Of a person only where the people file is there; otherwise what they hold, and `named` is false. */
  readonly name: Say
  readonly named: boolean
  readonly phone?: string
  /** Groups and organisations this party belongs to. */
  readonly in: readonly PartyId[]
  /** Where the roster says it belongs. */
  readonly place?: PlaceId
}
export interface Holding {
  readonly post: string
  readonly place: PlaceId
  /** Absent: the post is vacant. */
  readonly party?: PartyId
  /** First day, `2020-04-10`. */
  readonly from?: string
  /** What the roster says of this holding, e.g. `party-member`. */
  readonly is?: Readonly<Record<string, unknown>>
}
/** One rung of the five-level chain 楼长 → 网格员 → 网格长 → 社区主要领导 → 街道联社区干部, lowest first. */
export interface Rung extends Holding {
  /** 1 at the street, 5 at the building, as the five levels are told. */
  readonly level: number
  readonly title: Say
  /** Others who hold the same post at the same place. */
  readonly also: readonly PartyId[]
  /** Who holds it while it is vacant. */
  readonly standIn?: Holding
  /** Vacant, but somebody is named for a later day. */
  readonly next?: Holding
}

/** Names and phones of the people whom a roster names by `sheet`: a file of its own, because it must be erasable. */
export interface PeopleFile {
  readonly $schema?: string
  readonly purpose: Say
  /** Why the law lets it be kept. */
  readonly basis: Basis
  readonly keep: Span
  readonly people: Readonly<Record<string, { readonly name: Say | string; readonly phone?: string }>>
}

export interface Posts {
  party(id: PartyId): Party | undefined
  /** All parties of these kinds, in the order of the roster. */
  parties(...kinds: readonly Party['kind'][]): readonly PartyId[]
  /**
   * Holders of any of these posts at the place or, where there is none, at the nearest place above. If nobody holds
   * them at all, the next level of the chain stands in.
   */
  holders(posts: readonly string[], place: PlaceId): readonly Holding[]
  /** Does the party hold one of these posts at the place or above it, or stand in for it there? */
  holds(party: PartyId, posts: readonly string[], place: PlaceId): boolean
  /** Everything a party holds. */
  of(party: PartyId): readonly Holding[]
  /** Everything held or vacant at the place itself. */
  at(place: PlaceId): readonly Holding[]
  chain(place: PlaceId): readonly Rung[]
  /** Rungs of the chain without a holder, in the order of the tree; at a place once, however many homes lie in it. */
  vacancies(top?: PlaceId): readonly Rung[]
  title(post: string): Say
}

type PostRow = RosterFile['posts'][number]

/**
 * @param people names and phones; without them a person is called by the post
 * @param on day, `2020-04-10`; holdings outside their `from` and `until` (its last day) do not count
 */
export function postsFrom(
  roster: Pick<RosterFile, 'parties' | 'posts' | 'asOf' | 'titles'>,
  places: Places,
  people?: PeopleFile,
  on = roster.asOf,
): Posts {
  const byPlace = new Map<PlaceId, Holding[]>()
  const byParty = new Map<PartyId, Holding[]>()
  const later = new Map<string, Holding>()
  const put = <K>(map: Map<K, Holding[]>, key: K, holding: Holding) => {
    const list = map.get(key)
    if (list) list.push(holding)
    else map.set(key, [holding])
  }
  const used = new Set<string>()
  for (const row of roster.posts) {
    const holding = toHolding(row)
    if (row.from > on && row.party !== undefined) later.set(`${row.place} ${row.post}`, holding)
    if (!inForce(row, on)) continue
    used.add(row.post)
    put(byPlace, row.place, holding)
    if (row.party !== undefined) put(byParty, row.party, holding)
  }
  // a level counts where the roster speaks of its post at all: a market without building leaders has no gaps
  const levels = chainPosts.filter(({ post }) => used.has(post))

  const at = (place: PlaceId): readonly Holding[] => byPlace.get(place) ?? []
  const held = (posts: readonly string[], place: PlaceId) =>
    at(place).filter(({ post, party }) => party !== undefined && posts.includes(post))
  /** A grid that was merged is answered for by the one that took it in. */
  const upwards = (place: PlaceId) => [places.today(place), ...places.ancestors(places.today(place))]
  const nearest = (posts: readonly string[], from: readonly PlaceId[]): readonly Holding[] => {
    for (const place of from) {
      const found = held(posts, place)
      if (found.length > 0) return found
    }
    return []
  }
  /** The level above that somebody holds, seen from these places. */
  const standsIn = (level: number, from: readonly PlaceId[]): readonly Holding[] => {
    for (let i = levels.findIndex((it) => it.level === level) + 1; i > 0 && i < levels.length; i++) {
      const found = nearest([levels[i]!.post], from)
      if (found.length > 0) return found
    }
    return []
  }
  const holders: Posts['holders'] = (posts, place) => {
    const from = upwards(place)
    const found = nearest(posts, from)
    if (found.length > 0) return found
    const lowest = levels.find(({ post }) => posts.includes(post))
    return lowest ? standsIn(lowest.level, from) : []
  }

  const rung = (it: Level, from: readonly PlaceId[]): Rung | undefined => {
    const start = from.findIndex((id) => places.get(id)?.kind === it.at)
    if (start < 0) return undefined
    const own = from[start]!
    const [first, ...rest] = it.above ? nearest([it.post], from.slice(start)) : held([it.post], own)
    const base = { level: it.level, title: it.title, also: rest.map(({ party }) => party!) }
    if (first) return { ...base, ...first }
    const vacant = at(own).find(({ post }) => post === it.post)
    const [standIn] = standsIn(it.level, from)
    const next = later.get(`${own} ${it.post}`)
    return { ...base, ...(vacant ?? { post: it.post, place: own }), ...(standIn && { standIn }), ...(next && { next }) }
  }
  const chain = (place: PlaceId) => {
    const from = upwards(place)
    return levels.flatMap((level) => rung(level, from) ?? [])
  }

  let gaps: readonly (readonly [row: number, rung: Rung])[] | undefined
  const allGaps = () => (gaps ??= findGaps())
  function findGaps() {
    const found: (readonly [number, Rung])[] = []
    const { ids, end, kind } = places.rows
    // nothing smaller than a building answers for itself, so its homes are passed over
    for (let row = 0; row < ids.length; row = kind(row) === 'building' ? end[row]! : row + 1) {
      for (const level of levels) {
        if (level.at !== kind(row) || (!level.above && held([level.post], ids[row]!).length > 0)) continue
        const missing = rung(level, upwards(ids[row]!))
        if (missing && missing.party === undefined) found.push([row, missing])
      }
    }
    return found
  }

  const title = (post: string): Say =>
    chainPosts.find((it) => it.post === post)?.title ?? roster.titles?.[post] ?? { zh: post, en: post }
  return {
    party(id) {
      if (!Object.hasOwn(roster.parties, id)) return undefined
      const { kind, title: own, sheet, in: groups = [], place } = roster.parties[id]!
      const known =
        sheet !== undefined && people && Object.hasOwn(people.people, sheet) ? people.people[sheet] : undefined
      const name = typeof known?.name === 'string' ? { zh: known.name, en: known.name } : (known?.name ?? own)
      const post = byParty.get(id)?.[0]?.post
      return {
        id,
        kind,
        name: name ?? (post === undefined ? { zh: id, en: id } : title(post)),
        named: name !== undefined,
        ...(known?.phone !== undefined && { phone: known.phone }),
        in: groups,
        ...(place !== undefined && { place }),
      }
    },
    parties: (...kinds) => Object.keys(roster.parties).filter((id) => kinds.includes(roster.parties[id]!.kind)),
    holders,
    holds: (party, posts, place) =>
      (byParty.get(party) ?? []).some((it) => posts.includes(it.post) && places.under(place, it.place)) ||
      holders(posts, place).some((it) => it.party === party),
    of: (party) => byParty.get(party) ?? [],
    at,
    chain,
    vacancies(top) {
      if (top === undefined) return allGaps().map(([, it]) => it)
      const from = places.rows.of(top)
      if (from < 0) return []
      const to = places.rows.end[from]!
      return allGaps().flatMap(([row, it]) => (row >= from && row < to ? it : []))
    },
    title,
  }
}

const toHolding = ({ post, place, party, from, is }: PostRow): Holding => ({
  post,
  place,
  ...(party !== undefined && { party }),
  from,
  ...(is && { is }),
})
