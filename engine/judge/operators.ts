/** What each operator means, once both sides are comparable; null is unknown: a side is missing or of no use here. */
import type { Leaf } from '../pack/book.js'
import type { Json } from '../types.js'
import type { Context } from './comparable.js'
import { filled } from './comparable.js'

type Side = Json | undefined
export type Decide = (is: Side, than: Side, context: Context) => boolean | null
export type OperatorName = Leaf['operator']

const order =
  (holds: (a: number, b: number) => boolean): Decide =>
  (is, than) =>
    typeof is === 'number' && typeof than === 'number' ? holds(is, than) : null

const lessThan = order((a, b) => a < b)
const lessThanInclusive = order((a, b) => a <= b)
const greaterThan = order((a, b) => a > b)
const greaterThanInclusive = order((a, b) => a >= b)

const single = (side: Side): side is string | number | boolean => side !== undefined && typeof side !== 'object'
const has = (list: Side, member: Side) => (Array.isArray(list) && single(member) ? list.includes(member) : null)
const equal: Decide = (is, than) => (single(is) && single(than) ? is === than : null)
const under: Decide = (is, than, context) =>
  typeof is === 'string' && typeof than === 'string' ? context.under(is, than) : null
const not =
  (decide: Decide): Decide =>
  (is, than, context) => {
    const holds = decide(is, than, context)
    return holds === null ? null : !holds
  }

export const operators: Readonly<Record<OperatorName, Decide>> = {
  equal,
  notEqual: not(equal),
  in: (is, than) => has(than, is),
  notIn: not((is, than) => has(than, is)),
  contains: has,
  doesNotContain: not(has),
  lessThan,
  lessThanInclusive,
  greaterThan,
  greaterThanInclusive,
  before: lessThan,
  notBefore: greaterThanInclusive,
  after: greaterThan,
  notAfter: lessThanInclusive,
  under,
  notUnder: not(under),
  filled: (is) => filled(is),
  empty: (is) => !filled(is),
}

/** Never unknown, and asked of the value as it stands, whatever its type: a private field is filled by its hash. */
export const asksOnlyWhether = (operator: OperatorName): boolean => operator === 'filled' || operator === 'empty'
