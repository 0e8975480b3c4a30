/** A part of a tag that is loaded once it is asked for: a page on which nobody asks does not carry it. */
import { brought } from '../../engine/brought.js'

export class Late<T> {
  /** The part, once it is there. */
  now?: T
  /** It could not be had, as without a network. Asked for again, it is tried again. */
  failed = false
  readonly #bring: () => Promise<T>

  constructor(from: () => Promise<T>) {
    this.#bring = brought(from)
  }

  /** Undefined where it cannot be had. */
  async load(): Promise<T | undefined> {
    try {
      this.now = await this.#bring()
    } catch (error) {
      console.warn(error)
    }
    this.failed = this.now === undefined
    return this.now
  }
}
