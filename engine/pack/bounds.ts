/** What no file may hold, whatever it is about; the words for it are in raw.ts. */

// A whole pack is some 50,000 characters with 7,000 values and nests 12 deep; a shop's table of 20,000 rows has 200,000.
export const longest = 2_000_000
export const deepest = 64

/** Names that no member of a file may have. */
export const forbidden = new Set(['__proto__', 'prototype', 'constructor'])

/** What stands for bytes that are not UTF-8. */
export const unread = /[\0\uFFFD]/

/** Control characters but line breaks and tabs, and lone halves of a pair. */
const hidden = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]|\p{Surrogate}/u

/** A number that cannot be kept as it is written, or a text with a character that none should hold. */
export const isStrange = (value: unknown): boolean =>
  typeof value === 'number'
    ? !Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))
    : typeof value === 'string' && hidden.test(value)
