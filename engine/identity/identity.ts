/** This device among others: its name, its key, and every line that it alone can write tied to its line before. */
import type { Signing } from '../journal/signing.js'
import type { Clock, Entry } from '../types.js'
import { chained } from './chain.js'
import { makeKey, type DeviceKey } from './key.js'

export class Identity {
  #isSound = false

  constructor(
    private readonly signing: Signing,
    private readonly clock: Clock,
    private readonly make: () => Promise<DeviceKey | undefined> = makeKey,
  ) {}

  /** The line as the next one of this device; as it is where the browser signs nothing. */
  async tied(line: Entry, before: readonly Entry[]): Promise<Entry> {
    // asked every time: another tab may have begun anew
    const writer = (await this.#sound(await this.signing.writer())) ?? (await this.#begin())
    return writer === undefined ? line : chained(line, before, writer)
  }

  /** Lines of one place that two devices wrote under this name: whichever this one is, it goes on under another. */
  async leave(writers: ReadonlySet<string>): Promise<void> {
    const writer = await this.signing.writer()
    if (writer !== undefined && writers.has(writer)) await this.#begin(writer)
  }

  /** A name whose key the browser has lost is none: nobody could ever prove what is written under it. */
  async #sound(writer: string | undefined): Promise<string | undefined> {
    if (writer === undefined || this.#isSound) return writer
    const [own] = await this.signing.writers([writer])
    if (!own?.secret) return this.#begin(writer)
    this.#isSound = true
    return writer
  }

  async #begin(instead?: string): Promise<string | undefined> {
    const key = await this.make()
    return key && this.signing.use(key, this.clock.now(), instead)
  }
}
