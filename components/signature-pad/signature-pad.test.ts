import { aTimeout, expect, fixture, fixtureCleanup, html } from '@open-wc/testing'
import { until } from '../base/sample-until.js'
import { fitted, inkText, readInk } from './ink.js'
import type { SignaturePad } from './signature-pad.js'
import './define.js'

const ink = {
  width: 400,
  height: 200,
  strokes: [
    [
      { x: 10, y: 20.5, time: 0 },
      { x: 60.1, y: 80, time: 40 },
      { x: 90, y: 120, time: 90 },
    ],
    [{ x: 300, y: 100, time: 0 }],
  ],
}
const open = async (value = '') => {
  const el = await fixture<SignaturePad>(html`<linli-signature-pad .value=${value}></linli-signature-pad>`)
  await until(() => el.shadowRoot!.querySelector('canvas')!.width > 400)
  return el
}
const pixels = (el: SignaturePad) => {
  const canvas = el.shadowRoot!.querySelector('canvas')!
  return canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data
}
const button = (el: SignaturePad, words: string) =>
  [...el.shadowRoot!.querySelectorAll('button')].find((each) => each.textContent?.includes(words))!

describe('ink', () => {
  it('is one short string that says every spot again', () => {
    const text = inkText(ink)
    expect(text).to.equal('ink1:400x200/100,205,0,501,595,40,299,400,50/3000,1000,0')
    expect(readInk(text)).to.deep.equal(ink)
    expect(inkText({ ...ink, strokes: [] })).to.equal('')
  })

  it('reads nothing into other words', () => {
    for (const text of ['', '示例甲', 'ink1:400x200/', 'ink1:400x200/1,2', 'ink1:400x200/1,2,x', 'ink2:1x1/1,1,1'])
      expect(readInk(text), text).to.equal(undefined)
  })

  it('stands in the middle of another pad, as large as it can be', () => {
    const { width, strokes } = fitted(ink, { width: 200, height: 200 })
    expect(width).to.equal(200)
    expect(strokes[1]).to.deep.equal([{ x: 150, y: 100, time: 0 }])
  })
})

describe('linli-signature-pad', () => {
  afterEach(fixtureCleanup)

  it('draws the same ink twice the same', async () => {
    const [one, two] = [await open(inkText(ink)), await open(inkText(ink))]
    const [first, again] = [pixels(one), pixels(two)]
    expect(first.some((each) => each > 0)).to.equal(true)
    expect(first.every((each, i) => each === again[i])).to.equal(true)
  })

  it('takes back a stroke, and all of them', async () => {
    const el = await open(inkText(ink))
    const said: string[] = []
    el.addEventListener('linli-signature-write', ({ detail }) => said.push(detail.value))
    button(el, '退一笔').click()
    await el.updateComplete
    expect(readInk(el.value)?.strokes).to.deep.equal(ink.strokes.slice(0, 1))
    button(el, '重写').click()
    await el.updateComplete
    expect(el.value).to.equal('')
    expect(said).to.have.length(2)
    expect(button(el, '重写').disabled).to.equal(true)
    expect(pixels(el).every((each) => each === 0)).to.equal(true)
  })

  it('makes no gesture of a finger, whose fling would swallow the next tap; taken off the page, it lets go', async () => {
    const el = await open()
    const canvas = el.shadowRoot!.querySelector('canvas')!
    const touched = () => canvas.dispatchEvent(new Event('touchstart', { cancelable: true }))
    expect(touched()).to.equal(false)
    el.remove()
    expect(touched()).to.equal(true)
  })

  it('is a field of the form around it: its value, what is missing, reset', async () => {
    const form = await fixture<HTMLFormElement>(
      html`<form><linli-signature-pad name="by" required></linli-signature-pad></form>`,
    )
    const el = form.querySelector<SignaturePad>('linli-signature-pad')!
    await el.updateComplete
    expect(form.checkValidity()).to.equal(false)
    expect(el.validationMessage).to.equal('还没写名字。')
    el.value = inkText(ink)
    await el.updateComplete
    expect(new FormData(form).get('by')).to.equal(inkText(ink))
    expect(form.checkValidity()).to.equal(true)
    form.reset()
    expect(el.value).to.equal('')
  })

  it('shows what was typed, and writes no more when it is disabled', async () => {
    const el = await fixture<SignaturePad>(
      html`<linli-signature-pad typing value="示例甲" label="姓名"></linli-signature-pad>`,
    )
    expect(el.shadowRoot!.querySelector('input')!.value).to.equal('示例甲')
    await expect(el).to.be.accessible()
    const off = await open(inkText(ink))
    off.disabled = true
    await off.updateComplete
    const canvas = off.shadowRoot!.querySelector('canvas')!
    const { left, top } = canvas.getBoundingClientRect()
    const at = { pointerId: 1, clientX: left + 5, clientY: top + 5, buttons: 1, cancelable: true }
    canvas.dispatchEvent(new PointerEvent('pointerdown', at))
    window.dispatchEvent(new PointerEvent('pointerup', { ...at, buttons: 0 }))
    await aTimeout(30)
    expect(off.value).to.equal(inkText(ink))
    expect(off.shadowRoot!.querySelector('button')).to.equal(null)
  })
})
