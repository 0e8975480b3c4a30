/** Overrides apply between two days: without this a book kept here would be taken for today's when it is yesterday's. */

/** First and last day, `2020-04-10`; without one there is no end on that side. */
export interface Days {
  readonly from?: string
  readonly until?: string
}

/** Without a day everything is. */
export const inForce = ({ from, until }: Days, today: string | undefined): boolean =>
  today === undefined || ((from === undefined || from <= today) && (until === undefined || today <= until))

/** Whether the same of them apply on both days. */
export const sameOn = (all: readonly Days[], one: string | undefined, other: string | undefined): boolean =>
  all.every((it) => inForce(it, one) === inForce(it, other))
