/** What every tag owes to the page around it, tried on all of them: a new tag is held to it by being registered. */
import { expect, fixture, fixtureCleanup, html } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import type { PropertyDeclaration } from 'lit'
import { define, type LinliClass } from './base/define.js'
import type { LinliElement } from './base/element.js'
import { until } from './base/sample-until.js'
import { raw } from '../engine/practices/sample-words.js'
import type { FormElement } from './form/form-element.js'
import { watchListeners } from './sample-listeners.js'
import { controlsIn, drawn, rest, textOf } from './sample-look.js'
import { type Sample, samples } from './sample-tags.js'
import { defineAll } from './tags.js'

type Class = LinliClass & { readonly elementProperties: ReadonlyMap<string, PropertyDeclaration> }

/** Registers all tags under this prefix; their names without it. */
function names(prefix: string): string[] {
  const { define } = customElements
  const registered: string[] = []
  customElements.define = (name, ...rest) => {
    registered.push(name.slice(prefix.length + 1))
    define.call(customElements, name, ...rest)
  }
  try {
    defineAll({ prefix })
  } finally {
    customElements.define = define
  }
  return registered
}

const write = (el: Element, { written = {} }: Sample) =>
  Object.entries(written).forEach(([attribute, value]) => el.setAttribute(attribute, value))
const says = (el: Element, words: string) =>
  until(() => textOf(el).includes(words), `${el.localName} says "${words}", not "${textOf(el).slice(0, 300)}"`)
async function page(lang = 'zh') {
  const box = await fixture<HTMLElement>(html`<div lang=${lang}></div>`)
  box.style.inlineSize = '1000px'
  return box
}
async function shown(name: string, sample: Sample, box: ParentNode, prefix = 'linli'): Promise<LinliElement> {
  const el = document.createElement(`${prefix}-${name}`) as LinliElement
  Object.assign(el, await sample.given())
  write(el, sample)
  box.append(el)
  return el
}
function focused(): Element | null {
  let at = document.activeElement
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  return at
}

describe('every tag', () => {
  const faults: string[] = []
  const fault = (event: ErrorEvent | PromiseRejectionEvent) =>
    faults.push(String('reason' in event ? event.reason : event.message))
  const { error } = console
  before(() => {
    addEventListener('error', fault)
    addEventListener('unhandledrejection', fault)
    console.error = (...words: unknown[]) => faults.push(words.join(' '))
  })
  after(() => {
    removeEventListener('error', fault)
    removeEventListener('unhandledrejection', fault)
    console.error = error
  })
  afterEach(fixtureCleanup)
  const it = (title: string, run: () => void | Promise<void>) =>
    globalThis.it(title, async () => {
      faults.length = 0
      await run()
      expect(faults, 'went wrong in the page').to.deep.equal([])
    })

  it('has a sample here', () => {
    expect(names('linli').sort()).to.deep.equal(Object.keys(samples).sort())
  })

  for (const [name, sample] of Object.entries(samples))
    describe(`linli-${name}`, () => {
      before(() => defineAll())

      it('shows what it is given by properties alone, in the language around it, through shadow roots', async () => {
        const box = await page('en')
        const host = box.appendChild(document.createElement('div'))
        const el = await shown(name, sample, host.attachShadow({ mode: 'open' }))
        await says(el, sample.says.en)
        const english = await rest(el)
        expect(english).not.to.match(/[一-鿿\u3000-\u303f\uff00-\uff60]/)
        box.lang = 'zh-Hans-CN'
        await says(el, sample.says.zh)
        const chinese = await rest(el)
        expect([raw(english), raw(chinese)]).to.deep.equal([undefined, undefined])
        expect(chinese.replace(sample.letters ?? '', ''), 'an id, or a word that was not translated').not.to.match(
          /[A-Za-z]{2,}/,
        )
      })

      it('is the same, given before it is connected, after, and before it is registered', async () => {
        const box = await page()
        const unknown = await shown(name, sample, box, `late-${name}`)
        const before = await shown(name, sample, box)
        const after = box.appendChild(document.createElement(`linli-${name}`)) as LinliElement
        await after.updateComplete
        write(after, sample)
        Object.assign(after, await sample.given())
        names(`late-${name}`)
        for (const el of [before, after, unknown]) await says(el, sample.says.zh)
        const words = await rest(before)
        expect(await rest(after)).to.equal(words)
        expect(await rest(unknown)).to.equal(words)
      })

      it('takes each of its attributes', () => {
        const el = document.createElement(`linli-${name}`)
        const { elementProperties } = el.constructor as unknown as Class
        for (const [property, { attribute, type }] of elementProperties) {
          if (attribute === false || property === 'density') continue
          const [text, value] = written.get(type) ?? ['x', 'x']
          el.setAttribute(typeof attribute === 'string' ? attribute : property, text)
          expect(el[property as keyof HTMLElement], property).to.deep.equal(value)
        }
      })

      it('stands alone, without a station: whoever reads the page reads its words, and is not shut out', async () => {
        const box = await page()
        box.innerHTML = `<linli-${name}>请打值班电话</linli-${name}>`
        const el = box.firstElementChild as LinliElement
        await rest(el)
        const slot = el.shadowRoot!.querySelector('slot:not([name])')
        if (slot) {
          const range = document.createRange()
          range.selectNodeContents(el)
          expect(range.getClientRects().length).to.be.greaterThan(0)
        }
        await expect(el).to.be.accessible()
      })

      it('lives beside another version of itself, and neither draws tags of the other', async () => {
        const Here = customElements.get(`linli-${name}`) as LinliClass
        class Newer extends Here {
          static override readonly version: string = '99.0.0'
        }
        const said: unknown[] = []
        const { warn } = console
        console.warn = (words: unknown) => said.push(words)
        define(`linli-${name}`, Newer)
        console.warn = warn
        expect(said).to.have.length(1)
        expect(customElements.get(`linli-${name}`) === Here).to.equal(true)
        const box = await page()
        defineAll({ prefix: 'newer' })
        const [here, newer] = [await shown(name, sample, box), await shown(name, sample, box, 'newer')]
        for (const el of [here, newer]) await says(el, sample.says.zh)
        expect(await rest(newer)).to.equal(await rest(here))
        for (const [el, prefix] of [[here, 'linli'] as const, [newer, 'newer'] as const])
          for (const each of drawn(el))
            if (each.localName.includes('-')) expect(each.localName.split('-')[0], each.localName).to.equal(prefix)
      })

      it('goes on where it was put when it is moved', async () => {
        const box = await page()
        const el = await shown(name, sample, box)
        await says(el, sample.says.zh)
        const words = await rest(el)
        box.appendChild(document.createElement('section')).append(el)
        expect(await rest(el)).to.equal(words)
      })

      it('holds on to nothing around it once it is gone', async () => {
        const box = await page()
        const comeAndGo = async () => {
          const el = await shown(name, sample, box)
          await says(el, sample.says.zh)
          await rest(el)
          el.remove()
        }
        // what all tags of a page share comes with the first of them
        await comeAndGo()
        const listeners = watchListeners()
        try {
          await comeAndGo()
          expect(listeners.left).to.deep.equal([])
        } finally {
          listeners.stop()
        }
      })

      it('is gone through by Tab, there and back, with each stop in plain sight', async () => {
        const box = await page()
        const [first, last] = [document.createElement('button'), document.createElement('button')]
        box.append(first)
        const el = await shown(name, sample, box)
        box.append(last)
        await says(el, sample.says.zh)
        await rest(el)
        const walk = async (from: HTMLElement, to: HTMLElement, key: string) => {
          const stops: (Element | string)[] = []
          from.focus()
          for (let presses = 0; presses < 200; presses++) {
            await sendKeys({ press: key })
            const at = focused()!
            if (at === to) return stops
            // a date has parts of its own
            if (stopOf(at) === stops.at(-1)) continue
            expect(stops.includes(stopOf(at)), `Tab comes back to ${at.outerHTML.slice(0, 200)}`).to.equal(false)
            expect([...drawn(el)].includes(at as HTMLElement) || at === el, at.outerHTML.slice(0, 200)).to.equal(true)
            expect(hasFocusRing(at), `no ring at ${at.outerHTML.slice(0, 200)}`).to.equal(true)
            stops.push(stopOf(at))
          }
          throw new Error('there is no end to it')
        }
        const stops = await walk(first, last, 'Tab')
        expect(controlsIn(el).length === 0 || stops.length > 0).to.equal(true)
        await sendKeys({ down: 'Shift' })
        try {
          const back = await walk(last, first, 'Tab')
          expect(back.length).to.equal(stops.length)
          expect(back.reverse().every((at, i) => at === stops[i])).to.equal(true)
        } finally {
          await sendKeys({ up: 'Shift' })
        }
      })
    })

  for (const [name, sample] of Object.entries(samples))
    it(`linli-${name} is a field of the form around it, or none at all`, async () => {
      defineAll()
      const form = await fixture<HTMLFormElement>(html`<form lang="zh"><fieldset></fieldset></form>`)
      const fieldset = form.querySelector('fieldset')!
      const el = (await shown(name, sample, fieldset)) as FormElement
      await says(el, sample.says.zh)
      const isField = 'formAssociated' in el.constructor
      expect([...form.elements].includes(el)).to.equal(isField)
      if (!isField) return
      expect(el.form === form).to.equal(true)
      expect(form.checkValidity(), 'what must be filled in is empty').to.equal(false)
      expect(el.validationMessage).not.to.equal('')
      expect(new FormData(form).has(sample.written!['name']!)).to.equal(true)
      fieldset.disabled = true
      await rest(el)
      expect(new FormData(form).has(sample.written!['name']!)).to.equal(false)
      for (const each of controlsIn(el)) expect(each.matches(':disabled'), each.outerHTML).to.equal(true)
    })
})

/** By its type, what an attribute says and what its property then is. */
const written = new Map<unknown, readonly [text: string, value: unknown]>([
  [Number, ['7', 7]],
  [Boolean, ['x', true]],
  [Object, ['{"x":1}', { x: 1 }]],
])

/** Of a group of which nothing is chosen, some browsers stop at the first and on the way back at the last. */
const stopOf = (at: Element) => (at instanceof HTMLInputElement && at.type === 'radio' ? at.name : at)

/** The ring is around the control, or around the box that it fills. */
function hasFocusRing(at: Element): boolean {
  for (let el: Element | null = at, up = 0; el && up < 4; el = el.parentElement, up++) {
    const { outlineStyle, outlineWidth } = getComputedStyle(el)
    if (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 3) return true
  }
  return false
}
