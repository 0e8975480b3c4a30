import { aTimeout, expect, fixture, fixtureCleanup, html, nextFrame, oneEvent } from '@open-wc/testing'
import { handClock } from '../../engine/time/clock.js'
import type { Station } from '../../engine/station.js'
import { MemoryFar } from '../../engine/sync/memory.js'
import type { SyncState } from '../../engine/sync/sync.js'
import type { DossierId } from '../../engine/types.js'
import { until } from '../base/sample-until.js'
import '../acts/define.js'
import '../form/define.js'
import '../timeline/define.js'
import './define.js'
import { runningClock } from './running-clock.js'
import type { StationElement } from './station.js'

const community = '/rules/chengxiang.community.json'
const roster = '/demo/data/tiny/roster.json'
const officer = 'p-0020'
const start = Date.parse('2020-04-10T17:30:00+08:00')
const text = (el: Element | null | undefined) => el?.textContent?.replace(/\s+/g, ' ').trim() ?? ''
const deep = <T extends HTMLElement = HTMLElement>(el: Element, selector: string) =>
  el.shadowRoot!.querySelector<T>(selector)!

let names = 0
const freshName = () => `station test ${++names} ${crypto.randomUUID()}`
const ready = async (el: StationElement): Promise<Station> =>
  el.station ??
  (await oneEvent<GlobalEventHandlersEventMap['linli-station-ready']>(el, 'linli-station-ready')).detail.station
const open = async () => {
  const el = document.createElement('linli-station')
  Object.assign(el, { community, roster, name: freshName(), clock: handClock(start), me: officer })
  const host = await fixture(html`<div>${el}</div>`)
  return { el, host, station: await ready(el) }
}
/** The real files, with one of them changed. */
const changed = (file: string, change: (text: string) => string) => async (address: string) => {
  const answer = await (await fetch(address)).text()
  return address.endsWith(file) ? change(answer) : answer
}
const misspelt = changed('four-platforms.pack.json', (text) =>
  text.replace('"greaterThanInclusive"', '"graterThanInclusive"'),
)

describe('linli-station', () => {
  afterEach(fixtureCleanup)

  it('gives the station to tags that were there before it', async () => {
    const el = document.createElement('linli-station')
    const acts = el.appendChild(document.createElement('linli-acts'))
    Object.assign(el, { community, roster, name: freshName() })
    await fixture(html`<div>${el}</div>`)
    const station = await ready(el)
    expect(station.book.community).to.equal('chengxiang')
    expect(acts.station).to.equal(station)
  })

  it('makes no box and hands down neither type nor colour', async () => {
    const host = await fixture(html`<div><linli-station><p>页面自己的话</p></linli-station></div>`)
    ;(host as HTMLElement).style.font = '31px serif'
    const el = host.querySelector('linli-station')!
    expect(getComputedStyle(el).display).to.equal('contents')
    expect(getComputedStyle(host.querySelector('p')!).fontSize).to.equal('31px')
    expect(getComputedStyle(host.querySelector('p')!).color).to.equal(getComputedStyle(host).color)
    el.hidden = true
    expect(getComputedStyle(el).display).to.equal('none')
  })

  it('reports, accepts and tells it again: form, acts and timeline on real rules', async () => {
    const { el, station } = await open()
    const form = el.appendChild(document.createElement('linli-form'))
    form.kind = 'case'
    await until(() => deep(form, 'form'))
    form.value = { data: { type: 'gas-leak', what: '楼道有煤气味' }, place: '330109001072-001-001' }
    await form.updateComplete
    setTimeout(() => deep<HTMLButtonElement>(form, 'button[type=submit]').click())
    const { detail } = await oneEvent<GlobalEventHandlersEventMap['linli-act-done']>(form, 'linli-act-done')
    await form.updateComplete
    expect(text(deep(form, '.sent')))
      .to.contain('17:30:00 · 已上报')
      .and.to.contain('17:40:00 前')
    const acts = el.appendChild(document.createElement('linli-acts'))
    const timeline = el.appendChild(document.createElement('linli-timeline'))
    acts.dossier = timeline.dossier = detail.decision.dossier!.id
    await until(() => deep(acts, '.btn.go'))
    expect(text(deep(acts, '.btn.go'))).to.equal('受理')
    deep(acts, '.btn.go').click()
    await oneEvent(acts, 'linli-act-done')
    await until(() => timeline.shadowRoot!.querySelectorAll('.lines b').length === 2)
    expect([...timeline.shadowRoot!.querySelectorAll('.lines b')].map(text)).to.deep.equal(['受理', '上报'])
    expect((await station.dossier(acts.dossier as 'case/1'))?.step).to.equal('accepted')
    await expect(el).to.be.accessible()
  })

  it('offers what the person who is here may do, and again when somebody else sits down', async () => {
    const { el, station } = await open()
    const { dossier } = await station.act({
      type: 'report',
      on: 'case/new',
      by: officer,
      place: '330109001072-001-001',
      data: { type: 'gas-leak', what: 'x' },
    })
    const acts = el.appendChild(document.createElement('linli-acts'))
    acts.dossier = dossier!.id
    await until(() => text(deep(acts, '.acts')).includes('受理'))
    el.me = ''
    await until(() => !text(deep(acts, '.acts')).includes('受理'))
    expect(station.me).to.equal(undefined)
    expect([...acts.shadowRoot!.querySelectorAll('.off .btn')].map(text)).to.include('受理')
  })

  it('says in place what is wrong with a file, and leaves the words inside', async () => {
    const el = document.createElement('linli-station')
    const form = el.appendChild(document.createElement('linli-form'))
    form.textContent = '打不开时，请致电社区。'
    Object.assign(el, { community, name: freshName(), read: misspelt })
    setTimeout(() => void fixture(html`<div>${el}</div>`))
    const { detail } = await oneEvent<GlobalEventHandlersEventMap['linli-station-trouble']>(el, 'linli-station-trouble')
    await el.updateComplete
    expect(detail.troubles[0]).to.include({ found: 'graterThanInclusive', meant: 'greaterThanInclusive' })
    expect(text(deep(el, '.says'))).to.match(
      /^four-platforms.pack.json 第 \d+ 行第 \d+ 列：.*您是不是想写 greaterThanInclusive？$/,
    )
    expect(text(deep(el, '.at u'))).to.equal('graterThanInclusive')
    expect(text(deep(el, '.end p'))).to.equal('这里还没有能用的上一版，改好之前办不了事。已经存下的都没有动。')
    expect(el.station).to.equal(undefined)
    expect(deep(form, 'slot')).to.exist
    await expect(el).to.be.accessible()
    el.lang = 'en'
    await nextFrame()
    expect(text(deep(el, '.says'))).to.contain('Did you mean greaterThanInclusive?')
  })

  it('goes on with the last good version and says since when; read again when it is mended', async () => {
    const { el } = await open()
    const good = el.station!.book.digest
    el.read = misspelt
    const { detail } = await oneEvent<GlobalEventHandlersEventMap['linli-station-ready']>(el, 'linli-station-ready')
    await el.updateComplete
    expect(detail.station.book.digest).to.equal(good)
    expect(detail.station.bookFrom.source).to.equal('stored')
    expect(text(deep(el, '.end p'))).to.equal('在改好之前，仍按 4月10日 17:30 装上的那一版办理，什么都没有丢。')
    el.read = undefined
    await oneEvent(el, 'linli-station-ready')
    await el.updateComplete
    expect(deep(el, '.panel')).not.to.exist
  })

  it('works on without a roster that cannot be read, and says that it is the roster', async () => {
    const el = document.createElement('linli-station')
    Object.assign(el, { community, roster: '/demo/data/nowhere.json', name: freshName() })
    await fixture(html`<div>${el}</div>`)
    await ready(el)
    await el.updateComplete
    expect(text(deep(el, 'h2'))).to.equal('有的文件没有读进来')
    expect(text(deep(el, '.says'))).to.contain('nowhere.json')
    expect(text(deep(el, '.end p'))).to.contain('规则照常在用')
  })

  it('gives its sentences to the clipboard', async () => {
    const copied: string[] = []
    const before = Object.getOwnPropertyDescriptor(navigator, 'clipboard')
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: (words: string) => Promise.resolve(void copied.push(words)) },
    })
    try {
      const el = document.createElement('linli-station')
      Object.assign(el, { community, name: freshName(), read: misspelt })
      setTimeout(() => void fixture(html`<div>${el}</div>`))
      await oneEvent(el, 'linli-station-trouble')
      await el.updateComplete
      deep(el, '.btn.bare').click()
      await nextFrame()
      expect(copied[0]).to.match(/^\/rules\/four-platforms.pack.json:\d+:\d+ /)
      expect(text(deep(el, '.btn.bare'))).to.equal('已拷贝')
    } finally {
      if (before) Object.defineProperty(navigator, 'clipboard', before)
      else Reflect.deleteProperty(navigator, 'clipboard')
    }
  })

  it('says so when a file is missing and when this device can keep nothing', async () => {
    const el = document.createElement('linli-station')
    Object.assign(el, { community: '/rules/nowhere.community.json', name: freshName() })
    setTimeout(() => void fixture(html`<div>${el}</div>`))
    await oneEvent(el, 'linli-station-trouble')
    await el.updateComplete
    expect(text(deep(el, '.says'))).to.contain('nowhere.community.json')

    const { open } = IDBFactory.prototype
    IDBFactory.prototype.open = () => {
      throw new DOMException('no room', 'QuotaExceededError')
    }
    try {
      const full = document.createElement('linli-station')
      Object.assign(full, { community, name: freshName() })
      await fixture(html`<div>${full}</div>`)
      await until(() => deep(full, '[part=storage]'))
      expect(text(deep(full, '[part=storage]'))).to.contain('这台设备现在存不了东西')
    } finally {
      IDBFactory.prototype.open = open
    }
  })

  it('stays open when it is moved, and closes when it is taken away', async () => {
    const { el, host, station } = await open()
    host.append(el)
    await nextFrame()
    expect(el.station).to.equal(station)
    el.remove()
    await nextFrame()
    expect(el.station).to.equal(undefined)
    host.append(el)
    expect(await ready(el)).not.to.equal(station)
  })

  it('opens the world of an example, at the moment where it ends, and keeps nothing of it', async () => {
    const before = await indexedDB.databases()
    const host = await fixture(
      html`<linli-station community=${community} practice="four-platforms" story="2"><linli-acts></linli-acts></linli-station>`,
    )
    const el = host as StationElement
    const { station, on } = (
      await oneEvent<GlobalEventHandlersEventMap['linli-station-ready']>(el, 'linli-station-ready')
    ).detail
    const story = station.book.packs.get('four-platforms')!.file.examples![1]!
    const view = await station.view(on!)
    expect(view!.dossier.id).to.equal(story.then.on ?? on)
    expect(view!.dossier.step).to.equal(story.then.step)
    expect(station.me, 'whoever did the last thing').to.be.a('string')
    const again = oneEvent<GlobalEventHandlersEventMap['linli-station-ready']>(el, 'linli-station-ready')
    el.story = 1
    expect((await again).detail.station).not.to.equal(station)
    expect(await indexedDB.databases()).to.deep.equal(before)
    const told = oneEvent<GlobalEventHandlersEventMap['linli-station-trouble']>(el, 'linli-station-trouble')
    el.practice = 'parking'
    expect((await told).detail.troubles[0]!.says.zh)
      .to.contain('没有规则包「parking」')
      .and.to.contain('four-platforms')
  })

  it('takes a station from outside', async () => {
    const { station } = await open()
    const el = await fixture<StationElement>(
      html`<linli-station .station=${station}><linli-acts></linli-acts></linli-station>`,
    )
    expect(el.querySelector('linli-acts')!.station).to.equal(station)
  })

  it('waits for a hand clock, and warns about a clock that is none', async () => {
    const el = await fixture<StationElement>(
      html`<linli-station clock="hand" .community=${community} .name=${freshName()}></linli-station>`,
    )
    await aTimeout(150)
    expect(el.station).to.equal(undefined)
    const clock = handClock(start)
    el.clock = clock
    expect((await ready(el)).clock).to.equal(clock)
    const warn = console.warn
    const said: string[] = []
    console.warn = (words: string) => said.push(words)
    try {
      el.clock = 'yesterday'
      await oneEvent(el, 'linli-station-ready')
      expect(said).to.deep.equal([
        '<linli-station> clock="yesterday" is no moment; write it as 2020-04-10T17:30:00+08:00.',
      ])
    } finally {
      console.warn = warn
    }
  })
})

describe('linli-station with a far side', () => {
  afterEach(fixtureCleanup)

  const street = '330109001'
  const inOrder = { ancestors: () => [street] }
  const far = () => {
    const side = new MemoryFar(inOrder)
    const asked: string[] = []
    const getToken = (why: string) => {
      asked.push(why)
      return Promise.resolve(side.token(street))
    }
    return { side, asked, adapter: side.adapter(), getToken }
  }
  const untilSync = (el: StationElement, is: (state: SyncState) => boolean) =>
    until(() => el.station?.joined && is(el.station.joined.state), 'the state of sync')
  const inStep = (el: StationElement) => untilSync(el, (state) => state.inStep)
  const opening = (clock = handClock(start)) => ({ community, roster, name: freshName(), clock, me: officer })
  const put = async (more: object) => {
    const el = document.createElement('linli-station')
    Object.assign(el, more)
    await fixture(html`<div>${el}</div>`)
    await ready(el)
    return el
  }
  const report = async (station: Station) => {
    const data = { type: 'gas-leak', what: 'x' }
    const act = { type: 'report', on: 'case/new', by: officer, place: '330109001072-001-001', data } as const
    return (await station.act(act)).entry!.on
  }

  it('shares what is done, whether the far side is named before the station opens or after', async () => {
    const { side, asked, adapter, getToken } = far()
    const first = await put({ ...opening(), adapter, getToken })
    const id = await report(first.station!)
    const second = await put(opening())
    expect(second.station!.joined).to.equal(undefined)
    Object.assign(second, { adapter: side.adapter(), getToken })
    await inStep(first)
    await inStep(second)
    expect(await second.station!.dossier(id)).to.deep.equal(await first.station!.dossier(id))
    expect(asked).to.deep.equal(['open', 'open'])
  })

  it('asks for another token when one is no longer taken, and at once when the page has one', async () => {
    const { side, getToken } = far()
    const el = await put({ ...opening(), adapter: side.adapter() })
    await untilSync(el, ({ trouble }) => trouble === 'auth')
    el.getToken = getToken
    await inStep(el)
    const why: string[] = []
    el.getToken = (reason) => {
      why.push(reason)
      return getToken(reason)
    }
    await el.updateComplete
    expect(why).to.deep.equal([])
  })

  it('joins the station that a page gives, and leaves it when the tag is taken away or names nobody', async () => {
    const { adapter, getToken } = far()
    const { el: home, station } = await open()
    const given = await put({ station, adapter, getToken })
    await inStep(given)
    given.adapter = undefined
    await until(() => station.joined === undefined)
    given.adapter = adapter
    await inStep(given)
    const { parentElement: host } = given
    given.remove()
    await until(() => station.joined === undefined)
    host!.append(given)
    await inStep(given)
    expect(home.station).to.equal(station)
  })

  it('leaves with the station it opened, keeps what had not gone yet and brings it the next time', async () => {
    const { side, adapter, getToken } = far()
    side.faults.offline = true
    const what = { ...opening(), adapter, getToken }
    const el = await put(what)
    const { station } = el
    await until(() => station!.joined)
    const id = await report(station!)
    await untilSync(el, ({ link, waiting }) => link === 'broken' && waiting === 1)
    expect((await station!.tray!()).outgoing.map(({ on, lines }) => [on, lines])).to.deep.equal([[id, 1]])
    const { joined } = station!
    el.remove()
    await until(() => joined!.state.link === 'left')
    side.faults.offline = false
    const again = await put(what)
    await inStep(again)
    const other = await put({ ...opening(), adapter, getToken })
    await inStep(other)
    expect(await other.station!.dossier(id)).to.deep.equal(await again.station!.dossier(id))
  })

  it('of two tabs of one device one speaks, and the other takes over', async () => {
    const { adapter, getToken } = far()
    const what = { ...opening(), adapter, getToken }
    const first = await put(what)
    await inStep(first)
    const second = await put(what)
    await until(() => second.station!.joined)
    expect(second.station!.joined!.state.link).to.equal('elsewhere')
    first.remove()
    await inStep(second)
  })

  it('speaks with the server at the address that the page names, and warns about one that is none', async () => {
    const asked: string[] = []
    const { fetch: before, console: it } = window
    const warn = it.warn
    const said: string[] = []
    it.warn = (words: string) => said.push(words)
    const el = await put(opening())
    window.fetch = (input, init) => {
      const url = new URL(input instanceof Request ? input.url : String(input), location.href)
      if (url.hostname !== 'example.org') return before(input, init)
      asked.push(url.pathname)
      return Promise.reject(new TypeError('nobody'))
    }
    try {
      el.sync = 'example'
      await el.updateComplete
      expect(said.filter((words) => words.includes('is no address'))).to.have.length(1)
      expect(el.station!.joined).to.equal(undefined)
      el.setAttribute('sync', 'https://example.org/linli/')
      await untilSync(el, ({ link, trouble }) => link === 'broken' && trouble === 'offline')
      expect(el.station!.joined!.far).to.equal('https://example.org/linli/')
      expect(asked[0]).to.equal('/linli/v1')
    } finally {
      window.fetch = before
      it.warn = warn
    }
  })

  it('fetches what lies at its own place only', async () => {
    const { side, adapter, getToken } = far()
    const asked: string[] = []
    const pull = side.pull.bind(side)
    side.pull = (at, scope, ...more) => {
      asked.push(scope.place)
      return pull(at, scope, ...more)
    }
    const el = await put({ ...opening(), adapter, getToken, reach: '330109001072' })
    await inStep(el)
    el.reach = ''
    await until(() => asked.includes(street))
    expect([...new Set(asked)]).to.deep.equal(['330109001072', street])
  })

  it('leaves the world of an example alone', async () => {
    const { asked, adapter, getToken } = far()
    const el = await put({ community, practice: 'four-platforms', adapter, getToken })
    await el.updateComplete
    expect(el.station!.joined).to.equal(undefined)
    expect(asked).to.deep.equal([])
    expect(await el.station!.tray!()).to.deep.equal({ outgoing: [], more: 0, refused: [] })
  })

  it('a dossier that is not theirs to see goes by its kind in what is to go', async () => {
    const { side, adapter, getToken } = far()
    side.faults.offline = true
    const read = changed('roster.json', (text) =>
      text.replace('"parties": {', '"parties": { "home": { "kind": "household" },'),
    )
    // before the first shift of the desk, so that nothing else has run out
    const clock = handClock(Date.parse('2017-08-05T09:00:00+08:00'))
    const el = await put({ ...opening(clock), community: '/rules/yucai.community.json', read, adapter, getToken })
    await until(() => el.station!.joined)
    const [kind] = [...el.station!.book.kinds].find(([, it]) => it.pack.name === 'filial-parking')!
    const { station } = el
    const [household] = station!.posts.parties('household')
    const act = { type: 'book', on: `${kind}/new` as DossierId, by: household!, place: '330109001072' }
    const data = {
      household: household!,
      date: '2017-08-06',
      start: '2017-08-06T02:00:00Z',
      end: '2017-08-06T04:00:00Z',
    }
    const { allowed, says } = await station!.act({ ...act, data })
    expect(allowed, says?.en).to.equal(true)
    const row = (await station!.tray!()).outgoing.find(({ on }) => on.startsWith(`${kind}/`))
    expect(row!.title.zh).to.equal('停车预约')
    expect(row!.place).to.equal(undefined)
  })
})

describe('a clock that begins at a chosen moment', () => {
  it('goes on after a reload instead of starting over', async () => {
    const key = crypto.randomUUID()
    const first = runningClock(start, key)
    expect(first.now() - start).to.be.lessThan(50)
    await aTimeout(60)
    const second = runningClock(start, key)
    expect(second.now() - start).to.be.greaterThan(50)
    expect(Math.abs(second.now() - first.now())).to.be.lessThan(20)
    await new Promise<void>((done) => second.wake(second.now() + 20, done))
    expect(second.now() - start).to.be.greaterThan(70)
    localStorage.removeItem(`linli-clock ${key}`)
  })
})
