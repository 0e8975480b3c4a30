import { expect } from '@open-wc/testing'
import { handClock, type HandClock } from './time/clock.js'
import { memoryJournal } from './journal/memory.js'
import { openStation } from './open.js'
import type { StationAtWork } from './at-work.js'
import type { PackFile, RosterFile } from './pack/format.js'
import type { Act, Data, DossierId, Trouble } from './types.js'
import { reading } from './sample-files.js'

const start = Date.parse('2020-04-10T09:00:00+08:00')
const minute = 60_000
const hour = 60 * minute
const say = (zh: string, en = zh) => ({ zh, en })
const yes = { fact: 'what', operator: 'filled', value: true } as const

/** A practice of its own for these tests: lamps are ordered, mended, looked at. */
const lamps: PackFile = {
  pack: 'lamps',
  version: 1,
  title: say('路灯', 'Lamps'),
  roles: { keeper: say('管理员', 'Keeper'), head: say('负责人', 'Head') },
  params: { most: { title: say('最多', 'At most'), type: 'number', default: 2, min: 1, max: 5 } },
  lists: { colours: { red: say('红', 'Red'), blue: say('蓝', 'Blue') }, why: { rain: say('下雨', 'Rain') } },
  tables: {
    speed: {
      title: say('快慢', 'Speed'),
      hit: 'unique',
      inputs: ['colour'],
      outputs: { limit: { title: say('时限', 'Limit'), type: 'duration' } },
      rows: [
        ['red', 'PT1H'],
        ['blue', null],
      ],
    },
  },
  dossiers: {
    lamp: {
      title: say('路灯', 'Lamp'),
      about: 'matter',
      label: say('{what} {count-here}', '{what} {count-here}'),
      fields: {
        what: { title: say('什么', 'What'), type: 'text' },
        colour: { title: say('颜色', 'Colour'), type: 'choice', of: 'colours' },
        amount: { title: say('数量', 'Amount'), type: 'number', default: 1, min: 0, max: 9 },
        copy: { title: say('抄写', 'Copy'), type: 'text' },
        fever: { title: say('体温', 'Fever'), type: 'number', keep: 'never' },
        mender: { title: say('修理人', 'Mender'), type: 'party' },
        until: { title: say('到', 'Until'), type: 'date' },
        begun: { title: say('开工', 'Begun'), type: 'moment' },
      },
      steps: {
        ordered: say('已报', 'Ordered'),
        mending: say('在修', 'Mending'),
        resting: say('停', 'Resting'),
        done: say('完', 'Done'),
      },
      ends: ['done'],
      'held-by': { ordered: 'keeper', mending: 'mender', resting: 'keeper' },
      always: [
        {
          name: 'not-too-many',
          says: say('不能多于八盏', 'Eight at most'),
          conditions: { all: [{ fact: 'amount', operator: 'lessThanInclusive', value: 8 }] },
        },
      ],
      rules: [
        {
          name: 'red-is-copied',
          says: say('红的要抄', 'Red is copied'),
          conditions: { all: [{ fact: 'copy', operator: 'equal', value: 'red' }] },
          event: { type: 'flag' },
        },
      ],
    },
  },
  facts: {
    'count-here': { how: 'count', of: 'lamp', where: { place: { fact: 'place' }, opened: { within: 'P7D' } } },
    'big-ones': { how: 'count', of: 'lamp', where: { amount: { greaterThanInclusive: 3 }, place: { under: 'co' } } },
    'keeper-here': { how: 'holder', role: 'keeper' },
    'days-left': { how: 'span', to: 'until', unit: 'days' },
  },
  acts: {
    order: {
      title: say('报修', 'Order'),
      on: 'lamp',
      from: ['new'],
      to: 'ordered',
      or: ['mending'],
      by: ['anyone'],
      asks: ['what', 'colour?', 'amount?', 'fever?'],
      sets: { mender: { fact: 'keeper-here' }, copy: { fact: 'colour' } },
      rules: [
        {
          name: 'too-many-here',
          says: say('这里已有{count-here}盏，最多{most}盏', 'There are {count-here} here, {most} at most'),
          conditions: { all: [{ fact: 'count-here', operator: 'greaterThan', value: { fact: 'most' } }] },
          event: { type: 'refuse', params: { field: 'what' } },
          priority: 9,
        },
        {
          name: 'second-refusal',
          says: say('也不行', 'Nor this'),
          conditions: { all: [{ fact: 'count-here', operator: 'greaterThan', value: { fact: 'most' } }] },
          event: { type: 'refuse' },
        },
        {
          name: 'hot',
          says: say('发热', 'Hot'),
          conditions: { all: [{ fact: 'fever', operator: 'greaterThanInclusive', value: 37.3 }] },
          event: {
            type: 'several',
            params: {
              effects: [
                { type: 'move', params: { to: 'mending' } },
                { type: 'set', params: { what: 'first' } },
                { type: 'flag' },
              ],
            },
          },
        },
        {
          name: 'hot-too',
          says: say('也发热', 'Hot too'),
          conditions: { all: [{ fact: 'fever', operator: 'greaterThanInclusive', value: 37.3 }] },
          event: {
            type: 'several',
            params: {
              effects: [
                { type: 'set', params: { what: 'second' } },
                { type: 'propose', params: { act: 'mend', to: ['keeper'] } },
              ],
            },
          },
        },
        {
          name: 'many-big',
          says: say('大的多', 'Many big ones'),
          conditions: { all: [{ fact: 'big-ones', operator: 'greaterThan', value: 1 }] },
          event: { type: 'flag' },
        },
        {
          name: 'never-rested',
          says: say('停过的', 'Rested before'),
          conditions: { all: [{ fact: 'times', path: 'rest', operator: 'greaterThan', value: 0 }] },
          event: { type: 'refuse' },
        },
        {
          name: 'was-it',
          says: say('本来就有', 'It was there'),
          conditions: { all: [{ fact: 'was', path: 'amount', operator: 'equal', value: 1 }] },
          event: { type: 'refuse' },
        },
      ],
    },
    mend: { title: say('修', 'Mend'), on: 'lamp', from: ['ordered'], to: 'mending', by: ['mender', 'clock'] },
    rest: {
      title: say('停', 'Rest'),
      on: 'lamp',
      from: ['mending', 'ordered'],
      to: 'resting',
      by: ['keeper', 'head'],
      asks: ['until?'],
      reason: 'why',
    },
    resume: { title: say('续', 'Resume'), on: 'lamp', from: ['resting'], to: 'back', by: ['keeper', 'clock'] },
    begin: { title: say('开工', 'Begin'), on: 'lamp', from: ['any'], by: ['keeper'], asks: ['begun'] },
    finish: {
      title: say('完工', 'Finish'),
      on: 'lamp',
      from: ['mending'],
      to: 'done',
      by: ['mender', 'opener'],
      'not-same-as': ['mend'],
    },
    again: { title: say('再修', 'Again'), on: 'lamp', from: ['done'], to: 'mending', by: ['keeper'] },
    leave: { title: say('不修', 'Leave it'), on: 'lamp', from: ['any'], by: ['keeper'], declines: ['mend'] },
    hurry: {
      title: say('催', 'Hurry'),
      on: 'lamp',
      from: ['ordered'],
      by: ['keeper'],
      then: [{ type: 'follow', params: { act: 'mend' } }],
    },
  },
  clocks: {
    speed: {
      title: say('快慢', 'Speed'),
      on: 'lamp',
      runs: ['ordered'],
      limit: { fact: 'speed', path: 'limit' },
      due: [{ type: 'notify', params: { to: ['keeper'] } }],
    },
    mend: {
      title: say('修理', 'Mending'),
      on: 'lamp',
      runs: ['mending'],
      pauses: ['resting'],
      limit: 'PT2H',
      again: 'resume',
      warn: { at: 0.5, then: [{ type: 'notify', params: { to: ['mender'] } }] },
      due: [{ type: 'notify', params: { to: ['head'] } }],
    },
    look: {
      title: say('看看', 'Look'),
      on: 'lamp',
      runs: ['mending'],
      limit: 'PT1H',
      due: [{ type: 'notify', params: { to: ['head'] } }],
    },
    once: {
      title: say('一次', 'Once'),
      on: 'lamp',
      runs: ['mending'],
      limit: 'PT1H',
      again: 'once',
      when: { ...yes },
      due: [{ type: 'notify', params: { to: ['head'] } }],
    },
    rest: {
      title: say('停到', 'Rests until'),
      on: 'lamp',
      runs: ['resting'],
      until: { field: 'until', at: '08:00' },
      due: [{ type: 'follow', params: { act: 'resume' } }],
    },
    begun: {
      title: say('开工后', 'After begin'),
      on: 'lamp',
      runs: ['ordered', 'mending'],
      since: 'begun',
      limit: 'PT3H',
      due: [{ type: 'notify', params: { to: ['head'] } }],
    },
  },
}

const roster: RosterFile = {
  roster: 'lamps',
  asOf: '2020-04-10',
  places: {
    st: { kind: 'street', title: say('街', 'Street') },
    co: { kind: 'community', title: say('社', 'Community'), in: 'st' },
    g7: { kind: 'grid', title: say('七', 'Seven'), in: 'co' },
    g70: { kind: 'grid', title: say('七十', 'Seventy'), in: 'co' },
  },
  parties: {
    ann: { kind: 'person', sheet: 'a' },
    bob: { kind: 'person', sheet: 'b', in: ['menders'] },
    eve: { kind: 'person', sheet: 'e' },
    menders: { kind: 'organisation', title: say('维修队', 'Menders') },
  },
  posts: [
    { post: 'keeper', place: 'g7', party: 'ann', from: '2020-01-01' },
    { post: 'keeper', place: 'co', party: 'eve', from: '2020-01-01' },
    { post: 'head', place: 'st', party: 'eve', from: '2020-01-01' },
  ],
}

const community = {
  community: 'here',
  version: 1,
  title: say('这里', 'Here'),
  place: 'st',
  timezone: 'Asia/Shanghai',
  calendars: { work: { days: 'weekdays', hours: [['08:00', '12:00']] } },
  packs: [{ pack: 'lamps', version: 1, roles: { keeper: ['keeper'], head: ['head'] } }],
}

let clock: HandClock
let station: StationAtWork
async function open(pack: unknown = lamps) {
  clock = handClock(start)
  const files: Record<string, unknown> = {
    '/here.community.json': community,
    '/lamps.pack.json': pack,
    '/r.json': roster,
  }
  station = await openStation({
    community: '/here.community.json',
    roster: '/r.json',
    read: reading(files),
    clock,
    journal: memoryJournal,
  })
  const errors = station.troubles.filter((it: Trouble) => it.level === 'error')
  expect(errors.map((it) => it.says.en)).to.deep.equal([])
}
beforeEach(() => open())
afterEach(() => station.close())

const order = (data: Data = {}, more: Partial<Act> = {}) =>
  station.act({ type: 'order', on: 'lamp/new', by: 'anyone', place: 'g7', data: { what: 'dark', ...data }, ...more })
const ordered = async (data?: Data, more?: Partial<Act>) => {
  const decision = await order(data, more)
  expect(decision.allowed, decision.says?.en).to.equal(true)
  return decision.act.on
}
const act = (on: DossierId, type: string, by: string, data: Data = {}, reason?: string) =>
  station.act({ type, on, by, data, ...(reason !== undefined && { reason }) })
const dues = async (on: DossierId) =>
  Object.fromEntries(
    (await station.dossier(on))!.dues.map((due) => [
      `${due.clock} ${due.round}`,
      due.state === 'stopped' ? 'stopped' : (due.at - start) / minute,
    ]),
  )

describe('acts and gates', () => {
  it('B8 C20 D28 an opening line has an id of its own, defaults, and what is set from the answers', async () => {
    const { entry } = await order({ colour: 'red' })
    expect(entry!.on).to.match(/^lamp\/200410-[0-9a-z]+$/)
    expect(entry!.data).to.deep.equal({ what: 'dark', colour: 'red', amount: 1, mender: 'ann', copy: 'red' })
    expect(entry).to.include({ from: 'new', to: 'ordered', kind: 'lamp', place: 'g7' })
  })

  it('C15 C18 D26 D27 wrong, unasked and missing answers are a no with the field, and what is judged only is not kept', async () => {
    const no = async (data: Data, more?: Partial<Act>) => {
      const { allowed, because, field } = await order(data, more)
      return [allowed, because, field]
    }
    expect(await no({ amount: 10 })).to.deep.equal([false, 'asks', 'amount'])
    expect(await no({ amount: '5' })).to.deep.equal([false, 'asks', 'amount'])
    expect(await no({ colour: 'green' })).to.deep.equal([false, 'asks', 'colour'])
    expect(await no({ copy: 'x' })).to.deep.equal([false, 'asks', 'copy'])
    expect(await no({ what: null })).to.deep.equal([false, 'asks', 'what'])
    expect(await no({}, { place: '' })).to.deep.equal([false, 'asks', 'place'])
    const { entry, why } = await order({ fever: 36.5 })
    expect(JSON.stringify(why)).not.to.contain('36.5')
    expect(entry!.data).not.to.have.property('fever')
    expect(entry!.facts).not.to.have.property('fever')
    expect((await station.dossier(entry!.on))!.fields).not.to.have.property('fever')
  })

  it('D23 D25 acts start from their steps, any is every step that is not an end, back is the step before', async () => {
    const id = await ordered({}, { by: 'eve' })
    expect(await act(id, 'finish', 'ann')).to.include({ allowed: false, because: 'from' })
    await act(id, 'rest', 'ann', {}, 'rain')
    expect((await act(id, 'resume', 'ann')).dossier).to.include({ step: 'ordered', back: 'resting' })
    expect((await act(id, 'begin', 'ann', { begun: '2020-04-10T08:00' })).allowed).to.equal(true)
    await act(id, 'mend', 'ann')
    expect((await act(id, 'finish', 'eve')).dossier).to.include({ step: 'done', ended: true })
    expect(await act(id, 'begin', 'ann', { begun: '2020-04-10T08:00' })).to.include({ allowed: false, because: 'from' })
  })

  it('D29 D30 a role counts at its place and above, a party field for the party, its members and nobody else', async () => {
    const seventy = await ordered({}, { place: 'g70' })
    expect(await act(seventy, 'hurry', 'ann')).to.include({ allowed: false, because: 'by' })
    expect((await station.dossier(seventy))!.fields['mender']).to.equal('eve')
    expect((await act(seventy, 'rest', 'eve', {}, 'rain')).allowed).to.equal(true)
    const seven = await ordered()
    const refused = await act(seven, 'mend', 'bob')
    expect(refused).to.include({ allowed: false, because: 'by' })
    expect((await act(seven, 'mend', 'ann')).allowed).to.equal(true)
  })

  it('D31 D32 an act that follows carries the person, and counts as done by them', async () => {
    const id = await ordered()
    const { followed } = await act(id, 'hurry', 'ann')
    expect(followed!.map((it) => [it.allowed, it.entry!.by])).to.deep.equal([[true, 'ann']])
    expect((await station.dossier(id))!.step).to.equal('mending')
    expect(await act(id, 'finish', 'ann')).to.include({ allowed: false, because: 'not-same-as' })
  })

  it('D31 a reason from a list is one of the list', async () => {
    const id = await ordered()
    expect(await act(id, 'rest', 'ann')).to.include({ allowed: false, because: 'reason' })
    expect(await act(id, 'rest', 'ann', {}, 'snow')).to.include({ allowed: false, because: 'reason' })
    expect((await act(id, 'rest', 'ann', {}, 'rain')).allowed).to.equal(true)
  })
})

describe('rules', () => {
  it('A5 A6 G55 G60 limits read as if the act had happened; the first refusal answers and the others are listed', async () => {
    await ordered()
    await ordered()
    const refused = await order()
    expect(refused).to.include({ allowed: false, because: 'too-many-here', field: 'what' })
    expect(refused.says).to.deep.equal(say('这里已有3盏，最多2盏', 'There are 3 here, 2 at most'))
    expect(refused.why.filter((it) => it.holds).map((it) => it.rule)).to.deep.equal(['too-many-here', 'second-refusal'])
    expect(await station.count({ kind: 'lamp' })).to.deep.include({ total: 2 })
    expect((await order({}, { place: 'g70' })).allowed).to.equal(true)
  })

  it('D25 G56 G59 G61 of several effects the first set and move stand; no rule sees what another sets', async () => {
    const { entry } = await order({ fever: 38 })
    expect(entry).to.include({ to: 'mending' })
    expect(entry!.data['what']).to.equal('first')
    expect(entry!.held).to.deep.equal(['hot', 'hot-too'])
    expect(entry!.effects.map((it) => it.type)).to.deep.equal(['flag', 'propose'])
    const dossier = (await station.dossier(entry!.on))!
    expect(dossier.flags.map((it) => it.rule)).to.deep.equal(['hot'])
    expect(dossier.proposals.map((it) => it.act)).to.deep.equal(['mend'])
  })

  it('G59 what is proposed stands until it is done or somebody says no, and the line says so', async () => {
    const { entry } = await order({ fever: 38 })
    const proposed = async () => (await station.dossier(entry!.on))!.proposals.map(({ act: name }) => name)
    expect(await proposed()).to.deep.equal(['mend'])
    const { entry: no } = await act(entry!.on, 'leave', 'ann')
    expect(no!.declines).to.deep.equal(['mend'])
    expect(await proposed()).to.deep.equal([])
  })

  it('G54 rules of a kind are judged after every act on it', async () => {
    const { entry } = await order({ colour: 'red' })
    expect(entry!.held).to.deep.equal(['red-is-copied'])
    const { entry: later } = await act(entry!.on, 'mend', 'ann')
    expect(later!.held).to.deep.equal(['red-is-copied'])
  })

  it('G58 what must always hold refuses, and an unknown fact refuses too', async () => {
    expect(await order({ amount: 8 })).to.include({ allowed: true })
    expect(await order({ amount: 9 })).to.include({ allowed: false, because: 'not-too-many' })
  })

  it('G62 the id of a line that follows is made of its cause', async () => {
    const id = await ordered()
    const { entry, followed } = await act(id, 'hurry', 'ann')
    expect(followed![0]!.entry!.id).to.equal(`${entry!.id}/mend`)
    expect(followed![0]!.entry!.cause).to.equal(entry!.id)
  })

  it('H79 what was never done was done 0 times', async () => {
    const { entry } = await order()
    expect(entry!.facts['times.rest']).to.equal(0)
  })

  it('H72 what is counted is compared as rules compare: numbers as numbers, places by the tree', async () => {
    await ordered({ amount: 2 })
    expect((await order({ amount: 3 })).entry!.facts['big-ones']).to.equal(1)
    const { entry } = await order({ amount: 4 }, { place: 'g70' })
    expect(entry!.facts['big-ones']).to.equal(2)
    expect(entry!.held).to.deep.equal(['many-big'])
  })

  it('H73 a count holds the dossier at hand as it would be', async () => {
    await ordered()
    const view = (await station.rows({ kind: 'lamp' }))[0]!
    expect(view.place.path.map((it) => it.zh)).to.deep.equal(['社', '七'])
    expect((await order()).entry!.facts['count-here']).to.equal(2)
    clock.advance(8 * 24 * hour)
    expect((await order()).entry!.facts['count-here']).to.equal(1)
  })
})

describe('clocks', () => {
  it('F41 F43 a clock without a limit does not run; one starts with its step', async () => {
    expect(await dues(await ordered({ colour: 'red' }))).to.deep.equal({ 'speed 1': 60 })
    expect(await dues(await ordered({ colour: 'blue' }))).to.deep.equal({})
  })

  it('F41 F44 entered again a limit is fresh, goes on, or does not run again', async () => {
    const id = await ordered({}, { by: 'eve' })
    await act(id, 'mend', 'ann')
    expect(await dues(id)).to.deep.equal({ 'mend 1': 120, 'look 1': 60, 'once 1': 60 })
    clock.advance(30 * minute)
    await act(id, 'rest', 'ann', {}, 'rain')
    clock.advance(10 * minute)
    await act(id, 'resume', 'ann')
    expect(await dues(id)).to.deep.equal({ 'mend 1': 130, 'look 1': 'stopped', 'once 1': 'stopped', 'look 2': 100 })
    await act(id, 'finish', 'eve')
    clock.advance(20 * minute)
    await act(id, 'again', 'ann')
    expect(await dues(id)).to.deep.equal({
      'mend 1': 150,
      'look 1': 'stopped',
      'once 1': 'stopped',
      'look 2': 'stopped',
      'look 3': 120,
    })
  })

  it('F42 F48 a clock since a field starts anew with every change of it', async () => {
    const id = await ordered({ colour: 'blue' })
    await act(id, 'begin', 'ann', { begun: '2020-04-10T08:30' })
    expect(await dues(id)).to.deep.equal({ 'begun 1': 150 })
    await act(id, 'begin', 'ann', { begun: '2020-04-10T09:30' })
    expect(await dues(id)).to.deep.equal({ 'begun 2': 210 })
  })

  it('F47 G63 a point is a field and a time of day; what is due then follows by itself', async () => {
    const id = await ordered({ colour: 'blue' })
    await act(id, 'rest', 'ann', { until: '2020-04-13' }, 'rain')
    expect(await dues(id)).to.deep.equal({ 'rest 1': 71 * 60 })
    clock.set(Date.parse('2020-04-13T08:00:00+08:00'))
    await ordered({}, { place: 'g70' })
    const dossier = (await station.dossier(id))!
    expect(dossier).to.include({ step: 'ordered', at: Date.parse('2020-04-13T08:00:00+08:00') })
    expect(dossier.last['resume']!.by).to.equal('clock')
  })

  it('F51 a warning fires once at its share of the limit', async () => {
    const id = await ordered({ colour: 'blue' })
    await act(id, 'mend', 'ann')
    clock.advance(61 * minute)
    await ordered({}, { place: 'g70' })
    const lines = (await station.lines(id)).map(({ entry }) => [
      entry.act,
      entry.due?.clock,
      (entry.at - start) / minute,
    ])
    expect(lines.slice(2)).to.deep.equal([
      ['due', 'look', 60],
      ['warn', 'mend', 60],
      ['due', 'once', 60],
    ])
  })
})
