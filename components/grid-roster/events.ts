/** What the roster tells its page, with the types of the details. */
import type { RosterFile } from '../../engine/pack/format.js'
import type { Mapping } from '../../engine/roster/columns.js'
import type { PeopleFile } from '../../engine/roster/posts.js'
import type { PlaceId, Trouble } from '../../engine/types.js'

export interface RosterImportDetail {
  readonly roster: RosterFile
  readonly people: PeopleFile
  readonly mapping?: Mapping
  /** What was left out, and what else was noticed. */
  readonly troubles: readonly Trouble[]
}

declare global {
  interface GlobalEventHandlersEventMap {
    'linli-place-select': CustomEvent<{ readonly place: PlaceId }>
    'linli-roster-import-before': CustomEvent<RosterImportDetail>
    'linli-roster-import': CustomEvent<RosterImportDetail>
    'linli-roster-trouble': CustomEvent<{ readonly troubles: readonly Trouble[] }>
  }
}
