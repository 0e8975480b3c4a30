/** What can be done with a grid: part of it goes to a new one, all of it to another, and what is not yet so is taken back. */
import type { Succession } from '../../engine/roster/successions.js'
import type { PlaceId, Say } from '../../engine/types.js'
import type { Seen } from './seen.js'

export interface GridWish {
  readonly how: 'split' | 'merge' | 'take-back'
  readonly act: string
  /** Prefix of the dossier to open, or the dossier that is taken back. */
  readonly on: string
  readonly place: PlaceId
  readonly title: Say
  readonly help?: Say
  /** What is taken back. */
  readonly decided?: Succession
  /** Why it cannot be done now. */
  readonly no?: Say
}
export interface GridAnswered {
  /** Absent where something is taken back. */
  readonly then?: Succession
  /** Homes of the heir afterwards, and those that stay; absent where the roster does not know. */
  readonly homes?: number
  readonly stay?: number
  readonly why: string
}
/** What the rules say of it: why not, or what to mind. */
interface GridSaid {
  readonly no?: Say
  readonly mind: readonly Say[]
}
/** Does it as acts of a pack, or by editing the roster that the page gave. */
export interface GridDesk {
  readonly asksWhy: boolean
  wishes(place: PlaceId): Promise<readonly GridWish[]>
  ask(wish: GridWish, answered: GridAnswered): Promise<GridSaid>
  /** What kept it from being done; undefined once it is. */
  carry(wish: GridWish, answered: GridAnswered): Promise<Say | undefined>
}

/** What lies directly in a grid and may go over to another. */
export const membersOf = ({ places }: Seen, place: PlaceId): readonly PlaceId[] => places.children(place)

/** Grids beside this one, in the same community. */
export function besides({ places }: Seen, place: PlaceId): readonly PlaceId[] {
  const above = places.get(place)?.in
  if (above === undefined) return []
  return places.children(above).filter((id) => id !== place && places.get(id)?.kind === 'grid')
}

/** Homes in all of these; undefined where the roster knows of none. */
export function homesIn({ counts, places }: Seen, ids: readonly PlaceId[]): number | undefined {
  const { homes } = counts
  return homes && ids.reduce((sum, id) => sum + (homes[places.rows.of(id)] ?? 0), 0)
}

/** The next number that no grid here has had: a code, and what people would call it. */
export function nextGrid(seen: Seen, place: PlaceId): { readonly code: string; readonly name: Say } {
  const { places } = seen
  const stem = place.replace(/\d+$/, '')
  const digits = place.length - stem.length || 3
  let number = 1
  for (const id of [place, ...besides(seen, place)]) {
    const tail = id.startsWith(stem) ? Number(id.slice(stem.length)) : 0
    if (tail >= number) number = tail + 1
  }
  const code = () => stem + String(number).padStart(digits, '0')
  while (places.get(code())) number++
  return { code: code(), name: { zh: `${number}网格`, en: `Grid ${number}` } }
}
