/** Where everything stands in a hall, as the roster has it: made once for each hall, so that 75,000 stalls are never looked through again. */
import type { Places } from '../../engine/roster/places.js'
import type { DossierId, PlaceId, Say } from '../../engine/types.js'

export interface StallPlace {
  readonly id: PlaceId
  readonly title: Say
  readonly vacant?: boolean
  /** Column and row in the hall; absent where the roster gives none. */
  readonly cell?: readonly [col: number, row: number]
}

/** A fixed unit of nine squares. */
export interface UnitPlace {
  readonly id: PlaceId
  readonly title: Say
  readonly dossier: DossierId
  readonly stalls: readonly StallPlace[]
}

export interface Hall {
  readonly id: PlaceId
  readonly title: Say
  readonly units: readonly UnitPlace[]
}

/** A stall in the map, and the unit it is of. */
export interface Cell {
  readonly stall: StallPlace
  readonly unit: UnitPlace
}

/** The cells of a hall; nothing where no stall has one. */
export interface Plan {
  readonly first: readonly [col: number, row: number]
  readonly columns: number
  readonly rows: number
  at(col: number, row: number): Cell | undefined
  of(stall: PlaceId): readonly [col: number, row: number] | undefined
}

const kept = new WeakMap<Places, Map<PlaceId, Hall>>()
const lists = new WeakMap<Places, readonly PlaceId[]>()
const plans = new WeakMap<Hall, { readonly plan: Plan | undefined }>()

/** The halls of a market: whatever holds units, in the order of the roster. */
export function hallsOf(places: Places): readonly PlaceId[] {
  let list = lists.get(places)
  if (!list) {
    const found = new Set<PlaceId>()
    const { rows } = places
    for (let row = 0; row < places.size; row++) {
      const above = rows.parent[row]!
      if (rows.kind(row) === 'block' && above >= 0) found.add(rows.ids[above]!)
    }
    lists.set(places, (list = [...found]))
  }
  return list
}

/** @param prefix of the dossiers of units */
export function hallOf(places: Places, id: PlaceId, prefix: string): Hall | undefined {
  let halls = kept.get(places)
  if (!halls) kept.set(places, (halls = new Map<PlaceId, Hall>()))
  const from = places.rows.of(id)
  if (from < 0) return undefined
  let hall = halls.get(id)
  if (!hall) halls.set(id, (hall = read(places, from, prefix)))
  return hall
}

function read({ rows }: Places, from: number, prefix: string): Hall {
  const units: (UnitPlace & { stalls: StallPlace[] })[] = []
  for (let row = from + 1; row < rows.end[from]!; row++) {
    const { id, title, is } = rows.at(row)
    if (rows.kind(row) === 'block') units.push({ id, title, dossier: `${prefix}/${id}`, stalls: [] })
    if (rows.kind(row) !== 'stall' || units.at(-1)?.id !== rows.ids[rows.parent[row]!]) continue
    const cell = rows.cell(row)
    units.at(-1)!.stalls.push({ id, title, ...(is?.['vacant'] === true && { vacant: true }), ...(cell && { cell }) })
  }
  const { id, title } = rows.at(from)
  return { id, title, units }
}

export function planOf(hall: Hall): Plan | undefined {
  const known = plans.get(hall)
  if (known) return known.plan
  const cells = new Map<string, Cell>()
  const where = new Map<PlaceId, readonly [number, number]>()
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const unit of hall.units)
    for (const stall of unit.stalls) {
      if (!stall.cell) continue
      const [col, row] = stall.cell
      cells.set(`${col} ${row}`, { stall, unit })
      where.set(stall.id, stall.cell)
      left = Math.min(left, col)
      right = Math.max(right, col)
      top = Math.min(top, row)
      bottom = Math.max(bottom, row)
    }
  const plan: Plan | undefined =
    cells.size === 0
      ? undefined
      : {
          first: [left, top],
          columns: right - left + 1,
          rows: bottom - top + 1,
          at: (col, row) => cells.get(`${col} ${row}`),
          of: (stall) => where.get(stall),
        }
  plans.set(hall, { plan })
  return plan
}
