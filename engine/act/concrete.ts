/** Effects made concrete: what a line tells of its consequences must hold without the pack that brought them about. */
import { factAt } from '../judge/comparable.js'
import { isRef, valueOf } from '../facts/refs.js'
import type { Situation } from '../facts/situation.js'
import type { Name } from '../pack/book.js'
import type { ActSpec, Value } from '../pack/format.js'
import type { Fill } from './decide.js'
import { printed, segment } from './read-id.js'
import type { Act, DossierId, Effect, Facts, Json, Reason, Say } from '../types.js'
import type { Owner } from './world.js'

/** An effect with the rule that brings it; without one it is the act's own. */
export interface Brought {
  readonly effect: Effect
  readonly by: Reason | undefined
}

/** An effect as the effects it stands for, in order. */
export const flat = (effect: Effect): readonly Effect[] =>
  effect.type === 'several' ? (effect.params?.['effects'] as unknown as Effect[]).flatMap(flat) : [effect]

/** Effects made concrete: the line must tell its consequences without the pack. */
export function settle(
  effects: readonly Brought[],
  spec: Pick<ActSpec, 'or'>,
  it: Situation,
  facts: Facts,
  fill: Fill,
  zone: string,
) {
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
        for (const [name, value] of Object.entries(resolve(params, facts, it.owner, zone)))
          if (!(name in set)) set[name] = value
        break
      case 'move':
        if (
          allowed.includes(String(params['to'])) ||
          it.owner.pack.kindRules[it.owner.kind]?.some((rule) => rule.name === by?.rule)
        )
          to ??= String(params['to'])
        break
      case 'follow':
        follows.push(...following(params, it, facts, zone))
        break
      case 'flag':
        lasting.push({ type: 'flag', params: { rule: by?.rule ?? '', say: words(params['say'] ?? by?.says) } })
        break
      case 'propose': {
        const { each, on, ...rest } = params
        for (const member of membersOf(each, facts)) {
          const its = { ...facts, ...member }
          const target = targetOf(on, it, its, zone)
          if (target === undefined) continue
          const said = params['say'] ?? by?.says
          lasting.push({
            type: 'propose',
            params: {
              ...rest,
              ...(on !== undefined && { on: target }),
              ...(by && { rule: by.rule }),
              ...(said !== undefined && { say: words(said) }),
              data: resolve((params['data'] ?? {}) as Record<string, Value>, its, it.owner, zone),
            },
          })
        }
        break
      }
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
export const lastingOf = (
  effects: readonly Effect[],
  it: Situation,
  facts: Facts,
  fill: Fill,
  zone: string,
): readonly Effect[] => {
  const brought = effects.flatMap(flat).map((effect) => ({ effect, by: undefined }))
  return settle(brought, {}, it, facts, fill, zone).effects
}

/** Acts that an effect makes follow; `data` and `on` are worked out here, `cause` is set when the line has its id. */
export function following(
  params: Readonly<Record<string, Json>>,
  it: Situation,
  facts: Facts,
  zone: string,
): readonly Act[] {
  const type = String(params['act'])
  const say = params['reason'] as unknown as Say | undefined
  const data = (params['data'] ?? {}) as Record<string, Value>
  return membersOf(params['each'], facts).flatMap((member): Act[] => {
    const its = { ...facts, ...member }
    const on = targetOf(params['on'], it, its, zone)
    if (on === undefined) return []
    return [
      {
        type: type.includes('/') ? type.slice(type.indexOf('/') + 1) : type,
        on,
        by: it.act.by,
        data: resolve(data, its, it.owner, zone),
        place: it.after.place,
        ...(say && { reason: say.zh }),
      },
    ]
  })
}

/** What `{each}` is, once for every member of the list in hand, and never where that is missing; without one once and for nobody. */
function membersOf(each: Json | undefined, facts: Facts): readonly { readonly each?: Json }[] {
  if (each === undefined) return [{}]
  const list = valueOf(each, facts)
  return Array.isArray(list) ? (list as readonly Json[]).map((member) => ({ each: member })) : []
}

/**
 * The dossier that an effect speaks of: this one, one by its id, or `<prefix>/{new}` for one that is opened. Undefined while
 * a fact that it is named by is missing.
 */
export function targetOf(on: Json | undefined, it: Situation, facts: Facts, zone: string): DossierId | undefined {
  if (on === undefined) return it.after.id
  if (isRef(on) || on === '{each}') {
    const id = isRef(on) ? valueOf(on, facts) : facts['each']
    return typeof id === 'string' ? (id as DossierId) : undefined
  }
  const id = templated(String(on).replace(/\/\{new\}$/, '/new'), facts, it.owner, zone, inId)
  return id.includes('{') ? undefined : (id as DossierId)
}

/** Every `{ fact }` replaced by its value, left out where it is missing, and every `{fact}` of a text by how it prints. */
export function resolve(
  values: Readonly<Record<string, Value>>,
  facts: Facts,
  owner: Owner,
  zone: string,
): Readonly<Record<string, Json>> {
  const valued = Object.entries(values).flatMap(([name, value]): [string, Json][] => {
    const is = typeof value === 'string' ? templated(value, facts, owner, zone) : valueOf(value, facts)
    return is === undefined ? [] : [[name, is]]
  })
  return Object.fromEntries(valued)
}

/** How a value stands in a template, and what stands for one that is missing; in an id no value has braces. */
const inText = { print: (text: string) => text, gap: '—' }
const inId: typeof inText = { print: segment, gap: '{}' }

/** A template filled in (SPEC B10); a word that is no fact stays as it stands, what is missing is a dash as in any text. */
function templated(
  template: string,
  facts: Facts,
  { pack, kind }: Owner,
  zone: string,
  { print, gap } = inText,
): string {
  return template.replaceAll(/\{([a-z][a-z0-9-]*)((?:\.[A-Za-z0-9_-]+)*)\}/g, (all, name: string, path: string) => {
    const walked = path.split('.').slice(1)
    const value = factAt(facts, name, walked)
    if (value === undefined || value === null) return pack.names[kind]?.has(name) ? gap : all
    const known = walked.reduce<Omit<Name, 'from'> | undefined>(
      (at, part) => at?.members?.[part],
      pack.names[kind]?.get(name),
    )
    return print(printed(value, known?.type, zone))
  })
}
