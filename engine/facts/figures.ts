/** Facts that are worked out from other facts: a span between two moments, a share of a whole, a weighted score. */
import { comparable } from '../judge/comparable.js'
import type { Calendar, Facts, Json, Moment } from '../types.js'
import type { Derivation } from '../pack/format.js'
import { dayMs, isWork, used } from '../time/calendar.js'
import { spanOf } from '../time/duration.js'

const UNIT = { minutes: 60_000, hours: 3_600_000, days: 86_400_000, 'work-hours': 3_600_000 } as const

/** Working units are counted in this calendar of the community unless the fact names another. */
export const WORK = 'work'

interface Timed {
  readonly now: Moment
  readonly zone: string
  readonly calendars: Readonly<Record<string, Calendar>>
}

/** From one moment to another, now where one is left out; a span, or a number in a unit (SPEC H76). */
export function spanBetween(how: Derivation, facts: Facts, it: Timed): Json | undefined {
  const end = (address: string | undefined) =>
    address === undefined ? it.now : comparable(facts[address], 'moment', it.zone)
  const [from, to] = [end(how.from), end(how.to)]
  if (typeof from !== 'number' || typeof to !== 'number') return undefined
  switch (how.unit) {
    case undefined:
      return spanOf(to - from)
    case 'work-hours':
    case 'work-days': {
      const calendar = it.calendars[how.calendar ?? WORK]
      if (!calendar || !isWork(calendar)) return undefined
      const ms = from <= to ? used(calendar, from, to) : -used(calendar, to, from)
      return ms / (how.unit === 'work-days' ? dayMs(calendar) : UNIT['work-hours'])
    }
    default:
      return (to - from) / UNIT[how.unit]
  }
}

/** One number or span of another; nothing where the whole is 0 (SPEC H79). */
export function ratio({ part, whole }: Derivation, facts: Facts, zone: string): number | undefined {
  const [a, b] = [figure(facts[part!], zone), figure(facts[whole!], zone)]
  return a === undefined || b === undefined || b === 0 ? undefined : a / b
}

/** Each fact times its weight, added up; yes counts 1 and no 0. Nothing while one of them is missing. */
export function weighted({ weights }: Derivation, facts: Facts, zone: string): number | undefined {
  let score = 0
  for (const [address, weight] of Object.entries(weights ?? {})) {
    const is = facts[address]
    const value = typeof is === 'boolean' ? Number(is) : figure(is, zone)
    if (value === undefined) return undefined
    score += weight * value
  }
  return Number(score.toFixed(9))
}

function figure(value: Json | undefined, zone: string): number | undefined {
  const is = comparable(value, typeof value === 'string' ? 'duration' : 'number', zone)
  return typeof is === 'number' ? is : undefined
}
