/** Numbers about people: fewer than five are not shown, and neither is what would tell them by subtraction (SPEC K95). */
const FEW = 5

/** Nobody stands behind a 0. */
export const isFew = (size: number): boolean => size > 0 && size < FEW

/**
 * Which of the numbers that add up to one that is shown must not be shown: the few, and so many of the next smallest that
 * what is left of the sum is at least five and belongs to at least two.
 * @param ways each a size for every number; all of them add up, so each must be safe
 */
export function hiddenAmong(ways: readonly (readonly number[])[]): ReadonlyMap<number, 'few' | 'apart'> {
  const hidden = new Map<number, 'few' | 'apart'>()
  for (const sizes of ways) sizes.forEach((size, index) => isFew(size) && hidden.set(index, 'few'))
  for (let changed = true; changed;) {
    changed = false
    for (const sizes of ways) {
      const next = given(sizes, hidden)
      if (next === undefined) continue
      hidden.set(next, 'apart')
      changed = true
    }
  }
  return hidden
}

/** The smallest that is still shown, where subtraction would give away the hidden ones; undefined where it would not. */
function given(sizes: readonly number[], hidden: ReadonlyMap<number, unknown>): number | undefined {
  const gone = sizes.filter((size, index) => hidden.has(index) && size > 0)
  const sum = gone.reduce((a, b) => a + b, 0)
  if (gone.length === 0 || (gone.length > 1 && sum >= FEW)) return undefined
  let next: number | undefined
  sizes.forEach((size, index) => {
    if (!hidden.has(index) && size > 0 && (next === undefined || size < sizes[next]!)) next = index
  })
  return next
}
