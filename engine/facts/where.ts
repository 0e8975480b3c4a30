/** Which dossiers or lines a derived fact looks at: its conditions made ready once, and asked of each as rules ask. */
import { comparable, type Context } from '../judge/comparable.js'
import { operators, type OperatorName } from '../judge/operators.js'
import type { ValueType } from '../pack/book.js'
import type { Derivation, FactRef } from '../pack/format.js'
import { spanMs } from '../time/duration.js'
import type { Facts, Json, Moment } from '../types.js'
import { isRef, valueOf } from './refs.js'
import type { Rows } from './rows.js'

/** One condition of `where`. */
export interface Test {
  readonly path: string
  readonly operator: OperatorName | 'within'
  readonly than: Json | FactRef
}

type Where = Pick<Derivation, 'where'> & { readonly how?: string }
const made = new WeakMap<Where, readonly Test[]>()

/** A value is equal, a list one of, `{ fact }` equal to it; all that is said must be true (SPEC H72). */
export function testsOf(how: Where): readonly Test[] {
  let tests = made.get(how)
  if (!tests) made.set(how, (tests = Object.entries(how.where ?? {}).flatMap(([path, wanted]) => testOf(path, wanted))))
  return tests
}

function testOf(path: string, wanted: Json): Test[] {
  if (Array.isArray(wanted)) return [{ path, operator: 'in', than: wanted }]
  if (typeof wanted !== 'object' || wanted === null || isRef(wanted)) return [{ path, operator: 'equal', than: wanted }]
  return Object.entries(wanted).map(([operator, than]) => ({ path, operator: operator as OperatorName, than }))
}

/** What a test compares with; undefined where the fact it names is missing. */
export const wantedBy = ({ than }: Test, facts: Facts): Json | undefined => valueOf(than, facts)

/**
 * Rows of which all tests are true.
 * @param facts what the tests name of the dossier at hand; each must be there
 */
export function fitting<Row>(
  rows: Rows<Row>,
  tests: readonly Test[],
  facts: Facts,
  context: Context & { readonly now: Moment },
): Rows<Row> {
  const checks = tests.map((test) => checkOf(test, wantedBy(test, facts)!, rows.type(test.path), context))
  const all = rows.all.filter((row) => checks.every((holds, index) => holds(rows.read(row, tests[index]!.path))))
  return { ...rows, all }
}

type Check = (is: Json | undefined) => boolean

function checkOf(
  { operator }: Test,
  wanted: Json,
  type: ValueType,
  context: Context & { readonly now: Moment },
): Check {
  const { zone, now } = context
  if (operator === 'filled') return (is) => operators.filled(is, undefined, context) === wanted
  if (operator === 'within') {
    const since = now - spanMs(String(wanted))
    return (is) => {
      const at = comparable(is, 'moment', zone)
      return typeof at === 'number' && at > since && at <= now
    }
  }
  const than = comparable(wanted, type, zone)
  return (is) => operators[operator](comparable(is, type, zone), than, context) === true
}
