// When a limit that starts in the spring of 2020 ends, so that the past cases carry due times a reader can check by hand.

const minute = 60_000
const day = 24 * 60 * minute
/** Local time of the street, as if it were UTC: nothing here crosses a zone. */
const midnight = (at) => Math.floor(at / day) * day
/** 清明 of 2020 gave one weekday off between February and April; no weekend was worked in exchange. */
const holiday = Date.UTC(2020, 3, 6)
const works = (date) => date !== holiday && ![0, 6].includes(new Date(date).getUTCDay())
const windows = [
  [8, 12],
  [14, 18],
].map((hours) => hours.map((hour) => hour * 60 * minute))

const spans = { D: { '24h': day, natural: day, work: 8 * 60 * minute }, H: 60 * minute, M: minute }

/** `PT4H` or `P15D` as time to be used up; a working day is eight hours. */
function length(limit, calendar) {
  const [, number, unit] = /^PT?(\d+)([DHM])$/.exec(limit)
  return Number(number) * (unit === 'D' ? spans.D[calendar] : spans[unit])
}

export function dueAt(start, limit, calendar) {
  let left = length(limit, calendar)
  if (calendar !== 'work') return start + left
  for (let date = midnight(start); ; date += day) {
    if (!works(date)) continue
    for (const [opens, closes] of windows) {
      const from = Math.max(start, date + opens)
      const room = date + closes - from
      if (room >= left) return from + left
      if (room > 0) left -= room
    }
  }
}
