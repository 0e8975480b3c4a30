import { expect, fixture, fixtureCleanup, html, nextFrame, oneEvent } from '@open-wc/testing'
import type { Station } from '../../engine/station.js'
import type { Act, Decision, Say } from '../../engine/types.js'
import type { Choice } from '../../engine/view.js'
import { until } from '../base/sample-until.js'
import { actKeys } from './act-keys.js'
import './define.js'
import type { Acts } from './acts.js'

const both = (zh: string, en: string): Say => ({ zh, en })
const act: Act = { type: 'x', on: 'case/1', by: 'p-1' }
const yes: Decision = { act, allowed: true, needs: [], effects: [], why: [], to: 'accepted' }
const no = (says: Say, because = 'rule'): Decision => ({
  act,
  allowed: false,
  needs: [],
  because,
  says,
  effects: [],
  why: [],
})

const accept: Choice = { act: 'accept', title: both('受理', 'Accept'), asks: [], decision: yes }
const assign: Choice = {
  act: 'assign',
  title: both('指派', 'Assign'),
  reason: true,
  decision: { ...yes, allowed: false, needs: ['handler', 'reason'] },
  asks: [
    {
      name: 'handler',
      title: both('处置单位', 'Handler'),
      type: 'choice',
      optional: false,
      choices: { fire: both('消防', 'Fire station'), city: both('市政', 'Municipal firm') },
    },
  ],
}
const cancel: Choice = {
  act: 'cancel',
  title: both('作废', 'Cancel'),
  asks: [],
  final: true,
  decision: { ...yes, to: 'cancelled' },
}
const verify: Choice = {
  act: 'verify',
  title: both('核查', 'Verify'),
  asks: [],
  decision: no(both('还没处置。', 'Not handled yet.'), 'from'),
}
const choices = [accept, assign, cancel, verify]

const all = <T extends HTMLElement>(el: Acts, selector: string) => [...el.shadowRoot!.querySelectorAll<T>(selector)]
const button = (el: Acts, words: string) =>
  all<HTMLButtonElement>(el, 'button').find((each) => each.textContent?.includes(words))!
const text = (el: Element | null | undefined) => el?.textContent?.replace(/\s+/g, ' ').trim() ?? ''
const press = (key: string, init: KeyboardEventInit = {}, on: EventTarget = document.body) =>
  on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...init }))

/** A station that offers these acts, notes what is done and answers as told. */
function stationWith(answer: Decision | Error, offers: readonly Choice[] = choices) {
  const done: Act[] = []
  const station = {
    me: 'p-1',
    choices: () => Promise.resolve(offers),
    ask: () => Promise.resolve(yes),
    act: (wish: Act) => {
      done.push(wish)
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
    },
    steps: () => ({}),
    book: { kinds: new Map(), zone: 'Asia/Shanghai' },
    posts: { of: () => [] },
    watch: (look: (station: Station) => unknown, see: (value: unknown) => void) => {
      void Promise.resolve(look(station as unknown as Station)).then(see)
      return () => undefined
    },
  }
  return { station: station as unknown as Station, done }
}

describe('linli-acts', () => {
  afterEach(fixtureCleanup)

  it('fills one button, and stands the sentence beside what may not be done', async () => {
    const el = await fixture<Acts>(html`<linli-acts dossier="case/1" .choices=${choices}></linli-acts>`)
    expect(all(el, '.acts .btn').map(text)).to.deep.equal(['受理', '指派', '作废'])
    expect(all(el, '.btn.go').map(text)).to.deep.equal(['受理'])
    const off = button(el, '核查')
    expect(off.getAttribute('aria-disabled')).to.equal('true')
    expect(text(el.shadowRoot!.getElementById(off.getAttribute('aria-describedby')!))).to.equal('还没处置。')
    expect(off.title).to.equal('')
  })

  it('without a station sends the wish and nothing else', async () => {
    const el = await fixture<Acts>(html`<linli-acts dossier="case/1" .choices=${choices}></linli-acts>`)
    setTimeout(() => button(el, '受理').click())
    const { detail } = await oneEvent<GlobalEventHandlersEventMap['linli-act-before']>(el, 'linli-act-before')
    expect(detail.act).to.deep.equal({ type: 'accept', on: 'case/1', by: 'anyone', data: {} })
  })

  it('does an act at the station and says when', async () => {
    const entry = { at: Date.parse('2020-04-10T17:11:00+08:00') }
    const { station, done } = stationWith({ ...yes, entry } as Decision)
    const el = await fixture<Acts>(html`<linli-acts dossier="case/1" .station=${station}></linli-acts>`)
    await nextFrame()
    setTimeout(() => button(el, '受理').click())
    const { detail } = await oneEvent<GlobalEventHandlersEventMap['linli-act-done']>(el, 'linli-act-done')
    await el.updateComplete
    expect(detail.decision.allowed).to.be.true
    expect(done).to.deep.equal([{ type: 'accept', on: 'case/1', by: 'p-1', data: {} }])
    expect(text(el.shadowRoot!.querySelector('[role=status]'))).to.equal('已办「受理」 17:11:00')
  })

  it('does nothing when the page takes the act away', async () => {
    const { station, done } = stationWith(yes)
    const el = await fixture<Acts>(
      html`<linli-acts dossier="case/1" .station=${station} @linli-act-before=${(event: Event) => event.preventDefault()}></linli-acts>`,
    )
    await nextFrame()
    button(el, '受理').click()
    await nextFrame()
    expect(done).to.deep.equal([])
  })

  it('tells a refusal and a failure in words', async () => {
    const refusing = stationWith(no(both('别人刚刚受理了。', 'Somebody else has just accepted it.')))
    const el = await fixture<Acts>(html`<linli-acts dossier="case/1" .station=${refusing.station}></linli-acts>`)
    await nextFrame()
    button(el, '受理').click()
    await nextFrame()
    expect(text(el.shadowRoot!.querySelector('.refused'))).to.equal('别人刚刚受理了。')
    el.station = stationWith(new Error('QuotaExceededError')).station
    await nextFrame()
    button(el, '受理').click()
    await nextFrame()
    expect(text(el.shadowRoot!.querySelector('.refused'))).to.equal('没有存上，再按一次试试。')
  })

  it('does one act for a double click', async () => {
    const { station, done } = stationWith(yes)
    const el = await fixture<Acts>(html`<linli-acts dossier="case/1" .station=${station}></linli-acts>`)
    await nextFrame()
    for (const detail of [1, 2]) {
      button(el, '受理').dispatchEvent(new MouseEvent('click', { bubbles: true, detail }))
      await nextFrame()
    }
    expect(done.length).to.equal(1)
  })

  it('asks before what cannot be undone', async () => {
    const { station, done } = stationWith(yes)
    const el = await fixture<Acts>(html`<linli-acts dossier="case/1" .station=${station}></linli-acts>`)
    await nextFrame()
    const dialog = el.shadowRoot!.querySelector('dialog')!
    button(el, '作废').click()
    await nextFrame()
    expect(dialog.open).to.be.true
    expect(text(dialog)).to.contain('办了就不能撤回。')
    expect(el.shadowRoot!.activeElement).to.equal(button(el, '先不办'))
    button(el, '先不办').click()
    await nextFrame()
    expect([dialog.open, done.length]).to.deep.equal([false, 0])
    button(el, '作废').click()
    await nextFrame()
    dialog.querySelector<HTMLButtonElement>('.sure .go')!.click()
    await nextFrame()
    expect([dialog.open, done.length]).to.deep.equal([false, 1])
  })

  it('asks the questions of an act in a native dialog and stays open while the answer is refused', async () => {
    const offers = [assign]
    const refusing = stationWith(
      { ...no(both('消防今天没有人。', 'Nobody at the fire station today.')), field: 'handler' },
      offers,
    )
    const el = await fixture<Acts>(html`<linli-acts dossier="case/1" .station=${refusing.station}></linli-acts>`)
    await nextFrame()
    button(el, '指派').click()
    await nextFrame()
    const dialog = el.shadowRoot!.querySelector('dialog')!
    const form = dialog.querySelector('linli-form')!
    await until(() => form.shadowRoot?.activeElement?.localName === 'input', 'the form follows late')
    const fill = async () => {
      form.value = { data: { handler: 'fire' }, reason: '最近' }
      await form.updateComplete
      form.shadowRoot!.querySelector<HTMLButtonElement>('button[type=submit]')!.click()
      await nextFrame()
    }
    await fill()
    expect(dialog.open).to.be.true
    expect(text(form.shadowRoot!.querySelector('.fault'))).to.equal('消防今天没有人。')
    const taking = stationWith(yes, offers)
    el.station = taking.station
    await nextFrame()
    await fill()
    expect(dialog.open).to.be.false
    expect(taking.done).to.deep.equal([
      { type: 'assign', on: 'case/1', by: 'p-1', data: { handler: 'fire' }, reason: '最近' },
    ])
  })

  it('takes letters only where nobody is typing, and only when asked to', async () => {
    const { station, done } = stationWith(yes)
    const el = await fixture<Acts>(html`<linli-acts dossier="case/1" .station=${station}></linli-acts>`)
    const input = await fixture(html`<input />`)
    await nextFrame()
    press('a')
    el.hotkeys = true
    await nextFrame()
    expect(text(button(el, '受理').querySelector('kbd'))).to.equal('A')
    press('a', {}, input)
    press('a', { ctrlKey: true })
    press('q')
    expect(done.length).to.equal(0)
    press('a')
    await nextFrame()
    expect(done.length).to.equal(1)
    press('v')
    await nextFrame()
    expect(text(el.shadowRoot!.querySelector('.refused'))).to.equal('还没处置。')
  })

  it('keeps the keyboard here when the pressed button goes', async () => {
    const el = await fixture<Acts>(html`<linli-acts dossier="case/1" .choices=${choices}></linli-acts>`)
    button(el, '受理').focus()
    el.choices = [cancel]
    await el.updateComplete
    expect(el.shadowRoot!.activeElement?.localName).to.equal('section')
  })

  it('folds away acts of other steps when there are many', async () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ ...verify, act: name, title: both(name, name) }))
    const el = await fixture<Acts>(
      html`<linli-acts lang="en" .choices=${[accept, ...many, { ...verify, decision: no(both('不行', 'You did it yourself.')) }]}></linli-acts>`,
    )
    expect(text(el.shadowRoot!.querySelector('summary'))).to.equal('5 more that belong to other steps')
    expect(all(el, '.off > div').length).to.equal(1)
  })
})

describe('keys of acts', () => {
  it('gives each act its first free letter', () => {
    expect(actKeys(['accept', 'assign', 'on-scene', 'aa'])).to.deep.equal({
      accept: 'A',
      assign: 'S',
      'on-scene': 'O',
      aa: 'B',
    })
  })
})
