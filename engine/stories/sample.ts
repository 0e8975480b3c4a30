/** The small world of a pack's `sample`, as places and posts: stories are played in it and never in anybody's roster. */
import type { PlaceKind, RosterFile, Sample } from '../pack/format.js'
import { placesFrom, type Places } from '../roster/places.js'
import { postsFrom, type Posts } from '../roster/posts.js'

const asOf = '2020-01-01'

export function placesOf(sample: Sample): Places {
  const places: Record<string, RosterFile['places'][string]> = {}
  for (const [id, { kind, in: above, title, col, row, ...is }] of Object.entries(sample.places ?? {}))
    places[id] = {
      kind: kind as PlaceKind,
      ...(above !== undefined && { in: above }),
      ...(isSay(title) && { title }),
      ...(typeof col === 'number' && typeof row === 'number' && { col, row }),
      is,
    }
  return placesFrom({ places, asOf })
}

export function postsOf(sample: Sample, places: Places): Posts {
  const parties: Record<string, RosterFile['parties'][string]> = {}
  for (const { party } of sample.posts ?? []) parties[party] = { kind: 'person' }
  for (const [id, party] of Object.entries(sample.parties ?? {})) parties[id] = { kind: 'organisation', ...party }
  const posts = (sample.posts ?? []).map(({ role, place, party }) => ({ post: role, place, party, from: '2000-01-01' }))
  return postsFrom({ parties, posts, asOf }, places)
}

// what a sample says of its places beyond their kind is not checked when a pack is loaded
const isSay = (title: unknown): title is { zh: string; en: string } => {
  const { zh, en } = (title ?? {}) as Partial<Record<string, unknown>>
  return typeof zh === 'string' && typeof en === 'string'
}
