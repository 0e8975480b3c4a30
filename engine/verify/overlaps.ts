/** Rows that can match together: an error where a table says that only one does, and what makes other rows needless. */
import type { Table } from '../pack/format.js'
import { both, has, members, noBits, type Bits } from './bits.js'
import type { Grid } from './grid.js'
import type { Case, Work } from './search.js'

/**
 * For each row the rows that some case matches together with it, itself included unless it never matches. Columns know
 * nothing of each other, so rows that share a value in each of them share a case. Undefined: that is too much work.
 */
export function companions(grid: Grid, rows: number, work: Work): readonly Bits[] | undefined {
  let all: readonly Bits[] | undefined
  for (const { sorts } of grid) {
    const beside = Array.from({ length: rows }, () => noBits(rows))
    for (const sort of sorts) {
      const them = members(sort.rows, rows)
      work.left -= them.length * sort.rows.length
      if (work.left < 0) return undefined
      for (const row of them) sort.rows.forEach((word, at) => (beside[row]![at]! |= word))
    }
    all = all?.map((bits, row) => both(bits, beside[row]!)) ?? beside
  }
  return all
}

export interface Clash {
  /** From 0, the earlier row first. */
  readonly rows: readonly [number, number]
  readonly found: Case
}

/** What it costs to tell of one clash: where everything clashes, the first ten thousands will do. */
const TOLD = 1000

/** Pairs of rows that may not match together: any two in `unique`, two with other outputs in `any`. */
export function* clashes(table: Table, grid: Grid, together: readonly Bits[], work: Work): Generator<Clash> {
  const answers = table.rows.map((row) => JSON.stringify(row.slice(table.inputs.length)))
  for (let later = 0; later < answers.length; later++)
    for (let row = 0; row < later; row++) {
      if (!has(together[later]!, row) || (table.hit === 'any' && answers[row] === answers[later])) continue
      if ((work.left -= TOLD) < 0) return
      yield {
        rows: [row, later],
        found: grid.map(({ sorts }) => sorts.find(({ rows }) => has(rows, row) && has(rows, later))!),
      }
    }
}
