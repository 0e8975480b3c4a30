/** Running time on the screen: one tick a second for the whole page, and none while nobody sees it. */
import type { ReactiveController } from 'lit'
import { systemClock } from '../../engine/time/clock.js'
import type { Clock, Moment } from '../../engine/types.js'
import { Calls, type Source } from './again.js'
import type { LinliElement } from './element.js'

class Ring {
  readonly #calls = new Set<() => void>()
  #unwind?: () => void

  constructor(private readonly clock: Clock) {}

  add(call: () => void): () => void {
    if (this.#calls.size === 0) document.addEventListener('visibilitychange', this.#shown)
    this.#calls.add(call)
    if (!this.#unwind) this.#wind()
    return () => {
      this.#calls.delete(call)
      if (this.#calls.size > 0) return
      document.removeEventListener('visibilitychange', this.#shown)
      this.#stop()
    }
  }

  readonly #shown = () => {
    this.#stop()
    if (!document.hidden) this.#ring()
  }

  #ring(): void {
    this.#unwind = undefined
    for (const call of [...this.#calls]) call()
    this.#wind()
  }

  #wind(): void {
    if (this.#calls.size === 0 || document.hidden) return
    const next = Math.floor(this.clock.now() / 1000) * 1000 + 1000
    // behind whoever turns the clock: a hand that passes over an afternoon rings once, when it has arrived
    const unwind = this.clock.wake(next, () => queueMicrotask(() => this.#unwind === unwind && this.#ring()))
    this.#unwind = unwind
  }

  #stop(): void {
    this.#unwind?.()
    this.#unwind = undefined
  }
}

const rings = new WeakMap<Clock, Ring>()

/**
 * Asks the element to draw itself again each second, by the station's clock, as long as `runs` says so. An element that has
 * only some words to draw `again` with it says by `second` what else a second means.
 */
export class Tick implements ReactiveController, Source {
  readonly #host: LinliElement
  readonly #runs: () => boolean
  readonly #second: () => void
  readonly #words = new Calls()
  #clock?: Clock
  #stop?: () => void

  constructor(host: LinliElement, runs: () => boolean = () => true, second: () => void = () => host.requestUpdate()) {
    this.#host = host
    this.#runs = runs
    this.#second = second
    host.addController(this)
  }

  get now(): Moment {
    return (this.#host.station?.clock ?? systemClock).now()
  }

  each(call: () => void): () => void {
    return this.#words.each(call)
  }

  hostUpdated(): void {
    const clock = this.#runs() ? (this.#host.station?.clock ?? systemClock) : undefined
    if (clock === this.#clock || !this.#host.isConnected) return
    this.hostDisconnected()
    if (!clock) return
    let ring = rings.get(clock)
    if (!ring) rings.set(clock, (ring = new Ring(clock)))
    this.#clock = clock
    this.#stop = ring.add(() => {
      this.#second()
      this.#words.tell()
    })
  }

  hostConnected(): void {
    this.#host.requestUpdate()
  }

  hostDisconnected(): void {
    this.#stop?.()
    this.#stop = undefined
    this.#clock = undefined
  }
}
