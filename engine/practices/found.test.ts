/** What practices drawn at random have found, each fault once and small, by its seed or by its rule. */
import { expect } from '@open-wc/testing'
import { StationAtWork } from '../at-work.js'
import { memoryJournal } from '../journal/memory.js'
import { explainPack } from '../explain/pack.js'
import { wordingOf } from '../explain/names.js'
import { loadBook } from '../pack/load.js'
import type { PackFile } from '../pack/format.js'
import { rollOf } from '../roster/roll.js'
import { handClock, type HandClock } from '../time/clock.js'
import type { Act, Json, Say } from '../types.js'
import { Chance } from './sample-chance.js'
import { start } from './sample-open.js'
import { drawTown } from './sample-town.js'

const say = (zh: string, en: string): Say => ({ zh, en })
const minute = 60_000
const town = drawTown(new Chance(1))

/** Two kinds: a case that anyone opens, and a round that is there for each grid. */
const base = {
  pack: 'a',
  version: 1,
  title: say('试验', 'Trial'),
  roles: { keeper: say('管理员', 'Keeper') },
  dossiers: {
    case: {
      title: say('事项', 'Case'),
      about: 'matter',
      fields: {
        what: { title: say('什么', 'What'), type: 'text' },
        other: { title: say('另一件', 'Other'), type: 'dossier', of: 'case' },
        others: { title: say('另几件', 'Others'), type: 'dossiers', of: 'case' },
        size: { title: say('大小', 'Size'), type: 'number' },
      },
      steps: { raised: say('已报', 'Raised'), taken: say('已接', 'Taken'), closed: say('已结', 'Closed') },
      ends: ['closed'],
      'held-by': { raised: 'keeper', taken: 'keeper' },
    },
    round: {
      title: say('巡查', 'Round'),
      about: 'place',
      id: '{place}',
      expected: { each: { places: 'grid' }, step: 'due' },
      fields: {
        seen: { title: say('看到', 'Seen'), type: 'moment', keep: 'newest' },
        state: { title: say('情况', 'State'), type: 'text' },
      },
      steps: { due: say('待查', 'Due'), done: say('已查', 'Done') },
      ends: ['done'],
      'held-by': { due: 'keeper' },
    },
  },
  acts: {
    raise: {
      title: say('上报', 'Raise'),
      on: 'case',
      from: ['new'],
      to: 'raised',
      by: ['anyone'],
      asks: ['what?', 'other?', 'others?', 'size?'],
    },
    take: { title: say('接办', 'Take'), on: 'case', from: ['raised'], to: 'taken', by: ['anyone'] },
    return: { title: say('退回', 'Return'), on: 'case', from: ['any'], to: 'back', by: ['anyone'] },
    remark: { title: say('备注', 'Remark'), on: 'case', from: ['any'], by: ['anyone', 'clock'], asks: ['what?'] },
    close: { title: say('办结', 'Close'), on: 'case', from: ['taken'], to: 'closed', by: ['anyone'] },
    look: { title: say('查看', 'Look'), on: 'round', from: ['due'], by: ['anyone'], asks: ['state'] },
    sign: { title: say('签到', 'Sign in'), on: 'round', from: ['any'], by: ['anyone'], quiet: true, asks: ['seen'] },
    finish: { title: say('查完', 'Finish'), on: 'round', from: ['due'], to: 'done', by: ['anyone'] },
  },
}
type Changes = Readonly<Record<string, Json>>

/** The pack with what lies at these paths taken from here. */
function pack(changes: Changes): PackFile {
  const made = structuredClone(base) as unknown as Record<string, Json>
  for (const [path, value] of Object.entries(changes)) {
    const way = path.split('.')
    let at: Record<string, Json> = made
    for (const part of way.slice(0, -1)) at = (at[part] ??= {}) as Record<string, Json>
    at[way.at(-1)!] = value
  }
  return made as unknown as PackFile
}

async function load(changes: Changes) {
  const community = {
    community: 'drawn',
    version: 1,
    title: say('城东', 'East'),
    place: town.top,
    timezone: 'Asia/Shanghai',
    calendars: town.calendars,
    lists: town.lists,
    packs: [{ pack: 'a', version: 1, roles: { keeper: ['post-a'] } }],
  }
  const files: Record<string, unknown> = { '/drawn.community.json': community, '/a.pack.json': pack(changes) }
  return loadBook('/drawn.community.json', (address) => Promise.resolve(JSON.stringify(files[address], null, 1)))
}

const codes = async (changes: Changes): Promise<readonly string[]> =>
  (await load(changes)).troubles.filter(({ level }) => level === 'error').map(({ code }) => code)

interface Work {
  readonly station: StationAtWork
  readonly clock: HandClock
  does(type: string, on: string, more?: Partial<Act>): ReturnType<StationAtWork['act']>
  /** Until what the clock rang for is done. */
  wait(ms: number): Promise<void>
}

async function work(changes: Changes): Promise<Work> {
  const { book, troubles } = await load(changes)
  if (!book) throw new Error(troubles.map(({ says }) => says.en).join('\n'))
  const clock = handClock(start)
  const roll = rollOf(town.roster, town.people, '2020-04-10')
  const parts = { book, bookFrom: { source: 'files', at: start }, troubles: [], roll, clock, node: 'n1' } as const
  const journal = memoryJournal((place) => roll.places.ancestors(place))
  const station = await new StationAtWork({ ...parts, journal, me: 'p-1' }).start()
  return {
    station,
    clock,
    does: (type, on, more) =>
      station.act({ type, on, by: 'p-1', data: {}, ...(on.endsWith('/new') && { place: '33-1-1' }), ...more } as Act),
    async wait(ms) {
      clock.advance(ms)
      await station.receive({ lines: [] })
    },
  }
}

const clocked = (due: Json): Changes => ({
  clocks: { late: { title: say('接办', 'Take'), on: 'case', runs: ['raised'], limit: 'PT1H', due } },
})

describe('found by drawn practices', () => {
  it('D25 back from the first step stays: what was only just opened has nothing before it', async () => {
    const { does, station } = await work({})
    const { act } = await does('raise', 'case/new')
    const returned = await does('return', act.on)
    expect(returned.to).to.equal('raised')
    expect((await station.view(act.on))!.step).to.deep.equal(base.dossiers.case.steps.raised)
    await does('take', act.on)
    expect((await does('return', act.on)).to).to.equal('raised')
  })

  it('D33 nothing stands beside lines that are not there: a quiet act on an expected dossier waits for the first line', async () => {
    const { does, station } = await work({})
    const signed = { data: { seen: '2020-04-10T09:00' } }
    const before = await does('sign', 'round/33-1-1', signed)
    expect(before).to.include({ allowed: false, because: 'from' })
    expect(before.says!.zh).to.equal('这份巡查还没有人办过，先办了别的，才能「签到」')
    await does('look', 'round/33-1-1', { data: { state: '好' } })
    expect((await does('sign', 'round/33-1-1', signed)).allowed).to.equal(true)
    expect((await station.dossier('round/33-1-1'))!.fields['seen']).to.equal('2020-04-10T09:00')
  })

  it('J91 a thing that is always expected and is forgotten some day can be asked for', async () => {
    const { station } = await work({ 'dossiers.round.forget': { keep: 'P30D' } })
    expect((await station.dossier('round/33-1-1'))!.step).to.equal('due')
  })

  it('J90 what would have been due before a slot is there to be seen is fired when it is', async () => {
    const { does, wait, station } = await work({
      schedules: { daily: { title: say('每天', 'Daily'), rrule: 'FREQ=DAILY', start: '2020-04-01', times: ['09:30'] } },
      'dossiers.visit': {
        ...{ title: say('走访', 'Visit'), about: 'thing', parent: 'case', id: '{case}/{slot}' },
        expected: { schedule: 'daily', step: 'due' },
        ...{
          fields: { note: { title: say('记录', 'Note'), type: 'text' } },
          steps: { due: say('待访', 'Due') },
          ends: [],
        },
        'held-by': { due: 'keeper' },
      },
      'acts.visit': { title: say('走访', 'Visit'), on: 'visit', from: ['due'], by: ['anyone'], asks: ['note'] },
      clocks: {
        early: {
          ...{ title: say('准备', 'Prepare'), on: 'visit', runs: ['due'], until: { at: '08:00' } },
          due: [{ type: 'notify', params: { to: ['keeper'] } }],
        },
      },
    })
    await wait(10 * minute)
    const { act } = await does('raise', 'case/new')
    await wait(30 * minute)
    const id = `visit/${act.on.slice('case/'.length)}/2020-04-10` as const
    expect((await station.lines(id)).map(({ entry }) => entry.act)).to.deep.equal(['due'])
  })

  it('G62 nothing follows on a dossier that is not named, and nothing is proposed on it', async () => {
    const follow = { type: 'follow', params: { act: 'remark', on: { fact: 'other' } } }
    const propose = { type: 'propose', params: { act: 'take', on: { fact: 'other' }, to: ['keeper'] } }
    const { does, station, wait } = await work(clocked([follow, propose]))
    const { act } = await does('raise', 'case/new')
    await wait(61 * minute)
    const lines = (await station.lines(act.on)).map(({ entry }) => entry)
    expect(lines.map((entry) => entry.act)).to.deep.equal(['raise', 'due'])
    expect((await station.dossier(act.on))!.proposals.map(({ on }) => on)).to.deep.equal([])
  })

  it('G62 for each of a list that is not filled in nothing follows', async () => {
    const each = { type: 'follow', params: { act: 'remark', each: { fact: 'others' }, on: '{each}' } }
    const { does } = await work({ 'acts.take.then': [each] })
    const first = (await does('raise', 'case/new')).act.on
    expect((await does('take', first)).followed).to.equal(undefined)
    const second = (await does('raise', 'case/new', { data: { others: [first] } })).act.on
    expect((await does('take', second)).followed!.map((it) => [it.act.on, it.allowed])).to.deep.equal([[first, true]])
  })

  it('G62 what follows on a dossier of another kind than its act is refused, with a sentence, and stops nothing', async () => {
    const { does } = await work({
      'acts.take.then': [{ type: 'follow', params: { act: 'look', on: { fact: 'other' }, data: { state: '好' } } }],
    })
    const first = (await does('raise', 'case/new')).act.on
    const second = (await does('raise', 'case/new', { data: { other: first } })).act.on
    const taken = await does('take', second)
    expect(taken.allowed).to.equal(true)
    expect(taken.followed![0]).to.include({ allowed: false, because: 'from' })
    expect(taken.followed![0]!.says!.zh).to.equal('所指的档案不能这样办')
  })

  it('B10 a text that names a fact shows it as it is, and a dash where it is missing', async () => {
    const { does } = await work({ 'acts.take.sets': { what: '{place}的大小是{size}，{what}' } })
    const first = (await does('raise', 'case/new', { data: { what: '灯 坏了' } })).act.on
    expect((await does('take', first)).dossier!.fields['what']).to.equal('33-1-1的大小是—，灯 坏了')
  })

  it('C16 G59 a flag and a proposal of a clock or an act say their own words, or none where they may', async () => {
    expect(await codes(clocked([{ type: 'flag' }]))).to.include('says-nothing')
    expect(await codes({ 'acts.take.then': [{ type: 'flag' }] })).to.include('says-nothing')
    const { does, station, wait } = await work(clocked([{ type: 'propose', params: { act: 'take', to: ['keeper'] } }]))
    const { act } = await does('raise', 'case/new')
    await wait(61 * minute)
    expect((await station.view(act.on))!.proposals.map(({ title, say: words }) => [title.zh, words])).to.deep.equal([
      ['接办', undefined],
    ])
  })

  it('P118 a clock that would write a field or move the dossier by itself does not load', async () => {
    expect(await codes(clocked([{ type: 'set', params: { what: 'x' } }]))).to.include('clock-writes')
    expect(await codes(clocked([{ type: 'move', params: { to: 'taken' } }]))).to.include('clock-writes')
  })

  it('P118 a clock that would put itself off for ever does not load', async () => {
    const off = (clock: string): Json => ({ type: 'extend', params: { clock, share: 1 } })
    expect(await codes(clocked([off('late')]))).to.include('extends-itself')
    expect(
      await codes(
        clocked([
          { type: 'several', params: { effects: [{ type: 'excuse', params: { clock: 'late' } }, off('late')] } },
        ]),
      ),
    ).to.include('extends-itself')
  })

  it('F50 what was past when its clock began runs out once, behind the line that began it, and in order', async () => {
    const past = (title: Say, before: string): Json => ({
      title: title as unknown as Json,
      on: 'case',
      runs: ['raised'],
      since: 'when',
      until: { field: 'when', before },
      due: [{ type: 'notify', params: { to: ['keeper'] } }],
    })
    const { does, station, wait } = await work({
      'dossiers.case.fields.when': { title: say('何时', 'When'), type: 'date' },
      'acts.raise.asks': ['when'],
      'acts.again': { title: say('改期', 'Again'), on: 'case', from: ['any'], by: ['anyone'], asks: ['when'] },
      clocks: { a: past(say('晚的', 'Late'), 'P1D'), b: past(say('早的', 'Early'), 'P2D') },
    })
    const { act } = await does('raise', 'case/new', { data: { when: '2020-04-01' } })
    await does('again', act.on, { data: { when: '2020-04-02' } })
    await does('again', act.on, { data: { when: '2020-04-03' } })
    const fired = async () =>
      (await station.view(act.on))!.lines
        .map(({ line }) => line)
        .filter(({ entry }) => entry.due)
        .map(({ entry, state }) => `${state} ${entry.due!.clock} ${entry.due!.round}`)
    await wait(minute)
    const all = ['fits b 1', 'fits a 1', 'fits b 2', 'fits a 2', 'fits b 3', 'fits a 3']
    expect((await fired()).reverse()).to.deep.equal(all)
    await wait(minute)
    expect((await fired()).reverse()).to.deep.equal(all)
    expect((await station.view(act.on))!.dossier.dues.every(({ fired }) => fired)).to.equal(true)
  })

  it('C19 F50 what follows from a clock that counts from the newest value writes one newer than that, whenever it was given', async () => {
    const { does, station, wait } = await work({
      clocks: {
        seen: {
          ...{ title: say('再看', 'Look again'), on: 'round', runs: ['due'], since: 'seen', limit: 'PT1H' },
          due: [{ type: 'follow', params: { act: 'sign', data: { seen: { fact: 'now' } } } }],
        },
      },
    })
    const on = 'round/33-1-1'
    await does('look', on, { data: { state: '好' } })
    await wait(10 * minute)
    // long past, and given later than its hour is over
    await does('sign', on, { data: { seen: '2020-04-10T03:00' } })
    await wait(minute)
    const [due] = (await station.dossier(on))!.dues
    expect(due!.at).to.be.within(start + 11 * minute, start + 72 * minute)
    expect((await station.lines(on)).filter(({ entry }) => entry.due).length).to.be.within(1, 12)
  })

  it('J90 a clock of an expected dossier may tell how many are expected of it', async () => {
    const { station } = await work({
      from: '2020-04-01',
      clocks: {
        soon: {
          title: say('开始', 'Start'),
          on: 'round',
          runs: ['due'],
          until: { days: 400, at: '24:00' },
          due: [
            {
              type: 'notify',
              params: { to: ['keeper'], say: say('{children.stop.total}处', '{children.stop.total} stops') },
            },
          ],
        },
      },
      'dossiers.stop': {
        title: say('停留', 'Stop'),
        about: 'place',
        parent: 'round',
        id: '{round}/{place}',
        expected: { each: { places: 'building', under: { fact: 'parent', path: 'place' } }, step: 'planned' },
        fields: { what: { title: say('什么', 'What'), type: 'text' } },
        steps: { planned: say('待去', 'Planned'), made: say('去过', 'Made') },
        ends: ['made'],
        'held-by': { planned: 'keeper' },
      },
      'acts.go': { title: say('去', 'Go'), on: 'stop', from: ['planned'], to: 'made', by: ['anyone'] },
    })
    const stops = await station.dossiers({ kind: 'stop', where: { round: 'round/33-1-1' } })
    expect(stops).to.have.length.above(0)
    const [due] = (await station.view('round/33-1-1'))!.dossier.dues
    expect(JSON.stringify(due!.spec.due)).to.contain(`${stops.length} stops`)
  })

  it('C20 J90 an expected dossier has the default of a checklist item by item', async () => {
    const { station } = await work({
      checklists: {
        walk: {
          title: say('巡查单', 'Walk'),
          items: { gate: { title: say('门', 'Gate') }, lamp: { title: say('灯', 'Lamp') } },
        },
      },
      'dossiers.round.fields.walk': { title: say('巡查单', 'Walk'), type: 'checks', of: 'walk', default: 'not' },
    })
    const view = (await station.view('round/33-1-1'))!
    expect(view.fields.find(({ name }) => name === 'walk')).to.deep.include({
      value: { gate: 'not', lamp: 'not' },
      words: say('未做：门、灯', 'Not done: Gate, Lamp'),
    })
  })

  it('G62 the same act on the same dossier follows once from one cause', async () => {
    const remark = (what: string) => ({ type: 'follow', params: { act: 'remark', data: { what } } })
    const { does, station } = await work({ 'acts.take.then': [remark('一'), remark('二')] })
    const { act } = await does('raise', 'case/new')
    const { followed } = await does('take', act.on)
    expect(followed).to.have.length(1)
    expect((await station.dossier(act.on))!.times).to.deep.equal({ raise: 1, take: 1, remark: 1 })
  })

  it('D26 a day that is not on the calendar is no answer, also where it stands in the id', async () => {
    const { does } = await work({
      'dossiers.case.id': '{when}/{new}',
      'dossiers.case.fields.when': { title: say('何时', 'When'), type: 'moment' },
      'acts.raise.asks': ['when'],
    })
    for (const when of ['2020-02-30', '2020-04-10T25:00', 'soon']) {
      const raised = await does('raise', 'case/new', { data: { when } })
      expect(raised, when).to.include({ allowed: false, because: 'asks', field: 'when' })
    }
    expect((await does('raise', 'case/new', { data: { when: '2020-02-29T10:00' } })).allowed).to.equal(true)
  })

  it('P118 a field is filled in from facts of its own type, and of its own choices', async () => {
    const sets = (value: Json) => codes({ 'acts.take.sets': value })
    expect(await sets({ size: { fact: 'what' } })).to.include('wrong-type')
    expect(await sets({ what: { fact: 'others' } })).to.include('wrong-type')
    expect(await sets({ others: { fact: 'other' } })).to.include('wrong-type')
    expect(await sets({ others: [{ fact: 'other' }, { fact: 'others' }] })).to.deep.equal([])
    expect(await sets({ what: { fact: 'act' }, other: { fact: 'id' } })).to.deep.equal([])
    const choice = { title: say('哪步', 'Which'), type: 'choice', of: { raised: say('已报', 'Raised') } }
    const narrow = { 'dossiers.case.fields.which': choice, 'acts.take.sets': { which: { fact: 'step' } } }
    expect(await codes(narrow)).to.include('wrong-type')
  })

  it('P118 expected dossiers that are made of one another do not load', async () => {
    const facts = { facts: { total: { how: 'count', of: 'round' } } }
    const when = { all: [{ fact: 'total', operator: 'greaterThan', value: 3 }] }
    const clock = { title: say('查完', 'Finish'), on: 'round', runs: ['due'], limit: 'PT1H', when }
    const due = [{ type: 'notify', params: { to: ['keeper'] } }]
    expect(await codes({ ...facts, clocks: { watch: { ...clock, due } } })).to.include('circle')
    // after the first act everything may be counted
    expect(await codes({ ...facts, 'acts.look.rules': [rule(when)] })).to.deep.equal([])
  })

  it('I83 a table may look at what only a later kind knows, and at the steps of each kind', async () => {
    const table = (input: string, cell: Json) => ({
      tables: {
        level: {
          title: say('等级', 'Level'),
          hit: 'first',
          inputs: [input],
          outputs: { is: { title: say('级', 'Is'), type: 'number' } },
          rows: [[cell, 1]],
        },
      },
    })
    expect(await codes(table('times.look', '>2'))).to.deep.equal([])
    expect(await codes(table('step', 'done'))).to.deep.equal([])
    expect(await codes(table('step', 'raised'))).to.deep.equal([])
    expect(await codes(table('step', 'lost'))).to.include('unknown-choice')
    expect(await codes(table('times.lost', '>2'))).to.include('unknown-path')
  })

  it('H72 where may compare with what lies under a word in one kind only', async () => {
    const facts = (path: string) => ({
      facts: { same: { how: 'count', of: 'case', where: { what: { fact: 'was', path } } } },
    })
    expect(await codes(facts('what'))).to.deep.equal([])
    expect(await codes(facts('state'))).to.deep.equal([])
    expect(await codes(facts('lost'))).to.include('unknown-path')
  })

  it('A4 who is told is told in words, also the one who opened it and people of the dossier above', async () => {
    const { does, station } = await work({
      'acts.take.then': [{ type: 'notify', params: { to: ['opener', 'keeper'] } }],
    })
    const { act } = await does('raise', 'case/new')
    await does('take', act.on)
    const [taken] = (await station.view(act.on))!.lines
    expect(taken!.words).to.deep.equal([say('已通知开立人、管理员', 'Told: whoever opened it, Keeper')])
  })

  it('A4 the reason that a pack gives for what follows is read in both languages', async () => {
    const follow = { type: 'follow', params: { act: 'remark', reason: say('时间到了', 'Time was up') } }
    const { does, station, wait } = await work({ ...clocked([follow]), 'acts.remark.reason': true })
    const { act } = await does('raise', 'case/new')
    await wait(61 * minute)
    const remark = (await station.view(act.on))!.lines.find(({ line }) => line.entry.act === 'remark')!
    expect(remark.words).to.deep.equal([say('理由：时间到了', 'Reason: Time was up')])
  })

  it('H71 a figure that only another kind knows has a title', async () => {
    const { book } = await load({
      facts: {
        share: { how: 'ratio', part: 'size', whole: 'total' },
        total: { title: say('总量', 'Total'), how: 'sum', of: 'case', field: 'size' },
      },
      'acts.look.rules': [rule({ all: [{ fact: 'share', operator: 'greaterThan', value: 1 }] })],
    })
    const told = JSON.stringify(explainPack(book!.packs.get('a')!, wordingOf(book!)))
    expect(told).not.to.contain('undefined')
    expect(told).to.contain('大小占总量的比')
  })

  it('F43 the condition of a clock says of the act what was done, and not its own name', async () => {
    const when = { all: [{ fact: 'act', operator: 'notEqual', value: 'take' }] }
    const { does, station } = await work({
      clocks: {
        late: {
          ...{ title: say('接办', 'Take'), on: 'case', runs: ['raised'], limit: 'PT1H', when },
          due: [{ type: 'notify', params: { to: ['keeper'] } }],
        },
      },
    })
    const { act } = await does('raise', 'case/new')
    const { why } = (await station.view(act.on))!
    expect(why[0]!.clauses[0]!.words).to.deep.equal(
      say('办理不是「接办」（现在：上报）', '"Act" is not "Take" (now: Raise)'),
    )
  })
})

const rule = (conditions: Json): Json => ({
  name: 'told',
  says: say('多了', 'Too many'),
  conditions,
  event: { type: 'flag' },
})
