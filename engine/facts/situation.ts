/** What a judgement is about: the dossier as it would be, the act that would make it so, and the line it would write. */
import type { Owner } from '../act/world.js'
import type { Act, Dossier } from '../types.js'
import type { Told } from './lines.js'

export interface Situation {
  readonly owner: Owner
  readonly act: Pick<Act, 'type' | 'by' | 'reason'>
  readonly before?: Dossier
  readonly after: Dossier
  /** The line that the act would write; absent where nothing is written, e.g. when a dossier is only looked at. */
  readonly line?: Told
}
