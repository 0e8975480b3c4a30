/** Conditions in one plain form, so that two evaluators have nothing left to differ on. */
import type { Leaf, Norm, NormRule, Pack } from './book.js'
import type { Condition, Invariant, PackFile, Rule } from './format.js'
import { leafOf, type Scope } from './leaf.js'
import type { Path, Teller } from './trouble.js'

/** The comparison that is true exactly where this one is false; what is unknown stays unknown, so neither holds. */
const opposite: Readonly<Record<Leaf['operator'], Leaf['operator']>> = {
  equal: 'notEqual',
  notEqual: 'equal',
  in: 'notIn',
  notIn: 'in',
  contains: 'doesNotContain',
  doesNotContain: 'contains',
  lessThan: 'greaterThanInclusive',
  greaterThanInclusive: 'lessThan',
  greaterThan: 'lessThanInclusive',
  lessThanInclusive: 'greaterThan',
  before: 'notBefore',
  notBefore: 'before',
  after: 'notAfter',
  notAfter: 'after',
  under: 'notUnder',
  notUnder: 'under',
  filled: 'empty',
  empty: 'filled',
}

/** Never holds; stands where a condition is wrong, so that one mistake gives one sentence. */
const never: Norm = { any: [] }

/**
 * Normal form of a condition: named ones put in place, negation pushed down to the comparisons.
 * @param path of the condition in its file; what is wrong is told there
 */
function normal(condition: Condition, scope: Scope, path: Path): Norm {
  return form(condition, scope, path, false, [])
}

function form(condition: Condition, scope: Scope, path: Path, negated: boolean, inside: readonly string[]): Norm {
  const parts = (list: readonly Condition[], key: 'all' | 'any') =>
    list.map((part, index) => form(part, scope, [...path, key, index], negated, inside))
  // not (a and b) is (not a) or (not b)
  if (condition.all) return negated ? { any: parts(condition.all, 'all') } : { all: parts(condition.all, 'all') }
  if (condition.any) return negated ? { all: parts(condition.any, 'any') } : { any: parts(condition.any, 'any') }
  if (condition.not) return form(condition.not, scope, [...path, 'not'], !negated, inside)
  if (condition.condition !== undefined) return named(condition.condition, scope, path, negated, inside)
  const leaf = leafOf(condition, scope, path)
  if (!leaf) return never
  return negated ? { ...leaf, operator: opposite[leaf.operator] } : leaf
}

function named(name: string, scope: Scope, path: Path, negated: boolean, inside: readonly string[]): Norm {
  const { teller, conditions } = scope
  if (inside.includes(name)) {
    const circle = [...inside.slice(inside.indexOf(name)), name].join(' → ')
    const zh = `有名条件绕成了圈：${circle}。`
    const en = `the named conditions run in a circle: ${circle}.`
    teller.error([...path, 'condition'], { code: 'circle', zh, en, found: name })
    return never
  }
  const condition = Object.hasOwn(conditions, name) ? conditions[name] : undefined
  if (!condition) {
    const zh = `没有「${name}」这个有名条件。`
    const en = `there is no condition named "${name}".`
    teller.error([...path, 'condition'], {
      code: 'unknown-condition',
      zh,
      en,
      found: name,
      known: Object.keys(conditions),
    })
    return never
  }
  return form(condition, scope, ['conditions', name], negated, [...inside, name])
}

function normalRules(rules: readonly (Rule | Invariant)[] | undefined, scope: Scope, path: Path): NormRule[] {
  return (rules ?? []).map((rule, index) => ({
    name: rule.name,
    says: rule.says,
    priority: ('priority' in rule ? rule.priority : undefined) ?? 1,
    when: normal(rule.conditions, scope, [...path, index, 'conditions']),
    event: 'event' in rule ? rule.event : { type: 'refuse' },
  }))
}

/** All conditions of a pack in normal form: of its acts, its kinds, what always holds, and when clocks start. */
export type Rules = Pick<Pack, 'actRules' | 'kindRules' | 'always' | 'clockWhen'>

export function rulesOf(file: PackFile, names: Pack['names'], zone: string, teller: Teller): Rules {
  const scope = (kind: string): Scope => ({
    names: names[kind] ?? new Map(),
    conditions: file.conditions ?? {},
    zone,
    teller,
  })
  const each = <From, To>(from: Readonly<Record<string, From>> | undefined, make: (one: From, name: string) => To) =>
    Object.fromEntries(Object.entries(from ?? {}).map(([name, one]) => [name, make(one, name)]))
  // an act or clock on an unknown kind is told as that, and not once more for every name it uses
  const acts = Object.entries(file.acts ?? {}).filter(([, { on }]) => names[on])
  const clocks = Object.entries(file.clocks ?? {}).filter(([, { on, when }]) => names[on] && when)
  return {
    actRules: each(Object.fromEntries(acts), (act, name) =>
      normalRules(act.rules, scope(act.on), ['acts', name, 'rules']),
    ),
    kindRules: each(file.dossiers, (kind, name) => normalRules(kind.rules, scope(name), ['dossiers', name, 'rules'])),
    always: each(file.dossiers, (kind, name) => normalRules(kind.always, scope(name), ['dossiers', name, 'always'])),
    clockWhen: each(Object.fromEntries(clocks), ({ on, when }, name) =>
      normal(when!, scope(on), ['clocks', name, 'when']),
    ),
  }
}
