/** Days, weeks, months and years of a community by their names: `2020-04-10`, `2020-W15`, `2020-04`, `2020`. */
import type { Measure } from '../pack/format.js'
import { dateIn, momentIn } from '../time/calendar.js'
import { addSpan } from '../time/duration.js'
import { mondayOf, weekOf } from '../time/week.js'
import type { Moment } from '../types.js'

export type Each = NonNullable<Measure['each']>

/** A stretch of time; without a name all of it. */
export interface Stretch {
  readonly name?: string
  readonly from: Moment
  /** Before which it ends. */
  readonly to: Moment
}

export const always: Stretch = { from: -Infinity, to: Infinity }

const LENGTH: Readonly<Record<Each, number>> = { day: 10, week: 0, month: 7, year: 4 }
const SPAN: Readonly<Record<Each, string>> = { day: 'P1D', week: 'P1W', month: 'P1M', year: 'P1Y' }

export function nameAt(at: Moment, each: Each, zone: string): string {
  const date = dateIn(at, zone)
  return each === 'week' ? weekOf(date) : date.slice(0, LENGTH[each])
}

/** @throws RangeError if it is no day, week, month or year: a mistake of the page */
export function stretchOf(name: string, each: Each, zone: string): Stretch {
  const first = each === 'week' ? new Date(mondayOf(name) * 86_400_000).toISOString().slice(0, 10) : `${name}-01-01`
  const from = momentIn(first.slice(0, 10), zone)
  if (nameAt(from, each, zone) !== name) throw new RangeError(`"${name}" is no ${each}`)
  return { name, from, to: addSpan(from, SPAN[each], zone) }
}

/** So many, the earliest first and this one the last. */
export function stretchesTo(last: string, count: number, each: Each, zone: string): readonly Stretch[] {
  const found = [stretchOf(last, each, zone)]
  while (found.length < count) found.unshift(stretchOf(nameAt(found[0]!.from - 1, each, zone), each, zone))
  return found
}
