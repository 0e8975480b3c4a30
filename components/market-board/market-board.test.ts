import { aTimeout, expect, fixture, fixtureCleanup, html } from '@open-wc/testing'
import type { StationAtWork } from '../../engine/at-work.js'
import { type HandClock, handClock } from '../../engine/time/clock.js'
import { blockOf, check, openMarket, stallId, unitId } from '../stall-panel/sample.js'
import { until } from '../base/sample-until.js'
import './define.js'
import { type Hall, hallOf, planOf } from './halls.js'
import { Checks, type MarketView, readMarket } from './market.js'
import type { MarketBoard } from './market-board.js'
import { cellFor } from './plan-keys.js'

const morning = Date.parse('2020-02-18T07:34:00+08:00')
const hall = '330782008-3'
const text = (el: Element | null | undefined) => el?.textContent?.replace(/\s+/g, ' ').trim() ?? ''
const all = (el: MarketBoard, selector: string) => [...el.shadowRoot!.querySelectorAll<HTMLElement>(selector)]
const one = (el: MarketBoard, selector: string) => el.shadowRoot!.querySelector<HTMLElement>(selector)
const cell = (el: MarketBoard, row: number, col: number) => one(el, `.c[data-id="${stallId(row, col)}"]`)!
const chip = (el: MarketBoard, word: string) => all(el, '.chip').find((each) => text(each).startsWith(word))!
const panel = (el: MarketBoard) => one(el, 'linli-stall-panel')
const focused = (el: MarketBoard) => (el.shadowRoot!.activeElement as HTMLElement | null)?.dataset['id']
const press = async (el: MarketBoard, key: string, init: KeyboardEventInit = {}) => {
  const on = el.shadowRoot!.activeElement!
  on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...init }))
  await aTimeout(30)
}

/** A hall of so many stalls, in units of three by three, as plain data. */
function large(columns: number, rows: number): Hall {
  const units = new Map<string, { id: string; stalls: Hall['units'][number]['stalls'][number][] }>()
  for (let row = 1; row <= rows; row++)
    for (let col = 1; col <= columns; col++) {
      const id = `u${Math.floor((row - 1) / 3)}-${Math.floor((col - 1) / 3)}`
      if (!units.has(id)) units.set(id, { id, stalls: [] })
      const title = { zh: `${row}-${col}`, en: `${row}-${col}` }
      units.get(id)!.stalls.push({ id: `s${row}-${col}`, title, cell: [col, row] })
    }
  const named = [...units.values()].map((unit) => ({
    ...unit,
    title: { zh: unit.id, en: unit.id },
    dossier: `unit/${unit.id}` as const,
  }))
  return { id: 'large', title: { zh: '大厅', en: 'Large hall' }, units: named }
}

describe('keys of the map', () => {
  const plan = planOf(large(7, 6))!
  const go = (key: string, col: number, row: number, control = false) => cellFor(key, control, [col, row], plan, 4)

  it('are those of the grid pattern', () => {
    expect(go('ArrowRight', 3, 3)).to.deep.equal([4, 3])
    expect(go('ArrowRight', 7, 3), 'stays at the end of a row').to.deep.equal([7, 3])
    expect(go('ArrowLeft', 1, 3)).to.deep.equal([1, 3])
    expect(go('ArrowDown', 3, 3)).to.deep.equal([3, 4])
    expect(go('ArrowUp', 3, 1)).to.deep.equal([3, 1])
    expect(go('Home', 3, 3)).to.deep.equal([1, 3])
    expect(go('End', 3, 3)).to.deep.equal([7, 3])
    expect(go('Home', 3, 3, true)).to.deep.equal([1, 1])
    expect(go('End', 3, 3, true)).to.deep.equal([7, 6])
    expect(go('PageDown', 3, 1)).to.deep.equal([3, 5])
    expect(go('PageUp', 3, 6)).to.deep.equal([3, 2])
    expect(go('x', 3, 3)).to.equal(undefined)
  })
})

describe('linli-market-board', () => {
  let station: StationAtWork
  let clock: HandClock
  beforeEach(async () => {
    clock = handClock(morning)
    station = await openMarket(clock, 'manager')
  })
  afterEach(async () => {
    fixtureCleanup()
    await station.close()
  })

  async function board({ lang = 'zh', density = '', elder = false, width = 1280, filter = '' } = {}) {
    const el = await fixture<MarketBoard>(
      html`<linli-market-board lang=${lang} density=${density} ?elder=${elder} filter=${filter} .station=${station}></linli-market-board>`,
    )
    el.style.inlineSize = `${width}px`
    await until(() => one(el, '.c'))
    await aTimeout(60)
    return el
  }

  it('draws every stall where it stands, the units apart, corridors and empty stalls as what they are', async () => {
    const el = await board()
    expect(all(el, '.c[data-id]')).to.have.length(36)
    expect(all(el, '.c.corridor')).to.have.length(6)
    expect(cell(el, 6, 3).className).to.contain('vacant')
    expect(cell(el, 1, 1).className).to.match(/west.*north/)
    expect(cell(el, 1, 3).className, 'a corridor beside it').to.contain('east')
    expect(cell(el, 2, 2).className).not.to.match(/west|north|east|south/)
    expect(cell(el, 4, 2).className, 'another unit above').to.contain('north')
    const [first, corridor] = [cell(el, 1, 3), all(el, '.c.corridor')[0]!].map((each) => each.getBoundingClientRect())
    expect(corridor!.left).to.be.closeTo(first!.right, 1)
    expect(all(el, '[role=grid]')[0]!.getAttribute('aria-colcount')).to.equal('7')
    expect(text(one(el, '.sums'))).to.contain('36 个商位 · 未查 35 · 空位 1')
  })

  it('says what stands where: fine, to fix, stop, watch, stop proposed, suspended, looked at', async () => {
    await check(station, [1, 5], { mask: 'fix' }, 'manager')
    await check(station, [1, 1], { mask: 'stop' })
    const el = await board()
    expect(cell(el, 1, 1).getAttribute('aria-label')).to.equal('3-0101 停，3-11格关注')
    expect(cell(el, 1, 5).getAttribute('aria-label')).to.equal('3-0105 待改，3-12格正常')
    expect(text(chip(el, '关注'))).to.equal('关注 1')

    await check(station, [2, 1], { 'fire-lane': 'stop' })
    await until(() => text(chip(el, '建议停')) === '建议停 1')
    expect(text(chip(el, '关注'))).to.equal('关注 0')
    expect(text(one(el, '.unit')))
      .to.contain('3-11格')
      .and.to.contain('停 2')
      .and.to.contain('建议停')

    await station.act({ type: 'suspend', on: unitId(1, 1), by: 'manager', reason: '两个商位停' })
    await until(() => text(chip(el, '暂停')) === '暂停 1')
    expect(cell(el, 3, 3).getAttribute('aria-label')).to.equal('3-0303 未查，3-11格暂停')
    clock.advance(3600_000)
    await check(station, [1, 1])
    await check(station, [2, 1])
    await station.act({ type: 'inspect', on: unitId(1, 1), by: 'medic', data: { seen: '已清' } })
    await until(() => text(chip(el, '已复看')) === '已复看 1')
    await station.act({ type: 'reopen', on: unitId(1, 1), by: 'manager', reason: '已改好' })
    await until(() => text(chip(el, '正常')) === '正常 4')
  })

  it('a proposal that was said no to is on watch again', async () => {
    await check(station, [1, 1], { mask: 'stop' })
    await check(station, [2, 1], { mask: 'stop' })
    const el = await board()
    expect(text(chip(el, '建议停'))).to.equal('建议停 1')
    await station.act({ type: 'keep-open', on: unitId(1, 1), by: 'manager', reason: '当场已清出通道' })
    await until(() => text(chip(el, '关注')) === '关注 1')
    expect(text(chip(el, '建议停'))).to.equal('建议停 0')
  })

  it('every count is a filter, for the list and for the map; what there is none of is said', async () => {
    await check(station, [1, 1], { mask: 'stop' })
    const el = await board()
    chip(el, '关注').click()
    await el.updateComplete
    expect(all(el, '.unit')).to.have.length(1)
    expect(cell(el, 5, 5).className).to.contain('other')
    expect(cell(el, 1, 2).className).not.to.contain('other')
    chip(el, '暂停').click()
    await el.updateComplete
    expect(all(el, '.unit')).to.have.length(0)
    expect(text(one(el, '.units [role=status]'))).to.equal('没有暂停的单元。')
    chip(el, '暂停').click()
    await el.updateComplete
    expect(all(el, '.unit')).to.have.length(4)
  })

  it('a tap on a stall opens its nine squares, and a tap on a unit what is worst in it', async () => {
    await check(station, [5, 6], { mask: 'stop' }, 'manager')
    const el = await board()
    const chosen: string[] = []
    el.addEventListener('linli-stall-select', ({ detail }) => chosen.push(detail.stall))
    cell(el, 2, 3).click()
    await until(() => panel(el)?.shadowRoot?.querySelector('.board'))
    expect(one(el, 'dialog')!.matches(':modal')).to.equal(true)
    expect(text(panel(el)!.shadowRoot!.querySelector('.eave'))).to.contain('3-0203')
    one(el, '.back button')!.click()
    await until(() => !panel(el))
    all(el, '.unit')[0]!.click()
    await until(() => panel(el)?.shadowRoot?.querySelector('.board'))
    expect(text(panel(el)!.shadowRoot!.querySelector('.eave'))).to.contain('3-0506')
    expect(chosen).to.deep.equal([stallId(2, 3), stallId(5, 6)])
  })

  it('goes by keys over corridors, and Enter opens', async () => {
    const el = await board()
    cell(el, 1, 1).focus()
    await press(el, 'End')
    expect(focused(el)).to.equal(stallId(1, 7))
    await press(el, 'ArrowLeft')
    await press(el, 'ArrowLeft')
    await press(el, 'ArrowLeft')
    expect(focused(el), 'over the corridor').to.equal(stallId(1, 3))
    await press(el, 'End', { ctrlKey: true })
    expect(focused(el)).to.equal(stallId(6, 7))
    expect(all(el, '.c[tabindex="0"]')).to.have.length(1)
    await press(el, 'Enter')
    await until(() => panel(el))
  })

  it('the list goes by keys as well', async () => {
    const el = await board()
    all(el, '.unit')[0]!.focus()
    await press(el, 'ArrowDown')
    expect(focused(el)).to.equal(blockOf(1, 5))
    await press(el, 'End')
    expect(focused(el)).to.equal(blockOf(4, 5))
    await press(el, 'Home')
    expect(focused(el)).to.equal(blockOf(1, 1))
    await press(el, ' ')
    await until(() => panel(el))
  })

  it('the four desks are there to be called, and a stall is found by its number', async () => {
    const el = await board()
    expect(all(el, '.desk').map(text)).to.have.length(4)
    expect(one(el, '.desk a[href^="tel:"]')).not.to.equal(null)
    const field = one(el, '.find input') as HTMLInputElement
    field.value = '0506'
    field.dispatchEvent(new InputEvent('input'))
    await el.updateComplete
    one(el, '.found [role=option]')!.click()
    await until(() => text(panel(el)?.shadowRoot?.querySelector('.eave')).includes('3-0506'))
  })

  it('of 75,000 stalls draws what can be seen, reaches the last one, and reads no more than that', async () => {
    const view = (await readMarket(station, hall, [], new Checks())) as MarketView
    const el = await fixture<MarketBoard>(html`<linli-market-board lang="zh"></linli-market-board>`)
    el.style.inlineSize = '1280px'
    el.now = morning
    el.value = {
      ...view,
      hall: large(300, 250),
      standing: { 'unit/u83-99': { step: 'suspended', title: { zh: '暂停', en: 'Suspended' } } },
    }
    await until(() => one(el, '.c'))
    await aTimeout(100)
    expect(all(el, '.c').length).to.be.lessThan(800)
    expect(all(el, '.unit').length).to.be.lessThan(40)
    expect(text(all(el, '.unit')[0]))
      .to.contain('u83-99')
      .and.to.contain('暂停')
    expect(text(chip(el, '正常'))).to.equal('正常 8,399')
    all(el, '.c[tabindex="0"]')[0]!.focus()
    await press(el, 'End', { ctrlKey: true })
    expect(focused(el)).to.equal('s250-300')
    const [at, box] = [one(el, '.c[data-id="s250-300"]')!, one(el, '.box')!].map((each) => each.getBoundingClientRect())
    expect(at!.right).to.be.at.most(box!.right + 1)
    expect(at!.bottom).to.be.at.most(box!.bottom + 1)
    await press(el, 'PageUp')
    await press(el, 'Home')
    expect(focused(el)).to.match(/^s2\d\d-1$/)
  })

  it('reads a ledger again only where it has grown', async () => {
    const checks = new Checks()
    await check(station, [1, 1])
    await check(station, [1, 5], {}, 'manager')
    const read: string[] = []
    const spy = new Proxy(station, {
      get: (target, name) => {
        if (name === 'lines') return (id: `${string}/${string}`) => (read.push(id), target.lines(id))
        const value: unknown = Reflect.get(target, name, target)
        return typeof value === 'function' ? (value.bind(target) as unknown) : value
      },
    })
    const units = hallOf(station.places, hall, 'unit')!.units.map(({ dossier }) => dossier)
    await checks.of(spy, units)
    expect(read).to.have.members([unitId(1, 1), unitId(1, 5)])
    read.length = 0
    await check(station, [1, 6], {}, 'manager')
    const found = await checks.of(spy, units)
    expect(read).to.deep.equal([unitId(1, 5)])
    expect(Object.keys(found)).to.have.members([stallId(1, 1), stallId(1, 5), stallId(1, 6)])
  })

  it('a hall that is not there is named; somebody without a name is told what is kept from them', async () => {
    station.me = undefined
    const el = await board()
    expect(text(one(el, '.note'))).to.contain('没有登记身份')
    el.hall = 'nowhere'
    await until(() => text(one(el, 'h3')) === '没有「nowhere」这个厅')
    await expect(el).to.be.accessible()
  })

  it('without a station or data shows what stands inside it', async () => {
    const el = await fixture<MarketBoard>(html`<linli-market-board lang="zh"><p>请到服务台</p></linli-market-board>`)
    expect(one(el, 'slot')).not.to.equal(null)
    el.station = station
    el.hall = hall
    await until(() => one(el, '.c'))
  })

  it('speaks English', async () => {
    await check(station, [1, 1], { mask: 'stop' })
    const el = await board({ lang: 'en' })
    expect(cell(el, 1, 1).getAttribute('aria-label')).to.equal('3-0101 Stop, Unit 3-11: Watch')
    expect(text(one(el, '.sums')))
      .to.contain('Stop proposed 0')
      .and.to.contain('36 stalls')
    const words = all(el, '.sums, .legend, .units, .seg').map(text).join()
    expect(words).not.to.match(/[一-鿿]/)
  })

  for (const [mode, more] of Object.entries({
    light: {},
    dark: {},
    elder: { elder: true },
    kiosk: { density: 'kiosk' },
    phone: { width: 360 },
    rtl: {},
  }))
    it(`is accessible with fingers' targets, ${mode}; the map never turns`, async () => {
      if (mode === 'dark') document.documentElement.style.colorScheme = 'dark'
      if (mode === 'rtl') document.dir = 'rtl'
      try {
        await check(station, [1, 1], { mask: 'stop' })
        await check(station, [2, 1], { mask: 'stop' })
        await check(station, [1, 5], { mask: 'fix' }, 'manager')
        const el = await board(more)
        await expect(el).to.be.accessible()
        const large = mode === 'elder' || mode === 'kiosk'
        for (const target of all(el, '.c[data-id], .unit, .chip, .desk a, .find .field')) {
          if (target.offsetParent === null) continue
          const { height, width } = target.getBoundingClientRect()
          // a button's target may reach beyond what is drawn of it
          const reach = target.classList.contains('chip')
            ? Number.parseFloat(getComputedStyle(target, '::after').blockSize)
            : 0
          expect(Math.max(height, reach), text(target)).to.be.at.least(large ? 60 : 44)
          expect(width, text(target)).to.be.at.least(large ? 60 : 44)
        }
        if (large)
          for (const each of all(el, '.c .no, .chip, .unit span, .legend .st'))
            expect(Number.parseFloat(getComputedStyle(each).fontSize), text(each)).to.be.at.least(18)
        expect(el.scrollWidth, 'nothing sticks out').to.be.at.most(el.clientWidth + 1)
        expect(cell(el, 1, 1).getBoundingClientRect().x).to.be.lessThan(cell(el, 1, 2).getBoundingClientRect().x)
      } finally {
        document.documentElement.style.colorScheme = ''
        document.dir = ''
      }
    })
})
