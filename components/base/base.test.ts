import { expect, fixture, fixtureCleanup, html, nextFrame } from '@open-wc/testing'
import { html as html0, type TemplateResult } from 'lit'
import { html as tagged } from 'lit/static-html.js'
import { handClock } from '../../engine/time/clock.js'
import type { Station } from '../../engine/station.js'
import { giveStation } from './context.js'
import { define } from './define.js'
import { LinliElement } from './element.js'
import { date, span } from './format.js'
import { locale, say } from './language.js'
import { Live } from './live.js'
import { plate } from './plate.js'
import { plateStyles } from './plate.styles.js'
import { ruler } from './ruler.js'
import { saveFile } from './save-file.js'
import { Tick } from './tick.js'
import { version } from './version.js'

const words = {
  zh: { title: '名册', rows: (n: number) => `${n} 行` },
  en: { title: 'Roster', rows: (n: number) => `${n} rows` },
}

class Probe extends LinliElement {
  static override styles = plateStyles

  override render(): TemplateResult {
    return html0`<p>${this.words(words).title}</p>${plate(['城厢街道', '俊良社区'])}<button class="btn go">${this.say({ zh: '受理', en: 'Accept' })}</button>`
  }
}
class Holder extends LinliElement {
  override render() {
    return tagged`<${this.tag('probe')}></${this.tag('probe')}><slot></slot>`
  }
}
define('linli-probe', Probe)
define('linli-holder', Holder)

const style = (el: Element, selector: string) => getComputedStyle(el.shadowRoot!.querySelector(selector)!)

describe('base: tokens', () => {
  afterEach(fixtureCleanup)

  it('looks right on a page without a token sheet', async () => {
    const el = await fixture(html`<linli-probe></linli-probe>`)
    expect(style(el, '.btn').backgroundColor).to.equal('rgb(27, 74, 119)')
    expect(style(el, '.plate').backgroundColor).to.equal('rgb(27, 74, 119)')
  })

  it('takes a token from any ancestor, and from the element itself first', async () => {
    const el = await fixture(html`<div><linli-probe></linli-probe></div>`)
    const probe = el.querySelector('linli-probe')!
    ;(el as HTMLElement).style.setProperty('--linli-accent', 'rgb(1, 2, 3)')
    expect(style(probe, '.btn').backgroundColor).to.equal('rgb(1, 2, 3)')
    expect(style(probe, '.plate').backgroundColor).to.equal('rgb(27, 74, 119)')
    ;(probe as HTMLElement).style.setProperty('--linli-plate-bg', 'rgb(4, 5, 6)')
    expect(style(probe, '.plate').backgroundColor).to.equal('rgb(4, 5, 6)')
  })

  it('follows the color-scheme around it', async () => {
    const el = await fixture(html`<div><linli-probe></linli-probe></div>`)
    ;(el as HTMLElement).style.colorScheme = 'dark'
    expect(getComputedStyle(el.querySelector('linli-probe')!).backgroundColor).to.equal('rgb(24, 33, 36)')
  })

  it('keeps its type under a page that resets everything', async () => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(
      '* { font: 7px cursive; color: red; letter-spacing: 5px; text-transform: uppercase } html { font-size: 10px }',
    )
    document.adoptedStyleSheets.push(sheet)
    try {
      const el = await fixture(html`<linli-probe></linli-probe>`)
      expect(style(el, 'p').fontSize).to.equal('14px')
      expect(style(el, 'p').color).to.equal('rgb(24, 33, 36)')
      expect(style(el, 'p').letterSpacing).to.equal('normal')
    } finally {
      document.adoptedStyleSheets.pop()
    }
  })
})

describe('base: what an element takes from around it', () => {
  afterEach(fixtureCleanup)

  it('speaks the nearest language, through shadow roots, and follows when it changes', async () => {
    const el = await fixture(html`<div lang="en"><linli-holder></linli-holder></div>`)
    const probe = el.querySelector('linli-holder')!.shadowRoot!.querySelector<Probe>('linli-probe')!
    await probe.updateComplete
    expect(probe.shadowRoot!.querySelector('p')!.textContent).to.equal('Roster')
    el.setAttribute('lang', 'zh-Hans')
    await nextFrame()
    expect(probe.shadowRoot!.querySelector('p')!.textContent).to.equal('名册')
  })

  it('is large wherever 长者模式 is set above it, and stops being so', async () => {
    const el = await fixture(html`<div elder><linli-holder></linli-holder></div>`)
    const probe = el.querySelector('linli-holder')!.shadowRoot!.querySelector<Probe>('linli-probe')!
    await probe.updateComplete
    expect(style(probe, '.btn').minHeight).to.equal('60px')
    el.removeAttribute('elder')
    await nextFrame()
    expect(style(probe, '.btn').minHeight).to.equal('36px')
    ;(el.querySelector('linli-holder') as Holder).density = 'kiosk'
    await nextFrame()
    await nextFrame()
    expect(style(probe, '.btn').minHeight).to.equal('64px')
  })
})

describe('base: words and formats', () => {
  const words = { zh: '中', en: 'E', ug: 'U' }

  it('reads a language tag from its longest form to its shortest, and Chinese where there are no words', () => {
    expect(['zh-Hans-CN', 'en-GB', 'ug', 'fr', '', 'zh_CN'].map((lang) => say(words, lang))).to.deep.equal([
      '中',
      'E',
      'U',
      '中',
      '中',
      '中',
    ])
    expect(say(undefined, 'zh')).to.equal('')
  })

  it('gives Intl a tag that it takes, whatever the page wrote', () => {
    expect(['zh_CN', 'en-gb', '???'].map(locale)).to.deep.equal(['zh-CN', 'en-GB', 'zh-CN'])
  })

  it('says a span by its two largest units', () => {
    const cases = [0, 999, 30_000, 230_000, 9_000_000, 691_200_000, 695_000_000]
    expect(cases.map((ms) => span(ms, 'zh'))).to.deep.equal([
      '0秒',
      '0秒',
      '30秒',
      '3分50秒',
      '2小时30分',
      '8天',
      '8天1小时',
    ])
    expect(span(230_000, 'en')).to.equal('3 min 50 s')
  })

  it('tells time in the zone of the community', () => {
    const at = Date.parse('2020-04-10T17:30:05+08:00')
    expect(date(at, 'clock', 'zh-CN', 'Asia/Shanghai')).to.equal('17:30:05')
    expect(date(Date.parse('2020-04-10T00:05:00+08:00'), 'time', 'en', 'Asia/Shanghai')).to.equal('00:05')
  })
})

/** A station in which `dossier()` answers as told and everybody is told when it changes. */
function someStation(answer: () => unknown) {
  const clock = handClock(1_000_000)
  const watchers = new Set<() => void>()
  const station = {
    clock,
    book: { zone: 'Asia/Shanghai' },
    watch(look: (station: unknown) => unknown, see: (value: unknown) => void, fail: (error: unknown) => void) {
      const call = () =>
        void Promise.resolve()
          .then(() => look(station))
          .then(see, fail)
      watchers.add(call)
      call()
      return () => watchers.delete(call)
    },
    dossier: answer,
  } as unknown as Station
  return { station, clock, watchers, change: () => watchers.forEach((call) => call()) }
}

class Looker extends LinliElement {
  asked = 'a'
  draws = 0
  runs = true
  readonly live: Live<unknown> = new Live<unknown>(
    this,
    (station) => station.dossier(`case/${this.asked}`),
    () => [this.asked],
  )
  readonly tick = new Tick(this, () => this.runs)
  override render() {
    this.draws++
    return html0`${this.live.state}`
  }
}
class Giver extends LinliElement {
  readonly give = giveStation(this)
  override render() {
    return html0`<slot></slot>`
  }
}
define('linli-looker', Looker)

describe('base: looking at a station', () => {
  afterEach(fixtureCleanup)

  it('finds a station that was defined after it', async () => {
    const el = await fixture(html`<linli-giver><linli-looker></linli-looker></linli-giver>`)
    const looker = el.querySelector('linli-looker') as Looker
    expect(looker.live.state).to.equal('none')
    define('linli-giver', Giver)
    const { station } = someStation(() => 1)
    ;(el as Giver).give.setValue(station)
    await nextFrame()
    expect([looker.station, looker.live.value]).to.deep.equal([station, 1])
  })

  it('prefers the station it was given', async () => {
    const inner = someStation(() => 'inner')
    const el = await fixture<Looker>(html`<linli-looker .station=${inner.station}></linli-looker>`)
    await nextFrame()
    expect(el.live.value).to.equal('inner')
  })

  it('asks again when what it depends on changes, keeps the last answer meanwhile, and lets go when it leaves', async () => {
    let answer = 1
    const { station, change, watchers } = someStation(() => answer)
    const el = await fixture<Looker>(html`<linli-looker .station=${station}></linli-looker>`)
    await nextFrame()
    answer = 2
    change()
    await nextFrame()
    expect(el.live.value).to.equal(2)
    el.asked = 'b'
    el.requestUpdate()
    await el.updateComplete
    expect([el.live.state, el.live.value, watchers.size]).to.deep.equal(['loading', 2, 1])
    const parent = el.parentElement!
    el.remove()
    expect(watchers.size).to.equal(0)
    parent.append(el)
    await nextFrame()
    expect([el.live.state, watchers.size]).to.deep.equal(['ready', 1])
  })

  it('keeps what went wrong', async () => {
    const { station } = someStation(() => {
      throw new Error('closed')
    })
    const el = await fixture<Looker>(html`<linli-looker .station=${station}></linli-looker>`)
    await nextFrame()
    expect([el.live.state, (el.live.error as Error).message]).to.deep.equal(['error', 'closed'])
  })

  it('draws itself once a second by the clock of the station, and only while time runs', async () => {
    const { station, clock } = someStation(() => 1)
    const el = await fixture<Looker>(html`<linli-looker .station=${station}></linli-looker>`)
    await nextFrame()
    const before = el.draws
    clock.advance(999)
    await nextFrame()
    expect(el.draws).to.equal(before)
    clock.advance(1)
    await nextFrame()
    expect([el.draws, el.tick.now]).to.deep.equal([before + 1, 1_001_000])
    el.runs = false
    el.requestUpdate()
    await el.updateComplete
    clock.advance(5_000)
    await nextFrame()
    expect(el.draws).to.equal(before + 2)
  })
})

describe('base: tags', () => {
  it('says its version', async () => {
    const file = (await (await fetch('/package.json')).json()) as { version: string }
    expect(version).to.equal(file.version)
  })

  it('is silent for the same version, warns once for another, and gives another prefix a class of its own', () => {
    const warn = console.warn
    const said: unknown[] = []
    console.warn = (...words: unknown[]) => said.push(...words)
    try {
      class Same extends LinliElement {}
      class Newer extends LinliElement {
        static override readonly version: string = '99.0.0'
      }
      define('linli-probe', Same)
      expect(said).to.deep.equal([])
      define('linli-probe', Newer)
      define('linli-probe', Newer)
      expect(said).to.deep.equal([`<linli-probe> is here already as version ${version}; version 99.0.0 is left out.`])
      define('other-probe', Newer, 'other')
      define('other-holder', Holder, 'other')
    } finally {
      console.warn = warn
    }
    const holder = document.createElement('other-holder')
    document.body.append(holder)
    expect((holder as Holder).tag('probe')).to.have.property('_$litStatic$', 'other-probe')
    holder.remove()
  })
})

describe('base: the ruler', () => {
  class Drawn extends LinliElement {
    override render() {
      return html0`<div id="ten">${ruler(600_000, 300_000, 'on-time')}</div><div id="late">${ruler(600_000, 900_000, 'late', '超时')}</div>`
    }
  }
  define('linli-drawn', Drawn)

  it('ticks each minute, marks the warning, and goes on as hatching past the limit', async () => {
    const el = await fixture(html`<linli-drawn></linli-drawn>`)
    const at = (id: string, selector: string) => [...el.shadowRoot!.querySelectorAll(`#${id} ${selector}`)]
    const strokes = (id: string, selector: string) => at(id, selector)[0]!.getAttribute('d')!.match(/M/g)?.length ?? 0
    expect(strokes('ten', '.tick')).to.equal(9)
    expect(at('ten', '.used')[0]!.getAttribute('width')).to.equal('100')
    expect(at('ten', '.mark80')[0]!.getAttribute('x1')).to.equal('160')
    expect(strokes('ten', '.over')).to.equal(0)
    expect(strokes('late', '.over')).to.be.greaterThan(5)
    expect(at('late', 'svg')[0]!.getAttribute('aria-label')).to.equal('超时')
    expect(el.shadowRoot!.querySelector('[style]')).not.to.exist
    fixtureCleanup()
  })
})

describe('base: a file to keep', () => {
  it('is there when the browser comes to read it, behind the click', async () => {
    const { click } = HTMLAnchorElement.prototype
    const clicked: Pick<HTMLAnchorElement, 'href' | 'download'>[] = []
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      clicked.push({ href: this.href, download: this.download })
    }
    try {
      saveFile('roster.csv', ['code,', 'name'], 'text/csv')
    } finally {
      HTMLAnchorElement.prototype.click = click
    }
    await nextFrame()
    const [{ href, download } = { href: '', download: '' }] = clicked
    const answer = await fetch(href)
    expect([download, answer.headers.get('content-type'), await answer.text()]).to.deep.equal([
      ...['roster.csv', 'text/csv', 'code,name'],
    ])
  })
})
