/** The one clock and its timers: everything else is given a clock, so that tests can turn it by hand. */
import type { Clock, Moment } from '../types.js'

interface Wake {
  readonly at: Moment
  readonly call: () => void
}

/** Wakes in the order of their moments, those of one moment in the order of their asking. */
class Wakes {
  readonly #list: Wake[] = []

  get first(): Wake | undefined {
    return this.#list[0]
  }

  add(wake: Wake): void {
    const after = this.#list.findIndex(({ at }) => at > wake.at)
    this.#list.splice(after < 0 ? this.#list.length : after, 0, wake)
  }

  remove(wake: Wake): void {
    const index = this.#list.indexOf(wake)
    if (index >= 0) this.#list.splice(index, 1)
  }

  /** Takes the first one that is due. */
  take(now: Moment): Wake | undefined {
    return this.first && this.first.at <= now ? this.#list.shift() : undefined
  }
}

/**
 * A timer counts running time, not the time a laptop's lid was down, and a clock that is set right jumps: so no sleep is
 * longer than this, and every waking looks at the clock again.
 */
const longest = 60_000

class SystemClock implements Clock {
  readonly #wakes = new Wakes()
  #timer: ReturnType<typeof setTimeout> | undefined

  now(): Moment {
    return Date.now()
  }

  wake(at: Moment, call: () => void): () => void {
    const wake = { at, call }
    this.#wakes.add(wake)
    this.#wind()
    return () => {
      this.#wakes.remove(wake)
      this.#wind()
    }
  }

  #wind(): void {
    clearTimeout(this.#timer)
    const first = this.#wakes.first
    if (!first) return
    const wait = Math.min(Math.max(first.at - Date.now(), 0), longest)
    this.#timer = setTimeout(() => this.#ring(), wait)
  }

  #ring(): void {
    const now = Date.now()
    try {
      for (let wake = this.#wakes.take(now); wake; wake = this.#wakes.take(now)) wake.call()
    } finally {
      // one call that throws must not silence the wakes behind it
      this.#wind()
    }
  }
}

/** The machine's time, with one timer for the page. */
export const systemClock: Clock = new SystemClock()

/** The machine's time moved: `start` was, or is, at its own moment `begun`, and it runs on from there. */
export function clockFrom(start: Moment, begun: Moment = systemClock.now()): Clock {
  const ahead = start - begun
  return {
    now: () => systemClock.now() + ahead,
    wake: (at, call) => systemClock.wake(at - ahead, call),
  }
}

/** A clock that stands still until it is turned. */
export interface HandClock extends Clock {
  /** Goes to a moment; every wake on the way is called with the clock standing at its own moment, in order. */
  set(at: Moment): void
  advance(ms: number): void
}

export function handClock(at: Moment): HandClock {
  const wakes = new Wakes()
  let now = at
  const set = (to: Moment) => {
    for (let wake = wakes.take(to); wake; wake = wakes.take(to)) {
      now = Math.max(now, wake.at)
      wake.call()
    }
    now = to
  }
  return {
    now: () => now,
    wake(moment, call) {
      const wake = { at: moment, call }
      wakes.add(wake)
      // a moment that is past is called at once, but never before its caller has got hold of how to take it back
      if (moment <= now) queueMicrotask(() => set(now))
      return () => wakes.remove(wake)
    },
    set,
    advance: (ms) => set(now + ms),
  }
}

/** Lets the page draw and answer before long work goes on. */
export const pause = (): Promise<void> => new Promise((go) => setTimeout(go))

/**
 * For work that takes longer than a frame: call it between pieces, and await what it gives. It pauses only when the
 * piece of time it allows (ms) has passed since the page could last draw.
 */
export function slices(length = 8): () => Promise<void> | undefined {
  let began = performance.now()
  return () => {
    if (performance.now() - began < length) return undefined
    return pause().then(() => {
      began = performance.now()
    })
  }
}
