/** The search for a case that no row accepts: every question about a table comes down to it. */
import { both, inside, isEmpty, meet, sizeOf, type Bits } from './bits.js'
import type { Sort } from './grid.js'

/** What may still be done: a table that would take for ever is undecided instead. */
export interface Work {
  /** In comparisons of two sets of 32 rows. */
  left: number
}

/** A case: one sort for each column. */
export type Case = readonly Sort[]

/**
 * A case made of these sorts that none of these rows accepts. It takes the columns one after the other and keeps the rows
 * that accept the values so far; where none is left, any values will do for the rest.
 */
export function uncovered(given: readonly Case[], rows: Bits, work: Work): Case | 'none' | 'undecided' {
  if (given.some((sorts) => sorts.length === 0)) return 'none'
  // a column that leaves few rows stands first: everything behind it is then asked of few
  const order = [...given.keys()].sort((a, b) => leaves(given[a]!, rows) - leaves(given[b]!, rows))
  const columns = order.map((column) => given[column]!)
  const wide = widths(columns, rows)
  const done = columns.map(() => new Set<string>())

  const from = (column: number, left: Bits): Case | 'none' | 'undecided' => {
    if (isEmpty(left)) return columns.slice(column).map((sorts) => sorts[0]!)
    if (meet(left, wide[column]!)) return 'none'
    const key = left.join()
    if (done[column]!.has(key)) return 'none'
    work.left -= columns[column]!.length * left.length
    if (work.left < 0) return 'undecided'
    for (const { sort, next } of fewest(columns[column]!, left)) {
      const found = from(column + 1, next)
      if (found !== 'none') return found === 'undecided' ? found : [sort, ...found]
    }
    done[column]!.add(key)
    return 'none'
  }
  const found = from(0, rows)
  return typeof found === 'string' ? found : given.map((_, column) => found[order.indexOf(column)]!)
}

/** How many of the rows accept a value of this column, on average. */
const leaves = (sorts: Case, rows: Bits): number =>
  sorts.reduce((sum, sort) => sum + sizeOf(both(sort.rows, rows)), 0) / sorts.length

/** For each column the rows that accept whatever stands there and in all columns behind it. */
function widths(columns: readonly Case[], rows: Bits): readonly Bits[] {
  const wide = [rows]
  for (const sorts of columns.toReversed()) wide.unshift(sorts.reduce((all, sort) => both(all, sort.rows), wide[0]!))
  return wide
}

interface Next {
  readonly sort: Sort
  readonly next: Bits
}

/** What is covered by some rows is covered by more: only the smallest sets of rows need to be followed. */
function fewest(sorts: Case, left: Bits): readonly Next[] {
  let kept: Next[] = []
  for (const sort of sorts) {
    const next = both(sort.rows, left)
    if (isEmpty(next)) return [{ sort, next }]
    if (kept.some((one) => inside(one.next, next))) continue
    kept = kept.filter((one) => !inside(next, one.next))
    kept.push({ sort, next })
  }
  return kept
}

/** The same claim about a case that reads more easily: in each column the first value that keeps it uncovered. */
export function plainest(columns: readonly Case[], found: Case, rows: Bits): Case {
  const chosen = [...found]
  columns.forEach((sorts, column) => {
    const others = chosen.reduce((left, sort, at) => (at === column ? left : both(left, sort.rows)), rows)
    chosen[column] = sorts.find((sort) => !meet(others, sort.rows)) ?? chosen[column]!
  })
  return chosen
}
