/** What can be done with the posts of a place: somebody takes one, hands it over, leaves it. */
import type { Kind } from '../../engine/pack/format.js'
import { chainPosts } from '../../engine/roster/posts-chain.js'
import type { PartyId, PlaceId, Say } from '../../engine/types.js'
import type { Seen } from './seen.js'

export interface Seat {
  readonly post: string
  readonly place: PlaceId
  /** Who holds it; absent where somebody is to take it. */
  readonly party?: PartyId
}
export interface Wish {
  readonly seat: Seat
  readonly act: string
  readonly title: Say
  readonly help?: Say
  /** Is somebody to be named: who takes it, or who comes after the holder? */
  readonly asksWho: boolean
  /** Why it cannot be done now. */
  readonly no?: Say
}
export interface Answered {
  /** Absent where nobody is named. */
  readonly who?: { readonly name: string; readonly phone: string; readonly known: readonly PartyId[] }
  readonly day: string
  readonly why: string
}
/** Does what people wish: as acts of a pack, or by editing the roster that the page gave. */
export interface Desk {
  readonly asksWhy: boolean
  wishes(place: PlaceId): Promise<readonly Wish[]>
  /** What kept it from being done; undefined once it is. */
  carry(wish: Wish, answered: Answered): Promise<Say | undefined>
}

/** Seats of a place, each holder and one more to be taken: posts of the five levels that belong there, and whatever is held. */
export function seatsOf({ places, posts }: Seen, place: PlaceId): readonly Seat[] {
  const held = posts.at(place)
  const kind = places.get(place)?.kind
  const own = chainPosts.flatMap(({ at, post }) => (at === kind ? post : []))
  const all = [...new Set([...own, ...held.map(({ post }) => post)])]
  return all.flatMap((post) => [
    ...held.flatMap((it) => (it.post === post && it.party !== undefined ? { post, place, party: it.party } : [])),
    { post, place },
  ])
}

/** Words of the posts that a kind knows. */
export const postsOf = (kind: Kind, lists: Readonly<Record<string, object>> | undefined): readonly string[] => {
  const of = kind.holding && kind.fields[kind.holding.post]?.of
  return Object.keys((typeof of === 'string' ? lists?.[of] : of) ?? {})
}
