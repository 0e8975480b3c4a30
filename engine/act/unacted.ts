/** One expected dossier as it stands while nobody has acted: its step, what the formula sets, the clocks of its slot. */
import { gather } from '../facts/gather.js'
import { refsIn } from '../facts/refs.js'
import { begin } from '../time/dues.js'
import type { Data, Dossier, PlaceId, Start } from '../types.js'
import { resolve } from './concrete.js'
import { constantOf } from './defaults.js'
import type { Fill } from './decide.js'
import { begun } from './fold.js'
import { startOf } from './in-force.js'
import { idsOf, type Formula, type Member, type Round } from './formula.js'
import { starting, worded } from './starts.js'
import { asOf, type World } from './world.js'

/** The place that it is about: its own, its parent's, or the community's. */
export const placeOf = ({ parent }: Round, { place }: Member, { book }: Pick<World, 'book'>): PlaceId =>
  place ?? parent?.place ?? book.place

/** @param clocks whether its clocks are started, and what words what they will say where more is meant than a look */
export async function unacted(
  formula: Formula,
  round: Round,
  member: Member,
  world: World,
  clocks: Fill | boolean = true,
): Promise<Dossier> {
  const { owner, spec } = formula
  const own = {
    id: idsOf(formula, round)(member),
    kind: owner.kind,
    pack: owner.pack.name,
    place: placeOf(round, member, world),
  }
  const fields = { ...defaults(formula), ...(round.parent && { [owner.spec.parent!]: round.parent.id }) }
  const bare = begun(own, { at: round.at, step: spec.step, fields })
  if (!spec.sets && !isTimed(formula)) return { ...bare, expected: true }
  const then = asOf(world, round.at)
  const after = { ...bare, fields: { ...fields, ...(await worked(formula, bare, member, then)) } }
  const starts = clocks ? await startsOf(formula, round, after, then, clocks) : []
  return { ...after, expected: true, dues: starts.map(begin) }
}

async function worked({ owner, spec }: Formula, after: Dossier, { each }: Member, world: World): Promise<Data> {
  if (!spec.sets) return {}
  const facts = await gather(refsIn(spec.sets), { owner, act, after }, world)
  return resolve(spec.sets, { ...facts, ...(each !== undefined && { each }) }, owner, world.book.zone)
}

/** Nobody acts: the formula itself. */
const act = { type: 'expected', by: 'clock' }

/** Clocks run from the slot; where nobody wrote when a thing began, none runs before its first act. */
async function startsOf(
  formula: Formula,
  { slot, parent }: Round,
  after: Dossier,
  world: World,
  clocks: Fill | true,
): Promise<readonly Start[]> {
  const { owner } = formula
  if (!isTimed(formula) || (!slot && !parent && startOf(owner.pack, world.book.zone) === undefined)) return []
  const it = { owner, act, after }
  const starts = await starting(it, world)
  return clocks === true ? starts : worded(starts, it, world, clocks)
}

/** Does a clock run before anybody acts? */
export const isTimed = ({ owner, spec }: Formula): boolean =>
  Object.values(owner.pack.file.clocks ?? {}).some((clock) => clock.on === owner.kind && clock.runs.includes(spec.step))

function defaults({ owner }: Formula): Data {
  const fields = Object.entries(owner.spec.fields).filter(
    ([, field]) =>
      field.default !== undefined && !field.private && field.keep === undefined && refsIn(field.default).size === 0,
  )
  return Object.fromEntries(fields.map(([name, field]) => [name, constantOf(field, owner)]))
}
