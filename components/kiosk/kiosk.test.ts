import { aTimeout, expect, fixture, fixtureCleanup, html } from '@open-wc/testing'
import { executeServerCommand } from '@web/test-runner-commands'
import { type HandClock, handClock } from '../../engine/time/clock.js'
import { until } from '../base/sample-until.js'
import './define.js'
import type { Kiosk } from './kiosk.js'
import { Pin, waitAfter } from './pin.js'

const second = 1000
const start = Date.parse('2020-02-18T07:34:00+08:00')
const text = (el: Element | null | undefined) => el?.textContent?.replace(/\s+/g, ' ').trim() ?? ''
const one = (el: Kiosk, selector: string) => el.shadowRoot!.querySelector<HTMLElement>(selector)
const all = (el: Kiosk, selector: string) => [...el.shadowRoot!.querySelectorAll<HTMLElement>(selector)]
const dialog = (el: Kiosk, name: 'idle' | 'lock') => one(el, `dialog.${name}`) as HTMLDialogElement | null
const button = (el: Kiosk, name: string) => all(el, 'button').find((each) => text(each) === name)!

describe('linli-kiosk', () => {
  let clock: HandClock
  beforeEach(() => {
    clock = handClock(start)
    localStorage.clear()
  })
  afterEach(() => {
    fixtureCleanup()
    localStorage.clear()
  })

  const kiosk = (more: { idle?: number; warning?: number; name?: string; lang?: string; elder?: boolean } = {}) =>
    fixture<Kiosk>(
      html`<linli-kiosk lang=${more.lang ?? 'zh'} density="kiosk" idle=${more.idle ?? 60} warning=${more.warning ?? 20}
        name=${more.name ?? 'kiosk'} ?elder=${more.elder ?? false} .clock=${clock}
        ><form><input name="what" aria-label="情况"></form><p slot="locked">打值班电话</p></linli-kiosk>`,
    )
  const input = (el: Kiosk) => el.querySelector('input')!
  const touch = (on: Element) => on.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }))
  const pass = async (el: Kiosk, seconds: number) => {
    clock.advance(seconds * second)
    await el.updateComplete
  }
  const key = async (el: Kiosk, ...keys: string[]) => {
    for (const each of keys) {
      dialog(el, 'lock')!.dispatchEvent(new KeyboardEvent('keydown', { key: each, bubbles: true, composed: true }))
      await el.updateComplete
    }
  }
  const types = (el: Kiosk, digits: string) => key(el, ...digits)
  const settled = (el: Kiosk) => until(() => one(el, '.key.go')?.getAttribute('aria-disabled') !== 'true')
  const setPin = async (el: Kiosk, digits: string) => {
    button(el, '设 PIN').click()
    await el.updateComplete
    await types(el, digits)
    await key(el, 'Enter')
    await types(el, digits)
    await key(el, 'Enter')
    await until(() => dialog(el, 'lock') === null)
  }

  describe('left alone', () => {
    it('asks after its time, counts twenty seconds where all can see them, and goes back to the start', async () => {
      const el = await kiosk()
      let resets = 0
      el.addEventListener('linli-kiosk-reset', () => resets++)
      input(el).value = '半句话'
      touch(input(el))
      await pass(el, 59)
      expect(dialog(el, 'idle')!.open).to.equal(false)
      await pass(el, 1)
      expect(dialog(el, 'idle')!.open).to.equal(true)
      expect(text(one(el, '.left'))).to.equal('20 秒')
      await pass(el, 2)
      expect(text(one(el, '.left'))).to.equal('18 秒')
      await pass(el, 17)
      expect(text(one(el, '.left'))).to.equal('1 秒')
      expect(input(el).value).to.equal('半句话')
      await pass(el, 1)
      expect(dialog(el, 'idle')!.open).to.equal(false)
      expect(input(el).value).to.equal('')
      expect(resets).to.equal(1)
    })

    it('asks nobody while it stands at its start', async () => {
      const el = await kiosk()
      await pass(el, 3600)
      expect(dialog(el, 'idle')!.open).to.equal(false)
      touch(input(el))
      await pass(el, 81)
      await pass(el, 3600)
      expect(dialog(el, 'idle')!.open, 'once, not every minute').to.equal(false)
    })

    it('begins anew with every touch, key and word', async () => {
      const el = await kiosk()
      for (const event of [
        new PointerEvent('pointerdown', { bubbles: true, composed: true }),
        new KeyboardEvent('keydown', { key: 'a', bubbles: true, composed: true }),
        new InputEvent('input', { bubbles: true, composed: true }),
      ]) {
        input(el).dispatchEvent(event)
        await pass(el, 59)
        expect(dialog(el, 'idle')!.open).to.equal(false)
      }
      await pass(el, 1)
      expect(dialog(el, 'idle')!.open).to.equal(true)
    })

    for (const [how, stay] of Object.entries({
      'by its button': (el: Kiosk) => button(el, '还在，继续').click(),
      'by a hand anywhere': (el: Kiosk) => touch(one(el, '.idle .body')!),
      'by Escape': (el: Kiosk) => dialog(el, 'idle')!.close(),
    }))
      it(`is told ${how} that somebody is there, and the words stay`, async () => {
        const el = await kiosk()
        input(el).value = '半句话'
        touch(input(el))
        await pass(el, 75)
        stay(el)
        await until(() => one(el, '.left') === null)
        await pass(el, 59)
        expect(dialog(el, 'idle')!.open).to.equal(false)
        expect(input(el).value).to.equal('半句话')
      })

    it('goes back at once for whoever says so', async () => {
      const el = await kiosk()
      input(el).value = '半句话'
      touch(input(el))
      await pass(el, 61)
      touch(button(el, '现在回首页'))
      button(el, '现在回首页').click()
      await el.updateComplete
      expect(dialog(el, 'idle')!.open).to.equal(false)
      expect(input(el).value).to.equal('')
    })

    it('never warns for less than twenty seconds', async () => {
      const said: unknown[] = []
      const { warn } = console
      console.warn = (words: unknown) => said.push(words)
      try {
        const el = await kiosk({ warning: 5, idle: 10 })
        touch(input(el))
        await pass(el, 29)
        expect(dialog(el, 'idle')!.open).to.equal(true)
        expect(text(one(el, '.left'))).to.equal('1 秒')
        expect(said.join()).to.contain('20 seconds at least')
      } finally {
        console.warn = warn
      }
    })

    it('counts its seconds though the clock is set right meanwhile', async () => {
      let ahead = 0
      const wakes: (() => void)[] = []
      const el = await kiosk()
      el.clock = {
        now: () => start + ahead,
        wake: (_, call) => {
          wakes.push(call)
          return () => wakes.splice(wakes.indexOf(call), 1)
        },
      }
      touch(input(el))
      wakes.shift()!()
      ahead = 10 * 60 * second
      for (let left = 20; left > 1; left--) {
        expect(el.shadowRoot!.querySelector('.left') || left === 20).to.be.ok
        wakes.shift()!()
        await el.updateComplete
      }
      expect(text(one(el, '.left'))).to.equal('1 秒')
    })
  })

  describe('with a PIN', () => {
    it('locks on a button, at the start of the page and after a while; the right one opens it', async () => {
      const el = await kiosk()
      expect(dialog(el, 'lock')).to.equal(null)
      await setPin(el, '4711')
      button(el, '锁上').click()
      await el.updateComplete
      expect(dialog(el, 'lock')!.matches(':modal')).to.equal(true)
      await types(el, '4711')
      await key(el, 'Enter')
      await until(() => dialog(el, 'lock') === null)
      touch(input(el))
      await pass(el, 80)
      expect(dialog(el, 'lock')!.open).to.equal(true)
      const again = await kiosk()
      expect(dialog(again, 'lock')!.open).to.equal(true)
      expect(dialog(await kiosk({ name: 'another' }), 'lock')).to.equal(null)
    })

    it('is entered by fingers as well, and says how many, never which', async () => {
      const el = await kiosk()
      await setPin(el, '4711')
      el.reset()
      await el.updateComplete
      for (const digit of ['4', '7', '1', '2', '删一位', '1']) {
        button(el, digit).click()
        await el.updateComplete
      }
      expect(text(one(el, '.lock [role=status]'))).to.equal('已输入 4 位')
      expect(all(el, '.dots .on')).to.have.length(4)
      expect(text(one(el, '.said'))).not.to.contain('4711')
      button(el, '确认').click()
      await until(() => dialog(el, 'lock') === null)
    })

    it('makes whoever guesses wait, longer and longer, also after a reload', async () => {
      expect([0, 1, 2, 3, 4, 5, 9, 40].map(waitAfter)).to.deep.equal(
        [0, 0, 0, 5, 10, 20, 300, 300].map((s) => s * second),
      )
      const el = await kiosk()
      await setPin(el, '4711')
      el.reset()
      await el.updateComplete
      for (let wrong = 0; wrong < 3; wrong++) {
        await types(el, '0000')
        await key(el, 'Enter')
        await settled(el).catch(() => undefined)
        await until(() => new Pin('kiosk').wait(clock.now()) > 0 || text(one(el, '.fault')) === '不对，再试一次。')
      }
      await until(() => text(one(el, '.said')).includes('等 5 秒再试'))
      const again = await kiosk()
      expect(text(one(again, '.said'))).to.contain('等 5 秒再试')
      await types(again, '4711')
      await key(again, 'Enter')
      expect(dialog(again, 'lock')!.open, 'the right one does not count meanwhile').to.equal(true)
      await pass(again, 5)
      await key(again, 'Enter')
      await until(() => dialog(again, 'lock') === null)
    })

    it('uses up a try before it is looked at, and waits no longer when the clock is set back', async () => {
      const pin = new Pin('kiosk')
      await pin.set('4711')
      for (let wrong = 0; wrong < 12; wrong++) {
        clock.advance(pin.wait(clock.now()))
        expect(await pin.try('0000', clock.now())).to.equal(false)
      }
      expect(pin.wait(clock.now())).to.equal(300 * second)
      expect(await pin.try('4711', clock.now())).to.equal(false)
      expect(pin.wait(clock.now() - 86_400_000)).to.equal(300 * second)
      expect(localStorage.getItem('linli-kiosk-pin kiosk')).not.to.contain('4711')
    })

    it('says what a PIN does not do, wants it twice, and can be taken away', async () => {
      const el = await kiosk()
      button(el, '设 PIN').click()
      await el.updateComplete
      expect(text(one(el, '.said'))).to.contain('PIN 只防路过的人误点：它不加密，拿到这台设备的人绕得过去。')
      await types(el, '12')
      await key(el, 'Enter')
      await until(() => text(one(el, '.said')).includes('至少 4 位'))
      await types(el, '1234')
      await key(el, 'Enter')
      await types(el, '1243')
      await key(el, 'Enter')
      await until(() => text(one(el, '.said')).includes('两遍不一样'))
      button(el, '不设了').click()
      await el.updateComplete
      expect(button(el, '锁上')).to.equal(undefined)
      await setPin(el, '1234')
      button(el, '改 PIN').click()
      await el.updateComplete
      button(el, '不用 PIN').click()
      await el.updateComplete
      expect(button(el, '锁上')).to.equal(undefined)
    })

    it('stays locked whatever the browser does with its dialog', async () => {
      const el = await kiosk()
      await setPin(el, '4711')
      el.reset()
      await el.updateComplete
      dialog(el, 'lock')!.close()
      await until(() => dialog(el, 'lock')?.open)
      expect(dialog(el, 'lock')!.dispatchEvent(new Event('cancel', { cancelable: true }))).to.equal(false)
    })

    it('is not set where nothing can be stored, and says so', async () => {
      const { setItem } = Storage.prototype
      Storage.prototype.setItem = () => {
        throw new DOMException('', 'QuotaExceededError')
      }
      try {
        const el = await kiosk()
        button(el, '设 PIN').click()
        await el.updateComplete
        for (let twice = 0; twice < 2; twice++) {
          await types(el, '4711')
          await key(el, 'Enter')
        }
        await until(() => text(one(el, '.said')).includes('没有存下 PIN'))
      } finally {
        Storage.prototype.setItem = setItem
      }
    })
  })

  it('keeps the screen on, and asks again when the page is seen again', async () => {
    const locks: { released: boolean; release: () => Promise<void> }[] = []
    const request = () => {
      const lock = { released: false, release: () => ((lock.released = true), Promise.resolve()) }
      locks.push(lock)
      return Promise.resolve(lock)
    }
    Object.defineProperty(navigator, 'wakeLock', { value: { request }, configurable: true })
    try {
      const el = await kiosk()
      await until(() => locks.length === 1)
      document.dispatchEvent(new Event('visibilitychange'))
      expect(locks).to.have.length(1)
      locks[0]!.released = true
      document.dispatchEvent(new Event('visibilitychange'))
      await until(() => locks.length === 2)
      el.remove()
      await until(() => locks[1]!.released)
    } finally {
      delete (navigator as { wakeLock?: unknown }).wakeLock
    }
  })

  it('fills the screen on a tap and leaves it on another; where the browser does not let it, the button stays', async () => {
    const page = document as {
      fullscreenEnabled?: boolean
      fullscreenElement?: Element | null
      exitFullscreen?: unknown
    }
    const root = document.documentElement as { requestFullscreen?: unknown }
    let filled: Element | null = null
    let lets = false
    const fill = (element: Element | null) => {
      if (!lets) return Promise.reject(new TypeError('not now'))
      filled = element
      document.dispatchEvent(new Event('fullscreenchange'))
      return Promise.resolve()
    }
    Object.defineProperties(document, {
      fullscreenEnabled: { value: true, configurable: true },
      fullscreenElement: { get: () => filled, configurable: true },
      exitFullscreen: { value: () => fill(null), configurable: true },
    })
    Object.defineProperty(root, 'requestFullscreen', {
      value: () => fill(document.documentElement),
      configurable: true,
    })
    try {
      const el = await kiosk()
      const button = () => all(el, 'footer button')[0]!
      const says = async () => {
        await aTimeout(0)
        await el.updateComplete
        return text(button())
      }
      expect(filled, 'not before somebody asks').to.equal(null)
      button().click()
      expect(await says()).to.equal('全屏')
      lets = true
      button().click()
      expect(await says()).to.equal('退出全屏')
      expect(filled).to.equal(document.documentElement)
      button().click()
      expect(await says()).to.equal('全屏')
    } finally {
      for (const name of ['fullscreenEnabled', 'fullscreenElement', 'exitFullscreen'] as const) delete page[name]
      delete root.requestFullscreen
    }
  })

  describe('with a service worker', () => {
    class Worker extends EventTarget {
      readonly told: unknown[] = []
      state = 'activated'
      postMessage(what: unknown) {
        this.told.push(what)
      }
    }
    class Registration extends EventTarget {
      installing: Worker | null = null
      waiting: Worker | null = null
      active: Worker | null = new Worker()
      update = () => Promise.resolve()
    }
    const offering = async (registration: Registration | undefined, work: (asked: unknown[][]) => Promise<void>) => {
      const asked: unknown[][] = []
      const container = Object.assign(new EventTarget(), {
        controller: {},
        register: (...all: unknown[]) => {
          asked.push(all)
          return registration ? Promise.resolve(registration) : Promise.reject(new DOMException('', 'SecurityError'))
        },
      })
      Object.defineProperty(navigator, 'serviceWorker', { value: container, configurable: true })
      try {
        await work(asked)
      } finally {
        delete (navigator as { serviceWorker?: unknown }).serviceWorker
      }
    }
    const worked = async () => {
      const el = await fixture<Kiosk>(
        html`<linli-kiosk lang="zh" worker="/w.js" .clock=${clock}><p>九格</p></linli-kiosk>`,
      )
      await until(() => !text(one(el, '.network')).startsWith('正在'))
      return el
    }

    it('says that it works without a network, for this page and no other', () =>
      offering(new Registration(), async (asked) => {
        const el = await worked()
        expect(text(one(el, '.network'))).to.equal('断网可用')
        expect(asked).to.deep.equal([['/w.js', { scope: location.pathname, updateViaCache: 'none' }]])
      }))

    it('says so where it does not', () =>
      offering(undefined, async () => {
        expect(text(one(await worked(), '.network'))).to.contain('断网不能用')
      }))

    it('lets a new version in only while nobody is here', () =>
      offering(new Registration(), async () => {
        const registration = (await navigator.serviceWorker.register('/w.js')) as unknown as Registration
        const el = await worked()
        touch(el.querySelector('p')!)
        const fresh = new Worker()
        registration.installing = fresh
        registration.dispatchEvent(new Event('updatefound'))
        registration.installing = null
        registration.waiting = fresh
        fresh.dispatchEvent(new Event('statechange'))
        await el.updateComplete
        expect(fresh.told).to.deep.equal([])
        expect(text(one(el, '.network'))).to.contain('没人用时换上')
        await pass(el, 81)
        expect(fresh.told).to.deep.equal(['take-over'])
      }))
  })

  it('is there for gloves and old eyes: 60 px, 18 px, nothing by colour or hover alone', async () => {
    const el = await kiosk({ elder: true })
    await setPin(el, '4711')
    el.reset()
    await el.updateComplete
    for (const each of all(el, '.key')) {
      expect(each.offsetHeight).to.be.at.least(72)
      expect(each.offsetWidth).to.be.at.least(60)
    }
    for (const each of all(el, 'footer .btn')) expect(each.offsetHeight).to.be.at.least(60)
    for (const each of all(el, 'p, button, h2'))
      expect(Number.parseFloat(getComputedStyle(each).fontSize), text(each)).to.be.at.least(18)
  })

  it('speaks English', async () => {
    const el = await kiosk({ lang: 'en' })
    touch(input(el))
    await pass(el, 61)
    expect(text(dialog(el, 'idle')))
      .to.contain('Still there?')
      .and.to.contain('19 s')
    expect(el.shadowRoot!.textContent).not.to.match(/[一-鿿]/)
  })

  for (const mode of ['light', 'dark', 'elder', 'rtl', 'forced colours'])
    it(`is accessible, ${mode}: at its start, asking, locked, and after too many wrong PINs`, async () => {
      if (mode === 'dark') document.documentElement.style.colorScheme = 'dark'
      if (mode === 'rtl') document.dir = 'rtl'
      if (mode === 'forced colours') await executeServerCommand('seen-as', 'forced')
      try {
        const el = await kiosk({ elder: mode === 'elder' })
        await expect(el).to.be.accessible()
        touch(input(el))
        await pass(el, 61)
        await expect(el).to.be.accessible()
        button(el, '还在，继续').click()
        await setPin(el, '4711')
        el.reset()
        await el.updateComplete
        await expect(el).to.be.accessible()
        for (let tries = 0; tries < 3; tries++) {
          await types(el, '1111')
          await key(el, 'Enter')
          await until(() => text(one(el, '.lock .fault:not(:empty)')) !== '')
        }
        await until(() => text(dialog(el, 'lock')).includes('错得太多'))
        await expect(el).to.be.accessible()
        const { backgroundColor, borderStyle } = getComputedStyle(one(el, '.key.go')!)
        expect(backgroundColor, 'what cannot be pressed is not filled').to.match(
          /^rgba\(0, 0, 0, 0\)|rgb\(255, 255, 255\)$/,
        )
        expect(borderStyle).to.equal('dashed')
      } finally {
        await executeServerCommand('seen-as', 'screen')
        document.documentElement.style.colorScheme = ''
        document.dir = ''
      }
    })
})
