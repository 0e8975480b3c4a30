/** Numbers, dates and spans as people read them, in the language of the page and the zone of the community. */
import type { Moment } from '../../engine/types.js'
import { isEnglish, locale } from './language.js'

const shapes = {
  /** 2020年4月10日 · Apr 10, 2020 */
  date: { dateStyle: 'medium' },
  /** 4月10日 · Apr 10 */
  day: { month: 'short', day: 'numeric' },
  /** 周五 · Fri */
  weekday: { weekday: 'short' },
  /** 17:30 */
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  /** 17:30:05 */
  clock: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  /** 4月10日 17:30 · Apr 10, 17:30 */
  moment: { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  /** 4/10 17:30 · 4/10, 17:30: where there is room for no more */
  brief: { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
} satisfies Record<string, Intl.DateTimeFormatOptions>
export type DateShape = keyof typeof shapes

// Making a formatter costs far more than using it, and a board asks for hundreds each second.
const kept = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>()
function keep<T extends Intl.DateTimeFormat | Intl.NumberFormat>(key: string, make: () => T): T {
  let format = kept.get(key) as T | undefined
  if (!format) kept.set(key, (format = make()))
  return format
}

export const number = (value: number, lang: string): string =>
  keep(`number ${lang}`, () => new Intl.NumberFormat(locale(lang))).format(value)

/** `zone` as in `Asia/Shanghai`; without one, the zone of this device. */
export const date = (at: Moment, shape: DateShape, lang: string, zone?: string): string =>
  keep(
    `${shape} ${lang} ${zone}`,
    () => new Intl.DateTimeFormat(locale(lang), { ...shapes[shape], timeZone: zone }),
  ).format(at)

const units = [
  { ms: 86_400_000, zh: '天', en: ' d' },
  { ms: 3_600_000, zh: '小时', en: ' h' },
  { ms: 60_000, zh: '分', en: ' min' },
  { ms: 1_000, zh: '秒', en: ' s' },
] as const

/** A span of time by its two largest units, rounded down: 3分50秒 · 2小时30分 · 8天; 3 min 50 s · 2 h 30 min · 8 d. */
export function span(ms: number, lang: string): string {
  const en = isEnglish(lang)
  const largest = units.findIndex((unit) => ms >= unit.ms)
  const first = largest < 0 ? units.length - 1 : largest
  let rest = Math.max(0, ms)
  const said: string[] = []
  for (const unit of units.slice(first, first + 2)) {
    const count = Math.floor(rest / unit.ms)
    rest -= count * unit.ms
    if (count || said.length === 0) said.push(`${number(count, lang)}${en ? unit.en : unit.zh}`)
  }
  return said.join(en ? ' ' : '')
}
