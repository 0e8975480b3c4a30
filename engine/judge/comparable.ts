/** The one place where values become comparable: without it "PT10M" would be compared as letters, and each evaluator in its own way. */
import { momentIn } from '../time/calendar.js'
import { spanMs } from '../time/duration.js'
import type { ValueType } from '../pack/book.js'
import type { Facts, Json, PlaceId } from '../types.js'

/** What comparisons need to know beside the facts. */
export interface Context {
  /** IANA name; dates and moments without an offset are read on its wall clock. */
  readonly zone: string
  /** `place` is `top` or lies anywhere below it. */
  under(place: PlaceId, top: PlaceId): boolean
}

/**
 * A value as it is compared: spans in ms, dates and moments in ms since 1970, times in minutes of the day, lists member
 * by member, others as they are. A number where a span, date or time is due has been made comparable before.
 * Undefined is missing; a value of the wrong type is missing too, so that "5" is never at least 3.
 */
export function comparable(value: Json | undefined, type: ValueType, zone: string): Json | undefined {
  if (value === undefined || value === null) return undefined
  if (Array.isArray(value)) {
    const member = MEMBER[type] ?? type
    return value.map((each: Json) => comparable(each, member, zone) ?? null)
  }
  switch (type) {
    case 'number':
      return finite(value)
    case 'duration':
      return typeof value === 'string' ? attempt(spanMs, value) : finite(value)
    case 'date':
    case 'moment':
      return typeof value === 'string' ? attempt(momentIn, value, zone) : finite(value)
    case 'time':
      return typeof value === 'string' ? minutes(value) : finite(value)
    case 'yes-no':
      return typeof value === 'boolean' ? value : undefined
    case 'text':
    case 'choice':
    case 'place':
    case 'party':
    case 'dossier':
      return typeof value === 'string' ? value : undefined
    default:
      return value
  }
}

/** Has somebody answered? An empty text and an empty list are no answer, `false` and 0 are one. */
export const filled = (value: Json | undefined): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)

/** Value of a fact, or of what lies under it: facts may name that by its whole address, `parent.step`, or hold it inside. */
export const factAt = (facts: Facts, fact: string, path?: readonly string[]): Json | undefined =>
  reading(fact, path)(facts)

/** The same of many facts: the address is put together once. */
export function reading(fact: string, path: readonly string[] = []): (facts: Facts) => Json | undefined {
  if (path.length === 0) return (facts) => member(facts, fact)
  const address = [fact, ...path].join('.')
  return (facts) => {
    const whole = facts[address]
    return whole === undefined ? walk(member(facts, fact), path) : whole
  }
}

/** What lies under a value: own members only, so `constructor` leads nowhere; `length` of a list. */
export function walk(value: Json | undefined, path: readonly string[]): Json | undefined {
  let at = value
  for (const name of path) {
    if (typeof at !== 'object' || at === null) return undefined
    at = Array.isArray(at) ? (name === 'length' ? at.length : undefined) : member(at as Facts, name)
  }
  return at
}

function member(of: Facts, name: string): Json | undefined {
  const value = of[name]
  // what objects inherit are functions, and JSON has none; asking hasOwn first takes three times as long
  return typeof value === 'function' ? undefined : value
}

const MEMBER: Partial<Record<ValueType, ValueType>> = {
  choices: 'choice',
  places: 'place',
  parties: 'party',
  dossiers: 'dossier',
  photos: 'text',
}

const finite = (value: Json) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined)

/** `24:00` is the end of the day. */
function minutes(text: string): number | undefined {
  const [, hours, rest] = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(text) ?? []
  const total = Number(hours) * 60 + Number(rest)
  return total <= 1440 ? total : undefined
}

function attempt<Rest extends unknown[]>(read: (text: string, ...rest: Rest) => number, text: string, ...rest: Rest) {
  try {
    return read(text, ...rest)
  } catch (error) {
    // text that is no span or date; a wrong zone is the pack's fault and is found at load
    if (error instanceof RangeError) return undefined
    throw error
  }
}
