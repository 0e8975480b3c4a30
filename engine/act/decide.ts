/** One act from wish to line: gate, facts, judge, effects. Asking stops before the line is written; acting writes it. */
import { gather } from '../facts/gather.js'
import { keptOf } from '../facts/kept.js'
import { asked as askedBy, refsIn } from '../facts/refs.js'
import { remembering } from '../facts/remember.js'
import type { Situation } from '../facts/situation.js'
import { openingOf } from './begin.js'
import { blank, written } from './fold.js'
import { flat, resolve, settle, type Brought } from './concrete.js'
import { defaultsOf } from './defaults.js'
import { gate, needsPlace } from './gate.js'
import { judge } from '../judge/judge.js'
import { travels } from '../merge/travels.js'
import type { NormRule } from '../pack/book.js'
import type { ActSpec } from '../pack/format.js'
import { parentOf, placeFor } from './opening.js'
import { starting, worded } from './starts.js'
import type { Act, Data, Decision, Dossier, Entry, Facts, Reason, Say } from '../types.js'
import { actOf, contextOf, ownerOf, prefixOf, type Owner, type World } from './world.js'

/** What an act would bring: the decision, and if it is allowed the line to write and the acts that follow. */
export interface Verdict {
  readonly decision: Decision
  readonly entry?: Omit<Entry, 'id'>
  /** Private answers, to be kept in sheets and not in the line. */
  readonly private?: Data
  /** Values of which only the newest is kept, beside the line. */
  readonly newest?: Data
  readonly follows: readonly Act[]
}

/** Fills `{fact}` placeholders of a sentence with words; the pack's names say how each value is worded. */
export type Fill = (say: Say, owner: Owner, facts: Facts) => Say

/**
 * Judges one act at `world.now`.
 * @throws Error for an unknown kind or act: a mistake of the page, not of the person.
 */
export async function decide(act: Act, asking: World, fill: Fill, followed = false): Promise<Verdict> {
  const world = remembering(asking)
  const owner = ownerOf(world.book, prefixOf(act.on))
  const spec = actOf(owner, act.type)
  const before = await world.dossier(act.on)
  const filled = await defaultsOf(act, spec, owner, before, world)
  const { no, needs } = await gate(act, spec, owner, before, world, filled, followed)
  if (no) return { decision: { act, allowed: false, needs, effects: [], why: [], ...no }, follows: [] }

  const after = await asIf(act, spec, owner, before, world, filled)
  const given = { ...filled, ...(!before && belongs(act, owner, world)), ...act.data }
  const line = (data: Data) => ({
    act: act.type,
    at: world.now,
    by: act.by,
    data,
    ...(act.reason !== undefined && { reason: act.reason }),
  })
  const asked: Situation = { owner, act, ...(before && { before }), after, line: line(given) }
  const sets = await worked(spec.sets, asked, world)
  const fields = written(after.fields, sets)
  const it: Situation = { ...asked, after: { ...after, fields }, line: line({ ...given, ...sets }) }

  if (spec.quiet) {
    const decision: Decision = { act, allowed: needs.length === 0, needs, effects: [], why: [], to: after.step }
    const { newest } = sorted({ ...given, ...sets }, owner)
    return { decision, follows: [], ...(needs.length === 0 && { newest }) }
  }
  const { refusal, why, facts, effects } = await rule(it, spec, world, fill)
  if (refusal) return { decision: { act, allowed: false, needs, effects: [], why, ...refusal }, follows: [] }
  const result = settle(effects, spec, it, facts, fill, world.book.zone)
  const decision: Decision = { act, allowed: needs.length === 0, needs, effects: result.effects, why, to: result.to }
  if (needs.length) return { decision, follows: [] }

  const done = { ...it.after, step: result.to, fields: written(it.after.fields, result.set) }
  const starts = await worded(await starting({ ...it, after: done }, world), { ...it, after: done }, world, fill)
  const { kept, secret, newest } = sorted({ ...given, ...sets, ...result.set }, owner)
  const entry: Omit<Entry, 'id'> = {
    act: act.type,
    on: after.id,
    by: act.by,
    at: world.now,
    ...(before?.expected ? openingOf(before, owner) : !before && { kind: owner.kind, place: after.place }),
    ...(!before && owner.spec.forget && { forget: owner.spec.forget }),
    data: kept,
    ...(act.reason !== undefined && { reason: act.reason }),
    from: before?.step ?? 'new',
    to: result.to,
    ...travels(act.type, spec, owner, before, world.book),
    ...(owner.spec.ends.includes(result.to) && { ends: true as const }),
    pack: owner.pack.ref,
    facts: keptOf(facts, owner),
    held: why.filter((reason) => reason.holds).map((reason) => reason.rule),
    effects: result.effects,
    ...(starts.length > 0 && { starts }),
    ...(act.cause !== undefined && { cause: act.cause }),
    ...(followed && act.by !== 'clock' && { as: 'clock' as const }),
  }
  return {
    decision: { ...decision, ...(starts.length > 0 && { starts }) },
    entry,
    ...(Object.keys(secret).length > 0 && { private: secret }),
    ...(Object.keys(newest).length > 0 && { newest }),
    follows: result.follows,
  }
}

/** What must always hold, then the rules of the act and of its kind: the first no, or everything that they bring. */
async function rule(it: Situation, spec: ActSpec, world: World, fill: Fill) {
  const { owner } = it
  const rules = [...(owner.pack.actRules[it.act.type] ?? []), ...(owner.pack.kindRules[owner.kind] ?? [])]
  const always = owner.pack.always[owner.kind] ?? []
  const facts = await gather(namesIn(rules, always, spec), it, world)
  const context = contextOf(world)
  const words = (say: Say) => fill(say, owner, facts)

  const held = await judge(always, facts, context)
  const broken = held.find((reason) => !reason.holds)
  if (broken) {
    return { refusal: { because: broken.rule, says: words(broken.says!) }, why: held, facts, effects: [] }
  }
  const why = (await judge(rules, facts, context)).map((reason) => told(reason, owner, words))
  const effects: Brought[] = [
    ...why.filter((by) => by.holds).flatMap((by) => flat(by.effect).map((effect) => ({ effect, by }))),
    ...(spec.then ?? []).flatMap(flat).map((effect) => ({ effect, by: undefined })),
  ]
  const no = effects.find(({ effect }) => effect.type === 'refuse')
  if (!no) return { why, facts, effects }
  const params = no.effect.params as { say?: Say; field?: string } | undefined
  const refusal = {
    because: no.by?.rule ?? it.act.type,
    says: words(params?.say ?? no.by?.says ?? spec.title),
    ...(params?.field !== undefined && { field: params.field }),
  }
  return { refusal, why, facts, effects: [] }
}

/** A reason with its sentence filled in; of what is judged and forgotten it says that it held, never the value (SPEC C18). */
const told = (reason: Reason, { spec }: Owner, words: (say: Say) => Say): Reason => ({
  ...reason,
  ...(reason.holds && reason.says && { says: words(reason.says) }),
  clauses: reason.clauses.map((clause) =>
    spec.fields[clause.fact]?.keep === 'never' ? { ...clause, is: undefined } : clause,
  ),
})

/** What a line keeps, what goes to a sheet, what stands beside the lines; a field that is judged and forgotten is in none. */
function sorted(data: Data, { spec }: Owner): { readonly kept: Data; readonly secret: Data; readonly newest: Data } {
  const field = (name: string) => spec.fields[name]
  return {
    kept: pick(data, (name) => !field(name)?.private && field(name)?.keep === undefined),
    secret: pick(data, (name) => field(name)?.private !== undefined),
    newest: pick(data, (name) => field(name)?.keep === 'newest'),
  }
}

const pick = (data: Data, keep: (name: string) => boolean): Data =>
  Object.fromEntries(Object.entries(data).filter(([name, value]) => value !== undefined && keep(name)))

/** The dossier as it would be: answers written, step moved, this line counted (SPEC 55). */
async function asIf(
  act: Act,
  spec: ActSpec,
  owner: Owner,
  before: Dossier | undefined,
  world: World,
  filled: Data,
): Promise<Dossier> {
  const place = before?.place ?? (await placeFor(act, owner, world)) ?? (needsPlace(owner) ? '' : world.book.place)
  const own = { id: act.on, kind: owner.kind, pack: owner.pack.name, place }
  const base: Dossier = before ?? blank({ ...own, opened: world.now, openedBy: act.by })
  const to = spec.to === 'back' ? (base.back ?? base.step) : (spec.to ?? base.step)
  const fill = written(before ? base.fields : belongs(act, owner, world), filled)
  return {
    ...base,
    step: to,
    ...(to !== base.step && before && { back: base.step }),
    fields: written(fill, act.data ?? {}),
    times: { ...base.times, [act.type]: (base.times[act.type] ?? 0) + 1 },
    last: { ...base.last, [act.type]: { at: world.now, by: act.by, line: '' } },
    ended: owner.spec.ends.includes(to),
  }
}

/** The parent that an opening act names or its id holds, as the field of that name (SPEC L97). */
function belongs(act: Act, owner: Owner, world: World): Data {
  const above = parentOf(act, owner, world)
  return above === undefined ? {} : { [owner.spec.parent!]: above }
}

async function worked(sets: ActSpec['sets'], it: Situation, world: World): Promise<Data> {
  if (!sets) return {}
  const facts = await gather(refsIn(sets), it, world)
  return resolve(sets, facts, it.owner, world.book.zone)
}

function namesIn(rules: readonly NormRule[], always: readonly NormRule[], spec: ActSpec): Set<string> {
  const names = new Set<string>()
  for (const rule of [...rules, ...always]) {
    askedBy(rule.when, names)
    refsIn(rule.says, names)
    refsIn(rule.event.params, names)
  }
  refsIn(spec.then, names)
  return names
}
