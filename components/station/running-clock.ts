/** A clock that begins at a chosen moment and runs on from there: a demonstration that always opens on the same afternoon. */
import { clockFrom, systemClock } from '../../engine/time/clock.js'
import type { Clock, Moment } from '../../engine/types.js'

/**
 * `key` names the beginning, so that a reload, and every other tab, goes on instead of starting over: lines that were written
 * before the reload must not lie in the future.
 */
export const runningClock = (start: Moment, key: string): Clock => clockFrom(start, begun(`linli-clock ${key}`))

/** Real moment at which this clock was first used here. Where nothing can be stored, that is now. */
function begun(name: string): Moment {
  const now = systemClock.now()
  try {
    const stored = Number(localStorage.getItem(name))
    if (stored > 0) return stored
    localStorage.setItem(name, String(now))
  } catch {
    // a page in a sandbox: the clock begins anew with each load
  }
  return now
}
