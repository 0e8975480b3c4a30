/** Points on a line that stand for all others: whatever order several values can have among the known ones, these have it too. */

/** How fine a line is: `coarse` are the points that people prefer, whole numbers or days. */
export interface Line {
  /** At least one. */
  readonly known: readonly number[]
  /** How many values may have to stand between two known ones, one behind the other. */
  readonly many: number
  /** Up to `many` coarse points between two ends, both outside; an end may be endless, not both. */
  readonly coarse: (from: number, to: number, many: number) => readonly number[]
  /** Without fractions, a point between two coarse ones is none. */
  readonly whole: boolean
}

/**
 * The known points, then those around them. Between two neighbours stand as many coarse points as values could be needed;
 * where there are fewer, as many fine ones in each gap between these.
 */
export function pointsOf({ known, many, coarse, whole }: Line): readonly number[] {
  const ends = [...new Set(known)].sort((a, b) => a - b)
  const around = (from: number, to: number): readonly number[] => {
    const points = coarse(from, to, many)
    if (points.length >= many || whole) return points
    const stops = [from, ...points, to]
    return [...points, ...stops.slice(1).flatMap((stop, at) => fine(stops[at]!, stop, many))]
  }
  const between = ends.slice(1).flatMap((to, at) => around(ends[at]!, to))
  // what lies above reads better than what lies below: minus one is seldom what people mean
  return [...ends, ...between, ...around(ends.at(-1)!, Infinity), ...around(-Infinity, ends[0]!)]
}

function fine(from: number, to: number, many: number): readonly number[] {
  if (!Number.isFinite(from) || !Number.isFinite(to)) return []
  const points = Array.from({ length: many }, (_, at) => from + ((to - from) * (at + 1)) / (many + 1))
  return points.filter((point) => point > from && point < to)
}

/** Multiples of a step. */
export const steps =
  (step: number) =>
  (from: number, to: number, many: number): readonly number[] => {
    const first = from === -Infinity ? (Math.ceil(to / step) - many) * step : (Math.floor(from / step) + 1) * step
    return Array.from({ length: many }, (_, at) => first + at * step).filter((at) => at > from && at < to)
  }
