/** Conditions over everything that a kind knows, each comparison of types that may be compared. */
import type { Name, ValueType } from '../pack/book.js'
import { needsOf, readsNow } from '../pack/derivations.js'
import type { Condition, FactRef, Operator } from '../pack/format.js'
import { isList, type Member } from '../pack/members.js'
import type { Json } from '../types.js'
import type { Draft } from './sample-draft.js'
import { constant } from './sample-values.js'

/** Something that can be asked for, with what is found there. */
export interface Found extends FactRef {
  readonly is: Member
}

/**
 * Where a fact is read: what always holds may read the dossier alone, a line may not keep what is not kept, and what is
 * expected is not made of other dossiers.
 */
export type Reading = 'rule' | 'always' | 'line' | 'formula'

const TIME = ['late', 'now', 'today', 'week', 'month', 'year']

/** May this name stand there at all? */
function mayRead({ file }: Draft, name: Name, reading: Reading): boolean {
  if (file.facts[name.name]?.how === 'draw') return false
  if (reading === 'line' && name.keep !== undefined) return false
  if (reading === 'formula') return name.reach !== 'wide' && name.keep === undefined
  return reading !== 'always' || (name.reach === 'own' && name.keep === undefined && !tellsTime(file, name.name))
}

function tellsTime(file: Draft['file'], name: string, above: readonly string[] = []): boolean {
  if (TIME.includes(name)) return true
  const how = file.facts[name]
  if (how && readsNow(how)) return true
  const needs = [...(file.tables[name]?.inputs ?? (how ? needsOf(how) : []))]
  return !above.includes(name) && needs.some((one) => tellsTime(file, one.split('.')[0]!, [...above, name]))
}

/** Walks at random from one of the names; undefined where nothing that fits was met. */
export function look(
  draft: Draft,
  names: ReadonlyMap<string, Name>,
  fits: (is: Member) => boolean,
  reading: Reading = 'rule',
): Found | undefined {
  const { chance } = draft
  const all = [...names.values()].filter((name) => mayRead(draft, name, reading))
  for (let tries = 0; tries < 40 && all.length > 0; tries++) {
    const name = chance.one(all)
    const way: string[] = []
    let is: Member = name
    while (is.members && Object.keys(is.members).length > 0 && (is.type === 'object' || chance.maybe(0.4))) {
      const next = chance.one(Object.keys(is.members))
      way.push(next)
      is = is.members[next]!
    }
    const far = reading === 'always' && (is.reach !== 'own' || way.includes('late'))
    if (far || is.private || !fits(is)) continue
    return { fact: name.name, ...(way.length > 0 && { path: way.join('.') }), is }
  }
  return undefined
}

export const ref = ({ fact, path }: Found): FactRef => ({ fact, ...(path !== undefined && { path }) })
export const addressOf = ({ fact, path }: Found): string => [fact, ...(path === undefined ? [] : [path])].join('.')

const ORDER: readonly Operator[] = ['lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive']
const IN_TIME: readonly Operator[] = ['before', 'notBefore', 'after', 'notAfter']
const SINGLE: readonly Operator[] = ['equal', 'notEqual', 'in', 'notIn']
const ordered = ['number', 'duration', 'date', 'moment', 'time']
const timed = ['date', 'moment', 'time']

function operatorsFor(type: ValueType): readonly Operator[] {
  if (isList(type)) return ['contains', 'doesNotContain', 'filled']
  if (['object', 'checks', 'words', 'signature'].includes(type)) return ['filled']
  return [
    ...SINGLE,
    'filled',
    ...(ordered.includes(type) ? ORDER : []),
    ...(timed.includes(type) ? IN_TIME : []),
    ...(type === 'place' ? (['under', 'under'] as const) : []),
  ]
}

const MEMBERS: Partial<Record<ValueType, ValueType>> = {
  choices: 'choice',
  places: 'place',
  parties: 'party',
  dossiers: 'dossier',
  photos: 'text',
  list: 'number',
}
const memberType = (type: ValueType): ValueType => MEMBERS[type] ?? type

/** Types that may be compared with one another. */
const family = (type: ValueType): string =>
  type === 'moment' ? 'date' : ['choice', 'place', 'party', 'dossier'].includes(type) ? 'text' : type

function comparison(draft: Draft, names: ReadonlyMap<string, Name>, reading: Reading): Condition {
  const { chance, town } = draft
  const left = look(draft, names, ({ type }) => type !== 'object', reading)!
  const { type, choices } = left.is
  const operator = chance.one(operatorsFor(type))
  const at = { ...ref(left), operator }
  if (operator === 'filled') return { ...at, value: chance.maybe(0.7) }
  const of = memberType(type)
  const listed = operator === 'in' || operator === 'notIn'
  if (chance.maybe(0.3)) {
    const right = look(
      draft,
      names,
      (is) =>
        listed
          ? isList(is.type) && is.type !== 'list' && family(memberType(is.type)) === family(of)
          : !isList(is.type) && family(is.type) === family(of),
      reading,
    )
    if (right) return { ...at, value: ref(right) }
  }
  const value = () => constant(of, chance, town, choices, ['x/1'])
  if (value() === undefined) return { ...at, operator: 'filled', value: true }
  return { ...at, value: listed ? chance.times(1, 3, () => value()!) : value()! }
}

/** Nested up to this deep, with `not` and named conditions where there are any that fit. */
export function condition(
  draft: Draft,
  names: ReadonlyMap<string, Name>,
  depth: number,
  reading: Reading = 'rule',
  named: readonly string[] = [],
): Condition {
  const { chance } = draft
  const part = (): Condition => {
    if (depth === 0 || chance.maybe(0.6)) return comparison(draft, names, reading)
    if (chance.maybe(0.25)) return { not: condition(draft, names, depth - 1, reading, named) }
    if (named.length > 0 && chance.maybe(0.5)) return { condition: chance.one(named) }
    return condition(draft, names, depth - 1, reading, named)
  }
  const parts = chance.times(1, 3, part)
  return chance.maybe(0.65) ? { all: parts } : { any: parts }
}

/** What a fact over dossiers or lines asks of each of them. */
export function where(
  draft: Draft,
  members: Readonly<Record<string, Member>>,
  names: ReadonlyMap<string, Name>,
): Readonly<Record<string, Json>> | undefined {
  const { chance, town } = draft
  const seen = new Map(Object.values(members).map((one): [string, Name] => [one.name, { ...one, from: 'field' }]))
  const asked: Record<string, Json> = {}
  for (let times = chance.below(3); times > 0; times--) {
    const left = look({ ...draft, file: { ...draft.file, facts: {} } } as Draft, seen, ({ type }) => type !== 'object')
    if (!left) continue
    const { type, choices } = left.is
    const operator = chance.one(operatorsFor(type))
    const of = memberType(type)
    const address = addressOf(left)
    const literal = () => constant(of, chance, town, choices, ['x/1'])
    if ((type === 'date' || type === 'moment') && chance.maybe(0.4))
      asked[address] = { within: chance.one(['P1D', 'P7D', 'PT2H']) }
    else if (operator === 'filled') asked[address] = { filled: chance.maybe(0.7) }
    else if (literal() === undefined) asked[address] = { filled: true }
    else if (operator === 'in' || operator === 'notIn') {
      const list = chance.times(1, 3, () => literal()!)
      asked[address] = operator === 'in' && chance.maybe() ? list : { [operator]: list }
    } else if (chance.maybe(0.35) && address !== 'step') {
      const right = look(draft, names, (is) => !isList(is.type) && family(is.type) === family(of))
      if (right)
        asked[address] = operator === 'equal' && chance.maybe() ? { ...ref(right) } : { [operator]: { ...ref(right) } }
    } else asked[address] = operator === 'equal' && chance.maybe() ? literal()! : { [operator]: literal()! }
  }
  return Object.keys(asked).length > 0 ? asked : undefined
}
