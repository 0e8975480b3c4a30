/** Whether somebody is still here: without it the next person would find the last one's half-finished words on the screen. */
import type { ReactiveController } from 'lit'
import type { Clock } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'

const second = 1000

export interface IdleWays {
  readonly clock: () => Clock
  /** Seconds without a touch until it asks. */
  readonly quiet: () => number
  /** Seconds that it asks for. */
  readonly warning: () => number
  /** Nobody answered. */
  readonly gone: () => void
}

export class Idle implements ReactiveController {
  /** Seconds left of the countdown; undefined while nothing is asked. */
  left: number | undefined
  /** Somebody has touched something since it last stood at its start. */
  used = false
  #unwake?: () => void

  constructor(
    private readonly host: LinliElement,
    private readonly ways: IdleWays,
  ) {
    host.addController(this)
  }

  hostConnected(): void {
    if (this.used) this.stay()
  }

  hostDisconnected(): void {
    this.#unwake?.()
    this.left = undefined
  }

  /** Somebody touched something; what is asked meanwhile is answered by `stay` alone. */
  touch(): void {
    if (this.left === undefined) this.stay()
  }

  /** Somebody is there. */
  stay(): void {
    this.used = true
    this.#show(undefined)
    this.#after(this.ways.quiet(), () => this.#count(this.ways.warning()))
  }

  /** It stands at its start, and nothing runs. */
  rest(): void {
    this.#unwake?.()
    this.used = false
    this.#show(undefined)
  }

  /** Seconds are counted and not read off the clock: one that is set right meanwhile must not cut the warning short. */
  #count(left: number): void {
    if (left <= 0) return this.ways.gone()
    this.#show(left)
    this.#after(1, () => this.#count(left - 1))
  }

  #show(left: number | undefined): void {
    if (left === this.left) return
    this.left = left
    this.host.requestUpdate()
  }

  #after(seconds: number, call: () => void): void {
    this.#unwake?.()
    const clock = this.ways.clock()
    this.#unwake = clock.wake(clock.now() + seconds * second, call)
  }
}
