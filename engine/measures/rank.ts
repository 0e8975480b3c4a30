/** Who stands where: only who was looked at often enough, and equal numbers share a rank (SPEC K94). */
import type { Measure } from '../pack/format.js'

export interface Ranked {
  readonly rank: number
  readonly stands?: 'top' | 'bottom'
}

/**
 * Ranks by these numbers, the highest first. In a small field nobody stands at both ends: the top goes before.
 * @param scores comparable numbers of those who are ranked
 */
export function ranked(
  scores: ReadonlyMap<string, number>,
  { top = 0, bottom = 0, 'at-least': least = -Infinity, below = Infinity }: Measure,
): ReadonlyMap<string, Ranked> {
  const all = [...scores.values()]
  return new Map(
    [...scores].map(([key, score]) => {
      const rank = 1 + all.filter((other) => other > score).length
      const fromBelow = 1 + all.filter((other) => other < score).length
      const isTop = rank <= top && score >= least
      const stands = isTop ? 'top' : fromBelow <= bottom && score < below ? 'bottom' : undefined
      return [key, { rank, ...(stands && { stands }) }]
    }),
  )
}
