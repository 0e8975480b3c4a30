/** Stretches of time laid over one another: how many at once, and what they leave open. */
import type { Moment } from '../types.js'

/** From a moment to before another; one that does not end after it begins is empty. */
export type Interval = readonly [from: Moment, to: Moment]

/** The greatest number of intervals that overlap at any moment of `within`; the end of each is open (SPEC H74). */
export function peakOf(intervals: readonly Interval[], [start, end]: Interval): number {
  const steps: [at: Moment, by: 1 | -1][] = []
  for (const [from, to] of intervals) {
    if (Math.max(from, start) >= Math.min(to, end)) continue
    steps.push([from, 1], [to, -1])
  }
  // at one moment what ends goes before what begins
  steps.sort(([a, up], [b, down]) => a - b || up - down)
  let now = 0
  let most = 0
  for (const [at, by] of steps) {
    if (at >= end) break
    now += by
    most = Math.max(most, now)
  }
  return most
}

/** What none of the intervals covers of `within`, in order. */
export function gapsOf(intervals: readonly Interval[], [start, end]: Interval): readonly Interval[] {
  const gaps: Interval[] = []
  let covered = start
  for (const [from, to] of [...intervals].filter(([from, to]) => from < to).sort(([a], [b]) => a - b)) {
    if (from >= end) break
    if (from > covered) gaps.push([covered, from])
    covered = Math.max(covered, to)
  }
  if (covered < end) gaps.push([covered, end])
  return gaps
}
