/** What a sweep found, read by rule or by case, and kept so that an edit asks only the rules that it changed. */
import type { Norm } from '../pack/book.js'
import type { Columns } from './columns.js'
import type { Bits } from './read.js'

/** Rules of every case: those of case `i` stand, in order, from `starts[i]` to `starts[i + 1]`. */
export interface ByCase {
  readonly starts: Int32Array
  readonly rules: Uint16Array
}

export class Hits {
  /** One bitset a rule. */
  readonly #bits: readonly Bits[]
  readonly #conditions: readonly Norm[]
  readonly #columns: Columns
  #known?: ReadonlyMap<string, Bits>

  constructor(bits: readonly Bits[], conditions: readonly Norm[], columns: Columns) {
    this.#bits = bits
    this.#conditions = conditions
    this.#columns = columns
  }

  /** How many cases were asked. */
  get size(): number {
    return this.#columns.size
  }

  /** What was found for this very condition over these columns; undefined where it was not asked. */
  known(condition: Norm, columns: Columns): Bits | undefined {
    if (columns !== this.#columns) return undefined
    this.#known ??= new Map(this.#conditions.map((one, rule) => [textOf(one), this.#bits[rule]!]))
    return this.#known.get(textOf(condition))
  }

  /** In how many cases the rule holds. */
  count(rule: number): number {
    return this.#bits[rule]!.reduce((sum, word) => sum + ones(word), 0)
  }

  /** Cases in which the rule holds, in their order. */
  cases(rule: number): number[] {
    const rows: number[] = []
    each(this.#bits[rule]!, (row) => rows.push(row))
    return rows
  }

  /** Cases in which the rule holds and that rule of those hits does not: what an edit brings or, the other way, takes. */
  beyond(rule: number, those: Hits, that: number): number[] {
    const [mine, theirs] = [this.#bits[rule]!, those.#bits[that]!]
    const rows: number[] = []
    if (mine !== theirs)
      each(
        mine.map((word, at) => word & ~theirs[at]!),
        (row) => rows.push(row),
      )
    return rows
  }

  byCase(): ByCase {
    const starts = new Int32Array(this.size + 1)
    for (const bits of this.#bits) each(bits, (row) => starts[row + 1]!++)
    for (let row = 0; row < this.size; row++) starts[row + 1]! += starts[row]!
    const rules = new Uint16Array(starts[this.size]!)
    const next = starts.slice()
    for (const [rule, bits] of this.#bits.entries()) each(bits, (row) => (rules[next[row]!++] = rule))
    return { starts, rules }
  }
}

const texts = new WeakMap<Norm, string>()

function textOf(condition: Norm): string {
  let text = texts.get(condition)
  if (text === undefined) texts.set(condition, (text = JSON.stringify(condition)))
  return text
}

function ones(word: number): number {
  let count = 0
  for (let rest = word; rest !== 0; rest &= rest - 1) count++
  return count
}

function each(bits: Bits, see: (row: number) => void): void {
  for (let word = 0; word < bits.length; word++) {
    for (let rest = bits[word]!; rest !== 0; rest &= rest - 1) see((word << 5) + 31 - Math.clz32(rest & -rest))
  }
}
