/** Keeps the screen on: a hall's screen that has gone dark is taken for a broken one. */
import type { ReactiveController } from 'lit'
import type { LinliElement } from '../base/element.js'

/** The browser lets go whenever the page is hidden, so it is asked again each time the page is seen. */
export class Awake implements ReactiveController {
  #lock?: WakeLockSentinel | undefined
  #asking = false

  constructor(private readonly host: LinliElement) {
    host.addController(this)
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#seen)
    void this.hold()
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#seen)
    void this.#lock?.release()
    this.#lock = undefined
  }

  /** Some browsers want a touch first, so each touch asks again where it is not held. */
  async hold(): Promise<void> {
    if (this.#asking || document.hidden || (this.#lock && !this.#lock.released)) return
    this.#asking = true
    try {
      this.#lock = await navigator.wakeLock?.request('screen')
      if (!this.host.isConnected) this.hostDisconnected()
    } catch {
      // low battery, or a policy of the page: the screen goes dark as it does elsewhere
    } finally {
      this.#asking = false
    }
  }

  readonly #seen = (): void => void this.hold()
}
