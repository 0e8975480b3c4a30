import { expect, fixture, fixtureCleanup, html, nextFrame, oneEvent } from '@open-wc/testing'
import type { StationAtWork } from '../../engine/at-work.js'
import { handClock } from '../../engine/time/clock.js'
import { move } from '../../engine/time/dues.js'
import type { Station } from '../../engine/station.js'
import type { DossierId, Moment } from '../../engine/types.js'
import type { RowView } from '../../engine/view.js'
import { until } from '../base/sample-until.js'
import { desk, due, now, row } from '../case-card/sample.js'
import { does, grids, openSample, report } from '../case-card/sample-station.js'
import { arrow } from './arrows.js'
import type { Board } from './board.js'
import './define.js'
import { laneFor, lanesOfPack, lanesOfRows } from './lanes.js'
import { count, placesOf, sift } from './sieve.js'
import { Standings } from './standing.js'

const minute = 60_000
const text = (el: Element | null | undefined) => el?.textContent?.replace(/\s+/g, ' ').trim() ?? ''
const all = (el: Board, selector: string) => [...el.shadowRoot!.querySelectorAll<HTMLElement>(selector)]
const one = (el: Board, selector: string) => el.shadowRoot!.querySelector<HTMLElement>(selector)
const strips = (el: Board, lane: number) => [...all(el, '.lane')[lane]!.querySelectorAll<HTMLElement>('.strip')]
const titles = (el: Board, lane: number) => strips(el, lane).map((strip) => text(strip.querySelector('b')))
const number = (el: Board, label: string) =>
  all(el, '.bar .n').find((each) => each.getAttribute('aria-label')?.includes(label))!
const focused = (el: Board) => text(el.shadowRoot!.activeElement?.querySelector('b'))
/** Sizes are measured and what scrolled is told frame by frame, however long a frame takes. */
const frames = async () => {
  for (let i = 0; i < 4; i++) await nextFrame()
}
const press = async (el: Board, key: string, init: KeyboardEventInit = {}) => {
  const on = el.shadowRoot!.activeElement ?? one(el, '.main')!
  on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...init }))
  await frames()
}

/** What is touched from here on: how often the board draws all of itself, and which of these parts of it are touched how often. */
function watched(el: Board, ...parts: readonly string[]) {
  let draws = 0
  const { render } = el
  el.render = () => (draws++, render.call(el))
  const records: MutationRecord[] = []
  const observer = new MutationObserver((some) => records.push(...some))
  const what = { subtree: true, childList: true, characterData: true, attributes: true }
  observer.observe(el.shadowRoot!, what)
  return () => {
    const touched: Record<string, number> = {}
    records.push(...observer.takeRecords())
    for (const { target } of records.splice(0)) {
      const at = target instanceof Element ? target : target.parentElement
      const part = parts.find((each) => at?.closest(each)) ?? 'other'
      touched[part] = (touched[part] ?? 0) + 1
    }
    return { draws, touched }
  }
}

/** A board of these rows, 1200 × 800 unless said otherwise, drawn and measured. */
async function board(
  rows: readonly RowView[],
  more: { readonly width?: number; readonly height?: number; readonly card?: boolean; readonly lang?: string } = {},
) {
  const el = await fixture<Board>(
    html`<linli-board lang=${more.lang ?? 'zh'} ?card=${more.card ?? false} .rows=${rows} .now=${now}></linli-board>`,
  )
  el.style.inlineSize = `${more.width ?? 1200}px`
  el.style.blockSize = `${more.height ?? 800}px`
  await frames()
  await el.updateComplete
  return el
}

describe('lanes', () => {
  let station: StationAtWork
  before(async () => (station = await openSample(handClock(now))))
  after(() => station.close())

  it('come from the clocks of the pack: minutes first, headed by their number, the rest together', () => {
    const { pack, kind } = station.book.kinds.get('case')!
    const lanes = lanesOfPack(pack, kind)
    expect(lanes.map(({ name, minutes }) => [name, minutes])).to.deep.equal([
      ['accept', 10],
      ['assign', 5],
      ['scene', 20],
      ['rest', undefined],
    ])
    expect(lanes[0]!.since?.zh).to.equal('已上报')
  })

  it('come for every other pack as well, never more than four', () => {
    for (const { pack, kind } of station.book.kinds.values()) {
      const lanes = lanesOfPack(pack, kind)
      expect(lanes.length, kind).to.be.within(1, 4)
    }
  })

  it('come from the clocks that rows bring along; different limits name none', () => {
    const here = { id: 'x', path: [] }
    const rows = [
      row('a', 'a', here, [due('accept', 'PT10M', 0)]),
      row('b', 'b', here, [due('handle', 'PT30M', 0)]),
      row('c', 'c', here, [due('handle', 'PT45M', 0)]),
    ]
    expect(lanesOfRows(rows).map(({ name, minutes }) => [name, minutes])).to.deep.equal([
      ['accept', 10],
      ['handle', undefined],
      ['rest', undefined],
    ])
  })

  it('come from the steps where nothing is timed', () => {
    const steps = { asked: { zh: '已问', en: 'Asked' }, answered: { zh: '已答', en: 'Answered' } }
    const lanes = lanesOfRows([], steps)
    expect(lanes.map(({ name }) => name)).to.deep.equal(['asked', 'answered'])
    expect(laneFor(lanes, 'answered', undefined)).to.equal('answered')
    expect(laneFor(lanes, 'elsewhere', undefined)).to.equal(undefined)
  })
})

describe('standings', () => {
  const here = { id: 'x', path: [{ zh: '崇化社区', en: 'Chonghua' }] }
  const marks = (it: Standings) => it.placed.map(({ mark }) => mark)

  it('order by due, then what stands still, then what is not timed; ended ones are left out', () => {
    const held = move(due('handle', 'PT2H', 60 * minute), 'suspended', now - minute)
    const rows = [
      row('none', 'none', here, []),
      row('held', 'held', here, [held]),
      row('far', 'far', here, [due('handle', 'PT2H', 0)]),
      row('near', 'near', here, [due('accept', 'PT10M', 0)]),
      row('over', 'over', here, [], { ended: true }),
    ]
    const it = new Standings()
    it.take(rows, now)
    expect(it.placed.map(({ row }) => row.title.zh)).to.deep.equal(['near', 'far', 'held', 'none'])
    expect(marks(it)).to.deep.equal(['on-time', 'on-time', 'suspended', 'none'])
  })

  it('cross 80 % and 100 % at the very moment, once', () => {
    const it = new Standings()
    it.take([row('a', 'a', here, [due('accept', 'PT10M', 0)])], now)
    expect(it.turn(now + 8 * minute - 1)).to.equal(undefined)
    expect(it.turn(now + 8 * minute)!.map(({ mark }) => mark)).to.deep.equal(['warn'])
    expect(it.turn(now + 10 * minute - 1)).to.equal(undefined)
    expect(it.turn(now + 10 * minute)!.map(({ mark }) => mark)).to.deep.equal(['late'])
    expect(it.turn(now + 60 * minute)).to.equal(undefined)
  })

  it('are due soon at 80 % where the pack gives no warning, in working time too', () => {
    const work = {
      name: 'work',
      zone: 'Asia/Shanghai',
      days: 'china',
      hours: [
        ['09:00', '12:00'],
        ['14:00', '18:00'],
      ],
    } as const
    const { warnAt: _, ...bare } = due('handle', 'PT4H', 60 * minute, work)
    const it = new Standings()
    it.take([row('a', 'a', here, [bare])], now)
    // Friday 16:30 + 80 % of four working hours: Monday 10:42
    const soon = Date.parse('2020-04-13T10:42:00+08:00')
    const by = (end: Moment) => {
      for (let at = now; at <= end; at += minute) it.turn(at)
      return marks(it)
    }
    expect(by(soon - minute)).to.deep.equal(['on-time'])
    expect(by(soon)).to.deep.equal(['warn'])
  })

  it('tell what became worse when rows come anew, and nothing at first sight', () => {
    const it = new Standings()
    const rows = [row('a', 'a', here, [due('accept', 'PT10M', 0)])]
    expect(it.take(rows, now).worse).to.deep.equal([])
    expect(it.take([...rows], now + 9 * minute).worse.map(({ mark }) => mark)).to.deep.equal(['warn'])
    const [assigned] = rows
    expect(it.take([{ ...assigned!, dues: [due('assign', 'PT5M', 6 * minute)] }], now).worse).to.deep.equal([])
  })
})

describe('sieve', () => {
  const placed = () => {
    const it = new Standings()
    it.take(desk(9), now)
    return it.placed
  }
  const found = (sieve: Parameters<typeof sift>[1]) => sift(placed(), sieve).map(({ row }) => row.title.zh)

  it('counts what each number opens', () => {
    const counts = count(placed())
    expect(counts).to.deep.equal({ all: 20, late: 1, warn: 4, suspended: 1, void: 1 })
    for (const only of ['late', 'warn', 'suspended', 'void'] as const)
      expect(found({ only }).length, only).to.equal(counts[only])
  })

  it('finds by title in either language, place, number, name; every word counts', () => {
    expect(found({ text: '塌陷' })).to.deep.equal(['路面塌陷'])
    expect(found({ text: 'road COLLAPSE' })).to.deep.equal(['路面塌陷'])
    expect(found({ text: '吴示例 7幢' })).to.deep.equal(['燃气管道破裂'])
    expect(found({ text: '0410-6' })).to.deep.equal(['路面塌陷'])
    expect(found({ text: '没有这个' })).to.deep.equal([])
  })

  it('offers the places that have something open, and finds what lies below them', () => {
    const places = placesOf(placed())
    const chonghua = places.find(({ key }) => key === '崇化社区')!
    expect(found({ place: chonghua.key })).to.have.length(chonghua.count)
    expect(found({ place: '崇化社区 · 2网格' })).to.include.members(['路面塌陷', '燃气管道破裂'])
    expect(places.map(({ key }) => key)).not.to.include('崇化社区 · 2网格 · 7幢')
  })
})

describe('arrows', () => {
  const counts = [3, 0, 2]
  it('move along a lane and over to the next that has something in it', () => {
    expect(arrow('ArrowDown', { lane: 0, index: 2 }, counts, 5)).to.deep.equal({ lane: 0, index: 2 })
    expect(arrow('ArrowRight', { lane: 0, index: 2 }, counts, 5)).to.deep.equal({ lane: 2, index: 1 })
    expect(arrow('ArrowLeft', { lane: 2, index: 0 }, counts, 5)).to.deep.equal({ lane: 0, index: 0 })
    expect(arrow('ArrowRight', { lane: 2, index: 1 }, counts, 5)).to.deep.equal({ lane: 2, index: 1 })
    expect(arrow('End', { lane: 0, index: 0 }, counts, 5)).to.deep.equal({ lane: 0, index: 2 })
    expect(arrow('PageUp', { lane: 0, index: 2 }, counts, 2)).to.deep.equal({ lane: 0, index: 0 })
    expect(arrow('x', { lane: 0, index: 0 }, counts, 5)).to.equal(undefined)
  })
})

describe('linli-board: from properties alone', () => {
  afterEach(fixtureCleanup)

  it('lays the dossiers out by their clocks, first due first', async () => {
    const el = await board(desk())
    expect(all(el, '.lane').map((lane) => lane.getAttribute('aria-label'))).to.deep.equal([
      '10分钟内受理',
      '5分钟内指派',
      '20分钟内到场',
      '办理中',
    ])
    expect(titles(el, 0)).to.deep.equal(['井盖缺失', '高空坠物隐患', '占用消防通道'])
    expect(titles(el, 3)).to.deep.equal(['无照经营游商', '楼道灯不亮', '车库违规经营', '外墙破损'])
  })

  it('says on each strip what is left, how it stands, where, at which step and with whom', async () => {
    const el = await board(desk())
    const [late, soon] = strips(el, 0)
    expect(text(late)).to.equal('超3分50秒超时 井盖缺失 俊良社区·3网格 已上报 · 值班员 示例乙')
    expect(text(soon!.querySelector('.t'))).to.equal('剩1分40秒')
    const [, corridor, held, untimed] = strips(el, 3)
    expect(text(corridor!.querySelector('.t')), 'working time is no countdown').to.equal('到4/13 10:00')
    expect(text(held!.querySelector('.t'))).to.equal('已停8天')
    expect(text(untimed!.querySelector('.t'))).to.equal('已等10分')
    expect(text(strips(el, 1)[1])).to.contain('1 行作废')
  })

  it('opens every number of the counts line, and closes it again', async () => {
    const el = await board(desk())
    const shown = () => all(el, '.strip').length
    number(el, '将到').click()
    await el.updateComplete
    expect(shown()).to.equal(4)
    expect(number(el, '将到').getAttribute('aria-pressed')).to.equal('true')
    number(el, '作废待看').click()
    await el.updateComplete
    expect(shown()).to.equal(1)
    number(el, '作废待看').click()
    await el.updateComplete
    expect(shown()).to.equal(11)
  })

  it('says what was not found, and shows all again', async () => {
    const el = await board(desk())
    const find = one(el, '.find input') as HTMLInputElement
    find.value = 'ycdx'
    find.dispatchEvent(new Event('input', { bubbles: true }))
    await el.updateComplete
    expect(text(one(el, '.mid h3'))).to.equal('没有找到「ycdx」')
    await expect(el).to.be.accessible()
    one(el, '.mid button')!.click()
    await el.updateComplete
    expect(all(el, '.strip')).to.have.length(11)
    expect(find.value).to.equal('')
  })

  it('tells who chose which dossier, once', async () => {
    const el = await board(desk())
    const chosen: DossierId[] = []
    el.addEventListener('linli-dossier-select', ({ detail }) => chosen.push(detail.dossier))
    strips(el, 2)[0]!.click()
    strips(el, 2)[0]!.click()
    await el.updateComplete
    expect(chosen).to.deep.equal(['case/0410-6'])
    expect(strips(el, 2)[0]!.getAttribute('aria-current')).to.equal('true')
    el.selected = 'case/0410-1'
    await el.updateComplete
    expect(chosen, 'a page that chooses is not told so').to.have.length(1)
  })

  it('draws a dozen strips of ten thousand, and reaches the last', async () => {
    const el = await board(desk(10_000))
    expect(all(el, '.strip').length).to.be.lessThan(40)
    const reach = one(el, '[data-lane=rest]')!
    reach.scrollTop = reach.scrollHeight
    await until(() => reach.querySelector('li:last-child')?.getAttribute('aria-posinset') === '10004')
    expect(text(reach.querySelector('li:last-child b'))).to.equal('外墙破损')
    expect(reach.querySelectorAll('li').length).to.be.within(1, 20)
    expect(reach.nextElementSibling, 'nothing lies below').to.equal(null)
  })

  it('draws only what a scroll brings into view, in the lane that is scrolled', async () => {
    const el = await board(desk(500))
    const reach = one(el, '[data-lane=rest]')!
    const touched = watched(el, '[data-lane=rest] li', '[data-lane=rest]', '.more')
    reach.scrollTop = 40
    await nextFrame()
    await nextFrame()
    expect(touched(), 'none came into view').to.deep.equal({ draws: 0, touched: {} })
    const before = all(el, '[data-lane=rest] li')
    reach.scrollTop = 2 * before[0]!.offsetHeight
    await until(() => all(el, '[data-lane=rest] li').at(-1) !== before.at(-1))
    const { draws, touched: parts } = touched()
    expect([draws, Object.keys(parts).sort()]).to.deep.equal([0, ['.more', '[data-lane=rest]']])
  })

  it('puts all of a lane on paper', async () => {
    const el = await board(desk(60))
    window.dispatchEvent(new Event('beforeprint'))
    expect(strips(el, 3)).to.have.length(64)
    window.dispatchEvent(new Event('afterprint'))
    expect(strips(el, 3).length).to.be.lessThan(20)
  })

  it('brings the strip of a chosen dossier into view', async () => {
    const el = await board(desk(60))
    el.selected = 'case/0410-11'
    await until(() => all(el, '[aria-current]').length === 1)
    const [strip] = all(el, '[aria-current]')
    const reach = strip!.closest('.reach')!.getBoundingClientRect()
    await until(() => strip!.getBoundingClientRect().bottom <= reach.bottom + 1)
    expect(el.shadowRoot!.activeElement).to.equal(null)
    expect(strip!.tabIndex, 'the Tab key comes to it').to.equal(0)
  })

  it('says how many lie below, and goes there', async () => {
    const el = await board(desk(40))
    const more = () => text(all(el, '.lane')[3]!.querySelector('.more'))
    const before = Number(/\d+/.exec(more())![0])
    all(el, '.lane')[3]!.querySelector<HTMLButtonElement>('.more button')!.click()
    await until(() => Number(/\d+/.exec(more())![0]) < before)
  })

  it('moves by arrows, keeps the keyboard while the lane scrolls away, and goes along when the dossier does', async () => {
    const el = await board(desk(500))
    strips(el, 0)[0]!.focus()
    await press(el, 'ArrowDown')
    expect(focused(el)).to.equal('高空坠物隐患')
    await press(el, 'ArrowRight')
    expect(focused(el)).to.equal('乱堆物堆料')
    await press(el, 'ArrowRight')
    await press(el, 'ArrowRight')
    await press(el, 'End')
    expect(focused(el)).to.equal('外墙破损')
    one(el, '[data-lane=rest]')!.scrollTop = 0
    await frames()
    expect(focused(el)).to.equal('外墙破损')
    await press(el, 'Home')
    const [first] = strips(el, 3)
    const id = first!.dataset['id']
    expect(focused(el)).to.equal(text(first!.querySelector('b')))
    el.rows = desk(500).map((each) => (each.id === id ? { ...each, dues: [due('assign', 'PT5M', 0)] } : each))
    await frames()
    expect((el.shadowRoot!.activeElement as HTMLElement).closest('.lane')).to.equal(all(el, '.lane')[1])
    el.rows = desk(500).filter((each) => each.id !== id)
    await frames()
    expect(el.shadowRoot!.activeElement!.closest('.lane'), 'what took its place').to.equal(all(el, '.lane')[1])
  })

  it('finds with / and shows all keys with ?, but not while somebody types', async () => {
    const el = await board(desk())
    strips(el, 0)[0]!.focus()
    await press(el, '/')
    expect(el.shadowRoot!.activeElement?.localName).to.equal('input')
    await press(el, '?')
    expect(one(el, 'dialog')).to.have.property('open', false)
    strips(el, 0)[0]!.focus()
    await press(el, '?')
    expect(one(el, 'dialog')).to.have.property('open', true)
    await expect(el).to.be.accessible()
  })

  it('says once, politely, that a clock crossed 80 % or ran out, and is silent in between', async () => {
    const el = await board(desk())
    const said = () => text(one(el, '[role=status]'))
    expect(said()).to.equal('')
    el.now = now + 30_000
    await el.updateComplete
    expect(said()).to.equal('超时：排水管道堵塞 休博园社区 4网格')
    el.now = now + 20 * minute
    await el.updateComplete
    expect(said()).to.contain('件超时')
    expect(el.shadowRoot!.querySelectorAll('[aria-live], [role=timer], [role=alert]').length).to.equal(0)
  })

  it("takes lanes of one's own", async () => {
    const el = await board(desk())
    el.lanes = [{ name: 'crew', title: { zh: '在路上', en: 'On the way' }, steps: ['assigned'] }]
    await el.updateComplete
    expect(all(el, '.lane').map((lane) => lane.getAttribute('aria-label'))).to.deep.equal(['在路上'])
    expect(titles(el, 0)).to.deep.equal(['路面塌陷', '燃气管道破裂'])
    expect(all(el, '.tabs'), 'one lane is not chosen').to.deep.equal([])
  })

  it('shows one lane at a time where there is no room for four', async () => {
    const el = await board(desk(), { width: 360 })
    const visible = () =>
      all(el, '.lane')
        .filter((lane) => lane.offsetWidth > 0)
        .map((lane) => lane.getAttribute('aria-label'))
    expect(visible()).to.deep.equal(['10分钟内受理'])
    all(el, '.tabs button')[2]!.click()
    await el.updateComplete
    expect(visible()).to.deep.equal(['20分钟内到场'])
    expect(el.scrollWidth).to.equal(el.clientWidth)
    strips(el, 2)[0]!.focus()
    await press(el, '?')
    const [title, close] = [one(el, 'dialog h2'), one(el, 'dialog .tools')].map((each) => each!.getBoundingClientRect())
    expect(close!.top, 'the cross stands beside the title').to.be.lessThan(title!.bottom)
  })

  it('puts every strip at its place: none overlaps another, in either language, elder or not', async () => {
    for (const lang of ['zh', 'en']) {
      for (const elder of ['', '22px', '30px']) {
        const el = await board(desk(30), { lang, width: 1280 })
        el.elder = elder !== ''
        el.style.setProperty('--linli-elder', elder)
        await frames()
        const boxes = strips(el, 3).map((strip) => strip.getBoundingClientRect())
        boxes.slice(1).forEach((box, i) => expect(Math.abs(box.top - boxes[i]!.bottom)).to.be.lessThan(1))
        for (const strip of strips(el, 0)) {
          const [time, state] = [strip.querySelector('.t')!, strip.querySelector('.st')!].map((each) =>
            each.getBoundingClientRect(),
          )
          const apart = time!.right <= state!.left + 1 || state!.bottom <= time!.top + 1
          expect(apart, `${lang} ${elder} ${text(strip)}`).to.equal(true)
          const { scrollWidth, clientWidth } = strip.querySelector('.t')!
          expect(scrollWidth, `${lang} ${elder} ${text(strip)}`).to.be.at.most(clientWidth + 1)
          expect(strip.scrollHeight, text(strip)).to.be.at.most(strip.clientHeight + 1)
        }
        fixtureCleanup()
      }
    }
  })

  it('never throws at a page: odd attributes, odd order', async () => {
    const el = await fixture<Board>(
      html`<linli-board kind="nothing/like it" place="?" filter-by="§" selected="x" card density="loud">正在打开</linli-board>`,
    )
    expect(one(el, 'slot:not([name])')).not.to.equal(null)
    el.rows = desk()
    await el.updateComplete
    expect(all(el, '.lane')).to.have.length(4)
  })
})

describe('linli-board: states', () => {
  afterEach(fixtureCleanup)

  const fake = (rows: () => Promise<readonly RowView[]>, more: Partial<Station> = {}): Station => {
    const station = {
      clock: handClock(now),
      book: { zone: 'Asia/Shanghai', place: 'x', kinds: new Map() },
      place: () => ({ id: 'x', path: [{ zh: '崇化社区', en: 'Chonghua' }] }),
      rows,
      openings: () => Promise.resolve([]),
      watch: (look: (from: unknown) => unknown, see: (value: unknown) => void, fail: (error: unknown) => void) => {
        Promise.resolve(look(station)).then(see, fail)
        return () => undefined
      },
      ...more,
    }
    return station as unknown as Station
  }
  const on = (station: Station) =>
    fixture<Board>(html`<linli-board kind="case" .station=${station} .now=${now}>正在打开案件板</linli-board>`)

  it('keeps the words inside the tag while it reads', async () => {
    const el = await on(fake(() => new Promise(() => undefined)))
    const slot = el.shadowRoot!.querySelector<HTMLSlotElement>('.mid slot')!
    expect(slot.assignedNodes()[0]!.textContent).to.equal('正在打开案件板')
    await expect(el).to.be.accessible()
  })

  it('says when nothing is open, and what came last', async () => {
    const [last] = desk()
    const el = await on(
      fake(() =>
        Promise.resolve([
          { ...last!, ended: true, at: now, opened: now - 160_000, stepTitle: { zh: '已办结', en: 'Closed' } },
        ]),
      ),
    )
    el.station = fake(() => Promise.resolve([]))
    await until(() => text(one(el, '.mid h3')) === '现在没有在办的事')
    await expect(el).to.be.accessible()
  })

  it('says when it could not read, and reads again', async () => {
    let broken = true
    const el = await on(fake(() => (broken ? Promise.reject(new Error('disk')) : Promise.resolve(desk()))))
    await until(() => text(one(el, '[role=alert] h3')) === '案件没有读出来')
    await expect(el).to.be.accessible()
    broken = false
    one(el, '[role=alert] button')!.click()
    await until(() => all(el, '.lane').length === 4)
  })
})

describe('linli-board: on a real station', () => {
  const clock = handClock(now)
  let station: StationAtWork
  beforeEach(async () => {
    clock.set(now)
    station = await openSample(clock)
  })
  afterEach(async () => {
    fixtureCleanup()
    await station.close()
  })
  const open = async (more: { readonly width?: number; readonly card?: boolean } = {}) => {
    const el = await fixture<Board>(
      html`<linli-board kind="case" filter-by="platform" ?card=${more.card ?? true} .station=${station}></linli-board>`,
    )
    el.style.inlineSize = `${more.width ?? 1500}px`
    el.style.blockSize = '800px'
    await until(() => all(el, '.lane, .mid h3').length > 0)
    await nextFrame()
    return el
  }

  it('shows a case that another tab reported, moves it on, and ends with it', async () => {
    const el = await open()
    expect(text(one(el, '.mid h3'))).to.equal('现在没有在办的事')
    const id = await report(station, 'gas-leak')
    await until(() => all(el, '.strip').length === 1)
    expect(titles(el, 0)).to.deep.equal(['燃气管道破裂'])
    await does(station, id, 'accept')
    await until(() => strips(el, 1).length === 1)
    await station.act({ type: 'cancel', on: id, by: 'officer', reason: '误报' })
    await until(() => text(one(el, '.mid p')).includes('最近一件「燃气管道破裂」'))
  })

  it('counts down each second and turns late on the very tenth minute', async () => {
    await report(station, 'gas-leak')
    const el = await open()
    await until(() => text(one(el, '.strip .t')) === '剩10分')
    clock.set(now + 1000)
    await until(() => text(one(el, '.strip .t')) === '剩9分59秒')
    clock.set(now + 9 * minute + 59_999)
    await until(() => text(one(el, '.strip .t')).startsWith('剩'))
    clock.set(now + 10 * minute)
    await until(() => one(el, '.strip.late'))
    expect(text(one(el, '.bar'))).to.contain('超时')
    expect(text(one(el, '[role=status]'))).to.contain('超时')
  })

  it('touches nothing but the words that a second changes', async () => {
    for (const type of ['gas-leak', 'water-burst', 'corridor-light']) await report(station, type)
    const el = await open({ card: false })
    await until(() => all(el, '.strip').length === 3)
    const touched = watched(el, '.t', '.now', '.ruler')
    clock.advance(1000)
    await Promise.resolve()
    expect(touched()).to.deep.equal({ draws: 0, touched: { '.now': 1, '.t': 3 } })
    // ten seconds at once are drawn once
    clock.advance(10 * 1000)
    await Promise.resolve()
    expect(Object.keys(touched().touched).sort()).to.deep.equal(['.now', '.ruler', '.t'])
    clock.set(now + 8 * minute)
    await nextFrame()
    expect(touched().draws, 'somebody is warned of').to.be.greaterThan(0)
  })

  it('filters by a field with choices, and by what the choices are called', async () => {
    const gas = await report(station, 'gas-leak')
    await report(station, 'corridor-light', grids[1])
    await does(station, gas, 'accept')
    const el = await open()
    await until(() => all(el, '.strip').length === 2)
    const [, first] = all(el, '.bar .seg button')
    expect(text(first)).to.equal('综治工作平台')
    first!.click()
    await el.updateComplete
    expect(all(el, '.strip').map((strip) => strip.dataset['id'])).to.deep.equal([gas])
    expect(text(number(el, '在办'))).to.equal('1')
  })

  it('shows only what lies at its place', async () => {
    await report(station, 'gas-leak')
    await report(station, 'corridor-light', grids[1])
    const el = await open()
    el.place = '330109001073'
    await until(() => all(el, '.strip').length === 1)
    expect(titles(el, 0)).to.deep.equal(['楼道灯不亮'])
  })

  it('beside the lanes the card follows the arrows; letters act on the chosen one', async () => {
    await report(station, 'gas-leak')
    clock.set(now + 1000)
    const second = await report(station, 'blocked-drain')
    const el = await open()
    await until(() => strips(el, 0).length === 2)
    strips(el, 0)[0]!.focus()
    await press(el, 'ArrowDown')
    expect(el.selected).to.equal(second)
    const card = el.shadowRoot!.querySelector('linli-case-card')!
    await until(() => text(card.shadowRoot!.querySelector('h3')).includes('排水'))
    await until(() => text(one(el, '.keys')).includes('受理'))
    const letter = all(el, '.keys span')
      .find((each) => text(each).includes('受理'))!
      .querySelector('kbd')!.textContent
    await press(el, letter.toLowerCase())
    await until(() => strips(el, 1).length === 1)
    expect((await station.dossier(second))?.step).to.equal('accepted')
    await until(() => focused(el) === '排水管道堵塞', 'the keyboard goes along to the next lane')
  })

  it('over the lanes the card opens with Enter and closes with the way back', async () => {
    const id = await report(station, 'gas-leak')
    const el = await open({ width: 800 })
    await until(() => strips(el, 0).length === 1)
    strips(el, 0)[0]!.focus()
    await press(el, 'ArrowDown')
    expect(el.selected, 'arrows only move where the card is not in view').to.equal('')
    strips(el, 0)[0]!.click()
    await until(() => el.shadowRoot!.activeElement?.matches('.back'))
    expect(el.selected).to.equal(id)
    expect(getComputedStyle(one(el, '.lanes')!).visibility).to.equal('hidden')
    await press(el, 'Escape')
    await until(() => focused(el) === '燃气管道破裂')
    expect(getComputedStyle(one(el, '.lanes')!).visibility).to.equal('visible')
  })

  it('reports a case in a dialog and chooses it', async () => {
    const el = await open()
    const button = all(el, 'button').find((each) => text(each) === '上报')!
    button.click()
    await until(() => one(el, 'dialog[open] linli-form'))
    const form = el.shadowRoot!.querySelector('linli-form')!
    expect([form.kind, form.act]).to.deep.equal(['case', 'report'])
    await until(() => form.shadowRoot!.querySelector('[part=send]'))
    await expect(el).to.be.accessible()
    const id = await report(station, 'gas-leak')
    const dossier = (await station.dossier(id))!
    form.dispatchEvent(new CustomEvent('linli-act-done', { detail: { decision: { dossier } } }))
    await until(() => !(one(el, 'dialog') as HTMLDialogElement).open)
    expect(el.selected).to.equal(id)
  })

  it('passes on what the card does', async () => {
    const id = await report(station, 'gas-leak')
    const el = await open()
    el.selected = id
    const card = el.shadowRoot!.querySelector('linli-case-card')!
    await until(() => card.shadowRoot!.querySelector('linli-acts')?.shadowRoot?.querySelector('.btn.go'))
    setTimeout(() =>
      card.shadowRoot!.querySelector('linli-acts')!.shadowRoot!.querySelector<HTMLButtonElement>('.btn.go')!.click(),
    )
    const event: GlobalEventHandlersEventMap['linli-act-done'] = await oneEvent(el, 'linli-act-done')
    expect(event.detail.decision.dossier?.id).to.equal(id)
  })

  describe('import', () => {
    const headings = '事项编号,上报时间,事项类型,网格代码,情况'
    const file = (...rows: readonly string[]) => new File([[headings, ...rows].join('\n')], '旧台账.csv')
    const box = (el: Board) => one(el, 'dialog .import')
    const button = (el: Board, words: string) =>
      [...box(el)!.querySelectorAll('button')].find((each) => text(each) === words)!
    const choose = async (el: Board, it: File) => {
      all(el, '.eave button')
        .find((each) => text(each) === '导入案件')!
        .click()
      // the dialog is a script of its own
      await until(() => box(el)?.querySelector('input[type=file]'), 'the dialog')
      const input = box(el)!.querySelector<HTMLInputElement>('input[type=file]')!
      const transfer = new DataTransfer()
      transfer.items.add(it)
      input.files = transfer.files
      input.dispatchEvent(new Event('change', { bubbles: true }))
    }
    afterEach(() => localStorage.clear())

    it('guesses the columns, names bad rows before anything is touched, keeps the good ones', async () => {
      const el = await open()
      await choose(
        el,
        file(
          `A-1,2020-04-09 10:00,楼道灯不亮,${grids[0]},三楼`,
          `A-2,昨天,楼道灯不亮,${grids[0]},四楼`,
          `A-3,2020-04-10 16:00,燃气管道破裂,${grids[1]},气味`,
        ),
      )
      await until(() => box(el)?.querySelector('.mapping'))
      await expect(el).to.be.accessible()
      button(el, '检查一遍').click()
      await until(() => text(box(el)).includes('2 件可以读进来'))
      expect(text(box(el)!.querySelector('.bad')))
        .to.contain('第 3 行')
        .and.to.contain('昨天')
      expect(await station.dossiers({ kind: 'case' })).to.have.length(0)
      await expect(el).to.be.accessible()
      button(el, '读进来').click()
      await until(() => text(box(el)).includes('已读进来 2 件'))
      button(el, '关上').click()
      await until(() => all(el, '.strip').length === 2)
    })

    it('asks for a column that it cannot guess, and knows it the next time', async () => {
      const el = await open()
      const odd = new File(['甲,上报时间\nB-1,2020-04-09 10:00'], 'x.csv')
      await choose(el, odd)
      await until(() => box(el)?.querySelector('.mapping'))
      expect(button(el, '检查一遍').disabled).to.equal(true)
      const select = box(el)!.querySelector<HTMLSelectElement>('.mapping select')!
      select.value = '甲'
      select.dispatchEvent(new Event('change', { bubbles: true }))
      await el.updateComplete
      button(el, '检查一遍').click()
      await until(() => text(box(el)).includes('可以读进来'))
      button(el, '不导了').click()
      await until(() => !box(el))
      await choose(el, odd)
      await until(() => box(el)?.querySelector('.mapping'))
      expect(box(el)!.querySelector<HTMLSelectElement>('.mapping select')!.value).to.equal('甲')
    })

    it('says what is wrong with a file that holds no rows', async () => {
      const el = await open()
      await choose(el, file())
      await until(() => text(box(el)).includes('没有数据行'))
    })

    it('is not offered to somebody who only looks', async () => {
      station.me = undefined
      const el = await open()
      expect(text(one(el, '.eave'))).not.to.contain('导入')
    })
  })
})
