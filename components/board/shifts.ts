/** The shift that is on, the one before and the one after, and what has happened since it began. */
import { slotOf } from '../../engine/act/formula.js'
import type { Station } from '../../engine/station.js'
import type { Moment, PlaceId } from '../../engine/types.js'
import type { DossierView, RowView } from '../../engine/view.js'
import type { Placed } from './standing.js'

export interface Shift {
  readonly row: RowView
  readonly start: Moment
  readonly end: Moment
}

export interface Shifts {
  readonly before?: Shift
  readonly now?: Shift
  readonly next?: Shift
  /** Of the shift before: what was written down. */
  readonly left?: DossierView
  /** Cases that ended since the shift began, the last first; absent while nobody hands over. */
  readonly ended?: readonly RowView[]
}

const day = 86_400_000

export interface ShiftQuery {
  /** Kinds by their prefixes. */
  readonly shift: string
  readonly cases: string
  readonly place?: PlaceId
  /** Somebody hands over: with what was left behind and what has ended, for which all that ever ended is looked through. */
  readonly isWhole: boolean
}

export async function shiftsAt(station: Station, { shift, cases, place, isWhole }: ShiftQuery): Promise<Shifts> {
  const now = station.clock.now()
  const there = place ? { place } : {}
  const rows = await station.rows({ kind: shift, ...there, opened: { from: now - 2 * day, to: now + 2 * day } })
  const all = rows
    .flatMap((row): readonly Shift[] => {
      const slot = slotOf(row.id, station.book)
      return slot ? [{ row, start: slot.start, end: slot.end }] : []
    })
    .sort((a, b) => a.start - b.start)
  const running = all.find(({ start, end }) => start <= now && now < end)
  const before = all.findLast(({ end }) => end <= (running?.start ?? now))
  const next = all.find(({ start }) => start >= (running?.end ?? now))
  const only = { ...(before && { before }), ...(running && { now: running }), ...(next && { next }) }
  if (!isWhole) return only
  const left = before && (await station.view(before.row.id))
  const ended = await station.rows({ kind: cases, ...there, open: false, sort: 'at', limit: 500 })
  const since = running?.start ?? now
  return {
    ...only,
    ...(left && { left }),
    ended: ended.filter(({ at }) => at >= since),
  }
}

export interface ShiftCounts {
  readonly open: readonly RowView[]
  readonly late: readonly RowView[]
  readonly came: readonly RowView[]
  readonly done: readonly RowView[]
  readonly next: readonly RowView[]
}

/** @param placed all open cases, first due first */
export function countShift({ now, next, ended = [] }: Shifts, placed: readonly Placed[]): ShiftCounts {
  const open = placed.map(({ row }) => row)
  const since = now?.start ?? Infinity
  const isNext = ({ due }: Placed) =>
    due?.state === 'runs' && next !== undefined && due.at >= next.start && due.at < next.end
  const rowsOf = (each: readonly Placed[]) => each.map(({ row }) => row)
  return {
    open,
    late: rowsOf(placed.filter(({ mark }) => mark === 'late')),
    came: [...open, ...ended].filter(({ opened }) => opened >= since),
    done: ended,
    next: rowsOf(placed.filter(isNext)),
  }
}

/** Texts that were written on a shift, with who wrote last and when. */
export function noteOf(view: DossierView | undefined): { readonly words: readonly string[]; readonly at: Moment } {
  const texts = view?.fields.flatMap(({ type, value }) => (type === 'text' && typeof value === 'string' ? value : []))
  return { words: texts ?? [], at: view?.dossier.at ?? 0 }
}
