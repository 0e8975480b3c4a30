/** A schedule and one of its slots in words: staff read when they meet, not how the rule is written. */
import type { Formula } from '../act/formula.js'
import { listed, quoted, say, wordsOf, type Wording } from '../judge/words.js'
import type { Pack } from '../pack/book.js'
import type { Kind, Schedule } from '../pack/format.js'
import { spanWords } from '../time/duration.js'
import { completed } from '../time/recurrence.js'
import { shiftCalendar, Timetable, turnOf, type Rota, type Slot } from '../time/schedule.js'
import type { Say } from '../types.js'
import { ruleWords } from './rule.js'

/** So many dates say a rule that has no words. */
const DATES = 3

/** `「双月对话」：每两个月第三个周六 09:00，每次3小时，从2018年10月20日起，提前14天列出`. */
export function explainSchedule(schedule: Schedule, wording: Wording): Say {
  const timetable = new Timetable(schedule, wording.zone, shiftCalendar({}, wording.zone))
  const day = (date: string) => wordsOf(date, { type: 'date' }, wording)
  const start = day(schedule.start)
  const parts: Say[] = [when(schedule, timetable, schedule.start, wording)]
  const add = (zh: string, en: string) => parts.push(say(zh, en))
  if (schedule.lasts !== undefined) {
    const long = spanWords(schedule.lasts)
    add(`每次${long.zh}`, `${long.en} each`)
  }
  add(`从${start.zh}起`, `from ${start.en} on`)
  if (typeof schedule.until === 'string') {
    const last = day(schedule.until)
    add(`到${last.zh}为止`, `until ${last.en}`)
  }
  if (schedule.shift === 'previous-workday') add('遇休息日提前到前一个工作日', 'on the working day before a day off')
  if (schedule.shift === 'next-workday') add('遇休息日推到下一个工作日', 'on the working day after a day off')
  if (schedule.rotation !== undefined) add('按名单轮流', 'taking turns by a list')
  if (schedule.ahead !== undefined) {
    const ahead = spanWords(schedule.ahead)
    add(`提前${ahead.zh}列出`, `listed ${ahead.en} ahead`)
  }
  if (schedule.covers) add('全天不留空', 'without a gap')
  const title = quoted(schedule.title)
  return say(
    `${title.zh}：${parts.map(({ zh }) => zh).join('，')}`,
    `${title.en}: ${parts.map(({ en }) => en).join(', ')}`,
  )
}

/** The rule with its times of day, or the dates that come next. */
function when(schedule: Schedule, timetable: Timetable, from: string, wording: Wording): Say {
  const { rule } = timetable
  const words = ruleWords(completed(rule, Date.parse(`${from}T00:00Z`) / 86_400_000))
  const times = schedule.times ? ` ${schedule.times.join('、')}` : ''
  if (!words) {
    const dates = timetable.from(from, DATES).map(({ name }) => wordsOf(name.slice(0, 10), { type: 'date' }, wording))
    return say(
      `${listed(dates).zh}等日子${times}`,
      `${listed(dates).en} and so on${schedule.times ? ` at ${schedule.times.join(', ')}` : ''}`,
    )
  }
  const count = rule.count === undefined ? say('', '') : say(`，共${rule.count}次`, `, ${rule.count} times`)
  const en = schedule.times ? `${words.en} at ${schedule.times.join(', ')}` : words.en
  return say(`${words.zh}${times}${count.zh}`, `${en}${count.en}`)
}

/** `「对话会」：按日程「双月对话」，每个小区一份，到时自己就有，从「待开」开始`. */
export function explainExpected(name: string, kind: Kind, pack: Pack): Say {
  const { schedule, each, step } = kind.expected!
  const of = pack.file.schedules?.[schedule ?? '']
  const above = pack.file.dossiers?.[kind.parent ?? '']
  const parts: Say[] = []
  const add = (zh: string, en: string) => parts.push(say(zh, en))
  if (of) add(`按日程${quoted(of.title).zh}`, `by the schedule ${quoted(of.title).en}`)
  if (above) add(`每份「${above.title.zh}」都有`, `for every "${above.title.en}"`)
  const place = each?.places === undefined ? undefined : placeKind(each.places, name, pack)
  if (place) add(`每个${place.zh}一份`, `one for each ${place.en.toLowerCase()}`)
  if (each?.in) add('名单里每一个一份', 'one for each member of a list')
  const title = quoted(kind.title)
  const begin = quoted(kind.steps[step] ?? say('最初的环节', 'its first step'))
  return say(
    `${title.zh}：${parts.map(({ zh }) => zh).join('，')}，到时自己就有，从${begin.zh}开始`,
    `${title.en}: ${parts.map(({ en }) => en).join(', ')}, there by itself, beginning at ${begin.en}`,
  )
}

const placeKind = (kind: string, name: string, { names }: Pack): Say | undefined =>
  names[name]?.get('place')?.members?.['kind']?.choices?.[kind]

/** Why an expected dossier is there: its schedule, this slot, whose turn it is, and why it is not on its own day. */
export function explainSlot(
  { schedule, timetable }: Pick<Formula, 'schedule' | 'timetable'>,
  slot: Slot,
  rota: Rota | undefined,
  wording: Wording,
): Say {
  const rule = when(schedule!, timetable!, schedule!.start, wording)
  const at = (moment: number) => wordsOf(new Date(moment).toISOString(), { type: 'moment' }, wording)
  const title = quoted(schedule!.title)
  const parts = [say(`按日程${title.zh}：${rule.zh}`, `By the schedule ${title.en}: ${rule.en}`)]
  const [from, to] = [at(slot.start), at(slot.end)]
  parts.push(
    slot.end > slot.start
      ? say(`本次 ${from.zh} 到 ${to.zh}`, `this one from ${from.en} to ${to.en}`)
      : say(`本次 ${from.zh}`, `this one at ${from.en}`),
  )
  if (slot.moved) {
    const [day, off] = [wordsOf(slot.name.slice(0, 10), { type: 'date' }, wording), slot.moved.because]
    parts.push(say(`原定 ${day.zh}，因${off.zh}改期`, `moved from ${day.en}: ${off.en}`))
  }
  const turn = turnOf(slot, rota)
  if (turn !== undefined) {
    const whose = wording.party(turn)
    parts.push(say(`轮到${whose.zh}`, `the turn of ${whose.en}`))
  }
  if (slot.provisional)
    parts.push(say('那年的放假安排还没有公布', 'the public holidays of that year are not known yet'))
  return say(parts.map(({ zh }) => zh).join('；'), parts.map(({ en }) => en).join('; '))
}
