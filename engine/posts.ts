/** Who answers for a place: posts, their holders, vacancies and the five-level chain. */
import type { PartyId, PlaceId, Say } from './types.js'

export interface Party {
  readonly id: PartyId
  readonly kind: 'person' | 'household' | 'organisation' | 'group' | 'device'
  readonly name: Say
  readonly phone?: string
  /** Groups and organisations this party belongs to. */
  readonly in: readonly PartyId[]
}
export interface Holding {
  readonly post: string
  readonly place: PlaceId
  /** Absent: the post is vacant. */
  readonly party?: PartyId
}
/** One rung of the five-level chain 楼长 → 网格员 → 网格长 → 社区主要领导 → 街道联社区干部, lowest first. */
export interface Rung extends Holding {
  readonly level: number
  readonly title: Say
  /** Who holds it while it is vacant. */
  readonly standIn?: Holding
}

export interface Posts {
  party(id: PartyId): Party | undefined
  /** Holders of any of these posts at the place or, where there is none, at the nearest place above. */
  holders(posts: readonly string[], place: PlaceId): readonly Holding[]
  /** Does the party hold one of these posts at the place or above it? */
  holds(party: PartyId, posts: readonly string[], place: PlaceId): boolean
  /** Everything a party holds. */
  of(party: PartyId): readonly Holding[]
  at(place: PlaceId): readonly Holding[]
  chain(place: PlaceId): readonly Rung[]
  vacancies(top?: PlaceId): readonly Rung[]
  title(post: string): Say
}
