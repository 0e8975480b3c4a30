/** What a measure comes to, as plain data: a screen draws it whole, and every number in it leads back to its rows. */
import type { Long } from '../journal/journal.js'
import type { Measure } from '../pack/format.js'
import type { DossierId, Json, Moment, PlaceId, Say } from '../types.js'

export interface MeasureOptions extends Long {
  /** As of when; now, unless told. What came later is not counted, what stood otherwise then is counted as it stood. */
  readonly at?: Moment
  /** Over this place and all below it; over all that this station holds, unless told. */
  readonly place?: PlaceId
  /** Of a measure with `each`: a day, week, month or year, as `2020-08`; the one at `at`, unless told. */
  readonly period?: string
  /** How many periods, that one the last; 1, unless told. */
  readonly periods?: number
}

export interface Measured extends Breakdown {
  readonly pack: string
  readonly name: string
  readonly title: Say
  readonly how: Measure['how']
  /** What its numbers count; a share has none. */
  readonly unit?: Say
  readonly goal?: number
  /** The moment as of which it holds. */
  readonly at: Moment
  readonly over: Over
  /** What its members are: what it is broken down by. */
  readonly by?: { readonly path: string; readonly title: Say }
  readonly each?: NonNullable<Measure['each']>
  /** The earliest first; what stands beside this is the last of them. Without `each` there is one, of all time. */
  readonly periods: readonly Period[]
}

/** What was counted over, so that nobody takes a part for the whole. */
export interface Over {
  /** Absent: all of the community. */
  readonly places?: readonly PlaceId[]
  readonly words: Say
}

export interface Breakdown {
  readonly total: Figure
  /** In the order of the list, the tree or the ranks; what says of itself nothing comes last, without a key. */
  readonly members: readonly MemberFigure[]
}

export interface Period extends Breakdown {
  /** `2020-08`; absent where it is all of time. */
  readonly name?: string
  readonly from?: Moment
  /** Before which it ends. */
  readonly to?: Moment
}

/**
 * `few`: fewer than five people; `apart`: would tell such a number by subtraction; `sample`: too few rows to be ranked;
 * `part`: one of the numbers it is made of is missing; `none`: there is nothing to work it out from; `outside`: not all of
 * it is held here.
 */
export type Why = 'few' | 'apart' | 'sample' | 'part' | 'none' | 'outside'

export interface Figure {
  /** A number or a span; absent where it is not known or not shown. */
  readonly value?: number | string
  /** The value as people read it, or why there is none. */
  readonly words: Say
  readonly why?: Why
  readonly behind: Behind
}

export interface MemberFigure extends Figure {
  /** A choice, place, party or text; absent where a row does not say. */
  readonly key?: string
  readonly title: Say
  /** Of a ranking: 1 is the highest, and equal numbers share a rank. A member without one is not ranked, and `why` says so. */
  readonly rank?: number
  readonly stands?: 'top' | 'bottom'
}

/** The rows that make a number. Behind one that is not shown there are none. */
export interface Behind {
  readonly dossiers?: readonly DossierId[]
  /** Ids of lines, each in the dossier of the same index. */
  readonly lines?: readonly string[]
  readonly places?: readonly PlaceId[]
  /** So many more that were erased when their time was over. */
  readonly erased?: number
  /** So many were erased of which nobody can tell whether they would count: they do not. */
  readonly untold?: number
  /** The stretches of time of `gaps`. */
  readonly stretches?: readonly Json[]
  /** The numbers that it is worked out from, by the measure. */
  readonly parts?: Readonly<Record<string, Figure>>
}
