/** Events of the panel. */
import type { PlaceId } from '../../engine/types.js'

declare global {
  interface GlobalEventHandlersEventMap {
    /** Somebody chose a stall. */
    'linli-stall-select': CustomEvent<{ readonly stall: PlaceId }>
  }
}
