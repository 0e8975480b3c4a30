/** What becomes of a place and what it came from. */
import type { Turn } from '../../engine/roster/turns.js'
import type { PlaceId } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import { day } from './names.js'
import type { Seen } from './seen.js'
import { words } from './words.js'

export const turnsAt = ({ places }: Seen, place: PlaceId): readonly Turn[] =>
  places.turns.filter(({ from, to, moved }) => from === place || to === place || moved.includes(place))

/** What is still to come for a place, in a few words for its row. */
export function coming(host: LinliElement, seen: Seen, place: PlaceId): string | undefined {
  const turn = seen.places.turns.find(({ from, on }) => from === place && on > seen.today)
  if (!turn) return undefined
  const it = host.words(words)
  return (turn.ends ? it.mergesOn : it.splitsOn)(day(host, turn.on))
}
