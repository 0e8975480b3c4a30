import { expect, waitUntil } from '@open-wc/testing'
import type { StationAtWork } from '../at-work.js'
import { readCsv, writeCsv } from '../csv.js'
import type { Ancestors, Journal } from '../journal/journal.js'
import { memoryJournal } from '../journal/memory.js'
import { openStation } from '../open.js'
import type { RosterFile } from '../pack/format.js'
import { loadBook } from '../pack/load.js'
import { readSpreadsheet } from '../spreadsheet.js'
import { handClock } from '../time/clock.js'
import { newNode } from '../time/stamp.js'
import type { Act, DossierId } from '../types.js'
import { xlsxFromRows } from '../xlsx/xlsx-from-rows.js'
import { guessMapping } from './columns.js'
import { importRoster } from './csv.js'
import { exportRoster } from './export.js'
import { placesFrom, sameTree } from './places.js'
import { finderOf } from './places-search.js'
import { postsFrom } from './posts.js'
import { loadRoster } from './roster.js'
import { withSuccessions, type Succession } from './successions.js'
import { overtaken, type Division } from './overtaken.js'

const say = (zh: string, en: string) => ({ zh, en })
const community = '330109001072'
const grid = (number: number) => `${community}-00${number}`
const building = (number: number) => `${community}-003-00${number}`
const roster: RosterFile = {
  roster: 'small',
  asOf: '2020-04-10',
  places: {
    '330109001': { kind: 'street', title: say('城厢街道', 'Chengxiang street') },
    [community]: { kind: 'community', title: say('育才东苑社区', 'Yucai Dongyuan'), in: '330109001' },
    [grid(3)]: { kind: 'grid', title: say('3网格', 'Grid 3'), in: community },
    [grid(4)]: { kind: 'grid', title: say('4网格', 'Grid 4'), in: community },
    [building(1)]: { kind: 'building', title: say('1幢', 'Building 1'), in: grid(3), is: { dwellings: 200 } },
    [building(2)]: { kind: 'building', title: say('2幢', 'Building 2'), in: grid(3), is: { dwellings: 300 } },
    [building(3)]: { kind: 'building', title: say('3幢', 'Building 3'), in: grid(3), is: { dwellings: 350 } },
    [`${grid(4)}-001`]: { kind: 'building', title: say('9幢', 'Building 9'), in: grid(4) },
  },
  parties: Object.fromEntries(
    ['cadre', 'head', 'three', 'four', 'leader', 'new'].map((id) => [id, { kind: 'person' as const }]),
  ),
  posts: [
    { post: 'street-liaison', place: community, party: 'cadre', from: '2019-01-01' },
    { post: 'community-lead', place: community, party: 'head', from: '2019-01-01' },
    { post: 'grid-worker', place: grid(3), party: 'three', from: '2019-01-01' },
    { post: 'grid-worker', place: grid(4), party: 'four', from: '2019-01-01' },
    { post: 'building-leader', place: building(1), party: 'leader', from: '2019-01-01' },
  ],
}
const split: Succession = {
  place: grid(3),
  heir: grid(6),
  name: say('6网格', 'Grid 6'),
  takes: [building(1)],
  since: '2020-05-01',
}
const merger: Succession = { place: grid(4), heir: grid(3), since: '2020-05-01' }
const treeOn = (file: RosterFile, day: string) => placesFrom(file, day)
const workersOf = (file: RosterFile, place: string, day: string) =>
  postsFrom(file, treeOn(file, day), undefined, day)
    .at(place)
    .flatMap(({ post, party }) => (post === 'grid-worker' ? (party ?? 'nobody') : []))

describe('grids split and merged over a roster', () => {
  it('S164 from its day on a new grid stands beside the old one with what went over; the day before all was as it was', () => {
    const file = withSuccessions(roster, [split])
    expect(sameTree(treeOn(file, '2020-04-30'), placesFrom(roster))).to.equal(true)
    const then = treeOn(file, '2020-05-01')
    expect(then.children(community)).to.deep.equal([grid(3), grid(4), grid(6)])
    expect(then.children(grid(3))).to.deep.equal([building(2), building(3)])
    expect(then.children(grid(6))).to.deep.equal([building(1)])
    expect(then.get(building(1))).to.include({ in: grid(6) })
    expect(then.get(grid(6))!.title.en).to.equal('Grid 6')
    expect(then.ancestors(building(1))).to.deep.equal([grid(6), community, '330109001'])
    expect(treeOn(file, '2020-04-30').ancestors(building(1))[0]).to.equal(grid(3))
  })

  it('S164 a grid that goes over as a whole ends the day before, and its successor stands for it', () => {
    const file = withSuccessions(roster, [merger])
    const then = treeOn(file, '2020-05-01')
    expect(then.children(community)).to.deep.equal([grid(3)])
    expect(then.children(grid(3))).to.include(`${grid(4)}-001`)
    expect(then.today(grid(4))).to.equal(grid(3))
    expect(treeOn(file, '2020-04-30').today(grid(4))).to.equal(grid(4))
    expect(file.places[grid(4)])
      .to.include({ until: '2020-04-30' })
      .and.deep.include({ next: [grid(3)] })
  })

  it('S164 what took over from what is told for every day, also what is still to come', () => {
    const file = withSuccessions(roster, [split, { ...merger, since: '2020-06-01' }])
    const { turns } = placesFrom(file)
    expect(turns).to.deep.equal([
      { from: grid(3), to: grid(6), on: '2020-05-01', moved: [building(1)], ends: false },
      { from: grid(4), to: grid(3), on: '2020-06-01', moved: [`${grid(4)}-001`], ends: true },
    ])
  })

  it('S164 laid over a roster that has them already, they change nothing', async () => {
    const all = [split, { ...merger, since: '2020-05-10' }]
    const once = withSuccessions(roster, all)
    expect(withSuccessions(once, all)).to.deep.equal(once)
    const { roster: read, troubles } = await loadRoster(JSON.stringify(once), 'r.json')
    expect(troubles.map(({ says }) => says.en)).to.deep.equal([])
    expect(read).to.deep.equal(once)
  })

  it('S164 of two that want the same building the earlier has it, and no code is given twice', () => {
    const other = { ...split, heir: grid(7), name: say('7网格', 'Grid 7'), takes: [building(1), building(2)] }
    const then = treeOn(withSuccessions(roster, [split, other]), '2020-05-01')
    expect(then.children(grid(6))).to.deep.equal([building(1)])
    expect(then.children(grid(7))).to.deep.equal([building(2)])
    const same = { ...split, place: grid(4), takes: [`${grid(4)}-001`] }
    expect(treeOn(withSuccessions(roster, [split, same]), '2020-05-01').children(grid(6))).to.deep.equal([building(1)])
    const used = { ...split, heir: grid(4) }
    expect(withSuccessions(roster, [used])).to.equal(roster)
  })

  it('S164 nothing goes into a grid that has ended: of two merged into each other one stands', () => {
    const back: Succession = { place: grid(3), heir: grid(4), since: '2020-05-03' }
    const then = treeOn(withSuccessions(roster, [merger, back]), '2020-05-03')
    expect(then.children(community)).to.deep.equal([grid(3)])
    expect(then.children(grid(3))).to.have.length(4)
  })

  it('S164 what was to go to a grid goes on to the one that takes it over before', () => {
    const before: Succession = { place: grid(3), heir: grid(4), since: '2020-04-20' }
    const file = withSuccessions(roster, [split, before])
    expect(treeOn(file, '2020-04-25').children(grid(4)))
      .to.include(building(1))
      .and.include(building(2))
    expect(treeOn(file, '2020-05-01').children(grid(6))).to.deep.equal([building(1)])
    expect(treeOn(file, '2020-05-01').children(grid(4))).to.not.include(building(1))
    const late: Succession = { place: grid(6), heir: grid(4), since: '2020-06-01' }
    const again = treeOn(withSuccessions(roster, [split, late]), '2020-06-01')
    expect(again.children(grid(4))).to.include(building(1))
    expect(again.ancestors(building(1))[0]).to.equal(grid(4))
  })

  it('S169 one that did not come about as it was decided is told from one that did, with the other one', () => {
    const decided = (...all: readonly Succession[]) => {
      const file = withSuccessions(roster, all)
      const divisions = all.map((is, index) => ({ dossier: { id: `split/${index}` }, is }) as unknown as Division)
      return divisions.map((own) => {
        const found = overtaken(own, divisions, file.places)
        return found && [found.stays, found.other && divisions.indexOf(found.other), found.isFirst]
      })
    }
    const other = { ...split, heir: grid(7), takes: [building(1), building(2)] }
    expect(decided(split, { ...merger, since: '2020-05-10' })).to.deep.equal([undefined, undefined])
    expect(decided(split, other)).to.deep.equal([undefined, [[building(1)], 0, true]])
    const back: Succession = { place: grid(3), heir: grid(4), since: '2020-05-03' }
    expect(decided(merger, back)).to.deep.equal([undefined, [[grid(3)], 0, true]])
    const sameCode = { ...split, place: grid(4), takes: [`${grid(4)}-001`] }
    expect(decided(split, sameCode)).to.deep.equal([undefined, [[`${grid(4)}-001`], 0, true]])
    expect(decided(split, { place: grid(6), heir: grid(4), since: '2020-05-01' })).to.deep.equal([
      [[building(1)], 1, false],
      undefined,
    ])
    expect(decided({ ...split, heir: grid(4) })).to.deep.equal([[[building(1)], undefined, false]])
  })

  it('S165 who holds a post of a grid that ends holds it in the other from that day, beside whoever does already', () => {
    const file = withSuccessions(roster, [merger])
    expect(workersOf(file, grid(3), '2020-04-30')).to.deep.equal(['three'])
    expect(workersOf(file, grid(3), '2020-05-01')).to.deep.equal(['three', 'four'])
    expect(postsFrom(file, treeOn(file, '2020-05-01'), undefined, '2020-05-01').of('four')).to.have.length(1)
    const both = { ...roster, posts: [...roster.posts, { ...roster.posts[3]!, place: grid(3) }] }
    expect(workersOf(withSuccessions(both, [merger]), grid(3), '2020-05-01')).to.deep.equal(['three', 'four'])
  })

  it('S165 a vacancy ends where somebody comes with the other grid', () => {
    const posts = roster.posts.map((row) =>
      row.party === 'three' ? { post: row.post, place: row.place, from: '2020-04-01' } : row,
    )
    const file = withSuccessions({ ...roster, posts }, [merger])
    expect(workersOf(file, grid(3), '2020-04-30')).to.deep.equal(['nobody'])
    expect(workersOf(file, grid(3), '2020-05-01')).to.deep.equal(['four'])
  })

  it('S165 posts of a new grid are vacant from its first day; who leads a building goes with it', () => {
    const file = withSuccessions(roster, [split])
    const places = treeOn(file, '2020-05-01')
    const posts = postsFrom(file, places, undefined, '2020-05-01')
    const gap = posts.vacancies(grid(6)).find(({ post }) => post === 'grid-worker')
    expect(gap).to.include({ place: grid(6), from: '2020-05-01' })
    expect(posts.at(building(1))).to.have.length(1)
    expect(workersOf(file, grid(3), '2020-05-01')).to.deep.equal(['three'])
  })

  it('S166 what lies at a place that has ended is at or below what stands for it', () => {
    const then = treeOn(withSuccessions(roster, [merger]), '2020-05-01')
    expect(then.under(grid(4), grid(3))).to.equal(true)
    expect(then.ancestors(grid(4))).to.deep.equal([grid(3), community, '330109001'])
    const file = withSuccessions(roster, [merger])
    const posts = postsFrom(file, then, undefined, '2020-05-01')
    expect(posts.holders(['grid-worker'], grid(4)).map(({ party }) => party)).to.deep.equal(['three', 'four'])
  })

  it('S167 a place that has ended is found by its code, its name and the names above it', () => {
    const then = treeOn(withSuccessions(roster, [merger]), '2020-05-01')
    for (const text of ['072-004', '4网格', '育才 4网格', 'grid 4'])
      expect(finderOf(then).ended(text), text).to.deep.equal([grid(4)])
    for (const text of ['', '3网格', '育才', '俊良 4网格']) expect(finderOf(then).ended(text), text).to.deep.equal([])
    expect(finderOf(treeOn(withSuccessions(roster, [merger]), '2020-04-30')).ended('4网格')).to.deep.equal([])
  })

  it('S168 a table written after a split brings the same grids back, before its day too', async () => {
    const file = withSuccessions(roster, [split])
    for (const [day, around] of [
      ['2020-04-20', grid(3)],
      ['2020-05-02', grid(6)],
    ] as const) {
      const rows = done(exportRoster(file, undefined, 'zh', day))
      const of = (id: string) => rows.find(([code]) => code === id)
      expect(of(building(1))![4]).to.equal(around)
      expect(of(grid(6))?.slice(0, 6)).to.deep.equal(
        day < '2020-05-01' ? undefined : [grid(6), '6网格', 'Grid 6', '网格', community, '2020-05-01'],
      )
      const book = xlsxFromRows({ name: '名册', rows, headings: 1, widths: [] })
      for (const sheet of [await readCsv(await writeCsv(rows)), await readSpreadsheet(book.buffer)]) {
        const mapping = guessMapping(sheet.headings, file)
        const back = done(importRoster(sheet, mapping, { roster: file, on: day, file: '名册' }))
        expect(back).to.deep.include({ troubles: [], changed: 0 })
        expect(back.roster.places).to.deep.equal(file.places)
      }
    }
  })

  it('S168 a table that puts a building elsewhere moves it from its own day on', async () => {
    const sheet = await readCsv(`代码,名称,所在\n${building(1)},1幢,${grid(4)}`)
    const into = { roster, on: '2020-06-01', file: 'r.csv' }
    const { roster: file } = done(importRoster(sheet, guessMapping(sheet.headings), into))
    expect(treeOn(file, '2020-05-31').ancestors(building(1))[0]).to.equal(grid(3))
    expect(treeOn(file, '2020-06-01').ancestors(building(1))[0]).to.equal(grid(4))
    // a roster says nothing of the days before its own
    const { roster: first } = done(importRoster(sheet, guessMapping(sheet.headings), { ...into, on: roster.asOf }))
    expect(first.places[building(1)]).to.not.have.property('was')
  })

  it('a roster that tells its turns in a wrong order, or by days and places that are none, is told so', async () => {
    const was = [
      { in: grid(3), until: '2020-03-31' },
      { in: grid(9), until: '2020-02-30' },
      { in: grid(3), until: '2020-02-01' },
    ]
    const places = { ...roster.places, [building(1)]: { ...roster.places[building(1)]!, was } }
    const { troubles } = await loadRoster(JSON.stringify({ ...roster, places }), 'r.json')
    expect(troubles.map(({ code }) => code)).to.have.members(['unknown-place', 'no-such-day', 'wrong-turn'])
  })
})

function done<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

it('S164 a kind that cannot say which place takes over is told so', async () => {
  const { troubles } = await loadBook('/rules/chengxiang.community.json', async (address) => {
    const text = await (await fetch(address)).text()
    if (!address.includes('grid-division')) return text
    return text
      .replace('"heir": "code", "name": "name"', '"heir": "code"')
      .replace(
        '"heir": "into", "homes": "homes", "counts": ["decided"]',
        '"heir": "homes", "name": "since", "counts": ["decide"]',
      )
  })
  expect(troubles.map(({ code, found }) => [code, found])).to.deep.equal([
    ['heir-without-name', undefined],
    ['unknown-field', 'homes'],
    ['unknown-field', 'since'],
    ['heir-with-name', undefined],
    ['unknown-step', 'decide'],
  ])
})

describe('a station whose pack divides grids', () => {
  const clock = handClock(0)
  const at = (day: string, time = '09:00') => clock.set(Date.parse(`${day}T${time}:00+08:00`))
  /** A database that outlives its stations: whoever opens it says how its places lie. */
  interface Kept {
    journal: Journal
    above: Ancestors
  }
  let kept: Kept
  let station: StationAtWork
  const open = (own?: Kept) =>
    openStation({
      community: '/rules/chengxiang.community.json',
      roster: '/roster.json',
      read: async (address) => (address === '/roster.json' ? JSON.stringify(roster) : (await fetch(address)).text()),
      clock,
      journal: (above) => {
        const mine: Kept = own ?? { journal: memoryJournal((place) => mine.above(place)), above }
        mine.above = above
        kept = mine
        return mine.journal
      },
    })
  const splitting = (data: object = {}, by = 'cadre'): Act => ({
    type: 'split',
    on: 'split/new',
    place: grid(3),
    by,
    data: { code: grid(6), name: say('6网格', 'Grid 6'), buildings: [building(1)], since: '2020-05-01', ...data },
    reason: '太大',
  })
  const merging: Act = {
    type: 'merge',
    on: 'merger/new',
    place: grid(4),
    by: 'cadre',
    data: { into: grid(3), since: '2020-05-01' },
    reason: '太小',
  }
  const report = async (place: string) => {
    const { dossier } = await station.act({
      type: 'report',
      on: 'case/new',
      by: 'anyone',
      place,
      data: { type: 'corridor-light', what: '灯不亮' },
    })
    return dossier!
  }
  /** The new day is begun in turn: an act that comes to nothing waits for it. */
  const midnight = async () => {
    at('2020-05-01', '00:00')
    await station.act(splitting())
  }
  const count = async (place: string) => (await station.count({ kind: 'case', place })).total

  beforeEach(async () => {
    at('2020-04-10')
    station = await open()
  })
  afterEach(() => station.close())

  it('S164 at midnight of its day the tree is another, for everybody who looks and for whoever comes back', async () => {
    let told = 0
    const stop = station.watch(
      ({ places }) => places.children(community).length,
      (grids) => (told = grids),
    )
    expect((await station.act(splitting())).allowed).to.equal(true)
    expect(station.places.children(community)).to.have.length(2)
    await midnight()
    expect(station.places.children(community)).to.have.length(3)
    while (told !== 3) await new Promise((then) => setTimeout(then))
    stop()
    expect(station.places.on('2020-04-30').children(community)).to.have.length(2)
  })

  it('S164 one that is taken back before its day is as if it had not been', async () => {
    const { dossier } = await station.act(splitting())
    const back = await station.act({ type: 'take-back-split', on: dossier!.id, by: 'cadre', reason: '再商量' })
    expect(back.allowed).to.equal(true)
    expect(station.roster.places).to.deep.equal(roster.places)
    expect((await station.act(splitting({ since: '2020-06-01' }))).allowed).to.equal(true)
    expect(station.roster.places[grid(6)]).to.include({ from: '2020-06-01' })
  })

  it('S164 two devices that split apart come to the same grids, whichever hears of the other first', async () => {
    const mine = station
    const here = await mine.act(splitting())
    at('2020-04-10', '10:00')
    const other = await open()
    const there = await other.act(splitting({ code: grid(7), buildings: [building(1), building(2)] }))
    at('2020-05-02')
    await mine.receive({ lines: [there.entry!] })
    await other.receive({ lines: [here.entry!] })
    for (const one of [mine, other]) {
      expect(one.places.children(grid(6))).to.deep.equal([building(1)])
      expect(one.places.children(grid(7))).to.deep.equal([building(2)])
    }
    await other.close()
  })

  it('S169 a division that another one was ahead of says so in its history, with what counts and whom to call', async () => {
    const first = await station.act(splitting())
    at('2020-04-10', '10:00')
    const other = await open()
    const second = await other.act(
      splitting({ code: grid(7), name: say('7网格', 'Grid 7'), buildings: [building(1), building(2)] }),
    )
    await other.receive({ lines: [first.entry!] })
    other.me = 'cadre'
    const notesOf = async (id: DossierId) => (await other.view(id))!.lines.flatMap(({ notes = [] }) => notes)
    expect(await notesOf(first.dossier!.id)).to.deep.equal([])
    const [note] = await notesOf(second.dossier!.id)
    expect(note!.says).to.deep.equal({
      zh: '「分出 6网格」定在先，照那一次。5月1日起，1幢属于6网格。两位请通个电话。',
      en: '"Grid 6 split off" was decided before and counts. From 1 May: Building 1 in Grid 6. Please call each other.',
    })
    expect(note!.call.map(({ id }) => id)).to.deep.equal(['cadre', 'cadre'])
    await other.act({ type: 'take-back-split', on: first.dossier!.id, by: 'cadre', reason: '再商量' })
    expect(await notesOf(second.dossier!.id)).to.deep.equal([])
    await other.close()
  })

  it('S164 another tab sees a split when its line is there, and finds what it writes by the new tree', async () => {
    const name = `two tabs ${newNode()}`
    const options = {
      community: '/rules/chengxiang.community.json',
      roster: '/roster.json',
      read: async (address: string) =>
        address === '/roster.json' ? JSON.stringify(roster) : (await fetch(address)).text(),
      ...{ clock, name },
    }
    const [writes, sees] = [await openStation(options), await openStation(options)]
    const { entry } = await station.act(splitting())
    at('2020-05-02')
    await writes.receive({ lines: [entry!] })
    await waitUntil(() => sees.places.children(grid(6)).length === 1, 'seen', { timeout: 15_000 })
    await sees.act({
      type: 'report',
      on: 'case/new',
      by: 'anyone',
      place: building(1),
      data: { type: 'corridor-light', what: '灯不亮' },
    })
    expect((await writes.count({ kind: 'case', place: grid(6) })).total).to.equal(1)
    await Promise.all([writes.close(), sees.close()])
    indexedDB.deleteDatabase(name)
  })

  it('S166 cases stay where they were, and are found and counted where they are answered for today', async () => {
    const [old, moved] = [await report(grid(4)), await report(building(1))]
    expect(await count(grid(3))).to.equal(1)
    await station.act(merging)
    await station.act(splitting())
    expect(await count(grid(3))).to.equal(1)
    await midnight()
    expect([await count(grid(3)), await count(grid(4)), await count(grid(6))]).to.deep.equal([1, 1, 1])
    expect(await count(community)).to.equal(2)
    expect((await station.dossier(old.id))!.place).to.equal(grid(4))
    expect((await station.dossier(moved.id))!.place).to.equal(building(1))
    expect((await station.rows({ kind: 'case', place: grid(3) })).map(({ id }) => id)).to.deep.equal([old.id])
  })

  it('S166 who comes back after the day finds them as well, and the index is made once', async () => {
    await report(building(1))
    await station.act(splitting())
    const { journal: own } = kept
    own.close = () => Promise.resolve()
    const { rebuild } = own
    let rebuilt = 0
    own.rebuild = (...given) => {
      rebuilt += 1
      return rebuild.call(own, ...given)
    }
    await station.close()
    at('2020-05-03')
    station = await open(kept)
    expect(await count(grid(6))).to.equal(1)
    expect(rebuilt).to.equal(1)
    await station.close()
    station = await open(kept)
    expect(await count(grid(6))).to.equal(1)
    expect(rebuilt, 'the same tree, the same index').to.equal(1)
  })

  it('S168 a new grid has a code of its own, and nothing goes into a place that is not there', async () => {
    const used = await station.ask(splitting({ code: grid(4) }))
    expect(used).to.include({ because: 'asks', field: 'code' })
    expect(used.says!.zh).to.equal('「新网格的代码」已经是4网格的代码')
    const nowhere = await station.ask({ ...merging, data: { into: grid(9), since: '2020-05-01' } })
    expect(nowhere).to.include({ because: 'asks', field: 'into' })
  })

  it('is for the street, from tomorrow on, and warns outside of 300 to 500 homes', async () => {
    expect((await station.ask(splitting({}, 'head'))).because).to.equal('by')
    expect((await station.ask(splitting({ since: '2020-04-10' }))).because).to.equal('split-from-a-coming-day')
    const { effects } = await station.ask(splitting({ homes: 200, stay: 650 }))
    expect(effects.map(({ type }) => type)).to.deep.equal(['flag', 'flag'])
  })
})
