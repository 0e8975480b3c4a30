// A clock that visitors turn by hand. It stands still until then, and every tab of this browser shows the same moment.

/**
 * A `Clock` of Linli with `set`. It begins at `start` and remembers under `key` how far it was turned; `seen(now)` is
 * called whenever it was, in whichever tab.
 */
export function handClock(start, seen, key) {
  const wakes = new Set()
  let now = Number(localStorage.getItem(key)) || start

  const turn = (to) => {
    for (;;) {
      const next = [...wakes].filter(({ at }) => at <= to).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      wakes.delete(next)
      // whoever is woken finds the clock at the moment that was asked for, however far it is being turned
      now = Math.max(now, next.at)
      next.call()
    }
    now = Math.max(now, to)
    seen(now)
  }
  window.addEventListener('storage', (event) => {
    if (event.key === key && event.newValue) turn(Number(event.newValue))
  })
  return {
    now: () => now,
    wake(at, call) {
      const wake = { at, call }
      wakes.add(wake)
      if (at <= now) queueMicrotask(() => turn(now))
      return () => wakes.delete(wake)
    },
    set(to) {
      turn(to)
      localStorage.setItem(key, String(now))
    },
    show: () => seen(now),
    forget: () => localStorage.removeItem(key),
  }
}
