/** What a sweep found, read by rule or by case. */
import type { Bits } from './read.js'

/** Rules of every case: those of case `i` stand, in order, from `starts[i]` to `starts[i + 1]`. */
export interface ByCase {
  readonly starts: Int32Array
  readonly rules: Uint16Array
}

export class Hits {
  /** One bitset a rule. */
  readonly #bits: readonly Bits[]
  /** How many cases were asked. */
  readonly size: number

  constructor(bits: readonly Bits[], size: number) {
    this.#bits = bits
    this.size = size
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
