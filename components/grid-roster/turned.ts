/** What became of a place and what it came from. */
import type { Turn } from '../../engine/roster/turns.js'
import type { PlaceId } from '../../engine/types.js'
import type { Seen } from './seen.js'

export const turnsAt = ({ places }: Seen, place: PlaceId): readonly Turn[] =>
  places.turns.filter(({ from, to, moved }) => from === place || to === place || moved.includes(place))
