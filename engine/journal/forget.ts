/** Whole dossiers that are erased when their time is over, and what stays of them: a number. */
import { addSpan } from '../time/duration.js'
import type { Dossier, DossierId, Entry, Moment, PlaceId, Span } from '../types.js'
import type { Photo } from './photos.js'

/** How many dossiers of a kind ended at a step, of those opened in one month: what measures still count once they are gone. */
export interface Tally {
  readonly kind: string
  /** Never a home: for kinds about people a grid, or the next bigger place. */
  readonly place: PlaceId
  readonly step: string
  /** Of opening, `2020-04`. */
  readonly month: string
  readonly number: number
}

/** A dossier to erase, as it stood when that was decided. */
export interface Gone {
  readonly on: DossierId
  readonly head: string
  readonly tally: Omit<Tally, 'number'>
  /** Where it is kept for a shorter time than its lines promise. */
  readonly keep?: Span
  /** What tells its opening lines again (traces.ts); written by the journal. */
  readonly traces?: readonly string[]
}

export const tallyKey = ({ kind, place, step, month }: Omit<Tally, 'number'>): string =>
  [kind, place, step, month].join('\t')

/** When a dossier is to be erased; undefined while it is not over, or is kept for ever. */
export function forgottenAt({ forget, over }: Pick<Dossier, 'forget' | 'over'>): Moment | undefined {
  // Months are counted in UTC: erasing some hours sooner or later is the same for the person.
  return forget === undefined || over === undefined ? undefined : addSpan(over, forget.keep, 'UTC')
}

export const isForgotten = (dossier: Pick<Dossier, 'forget' | 'over'>, now: Moment): boolean =>
  (forgottenAt(dossier) ?? Infinity) <= now

/** Since when retention counts, after a line: from the step `after`, or from the end; not while the dossier is open again. */
export function overSince(
  { forget, over, step, ended }: Pick<Dossier, 'forget' | 'over' | 'step' | 'ended'>,
  { at }: Pick<Entry, 'at'>,
): Moment | undefined {
  const after = forget?.after
  const counts = after === undefined ? ended : step === after || (ended && over !== undefined)
  return forget !== undefined && counts ? (over ?? at) : undefined
}

/** A picture without the dossiers that named it; undefined where nobody names it any more. */
export function unnamed(photo: Photo, gone: ReadonlySet<string>): Photo | undefined {
  // one that was kept before it was written down who names it stays: nobody can tell
  if (!photo.on) return photo
  const on = photo.on.filter((id) => !gone.has(id))
  return on.length === 0 ? undefined : { ...photo, on }
}
