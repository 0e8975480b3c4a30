/** Which lines still have to go where: marks beside the lines, kept with them, so that what was kept here also arrives there. */
import type { DossierId, Entry, Json, Moment } from '../types.js'
import { gap } from './look.js'

/** A line that still has to go to a far side. It names the line and holds nothing of it. */
export interface Mark {
  /** Far side, line and dossier: lines of one far side lie together, in the order of their ids. */
  readonly id: string
  readonly on: DossierId
}

/** Why a far side does not take a line. */
export interface Refusal {
  readonly code: string
  /** What the far side says of it, in its own words. */
  readonly reason?: string
  readonly at: Moment
}
export type Refused = Mark & Refusal

/** A line to go, or a refused one, as it stands in the journal. */
export interface Refusing extends Refusal {
  readonly entry: Entry
}

export interface Outgoing {
  readonly lines: readonly Entry[]
  /** Where the next lines begin; absent behind the last. */
  readonly next?: string
}

export interface Outbox {
  /**
   * From now on every new line is to go to this far side, and all that are here already. Said twice it is the same; after
   * a failure it is said again.
   * @param anew all that are here once more, for the far side was set back
   */
  open(far: string, anew?: boolean): Promise<void>
  /** Nothing is to go there any more. */
  shut(far: string): Promise<void>
  /** Lines to go in the order of their ids. */
  next(far: string, limit: number, after?: string): Promise<Outgoing>
  /** The far side has these lines, and does not take those. */
  done(far: string, stored: readonly Entry[], refused: readonly Refusing[]): Promise<void>
  count(far: string): Promise<{ readonly waiting: number; readonly refused: number }>
  /** Lines that the far side does not take, with its reasons. */
  refused(far: string): Promise<readonly Refusing[]>
  /** Refused lines are to go once more. */
  again(far: string): Promise<void>
}

/** Setting with the far sides, and whether all that was here before them is marked. */
export const fars = 'fars'
export type Fars = Readonly<Record<string, boolean>>
export const farsOf = (value: Json | undefined): Fars => (value ?? {}) as Fars

export const markOf = (far: string, { id, on }: Pick<Entry, 'id' | 'on'>): Mark => ({
  id: far + gap + id + gap + on,
  on,
})
export const lineOf = ({ id }: Mark): string => id.split(gap)[1]!

/** Marks of new lines for all far sides but the one from which they came. */
export const marksOf = (lines: readonly Entry[], to: Fars, from?: string): readonly Mark[] =>
  Object.keys(to).flatMap((far) => (far === from ? [] : lines.map((line) => markOf(far, line))))

/** Lines by their marks; one that was erased meanwhile is passed over. */
export function linesOf(marks: readonly Mark[], ledgers: ReadonlyMap<DossierId, readonly Entry[]>): readonly Entry[] {
  const known = new Map<string, Entry>()
  for (const lines of ledgers.values()) for (const line of lines) known.set(line.id + gap + line.on, line)
  return marks.flatMap((mark) => known.get(lineOf(mark) + gap + mark.on) ?? [])
}
