import { aTimeout, expect, fixture, fixtureCleanup, html } from '@open-wc/testing'
import type { StationAtWork } from '../../engine/at-work.js'
import { type HandClock, handClock } from '../../engine/time/clock.js'
import type { RowView } from '../../engine/view.js'
import { until } from '../base/sample-until.js'
import { desk, now } from '../case-card/sample.js'
import { grids, report } from '../case-card/sample-station.js'
import type { Board } from './board.js'
import './define.js'
import { below, sum } from './drill.js'
import { openShifts, shiftOf } from './sample-shifts.js'
import { rest, Sound } from './sound.js'
import { Standings } from './standing.js'

const minute = 60_000
const text = (el: Element | null | undefined) => el?.textContent?.replace(/\s+/g, ' ').trim() ?? ''
const all = (el: Board, selector: string) => [...el.shadowRoot!.querySelectorAll<HTMLElement>(selector)]
const one = (el: Board, selector: string) => el.shadowRoot!.querySelector<HTMLElement>(selector)
const button = (el: Board, words: RegExp) => all(el, 'button').find((each) => words.test(text(each)))!

async function room(more: { readonly rows?: readonly RowView[]; readonly station?: StationAtWork; lang?: string }) {
  const el = await fixture<Board>(
    html`<linli-board lang=${more.lang ?? 'zh'} room shift="shift" kind="case" .rows=${more.rows} .station=${more.station}></linli-board>`,
  )
  if (more.rows) el.now = now
  el.style.inlineSize = '1200px'
  el.style.blockSize = '800px'
  await until(() => button(el, /声音|Sound/), 'the room was not furnished')
  return el
}

/** What a browser would have played, by a clock that is turned by hand. */
function ears() {
  const pitches: number[] = []
  const silent = () => 0
  const gain = { setValueAtTime: silent, linearRampToValueAtTime: silent, exponentialRampToValueAtTime: silent }
  const context = {
    state: 'running',
    currentTime: 0,
    createGain: () => ({ gain, connect: silent }),
    createOscillator: () => {
      const frequency = { value: 0 }
      const start = () => pitches.push(frequency.value)
      return { frequency, start, stop: silent, connect: (to: unknown) => to }
    },
  }
  return { context, pitches, made: () => context as unknown as AudioContext }
}

describe('sound', () => {
  beforeEach(() => localStorage.removeItem('linli-board-sound'))
  after(() => localStorage.removeItem('linli-board-sound'))

  it('is off until somebody turns it on, and then makes nothing before it is asked', () => {
    let made = 0
    const sound = new Sound(() => (made++, new AudioContext()))
    expect(sound.on).to.equal(false)
    expect(sound.play('late')).to.equal(false)
    expect(made).to.equal(0)
  })

  it('is remembered by this device, on and off', () => {
    const sound = new Sound(ears().made)
    sound.turn(true)
    expect(new Sound().on).to.equal(true)
    sound.turn(false)
    expect(new Sound().on).to.equal(false)
  })

  it('plays one tone in ten seconds, however much is new or late: up for what is new, down for what is late', () => {
    const { context, pitches, made } = ears()
    const sound = new Sound(made)
    // heard by whoever turns it on
    sound.turn(true)
    const heard = [sound.play('late'), sound.play('new')]
    context.currentTime = rest - 0.01
    heard.push(sound.play('late'))
    context.currentTime = rest
    heard.push(sound.play('late'), sound.play('late'))
    expect(heard).to.deep.equal([false, false, false, true, false])
    const [first = 0, second = 0, third = 0, last = 0, ...more] = pitches
    expect([first < second, third > last, more.length]).to.deep.equal([true, true, 0])
  })
})

describe('down through the places', () => {
  const placed = (() => {
    const it = new Standings()
    it.take(desk(60), now)
    return it.placed
  })()

  it('adds up at every level, also where something is written to no place below', () => {
    const counted = sum(below(placed, undefined))
    expect(counted.all).to.equal(placed.length)
    const walk = (at: string | undefined, is: number): void => {
      const each = below(placed, at)
      expect(sum(each).all, at).to.equal(is)
      for (const { key, all, title } of each) if (title) walk(key, all)
    }
    walk(undefined, placed.length)
    expect(counted.late).to.equal(placed.filter(({ mark }) => mark === 'late').length)
  })
})

describe('linli-board room: from properties alone', () => {
  afterEach(() => {
    fixtureCleanup()
    localStorage.removeItem('linli-board-sound')
  })

  it('goes down by the keyboard to a community and its grid; the board follows, every number opens as many rows', async () => {
    const el = await room({ rows: desk(60) })
    button(el, /所有地方/).click()
    await el.updateComplete
    const rows = () => all(el, 'button.tally')
    const first = rows()[0]!
    const [name, count] = [text(first.firstElementChild), Number(/\d+/.exec(text(first.children[1]))![0])]
    first.focus()
    first.click()
    await el.updateComplete
    expect(text(one(el, '.drill nav [aria-current]'))).to.equal(name)
    expect(text(one(el, '.tally.sum')!.children[1])).to.equal(`在办 ${count}`)
    expect(el.layout.rows.flat().length).to.equal(count)
    button(el, /^看这/).click()
    await until(() => !one(el, 'dialog')!.matches('[open]'))
    expect(text(button(el, new RegExp(name)))).to.contain(name)
  })

  it('says in words what the sound does once it is on, and that it is off at first', async () => {
    const el = await room({ rows: desk(9) })
    const sound = () => button(el, /声音/)
    expect(text(sound())).to.equal('声音 关')
    expect(sound().getAttribute('aria-pressed')).to.equal('false')
    sound().click()
    await el.updateComplete
    expect(text(sound())).to.equal('声音 开')
    expect(text(one(el, '.notice'))).to.contain('十秒里最多响一声')
    button(el, /知道了/).click()
    await el.updateComplete
    expect(one(el, '.notice')).to.equal(null)
  })

  it('says that a line came to nothing, and leads to it', async () => {
    const rows = desk(9)
    const el = await room({ rows })
    expect(one(el, '.notice')).to.equal(null)
    const [idle, ...others] = rows
    el.rows = [{ ...idle!, void: idle!.void + 1 }, ...others]
    await el.updateComplete
    await el.updateComplete
    expect(text(one(el, '.notice'))).to.contain(idle!.title.zh)
    button(el, /打开看怎么办/).click()
    expect(el.selected).to.equal(idle!.id)
    await el.updateComplete
    expect(one(el, '.notice')).to.equal(null)
  })

  it('has no violation and targets of 44 px: light, dark, elder, wall, English, with its sheets open', async () => {
    for (const lang of ['zh', 'en']) {
      const el = await room({ rows: desk(60), lang })
      for (const mode of ['', 'dark', 'elder', 'wall']) {
        el.style.colorScheme = mode === 'dark' ? 'dark' : 'light'
        el.elder = mode === 'elder'
        if (mode === 'wall') el.density = 'wall'
        await el.updateComplete
        button(el, /所有地方|Everywhere/).click()
        await el.updateComplete
        await expect(el).to.be.accessible()
        const least = mode === 'elder' ? 60 : 44
        for (const each of all(el, 'dialog button:not(.bare)')) {
          const { height } = each.getBoundingClientRect()
          const finger = parseFloat(getComputedStyle(each, '::after').blockSize) || 0
          expect(Math.max(height, finger), `${lang} ${mode} ${text(each)}`).to.be.at.least(least)
        }
        el.closeSheet()
        await aTimeout(0)
      }
      fixtureCleanup()
    }
  })
})

describe('linli-board room: shifts handed over', () => {
  let station: StationAtWork
  let clock: HandClock
  before(async () => {
    clock = handClock(now)
    station = await openShifts(clock)
  })
  after(() => station.close())
  afterEach(fixtureCleanup)

  const open = async (lang = 'zh') => {
    const el = await room({ station, lang })
    await until(() => button(el, /交接班|Hand over/))
    await until(() => one(el, '.duty'), 'nobody is on duty')
    button(el, /交接班|Hand over/).click()
    await until(() => one(el, '.sheet .counted'))
    return el
  }
  const counted = (el: Board) => all(el, '.counted').map((each) => Number(text(each.querySelector('b'))))

  it('shows who is on duty, what was left to say, what is open, came, was done and runs out next', async () => {
    await report(station, 'flooded-road')
    const late = await report(station, 'corridor-light', grids[1])
    await station.act({ type: 'cancel', on: late, by: 'officer', reason: '重复' })
    const el = await open()
    await until(() => counted(el)[3] === 1)
    expect(text(one(el, '.duty')))
      .to.contain('16:00–24:00')
      .and.contain('示例甲')
    expect(text(one(el, 'blockquote'))).to.contain('外墙掉砖')
    expect(counted(el)).to.deep.equal([1, 0, 2, 1, 0])
    one(el, '.sheet summary')!.click()
    one(el, '.sheet .case')!.click()
    expect(el.selected).not.to.equal('')
  })

  it('is handed over with a note and taken over by the next: both are lines of the journal', async () => {
    const el = await open()
    const acts = () => all(el, '.sheet linli-acts')
    const press = async (at: number, words: RegExp) => {
      const found = () =>
        [...acts()[at]!.shadowRoot!.querySelectorAll<HTMLElement>('[part=acts] button')].find((it) =>
          words.test(text(it)),
        )
      await until(() => found(), String(words))
      found()!.click()
    }
    await press(0, /交班/)
    const form = () => acts()[0]!.shadowRoot!.querySelector('linli-form')
    await until(() => form()?.shadowRoot?.querySelector('textarea'))
    const field = form()!.shadowRoot!.querySelector('textarea')!
    field.value = '积水已派市政'
    field.dispatchEvent(new Event('input', { bubbles: true, composed: true }))
    field.dispatchEvent(new Event('change', { bubbles: true, composed: true }))
    await aTimeout(50)
    form()!.shadowRoot!.querySelector<HTMLElement>('button[type=submit], button.go')!.click()
    await until(async () => (await station.dossier(shiftOf('10T16:00')))?.step === 'handed-over')
    expect((await station.dossier(shiftOf('10T16:00')))?.fields['handover']).to.equal('积水已派市政')
    // as the station's tag does when somebody else sits down
    station.me = 'second'
    for (const each of acts()) (each as Board).requestUpdate()
    await press(1, /接班/)
    await until(async () => (await station.dossier(shiftOf('11T00:00')))?.step === 'on')
    const lines = await station.lines(shiftOf('11T00:00'))
    expect(lines.at(-1)!.entry.by).to.equal('second')
    station.me = 'officer'
    clock.set(Date.parse('2020-04-11T00:01:00+08:00'))
    await until(() => text(one(el, 'blockquote')).includes('积水已派市政'))
    clock.set(now + 7 * 60 * minute)
  })

  it('has no violation, in English', async () => {
    const el = await open('en')
    await aTimeout(100)
    await expect(el).to.be.accessible()
  })

  it('looks through what has ended once somebody hands over, not with each act', async () => {
    const { rows } = station
    let times = 0
    station.rows = (query) => {
      if (query.sort === 'at' && query.open === false && query.limit !== 1) times++
      return rows.call(station, query)
    }
    const el = await room({ station })
    await until(() => one(el, '.duty'))
    const before = times
    await report(station, 'water-burst', grids[0])
    await until(() => all(el, '.strip').length > 0)
    expect([before, times]).to.deep.equal([0, 0])
    button(el, /交接班/).click()
    await until(() => all(el, '.counted').length > 0)
    expect(times).to.be.greaterThan(0)
    station.rows = rows
    fixtureCleanup()
  })
})
