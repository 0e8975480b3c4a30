/** What a changed book would have made of the past: counts first, then the decisions themselves, each with both its reasons. */
import type { DossierId, Moment, PlaceId, Say, Trouble } from '../types.js'
import type { ReasonView } from '../view.js'

/**
 * `quick`: which rules would hold now, over the facts that lines kept. `thorough`: everything played again, line by line,
 * with the clocks and what follows.
 */
export type Question = 'quick' | 'thorough'

export type What =
  /** Was done, and would not have been. */
  | 'refused'
  /** Had no effect then, and would have had one. */
  | 'allowed'
  /** Would have gone to another step. */
  | 'moved'
  /** Other rules would have held, or other answers been written. */
  | 'changed'
  /** A clock that did not run out would have. */
  | 'late'
  /** A clock that ran out would not have. */
  | 'in-time'
  /** A clock would have run out at another moment. */
  | 'shifted'
  /** An act would have followed, and did not. */
  | 'came'
  /** An act followed, and would not have. */
  | 'stayed-away'

/** One decision that would have differed. */
export interface Difference {
  /** Id of the line; of one that was never written, the id that it would have had. */
  readonly line: string
  readonly on: DossierId
  readonly place: PlaceId
  readonly at: Moment
  /** Act, or clock where one ran out. */
  readonly act: string
  readonly what: What
  /** Rules, clocks and acts by which it differs, as `Count.id` has them. */
  readonly by: readonly string[]
  /** Line of the same dossier from which on everything went another way. */
  readonly since?: string
}

/** One rule, clock or act, and how often it would have come out otherwise. */
export interface Count {
  /** e.g. `four-platforms/rule/only-grid-level`. */
  readonly id: string
  readonly pack: string
  readonly of: 'rule' | 'clock' | 'act'
  readonly name: string
  readonly title: Say
  /** Would hold, run out or be done, and did not. */
  readonly more: number
  /** Held, ran out or was done, and would not. */
  readonly fewer: number
  /** Both, but with another effect, at another moment, to another step. */
  readonly other: number
  /** It cannot be told. */
  readonly untold: number
}

export interface PlaceCount {
  readonly place: PlaceId
  readonly differ: number
}

/** One side of a difference in words. */
export interface Told {
  readonly says: Say
  readonly why: readonly ReasonView[]
}
export interface Explained {
  readonly before: Told
  readonly after: Told
}

export interface Backtested {
  readonly question: Question
  /** What is wrong in the changed files; after an error nothing was asked. */
  readonly troubles: readonly Trouble[]
  /** The past is looked at as it was at this moment. */
  readonly asOf: Moment
  /** Decisions looked at. What was refused at the time left no line, so it is not among them. */
  readonly lines: number
  /** Decisions that would have differed; the thorough question counts those that never came among them. */
  readonly differ: number
  /** Decisions of which it cannot be told: a value was judged and forgotten, or was not kept. */
  readonly untold: number
  readonly whats: Readonly<Partial<Record<What, number>>>
  /** The most affected first. */
  readonly counts: readonly Count[]
  /**
   * Differences in the order of time, from the one to before the other.
   * @throws Error once a later answer to the same question has taken the place of this one
   */
  list(from?: number, to?: number): Promise<readonly Difference[]>
  /** By the ancestor of this kind, e.g. `grid`, the most affected first; what lies under none of them counts at the top. */
  places(kind: string): Promise<readonly PlaceCount[]>
  explain(difference: Difference): Promise<Explained>
}
