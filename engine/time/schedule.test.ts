import { expect } from '@open-wc/testing'
import { RRule } from 'rrule'
import { explainSchedule } from '../explain/schedule.js'
import { ruleWords } from '../explain/rule.js'
import type { Wording } from '../judge/words.js'
import { BadRule, completed, daysOf, readRule } from './recurrence.js'
import { Timetable, turnOf, type Timed } from './schedule.js'
import type { WorkCalendar } from './workdays.js'

const zone = 'Asia/Shanghai'
const china: WorkCalendar = { name: 'work', zone, days: 'china', hours: [['08:00', '18:00']] }
const at = (text: string) => Date.parse(`${text}+08:00`)
const day = 86_400_000
const both = (words: string) => ({ zh: words, en: words })
const dates = (rule: string, start: string, count: number) => {
  const found: string[] = []
  for (const days of daysOf(readRule(rule), Date.parse(start) / day)) {
    if (found.push(new Date(days * day).toISOString().slice(0, 10)) === count) break
  }
  return found
}
const table = (spec: Partial<Timed>) =>
  new Timetable({ rrule: 'FREQ=DAILY', start: '2020-01-01', ...spec }, zone, china)

/** A generator of its own, so that a rule that fails is the same rule tomorrow. */
function dice(seed: number) {
  return (most: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((seed / 2 ** 32) * most)
  }
}

function randomRule(roll: (most: number) => number): string {
  const some = <T>(all: readonly T[], most: number) => [
    ...new Set(Array.from({ length: 1 + roll(most) }, () => all[roll(all.length)]!)),
  ]
  const freq = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'][roll(4)]!
  const byYear = freq === 'YEARLY'
  const parts = [`FREQ=${freq}`]
  if (roll(2)) parts.push(`INTERVAL=${1 + roll(4)}`)
  if (roll(3) === 0) parts.push(`BYMONTH=${some([1, 2, 3, 5, 9, 12], 3).join()}`)
  const weekday = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
  const nth = (freq === 'MONTHLY' || byYear) && roll(2) === 0
  if (roll(2))
    parts.push(
      `BYDAY=${some(weekday, 3)
        .map((it) => (nth ? `${[1, 2, 3, -1, -2][roll(5)]}${it}` : it))
        .join()}`,
    )
  if (freq !== 'WEEKLY' && roll(4) === 0) parts.push(`BYMONTHDAY=${some([1, 9, 15, 29, 30, 31, -1, -2], 2).join()}`)
  if (byYear && roll(6) === 0) parts.push(`BYYEARDAY=${some([1, 60, 100, 366, -1], 2).join()}`)
  if ((freq === 'MONTHLY' || byYear) && /BYDAY|BYMONTHDAY|BYYEARDAY/.test(parts.join()) && roll(3) === 0)
    parts.push(`BYSETPOS=${some([1, 2, 3, -1], 2).join()}`)
  if (freq === 'WEEKLY' && roll(2)) parts.push(`WKST=${weekday[roll(7)]}`)
  if (roll(5) === 0) parts.push(roll(2) ? `COUNT=${1 + roll(20)}` : `UNTIL=202${roll(6)}0630`)
  return parts.join(';')
}

describe('schedule', () => {
  it('J87 a rule gives the days that the library rrule gives, for 200 rules drawn at random', function () {
    this.timeout(120_000)
    const roll = dice(20_200_410)
    const end = Date.UTC(2027, 0, 1)
    for (let round = 0; round < 200; round++) {
      const rule = randomRule(roll)
      const start = Date.UTC(2018 + roll(3), roll(12), 1 + roll(28))
      // the library walks to the year 9999 where nothing fits: a last day keeps it short
      const last = /UNTIL|COUNT/.test(rule) ? {} : { until: new Date(end) }
      const all = new RRule({ ...RRule.parseString(rule), ...last, dtstart: new Date(start) })
      // where two positions are one day, the library has it twice
      const theirs = [...new Set(all.between(new Date(start), new Date(end), true).map((date) => date.getTime() / day))]
      const ours: number[] = []
      for (const days of daysOf(readRule(rule), start / day)) {
        if (days * day > end) break
        ours.push(days)
      }
      expect(ours, `${rule} from ${new Date(start).toISOString()}`).to.deep.equal(theirs)
    }
  })

  it('J87 a rule that nothing fits ends, and one that cannot be read says what to write', () => {
    const began = performance.now()
    for (const never of [
      'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
      'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31',
      'FREQ=DAILY;INTERVAL=7;BYDAY=MO',
      'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=300',
      'FREQ=MONTHLY;INTERVAL=9999;BYMONTH=3',
    ])
      expect(
        dates(never, '2020-04-10', 1).filter((it) => it !== '2020-04-10'),
        never,
      ).to.deep.equal([])
    expect(performance.now() - began).to.be.lessThan(1000)
    for (const [bad, found] of [
      ['FREQ=SECONDLY', 'FREQ=SECONDLY'],
      ['INTERVAL=2', 'INTERVAL=2'],
      ['FREQ=DAILY;INTERVAL=0', '0'],
      ['FREQ=DAILY;INTERVAL=1e9', '1e9'],
      ['FREQ=MONTHLY;BYDAY=XX', 'XX'],
      ['FREQ=MONTHLY;BYDAY=9SA', '9'],
      ['FREQ=WEEKLY;BYDAY=2SA', '2SA'],
      ['FREQ=MONTHLY;BYMONTHDAY=32', '32'],
      ['FREQ=WEEKLY;BYMONTHDAY=1', 'BYMONTHDAY'],
      ['FREQ=DAILY;BYHOUR=9', 'BYHOUR'],
      ['FREQ=MONTHLY;BYSETPOS=1', 'BYSETPOS'],
      ['FREQ=DAILY;UNTIL=20201399', '20201399'],
      ['FREQ=DAILY;COUNT=3;UNTIL=20201231', 'COUNT'],
      ['FREQ=DAILY;FREQ=DAILY', 'FREQ'],
      ['FREQ=DAILY;__proto__=1', '__proto__=1'],
    ] as const) {
      let fault: unknown
      try {
        readRule(bad)
      } catch (error) {
        fault = error
      }
      expect(fault, bad).to.be.instanceOf(BadRule)
      expect((fault as BadRule).found, bad).to.equal(found)
      expect((fault as BadRule).says.zh, bad).to.match(/[一-鿿]/)
    }
  })

  it('J87 a schedule has slots from its start, at its times, as long as it lasts, to its last day', () => {
    const dialogue = table({
      rrule: 'FREQ=MONTHLY;INTERVAL=2;BYDAY=SA;BYSETPOS=3',
      start: '2018-10-20',
      times: ['09:00'],
      lasts: 'PT3H',
    })
    const slots = [...dialogue.between(at('2018-10-01T00:00'), at('2020-04-01T00:00'))]
    expect(slots.map(({ name }) => name)).to.deep.equal(
      '2018-10-20 2018-12-15 2019-02-16 2019-04-20 2019-06-15 2019-08-17 2019-10-19 2019-12-21 2020-02-15'.split(' '),
    )
    expect(slots[0]).to.deep.equal({
      name: '2018-10-20',
      number: 0,
      start: at('2018-10-20T09:00'),
      end: at('2018-10-20T12:00'),
    })
    expect(
      [...dialogue.back(at('2018-10-21T00:00'), at('2020-04-01T00:00'))].map(({ number }) => number),
    ).to.deep.equal([8, 7, 6, 5, 4, 3, 2, 1])
    expect(dialogue.count(at('2018-10-20T09:00'), at('2020-02-15T09:00'))).to.equal(8)
    const whole = table({ rrule: 'FREQ=MONTHLY;BYMONTHDAY=1', until: '2020-03-01' })
    const months = [...whole.between(at('2019-01-01T00:00'), at('2030-01-01T00:00'))]
    expect(months.map(({ name }) => name)).to.deep.equal(['2020-01-01', '2020-02-01', '2020-03-01'])
    expect(months[0]!.end - months[0]!.start).to.equal(day)
  })

  it('J87 a slot on a day off moves to the working day before or after, make-up days included, and says why', () => {
    const before = table({
      rrule: 'FREQ=WEEKLY;BYDAY=FR',
      start: '2020-01-03',
      times: ['14:00'],
      shift: 'previous-workday',
    })
    expect(before.named('2020-05-01')).to.deep.equal({
      name: '2020-05-01',
      number: 17,
      start: at('2020-04-30T14:00'),
      end: at('2020-04-30T14:00'),
      moved: { to: '2020-04-30', because: { zh: '劳动节', en: 'Labour Day' } },
    })
    const after = table({ rrule: 'FREQ=MONTHLY;BYMONTHDAY=1', start: '2020-01-01', shift: 'next-workday' })
    expect(after.named('2020-02-01')!.moved).to.deep.equal({
      to: '2020-02-03',
      because: { zh: '春节', en: 'Spring Festival' },
    })
    // a Sunday that is worked
    expect(table({ rrule: 'FREQ=DAILY', shift: 'next-workday' }).named('2020-01-19')!.moved).to.equal(undefined)
    expect(after.named('2031-06-01')).to.include({ provisional: true })
    // which slots lie between two moments goes by when they take place
    expect([...before.between(at('2020-04-30T00:00'), at('2020-05-01T00:00'))].map(({ name }) => name)).to.deep.equal([
      '2020-05-01',
    ])
  })

  it('J88 a slot is named by its date, with the time where a day has several, and found by its name alone', () => {
    const one = table({ times: ['09:00'] })
    const three = table({ start: '2017-09-01', times: ['16:00', '00:00', '08:00'], lasts: 'PT8H' })
    expect(one.named('2020-02-15')).to.include({ name: '2020-02-15', number: 45 })
    expect(three.named('2020-02-15T08:00')).to.include({
      name: '2020-02-15T08:00',
      number: 897 * 3 + 1,
      start: at('2020-02-15T08:00'),
    })
    for (const none of [
      '2020-02-15',
      '2020-02-15T09:00',
      '2020-02-15T08:00x',
      '2017-08-31T08:00',
      '2020-02-30T08:00',
      '',
    ])
      expect(three.named(none), none).to.equal(undefined)
    expect(one.named('2020-02-15T09:00')).to.equal(undefined)
    const monthly = table({ rrule: 'FREQ=MONTHLY;BYMONTHDAY=9' })
    expect(
      ['2020-06', '2020', '2020-W24', '2020-06-09', '2020-06-10', '2019-12'].map((of) => monthly.first(of)?.name),
    ).to.deep.equal(['2020-06-09', '2020-01-09', '2020-06-09', '2020-06-09', undefined, undefined])
  })

  it('J87 a day of twenty-three or twenty-five hours moves no time of day', () => {
    const summer = new Timetable(
      { rrule: 'FREQ=DAILY', start: '2020-03-01', times: ['08:00'], lasts: 'P1D' },
      'Europe/Berlin',
      china,
    )
    const slot = summer.named('2020-03-29')!
    expect(new Date(slot.start).toISOString()).to.equal('2020-03-29T06:00:00.000Z')
    expect(slot.end - summer.named('2020-03-28')!.end).to.equal(day)
  })

  it('J89 turns go by the number of the slot since the start, and a changed list counts from its date', () => {
    const monthly = table({ rrule: 'FREQ=MONTHLY;BYMONTHDAY=1', start: '2020-01-01' })
    const partners = ['school', 'hospital', 'post', 'power', 'bank', 'transport-bureau']
    const turn = (name: string, rota: Parameters<typeof turnOf>[1]) => turnOf(monthly.named(name)!, rota)
    expect([turn('2020-05-01', partners), turn('2020-06-01', partners), turn('2020-07-01', partners)]).to.deep.equal([
      'bank',
      'transport-bureau',
      'school',
    ])
    const changed = { '2020-01-01': partners, '2020-06-01': [...partners, 'tax'] }
    expect([turn('2020-05-01', changed), turn('2020-07-01', changed)]).to.deep.equal(['bank', 'tax'])
    expect([
      turn('2020-05-01', { '2020-06-01': partners }),
      turn('2020-05-01', undefined),
      turn('2020-05-01', []),
    ]).to.deep.equal([undefined, undefined, undefined])
  })

  it('J87 a rule is said as people say it, in Chinese and in English', () => {
    const words = (rule: string) => {
      const says = ruleWords(completed(readRule(rule), Date.parse('2018-10-20') / day))
      return says && `${says.zh} / ${says.en}`
    }
    const all = {
      'FREQ=MONTHLY;INTERVAL=2;BYDAY=SA;BYSETPOS=3': '每两个月第三个周六 / on the third Saturday every two months',
      'FREQ=MONTHLY;BYDAY=3SA': '每月第三个周六 / on the third Saturday of every month',
      'FREQ=MONTHLY;BYDAY=-1FR': '每月最后一个周五 / on the last Friday of every month',
      'FREQ=MONTHLY;BYDAY=1MO,3MO': '每月第一个周一、第三个周一 / on the first Monday and third Monday of every month',
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1':
        '每月最后一个周一到周五的日子 / on the last day from Monday to Friday of every month',
      'FREQ=MONTHLY;BYMONTHDAY=9': '每月9日 / on the 9th of every month',
      'FREQ=MONTHLY;BYMONTHDAY=1,22': '每月1日、22日 / on the 1st and 22nd of every month',
      'FREQ=MONTHLY;BYMONTHDAY=-1': '每月最后一天 / on the last day of every month',
      'FREQ=MONTHLY': '每月20日 / on the 20th of every month',
      'FREQ=DAILY': '每天 / every day',
      'FREQ=DAILY;INTERVAL=3': '每三天 / every three days',
      'FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR': '每周一到周五 / every Monday to Friday',
      'FREQ=WEEKLY;BYDAY=FR': '每周五 / every Friday',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH': '每两周的周二、周四 / on Tuesday and Thursday every two weeks',
      'FREQ=WEEKLY;INTERVAL=26': '每26周的周六 / on Saturday every 26 weeks',
      'FREQ=YEARLY': '每年10月20日 / on the 20th of October every year',
      'FREQ=YEARLY;BYMONTH=3,9;BYDAY=1SU':
        '每年3月、9月的第一个周日 / on the first Sunday of March and September every year',
    }
    expect(Object.fromEntries(Object.keys(all).map((rule) => [rule, words(rule)]))).to.deep.equal(all)
    for (const rest of [
      'FREQ=YEARLY;BYYEARDAY=100',
      'FREQ=DAILY;INTERVAL=2;BYDAY=MO',
      'FREQ=WEEKLY;BYMONTH=3',
      'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13',
    ])
      expect(words(rest), rest).to.equal(undefined)
  })

  it('J87 a schedule in a sentence; a rule without words is said by its dates', () => {
    const wording: Wording = { zone, now: 0, place: both, party: both }
    const told = explainSchedule(
      {
        title: { zh: '双月对话', en: 'Dialogue' },
        rrule: 'FREQ=MONTHLY;INTERVAL=2;BYDAY=SA;BYSETPOS=3',
        start: '2018-10-20',
        until: '2030-12-31',
        times: ['09:00'],
        lasts: 'PT3H',
        shift: 'next-workday',
        rotation: 'partners',
        ahead: 'P14D',
      },
      wording,
    )
    expect(told).to.deep.equal({
      zh: '「双月对话」：每两个月第三个周六 09:00，每次3小时，从2018年10月20日起，到2030年12月31日为止，遇休息日推到下一个工作日，按名单轮流，提前14天列出',
      en: '"Dialogue": on the third Saturday every two months at 09:00, 3 h each, from 20 Oct 2018 on, until 31 Dec 2030, on the working day after a day off, taking turns by a list, listed 14 days ahead',
    })
    const odd = explainSchedule(
      { title: { zh: '植树', en: 'Trees' }, rrule: 'FREQ=YEARLY;BYYEARDAY=72', start: '2020-01-01' },
      wording,
    )
    expect(odd.zh).to.equal('「植树」：2020年3月12日、2021年3月13日、2022年3月13日等日子，从2020年1月1日起')
    expect(odd.en).to.equal('"Trees": 12 Mar 2020, 13 Mar 2021, 13 Mar 2022 and so on, from 1 Jan 2020 on')
  })
})
