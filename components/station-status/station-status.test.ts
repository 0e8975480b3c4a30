import { expect, fixture, fixtureCleanup, html } from '@open-wc/testing'
import { asideWords } from '../../engine/merge/aside-words.js'
import type { Station } from '../../engine/station.js'
import type { StationStorage, StorageState } from '../../engine/storage.js'
import type { SyncState } from '../../engine/sync/sync.js'
import { MemoryFar } from '../../engine/sync/memory.js'
import { handClock } from '../../engine/time/clock.js'
import type { Entry, Say } from '../../engine/types.js'
import type { AsideView, PartyView, RefusedView } from '../../engine/view.js'
import { grids, openSample, report } from '../case-card/sample-station.js'
import { until } from '../base/sample-until.js'
import './define.js'
import type { StatusView } from './standing.js'
import type { StationStatus } from './station-status.js'

const start = Date.parse('2020-04-10T17:30:00+08:00')
const both = (zh: string, en = zh) => ({ zh, en })
const text = (el: Element | null | undefined) => el?.textContent?.replace(/\s+/g, ' ').trim() ?? ''
const deep = <T extends HTMLElement = HTMLElement>(el: Element, selector: string) =>
  el.shadowRoot!.querySelector<T>(selector)!
const line = (el: StationStatus) => text(deep(el, '.words'))
const said = (el: StationStatus) => text(deep(el, '.vh[role="status"]'))
const part = (el: StationStatus, name: string) => text(deep(el, `[part="${name}"]`))

const person: PartyView = { id: 'p-1', name: both('示例乙', 'Sample B'), phone: '000-0000-0001' }
const entry = { id: 'x', act: 'accept', on: 'case/1', by: 'p-1', at: start, data: {} } as unknown as Entry
const aside = (why: AsideView['why'], more: Partial<AsideView> = {}): AsideView => ({
  id: `x ${why}`,
  on: 'case/1',
  entry,
  why,
  act: both('受理', 'Accept'),
  by: person,
  title: both('井盖缺损', 'Broken cover'),
  ...asideWords({ why }),
  ...more,
})
const refused: RefusedView = {
  id: 'y',
  on: 'case/2',
  title: both('路面塌陷', 'Road collapse'),
  act: both('指派', 'Assign'),
  by: person,
  done: start,
  at: start,
  code: 'forbidden',
  says: both('对方不收：您无权写到那个地方。', 'Not taken there.'),
  reason: 'not your street',
}
const sync = (more: Partial<SyncState> = {}): SyncState => ({
  ...{ link: 'idle', since: start, inStep: true, waiting: 0, rejected: 0, quarantine: 0 },
  ...more,
})
const shown = (value: StatusView, open = false) =>
  fixture<StationStatus>(html`<linli-station-status .value=${value} ?open=${open}></linli-station-status>`)
const opened = async (el: StationStatus): Promise<void> => {
  if (!el.open) deep(el, '.line').click()
  await until(() => el.shadowRoot!.querySelector('[part="sync"]'))
}

/** A storage whose state a test turns. */
class Kept implements Partial<StationStorage> {
  state: StorageState = { persisted: false, usage: 4_200_000, quota: 2_000_000_000, low: false }
  readonly asked: string[] = []
  promises = false
  look() {
    return Promise.resolve(this.state)
  }
  persist() {
    this.asked.push('persist')
    return Promise.resolve(this.promises)
  }
  async *export() {
    this.asked.push('export')
    yield await Promise.resolve('{"lines":1}\n')
  }
  archive() {
    this.asked.push('archive')
    return Promise.resolve(3)
  }
  understood() {
    this.asked.push('understood')
  }
  import(file: File) {
    this.asked.push(`import ${file.name}`)
    return Promise.resolve({ dossiers: 2, lines: 5, sheets: 0, photos: 0, troubles: [] })
  }
}

describe('linli-station-status', () => {
  afterEach(fixtureCleanup)

  const stations: Station[] = []
  afterEach(() => Promise.all(stations.splice(0).map((station) => station.close())))

  it('says in one line how it stands, silhouette first, numbers with it', async () => {
    const lines: readonly [StatusView, string, string][] = [
      [{}, '只存在本机', 'unseen'],
      [{ sync: sync() }, '在线，全部同步', 'on-time'],
      [{ sync: sync({ waiting: 2 }) }, '在线，2 条待发', 'on-time'],
      [{ sync: sync({ link: 'broken', trouble: 'offline', waiting: 3 }) }, '离线，3 条待发', 'suspended'],
      [{ sync: sync({ link: 'broken', trouble: 'auth', waiting: 1 }) }, '没有连上，1 条待发', 'warn'],
      [{ sync: sync({ link: 'elsewhere' }) }, '由另一个窗口同步', 'on-time'],
      [{ sync: sync({ link: 'left', waiting: 4 }) }, '只存在本机', 'unseen'],
      [{ sync: sync({ rejected: 1 }), asides: [aside('ahead')] }, '在线，1 条对方没收，1 条另存待查', 'warn'],
      [{ sync: sync(), clockOff: 900_000 }, '在线，全部同步，本机的钟不准', 'warn'],
      [{ sync: sync(), storage: { low: true } }, '在线，全部同步，存储快满了', 'warn'],
      [{ storage: { low: true, trouble: { code: 'full', says: both('存储空间满了。') } } }, '现在存不下东西', 'late'],
      [
        { storage: { low: false, trouble: { code: 'newer', says: both('请刷新页面。') } } },
        '要刷新这一页才能办',
        'late',
      ],
      [
        { sync: sync(), storage: { low: false, lost: { since: start, at: start, dossiers: 3, waiting: 0 } } },
        '原来存的不见了，在线，全部同步',
        'late',
      ],
      [{ sync: sync({ waiting: 1, unplaced: ['g6'] }) }, '在线，1 条待发，对方还不认识新的地点', 'warn'],
      [{ sync: sync({ setBack: start }) }, '在线，全部同步，对方换回了旧备份', 'warn'],
    ]
    for (const [view, words, mark] of lines) {
      const el = await shown(view)
      expect(line(el)).to.equal(words)
      expect(deep(el, '.st').classList.contains(mark), words).to.equal(true)
    }
    const el = await shown({ sync: sync({ link: 'broken', trouble: 'offline', waiting: 1 }) })
    el.lang = 'en'
    await until(() => line(el) === 'Offline, 1 line to go')
  })

  it('does not flicker while it asks every minute, and reads aloud only what is news', async () => {
    const el = await shown({ sync: sync({ link: 'busy' }) })
    expect(line(el)).to.equal('正在连接')
    const then = async (more: Partial<SyncState>) => {
      el.value = { sync: sync(more) }
      await el.updateComplete
      await el.updateComplete
    }
    await then({})
    expect(said(el)).to.equal('在线')
    await then({ link: 'busy' })
    expect(line(el)).to.equal('在线，全部同步')
    await then({ link: 'busy', waiting: 2 })
    expect(line(el)).to.equal('在线，正在发 2 条')
    expect(said(el)).to.equal('在线')
    await then({ link: 'broken', trouble: 'offline', waiting: 2 })
    expect(said(el)).to.equal('离线')
    await then({ link: 'busy', waiting: 3 })
    expect([line(el), said(el)]).to.deep.equal(['离线，3 条待发', '离线'])
  })

  it('is a disclosure: a button that says whether it is open, Escape closes and gives the focus back', async () => {
    const el = await shown({ sync: sync() })
    const button = deep<HTMLButtonElement>(el, '.line')
    expect(button.getAttribute('aria-expanded')).to.equal('false')
    expect(deep(el, '#panel').hidden).to.equal(true)
    button.focus()
    button.click()
    await opened(el)
    expect(button.getAttribute('aria-expanded')).to.equal('true')
    expect(deep(el, '#panel').hidden).to.equal(false)
    expect(el.hasAttribute('open')).to.equal(true)
    deep(el, '#panel').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    await el.updateComplete
    expect(el.open).to.equal(false)
    expect(el.shadowRoot!.activeElement).to.equal(button)
  })

  it('from properties alone: what was turned down, what is kept aside, and what to do, in both languages', async () => {
    const view: StatusView = {
      sync: sync({
        link: 'broken',
        trouble: 'auth',
        says: both('对方不认您的登录。'),
        next: start + 65_000,
        waiting: 2,
      }),
      tray: {
        outgoing: [{ on: 'case/1', title: both('井盖缺损', 'Broken cover'), lines: 2, since: start }],
        more: 7,
        refused: [refused],
      },
      asides: [aside('ahead', { until: start + 600_000 }), aside('forked')],
      clockOff: -720_000,
    }
    const el = await shown(view, true)
    await opened(el)
    const zone = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const
    expect(part(el, 'sync')).to.contain('对方不认您的登录。')
    expect(part(el, 'sync')).to.contain(`${new Intl.DateTimeFormat('zh', zone).format(start + 65_000)} 再试`)
    expect(part(el, 'sync')).to.contain('慢 12分')
    expect(part(el, 'outbox')).to.contain('待发 · 2 条').and.to.contain('井盖缺损').and.to.contain('还有 7 条。')
    expect(part(el, 'refused'))
      .to.contain('路面塌陷 · 指派')
      .and.to.contain('对方说：not your street')
      .and.to.contain('请有权的人')
    expect(part(el, 'asides'))
      .to.contain('现在不算，到了它写的时间自动算。')
      .and.to.contain('请写的人打开设备的「自动设定时间」')
      .and.to.contain('两台里停用一台')
    expect(deep<HTMLAnchorElement>(el, '[part="asides"] a').href).to.equal('tel:000-0000-0001')
    expect(el.shadowRoot!.querySelectorAll('.panel button')).to.have.length(0)
    el.lang = 'en'
    await until(() => part(el, 'refused').includes('Not taken there · 1 line'))
    await expect(el).to.be.accessible()
  })

  it('says of everything that is kept aside what happened, what that means and who does what', async () => {
    const whys = 'ahead waiting forked not-the-clocks tampered forged unproven unreadable'.split(
      ' ',
    ) as AsideView['why'][]
    const el = await shown({ asides: whys.map((why) => aside(why)) }, true)
    await opened(el)
    for (const lang of ['zh', 'en'] as const) {
      el.lang = lang
      await until(() => part(el, 'asides').includes(lang === 'zh' ? '另存待查 · 8 条' : 'Kept aside · 8 lines'))
      const items = [...deep(el, '[part="asides"]').querySelectorAll('li')].map(text)
      for (const [index, why] of whys.entries())
        for (const words of Object.values<Say>({ ...asideWords({ why }) }))
          expect(items[index], why).to.contain(words[lang])
      expect(new Set(items.map((item) => item.replace(/.*→/, ''))).size, 'each its own words').to.equal(whys.length)
      await expect(el).to.be.accessible()
    }
  })

  it('what was kept here and is gone: since when, how much, and where it can be had again', async () => {
    const lost = { since: start - 86_400_000, at: start, dossiers: 3 }
    const [away, joined] = [sync({ link: 'broken', trouble: 'offline' }), sync()]
    const ways: readonly [StatusView, string, string][] = [
      [{ storage: { low: false, lost } }, '没有发到过别处', 'was ever sent elsewhere'],
      [{ sync: joined, storage: { low: false, lost: { ...lost, waiting: 0 } } }, '正在传回来', 'it is coming back'],
      [{ sync: away, storage: { low: false, lost: { ...lost, waiting: 0 } } }, '连上以后会传回来', 'comes back when'],
      [
        { sync: joined, storage: { low: false, lost: { ...lost, waiting: 2 } } },
        '有 2 条没有发到对方',
        '2 lines had not',
      ],
    ]
    for (const [view, zh, en] of ways) {
      const el = await shown(view, true)
      await opened(el)
      expect(part(el, 'lost')).to.contain('的 3 份档案不见了').and.to.contain(zh)
      expect(deep(el, '.panel').firstElementChild).to.equal(deep(el, '[part="lost"]'))
      el.lang = 'en'
      await until(() => part(el, 'lost').includes(en))
      await expect(el).to.be.accessible()
    }
  })

  it('says that the other side has what is done only where it has all of it', async () => {
    const el = await shown({ sync: sync({}) }, true)
    await opened(el)
    expect(part(el, 'sync')).to.contain('也已交给对方')
    el.value = { sync: sync({ rejected: 1 }) }
    await until(() => part(el, 'sync').includes('眼下只在这里'))
    expect(part(el, 'sync')).not.to.contain('也已交给对方')
  })

  it('joins in English what would each begin a sentence', async () => {
    const full = { code: 'full', says: both('', '') } as const
    const el = await shown({ sync: sync({}), storage: { low: false, trouble: full } })
    el.lang = 'en'
    await until(() => deep(el, '.words').textContent === 'Nothing can be kept now, online, all in step')
  })

  it('a far side that went back to an older copy, and a database that a newer version wrote: what to do', async () => {
    const newer = { code: 'newer', says: both('请刷新页面，用新版本打开。', 'Reload the page.') } as const
    const el = await shown({ sync: sync({ setBack: start }), storage: { low: false, trouble: newer } }, true)
    await opened(el)
    expect(part(el, 'sync'))
      .to.match(/:30 发现对方换回了旧的备份/)
      .and.to.contain('别的设备也请打开一次')
    expect(part(el, 'storage')).to.contain('请刷新页面').and.to.contain('刷新这一页').and.not.to.contain('腾地方')
    await expect(el).to.be.accessible()
  })

  it('S170 a far side that does not know a new grid yet: which, that nothing is lost, and who does what', async () => {
    const station = await openSample(handClock(start))
    stations.push(station)
    const view: StatusView = { sync: sync({ waiting: 1, unplaced: [grids[0], '330109001072-009'] }) }
    const el = await fixture<StationStatus>(
      html`<linli-station-status .station=${station} .value=${view} open></linli-station-status>`,
    )
    await opened(el)
    await until(() => part(el, 'sync').includes('对方还不认识3网格、330109001072-009。'))
    expect(part(el, 'sync')).to.contain('导出全部').and.to.contain('linli-server places')
  })

  it('at a station: offline with lines to go by dossier, one press tries again, then all is in step', async () => {
    const far = new MemoryFar({ ancestors: () => ['330109001'] })
    far.faults.offline = true
    const station = await openSample(handClock(start))
    stations.push(station)
    const el = await fixture<StationStatus>(html`<linli-station-status .station=${station}></linli-station-status>`)
    await until(() => line(el).startsWith('只存在本机'))
    await station.join(far.adapter(), {
      scope: { place: '330109001' },
      getToken: () => Promise.resolve(far.token('330109001')),
    })
    await report(station, 'gas-leak', grids[0])
    await report(station, 'gas-leak', grids[1])
    await until(() => line(el) === '离线，2 条待发')
    await opened(el)
    await until(() => el.shadowRoot!.querySelectorAll('[part="outbox"] li').length === 2)
    expect(part(el, 'outbox')).to.contain('育才东苑社区 · 3网格').and.to.contain('1 条 · 17:30 起')
    expect(part(el, 'sync')).to.contain('照常办，先存在这台设备里')
    await expect(el).to.be.accessible()
    far.faults.offline = false
    deep(el, '[part="sync"] button').click()
    await until(() => line(el) === '在线，全部同步')
    await until(() => part(el, 'outbox').includes('没有待发的。'))
    expect(text(deep(el, '.panel'))).to.contain('没有被退回的，也没有另存待查的。')
  })

  it('at a station: what was turned down goes again at a press', async () => {
    const far = new MemoryFar({ ancestors: () => ['330109001'] })
    const station = await openSample(handClock(start))
    stations.push(station)
    let place = 'elsewhere'
    await report(station, 'gas-leak')
    const token = () => Promise.resolve(far.token(place))
    const joined = await station.join(far.adapter(), { scope: { place: 'elsewhere' }, getToken: token })
    const el = await fixture<StationStatus>(
      html`<linli-station-status .station=${station} open></linli-station-status>`,
    )
    await until(() => line(el).includes('1 条对方没收'))
    await until(() => part(el, 'refused').includes('您无权写到那个地方'))
    place = '330109001'
    await joined.leave()
    await station.join(far.adapter(), { scope: { place: '330109001' }, getToken: token })
    await until(() => el.shadowRoot!.querySelector('[part="refused"] button'))
    deep(el, '[part="refused"] button').click()
    await until(() => line(el) === '在线，全部同步')
    expect(el.shadowRoot!.querySelector('[part="refused"]')).to.equal(null)
  })

  it('storage: asks the browser to keep it, exports everything, packs when room runs out', async () => {
    const kept = new Kept()
    const inner = await openSample(handClock(start))
    stations.push(inner)
    const station: Station = new Proxy<Station>(inner, {
      get: (of, name) => {
        if (name === 'storage') return kept
        if (name === 'watch')
          return (look: (it: Station) => unknown, ...more: [() => void]) => of.watch(() => look(station), ...more)
        const value: unknown = Reflect.get(of, name, of)
        return typeof value === 'function' ? (value as (...all: unknown[]) => unknown).bind(of) : value
      },
    })
    const el = await fixture<StationStatus>(
      html`<linli-station-status .station=${station} open></linli-station-status>`,
    )
    const press = async (words: string) => {
      const button = [...el.shadowRoot!.querySelectorAll('button')].find((each) => text(each) === words)
      button!.click()
      await el.updateComplete
      await until(() => ![...el.shadowRoot!.querySelectorAll('button')].some(({ disabled }) => disabled))
    }
    await until(() => part(el, 'storage').includes('已用 4.2 MB，可用 2 GB'))
    expect(part(el, 'storage')).to.contain('浏览器可能把这里存的清掉').and.not.to.contain('压缩')
    await press('请浏览器别清掉')
    expect(part(el, 'storage')).to.contain('没有答应')
    const { click } = HTMLAnchorElement.prototype
    const names: string[] = []
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      names.push(this.download)
    }
    try {
      await press('导出全部')
    } finally {
      HTMLAnchorElement.prototype.click = click
    }
    expect(names[0]).to.match(/^chengxiang 2020.*\.jsonl$/)
    expect(part(el, 'storage')).to.contain('已导出')
    kept.state = { persisted: true, low: true, trouble: { code: 'full', says: both('浏览器的存储空间满了。') } }
    await report(inner, 'gas-leak')
    await until(() => line(el).startsWith('现在存不下东西'))
    expect(part(el, 'storage')).to.contain('先导出一份收好').and.not.to.contain('请浏览器别清掉')
    await press('压缩办结的')
    expect(part(el, 'storage')).to.contain('压缩了 3 份')
    expect(kept.asked).to.deep.equal(['persist', 'export', 'archive'])
    kept.archive = () => Promise.reject(new Error('no'))
    await press('压缩办结的')
    expect(part(el, 'storage')).to.contain('没有办成')
    await expect(el).to.be.accessible()
  })

  it('without a station shows what the page says, and breaks nothing', async () => {
    const el = await fixture<StationStatus>(html`<linli-station-status>先这样。</linli-station-status>`)
    expect(el.textContent).to.equal('先这样。')
    expect(el.shadowRoot!.querySelector('.line')).to.equal(null)
    el.open = true
    await el.updateComplete
    el.value = { sync: sync() }
    await opened(el)
    expect(line(el)).to.equal('在线，全部同步')
  })

  it('is read in any light and any size: dark, large type, right to left, and a finger finds it', async () => {
    const view: StatusView = {
      sync: sync({ link: 'broken', trouble: 'offline', waiting: 2, next: start + 5000 }),
      tray: {
        outgoing: [{ on: 'case/1', title: both('井盖缺损'), lines: 2, since: start }],
        more: 0,
        refused: [refused],
      },
      asides: [aside('waiting')],
      storage: { low: true, persisted: false, usage: 95e6, quota: 1e8 },
    }
    const el = await shown(view, true)
    await opened(el)
    for (const [scheme, elder, dir] of [
      ['light', false, 'ltr'],
      ['dark', false, 'ltr'],
      ['light', true, 'ltr'],
      ['dark', true, 'rtl'],
    ] as const) {
      document.documentElement.style.colorScheme = scheme
      el.elder = elder
      el.dir = dir
      await el.updateComplete
      await expect(el).to.be.accessible()
      expect(deep(el, '.line').getBoundingClientRect().height).to.be.at.least(elder ? 60 : 44)
    }
    document.documentElement.style.colorScheme = ''
    for (const width of [280, 360, 900]) {
      el.style.inlineSize = `${width}px`
      await el.updateComplete
      expect(el.scrollWidth, `${width} px`).to.be.at.most(width)
    }
  })
})
