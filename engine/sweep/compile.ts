/** The rules as closures over columns: the same answers as the judge's, a thousand times as fast, and no reasons. */
import type { Context } from '../judge/comparable.js'
import type { Leaf, Norm, NormRule } from '../pack/book.js'
import type { Facts } from '../types.js'
import { Columns } from './columns.js'
import { Hits } from './hits.js'
import type { Bits } from './read.js'
import { asks, tests as allTests, type Test } from './tests.js'

export interface Sweep {
  /** In the order of judgement: higher priority first, then as listed. Hits name rules by their place here. */
  readonly rules: readonly NormRule[]
  /** Turns cases into columns, with everything built that these rules ask for. Usable by other sweeps of the same context. */
  columns(rows: readonly Facts[]): Columns
  /** Which rules hold in which cases. A condition that `before` knows of the same columns is not asked again. */
  run(columns: Columns, before?: Hits): Hits
  /** Rules that hold in one case. */
  one(facts: Facts): readonly NormRule[]
}

/** Puts out every case between two words in which a condition does not hold. */
type Narrow = (bits: Bits, from: number, to: number) => void

/** Words of one round: what 4,096 cases need of a few columns stays in the processor's cache. */
const ROUND = 128

export function compile(
  rules: readonly NormRule[],
  context: Context,
  tests: Readonly<Record<string, Test>> = allTests,
): Sweep {
  const sorted = rules.toSorted((a, b) => b.priority - a.priority)
  const conditions = sorted.map(({ when }) => when)
  const sweep: Sweep = {
    rules: sorted,
    columns(rows) {
      const columns = new Columns(rows, context)
      columns.prepare(conditions.flatMap((when) => leavesOf(when).flatMap(asks)))
      for (const when of conditions) narrowing(when, columns, tests)
      return columns
    },
    run(columns, before) {
      const hits = conditions.map((when) => before?.known(when, columns))
      const open = conditions.flatMap((when, rule) => {
        if (hits[rule]) return []
        const bits = (hits[rule] = columns.all())
        return [{ bits, narrow: narrowing(when, columns, tests).narrow }]
      })
      for (let from = 0; from < columns.words; from += ROUND) {
        const to = Math.min(from + ROUND, columns.words)
        for (const { bits, narrow } of open) narrow(bits, from, to)
      }
      return new Hits(hits as Bits[], conditions, columns)
    },
    one(facts) {
      const hits = sweep.run(sweep.columns([facts]))
      return sorted.filter((_, rule) => hits.count(rule) === 1)
    },
  }
  return sweep
}

/** `cost` puts what an index answers before what has to be walked, so that there is less to walk. */
function narrowing(
  norm: Norm,
  columns: Columns,
  tests: Readonly<Record<string, Test>>,
): { narrow: Narrow; cost: number } {
  if (!('all' in norm) && !('any' in norm)) {
    const test = tests[norm.operator]!.ask(norm, columns)
    return typeof test === 'function'
      ? { cost: 1, narrow: (bits, from, to) => walked(bits, test, from, to) }
      : { cost: 0, narrow: (bits, from, to) => kept(bits, test, from, to) }
  }
  const parts = ('all' in norm ? norm.all : norm.any).map((part) => narrowing(part, columns, tests))
  parts.sort((a, b) => a.cost - b.cost)
  const narrows = parts.map(({ narrow }) => narrow)
  const cost = parts.reduce((sum, part) => sum + part.cost, 0)
  return { cost, narrow: 'all' in norm ? all(narrows) : any(narrows, columns.words) }
}

function kept(bits: Bits, index: Bits, from: number, to: number): void {
  for (let word = from; word < to; word++) bits[word]! &= index[word]!
}

function walked(bits: Bits, walk: (at: number) => number, from: number, to: number): void {
  for (let word = from; word < to; word++) if (bits[word] !== 0) bits[word]! &= walk(word << 5)
}

function all(narrows: readonly Narrow[]): Narrow {
  return (bits, from, to) => {
    for (const narrow of narrows) narrow(bits, from, to)
  }
}

function any(narrows: readonly Narrow[], words: number): Narrow {
  const open = new Int32Array(words)
  const found = new Int32Array(words)
  return (bits, from, to) => {
    // `open` are the cases that no part has found yet; only they are asked again
    open.set(bits.subarray(from, to), from)
    for (const narrow of narrows) {
      found.set(open.subarray(from, to), from)
      narrow(found, from, to)
      for (let word = from; word < to; word++) open[word]! &= ~found[word]!
    }
    for (let word = from; word < to; word++) bits[word]! &= ~open[word]!
  }
}

function leavesOf(norm: Norm): Leaf[] {
  if ('all' in norm) return norm.all.flatMap(leavesOf)
  return 'any' in norm ? norm.any.flatMap(leavesOf) : [norm]
}
