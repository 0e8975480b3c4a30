import { aTimeout, expect, fixture, fixtureCleanup, html } from '@open-wc/testing'
import type { StationAtWork } from '../../engine/at-work.js'
import { placesFrom } from '../../engine/roster/places.js'
import { type HandClock, handClock } from '../../engine/time/clock.js'
import type { PlaceId } from '../../engine/types.js'
import { until } from '../base/sample-until.js'
import './define.js'
import { squareFor } from './grid-keys.js'
import { look, type NineView } from './nine.js'
import { check, openMarket, roster, stallId, unitId } from './sample.js'
import { type Square, stallsOf, unitOf, windowOf } from './squares.js'
import type { StallPanel } from './stall-panel.js'

const morning = Date.parse('2020-02-18T07:34:00+08:00')
const text = (el: Element | null | undefined) => el?.textContent?.replace(/\s+/g, ' ').trim() ?? ''
const all = (el: StallPanel, selector: string) => [...el.shadowRoot!.querySelectorAll<HTMLElement>(selector)]
const one = (el: StallPanel, selector: string) => el.shadowRoot!.querySelector<HTMLElement>(selector)
const square = (el: StallPanel, row: number, col: number) => one(el, `.sq[data-id="${stallId(row, col)}"]`)!
const tap = async (el: StallPanel, item: number, answer: number) => {
  all(el, '.item')[item]!.querySelectorAll('button')[answer]!.click()
  await el.updateComplete
}
const status = (el: StallPanel) => text(one(el, '.side .foot [role=status]'))
const press = async (el: StallPanel, key: string, init: KeyboardEventInit = {}) => {
  const on = el.shadowRoot!.activeElement!
  on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...init }))
  await aTimeout(20)
}
const focused = (el: StallPanel) => (el.shadowRoot!.activeElement as HTMLElement | null)?.dataset['id']

const places = placesFrom(roster)
const plain = (id: PlaceId) => ({ what: 'stall' as const, id, title: { zh: id, en: id } })
const kinds = (squares: readonly Square[] = []) =>
  squares.map((each) => (each.what === 'wall' ? each.to.join() : each.what[0]))
const around = (row: number, col: number) => windowOf(places, stallId(row, col), plain)!

describe('squares', () => {
  it('around a stall go across the border of units in one hall', () => {
    const { squares } = around(3, 2)
    expect(squares.map((each) => each.what === 'stall' && each.id)).to.deep.equal(
      [2, 3, 4].flatMap((row) => [1, 2, 3].map((col) => stallId(row, col))),
    )
  })

  it('at a corner are four, along an edge six, beside a corridor six; the rest is wall or corridor', () => {
    expect(kinds(around(1, 1).squares)).to.deep.equal([
      'east,south',
      'south',
      'south',
      'east',
      's',
      's',
      'east',
      's',
      's',
    ])
    expect(kinds(around(1, 2).squares)).to.deep.equal(['south', 'south', 'south', 's', 's', 's', 's', 's', 's'])
    expect(kinds(around(2, 3).squares)).to.deep.equal(['s', 's', 'c', 's', 's', 'c', 's', 's', 'c'])
    expect(kinds(around(6, 7).squares)).to.deep.equal([
      's',
      's',
      'west',
      's',
      's',
      'west',
      'north',
      'north',
      'west,north',
    ])
  })

  it('of the fixed units hold every stall once', () => {
    const ids = [
      [1, 1],
      [1, 5],
      [4, 1],
      [4, 5],
    ].flatMap(([row, col]) => stallsOf(unitOf(places, stallId(row!, col!), plain)).map(({ id }) => id))
    expect(ids).to.have.length(36)
    expect(new Set(ids)).to.have.length(36)
    expect(unitOf(places, stallId(2, 6), plain).columns).to.equal(3)
  })

  it('without cells are the unit in the order of the roster', () => {
    const bare = placesFrom({
      ...roster,
      places: Object.fromEntries(Object.entries(roster.places).map(([id, { col: _, row: __, ...rest }]) => [id, rest])),
    })
    expect(windowOf(bare, stallId(2, 2), plain)).to.equal(undefined)
    expect(unitOf(bare, stallId(2, 2), plain)).to.have.property('columns', 3)
    expect(stallsOf(unitOf(bare, stallId(2, 2), plain))).to.have.length(9)
  })
})

describe('keys of the squares', () => {
  const go = (key: string, at: number, row = 3, col = 2, control = false) =>
    squareFor(key, control, at, around(row, col))

  it('are those of the grid pattern', () => {
    expect(go('ArrowRight', 4)).to.equal(5)
    expect(go('ArrowRight', 5), 'stays at the end of a row').to.equal(5)
    expect(go('ArrowLeft', 3)).to.equal(3)
    expect(go('ArrowDown', 4)).to.equal(7)
    expect(go('ArrowUp', 1)).to.equal(1)
    expect(go('Home', 5)).to.equal(3)
    expect(go('End', 3)).to.equal(5)
    expect(go('Home', 5, 3, 2, true)).to.equal(0)
    expect(go('End', 3, 3, 2, true)).to.equal(8)
    expect(go('PageDown', 1)).to.equal(7)
    expect(go('PageUp', 8)).to.equal(2)
    expect(go('x', 4)).to.equal(undefined)
  })

  it('step over corridors and walls', () => {
    expect(go('ArrowRight', 4, 2, 3), 'corridor').to.equal(4)
    expect(go('End', 3, 2, 3)).to.equal(4)
    expect(go('Home', 5, 1, 1), 'wall').to.equal(4)
    expect(go('Home', 8, 1, 1, true)).to.equal(4)
    expect(go('ArrowUp', 4, 1, 1)).to.equal(4)
  })
})

describe('linli-stall-panel', () => {
  let station: StationAtWork
  let clock: HandClock
  beforeEach(async () => {
    clock = handClock(morning)
    station = await openMarket(clock)
  })
  afterEach(async () => {
    fixtureCleanup()
    await station.close()
  })

  async function panel({ stall = stallId(2, 2), lang = 'zh', density = 'kiosk', elder = false, width = 1280 } = {}) {
    const el = await fixture<StallPanel>(
      html`<linli-stall-panel stall=${stall} lang=${lang} density=${density} ?elder=${elder} .station=${station}></linli-stall-panel>`,
    )
    el.style.inlineSize = `${width}px`
    await until(() => one(el, '.board'))
    return el
  }
  const settle = async (el: StallPanel) => {
    await aTimeout(60)
    await el.updateComplete
  }

  it('shows its own stall in the middle, and says so', async () => {
    const el = await panel()
    expect(all(el, '.sq')).to.have.length(9)
    expect(all(el, '.sq')[4]).to.equal(square(el, 2, 2))
    expect(text(square(el, 2, 2)))
      .to.contain('3-0202')
      .and.to.contain('本商位')
      .and.to.contain('玩具')
      .and.to.contain('未查')
    expect(getComputedStyle(square(el, 2, 2)).outlineWidth).to.equal('5px')
    expect(all(el, '[aria-current=location]')).to.have.length(1)
    expect(text(one(el, '.eave .plate')))
      .to.contain('3号厅')
      .and.to.contain('3-0202')
    expect(text(one(el, '.box')))
      .to.contain('本格正常')
      .and.to.contain('按 9 个商位算')
  })

  it('counts neither corridors nor walls nor empty stalls, and says how many it counted', async () => {
    const el = await panel({ stall: stallId(6, 2) })
    expect(text(one(el, '.box p'))).to.equal('按 5 个商位算，1 个空位不算，厅外不算，5 个今天还没查。')
    expect(getComputedStyle(square(el, 6, 3)).borderStyle).to.equal('dashed')
    el.stall = stallId(2, 3)
    await settle(el)
    expect(text(one(el, '.box p'))).to.equal('按 6 个商位算，过道不算，6 个今天还没查。')
    expect(all(el, '.sq.corridor')).to.have.length(3)
    el.show(stallId(6, 3))
    await settle(el)
    expect(text(one(el, '.side'))).to.contain('空位，不检查')
    expect(all(el, '.item')).to.have.length(0)
  })

  it('keeps two facts apart: how a stall is, and where its own unit stands', async () => {
    await check(station, [3, 3], { 'fire-lane': 'stop' }, 'manager')
    const el = await panel({ stall: stallId(4, 2) })
    await settle(el)
    expect(text(square(el, 3, 3).querySelector('.state'))).to.equal('停')
    expect(text(square(el, 3, 2).querySelector('.un')), 'same unit as the stop').to.equal('格关注')
    expect(square(el, 4, 2).querySelector('.un'), 'another unit').to.equal(null)
    expect(text(one(el, '.box')), 'that of the chosen stall')
      .to.contain('本格正常')
      .and.to.contain('1 个停：3-0303')
  })

  it('moves by arrows over the squares, with one of them in the tab order, and chooses by Enter', async () => {
    const el = await panel()
    const chosen: PlaceId[] = []
    el.addEventListener('linli-stall-select', ({ detail }) => chosen.push(detail.stall))
    expect(all(el, '.sq[tabindex="0"]')).to.deep.equal([square(el, 2, 2)])
    square(el, 2, 2).focus()
    await press(el, 'ArrowRight')
    expect(focused(el)).to.equal(stallId(2, 3))
    await press(el, 'ArrowDown')
    expect(focused(el)).to.equal(stallId(3, 3))
    await press(el, 'Home')
    expect(focused(el)).to.equal(stallId(3, 1))
    await press(el, 'End', { ctrlKey: true })
    expect(focused(el)).to.equal(stallId(3, 3))
    expect(all(el, '.sq[tabindex="0"]')).to.have.length(1)
    expect(chosen).to.deep.equal([])
    await press(el, 'Enter')
    expect(chosen).to.deep.equal([stallId(3, 3)])
    await settle(el)
    expect(square(el, 3, 3).getAttribute('aria-selected')).to.equal('true')
    expect(text(one(el, '.side h3'))).to.equal('3-0303 今天的九项')
  })

  it('every key of the grid pattern moves the focus, Space chooses, and no other key is taken', async () => {
    const el = await panel()
    square(el, 2, 2).focus()
    const steps: readonly (readonly [string, boolean, readonly [row: number, col: number]])[] = [
      ['ArrowLeft', false, [2, 1]],
      ['ArrowUp', false, [1, 1]],
      ['ArrowRight', false, [1, 2]],
      ['ArrowDown', false, [2, 2]],
      ['End', false, [2, 3]],
      ['Home', false, [2, 1]],
      ['PageDown', false, [3, 1]],
      ['PageUp', false, [1, 1]],
      ['End', true, [3, 3]],
      ['Home', true, [1, 1]],
    ]
    for (const [key, ctrlKey, [row, col]] of steps) {
      await press(el, key, { ctrlKey })
      expect(focused(el), key).to.equal(stallId(row, col))
    }
    const other = new KeyboardEvent('keydown', { key: 'a', bubbles: true, cancelable: true })
    square(el, 1, 1).dispatchEvent(other)
    expect(other.defaultPrevented).to.equal(false)
    await press(el, ' ')
    await settle(el)
    expect(square(el, 1, 1).getAttribute('aria-selected')).to.equal('true')
  })

  it('changes to the fixed unit and back, and puts another stall in the middle', async () => {
    const el = await panel({ stall: stallId(3, 3) })
    const [window, block] = all(el, '.nine .seg button')
    block!.click()
    await el.updateComplete
    expect(all(el, '.sq')[8]).to.equal(square(el, 3, 3))
    window!.click()
    await el.updateComplete
    expect(all(el, '.sq')[4]).to.equal(square(el, 3, 3))
    square(el, 4, 2).click()
    await settle(el)
    one(el, '.nine header > .btn')!.click()
    await settle(el)
    expect(all(el, '.sq')[4]).to.equal(square(el, 4, 2))
    expect(text(square(el, 3, 3)), 'its own stays its own').to.contain('本商位')
    one(el, '.nine header > .btn')!.click()
    await settle(el)
    expect(all(el, '.sq')[4]).to.equal(square(el, 3, 3))
  })

  it('writes a check in nine taps, whole, and confirms it when it is kept', async () => {
    const el = await panel()
    expect(all(el, '.item')).to.have.length(9)
    for (let item = 0; item < 8; item++) await tap(el, item, item === 6 ? 1 : 0)
    expect(text(one(el, '.side header'))).to.contain('已点 8 / 9')
    expect(status(el)).to.contain('还剩 1 项')
    expect(await station.lines(unitId(2, 2))).to.have.length(0)
    let kept = 0
    el.addEventListener('linli-act-done', () => kept++)
    await tap(el, 8, 0)
    expect(status(el), 'not before it is durable').to.equal('正在写下…')
    await until(() => status(el).includes('已写下'))
    expect(status(el)).to.equal('3-0202 07:34:00 已写下：待改')
    expect(kept).to.equal(1)
    const [line] = await station.lines(unitId(2, 2))
    expect(line!.entry.act).to.equal('mark')
    expect(line!.entry.data['stall']).to.equal(stallId(2, 2))
    await until(() => text(square(el, 2, 2)).includes('待改'))
    expect(text(all(el, '.desk').find((desk) => text(desk).includes('后勤保障'))), 'its desk has it').to.contain(
      '货物占道 1 件',
    )
  })

  it('changes a check that stands only when asked to write', async () => {
    await check(station, [2, 2], { aisle: 'fix' })
    const el = await panel()
    await settle(el)
    expect(status(el)).to.contain('07:34 已写下')
    clock.set(morning + 60_000)
    await tap(el, 6, 0)
    expect(status(el)).to.equal('改了，还没写下。')
    expect(await station.lines(unitId(2, 2))).to.have.length(1)
    one(el, '.foot .write')!.click()
    await until(() => text(square(el, 2, 2)).includes('正常'))
    expect(await station.lines(unitId(2, 2))).to.have.length(2)
    await tap(el, 6, 2)
    all(el, '.foot .btn')[1]!.click()
    await el.updateComplete
    expect(one(el, '.item:nth-child(7) [aria-checked=true]')!.className).to.equal('on-time')
  })

  it('leaves no half check behind: after a reload it begins again', async () => {
    const name = `panel ${Math.random()}`
    const durable = async () => {
      await station.close()
      station = await openMarket(clock, 'head', name)
    }
    await durable()
    const el = await panel()
    for (let item = 0; item < 9; item++) await tap(el, item, 0)
    await until(() => status(el).includes('已写下'))
    el.show(stallId(2, 3))
    await settle(el)
    for (let item = 0; item < 8; item++) await tap(el, item, 2)
    fixtureCleanup()
    await durable()
    const again = await panel()
    await settle(again)
    expect(status(again), 'what was confirmed is there').to.contain('已写下')
    again.show(stallId(2, 3))
    await settle(again)
    expect(text(one(again, '.side header'))).to.contain('已点 0 / 9')
    expect(await station.lines(unitId(2, 3))).to.have.length(1)
  })

  it('says why somebody may not check, and keeps what cannot be written', async () => {
    station.me = 'porter'
    const el = await panel()
    await settle(el)
    expect(text(one(el, '.side .note'))).to.contain('格长')
    await tap(el, 0, 0)
    expect(all(el, '[role=radio][aria-checked=true]')).to.have.length(0)
  })

  it('tells the page before it writes, which may keep it from being written', async () => {
    const el = await panel()
    el.addEventListener('linli-act-before', (event) => event.preventDefault())
    for (let item = 0; item < 9; item++) await tap(el, item, 0)
    await aTimeout(30)
    expect(await station.lines(unitId(2, 2))).to.have.length(0)
  })

  it('holds what was found until somebody looks again, and that all was well for a day', async () => {
    await check(station, [2, 2])
    await check(station, [2, 3], { mask: 'fix' })
    clock.set(morning + 86_400_000)
    const el = await panel()
    await settle(el)
    expect(text(square(el, 2, 2))).to.contain('未查')
    expect(text(square(el, 2, 3))).to.contain('待改')
    expect(text(one(el, '.side header'))).to.contain('已点 0 / 9')
  })

  it('goes by arrows through the answers without answering', async () => {
    const el = await panel()
    one(el, '.item [tabindex="0"]')!.focus()
    await press(el, 'ArrowDown')
    await press(el, 'ArrowRight')
    expect(text(el.shadowRoot!.activeElement)).to.equal('待改')
    expect(el.shadowRoot!.activeElement!.closest('.item')).to.equal(all(el, '.item')[1])
    expect(all(el, '[role=radio][aria-checked=true]')).to.have.length(0)
  })

  describe('two stops', () => {
    const stopped = async () => {
      await check(station, [1, 1], { mask: 'stop' })
      await check(station, [2, 1], { 'fire-lane': 'stop' })
      station.me = 'manager'
      const el = await panel()
      await until(() => one(el, '.proposal'))
      return el
    }

    it('propose suspending, with the rule and what it looked at', async () => {
      const el = await stopped()
      expect(text(one(el, '.box.watch')))
        .to.contain('本格关注')
        .and.to.contain('2 个停：3-0101、3-0201')
      expect(text(one(el, '.proposal')))
        .to.contain('建议暂停本格停不停由您定')
        .and.to.contain('2个商位停，提请暂停本格')
        .and.to.not.contain('现在没有要办的')
      expect(all(el, '.proposal .reason.holds .clauses li.yes').length).to.be.greaterThan(0)
      expect(all(el, '.proposal .reason.holds .clauses li.not').map(text), 'other ways by which it could hold').to.be
        .empty
      expect(getComputedStyle(one(el, '.proposal .reason')!).borderInlineStartWidth, 'its sheet is there').to.equal(
        '3px',
      )
      expect(text(one(el, '.next [aria-current=step]'))).to.contain('1 确认暂停')
    })

    it('are confirmed by the manager in one tap, with the rule as the reason', async () => {
      const el = await stopped()
      one(el, '.confirm')!.click()
      await until(() => text(one(el, '.box')).includes('本格暂停'))
      expect((await station.dossier(unitId(1, 1)))!.step).to.equal('suspended')
      const last = (await station.lines(unitId(1, 1))).at(-1)!
      expect(last.entry.reason).to.contain('2个商位停')
      await settle(el)
      expect(one(el, '.proposal')).to.equal(null)
      expect(text(one(el, '.next [aria-current=step]'))).to.equal('2 改好还有 2 个商位停')
      expect(text(square(el, 3, 3).querySelector('.un'))).to.equal('格暂停')
    })

    it('are refused with a reason only, and are then no longer asked about', async () => {
      const el = await stopped()
      one(el, '.refuse')!.click()
      await el.updateComplete
      await aTimeout(20)
      expect(el.shadowRoot!.activeElement!.id).to.equal('reason')
      one(el, '.send')!.click()
      await el.updateComplete
      expect(text(one(el, '#reason-fault'))).to.equal('写上原因才能写下。')
      const reason = one(el, '#reason') as HTMLTextAreaElement
      reason.value = '两处都当场改好'
      reason.dispatchEvent(new Event('input'))
      one(el, '.send')!.click()
      await until(() => !one(el, '.proposal'))
      const last = (await station.lines(unitId(1, 1))).at(-1)!
      expect([last.entry.act, last.entry.reason]).to.deep.equal(['keep-open', '两处都当场改好'])
      const { step, proposals } = (await station.dossier(unitId(1, 1)))!
      expect([step, proposals], 'for every screen, the card too').to.deep.equal(['watch', []])
    })

    it('are not decided by whoever is not the manager, and that is said', async () => {
      const el = await stopped()
      station.me = 'head'
      el.requestUpdate()
      await settle(el)
      all(el, '.side .seg button')[1]!.click()
      await el.updateComplete
      expect(text(one(el, '.proposal .box'))).to.contain('停不停由市场管理员定')
      expect(one(el, '.confirm')!.getAttribute('aria-disabled')).to.equal('true')
      expect(text(one(el, '#blocked'))).to.contain('市场管理员')
      one(el, '.confirm')!.click()
      await settle(el)
      expect((await station.dossier(unitId(1, 1)))!.step).to.equal('watch')
    })

    it('lead back in four steps: mended, looked at by somebody else, reopened', async () => {
      const el = await stopped()
      const now = () => text(one(el, '.next [aria-current=step] b'))
      one(el, '.confirm')!.click()
      await until(() => now() === '2 改好')
      const filled = () => text(one(el, 'linli-acts')?.shadowRoot?.querySelector('.go'))
      await until(() => text(one(el, 'linli-acts')?.shadowRoot?.querySelector('.acts')).includes('商户有异议'))
      expect(filled(), 'to object is not what the manager is asked to do').to.equal('')
      await check(station, [1, 1])
      await check(station, [2, 1])
      await until(() => now() === '3 复看')
      await station.act({ type: 'inspect', on: unitId(1, 1), by: 'medic', data: { seen: '通道已清' } })
      await until(() => now() === '4 恢复')
      await until(() => filled() === '恢复', filled())
      await station.act({ type: 'reopen', on: unitId(1, 1), by: 'manager', data: {}, reason: '已改好' })
      await until(() => text(one(el, '.box')).includes('本格正常'))
    })
  })

  it('an incident puts the unit on watch and proposes suspending; it is raised from here', async () => {
    station.me = 'manager'
    const el = await panel()
    one(el, '.box .btn')!.click()
    await until(() => one(el, 'dialog linli-form')?.shadowRoot?.querySelector('form'))
    await expect(el).to.be.accessible()
    const form = one(el, 'dialog linli-form') as HTMLElementTagNameMap['linli-form']
    form.value = { data: { type: 'fire-risk', what: '通道被货物堵住' }, place: stallId(2, 2) }
    await form.updateComplete
    form.shadowRoot!.querySelector<HTMLElement>('[part=send]')!.click()
    await until(() => one(el, '.proposal'), 'proposed')
    expect(text(one(el, '.box'))).to.contain('本格关注')
    expect(text(one(el, '.proposal'))).to.contain('格里出了事，关注，并提请暂停')
    expect(text(one(el, '.side'))).to.contain('事件')
  })

  it('names the four desks, who sits there, and calls them', async () => {
    const el = await panel()
    expect(all(el, '.desk').map((desk) => text(desk.querySelector('b')))).to.deep.equal([
      '红色服务',
      '信息数据',
      '应急处置',
      '后勤保障',
    ])
    const emergency = all(el, '.desk')[2]!
    expect(text(emergency)).to.contain('示例酉').and.to.contain('消防通道').and.to.contain('用电安全')
    expect(emergency.querySelector('a')!.href).to.equal('tel:0579-0000-0003')
    expect(text(all(el, '.desk')[0])).to.contain('没有登记电话')
  })

  it('finds a stall by its number, with the keyboard too', async () => {
    const el = await panel()
    const input = one(el, '.find input') as HTMLInputElement
    input.value = '0506'
    input.dispatchEvent(new Event('input'))
    await el.updateComplete
    expect(all(el, '[role=option]').map(text)).to.deep.equal(['3号厅 · 3-0506'])
    await expect(el).to.be.accessible()
    input.focus()
    await press(el, 'Enter')
    await settle(el)
    expect(all(el, '.sq')[4]).to.equal(square(el, 5, 6))
    expect(text(one(el, '.side h3'))).to.equal('3-0506 今天的九项')
    input.value = '9999'
    input.dispatchEvent(new Event('input'))
    await el.updateComplete
    expect(text(one(el, '.find .none'))).to.equal('没有找到「9999」')
  })

  it('goes home and forgets what was not written, for a kiosk that was left alone', async () => {
    const el = await panel()
    await tap(el, 0, 2)
    el.show(stallId(5, 6))
    await settle(el)
    el.reset()
    await settle(el)
    expect(all(el, '.sq')[4]).to.equal(square(el, 2, 2))
    expect(text(one(el, '.side header'))).to.contain('已点 0 / 9')
  })

  it('is the same whether its stall is set before or after it is connected; a later one begins anew', async () => {
    const before = await panel({ stall: stallId(3, 2) })
    const after = document.createElement('linli-stall-panel')
    after.setAttribute('density', 'kiosk')
    document.body.append(after)
    after.station = station
    await after.updateComplete
    after.setAttribute('stall', stallId(3, 2))
    await until(() => after.shadowRoot!.querySelector('.board'))
    await settle(before)
    await settle(after)
    expect(text(one(after, '.board'))).to.equal(text(one(before, '.board')))
    after.remove()
  })

  it('without a stall takes the first where somebody holds a post; one that is not there is named', async () => {
    const el = await fixture<StallPanel>(html`<linli-stall-panel lang="zh" .station=${station}></linli-stall-panel>`)
    await until(() => one(el, '.board'))
    expect(text(one(el, '.eave .plate'))).to.contain('3-0101')
    el.stall = 'nowhere'
    await until(() => text(one(el, 'h3')) === '没有商位「nowhere」')
    await expect(el).to.be.accessible()
  })

  it('shows nothing of checks to somebody without a name, and says so', async () => {
    await check(station, [2, 2], { mask: 'stop' })
    station.me = undefined
    const el = await panel()
    await settle(el)
    expect(text(square(el, 2, 2))).to.contain('未查')
    expect(text(one(el, '.nine .note'))).to.contain('没有登记身份')
  })

  it('works from properties alone: what is tapped is told to the page', async () => {
    await check(station, [2, 3], { mask: 'stop' })
    const value = (await look(station, stallId(2, 2), stallId(2, 2))) as NineView
    const el = await fixture<StallPanel>(html`<linli-stall-panel lang="zh"><p>请到服务台</p></linli-stall-panel>`)
    expect(one(el, 'slot')!.textContent).to.contain('选一个商位')
    el.value = value
    el.now = morning
    await el.updateComplete
    expect(text(square(el, 2, 3))).to.contain('停')
    const acts: unknown[] = []
    el.addEventListener('linli-act-before', ({ detail }) => acts.push(detail.act.data?.['stall']))
    for (let item = 0; item < 9; item++) await tap(el, item, 0)
    expect(acts).to.deep.equal([stallId(2, 2)])
    expect(one(el, '.find')).to.equal(null)
    await expect(el).to.be.accessible()
  })

  it('speaks English', async () => {
    await check(station, [2, 3], { mask: 'stop' })
    const el = await panel({ lang: 'en' })
    await settle(el)
    expect(text(square(el, 2, 2)))
      .to.contain('Here')
      .and.to.contain('Unseen')
    expect(text(one(el, '.box')))
      .to.contain('Unit: Watch')
      .and.to.contain('9 stalls counted; 8 not seen today. Stop, 1: 3-0203.')
    expect(text(one(el, '.side'))).to.contain('0 of 9')
    expect(el.shadowRoot!.textContent).not.to.match(/[一-鿿]/)
  })

  for (const [mode, more] of Object.entries({
    kiosk: {},
    elder: { elder: true },
    phone: { density: 'field', width: 360 },
  })) {
    it(`is accessible with fingers' targets, ${mode}, also with a proposal`, async () => {
      await check(station, [1, 1], { mask: 'stop' })
      await check(station, [2, 1], { mask: 'stop' })
      station.me = 'manager'
      const el = await panel(more)
      await until(() => one(el, '.proposal'))
      await expect(el).to.be.accessible()
      all(el, '.side .seg button')[0]!.click()
      await el.updateComplete
      await expect(el).to.be.accessible()
      const least = mode === 'phone' ? 44 : 60
      for (const target of all(el, '.tri button, .seg button, .sq[data-id], .desk a, .find .field'))
        expect(target.getBoundingClientRect().height, text(target) || target.className).to.be.at.least(least)
      for (const answer of all(el, '.tri button')) expect(answer.offsetHeight).to.be.at.least(60)
      expect(el.scrollWidth, 'nothing sticks out').to.be.at.most(el.clientWidth + 1)
    })
  }

  it('its squares hold their words at 360 px in large type, in English and in a wide font', async () => {
    await check(station, [1, 1], { mask: 'stop' })
    const el = await panel({ lang: 'en', elder: true, width: 360 })
    el.style.letterSpacing = '.12em'
    await until(() => one(el, '.un'))
    for (const square of all(el, '.sq, .sq .state, .sq .about'))
      expect(square.scrollWidth, text(square)).to.be.at.most(square.clientWidth)
  })

  it('is accessible in a page that reads from the right; the map of the hall does not turn', async () => {
    document.dir = 'rtl'
    try {
      const el = await panel()
      await expect(el).to.be.accessible()
      expect(square(el, 2, 1).getBoundingClientRect().x).to.be.lessThan(square(el, 2, 3).getBoundingClientRect().x)
    } finally {
      document.dir = ''
    }
  })
})
