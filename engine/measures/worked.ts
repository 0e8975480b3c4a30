/** Measures worked out of one another: shares, weighted scores, and each number only once. */
import { comparable } from '../judge/comparable.js'
import type { Measure } from '../pack/format.js'
import { memberOf } from '../pack/looked.js'
import { byOf, countedThrough, eachOf } from '../pack/measures.js'
import { partsOf } from '../pack/measure-parts.js'
import { spanOf } from '../time/duration.js'
import type { PlaceId } from '../types.js'
import { below } from '../facts/tree.js'
import { erasedIn } from './erased.js'
import type { Stretch } from './periods.js'
import { itemsOf, type Ground, type Item } from './rows.js'
import { isHeld, placeKind, splitOf, typeOf, type Raw, type Split } from './split.js'

/** Measures of one pack over the same ground and stretches. */
export class Worked {
  readonly #splits = new Map<string, Promise<readonly Split[]>>()

  /**
   * @param stretches the earliest first, without a gap
   * @param whole all that the place asked for holds is held here
   */
  constructor(
    private readonly ground: Ground,
    private readonly stretches: readonly Stretch[],
    private readonly whole: boolean,
  ) {}

  /** One split for each stretch. @param by what the whole is broken down by, where a part says nothing of it */
  splits(name: string, by = byOf(this.measure(name), this.ground.pack.file)): Promise<readonly Split[]> {
    const key = `${name} ${by ?? ''}`
    let found = this.#splits.get(key)
    if (!found) this.#splits.set(key, (found = this.#work(name, by)))
    return found
  }

  measure(name: string): Measure {
    return this.ground.pack.file.measures![name]!
  }

  async #work(name: string, by: string | undefined): Promise<readonly Split[]> {
    const measure = this.measure(name)
    const parts = partsOf(measure)
    const splits = parts.length === 0 ? await this.#counted(measure, by) : await this.#combined(measure, parts, by)
    return splits.map((split) => this.#asHeld(split, by))
  }

  /** What lies outside of what is held is missing, never a smaller number (SPEC K96). */
  #asHeld({ total, members }: Split, by: string | undefined): Split {
    const outside = ({ items: _, value: __, ...raw }: Raw): Raw => ({ ...raw, items: [], why: 'outside' })
    return {
      total: this.whole ? total : outside(total),
      members: new Map(
        [...members].map(([key, raw]) => [key, isHeld(key, by, this.ground, this.whole) ? raw : outside(raw)]),
      ),
    }
  }

  async #counted(measure: Measure, by: string | undefined): Promise<readonly Split[]> {
    const { ground, stretches } = this
    const each = eachOf(measure, ground.pack.file)
    const within = { from: stretches[0]!.from, to: stretches.at(-1)!.to }
    const lots: Item[][] = stretches.map(() => [])
    const asking = { ...measure, ...(by !== undefined && { by }) }
    for await (const items of itemsOf(
      asking,
      measure.how === 'gaps' ? { from: -Infinity, to: within.to } : within,
      ground,
    ))
      for (const item of items)
        stretches.forEach(({ from, to }, index) => {
          const { at } = item
          // a shift that began before the stretch covers a part of it
          const since = measure.how === 'gaps' ? -Infinity : from
          if (at === undefined || (at >= since && at < to)) lots[index]!.push(item)
        })
    const known = this.#known(measure, by)
    return Promise.all(
      stretches.map(async (stretch, index) => {
        const left = await erasedIn(asking, { by, each }, stretch, ground)
        return splitOf(asking, lots[index]!, { by, known }, stretch, left, ground)
      }),
    )
  }

  /** Members that are there even where no row is: the choices of a list, the places of a kind. */
  #known(measure: Measure, by: string | undefined): readonly string[] {
    const { world, scope, pack, beside } = this.ground
    const kind = placeKind(by)
    if (kind === undefined)
      return Object.keys(memberOf(countedThrough(measure, pack.file, beside)?.members ?? {}, by)?.choices ?? {})
    const tops: readonly PlaceId[] = scope ?? world.places.roots
    return tops.flatMap((top) => below(world.places, top, kind))
  }

  async #combined(measure: Measure, parts: readonly string[], by: string | undefined): Promise<readonly Split[]> {
    const all = await Promise.all(
      parts.map(
        async (name) => [name, await this.splits(name, byOf(this.measure(name), this.ground.pack.file) ?? by)] as const,
      ),
    )
    return this.stretches.map((_, index) => {
      const of = all.map(([name, splits]) => [name, splits[index]!] as const)
      const made = (pick: (split: Split) => Raw | undefined) =>
        this.#joined(measure, Object.fromEntries(of.map(([name, split]) => [name, pick(split) ?? nothing])))
      const keys = by === undefined ? [] : new Set(of.flatMap(([, { members }]) => [...members.keys()]))
      return {
        total: made(({ total }) => total),
        members: new Map([...keys].map((key) => [key, made(({ members }) => members.get(key))])),
      }
    })
  }

  #joined(measure: Measure, parts: Readonly<Record<string, Raw>>): Raw {
    const size = Object.values(parts).reduce((sum, part) => sum + part.size, 0)
    const base = { size, items: [], erased: 0, untold: 0, parts }
    const lacking = Object.entries(parts).find(([, { value }]) => value === undefined)
    if (lacking) return { ...base, why: 'part', lacks: lacking[0] }
    if (measure.how === 'rank') return { ...base, value: parts[measure.rank!]!.value! }
    const number = (name: string) =>
      Number(comparable(parts[name]!.value, typeOf(this.measure(name), this.ground), this.ground.world.book.zone))
    if (measure.how === 'ratio') {
      const whole = number(measure.whole!)
      // a share rests on what it is a share of
      const own = { ...base, size: parts[measure.whole!]!.size }
      return whole === 0 ? { ...own, why: 'none' } : { ...own, value: number(measure.part!) / whole }
    }
    const weights = Object.entries(measure.weights!)
    const sum = weights.reduce((all, [, weight]) => all + weight, 0)
    const score = weights.reduce((all, [name, weight]) => all + weight * number(name), 0) / sum
    const isSpan = typeOf(measure, this.ground) === 'duration'
    return { ...base, value: isSpan ? spanOf(Math.round(score)) : Number(score.toFixed(9)) }
  }
}

const nothing: Raw = { why: 'none', size: 0, items: [], erased: 0, untold: 0 }
