import { expect } from '@open-wc/testing'
// its data and not its code, which takes the holidays of another day where the machine stands west of Greenwich
import chineseDays from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { add, addMs, dateIn, dated, limitWords, momentIn, provisional, used, wallAt } from './calendar.js'
import { handClock, systemClock } from './clock.js'
import { addSpan, parseSpan, shareOf, spanMs, spanOf, spanWords } from './duration.js'
import { dueId, followId, momentOf, newNode, stamps } from './stamp.js'
import type { Calendar } from '../types.js'
import { dayOff, lastYear } from './workdays.js'
import type { WorkCalendar } from './workdays.js'

const zone = 'Asia/Shanghai'
const round: Calendar = { name: '24h', zone }
const natural: Calendar = { name: 'natural', zone }
const work: WorkCalendar = {
  name: 'work',
  zone,
  days: 'china',
  hours: [
    ['08:00', '12:00'],
    ['14:00', '18:00'],
  ],
}
const at = (text: string) => momentIn(text, zone)
const local = (moment: number) => {
  const { year, month, day, hour, minute } = wallAt(moment, zone)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`
}

describe('spans', () => {
  it('are read part by part', () => {
    expect(parseSpan('P1Y2M3W4DT5H6M7.5S')).to.deep.equal({
      years: 1,
      months: 2,
      weeks: 3,
      days: 4,
      hours: 5,
      minutes: 6,
      seconds: 7.5,
    })
    expect(spanMs('P1DT2H')).to.equal(26 * 3_600_000)
    expect(spanMs('-PT10M')).to.equal(-600_000)
  })

  for (const wrong of ['', 'P', 'PT', '10M', 'PT10', 'P1H', 'PT1D', 'P1.5M', 'PT-5M', ' PT5M'])
    it(`refuse "${wrong}"`, () => expect(() => parseSpan(wrong)).to.throw(RangeError))

  it('F45 have no length in months and years without a date', () => {
    expect(() => spanMs('P1M')).to.throw(RangeError, 'months')
    expect(() => spanMs('P1Y')).to.throw(RangeError)
  })

  it('F45 natural months keep the time of day and end with a shorter month', () => {
    expect(local(addSpan(at('2020-01-31T09:30'), 'P1M', zone))).to.equal('2020-02-29 09:30')
    expect(local(addSpan(at('2020-12-15T09:30'), 'P2M', zone))).to.equal('2021-02-15 09:30')
    expect(local(addSpan(at('2020-03-31T00:00'), '-P1M', zone))).to.equal('2020-02-29 00:00')
    expect(local(addSpan(at('2020-02-29T12:00'), 'P1Y', zone))).to.equal('2021-02-28 12:00')
  })

  it('F45 a natural day keeps the time of day where clocks change, 24 hours do not', () => {
    const newYork = 'America/New_York'
    const start = momentIn('2020-03-07T12:00', newYork)
    expect(wallAt(addSpan(start, 'P1D', newYork), newYork).hour).to.equal(12)
    expect(wallAt(start + spanMs('P1D'), newYork).hour).to.equal(13)
  })

  it('are said as people say them, never rounded up', () => {
    expect(spanWords('PT10M')).to.deep.equal({ zh: '10分', en: '10 min' })
    expect(spanWords('PT1H')).to.deep.equal({ zh: '1小时', en: '1 h' })
    expect(spanWords('P1M')).to.deep.equal({ zh: '1个月', en: '1 month' })
    expect(spanWords('P3D')).to.deep.equal({ zh: '3天', en: '3 days' })
    expect(spanWords(160_000)).to.deep.equal({ zh: '2分40秒', en: '2 min 40 s' })
    expect(spanWords(599_999).zh).to.equal('9分59秒')
    expect(spanWords(-230_000).zh).to.equal('3分50秒')
    expect(spanWords(26.5 * 3_600_000).zh).to.equal('1天2小时')
    expect(spanWords(999).en).to.equal('0 s')
    expect(spanWords(3_640_000).en).to.equal('1 h')
  })

  it('are shared out', () => {
    expect(shareOf('PT2H', 1)).to.equal('PT2H')
    expect(shareOf('P1D', 0.5)).to.equal('P0.5D')
    expect(shareOf('P1M', 0.5)).to.equal('P1M')
    expect(shareOf('PT10M', 0)).to.equal('PT0M')
    expect(spanMs(spanOf(90_500))).to.equal(90_500)
  })
})

describe('moments', () => {
  it('are read in the zone of the community unless they say otherwise', () => {
    expect(at('2020-04-10T16:30')).to.equal(Date.UTC(2020, 3, 10, 8, 30))
    expect(at('2020-04-10')).to.equal(Date.UTC(2020, 3, 9, 16))
    expect(at('2020-04-10T16:30:05.25+09:00')).to.equal(Date.UTC(2020, 3, 10, 7, 30, 5, 250))
    expect(at('2020-04-10T16:30Z')).to.equal(Date.UTC(2020, 3, 10, 16, 30))
    expect(at('2020-04-10T24:00')).to.equal(at('2020-04-11'))
    expect(dateIn(at('2020-04-10T00:30'), zone)).to.equal('2020-04-10')
  })

  for (const wrong of ['2020-02-30', '2020-13-01', '2020-04-10T25:00', '2020-04-10T24:01', '10.4.2020', '2020-4-1', ''])
    it(`refuse "${wrong}"`, () => expect(() => at(wrong)).to.throw(RangeError))

  it('a time that clocks skip or show twice is still one moment', () => {
    const newYork = 'America/New_York'
    expect(momentIn('2020-03-08T02:30', newYork)).to.equal(Date.UTC(2020, 2, 8, 7, 30))
    expect(momentIn('2020-11-01T01:30', newYork)).to.equal(Date.UTC(2020, 10, 1, 5, 30))
    expect(momentIn('2020-11-01T02:30', newYork)).to.equal(Date.UTC(2020, 10, 1, 7, 30))
    // Shanghai put its clocks on in 1988, at 2:00 on 17 April
    expect(wallAt(momentIn('1988-04-17T12:00', zone), zone).hour).to.equal(12)
    expect(momentIn('1988-07-01T12:00', zone)).to.equal(Date.UTC(1988, 6, 1, 3))
  })
})

describe('calendars', () => {
  const worked: readonly (readonly [string, string, string, string, Calendar?])[] = [
    ['over a weekend', '2020-04-10T16:30', 'PT4H', '2020-04-13 10:30'],
    ['a Sunday that is worked', '2020-04-25T10:00', 'P2D', '2020-04-27 18:00'],
    ['over Labour Day', '2020-04-30T17:00', 'P1D', '2020-05-06 17:00'],
    ['over the Spring Festival that was made longer', '2020-01-23T15:00', 'PT4H', '2020-02-03 09:00'],
    ['begun at noon', '2020-03-23T12:30', 'PT2H', '2020-03-23 16:00'],
    ['begun after work', '2020-03-23T18:00', 'PT1H', '2020-03-24 09:00'],
    ['over National Day', '2019-09-30T17:00', 'P2D', '2019-10-09 17:00'],
    ['five plain days', '2020-08-19T09:00', 'P5D', '2020-08-26 09:00'],
    ['urgent: round the clock', '2020-04-10T22:36', 'PT2H', '2020-04-11 00:36', round],
  ]
  for (const [name, start, span, due, calendar = work] of worked)
    it(`F46 ${name}: ${start} + ${span} = ${due}`, () => {
      expect(local(add(calendar, at(start), span))).to.equal(due)
      expect(used(calendar, at(start), add(calendar, at(start), span))).to.equal(
        calendar === work && span.endsWith('D') ? parseSpan(span).days * 8 * 3_600_000 : spanMs(span),
      )
    })

  it('F45 natural counts by the wall calendar', () => {
    expect(local(add(natural, at('2020-04-10T16:30'), 'P30D'))).to.equal('2020-05-10 16:30')
    expect(local(add(natural, at('2020-04-10T16:30'), 'P1M'))).to.equal('2020-05-10 16:30')
  })

  it('F46 the holidays are those of chinese-days, day by day', () => {
    const wrong: string[] = []
    for (let days = Date.UTC(2004, 0, 1) / 86_400_000; days < Date.UTC(lastYear + 1, 0, 1) / 86_400_000; days++) {
      const date = new Date(days * 86_400_000).toISOString().slice(0, 10)
      const weekday = new Date(days * 86_400_000).getUTCDay()
      const isWorked = date in chineseDays.workdays || (weekday % 6 !== 0 && !(date in chineseDays.holidays))
      if (isWorked === Boolean(dayOff(work, days))) wrong.push(date)
    }
    expect(wrong).to.deep.equal([])
  })

  it('F46 what lies between two moments is what was added', () => {
    const start = at('2020-04-30T17:00')
    for (let hours = 0.5; hours < 90; hours += 3.7) {
      const ms = Math.round(hours * 3_600_000)
      expect(used(work, start, addMs(work, start, ms))).to.equal(ms)
    }
    expect(used(work, at('2020-05-01'), at('2020-05-06'))).to.equal(0)
    expect(used(work, start, start - 1)).to.equal(0)
  })

  it('F46 beyond the last year of the holiday table it is provisional', () => {
    const eve = at(`${lastYear}-12-30T09:00`)
    expect(provisional(work, eve)).to.be.false
    expect(provisional(work, add(work, eve, 'P5D'))).to.be.true
    expect(provisional(round, add(round, eve, 'P5D'))).to.be.false
  })

  it('F48 a calendar keeps the edition with which it was dated', () => {
    expect(dated(work)).to.deep.equal({ ...work, edition: lastYear })
    const old = { ...work, edition: 2019 }
    expect(dated(old)).to.deep.equal(old)
    // without the holidays of 2020 the Spring Festival is an ordinary Friday
    expect(local(add(old, at('2020-01-23T15:00'), 'PT4H'))).to.equal('2020-01-24 09:00')
    expect(provisional(old, at('2020-01-24'))).to.be.true
  })

  it('F46 weekdays and every day need no table', () => {
    expect(local(add({ ...work, days: 'weekdays' }, at('2020-04-30T17:00'), 'P1D'))).to.equal('2020-05-01 17:00')
    expect(local(add({ ...work, days: 'every-day' }, at('2020-04-10T17:00'), 'P1D'))).to.equal('2020-04-11 17:00')
  })

  it('F45 F46 a month is a month by the wall calendar in every calendar, and so is a week of working time', () => {
    const start = at('2020-04-10T10:00')
    expect(add(round, start, 'P1M')).to.equal(at('2020-05-10T10:00'))
    expect(add(round, start, 'P1Y')).to.equal(at('2021-04-10T10:00'))
    expect(add(work, start, 'P1W')).to.equal(at('2020-04-17T10:00'))
    // the last working minute before it is over
    expect(add(work, start, 'P1M')).to.equal(at('2020-05-09T18:00'))
    expect(add(work, start, '-P1W')).to.be.lessThan(start)
  })

  it('F46 what cannot be counted is said to be so', () => {
    expect(() => add({ ...work, hours: [] }, at('2020-04-10'), 'PT1H')).to.throw(RangeError, 'no hours')
    expect(() => add({ ...work, hours: [['18:00', '08:00']] }, at('2020-04-10'), 'PT1H')).to.throw(RangeError)
    expect(() => add({ ...work, hours: [['8:00', '12:00']] }, at('2020-04-10'), 'PT1H')).to.throw(RangeError, '8:00')
  })

  it('a limit is said in the words of its calendar', () => {
    expect(limitWords(work, 'PT4H')).to.deep.equal({ zh: '4工作时', en: '4 working hours' })
    expect(limitWords(work, 'P1D').en).to.equal('1 working day')
    expect(limitWords(natural, 'P30D').zh).to.equal('30自然日')
    expect(limitWords(round, 'PT20M').en).to.equal('20 min')
  })
})

describe('the clock', () => {
  it('F52 turned by hand it wakes in order, each at its own moment', () => {
    const clock = handClock(1000)
    const rung: [string, number][] = []
    clock.wake(3000, () => rung.push(['b', clock.now()]))
    clock.wake(2000, () => {
      rung.push(['a', clock.now()])
      clock.wake(2500, () => rung.push(['asked on the way', clock.now()]))
    })
    const takeBack = clock.wake(2100, () => rung.push(['never', 0]))
    clock.wake(9000, () => rung.push(['later', clock.now()]))
    takeBack()
    clock.set(4000)
    expect(rung).to.deep.equal([
      ['a', 2000],
      ['asked on the way', 2500],
      ['b', 3000],
    ])
    expect(clock.now()).to.equal(4000)
    clock.advance(5000)
    expect(rung.at(-1)).to.deep.equal(['later', 9000])
  })

  it('a moment that is past wakes soon, and not once it was taken back', async () => {
    for (const clock of [handClock(5000), systemClock]) {
      const rung: string[] = []
      clock.wake(10, () => rung.push('past'))
      clock.wake(10, () => rung.push('taken back'))()
      expect(rung).to.deep.equal([])
      await new Promise((go) => setTimeout(go, 20))
      expect(rung).to.deep.equal(['past'])
    }
  })

  it('the machine clock wakes the rest though one call throws', async () => {
    const rung: string[] = []
    const before = window.onerror
    window.onerror = () => true
    systemClock.wake(0, () => {
      throw new Error('on purpose')
    })
    systemClock.wake(0, () => rung.push('second'))
    systemClock.wake(systemClock.now() + 30, () => rung.push('third'))
    systemClock.wake(systemClock.now() + 86_400_000 * 40, () => rung.push('beyond what a timer can hold'))()
    await new Promise((go) => setTimeout(go, 90))
    window.onerror = before
    expect(rung).to.deep.equal(['second', 'third'])
  })
})

describe('stamps', () => {
  it('sort as strings in the order of making, though the clock stands still or is set back', () => {
    const clock = handClock(1_586_509_200_000)
    const { next } = stamps(clock, 'n1')
    const made = Array.from({ length: 100 }, next)
    clock.set(1_586_509_100_000)
    made.push(next())
    clock.set(1_586_509_200_001)
    made.push(next())
    expect([...made].sort()).to.deep.equal(made)
    expect(new Set(made).size).to.equal(made.length)
    expect(made[0]).to.equal(`${(1_586_509_200_000).toString(36).padStart(9, '0')}.001.n1`)
    expect(momentOf(made.at(-1)!)).to.equal(1_586_509_200_001)
  })

  it('go on in the next millisecond when the counter is full', () => {
    const { next } = stamps(handClock(5), 'n1', `${(5).toString(36).padStart(9, '0')}.zzz.n1`)
    expect(next()).to.equal('000000006.001.n1')
  })

  it('come after everything that was seen', () => {
    const here = stamps(handClock(1000), 'a')
    const ahead = stamps(handClock(61_000), 'b').next()
    here.see(ahead)
    expect(here.next() > ahead).to.be.true
    here.see('000000001.001.c')
    expect(momentOf(here.next())).to.equal(61_000)
  })

  it('F49 F50 the line of a clock comes first in its instant and is the same on every device', () => {
    const due = dueId('case/1', 'accept', 1, 1000)
    expect(due < stamps(handClock(1000), '0').next()).to.be.true
    expect(due > stamps(handClock(999), 'z').next()).to.be.true
    expect(dueId('case/1', 'accept', 1, 1000)).to.equal(due)
    expect(dueId('case/1', 'accept', 1, 1000, true)).to.not.equal(due)
    expect(momentOf(due)).to.equal(1000)
  })

  it('G62 a follow comes right after its cause', () => {
    const here = stamps(handClock(1000), newNode())
    const cause = here.next()
    const follow = followId(cause, 'close', 'case/2')
    expect(follow > cause && follow < here.next()).to.be.true
    expect(followId(cause, 'close')).to.not.equal(follow)
  })

  it('name devices apart', () => {
    const nodes = Array.from({ length: 1000 }, newNode)
    expect(new Set(nodes).size).to.equal(1000)
    expect(nodes.every((node) => /^[0-9a-z]{8}$/.test(node))).to.be.true
  })
})
