// Every page of the street goes by one clock that visitors turn, so that what is reported on one is in time on the others.
// Loaded before linli.js: a station that opened by the real clock would find six years of limits gone by.
import { handClock } from './hand-clock.js'

const seers = new Set()
/** Pages with another past go by another clock. */
const name = document.body.dataset.day ?? 'street'
export const clock = handClock(
  Date.parse('2020-04-02T09:00:00+08:00'),
  (now) => seers.forEach((see) => see(now)),
  `${name}-clock`,
)
/** Calls now, and whenever the clock was turned. */
export function watchClock(see) {
  seers.add(see)
  see(clock.now())
}

document.querySelector('linli-station').clock = clock
