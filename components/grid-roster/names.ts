/** How places, people and days are called in the roster. */
import type { PartyId, PlaceId } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import { date } from '../base/format.js'
import type { Seen } from './seen.js'

/** The person's name; undefined where it is not known here. */
export function namedParty(host: LinliElement, { posts }: Pick<Seen, 'posts'>, id: PartyId): string | undefined {
  const party = posts.party(id)
  return party?.named ? host.say(party.name) : undefined
}

export const partyName = (host: LinliElement, seen: Seen, id: string): string => {
  const party = seen.posts.party(id)
  return party ? host.say(party.name) : id
}
export const titleOf = (host: LinliElement, { places }: Seen, id: PlaceId): string =>
  host.say(places.get(id)?.title) || id

/** A place as people near it say it: its last two names below the street. */
export function nearPath(host: LinliElement, seen: Seen, id: PlaceId, parts = 2): string[] {
  const up = seen.places
    .ancestors(id)
    .filter((above) => !['street', 'district', 'city', 'province'].includes(seen.places.get(above)!.kind))
  return [id, ...up.slice(0, parts - 1)].reverse().map((each) => titleOf(host, seen, each))
}

/** A whole day of the roster: the same day in every zone. */
export const day = (host: LinliElement, iso: string): string =>
  date(Date.parse(`${iso}T12:00:00Z`), 'day', host.language, 'UTC')
