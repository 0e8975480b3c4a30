/**
 * Days that come again, as RFC 5545 writes them (`FREQ=MONTHLY;BYDAY=3SA`): without this a meeting every two months would be
 * a list of dates that somebody forgets to prolong. Whole days only; the time of day is the schedule's own.
 */
import type { Say } from '../types.js'

type Freq = 'YEARLY' | 'MONTHLY' | 'WEEKLY' | 'DAILY'

/** A rule in its parts; an empty list says nothing about that part. */
export interface Recurrence {
  readonly freq: Freq
  readonly interval: number
  readonly months: readonly number[]
  /** Negative ones count from the end of the month, or of the year. */
  readonly monthDays: readonly number[]
  readonly yearDays: readonly number[]
  /** `nth` of the month or year, negative from its end; 0 is every one. 0 is Sunday. */
  readonly weekdays: readonly { readonly weekday: number; readonly nth: number }[]
  /** Which of a month's or year's days remain. */
  readonly positions: readonly number[]
  readonly weekStart: number
  readonly count?: number
  /** Last day, as days since 1970. */
  readonly until?: number
}

/** A rule that cannot be read, in words that end with what to write instead. */
export class BadRule extends Error {
  override readonly name = 'BadRule'
  constructor(
    readonly found: string,
    readonly says: Say,
  ) {
    super(says.en)
  }
}

const day = 86_400_000
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
const FREQS: readonly string[] = ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY']
const monthly: readonly Freq[] = ['MONTHLY', 'YEARLY']

/** @throws BadRule */
export function readRule(text: string): Recurrence {
  const parts = partsOf(text)
  const freq = parts.get('FREQ') as Freq
  if (!FREQS.includes(freq))
    throw bad(text, '要写 FREQ=YEARLY、MONTHLY、WEEKLY 或 DAILY', 'write FREQ=YEARLY, MONTHLY, WEEKLY or DAILY')
  const only = (name: string, ...freqs: readonly Freq[]) => {
    if (!parts.has(name) || freqs.includes(freq)) return
    throw bad(name, `${name} 不能和 FREQ=${freq} 一起写`, `${name} does not go with FREQ=${freq}`)
  }
  only('BYMONTHDAY', 'YEARLY', 'MONTHLY', 'DAILY')
  only('BYYEARDAY', 'YEARLY')
  only('BYSETPOS', ...monthly)
  const rule: Recurrence = {
    freq,
    interval: one(parts, 'INTERVAL', 1, 9999) ?? 1,
    months: many(parts, 'BYMONTH', 1, 12),
    monthDays: many(parts, 'BYMONTHDAY', -31, 31),
    yearDays: many(parts, 'BYYEARDAY', -366, 366),
    weekdays: weekdaysOf(parts, freq),
    positions: many(parts, 'BYSETPOS', -366, 366),
    weekStart: weekdayOf(parts.get('WKST') ?? 'MO'),
    ...optional('count', one(parts, 'COUNT', 1, 99_999)),
    ...optional('until', untilOf(parts)),
  }
  if (rule.count !== undefined && rule.until !== undefined)
    throw bad('COUNT', 'COUNT 和 UNTIL 只能写一个', 'write COUNT or UNTIL, not both')
  if (rule.positions.length && !rule.weekdays.length && !rule.monthDays.length && !rule.yearDays.length)
    throw bad('BYSETPOS', 'BYSETPOS 要和 BYDAY 或 BYMONTHDAY 一起写', 'BYSETPOS needs BYDAY or BYMONTHDAY beside it')
  return rule
}

const bad = (found: string, zh: string, en: string) => new BadRule(found, { zh, en })
const optional = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { readonly [key in Name]?: Value }

const PARTS = /^(FREQ|INTERVAL|BYMONTH|BYMONTHDAY|BYYEARDAY|BYDAY|BYSETPOS|WKST|COUNT|UNTIL)$/

function partsOf(text: string): ReadonlyMap<string, string> {
  const parts = new Map<string, string>()
  for (const part of text.split(';')) {
    const [name, value] = part.split('=') as [string, string?]
    if (/^BY(HOUR|MINUTE|SECOND)$/.test(name))
      throw bad(name, '时刻要写在 times 里', 'write the time of day in "times"')
    if (!PARTS.test(name) || !value)
      throw bad(part, `不认识「${part}」`, `"${part}" is no part of a rule that is carried out here`)
    if (parts.has(name)) throw bad(name, `${name} 写了两次`, `${name} stands there twice`)
    parts.set(name, value)
  }
  return parts
}

function number(name: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (/^[+-]?\d{1,5}$/.test(text) && value !== 0 && value >= least && value <= most) return value
  const from = least < 0 ? `-${most}…-1, 1` : String(least)
  throw bad(
    text,
    `${name} 要在 ${from}…${most} 之间，写的是 ${text}`,
    `${name} lies within ${from}…${most}, and is ${text}`,
  )
}

const one = (parts: ReadonlyMap<string, string>, name: string, least: number, most: number) =>
  parts.has(name) ? number(name, parts.get(name)!, least, most) : undefined
const many = (parts: ReadonlyMap<string, string>, name: string, least: number, most: number) =>
  parts.has(name)
    ? parts
        .get(name)!
        .split(',')
        .map((text) => number(name, text, least, most))
    : []

function weekdayOf(text: string): number {
  const weekday = WEEKDAYS.indexOf(text)
  if (weekday < 0)
    throw bad(
      text,
      `「${text}」不是星期：要写 MO TU WE TH FR SA SU，第三个周六写 3SA`,
      `"${text}" is no weekday: write MO TU WE TH FR SA SU, and 3SA for the third Saturday`,
    )
  return weekday
}

function weekdaysOf(parts: ReadonlyMap<string, string>, freq: Freq): Recurrence['weekdays'] {
  return (parts.get('BYDAY')?.split(',') ?? []).map((text) => {
    const [, nth = '', weekday = text] = /^([+-]?\d+)?([A-Z]{2})$/.exec(text) ?? []
    if (nth && !monthly.includes(freq))
      throw bad(text, '第几个只能按月或按年数', 'only a month or a year has a first or last weekday')
    const most = freq === 'YEARLY' && !parts.has('BYMONTH') ? 53 : 5
    return { weekday: weekdayOf(weekday), nth: nth ? number('BYDAY', nth, -most, most) : 0 }
  })
}

function untilOf(parts: ReadonlyMap<string, string>): number | undefined {
  const text = parts.get('UNTIL')
  if (text === undefined) return undefined
  const [, year, month, date] = /^(\d{4})(\d\d)(\d\d)$/.exec(text) ?? []
  const at = Date.parse(`${year}-${month}-${date}T00:00Z`)
  if (Number.isNaN(at)) throw bad(text, 'UNTIL 要写成 20201231', 'write UNTIL as 20201231')
  return at / day
}

/** Nothing repeats at longer intervals than this: 29 February on one weekday can take forty years. */
export const longest = 50 * 366

/** Every day of the rule from `start` on (days since 1970), in order; ends where `longest` passes without one. */
export function* daysOf(given: Recurrence, start: number): Generator<number, void> {
  const rule = completed(given, start)
  let seen = 0
  let last = start
  for (let index = 0; ; index++) {
    const period = periodOf(rule, start, index * rule.interval)
    if (period.from > last + longest) return
    for (const found of chosen(rule, period)) {
      if (found < start) continue
      if (rule.until !== undefined && found > rule.until) return
      yield (last = found)
      if (++seen === rule.count) return
    }
    if (rule.until !== undefined && period.from > rule.until) return
  }
}

/** What the rule leaves open is as on its first day. */
export function completed(rule: Recurrence, start: number): Recurrence {
  const { freq, weekdays, monthDays, yearDays, months } = rule
  if (weekdays.length || monthDays.length || yearDays.length || freq === 'DAILY') return rule
  const first = new Date(start * day)
  if (freq === 'WEEKLY') return { ...rule, weekdays: [{ weekday: first.getUTCDay(), nth: 0 }] }
  const dated = { ...rule, monthDays: [first.getUTCDate()] }
  return freq === 'YEARLY' && !months.length ? { ...dated, months: [first.getUTCMonth() + 1] } : dated
}

/** Days from the first to before the last, with what days count from. */
interface Period {
  readonly from: number
  readonly to: number
}

const monthStart = (year: number, month: number) => Date.UTC(year, month, 1) / day

function periodOf({ freq, weekStart }: Recurrence, start: number, index: number): Period {
  const first = new Date(start * day)
  const [year, month] = [first.getUTCFullYear(), first.getUTCMonth()]
  if (freq === 'YEARLY') return { from: monthStart(year + index, 0), to: monthStart(year + index + 1, 0) }
  if (freq === 'MONTHLY') return { from: monthStart(year, month + index), to: monthStart(year, month + index + 1) }
  if (freq === 'DAILY') return { from: start + index, to: start + index + 1 }
  const week = start - ((first.getUTCDay() - weekStart + 7) % 7) + 7 * index
  return { from: week, to: week + 7 }
}

function chosen(rule: Recurrence, { from, to }: Period): readonly number[] {
  const days: number[] = []
  for (let it = from; it < to; it++) if (fits(rule, it)) days.push(it)
  if (!rule.positions.length) return days
  const kept = rule.positions.map((at) => days[at < 0 ? days.length + at : at - 1])
  return [...new Set(kept.filter((it) => it !== undefined))].sort((a, b) => a - b)
}

function fits({ freq, months, monthDays, yearDays, weekdays }: Recurrence, at: number): boolean {
  const date = new Date(at * day)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  if (months.length && !months.includes(month + 1)) return false
  const inMonth: Period = { from: monthStart(year, month), to: monthStart(year, month + 1) }
  const inYear: Period = { from: monthStart(year, 0), to: monthStart(year + 1, 0) }
  if (monthDays.length && !isNth(at, inMonth, 1, monthDays)) return false
  if (yearDays.length && !isNth(at, inYear, 1, yearDays)) return false
  const around = freq === 'YEARLY' && !months.length ? inYear : inMonth
  return (
    !weekdays.length ||
    weekdays.some((it) => it.weekday === date.getUTCDay() && (it.nth === 0 || isNth(at, around, 7, [it.nth])))
  )
}

/** Is a day one of these, counted in steps from the beginning of the period or back from its end? */
function isNth(at: number, { from, to }: Period, step: number, which: readonly number[]): boolean {
  return which.includes(Math.floor((at - from) / step) + 1) || which.includes(-Math.floor((to - 1 - at) / step) - 1)
}
