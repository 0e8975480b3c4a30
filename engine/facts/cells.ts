/** Which stall stands in which cell of its hall: an index for each hall, so that 75,000 stalls are never looked through. */
import type { Places } from '../roster/places.js'
import type { PlaceId } from '../types.js'

/** A hall's cells are counted through its blocks. */
const BLOCK = 'block'

type Cell = readonly [col: number, row: number]
interface Cells {
  readonly of: ReadonlyMap<string, PlaceId>
  readonly first: Cell
  readonly last: Cell
}
const halls = new WeakMap<Places, Map<number, Cells>>()

const keyOf = (kind: string, col: number, row: number) => `${kind} ${col} ${row}`

/** The nearest place above that is no block. */
function hallOf({ rows }: Places, row: number): number {
  let above = rows.parent[row]!
  while (above >= 0 && rows.kind(above) === BLOCK) above = rows.parent[above]!
  return above
}

function cellsOf(places: Places, hall: number): Cells {
  let known = halls.get(places)
  if (!known) halls.set(places, (known = new Map<number, Cells>()))
  let cells = known.get(hall)
  if (!cells) {
    const { rows } = places
    const found = new Map<string, PlaceId>()
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
    const end = hall < 0 ? places.size : rows.end[hall]!
    for (let row = hall + 1; row < end; row++) {
      const cell = rows.cell(row)
      if (!cell || hallOf(places, row) !== hall) continue
      found.set(keyOf(rows.kind(row), ...cell), rows.ids[row]!)
      left = Math.min(left, cell[0])
      top = Math.min(top, cell[1])
      right = Math.max(right, cell[0])
      bottom = Math.max(bottom, cell[1])
    }
    known.set(hall, (cells = { of: found, first: [left, top], last: [right, bottom] }))
  }
  return cells
}

/** How a hall is laid out around one of its places: who stands in a cell, and how far its cells reach. */
export interface Layout {
  readonly hall?: PlaceId
  readonly cell: Cell
  readonly first: Cell
  readonly last: Cell
  /** The place of the same kind in this cell. */
  readonly at: (col: number, row: number) => PlaceId | undefined
}

/** Undefined where the roster gives the place no cell. */
export function layoutAround(places: Places, id: PlaceId): Layout | undefined {
  const { rows } = places
  const at = rows.of(id)
  const cell = at < 0 ? undefined : rows.cell(at)
  if (!cell) return undefined
  const hall = hallOf(places, at)
  const { of, first, last } = cellsOf(places, hall)
  return {
    ...(hall >= 0 && { hall: rows.ids[hall]! }),
    cell,
    first,
    last,
    at: (col, row) => of.get(keyOf(rows.kind(at), col, row)),
  }
}

/**
 * The up to nine places of the same kind within one column and row of a place, itself included, row by row; cells without
 * a place are skipped. Undefined where the roster gives the place no cell.
 */
export function windowAround(places: Places, id: PlaceId): readonly PlaceId[] | undefined {
  const { rows } = places
  const at = rows.of(id)
  const cell = at < 0 ? undefined : rows.cell(at)
  if (!cell) return undefined
  const [col, row] = cell
  const { of } = cellsOf(places, hallOf(places, at))
  const steps = [-1, 0, 1]
  return steps.flatMap((down) => steps.flatMap((right) => of.get(keyOf(rows.kind(at), col + right, row + down)) ?? []))
}

/** The places of the same kind and the same parent, itself included, in the order of the roster. */
export function blockAround(places: Places, id: PlaceId): readonly PlaceId[] | undefined {
  const place = places.get(id)
  if (!place) return undefined
  const beside = place.in === undefined ? places.roots : places.children(place.in)
  return beside.filter((other) => places.get(other)?.kind === place.kind)
}
