/** Which of several clocks speaks for a dossier. */
import type { Due } from '../../engine/types.js'

/** The one that stands still, where there is one; else the running one that is due first. */
export function leading(dues: readonly Due[]): Due | undefined {
  let found: Due | undefined
  for (const due of dues) {
    if (due.state === 'paused') return due
    if (due.state === 'runs' && (!found || due.at < found.at)) found = due
  }
  return found
}
