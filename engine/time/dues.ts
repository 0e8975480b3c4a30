/** Clocks of dossiers: begun, paused, extended and fired by lines alone, so that every device that has the lines agrees. */
import { add, addMs, limitMs, provisional, used } from './calendar.js'
import { shareOf, spanOf } from './duration.js'
import type { Calendar, Due, Moment, Span, Start } from '../types.js'

/** How far a clock has run. `left` is negative once more than the limit was used; all in counted milliseconds. */
export interface Standing {
  readonly state: 'on-time' | 'warn' | 'late' | 'suspended' | 'done'
  readonly limit: number
  readonly used: number
  readonly left: number
  /** `used` of `limit`; 1 where there is nothing to use. */
  readonly share: number
}

/** A clock without a warning of its own is called due soon from here on. */
const soon = 0.8

/** All that lines say of a round; its moments follow from it. */
type Run = Omit<Due, 'at' | 'warnAt' | 'provisional'>

/** A point in time is not counted in anybody's working hours. */
const counted = ({ calendar, spec }: Run): Calendar =>
  spec.until === undefined ? calendar : { name: '24h', zone: calendar.zone }

/** Counted milliseconds of the limit with all that was added to it. */
export function limitOf(due: Run): number {
  const { spec, calendar, extended } = due
  if (spec.until !== undefined) return extended.reduce((at, span) => add(calendar, at, span), spec.until) - spec.at
  return [spec.limit!, ...extended].reduce((sum, span) => sum + limitMs(calendar, spec.at + sum, span), 0)
}

/** Moment by which `ms` were counted, time in which it stood still left out. */
function after(due: Run, ms: number): Moment {
  const calendar = counted(due)
  let from = due.start
  let left = ms
  for (const [stood, went] of due.gaps) {
    const ran = used(calendar, from, stood)
    if (left <= ran) break
    left -= ran
    from = went
  }
  return addMs(calendar, from, left)
}

function usedBy(due: Due, now: Moment): number {
  const calendar = counted(due)
  const stops = outlives(due) ? due.spec.stops! : Infinity
  const end = Math.min(now, due.since ?? Infinity, stops)
  let from = due.start
  let sum = 0
  for (const [stood, went] of due.gaps) {
    sum += used(calendar, from, Math.min(stood, end))
    from = went
  }
  return sum + used(calendar, from, end)
}

/** A point in time stays where it is; one that lies in a stretch of standing still is due when the clock goes on. */
function dueAt(due: Run, limit: number): Moment {
  if (due.spec.until === undefined) return after(due, limit)
  const point = due.start + limit
  return due.gaps.find(([stood, went]) => stood < point && point < went)?.[1] ?? point
}

/** A round with its moments worked out anew. */
function timed(run: Run): Due {
  const limit = limitOf(run)
  const at = dueAt(run, limit)
  const { warn } = run.spec
  return {
    ...run,
    at,
    ...(warn && { warnAt: Math.min(at, after(run, limit * warn.at)) }),
    ...(provisional(run.calendar, at) && { provisional: true }),
  }
}

/** The first round or a fresh one. RangeError for one that has no limit. */
export function begin(start: Start): Due {
  if (start.limit === undefined && start.until === undefined)
    throw new RangeError(`Clock "${start.clock}" starts with neither a limit nor a moment`)
  return timed({
    clock: start.clock,
    title: start.title,
    round: start.round,
    start: start.at,
    ...(start.limit !== undefined && { limit: start.limit }),
    calendar: start.calendar,
    state: 'runs',
    gaps: [],
    extended: [],
    excused: false,
    warned: false,
    fired: false,
    spec: start,
  })
}

function went(due: Due, at: Moment): Due {
  const { since = at, ...rest } = due
  return timed({ ...rest, state: 'runs', gaps: [...due.gaps, [since, at]] })
}

/**
 * The clock after the dossier went to a step: it runs, stands still or stops there. Only one that says `resume` goes on
 * after it stopped; a fresh round is begun, not moved.
 */
export function move(due: Due, to: string, at: Moment): Due {
  const runs = due.spec.runs.includes(to)
  const pauses = due.spec.pauses.includes(to)
  if (due.state === 'stopped' && due.spec.again !== 'resume') return due
  if (runs) return due.state === 'runs' ? due : went(due, at)
  if (pauses) {
    if (due.state === 'runs') return { ...due, state: 'paused', since: at }
    return { ...due, state: 'paused' }
  }
  if (due.state === 'stopped') return due
  // Time spent standing still is not used time, also where the clock never went on.
  const ran = due.state === 'paused' ? went(due, at) : due
  return { ...ran, state: 'stopped', since: at }
}

/** A longer limit: a span, or a share of the first limit. Nothing is added to a clock that has stopped. */
export function extend(due: Due, by: Span | { readonly share: number }): Due {
  if (due.state === 'stopped') return due
  const { limit, until, at } = due.spec
  const span =
    typeof by === 'string' ? by : limit === undefined ? spanOf((until! - at) * by.share) : shareOf(limit, by.share)
  return timed({ ...due, extended: [...due.extended, span] })
}

/** Late stays late, and is marked as not to be held against anybody. */
export const excuse = (due: Due): Due => ({ ...due, excused: true })
/** Its due line is written. */
export const fire = (due: Due): Due => ({ ...due, fired: true })
/** Its warning line is written. */
export const warn = (due: Due): Due => ({ ...due, warned: true })

/** Its pack is over before it would be due: it stops then, and is never late. */
export const outlives = ({ spec, at }: Due): boolean => spec.stops !== undefined && at >= spec.stops

/** When it next fires: the warning or the due itself; never twice in a round, and not after its pack is over. */
export function next(due: Due): { readonly at: Moment; readonly warn: boolean } | undefined {
  if (due.state !== 'runs' || due.fired) return undefined
  const { warnAt, at, warned, spec } = due
  if (warnAt !== undefined && !warned && warnAt < at && warnAt < (spec.stops ?? Infinity))
    return { at: warnAt, warn: true }
  return outlives(due) ? undefined : { at, warn: false }
}

/** Was its limit used up by then, or by the moment at which it stopped or stood still? */
export const isLate = (due: Due, now: Moment): boolean => (due.since ?? now) >= due.at && !outlives(due)

/** Is it done with at this moment: its step was left, or its pack is over. */
export const isOver = (due: Due, now: Moment): boolean =>
  due.state === 'stopped' || (outlives(due) && now >= due.spec.stops!)

export function standing(due: Due, now: Moment): Standing {
  const limit = limitOf(due)
  const spent = usedBy(due, now)
  const share = limit > 0 ? spent / limit : 1
  const near = due.warnAt === undefined ? share >= soon : now >= due.warnAt
  const running = isLate(due, now) ? 'late' : near ? 'warn' : 'on-time'
  return {
    state: isOver(due, now) ? 'done' : due.state === 'paused' ? 'suspended' : running,
    limit,
    used: spent,
    left: limit - spent,
    share,
  }
}
