/** The place tree: street, community, grid, building, dwelling, and every way to ask where something lies. */
import type { PlaceKind } from './pack/format.js'
import type { PlaceId, Say } from './types.js'

export interface Place {
  readonly id: PlaceId
  readonly kind: PlaceKind
  readonly title: Say
  readonly in?: PlaceId
  readonly is?: Readonly<Record<string, unknown>>
}

export interface Places {
  readonly size: number
  readonly roots: readonly PlaceId[]
  get(id: PlaceId): Place | undefined
  children(id: PlaceId): readonly PlaceId[]
  /** Nearest first, without the place itself. */
  ancestors(id: PlaceId): readonly PlaceId[]
  /** At `top` or anywhere below it. */
  under(id: PlaceId, top: PlaceId): boolean
  /** By name, code or pinyin initials; best first. */
  search(text: string, limit?: number): readonly PlaceId[]
}
