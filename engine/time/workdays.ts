/** Which days are worked on, and the name of the festival where one is not; a due over a weekend needs both. */
import { holidayYears } from './holidays.js'
import type { Calendar, Say } from '../types.js'

export type WorkCalendar = Extract<Calendar, { readonly days: string }>

/** Last year whose public holidays are known here. */
export const lastYear = Math.max(...Object.keys(holidayYears).map(Number))

const english: Readonly<Record<string, string>> = {
  元旦: 'New Year',
  春节: 'Spring Festival',
  清明: 'Qingming',
  劳动节: 'Labour Day',
  端午: 'Dragon Boat Festival',
  中秋: 'Mid-Autumn Festival',
  国庆节: 'National Day',
  中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日: 'Victory Day',
}

const day = 86_400_000
const dayNumber = (year: number, text: string) =>
  Date.UTC(year, Number(text.slice(0, 2)) - 1, Number(text.slice(2))) / day

/** Days since 1970 → the festival, or `true` for a weekend day that is worked. */
type Year = ReadonlyMap<number, Say | true>

function read(year: number, text: string): Year {
  const days = new Map<number, Say | true>()
  for (const festival of text.split(', ')) {
    const [zh, ...spells] = festival.split(' ') as [string, ...string[]]
    for (const spell of spells) {
      if (spell.startsWith('+')) days.set(dayNumber(year, spell.slice(1)), true)
      else {
        const [from, to = from] = spell.split('-') as [string, string?]
        for (let index = dayNumber(year, from); index <= dayNumber(year, to); index++)
          days.set(index, { zh, en: english[zh] ?? 'public holiday' })
      }
    }
  }
  return days
}

const years = new Map<number, Year | undefined>()

function yearOf(days: number): number {
  return new Date(days * day).getUTCFullYear()
}

function known(year: number): Year | undefined {
  if (!years.has(year)) {
    const text = holidayYears[year]
    years.set(year, text === undefined ? undefined : read(year, text))
  }
  return years.get(year)
}

const weekend: Say = { zh: '周末', en: 'weekend' }

/** Why nobody works on this day (days since 1970), or undefined where they do. */
export function dayOff(calendar: WorkCalendar, days: number): Say | undefined {
  if (calendar.days === 'every-day') return undefined
  if (calendar.days === 'china') {
    const year = yearOf(days)
    const special = year <= (calendar.edition ?? lastYear) ? known(year)?.get(days) : undefined
    if (special) return special === true ? undefined : special
  }
  const weekday = (((days + 4) % 7) + 7) % 7
  return weekday === 0 || weekday === 6 ? weekend : undefined
}

/** True where the holidays of that day's year are not known, and weekends alone were left out. */
export const isGuess = (calendar: WorkCalendar, days: number): boolean =>
  calendar.days === 'china' && yearOf(days) > Math.min(calendar.edition ?? lastYear, lastYear)
