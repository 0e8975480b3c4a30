/** Wall clocks: without this file "2020-04-10T16:30" would mean another moment on every machine. */
import type { Moment } from '../types.js'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** What a wall clock and a wall calendar show at a moment. `weekday`: 0 is Sunday; `days`: days since 1970-01-01. */
export interface Wall {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly ms: number
  readonly weekday: number
  readonly days: number
}

const zones = new Map<
  string,
  { readonly format: Intl.DateTimeFormat; readonly byDay: Map<number, number | 'changes'> }
>()

function zoneOf(zone: string) {
  let found = zones.get(zone)
  if (!found) {
    const format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    found = { format, byDay: new Map() }
    zones.set(zone, found)
  }
  return found
}

function ask(format: Intl.DateTimeFormat, at: Moment): number {
  const part: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(at)) part[type] = Number(value)
  const wall = Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute, part.second)
  return wall - Math.floor(at / 1000) * 1000
}

/** How far the zone's wall clock is ahead of UTC at a moment, in milliseconds. RangeError for an unknown zone. */
function ahead(at: Moment, zone: string): number {
  const { format, byDay } = zoneOf(zone)
  // Intl takes microseconds a call and a year of cases asks a million times: a day without a change is asked twice.
  const index = Math.floor(at / day)
  let known = byDay.get(index)
  if (known === undefined) {
    const first = ask(format, index * day)
    known = first === ask(format, (index + 1) * day) ? first : 'changes'
    byDay.set(index, known)
  }
  return known === 'changes' ? ask(format, at) : known
}

export function wallAt(at: Moment, zone: string): Wall {
  const local = at + ahead(at, zone)
  const date = new Date(local)
  const days = Math.floor(local / day)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    ms: date.getUTCMilliseconds(),
    weekday: (((days + 4) % 7) + 7) % 7,
    days,
  }
}

/**
 * Moment at which the wall shows `days` since 1970 and `ms` of that day; 24:00 is the next midnight. A time that the
 * clocks skip is read with the offset before the change, one that they show twice is the earlier one.
 */
export function momentAt(days: number, ms: number, zone: string): Moment {
  const wall = days * day + ms
  const before = wall - ahead(wall - day, zone)
  const after = wall - ahead(wall + day, zone)
  const earlier = Math.min(before, after)
  if (earlier + ahead(earlier, zone) === wall) return earlier
  const later = Math.max(before, after)
  return later + ahead(later, zone) === wall ? later : before
}

const form = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?(Z|[+-]\d\d:?\d\d)?)?$/

/**
 * A date or a moment as files write it: `2020-04-10`, `2020-04-10T16:30`, `2020-04-10T16:30:00.000+08:00`. Without an
 * offset it is the wall clock of `zone`; a date is its midnight. RangeError for anything else, also for 30 February.
 */
export function momentIn(text: string, zone: string): Moment {
  const found = form.exec(text)
  if (!found) throw new RangeError(`Not a date or moment: "${text}" (write 2020-04-10 or 2020-04-10T16:30)`)
  const [year, month, date, hours, minutes, seconds] = found.slice(1, 7).map((part) => Number(part ?? 0))
  const midnight = Date.UTC(year!, month! - 1, date)
  const real = new Date(midnight)
  if (real.getUTCMonth() + 1 !== month || real.getUTCDate() !== date)
    throw new RangeError(`No such date: "${text.slice(0, 10)}"`)
  if (hours! > 24 || minutes! > 59 || seconds! > 59 || (hours === 24 && minutes! + seconds! > 0))
    throw new RangeError(`No such time of day: "${text.slice(11)}"`)
  const ms = hours! * hour + minutes! * minute + seconds! * 1000 + Number((found[7] ?? '').padEnd(3, '0'))
  const offset = found[8]
  if (offset === undefined) return momentAt(midnight / day, ms, zone)
  if (offset === 'Z') return midnight + ms
  const shift = Number(offset.slice(1, 3)) * hour + Number(offset.slice(-2)) * minute
  return midnight + ms - (offset.startsWith('-') ? -shift : shift)
}

/** `2020-04-10` as the wall calendar of `zone` shows it. */
export function dateIn(at: Moment, zone: string): string {
  return new Date(at + ahead(at, zone)).toISOString().slice(0, 10)
}
