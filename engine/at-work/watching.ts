/** Asks again whenever something changed: without it each screen would have to know which lines concern it. */
import type { Work } from './work.js'

/** Calls `see` with the answer, now and after each change, and `fail` where asking fails; answers how to stop. */
export function watching<T>(
  { journal, watchers }: Pick<Work, 'journal' | 'watchers'>,
  ask: () => Promise<T> | T,
  see: (value: T) => void,
  fail?: (error: unknown) => void,
): () => void {
  let stopped = false
  let looking = false
  let stale = false
  const again = async () => {
    if (looking) {
      stale = true
      return
    }
    looking = true
    do {
      stale = false
      try {
        const value = await ask()
        if (!stopped && !stale) see(value)
      } catch (error) {
        if (!stopped) fail?.(error)
      }
      // read again after the await: a change may have come in while we looked
    } while (stale && !stopped)
    looking = false
  }
  const look = () => void again()
  const unwatch = journal.watch(look)
  watchers.add(look)
  look()
  return () => {
    stopped = true
    unwatch()
    watchers.delete(look)
  }
}
