import { expect } from '@open-wc/testing'
import { openJournal } from '../journal/dexie.js'
import type { Journal } from '../journal/journal.js'
import { memoryJournal } from '../journal/memory.js'
import { openStation } from '../open.js'
import type { StationAtWork } from '../at-work.js'
import type { RosterFile } from '../pack/format.js'
import { loadBook } from '../pack/load.js'
import { handClock, type HandClock } from '../time/clock.js'
import { tryPack } from '../try.js'
import type { Act, DossierId, Entry, Json } from '../types.js'
import { fold } from './fold.js'

const say = (zh: string, en = zh) => ({ zh, en })
const at = (text: string) => Date.parse(`${text}+08:00`)
const minute = 60_000

/** Shifts round the clock at the street, with a turn for each, and a weekly meeting that goes around days off. */
const desk = {
  pack: 'desk',
  version: 1,
  title: say('值班', 'Duty'),
  roles: { lead: say('值班长', 'Shift lead'), officer: say('值班员', 'Officer') },
  schedules: {
    shifts: {
      title: say('两班', 'Two shifts'),
      rrule: 'FREQ=DAILY',
      start: '2020-04-01',
      times: ['08:00', '20:00'],
      lasts: 'PT12H',
      covers: '24h',
      ahead: 'P2D',
      rotation: 'crews',
      examples: [{ from: '2020-04-02', slots: ['2020-04-02T08:00', '2020-04-02T20:00'], turns: ['crew-c', 'crew-a'] }],
    },
    fridays: {
      title: say('周会', 'Weekly'),
      rrule: 'FREQ=WEEKLY;BYDAY=FR',
      start: '2020-04-03',
      times: ['14:00'],
      shift: 'previous-workday',
    },
  },
  dossiers: {
    shift: {
      title: say('班次', 'Shift'),
      about: 'matter',
      id: '{place}/{slot}',
      expected: {
        schedule: 'shifts',
        each: { places: 'street' },
        step: 'empty',
        sets: { begins: { fact: 'slot', path: 'start' }, ends: { fact: 'slot', path: 'end' }, crew: { fact: 'turn' } },
      },
      fields: {
        begins: { title: say('起', 'Begins'), type: 'moment' },
        ends: { title: say('止', 'Ends'), type: 'moment' },
        crew: { title: say('轮到', 'Crew'), type: 'party' },
        note: { title: say('记事', 'Note'), type: 'text' },
      },
      steps: {
        empty: say('未排', 'Empty'),
        on: say('在岗', 'On'),
        done: say('已交班', 'Done'),
        missed: say('缺岗', 'Missed'),
      },
      ends: ['done', 'missed'],
      'held-by': { empty: 'lead', on: 'officer' },
    },
    meeting: {
      title: say('例会', 'Meeting'),
      about: 'matter',
      id: '{place}/{slot}',
      expected: { schedule: 'fridays', each: { places: 'street' }, step: 'planned' },
      fields: { minutes: { title: say('纪要', 'Minutes'), type: 'text' } },
      steps: { planned: say('待开', 'Planned'), held: say('已开', 'Held'), skipped: say('停开', 'Skipped') },
      ends: ['held', 'skipped'],
      'held-by': { planned: 'lead' },
    },
  },
  acts: {
    begin: { title: say('接班', 'Begin'), on: 'shift', from: ['empty'], to: 'on', by: ['officer', 'crew'] },
    jot: { title: say('记一笔', 'Jot'), on: 'shift', from: ['empty', 'on'], by: ['officer'], asks: ['note'] },
    swap: { title: say('调班', 'Swap'), on: 'shift', from: ['empty'], by: ['lead'], asks: ['crew'] },
    done: { title: say('交班', 'Hand over'), on: 'shift', from: ['on'], to: 'done', by: ['officer'] },
    miss: { title: say('缺岗', 'Missed'), on: 'shift', from: ['empty'], to: 'missed', by: ['clock'] },
    hold: { title: say('开会', 'Hold'), on: 'meeting', from: ['planned'], to: 'held', by: ['lead'], asks: ['minutes'] },
    skip: { title: say('停开', 'Skip'), on: 'meeting', from: ['planned'], to: 'skipped', by: ['lead'], reason: true },
  },
  clocks: {
    unfilled: {
      title: say('一天前未排', 'Nobody a day before'),
      on: 'shift',
      runs: ['empty'],
      until: { field: 'begins', before: 'P1D' },
      due: [{ type: 'notify', params: { to: ['lead'], say: say('{begins}还没有人', 'Nobody for {begins}') } }],
    },
    missed: {
      title: say('缺岗', 'Missed'),
      on: 'shift',
      runs: ['empty'],
      until: { field: 'ends' },
      due: [{ type: 'follow', params: { act: 'miss' } }],
    },
  },
  sample: {
    places: { st: { kind: 'street' } },
    posts: [
      { role: 'officer', place: 'st', party: 'o' },
      { role: 'lead', place: 'st', party: 'l' },
    ],
    lists: { crews: ['crew-a', 'crew-b', 'crew-c'] },
  },
  examples: [
    {
      name: say('轮到的人可以接班', 'Whose turn it is may begin'),
      when: { at: '2020-04-02T08:00', act: 'begin', on: 'shift/st/2020-04-02T08:00', by: 'crew-c' },
      then: { step: 'on', fields: { crew: 'crew-c' } },
    },
    {
      name: say('没人来就是缺岗', 'Nobody came: missed'),
      given: [{ at: '2020-04-02T08:00', act: 'jot', on: 'shift/st/2020-04-02T08:00', by: 'o', data: { note: '一' } }],
      when: { at: '2020-04-02T20:00', wait: true },
      then: { step: 'missed', late: ['unfilled', 'missed'] },
    },
    {
      name: say('不按日程的班次不存在', 'No shift beside the schedule'),
      when: { at: '2020-04-02T08:00', act: 'begin', on: 'shift/st/2020-04-02T09:00', by: 'o' },
      then: { allowed: false, because: 'from' },
    },
  ],
}

/** A campaign with a visit to each of its homes, and a notice that is played while it is public. */
const street = {
  pack: 'street',
  version: 1,
  title: say('街道', 'Street'),
  roles: { worker: say('网格员', 'Grid worker') },
  schedules: {
    twice: {
      title: say('每天两次', 'Twice a day'),
      rrule: 'FREQ=DAILY',
      start: '2020-04-01',
      times: ['09:00', '17:00'],
      lasts: 'PT10M',
    },
  },
  dossiers: {
    campaign: {
      title: say('排查', 'Campaign'),
      about: 'matter',
      fields: { name: { title: say('名称', 'Name'), type: 'text' } },
      steps: { running: say('进行中', 'Running'), finished: say('已完成', 'Finished') },
      ends: ['finished'],
      'held-by': { running: 'worker' },
    },
    visit: {
      title: say('上门', 'Visit'),
      about: 'place',
      parent: 'campaign',
      id: '{campaign}/{place}',
      expected: { each: { places: 'dwelling', under: { fact: 'parent', path: 'place' } }, step: 'planned' },
      fields: {
        people: { title: say('人数', 'People'), type: 'number' },
        asked: { title: say('问过', 'Asked'), type: 'yes-no', default: false },
      },
      steps: { planned: say('待上门', 'Planned'), visited: say('已上门', 'Visited') },
      ends: ['visited'],
      'held-by': { planned: 'worker' },
    },
    notice: {
      title: say('通知', 'Notice'),
      about: 'matter',
      fields: { name: { title: say('名称', 'Name'), type: 'text' } },
      steps: { drafted: say('已拟', 'Drafted'), public: say('播放中', 'Public'), over: say('已停播', 'Over') },
      ends: ['over'],
      'held-by': { drafted: 'worker', public: 'worker' },
    },
    play: {
      title: say('播放', 'Broadcast'),
      about: 'matter',
      parent: 'notice',
      id: '{notice}/{slot}',
      expected: { schedule: 'twice', each: { dossiers: 'notice', where: { step: 'public' } }, step: 'planned' },
      fields: { name: { title: say('名称', 'Name'), type: 'text' } },
      steps: { planned: say('待播', 'Planned'), played: say('已播', 'Played'), silent: say('没播', 'Silent') },
      ends: ['played', 'silent'],
      'held-by': { planned: 'worker' },
    },
  },
  acts: {
    start: { title: say('开始', 'Start'), on: 'campaign', from: ['new'], to: 'running', by: ['worker'] },
    finish: {
      title: say('收官', 'Finish'),
      on: 'campaign',
      from: ['running'],
      to: 'finished',
      by: ['worker'],
      rules: [
        {
          name: 'nobody-missed',
          says: say('还有{children.visit.open}户未到', '{children.visit.open} homes not reached'),
          conditions: { all: [{ fact: 'children', path: 'visit.open', operator: 'greaterThan', value: 0 }] },
          event: { type: 'refuse' },
          examples: [
            { facts: { children: { visit: { open: 1 } } }, holds: true },
            { facts: { children: { visit: { open: 0 } } }, holds: false },
          ],
        },
      ],
    },
    visit: {
      title: say('已上门', 'Visited'),
      on: 'visit',
      from: ['planned'],
      to: 'visited',
      by: ['worker'],
      asks: ['people'],
    },
    draft: { title: say('拟稿', 'Draft'), on: 'notice', from: ['new'], to: 'drafted', by: ['worker'] },
    publish: { title: say('发布', 'Publish'), on: 'notice', from: ['drafted'], to: 'public', by: ['worker'] },
    stop: { title: say('停播', 'Stop'), on: 'notice', from: ['public'], to: 'over', by: ['worker'] },
    played: { title: say('已播', 'Played'), on: 'play', from: ['planned'], to: 'played', by: ['worker'] },
    silent: { title: say('没播', 'Silent'), on: 'play', from: ['planned'], to: 'silent', by: ['clock'] },
  },
  clocks: {
    silent: {
      title: say('没播', 'Not played'),
      on: 'play',
      runs: ['planned'],
      limit: 'PT10M',
      due: [{ type: 'follow', params: { act: 'silent' } }],
    },
  },
}

/** Other ways to be expected: one a month, one for each member of a list and week, and things that are simply there. */
const things = {
  pack: 'things',
  version: 1,
  title: say('其他', 'Other'),
  from: '2020-03-15',
  roles: { worker: say('网格员', 'Grid worker') },
  params: { 'last-day': { title: say('到哪天', 'Last day'), type: 'date', default: '2020-05-31' } },
  schedules: {
    monthly: {
      title: say('每月', 'Monthly'),
      rrule: 'FREQ=MONTHLY;BYMONTHDAY=1',
      start: '2020-01-01',
      until: { fact: 'last-day' },
    },
    mondays: { title: say('每周一', 'Mondays'), rrule: 'FREQ=WEEKLY;BYDAY=MO', start: '2020-01-06', times: ['09:00'] },
  },
  dossiers: {
    term: {
      title: say('任期', 'Term'),
      about: 'matter',
      id: '{place}/{month}',
      expected: {
        schedule: 'monthly',
        each: { places: 'street' },
        step: 'due',
        sets: { since: { fact: 'slot', path: 'start' }, number: { fact: 'slot', path: 'number' } },
      },
      fields: {
        since: { title: say('起', 'Since'), type: 'moment' },
        number: { title: say('第几任', 'Number'), type: 'number' },
      },
      steps: { due: say('待上任', 'Due'), over: say('已卸任', 'Over') },
      ends: ['over'],
      'held-by': { due: 'worker' },
      label: say('第{slot.number}任', 'Term {slot.number}'),
    },
    crew: {
      title: say('队', 'Crew'),
      about: 'matter',
      fields: { members: { title: say('队员', 'Members'), type: 'parties' } },
      steps: { open: say('在', 'Open'), closed: say('散', 'Closed') },
      ends: ['closed'],
      'held-by': { open: 'worker' },
    },
    round: {
      title: say('巡查', 'Round'),
      about: 'matter',
      parent: 'crew',
      id: '{crew}/{week}/{each}',
      expected: { schedule: 'mondays', each: { in: { fact: 'parent', path: 'members' } }, step: 'planned' },
      fields: { found: { title: say('发现', 'Found'), type: 'text' } },
      steps: { planned: say('待巡', 'Planned'), done: say('已巡', 'Done') },
      ends: ['done'],
      'held-by': { planned: 'worker' },
    },
    unit: {
      title: say('单元', 'Unit'),
      about: 'place',
      id: '{place}',
      expected: { each: { places: 'compound' }, step: 'normal' },
      fields: { note: { title: say('记事', 'Note'), type: 'text' } },
      steps: { normal: say('正常', 'Normal'), watch: say('关注', 'Watch') },
      ends: [],
      'held-by': { normal: 'worker', watch: 'worker' },
    },
    diary: {
      title: say('周记', 'Diary'),
      about: 'matter',
      id: '{week}/{place}',
      fields: { note: { title: say('记事', 'Note'), type: 'text' } },
      steps: { open: say('在写', 'Open'), closed: say('写完', 'Closed') },
      ends: ['closed'],
      'held-by': { open: 'worker' },
    },
  },
  acts: {
    leave: { title: say('卸任', 'Leave'), on: 'term', from: ['due'], to: 'over', by: ['worker'] },
    form: { title: say('组队', 'Form'), on: 'crew', from: ['new'], to: 'open', by: ['worker'], asks: ['members'] },
    join: { title: say('换人', 'Change'), on: 'crew', from: ['open'], by: ['worker'], asks: ['members'] },
    close: { title: say('散队', 'Close'), on: 'crew', from: ['open'], to: 'closed', by: ['worker'] },
    round: { title: say('巡完', 'Done'), on: 'round', from: ['planned'], to: 'done', by: ['worker'], asks: ['found?'] },
    watch: { title: say('关注', 'Watch'), on: 'unit', from: ['normal'], to: 'watch', by: ['worker', 'clock'] },
    calm: { title: say('恢复', 'Calm'), on: 'unit', from: ['watch'], to: 'normal', by: ['worker'] },
    write: { title: say('写', 'Write'), on: 'diary', from: ['new'], to: 'open', by: ['worker'], asks: ['note'] },
    end: { title: say('写完', 'End'), on: 'diary', from: ['open'], to: 'closed', by: ['worker'] },
  },
  clocks: {
    looked: {
      title: say('三十天没看', 'Not looked at'),
      on: 'unit',
      runs: ['normal'],
      limit: 'P30D',
      due: [{ type: 'follow', params: { act: 'watch' } }],
    },
  },
}

const roster = (homes = 4): RosterFile => ({
  roster: 'small',
  asOf: '2020-04-01',
  places: {
    s: { kind: 'street', title: say('示例街道', 'Sample street') },
    c: { kind: 'compound', title: say('小区', 'Compound'), in: 's' },
    ...Object.fromEntries(
      Array.from({ length: homes }, (_, index) => [
        `h${index + 1}`,
        { kind: 'dwelling' as const, title: say(`${index + 1}号`), in: 'c' },
      ]),
    ),
    late: { kind: 'street', title: say('新街道', 'New street'), from: '2020-04-10' },
  },
  parties: {
    o: { kind: 'person' },
    l: { kind: 'person' },
    w: { kind: 'person' },
    'crew-a': { kind: 'organisation', title: say('一队', 'Crew A') },
    'crew-b': { kind: 'organisation', title: say('二队', 'Crew B') },
    'crew-c': { kind: 'organisation', title: say('三队', 'Crew C') },
  },
  posts: [
    { post: 'officer', place: 's', party: 'o', from: '2020-01-01' },
    { post: 'lead', place: 's', party: 'l', from: '2020-01-01' },
    { post: 'worker', place: 's', party: 'w', from: '2020-01-01' },
  ],
})

const community = (packs: readonly object[], lists: Json) => ({
  community: 'x',
  version: 1,
  title: say('示例', 'Sample'),
  place: 's',
  timezone: 'Asia/Shanghai',
  calendars: { work: { days: 'china', hours: [['08:00', '18:00']] } },
  lists,
  packs: packs.map((pack) => ({
    pack: (pack as { pack: string }).pack,
    version: 1,
    roles: Object.fromEntries(Object.keys((pack as { roles: object }).roles).map((role) => [role, [role]])),
  })),
})

const files = (packs: readonly object[], lists: Json = { crews: ['crew-a', 'crew-b', 'crew-c'] }, homes = 4) => {
  const texts: Record<string, string> = {
    '/x.community.json': JSON.stringify(community(packs, lists)),
    '/roster.json': JSON.stringify(roster(homes)),
  }
  for (const pack of packs) texts[`/${(pack as { pack: string }).pack}.pack.json`] = JSON.stringify(pack)
  return (address: string) =>
    texts[address] === undefined ? Promise.reject(new Error(`no ${address}`)) : Promise.resolve(texts[address])
}

let opened: StationAtWork[] = []
let names = 0
interface Opening {
  readonly packs?: readonly object[]
  readonly journal?: Journal
  readonly name?: string
  readonly lists?: Json
  readonly homes?: number
}
async function open(clock: HandClock, { packs = [desk], journal, name, lists, homes }: Opening = {}) {
  const station = await openStation({
    community: '/x.community.json',
    roster: '/roster.json',
    read: files(packs, lists, homes),
    clock,
    me: 'l',
    name: name ?? `expected ${++names}`,
    ...(journal && { journal: () => journal }),
  })
  opened.push(station)
  expect(station.troubles.map((it) => it.says.en)).to.deep.equal([])
  return station
}
afterEach(async () => {
  await Promise.all(opened.map((station) => station.close()))
  opened = []
})

const act = (station: StationAtWork, type: string, on: string, by: string, more: Partial<Act> = {}) =>
  station.act({ type, on: on as DossierId, by, data: {}, ...more })
const done = async (...asked: Parameters<typeof act>) => {
  const decision = await act(...asked)
  expect(decision.allowed, decision.says?.zh).to.equal(true)
  return decision
}
/** Lets what the timer started come to its end. */
const settled = async (station: StationAtWork) => {
  for (let round = 0; round < 20; round++)
    await station.act({ type: 'hold', on: 'meeting/s/2020-04-02', by: 'l', data: {} })
}
const morning = at('2020-04-10T09:00')

describe('expected dossiers', () => {
  it('J90 expected dossiers are found, counted, shown and acted on without a line', async () => {
    const clock = handClock(morning)
    const station = await open(clock, { packs: [street] })
    await done(station, 'start', 'campaign/1', 'w', { place: 'c' })
    const query = { kind: 'visit', where: { campaign: 'campaign/1' } }
    expect(await station.count(query)).to.deep.include({ total: 4, steps: { planned: 4 } })
    expect((await station.dossiers(query)).map(({ id }) => id)).to.deep.equal([
      'visit/1/h4',
      'visit/1/h3',
      'visit/1/h2',
      'visit/1/h1',
    ])
    expect((await station.dossiers({ ...query, offset: 1, limit: 2 })).map(({ id }) => id)).to.deep.equal([
      'visit/1/h3',
      'visit/1/h2',
    ])
    expect((await station.rows({ kind: 'visit', place: 'h2' })).map(({ id }) => id)).to.deep.equal(['visit/1/h2'])
    expect(await station.count({ kind: 'visit', steps: ['visited'] })).to.include({ total: 0 })
    expect(await station.count({ kind: 'visit', open: false })).to.include({ total: 0 })
    const view = (await station.view('visit/1/h2'))!
    expect(view.dossier).to.deep.include({
      expected: true,
      head: '',
      step: 'planned',
      place: 'h2',
      openedBy: 'clock',
      opened: morning,
    })
    expect(view.dossier.fields).to.deep.equal({ campaign: 'campaign/1', asked: false })
    expect(view.lines).to.deep.equal([])
    expect(view.choices.map(({ act: name }) => name)).to.deep.equal(['visit'])
    expect(await station.journal.ids({ kind: 'visit' })).to.deep.equal([])

    const { entry, dossier } = await done(station, 'visit', 'visit/1/h2', 'w', { data: { people: 3 } })
    expect(entry).to.deep.include({
      from: 'planned',
      to: 'visited',
      kind: 'visit',
      place: 'h2',
      data: { people: 3 },
      expected: { at: morning, step: 'planned', fields: { asked: false, campaign: 'campaign/1' } },
    })
    expect(dossier).to.deep.include({
      step: 'visited',
      opened: morning,
      openedBy: 'clock',
      fields: { asked: false, campaign: 'campaign/1', people: 3 },
    })
    expect(dossier!.expected).to.equal(undefined)
    expect(await station.count(query)).to.deep.include({ total: 4, steps: { planned: 3, visited: 1 } })
    expect(await station.count({ kind: 'visit', place: 'h2' })).to.deep.include({ total: 1, steps: { visited: 1 } })
    expect((await station.dossiers(query)).map(({ id, step }) => `${id} ${step}`)).to.deep.equal([
      'visit/1/h4 planned',
      'visit/1/h3 planned',
      'visit/1/h2 visited',
      'visit/1/h1 planned',
    ])
    expect((await station.dossiers({ kind: 'visit', where: { people: 3 } })).map(({ id }) => id)).to.deep.equal([
      'visit/1/h2',
    ])
    expect(await station.count({ kind: 'visit', where: { asked: false } })).to.include({ total: 4 })
  })

  it('H70 children count expected ones, so that nobody is missed', async () => {
    const station = await open(handClock(morning), { packs: [street] })
    await done(station, 'start', 'campaign/1', 'w', { place: 'c' })
    for (const home of ['h1', 'h2', 'h3']) await done(station, 'visit', `visit/1/${home}`, 'w', { data: { people: 1 } })
    const short = await act(station, 'finish', 'campaign/1', 'w')
    expect([short.allowed, short.because, short.says?.zh]).to.deep.equal([false, 'nobody-missed', '还有1户未到'])
    await done(station, 'visit', 'visit/1/h4', 'w', { data: { people: 1 } })
    await done(station, 'finish', 'campaign/1', 'w')
  })

  it('J90 two devices that each write the first line meet in one dossier: the later line is an ordinary one', async () => {
    const clock = handClock(morning)
    const one = await open(clock, { journal: memoryJournal() })
    const other = await open(clock, { journal: memoryJournal() })
    const id = 'shift/s/2020-04-11T20:00'
    const jot = await done(one, 'jot', id, 'o', { data: { note: '甲' } })
    const swap = await done(other, 'swap', id, 'l', { data: { crew: 'crew-b' } })
    const lines = [jot.entry!, swap.entry!]
    for (const order of [lines, lines.toReversed()]) {
      const { dossier, lines: folded } = fold(order)
      expect(folded.map(({ state }) => state)).to.deep.equal(['fits', 'fits'])
      expect(dossier.fields).to.deep.include({ note: '甲', crew: 'crew-b' })
      expect(dossier.opened).to.equal(at('2020-04-11T20:00'))
      // the clocks of the slot run once, not once for each first line
      expect(dossier.dues.map(({ clock: name, round }) => `${name} ${round}`)).to.deep.equal(['unfilled 1', 'missed 1'])
    }
  })

  it('J90 a clock of the slot fires though nobody acted, and its due writes the first line', async () => {
    const clock = handClock(morning)
    const station = await open(clock, { journal: memoryJournal() })
    const id = 'shift/s/2020-04-11T20:00'
    expect((await station.dossier(id))!.dues.map(({ clock: name, at: due }) => [name, due])).to.deep.equal([
      ['unfilled', at('2020-04-10T20:00')],
      ['missed', at('2020-04-12T08:00')],
    ])
    expect(await station.lines(id)).to.deep.equal([])
    clock.set(at('2020-04-10T20:00'))
    await settled(station)
    const [first] = await station.lines(id)
    expect(first!.entry).to.deep.include({
      act: 'due',
      by: 'clock',
      at: at('2020-04-10T20:00'),
      kind: 'shift',
      place: 's',
    })
    expect(first!.entry.effects[0]!.params!['say']).to.deep.include({ zh: '4月11日 20:00还没有人' })
    expect((await station.dossier(id))!.step).to.equal('empty')
    clock.set(at('2020-04-12T08:00'))
    await settled(station)
    expect((await station.dossier(id))!.step).to.equal('missed')
    expect((await station.lines(id)).map(({ entry, state }) => `${entry.act} ${state}`)).to.deep.equal([
      'due fits',
      'due fits',
      'miss fits',
    ])
  })

  it('J90 the line of a clock is the same on every device, whether or not somebody acted there before', async () => {
    const clock = handClock(morning)
    const idle = await open(clock, { journal: memoryJournal() })
    const busy = await open(clock, { journal: memoryJournal() })
    const id = 'shift/s/2020-04-11T20:00'
    await done(busy, 'jot', id, 'o', { data: { note: '乙' } })
    clock.set(at('2020-04-10T20:00'))
    await settled(idle)
    await settled(busy)
    const due = async (station: StationAtWork) => (await station.journal.lines(id)).find((line) => line.due) as Entry
    expect(await due(busy)).to.deep.equal(await due(idle))
    const all = [...(await busy.journal.lines(id)), ...(await idle.journal.lines(id)).filter(({ due: it }) => !it)]
    expect(fold(all).dossier.fields['note']).to.equal('乙')
  })

  it('J90 what ran out while no station was open fires at its own moment, once', async () => {
    const clock = handClock(at('2020-04-01T09:00'))
    const name = `expected ${++names}`
    const first = await open(clock, { name })
    await first.close()
    clock.set(at('2020-04-03T09:00'))
    const second = await open(clock, { name })
    const missed = await second.dossiers({ kind: 'shift', steps: ['missed'] })
    expect(missed.map(({ id }) => id)).to.deep.equal([
      'shift/s/2020-04-02T20:00',
      'shift/s/2020-04-02T08:00',
      'shift/s/2020-04-01T20:00',
      'shift/s/2020-04-01T08:00',
    ])
    const [, line] = await second.lines('shift/s/2020-04-01T08:00')
    expect(line!.entry.at).to.equal(at('2020-04-01T20:00'))
    const before = await second.journal.ids({ kind: 'shift' })
    await second.close()
    const third = await open(clock, { name })
    expect(await third.journal.ids({ kind: 'shift' })).to.have.members(before)
    expect((await third.lines('shift/s/2020-04-01T08:00')).length).to.equal(3)
  })

  it('J90 a station that opens months later fires all that ran out, some at a time', async () => {
    const clock = handClock(at('2020-07-01T07:00'))
    const station = await open(clock, { journal: memoryJournal() })
    const opened = { to: at('2020-06-30T19:00') }
    const left = () => station.count({ kind: 'shift', open: true, opened })
    for (let looks = 0; looks < 1000 && (await left()).total > 0; looks++);
    expect(await left()).to.include({ total: 0 })
    // two streets, the second since the 10th of April
    const count = 2 * (91 + 82)
    expect(await station.count({ kind: 'shift', steps: ['missed'], opened })).to.include({ total: count - 2 })
  })

  it('J92 watchers see a slot appear that no clock runs for', async () => {
    const clock = handClock(at('2020-04-09T13:00'))
    const { miss: _, ...acts } = desk.acts
    const { missed: __, ...steps } = desk.dossiers.shift.steps
    const shift = { ...desk.dossiers.shift, steps, ends: ['done'] }
    const { clocks: ___, ...rest } = desk
    const pack = { ...rest, acts, dossiers: { ...desk.dossiers, shift }, examples: desk.examples.slice(0, 1) }
    const station = await open(clock, { packs: [pack], journal: memoryJournal() })
    const seen: number[] = []
    const stop = station.watch(
      () => station.count({ kind: 'meeting' }),
      ({ total }) => void seen.push(total),
    )
    await settled(station)
    expect(seen).to.deep.equal([1])
    clock.set(at('2020-04-10T14:00'))
    await settled(station)
    expect(seen.at(-1)).to.equal(3)
    stop()
  })

  it('J90 clocks of children run while their parent is as the formula wants it', async () => {
    const clock = handClock(at('2020-04-10T08:00'))
    const station = await open(clock, { packs: [street], journal: memoryJournal() })
    await done(station, 'draft', 'notice/1', 'w', { place: 's' })
    await done(station, 'publish', 'notice/1', 'w')
    await done(station, 'played', 'play/1/2020-04-10T09:00', 'w')
    clock.set(at('2020-04-10T17:10'))
    await act(station, 'stop', 'notice/1', 'w')
    clock.set(at('2020-04-11T12:00'))
    await act(station, 'stop', 'notice/1', 'w')
    const plays = await station.dossiers({ kind: 'play' })
    expect(plays.map(({ id, step }) => `${id} ${step}`)).to.deep.equal([
      'play/1/2020-04-10T17:00 silent',
      'play/1/2020-04-10T09:00 played',
    ])
  })

  it('J91 an id that is not expected opens nothing, and is told why', async () => {
    const station = await open(handClock(morning), { packs: [desk, street] })
    await done(station, 'start', 'campaign/1', 'w', { place: 'c' })
    await done(station, 'draft', 'notice/1', 'w', { place: 's' })
    for (const [type, on, by, zh] of [
      ['begin', 'shift/s/2020-04-11T09:00', 'o', '日程「两班」里没有 2020-04-11 09:00 这一次，没有这份班次'],
      ['begin', 'shift/s/2020-03-31T08:00', 'o', '日程「两班」里没有 2020-03-31 08:00 这一次，没有这份班次'],
      ['begin', 'shift/c/2020-04-11T08:00', 'o', '按名册，这里没有该有的班次'],
      ['begin', 'shift/nowhere/2020-04-11T08:00', 'o', '按名册，这里没有该有的班次'],
      ['begin', 'shift/s', 'o', '没有这样编号的班次'],
      ['begin', 'shift/new', 'o', '没有这样编号的班次'],
      ['visit', 'visit/2/h1', 'w', '没有它所属的排查'],
      ['visit', 'visit/1/s', 'w', '按名册，这里没有该有的上门'],
      ['played', 'play/1/2020-04-10T17:00', 'w', '那时通知是「已拟」，没有这一份'],
      ['played', 'play/1/2020-04-09T17:00', 'w', '那时还没有它所属的通知'],
    ] as const) {
      const decision = await act(station, type, on, by, type === 'visit' ? { data: { people: 1 } } : {})
      expect([decision.allowed, decision.because, decision.says?.zh], on).to.deep.equal([false, 'from', zh])
      expect(decision.says!.en, on).to.match(/^[A-Z]/)
      expect(await station.dossier(on), on).to.equal(undefined)
    }
    expect(await station.count({ kind: 'play' })).to.include({ total: 0 })
  })

  it('J91 they are worked out as of the slot: the roster and the parent as they stood then', async () => {
    const clock = handClock(at('2020-04-09T08:00'))
    const station = await open(clock, { packs: [desk, street], journal: memoryJournal() })
    // a street that begins on the 10th has no shift on the 9th
    expect(await station.dossier('shift/late/2020-04-09T20:00')).to.equal(undefined)
    expect((await station.dossier('shift/late/2020-04-10T08:00'))!.step).to.equal('empty')
    const places = async () =>
      (await station.dossiers({ kind: 'shift', opened: { from: at('2020-04-09T20:00') } })).map(({ id }) => id)
    expect(await places()).to.deep.equal([
      'shift/s/2020-04-11T08:00',
      'shift/late/2020-04-11T08:00',
      'shift/s/2020-04-10T20:00',
      'shift/late/2020-04-10T20:00',
      'shift/s/2020-04-10T08:00',
      'shift/late/2020-04-10T08:00',
      'shift/s/2020-04-09T20:00',
    ])
    await done(station, 'draft', 'notice/1', 'w', { place: 's' })
    clock.set(at('2020-04-10T12:00'))
    await done(station, 'publish', 'notice/1', 'w')
    clock.set(at('2020-04-11T12:00'))
    await done(station, 'stop', 'notice/1', 'w')
    clock.set(at('2020-04-12T12:00'))
    const ids = (await station.dossiers({ kind: 'play' })).map(({ id }) => id)
    expect(ids).to.deep.equal(['play/1/2020-04-11T09:00', 'play/1/2020-04-10T17:00'])
    expect((await act(station, 'played', 'play/1/2020-04-11T17:00', 'w')).says!.zh).to.equal(
      '那时通知是「已停播」，没有这一份',
    )
  })

  it('J92 a slot is shown so long before it begins, and watchers are told without anybody acting', async () => {
    const clock = handClock(at('2020-04-09T07:00'))
    const station = await open(clock, { journal: memoryJournal() })
    const newest = async () => (await station.dossiers({ kind: 'shift', limit: 1 }))[0]!.id
    const meetings = async () => (await station.dossiers({ kind: 'meeting' })).map(({ id }) => id)
    expect(await newest()).to.equal('shift/s/2020-04-10T20:00')
    // acting by its id is possible before
    expect(
      (await station.ask({ type: 'skip', on: 'meeting/s/2020-05-01', by: 'l', data: {}, reason: '放假' })).allowed,
    ).to.equal(true)
    expect(await meetings()).to.deep.equal(['meeting/s/2020-04-03'])
    const seen: string[] = []
    const stop = station.watch(newest, (id) => void seen.push(id))
    clock.set(at('2020-04-09T08:00'))
    await settled(station)
    expect(seen.at(-1)).to.equal('shift/s/2020-04-11T08:00')
    clock.set(at('2020-04-10T14:00'))
    await settled(station)
    expect(await meetings()).to.deep.equal(['meeting/s/2020-04-10', 'meeting/late/2020-04-10', 'meeting/s/2020-04-03'])
    stop()
  })

  it('J88 a slot that a day off moves keeps its id', async () => {
    const clock = handClock(at('2020-04-30T14:00'))
    const station = await open(clock, { journal: memoryJournal() })
    const [dossier] = await station.dossiers({ kind: 'meeting', place: 's', limit: 1 })
    expect([dossier!.id, dossier!.opened]).to.deep.equal(['meeting/s/2020-05-01', at('2020-04-30T14:00')])
    const skipped = await done(station, 'skip', 'meeting/s/2020-05-01', 'l', { reason: '疫情' })
    expect(skipped.dossier).to.include({ step: 'skipped', id: 'meeting/s/2020-05-01' })
    expect(skipped.entry!.reason).to.equal('疫情')
  })

  it("J89 turns are taken by the community's list, and a changed one counts from its date", async () => {
    const clock = handClock(at('2020-04-09T07:00'))
    const lists = { crews: { '2020-04-01': ['crew-a', 'crew-b', 'crew-c'], '2020-04-10': ['crew-b', 'crew-a'] } }
    const station = await open(clock, { lists, journal: memoryJournal() })
    const crew = async (id: DossierId) => (await station.dossier(id))!.fields['crew']
    expect(await crew('shift/s/2020-04-01T08:00')).to.equal('crew-a')
    expect(await crew('shift/s/2020-04-09T20:00')).to.equal('crew-c')
    expect(await crew('shift/s/2020-04-10T08:00')).to.equal('crew-b')
    await done(station, 'begin', 'shift/s/2020-04-10T20:00', 'crew-a')
  })

  it('J90 J91 B8 H68 one a month, one for each member of a list, and things that are simply there', async () => {
    const clock = handClock(at('2020-04-06T12:00'))
    const station = await open(clock, { packs: [things], journal: memoryJournal() })
    const ids = async (kind: string) => (await station.dossiers({ kind })).map(({ id }) => id)
    // the pack is in force from the 15th of March
    expect(await ids('term')).to.deep.equal(['term/s/2020-04'])
    expect(await station.dossier('term/s/2020-03')).to.equal(undefined)
    expect((await station.dossier('term/s/2020-05'))!.fields).to.deep.equal({
      since: '2020-04-30T16:00:00.000Z',
      number: 5,
    })
    expect(await station.dossier('term/s/2020-06')).to.equal(undefined)
    expect((await station.rows({ kind: 'term' }))[0]!.title).to.deep.equal(say('第4任', 'Term 4'))

    await done(station, 'form', 'crew/1', 'w', { place: 's', data: { members: ['o', 'l'] } })
    clock.set(at('2020-04-14T12:00'))
    await done(station, 'join', 'crew/1', 'w', { data: { members: ['l', 'w'] } })
    clock.set(at('2020-04-20T12:00'))
    expect(await ids('round')).to.deep.equal([
      'round/1/2020-W17/w',
      'round/1/2020-W17/l',
      'round/1/2020-W16/o',
      'round/1/2020-W16/l',
    ])
    expect(await station.count({ kind: 'round', where: { crew: 'crew/1' } })).to.deep.include({
      total: 4,
      steps: { planned: 4 },
    })
    await done(station, 'round', 'round/1/2020-W16/o', 'w')
    expect((await act(station, 'round', 'round/1/2020-W16/w', 'w')).says!.zh).to.equal('按名册，这里没有该有的巡查')

    // since the pack's first day, and with the clock that runs from it
    const [unit] = await station.lines('unit/c')
    expect(unit!.entry).to.deep.include({ act: 'due', at: at('2020-04-14T00:00') })
    expect(await station.dossier('unit/c')).to.include({ step: 'watch', opened: at('2020-03-15T00:00') })
    const opening = await done(station, 'write', 'diary/new', 'w', { place: 's', data: { note: '好' } })
    expect(opening.act.on).to.equal('diary/2020-W17/s')
  })

  it('J91 where nobody says when a thing began, it has been there since the roster, and no clock runs', async () => {
    const clock = handClock(at('2020-06-20T12:00'))
    const { from: _, ...pack } = things
    const station = await open(clock, { packs: [pack], journal: memoryJournal() })
    expect(await station.dossier('unit/c')).to.deep.include({
      step: 'normal',
      opened: at('2020-04-01T00:00'),
      dues: [],
    })
    await done(station, 'watch', 'unit/c', 'w')
    const { dossier } = await done(station, 'calm', 'unit/c', 'w')
    expect(dossier!.dues.map(({ at: due }) => due)).to.deep.equal([at('2020-07-20T12:00')])
  })

  it('J91 what a kind forgets does not come back as expected', async () => {
    const clock = handClock(morning)
    const packs = [
      { ...street, dossiers: { ...street.dossiers, visit: { ...street.dossiers.visit, forget: { keep: 'P14D' } } } },
    ]
    const station = await open(clock, { packs, journal: memoryJournal() })
    await done(station, 'start', 'campaign/1', 'w', { place: 'c' })
    await done(station, 'visit', 'visit/1/h1', 'w', { data: { people: 1 } })
    expect(await station.count({ kind: 'visit' })).to.include({ total: 4 })
    clock.set(at('2020-04-24T09:00'))
    await station.act({ type: 'draft', on: 'notice/1', by: 'w', place: 's', data: {} })
    expect((await act(station, 'visit', 'visit/1/h2', 'w', { data: { people: 1 } })).says!.zh).to.equal(
      '这份上门的保存期已过',
    )
    expect((await station.dossiers({ kind: 'visit' })).filter(({ expected }) => expected)).to.deep.equal([])
  })

  it('J88 a dossier says its slot, why it moved and whose turn it is, and what its clocks count from', async () => {
    const clock = handClock(at('2020-04-30T13:00'))
    const station = await open(clock, { packs: [desk, street], journal: memoryJournal() })
    const why = async (id: DossierId) => (await station.view(id))!.why.map(({ says }) => says)
    const [slot] = await why('meeting/s/2020-05-01')
    expect(slot).to.deep.equal(
      say(
        '按日程「周会」：每周五 14:00；本次 4月30日 14:00；原定 5月1日，因劳动节改期',
        'By the schedule "Weekly": every Friday at 14:00; this one at 30 Apr 14:00; moved from 1 May: Labour Day',
      ),
    )
    const shift = await why('shift/s/2020-05-02T08:00')
    expect(shift.map(({ zh }) => zh)).to.deep.equal([
      '按日程「两班」：每天 08:00、20:00；本次 5月2日 08:00 到 5月2日 20:00；轮到三队',
      '一天前未排期限是 5月1日 08:00',
      '缺岗期限是 5月2日 20:00',
    ])
    await done(station, 'draft', 'notice/1', 'w', { place: 's' })
    await done(station, 'publish', 'notice/1', 'w')
    const [, clocks] = await why('play/1/2020-04-30T17:00')
    expect(clocks).to.deep.equal(say('没播时限 10分，从日程时间起算', 'Not played: 10 min, counted from its own time'))
    for (const { zh } of [slot!, ...shift, clocks!]) expect(zh).not.to.match(/[A-Za-z]/)
  })

  it('J90 kept and expected ones are one list in every order, on IndexedDB as in memory', async () => {
    const clock = handClock(morning)
    const stations = [
      await open(clock, { homes: 40, packs: [street] }),
      await open(clock, { homes: 40, packs: [street], journal: memoryJournal() }),
    ]
    for (const station of stations) {
      await done(station, 'start', 'campaign/1', 'w', { place: 'c' })
      clock.advance(minute)
      await done(station, 'start', 'campaign/2', 'w', { place: 'c' })
      clock.advance(minute)
      for (const home of ['h3', 'h17', 'h40'])
        await done(station, 'visit', `visit/1/${home}`, 'w', { data: { people: 1 } })
      const all = (await station.dossiers({ kind: 'visit' })).map(({ id }) => id)
      expect(all.length).to.equal(80)
      expect(new Set(all).size).to.equal(80)
      for (const sort of ['opened', 'at', 'due'] as const) {
        const sorted = (await station.dossiers({ kind: 'visit', sort })).map(({ id }) => id)
        const paged: string[] = []
        for (let offset = 0; offset < 80; offset += 7)
          paged.push(...(await station.dossiers({ kind: 'visit', sort, offset, limit: 7 })).map(({ id }) => id))
        expect(paged, sort).to.deep.equal(sorted)
      }
      expect((await station.dossiers({ kind: 'visit', sort: 'at', limit: 3 })).map(({ step }) => step)).to.deep.equal([
        'visited',
        'visited',
        'visited',
      ])
    }
  })
})

describe('schedules of a pack', () => {
  const told = async (change: (pack: Record<string, never>) => void, lists?: Json) => {
    const pack = structuredClone(desk) as unknown as Record<string, never>
    change(pack)
    const { troubles } = await loadBook('/x.community.json', files([pack], lists))
    return troubles.map(({ level, code, says }) => `${level} ${code} ${says.zh.slice(says.zh.indexOf('：') + 1)}`)
  }
  const set = (path: string, value: unknown) => (pack: Record<string, never>) => {
    const parts = path.split('/')
    const last = parts.pop()!
    const group = parts.reduce<Record<string, unknown>>((it, part) => it[part] as Record<string, unknown>, pack)
    if (value === undefined) delete group[last]
    else group[last] = value
  }

  it('loads without a trouble, and its examples and stories come out', async () => {
    const { book, troubles } = await loadBook('/x.community.json', files([desk]))
    expect(troubles).to.deep.equal([])
    const verdicts = await tryPack(book!.packs.get('desk')!, book!)
    expect(verdicts.filter(({ ok }) => !ok)).to.deep.equal([])
    expect(verdicts.map(({ of }) => of)).to.deep.equal(['story', 'story', 'story', 'schedule'])
  })

  it('O113 an example of a schedule that comes out otherwise is red', async () => {
    const pack = structuredClone(desk)
    pack.schedules.shifts.examples[0]!.turns = ['crew-a', 'crew-b']
    const { book } = await loadBook('/x.community.json', files([pack]))
    const [red, ...more] = (await tryPack(book!.packs.get('desk')!, book!)).filter(({ ok }) => !ok)
    expect(more).to.deep.equal([])
    expect(red).to.deep.include({
      of: 'schedule',
      name: 'shifts',
      got: { slots: ['2020-04-02T08:00', '2020-04-02T20:00'], turns: ['crew-c', 'crew-a'] },
    })
  })

  it('J92 a minute that no slot covers is a load error that names the first', async () => {
    expect(await told(set('schedules/shifts/times', ['08:00', '21:00']))).to.deep.equal([
      'error not-covered 2020-04-01 20:00 到 2020-04-01 21:00 没有排到。',
    ])
    expect(await told(set('schedules/shifts/rrule', 'FREQ=DAILY;INTERVAL=2'))).to.deep.equal([
      'error not-covered 2020-04-02 08:00 到 2020-04-03 08:00 没有排到。',
    ])
    expect(await told(set('schedules/shifts/lasts', 'PT13H'))).to.deep.equal([])
  })

  it('P117 unknown schedules, steps, lists, places and fields of what is expected are told', async () => {
    expect(await told(set('dossiers/shift/expected/schedule', 'shift'))).to.include(
      'error unknown-schedule 没有「shift」这个日程。您是不是想写 shifts？',
    )
    expect(await told(set('dossiers/shift/expected/step', 'empti'))).to.include(
      'error unknown-step 没有「empti」这个环节。您是不是想写 empty？',
    )
    expect(await told(set('schedules/shifts/rotation', 'crew'))).to.deep.equal([
      'error unknown-rota 没有「crew」这个社区文件的名单。您是不是想写 crews？',
    ])
    expect(await told(set('dossiers/shift/expected/sets/crew', { fact: 'turns' }))).to.include(
      'error unknown-fact 没有「turns」这个字段、参数、决策表或事实。您是不是想写 turn？',
    )
    expect(await told(set('dossiers/shift/expected/sets/crow', { fact: 'turn' }))).to.include(
      'error unknown-field 没有「crow」这个字段。您是不是想写 crew？',
    )
    expect(await told(set('dossiers/shift/expected/each/places', 'streat'))).to.include(
      'error unknown-place-kind 没有「streat」这个地点种类。您是不是想写 street？',
    )
  })

  it('P118 an id that does not hold its slot or its place, or holds what only an act knows, is a load error', async () => {
    const id = (value: string) => set('dossiers/shift/id', value)
    expect(await told(id('{slot}'))).to.deep.equal([
      'error id-not-unique 编号里要有 {place}，不然几份应有档案是同一个编号。',
    ])
    expect(await told(id('{place}'))).to.include(
      'error id-not-unique 编号里要有 {slot}，不然几份应有档案是同一个编号。',
    )
    expect(await told(id('{place}/{today}'))).to.include(
      'error id-not-unique 2020-04-01T08:00 和 2020-04-01T20:00 两次的 {today} 都是 2020-04-01；请写 {slot}。',
    )
    expect(await told(id('{place}/{slot}/{serial}'))).to.include(
      'error id-not-expected 没有人办理之前不知道「serial」，应有档案的编号不能用它。',
    )
    expect(await told(set('dossiers/shift/id', undefined))).to.include(
      'error id-not-unique 编号里要有 {slot}，不然几份应有档案是同一个编号。',
    )
    expect(await told(set('acts/begin/from', ['new', 'empty']))).to.include(
      'error expected-opened 「班次」到时自己就有，「接班」不能另开一份。',
    )
  })

  it('P118 a rule that cannot be read, a day that is none and a rule that gives no day stop the pack', async () => {
    const rule = (value: string) => told(set('schedules/fridays/rrule', value))
    expect(await rule('FREQ=WEEKLY;BYDAY=FX')).to.deep.equal([
      'error bad-rule 「FX」不是星期：要写 MO TU WE TH FR SA SU，第三个周六写 3SA。',
    ])
    expect(await rule('FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2')).to.deep.equal([
      'error no-slot 从 2020-04-03 起，没有一天合这条规则。',
    ])
    expect(await told(set('schedules/fridays/start', '2020-02-30'))).to.deep.equal([
      'error no-such-day 日历上没有 2020-02-30 这一天。',
    ])
    expect(await told(set('schedules/fridays/times', ['14:00', '14:00']))).to.include(
      'error twice 时刻 14:00 写了两次。',
    )
  })
})

const census = 63_320
describe('a census', () => {
  it(`J90 of ${census} homes costs nothing until somebody acts`, async function () {
    this.timeout(60_000)
    const clock = handClock(morning)
    const journal = await openJournal(`expected ${++names}`, (place) => (place.startsWith('h') ? ['c', 's'] : ['s']))
    const station = await open(clock, { packs: [street], homes: census, journal })
    await done(station, 'start', 'campaign/1', 'w', { place: 'c' })
    const query = { kind: 'visit', where: { campaign: 'campaign/1' } }
    const times: Record<string, number> = {}
    const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
      const began = performance.now()
      const value = await work()
      times[name] = Math.round((performance.now() - began) * 10) / 10
      return value
    }
    const count = await timed('count', () => station.count(query))
    expect(count.total).to.equal(census)
    await timed('dossier', () => station.dossier('visit/1/h5'))
    await timed('dossier again', () => station.dossier('visit/1/h6'))
    const rows = await timed('rows', () => station.rows({ ...query, limit: 50 }))
    expect(rows.length).to.equal(50)
    await timed('rows again', () => station.rows({ ...query, limit: 50, offset: 50 }))
    await timed('act', () => done(station, 'visit', 'visit/1/h7', 'w', { data: { people: 2 } }))
    const short = await timed('finish refused', () => act(station, 'finish', 'campaign/1', 'w'))
    expect(short.says!.zh).to.equal(`还有${census - 1}户未到`)
    expect(await station.count(query)).to.deep.include({ total: census, steps: { planned: census - 1, visited: 1 } })
    expect((await journal.ids({ kind: 'visit' })).length).to.equal(1)
    expect(Math.max(...Object.values(times))).to.be.lessThan(2000)
  })
})
