/** How a station stands, in one word: what the line says, and what the panel opens to. */
import type { StorageState } from '../../engine/storage.js'
import type { SyncState } from '../../engine/sync/sync.js'
import type { AsideView, TrayView } from '../../engine/view.js'

/** All that is shown: a station tells it, or a page writes it by hand. */
export interface StatusView {
  /** Absent: what is done stays on this device. */
  readonly sync?: SyncState
  /** What is to go and what was turned down, as far as it was asked for. */
  readonly tray?: TrayView
  readonly asides?: readonly AsideView[]
  readonly storage?: StorageState
  /** By how many ms this clock is ahead of the others'. */
  readonly clockOff?: number
}

/**
 * - `alone`: nobody to share with
 * - `opening`: speaks for the first time, nothing is known yet
 * - `here`: in step, or about to be
 * - `elsewhere`: another tab speaks
 * - `away`: nobody answers
 * - `barred`: somebody answers and says no: the sign-in, the room there, an answer that makes no sense
 */
export type Standing = 'alone' | 'opening' | 'here' | 'elsewhere' | 'away' | 'barred'

/** @param before the last that was not `busy`: each minute there is a moment of asking, and that is no news */
export function standingOf(sync: SyncState | undefined, before: Standing | undefined): Standing {
  if (!sync || sync.link === 'left') return 'alone'
  if (sync.link === 'elsewhere' || sync.link === 'idle') return sync.link === 'idle' ? 'here' : 'elsewhere'
  if (sync.link === 'broken') return sync.trouble === 'offline' || sync.trouble === 'busy' ? 'away' : 'barred'
  return before === undefined || before === 'alone' || before === 'elsewhere' ? 'opening' : before
}

/** Somebody should have a look: lines that will not go or do not count, a clock or a device that needs a hand. */
export const needsLook = ({ sync, asides, storage, clockOff }: StatusView): boolean =>
  (sync?.rejected ?? 0) > 0 ||
  sync?.unplaced !== undefined ||
  sync?.setBack !== undefined ||
  (asides?.length ?? 0) > 0 ||
  clockOff !== undefined ||
  storage?.low === true
