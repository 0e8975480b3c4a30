/** Onwards from a value: into its own members, or one hop to the place, party or dossier that it names (SPEC H69). */
import type { Owner, World } from '../act/world.js'
import { walk } from '../judge/comparable.js'
import type { Name } from '../pack/book.js'
import type { Dossier, DossierId, Json, PlaceId } from '../types.js'
import { prefixOf } from '../act/world.js'
import { wordOf } from './dossier.js'

type Member = Omit<Name, 'from'>
type Path = readonly string[]
/** Dossiers that were read for a walk. */
export type Known = ReadonlyMap<string, Dossier>
/** What a walk may look at beside the dossier. */
export type Around = Pick<World, 'book' | 'places' | 'posts' | 'now'>

/** What lies at the end of a path that begins at a value of this name. Dossiers on the way are taken from `known`. */
export function onwards(
  value: Json | undefined,
  name: Member | undefined,
  path: Path,
  owner: Pick<Owner, 'pack'>,
  around: Around,
  known: Known,
): Json | undefined {
  let at = value
  let member = name
  for (let index = 0; index < path.length && at !== undefined; index++) {
    const rest = path.slice(index)
    if (typeof at === 'string') {
      if (member?.type === 'place') return ofPlace(at, rest, owner, around)
      if (member?.type === 'party') return ofParty(at, rest, around)
      if (member?.type === 'dossier') return ofDossier(known.get(at), rest, around)
    }
    at = walk(at, [rest[0]!])
    member = member?.members?.[rest[0]!]
  }
  return at
}

/** How many steps of a path lead up to the dossier that it enters; undefined where it enters none. */
export function entry(name: Member | undefined, path: Path): number | undefined {
  let member = name
  for (let index = 0; index < path.length; index++) {
    if (member?.type === 'dossier') return index
    member = member?.members?.[path[index]!]
  }
  return undefined
}

/** An attribute, the kind, the place of a kind around it (or itself), or who holds a role there. */
function ofPlace(id: PlaceId, [word, ...rest]: Path, owner: Pick<Owner, 'pack'>, around: Around): Json | undefined {
  const { places, posts } = around
  if (word === 'held') {
    const holdings = posts.holders(owner.pack.roles[rest[0] ?? ''] ?? [], id)
    return holdings.find(({ party }) => party !== undefined)?.party
  }
  const place = places.get(id)
  if (word === 'kind') return place?.kind
  const attribute = walk(place?.is as Json | undefined, [word!])
  if (attribute !== undefined) return walk(attribute, rest)
  const above = [id, ...places.ancestors(id)].find((it) => places.get(it)?.kind === word)
  return above === undefined || rest.length === 0 ? above : ofPlace(above, rest, owner, around)
}

function ofParty(id: string, [word, ...rest]: Path, { posts }: Around): Json | undefined {
  const party = posts.party(id)
  switch (word) {
    case 'kind':
      return party?.kind
    case 'in':
      return walk(party?.in, rest)
    case 'place':
      return party?.place
    default:
      return undefined
  }
}

function ofDossier(dossier: Dossier | undefined, [word, ...rest]: Path, { book, now }: Around): Json | undefined {
  const of = dossier && book.kinds.get(prefixOf(dossier.id))
  const spec = of?.pack.file.dossiers?.[of.kind]
  return of && spec && walk(wordOf(dossier, word!, { ...of, spec }, now), rest)
}

/** Reads the dossiers of these ids, each once. */
export async function readAll(ids: Iterable<Json | undefined>, world: Pick<World, 'dossier'>): Promise<Known> {
  const known = new Map<string, Dossier>()
  for (const id of new Set(ids)) {
    const dossier = typeof id === 'string' ? await world.dossier(id as DossierId) : undefined
    if (dossier) known.set(dossier.id, dossier)
  }
  return known
}
