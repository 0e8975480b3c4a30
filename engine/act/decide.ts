/** One act from wish to line: gate, facts, judge, effects. Asking stops before the line is written; acting writes it. */
import { asked as askedBy, gather, isRef, refsIn, valueOf, type Situation } from '../facts/gather.js'
import { blank, written } from './fold.js'
import { gate, needsPlace } from './gate.js'
import { judge } from '../judge/judge.js'
import type { NormRule } from '../pack/book.js'
import type { ActSpec, Value } from '../pack/format.js'
import { starting } from './starts.js'
import type { Act, Data, Decision, Dossier, DossierId, Effect, Entry, Facts, Json, Reason, Say } from '../types.js'
import { actOf, contextOf, ownerOf, prefixOf, type Owner, type World } from './world.js'

/** What an act would bring: the decision, and if it is allowed the line to write and the acts that follow. */
export interface Verdict {
  readonly decision: Decision
  readonly entry?: Omit<Entry, 'id'>
  /** Private answers, to be kept in sheets and not in the line. */
  readonly private?: Data
  readonly follows: readonly Act[]
}

/** Fills `{fact}` placeholders of a sentence with words; the pack's names say how each value is worded. */
export type Fill = (say: Say, owner: Owner, facts: Facts) => Say

/**
 * Judges one act at `world.now`.
 * @throws Error for an unknown kind or act: a mistake of the page, not of the person.
 */
export async function decide(act: Act, world: World, fill: Fill, followed = false): Promise<Verdict> {
  const owner = ownerOf(world.book, prefixOf(act.on))
  const spec = actOf(owner, act.type)
  const before = await world.dossier(act.on)
  const { no, needs } = await gate(act, spec, owner, before, world, followed)
  if (no) return { decision: { act, allowed: false, needs, effects: [], why: [], ...no }, follows: [] }

  const after = asIf(act, spec, owner, before, world)
  const asked: Situation = { owner, act, ...(before && { before }), after }
  const sets = await worked(spec.sets, asked, world)
  const it: Situation = { ...asked, after: { ...after, fields: written(after.fields, sets) } }

  const { refusal, why, facts, effects } = await rule(it, spec, world, fill)
  if (refusal) return { decision: { act, allowed: false, needs, effects: [], why, ...refusal }, follows: [] }
  const result = settle(effects, spec, it, facts, fill)
  const decision: Decision = { act, allowed: needs.length === 0, needs, effects: result.effects, why, to: result.to }
  if (needs.length) return { decision, follows: [] }

  const done = { ...it.after, step: result.to, fields: written(it.after.fields, result.set) }
  const starts = await starting({ ...it, after: done }, world)
  const data = { ...defaults(spec, owner, act), ...act.data, ...sets, ...result.set }
  const { kept, secret } = sorted(data, owner)
  const entry: Omit<Entry, 'id'> = {
    act: act.type,
    on: after.id,
    by: act.by,
    at: world.now,
    ...(!before && { kind: owner.kind, place: after.place }),
    data: kept,
    ...(act.reason !== undefined && { reason: act.reason }),
    from: before?.step ?? 'new',
    to: result.to,
    ...(owner.spec.ends.includes(result.to) && { ends: true as const }),
    pack: owner.pack.ref,
    facts: sorted(facts as Data, owner).kept,
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
    follows: result.follows,
  }
}

/** An effect with the rule that brings it; without one it is the act's own. */
interface Brought {
  readonly effect: Effect
  readonly by: Reason | undefined
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

/** What a line keeps, and what goes to a sheet; a field that is judged and forgotten is in neither. */
function sorted(data: Data, { spec }: Owner): { readonly kept: Data; readonly secret: Data } {
  const field = (name: string) => spec.fields[name]
  return {
    kept: pick(data, (name) => !field(name)?.private && field(name)?.keep !== 'never'),
    secret: pick(data, (name) => field(name)?.private !== undefined),
  }
}

const pick = (data: Data, keep: (name: string) => boolean): Data =>
  Object.fromEntries(Object.entries(data).filter(([name, value]) => value !== undefined && keep(name)))

/** Defaults of what was asked and left alone; an opening act writes those of all its kind's fields (SPEC 20). */
function defaults(spec: ActSpec, owner: Owner, act: Act): Data {
  const opens = spec.from.includes('new')
  const asks = new Set((spec.asks ?? []).map((ask) => ask.replace(/\?$/, '')))
  return pick(
    Object.fromEntries(
      Object.entries(owner.spec.fields)
        .filter(([name, field]) => field.default !== undefined && !isRef(field.default) && (opens || asks.has(name)))
        .map(([name, field]) => [name, field.default as Json]),
    ),
    (name) => (opens ? true : act.data?.[name] === undefined),
  )
}

/** The dossier as it would be: answers written, step moved, this line counted (SPEC 55). */
function asIf(act: Act, spec: ActSpec, owner: Owner, before: Dossier | undefined, world: World): Dossier {
  const place = act.place ?? (needsPlace(owner) ? '' : world.book.place)
  const own = { id: act.on, kind: owner.kind, pack: owner.pack.name, place }
  const base: Dossier = before ?? blank({ ...own, opened: world.now, openedBy: act.by })
  const to = spec.to === 'back' ? (base.back ?? base.step) : (spec.to ?? base.step)
  const fill = before ? base.fields : written(defaults(spec, owner, act), {})
  return {
    ...base,
    step: to,
    ...(to !== base.step && { back: base.step }),
    fields: written(fill, act.data ?? {}),
    times: { ...base.times, [act.type]: (base.times[act.type] ?? 0) + 1 },
    last: { ...base.last, [act.type]: { at: world.now, by: act.by, line: '' } },
    ended: owner.spec.ends.includes(to),
  }
}

async function worked(sets: ActSpec['sets'], it: Situation, world: World): Promise<Data> {
  if (!sets) return {}
  const facts = await gather(refsIn(sets), it, world)
  return resolve(sets, facts)
}

/** Every `{ fact }` replaced by its value; what is unknown is left out. */
function resolve(values: Readonly<Record<string, Value>>, facts: Facts): Data {
  return pick(
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, valueOf(value, facts) as Json])),
    () => true,
  )
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

const flat = (effect: Effect): readonly Effect[] =>
  effect.type === 'several' ? (effect.params?.['effects'] as unknown as Effect[]).flatMap(flat) : [effect]

/** Effects made concrete: the line must tell its consequences without the pack. */
function settle(effects: readonly Brought[], spec: Pick<ActSpec, 'or'>, it: Situation, facts: Facts, fill: Fill) {
  const allowed = [it.after.step, ...(spec.or ?? [])]
  let to: string | undefined
  const set: Record<string, Json> = {}
  const follows: Act[] = []
  const lasting: Effect[] = []
  const words = (say: unknown) => fill(say as Say, it.owner, facts)
  for (const { effect, by } of effects) {
    const params = effect.params ?? {}
    switch (effect.type) {
      case 'set':
        // of two sets of one field the first stands (SPEC 61)
        for (const [name, value] of Object.entries(resolve(params, facts))) if (!(name in set)) set[name] = value
        break
      case 'move':
        if (
          allowed.includes(String(params['to'])) ||
          it.owner.pack.kindRules[it.owner.kind]?.some((rule) => rule.name === by?.rule)
        )
          to ??= String(params['to'])
        break
      case 'follow':
        follows.push(...following(params, it, facts))
        break
      case 'flag':
        lasting.push({ type: 'flag', params: { rule: by?.rule ?? '', say: words(params['say'] ?? by?.says) } })
        break
      case 'propose':
        lasting.push({
          type: 'propose',
          params: {
            ...params,
            ...(by && { rule: by.rule }),
            say: words(params['say'] ?? by?.says),
            data: resolve((params['data'] ?? {}) as Record<string, Value>, facts),
          },
        })
        break
      case 'notify':
        lasting.push({
          type: 'notify',
          params: {
            ...params,
            ...((params['say'] ?? by?.says) !== undefined && { say: words(params['say'] ?? by?.says) }),
          },
        })
        break
      case 'extend': {
        const span = params['by'] === undefined ? undefined : valueOf(params['by'], facts)
        lasting.push({ type: 'extend', params: { ...params, ...(span !== undefined && { by: span }) } })
        break
      }
      case 'excuse':
        lasting.push(effect)
        break
    }
  }
  return { to: to ?? it.after.step, set, follows, effects: lasting }
}

/** Effects of a due made concrete; what follows is worked out apart, by `following`. */
export const lastingOf = (effects: readonly Effect[], it: Situation, facts: Facts, fill: Fill): readonly Effect[] =>
  settle(
    effects.flatMap(flat).map((effect) => ({ effect, by: undefined })),
    {},
    it,
    facts,
    fill,
  ).effects

/** Acts that an effect makes follow; `data` and `on` are worked out here, `cause` is set when the line has its id. */
export function following(params: Readonly<Record<string, Json>>, it: Situation, facts: Facts): Act[] {
  const type = String(params['act'])
  const on = params['on'] === undefined ? it.after.id : filled(params['on'], facts)
  const say = params['reason'] as unknown as Say | undefined
  const act = {
    type: type.includes('/') ? type.slice(type.indexOf('/') + 1) : type,
    by: it.act.by,
    data: resolve((params['data'] ?? {}) as Record<string, Value>, facts),
    place: it.after.place,
    ...(say && { reason: say.zh }),
  }
  const each = params['each'] === undefined ? undefined : valueOf(params['each'], facts)
  if (!Array.isArray(each)) return [{ ...act, on: on as DossierId }]
  return each.map((member) => ({ ...act, on: String(on).replaceAll('{each}', String(member)) as DossierId }))
}

function filled(template: Json, facts: Facts): string {
  const value = valueOf(template, facts)
  return String(value).replaceAll(/\{([a-z][a-z0-9-]*)\}/g, (all, name: string) =>
    facts[name] === undefined ? all : String(facts[name]),
  )
}
