/** One tab of a device speaks with the far side; when it closes or dies the next one takes over. */

/** Does `work` while it holds the name, alone on this device; waits for it until the signal. */
export type Lead = (name: string, signal: AbortSignal, work: () => Promise<void>) => Promise<void>

/** By Web Locks: the browser gives the name on even where a tab was killed. Without them, in Node, there are no tabs. */
export const leadByLocks: Lead = async (name, signal, work) => {
  if (!globalThis.navigator?.locks) return work()
  try {
    await navigator.locks.request(name, { signal }, work)
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
