// The one clock of both devices: it runs on from a chosen moment, and a scene may put it ahead, so that what is done on one
// device is seen to be later than what was done on the other.

/** A `Clock` of Linli with `ahead(ms)`. */
export function clockFrom(start) {
  const wakes = new Set()
  const began = performance.now()
  let put = 0
  const now = () => Math.floor(start + put + performance.now() - began)

  const wind = (wake) => {
    clearTimeout(wake.timer)
    // a timer longer than a day rings at once
    wake.timer = setTimeout(() => ring(wake), Math.min(Math.max(0, wake.at - now()), 86_400_000))
  }
  const ring = (wake) => {
    if (!wakes.has(wake)) return
    if (now() < wake.at) return wind(wake)
    wakes.delete(wake)
    wake.call()
  }
  return {
    now,
    wake(at, call) {
      const wake = { at, call }
      wakes.add(wake)
      wind(wake)
      return () => {
        clearTimeout(wake.timer)
        wakes.delete(wake)
      }
    },
    ahead(ms) {
      put += ms
      for (const wake of wakes) wind(wake)
    },
  }
}
