/** The past as it would have gone, in memory: dossiers found by kind and place, and the clock that rings next. */
import { fold } from '../act/fold.js'
import type { Kept } from '../act/expected.js'
import { prefixOf, tallyOf, type World } from '../act/world.js'
import type { Counted } from '../journal/journal.js'
import { fits } from '../journal/look.js'
import type { Book } from '../pack/book.js'
import type { Places } from '../roster/places.js'
import type { Posts } from '../roster/posts.js'
import { next } from '../time/dues.js'
import type { Dossier, DossierId, Entry, Moment, PlaceId, Query } from '../types.js'

/** A world without dossiers, in which lines are told again. */
export const absentWorld: Pick<World, 'dossier' | 'find' | 'lines'> = {
  dossier: () => Promise.resolve(undefined),
  find: () => Promise.resolve([]),
  lines: () => Promise.resolve([]),
}

interface Folded {
  readonly lines: readonly Entry[]
  readonly dossier: Dossier
}
interface Ring {
  readonly at: Moment
  readonly id: DossierId
}

export class Replayed implements Kept {
  now: Moment = 0
  readonly #kept = new Map<DossierId, Folded>()
  /** `prefix place`, for the place of a dossier and every one above → its dossiers in the order of their opening. */
  readonly #found = new Map<string, DossierId[]>()
  readonly #rings = new Heap<Ring>((a, b) => a.at < b.at || (a.at === b.at && a.id < b.id))

  constructor(
    readonly book: Book,
    readonly places: Places,
    readonly posts: Posts,
  ) {}

  dossier(id: DossierId): Promise<Dossier | undefined> {
    return Promise.resolve(this.at(id))
  }

  at(id: DossierId): Dossier | undefined {
    return this.#kept.get(id)?.dossier
  }

  lines(id: DossierId): Promise<readonly Entry[]> {
    return Promise.resolve(this.#kept.get(id)?.lines ?? [])
  }

  find(query: Query): Promise<readonly Dossier[]> {
    const { kind, place = '', ...rest } = query
    const prefixes = kind === undefined ? [...this.book.kinds.keys()] : [kind]
    const found: Dossier[] = []
    for (const prefix of prefixes)
      for (const id of this.#found.get(`${prefix} ${place}`) ?? []) {
        const { dossier } = this.#kept.get(id)!
        if (fits({ id, dossier, keys: [] }, rest)) found.push(dossier)
      }
    // newest first, as journals have it; facts over dossiers neither sort nor stop early
    return Promise.resolve(found.reverse())
  }

  ids(query: Query): Promise<readonly DossierId[]> {
    return this.find(query).then((found) => found.map(({ id }) => id))
  }

  count(query: Query): Promise<Counted> {
    return this.find(query).then((found) => ({ ...tallyOf(found), late: 0 }))
  }

  put(on: DossierId, entries: readonly Entry[]): Dossier {
    const before = this.#kept.get(on)
    const { dossier, lines } = fold([...(before?.lines ?? []), ...entries])
    this.#kept.set(on, { dossier, lines: lines.map(({ entry }) => entry) })
    if (!before) for (const key of this.#keys(dossier)) this.#list(key).push(on)
    const ring = Math.min(...dossier.dues.flatMap((due) => next(due)?.at ?? []))
    if (ring < Infinity) this.#rings.push({ at: ring, id: on })
    return dossier
  }

  /** The next dossier whose clock rings by then, and when. */
  ringing(by: Moment): Ring | undefined {
    for (let first = this.#rings.first; first && first.at <= by; first = this.#rings.first) {
      this.#rings.pop()
      // a clock that was stopped or moved meanwhile has another ring, or none
      const dues = this.#kept.get(first.id)!.dossier.dues
      if (dues.some((due) => next(due)?.at === first.at)) return first
    }
    return undefined
  }

  #keys({ id, place }: Dossier): readonly string[] {
    const above: readonly PlaceId[] = place === '' ? [''] : ['', place, ...this.places.ancestors(place)]
    return above.map((one) => `${prefixOf(id)} ${one}`)
  }

  #list(key: string): DossierId[] {
    let list = this.#found.get(key)
    if (!list) this.#found.set(key, (list = []))
    return list
  }
}

/** The smallest first. */
class Heap<Item> {
  readonly #items: Item[] = []

  constructor(private readonly before: (a: Item, b: Item) => boolean) {}

  get first(): Item | undefined {
    return this.#items[0]
  }

  push(item: Item): void {
    const items = this.#items
    let at = items.push(item) - 1
    for (let up = (at - 1) >> 1; at > 0 && this.before(item, items[up]!); up = (at - 1) >> 1) {
      items[at] = items[up]!
      at = up
    }
    items[at] = item
  }

  pop(): void {
    const items = this.#items
    const last = items.pop()
    if (last === undefined || items.length === 0) return
    let at = 0
    for (;;) {
      let down = 2 * at + 1
      if (down >= items.length) break
      if (down + 1 < items.length && this.before(items[down + 1]!, items[down]!)) down++
      if (!this.before(items[down]!, last)) break
      items[at] = items[down]!
      at = down
    }
    items[at] = last
  }
}
