/** What became of a place and what it came from, in a few words. */
import type { Turn } from '../../engine/roster/turns.js'
import type { PlaceId } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import { day, titleOf } from './chain.js'
import type { Seen } from './seen.js'
import { words } from './words.js'

/** 并入 3网格; 分出 6网格，划去 4 处: as it is seen from a place. */
export function turnWords(host: LinliElement, seen: Seen, { from, to, moved, ends }: Turn, place: PlaceId): string {
  const it = host.words(words)
  const [old, heir] = [titleOf(host, seen, from), titleOf(host, seen, to)]
  const count = host.number(moved.length)
  if (moved.includes(place)) return it.went(old, heir)
  if (ends) return from === place ? it.mergedInto(heir) : it.mergedHere(old)
  return from === place ? it.gave(heir, count) : it.took(old, count)
}

export const turnsAt = ({ places }: Seen, place: PlaceId): readonly Turn[] =>
  places.turns.filter(({ from, to, moved }) => from === place || to === place || moved.includes(place))

/** What is still to come for a place, in a few words for its row. */
export function coming(host: LinliElement, seen: Seen, place: PlaceId): string | undefined {
  const turn = seen.places.turns.find(({ from, on }) => from === place && on > seen.today)
  if (!turn) return undefined
  const it = host.words(words)
  return (turn.ends ? it.mergesOn : it.splitsOn)(day(host, turn.on))
}
