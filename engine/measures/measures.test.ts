import { expect } from '@open-wc/testing'
import type { StationAtWork } from '../at-work.js'
import { memoryJournal } from '../journal/memory.js'
import type { Journal } from '../journal/journal.js'
import { openStation, type OpenOptions } from '../open.js'
import { checkText, loadBook } from '../pack/load.js'
import type { Measure, PackFile, RosterFile } from '../pack/format.js'
import { explainPack } from '../explain/pack.js'
import { wordingOf } from '../explain/names.js'
import { fold } from '../act/fold.js'
import { handClock, pause, type HandClock } from '../time/clock.js'
import type { Data, DossierId, Entry, PlaceId } from '../types.js'
import type { Figure, Measured, MeasureOptions } from './measured.js'
import { hiddenAmong } from './few.js'

const start = Date.parse('2020-04-10T09:00:00+08:00')
const hour = 3_600_000
const day = 24 * hour
const say = (zh: string, en = zh) => ({ zh, en })

const measures: Readonly<Record<string, Measure>> = {
  all: { title: say('件数', 'Cases'), how: 'count', of: 'case', by: 'sort' },
  'by-grid': { title: say('各网格', 'By grid'), how: 'count', of: 'case', by: 'place.grid' },
  'by-month': { title: say('每月', 'By month'), how: 'count', of: 'case', each: 'month', by: 'sort' },
  'by-day': { title: say('每日', 'By day'), how: 'count', of: 'case', each: 'day' },
  kinds: { title: say('几类', 'Sorts'), how: 'count', of: 'case', distinct: 'sort' },
  lately: { title: say('近日', 'Lately'), how: 'count', of: 'case', over: 'P7D' },
  heavy: { title: say('重的', 'Heavy'), how: 'count', of: 'case', where: { tons: { greaterThan: { fact: 'heavy' } } } },
  tons: { title: say('吨数', 'Tons'), how: 'sum', of: 'case', field: 'tons', by: 'place.grid' },
  mean: { title: say('平均', 'Mean'), how: 'average', of: 'case', field: 'tons', by: 'place.grid' },
  most: { title: say('最多', 'Most'), how: 'highest', of: 'case', field: 'tons' },
  least: { title: say('最少', 'Least'), how: 'lowest', of: 'case', field: 'tons' },
  closed: { title: say('办结', 'Closed'), how: 'count', of: 'case', where: { step: 'closed' }, by: 'place.grid' },
  rate: { title: say('办结率', 'Closing rate'), how: 'ratio', part: 'closed', whole: 'by-grid', goal: 1 },
  notes: { title: say('记了几笔', 'Notes'), how: 'count', act: 'note', by: 'place.grid' },
  noted: { title: say('记的量', 'Noted'), how: 'sum', act: 'note', field: 'amount', by: 'by', each: 'month' },
  score: { title: say('总分', 'Score'), how: 'weighted', weights: { mean: 3, 'mean-noted': 1 }, by: 'place.grid' },
  'mean-noted': { title: say('均量', 'Mean noted'), how: 'average', act: 'note', field: 'amount', by: 'place.grid' },
  ranking: {
    ...{ title: say('榜', 'Ranking'), how: 'rank', rank: 'mean', by: 'place.grid', 'min-sample': 2 },
    ...{ top: 1, 'at-least': 2, bottom: 1, below: 9 },
  },
  grids: { title: say('网格数', 'Grids'), how: 'places', kind: 'grid', by: 'place.community' },
  led: {
    title: say('有人的网格', 'Led'),
    how: 'places',
    kind: 'grid',
    where: { 'place.held.leader': { filled: true } },
  },
  open: { title: say('空档', 'Open'), how: 'gaps', of: 'watch', from: 'begins', to: 'over', each: 'day', goal: 0 },
  homes: { title: say('在看户数', 'Homes'), how: 'count', of: 'home', where: { step: 'seen' }, by: 'place.grid' },
  'all-homes': { title: say('户数', 'All homes'), how: 'count', of: 'home', by: 'place.grid' },
  reached: { title: say('到户率', 'Reached'), how: 'ratio', part: 'homes', whole: 'all-homes', public: true },
  people: { title: say('人数', 'People'), how: 'sum', of: 'home', field: 'people' },
  twice: { title: say('记过两笔', 'Noted'), how: 'count', of: 'case', where: { 'times.note': { greaterThan: 1 } } },
  'by-trade': { title: say('各行业', 'By trade'), how: 'count', of: 'case', by: 'trade' },
  'by-name': { title: say('按姓名', 'By name'), how: 'count', of: 'case', by: 'phone' },
  'of-home': { title: say('某户', 'One home'), how: 'rank', rank: 'homes', by: 'place.grid', 'min-sample': 1 },
  'by-caller': { title: say('谁报的', 'Callers'), how: 'rank', rank: 'calls', by: 'opened-by', 'min-sample': 1 },
  calls: { title: say('报数', 'Calls'), how: 'count', of: 'case' },
}
const { 'by-name': byName, 'of-home': ofHome, 'by-caller': byCaller, ...good } = measures

const errorsIn = async (file: object) =>
  (await checkText(JSON.stringify(file), 'count.pack.json'))
    .filter(({ level }) => level === 'error')
    .map(({ code }) => code)

const seal = (counted: boolean) =>
  ({ purpose: say('联系'), basis: 'consent', keep: 'P1Y', ...(counted && { counted }) }) as const

const pack: PackFile = {
  pack: 'count',
  version: 1,
  title: say('计数', 'Counting'),
  roles: { leader: say('组长', 'Leader') },
  params: { heavy: { title: say('多重算重', 'Heavy from'), type: 'number', default: 5, min: 1, max: 9 } },
  lists: { sorts: { road: say('道路', 'Road'), noise: say('噪音', 'Noise'), light: say('路灯', 'Light') } },
  dossiers: {
    case: {
      title: say('事项', 'Case'),
      about: 'thing',
      fields: {
        sort: { title: say('类别', 'Sort'), type: 'choice', of: 'sorts' },
        tons: { title: say('吨', 'Tons'), type: 'number', unit: say('吨', 't') },
        amount: { title: say('量', 'Amount'), type: 'number', unit: say('吨', 't') },
        trade: { title: say('行业', 'Trade'), type: 'text', private: seal(true) },
        phone: { title: say('电话', 'Phone'), type: 'text', private: seal(false) },
      },
      steps: { open: say('在办', 'Open'), closed: say('办结', 'Closed') },
      ends: ['closed'],
      forget: { keep: 'P30D' },
    },
    watch: {
      title: say('值守', 'Watch'),
      about: 'thing',
      fields: {
        begins: { title: say('起', 'From'), type: 'moment' },
        over: { title: say('止', 'To'), type: 'moment' },
      },
      steps: { on: say('在岗', 'On') },
      ends: [],
    },
    home: {
      title: say('住户', 'Home'),
      about: 'household',
      'seen-by': ['leader'],
      fields: { people: { title: say('人数', 'People'), type: 'number' } },
      steps: { known: say('已知', 'Known'), seen: say('在看', 'Seen'), gone: say('已走', 'Gone') },
      ends: ['gone'],
      forget: { keep: 'P1Y' },
    },
    list: {
      title: say('榜单', 'List'),
      about: 'thing',
      fields: {
        red: { title: say('红', 'Red'), type: 'places' },
        black: { title: say('黑', 'Black'), type: 'places' },
        unranked: { title: say('不排', 'Unranked'), type: 'places' },
        cases: { title: say('件数', 'Cases'), type: 'number' },
      },
      steps: { drawn: say('已拟', 'Drawn') },
      ends: [],
    },
  },
  acts: {
    report: {
      title: say('上报', 'Report'),
      ...{ on: 'case', from: ['new'], to: 'open', by: ['anyone'], asks: ['sort?', 'tons?', 'trade?', 'phone?'] },
    },
    note: { title: say('记一笔', 'Note'), on: 'case', from: ['open'], by: ['anyone'], asks: ['amount'] },
    close: { title: say('办结', 'Close'), on: 'case', from: ['open'], to: 'closed', by: ['anyone'] },
    stand: {
      title: say('上岗', 'Stand'),
      on: 'watch',
      from: ['new'],
      to: 'on',
      by: ['anyone'],
      asks: ['begins', 'over'],
    },
    meet: { title: say('登记', 'Meet'), on: 'home', from: ['new'], to: 'known', by: ['anyone'], asks: ['people?'] },
    see: { title: say('看望', 'See'), on: 'home', from: ['known'], to: 'seen', by: ['anyone'] },
    leave: { title: say('离开', 'Leave'), on: 'home', from: ['known', 'seen'], to: 'gone', by: ['anyone'] },
    appeal: { title: say('申诉', 'Appeal'), on: 'home', from: ['any'], by: ['anyone'], appeal: true },
    draw: {
      title: say('拟榜', 'Draw up'),
      ...{ on: 'list', from: ['new'], to: 'drawn', by: ['anyone'] },
      sets: {
        red: { fact: 'standing', path: 'top' },
        black: { fact: 'standing', path: 'bottom' },
        unranked: { fact: 'standing', path: 'unranked' },
        cases: { fact: 'there', path: 'value' },
      },
    },
  },
  facts: {
    standing: { how: 'measure', measure: 'ranking', for: { fact: 'place' } },
    there: { how: 'measure', measure: 'all' },
  },
  measures: good,
  sample: { places: { c1: { kind: 'community' }, g1: { kind: 'grid', in: 'c1' } } },
}

const roster: RosterFile = {
  roster: 'r',
  asOf: '2020-01-01',
  places: {
    c1: { kind: 'community', title: say('育才', 'Yucai') },
    g1: { kind: 'grid', title: say('一网格', 'Grid 1'), in: 'c1' },
    g2: { kind: 'grid', title: say('二网格', 'Grid 2'), in: 'c1' },
    g3: { kind: 'grid', title: say('三网格', 'Grid 3'), in: 'c1' },
    g4: { kind: 'grid', title: say('四网格', 'Grid 4'), in: 'c1' },
  },
  parties: { lin: { kind: 'person' } },
  posts: [{ post: 'leader', place: 'g1', party: 'lin', from: '2020-01-01' }],
}

const community = {
  ...{ community: 'town', version: 1, title: say('镇', 'Town'), place: 'c1', timezone: 'Asia/Shanghai' },
  calendars: { work: { days: 'china', hours: [['08:00', '18:00']] } },
  packs: [{ pack: 'count', version: 1, roles: { leader: ['leader'] } }],
}
const read = (file: PackFile) => (address: string) =>
  address.includes('roster')
    ? Promise.resolve(JSON.stringify(roster))
    : Promise.resolve(JSON.stringify(address.includes('community') ? community : file))

interface Town {
  readonly station: StationAtWork
  readonly clock: HandClock
  readonly journal: Journal
}
let opened: StationAtWork[] = []
async function open(more: Partial<OpenOptions> = {}, before?: Town): Promise<Town> {
  const clock = before?.clock ?? handClock(start)
  let journal = before?.journal
  const station = await openStation({
    ...{ community: 'town.community.json', roster: 'town.roster.json', read: read(pack), clock },
    ...(more.name === undefined && { journal: (ancestors) => (journal ??= memoryJournal(ancestors)) }),
    ...more,
  })
  expect(station.troubles.filter(({ level }) => level === 'error').map(({ says }) => says.en)).to.deep.equal([])
  opened.push(station)
  return { station, clock, journal: station.journal }
}

const act = async ({ station }: Town, type: string, on: string, place: PlaceId, data: Data = {}, by = 'lin') => {
  const decision = await station.act({ type, on: on as DossierId, by, place, data })
  expect(decision.allowed, `${type} ${on}: ${decision.says?.en}`).to.equal(true)
  return decision.dossier!
}
const many = async (town: Town, count: number, type: string, kind: string, place: PlaceId, data: Data = {}) => {
  const all = []
  for (let number = 0; number < count; number++) all.push((await act(town, type, `${kind}/new`, place, data)).id)
  return all
}
const ask = async ({ station }: Town, name: string, options?: MeasureOptions): Promise<Measured> =>
  (await station.measure('count', name, options))!
const told = ({ value, why }: Figure) => value ?? why
const members = ({ members: all }: Pick<Measured, 'members'>) =>
  Object.fromEntries(all.map((one) => [one.key ?? '', told(one)]))

describe('measures', () => {
  afterEach(async () => {
    for (const station of opened) await station.close()
    opened = []
  })

  it('K93 counts, sums, averages and extremes over dossiers, by member, each leading to its rows', async () => {
    const town = await open()
    const road = await many(town, 2, 'report', 'case', 'g1', { sort: 'road', tons: 2 })
    const noise = await many(town, 1, 'report', 'case', 'g2', { sort: 'noise', tons: 9.5 })
    const bare = await many(town, 1, 'report', 'case', 'g2')
    const all = await ask(town, 'all')
    expect(told(all.total)).to.equal(4)
    expect(members(all)).to.deep.equal({ road: 2, noise: 1, light: 0, '': 1 })
    expect(all.members.map(({ title }) => title.zh)).to.deep.equal(['道路', '噪音', '路灯', '未注明'])
    expect(all.by).to.deep.equal({ path: 'sort', title: say('类别', 'Sort') })
    expect(all.members[0]!.behind.dossiers).to.have.members(road)
    expect(all.members[3]!.behind.dossiers).to.deep.equal(bare)
    expect(all.total.behind.dossiers).to.have.members([...road, ...noise, ...bare])
    const tons = await ask(town, 'tons')
    expect(tons.total.words).to.deep.equal(say('13.5吨', '13.5 t'))
    expect(members(tons)).to.deep.equal({ g1: 4, g2: 9.5, g3: 0, g4: 0 })
    expect(members(await ask(town, 'mean'))).to.deep.equal({ g1: 2, g2: 9.5, g3: 'none', g4: 'none' })
    expect(told((await ask(town, 'most')).total)).to.equal(9.5)
    expect(told((await ask(town, 'least')).total)).to.equal(2)
    expect(told((await ask(town, 'kinds')).total)).to.equal(2)
    expect(told((await ask(town, 'heavy')).total)).to.equal(1)
    expect(members(await ask(town, 'by-grid', { place: 'g2' }))).to.deep.equal({ g2: 2 })
  })

  it('K93 lines of an act are counted by what they say, else by what their dossier says', async () => {
    const town = await open()
    const [one] = await many(town, 1, 'report', 'case', 'g1', { sort: 'road' })
    const [other] = await many(town, 1, 'report', 'case', 'g2', { sort: 'road' })
    await act(town, 'note', one!, 'g1', { amount: 3 })
    await act(town, 'note', one!, 'g1', { amount: 5 }, 'wu')
    await act(town, 'note', other!, 'g2', { amount: 1 })
    const notes = await ask(town, 'notes')
    expect(members(notes)).to.deep.equal({ g1: 2, g2: 1, g3: 0, g4: 0 })
    expect(notes.members[0]!.behind.dossiers).to.deep.equal([one, one])
    const lines = (await town.journal.lines(one as DossierId)).filter((line) => line.act === 'note').map(({ id }) => id)
    expect(notes.members[0]!.behind.lines).to.deep.equal(lines)
    expect(members(await ask(town, 'noted'))).to.deep.equal({ wu: 5, lin: 4 })
    expect(told((await ask(town, 'noted', { period: '2020-03' })).total)).to.equal(0)
  })

  it('K93 periods are days, weeks, months and years of the community', async () => {
    const town = await open()
    town.clock.set(Date.parse('2020-04-30T23:30:00+08:00'))
    await many(town, 1, 'report', 'case', 'g1', { sort: 'road' })
    town.clock.set(Date.parse('2020-05-01T00:30:00+08:00'))
    await many(town, 2, 'report', 'case', 'g1', { sort: 'noise' })
    const month = await ask(town, 'by-month', { periods: 3 })
    expect(month.periods.map(({ name, total }) => [name, told(total)])).to.deep.equal([
      ['2020-03', 0],
      ['2020-04', 1],
      ['2020-05', 2],
    ])
    expect(members(month.periods[1]!)).to.deep.equal({ road: 1, noise: 0, light: 0 })
    expect(month.total).to.deep.equal(month.periods[2]!.total)
    expect(told((await ask(town, 'by-day', { period: '2020-04-30' })).total)).to.equal(1)
    await town.station.measure('count', 'by-day', { period: '2020-04-31' }).then(
      () => expect.fail('there is no such day'),
      (error: Error) => expect(error).to.be.instanceOf(RangeError),
    )
    town.clock.advance(10 * day)
    expect(told((await ask(town, 'lately')).total)).to.equal(0)
  })

  it('K93 shares are of members alike, and say what is missing', async () => {
    const town = await open()
    const [one] = await many(town, 2, 'report', 'case', 'g1')
    await many(town, 1, 'report', 'case', 'g2')
    await act(town, 'close', one!, 'g1')
    const rate = await ask(town, 'rate')
    expect(rate.total.words).to.deep.equal(say('33.3%', '33.3%'))
    expect(rate.goal).to.equal(1)
    expect(members(rate)).to.deep.equal({ g1: 0.5, g2: 0, g3: 'none', g4: 'none' })
    expect(rate.members[0]!.behind.parts!['closed']!.behind.dossiers).to.deep.equal([one])
    expect(rate.members[2]!.words.zh).to.equal('没有可算的数')
  })

  it('K93 a score is averaged by weight, and missing while one part is', async () => {
    const town = await open()
    const [one] = await many(town, 1, 'report', 'case', 'g1', { tons: 4 })
    await act(town, 'note', one!, 'g1', { amount: 8 })
    await many(town, 1, 'report', 'case', 'g2', { tons: 4 })
    const score = await ask(town, 'score')
    expect(members(score)).to.deep.include({ g1: 5, g2: 'part' })
    expect(score.members[1]!.words).to.deep.equal(say('缺「均量」，算不出来', '"Mean noted" is missing'))
  })

  it('K93 places are counted as they are held, gaps by the minute with their stretches', async () => {
    const town = await open()
    const grids = await ask(town, 'grids')
    expect(members(grids)).to.deep.equal({ c1: 4 })
    expect(grids.total.behind.places).to.deep.equal(['g1', 'g2', 'g3', 'g4'])
    expect(told((await ask(town, 'led')).total)).to.equal(1)
    await act(town, 'stand', 'watch/new', 'c1', { begins: '2020-04-09T22:00', over: '2020-04-10T03:00' })
    await act(town, 'stand', 'watch/new', 'c1', { begins: '2020-04-10T04:00', over: '2020-04-10T08:30' })
    const gaps = await ask(town, 'open')
    expect(told(gaps.total)).to.equal(90)
    expect(gaps.total.words).to.deep.equal(say('90分钟', '90 minutes'))
    expect(gaps.total.behind.stretches).to.have.length(2)
  })

  it('K94 ranks who was looked at often enough; equal numbers share a rank; the others say why not', async () => {
    const town = await open()
    await many(town, 2, 'report', 'case', 'g1', { tons: 8 })
    await many(town, 2, 'report', 'case', 'g2', { tons: 8 })
    await many(town, 2, 'report', 'case', 'g3', { tons: 1 })
    await many(town, 1, 'report', 'case', 'g4', { tons: 9 })
    const ranking = await ask(town, 'ranking')
    expect(ranking.members.map(({ key, rank, stands }) => [key, rank, stands])).to.deep.equal([
      ['g1', 1, 'top'],
      ['g2', 1, 'top'],
      ['g3', 3, 'bottom'],
      ['g4', undefined, undefined],
    ])
    expect(ranking.members[3]!.words).to.deep.equal(
      say('只有 1 个样本，不到 2，不排名', '1 looked at, fewer than 2: not ranked'),
    )
    expect(ranking.members[3]!.value).to.equal(undefined)
  })

  it('K94 people are not ranked, by whatever way they are reached', async () => {
    const codes = (more: Readonly<Record<string, Measure>>) => errorsIn({ ...pack, measures: { ...good, ...more } })
    expect(await codes({})).to.deep.equal([])
    expect(await codes({ x: ofHome! })).to.deep.equal(['ranks-people'])
    expect(await codes({ x: byCaller! })).to.deep.equal(['ranks-people'])
    expect(await codes({ x: { ...measures['ranking']!, rank: 'reached' } })).to.deep.equal(['ranks-people'])
    expect(await codes({ x: byName! })).to.deep.equal(['reads-private'])
  })

  it('K95 fewer than five people are not shown, nor told by subtraction', async () => {
    const town = await open({ me: 'lin' })
    for (const [place, count] of [
      ['g1', 6],
      ['g2', 3],
      ['g3', 9],
    ] as const)
      for (const id of await many(town, count, 'meet', 'home', place, { people: 2 })) await act(town, 'see', id, place)
    const homes = await ask(town, 'homes')
    expect(told(homes.total)).to.equal(18)
    // 18 - 6 - 9 would tell the 3 of the second
    expect(members(homes)).to.deep.equal({ g1: 'apart', g2: 'few', g3: 9, g4: 0 })
    expect(homes.members[1]!.words).to.deep.equal(say('不到 5 人，不显示', 'fewer than five'))
    expect(homes.members[1]!.behind).to.deep.equal({})
    expect(told((await ask(town, 'people')).total)).to.equal(36)
    expect(told((await ask(town, 'people', { place: 'g2' })).total)).to.equal('few')
    // of those reached and of those not at least five, or nobody
    await many(town, 2, 'meet', 'home', 'g3')
    expect(members(await ask(town, 'reached'))).to.deep.equal({ g1: 1, g2: 'few', g3: 'few', g4: 'none' })
    expect(told((await ask(town, 'reached')).total)).to.equal('few')
  })

  it("K95 what is left of a sum is never fewer than five, nor one member's", () => {
    const shown = (sizes: number[]) => sizes.filter((_, index) => !hiddenAmong([sizes]).has(index))
    expect(shown([20, 9, 3])).to.deep.equal([20])
    expect(shown([1, 1, 20, 30])).to.deep.equal([30])
    expect(shown([4, 4, 20])).to.deep.equal([20])
    expect(shown([0, 20, 30])).to.deep.equal([0, 20, 30])
    for (let trial = 0; trial < 500; trial++) {
      const sizes = Array.from({ length: 2 + (trial % 6) }, (_, index) => (trial * 31 + index * index * 17) % 23)
      const hidden = hiddenAmong([sizes])
      const gone = sizes.filter((size, index) => hidden.has(index) && size > 0)
      const sum = gone.reduce((a, b) => a + b, 0)
      for (const [index, size] of sizes.entries()) if (size > 0 && size < 5) expect(hidden.has(index)).to.equal(true)
      // all of them hidden is as safe as can be
      const rest = sizes.filter((size, index) => !hidden.has(index) && size > 0)
      if (gone.length > 0 && rest.length > 0) expect([gone.length > 1, sum >= 5]).to.deep.equal([true, true])
    }
  })

  it('K95 rows are opened to those who are shown them; a number over what is not for all is not for all', async () => {
    const town = await open({ me: 'lin' })
    for (const place of ['g1', 'g2'])
      for (const id of await many(town, 5, 'meet', 'home', place)) await act(town, 'see', id, place)
    const homes = await ask(town, 'homes')
    expect(told(homes.members[1]!)).to.equal(5)
    // who leads the first grid is shown its homes and no others
    expect(homes.members[0]!.behind.dossiers).to.have.length(5)
    expect(homes.members[1]!.behind.dossiers).to.equal(undefined)
    town.station.me = undefined
    expect(await town.station.measure('count', 'homes')).to.equal(undefined)
    expect(told((await ask(town, 'reached')).total)).to.equal(1)
    expect(told((await ask(town, 'all')).total)).to.equal(0)
  })

  it('C17 a private answer marked counted is counted, five or more at a time, and read by nothing else', async () => {
    const town = await open({ me: 'lin' })
    await many(town, 5, 'report', 'case', 'g1', { trade: '餐饮' })
    await many(town, 6, 'report', 'case', 'g1', { trade: '理发' })
    expect(members(await ask(town, 'by-trade'))).to.deep.equal({ 餐饮: 5, 理发: 6 })
    await many(town, 1, 'report', 'case', 'g1', { trade: '修车' })
    expect(members(await ask(town, 'by-trade'))).to.deep.equal({ 理发: 6, 餐饮: 'apart', 修车: 'few' })
    // nothing of it is kept outside of its sheets
    expect(
      JSON.stringify(await town.journal.lines((await town.station.dossiers({ kind: 'case' }))[0]!.id)),
    ).to.not.contain('修车')
    expect(
      await errorsIn({ ...pack, facts: { ...pack.facts, x: { how: 'measure', measure: 'by-trade' } } }),
    ).to.deep.equal(['reads-private'])
  })

  it('C21 what was erased is still counted as far as its tally tells', async () => {
    const town = await open()
    const [one, two] = await many(town, 2, 'report', 'case', 'g1', { sort: 'road', tons: 6 })
    await act(town, 'close', one!, 'g1')
    await act(town, 'close', two!, 'g1')
    await many(town, 1, 'report', 'case', 'g1', { sort: 'road' })
    town.clock.advance(40 * day)
    await town.station.close()
    const later = await open({}, town)
    expect(await later.station.dossier(one as DossierId)).to.equal(undefined)
    const grid = await ask(later, 'by-grid')
    expect(members(grid)).to.deep.include({ g1: 3, g2: 0 })
    expect(grid.members[0]!.behind.erased).to.equal(2)
    expect(told((await ask(later, 'closed')).total)).to.equal(2)
    expect(told((await ask(later, 'by-month', { period: '2020-04' })).total)).to.equal(3)
    // whether they were heavy nobody knows any more
    const heavy = await ask(later, 'heavy')
    expect([told(heavy.total), heavy.total.behind.untold]).to.deep.equal([0, 2])
  })

  it('K96 a measure is as of a moment, and then as things stood then', async () => {
    const town = await open()
    const [one] = await many(town, 2, 'report', 'case', 'g1')
    town.clock.advance(day)
    await act(town, 'close', one!, 'g1')
    await many(town, 1, 'report', 'case', 'g1')
    const now = await ask(town, 'closed')
    expect([now.at, told(now.total)]).to.deep.equal([start + day, 1])
    const before = await ask(town, 'closed', { at: start + hour })
    expect([before.at, told(before.total)]).to.deep.equal([start + hour, 0])
    expect(told((await ask(town, 'calls', { at: start + hour })).total)).to.equal(2)
  })

  it('K96 H81 it is over what is held here and says so; what is not wholly held is missing', async () => {
    const whole = await open()
    await many(whole, 2, 'report', 'case', 'g1')
    await many(whole, 1, 'report', 'case', 'g2')
    expect((await ask(whole, 'by-grid')).over).to.deep.equal({ words: say('镇', 'Town') })
    const part = await open({ reach: ['g1', 'g2'] }, whole)
    const grid = await ask(part, 'by-grid')
    expect(grid.over.words).to.deep.equal(say('只数本机有的：一网格、二网格', 'what is held here: Grid 1, Grid 2'))
    expect([told(grid.total), members(grid)]).to.deep.equal([3, { g1: 2, g2: 1 }])
    expect(told((await ask(part, 'by-grid', { place: 'g1' })).total)).to.equal(2)
    const above = await ask(part, 'by-grid', { place: 'c1' })
    expect([told(above.total), members(above)]).to.deep.equal(['outside', { g1: 2, g2: 1 }])
    expect(members(await ask(part, 'all', { place: 'c1' }))).to.deep.equal({
      road: 'outside',
      noise: 'outside',
      light: 'outside',
      '': 'outside',
    })
    const drawn = await act(part, 'draw', 'list/new', 'c1')
    expect(drawn.fields['red']).to.equal(undefined)
  })

  it('H71 a measure is a fact: its number for a place, and who stands where', async () => {
    const town = await open()
    await many(town, 2, 'report', 'case', 'g1', { tons: 8 })
    await many(town, 2, 'report', 'case', 'g3', { tons: 1 })
    await many(town, 1, 'report', 'case', 'g4', { tons: 9 })
    const { fields } = await act(town, 'draw', 'list/new', 'c1')
    expect(fields).to.deep.include({ red: ['g1'], black: ['g3'], unranked: ['g2', 'g4'], cases: 5 })
    expect((await act(town, 'draw', 'list/new', 'g1')).fields['cases']).to.equal(2)
  })

  it('K93 many thousand lines are counted while the page goes on drawing, and can be given up', async function () {
    this.timeout(60_000)
    const SIZE = 6000
    const name = `measures ${performance.now()}`
    const town = await open({ name })
    const journal = town.station.journal
    const line = (number: number, more: Partial<Entry>): Entry => ({
      ...{
        id: `${(start + number).toString(36)}.001.t`,
        act: 'report',
        on: `case/${number}`,
        by: 'lin',
        at: start - day,
      },
      ...{ data: { sort: number % 3 ? 'road' : 'noise', tons: 2 }, from: 'new', to: 'open', pack: 'count@1+0' },
      ...{ facts: {}, held: [], effects: [], kind: 'case', place: number % 2 ? 'g1' : 'g2' },
      ...more,
    })
    const arrivals = Array.from({ length: SIZE }, (_, number) => ({
      on: `case/${number}` as DossierId,
      entries: [
        line(number, {}),
        line(number, {
          id: `${(start + SIZE + number).toString(36)}.001.t`,
          act: 'note',
          from: 'open',
          data: { amount: 3 },
        }),
      ],
    }))
    await journal.bulk(arrivals, (lines) => fold(lines).dossier)

    let drawn = 0
    let counting = true
    const drawing = (async () => {
      for (; counting; drawn++) await pause()
    })()
    const done: number[] = []
    const dossiers = await ask(town, 'all', { progress: (count) => done.push(count) })
    const notes = await ask(town, 'notes')
    counting = false
    await drawing
    expect(members(dossiers)).to.deep.equal({ road: 4000, noise: 2000, light: 0 })
    expect(members(notes)).to.deep.include({ g1: 3000, g2: 3000 })
    expect(done.length).to.be.greaterThan(5)
    expect(done.at(-1)).to.equal(SIZE)
    expect(drawn).to.be.greaterThan(done.length)

    const controller = new AbortController()
    const given = ask(town, 'all', { signal: controller.signal, progress: () => controller.abort() })
    await given.then(
      () => expect.fail('it was given up'),
      (error: DOMException) => expect(error.name).to.equal('AbortError'),
    )
    await town.station.close()
    indexedDB.deleteDatabase(name)
  })

  it('K93 measures are told in sentences, and what they may not say when a file is loaded', async () => {
    const { book } = await loadBook('town.community.json', read(pack))
    const chapter = explainPack(book!.packs.get('count')!, wordingOf(book!)).find(
      ({ title }) => title.en === 'Measures',
    )!
    const sentence = (name: string) => chapter.sentences.find((one) => one.name === name)!.says
    expect(sentence('rate')).to.deep.equal(
      say(
        '「办结率」：「办结」除以「各网格」，目标 100%',
        '"Closing rate": "Closed" divided by "By grid", the goal is 100%',
      ),
    )
    expect(sentence('homes').zh).to.equal(
      '「在看户数」：「住户」有几份，只算环节是「在看」的，按地点所在网格分，不到 5 人的不显示',
    )
    expect(sentence('twice')).to.deep.equal(
      say(
        '「记过两笔」：「事项」有几份，只算「记一笔」次数超过 1的',
        '"Noted": how many there are of "Case", only where times of "Note" is more than 1',
      ),
    )
    for (const { says } of chapter.sentences) {
      expect(says.zh).to.not.match(/[a-z]|未命名/)
      expect(says.en).to.not.match(/[\u4e00-\u9fff]|something unnamed/)
    }
    const codes = (x: object) => errorsIn({ ...pack, measures: { ...good, x: { title: say('x'), ...x } } })
    expect(await codes({ how: 'count', of: 'case', by: 'sorrt' })).to.deep.equal(['unknown-field'])
    expect(await codes({ how: 'count', of: 'case', distinct: 'sorrt' })).to.deep.equal(['unknown-field'])
    expect(await codes({ how: 'count', of: 'case', by: 'opened' })).to.deep.equal(['wrong-type'])
    expect(await codes({ how: 'count', of: 'case', where: { tons: { fact: 'amount' } } })).to.deep.equal([
      'unknown-param',
    ])
    expect(await codes({ how: 'count', of: 'case', part: 'all' })).to.deep.equal(['idle-key'])
    expect(await codes({ how: 'sum', of: 'case', field: 'sort' })).to.deep.equal(['wrong-type'])
    expect(await codes({ how: 'gaps', of: 'watch', from: 'begins', to: 'over' })).to.deep.equal(['needs-key'])
    expect(await codes({ how: 'ratio', part: 'closd', whole: 'all' })).to.deep.equal(['unknown-measure'])
    expect(await codes({ how: 'ratio', part: 'x', whole: 'all' })).to.deep.equal(['circle'])
    expect(await codes({ how: 'ratio', part: 'ranking', whole: 'all' })).to.deep.equal(['wrong-type'])
    expect(await codes({ how: 'ratio', part: 'by-month', whole: 'calls' })).to.deep.equal(['other-periods'])
    expect(await codes({ how: 'weighted', weights: { mean: 1, rate: 1 } })).to.deep.equal(['other-unit'])
    expect(await codes({ how: 'weighted', weights: { mean: 0 } })).to.deep.equal(['out-of-bounds'])
    expect(await codes({ how: 'rank', rank: 'all', by: 'place.grid', 'min-sample': 1 })).to.deep.equal([
      'other-members',
    ])
    expect(await codes({ how: 'rank', rank: 'mean', by: 'place.grid', 'min-sample': 1, below: 3 })).to.deep.equal([
      'idle-key',
    ])
  })
})
