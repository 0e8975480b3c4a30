/** Which clocks a line starts, and with what: everything they will ever need is put down at the start. */
import { dated, dateIn, momentIn } from '../time/calendar.js'
import { spanMs } from '../time/duration.js'
import { gather } from '../facts/gather.js'
import { asked, refsIn, valueOf } from '../facts/refs.js'
import type { Situation } from '../facts/situation.js'
import { stopOf } from './in-force.js'
import { judge } from '../judge/judge.js'
import type { ClockSpec } from '../pack/format.js'
import type { Calendar, Effect, Facts, Moment, Start } from '../types.js'
import { flat, lastingOf } from './concrete.js'
import type { Fill } from './decide.js'
import { contextOf, type World } from './world.js'

/** Clocks that begin when the dossier stands as in `it.after`. A clock without a limit does not run (SPEC 43). */
export async function starting(it: Situation, world: World): Promise<Start[]> {
  const { pack, kind } = it.owner
  const starts: Start[] = []
  const stops = stopOf(pack, world.book.zone)
  if (stops !== undefined && world.now >= stops) return starts
  for (const [clock, spec] of Object.entries(pack.file.clocks ?? {})) {
    if (spec.on !== kind) continue
    const round = roundOf(clock, spec, it)
    if (round === undefined) continue
    const when = pack.clockWhen[clock]
    const names = refsIn({ limit: spec.limit, until: spec.until, calendar: spec.calendar })
    if (when) asked(when, names)
    const facts = await gather(names, it, world)
    if (when) {
      const rule = { name: clock, says: spec.title, priority: 1, when, event: { type: 'flag' as const } }
      const [reason] = await judge([rule], facts, contextOf(world))
      if (!reason?.holds) continue
    }
    const start = startOf(clock, spec, round, it, facts, world)
    if (start) starts.push(stops === undefined ? start : { ...start, stops })
  }
  return starts
}

/**
 * Clocks with their consequences made concrete, as everything else about them is put down at the start: the line that a
 * clock writes one day is the same on every device. What follows from a due is an act and is worked out when it fires.
 */
export async function worded(
  starts: readonly Start[],
  it: Situation,
  world: World,
  fill: Fill,
): Promise<readonly Start[]> {
  if (starts.length === 0) return starts
  const lasts = (effects: readonly Effect[]) => effects.flatMap(flat).filter(({ type }) => type !== 'follow')
  const told = starts.flatMap(({ due, warn }) => [...lasts(due), ...lasts(warn?.then ?? [])])
  const facts = await gather(refsIn(told), it, world)
  const concrete = (effects: readonly Effect[]) => [
    ...lastingOf(lasts(effects), it, facts, fill, world.book.zone),
    ...effects.flatMap(flat).filter(({ type }) => type === 'follow'),
  ]
  return starts.map((start) => ({
    ...start,
    ...(start.warn && { warn: { ...start.warn, then: concrete(start.warn.then) } }),
    due: concrete(start.due),
  }))
}

/** Number of the round that begins now; undefined if none does (SPEC 41, 42, 44). */
function roundOf(clock: string, spec: ClockSpec, { owner, before, after }: Situation): number | undefined {
  if (!spec.runs.includes(after.step)) return undefined
  const rounds = before?.dues.filter((due) => due.clock === clock) ?? []
  // of a clock that began anew only the newest round may be there
  const next = Math.max(0, ...rounds.map(({ round }) => round)) + 1
  const since = spec.since === undefined ? undefined : after.fields[spec.since]
  if (isNewest(spec.since, { owner })) {
    const runs = rounds.some((due) => due.state !== 'stopped')
    // before there is a value it counts from the step
    return runs && since === before?.fields[spec.since!] ? undefined : next
  }
  if (spec.since !== undefined) {
    return since === undefined || (rounds.length && since === before?.fields[spec.since]) ? undefined : next
  }
  if (rounds.some((due) => due.state !== 'stopped')) return undefined
  if (rounds.length) return (spec.again ?? 'fresh') === 'fresh' ? next : undefined
  // a step that was already running when the clock was added to the pack starts nothing
  return before && [...spec.runs, ...(spec.pauses ?? [])].includes(before.step) && before.step === after.step
    ? undefined
    : 1
}

function startOf(
  clock: string,
  spec: ClockSpec,
  round: number,
  it: Situation,
  facts: Facts,
  world: World,
): Start | undefined {
  const zone = world.book.zone
  const since = spec.since === undefined ? undefined : it.after.fields[spec.since]
  const at = typeof since === 'string' ? momentIn(since, zone) : world.now
  const limit = spec.limit === undefined ? undefined : valueOf(spec.limit, facts)
  const until = spec.until && pointOf(spec.until, it, facts, at, zone)
  if (typeof limit !== 'string' && until === undefined) return undefined
  return {
    clock,
    title: spec.title,
    round,
    at,
    ...(until === undefined ? { limit: limit as string } : { until }),
    calendar: calendarOf(spec, facts, world),
    runs: spec.runs,
    pauses: spec.pauses ?? [],
    again: spec.again ?? 'fresh',
    ...(spec.since !== undefined && { since: true as const }),
    ...(isNewest(spec.since, it) && { newest: spec.since! }),
    ...(spec.warn && { warn: { at: spec.warn.at, then: spec.warn.then ?? [] } }),
    due: spec.due,
  }
}

const isNewest = (field: string | undefined, { owner }: Pick<Situation, 'owner'>) =>
  field !== undefined && owner.spec.fields[field]?.keep === 'newest'

function calendarOf(spec: ClockSpec, facts: Facts, world: World): Calendar {
  const name = spec.calendar === undefined ? '24h' : String(valueOf(spec.calendar, facts) ?? '24h')
  if (name === '24h' || name === 'natural') return { name, zone: world.book.zone }
  return dated(world.book.calendars[name] ?? { name: '24h', zone: world.book.zone })
}

/** A point instead of a span: a field or so many days after the start, at a time of day, so much before (SPEC 47). */
function pointOf(
  until: NonNullable<ClockSpec['until']>,
  it: Situation,
  facts: Facts,
  start: Moment,
  zone: string,
): Moment | undefined {
  const field = until.field === undefined ? undefined : it.after.fields[until.field]
  if (until.field !== undefined && typeof field !== 'string') return undefined
  const time = until.at === undefined ? undefined : String(valueOf(until.at, facts))
  let at: Moment
  if (typeof field === 'string' && time === undefined) at = momentIn(field, zone)
  else {
    const date = typeof field === 'string' ? field.slice(0, 10) : dateIn(start, zone)
    // 24:00 is the end of the day: midnight of the next
    at = time === '24:00' ? momentIn(nextDay(date), zone) : momentIn(`${date}T${time ?? '00:00'}`, zone)
    for (let day = 0; day < (until.days ?? 0); day++)
      at = momentIn(`${nextDay(dateIn(at, zone))}T${time === '24:00' ? '00:00' : (time ?? '00:00')}`, zone)
  }
  return until.before === undefined ? at : at - spanMs(until.before)
}

const nextDay = (date: string) => new Date(Date.parse(`${date}T00:00Z`) + 86_400_000).toISOString().slice(0, 10)
