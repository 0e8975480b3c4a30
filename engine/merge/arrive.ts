/** What a dossier makes of lines from elsewhere: which are taken in, and which are kept aside, and why. */
import { isForgotten } from '../journal/forget.js'
import { momentOf } from '../time/stamp.js'
import type { Dossier, DossierId, Entry, Moment } from '../types.js'
import { isTheClocks, textOf } from './due-line.js'
import { isShared, merged, outdoes } from './same-id.js'

/**
 * A line that is kept beside the journal, shown, and has no effect.
 * - `ahead`: its stamp is too far ahead of this clock; it is folded when its time comes
 * - `waiting`: the line that opens its dossier, the line that starts its clock, or those that a carry stands for are not here
 * - `forked`: there is another line of this id here, and one writer cannot have written both
 * - `not-the-clocks`: it claims to be a clock's, and the line that started the clock says otherwise
 * - `unreadable`: the dossier cannot be folded with it
 */
export interface Aside {
  /** Of the line, why it is here, and of its dossier: two of one id may wait at once. */
  readonly id: string
  readonly on: DossierId
  readonly entry: Entry
  readonly why: 'ahead' | 'waiting' | 'forked' | 'not-the-clocks' | 'unreadable'
  /** For `ahead`: when it is tried again. */
  readonly until?: Moment
}

/** This clock, and how far ahead of it a stamp may be, in ms. */
export interface Bound {
  readonly now: Moment
  readonly drift: number
}

export interface Arrived {
  readonly lines: readonly Entry[]
  /** Lines that were not here, or take the place of one that was. */
  readonly fresh: readonly Entry[]
  readonly aside: readonly Aside[]
  /** As it stands with them; absent where nothing is fresh. */
  readonly dossier?: Dossier
}

/** A merge whose consequences are still to be looked at: in which dossier, and from which line on. */
export interface Touched {
  readonly id: DossierId
  /** Id of the earliest line that came. */
  readonly from: string
  /** Its last line was judged without knowing all others: the rules of the kind are asked again. */
  readonly ask?: true
  /** Lines came that were caused in another dossier. */
  readonly caused?: true
}

/**
 * @param before lines of the dossier that are here
 * @param arriving lines from elsewhere and those kept aside so far, some of them perhaps known
 */
export function arrive(
  before: readonly Entry[],
  arriving: readonly Entry[],
  { now, drift }: Bound,
  fold: (lines: readonly Entry[]) => Dossier,
): Arrived {
  const here = new Map(before.map((line) => [line.id, line]))
  const aside = new Map<string, Aside>()
  const put = (entry: Entry, why: Aside['why'], until?: Moment): void => {
    const id = `${entry.id} ${why} ${entry.on}`
    const other = aside.get(id)?.entry
    if (other && textOf(other) !== textOf(entry)) {
      // of two that devices made alike the one waits that will stand; of two by one person both are kept
      if (!isShared(entry) && why !== 'forked') return put(entry, 'forked')
      if (!isShared(entry) || !outdoes(entry, other)) return
    }
    aside.set(id, { id, on: entry.on, entry, why, ...(until !== undefined && { until }) })
  }
  // whoever has all lines folds them, and needs nobody's word for what they come to
  const isWhole = [...before, ...arriving].some(({ from, expected }) => from === 'new' || expected)
  const inTime = arriving.filter((entry) => {
    if (entry.carry && isWhole) return false
    const known = here.get(entry.id)
    const until = momentOf(entry.id) - drift
    const isForked = known && !isShared(entry) && textOf(known) !== textOf(entry)
    if (isForked) put(entry, 'forked')
    else if (!known && until > now) put(entry, 'ahead', until)
    else return true
    return false
  })
  const all = merged(before, inTime)
  const sound = inTime.filter((entry) => {
    if (!entry.due || entry.expected) return true
    const isIts = isTheClocks(entry, all)
    if (!isIts && !here.has(entry.id)) put(entry, isIts === false ? 'not-the-clocks' : 'waiting')
    return isIts === true
  })
  const first = before[0] ?? all.find(isOpening)
  const taken = sound.filter((entry) => {
    // older than a carry, and what it stands for is not here: nobody knows what it would have changed
    const isBehind = first?.carry && entry.id < first.id && !isOpening(entry)
    if (first && !isBehind) return true
    if (!here.has(entry.id)) put(entry, 'waiting')
    return false
  })
  const lines = merged(
    before,
    readable(before, taken, fold, (entry) => put(entry, 'unreadable')),
  )
  const fresh = lines.filter((line) => here.get(line.id) !== line)
  const dossier = fresh.length > 0 ? fold(lines) : undefined
  // what was erased here does not come back from a device that has not looked yet
  if (dossier && before.length === 0 && isForgotten(dossier, now)) return { lines: before, fresh: [], aside: [] }
  return { lines, fresh, aside: [...aside.values()], ...(dossier && { dossier }) }
}

const isOpening = ({ from, carry, expected }: Entry) => from === 'new' || carry !== undefined || expected !== undefined

/** A dossier can be folded from these lines. */
export const isOpened = (lines: readonly Entry[]): boolean => lines.some(isOpening)

/** One line that no station wrote must not keep all others of its page from being taken in. */
function readable(
  before: readonly Entry[],
  more: readonly Entry[],
  fold: (lines: readonly Entry[]) => Dossier,
  not: (entry: Entry) => void,
): readonly Entry[] {
  const folds = (lines: readonly Entry[]) => {
    try {
      return fold(lines) !== undefined
    } catch {
      return false
    }
  }
  if (more.length === 0 || folds(merged(before, more))) return more
  return more.toSorted(opensFirst).reduce<readonly Entry[]>((good, entry) => {
    if (folds(merged(before, [...good, entry]))) return [...good, entry]
    not(entry)
    return good
  }, [])
}

const opensFirst = (a: Entry, b: Entry) => Number(isOpening(b)) - Number(isOpening(a)) || (a.id < b.id ? -1 : 1)

/** A page dossier by dossier. */
export function byDossier(lines: readonly Entry[]): ReadonlyMap<DossierId, readonly Entry[]> {
  const each = new Map<DossierId, Entry[]>()
  for (const line of lines) {
    const own = each.get(line.on)
    if (own) own.push(line)
    else each.set(line.on, [line])
  }
  return each
}

/** Those kept aside that are worth another look when lines of their dossier come: what is forked stays so. */
export const isTriedAgain = ({ why }: Aside): boolean => why !== 'forked' && why !== 'unreadable'

/** What a page makes of a dossier, with what is still to be drawn from an earlier one. */
export function touchedBy(id: DossierId, { lines, fresh }: Arrived, before: Touched | undefined): Touched {
  const from = fresh.reduce((first, line) => (line.id < first ? line.id : first), before?.from ?? fresh[0]!.id)
  const caused = before?.caused ?? fresh.some(({ causeOn }) => causeOn !== undefined)
  return { id, from, ...(!isWhole(lines) && { ask: true as const }), ...(caused && { caused: true as const }) }
}

/**
 * Was the last line that anybody judged, judged on all lines before it? Then the rules of the kind were asked of the
 * dossier as it stands, and nothing has been merged since.
 */
export function isWhole(lines: readonly Entry[]): boolean {
  const carried = lines[0]?.carry?.count ?? 0
  const counted = lines.filter(({ carry }) => !carry)
  const index = counted.findLastIndex(({ due, note, renames }) => !due && !note && !renames)
  const last = counted[index]
  if (!last || last.source !== undefined) return true
  if (last.head === undefined) return carried + index === 0
  return (
    last.head === `${carried + index} ${counted[index - 1]?.id ?? lines[0]?.carry?.dossier.head.split(' ')[1] ?? ''}`
  )
}
