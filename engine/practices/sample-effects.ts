/** Effects of every type, possible to whoever brings them about. */
import type { Effect, Json, Say } from '../types.js'
import type { Name } from '../pack/book.js'
import type { Field, Value } from '../pack/format.js'
import { addressOf, look, ref, type Reading } from './sample-conditions.js'
import type { Draft, OpenAct } from './sample-draft.js'
import { aboutPeople } from './sample-kinds.js'
import { constant, LONG, SPANS } from './sample-values.js'

/** Whose effects these are, as the loader sees them. */
export interface Cause {
  readonly kind: string
  readonly of: 'then' | 'rule' | 'kind' | 'clock'
  readonly act?: readonly [string, OpenAct]
  /** A clock, and the steps in which it runs. */
  readonly clock?: string
  readonly steps?: readonly string[]
}

type Params = Record<string, Json>

/** A sentence with facts in it. */
export function sentence(draft: Draft, names: ReadonlyMap<string, Name>, keeps: boolean): Say {
  const reading = keeps ? 'line' : 'rule'
  const { chance, titles } = draft
  const { zh, en } = titles.next()
  if (chance.maybe(0.4)) return { zh, en }
  const found = look(draft, names, ({ type }) => type !== 'object', reading)
  if (!found) return { zh, en }
  return { zh: `${zh}：{${addressOf(found)}}`, en: `${en}: {${addressOf(found)}}` }
}

export function drawEffect(draft: Draft, cause: Cause, depth = 1): Effect {
  const { chance } = draft
  for (;;) {
    const type = chance.one<Effect['type']>([
      ...(cause.of === 'rule' ? (['refuse', 'refuse'] as const) : []),
      ...(cause.of === 'clock' ? [] : (['set', 'move'] as const)),
      ...(['flag', 'follow', 'follow', 'propose', 'notify', 'notify', 'extend', 'excuse'] as const),
      ...(depth > 0 ? (['several'] as const) : []),
    ])
    const params = paramsOf(draft, type, cause, depth)
    if (params) return { type, ...(Object.keys(params).length > 0 && { params }) }
  }
}

function paramsOf(draft: Draft, type: Effect['type'], cause: Cause, depth: number): Params | undefined {
  const { chance, file } = draft
  const { kind } = cause
  const names = draft.names(kind)
  const fields = file.dossiers[kind]!.fields
  const say = (keeps = true): Params => (chance.maybe() ? { say: sentence(draft, names, keeps) } : {})
  const roles = () => chance.some([...draft.who(kind), 'opener'], 1, 2)
  switch (type) {
    case 'refuse':
      return { ...say(depth < 1), ...(chance.maybe(0.3) && { field: chance.one(Object.keys(fields)) }) }
    case 'flag':
      // where no rule speaks for it, it says its own words
      return cause.of === 'then' || cause.of === 'clock' ? { say: sentence(draft, names, true) } : say()
    case 'notify':
      return { to: roles(), ...say() }
    case 'set': {
      const sets = drawSets(draft, kind, 1, false)
      return sets && (sets as Params)
    }
    case 'move': {
      const steps = cause.of === 'kind' ? Object.keys(file.dossiers[kind]!.steps) : movesOf(cause.act![1])
      const gentle = aboutPeople(file.dossiers[kind]!)
      const fit = steps.filter((step) => step !== 'back' && !(gentle && file.dossiers[kind]!.ends.includes(step)))
      return fit.length > 0 ? { to: chance.one(fit) } : undefined
    }
    case 'extend':
    case 'excuse': {
      const clocks = Object.entries(file.clocks).flatMap(([name, { on }]) => (on === kind ? [name] : []))
      const others = type === 'extend' ? clocks.filter((name) => name !== cause.clock) : clocks
      if (others.length === 0) return undefined
      const clock = chance.one(others)
      if (type === 'excuse') return { clock }
      const span = look(draft, names, ({ type }) => type === 'duration', 'line')
      if (span && cause.of !== 'clock' && chance.maybe(0.3)) return { clock, by: { ...ref(span) } }
      return chance.maybe() ? { clock, share: chance.one([0.5, 1]) } : { clock, by: chance.one([...SPANS, LONG[0]]) }
    }
    case 'several':
      return { effects: chance.times(2, 3, () => drawEffect(draft, cause, depth - 1)) as unknown as Json }
    case 'propose': {
      const target = targetOf(draft, cause, () => true)
      return target && { ...target, to: roles(), ...say() }
    }
    case 'follow': {
      const target = targetOf(draft, cause, (name, act) => mayFollow(draft, cause, name, act))
      return target && { ...target, ...(chance.maybe(0.3) && { reason: { zh: '自动办的', en: 'Done by itself' } }) }
    }
  }
}

const movesOf = ({ to, or = [] }: OpenAct): string[] => [...(to === undefined ? [] : [to]), ...or]

/** Could whoever brings it about do it, and is the dossier then where it begins? */
function mayFollow(draft: Draft, { kind, of, act, steps }: Cause, name: string, target: OpenAct): boolean {
  const { file } = draft
  if (target.quiet) return false
  const order = Object.keys(file.acts)
  // what always follows may not come back to where it began
  if (of === 'then' && order.indexOf(name) <= order.indexOf(act![0])) return false
  const who = (word: string) =>
    word === 'clock' || word === 'anyone' || (of !== 'clock' && (act?.[1].by.includes(word) ?? true))
  if (!target.by.some(who)) return false
  const about = file.dossiers[target.on]!
  if (aboutPeople(about) && target.to !== undefined && about.ends.includes(target.to)) return false
  if (target.on !== kind) return true
  const from = target.from.flatMap((step) => (step === 'any' ? draft.openSteps(kind) : [step]))
  const there = steps ?? (act?.[1].to !== undefined && act[1].to !== 'back' ? movesOf(act[1]) : act?.[1].from)
  return !there || there.includes('any') || there.some((step) => from.includes(step))
}

function targetOf(draft: Draft, cause: Cause, fits: (name: string, act: OpenAct) => boolean): Params | undefined {
  const { chance, file } = draft
  const names = draft.names(cause.kind)
  const all = Object.entries(file.acts).filter(([name, act]) => !act.quiet && fits(name, act))
  if (all.length === 0) return undefined
  const [name, act] = chance.one(all)
  const data = dataFor(draft, act, names)
  const more: Params = Object.keys(data).length > 0 ? { data: data as unknown as Json } : {}
  const opens = act.from.includes('new')
  if (act.on === cause.kind && !opens) return { act: name, ...more }
  const prefix = file.dossiers[act.on]!.prefix ?? act.on
  if (opens) return { act: name, on: `${prefix}/{new}`, ...more }
  const one = look(draft, names, ({ type }) => type === 'dossier', 'line')
  const list = look(draft, names, ({ type }) => type === 'dossiers', 'line')
  if (list && chance.maybe()) return { act: name, each: { ...ref(list) }, on: '{each}', ...more }
  return one && { act: name, on: { ...ref(one) }, ...more }
}

function dataFor(draft: Draft, act: OpenAct, names: ReadonlyMap<string, Name>): Record<string, Value> {
  const { chance, file } = draft
  const data: Record<string, Value> = {}
  for (const ask of act.asks ?? []) {
    const name = ask.replace(/\?$/, '')
    const value = chance.maybe(0.8) ? valueFor(draft, file.dossiers[act.on]!.fields[name]!, names, 'line') : undefined
    if (value !== undefined) data[name] = value
  }
  return data
}

/** What is written to a field: a constant, a text with facts, or a fact of its own type. */
export function valueFor(
  draft: Draft,
  field: Field,
  names: ReadonlyMap<string, Name>,
  reading: Reading,
): Value | undefined {
  const { chance, file, town } = draft
  const { type, of } = field
  if (chance.maybe(0.4)) {
    const found = look(draft, names, mayFill(field, file), reading)
    if (found) return ref(found)
  }
  if (type === 'text' && chance.maybe(0.3)) {
    const found = look(draft, names, ({ type: one }) => ['number', 'date', 'time'].includes(one), reading)
    if (found) return `见{${addressOf(found)}}`
  }
  if (['dossier', 'dossiers', 'words', 'checks', 'photos'].includes(type)) return undefined
  const value = constant(type, chance, town, typeof of === 'string' ? file.lists[of] : of)
  return field.whole && !Number.isInteger(value) ? 1 : value
}

/** Is a fact of the type of a field, with no choices but the field's own? */
function mayFill({ type, of }: Field, { lists }: Draft['file']) {
  const own = (typeof of === 'string' ? lists[of] : of) ?? {}
  return ({ type: found, choices }: Pick<Name, 'type' | 'choices'>): boolean =>
    found === type &&
    (type.startsWith('choice')
      ? choices !== undefined && Object.keys(choices).every((one) => Object.hasOwn(own, one))
      : !choices)
}

/** Fields written at once. @param draws whether a draw may stand there */
export function drawSets(draft: Draft, kind: string, most: number, draws: boolean): Record<string, Value> | undefined {
  const { chance, file } = draft
  const names = draft.names(kind)
  const sets: Record<string, Value> = {}
  const fit = Object.entries(file.dossiers[kind]!.fields).filter(
    ([, { keep, private: secret }]) => !secret && keep === undefined,
  )
  for (const [name, field] of chance.some(fit, 1, most)) {
    const fills = mayFill(field, file)
    const drawn = Object.keys(file.facts).filter(
      (fact) => file.facts[fact]!.how === 'draw' && names.has(fact) && fills(names.get(fact)!),
    )
    const value =
      draws && drawn.length > 0 && chance.maybe(0.6)
        ? { fact: chance.one(drawn) }
        : valueFor(draft, field, names, 'line')
    if (value !== undefined) sets[name] = value
  }
  return Object.keys(sets).length > 0 ? sets : undefined
}
