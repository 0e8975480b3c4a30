/** One value of each sort that a column's cells can tell apart: without this file there would be endlessly many cases to try. */
import { order, type Part } from '../pack/table.js'
import { dateIn } from '../time/calendar.js'
import { spanOf } from '../time/duration.js'
import type { Json } from '../types.js'
import type { Domain } from './domain.js'

export interface Sample {
  /** Undefined: missing. */
  readonly value: Json | undefined
  /** Where it lies on the line of `order`. */
  readonly is?: number
  /** Stands for every text that no cell mentions. */
  readonly other?: true
}

const DAY = 86_400_000
const MINUTE = 60_000

/**
 * Values such that any other value of the domain fits the same cells as one of these. What cells mention comes first
 * and what is missing last: the first that will do is the one people are shown.
 */
export function samplesOf(domain: Domain, parts: readonly Part[], zone: string): readonly Sample[] {
  const values = domain.values?.map((value): Sample => ({ value })) ?? open(domain, parts, zone)
  const once = new Map(values.map((sample) => [sample.value, sample]))
  return [...once.values(), ...(domain.blank ? [{ value: undefined }] : [])]
}

function open({ type, ...bounds }: Domain, parts: readonly Part[], zone: string): readonly Sample[] {
  const ends = endsOf(parts)
  const literals = parts.flatMap((part) => ('value' in part ? [part.value] : []))
  switch (type) {
    case 'number':
      return onLine(literals.filter((value) => typeof value === 'number').concat(ends), bounds, (at) => at)
    case 'duration':
      // a span of months has no place on the line and is only what it is
      return [...onLine(ends, { ...bounds, whole: true }, spanOf), ...offLine(literals, zone)]
    case 'moment':
      return onLine(ends, { ...bounds, whole: true }, (at) => new Date(at).toISOString())
    case 'date': {
      const days = ends.flatMap((end) => [0, -1, 1].map((step) => dateIn(noon(end, zone) + step * DAY, zone)))
      return within(
        [...new Set(days.length ? days : ['2020-01-01'])].map((value) => sample(value, zone)),
        bounds,
      )
    }
    case 'time': {
      const times = literals.flatMap((value) => order(value, zone) ?? [])
      return onLine([...times, ...ends], { min: 0, max: 1440, whole: true }, clockOf)
    }
    case 'choices':
    case 'checks':
    case 'places':
    case 'parties':
    case 'dossiers':
    case 'photos':
    case 'list':
      return [{ value: [] }]
    case 'object':
    case 'words':
      return [{ value: {} }]
    default:
      return texts(literals, ends, zone)
  }
}

const sample = (value: string, zone: string): Sample => {
  const is = order(value, zone)
  return { value, ...(is !== undefined && { is }) }
}
const noon = (at: number, zone: string) => order(`${dateIn(at, zone)}T12:00`, zone)!
const clockOf = (at: number) => [Math.floor(at / 60), at % 60].map((part) => String(part).padStart(2, '0')).join(':')
const offLine = (literals: readonly Json[], zone: string): Sample[] =>
  literals.flatMap((value) => (order(value, zone) === undefined ? [{ value }] : []))

const endsOf = (parts: readonly Part[]): readonly number[] =>
  parts
    .flatMap((part) => ('value' in part ? [part.is ?? NaN] : [part.from, part.to]))
    .filter((end) => Number.isFinite(end))

const within = (samples: readonly Sample[], { min = -Infinity, max = Infinity }: Omit<Domain, 'blank' | 'type'>) =>
  samples.filter(({ is }) => is! >= min && is! <= max)

/** The ends themselves, then something between each two, below the lowest and above the highest. */
function onLine(
  ends: readonly number[],
  bounds: Pick<Domain, 'min' | 'max' | 'whole'>,
  write: (at: number) => Json,
): readonly Sample[] {
  const known = [bounds.min, bounds.max].filter((end) => end !== undefined)
  const sorted = [...new Set([...ends, ...known])].sort((a, b) => a - b)
  if (sorted.length === 0) sorted.push(0)
  const gaps = sorted.slice(1).map((end, index) => between(sorted[index]!, end))
  // an end with a fraction has whole neighbours
  const near = bounds.whole ? sorted.flatMap((end) => [Math.floor(end), Math.ceil(end)]) : []
  const all = [...sorted, ...gaps, below(sorted[0]!), -below(-sorted.at(-1)!), ...near]
  // people count in whole numbers: one and a half is shown only where nothing else will do
  const fractions = bounds.whole ? [] : all.filter((at) => !Number.isInteger(at))
  const ways = new Set([...all.filter(Number.isInteger), ...fractions])
  const samples = Array.from(ways, (is): Sample => ({ value: write(is), is }))
  return within(samples, bounds)
}

/** A round number between two where there is one. */
function between(low: number, high: number): number {
  const minutes = (Math.floor(low / MINUTE) + 1) * MINUTE
  const whole = Math.floor(low) + 1
  return high - low > 2 * MINUTE && minutes < high ? minutes : whole < high ? whole : low / 2 + high / 2
}

const below = (end: number): number => {
  const step = Math.abs(end) > DAY ? DAY : 1
  return end - step < end ? end - step : end < 0 ? end * 2 : end / 2
}

/** Texts that cells mention, texts that read as a number where cells ask for ranges, and any other text. */
function texts(literals: readonly Json[], ends: readonly number[], zone: string): readonly Sample[] {
  const fresh = (text: string, more: string): string => (literals.includes(text) ? fresh(text + more, more) : text)
  const numeral = (at: number) => fresh(Number.isInteger(at) ? `${at}.0` : String(at), '0')
  return [
    ...literals.map((value): Sample => (typeof value === 'string' ? sample(value, zone) : { value })),
    ...(ends.length === 0 ? [] : onLine(ends, {}, numeral)),
    { value: fresh('…', '…'), other: true },
  ]
}
