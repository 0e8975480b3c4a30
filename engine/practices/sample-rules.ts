/** Rules of acts and kinds, what always holds, what acts write and bring about: all that reads facts. */
import type { Invariant, Rule } from '../pack/format.js'
import { condition } from './sample-conditions.js'
import type { Draft } from './sample-draft.js'
import { drawEffect, drawSets, sentence, valueFor, type Cause } from './sample-effects.js'

/** Conditions with a name: each of what every kind of the pack knows. */
export function drawConditions(draft: Draft): void {
  const { chance, file } = draft
  const [first, ...others] = Object.keys(file.dossiers).map((kind) => draft.names(kind))
  const shared = new Map([...first!].filter(([name, one]) => others.every((names) => same(names.get(name), one))))
  for (let count = chance.below(3); count > 0; count--)
    file.conditions[draft.name('when')] = condition(draft, shared, 1, 'rule', Object.keys(file.conditions))
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

export function drawRules(draft: Draft): void {
  const { chance, file } = draft
  const named = Object.keys(file.conditions)
  for (const [name, act] of Object.entries(file.acts)) {
    if (act.quiet) continue
    const cause: Cause = { kind: act.on, of: 'rule', act: [name, act] }
    const sets = chance.maybe(0.35) ? drawSets(draft, act.on, 2, true) : undefined
    if (sets) act.sets = sets
    if (chance.maybe(0.3)) act.then = chance.times(1, 2, () => drawEffect(draft, { ...cause, of: 'then' }))
    if (chance.maybe(0.5)) act.rules = chance.times(1, 2, () => rule(draft, cause, named))
  }
  for (const [name, kind] of Object.entries(file.dossiers)) {
    if (chance.maybe(0.4)) kind.rules = chance.times(1, 2, () => rule(draft, { kind: name, of: 'kind' }, named))
    if (chance.maybe(0.3)) kind.always = chance.times(1, 2, () => invariant(draft, name))
    if (chance.maybe(0.4)) kind.label = label(draft, name)
    if (kind.expected && chance.maybe(0.4)) {
      const fields = Object.entries(kind.fields).filter(([, field]) => !field.private && !field.keep)
      const sets = fields.length > 0 ? chance.some(fields, 1, 2) : []
      const slot = draft.names(name).get('slot')
      const values = sets.flatMap(([field, spec]) => {
        const value =
          slot && spec.type === 'moment'
            ? { fact: 'slot', path: 'start' }
            : valueFor(draft, spec, draft.names(name), 'formula')
        return value === undefined ? [] : [[field, value] as const]
      })
      if (values.length > 0) kind.expected = { ...kind.expected, sets: Object.fromEntries(values) }
    }
  }
}

function rule(draft: Draft, cause: Cause, named: readonly string[]): Rule {
  const { chance } = draft
  const names = draft.names(cause.kind)
  const event = chance.maybe(0.15) && cause.of === 'kind' ? ({ type: 'refuse' } as const) : drawEffect(draft, cause)
  return {
    name: draft.name('rule'),
    says: sentence(draft, names, event.type !== 'refuse'),
    conditions: condition(draft, names, 2, 'rule', named),
    event,
    ...(chance.maybe(0.3) && { priority: chance.between(1, 3) }),
  }
}

/** Mostly something that holds, or nothing would ever be done. */
function invariant(draft: Draft, kind: string): Invariant {
  const { chance } = draft
  const names = draft.names(kind)
  const drawn = condition(draft, names, 1, 'always')
  const open = {
    fact: 'step',
    operator: 'notEqual',
    value: chance.one(Object.keys(draft.file.dossiers[kind]!.steps)),
  } as const
  const easy = { fact: 'step', operator: 'filled', value: true } as const
  return {
    name: draft.name('law'),
    says: sentence(draft, names, false),
    conditions: { any: [drawn, open, ...(chance.maybe(0.6) ? [easy] : [])] },
  }
}

/** What a dossier is called: words that are known of it without asking others. */
function label({ chance, file, titles }: Draft, kind: string) {
  const { fields } = file.dossiers[kind]!
  const shown = Object.entries(fields).flatMap(([name, { private: secret, keep }]) => (secret || keep ? [] : [name]))
  const { zh, en } = titles.next()
  const words = chance.some([...shown, 'step', 'place', 'year', 'month'], 1, 2).map((name) => `{${name}}`)
  return { zh: `${zh}：${words.join('，')}`, en: `${en}: ${words.join(', ')}` }
}
