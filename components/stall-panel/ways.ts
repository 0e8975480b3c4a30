/** What the parts of the panel may ask of it: acts go out by one door, so that a page can keep one from being done. */
import type { Act, Decision } from '../../engine/types.js'

export interface Ways {
  /** False where the page took it away. */
  before(act: Act): boolean
  done(decision: Decision): void
}
