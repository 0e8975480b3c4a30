/** When what came is what was told: lists in any order, groups in the members that are named. */
import type { Json } from '../types.js'

export function same(got: Json | undefined, expected: Json): boolean {
  if (Array.isArray(expected))
    return (
      Array.isArray(got) &&
      got.length === expected.length &&
      expected.every((it) => got.some((other) => same(other as Json, it as Json)))
    )
  if (typeof expected !== 'object' || expected === null) return (got ?? null) === expected
  return (
    typeof got === 'object' &&
    got !== null &&
    Object.entries(expected).every(([name, value]) => same((got as Record<string, Json>)[name], value))
  )
}
