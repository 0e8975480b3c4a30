/** Reads one fact of many cases into one typed array: where objects end and numbers begin. */
import { comparable, filled, reading } from '../judge/comparable.js'
import type { ValueType } from '../pack/book.js'
import type { Facts, Json } from '../types.js'

/** One bit a case, 32 cases a word. */
export type Bits = Int32Array
export type Single = string | number | boolean

/** Members of a list in every case: those of case `i` stand from `starts[i]` to `starts[i + 1]`. */
export interface Lists {
  readonly starts: Int32Array
  readonly members: readonly number[]
  /** Cases in which there is a list at all. */
  readonly known: Bits
}

/** What is missing is `NaN` among numbers and -1 among codes; the arrays are as long as whole words of 32 cases. */
export interface Shapes {
  readonly numbers: Float64Array
  readonly codes: Int32Array
  readonly lists: Lists
  readonly filled: Bits
}
export interface Ask {
  readonly shape: keyof Shapes
  readonly fact: string
  readonly path?: readonly string[]
  readonly type: ValueType
}

/** A column and how to fill it from some of the cases, in their order. */
export interface Reader {
  readonly into: Shapes[keyof Shapes]
  readonly fill: (rows: readonly Facts[], from: number, to: number) => void
}

/** One code a value across all columns, so that two of them can be compared. */
export class Codes {
  readonly #codes = new Map<Single, number>()
  readonly #values: Single[] = []

  of(value: Single): number {
    let code = this.#codes.get(value)
    if (code === undefined) {
      code = this.#values.push(value) - 1
      this.#codes.set(value, code)
    }
    return code
  }

  value(code: number): Single | undefined {
    return this.#values[code]
  }
}

export const isSingle = (value: Json | undefined): value is Single =>
  value !== undefined && value !== null && typeof value !== 'object'

/** What `typeof` says of a value that is comparable as it stands; numbers are, for spans and dates are numbers then. */
const PLAIN: Partial<Record<ValueType, string>> = {
  text: 'string',
  choice: 'string',
  place: 'string',
  party: 'string',
  dossier: 'string',
  choices: 'string',
  places: 'string',
  parties: 'string',
  dossiers: 'string',
  'yes-no': 'boolean',
}
const NUMERIC: ReadonlySet<ValueType> = new Set(['number', 'duration', 'date', 'moment', 'time'])

// `row[fact]` stands in every loop, and what needs no work is taken as it is: a call for each value would double the time.
const isDirect = ({ fact, path }: Ask) => !path?.length && !(fact in Object.prototype)

function numbers(ask: Ask, words: number, _: Codes, zone: string): Reader {
  const { fact, path, type } = ask
  const direct = isDirect(ask)
  const at = reading(fact, path)
  const into = new Float64Array(words * 32).fill(NaN)
  const plain = NUMERIC.has(type)
  const fill: Reader['fill'] = (rows, from, to) => {
    for (let row = from; row < to; row++) {
      const value = direct ? rows[row]![fact] : at(rows[row]!)
      if (plain && typeof value === 'number' && Number.isFinite(value)) into[row] = value
      else if (value !== undefined) {
        const number = comparable(value, type, zone)
        if (typeof number === 'number') into[row] = number
      }
    }
  }
  return { into, fill }
}

function codes(ask: Ask, words: number, codes: Codes, zone: string): Reader {
  const { fact, path, type } = ask
  const direct = isDirect(ask)
  const at = reading(fact, path)
  const into = new Int32Array(words * 32).fill(-1)
  const plain = PLAIN[type]
  const fill: Reader['fill'] = (rows, from, to) => {
    for (let row = from; row < to; row++) {
      const value = direct ? rows[row]![fact] : at(rows[row]!)
      if (typeof value === plain) into[row] = codes.of(value as Single)
      else if (value !== undefined) {
        const single = comparable(value, type, zone)
        if (isSingle(single)) into[row] = codes.of(single)
      }
    }
  }
  return { into, fill }
}

function lists(ask: Ask, words: number, codes: Codes, zone: string): Reader {
  const { fact, path, type } = ask
  const direct = isDirect(ask)
  const at = reading(fact, path)
  const plain = PLAIN[type]
  const starts = new Int32Array(words * 32 + 1)
  const members: number[] = []
  const known = new Int32Array(words)
  const fill: Reader['fill'] = (rows, from, to) => {
    for (let row = from; row < to; row++) {
      const list = direct ? rows[row]![fact] : at(rows[row]!)
      if (Array.isArray(list)) {
        known[row >> 5]! |= 1 << row
        for (const member of list as Json[]) {
          const single = typeof member === plain ? member : (comparable([member], type, zone) as Json[])[0]
          if (isSingle(single)) members.push(codes.of(single))
        }
      }
      starts[row + 1] = members.length
    }
  }
  return { into: { starts, members, known }, fill }
}

function answered({ fact, path }: Ask, words: number): Reader {
  const at = reading(fact, path)
  const into = new Int32Array(words)
  const fill: Reader['fill'] = (rows, from, to) => {
    for (let row = from; row < to; row++) if (filled(at(rows[row]!))) into[row >> 5]! |= 1 << row
  }
  return { into, fill }
}

const READERS = { numbers, codes, lists, filled: answered }
export const reader = (ask: Ask, words: number, codes: Codes, zone: string): Reader =>
  READERS[ask.shape](ask, words, codes, zone)
