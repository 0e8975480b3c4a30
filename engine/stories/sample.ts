/** The small world of a pack's `sample`, as a roster: stories are played in it and never in anybody's own. */
import type { Book } from '../pack/book.js'
import type { PackFile, PlaceKind, RosterFile } from '../pack/format.js'
import { placesFrom } from '../roster/places.js'
import { postsFrom } from '../roster/posts.js'
import type { Roll } from '../roster/roll.js'

const asOf = '2020-01-01'

/**
 * Posts are called as the roles of the pack are: each role is filled by the post of its own name.
 * @param beside packs whose roles it fills as well
 */
export function sampleRoll({ pack, sample = {}, roles = {} }: PackFile, beside: Book['packs'] = new Map()): Roll {
  const places: Record<string, RosterFile['places'][string]> = {}
  for (const [id, { kind, in: above, title, col, row, ...is }] of Object.entries(sample.places ?? {}))
    places[id] = {
      kind: kind as PlaceKind,
      ...(above !== undefined && { in: above }),
      ...(isSay(title) && { title }),
      ...(typeof col === 'number' && typeof row === 'number' && { col, row }),
      is,
    }
  const parties: Record<string, RosterFile['parties'][string]> = {}
  for (const { party } of sample.posts ?? []) parties[party] = { kind: 'person' }
  for (const [id, party] of Object.entries(sample.parties ?? {})) parties[id] = { kind: 'organisation', ...party }
  const posts = (sample.posts ?? []).map(({ role, place, party }) => ({ post: role, place, party, from: '2000-01-01' }))
  const titles = Object.assign({}, ...[...beside.values()].map(({ file }) => file.roles), roles) as typeof roles
  const roster: RosterFile = { roster: pack, asOf, places, parties, posts, titles }
  const tree = placesFrom(roster)
  return { roster, people: undefined, places: tree, posts: postsFrom(roster, tree) }
}

// what a sample says of its places beyond their kind is not checked when a pack is loaded
const isSay = (title: unknown): title is { zh: string; en: string } => {
  const { zh, en } = (title ?? {}) as Partial<Record<string, unknown>>
  return typeof zh === 'string' && typeof en === 'string'
}
