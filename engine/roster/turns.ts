/** What became of places: who took over from whom and when, read from where places lay before and from what follows those that ended. */
import type { RosterFile } from '../pack/format.js'
import type { PlaceId } from '../types.js'
import { dayAfter } from './days.js'

export interface Turn {
  readonly from: PlaceId
  readonly to: PlaceId
  /** First day. */
  readonly on: string
  /** What went over. */
  readonly moved: readonly PlaceId[]
  /** `from` is no more. */
  readonly ends: boolean
}

/** @param dated the places that say something of days */
export function turnsOf(file: RosterFile['places'], dated: readonly PlaceId[]): readonly Turn[] {
  const found = new Map<string, { from: PlaceId; to: PlaceId; on: string; moved: PlaceId[]; ends: boolean }>()
  const turn = (from: PlaceId, to: PlaceId, on: string) => {
    const key = `${on} ${from} ${to}`
    let known = found.get(key)
    if (!known) found.set(key, (known = { from, to, on, moved: [], ends: false }))
    return known
  }
  for (const id of dated) {
    const { was = [], in: last, until, next = [] } = file[id]!
    for (const [i, { in: from, until: lastDay }] of was.entries()) {
      const to = was[i + 1]?.in ?? last
      if (to !== undefined) turn(from, to, dayAfter(lastDay)).moved.push(id)
    }
    if (until !== undefined) for (const heir of next) turn(id, heir, dayAfter(until)).ends = true
  }
  return [...found.values()].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}
