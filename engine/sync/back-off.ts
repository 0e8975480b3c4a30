/** When to try again: later each time, and never all devices at once. */

const first = 1000
const longest = 5 * 60_000

/**
 * Ms until the next try, after so many that failed. Half of it is left to chance, so that the devices of an office whose
 * server comes back do not all knock in the same second.
 * @param random from 0 to below 1
 */
export function backOff(failures: number, random: () => number): number {
  const most = Math.min(first * 2 ** Math.max(0, failures - 1), longest)
  return Math.round(most * (0.5 + random() / 2))
}
