/** A board laid out: which dossiers stand in which lane after the filters, and what the counts line says. */
import type { DossierId } from '../../engine/types.js'
import type { Spot } from './arrows.js'
import { laneFor, type Lane } from './lanes.js'
import { count, type Counts, type PlaceOption, placesOf, sift, type Sieve } from './sieve.js'
import type { Placed } from './standing.js'

export interface Layout {
  readonly lanes: readonly Lane[]
  /** For each lane, in order. */
  readonly rows: readonly (readonly Placed[])[]
  /** What the other filters leave, so that each number opens as many rows as it says. */
  readonly counts: Counts
  readonly places: readonly PlaceOption[]
}

/** @param places where the rows are the very ones of before, those that were found then */
export function lay(
  placed: readonly Placed[],
  lanes: readonly Lane[],
  sieve: Sieve,
  places: readonly PlaceOption[] = placesOf(placed),
): Layout {
  const byName = new Map<string, Placed[]>(lanes.map(({ name }) => [name, []]))
  for (const each of sift(placed, sieve)) {
    const name = laneFor(lanes, each.row.step, each.due)
    if (name !== undefined) byName.get(name)?.push(each)
  }
  return { lanes, rows: lanes.map(({ name }) => byName.get(name) ?? []), counts: countsOf(placed, sieve), places }
}

const countsOf = (placed: readonly Placed[], sieve: Sieve) => count(sift(placed, { ...sieve, only: undefined }))

/** Time moved marks and nothing else: whoever is shown stays in the lane. */
export function moved(layout: Layout, placed: readonly Placed[], sieve: Sieve, after: (one: Placed) => Placed): Layout {
  if (sieve.only && sieve.only !== 'void') return lay(placed, layout.lanes, sieve, layout.places)
  return { ...layout, rows: layout.rows.map((rows) => rows.map(after)), counts: countsOf(placed, sieve) }
}

export const noLayout: Layout = lay([], [], {})

export function spotOf({ rows }: Layout, id: DossierId | undefined): Spot | undefined {
  if (id === undefined) return undefined
  for (const [lane, placed] of rows.entries()) {
    const index = placed.findIndex(({ row }) => row.id === id)
    if (index >= 0) return { lane, index }
  }
  return undefined
}
