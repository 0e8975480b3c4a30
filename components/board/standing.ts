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
}

function place(row: RowView, now: Moment): Placed {
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

/** Running clocks by when they are due, then those that stand still, then the rest by age. */
const order = ({ due, row }: Placed): readonly [number, number] =>
  !due ? [2, row.opened] : due.state === 'paused' ? [1, due.at] : [0, due.at]

function byDue(a: Placed, b: Placed): number {
  const [groupA, atA] = order(a)
  const [groupB, atB] = order(b)
  return groupA - groupB || atA - atB || (a.row.id < b.row.id ? -1 : 1)
}

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

  /** Takes new rows; a row that is the very one of before is not looked at again. */
  take(rows: readonly RowView[], now: Moment): Change {
    const before = new Map(this.placed.map((placed) => [placed.row.id, placed]))
    this.placed = rows
      .filter((row) => !row.ended)
      .map((row) => {
        const was = before.get(row.id)
        return was?.row === row && now < was.until ? was : place(row, now)
      })
      .sort(byDue)
    this.#wind()
    const since = this.placed.flatMap((is) => {
      const was = before.get(is.row.id)
      return was && was !== is ? [{ is, was }] : []
    })
    const isSame = (a: Due | undefined, b: Due | undefined) => a?.clock === b?.clock && a?.round === b?.round
    return {
      worse: since.flatMap(({ is, was }) => (isSame(is.due, was.due) && worse(was.mark, is.mark) ? is : [])),
      came: this.placed.filter(({ row }) => !before.has(row.id)),
      voided: since.flatMap(({ is, was }) => (is.row.void > was.row.void ? is : [])),
    }
  }

  /** Moves on to `now`. Returns those that crossed a mark; undefined, and nothing is touched, if none did. */
  turn(now: Moment): readonly Placed[] | undefined {
    if (now < this.#next) return undefined
    const crossed: Placed[] = []
    this.placed = this.placed.map((old) => {
      if (now < old.until) return old
      const fresh = place(old.row, now)
      if (worse(old.mark, fresh.mark)) crossed.push(fresh)
      return fresh
    })
    this.#wind()
    return crossed
  }

  find(id: DossierId | undefined): Placed | undefined {
    return id === undefined ? undefined : this.placed.find(({ row }) => row.id === id)
  }

  #wind(): void {
    this.#next = this.placed.reduce((first, { until }) => Math.min(first, until), Infinity)
  }
}

const ladder: readonly Mark[] = ['on-time', 'warn', 'late']
const worse = (was: Mark, is: Mark): boolean => ladder.includes(was) && ladder.indexOf(is) > ladder.indexOf(was)
