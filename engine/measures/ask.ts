/** A measure for one person: who may know the number, and which of its rows they may open. */
import { prefixFor, type World } from '../act/world.js'
import { mayHide, sightOf } from '../seen.js'
import type { Pack } from '../pack/book.js'
import { partsOf } from '../pack/measure-parts.js'
import type { PartyId } from '../types.js'
import { measure, type Hands } from './measure.js'
import type { Measured, MeasureOptions } from './measured.js'

/**
 * Undefined where they may not know: without saying who one is one learns what is `public`, and numbers over dossiers that
 * everybody is shown.
 * @throws as `measure` does
 */
export async function measureFor(
  me: PartyId | undefined,
  pack: string,
  name: string,
  options: MeasureOptions,
  world: World,
  hands: Omit<Hands, 'sees'>,
): Promise<Measured | undefined> {
  const used = world.book.packs.get(pack)
  const hides = used !== undefined && kindsOf(name, used, world).some((kind) => mayHide(world, kind))
  if (hides && me === undefined && used.file.measures![name]!.public !== true) return undefined
  const sees = async (dossier: Parameters<typeof sightOf>[0]) => (await sightOf(dossier, me, world)) === 'all'
  return measure(pack, name, options, world, { ...hands, ...(hides && { sees }) })
}

/** Prefixes of the dossiers that it counts. */
function kindsOf(name: string, pack: Pack, world: World): readonly string[] {
  const measure = pack.file.measures?.[name]
  if (!measure) return []
  const kind = measure.of ?? pack.file.acts?.[measure.act ?? '']?.on
  const own = kind === undefined ? undefined : prefixFor(world.book, pack, kind)
  return [...(own === undefined ? [] : [own]), ...partsOf(measure).flatMap((part) => kindsOf(part, pack, world))]
}
