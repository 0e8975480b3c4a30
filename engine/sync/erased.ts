/** What was erased and is brought once more, by a device that was away or on an old stick: it must not come back. */
import { momentOf } from '../time/stamp.js'
import type { Entry, Moment } from '../types.js'

/** When the last of these lines was written; undefined where there is none, for then there is nothing to come back. */
export const lastOf = (lines: readonly Pick<Entry, 'id'>[]): Moment | undefined =>
  lines.length === 0 ? undefined : Math.max(...lines.map(({ id }) => momentOf(id) || 0))

/**
 * Is what has this stamp of the dossier that was erased? By the same id another may be opened, later than `last`.
 * @param last of the dossier that was erased; undefined where none was
 * @param isThere a dossier of this id is there, or is opened by this
 */
export const isOfErased = (stamp: string, last: Moment | undefined, isThere: boolean): boolean =>
  last !== undefined && !(isThere && momentOf(stamp) > last)
