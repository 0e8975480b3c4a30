/** Whether a far side may erase a dossier: it believes its own clock and the lines it has, and nobody's word. */
import { fold } from '../act/fold.js'
import { isForgotten } from '../journal/forget.js'
import type { Entry, Moment, Span } from '../types.js'

/**
 * Do these lines, all that are there of a dossier, say that its time is over?
 * @param keep for those whom the far side lets shorten it: it was to be kept only so long
 */
export function isOver(lines: readonly Entry[], now: Moment, keep?: Span): boolean {
  if (lines.length === 0) return true
  try {
    const { dossier } = fold(lines)
    const { forget, ended, at, over = ended ? at : undefined } = dossier
    if (isForgotten(dossier, now)) return true
    return keep !== undefined && isForgotten({ ...(over !== undefined && { over }), forget: { ...forget, keep } }, now)
  } catch {
    // lines without an opening: nobody can read them, and nobody may be left without them
    return false
  }
}
