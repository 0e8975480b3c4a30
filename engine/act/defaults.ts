/** What fills a question that is left alone: a constant, or what a fact says at that moment. */
import { gather } from '../facts/gather.js'
import { isRef, refsIn, valueOf } from '../facts/refs.js'
import { checklistOf, checksDefault } from '../pack/checklist.js'
import type { ActSpec, Field } from '../pack/format.js'
import type { Act, Data, Dossier, Json } from '../types.js'
import { askName } from './answers.js'
import { blank, written } from './fold.js'
import { placeFor } from './opening.js'
import type { Owner, World } from './world.js'

/** Defaults of what is asked and was left alone; an opening act has those of all its kind's fields (SPEC C20). */
export async function defaultsOf(
  act: Act,
  spec: ActSpec,
  owner: Owner,
  before: Dossier | undefined,
  world: World,
): Promise<Data> {
  const asks = new Set((spec.asks ?? []).map(askName))
  const left = Object.entries(owner.spec.fields).filter(
    ([name, field]) =>
      field.default !== undefined && act.data?.[name] === undefined && (asks.has(name) || (!before && opensWith(spec))),
  )
  const facts = left.some(([, field]) => isRef(field.default))
    ? await gather(refsIn(left.map(([, field]) => field.default)), await asAsked(act, owner, before, world), world)
    : {}
  return Object.fromEntries(
    left.flatMap(([name, field]): [string, Json][] => {
      const value = isRef(field.default) ? valueOf(field.default, facts) : constantOf(field, owner)
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

const opensWith = ({ from }: ActSpec) => from.includes('new')

/** The dossier as it is while its form is filled in: with the answers so far. */
export async function asAsked(act: Act, owner: Owner, before: Dossier | undefined, world: World) {
  const own = { id: act.on, kind: owner.kind, pack: owner.pack.name }
  const place = before?.place ?? (await placeFor(act, owner, world)) ?? ''
  const base = before ?? blank({ ...own, place, opened: world.now, openedBy: act.by })
  const after = { ...base, fields: written(base.fields, act.data ?? {}) }
  return { owner, act, ...(before && { before }), after }
}

/** A default that is no fact; of a checklist the answer of every item. */
export function constantOf(field: Field, { pack }: Owner): Json {
  const list = checklistOf(field, pack.file)
  return ((list && checksDefault(field, list)) ?? field.default) as Json
}
