import { aTimeout, expect, fixture, fixtureCleanup, html, nextFrame, oneEvent } from '@open-wc/testing'
import type { RosterFile } from '../../engine/pack/format.js'
import { xlsxFromRows } from '../../engine/xlsx/xlsx-from-rows.js'
import { placesFrom } from '../../engine/roster/places.js'
import { learnPinyin } from '../../engine/roster/places-search.js'
import { type PeopleFile, postsFrom } from '../../engine/roster/posts.js'
import { memoryJournal } from '../../engine/journal/memory.js'
import { openStation } from '../../engine/open.js'
import type { Station } from '../../engine/station.js'
import { handClock } from '../../engine/time/clock.js'
import { until } from '../base/sample-until.js'
import './define.js'
import type { GridRoster } from './grid-roster.js'
import type { Late } from '../base/late.js'
import * as late from './late.js'
import { Shown } from './shown.js'
import { RowWindow } from '../base/row-window.js'

const say = (zh: string, en: string) => ({ zh, en })
const person = (number: number) => ({ kind: 'person' as const, sheet: `s-${number}` })
const held = (post: string, place: string, party?: string, from = '2019-01-01', is?: Record<string, boolean>) => ({
  post,
  place,
  ...(party && { party }),
  from,
  ...(is && { is }),
})

const street: RosterFile = {
  roster: 'chengxiang',
  asOf: '2020-04-10',
  places: {
    '330109001': { kind: 'street', title: say('城厢街道', 'Chengxiang Street') },
    '330109001047': { kind: 'community', title: say('俊良社区', 'Junliang Community'), in: '330109001' },
    '330109001047-002': { kind: 'grid', title: say('2网格', 'Grid 2'), in: '330109001047' },
    '330109001072': { kind: 'community', title: say('育才东苑社区', 'Yucai Dongyuan Community'), in: '330109001' },
    '330109001072-001': { kind: 'grid', title: say('1网格', 'Grid 1'), in: '330109001072' },
    '330109001072-003': { kind: 'grid', title: say('3网格', 'Grid 3'), in: '330109001072' },
    '330109001072-003-012': { kind: 'building', title: say('12幢', 'Building 12'), in: '330109001072-003' },
    '330109001072-003-012-1': {
      kind: 'dwelling',
      title: say('1单元101', 'Unit 1, 101'),
      in: '330109001072-003-012',
      is: { visited: true },
    },
    '330109001072-003-012-2': {
      kind: 'dwelling',
      title: say('1单元102', 'Unit 1, 102'),
      in: '330109001072-003-012',
      is: { visited: false, tries: 2 },
    },
    '330109001072-003-014': { kind: 'building', title: say('14幢', 'Building 14'), in: '330109001072-003' },
  },
  parties: { p1: person(1), p2: person(2), p3: person(3), p4: person(4), p5: person(5), p6: person(6) },
  posts: [
    held('street-liaison', '330109001072', 'p1'),
    held('street-liaison', '330109001047', 'p1'),
    held('community-lead', '330109001072', 'p2'),
    held('community-lead', '330109001047', 'p2'),
    held('grid-chief', '330109001072-003', 'p3'),
    held('grid-chief', '330109001072-001', 'p3'),
    held('grid-chief', '330109001047-002', 'p3'),
    held('grid-worker', '330109001072-003', 'p4'),
    held('grid-worker', '330109001072-001', 'p4'),
    held('grid-worker', '330109001047-002', undefined, '2020-04-07'),
    held('building-leader', '330109001072-003-012', 'p5', '2019-01-01', { 'party-member': true }),
    held('building-leader', '330109001072-003-014', undefined, '2020-04-10'),
    held('building-leader', '330109001072-003-014', 'p6', '2020-04-11'),
  ],
}
const people: PeopleFile = {
  purpose: say('找得到责任人', 'To reach them'),
  basis: 'duty',
  keep: 'P1Y',
  people: {
    's-1': { name: say('示例甲', 'Sample A'), phone: '000-0000-0001' },
    's-2': { name: say('示例乙', 'Sample B'), phone: '000-0000-0002' },
    's-3': { name: say('王示例', 'Wang Sample'), phone: '000-0000-0003' },
    's-4': { name: say('李示例', 'Li Sample'), phone: '000-0000-0004' },
    's-5': { name: say('示例己', 'Sample F') },
    's-6': { name: say('周示例', 'Zhou Sample') },
  },
}

/** 1 street, 19 communities, 190 grids, 1,900 buildings, and homes up to `count`. */
function large(count: number): RosterFile {
  const places: Record<string, RosterFile['places'][string]> = { s: { kind: 'street', title: say('大街道', 'Street') } }
  let left = count - 1 - 19 - 190 - 1900
  for (let c = 0; c < 19; c++) {
    places[`c${c}`] = { kind: 'community', title: say(`${c}社区`, `Community ${c}`), in: 's' }
    for (let g = 0; g < 10; g++) {
      places[`c${c}-${g}`] = { kind: 'grid', title: say(`${g}网格`, `Grid ${g}`), in: `c${c}` }
      for (let b = 0; b < 10; b++) {
        const id = `c${c}-${g}-${b}`
        places[id] = { kind: 'building', title: say(`${b}幢`, `Building ${b}`), in: `c${c}-${g}` }
        const last = c === 18 && g === 9 && b === 9
        for (let h = last ? left : Math.min(left, 85); h > 0; h--, left--) {
          places[`${id}-${h}`] = { kind: 'dwelling', title: say(`${h}室`, `Room ${h}`), in: id }
        }
      }
    }
  }
  return { roster: 'large', asOf: '2020-04-10', places, parties: {}, posts: [] }
}

/** As long as a busy machine may take. */
const heard = <N extends keyof GlobalEventHandlersEventMap>(el: GridRoster, name: N) =>
  oneEvent(el, name) as unknown as Promise<GlobalEventHandlersEventMap[N]>
const root = (el: GridRoster) => el.shadowRoot!
const find = <T extends HTMLElement = HTMLElement>(el: GridRoster, selector: string) =>
  root(el).querySelector<T>(selector)!
const all = (el: GridRoster, selector: string) => [...root(el).querySelectorAll<HTMLElement>(selector)]
const text = (node: Element | null | undefined) => node?.textContent?.replace(/\s+/g, ' ').trim() ?? ''
/** As it is read, lines apart. */
const read = (node: HTMLElement | null) => node?.innerText.replace(/\s+/g, ' ').trim() ?? ''
const rows = (el: GridRoster) => all(el, '[data-row]')
const names = (el: GridRoster) => rows(el).map((row) => text(row.querySelector('b')))
const active = (el: GridRoster) => text(root(el).activeElement?.querySelector('b'))
const settled = async (el: GridRoster) => {
  await el.updateComplete
  await nextFrame()
  await el.updateComplete
}
const click = async (el: GridRoster, target: Element | undefined | null) => {
  ;(target as HTMLElement).click()
  await settled(el)
}
const press = async (el: GridRoster, ...keys: readonly string[]) => {
  for (const key of keys) {
    root(el).activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    await settled(el)
  }
}
const search = async (el: GridRoster, words: string) => {
  const input = find<HTMLInputElement>(el, 'input[type=search]')
  input.value = words
  input.dispatchEvent(new InputEvent('input', { bubbles: true }))
  await settled(el)
}
/** Types into a field of the dialog. */
const type = async (el: GridRoster, name: string, words: string) => {
  const input = find<HTMLInputElement>(el, `input[name=${name}]`)
  input.value = words
  input.dispatchEvent(new InputEvent('input', { bubbles: true }))
  await settled(el)
}
const button = (el: GridRoster, words: string) => all(el, 'button').find((each) => text(each).startsWith(words))
const shownOf = async (roster = street, more: Partial<GridRoster> = {}) => {
  const el = await fixture<GridRoster>(html`<linli-grid-roster></linli-grid-roster>`)
  Object.assign(el, { roster, people, ...more })
  await settled(el)
  return el
}
const focusFirst = (el: GridRoster) => find(el, '[data-row][tabindex="0"]').focus()

describe('rows in a window', () => {
  const window = (count: number, row: number, limit?: number) =>
    Object.assign(new RowWindow(limit), { count, row, view: 600 })

  it('draws what is seen and a little more', () => {
    const it = window(1000, 40)
    expect(it.height).to.equal(40_000)
    expect(it.at(0)).to.deep.equal({ first: 0, last: 21, y: 0 })
    expect(it.at(4010)).to.deep.equal({ first: 94, last: 122, y: 94 * 40 })
    expect(it.at(40_000 - 600).last).to.equal(1000)
    expect(window(3, 40).at(0)).to.deep.equal({ first: 0, last: 3, y: 0 })
    expect(window(0, 40).at(0)).to.deep.equal({ first: 0, last: 0, y: 0 })
  })

  it('reaches every row of a list that is higher than a box may be', () => {
    const it = window(165_333, 72, 2_000_000)
    expect(it.height).to.equal(2_000_000)
    const end = it.height - it.view
    const { first, last, y } = it.at(end)
    expect(last).to.equal(165_333)
    // the last row ends where the box ends
    expect(Math.round(y + (last - first) * 72)).to.equal(2_000_000)
    for (const index of [0, 1, 7, 82_666, 165_331, 165_332]) {
      const top = it.reveal(index, 1_000_000)
      const drawn = it.at(top)
      const at = drawn.y + (index - drawn.first) * 72 - top
      expect(at, `row ${index}`).to.be.within(-1, 600 - 72 + 1)
    }
  })

  it('moves no further than it must, or to the middle', () => {
    const it = window(1000, 40)
    expect(it.reveal(5, 0)).to.equal(0)
    expect(it.reveal(15, 0)).to.equal(40)
    expect(it.reveal(2, 400)).to.equal(80)
    expect(it.reveal(500, 0, true)).to.equal(500 * 40 - 280)
    expect(it.reveal(0, 400, true)).to.equal(0)
    expect(it.reveal(999, 0, true)).to.equal(40_000 - 600)
  })
})

describe('rows in sight', () => {
  const places = placesFrom(street)
  const make = () => new Shown(places.rows, 0, places.size)
  const titles = ({ list }: Shown) => list.map((row) => places.rows.at(row).title.zh)

  it('opens, closes, and finds its way to a row', () => {
    const it = make()
    expect(titles(it)).to.deep.equal(['城厢街道', '俊良社区', '育才东苑社区'])
    it.reveal(places.rows.of('330109001072-003-014'))
    expect(titles(it)).to.include.members(['3网格', '12幢', '14幢']).and.not.include('1单元101')
    it.setOpen([0], false)
    expect(titles(it)).to.deep.equal(['城厢街道'])
    it.setOpen([0], true)
    expect(titles(it)).to.include('14幢')
    it.setAll(true)
    expect(it.list).to.have.length(10)
    it.setAll(false)
    expect(titles(it)).to.deep.equal(['城厢街道', '俊良社区', '育才东苑社区'])
    expect(it.indexOf(places.rows.of('330109001072'))).to.equal(2)
    expect(it.indexOf(places.rows.of('330109001072-003'))).to.equal(-1)
    expect(it.siblings(places.rows.of('330109001047')).map((row) => places.rows.ids[row])).to.deep.equal([
      '330109001047',
      '330109001072',
    ])
  })

  it('leaves what was found, what leads to it, and what lies under it; then all is as before', () => {
    const it = make()
    const grid = places.rows.of('330109001072-003')
    it.filter([grid])
    expect(titles(it)).to.deep.equal(['城厢街道', '育才东苑社区', '3网格'])
    it.setOpen([grid], true)
    expect(titles(it)).to.include.members(['12幢', '14幢'])
    it.filter(undefined)
    expect(titles(it)).to.deep.equal(['城厢街道', '俊良社区', '育才东苑社区'])
    it.filter([])
    expect(titles(it)).to.deep.equal([])
  })

  it('shows one place as if it were the whole', () => {
    const first = places.rows.of('330109001072')
    const it = new Shown(places.rows, first, places.rows.end[first]!)
    expect(titles(it)).to.deep.equal(['育才东苑社区', '1网格', '3网格'])
    expect(it.level(first)).to.equal(1)
    expect(it.parent(first)).to.equal(-1)
  })
})

describe('linli-grid-roster: what comes late', function () {
  this.timeout(20_000)
  const looks = (el: GridRoster) => (root(el).querySelector('slot') ? 'waits' : 'drawn')

  it('stands in its language and with who answers, or not yet', async () => {
    expect([late.english.now, late.card.now]).to.deep.equal([undefined, undefined])
    const box = await fixture(html`<div lang="en"><linli-grid-roster>Opening</linli-grid-roster></div>`)
    const el = Object.assign(box.querySelector('linli-grid-roster')!, { roster: street, people, value: '330109001072' })
    await el.updateComplete
    expect(looks(el)).to.equal('waits')
    await until(() => looks(el) === 'drawn')
    expect(text(find(el, '.eave h2'))).to.equal('Grid roster')
    expect(all(el, '.rungs li').length).to.be.greaterThan(0)
  })

  it('searches for what was typed before the search was there', async () => {
    expect(late.search.now).to.equal(undefined)
    const el = await shownOf()
    await search(el, '育才')
    find(el, 'input[type=search]').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }))
    await until(() => active(el) === '育才东苑社区')
    expect(names(el)).not.to.include('俊良社区')
  })

  it('goes on without what cannot be had, says so, and has it once it can', async () => {
    const { card, english, search: finding } = late
    const kept = [card.now, english.now, finding.now]
    const away = () => Promise.reject(new Error('no network'))
    const loads = [card, english, finding].map((part) => part.load)
    try {
      for (const part of [card, english, finding]) Object.assign(part, { now: undefined, failed: true, load: away })
      const box = await fixture(html`<div lang="en"><linli-grid-roster></linli-grid-roster></div>`)
      const el = Object.assign(box.querySelector('linli-grid-roster')!, { roster: street, value: '330109001072' })
      await settled(el)
      expect(text(find(el, '.chain'))).to.contain('没有连上')
    } finally {
      for (const [i, part] of [card, english, finding].entries())
        Object.assign(part, { now: kept[i], failed: false, load: loads[i] })
    }
  })
})

describe('linli-grid-roster', function () {
  before(() => Promise.all(Object.values(late).map((part: Late<unknown>) => part.load())))
  this.timeout(30_000)
  afterEach(fixtureCleanup)

  it('shows the words inside it until there is a roster', async () => {
    const el = await fixture<GridRoster>(html`<linli-grid-roster>名册正在打开</linli-grid-roster>`)
    const slot = root(el).querySelector('slot')!
    expect(text(slot.assignedNodes()[0]!.parentElement)).to.equal('名册正在打开')
    expect(getComputedStyle(el).borderInlineStartWidth).to.equal('0px')
    el.roster = street
    await settled(el)
    expect(root(el).querySelector('slot')).to.equal(null)
    expect(names(el)).to.deep.equal(['城厢街道', '俊良社区', '育才东苑社区'])
  })

  it('shows the same whether set before or after connecting', async () => {
    const before = Object.assign(document.createElement('linli-grid-roster'), {
      roster: street,
      people,
      value: '330109001072-003',
    })
    before.setAttribute('place', '330109001072')
    const first = await fixture<GridRoster>(html`<div>${before}</div>`).then((box) =>
      box.querySelector('linli-grid-roster')!,
    )
    await settled(first)
    const after = await shownOf()
    after.place = '330109001072'
    after.setAttribute('selected', '330109001072-003')
    await settled(after)
    expect(names(first)).to.deep.equal(['育才东苑社区', '1网格', '3网格'])
    expect(find(after, '.body').innerText).to.equal(find(first, '.body').innerText)
  })

  it('says so where place or selected name nothing, and goes on', async () => {
    const el = await shownOf()
    el.place = 'nowhere'
    await settled(el)
    expect(text(find(el, '.mid')))
      .to.contain('名册里没有这个地方')
      .and.contain('nowhere')
    const warned: string[] = []
    const { warn } = console
    console.warn = (words: string) => warned.push(words)
    el.place = ''
    el.value = 'elsewhere'
    await settled(el)
    console.warn = warn
    expect(warned.join()).to.contain('elsewhere')
    expect(rows(el)).to.have.length(3)
    expect(text(find(el, '.chain'))).to.contain('选一个地方')
  })

  it('tells who answers for each row, what is missing, homes and visits where the roster has them', async () => {
    const el = await shownOf(street, { value: '330109001072-003-012' })
    await click(el, button(el, '全部展开'))
    const row = (name: string) => rows(el).find((each) => text(each.querySelector('b')) === name)
    expect(text(row('城厢街道')))
      .to.contain('联社区干部 2 人')
      .and.contain('缺 2')
    expect(text(row('育才东苑社区')))
      .to.contain('示例乙 社区主要领导')
      .and.contain('330109001072')
    expect(text(row('3网格')))
      .to.contain('李示例 网格员')
      .and.contain('…072-003')
    expect(text(row('12幢')))
      .to.contain('示例己 楼长')
      .and.contain('齐')
    expect(text(row('14幢')))
      .to.contain('空缺 网格员代管')
      .and.contain('缺 1')
    expect(text(row('1单元101')))
      .to.contain('随楼长')
      .and.contain('已走访')
    expect(text(row('1单元102'))).to.contain('2 次没人在')
    expect(all(el, '[role=columnheader]').map(text)).to.deep.equal(['地方', '代码', '谁负责', '户', '已走访', '责任'])
    const places = Object.fromEntries(Object.entries(street.places).filter(([, { kind }]) => kind !== 'dwelling'))
    el.roster = { ...street, places }
    await settled(el)
    expect(all(el, '[role=columnheader]').map(text)).to.deep.equal(['地方', '代码', '谁负责', '责任'])
  })

  it('has a number for everything, and every number opens its rows', async () => {
    const el = await shownOf()
    const counts = () => all(el, '.count')
    expect(counts().map(text)).to.deep.equal([
      '2 社区',
      '3 网格',
      '2 幢',
      '楼长到位 1 / 2',
      '党员楼长 1 （50.0%）',
      '缺口 2',
    ])
    const opened: Record<string, string[]> = {}
    for (const each of counts()) {
      await click(el, each)
      expect(each.getAttribute('aria-pressed')).to.equal('true')
      opened[text(each)] = names(el)
    }
    expect(opened['2 社区']).to.deep.equal(['城厢街道', '俊良社区', '育才东苑社区'])
    expect(opened['2 幢']).to.deep.equal(['城厢街道', '育才东苑社区', '3网格', '12幢', '14幢'])
    expect(opened['楼长到位 1 / 2']).to.deep.equal(['城厢街道', '育才东苑社区', '3网格', '12幢'])
    expect(opened['缺口 2']).to.deep.equal(['城厢街道', '俊良社区', '2网格', '育才东苑社区', '3网格', '14幢'])
    expect(text(find(el, '.only'))).to.contain('只看缺口，2 处')
    await click(el, button(el, '全部显示'))
    expect(names(el)).to.deep.equal(['城厢街道', '俊良社区', '育才东苑社区'])
    await click(el, counts()[2])
    await click(el, counts()[2])
    expect(root(el).querySelector('.only')).to.equal(null)
    // what is dotted is pressed
    expect(all(el, '.n').every((number) => number.closest('button'))).to.equal(true)
  })

  it('lists the gaps with who holds them and since when, and goes there', async () => {
    const el = await shownOf()
    expect(all(el, '.gaps li').map((li) => text(li).replace('去补', '').trim())).to.deep.equal([
      '网格员空缺俊良社区·2网格 由网格长 王示例 代管，已 3 天',
      '楼长空缺育才东苑社区·3网格·14幢 由网格员 李示例 代管，今天起，周示例 4月11日到岗',
    ])
    const told = heard(el, 'linli-place-select')
    await click(el, all(el, '.gaps .to')[1])
    expect((await told).detail).to.deep.equal({ place: '330109001072-003-014' })
    expect(text(find(el, '[aria-selected=true] b'))).to.equal('14幢')
    expect(el.value).to.equal('330109001072-003-014')
  })

  it('draws the chain: five rungs, the one to call first filled, the vacant one dashed with who holds it', async () => {
    const el = await shownOf(street, { value: '330109001072-003-014' })
    expect(text(find(el, '.chain .plate'))).to.equal('3网格·14幢')
    const rungs = all(el, '.rungs li')
    expect(rungs.map((rung) => read(rung.querySelector('p')))).to.deep.equal([
      '示例甲 街道联社区干部 · 育才东苑社区',
      '示例乙 社区主要领导 · 育才东苑社区',
      '王示例 网格长 · 3网格',
      '李示例 ◂ 先打给 网格员 · 3网格',
      '空缺 · 网格员代管 楼长 · 14幢 周示例 4月11日到岗',
    ])
    expect(rungs.map(({ className }) => className)).to.deep.equal(['', '', '', 'here', 'vacant'])
    expect(all(el, '.rungs a').map((a) => a.getAttribute('href'))).to.deep.equal(
      ['0001', '0002', '0003', '0004'].map((end) => `tel:0000000${end}`),
    )
    expect(all(el, '.chain .btn.go')).to.have.length(1)
    expect(find(el, '.rungs a').getAttribute('aria-label')).to.equal('打电话 示例甲')
    el.people = ''
    await settled(el)
    expect(text(find(el, '.rungs .here'))).to.contain('网格员')
    expect(root(el).querySelector('.rungs a')).to.equal(null)
  })

  describe('search', () => {
    it('narrows the tree, underlines what was meant, and says how much was found', async () => {
      const el = await shownOf()
      find<HTMLInputElement>(el, 'input[type=search]').focus()
      await search(el, '育才')
      expect(names(el)).to.deep.equal(['城厢街道', '育才东苑社区', '1网格', '3网格'])
      expect(text(find(el, 'mark'))).to.equal('育才')
      expect(text(find(el, '.endnote [role=status]'))).to.equal('找到 1 个社区，含 2 网格 2 幢')
      await search(el, '幢')
      expect(text(find(el, '.endnote [role=status]'))).to.equal('找到 2 幢')
      await search(el, '072-003-014')
      expect(names(el)).to.include('14幢').and.not.include('12幢')
      await search(el, '')
      expect(names(el)).to.deep.equal(['城厢街道', '俊良社区', '育才东苑社区'])
    })

    it('finds by pinyin initials once the field was touched', async () => {
      const el = await shownOf()
      find<HTMLInputElement>(el, 'input[type=search]').focus()
      await search(el, 'ycdy')
      await until(() => names(el).includes('育才东苑社区'))
      expect(text(find(el, 'mark'))).to.equal('育才东苑')
      expect(names(el)).not.to.include('俊良社区')
    })

    it('says what to try where nothing is found, and Esc takes it back', async () => {
      const el = await shownOf()
      const input = find<HTMLInputElement>(el, 'input[type=search]')
      input.focus()
      await search(el, 'ycdx')
      expect(text(find(el, '.none'))).to.equal('没有找到「ycdx」。试试楼栋号，或打给网格员。')
      input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }))
      await settled(el)
      expect(input.value).to.equal('')
      expect(rows(el)).to.have.length(3)
    })

    it('waits for an input method, takes Enter as the best find and ArrowDown as the way into the tree', async () => {
      const el = await shownOf()
      const input = find<HTMLInputElement>(el, 'input[type=search]')
      input.focus()
      input.value = "yu'cai"
      input.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }))
      await settled(el)
      expect(rows(el)).to.have.length(3)
      input.value = '14'
      input.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }))
      await settled(el)
      await press(el, 'Enter')
      expect(el.value).to.equal('330109001072-003-014')
      await press(el, 'ArrowDown')
      expect(active(el)).to.equal('14幢')
    })
  })

  describe('keyboard', () => {
    /** 城厢街道 > 俊良社区 · 育才东苑社区 > 1网格 · 3网格 */
    const opened = async () => {
      const el = await shownOf()
      focusFirst(el)
      await press(el, 'End', 'ArrowRight')
      return el
    }
    /** The row that has the focus, and the cell in it where it is one. */
    const at = (el: GridRoster) => {
      const focused = root(el).activeElement!
      const row = focused.closest('[data-row]')!
      const cell = focused === row ? '' : ` ${[...row.children].indexOf(focused)}`
      return `${text(row.querySelector('b'))}${cell}`
    }
    const ctrl = async (el: GridRoster, key: string) => {
      const init = { key, ctrlKey: true, bubbles: true, cancelable: true }
      root(el).activeElement!.dispatchEvent(new KeyboardEvent('keydown', init))
      await settled(el)
    }

    it('one row or cell is in the order of Tab, and in the row what can be pressed', async () => {
      const el = await opened()
      const inOrder = () => all(el, '.scroll :is([tabindex="0"])').map((each) => each.className.split(' ')[0])
      expect(inOrder()).to.deep.equal(['cols', 'more'])
    })

    it('ArrowRight opens a closed row', async () => {
      const el = await opened()
      expect(at(el)).to.equal('育才东苑社区')
      expect(find(el, '[data-row][tabindex="0"]').getAttribute('aria-expanded')).to.equal('true')
    })

    it('ArrowRight on an open row, and on one without rows below, goes to its first cell', async () => {
      const el = await opened()
      await press(el, 'ArrowRight')
      expect(at(el)).to.equal('育才东苑社区 0')
      await press(el, 'ArrowLeft', 'ArrowDown', 'ArrowRight')
      expect(at(el)).to.equal('1网格 0')
    })

    it('ArrowRight in a cell goes to the next one, and stays in the last', async () => {
      const el = await opened()
      await press(el, 'ArrowRight', 'ArrowRight')
      expect(at(el)).to.equal('育才东苑社区 1')
      await press(el, ...Array<string>(9).fill('ArrowRight'))
      expect(at(el)).to.equal('育才东苑社区 5')
    })

    it('ArrowLeft closes an open row, and on a closed one stays', async () => {
      const el = await opened()
      await press(el, 'ArrowLeft')
      expect(names(el)).to.deep.equal(['城厢街道', '俊良社区', '育才东苑社区'])
      await press(el, 'ArrowLeft')
      expect(at(el)).to.equal('育才东苑社区')
    })

    it('ArrowLeft in a cell goes to the one before, and in the first to the row', async () => {
      const el = await opened()
      await press(el, 'ArrowRight', 'ArrowRight', 'ArrowLeft')
      expect(at(el)).to.equal('育才东苑社区 0')
      await press(el, 'ArrowLeft')
      expect(at(el)).to.equal('育才东苑社区')
    })

    it('ArrowDown and ArrowUp go to the next row and the one before, and stop at the ends', async () => {
      const el = await opened()
      await press(el, 'ArrowUp')
      expect(at(el)).to.equal('俊良社区')
      await press(el, 'ArrowUp', 'ArrowUp')
      expect(at(el)).to.equal('城厢街道')
      await press(el, ...Array<string>(7).fill('ArrowDown'))
      expect(at(el)).to.equal('3网格')
    })

    it('ArrowDown and ArrowUp in a cell stay in its column', async () => {
      const el = await opened()
      await press(el, 'ArrowRight', 'ArrowRight', 'ArrowDown')
      expect(at(el)).to.equal('1网格 1')
      await press(el, 'ArrowUp', 'ArrowUp')
      expect(at(el)).to.equal('俊良社区 1')
    })

    it('PageDown and PageUp go as far as is seen, in a row and in a cell', async () => {
      const el = await opened()
      await press(el, 'PageUp')
      expect(at(el)).to.equal('城厢街道')
      await press(el, 'PageDown')
      expect(at(el)).to.equal('3网格')
      await press(el, 'ArrowUp', 'ArrowRight', 'PageUp')
      expect(at(el)).to.equal('城厢街道 0')
    })

    it('Home and End go to the first and the last row, in a cell to the first and the last of the row', async () => {
      const el = await opened()
      await press(el, 'Home')
      expect(at(el)).to.equal('城厢街道')
      await press(el, 'End')
      expect(at(el)).to.equal('3网格')
      await press(el, 'ArrowUp', 'ArrowRight', 'ArrowRight', 'Home')
      expect(at(el)).to.equal('1网格 0')
      await press(el, 'End')
      expect(at(el)).to.equal('1网格 5')
    })

    it('Control with Home and End goes to the first and the last row, in a cell of the same column', async () => {
      const el = await opened()
      await ctrl(el, 'Home')
      expect(at(el)).to.equal('城厢街道')
      await ctrl(el, 'End')
      expect(at(el)).to.equal('3网格')
      await press(el, 'ArrowUp', 'ArrowRight', 'ArrowRight')
      await ctrl(el, 'Home')
      expect(at(el)).to.equal('城厢街道 1')
      await ctrl(el, 'End')
      expect(at(el)).to.equal('3网格 1')
    })

    it('Enter in the cell of the posts opens their menu', async () => {
      const el = await opened()
      await press(el, 'ArrowRight', 'End', 'Enter')
      await until(() => root(el).querySelector('.menu:popover-open'))
    })

    it('an asterisk opens a row and all beside it', async () => {
      const el = await shownOf()
      focusFirst(el)
      await press(el, 'ArrowDown', '*')
      expect(names(el)).to.deep.equal(['城厢街道', '俊良社区', '2网格', '育才东苑社区', '1网格', '3网格'])
    })

    it('chooses by Enter, tells it, and keeps the focus', async () => {
      const el = await shownOf()
      focusFirst(el)
      await press(el, 'End')
      const told = heard(el, 'linli-place-select')
      await press(el, 'Enter')
      expect((await told).detail.place).to.equal('330109001072')
      expect(active(el)).to.equal('育才东苑社区')
      expect(text(find(el, 'p[role=status]'))).to.equal('育才东苑社区：先打给 示例乙，社区主要领导')
    })

    it('goes to a name by its first letters, in characters or pinyin', async () => {
      const el = await shownOf()
      find<HTMLInputElement>(el, 'input[type=search]').focus()
      await until(learnPinyin)
      focusFirst(el)
      await press(el, 'y')
      expect(active(el)).to.equal('育才东苑社区')
      await press(el, 'c')
      expect(active(el)).to.equal('育才东苑社区')
      await aTimeout(820)
      await press(el, '城')
      expect(active(el)).to.equal('城厢街道')
    })

    it('turns left and right round where the page reads from the right', async () => {
      const box = await fixture(html`<div dir="rtl"><linli-grid-roster></linli-grid-roster></div>`)
      const el = Object.assign(box.querySelector('linli-grid-roster')!, { roster: street, people })
      await settled(el)
      focusFirst(el)
      await press(el, 'End', 'ArrowLeft')
      expect(names(el)).to.include('3网格')
      await press(el, 'ArrowRight')
      expect(names(el)).not.to.include('3网格')
      expect(el.scrollWidth).to.be.at.most(el.clientWidth)
    })
  })

  describe('with 165,333 places', () => {
    let roster: RosterFile
    before(() => {
      roster = large(165_333)
    })

    it('draws a handful of rows and reaches the last at 72 px, by keyboard and by scrolling', async () => {
      const box = await fixture(html`<div elder><linli-grid-roster></linli-grid-roster></div>`)
      const el = Object.assign(box.querySelector('linli-grid-roster')!, { roster })
      await settled(el)
      await click(el, button(el, '全部展开'))
      const grid = find(el, '.scroll')
      expect(grid.getAttribute('aria-rowcount')).to.equal('165334')
      expect(rows(el)[0]!.offsetHeight).to.equal(72)
      expect(rows(el).length).to.be.lessThan(40)
      const last = () => rows(el).at(-1)!
      const isSeen = (row: HTMLElement) => {
        const [inner, outer] = [row.getBoundingClientRect(), grid.getBoundingClientRect()]
        return inner.bottom <= outer.bottom + 2 && inner.top >= outer.top
      }
      grid.scrollTop = grid.scrollHeight
      await settled(el)
      expect(last().getAttribute('aria-rowindex')).to.equal('165334')
      expect(isSeen(last())).to.equal(true)

      grid.scrollTop = 0
      await settled(el)
      focusFirst(el)
      await press(el, 'End')
      expect(root(el).activeElement?.getAttribute('aria-rowindex')).to.equal('165334')
      expect(isSeen(last())).to.equal(true)
      await press(el, 'ArrowUp')
      expect(root(el).activeElement?.getAttribute('aria-rowindex')).to.equal('165333')

      // scrolled away, the row with the focus stays, and the next key brings it back
      grid.scrollTop = 4_000_000
      await settled(el)
      expect(root(el).activeElement?.getAttribute('aria-rowindex')).to.equal('165333')
      await press(el, 'ArrowDown')
      expect(isSeen(last())).to.equal(true)
      expect(rows(el).length).to.be.lessThan(40)
    })

    it('stays usable when a search finds very many', async () => {
      const el = await shownOf(roster)
      await search(el, '室')
      expect(text(find(el, '.endnote [role=status]'))).to.contain('163,223')
      expect(rows(el).length).to.be.lessThan(40)
    })
  })

  describe('from a file', () => {
    const fetched = window.fetch
    afterEach(() => {
      window.fetch = fetched
    })
    const files = (texts: Record<string, string>, when: Promise<unknown> = Promise.resolve()) => {
      window.fetch = async (address) => {
        await when
        const body = texts[String(address).replace(/^.*\//, '')]
        return new Response(body ?? '', { status: body === undefined ? 404 : 200 })
      }
    }
    const from = (src: string, more = '') =>
      fixture<GridRoster>(html`<linli-grid-roster src=${src} people=${more}>正在打开</linli-grid-roster>`)

    it('reads roster and people without a station', async () => {
      let arrive = () => {}
      const gate = new Promise<void>((go) => (arrive = go))
      files({ 'r.json': JSON.stringify(street), 'p.json': JSON.stringify(people) }, gate)
      const el = await from('r.json', 'p.json')
      await until(() => root(el).querySelector('[aria-busy]'))
      expect(text(find(el, '[aria-busy]')))
        .to.contain('正在读名册')
        .and.contain('停下')
      await expect(el).to.be.accessible()
      arrive()
      await until(() => rows(el).length > 0)
      expect(text(find(el, '.gaps'))).to.contain('王示例')
    })

    it('says what is wrong, where, and what was meant; reads again; keeps the last good one', async () => {
      files({ 'r.json': JSON.stringify(street, undefined, 1).replace('"grid"', '"gird"') })
      const el = await from('r.json')
      const told = heard(el, 'linli-roster-trouble')
      expect((await told).detail.troubles).to.have.length(1)
      await settled(el)
      expect(text(find(el, '.mid h3'))).to.match(/^r\.json 第 \d+ 行第 \d+ 列：.*gird.*您是不是想写 grid？$/)
      expect(text(find(el, '.code u'))).to.equal('gird')
      await expect(el).to.be.accessible()
      files({ 'r.json': JSON.stringify(street) })
      await click(el, button(el, '再读一次'))
      await until(() => rows(el).length > 0)
      files({ 'r.json': '{', 'x.json': '{' })
      el.src = 'x.json'
      await until(() => root(el).querySelector('.mid h3') !== null)
      expect(text(find(el, '.mid'))).to.contain('仍用上一次读好的名册')
      expect(rows(el)).to.have.length(3)
    })

    it('says so where there is no file, and where there is no network', async () => {
      files({})
      const el = await from('nowhere.json')
      await until(() => text(root(el).querySelector('.mid')).includes('读不到名册'))
      Object.defineProperty(navigator, 'onLine', { value: false, configurable: true })
      await click(el, button(el, '再读一次'))
      await until(() => text(root(el).querySelector('.mid')).includes('没有连上'))
      delete (navigator as { onLine?: boolean }).onLine
      await expect(el).to.be.accessible()
    })

    it('can be stopped and started again', async () => {
      let arrive = () => {}
      const gate = new Promise<void>((go) => (arrive = go))
      files({ 'r.json': JSON.stringify(street) }, gate)
      const el = await from('r.json')
      await until(() => button(el, '停下'))
      await click(el, button(el, '停下'))
      expect(text(find(el, '.mid'))).to.contain('停下了')
      arrive()
      await aTimeout(50)
      expect(rows(el)).to.have.length(0)
      await click(el, button(el, '再读一次'))
      await until(() => rows(el).length > 0)
    })

    it('says what an empty roster needs', async () => {
      files({ 'r.json': JSON.stringify({ ...street, places: {}, posts: [], parties: {} }) })
      const el = await from('r.json')
      await until(() => text(root(el).querySelector('.mid')).includes('名册是空的'))
      expect(button(el, '导入名册')).not.to.equal(undefined)
      await expect(el).to.be.accessible()
      el.readonly = true
      await settled(el)
      expect(button(el, '导入名册')).to.equal(undefined)
    })
  })

  describe('from a station', () => {
    const station = (more: object = {}) => {
      const places = placesFrom(street)
      const it = {
        places,
        posts: postsFrom(street, places, people),
        roster: street,
        people,
        book: { zone: 'Asia/Shanghai', kinds: new Map() },
        // past midnight of the 12th in Shanghai, still the 11th in London
        clock: { now: () => Date.UTC(2020, 3, 11, 17), wake: () => () => undefined },
        watch(look: (from: unknown) => unknown, see: (value: unknown) => void) {
          see(look(it))
          return () => undefined
        },
        ...more,
      }
      return it as unknown as Station
    }

    it('shows what the station has, and offers only what the station can do', async () => {
      const el = await fixture<GridRoster>(html`<linli-grid-roster .station=${station()}>正在打开</linli-grid-roster>`)
      await settled(el)
      expect(names(el)).to.deep.equal(['城厢街道', '俊良社区', '育才东苑社区'])
      expect(button(el, '导入名册')).to.equal(undefined)
      expect(button(el, '去补')).to.equal(undefined)
      expect(button(el, '导出')).not.to.equal(undefined)
      expect(text(find(el, '.gaps li'))).to.contain('已 5 天')
    })

    it('gives an import to the station', async () => {
      const taken: unknown[] = []
      const el = await fixture<GridRoster>(
        html`<linli-grid-roster .station=${station({ me: 'clerk', takeRoster: (...all: unknown[]) => Promise.resolve(taken.push(all)) })}></linli-grid-roster>`,
      )
      await settled(el)
      await click(el, button(el, '去补'))
      await until(() => root(el).querySelector('dialog[open]'))
      find<HTMLInputElement>(el, 'input[name=name]').value = '新示例'
      find<HTMLFormElement>(el, 'dialog form').requestSubmit()
      await until(() => taken.length > 0)
      const [[roster]] = taken as [[RosterFile]]
      expect(roster.posts.at(-1)).to.include({ post: 'grid-worker', place: '330109001047-002', from: '2020-04-12' })
      expect(JSON.stringify(roster)).not.to.contain('新示例')
    })
  })

  describe('import', () => {
    const open = async (el: GridRoster) => {
      await click(el, button(el, '导入名册'))
      await until(() => root(el).querySelector('dialog[open]'))
    }
    const give = async (el: GridRoster, csv: BlobPart) => {
      const files = new DataTransfer()
      files.items.add(new File([csv], '名册.csv', { type: 'text/csv' }))
      const input = find<HTMLInputElement>(el, 'input[type=file]')
      input.files = files.files
      input.dispatchEvent(new Event('change'))
      await until(() => root(el).querySelector('select') ?? root(el).querySelector('dialog .note'))
    }
    const check = async (el: GridRoster) => {
      await click(el, button(el, '检查一遍'))
      await until(() => button(el, '改栏目对应'))
    }
    const csv = `代码,名称,类别,所在,楼长
330109001072-003-015,15幢,楼栋,330109001072-003,示例庚
,16幢,楼栋,330109001072-003,
330109001072-003-017,17幢,楼动,330109001072-003,
330109001072-003-012,12幢（东）,楼栋,330109001072-003,示例己
`

    it('takes a .xlsx, and says in words why one cannot be opened', async () => {
      const el = await shownOf()
      await open(el)
      await give(el, new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]))
      expect(find(el, 'dialog .note').textContent).to.contain('另存为 .xlsx')
      const rows = csv.split('\n').map((line) => line.split(','))
      await give(el, xlsxFromRows({ name: '名册', rows, headings: 1, widths: [] }))
      await until(() => root(el).querySelector('select'))
      await check(el)
      const told = [...root(el).querySelectorAll('.bad li')].map((it) => it.textContent)
      expect(told[0]).to.contain('名册.csv A3：这一行没有代码')
    })

    it('guesses the columns, names bad rows, takes the good ones, and tells the page', async () => {
      const el = await shownOf()
      await open(el)
      await expect(el).to.be.accessible()
      await give(el, csv)
      expect(
        all(el, '.mapping > label select')
          .map((select) => (select as HTMLSelectElement).value)
          .slice(0, 5),
      ).to.deep.equal(['代码', '名称', '类别', '所在', '楼长'])
      await expect(el).to.be.accessible()
      await check(el)
      expect(text(find(el, '.popup h3'))).to.equal('2 行可以读进来')
      expect(all(el, '.bad li').map(text)).to.deep.equal([
        '名册.csv 第 3 行第 1 列：这一行没有代码，先跳过。',
        '名册.csv 第 4 行第 3 列：没有「楼动」这一类地方。您是不是想写 楼栋？',
      ])
      await expect(el).to.be.accessible()
      const told = heard(el, 'linli-roster-import')
      await click(el, button(el, '读进来'))
      const { detail } = await told
      expect(detail.troubles).to.have.length(2)
      expect(detail.mapping).to.include({ code: '代码', 'building-leader': '楼长' })
      await until(() => !root(el).querySelector('dialog'))
      expect(el.roster?.places['330109001072-003-015']?.kind).to.equal('building')
      expect(text(all(el, '.count')[2])).to.equal('3 幢')
      expect(street.places['330109001072-003-015']).to.equal(undefined)
    })

    it('leaves the roster alone where the page prevents it, or the person goes', async () => {
      const el = await shownOf()
      el.addEventListener('linli-roster-import-before', (event) => event.preventDefault())
      await open(el)
      await give(el, csv)
      await check(el)
      await click(el, button(el, '读进来'))
      expect(text(find(el, 'dialog [role=alert]'))).to.contain('没有收下')
      expect(el.roster).to.equal(street)
      await click(el, button(el, '不导了'))
      await until(() => !root(el).querySelector('dialog'))
    })

    it('remembers which column was which', async () => {
      const el = await shownOf(street, { mapping: { code: '甲', name: '乙', kind: '丙' } })
      await open(el)
      await give(el, '乙,甲,丁\n15幢,330109001072-003-015,x\n')
      expect(
        all(el, 'select')
          .map((select) => (select as HTMLSelectElement).value)
          .slice(0, 3),
      ).to.deep.equal(['甲', '乙', ''])
      const [code] = all(el, 'select') as HTMLSelectElement[]
      code!.value = ''
      code!.dispatchEvent(new Event('change'))
      await settled(el)
      expect((button(el, '检查一遍') as HTMLButtonElement).disabled).to.equal(true)
    })

    it('remembers on this device what was taken in', async () => {
      const el = await shownOf()
      await open(el)
      await give(el, '甲,乙\n330109001072-003-015,15幢\n')
      for (const [i, heading] of ['甲', '乙'].entries()) {
        const select = all(el, 'select')[i] as HTMLSelectElement
        select.value = heading
        select.dispatchEvent(new Event('change'))
      }
      await settled(el)
      await check(el)
      await click(el, button(el, '读进来'))
      const later = await shownOf()
      await open(later)
      await give(later, '甲,乙\n330109001072-003-016,16幢\n')
      expect((all(later, 'select')[0] as HTMLSelectElement).value).to.equal('甲')
      localStorage.clear()
    })

    it('says what is the matter with a file without rows', async () => {
      const el = await shownOf()
      await open(el)
      await give(el, '代码,名称\n')
      expect(text(find(el, 'dialog [role=alert]'))).to.equal('这个文件里没有数据行。')
    })

    it('shows how far 100,000 rows are, and stops', async () => {
      const lines = ['代码,名称,类别,所在']
      for (let i = 0; i < 100_000; i++) lines.push(`330109001072-003-012-h${i},${i}室,户,330109001072-003-012`)
      const el = await shownOf()
      await open(el)
      await give(el, lines.join('\n'))
      button(el, '检查一遍')!.click()
      await until(() => text(root(el).querySelector('dialog .prog')).includes('100,000'))
      await click(el, button(el, '停下'))
      await until(() => root(el).querySelector('select'))
      await check(el)
      expect(text(find(el, '.popup h3'))).to.equal('100,000 行可以读进来')
    })

    it('writes a file that can be imported again', async () => {
      const el = await shownOf()
      const made: Blob[] = []
      const create = URL.createObjectURL.bind(URL)
      URL.createObjectURL = (blob: Blob) => {
        made.push(blob)
        return create(blob)
      }
      const stay = (event: Event) => event.preventDefault()
      HTMLAnchorElement.prototype.addEventListener.call(document, 'click', stay, true)
      const { click: clicked } = HTMLAnchorElement.prototype
      let name = ''
      HTMLAnchorElement.prototype.click = function () {
        name = this.download
      }
      await click(el, button(el, '导出'))
      await until(() => name !== '')
      HTMLAnchorElement.prototype.click = clicked
      document.removeEventListener('click', stay, true)
      URL.createObjectURL = create
      expect(name).to.equal('chengxiang-2020-04-10.csv')
      await open(el)
      await give(el, made[0]!)
      await check(el)
      expect(text(find(el, '.popup')))
        .to.contain('新增 0，有改动 0，没有变 10')
        .and.contain('每一行都读得懂')
    })
  })

  it('fills a vacancy: the gap goes, the roster keeps a line', async () => {
    const el = await shownOf(street, { value: '330109001072-003-014' })
    await click(el, find(el, '.rungs .vacant button'))
    await until(() => root(el).querySelector('dialog[open]'))
    expect(text(find(el, 'dialog h2'))).to.equal('任命 楼长')
    await expect(el).to.be.accessible()
    await type(el, 'name', '周示例乙')
    find<HTMLInputElement>(el, 'input[name=phone]').value = '见通讯录'
    find<HTMLFormElement>(el, 'dialog form').requestSubmit()
    await settled(el)
    expect(text(find(el, 'dialog [role=alert]'))).to.contain('不像电话')
    find<HTMLInputElement>(el, 'input[name=phone]').value = '000-0000-0006'
    find<HTMLFormElement>(el, 'dialog form').requestSubmit()
    await until(() => !root(el).querySelector('dialog'))
    expect(text(find(el, '.rungs .here')))
      .to.contain('周示例乙')
      .and.contain('楼长')
    expect(all(el, '.gaps li')).to.have.length(1)
    expect(
      el.roster?.posts.filter(({ place }) => place === '330109001072-003-014').map(({ party, from }) => [party, from]),
    ).to.deep.include(['p-7', '2020-04-10'])
  })

  describe('posts', () => {
    const menu = async (el: GridRoster, place: string) => {
      const row = rows(el).find((each) => text(each.querySelector('b')) === place)!
      row.focus()
      row.dispatchEvent(new KeyboardEvent('keydown', { key: 'F10', shiftKey: true, bubbles: true, cancelable: true }))
      await until(() => root(el).querySelector('.menu:popover-open'))
    }
    const items = (el: GridRoster) => all(el, '.menu [role=menuitem]').map(text)
    const send = async (el: GridRoster) => {
      find<HTMLFormElement>(el, 'dialog form').requestSubmit()
      await until(() => !root(el).querySelector('dialog'))
      await settled(el)
    }

    it('offers at a row, by keys and by its button, what may be done with its posts', async () => {
      const el = await shownOf(street, { value: '330109001072-003-014' })
      await menu(el, '12幢')
      expect(items(el)).to.deep.equal(['交接 楼长 示例己', '卸任 楼长 示例己', '任命 楼长'])
      await expect(el).to.be.accessible()
      expect(text(root(el).activeElement)).to.equal('交接 楼长 示例己')
      await press(el, 'ArrowUp')
      expect(text(root(el).activeElement)).to.equal('任命 楼长')
      await press(el, 'ArrowDown', 'ArrowDown', 'Home', 'End')
      expect(text(root(el).activeElement)).to.equal('任命 楼长')
      await press(el, 'Tab')
      await until(() => !root(el).querySelector('.menu') && active(el))
      expect(active(el)).to.equal('12幢')
      await click(el, find(el, '[data-row][tabindex="0"] .more'))
      await until(() => root(el).querySelector('.menu:popover-open'))
      expect(items(el)).to.have.length(3)
      find(el, '.menu').hidePopover()
      await click(el, button(el, '全部展开'))
      const names = (each: HTMLElement) => text(each.querySelector('b'))
      const without = rows(el).filter((each) => !each.querySelector('.more'))
      expect(without.map(names)).to.deep.equal(['城厢街道', '1单元101', '1单元102'])
    })

    it('hands a post over in a roster without a station: who was there until the day before, who comes from that day', async () => {
      const el = await shownOf(street, { value: '330109001072-003-014' })
      await menu(el, '12幢')
      await click(el, button(el, '交接'))
      await until(() => root(el).querySelector('dialog[open]'))
      expect(root(el).querySelector('input[name=why]'), 'nobody would keep why').to.equal(null)
      await expect(el).to.be.accessible()
      await type(el, 'name', '周示例')
      find<HTMLInputElement>(el, 'input[name=from]').value = '2020-04-20'
      await send(el)
      const own = el.roster!.posts.filter(({ place }) => place === '330109001072-003-012')
      expect(own.map(({ party, from, until: last }) => [party, from, last])).to.deep.equal([
        ['p5', '2019-01-01', '2020-04-19'],
        ['p6', '2020-04-20', undefined],
      ])
    })

    it('leaves a post vacant from a day, and keeps who holds it beside', async () => {
      const two = { ...street, posts: [...street.posts, held('building-leader', '330109001072-003-012', 'p4')] }
      const el = await shownOf(two, { value: '330109001072-003-014' })
      await menu(el, '12幢')
      await click(el, button(el, '卸任'))
      await until(() => root(el).querySelector('dialog[open]'))
      expect(root(el).querySelector('input[name=name]')).to.equal(null)
      await send(el)
      const own = () => el.roster!.posts.filter(({ place }) => place === '330109001072-003-012')
      expect(own().map(({ party, until: last }) => [party, last])).to.deep.equal([
        ['p5', '2020-04-09'],
        ['p4', undefined],
      ])
      await menu(el, '12幢')
      await click(el, button(el, '卸任'))
      await until(() => root(el).querySelector('dialog[open]'))
      await send(el)
      expect(text(rows(el).find((each) => text(each.querySelector('b')) === '12幢'))).to.contain('空缺')
    })

    it('S161 does it as an act where a pack keeps the posts, says why not, and shows who did it and why', async () => {
      const clock = handClock(Date.parse('2020-04-10T09:00:00+08:00'))
      const station = await openStation({
        community: '/rules/chengxiang.community.json',
        roster: '/roster.json',
        people: '/people.json',
        read: async (address) =>
          address === '/roster.json'
            ? JSON.stringify(street)
            : address === '/people.json'
              ? JSON.stringify(people)
              : (await fetch(address)).text(),
        clock,
        journal: memoryJournal,
        me: 'p4',
      })
      try {
        const el = await fixture<GridRoster>(
          html`<linli-grid-roster selected="330109001072-003-012" .station=${station}></linli-grid-roster>`,
        )
        await until(() => rows(el).length > 0)
        await settled(el)
        await menu(el, '12幢')
        expect(items(el)[0]).to.contain('交接 楼长 示例己').and.contain('管任职的人')
        await click(el, button(el, '交接'))
        expect(root(el).querySelector('dialog'), 'a grid worker may not').to.equal(null)
        find(el, '.menu').hidePopover()
        station.me = 'p2'
        el.requestUpdate()
        await settled(el)
        await menu(el, '12幢')
        await click(el, button(el, '交接'))
        await until(() => root(el).querySelector('dialog[open]'))
        await expect(el).to.be.accessible()
        await type(el, 'name', '示例己')
        await type(el, 'why', '搬家')
        find<HTMLFormElement>(el, 'dialog form').requestSubmit()
        await until(() => root(el).querySelector('dialog [role=alert]'))
        expect(text(find(el, 'dialog [role=alert]'))).to.equal('交给本人，等于没有交接')
        await type(el, 'name', '示例新')
        await send(el)
        await until(() => text(find(el, '.rungs .here')).includes('示例新'))
        await until(() => all(el, '.history li').length === 2)
        expect(all(el, '.history li').map(text)).to.deep.equal([
          '任命 楼长 示例新，4月10日起4月10日 09:00 · 示例乙 · 交接',
          '交接 楼长 示例己，4月10日起4月10日 09:00 · 示例乙 · 搬家',
        ])
        await expect(el).to.be.accessible()
      } finally {
        await station.close()
      }
    })
  })

  describe('grids', () => {
    const row = (el: GridRoster, place: string) => rows(el).find((each) => text(each.querySelector('b')) === place)!
    const menu = async (el: GridRoster, place: string) => {
      row(el, place).focus()
      row(el, place).dispatchEvent(
        new KeyboardEvent('keydown', { key: 'F10', shiftKey: true, bubbles: true, cancelable: true }),
      )
      await until(() => root(el).querySelector('.menu:popover-open'))
    }
    const open = async (el: GridRoster, place: string, what: string) => {
      await menu(el, place)
      await click(el, button(el, what))
      await until(() => root(el).querySelector('dialog[open]'))
    }
    const check = (el: GridRoster, place: string) => {
      const label = all(el, '.members label').find((each) => text(each).startsWith(place))!
      label.querySelector<HTMLInputElement>('input')!.click()
    }
    const send = async (el: GridRoster) => {
      find<HTMLFormElement>(el, 'dialog form').requestSubmit()
      await until(() => !root(el).querySelector('dialog'))
      await settled(el)
    }
    const from = (el: GridRoster, day: string) => (find<HTMLInputElement>(el, 'input[name=since]').value = day)

    it('S164 splits one in a roster without a station: a code and a name are offered, and the day is told at its row', async () => {
      const el = await shownOf(street, { value: '330109001072-003' })
      await open(el, '3网格', '拆分 3网格')
      await expect(el).to.be.accessible()
      expect(find<HTMLInputElement>(el, 'input[name=code]').value).to.equal('330109001072-004')
      expect(find<HTMLInputElement>(el, 'input[name=zh]').value).to.equal('4网格')
      find<HTMLFormElement>(el, 'dialog form').requestSubmit()
      await until(() => text(root(el).querySelector('dialog [role=alert]')) === '选上划过去的楼栋。')
      check(el, '14幢')
      from(el, '2020-05-01')
      await send(el)
      expect(text(row(el, '3网格'))).to.contain('5月1日拆分')
      expect(names(el), 'not yet').to.not.include('4网格')
      await until(() => all(el, '.history li').length === 1)
      await click(el, button(el, '看5月1日的名册'))
      expect(names(el)).to.include('4网格')
      expect(text(row(el, '4网格')), 'nobody holds its posts yet').to.contain('空缺')
      expect(text(find(el, '.only'))).to.contain('这是 5月1日的名册')
      await expect(el).to.be.accessible()
      await click(el, button(el, '看今天'))
      expect(names(el)).to.not.include('4网格')
    })

    it('S167 a grid that was merged is found by its code and name, and leads on', async () => {
      const el = await shownOf(street, { value: '330109001072-003' })
      await open(el, '1网格', '合并 1网格')
      find<HTMLSelectElement>(el, 'select').value = '330109001072-003'
      from(el, '2020-04-11')
      await send(el)
      expect(text(row(el, '1网格'))).to.contain('4月11日合并')
      el.on = '2020-04-11'
      await settled(el)
      for (const asked of ['072-001', '1网格']) {
        const field = find<HTMLInputElement>(el, 'input[type=search]')
        field.value = asked
        field.dispatchEvent(new InputEvent('input', { bubbles: true }))
        await settled(el)
        expect(text(find(el, '.only')), asked).to.contain('1网格（330109001072-001）已并入 3网格')
        expect(names(el), asked).to.include('3网格').and.not.include('2网格')
      }
    })

    it('keeps what stood open and who was chosen where another day shows another tree', async () => {
      const el = await shownOf(street, { value: '330109001072-001' })
      await open(el, '1网格', '合并 1网格')
      find<HTMLSelectElement>(el, 'select').value = '330109001072-003'
      from(el, '2020-04-11')
      await send(el)
      row(el, '3网格').querySelector<HTMLElement>('.tw')!.click()
      await settled(el)
      expect(names(el)).to.include('12幢')
      el.on = '2020-04-11'
      await settled(el)
      expect(names(el)).to.include('12幢').and.not.include('1网格')
      expect(text(find(el, '.chain h3')), 'what stands for the chosen place').to.contain('3网格')
    })

    it('S164 does it as acts where a pack divides grids: the rules warn as it is filled in, and until its day it is taken back', async () => {
      const clock = handClock(Date.parse('2020-04-10T09:00:00+08:00'))
      const large: RosterFile = {
        ...street,
        places: {
          ...street.places,
          '330109001072-003-015': {
            ...{ kind: 'building', title: say('15幢', 'Building 15'), in: '330109001072-003' },
            is: { dwellings: 200 },
          },
        },
      }
      const files: Record<string, unknown> = { '/roster.json': large, '/people.json': people }
      const station = await openStation({
        ...{ community: '/rules/chengxiang.community.json', roster: '/roster.json', people: '/people.json' },
        read: async (address) => (address in files ? JSON.stringify(files[address]) : (await fetch(address)).text()),
        ...{ clock, journal: memoryJournal, me: 'p2' },
      })
      try {
        const el = await fixture<GridRoster>(
          html`<linli-grid-roster selected="330109001072-003" .station=${station}></linli-grid-roster>`,
        )
        await until(() => rows(el).length > 0)
        await settled(el)
        await menu(el, '3网格')
        const item = button(el, '拆分 3网格')
        expect(text(item)).to.contain('「拆分」由管网格划分的人来办')
        find(el, '.menu').hidePopover()
        station.me = 'p1'
        el.requestUpdate()
        await settled(el)
        await open(el, '3网格', '拆分 3网格')
        check(el, '15幢')
        await until(() => all(el, 'dialog .note').length === 2)
        expect(all(el, 'dialog .note').map(text)).to.deep.equal([
          '新网格200户，一般在300到500户之间',
          '原网格还剩2户，一般在300到500户之间',
        ])
        expect(text(find(el, 'dialog [role=status]'))).to.contain('选了 1 处 · 4网格 200 户 · 3网格 2 户')
        await expect(el).to.be.accessible()
        await type(el, 'why', '太大')
        from(el, '2020-04-10')
        find<HTMLFormElement>(el, 'dialog form').noValidate = true
        find<HTMLFormElement>(el, 'dialog form').requestSubmit()
        await until(() => root(el).querySelector('dialog [role=alert]'))
        expect(text(find(el, 'dialog [role=alert]'))).to.equal('最早从明天起：今天的人照今天的网格办事')
        from(el, '2020-05-01')
        await send(el)
        await until(() => text(row(el, '3网格')).includes('5月1日拆分'))
        await until(() => all(el, '.history li').length === 2)
        expect(all(el, '.history li').map(text)[1]).to.equal(
          '拆分 3网格 → 4网格，5月1日起4月10日 09:00 · 示例甲 · 太大',
        )
        await expect(el).to.be.accessible()
        await open(el, '3网格', '撤回拆分 4网格')
        await type(el, 'why', '再商量')
        await send(el)
        await until(() => !text(row(el, '3网格')).includes('拆分'))
        await until(() => all(el, '.history li').length === 2)
        expect(all(el, '.history li').map(text)[0]).to.contain('撤回拆分 3网格 → 4网格')
      } finally {
        await station.close()
      }
    })
  })

  it('speaks English where the page does, and turns when it turns', async () => {
    const box = await fixture(html`<div lang="en"><linli-grid-roster></linli-grid-roster></div>`)
    const el = Object.assign(box.querySelector('linli-grid-roster')!, {
      roster: street,
      people,
      value: '330109001072-003-014',
    })
    await settled(el)
    expect(all(el, '.count').map(text)).to.deep.equal([
      '2 communities',
      '3 grids',
      '2 buildings',
      'with a leader 1 / 2',
      'party members 1 (50.0%)',
      'gaps 2',
    ])
    expect(text(find(el, '.gaps li')))
      .to.contain('No grid worker')
      .and.contain('Held by grid chief Wang Sample, 3 days')
    expect(read(find(el, '.rungs .vacant p'))).to.equal(
      'Vacant · held by grid worker Building leader · Building 14 Zhou Sample starts Apr 11',
    )
    expect(
      all(el, '.body, .counts, .gaps, .eave')
        .map((each) => each.innerText)
        .join(),
    ).not.to.match(/[\u4e00-\u9fff]/)
    await expect(el).to.be.accessible()
    box.setAttribute('lang', 'zh-Hans-CN')
    await nextFrame()
    expect(text(find(el, 'h2'))).to.equal('网格名册')
  })

  it('fits every width it is given', async () => {
    for (const width of [360, 768, 1280, 1920]) {
      const box = await fixture<HTMLElement>(html`<div><linli-grid-roster></linli-grid-roster></div>`)
      box.style.width = `${width}px`
      const el = Object.assign(box.querySelector('linli-grid-roster')!, {
        roster: street,
        people,
        value: '330109001072-003-014',
      })
      await settled(el)
      expect(el.scrollWidth, `${width}`).to.be.at.most(el.clientWidth)
      const [tree, chain] = [find(el, '.main'), find(el, '.chain')].map((each) => each.getBoundingClientRect())
      if (width === 360) expect(chain!.bottom).to.be.at.most(tree!.top + 1)
      if (width === 768) expect(chain!.top).to.be.at.least(tree!.bottom - 1)
      if (width >= 1280) expect(chain!.left).to.be.at.least(tree!.right - 1)
      expect(all(el, '.c-code')[0]!.offsetParent === null).to.equal(width === 360)
    }
  })

  it('puts the rows on paper that the window leaves out', async () => {
    const el = await shownOf(large(3000))
    await click(el, button(el, '全部展开'))
    expect(rows(el).length).to.be.lessThan(60)
    window.dispatchEvent(new Event('beforeprint'))
    await el.updateComplete
    expect(rows(el)).to.have.length(2000)
    expect(text(find(el, '.endnote'))).to.contain('共 3,000 行，这里印了 2,000 行')
    window.dispatchEvent(new Event('afterprint'))
    await el.updateComplete
    expect(rows(el).length).to.be.lessThan(60)
  })
})
