/** Chance that comes again: without it a practice that found a fault could never be drawn a second time. */
import { seeded } from '../merge/sample-world.js'

export class Chance {
  readonly #next: () => number

  constructor(seed: number) {
    this.#next = seeded(seed)
  }

  /** True so often. */
  maybe(share = 0.5): boolean {
    return this.#next() < share
  }

  below(count: number): number {
    return Math.floor(this.#next() * count)
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1)
  }

  one<T>(of: readonly T[]): T {
    if (of.length === 0) throw new Error('There is nothing to draw from.')
    return of[this.below(of.length)]!
  }

  /** So many of them, or as many as there are, in their own order. */
  some<T>(of: readonly T[], least: number, most: number): T[] {
    const wanted = Math.min(of.length, this.between(least, most))
    const drawn = new Set(this.shuffled(of.map((_, index) => index)).slice(0, wanted))
    return of.filter((_, index) => drawn.has(index))
  }

  times<T>(least: number, most: number, make: (index: number) => T): T[] {
    return Array.from({ length: this.between(least, most) }, (_, index) => make(index))
  }

  shuffled<T>(of: readonly T[]): T[] {
    return of
      .map((it) => [this.#next(), it] as const)
      .sort(([a], [b]) => a - b)
      .map(([, it]) => it)
  }
}
