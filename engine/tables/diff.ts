/** What new rows would change in a table, row by row and cell by cell, before anything is written. */
import { rowName } from '../pack/change.js'
import type { Table } from '../pack/format.js'
import type { Json } from '../types.js'
import type { TableTaken } from './in.js'

export type RowChange =
  | { readonly is: 'added' | 'removed'; /** From 0, in the new or in the old rows. */ readonly row: number }
  | {
      readonly is: 'changed'
      readonly row: number
      readonly before: number
      /** Places of its cells. */ readonly cells: readonly number[]
    }

export interface TableChanges {
  readonly rows: readonly RowChange[]
  /** Rows that are in both stand in another order, which decides in `first` and `collect`. */
  readonly reordered: boolean
  readonly otherwise: boolean
}

type Taken = Extract<TableTaken, { rows: unknown }>

export function changesIn({ inputs, rows: before, otherwise }: Table, after: Taken): TableChanges {
  // rows go by their conditions; of several with the same ones the first meets the first
  const waiting = new Map<string, number[]>()
  before.forEach((row, index) => {
    const name = rowName(row, inputs.length)
    waiting.set(name, [...(waiting.get(name) ?? []), index])
  })
  const met: number[] = []
  const changes = after.rows.flatMap((row, index): RowChange[] => {
    const old = waiting.get(rowName(row, inputs.length))?.shift()
    if (old === undefined) return [{ is: 'added', row: index }]
    met.push(old)
    const cells = row.flatMap((cell, at) => (same(cell, before[old]![at]!) ? [] : [at]))
    return cells.length ? [{ is: 'changed', row: index, before: old, cells }] : []
  })
  const gone = [...waiting.values()].flat().sort((a, b) => a - b)
  return {
    rows: [...changes, ...gone.map((row) => ({ is: 'removed', row }) as const)],
    reordered: met.some((row, at) => at > 0 && row < met[at - 1]!),
    otherwise: !same(otherwise ?? null, after.otherwise ?? null),
  }
}

/** Whatever the order of members: `{ "en", "zh" }` is `{ "zh", "en" }`. */
function same(a: Json, b: Json): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  const [mine, theirs] = [Object.entries(a), Object.entries(b)]
  const other = b as Readonly<Record<string, Json>>
  return (
    Array.isArray(a) === Array.isArray(b) &&
    mine.length === theirs.length &&
    mine.every(([name, part]) => Object.hasOwn(other, name) && same(part, other[name]!))
  )
}
