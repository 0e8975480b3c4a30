import { expect, fixture, fixtureCleanup, html, nextFrame } from '@open-wc/testing'
import { html as html0, type TemplateResult } from 'lit'
import { html as tagged } from 'lit/static-html.js'
import { define } from './define.js'
import { LinliElement } from './element.js'
import { plate } from './plate.js'

const words = {
  zh: { title: '名册', rows: (n: number) => `${n} 行` },
  en: { title: 'Roster', rows: (n: number) => `${n} rows` },
}

class Probe extends LinliElement {
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
    const probe = el.querySelector('linli-holder')!.shadowRoot!.querySelector('linli-probe')! as Probe
    await probe.updateComplete
    expect(probe.shadowRoot!.querySelector('p')!.textContent).to.equal('Roster')
    el.setAttribute('lang', 'zh-Hans')
    await nextFrame()
    expect(probe.shadowRoot!.querySelector('p')!.textContent).to.equal('名册')
  })

  it('is large wherever 长者模式 is set above it, and stops being so', async () => {
    const el = await fixture(html`<div elder><linli-holder></linli-holder></div>`)
    const probe = el.querySelector('linli-holder')!.shadowRoot!.querySelector('linli-probe')! as Probe
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
