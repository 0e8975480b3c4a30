/** How each dossier of a board stands now, kept up to date without looking at all of them every second. */
import { isLate, isOver, standing } from '../../engine/time/dues.js'
import type { Due, DossierId, Moment } from '../../engine/types.js'
import type { RowView } from '../../engine/view.js'
import { leading } from '../case-card/leading.js'

/** `none`: no clock runs. */
export type Mark = 'on-time' | 'warn' | 'late' | 'suspended' | 'none'

export interface Placed {
  readonly row: RowView
  /** The clock that speaks for it. */
  readonly due?: Due
  readonly mark: Mark
  /** Until then the mark cannot change by itself. */
  readonly until: Moment
  /** Running clocks by when they are due, then those that stand still, then the rest by age. */
  readonly group: 0 | 1 | 2
  readonly at: Moment
}

type Marked = Omit<Placed, 'group' | 'at'>

function place(row: RowView, now: Moment): Placed {
  const it = marked(row, now)
  const { due } = it
  return { ...it, group: !due ? 2 : due.state === 'paused' ? 1 : 0, at: due?.at ?? row.opened }
}

function marked(row: RowView, now: Moment): Marked {
  const due = leading(row.dues)
  if (!due || isOver(due, now)) return { row, mark: 'none', until: Infinity }
  if (due.state === 'paused') return { row, due, mark: 'suspended', until: Infinity }
  if (isLate(due, now)) return { row, due, mark: 'late', until: Infinity }
  if (due.warnAt !== undefined) {
    return now >= due.warnAt
      ? { row, due, mark: 'warn', until: due.at }
      : { row, due, mark: 'on-time', until: due.warnAt }
  }
  const { state, limit, used } = standing(due, now)
  // Working time never runs faster than the wall clock, so it cannot be due soon before this.
  const soonest = now + Math.max(1000, limit * 0.8 - used)
  return state === 'warn'
    ? { row, due, mark: 'warn', until: due.at }
    : { row, due, mark: 'on-time', until: Math.min(due.at, soonest) }
}

const byDue = (a: Placed, b: Placed): number => a.group - b.group || a.at - b.at || (a.row.id < b.row.id ? -1 : 1)

/** What other rows brought. */
export interface Change {
  /** Their mark became worse. */
  readonly worse: readonly Placed[]
  readonly came: readonly Placed[]
  /** A line of theirs came to nothing. */
  readonly voided: readonly Placed[]
}

/** All open dossiers of a board, in order, each with its mark. */
export class Standings {
  placed: readonly Placed[] = []
  #next: Moment = Infinity
  /** What stands now where those stood that the last turn moved. */
  #after: ReadonlyMap<Placed, Placed> = new Map()

  /** Takes new rows; a row that is the very one of before is not looked at again. */
  take(rows: readonly RowView[], now: Moment): Change {
    const before = new Map<DossierId, Placed>()
    for (const placed of this.placed) before.set(placed.row.id, placed)
    const since: { readonly is: Placed; readonly was: Placed }[] = []
    const came: Placed[] = []
    const all: Placed[] = []
    for (const row of rows) {
      if (row.ended) continue
      const was = before.get(row.id)
      const is = was?.row === row && now < was.until ? was : place(row, now)
      if (!was) came.push(is)
      else if (was !== is) since.push({ is, was })
      all.push(is)
    }
    this.placed = all.sort(byDue)
    this.#wind()
    const inOrder = <It>(some: It[], of: (one: It) => Placed) => some.sort((a, b) => byDue(of(a), of(b)))
    inOrder(since, ({ is }) => is)
    const isSame = (a: Due | undefined, b: Due | undefined) => a?.clock === b?.clock && a?.round === b?.round
    return {
      worse: since.flatMap(({ is, was }) => (isSame(is.due, was.due) && worse(was.mark, is.mark) ? is : [])),
      came: inOrder(came, (is) => is),
      voided: since.flatMap(({ is, was }) => (is.row.void > was.row.void ? is : [])),
    }
  }

  /** Has time moved somebody's mark? */
  isDue(now: Moment): boolean {
    return now >= this.#next
  }

  /** Moves on to `now`. Returns those that crossed a mark; undefined, and nothing is touched, if none did. */
  turn(now: Moment): readonly Placed[] | undefined {
    if (!this.isDue(now)) return undefined
    const crossed: Placed[] = []
    const after = new Map<Placed, Placed>()
    this.placed = this.placed.map((old) => {
      if (now < old.until) return old
      const fresh = place(old.row, now)
      after.set(old, fresh)
      if (worse(old.mark, fresh.mark)) crossed.push(fresh)
      return fresh
    })
    this.#after = after
    this.#wind()
    return crossed
  }

  /** The one of before the last turn as it stands now. */
  readonly after = (placed: Placed): Placed => this.#after.get(placed) ?? placed

  find(id: DossierId | undefined): Placed | undefined {
    return id === undefined ? undefined : this.placed.find(({ row }) => row.id === id)
  }

  #wind(): void {
    this.#next = Infinity
    for (const { until } of this.placed) if (until < this.#next) this.#next = until
  }
}

const ladder: readonly Mark[] = ['on-time', 'warn', 'late']
const worse = (was: Mark, is: Mark): boolean => ladder.includes(was) && ladder.indexOf(is) > ladder.indexOf(was)
