import { expect } from '@open-wc/testing'
import { momentIn } from './calendar.js'
import { begin, excuse, extend, fire, limitOf, move, next, standing, warn } from './dues.js'
import { sum } from './sum.js'
import type { Calendar, Due, Start } from '../types.js'

const zone = 'Asia/Shanghai'
const at = (text: string) => momentIn(text, zone)
const work: Calendar = {
  name: 'work',
  zone,
  days: 'china',
  hours: [
    ['08:00', '12:00'],
    ['14:00', '18:00'],
  ],
}
const accept: Start = {
  clock: 'accept',
  title: { zh: '受理', en: 'Accept' },
  round: 1,
  at: at('2020-04-10T22:00'),
  limit: 'PT10M',
  calendar: { name: '24h', zone },
  runs: ['reported'],
  pauses: ['suspended'],
  again: 'fresh',
  warn: { at: 0.8, then: [] },
  due: [],
}
const started = (more: Partial<Start> = {}) => begin({ ...accept, ...more })
const handle = (more: Partial<Start> = {}) =>
  started({
    clock: 'handle',
    title: { zh: '处置', en: 'Handle' },
    at: at('2020-04-10T16:30'),
    limit: 'PT4H',
    calendar: work,
    again: 'resume',
    ...more,
  })
const minutes = (due: Due, now: string) => standing(due, at(now)).used / 60_000

describe('dues', () => {
  it('F41 run, stand still and stop with the steps', () => {
    const due = started()
    expect(due.state).to.equal('runs')
    const paused = move(due, 'suspended', at('2020-04-10T22:04'))
    expect([paused.state, paused.since]).to.deep.equal(['paused', at('2020-04-10T22:04')])
    const goes = move(paused, 'reported', at('2020-04-11T09:00'))
    expect([goes.state, goes.since]).to.deep.equal(['runs', undefined])
    expect(goes.at).to.equal(at('2020-04-11T09:06'))
    expect(move(goes, 'reported', at('2020-04-11T09:01'))).to.deep.equal(goes)
    const stopped = move(goes, 'accepted', at('2020-04-11T09:03'))
    expect([stopped.state, stopped.since]).to.deep.equal(['stopped', at('2020-04-11T09:03')])
    expect(minutes(stopped, '2020-04-12T00:00')).to.equal(7)
  })

  it('F41 time that it stood still does not count, wherever it ends', () => {
    let due = handle({ at: at('2020-04-10T16:00') })
    due = move(due, 'suspended', at('2020-04-10T17:00'))
    due = move(due, 'reported', at('2020-04-13T09:00'))
    due = move(due, 'suspended', at('2020-04-13T10:00'))
    expect(minutes(due, '2020-04-14T12:00')).to.equal(120)
    due = move(due, 'reported', at('2020-04-14T08:00'))
    expect(due.at).to.equal(at('2020-04-14T10:00'))
    const shelved = move(move(due, 'suspended', at('2020-04-14T09:00')), 'closed', at('2020-04-15T18:00'))
    expect(minutes(shelved, '2020-05-01T00:00')).to.equal(180)
    expect(standing(shelved, at('2020-05-01')).state).to.equal('done')
  })

  it('F44 resume goes on where it stopped, fresh and once do not', () => {
    const left = (again: Start['again']) => move(handle({ again }), 'handled', at('2020-04-10T17:30'))
    const goes = move(left('resume'), 'reported', at('2020-04-13T14:00'))
    expect([goes.state, goes.at]).to.deep.equal(['runs', at('2020-04-13T17:00')])
    expect(move(left('resume'), 'suspended', at('2020-04-13T14:00')).state).to.equal('paused')
    for (const again of ['fresh', 'once'] as const)
      expect(move(left(again), 'reported', at('2020-04-13T14:00'))).to.deep.equal(left(again))
  })

  it('F45 natural months are those of the day it starts', () => {
    expect(started({ at: at('2020-01-31T09:00'), limit: 'P1M', calendar: { name: 'natural', zone } }).at).to.equal(
      at('2020-02-29T09:00'),
    )
  })

  it('F46 beyond the holiday table it is provisional', () => {
    expect(handle().provisional).to.be.undefined
    expect(handle({ calendar: { ...work, edition: 2019 } }).provisional).to.be.true
  })

  it('F47 until is a point: standing still does not move it, but it is due only when the clock runs', () => {
    const point = { limit: undefined, until: at('2020-04-20T08:00'), runs: ['suspended'], pauses: ['moved'] }
    let due = started(point)
    expect(due.at).to.equal(at('2020-04-20T08:00'))
    due = move(due, 'moved', at('2020-04-12T00:00'))
    expect(next(due)).to.be.undefined
    expect(move(due, 'suspended', at('2020-04-13T00:00')).at).to.equal(at('2020-04-20T08:00'))
    expect(move(due, 'suspended', at('2020-04-21T00:00')).at).to.equal(at('2020-04-21T00:00'))
    expect(extend(started(point), 'P2D').at).to.equal(at('2020-04-22T08:00'))
    expect(() => begin({ ...accept, limit: undefined })).to.throw(RangeError, 'accept')
  })

  it('F48 extend adds a span or a share of the first limit, as often as it is granted', () => {
    const once = extend(handle(), { share: 1 })
    expect(once.at).to.equal(at('2020-04-13T16:30'))
    const twice = extend(once, { share: 0.5 })
    expect([twice.extended, twice.at]).to.deep.equal([['PT4H', 'PT2H'], at('2020-04-14T08:30')])
    expect(extend(handle({ limit: 'P1D' }), 'PT1H').at).to.equal(at('2020-04-13T17:30'))
    const stopped = move(handle(), 'closed', at('2020-04-10T17:00'))
    expect(extend(stopped, 'PT1H')).to.equal(stopped)
  })

  it('F48 excuse leaves it late and marks it', () => {
    const due = excuse(started())
    expect(due.excused).to.be.true
    expect(standing(due, at('2020-04-10T22:10')).state).to.equal('late')
  })

  it('F49 at 9:59.999 it is in time, at 10:00.000 it is late', () => {
    const due = started()
    expect(standing(due, due.at - 1).state).to.equal('warn')
    expect(standing(due, due.at).state).to.equal('late')
    const done = move(due, 'accepted', due.at - 1)
    expect(standing(done, due.at + 1e9).left).to.equal(1)
    expect(next(done)).to.be.undefined
  })

  it('F50 fires once in its round, the warning first', () => {
    const due = started()
    expect(next(due)).to.deep.equal({ at: at('2020-04-10T22:08'), warn: true })
    expect(next(warn(due))).to.deep.equal({ at: at('2020-04-10T22:10'), warn: false })
    expect(next(fire(due))).to.be.undefined
    expect(next(move(due, 'suspended', at('2020-04-10T22:01')))).to.be.undefined
    expect(next(started({ warn: undefined }))).to.deep.equal({ at: at('2020-04-10T22:10'), warn: false })
  })

  it('F50 an extension before the due moves the firing too', () => {
    expect(next(warn(extend(started(), 'PT5M')))).to.deep.equal({ at: at('2020-04-10T22:15'), warn: false })
    expect(extend(started(), { share: 1 }).warnAt).to.equal(at('2020-04-10T22:16'))
  })

  it('F51 the warning is a share of counted time', () => {
    expect(handle({ warn: { at: 0.5, then: [] } }).warnAt).to.equal(at('2020-04-13T08:30'))
    const due = move(move(started(), 'suspended', at('2020-04-10T22:02')), 'reported', at('2020-04-10T23:02'))
    expect(due.warnAt).to.equal(at('2020-04-10T23:08'))
    expect(standing(started({ warn: undefined }), at('2020-04-10T22:08')).state).to.equal('warn')
  })

  it('stands as it is told', () => {
    const due = started()
    const how = standing(due, at('2020-04-10T22:05'))
    expect(how).to.deep.equal({ state: 'on-time', limit: 600_000, used: 300_000, left: 300_000, share: 0.5 })
    expect(standing(due, at('2020-04-10T22:12')).left).to.equal(-120_000)
    const paused = move(due, 'suspended', at('2020-04-10T22:05'))
    expect(standing(paused, at('2020-04-12T00:00'))).to.deep.equal({ ...how, state: 'suspended' })
    expect(standing(started({ limit: 'PT0S' }), due.start).share).to.equal(1)
    expect(limitOf(extend(due, 'PT5M'))).to.equal(900_000)
  })
})

describe('the sum', () => {
  const scene = started({ title: { zh: '指派', en: 'Assign' }, at: at('2020-04-10T17:13:40'), limit: 'PT20M' })

  it('adds up start and limit', () => {
    expect(sum(scene, at('2020-04-10T17:30:00'))).to.deep.equal({
      zh: '指派 17:13:40 + 20分 = 17:33:40 到期 · 已用 16分20秒（82%）',
      en: 'Assign 17:13:40 + 20 min = due 17:33:40 · used 16 min 20 s (82%)',
    })
    expect(sum(scene, scene.at - 1).zh).to.contain('（99%）')
  })

  it('says how late it is', () => {
    const { zh, en } = sum(scene, at('2020-04-10T17:37:30'))
    expect(zh).to.equal('指派 17:13:40 + 20分 = 17:33:40 到期 · 已用 23分50秒（119%） · 超时 3分50秒')
    expect(en.endsWith('late by 3 min 50 s')).to.be.true
    expect(sum(scene, scene.at).zh.endsWith('（100%） · 超时')).to.be.true
  })

  it('F46 tells working time day by day', () => {
    expect(sum(handle(), at('2020-04-10T17:00')).zh).to.equal(
      '处置 16:30 + 4工作时 = 4月13日 周一 10:30 到期：周五 1小时30分，周末不计，周一 2小时30分 · 已用 30分（13%）',
    )
    expect(sum(handle(), at('2020-04-11T17:00')).en).to.equal(
      'Handle Fri 10 Apr 16:30 + 4 working hours = due Mon 13 Apr 10:30: Fri 1 h 30 min, weekend left out, Mon 2 h 30 min · used 1 h 30 min (38%)',
    )
    expect(sum(handle({ at: at('2020-04-25T10:00'), limit: 'P2D' }), at('2020-04-25T10:00')).zh).to.contain(
      '+ 2工作日 = 4月27日 周一 18:00 到期：周末不计，2整天 ·',
    )
    expect(sum(handle({ at: at('2020-01-23T15:00') }), at('2020-01-23T15:00')).zh).to.contain(
      '= 2月3日 周一 09:00 到期：周四 3小时，春节不计，周一 1小时 ·',
    )
  })

  it('F46 tells a long stretch together', () => {
    const { zh, en } = sum(handle({ at: at('2020-03-27T16:30'), limit: 'P15D' }), at('2020-03-27T16:30'))
    expect(zh).to.contain('= 4月20日 周一 16:30 到期：周五 1小时30分，14整天，周末、清明不计，周一 6小时30分 ·')
    expect(en).to.contain('Fri 1 h 30 min, 14 full days, weekend and Qingming left out, Mon 6 h 30 min')
  })

  it('F48 shows what was added and where it stood still', () => {
    const longer = extend(scene, 'PT5M')
    expect(sum(longer, at('2020-04-10T17:30')).zh).to.contain('指派 17:13:40 + 20分 + 延期 5分 = 17:38:40 到期')
    const paused = move(scene, 'suspended', at('2020-04-10T17:18:40'))
    expect(sum(paused, at('2020-04-10T18:00')).zh).to.equal('指派 17:13:40 + 20分 · 已用 5分（25%） · 停表，还剩 15分')
    const goes = move(paused, 'reported', at('2020-04-10T18:00:00'))
    expect(sum(goes, at('2020-04-10T18:00')).en).to.contain('20 min + on hold 41 min 20 s = due 18:15:00')
    const work = move(move(handle(), 'suspended', at('2020-04-10T17:00')), 'reported', at('2020-04-13T08:00'))
    expect(sum(work, at('2020-04-13T08:00')).zh).to.contain(
      '4月10日 周五 16:30 + 4工作时 = 4月13日 周一 11:30 到期（停表 2天15小时不计）',
    )
  })

  it('F47 tells a point as a point', () => {
    const due = started({ limit: undefined, until: at('2021-04-20T08:00'), title: { zh: '挂账', en: 'On hold' } })
    expect(sum(due, due.start).zh).to.equal('挂账 22:00 起，2021年4月20日 周二 08:00 到期 · 已用 0秒（0%）')
    expect(sum(due, due.start).en).to.contain('from 22:00, due Tue 20 Apr 2021 08:00')
  })

  it('says what was taken, and that holidays are not announced yet', () => {
    expect(sum(move(scene, 'closed', at('2020-04-10T17:23:40')), at('2020-04-12T00:00')).zh).to.contain(
      '用时 10分（50%）',
    )
    const guess = handle({ calendar: { ...work, edition: 2019 } })
    expect(sum(guess, guess.start).zh).to.contain('2020年放假安排未公布')
  })
})
