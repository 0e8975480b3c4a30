/** Events that more than one tag sends, so that a page types its listener once. */
import type { Act, Decision } from '../../engine/types.js'

declare global {
  interface GlobalEventHandlersEventMap {
    /** An act is about to be done; `preventDefault()` keeps it from being done. */
    'linli-act-before': CustomEvent<{ readonly act: Act }>
    /** An act went through and is kept. */
    'linli-act-done': CustomEvent<{ readonly decision: Decision }>
  }
}
