/** What a dossier's own lines add up to; pure, so that a merge counts on every device alike. */
import type { Derivation } from '../pack/format.js'
import type { Entry, Json } from '../types.js'

/** What is needed of a line. */
export type Told = Pick<Entry, 'act' | 'at' | 'by' | 'data' | 'reason'>

/**
 * What is there after these lines: each act of `in` adds the number in its field, each of `out` takes it away (SPEC H75).
 * @param lines in the order of folding; void ones are left out by whoever calls
 * @param start what was there before them, e.g. carried over
 */
export function balanceOf(
  how: Pick<Derivation, 'in' | 'out'>,
  lines: Iterable<Pick<Told, 'act' | 'data'>>,
  start = 0,
): number {
  let balance = start
  for (const { act, data } of lines) balance += amount(how.in?.[act], data) - amount(how.out?.[act], data)
  // amounts are written with few decimals and so must their sums be: 0.1 + 0.2 is 0.3
  return Number(balance.toFixed(9))
}

const amount = (field: string | undefined, data: Entry['data']): number => {
  const value = field === undefined ? undefined : data[field]
  return typeof value === 'number' ? value : 0
}

/**
 * The newest line of the act for each value of the field `per`, e.g. the last check of each stall: what `standing` counts
 * where they fit its `where` (SPEC H75). A line that leaves the field open stands for nothing.
 * @param lines in the order of folding; void ones are left out by whoever calls
 */
export function newestPer<Line extends Pick<Told, 'act' | 'data'>>(
  how: Pick<Derivation, 'act' | 'per'>,
  lines: Iterable<Line>,
): readonly Line[] {
  const newest = new Map<string, Line>()
  for (const line of lines) {
    const value: Json | undefined = line.act === how.act ? line.data[how.per!] : undefined
    if (value !== undefined && value !== null) newest.set(JSON.stringify(value), line)
  }
  return [...newest.values()]
}
