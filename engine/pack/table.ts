/** Decision tables: without this file a new case type would be code instead of one line. */
import { momentIn } from '../time/calendar.js'
import { spanMs } from '../time/duration.js'
import type { Json } from '../types.js'
import type { Choices, Table } from './format.js'

/** What a range cell such as `">=PT1H"` or `"3..<5"` asks of a value. */
interface Range {
  readonly from?: string
  readonly to?: string
  /** Are the ends themselves inside? */
  readonly withFrom: boolean
  readonly withTo: boolean
}

const atom = '-?P[0-9YMWDTHS.]+|-?\\d[\\d.:T+Z-]*'
const oneSided = new RegExp(`^(>=|<=|>|<)\\s*(${atom})$`)
const twoSided = new RegExp(`^(${atom}?)\\.\\.(<?)(${atom})$`)

/** A cell is a range only where its ends are numbers, spans, dates or times of day: other text is meant as it stands. */
export function rangeOf(cell: Json): Range | undefined {
  // longer than any two ends: a pattern would go over such a text again and again
  if (typeof cell !== 'string' || cell.length > 80) return undefined
  const one = oneSided.exec(cell)
  if (one) {
    const [, sign, end] = one as unknown as [string, string, string]
    const open = { withFrom: sign === '>=', withTo: sign === '<=' }
    return sign.startsWith('>') ? { from: end, ...open } : { to: end, ...open }
  }
  const two = twoSided.exec(cell)
  return two ? { from: two[1], to: two[3], withFrom: true, withTo: two[2] === '' } : undefined
}

/** A number that orders numbers, spans (ms), dates and moments (ms since 1970) and times of day (minutes). */
export function order(value: Json, zone: string): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string') return undefined
  if (/^-?\d+(\.\d+)?$/.test(value)) return Number(value)
  const time = /^(\d\d):(\d\d)$/.exec(value)
  if (time) return Number(time[1]) * 60 + Number(time[2])
  try {
    return /^-?P/.test(value) ? spanMs(value) : momentIn(value, zone)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** One thing that a cell accepts: a value, or whatever lies between two ends on the line of `order`. */
export type Part =
  | { readonly value: Json; /** A span or a date may be written in several ways. */ readonly is?: number }
  | { readonly from: number; readonly to: number; readonly withFrom: boolean; readonly withTo: boolean }

const spanOrDate = /^(-?P[\dT]|\d{4}-\d\d-\d\d)/

/** What a cell accepts; undefined: anything, also nothing at all (SPEC 83, 85). */
export function partsOf(cell: Json, zone: string): readonly Part[] | undefined {
  if (cell === null) return undefined
  if (Array.isArray(cell)) return (cell as Json[]).flatMap((one) => partsOf(one, zone) ?? [])
  const range = rangeOf(cell)
  if (!range) {
    const is = typeof cell === 'string' && spanOrDate.test(cell) ? order(cell, zone) : undefined
    return [{ value: cell, ...(is !== undefined && { is }) }]
  }
  const from = range.from === undefined ? -Infinity : order(range.from, zone)
  const to = range.to === undefined ? Infinity : order(range.to, zone)
  return from === undefined || to === undefined ? [] : [{ ...range, from, to }]
}

/** Is this value one that a part accepts? `is` tells where it lies on the line, if asked. */
export function accepts(part: Part, value: Json, is: (value: Json) => number | undefined): boolean {
  if ('value' in part) {
    if (part.value === value) return true
    return part.is !== undefined && typeof value === 'string' && spanOrDate.test(value) && is(value) === part.is
  }
  const at = is(value)
  if (at === undefined) return false
  return (at > part.from || (at === part.from && part.withFrom)) && (at < part.to || (at === part.to && part.withTo))
}

/** Does a value fit an input cell? A missing value fits only null (SPEC 83, 85). */
export function fits(cell: Json, value: Json | undefined, zone: string): boolean {
  if (cell === null) return true
  if (value === undefined || value === null) return false
  return partsOf(cell, zone)!.some((part) => accepts(part, value, (one) => order(one, zone)))
}

/** Cells of a row by the names of the outputs; an empty cell gives nothing. */
function outputsOf(table: Table, cells: readonly Json[]): Record<string, Json> {
  const named = Object.keys(table.outputs).map((name, index) => [name, cells[index]] as const)
  return Object.fromEntries(named.filter((pair): pair is [string, Json] => pair[1] !== undefined && pair[1] !== null))
}

/**
 * What a table says for these inputs: the outputs of the row that won, by name; for `collect` a list or a number.
 * Without a hit `otherwise`, or undefined.
 * @param inputs value of each input, under its path as `table.inputs` has it
 * @param lists choices of the pack, whose order decides `priority`
 * @param zone of the community: a date in a cell is that day there
 */
export function lookup(
  table: Table,
  inputs: Readonly<Record<string, Json | undefined>>,
  lists: Readonly<Record<string, Choices>> = {},
  zone = 'Asia/Shanghai',
): Json | undefined {
  const hits = rowsThatFit(table, inputs, zone).map((row) => outputsOf(table, row.slice(table.inputs.length)))
  if (table.hit === 'collect') return collected(table, hits)
  if (hits.length === 0) return table.otherwise && outputsOf(table, table.otherwise)
  return table.hit === 'priority' ? foremost(table, hits, lists) : hits[0]
}

/** Rows whose input cells all fit, in the order of the table. */
export const rowsThatFit = (
  table: Table,
  inputs: Readonly<Record<string, Json | undefined>>,
  zone: string,
): readonly (readonly Json[])[] =>
  table.rows.filter((row) => table.inputs.every((path, index) => fits(row[index] ?? null, inputs[path], zone)))

function foremost(table: Table, hits: readonly Record<string, Json>[], lists: Readonly<Record<string, Choices>>): Json {
  const name = Object.keys(table.outputs)[0]!
  const rank = ranking(table, lists)
  return hits.reduce((best, hit) => (rank(hit[name]) < rank(best[name]) ? hit : best))
}

/** Where a first output stands among the choices whose order decides `priority`; lowest wins, what is none of them is last. */
export function ranking(table: Table, lists: Readonly<Record<string, Choices>>): (output: Json | undefined) => number {
  const { of } = Object.values(table.outputs)[0]!
  const choices = Object.keys((typeof of === 'string' ? lists[of] : of) ?? {})
  return (output) => choices.indexOf(String(output)) >>> 0
}

function collected(table: Table, hits: readonly Record<string, Json>[]): Json | undefined {
  const names = Object.keys(table.outputs)
  const firsts = hits.map((hit) => hit[names[0]!]).filter((value) => value !== undefined)
  if (table.collect === 'count') return hits.length
  if (table.collect === 'list') return names.length === 1 ? firsts : hits
  const numbers = firsts.filter((value) => typeof value === 'number')
  if (table.collect === 'sum') return numbers.reduce((sum, value) => sum + value, 0)
  if (numbers.length === 0) return undefined
  return table.collect === 'min' ? Math.min(...numbers) : Math.max(...numbers)
}
