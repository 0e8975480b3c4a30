/** How often one token may ask: one device gone wild must not keep an office waiting. */
import type { Moment } from '../types.js'

const minute = 60_000
/** Beyond so many the ones that are full again are forgotten. */
const many = 10_000

export class Rates {
  readonly #left = new Map<string, { left: number; at: Moment }>()

  /** @param perMinute as many at once, if it was quiet before */
  constructor(private readonly perMinute: number) {}

  /** 0: go on; otherwise after how many seconds. */
  ask(who: string, now: Moment): number {
    const { left, at } = this.#left.get(who) ?? { left: this.perMinute, at: now }
    const grown = Math.min(this.perMinute, left + (Math.max(0, now - at) * this.perMinute) / minute)
    const isFree = grown >= 1
    this.#left.set(who, { left: isFree ? grown - 1 : grown, at: now })
    if (this.#left.size > many) this.#forget(now)
    return isFree ? 0 : Math.ceil(((1 - grown) * minute) / this.perMinute / 1000)
  }

  #forget(now: Moment): void {
    for (const [who, { at }] of this.#left) if (now - at >= minute) this.#left.delete(who)
  }
}
