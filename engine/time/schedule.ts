/** Slots of a schedule: when a meeting, a shift or a round falls, worked out from its rule and never written down beforehand. */
import type { Calendar, Moment, Say, Span } from '../types.js'
import { addSpan } from './duration.js'
import { daysOf, readRule, type Recurrence } from './recurrence.js'
import { mondayOf } from './week.js'
import { dayOff, isGuess, type WorkCalendar } from './workdays.js'
import { isWork } from './calendar.js'
import { momentAt, momentIn, wallAt } from './zone.js'

/** What a schedule says of time; in a file it has a title and examples as well. */
export interface Timed {
  readonly rrule: string
  /** First day, `2018-10-20`. */
  readonly start: string
  /** Last day. */
  readonly until?: unknown
  readonly times?: readonly string[]
  readonly lasts?: Span
  readonly shift?: 'none' | 'next-workday' | 'previous-workday'
}

export interface Slot {
  /** Its date by the rule, with the time where a day has several: what stands in ids, whatever moves it (SPEC J88). */
  readonly name: string
  /** From 0, counted since the schedule's first slot. */
  readonly number: number
  readonly start: Moment
  /** First moment that no longer belongs to it; `start` where nothing says how long it lasts. */
  readonly end: Moment
  /** It would fall on a day off: the day it takes place instead, and why. */
  readonly moved?: { readonly to: string; readonly because: Say }
  /** Set where the holidays of its year are not known yet, so that it may still move. */
  readonly provisional?: true
}

const day = 86_400_000
const minute = 60_000
const dateOf = (days: number) => new Date(days * day).toISOString().slice(0, 10)
const daysIn = (date: string) => Date.parse(`${date}T00:00Z`) / day
/** No holiday is longer: how far a slot may be moved at most. */
const farthest = 31

export class Timetable {
  readonly rule: Recurrence
  readonly #times: readonly string[]
  readonly #last: number
  /** Days of the rule, as far as they were asked for. */
  readonly #days: number[] = []
  readonly #more: Generator<number, void>
  #done = false

  /**
   * @param calendar whose days off a shift goes around
   * @throws BadRule for a rule that cannot be read, RangeError for a day or a span that is none
   */
  constructor(
    readonly spec: Timed,
    readonly zone: string,
    private readonly calendar: WorkCalendar,
  ) {
    momentIn(spec.start, zone)
    this.rule = readRule(spec.rrule)
    this.#times = [...(spec.times ?? [])].sort()
    this.#last = typeof spec.until === 'string' ? daysIn(spec.until) : Infinity
    this.#more = daysOf(this.rule, daysIn(spec.start))
  }

  /** The slot of this name; undefined if the rule has none. */
  named(name: string): Slot | undefined {
    const [date, time] = [name.slice(0, 10), name.slice(11)]
    if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(daysIn(date))) return undefined
    const at = this.#several ? this.#times.indexOf(time) : 0
    const index = this.#find((days) => days >= daysIn(date), daysIn(date))
    const slot = at < 0 || this.#days[index] !== daysIn(date) ? undefined : this.#slot(index * this.#perDay + at)
    return slot?.name === name ? slot : undefined
  }

  /** The first slot of a month `2020-06`, a year `2020`, a week `2020-W15` or a day, by its date in the rule. */
  first(of: string): Slot | undefined {
    const from = of.includes('W') ? mondayOf(of) : daysIn(`${of}-01-01`.slice(0, 10))
    const index = Number.isNaN(from) ? -1 : this.#find((days) => days >= from, from + 366)
    const slot = index < 0 ? undefined : this.#slot(index * this.#perDay)
    const isIn = slot && (of.includes('W') ? daysIn(slot.name.slice(0, 10)) < from + 7 : slot.name.startsWith(of))
    return isIn ? slot : undefined
  }

  /** So many slots from a day on, by their dates in the rule; fewer where the rule ends. */
  from(date: string, count: number): readonly Slot[] {
    const index = this.#find((days) => days >= daysIn(date), daysIn(date))
    const numbers = Array.from({ length: count }, (_, at) => index * this.#perDay + at)
    return numbers.flatMap((number) => this.#slot(number) ?? [])
  }

  /** Slots that start from the first moment to before the second, in order. */
  *between(from: Moment, to: Moment): Generator<Slot, void> {
    for (let number = this.#from(from); ; number++) {
      const slot = this.#slot(number)
      if (!slot || slot.start >= to) return
      yield slot
    }
  }

  /** The same, newest first. */
  *back(from: Moment, to: Moment): Generator<Slot, void> {
    for (let number = this.#from(to) - 1; number >= 0; number--) {
      const slot = this.#slot(number)!
      if (slot.start < from) return
      yield slot
    }
  }

  /** How many slots start from the first moment to before the second. */
  count(from: Moment, to: Moment): number {
    return Math.max(0, this.#from(to) - this.#from(from))
  }

  get #perDay() {
    return Math.max(1, this.#times.length)
  }
  get #several() {
    return this.#times.length > 1
  }

  /** Number of the first slot that starts at this moment or later. */
  #from(at: Moment): number {
    if (at === Infinity) throw new RangeError('A schedule has no end')
    if (at === -Infinity) return 0
    const { days } = wallAt(at, this.zone)
    let number = this.#find((it) => it >= days - farthest, days + farthest) * this.#perDay
    for (let slot = this.#slot(number); slot && slot.start < at; slot = this.#slot(++number));
    return number
  }

  /** Place of the first day that is far enough; what lies behind `reach` need not be known. */
  #find(isFar: (days: number) => boolean, reach: number): number {
    this.#know(reach)
    let [low, high] = [0, this.#days.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (isFar(this.#days[middle]!)) high = middle
      else low = middle + 1
    }
    return low
  }

  /** Lists the days of the rule up to this one and the next. */
  #know(reach: number): void {
    while (!this.#done && (this.#days.at(-1) ?? -Infinity) <= reach) {
      const { value, done } = this.#more.next()
      if (done || value > this.#last) this.#done = true
      else this.#days.push(value)
    }
  }

  #slot(number: number): Slot | undefined {
    const index = Math.floor(number / this.#perDay)
    while (!this.#done && this.#days.length <= index) this.#know(this.#days.at(-1) ?? -Infinity)
    const days = this.#days[index]
    if (days === undefined) return undefined
    const time = this.#times[number % this.#perDay]
    const { on, because } = this.#shifted(days)
    const [hours, minutes] = (time ?? '00:00').split(':').map(Number)
    const start = momentAt(on, (hours! * 60 + minutes!) * minute, this.zone)
    const lasts = this.spec.lasts ?? (time === undefined ? 'P1D' : undefined)
    return {
      name: this.#several ? `${dateOf(days)}T${time}` : dateOf(days),
      number,
      start,
      end: lasts === undefined ? start : addSpan(start, lasts, this.zone),
      ...(because && { moved: { to: dateOf(on), because } }),
      ...(this.#shifts && isGuess(this.calendar, days) && { provisional: true }),
    }
  }

  get #shifts() {
    return this.spec.shift !== undefined && this.spec.shift !== 'none'
  }

  #shifted(days: number): { readonly on: number; readonly because?: Say } {
    const because = this.#shifts ? dayOff(this.calendar, days) : undefined
    if (!because) return { on: days }
    const step = this.spec.shift === 'next-workday' ? 1 : -1
    for (let on = days + step; on !== days + step * farthest; on += step)
      if (!dayOff(this.calendar, on)) return { on, because }
    return { on: days }
  }
}

/** Whose days off a shift goes around: the community's `work` calendar, its first working one, or the public holidays. */
export function shiftCalendar(calendars: Readonly<Record<string, Calendar>>, zone: string): WorkCalendar {
  const work = [calendars['work'], ...Object.values(calendars)].find((it) => it !== undefined && isWork(it))
  return work ?? { name: 'work', zone, days: 'china', hours: [] }
}

/** Members that take turns: one list, or lists by the day from which each holds. */
export type Rota = readonly string[] | Readonly<Record<string, readonly string[]>>

/** Whose turn a slot is: the list in force on its date, by the slot's number (SPEC J89). */
export function turnOf(slot: Slot, rota: Rota | undefined): string | undefined {
  const list = rota && listOn(rota, slot.name.slice(0, 10))
  return list?.length ? list[slot.number % list.length] : undefined
}

/** The list as it is on that day. */
export function listOn(rota: Rota, date: string): readonly string[] | undefined {
  if (isList(rota)) return rota
  const since = Object.keys(rota)
    .filter((from) => from <= date)
    .sort()
    .at(-1)
  return since === undefined ? undefined : rota[since]
}

const isList = (rota: Rota): rota is readonly string[] => Array.isArray(rota)
