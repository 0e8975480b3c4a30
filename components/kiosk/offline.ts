/** The page without a network: registers its service worker, and lets a new version in only while nobody is here. */
import type { ReactiveController } from 'lit'
import type { Clock } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'

const hour = 3_600_000

export interface OfflineWays {
  /** Address of the service worker; empty: none. */
  readonly worker: () => string
  readonly clock: () => Clock
  /** Nobody is in the middle of anything. */
  readonly rests: () => boolean
}

/** `none`: no worker is asked for. `getting`: its files are on their way. */
export type OfflineState = 'none' | 'getting' | 'ready' | 'failed'

export class Offline implements ReactiveController {
  state: OfflineState = 'none'
  /** A new version has taken over behind this page. */
  #changed = false
  #registration?: ServiceWorkerRegistration
  #unwake?: () => void

  constructor(
    private readonly host: LinliElement,
    private readonly ways: OfflineWays,
  ) {
    host.addController(this)
  }

  hostConnected(): void {
    for (const name of ['online', 'offline']) window.addEventListener(name, this.#network)
    // attributes stand only once the page's own script has run
    queueMicrotask(() => this.host.isConnected && void this.#register())
  }

  hostDisconnected(): void {
    for (const name of ['online', 'offline']) window.removeEventListener(name, this.#network)
    navigator.serviceWorker?.removeEventListener('controllerchange', this.#taken)
    this.#unwake?.()
  }

  get isOnline(): boolean {
    return navigator.onLine
  }

  /** Is a new version ready, and waits until nobody is here? */
  get waits(): boolean {
    return this.#changed || (this.#registration?.waiting != null && this.#registration.active != null)
  }

  /** Nobody is here: what waits goes in. */
  rest(): void {
    if (!this.waits) return
    if (this.#changed) location.reload()
    else this.#registration?.waiting?.postMessage('take-over')
  }

  async #register(): Promise<void> {
    const address = this.ways.worker()
    if (!address || this.#registration) return
    this.#set('getting')
    const { serviceWorker } = navigator
    try {
      // it answers for this page and for no other of the site
      this.#registration = await serviceWorker.register(address, { scope: location.pathname, updateViaCache: 'none' })
    } catch {
      return this.#set('failed')
    }
    // the first worker of a page takes over what is already new
    if (serviceWorker.controller) serviceWorker.addEventListener('controllerchange', this.#taken)
    this.#follow(this.#registration)
    this.#wind()
  }

  #follow(registration: ServiceWorkerRegistration): void {
    const seen = (worker: ServiceWorker | null) => {
      const look = () => {
        if (registration.active) this.#set('ready')
        else if (worker?.state === 'redundant') this.#set('failed')
        this.host.requestUpdate()
        if (this.ways.rests()) this.rest()
      }
      worker?.addEventListener('statechange', look)
      look()
    }
    registration.addEventListener('updatefound', () => seen(registration.installing))
    seen(registration.installing ?? registration.waiting ?? registration.active)
  }

  readonly #taken = (): void => {
    this.#changed = true
    if (this.ways.rests()) this.rest()
  }

  readonly #network = (): void => {
    this.host.requestUpdate()
    if (navigator.onLine) void this.#registration?.update().catch(() => undefined)
  }

  /** Looks for a new version now and then, for a kiosk is never loaded anew. */
  #wind(): void {
    const clock = this.ways.clock()
    this.#unwake = clock.wake(clock.now() + hour, () => {
      this.#network()
      this.#wind()
    })
  }

  #set(state: OfflineState): void {
    this.state = state
    this.host.requestUpdate()
  }
}
