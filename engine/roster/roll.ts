/** A roster in force: the file, the people file beside it, and the tree and the posts that are made of them. */
import type { RosterFile } from '../pack/format.js'
import { placesFrom, type Places } from './places.js'
import { postsFrom, type PeopleFile, type Posts } from './posts.js'

export interface Roll {
  readonly roster: RosterFile
  readonly people: PeopleFile | undefined
  readonly places: Places
  readonly posts: Posts
}

/**
 * Places and posts as they are today (`2020-04-10`); a roster says nothing of the days before its own.
 * @param before whose tree is taken over where the places are the same: a street with all its homes takes a while
 */
export function rollOf(roster: RosterFile, people: PeopleFile | undefined, today: string, before?: Roll): Roll {
  const on = today > roster.asOf ? today : roster.asOf
  const same = before?.roster.places === roster.places && before.places.on(on) === before.places
  const places = same ? before.places : placesFrom(roster, on)
  return { roster, people, places, posts: postsFrom(roster, places, people, on) }
}

/** Setting under which a roster is kept that was taken in here; it goes before the file of the page. */
export const takenRoster = 'taken roster'

/** Setting that says by which tree dossiers are indexed; null where they are to be indexed anew. */
export const indexedBy = 'indexed by'
