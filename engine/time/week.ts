/** Weeks by ISO 8601, Monday first: without it the last days of December fall into a week of the wrong year. */
const day = 86_400_000

/** `2020-W53` of `2021-01-03`. */
export function weekOf(date: string): string {
  const at = Date.parse(`${date}T00:00Z`) / day
  // a week belongs to the year of its Thursday; 1970-01-01 was one
  const thursday = at - (at % 7) + (at % 7 > 3 ? 7 : 0)
  const year = new Date(thursday * day).getUTCFullYear()
  const number = Math.floor((thursday - Date.UTC(year, 0, 1) / day) / 7) + 1
  return `${year}-W${String(number).padStart(2, '0')}`
}

/** Monday of `2020-W53`, as days since 1970. */
export function mondayOf(week: string): number {
  const fourth = Date.UTC(Number(week.slice(0, 4)), 0, 4) / day
  return fourth - ((fourth + 3) % 7) + 7 * (Number(week.slice(6)) - 1)
}
