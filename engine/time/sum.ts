/** The arithmetic of a clock as one sentence: nobody has to believe a due who can add it up. */
import { byDay, dayMs, isWork, limitWords, wallAt } from './calendar.js'
import { isLate, standing } from './dues.js'
import { spanWords } from './duration.js'
import type { Due, Moment, Say } from '../types.js'
import type { WorkCalendar } from './workdays.js'
import type { Wall } from './zone.js'

type Lang = 'zh' | 'en'

const weekdays = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
}
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const phrases = {
  zh: {
    date: ({ month, day, weekday }: Wall, year: string) =>
      `${year && `${year}年`}${month}月${day}日 ${weekdays.zh[weekday]}`,
    extended: (span: string) => `延期 ${span}`,
    stood: (span: string) => `停表 ${span}`,
    due: (terms: string, at: string) => `${terms} = ${at} 到期`,
    point: (from: string, at: string) => `${from} 起，${at} 到期`,
    days: (pieces: readonly string[]) => `：${pieces.join('，')}`,
    off: (names: readonly string[]) => `${names.join('、')}不计`,
    whole: (count: number) => `${count}整天`,
    leftOut: (span: string) => `（停表 ${span}不计）`,
    used: (span: string, percent: number) => `已用 ${span}（${percent}%）`,
    took: (span: string, percent: number) => `用时 ${span}（${percent}%）`,
    held: (left: string) => `停表，还剩 ${left}`,
    late: (over: string) => `超时${over && ` ${over}`}`,
    guess: (year: number) => `${year}年放假安排未公布，暂按周末计`,
  },
  en: {
    date: ({ month, day, weekday }: Wall, year: string) =>
      `${weekdays.en[weekday]} ${day} ${months[month - 1]}${year && ` ${year}`}`,
    extended: (span: string) => `extended ${span}`,
    stood: (span: string) => `on hold ${span}`,
    due: (terms: string, at: string) => `${terms} = due ${at}`,
    point: (from: string, at: string) => `from ${from}, due ${at}`,
    days: (pieces: readonly string[]) => `: ${pieces.join(', ')}`,
    off: (names: readonly string[]) => `${names.join(' and ')} left out`,
    whole: (count: number) => `${count} full day${count === 1 ? '' : 's'}`,
    leftOut: (span: string) => ` (${span} on hold left out)`,
    used: (span: string, percent: number) => `used ${span} (${percent}%)`,
    took: (span: string, percent: number) => `took ${span} (${percent}%)`,
    held: (left: string) => `on hold, ${left} left`,
    late: (over: string) => `late${over && ` by ${over}`}`,
    guess: (year: number) => `holidays of ${year} not announced yet, counted by weekends`,
  },
}

const two = (value: number) => String(value).padStart(2, '0')

/** A moment with no more than is needed to tell it from the one before it. */
function momentWords(wall: Wall, before: Wall, seconds: boolean, lang: Lang): string {
  const time = `${two(wall.hour)}:${two(wall.minute)}${seconds ? `:${two(wall.second)}` : ''}`
  if (wall.days === before.days) return time
  return `${phrases[lang].date(wall, wall.year === before.year ? '' : String(wall.year))} ${time}`
}

/** More pieces than this nobody adds up in the head: what lies between the first and the last is told together. */
const mostPieces = 5

/** `周五 1小时30分`, `周末不计`, `周一 2小时30分`: how days make up working time. */
function dayWords(calendar: WorkCalendar, from: Moment, to: Moment, lang: Lang): readonly string[] {
  const full = dayMs(calendar)
  const pieces: { part?: string; whole: number; off?: string }[] = []
  for (const { days, ms, off } of byDay(calendar, from, to)) {
    const last = pieces.at(-1)
    if (off) {
      if (last?.off !== off[lang]) pieces.push({ whole: 0, off: off[lang] })
    } else if (ms < full) {
      if (ms > 0) pieces.push({ whole: 0, part: `${weekdays[lang][(days + 4) % 7]} ${spanWords(ms)[lang]}` })
    } else if (last?.whole) last.whole++
    else pieces.push({ whole: 1 })
  }
  const { off, whole } = phrases[lang]
  if (pieces.length <= mostPieces)
    return pieces.map((piece) => piece.part ?? (piece.off === undefined ? whole(piece.whole) : off([piece.off])))
  const between = [
    whole(pieces.reduce((sum, piece) => sum + piece.whole, 0)),
    off([...new Set(pieces.flatMap((piece) => piece.off ?? []))]),
  ]
  return [pieces[0]!.part, ...between, pieces.at(-1)!.part].filter((piece) => piece !== undefined)
}

/** `16:30 + 4工作时 = 4月13日 周一 10:30 到期`, for working time with the days that make it up. */
function equation(due: Due, now: Moment, lang: Lang): string {
  const say = phrases[lang]
  const { calendar, spec, extended, gaps, state } = due
  const [today, start, at] = [now, due.start, due.at].map((moment) => wallAt(moment, calendar.zone)) as [
    Wall,
    Wall,
    Wall,
  ]
  const seconds = start.second + at.second > 0
  const from = momentWords(start, today, seconds, lang)
  const to = momentWords(at, start, seconds, lang)
  const counted = spec.until === undefined ? calendar : undefined
  const stood = spanWords(gaps.reduce((sum, [stop, go]) => sum + go - stop, 0))[lang]
  const terms = [
    from,
    ...(counted ? [limitWords(counted, spec.limit!)[lang]] : []),
    ...extended.map((span) => say.extended(limitWords(calendar, span)[lang])),
    ...(counted && !isWork(counted) && gaps.length > 0 ? [say.stood(stood)] : []),
  ]
  if (state === 'paused') return terms.join(' + ')
  if (terms.length === 1) return say.point(from, to)
  const sum = say.due(terms.join(' + '), to)
  if (!counted || !isWork(counted)) return sum
  return sum + (gaps.length > 0 ? say.leftOut(stood) : say.days(dayWords(counted, due.start, due.at, lang)))
}

/** `已用 16分20秒（82%）`, and how much it is over. */
function usedWords(due: Due, now: Moment, lang: Lang): readonly string[] {
  const say = phrases[lang]
  const { state, used, left, share } = standing(due, now)
  const late = isLate(due, now)
  // 9 min 59.999 s of 10 min is not yet all of it
  const percent = late ? Math.round(share * 100) : Math.min(Math.round(share * 100), 99)
  const words = (state === 'done' ? say.took : say.used)(spanWords(used)[lang], percent)
  if (late) return [words, say.late(left <= -1000 ? spanWords(left)[lang] : '')]
  return state === 'suspended' ? [words, say.held(spanWords(left)[lang])] : [words]
}

/**
 * `指派 17:13:40 + 20分 = 17:33:40 到期 · 已用 16分20秒（82%）`; for working time
 * `处置 16:30 + 4工作时 = 4月13日 周一 10:30 到期：周五 1小时30分，周末不计，周一 2小时30分 · 已用 30分（12%）`.
 * Dates are told where they differ from today's and from each other.
 */
export function sum(due: Due, now: Moment): Say {
  const said = (lang: Lang) =>
    [
      `${due.title[lang]} ${equation(due, now, lang)}`,
      ...usedWords(due, now, lang),
      ...(due.provisional ? [phrases[lang].guess(wallAt(due.at, due.calendar.zone).year)] : []),
    ].join(' · ')
  return { zh: said('zh'), en: said('en') }
}
