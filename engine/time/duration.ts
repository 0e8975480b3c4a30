/** ISO 8601 spans: without this file "PT10M" would be letters that nobody can add to a moment or say aloud. */
import type { Moment, Say, Span } from '../types.js'
import { momentAt, wallAt } from './zone.js'

/** Parts of a span; all are negative where it begins with a minus. Years and months are whole. */
export interface Parts {
  readonly years: number
  readonly months: number
  readonly weeks: number
  readonly days: number
  readonly hours: number
  readonly minutes: number
  readonly seconds: number
}

const number = '(\\d+(?:\\.\\d+)?)'
const form = new RegExp(
  `^(-?)P(?=\\d|T\\d)(?:(\\d+)Y)?(?:(\\d+)M)?(?:${number}W)?(?:${number}D)?(?:T(?=\\d)(?:${number}H)?(?:${number}M)?(?:${number}S)?)?$`,
)

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** RangeError if it is no span. */
export function parseSpan(span: Span): Parts {
  const found = form.exec(span)
  if (!found) throw new RangeError(`Not a span: "${span}" (write PT10M, PT4H, P2D or P1M)`)
  const sign = found[1] ? -1 : 1
  const part = (index: number) => (found[index] === undefined ? 0 : sign * Number(found[index]))
  return {
    years: part(2),
    months: part(3),
    weeks: part(4),
    days: part(5),
    hours: part(6),
    minutes: part(7),
    seconds: part(8),
  }
}

/** Milliseconds of the part below a day. */
export const clockMs = ({ hours, minutes, seconds }: Parts): number =>
  Math.round(hours * hour + minutes * minute + seconds * second)

/** Milliseconds, a day being 24 hours. RangeError for months and years, which have no length of their own. */
export function spanMs(span: Span): number {
  const parts = parseSpan(span)
  if (parts.years || parts.months) throw new RangeError(`"${span}" has no fixed length: months and years need a date`)
  return Math.round((parts.weeks * 7 + parts.days) * day) + clockMs(parts)
}

export const spanOf = (ms: number): Span => (ms < 0 ? `-PT${-ms / second}S` : `PT${ms / second}S`)

/** A share of a span, part by part. Months and years are rounded up, because half a month has no length. */
export function shareOf(span: Span, share: number): Span {
  const { years, months, weeks, days, hours, minutes, seconds } = parseSpan(span)
  const part = (value: number, letter: string) => (value ? `${Number((value * share).toFixed(6))}${letter}` : '')
  const whole = Math.ceil((years * 12 + months) * share)
  const date = (whole ? `${whole}M` : '') + part(weeks, 'W') + part(days, 'D')
  const time = part(hours, 'H') + part(minutes, 'M') + part(seconds, 'S')
  return `P${date}${time ? `T${time}` : date ? '' : 'T0S'}`
}

const lastDay = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

/**
 * So many months, days and hours later by the wall calendar: the same time of day, and the last day of a shorter month.
 * Hours, minutes and seconds are real time.
 */
export function addSpan(at: Moment, span: Span, zone: string): Moment {
  const parts = parseSpan(span)
  const wall = wallAt(at, zone)
  const month = wall.month - 1 + parts.years * 12 + parts.months
  const year = wall.year + Math.floor(month / 12)
  const inYear = ((month % 12) + 12) % 12
  const first = Date.UTC(year, inYear, 1) / day
  const date = Math.min(wall.day, lastDay(year, inYear + 1))
  const later = parts.weeks * 7 + parts.days
  const days = first + date - 1 + Math.trunc(later)
  if (days === wall.days) return at + Math.round((later % 1) * day) + clockMs(parts)
  const time = wall.hour * hour + wall.minute * minute + wall.second * second + wall.ms
  return momentAt(days, time, zone) + Math.round((later % 1) * day) + clockMs(parts)
}

type Unit = keyof Parts
const plural = (one: string) => (count: number) => `${count} ${one}${Math.abs(count) === 1 ? '' : 's'}`
const words: Readonly<Record<Unit, { readonly zh: string; readonly en: (count: number) => string }>> = {
  years: { zh: '年', en: plural('year') },
  months: { zh: '个月', en: plural('month') },
  weeks: { zh: '周', en: plural('week') },
  days: { zh: '天', en: plural('day') },
  hours: { zh: '小时', en: (count) => `${count} h` },
  minutes: { zh: '分', en: (count) => `${count} min` },
  seconds: { zh: '秒', en: (count) => `${count} s` },
}

/** Words for parts; `other` words some units in its own way. */
export function partWords(parts: Parts, other: Partial<typeof words> = {}): Say {
  const said = (Object.keys(words) as Unit[])
    .filter((unit) => parts[unit] !== 0)
    .map((unit) => {
      const word = other[unit] ?? words[unit]
      return { zh: `${parts[unit]}${word.zh}`, en: word.en(parts[unit]) }
    })
  if (said.length === 0) return { zh: '0秒', en: '0 s' }
  return { zh: said.map(({ zh }) => zh).join(''), en: said.map(({ en }) => en).join(' ') }
}

/**
 * A span as people say it: `10分` / `10 min`. Milliseconds are worded without their sign in their two biggest units, the
 * rest cut off, so that 9 min 59.999 s is never said to be 10.
 */
export function spanWords(span: Span | number): Say {
  if (typeof span === 'string') return partWords(parseSpan(span))
  let rest = Math.floor(Math.abs(span) / second)
  const parts = { years: 0, months: 0, weeks: 0, days: 0, hours: 0, minutes: 0, seconds: 0 }
  let shown = 0
  for (const [unit, size] of [
    ['days', 86_400],
    ['hours', 3_600],
    ['minutes', 60],
    ['seconds', 1],
  ] as const) {
    const count = Math.floor(rest / size)
    rest %= size
    if (shown < 2) parts[unit] = count
    if (count > 0 || shown > 0) shown++
  }
  return partWords(parts)
}
