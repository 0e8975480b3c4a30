import { expect } from '@open-wc/testing'
import { readId } from './act/read-id.js'
import { handClock, type HandClock } from './time/clock.js'
import { memoryJournal } from './journal/memory.js'
import { openStation, type OpenOptions } from './open.js'
import { checkText } from './pack/load.js'
import type { StationAtWork } from './at-work.js'
import type { PackFile, RosterFile } from './pack/format.js'
import type { Act, Data, DossierId } from './types.js'
import { reading } from './sample-files.js'

const start = Date.parse('2020-04-10T09:00:00+08:00')
const hour = 3_600_000
const day = 24 * hour
const say = (zh: string, en = zh) => ({ zh, en })
const text = (zh: string, en: string) => ({ title: say(zh, en), type: 'text' }) as const

/** A practice of its own for these tests: fairs with stands that are looked at, and households that come to them. */
const fairs: PackFile = {
  pack: 'fairs',
  version: 1,
  title: say('集市', 'Fairs'),
  roles: { clerk: say('管理员', 'Clerk'), guard: say('巡查员', 'Guard') },
  lists: { looks: { fine: say('正常', 'Fine'), mend: say('待改', 'Mend'), stop: say('停', 'Stop') } },
  checklists: {
    daily: {
      title: say('每日四查', 'Four checks'),
      answers: 'looks',
      items: {
        fire: {
          title: say('消防', 'Fire'),
          items: {
            lane: { title: say('通道', 'Lane'), role: 'guard' },
            hose: { title: say('水带', 'Hose') },
          },
        },
        scale: { title: say('秤', 'Scale'), text: say('看铅封', 'Look at the seal') },
        waste: { title: say('垃圾', 'Waste'), does: { act: 'open', on: 'fair/{new}', data: { what: '{stand-id}' } } },
      },
    },
    packing: {
      title: say('收摊', 'Packing up'),
      items: { sweep: { title: say('扫地', 'Sweep') }, lock: { title: say('锁门', 'Lock') } },
    },
  },
  tables: {
    'stand-id': {
      title: say('摊位', 'Stand'),
      hit: 'first',
      inputs: ['step'],
      outputs: { name: { title: say('名', 'Name'), type: 'text' } },
      rows: [[null, 'x']],
    },
  },
  dossiers: {
    fair: {
      title: say('集市', 'Fair'),
      about: 'matter',
      id: '{year}/{serial}',
      label: say('〔{year}〕{serial}号 {what}', 'No. {serial} of {year}: {what}'),
      fields: {
        what: text('名称', 'What'),
        budget: { title: say('预算', 'Budget'), type: 'number' },
        guards: { title: say('巡查', 'Guards'), type: 'parties' },
      },
      steps: { open: say('开放', 'Open'), over: say('结束', 'Over') },
      ends: ['over'],
      'held-by': { open: 'clerk' },
      public: { steps: ['open'], fields: ['what'] },
    },
    stand: {
      title: say('摊位', 'Stand'),
      about: 'place',
      parent: 'fair',
      id: '{fair}/{place}',
      fields: {
        looked: { title: say('查', 'Looked at'), type: 'checks', of: 'daily', min: 1, max: 3 },
        packed: { title: say('收', 'Packed'), type: 'checks', of: 'packing' },
        opens: { title: say('开门', 'Opens'), type: 'time', min: '06:00', max: '10:00' },
        until: { title: say('到', 'Until'), type: 'date', min: '2020-04-01' },
        notice: { title: say('告示', 'Notice'), type: 'words' },
        next: { title: say('下一场', 'Next'), type: 'dossier', of: 'fair' },
        code: text('代码', 'Code'),
      },
      steps: { busy: say('营业', 'Busy'), shut: say('关', 'Shut') },
      ends: ['shut'],
      'held-by': { busy: 'guard' },
      rules: [
        {
          name: 'stop-shuts',
          says: say('有一项停就关', 'A stop shuts it'),
          conditions: { all: [{ fact: 'looked', path: 'worst', operator: 'equal', value: 'stop' }] },
          event: { type: 'flag', params: { say: say('停{looked.count.stop}项', '{looked.count.stop} at stop') } },
        },
      ],
    },
    guest: {
      title: say('来客', 'Guest'),
      about: 'household',
      parent: 'fair',
      id: '{fair}/{family}',
      forget: { keep: 'P30D' },
      'seen-by': ['family', 'clerk', 'parent.guards'],
      public: { steps: ['gone'], fields: ['heads'] },
      fields: {
        family: { title: say('哪户', 'Family'), type: 'party' },
        heads: { title: say('人数', 'Heads'), type: 'number' },
        phone: {
          ...text('电话', 'Phone'),
          private: { purpose: say('联系', 'Calling'), basis: 'consent', keep: 'P10D' },
        },
      },
      steps: { here: say('在', 'Here'), gone: say('走', 'Gone') },
      ends: ['gone'],
      'held-by': { here: 'clerk' },
    },
  },
  acts: {
    open: {
      title: say('开集', 'Open'),
      on: 'fair',
      from: ['new'],
      to: 'open',
      by: ['anyone'],
      asks: ['what', 'budget?', 'guards?'],
    },
    end: { title: say('收集', 'End'), on: 'fair', from: ['open'], to: 'over', by: ['clerk'] },
    put: { title: say('摆摊', 'Put up'), on: 'stand', from: ['new'], to: 'busy', by: ['parent.guards', 'clerk'] },
    look: {
      title: say('查摊', 'Look'),
      on: 'stand',
      from: ['busy'],
      by: ['guard', 'clerk', 'parent.guards', 'device'],
      asks: ['looked?', 'packed?', 'opens?', 'until?', 'notice?', 'next?', 'code?'],
    },
    shut: { title: say('关摊', 'Shut'), on: 'stand', from: ['busy'], to: 'shut', by: ['guard'] },
    come: {
      title: say('来', 'Come'),
      on: 'guest',
      from: ['new'],
      to: 'here',
      by: ['family'],
      asks: ['family', 'heads', 'phone?'],
    },
    leave: {
      title: say('走', 'Leave'),
      on: 'guest',
      from: ['here'],
      to: 'gone',
      by: ['family', 'clerk'],
      appeal: true,
    },
  },
  print: {
    ticket: {
      title: say('入场单', 'Ticket'),
      on: 'guest',
      fields: ['heads', 'phone'],
      text: say('来客{heads}人', '{heads} guests'),
    },
  },
}

const roster: RosterFile = {
  roster: 'fairs',
  asOf: '2020-04-10',
  places: {
    st: { kind: 'street', title: say('街', 'Street') },
    co: { kind: 'community', title: say('社', 'Community'), in: 'st' },
    g7: { kind: 'grid', title: say('七', 'Seven'), in: 'co' },
    g8: { kind: 'grid', title: say('八', 'Eight'), in: 'co' },
  },
  parties: {
    ann: { kind: 'person', sheet: 'a' },
    bob: { kind: 'person', sheet: 'b' },
    eve: { kind: 'person', sheet: 'e' },
    lee: { kind: 'household', sheet: 'l' },
    cam: { kind: 'device', title: say('秤台', 'Scales') },
  },
  posts: [
    { post: 'clerk', place: 'co', party: 'ann', from: '2020-01-01' },
    { post: 'guard', place: 'g7', party: 'bob', from: '2020-01-01' },
  ],
}

const community = {
  community: 'here',
  version: 1,
  title: say('这里', 'Here'),
  place: 'st',
  timezone: 'Asia/Shanghai',
  calendars: { work: { days: 'weekdays', hours: [['08:00', '12:00']] } },
  packs: [{ pack: 'fairs', version: 1, roles: { clerk: ['clerk'], guard: ['guard'] } }],
}

let clock: HandClock
let station: StationAtWork
const opened: StationAtWork[] = []
async function open(more: Partial<OpenOptions> = {}, pack: unknown = fairs): Promise<StationAtWork> {
  const files: Record<string, unknown> = {
    '/here.community.json': community,
    '/fairs.pack.json': pack,
    '/r.json': roster,
  }
  const next = await openStation({
    community: '/here.community.json',
    roster: '/r.json',
    read: reading(files),
    clock,
    journal: memoryJournal,
    ...more,
  })
  opened.push(next)
  const errors = next.troubles.filter((it) => it.level === 'error')
  expect(errors.map((it) => it.says.en).join('\n')).to.equal('')
  return next
}
beforeEach(async () => {
  clock = handClock(start)
  station = await open()
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()))
})

const act = (on: DossierId, type: string, by: string, data: Data = {}, more: Partial<Act> = {}) =>
  station.act({ type, on, by, data, ...more })
async function done(on: DossierId, type: string, by: string, data: Data = {}, more: Partial<Act> = {}) {
  const decision = await act(on, type, by, data, more)
  expect(decision.allowed, decision.says?.en).to.equal(true)
  return decision
}
const refused = async (on: DossierId, type: string, by: string, data: Data = {}, more: Partial<Act> = {}) => {
  const { allowed, because, field } = await act(on, type, by, data, more)
  return [allowed, because, field]
}
const fair = async (data: Data = {}) =>
  (await done('fair/new', 'open', 'eve', { what: '早市', ...data }, { place: 'co' })).act.on
const stand = async (above: DossierId, place = 'g7') =>
  (await done('stand/new', 'put', 'ann', { fair: above }, { place })).act.on
/** The pack with other values at these paths; `undefined` takes one out. */
function changed(changes: Readonly<Record<string, unknown>>): unknown {
  const pack: unknown = structuredClone(fairs)
  for (const [path, value] of Object.entries(changes)) {
    const way = path.split('.')
    const last = way.pop()!
    const at = way.reduce((it, name) => (it as Record<string, unknown>)[name], pack) as Record<string, unknown>
    if (value === undefined) delete at[last]
    else at[last] = value
  }
  return pack
}
const troubles = async (changes: Readonly<Record<string, unknown>>) => {
  const found = await checkText(JSON.stringify(changed(changes), null, 1), 'fairs.pack.json')
  return found.flatMap((it) => (it.code === 'no-examples' ? [] : [`${it.code}${it.found ? ` ${it.found}` : ''}`]))
}

describe('ids', () => {
  it('B10 a dossier prints without its prefix, and an id is read back', async () => {
    const above = await fair()
    const tail = above.slice('fair/'.length)
    const on = await stand(above)
    expect(on).to.equal(`stand/${tail}/g7`)
    expect(readId(on, station.book)).to.deep.equal({ fair: above, place: 'g7' })
    expect(readId('guest/2020/1-abcd/a%2Fb', station.book)).to.deep.equal({ fair: 'fair/2020/1-abcd', family: 'a/b' })
    expect(readId(above, station.book)).to.deep.equal({ year: '2020', serial: tail.slice(5) })
    expect(readId('fair/twenty/1', station.book)).to.equal(undefined)
    expect(readId('guest/2020/1-abcd/100%', station.book)).to.include({ family: '100%' })
  })

  it('B10 a pattern that cannot be read back, or is not given, does not load', async () => {
    const id = (pattern: string) => troubles({ 'dossiers.guest.id': pattern })
    expect(await id('{fair}/{family}')).to.deep.equal([])
    expect(await id('{fair}/{family}-{today}')).to.deep.equal(['unreadable-id {family}-{today}'])
    expect(await troubles({ 'acts.come.asks': ['heads', 'phone?'], 'acts.come.by': ['clerk'] })).to.deep.equal([
      'id-not-given family',
    ])
    expect(await troubles({ 'dossiers.guest.fields.family.keep': 'newest' })).to.deep.equal(['id-not-kept family'])
  })

  it('B11 a serial number is the next one known of the kind and year, with the mark of the device', async () => {
    const numbers = async () => (await fair()).split('/')[2]!
    const [first, second] = [await numbers(), await numbers()]
    expect([first, second].map((it) => it.split('-')[0])).to.deep.equal(['1', '2'])
    expect(first).to.match(/^1-[0-9a-z]{4}$/)
    clock.advance(365 * day)
    expect((await fair()).replace(/-.*/, '')).to.equal('fair/2021/1')
    const only = await open({ soleIssuer: true })
    const decision = await only.act({ type: 'open', on: 'fair/new', by: 'eve', place: 'co', data: { what: 'x' } })
    expect(decision.act.on).to.equal('fair/2021/1')
    expect((await only.rows({ kind: 'fair' }))[0]!.title).to.deep.equal(say('〔2021〕1号 x', 'No. 1 of 2021: x'))
  })
})

describe('children', () => {
  it('L97 D24 D27 a child names its parent, stands where it stands unless its id says so, and opens only under an open one', async () => {
    const above = await fair()
    expect(await refused('guest/new', 'come', 'lee', { family: 'lee', heads: 2 })).to.deep.equal([
      false,
      'asks',
      'fair',
    ])
    const opening = (await station.openings('guest'))[0]!
    expect(opening.decision.needs).to.deep.equal(['fair', 'family', 'heads'])
    expect(opening.asks[0]).to.deep.include({ name: 'fair', type: 'dossier', kind: 'fair', optional: false })
    expect(opening).not.to.have.property('place')
    const { dossier } = await done('guest/new', 'come', 'lee', { fair: above, family: 'lee', heads: 2 })
    expect(dossier).to.deep.include({ id: `guest/${above.slice(5)}/lee`, place: 'co' })
    expect(dossier!.fields).to.include({ fair: above })
    expect(await refused('stand/new', 'put', 'ann', { fair: above })).to.deep.equal([false, 'asks', 'place'])
    expect((await station.dossier(await stand(above, 'g8')))!.place).to.equal('g8')
    const given = `guest/${above.slice(5)}/ann` as DossierId
    expect((await done(given, 'come', 'ann', { family: 'ann', heads: 1 })).dossier!.fields).to.include({ fair: above })

    expect(await refused('guest/new', 'come', 'lee', { fair: 'fair/2020/99', family: 'lee', heads: 2 })).to.deep.equal([
      false,
      'from',
      'fair',
    ])
    expect(await refused('guest/new', 'come', 'lee', { fair: given, family: 'lee', heads: 2 })).to.deep.equal([
      false,
      'from',
      'fair',
    ])
    await done(above, 'end', 'ann')
    expect(await refused('stand/new', 'put', 'ann', { fair: above }, { place: 'g7' })).to.deep.equal([
      false,
      'from',
      'fair',
    ])
    station.me = 'ann'
    expect((await station.dossier(given))!.step).to.equal('here')
    await done(given, 'leave', 'ann')
    expect(await refused(given, 'leave', 'ann', { fair: above })).to.deep.equal([false, 'from', undefined])
  })

  it('L97 a kind does not belong to itself', async () => {
    expect(await troubles({ 'dossiers.fair.parent': 'stand' })).to.include('circle stand')
  })

  it('D29 by takes those whom the dossier above names', async () => {
    const above = await fair({ guards: ['eve'] })
    expect(await refused('stand/new', 'put', 'lee', { fair: above }, { place: 'g7' })).to.deep.equal([
      false,
      'by',
      undefined,
    ])
    const { act: put } = await done('stand/new', 'put', 'eve', { fair: above }, { place: 'g7' })
    await done(put.on, 'look', 'eve', { looked: { scale: 'fine' } })
    expect(await refused(put.on, 'look', 'lee', { looked: { scale: 'fine' } })).to.deep.equal([false, 'by', undefined])
    expect((await station.openings('stand'))[0]!.decision.because).to.equal(undefined)
  })
})

describe('checklists', () => {
  it('C13 C14 L98 answers stand item by item; the worst and the counts can be asked for', async () => {
    const on = await stand(await fair())
    const { entry, dossier } = await done(on, 'look', 'bob', { looked: { 'fire.lane': 'stop', scale: 'fine' } })
    expect(entry!.data).to.deep.equal({ looked: { 'fire.lane': 'stop', scale: 'fine' } })
    expect(dossier!.flags.map(({ say: words }) => words.zh)).to.deep.equal(['停1项'])
    const again = await done(on, 'look', 'bob', { looked: { 'fire.hose': 'mend' } })
    expect(again.entry!.held).to.deep.equal([])
    const field = (await station.view(on))!.fields.find(({ name }) => name === 'looked')!
    expect(field).to.deep.include({ worst: 'mend', words: say('待改：水带', 'Mend: Hose') })
    expect(field.items!.map(({ path, level, answer }) => [path, level, answer])).to.deep.equal([
      ['fire', 0, undefined],
      ['fire.lane', 1, undefined],
      ['fire.hose', 1, 'mend'],
      ['scale', 0, undefined],
      ['waste', 0, undefined],
    ])
    expect(Object.keys(field.answers!)).to.deep.equal(['fine', 'mend', 'stop'])
  })

  it('C15 what is no item, no answer, too little, too much or out of bounds is a no with its field', async () => {
    const on = await stand(await fair())
    const looked = (value: Data[string]) => refused(on, 'look', 'bob', { looked: value })
    for (const wrong of [{ fire: 'fine' }, { roof: 'fine' }, { scale: 'great' }, ['scale'], 'fine', {}] as const)
      expect(await looked(wrong as never), JSON.stringify(wrong)).to.deep.equal([false, 'asks', 'looked'])
    const four = { 'fire.lane': 'fine', 'fire.hose': 'fine', scale: 'fine', waste: 'fine' }
    expect(await looked(four)).to.deep.equal([false, 'asks', 'looked'])
    const no = async (data: Data) => (await refused(on, 'look', 'bob', data))[0]
    expect(await no({ opens: '05:59' })).to.equal(false)
    expect(await no({ opens: '06:00' })).to.equal(true)
    expect(await no({ opens: '10:01' })).to.equal(false)
    expect(await no({ until: '2020-03-31' })).to.equal(false)
    expect(await no({ until: '2020-04-01' })).to.equal(true)
    expect(await no({ notice: 'x' })).to.equal(false)
    expect(await no({ notice: { en: 'x' } })).to.equal(false)
    expect(await no({ notice: { zh: '停' } })).to.equal(true)
    expect(await no({ next: 'guest/1' })).to.equal(false)
    expect(await no({ next: 'fair/2020/1' })).to.equal(true)
  })

  it('L98 a form knows the items, what they do, and begins where the list stands', async () => {
    const on = await stand(await fair())
    await done(on, 'look', 'bob', { looked: { scale: 'fine' }, packed: { sweep: 'done' } })
    station.me = 'bob'
    const look = (await station.choices(on)).find((it) => it.act === 'look')!
    const [looked, packed] = look.asks
    // yesterday's answers are not signed again, what is done is done
    expect(looked).not.to.have.property('value')
    expect(packed!.value).to.deep.equal({ sweep: 'done' })
    expect(Object.keys(packed!.answers!)).to.deep.equal(['done', 'not'])
    const [fire, lane, , scale, waste] = looked!.items!
    expect(fire).to.deep.equal({ path: 'fire', title: say('消防', 'Fire'), level: 0, heading: true })
    expect(lane!.role).to.deep.equal(say('巡查员', 'Guard'))
    expect(scale!.text).to.deep.equal(say('看铅封', 'Look at the seal'))
    expect(waste!.does!.title).to.deep.equal(say('开集', 'Open'))
    expect(waste!.does!.act).to.deep.include({ type: 'open', on: 'fair/new', place: 'g7' })
    const { allowed, act: fresh } = await station.act({ ...waste!.does!.act, by: 'bob', data: { what: 'x' } })
    expect([allowed, fresh.on.startsWith('fair/2020/2')]).to.deep.equal([true, true])
  })

  it('L98 an item that is left alone in a list of what is done is not done', async () => {
    const half = {
      name: 'half',
      says: say('还差{packed.count.not}项', '{packed.count.not} left'),
      conditions: { all: [{ fact: 'packed', path: 'worst', operator: 'equal', value: 'not' }] },
      event: { type: 'flag' },
    }
    const looked = 'dossiers.stand.fields.looked'
    const pack = changed({ 'dossiers.stand.rules': [half], [`${looked}.default`]: 'fine', [`${looked}.max`]: 4 })
    station = await open({}, pack)
    const on = await stand(await fair())
    expect((await station.dossier(on))!.fields['looked']).to.deep.equal({
      'fire.lane': 'fine',
      'fire.hose': 'fine',
      scale: 'fine',
      waste: 'fine',
    })
    const flags = async (packed: Data) =>
      (await done(on, 'look', 'bob', { packed })).dossier!.flags.map((it) => it.say.zh)
    expect(await flags({ sweep: 'done' })).to.deep.equal(['还差1项'])
    expect(await flags({ sweep: 'done', lock: 'done' })).to.deep.equal(['还差1项'])
  })

  it('C14 L98 a checklist that could not be carried out does not load', async () => {
    const of = (path: string, value: unknown) => troubles({ [`checklists.daily.${path}`]: value })
    const looked = (path: string, value: string) => troubles({ [`dossiers.stand.fields.looked.${path}`]: value })
    expect(await troubles({})).to.deep.equal([])
    expect(await of('answers', 'look')).to.include('unknown-reasons look')
    expect(await of('items.worst', { title: say('差') })).to.deep.equal(['kernel-word worst'])
    expect(await of('items.scale.role', 'gard')).to.deep.equal(['unknown-role gard'])
    expect(await of('items.fire.does', { act: 'open', on: 'fair/{new}' })).to.deep.equal(['heading-does'])
    expect(await of('items.waste.does.act', 'opn')).to.deep.equal(['unknown-act opn'])
    expect(await of('items.waste.does.on', 'stand/{new}')).to.deep.equal(['unknown-kind stand'])
    expect(await of('items.waste.does.on', undefined)).to.deep.equal(['no-target'])
    expect(await of('items.waste.does.data', { wat: 1 })).to.deep.equal(['not-asked wat'])
    expect(await looked('of', 'looks')).to.include('unknown-checklist looks')
    expect(await looked('default', 'grand')).to.deep.equal(['unknown-answer grand'])
  })
})

describe('defaults', () => {
  it('C20 a default that is a fact fills the form and the line; while it is not known the question is open', async () => {
    const here = {
      title: say('集市', 'Fairs'),
      ...{ how: 'list', of: 'fair', field: 'id', where: { place: { fact: 'place' } } },
    }
    const around = { title: say('周边', 'Around'), type: 'dossiers', of: 'fair', default: { fact: 'fairs-here' } }
    const pack = changed({
      facts: { 'fairs-here': here },
      'dossiers.stand.fields.around': around,
      'dossiers.stand.fields.same': { ...text('同上', 'Same'), default: { fact: 'code' } },
      'acts.look.asks': ['around', 'same', 'code?'],
    })
    station = await open({}, pack)
    const above = (await done('fair/new', 'open', 'eve', { what: '早市' }, { place: 'g7' })).act.on
    const put = (await station.openings('stand', 'g7'))[0]!
    expect(put.decision.needs).to.deep.equal(['fair'])
    const on = await stand(above)
    expect((await station.dossier(on))!.fields).to.deep.equal({ fair: above, around: [above] })
    const { entry } = await done(on, 'look', 'bob', { code: 'x' })
    expect(entry!.data).to.deep.equal({ code: 'x', around: [above], same: 'x' })
    expect((await station.dossier(on))!.fields).to.include({ same: 'x' })
    expect(await refused(await stand(above, 'g8'), 'look', 'bob')).to.deep.equal([false, 'asks', 'same'])
    station.me = 'bob'
    const look = (await station.choices(on)).find((it) => it.act === 'look')!
    expect(look.asks.map(({ name, value }) => [name, value])).to.deep.equal([
      ['around', [above]],
      ['same', 'x'],
      ['code', 'x'],
    ])
  })
})

describe('people and devices', () => {
  it('D34 P119 no clock ends a dossier about people, not by way of others either', async () => {
    const clocks = (due: object[], changes: Readonly<Record<string, unknown>> = {}) => {
      const stay = { title: say('停留', 'Stay'), on: 'guest', runs: ['here'], limit: 'P1D', due }
      return troubles({ clocks: { stay }, ...changes })
    }
    const mayLeave = { 'acts.leave.by': ['family', 'clerk', 'clock'] }
    const follow = (name: string) => ({ type: 'follow', params: { act: name } })
    expect(await clocks([{ type: 'propose', params: { act: 'leave', to: ['clerk'] } }])).to.deep.equal([])
    expect(await clocks([follow('leave')], mayLeave)).to.include('clock-ends-person leave')
    const stretch = { title: say('催', 'Nudge'), on: 'guest', from: ['here'], by: ['clock'] }
    expect(
      await clocks([follow('nudge')], { ...mayLeave, 'acts.nudge': { ...stretch, then: [follow('leave')] } }),
    ).to.include('clock-ends-person leave')
    expect(
      await clocks(
        [{ type: 'several', params: { effects: [follow('nudge'), { type: 'excuse', params: { clock: 'stay' } }] } }],
        {
          'acts.nudge': { ...stretch, or: ['gone'] },
          'dossiers.guest.rules': [
            {
              name: 'out',
              says: say('出', 'Out'),
              conditions: { all: [{ fact: 'heads', operator: 'equal', value: 0 }] },
              event: { type: 'move', params: { to: 'gone' } },
            },
          ],
        },
      ),
    ).to.include('clock-ends-person gone')
    // a person does it: the clock may not
    expect(await clocks([follow('nudge')], { 'acts.nudge': { ...stretch, then: [follow('leave')] } })).not.to.include(
      'clock-ends-person leave',
    )
    expect(await troubles({ 'acts.leave.appeal': undefined })).to.deep.equal(['no-appeal'])
  })

  it('D29 P119 a registered device sends the closed event, and a pack asks no more of one', async () => {
    const on = await stand(await fair())
    await done(on, 'look', 'cam', { opens: '07:00' })
    expect(await refused(on, 'look', 'cam', { code: '浙A' })).to.deep.equal([false, 'asks', 'code'])
    expect(await refused(on, 'look', 'cam', { notice: say('停') })).to.deep.equal([false, 'asks', 'notice'])
    const asks = (ask: string) =>
      troubles({
        'dossiers.stand.fields.pass': text('通行号', 'Pass'),
        'acts.sense': { title: say('感知', 'Sense'), on: 'stand', from: ['busy'], by: ['device'], asks: [ask] },
      })
    expect(await asks('code')).to.deep.equal(['device-field code'])
    expect(await asks('looked?')).to.deep.equal(['device-field looked'])
    expect(await asks('pass?')).to.deep.equal([])
    expect(await asks('opens')).to.deep.equal([])
  })
})

describe('who is shown what', () => {
  async function guest() {
    const above = await fair({ guards: ['eve'], budget: 9 })
    const { act: come } = await done('guest/new', 'come', 'lee', {
      fair: above,
      family: 'lee',
      heads: 2,
      phone: '13900000000',
    })
    return { above, on: come.on }
  }
  const sees = async (me: string | undefined, on: DossierId) => {
    station.me = me
    const [dossier, view, rows, lines, choices, count] = await Promise.all([
      station.dossier(on),
      station.view(on),
      station.rows({ kind: 'guest' }),
      station.lines(on),
      station.choices(on),
      station.count({ kind: 'guest' }),
    ])
    return [dossier, view].map(Boolean).concat(
      [rows, lines, choices].map((it) => it.length > 0),
      count.total > 0,
    )
  }

  it('D35 a dossier with seen-by is shown to those alone, in rows, counts, lines and choices alike', async () => {
    const { on } = await guest()
    for (const me of ['lee', 'ann', 'eve'])
      expect(await sees(me, on), me).to.deep.equal([true, true, true, true, true, true])
    for (const me of ['bob', undefined])
      expect(await sees(me, on), me).to.deep.equal([false, false, false, false, false, false])
    // it is there all the same
    expect(
      await refused('guest/new', 'come', 'lee', {
        fair: (await station.dossiers({ kind: 'fair' }))[0]!.id,
        family: 'lee',
        heads: 1,
      }),
    ).to.deep.equal([false, 'from', undefined])
  })

  it('D35 what is public is shown to all, and no more of it', async () => {
    const { on, above } = await guest()
    await done(on, 'leave', 'lee')
    station.me = 'bob'
    const view = (await station.view(on))!
    expect(view.limited).to.equal(true)
    expect(view.fields.map(({ name }) => name)).to.deep.equal(['heads'])
    expect([view.lines, view.choices, view.prints, view.holder]).to.deep.equal([[], [], [], undefined])
    expect(JSON.stringify({ ...view, dossier: { ...view.dossier, id: '' } })).not.to.contain('lee')
    expect(await station.rows({ kind: 'guest', where: { family: 'lee' } })).to.deep.equal([])
    expect(await station.rows({ kind: 'guest', where: { heads: 2 } })).to.have.length(1)
    // without seen-by whoever says who they are sees all
    expect((await station.view(above))!.fields.map(({ name }) => name)).to.deep.equal(['what', 'budget', 'guards'])
    station.me = undefined
    expect((await station.view(above))!.fields.map(({ name }) => name)).to.deep.equal(['what'])
    await done(above, 'end', 'ann')
    expect(await station.view(above)).to.equal(undefined)
    expect(await station.rows({ kind: 'fair', limit: 5 })).to.deep.equal([])
  })

  it('L99 D35 private answers and prints are for those whom seen-by names', async () => {
    const { on, above } = await guest()
    station.me = 'ann'
    const phone = (await station.view(on))!.fields.find(({ name }) => name === 'phone')!
    expect(phone).to.deep.include({ words: say('13900000000'), private: true })
    expect((await station.view(on))!.prints).to.deep.equal([{ form: 'ticket', title: say('入场单', 'Ticket') }])
    const ticket = (await station.printed(on, 'ticket'))!
    expect(ticket.fields.map(({ words }) => words.zh)).to.deep.equal(['2', '13900000000'])
    expect(ticket.text).to.deep.equal(say('来客2人', '2 guests'))
    expect(ticket).to.deep.include({
      number: on.slice('guest/'.length),
      title: say('入场单', 'Ticket'),
      at: clock.now(),
    })
    expect(await station.printed(on, 'tickt')).to.equal(undefined)
    expect(await station.printed(above, 'ticket')).to.equal(undefined)
    station.me = 'bob'
    expect(await station.printed(on, 'ticket')).to.equal(undefined)
    await done(on, 'leave', 'ann')
    expect(await station.printed(on, 'ticket')).to.equal(undefined)
    clock.advance(11 * day)
    await new Promise((go) => setTimeout(go))
    station.me = 'ann'
    expect((await station.printed(on, 'ticket'))!.fields.map(({ words }) => words.zh)).to.deep.equal([
      '2',
      '已登记，不公开',
    ])
  })
})
