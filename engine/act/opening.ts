/** Where an opening act opens, and under what: given by hand, by the id, or by the dossier it belongs to. */
import type { Act, Dossier, DossierId, PlaceId } from '../types.js'
import { readId } from './read-id.js'
import { prefixFor, type Owner, type World } from './world.js'

/** The parent's whole id (SPEC L97): from the answers, or read from an id that was given. */
export function parentOf(act: Act, { spec }: Owner, { book }: Pick<World, 'book'>): DossierId | undefined {
  if (spec.parent === undefined) return undefined
  const answer = act.data?.[spec.parent]
  if (typeof answer === 'string') return answer as DossierId
  return act.on.endsWith('/new') ? undefined : (readId(act.on, book)?.[spec.parent] as DossierId | undefined)
}

/** The dossier that one belongs to, or would; undefined where it has none or it is unknown here. */
export async function parentFor(
  it: { readonly act: Act; readonly owner: Owner; readonly before?: Dossier | undefined },
  world: World,
): Promise<Dossier | undefined> {
  const { spec, pack } = it.owner
  if (spec.parent === undefined) return undefined
  const known = it.before?.fields[spec.parent]
  const id = typeof known === 'string' ? (known as DossierId) : parentOf(it.act, it.owner, world)
  const prefix = prefixFor(world.book, pack, spec.parent)
  return id?.startsWith(`${prefix}/`) ? world.dossier(id) : undefined
}

/** The place that stands in the id, or that an opening act gives, or its parent (SPEC D27); undefined where it still has to be asked for. */
export async function placeFor(act: Act, owner: Owner, world: World): Promise<PlaceId | undefined> {
  const inId = act.on.endsWith('/new') ? undefined : readId(act.on, world.book)?.['place']
  if (inId !== undefined) return inId
  if (act.place) return act.place
  return owner.spec.id?.includes('{place}') ? undefined : (await parentFor({ act, owner }, world))?.place
}
