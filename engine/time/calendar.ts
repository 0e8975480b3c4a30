/** How time is counted: round the clock, by the wall calendar, or in the working hours of a community. */
import { addSpan, clockMs, parseSpan, partWords, spanMs } from './duration.js'
import type { Calendar, Moment, Say, Span } from '../types.js'
import { dayOff, isGuess, lastYear } from './workdays.js'
import type { WorkCalendar } from './workdays.js'
import { momentAt, wallAt } from './zone.js'

export { dateIn, momentIn, wallAt } from './zone.js'

const minute = 60_000
/** Longer than any limit: a calendar that has not counted enough by then never will. */
const farthest = 366 * 100

export const isWork = (calendar: Calendar): calendar is WorkCalendar => 'days' in calendar

/** The calendar with the edition of the holidays it is used with, as a line keeps it. */
export const dated = (calendar: Calendar): Calendar =>
  isWork(calendar) && calendar.days === 'china' ? { edition: lastYear, ...calendar } : calendar

type Window = readonly [from: number, to: number]
const windowsOf = new WeakMap<WorkCalendar['hours'], readonly Window[]>()

/** Milliseconds since midnight, `24:00` included. RangeError for hours that are none, overlap or go backwards. */
function windows({ name, hours }: WorkCalendar): readonly Window[] {
  let found = windowsOf.get(hours)
  if (!found) {
    const ms = (text: string) => {
      const [, h, m] = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(text) ?? []
      if (h === undefined) throw new RangeError(`Calendar "${name}": "${text}" is no time of day`)
      return (Number(h) * 60 + Number(m)) * minute
    }
    found = hours.map(([from, to]) => [ms(from), ms(to)] as const)
    let end = -1
    for (const [from, to] of found) {
      if (from < end || to <= from) throw new RangeError(`Calendar "${name}": its hours overlap or go backwards`)
      end = to
    }
    if (end < 0) throw new RangeError(`Calendar "${name}" has no hours`)
    windowsOf.set(hours, found)
  }
  return found
}

/** Working time of one full day. */
export const dayMs = (calendar: WorkCalendar): number =>
  windows(calendar).reduce((sum, [from, to]) => sum + to - from, 0)

/**
 * Counted milliseconds of a limit that starts then. Months and years, and weeks in working time, are so long as they are
 * by the wall calendar, whoever writes them into a field that a limit reads.
 */
export function limitMs(calendar: Calendar, start: Moment, span: Span): number {
  const { years, months, weeks, days, ...rest } = parseSpan(span)
  const work = isWork(calendar)
  if (years || months || (work && weeks) || (!work && calendar.name === 'natural')) {
    const end = addSpan(start, span, calendar.zone)
    return end < start ? -used(calendar, end, start) : used(calendar, start, end)
  }
  if (!work) return spanMs(span)
  return Math.round(days * dayMs(calendar)) + clockMs({ years, months, weeks, days, ...rest })
}

/** The windows of one day as moments; nothing on a day off. */
function* worked(calendar: WorkCalendar, days: number): Generator<readonly [Moment, Moment]> {
  if (dayOff(calendar, days)) return
  for (const [from, to] of windows(calendar))
    yield [momentAt(days, from, calendar.zone), momentAt(days, to, calendar.zone)]
}

/** Moment by which `ms` have been counted from `start`; `start` itself for nothing. */
export function addMs(calendar: Calendar, start: Moment, ms: number): Moment {
  if (!isWork(calendar) || ms <= 0) return start + ms
  const first = wallAt(start, calendar.zone).days
  let left = ms
  for (let days = first; days < first + farthest; days++)
    for (const [from, to] of worked(calendar, days)) {
      const begin = Math.max(from, start)
      if (begin >= to) continue
      if (left <= to - begin) return begin + left
      left -= to - begin
    }
  throw new RangeError(`Calendar "${calendar.name}" does not count that far`)
}

/** Moment at which a limit that starts then is used up. */
export const add = (calendar: Calendar, start: Moment, span: Span): Moment =>
  addMs(calendar, start, limitMs(calendar, start, span))

/** Counted milliseconds of each day from one moment to another, days off with their reason and 0. */
export function* byDay(
  calendar: WorkCalendar,
  from: Moment,
  to: Moment,
): Generator<{ readonly days: number; readonly ms: number; readonly off?: Say }> {
  const first = wallAt(from, calendar.zone).days
  const last = wallAt(to, calendar.zone).days
  const full = dayMs(calendar)
  for (let days = first; days <= last; days++) {
    const off = dayOff(calendar, days)
    if (off) yield { days, ms: 0, off }
    else if (days > first && days < last) yield { days, ms: full }
    else {
      let ms = 0
      for (const [begin, end] of worked(calendar, days)) ms += Math.max(0, Math.min(end, to) - Math.max(begin, from))
      yield { days, ms }
    }
  }
}

/** Counted milliseconds between two moments; 0 where `to` is not after `from`. */
export function used(calendar: Calendar, from: Moment, to: Moment): number {
  if (to <= from) return 0
  if (!isWork(calendar)) return to - from
  let sum = 0
  for (const { ms } of byDay(calendar, from, to)) sum += ms
  return sum
}

/** True where the public holidays of that moment's year were not known when the calendar was dated, or are not here. */
export const provisional = (calendar: Calendar, at: Moment): boolean =>
  isWork(calendar) && isGuess(calendar, wallAt(at, calendar.zone).days)

const unit = (zh: string, en: string) => ({ zh, en: (count: number) => `${count} ${en}${count === 1 ? '' : 's'}` })

/** A limit in the words of its calendar: `4工作时` / `4 working hours`, `30自然日` / `30 calendar days`, `20分` / `20 min`. */
export function limitWords(calendar: Calendar, span: Span): Say {
  const parts = parseSpan(span)
  if (isWork(calendar))
    return partWords(parts, {
      days: unit('工作日', 'working day'),
      hours: unit('工作时', 'working hour'),
      minutes: unit('工作分', 'working minute'),
    })
  return partWords(parts, calendar.name === 'natural' ? { days: unit('自然日', 'calendar day') } : {})
}
