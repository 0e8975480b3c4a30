/** Many cases turned on their side: a comparison becomes a walk along numbers, or an index that is ready. */
import { comparable, type Context } from '../judge/comparable.js'
import type { Leaf, ValueType } from '../pack/book.js'
import type { Facts, Json } from '../types.js'
import { Codes, reader, type Ask, type Bits, type Shapes, type Single } from './read.js'

type Address = Pick<Leaf, 'fact' | 'path'>

/** Cases read at a time: what one case is asked for is read while the case is in the processor's cache, in a quarter of the time. */
const ROUND = 256

/** What was not prepared is built when it is first asked for, and kept: the next sweep over these cases finds it ready. */
export class Columns {
  readonly size: number
  /** Words of a bitset. */
  readonly words: number
  readonly codes = new Codes()
  readonly #rows: readonly Facts[]
  readonly #context: Context
  readonly #columns = new Map<string, Shapes[keyof Shapes]>()
  readonly #indexes = new Map<string, Bits>()

  constructor(rows: readonly Facts[], context: Context) {
    this.#rows = rows
    this.#context = context
    this.size = rows.length
    this.words = Math.ceil(rows.length / 32)
  }

  /** Reads the cases once for all that is asked. */
  prepare(asks: Iterable<Ask>): void {
    const open = new Map([...asks].map((ask) => [keyOf(ask), ask]))
    for (const key of this.#columns.keys()) open.delete(key)
    const readers = [...open].map(([key, ask]) => {
      const made = reader(ask, this.words, this.codes, this.#context.zone)
      this.#columns.set(key, made.into)
      return made
    })
    for (let from = 0; from < this.size; from += ROUND) {
      const to = Math.min(from + ROUND, this.size)
      for (const { fill } of readers) fill(this.#rows, from, to)
    }
  }

  column<Shape extends keyof Shapes>(shape: Shape, { fact, path }: Address, type: ValueType): Shapes[Shape] {
    const ask = { shape, fact, path, type }
    if (!this.#columns.has(keyOf(ask))) this.prepare([ask])
    return this.#columns.get(keyOf(ask)) as Shapes[Shape]
  }

  /** A literal of a rule in the form that columns hold. */
  literal(value: Json, type: ValueType): Json | undefined {
    return comparable(value, type, this.#context.zone)
  }

  /** Every case. */
  all(): Bits {
    const bits = new Int32Array(this.words).fill(-1)
    if (this.size % 32) bits[this.words - 1] = (1 << (this.size % 32)) - 1
    return bits
  }

  /** The index on `equal`: cases in which the fact has this value. */
  where(address: Address, type: ValueType, value: Single): Bits {
    return this.#index('where', this.codes.of(value), address, type, () => {
      const codes = this.column('codes', address, type)
      const code = this.codes.of(value)
      const bits = new Int32Array(this.words)
      for (let word = 0; word < this.words; word++) {
        // one word at a time: a seventh of the time that one bit at a time takes
        let found = 0
        for (let row = word * 32 + 31; row >= word * 32; row--) found = (found << 1) | Number(codes[row] === code)
        bits[word] = found
      }
      return bits
    })
  }

  /** The same of lists: cases in which the value is a member. */
  listing(address: Address, type: ValueType, value: Single): Bits {
    return this.#index('listing', this.codes.of(value), address, type, () => {
      const { starts, members } = this.column('lists', address, type)
      const code = this.codes.of(value)
      const bits = new Int32Array(this.words)
      for (let row = 0; row < this.size; row++) {
        for (let at = starts[row]!; at < starts[row + 1]!; at++) if (members[at] === code) bits[row >> 5]! |= 1 << row
      }
      return bits
    })
  }

  /** Cases in which the fact has one value, and no list. */
  known(address: Address, type: ValueType): Bits {
    return this.#byCode('known', address, type, () => true)
  }

  /** Cases in which the fact is a text, so that it can be a place. */
  texts(address: Address, type: ValueType): Bits {
    return this.#byCode('texts', address, type, (code) => typeof this.codes.value(code) === 'string')
  }

  /** Cases whose place is `top` or lies below it. */
  under(address: Address, type: ValueType, top: string): Bits {
    return this.#byCode(`under ${top}`, address, type, (code) => this.isUnder(code, this.codes.of(top)))
  }

  /** Both are codes. */
  isUnder(place: number, top: number): boolean {
    const [a, b] = [this.codes.value(place), this.codes.value(top)]
    return typeof a === 'string' && typeof b === 'string' && this.#context.under(a, b)
  }

  /** Asks once for each value and not once for each case. */
  #byCode(name: string, address: Address, type: ValueType, holds: (code: number) => boolean): Bits {
    return this.#index(name, '', address, type, () => {
      const codes = this.column('codes', address, type)
      const answers: boolean[] = []
      const bits = new Int32Array(this.words)
      for (let row = 0; row < this.size; row++) {
        const code = codes[row]!
        if (code >= 0 && (answers[code] ??= holds(code))) bits[row >> 5]! |= 1 << row
      }
      return bits
    })
  }

  #index(name: string, value: number | string, { fact, path }: Address, type: ValueType, build: () => Bits): Bits {
    const key = `${name} ${value} ${type} ${[fact, ...(path ?? [])].join('.')}`
    let bits = this.#indexes.get(key)
    if (!bits) this.#indexes.set(key, (bits = build()))
    return bits
  }
}

const keyOf = ({ shape, fact, path, type }: Ask) => `${shape} ${type} ${[fact, ...(path ?? [])].join('.')}`
