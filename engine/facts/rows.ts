/** Dossiers or lines looked through, and what they come to: counted, added, the highest, the latest, how many at once. */
import { comparable } from '../judge/comparable.js'
import type { ValueType } from '../pack/book.js'
import type { Derivation } from '../pack/format.js'
import { addSpan, spanOf } from '../time/duration.js'
import type { Json, Moment } from '../types.js'
import { isoOf } from './dossier.js'
import { gapsOf, peakOf, type Interval } from './intervals.js'

export interface Rows<Row> {
  readonly all: readonly Row[]
  /** When a dossier was opened or a line written. */
  readonly at: (row: Row) => Moment
  /** Value at a path such as `checks.worst`. */
  readonly read: (row: Row, path: string) => Json | undefined
  readonly type: (path: string) => ValueType
  /** A row named as a whole: the id of a dossier, what a line says. */
  readonly whole: (row: Row) => Json
}

export interface Now {
  readonly now: Moment
  readonly zone: string
}

/**
 * What the rows come to (SPEC H71, H79).
 * @param own the interval of the dossier at hand, for `peak` and `gaps`; undefined while it has none
 */
export function over<Row>(how: Derivation, given: Rows<Row>, own: Interval | undefined, it: Now): Json | undefined {
  const since = how.over === undefined ? undefined : back(it.now, how.over, it.zone)
  const rows = since === undefined || how.how === 'gaps' ? given : newer(given, since, it.now)
  switch (how.how) {
    case 'count':
      return how.distinct === undefined ? rows.all.length : new Set(values(rows, how.distinct).map(textOf)).size
    case 'list':
      return how.field === undefined ? byTime(rows).map((row) => rows.whole(row)) : values(rows, how.field)
    case 'latest':
    case 'earliest': {
      const sorted = sortedBy(how.by, rows, it.zone)
      const row = how.how === 'latest' ? sorted.at(-1) : sorted[0]
      return row && rows.whole(row)
    }
    case 'peak':
      return own && peakOf(intervals(how, rows, it.zone), own)
    case 'gaps': {
      const within = since === undefined ? own : ([since, it.now] as const)
      return within && uncovered(gapsOf(intervals(how, rows, it.zone), within))
    }
    default:
      return figure(how, rows, since, it)
  }
}

const newer = <Row>(rows: Rows<Row>, since: Moment, now: Moment): Rows<Row> => ({
  ...rows,
  all: rows.all.filter((row) => rows.at(row) > since && rows.at(row) <= now),
})
const textOf = (value: Json) => JSON.stringify(value)
const back = (now: Moment, span: string, zone: string): Moment => addSpan(now, `-${span}`, zone)

const byTime = <Row>({ all, at, whole }: Rows<Row>): readonly Row[] =>
  all.toSorted((a, b) => at(a) - at(b) || (textOf(whole(a)) < textOf(whole(b)) ? -1 : 1))

const values = <Row>(rows: Rows<Row>, path: string): Json[] =>
  byTime(rows).flatMap((row) => {
    const value = rows.read(row, path)
    return value === undefined || value === null ? [] : [value]
  })

/** By a field, or by time; what leaves the field open is left out. */
function sortedBy<Row>(by: string | undefined, rows: Rows<Row>, zone: string): readonly Row[] {
  if (by === undefined) return byTime(rows)
  const keys = new Map(rows.all.map((row) => [row, comparable(rows.read(row, by), rows.type(by), zone)]))
  const known = byTime({ ...rows, all: rows.all.filter((row) => keys.get(row) !== undefined) })
  return known.toSorted((a, b) => (keys.get(a)! < keys.get(b)! ? -1 : keys.get(a)! > keys.get(b)! ? 1 : 0))
}

/** An interval without both ends is none. */
function intervals<Row>({ from, to }: Derivation, rows: Rows<Row>, zone: string): readonly Interval[] {
  return rows.all.flatMap((row) => {
    const [start, end] = [from!, to!].map((path) => comparable(rows.read(row, path), 'moment', zone))
    return typeof start === 'number' && typeof end === 'number' ? [[start, end] as const] : []
  })
}

const uncovered = (gaps: readonly Interval[]): Json => ({
  minutes: gaps.reduce((sum, [from, to]) => sum + (to - from), 0) / 60_000,
  list: gaps.map(([from, to]) => ({ from: isoOf(from), to: isoOf(to) })),
})

/** Sum, average, highest or lowest of what can be ordered: numbers, spans, dates, times of day. */
function figure<Row>(how: Derivation, rows: Rows<Row>, since: Moment | undefined, it: Now): Json | undefined {
  const type = rows.type(how.field!)
  const found = rows.all.flatMap((row) => {
    const value = rows.read(row, how.field!)
    const is = comparable(value, type, it.zone)
    return typeof is === 'number' ? [{ at: rows.at(row), value: value!, is }] : []
  })
  const figures = how.each === undefined ? found : eachOf(found, how.each, since, it)
  const sum = figures.reduce((total, { is }) => total + is, 0)
  const made = (is: number): Json => (type === 'duration' ? spanOf(Math.round(is)) : Number(is.toFixed(9)))
  if (how.how === 'sum') return made(sum)
  if (figures.length === 0) return undefined
  if (how.how === 'average') return made(sum / figures.length)
  const sign = how.how === 'highest' ? 1 : -1
  const first = figures.reduce((best, one) => (sign * (one.is - best.is) > 0 ? one : best))
  return first.value ?? made(first.is)
}

const PERIOD = { day: 'P1D', week: 'P1W', month: 'P1M' } as const

/**
 * What was added in each day, week or month back from now, through the whole window: a day without any is 0. Without a
 * window they reach back to the first.
 */
function eachOf(
  found: readonly { readonly at: Moment; readonly is: number }[],
  each: NonNullable<Derivation['each']>,
  since: Moment | undefined,
  { now, zone }: Now,
): readonly { readonly is: number; readonly value?: Json }[] {
  const newestFirst = found.filter(({ at }) => at <= now).toSorted((a, b) => b.at - a.at)
  const first = since ?? (newestFirst.at(-1)?.at ?? now + 1) - 1
  const periods: { is: number }[] = []
  let index = 0
  for (let end = now; end > first;) {
    const from = back(now, PERIOD[each].replace('1', String(periods.length + 1)), zone)
    let is = 0
    for (; index < newestFirst.length && newestFirst[index]!.at > from; index++) is += newestFirst[index]!.is
    periods.push({ is })
    end = from
  }
  return periods
}
