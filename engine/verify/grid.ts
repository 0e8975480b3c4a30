/** A table as a grid of finitely many cases: per input the values it can tell apart, each with the rows that accept it. */
import type { Table } from '../pack/format.js'
import { accepts, order, partsOf, type Part } from '../pack/table.js'
import type { Json } from '../types.js'
import { add, both, noBits, type Bits } from './bits.js'
import type { Domain } from './domain.js'
import { samplesOf, type Sample } from './values.js'

/** All values that fit the same rows, by one of them. */
export interface Sort extends Sample {
  readonly rows: Bits
}
export interface Column {
  readonly input: string
  readonly sorts: readonly Sort[]
}
export type Grid = readonly Column[]

/** 4,096 rows of as many values: 2 MB a column, and a second for the most tangled of such tables. */
const MOST_MARKS = 4096 * 4096
const MOST_COLUMNS = 100

/** Undefined: the table is too large. An input that is named twice is one column. */
export function gridOf(table: Table, domains: readonly Domain[], zone: string): Grid | undefined {
  if (table.rows.length ** 2 > MOST_MARKS || table.inputs.length > MOST_COLUMNS) return undefined
  const columns: Column[] = []
  for (const input of new Set(table.inputs)) {
    const at = table.inputs.flatMap((name, index) => (name === input ? [index] : []))
    const cells = at.map((index) => sortedCells(table, index, zone))
    const samples = samplesOf(
      domains[at[0]!]!,
      cells.flatMap((them) => them.flatMap(({ parts }) => parts ?? [])),
      zone,
    )
    if (samples.length * table.rows.length > MOST_MARKS) return undefined
    const marks = cells.map((them) => marked(samples, them, table.rows.length, zone))
    const rows = samples.map((_, index) => marks.map((them) => them[index]!).reduce(both))
    columns.push({ input, sorts: merged(samples, rows) })
  }
  return columns
}

/** A cell as it is written in one or more rows. */
interface Cell {
  readonly parts: readonly Part[] | undefined
  readonly rows: readonly number[]
}

function sortedCells({ rows }: Table, column: number, zone: string): readonly Cell[] {
  const alike = new Map<string, number[]>()
  rows.forEach((row, index) => {
    const key = JSON.stringify(row[column] ?? null)
    const known = alike.get(key)
    if (known) known.push(index)
    else alike.set(key, [index])
  })
  return Array.from(alike, ([cell, rows]) => ({ parts: partsOf(JSON.parse(cell) as Json, zone), rows }))
}

/** For each sample the rows that accept it in this column. */
function marked(samples: readonly Sample[], cells: readonly Cell[], rows: number, zone: string): readonly Bits[] {
  const byValue = new Map(samples.map(({ value }, index) => [value, index]))
  const marks = samples.map(() => noBits(rows))
  const mark = (index: number, { rows }: Cell) => rows.forEach((row) => add(marks[index]!, row))
  const is = samples.map(
    ({ value, is }) =>
      () =>
        is ?? order(value!, zone),
  )
  const filled = samples.flatMap(({ value }, index) => (value === undefined ? [] : [index]))
  for (const cell of cells) {
    if (!cell.parts) samples.forEach((_, index) => mark(index, cell))
    for (const part of cell.parts ?? []) {
      const plain = 'value' in part && part.is === undefined ? byValue.get(part.value) : undefined
      // most cells are plain values: looking each up keeps a table of 2,000 case types quick
      if ('value' in part && part.is === undefined) {
        if (plain !== undefined) mark(plain, cell)
      } else for (const index of filled) if (accepts(part, samples[index]!.value as Json, is[index]!)) mark(index, cell)
    }
  }
  return marks
}

/** Samples that the same rows accept are one sort; the missing stays by itself, for it is told in other words. */
function merged(samples: readonly Sample[], rows: readonly Bits[]): readonly Sort[] {
  const sorts = new Map<string, Sort>()
  samples.forEach((sample, index) => {
    const key = `${sample.value === undefined}${rows[index]!.join()}`
    if (!sorts.has(key)) sorts.set(key, { ...sample, rows: rows[index]! })
  })
  return [...sorts.values()]
}
