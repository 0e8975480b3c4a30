/** How each operator is asked of all cases at once: by an index that is ready, or by a walk over 32 cases at a time. */
import type { OperatorName } from '../judge/operators.js'
import type { Leaf } from '../pack/book.js'
import type { Json } from '../types.js'
import type { Columns } from './columns.js'
import { isSingle, type Ask, type Bits, type Lists, type Shapes } from './read.js'

/** Answers the 32 cases from `at` on as the bits of one word. */
export type Walk = (at: number) => number
export interface Test {
  /** In which shape the sides are read; a literal is not. */
  readonly is: keyof Shapes
  readonly than?: keyof Shapes
  ask(leaf: Leaf, columns: Columns): Bits | Walk
}
type Asking = Test['ask']

type Numbers = Float64Array
type Codes = Int32Array

// The walks are written out one by one: a shared loop that calls a comparison is four times slower, as no compiler of
// a browser inlines a call that means another comparison each time. NaN, which is missing, answers all of them with no.
const below =
  (a: Numbers, than: number): Walk =>
  (at) => {
    let bits = 0
    for (let row = at + 31; row >= at; row--) bits = (bits << 1) | Number(a[row]! < than)
    return bits
  }
const atMost =
  (a: Numbers, than: number): Walk =>
  (at) => {
    let bits = 0
    for (let row = at + 31; row >= at; row--) bits = (bits << 1) | Number(a[row]! <= than)
    return bits
  }
const above =
  (a: Numbers, than: number): Walk =>
  (at) => {
    let bits = 0
    for (let row = at + 31; row >= at; row--) bits = (bits << 1) | Number(a[row]! > than)
    return bits
  }
const atLeast =
  (a: Numbers, than: number): Walk =>
  (at) => {
    let bits = 0
    for (let row = at + 31; row >= at; row--) bits = (bits << 1) | Number(a[row]! >= than)
    return bits
  }
const belowOther =
  (a: Numbers, b: Numbers): Walk =>
  (at) => {
    let bits = 0
    for (let row = at + 31; row >= at; row--) bits = (bits << 1) | Number(a[row]! < b[row]!)
    return bits
  }
const atMostOther =
  (a: Numbers, b: Numbers): Walk =>
  (at) => {
    let bits = 0
    for (let row = at + 31; row >= at; row--) bits = (bits << 1) | Number(a[row]! <= b[row]!)
    return bits
  }
const same =
  (a: Codes, b: Codes): Walk =>
  (at) => {
    let bits = 0
    for (let row = at + 31; row >= at; row--) bits = (bits << 1) | Number(a[row] === b[row])
    return bits
  }
/** For comparisons too rare to be written out. */
const each =
  (holds: (row: number) => boolean): Walk =>
  (at) => {
    let bits = 0
    for (let row = at + 31; row >= at; row--) bits = (bits << 1) | Number(holds(row))
    return bits
  }
const both =
  (known: Bits, walk: Walk): Walk =>
  (at) =>
    known[at >> 5]! && known[at >> 5]! & walk(at)
const without =
  (known: Bits, walk: Walk): Walk =>
  (at) =>
    known[at >> 5]! && known[at >> 5]! & ~walk(at)

const holdsMember = ({ starts, members }: Lists, codes: Codes): Walk =>
  each((row) => {
    for (let at = starts[row]!; at < starts[row + 1]!; at++) if (members[at] === codes[row]) return true
    return false
  })

const never = (columns: Columns): Bits => new Int32Array(columns.words)
const minus = (a: Bits, b: Bits): Bits => a.map((word, index) => word & ~b[index]!)
const and = (a: Bits, b: Bits): Bits => a.map((word, index) => word & b[index]!)
const or = (a: Bits, b: Bits): Bits => a.map((word, index) => word | b[index]!)

const order =
  (withNumber: (a: Numbers, than: number) => Walk, withOther: (a: Numbers, b: Numbers) => Walk): Asking =>
  (leaf, columns) => {
    const { than, type } = leaf
    if ('fact' in than) return withOther(columns.column('numbers', leaf, type), columns.column('numbers', than, type))
    const number = columns.literal(than.value, type)
    return typeof number === 'number' ? withNumber(columns.column('numbers', leaf, type), number) : never(columns)
  }
const lessThan = order(below, belowOther)
const lessThanInclusive = order(atMost, atMostOther)
const greaterThan = order(above, (a, b) => belowOther(b, a))
const greaterThanInclusive = order(atLeast, (a, b) => atMostOther(b, a))

const equal: Asking = (leaf, columns) => {
  const { than, type } = leaf
  if ('fact' in than)
    return both(
      columns.known(leaf, type),
      same(columns.column('codes', leaf, type), columns.column('codes', than, type)),
    )
  const value = columns.literal(than.value, type)
  return isSingle(value) ? columns.where(leaf, type, value) : never(columns)
}

const notEqual: Asking = (leaf, columns) => {
  const { than, type } = leaf
  const known = columns.known(leaf, type)
  if ('fact' in than) {
    const walk = same(columns.column('codes', leaf, type), columns.column('codes', than, type))
    return without(and(known, columns.known(than, type)), walk)
  }
  const value = columns.literal(than.value, type)
  return isSingle(value) ? minus(known, columns.where(leaf, type, value)) : never(columns)
}

/** Is the left side a member of the list on the right? */
const among =
  (inside: boolean): Asking =>
  (leaf, columns) => {
    const { than, type } = leaf
    const known = columns.known(leaf, type)
    if ('fact' in than) {
      const lists = columns.column('lists', than, type)
      return (inside ? both : without)(and(known, lists.known), holdsMember(lists, columns.column('codes', leaf, type)))
    }
    const list = columns.literal(than.value, type)
    if (!Array.isArray(list)) return never(columns)
    const found = (list as Json[])
      .filter(isSingle)
      .map((value) => columns.where(leaf, type, value))
      .reduce(or, never(columns))
    return inside ? found : minus(known, found)
  }

/** Is the right side a member of the list on the left? */
const listed =
  (inside: boolean): Asking =>
  (leaf, columns) => {
    const { than, type } = leaf
    const lists = columns.column('lists', leaf, type)
    if ('fact' in than) {
      const known = and(lists.known, columns.known(than, type))
      return (inside ? both : without)(known, holdsMember(lists, columns.column('codes', than, type)))
    }
    const value = columns.literal(than.value, type)
    if (!isSingle(value)) return never(columns)
    const found = columns.listing(leaf, type, value)
    return inside ? found : minus(lists.known, found)
  }

const under =
  (inside: boolean): Asking =>
  (leaf, columns) => {
    const { than, type } = leaf
    const texts = columns.texts(leaf, type)
    if ('fact' in than) {
      const [places, tops] = [columns.column('codes', leaf, type), columns.column('codes', than, type)]
      const walk = each((row) => columns.isUnder(places[row]!, tops[row]!))
      return (inside ? both : without)(and(texts, columns.texts(than, type)), walk)
    }
    const top = columns.literal(than.value, type)
    if (typeof top !== 'string') return never(columns)
    const found = columns.under(leaf, type, top)
    return inside ? found : minus(texts, found)
  }

const numbers = (ask: Asking): Test => ({ is: 'numbers', than: 'numbers', ask })
const codes = (ask: Asking): Test => ({ is: 'codes', than: 'codes', ask })

export const tests: Readonly<Record<OperatorName, Test>> = {
  equal: codes(equal),
  notEqual: codes(notEqual),
  in: { is: 'codes', than: 'lists', ask: among(true) },
  notIn: { is: 'codes', than: 'lists', ask: among(false) },
  contains: { is: 'lists', than: 'codes', ask: listed(true) },
  doesNotContain: { is: 'lists', than: 'codes', ask: listed(false) },
  lessThan: numbers(lessThan),
  lessThanInclusive: numbers(lessThanInclusive),
  greaterThan: numbers(greaterThan),
  greaterThanInclusive: numbers(greaterThanInclusive),
  before: numbers(lessThan),
  notBefore: numbers(greaterThanInclusive),
  after: numbers(greaterThan),
  notAfter: numbers(lessThanInclusive),
  under: codes(under(true)),
  notUnder: codes(under(false)),
  filled: { is: 'filled', ask: (leaf, columns) => columns.column('filled', leaf, 'object') },
  empty: { is: 'filled', ask: (leaf, columns) => minus(columns.all(), columns.column('filled', leaf, 'object')) },
}

/** The columns that a comparison reads. */
export function asks({ fact, path, operator, than, type }: Leaf): Ask[] {
  const { is, than: other } = tests[operator]
  const left: Ask = { shape: is, fact, ...(path && { path }), type: is === 'filled' ? 'object' : type }
  return 'fact' in than && other ? [left, { shape: other, ...than, type }] : [left]
}
