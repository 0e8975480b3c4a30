/** Whole days as rosters write them, `2020-04-10`: strings of this form sort as days do. */

const DAY = 86_400_000
const other = (day: string, by: number) => new Date(Date.parse(`${day}T00:00Z`) + by * DAY).toISOString().slice(0, 10)

export const dayBefore = (day: string): string => other(day, -1)
export const dayAfter = (day: string): string => other(day, 1)
