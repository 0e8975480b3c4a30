/** Whether a condition holds, at once and without reasons: the fold runs inside a transaction, where nothing may be waited for. */
import type { Leaf, Norm } from '../pack/book.js'
import type { Facts } from '../types.js'
import { comparable, factAt, type Context } from './comparable.js'
import { asksOnlyWhether, operators } from './operators.js'

/** Normal form has its negations at the leaves, so what is unknown is as good as false. */
export function holds(norm: Norm, facts: Facts, context: Context): boolean {
  if ('all' in norm) return norm.all.every((part) => holds(part, facts, context))
  if ('any' in norm) return norm.any.some((part) => holds(part, facts, context))
  return leafHolds(norm, facts, context)
}

function leafHolds({ fact, path, operator, than, type }: Leaf, facts: Facts, context: Context): boolean {
  const is = factAt(facts, fact, path)
  if (asksOnlyWhether(operator)) return operators[operator](is, undefined, context) === true
  const other = 'fact' in than ? factAt(facts, than.fact, than.path) : than.value
  const [left, right] = [is, other].map((side) => comparable(side, type, context.zone))
  return operators[operator](left, right, context) === true
}
