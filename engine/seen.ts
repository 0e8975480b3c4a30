/** Who is shown what: without it a dossier about a household would stand on every board and in every export. */
import { isOne } from './act/gate.js'
import { ownerOf, prefixOf, type World } from './act/world.js'
import type { Kind } from './pack/format.js'
import type { Data, Dossier, PartyId, Query } from './types.js'

/** All of it, what is public at its step, or not even that it is there. */
export type Sight = 'all' | 'public' | 'nothing'

/** Kinds that are not shown whole to everybody. */
const limits = (spec: Kind): boolean => spec['seen-by'] !== undefined || spec.public !== undefined

/** Could any dossier of this kind, or of any kind, be kept from somebody? */
export const mayHide = ({ book }: Pick<World, 'book'>, kind: string | undefined): boolean =>
  kind === undefined
    ? [...book.kinds.keys()].some((prefix) => limits(ownerOf(book, prefix).spec))
    : book.kinds.has(kind) && limits(ownerOf(book, kind).spec)

/**
 * How much of a dossier somebody is shown (SPEC D35). Without `seen-by` a kind that names what is public shows the rest to
 * whoever has said who they are.
 */
export async function sightOf(dossier: Dossier, me: PartyId | undefined, world: World): Promise<Sight> {
  if (!world.book.kinds.has(prefixOf(dossier.id))) return 'all'
  const owner = ownerOf(world.book, prefixOf(dossier.id))
  const { spec } = owner
  if (!limits(spec)) return 'all'
  const words = spec['seen-by']
  if (words === undefined && me !== undefined) return 'all'
  for (const word of words ?? []) if (await isOne(me ?? 'anyone', word, owner, dossier, world)) return 'all'
  return spec.public?.steps.includes(dossier.step) ? 'public' : 'nothing'
}

/** What everybody may see of a dossier: where it stands, and the fields that its kind names. */
function publicOf(dossier: Dossier, { public: open }: Kind): Dossier {
  const { back: _, source: __, newest: ___, ...rest } = dossier
  const fields: Data = Object.fromEntries(
    Object.entries(dossier.fields).filter(([name]) => open?.fields.includes(name)),
  )
  return { ...rest, fields, openedBy: '', last: {}, did: {}, dues: [], proposals: [], notices: [], flags: [] }
}

/** The dossier as this person is shown it; undefined where it is not. */
export async function shownTo(
  dossier: Dossier,
  me: PartyId | undefined,
  world: World,
): Promise<{ readonly dossier: Dossier; readonly sight: Sight } | undefined> {
  const sight = await sightOf(dossier, me, world)
  if (sight === 'nothing') return undefined
  const { book } = world
  return { sight, dossier: sight === 'all' ? dossier : publicOf(dossier, ownerOf(book, prefixOf(dossier.id)).spec) }
}

/** So many are looked at in one go. */
const PAGE = 200

/** Dossiers that fit and that this person is shown, in the order and number that the query asks for. */
export async function shownOf(
  query: Query,
  me: PartyId | undefined,
  world: World,
): Promise<readonly { readonly dossier: Dossier; readonly sight: Sight }[]> {
  if (!mayHide(world, query.kind)) return (await world.find(query)).map((dossier) => ({ dossier, sight: 'all' }))
  const { offset = 0, limit = Infinity, ...rest } = query
  const shown: { dossier: Dossier; sight: Sight }[] = []
  for (let from = 0; shown.length < offset + limit; from += PAGE) {
    const page = await world.find({ ...rest, offset: from, limit: PAGE })
    for (const dossier of page) {
      const seen = await shownTo(dossier, me, world)
      // what is asked for must itself be public, or a search would tell what is not shown
      if (seen && (seen.sight === 'all' || asksOpenly(rest, seen.dossier))) shown.push(seen)
    }
    if (page.length < PAGE) break
  }
  return shown.slice(offset, offset + limit)
}

const asksOpenly = ({ where }: Query, { fields }: Dossier): boolean =>
  Object.keys(where ?? {}).every((name) => Object.hasOwn(fields, name))
