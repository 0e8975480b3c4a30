/** A part of a tag that is loaded once it is asked for: a page on which nobody asks does not carry it. */
export class Late<T> {
  /** The part, once it is there. */
  now?: T
  /** It could not be had, as without a network. Asked for again, it is tried again. */
  failed = false
  #coming?: Promise<T | undefined>

  constructor(private readonly from: () => Promise<T>) {}

  /** Undefined where it cannot be had. */
  load(): Promise<T | undefined> {
    return (this.#coming ??= this.#load())
  }

  async #load(): Promise<T | undefined> {
    try {
      this.now = await this.from()
    } catch (error) {
      console.warn(error)
      this.#coming = undefined
    }
    this.failed = this.now === undefined
    return this.now
  }
}
