/** Sets of row numbers as bits: 50 rows are two words, and asking what several rows have in common is one `&` a word. */
export type Bits = Uint32Array

export const noBits = (size: number): Bits => new Uint32Array(Math.max(1, Math.ceil(size / 32)))

export function add(bits: Bits, index: number): void {
  bits[index >>> 5]! |= 1 << (index & 31)
}

export const has = (bits: Bits, index: number): boolean => ((bits[index >>> 5]! >>> (index & 31)) & 1) === 1

// loops, because `map` and `every` of a typed array cost ten times what is done in them
export function both(a: Bits, b: Bits): Bits {
  const common = new Uint32Array(a.length)
  for (let at = 0; at < a.length; at++) common[at] = a[at]! & b[at]!
  return common
}

export function meet(a: Bits, b: Bits): boolean {
  for (let at = 0; at < a.length; at++) if (a[at]! & b[at]!) return true
  return false
}

/** Is every member of `a` in `b`? */
export function inside(a: Bits, b: Bits): boolean {
  for (let at = 0; at < a.length; at++) if (a[at]! & ~b[at]!) return false
  return true
}

export function isEmpty(bits: Bits): boolean {
  for (let at = 0; at < bits.length; at++) if (bits[at]) return false
  return true
}

export function sizeOf(bits: Bits): number {
  let size = 0
  // each round takes the lowest bit away
  for (let at = 0; at < bits.length; at++) for (let word = bits[at]!; word; word &= word - 1) size++
  return size
}

export const members = (bits: Bits, size: number): number[] =>
  Array.from({ length: size }, (_, index) => index).filter((index) => has(bits, index))

export function bitsOf(size: number, members: Iterable<number>): Bits {
  const bits = noBits(size)
  for (const member of members) add(bits, member)
  return bits
}
