/** A rule of days as people say it: `每两个月第三个周六` / `on the third Saturday every two months`. */
import { listed, say } from '../judge/words.js'
import type { Recurrence } from '../time/recurrence.js'
import type { Say } from '../types.js'

const WEEKDAYS = [
  say('周日', 'Sunday'),
  say('周一', 'Monday'),
  say('周二', 'Tuesday'),
  say('周三', 'Wednesday'),
  say('周四', 'Thursday'),
  say('周五', 'Friday'),
  say('周六', 'Saturday'),
]
const MONTHS = 'January February March April May June July August September October November December'.split(' ')
const ZH = '零一二三四五六七八九十'
const EN = 'zero one two three four five six seven eight nine ten'.split(' ')
const FIRST = ['', 'first', 'second', 'third', 'fourth', 'fifth']
const UNITS = {
  DAILY: { one: say('每天', 'every day'), zh: '天', en: 'days' },
  WEEKLY: { one: say('每周', 'every week'), zh: '周', en: 'weeks' },
  MONTHLY: { one: say('每月', 'every month'), zh: '个月', en: 'months' },
  YEARLY: { one: say('每年', 'every year'), zh: '年', en: 'years' },
}

/** Undefined for a rule that no plain sentence says; its next days say it better. */
export function ruleWords(rule: Recurrence): Say | undefined {
  const { freq, interval, months, weekdays, monthDays, positions } = rule
  if (rule.yearDays.length > 0) return undefined
  if (freq === 'DAILY' && !months.length && !weekdays.length && !monthDays.length) return period('DAILY', interval)
  const weekly = freq === 'WEEKLY' || (freq === 'DAILY' && interval === 1)
  if (weekly) return months.length || monthDays.length ? undefined : onWeekdays(weekdays, interval)
  if (freq === 'DAILY' || (months.length > 0 && interval > 1)) return undefined
  const days = monthDays.length && !weekdays.length && !positions.length ? onDates(monthDays) : onNth(rule)
  if (!days) return undefined
  if (months.length > 0) return inMonths(days, months)
  if (freq === 'YEARLY') return undefined
  const each = period('MONTHLY', interval)
  return say(`${each.zh}${days.zh}`, interval === 1 ? `on ${days.en} of every month` : `on ${days.en} ${each.en}`)
}

/** `每天`, `每两个月`. */
function period(freq: keyof typeof UNITS, interval: number): Say {
  const { one, zh, en } = UNITS[freq]
  if (interval === 1) return one
  const count = interval === 2 ? '两' : (ZH[interval] ?? String(interval))
  return say(`每${count}${zh}`, `every ${EN[interval] ?? interval} ${en}`)
}

const isWorkWeek = (weekdays: Recurrence['weekdays']) =>
  weekdays.length === 5 && weekdays.every(({ weekday, nth }) => nth === 0 && weekday >= 1 && weekday <= 5)

function onWeekdays(weekdays: Recurrence['weekdays'], interval: number): Say | undefined {
  if (weekdays.length === 0) return undefined
  const names = isWorkWeek(weekdays)
    ? say('周一到周五', 'Monday to Friday')
    : both(weekdays.map(({ weekday }) => WEEKDAYS[weekday]!))
  if (interval === 1) return say(`每${names.zh}`, `every ${names.en}`)
  const each = period('WEEKLY', interval)
  return say(`${each.zh}的${names.zh}`, `on ${names.en} ${each.en}`)
}

/** `甲、乙` / `A and B`. */
const both = (words: readonly Say[]): Say => {
  const en = words.map((word) => word.en)
  const last = en.pop()!
  return say(listed(words).zh, en.length > 0 ? `${en.join(', ')} and ${last}` : last)
}

function onDates(dates: readonly number[]): Say | undefined {
  if (dates.some((date) => date < -1)) return undefined
  const days = dates.map((date) => (date < 0 ? say('最后一天', 'last day') : say(`${date}日`, ordinal(date))))
  const words = both(days)
  return say(words.zh, `the ${words.en}`)
}

/** `3rd`. */
function ordinal(number: number): string {
  const end = number > 10 && number < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')
  return `${number}${end}`
}

/** The third Saturday, however it is written: as `3SA`, or as `SA` with a position. */
function onNth({ weekdays, positions, monthDays }: Recurrence): Say | undefined {
  if (monthDays.length > 0 || weekdays.length === 0) return undefined
  if (isWorkWeek(weekdays) && positions.length === 1) {
    const nth = nthWords(positions[0]!)
    return nth && say(`${nth.zh}周一到周五的日子`, `the ${nth.en} day from Monday to Friday`)
  }
  const found = weekdays.flatMap(({ weekday, nth }) => {
    const which = nth !== 0 && positions.length === 0 ? [nth] : nth === 0 && weekdays.length === 1 ? positions : []
    return which.map((number) => ({ nth: nthWords(number), name: WEEKDAYS[weekday]! }))
  })
  if (found.length < weekdays.length || found.some(({ nth }) => !nth)) return undefined
  const words = both(found.map(({ nth, name }) => say(`${nth!.zh}${name.zh}`, `${nth!.en} ${name.en}`)))
  return say(words.zh, `the ${words.en}`)
}

function nthWords(number: number): Say | undefined {
  if (number === -1) return say('最后一个', 'last')
  const en = FIRST[number]
  return en ? say(`第${ZH[number]}个`, en) : undefined
}

function inMonths(days: Say, months: readonly number[]): Say {
  const en = both(months.map((month) => say('', MONTHS[month - 1]!))).en
  const zh = months.map((month) => `${month}月`).join('、')
  return say(`每年${zh}${months.length > 1 ? '的' : ''}${days.zh}`, `on ${days.en} of ${en} every year`)
}
