import { aTimeout, expect, fixture, fixtureCleanup, html, nextFrame, oneEvent } from '@open-wc/testing'
import { handClock } from '../../engine/time/clock.js'
import { JournalTrouble } from '../../engine/journal/journal.js'
import { memoryJournal } from '../../engine/journal/memory.js'
import { placesFrom } from '../../engine/roster/places.js'
import type { Station } from '../../engine/station.js'
import type { Act, Decision, Json, Say } from '../../engine/types.js'
import type { AskView, Choice } from '../../engine/view.js'
import './define.js'
import { until } from '../base/sample-until.js'
import type { SignaturePad } from '../signature-pad/signature-pad.js'
import type { Form } from './form.js'

const both = (zh: string, en: string): Say => ({ zh, en })
const ask = (name: string, type: AskView['type'], more: Partial<AskView> = {}): AskView => ({
  name,
  title: both(name, name),
  type,
  optional: false,
  ...more,
})
const kinds = Object.fromEntries(
  Array.from({ length: 14 }, (_, i) => [`k${i + 1}`, both(`事项${i + 1}`, `Kind ${i + 1}`)]),
)
const asks: readonly AskView[] = [
  ask('type', 'choice', {
    title: both('什么事', 'What'),
    choices: { light: both('楼道灯', 'Light'), gas: both('燃气', 'Gas'), road: both('路面', 'Road') },
  }),
  ask('what', 'text', { title: both('说两句', 'Words'), optional: true, help: both('请勿写姓名电话', 'No names') }),
]
const every: readonly AskView[] = [
  ...asks,
  ask('kind', 'choice', { choices: kinds }),
  ask('some', 'choices', { choices: kinds, optional: true }),
  ask('can', 'yes-no'),
  ask('count', 'number', { min: 1, max: 5, unit: both('件', 'pieces') }),
  ask('day', 'date'),
  ask('at', 'time'),
  ask('moment', 'moment'),
  ask('span', 'duration', { value: 'PT20M' }),
  ask('who', 'party'),
  ask('photos', 'photos', { private: { purpose: both('办理', 'handling'), keep: both('一年', 'one year') } }),
  ask('phone', 'text', {
    optional: true,
    private: { purpose: both('回访', 'calling back'), keep: both('30天', '30 days') },
  }),
  ask('sign', 'signature', { optional: true }),
]

const find = <T extends HTMLElement = HTMLElement>(el: Form, selector: string) =>
  el.shadowRoot!.querySelector<T>(selector)!
const text = (el: Element | null | undefined) => el?.textContent?.replace(/\s+/g, ' ').trim() ?? ''
const faults = (el: Form) => [...el.shadowRoot!.querySelectorAll('.q .fault')].map(text)
const send = async (el: Form) => {
  find<HTMLButtonElement>(el, 'button[type=submit]').click()
  await nextFrame()
}
const type = async (el: Form, selector: string, value: string) => {
  const input = find<HTMLInputElement>(el, selector)
  input.value = value
  input.dispatchEvent(new Event('input', { bubbles: true }))
  await el.updateComplete
}

/** A file of one colour, as a canvas makes it. */
async function picture(width: number, height: number, colour = 'teal', type = 'image/png'): Promise<File> {
  const canvas = new OffscreenCanvas(width, height)
  const pen = canvas.getContext('2d')!
  pen.fillStyle = colour
  pen.fillRect(0, 0, width, height)
  return new File([await canvas.convertToBlob({ type })], 'x', { type })
}
/** Chooses files as a person does, and waits until they are taken in. */
async function give(el: Form, ...files: File[]): Promise<void> {
  choose(el, ...files)
  await el.updateComplete
  await until(() => !el.shadowRoot!.querySelector('[role=status].tile'))
}
function choose(el: Form, ...files: File[]): void {
  const given = new DataTransfer()
  for (const file of files) given.items.add(file)
  const input = find<HTMLInputElement>(el, 'input[type=file]')
  input.files = given.files
  input.dispatchEvent(new Event('change'))
}

describe('linli-form: a form of any page', () => {
  afterEach(() => {
    fixtureCleanup()
    sessionStorage.clear()
  })

  it('shows the words inside it until there are questions', async () => {
    const el = await fixture<Form>(html`<linli-form>请打电话</linli-form>`)
    expect(find(el, 'slot')).to.exist
    el.asks = asks
    await el.updateComplete
    expect(text(find(el, 'legend'))).to.equal('什么事')
  })

  it('takes a name written by hand, and one that is typed', async () => {
    const el = await fixture<Form>(html`<linli-form .asks=${[ask('consent', 'signature')]}></linli-form>`)
    const pad = find<SignaturePad>(el, 'linli-signature-pad')
    await until(() => pad.shadowRoot?.querySelector('button'), 'the pad comes when it is asked for')
    await send(el)
    expect(faults(el)).to.have.length(1)
    expect(el.shadowRoot!.activeElement).to.equal(pad)
    await until(() => pad.shadowRoot!.querySelector('canvas')!.width > 400)
    const canvas = pad.shadowRoot!.querySelector('canvas')!
    const { left, top } = canvas.getBoundingClientRect()
    for (const [kind, at, on] of [
      ['pointerdown', 20, canvas],
      ['pointermove', 80, window],
      ['pointerup', 90, window],
    ] as const)
      on.dispatchEvent(
        new PointerEvent(kind, {
          pointerId: 3,
          clientX: left + at,
          clientY: top + at,
          buttons: kind === 'pointerup' ? 0 : 1,
          cancelable: true,
        }),
      )
    await until(() => String(el.value.data['consent']).startsWith('ink1:'))
    const press = async (words: string) => {
      await pad.updateComplete
      ;[...pad.shadowRoot!.querySelectorAll('button')].find((each) => text(each) === words)!.click()
      await el.updateComplete
    }
    await press('退一笔')
    expect(el.value.data).to.deep.equal({})
    await press('打字代替')
    await pad.updateComplete
    const input = pad.shadowRoot!.querySelector('input')!
    input.value = '示例甲'
    input.dispatchEvent(new Event('input'))
    expect(el.value.data).to.deep.equal({ consent: '示例甲' })
    await el.updateComplete
    expect(el.checkValidity()).to.equal(true)
  })

  it('sends what was filled in, without what was left empty', async () => {
    const el = await fixture<Form>(html`<linli-form .asks=${asks}></linli-form>`)
    find<HTMLInputElement>(el, 'input[value=gas]').click()
    await type(el, 'textarea', '  ')
    setTimeout(() => void send(el))
    const { detail } = await oneEvent<GlobalEventHandlersEventMap['linli-form-submit']>(el, 'linli-form-submit')
    expect(detail).to.deep.equal({ data: { type: 'gas' } })
  })

  it('says beside the question what is missing, and goes there', async () => {
    const el = await fixture<Form>(html`<linli-form .asks=${asks}></linli-form>`)
    let sent = false
    el.addEventListener('linli-form-submit', () => (sent = true))
    expect(faults(el)).to.deep.equal([])
    await send(el)
    expect(sent).to.be.false
    expect(faults(el)).to.deep.equal(['还没填「什么事」。'])
    expect(text(find(el, '.foot [role=alert]'))).to.equal('还有 1 处要看一下。')
    expect(el.shadowRoot!.activeElement).to.equal(find(el, 'input[value=light]'))
    find<HTMLInputElement>(el, 'input[value=gas]').click()
    await el.updateComplete
    expect(faults(el)).to.deep.equal([])
  })

  it('keeps values as the pack writes them', async () => {
    const el = await fixture<Form>(html`<linli-form .asks=${every}></linli-form>`)
    const values: Record<string, Json> = {
      type: 'gas',
      kind: 'k3',
      some: ['k1', 'k2'],
      can: false,
      count: 3,
      day: '2020-04-10',
      at: '08:30',
      moment: '2020-04-10T17:30',
      span: 'PT20M',
      who: 'fire-station',
    }
    find<HTMLInputElement>(el, '[name=q-type][value=gas]').click()
    find<HTMLInputElement>(el, '[name=q-kind][value=k3]').click()
    find<HTMLInputElement>(el, '[name=q-some][value=k2]').click()
    await el.updateComplete
    find<HTMLInputElement>(el, '[name=q-some][value=k1]').click()
    find<HTMLElement>(el, '[data-name=can] label:last-of-type').click()
    await type(el, '#q-count', '3')
    await type(el, '#q-day', '2020-04-10')
    await type(el, '#q-at', '08:30')
    await type(el, '#q-moment', '2020-04-10T17:30')
    await type(el, '#q-who', 'fire-station')
    expect(el.value.data).to.deep.equal(values)
    const unit = find<HTMLSelectElement>(el, '[data-name=span] select')
    unit.value = 'D'
    unit.dispatchEvent(new Event('change', { bubbles: true }))
    expect(el.value.data['span']).to.equal('P20D')
  })

  it('holds numbers to their bounds, in words', async () => {
    const el = await fixture<Form>(
      html`<linli-form lang="en" .asks=${[ask('count', 'number', { min: 1, max: 5 })]}></linli-form>`,
    )
    await type(el, '#q-count', '9')
    await send(el)
    expect(faults(el)).to.deep.equal(['Not more than 5.'])
    await type(el, '#q-count', '0')
    expect(faults(el)).to.deep.equal(['Not less than 1.'])
  })

  it('searches a list of more than nine, and always shows what is chosen', async () => {
    const el = await fixture<Form>(
      html`<linli-form .asks=${[ask('kind', 'choice', { choices: kinds, value: 'k13' })]}></linli-form>`,
    )
    const shown = () =>
      [...el.shadowRoot!.querySelectorAll<HTMLInputElement>('.tile input')].map((input) => input.value)
    expect(shown()).to.deep.equal(['k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7', 'k13'])
    await type(el, 'input[type=search]', 'Kind 14')
    expect(shown()).to.deep.equal(['k14'])
    await type(el, 'input[type=search]', 'xyz')
    expect(text(find(el, '[role=status]'))).to.equal('没有找到「xyz」。')
    await type(el, 'input[type=search]', '')
    find<HTMLButtonElement>(el, 'button.tile').click()
    await el.updateComplete
    expect(shown().length).to.equal(14)
  })

  it('sends what the page knows without asking it, and shows first what the page names', async () => {
    const el = await fixture<Form>(html`<linli-form given='{"type":"gas"}' first="k14 nobody k9"></linli-form>`)
    el.asks = [...asks, ask('kind', 'choice', { choices: kinds })]
    await el.updateComplete
    const shown = [...el.shadowRoot!.querySelectorAll<HTMLInputElement>('.tile input')].map((input) => input.value)
    expect(shown).to.deep.equal(['k14', 'k9', 'k1', 'k2', 'k3', 'k4', 'k5', 'k6'])
    find<HTMLInputElement>(el, 'input[value=k9]').click()
    setTimeout(() => void send(el))
    const { detail } = await oneEvent<GlobalEventHandlersEventMap['linli-form-submit']>(el, 'linli-form-submit')
    expect(detail).to.deep.equal({ data: { type: 'gas', kind: 'k9' } })
  })

  for (const wrong of ['gas', '["gas"]', 'null', ''])
    it(`asks everything where given='${wrong}' cannot be read, and says so to whoever wrote the page`, async () => {
      const { warn } = console
      const told: unknown[] = []
      console.warn = (...words) => told.push(...words)
      const el = await fixture<Form>(html`<linli-form .asks=${asks} given=${wrong}></linli-form>`)
      console.warn = warn
      expect(told.join('\n')).to.include('{"source":"resident"}')
      expect(find(el, '#q-what')).to.exist
      el.setAttribute('given', '{"what":"dark"}')
      await el.updateComplete
      expect(find(el, '#q-what')).not.to.exist
      el.removeAttribute('given')
      await el.updateComplete
      expect(find(el, '#q-what')).to.exist
    })

  it('makes photos small, shows them under a strict policy and lets them go again', async () => {
    const el = await fixture<Form>(
      html`<linli-form .asks=${[every.find((each) => each.name === 'photos')!]}></linli-form>`,
    )
    await give(el, await picture(2560, 1280))
    const [photo] = el.value.data['photos'] as string[]
    expect(photo).to.match(/^data:image\/jpeg;base64,/)
    const kept = await createImageBitmap(await (await fetch(photo!)).blob())
    expect([kept.width, kept.height]).to.deep.equal([1280, 640])
    await until(() => find(el, 'canvas'))
    expect(el.shadowRoot!.querySelector('img')).not.to.exist
    await give(el, new File(['not a picture'], 'x.png', { type: 'image/png' }))
    expect(faults(el)).to.deep.equal(['没拍成。可以先交文字，照片晚点补。'])
    find<HTMLButtonElement>(el, '.shot button').click()
    await el.updateComplete
    expect(el.value.data['photos']).to.equal(undefined)
  })

  it('leaves out photos that nothing here can keep, and says so; a demanded one is noted by its checksum', async () => {
    const el = await fixture<Form>(
      html`<linli-form .asks=${[ask('photos', 'photos', { optional: true })]}></linli-form>`,
    )
    expect(text(find(el, '.q'))).to.contain('现在还存不了照片')
    el.asks = [ask('proof', 'photos', { min: 1 })]
    await el.updateComplete
    expect(text(find(el, '.q'))).to.contain('这里只记下照片的校验值')
    await give(el, await picture(4, 4))
    expect((el.value.data['proof'] as string[])[0]).to.match(/^sha256:[0-9a-f]{64}$/)
  })

  it('takes part in the form around it: value, validity, reset, disabled', async () => {
    const outer = await fixture<HTMLFormElement>(
      html`<form><linli-form name="report" .asks=${asks}></linli-form></form>`,
    )
    const el = outer.querySelector('linli-form')!
    expect(find(el, 'button[type=submit]')).not.to.exist
    expect(el.form).to.equal(outer)
    expect(outer.checkValidity()).to.be.false
    expect(el.validity.valueMissing).to.be.true
    expect(el.validationMessage).to.equal('还没填「什么事」。')
    find<HTMLInputElement>(el, 'input[value=gas]').click()
    await el.updateComplete
    expect(outer.checkValidity()).to.be.true
    expect(JSON.parse(new FormData(outer).get('report') as string)).to.deep.equal({ data: { type: 'gas' } })
    outer.reset()
    await el.updateComplete
    expect(el.value).to.deep.equal({ data: {} })
    const set = outer.appendChild(Object.assign(document.createElement('fieldset'), { disabled: true }))
    set.append(el)
    await nextFrame()
    expect(find<HTMLFieldSetElement>(el, 'fieldset').disabled).to.be.true
    expect(new FormData(outer).has('report')).to.be.false
    el.formStateRestoreCallback('{"data":{"type":"road"}}')
    expect(el.value.data).to.deep.equal({ type: 'road' })
  })

  it('is the same whether attributes come before or after connecting', async () => {
    const early = Object.assign(document.createElement('linli-form'), { asks })
    early.setAttribute('disabled', '')
    early.setAttribute('lang', 'en')
    const host = await fixture(html`<div></div>`)
    host.append(early)
    const late = await fixture<Form>(html`<linli-form></linli-form>`)
    late.asks = asks
    late.setAttribute('disabled', '')
    late.setAttribute('lang', 'en')
    await nextFrame()
    await nextFrame()
    expect(text(early.shadowRoot!.querySelector('form'))).to.equal(text(late.shadowRoot!.querySelector('form')))
    expect(text(find(late, 'legend'))).to.equal('What')
  })
})

const yes: Decision = {
  act: { type: 'report', on: 'case/new', by: 'p-1' },
  allowed: true,
  needs: [],
  effects: [],
  why: [],
  to: 'reported',
}
const report: Choice = {
  act: 'report',
  title: both('上报', 'Report'),
  asks,
  place: true,
  decision: { ...yes, allowed: false, needs: ['place', 'type'] },
}

function stationWith(answer: () => Decision, opening = report) {
  const done: Act[] = []
  const places = placesFrom({
    asOf: '2020-04-10',
    places: {
      s: { kind: 'street', title: both('城厢街道', 'Chengxiang') },
      g1: { kind: 'grid', title: both('1网格', 'Grid 1'), in: 's' },
      g2: { kind: 'grid', title: both('2网格', 'Grid 2'), in: 's' },
      b1: { kind: 'building', title: both('14幢', 'Building 14'), in: 'g1' },
    },
  })
  const station = {
    me: 'p-1',
    clock: handClock(0),
    book: { zone: 'Asia/Shanghai', kinds: new Map() },
    openings: () => Promise.resolve([opening]),
    ask: (act: Act) => Promise.resolve({ ...answer(), act }),
    act: (act: Act) => {
      done.push(act)
      return Promise.resolve({ ...answer(), act })
    },
    steps: () => ({ reported: both('已上报', 'Reported') }),
    place: (id: string) => ({ id, path: [places.get('s')!.title, places.get(id)!.title] }),
    places,
    posts: { of: () => [{ post: 'grid-worker', place: 'g1', party: 'p-1' }] },
    watch: (look: (station: Station) => unknown, see: (value: unknown) => void) => {
      void Promise.resolve(look(station as unknown as Station)).then(see)
      return () => undefined
    },
  }
  return { station: station as unknown as Station, done }
}

describe('linli-form: at a station', () => {
  afterEach(() => {
    fixtureCleanup()
    sessionStorage.clear()
  })
  const open = async (station: Station) => {
    const el = await fixture<Form>(html`<linli-form kind="case" .station=${station}></linli-form>`)
    await nextFrame()
    return el
  }

  it('asks where first, filled in with where the person works', async () => {
    const el = await open(stationWith(() => yes).station)
    expect([...el.shadowRoot!.querySelectorAll<HTMLElement>('.q')].map((q) => q.dataset['name'])).to.deep.equal([
      ':place',
      'type',
      'what',
    ])
    expect(text(find(el, '.plate'))).to.equal('城厢街道·1网格')
  })

  it('finds another place by keys alone', async () => {
    const el = await open(stationWith(() => yes).station)
    find<HTMLButtonElement>(el, '.placebar button').click()
    await el.updateComplete
    const input = find<HTMLInputElement>(el, '[role=combobox]')
    const key = async (name: string) => {
      input.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }))
      await el.updateComplete
    }
    await type(el, '[role=combobox]', '网格')
    await key('ArrowDown')
    await key('ArrowDown')
    expect(input.getAttribute('aria-activedescendant')).to.equal(find(el, '[aria-selected=true]').id)
    await key('Enter')
    expect(el.value.place).to.equal('g2')
    expect(el.shadowRoot!.querySelector('[role=combobox]')).not.to.exist
  })

  it('takes several places and several parties, found by what is typed, and lets each go again', async () => {
    const { station } = stationWith(() => yes)
    const people = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [`h-${i + 1}`, both(`${i + 1}号户`, `Household ${i + 1}`)]),
    )
    Object.assign(station.posts, {
      parties: (...kinds: string[]) => (kinds.includes('household') ? Object.keys(people) : []),
      party: (id: string) => ({ id, kind: 'household' }),
    })
    Object.assign(station, { party: (id: string) => ({ id, name: people[id] }) })
    const el = await fixture<Form>(
      html`<linli-form .station=${station} .asks=${[ask('where', 'places', { max: 2 }), ask('who', 'parties')]}></linli-form>`,
    )
    await nextFrame()
    const q = (name: string, selector: string) => find<HTMLElement>(el, `[data-name=${name}] ${selector}`)
    await type(el, '#q-where', '网格')
    q('where', '[role=option]').click()
    await el.updateComplete
    await type(el, '#q-where', '网格')
    q('where', '[role=option]').click()
    await el.updateComplete
    expect(el.value.data['where']).to.deep.equal(['g1', 'g2'])
    expect(el.shadowRoot!.querySelector('#q-where'), 'as many as may be').not.to.exist
    q('where', '[data-drop=g1]').click()
    await type(el, '#q-who', '1号')
    expect([...el.shadowRoot!.querySelectorAll('[data-name=who] [role=option]')].map(text)).to.deep.equal([
      '1号户',
      '11号户',
    ])
    q('who', '[role=option]:last-child').click()
    await el.updateComplete
    expect(el.value.data).to.deep.equal({ where: ['g2'], who: ['h-11'] })
  })

  it('goes through a checklist one tap a line, and says what is left', async () => {
    const line = (path: string, level: number, heading?: true) => ({
      path,
      level,
      title: both(`查${path}`, `Check ${path}`),
      ...(heading && { heading }),
    })
    const items = [line('mask', 0), line('fire', 0, true), line('fire.lane', 1)]
    const answers = { ok: both('正常', 'Fine'), fix: both('待改', 'To fix'), stop: both('停', 'Stop') }
    const el = await fixture<Form>(html`<linli-form .asks=${[ask('nine', 'checks', { items, answers })]}></linli-form>`)
    const tap = async (path: string, answer: string) => {
      find<HTMLInputElement>(el, `[name="q-nine-${path}"][value=${answer}]`).click()
      await el.updateComplete
    }
    expect(el.checkValidity(), 'nothing is checked').to.equal(false)
    await tap('mask', 'ok')
    expect(text(find(el, '[role=status]'))).to.equal('还有 1 项没查。')
    await tap('fire.lane', 'stop')
    await tap('mask', 'fix')
    expect(text(find(el, '[role=status]'))).to.equal('2 项都查了。')
    expect(el.value.data).to.deep.equal({ nine: { mask: 'fix', 'fire.lane': 'stop' } })
    const [group] = el.shadowRoot!.querySelectorAll('[role=radiogroup]')
    expect(text(el.shadowRoot!.getElementById(group!.getAttribute('aria-labelledby')!))).to.equal('查mask')
  })

  it('chooses among the open dossiers of a kind', async () => {
    const { station } = stationWith(() => yes)
    const asked: unknown[] = []
    const row = (n: number) => ({
      id: `case/${n}`,
      title: both(`积水${n}`, `Flood ${n}`),
      place: { id: 'g1', path: [both('1网格', 'Grid 1')] },
    })
    Object.assign(station, {
      rows: (query: unknown) => {
        asked.push(query)
        return Promise.resolve([row(1), row(2), row(3)])
      },
    })
    const el = await fixture<Form>(
      html`<linli-form .station=${station} .asks=${[ask('cases', 'dossiers', { kind: 'case' }), ask('one', 'dossier', { kind: 'case' })]}></linli-form>`,
    )
    await nextFrame()
    find(el, '#q-cases').focus()
    await until(() => el.shadowRoot!.querySelectorAll('[data-name=cases] [role=option]').length === 3)
    expect(asked).to.deep.equal([{ kind: 'case', open: true, sort: 'at', limit: 500 }])
    await type(el, '#q-cases', 'flood 2')
    find(el, '[data-name=cases] [role=option]').click()
    await el.updateComplete
    find(el, '#q-one').focus()
    await until(() => el.shadowRoot!.querySelectorAll('[data-name=one] [role=option]').length === 3)
    find(el, '[data-name=one] [role=option]').click()
    await el.updateComplete
    expect(el.value.data).to.deep.equal({ cases: ['case/2'], one: 'case/1' })
    expect(text(find(el, '[data-name=one] .picked')))
      .to.contain('积水1')
      .and.to.contain('1网格 · 1')
  })

  it('walks down the tree without a word', async () => {
    const el = await open(stationWith(() => yes).station)
    find<HTMLButtonElement>(el, '.placebar button').click()
    await el.updateComplete
    find(el, '[role=option]').click()
    await el.updateComplete
    expect(el.value.place).to.equal('b1')
  })

  it('says what will follow before it is sent, and refuses in the words of the rule', async () => {
    let decision: Decision = {
      ...yes,
      why: [
        {
          rule: 'r',
          says: both('燃气须 20 分钟到场', 'Gas: on scene in 20 minutes'),
          holds: true,
          effect: { type: 'flag' },
          clauses: [],
        },
      ],
    }
    const el = await open(stationWith(() => decision).station)
    expect(text(find(el, '[part=then]'))).to.equal('')
    find<HTMLInputElement>(el, 'input[value=gas]').click()
    await nextFrame()
    expect(text(find(el, '[part=then]'))).to.equal('交上去以后：已上报。燃气须 20 分钟到场')
    decision = { ...yes, allowed: false, because: 'r', says: both('这里不收燃气的事。', 'No gas here.') }
    find<HTMLInputElement>(el, 'input[value=road]').click()
    await nextFrame()
    expect(text(find(el, '[part=then]'))).to.equal('这里不收燃气的事。')
  })

  it('opens a dossier, gives its number and by when what, and offers another', async () => {
    const at = Date.parse('2020-04-10T17:30:00+08:00')
    const { station, done } = stationWith(() => ({
      ...yes,
      entry: { at } as Decision['entry'],
      starts: [
        {
          clock: 'accept',
          title: both('受理', 'Accept'),
          round: 1,
          at,
          limit: 'PT10M',
          calendar: { name: '24h', zone: 'Asia/Shanghai' },
          runs: ['reported'],
          pauses: [],
          again: 'fresh',
          due: [],
        },
      ],
      dossier: { id: 'case/200410-1', step: 'reported' } as unknown as Decision['dossier'],
    }))
    const el = await open(station)
    find<HTMLInputElement>(el, 'input[value=gas]').click()
    await el.updateComplete
    setTimeout(() => void send(el))
    await oneEvent(el, 'linli-act-done')
    await el.updateComplete
    expect(done).to.deep.equal([{ type: 'report', on: 'case/new', by: 'p-1', data: { type: 'gas' }, place: 'g1' }])
    expect(text(find(el, '.sent'))).to.equal(
      '「上报」已收下 编号 200410-1 · 17:30:00 · 已上报 受理：时限 10分，17:40:00 前 再填一份',
    )
    find<HTMLButtonElement>(el, '.sent button').click()
    await el.updateComplete
    expect(el.value.data).to.deep.equal({})
  })

  it('does nothing when the page keeps the answers to itself', async () => {
    const { station, done } = stationWith(() => yes)
    const el = await open(station)
    el.addEventListener('linli-form-submit', (event) => event.preventDefault())
    find<HTMLInputElement>(el, 'input[value=gas]').click()
    await el.updateComplete
    await send(el)
    expect(done).to.deep.equal([])
  })

  it('keeps a draft over a reload, without what is private, and drops it when sent', async () => {
    const opening = {
      ...report,
      asks: [
        ...asks,
        ask('phone', 'text', {
          optional: true,
          private: { purpose: both('回访', 'calling back'), keep: both('30天', '30 days') },
        }),
      ],
    }
    const { station } = stationWith(() => yes, opening)
    const before = await open(station)
    find<HTMLInputElement>(before, 'input[value=gas]').click()
    await type(before, '#q-what', '四楼')
    await type(before, '#q-phone', '000-0000')
    expect(text(find(before, '.saved'))).to.equal('草稿已存')
    before.remove()
    const after = await open(station)
    await after.updateComplete
    expect(after.value.data).to.deep.equal({ type: 'gas', what: '四楼' })
    await send(after)
    after.remove()
    expect((await open(station)).value.data).to.deep.equal({})
  })

  it('says why the act cannot be done at all instead of asking', async () => {
    const closed: Choice = {
      ...report,
      decision: {
        ...yes,
        allowed: false,
        because: 'by',
        says: both('由值班员来上报', '"Report" is for: Duty officer'),
      },
    }
    const el = await open(stationWith(() => yes, closed).station)
    expect(text(find(el, '.refused'))).to.equal('由值班员来上报')
    expect(find(el, 'form')).not.to.exist
  })
})

describe('linli-form: photos at a station', () => {
  const day = 86_400_000
  afterEach(() => {
    fixtureCleanup()
    sessionStorage.clear()
  })
  const proof = ask('proof', 'photos', { title: both('处置后照片', 'Photos afterwards'), min: 1, max: 3 })
  const opening = (asks: readonly AskView[]): Choice => ({
    ...report,
    asks,
    place: false,
    decision: { ...yes, needs: [] },
  })
  /** A station of the usual kind that keeps pictures in a journal of its own. */
  function keeping(asks: readonly AskView[] = [proof]) {
    const { photos } = memoryJournal()
    const { station, done } = stationWith(() => yes, opening(asks))
    Object.assign(station, {
      keepPhoto: (blob: Blob) => photos.put(blob, 0),
      photo: (hash: string) => photos.get(hash),
    })
    return { station, done, photos }
  }
  const open = async (station: Station, lang = 'zh') => {
    const el = await fixture<Form>(html`<linli-form kind="case" lang=${lang} .station=${station}></linli-form>`)
    await until(() => el.shadowRoot!.querySelector('form'))
    return el
  }
  const answer = (el: Form) => (el.value.data['proof'] ?? []) as string[]
  const canvases = (el: Form) => el.shadowRoot!.querySelectorAll<HTMLCanvasElement>('canvas.photo')
  const middle = (canvas: HTMLCanvasElement) =>
    [...canvas.getContext('2d')!.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data].slice(0, 3)

  /** The same JPEG with what a phone writes into it: held upright (orientation 6), and a name. */
  async function fromPhone(file: File): Promise<File> {
    const jpeg = new Uint8Array(await file.arrayBuffer())
    const tiff = [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0]
    const exif = [...new TextEncoder().encode('Exif\0\0'), ...tiff, ...new TextEncoder().encode('my phone')]
    const head = [0xff, 0xd8, 0xff, 0xe1, 0, exif.length + 2, ...exif]
    return new File([new Uint8Array(head), jpeg.subarray(2)], 'p.jpg', { type: 'image/jpeg' })
  }

  it('C15 answers with the hashes of what the station keeps: drawn anew, small, upright, without what the phone wrote', async () => {
    const { station, done, photos } = keeping()
    const el = await open(station)
    const first = await fromPhone(await picture(2000, 1000, 'teal', 'image/jpeg'))
    expect(await first.text()).to.contain('my phone')
    await give(el, first, await picture(40, 30, 'rgb(200 30 30)'))
    const hashes = answer(el)
    expect(hashes).to.have.length(2)
    const kept = (await photos.get(hashes[0]!))!
    const bytes = await kept.arrayBuffer()
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    expect(hashes[0]).to.equal([...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''))
    expect(kept.type).to.equal('image/jpeg')
    expect(await kept.text())
      .to.not.contain('Exif')
      .and.not.contain('my phone')
    const bitmap = await createImageBitmap(kept)
    expect([bitmap.width, bitmap.height]).to.deep.equal([640, 1280])
    await until(() => canvases(el).length === 2)
    expect([...canvases(el)].map((canvas) => canvas.getAttribute('aria-label'))).to.deep.equal([
      '第1张照片',
      '第2张照片',
    ])
    const [red, green] = middle(canvases(el)[1]!)
    expect(red! - green!, 'the second is red').to.be.greaterThan(120)
    await send(el)
    await until(() => done.length === 1)
    expect(done[0]!.data).to.deep.equal({ proof: hashes })
  })

  it('holds to how many are asked, takes the same picture once, and lets one go', async () => {
    const { station } = keeping([{ ...proof, min: 2, max: 3 }])
    const el = await open(station)
    const colours = ['red', 'green', 'blue', 'black']
    const files = await Promise.all(colours.map((colour) => picture(20, 20, colour)))
    await give(el, files[0]!)
    await give(el, files[0]!)
    expect(answer(el)).to.have.length(1)
    await send(el)
    expect(faults(el)).to.deep.equal(['至少要 2 张。'])
    await give(el, ...files.slice(1))
    expect(answer(el)).to.have.length(3)
    expect(faults(el)).to.deep.equal(['最多 3 张。'])
    expect(el.shadowRoot!.querySelector('input[type=file]')).to.equal(null)
    const [first, ...others] = answer(el)
    find<HTMLButtonElement>(el, '.shot button').click()
    await el.updateComplete
    expect(answer(el)).to.deep.equal(others)
    expect(others).to.not.include(first)
    expect(find(el, 'input[type=file]')).to.exist
  })

  it('an optional question keeps photos too, and may stay empty', async () => {
    const { station, done } = keeping([{ ...proof, optional: true }])
    const el = await open(station)
    expect(text(find(el, '.q')))
      .to.contain('拍一张')
      .and.not.contain('存不了')
    expect(find(el, 'input[type=file]').getAttribute('capture')).to.equal('environment')
    await send(el)
    await until(() => done.length === 1)
    expect(done[0]!.data).to.deep.equal({})
  })

  it('waits for the photo that is being kept before anything is sent', async () => {
    const { station, done } = keeping([{ ...proof, optional: true }])
    let keep: (hash: string) => void = () => undefined
    Object.assign(station, { keepPhoto: () => new Promise<string>((go) => (keep = go)) })
    const el = await open(station)
    choose(el, await picture(9, 9))
    await until(() => el.shadowRoot!.querySelector('.tile[role=status]'))
    await send(el)
    expect(faults(el)).to.deep.equal(['正在存照片'])
    expect(done).to.deep.equal([])
    await aTimeout(100)
    keep('a'.repeat(64))
    await until(() => answer(el).length === 1)
  })

  it('what comes too late does not land in another act', async () => {
    const { station } = keeping()
    let keep: (hash: string) => void = () => undefined
    Object.assign(station, { keepPhoto: () => new Promise<string>((go) => (keep = go)) })
    const el = await open(station)
    choose(el, await picture(9, 9))
    await aTimeout(100)
    el.reset()
    keep('a'.repeat(64))
    await aTimeout(50)
    expect(answer(el)).to.deep.equal([])
  })

  for (const lang of ['zh', 'en'])
    it(`says why a photo is not kept, and keeps the others, ${lang}`, async () => {
      const { station, photos } = keeping()
      let full = true
      const keepPhoto = (blob: Blob) => (full ? Promise.reject(new JournalTrouble('full')) : photos.put(blob, 0))
      Object.assign(station, { keepPhoto })
      const el = await open(station, lang)
      await give(el, await picture(9, 9))
      expect(faults(el)[0]).to.contain(lang === 'zh' ? '存储空间满了' : 'no room left')
      full = false
      await give(el, new File(['no picture'], 'x.png'), await picture(9, 9))
      expect(answer(el)).to.have.length(1)
      expect(faults(el)[0]).to.contain(lang === 'zh' ? '没拍成' : 'No photo yet')
    })

  it('a draft keeps its photos over a reload; where they were dropped meanwhile it says so and does not send them', async () => {
    const { station, done, photos } = keeping([proof, ...asks.slice(1)])
    const before = await open(station)
    await give(before, await picture(30, 30, 'red'))
    const [hash] = answer(before)
    before.remove()
    const after = await open(station)
    await until(() => canvases(after).length === 1)
    expect(answer(after)).to.deep.equal([hash])
    expect(await photos.drop(day)).to.equal(1)
    await send(after)
    await until(() => faults(after).length > 0)
    expect(faults(after)[0]).to.contain('有 1 张照片已经清掉')
    expect([answer(after), done]).to.deep.equal([[], []])
    await give(after, await picture(30, 30, 'blue'))
    await photos.drop(day)
    after.remove()
    const later = await open(station)
    await until(() => faults(later).length > 0)
    expect(answer(later)).to.deep.equal([])
  })

  for (const mode of ['light', 'dark', 'elder', 'en'])
    it(`is accessible with photos, ${mode}, and its targets are large enough`, async () => {
      const { station } = keeping()
      const el = await open(station, mode === 'en' ? 'en' : 'zh')
      el.elder = mode === 'elder'
      if (mode === 'dark') el.style.colorScheme = 'dark'
      await give(el, await picture(30, 30, 'red'), await picture(30, 30, 'blue'))
      await until(() => canvases(el).length === 2)
      await aTimeout(200)
      await expect(el).to.be.accessible()
      const least = mode === 'elder' ? 60 : 44
      for (const target of el.shadowRoot!.querySelectorAll('.shot button, .tile.add')) {
        const { width, height } = target.getBoundingClientRect()
        expect(Math.min(width, height), text(target)).to.be.at.least(least)
      }
    })
})
