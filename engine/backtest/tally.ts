/** Differences as they are found, counted by rule, clock, act and place. */
import type { Places } from '../roster/places.js'
import type { PlaceId, Say } from '../types.js'
import type { Count, Difference, PlaceCount, What } from './result.js'

type Turn = 'more' | 'fewer' | 'other' | 'untold'
/** What is counted; its title is asked for once. */
export type Counted = Pick<Count, 'pack' | 'of' | 'name'>

const idOf = ({ pack, of, name }: Counted): string => `${pack}/${of}/${name}`

export class Tally {
  lines = 0
  untold = 0
  readonly differences: Difference[] = []
  readonly #counts = new Map<string, { -readonly [Key in keyof Count]: Count[Key] }>()

  constructor(private readonly title: (counted: Counted) => Say) {}

  count(counted: Counted, turn: Turn): string {
    const id = idOf(counted)
    let count = this.#counts.get(id)
    if (!count) {
      count = { id, ...counted, title: this.title(counted), more: 0, fewer: 0, other: 0, untold: 0 }
      this.#counts.set(id, count)
    }
    count[turn]++
    return id
  }

  /** In the order of time; what comes after the first difference of a dossier is said to come of it. */
  sort(): void {
    this.differences.sort((a, b) => a.at - b.at || (a.line < b.line ? -1 : 1))
    const first = new Map<string, string>()
    for (const [index, one] of this.differences.entries()) {
      const since = first.get(one.on)
      if (since === undefined) first.set(one.on, one.line)
      else if (since !== one.line) this.differences[index] = { ...one, since }
    }
  }

  get counts(): Count[] {
    const sum = ({ more, fewer, other }: Count) => more + fewer + other
    return [...this.#counts.values()].sort((a, b) => sum(b) - sum(a) || b.untold - a.untold || (a.id < b.id ? -1 : 1))
  }

  get whats(): Partial<Record<What, number>> {
    const whats: Partial<Record<What, number>> = {}
    for (const { what } of this.differences) whats[what] = (whats[what] ?? 0) + 1
    return whats
  }

  places(kind: string, places: Places): PlaceCount[] {
    const found = new Map<PlaceId, number>()
    const above = new Map<PlaceId, PlaceId>()
    for (const { place } of this.differences) {
      let top = above.get(place)
      if (top === undefined) above.set(place, (top = ancestor(place, kind, places)))
      found.set(top, (found.get(top) ?? 0) + 1)
    }
    return [...found]
      .map(([place, differ]) => ({ place, differ }))
      .sort((a, b) => b.differ - a.differ || (a.place < b.place ? -1 : 1))
  }
}

/** The place itself or the nearest above of this kind; otherwise the top of the tree. */
function ancestor(place: PlaceId, kind: string, places: Places): PlaceId {
  const above = [place, ...places.ancestors(place)]
  return above.find((id) => places.get(id)?.kind === kind) ?? above.at(-1)!
}
