/** What a dossier makes of lines from elsewhere: which are taken in, and which are kept aside, and why. */
import type { Doubt } from '../identity/doubt.js'
import { forkedIn } from '../identity/forks.js'
import { isForgotten } from '../journal/forget.js'
import { momentOf } from '../time/stamp.js'
import type { Dossier, DossierId, Entry, Moment } from '../types.js'
import { isTheClocks, textOf } from './due-line.js'
import { isShared, merged, outdoes } from './same-id.js'

/**
 * A line that is kept beside the journal, shown, and has no effect.
 * - `ahead`: its stamp is too far ahead of this clock; it is folded when its time comes
 * - `waiting`: the line that opens its dossier, the line that starts its clock, or those that a carry stands for are not here
 * - `forked`: there is another line of this id, or after the same line of its writer, who cannot have written both; or it
 *   was written on such a line
 * - `not-the-clocks`: it claims to be a clock's, and the line that started the clock says otherwise
 * - `unreadable`: the dossier cannot be folded with it
 * - `tampered`, `forged`, `unproven`: it is not what its writer wrote, or nobody knows whether it is
 */
export interface Aside {
  /** Of the line, why it is here, of its dossier, and by whom: two of one id may wait at once. */
  readonly id: string
  readonly on: DossierId
  readonly entry: Entry
  readonly why: 'ahead' | 'waiting' | 'forked' | 'not-the-clocks' | 'unreadable' | Doubt
  /** For `ahead`: when it is tried again. */
  readonly until?: Moment
}

/** This clock, how far ahead of it a stamp may be, in ms, and what is not to be believed. */
export interface Bound {
  readonly now: Moment
  readonly drift: number
  readonly doubts?: ReadonlyMap<Entry, Doubt> | undefined
}

export interface Arrived {
  readonly lines: readonly Entry[]
  /** Lines that were not here, or take the place of one that was. */
  readonly fresh: readonly Entry[]
  readonly aside: readonly Aside[]
  /** Lines that were here and do not stand any more. */
  readonly gone: readonly Entry[]
  /** As it stands with them; absent where nothing is fresh or gone. */
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
  { now, drift, doubts }: Bound,
  fold: (lines: readonly Entry[]) => Dossier,
): Arrived {
  const here = new Map(before.map((line) => [line.id, line]))
  const aside = new Map<string, Aside>()
  const put = (entry: Entry, why: Aside['why'], until?: Moment): void => {
    // a wrong proof says more than none
    const name = why === 'forged' ? 'unproven' : why
    const id = [entry.id, name, entry.on, ...(entry.chain ? [entry.chain.hash.slice(0, 8)] : [])].join(' ')
    const known = aside.get(id)
    const other = known?.entry
    if (known && known.why !== why && why === 'unproven') return
    // of two that devices made alike the one waits that will stand
    if (other && known.why === why && (isShared(entry) ? !outdoes(entry, other) : textOf(other) < textOf(entry))) return
    aside.set(id, { id, on: entry.on, entry, why, ...(until !== undefined && { until }) })
  }
  const believed = arriving.filter((entry) => {
    const doubt = doubts?.get(entry)
    if (doubt) put(entry, doubt)
    return !doubt
  })
  // whoever has all lines folds them, and needs nobody's word for what they come to
  const isWhole = [...before, ...believed].some(({ from, expected }) => from === 'new' || expected)
  const timely = believed.filter((entry) => {
    if (entry.carry && isWhole) return false
    const until = momentOf(entry.id) - drift
    if (here.has(entry.id) || until <= now) return true
    put(entry, 'ahead', until)
    return false
  })
  const forked = forkedIn([...before, ...timely], isOpening)
  for (const entry of forked) put(entry, 'forked')
  // a clock that such a line started is none: what it wrote is looked at again
  const isLoose = (line: Entry) => forked.has(line) || (line.due !== undefined && !line.expected)
  const standing = before.some((line) => forked.has(line)) ? before.filter((line) => !isLoose(line)) : before
  const inTime = [...before.filter((line) => !standing.includes(line)), ...timely].filter((line) => !forked.has(line))
  const known = new Set(standing.map(({ id }) => id))
  const all = merged(standing, inTime)
  const sound = inTime.filter((entry) => {
    if (!entry.due || entry.expected) return true
    const isIts = isTheClocks(entry, all)
    if (!isIts && !known.has(entry.id)) put(entry, isIts === false ? 'not-the-clocks' : 'waiting')
    return isIts === true
  })
  const first = standing[0] ?? all.find(isOpening)
  const taken = sound.filter((entry) => {
    // older than a carry, and what it stands for is not here: nobody knows what it would have changed
    const isBehind = first?.carry && entry.id < first.id && !isOpening(entry)
    if (first && !isBehind) return true
    if (!known.has(entry.id)) put(entry, 'waiting')
    return false
  })
  const lines = merged(
    standing,
    readable(standing, taken, fold, (entry) => put(entry, 'unreadable')),
  )
  const fresh = lines.filter((line) => here.get(line.id) !== line)
  const ids = new Set(lines.map(({ id }) => id))
  const gone = before.filter(({ id }) => !ids.has(id))
  const dossier = fresh.length + gone.length > 0 ? fold(lines) : undefined
  // what was erased here does not come back from a device that has not looked yet
  if (dossier && before.length === 0 && isForgotten(dossier, now))
    return { lines: before, fresh: [], gone: [], aside: [] }
  const left = [...aside.values()].filter((one) => !doubts?.has(one.entry) || !isHereNow(one, lines))
  return { lines, fresh, gone, aside: left, ...(dossier && { dossier }) }
}

export const isOpening = ({ from, carry, expected }: Entry) =>
  from === 'new' || carry !== undefined || expected !== undefined

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

/** Those kept aside that are worth another look when lines of their dossier come. */
export const isTriedAgain = ({ why }: Aside): boolean => why !== 'unreadable'

/** What was not believed so far is not believed now, unless it comes once more. */
export function doubting(bound: Bound, tried: readonly Aside[], arriving: readonly Entry[]): Bound {
  const doubted = tried.flatMap(({ entry, why }) =>
    isDoubt(why) && !arriving.includes(entry) ? [[entry, why] as const] : [],
  )
  return doubted.length > 0 ? { ...bound, doubts: new Map([...doubted, ...(bound.doubts ?? [])]) } : bound
}

const isDoubt = (why: Aside['why']): why is Doubt => ['tampered', 'forged', 'unproven'].includes(why)

/** It came once more, with what was missing, and is among these lines now. */
const isHereNow = ({ entry }: Aside, lines: readonly Entry[]): boolean =>
  lines.some((line) => line.id === entry.id && isSame(line, entry))

/** The very line, or what it was before somebody changed it on the way. */
const isSame = (line: Entry, other: Entry): boolean =>
  line.chain ? line.chain.hash === other.chain?.hash : textOf(line) === textOf(other)

/** What a page makes of a dossier, with what is still to be drawn from an earlier one. */
export function touchedBy(id: DossierId, { lines, fresh, gone }: Arrived, before: Touched | undefined): Touched {
  const from = [...fresh, ...gone].reduce((first, line) => (line.id < first ? line.id : first), before?.from ?? '~')
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
  const index = counted.findLastIndex(({ due, note, renames, sheets }) => !due && !note && !renames && !sheets)
  const last = counted[index]
  if (!last || last.source !== undefined) return true
  if (last.head === undefined) return carried + index === 0
  return (
    last.head === `${carried + index} ${counted[index - 1]?.id ?? lines[0]?.carry?.dossier.head.split(' ')[1] ?? ''}`
  )
}
