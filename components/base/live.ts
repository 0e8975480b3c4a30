/** Keeps one answer of the station fresh for an element: asked again when what it depends on changes, watched in between. */
import type { ReactiveController } from 'lit'
import type { Station } from '../../engine/station.js'
import type { LinliElement } from './element.js'

/**
 * `new Live(this, station => station.view(this.dossier), () => [this.dossier])`
 *
 * While a new answer is on its way, the last one stays in `value` and `state` says `loading`.
 */
export class Live<T> implements ReactiveController {
  value: T | undefined
  /** `none`: there is no station. */
  state: 'none' | 'loading' | 'ready' | 'error' = 'none'
  error: unknown

  readonly #host: LinliElement
  readonly #look: (station: Station) => Promise<T> | T
  readonly #on: () => readonly unknown[]
  #asked?: readonly unknown[]
  #stop?: () => void

  constructor(host: LinliElement, look: (station: Station) => Promise<T> | T, on: () => readonly unknown[] = () => []) {
    this.#host = host
    this.#look = look
    this.#on = on
    host.addController(this)
  }

  hostUpdate(): void {
    const { station } = this.#host
    // Who is here decides what may be done and seen, so another person is another question.
    const asked = [station, station?.me, ...this.#on()]
    if (
      this.#asked &&
      asked.every((value, i) => Object.is(value, this.#asked?.[i])) &&
      asked.length === this.#asked.length
    )
      return
    this.#asked = asked
    this.#watch()
  }

  hostConnected(): void {
    // After a move in the page the host does not update by itself.
    if (this.#asked === undefined) this.#host.requestUpdate()
  }

  hostDisconnected(): void {
    this.#stop?.()
    this.#stop = undefined
    this.#asked = undefined
  }

  #watch(): void {
    this.#stop?.()
    this.#stop = undefined
    const station = this.#host.station
    if (!station) return this.#set('none', undefined)
    this.state = 'loading'
    const asked = this.#asked
    this.#stop = station.watch(
      (from) => this.#look(from),
      (value) => this.#asked === asked && this.#set('ready', value),
      (error) => this.#asked === asked && this.#set('error', undefined, error),
    )
  }

  #set(state: 'none' | 'ready' | 'error', value: T | undefined, error?: unknown): void {
    this.state = state
    this.value = value
    this.error = error
    this.#host.requestUpdate()
  }
}
