/** Which nine squares are drawn: those around a stall, or its fixed unit, with corridors and walls where no stall stands. */
import { blockAround, layoutAround, type Layout } from '../../engine/facts/cells.js'
import type { Places } from '../../engine/roster/places.js'
import type { DossierId, Moment, PlaceId, Say } from '../../engine/types.js'
import type { PartyView } from '../../engine/view.js'

/** How a stall was found when it was last looked at. */
export interface Found {
  /** Item of the checklist → answer. */
  readonly answers: Readonly<Record<string, string>>
  readonly at: Moment
  readonly by: PartyView
}

export interface StallSquare {
  readonly what: 'stall'
  readonly id: PlaceId
  /** What stands over it, e.g. 3-0507. */
  readonly title: Say
  readonly goods?: Say
  /** Nobody trades here: it is neither checked nor counted. */
  readonly vacant?: boolean
  /** Dossier of its fixed unit. */
  readonly unit?: DossierId
  readonly found?: Found
}

/** `wall`: outside of the hall, which lies towards `to`. `other`: a stall of another unit. */
export type Square =
  StallSquare | { readonly what: 'corridor' | 'other' } | { readonly what: 'wall'; readonly to: readonly Side[] }
type Side = 'east' | 'south' | 'west' | 'north'

/** Row by row. */
export interface Squares {
  readonly columns: number
  readonly squares: readonly Square[]
}

export const stallsOf = ({ squares }: Squares): readonly StallSquare[] =>
  squares.filter((square) => square.what === 'stall')

type Draw = (id: PlaceId) => StallSquare

/** The stall in the middle, whatever units the others belong to. A stall without a cell has nothing around it. */
export function windowOf(places: Places, id: PlaceId, draw: Draw): Squares | undefined {
  const layout = layoutAround(places, id)
  if (!layout) return undefined
  const [col, row] = layout.cell
  const squares = [-1, 0, 1].flatMap((down) =>
    [-1, 0, 1].map((right) => squareAt(layout, col + right, row + down, draw)),
  )
  return { columns: 3, squares }
}

function squareAt({ at, first, last }: Layout, col: number, row: number, draw: Draw): Square {
  const to: Side[] = [
    ...(col < first[0] ? ['east' as const] : col > last[0] ? ['west' as const] : []),
    ...(row < first[1] ? ['south' as const] : row > last[1] ? ['north' as const] : []),
  ]
  if (to.length > 0) return { what: 'wall', to }
  const id = at(col, row)
  return id === undefined ? { what: 'corridor' } : draw(id)
}

/** The stalls of the same unit as they stand in the hall; without cells, in the order of the roster. */
export function unitOf(places: Places, id: PlaceId, draw: Draw): Squares {
  const beside = blockAround(places, id) ?? [id]
  const layout = layoutAround(places, id)
  const cells = beside.map((stall) => places.rows.cell(places.rows.of(stall))).filter((cell) => cell !== undefined)
  if (!layout || cells.length < beside.length) return { columns: 3, squares: beside.map(draw) }
  const own = new Set(beside)
  const cols = cells.map(([col]) => col)
  const rows = cells.map(([, row]) => row)
  const span = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
  const columns = span(Math.min(...cols), Math.max(...cols))
  const squares = span(Math.min(...rows), Math.max(...rows)).flatMap((row) =>
    columns.map((col): Square => {
      const stall = layout.at(col, row)
      if (stall === undefined) return { what: 'corridor' }
      return own.has(stall) ? draw(stall) : { what: 'other' }
    }),
  )
  return { columns: columns.length, squares }
}
