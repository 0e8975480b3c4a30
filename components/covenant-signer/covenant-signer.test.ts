import { expect, fixture, fixtureCleanup, html, oneEvent } from '@open-wc/testing'
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands'
import type { StationAtWork } from '../../engine/at-work.js'
import type { Book } from '../../engine/pack/book.js'
import type { Example } from '../../engine/pack/format.js'
import { loadBook } from '../../engine/pack/load.js'
import { openStory } from '../../engine/stories/open-story.js'
import type { Station } from '../../engine/station.js'
import type { Dossier, PartyId } from '../../engine/types.js'
import { until } from '../base/sample-until.js'
import { readInk } from '../signature-pad/ink.js'
import type { SignaturePad } from '../signature-pad/signature-pad.js'
import { type Covenant, type Edition, textHash, type WallRow } from './covenant.js'
import type { CovenantSigner } from './covenant-signer.js'
import { codeOf, codeText } from './print-sheet.js'
import { checked, claimIn } from './proof.js'
import { publicWall } from './count.js'
import './define.js'

const text = (el: Element | null | undefined) => el?.textContent?.replace(/\s+/g, ' ').trim() ?? ''
const both = (zh: string, en: string) => ({ zh, en })
const find = <T extends HTMLElement>(el: CovenantSigner, selector: string) => el.shadowRoot!.querySelector<T>(selector)
const button = (el: CovenantSigner, words: string) =>
  [...el.shadowRoot!.querySelectorAll('button')].find((each) => text(each).includes(words))
const padOf = (el: CovenantSigner) => find<SignaturePad>(el, 'linli-signature-pad')!

const book: Book = (await loadBook('/rules/yucai.community.json', async (address) => (await fetch(address)).text()))
  .book!
const body = both('停车入位，让出通道。', 'Park in the bays, keep the lane free.')
const published = {
  at: '2020-02-18T09:00',
  on: 'pledge/jt/parking/1',
  place: 'jt',
  is: 'published',
  data: { name: 'parking', edition: 1, body },
}
const second = {
  at: '+P30D',
  on: 'pledge/jt/parking/2',
  place: 'jt',
  is: 'published',
  data: {
    name: 'parking',
    edition: 2,
    replaces: 'pledge/jt/parking/1',
    body: both('停车入位，不占绿地。', 'Park in the bays, not on the green.'),
  },
}
const superseded = { at: '+PT1H', act: 'supersede', on: 'pledge/jt/parking/1', by: 'convenor-1', reason: '换版' }
const signedByHand = {
  at: '+P1D',
  act: 'sign',
  on: 'signature/jt/parking/1/h1',
  by: 'h1',
  data: { signer: 'h1', stroke: '一笔' },
}

const open: StationAtWork[] = []
const world = (me: PartyId | undefined, ...given: readonly object[]) => worldWhere({}, me, ...given)
async function worldWhere(
  params: object,
  me: PartyId | undefined,
  ...given: readonly object[]
): Promise<StationAtWork> {
  const lines = [published, ...given]
  const story = {
    name: both('例', 'Example'),
    params,
    given: lines.slice(0, -1),
    when: lines.at(-1),
    then: {},
  } as unknown as Example
  const { station } = await openStory(book, 'covenant', story)
  station.me = me
  open.push(station)
  return station
}
async function at(station: StationAtWork, attributes: { lang?: string; dossier?: string; elder?: boolean } = {}) {
  const el = await fixture<CovenantSigner>(
    html`<linli-covenant-signer lang=${attributes.lang ?? 'zh'} dossier=${attributes.dossier ?? ''} ?elder=${attributes.elder ?? false} .station=${station}></linli-covenant-signer>`,
  )
  await until(() => find(el, '.card .text'), 'the covenant is shown')
  await until(() => !text(find(el, '.ver')).includes('undefined') && find(el, '.hash'), 'and its check')
  return el
}

/** Writes two strokes with the mouse on the pad of an element. */
async function write(pad: SignaturePad): Promise<void> {
  const canvas = await ready(pad)
  canvas.scrollIntoView({ block: 'center' })
  const { left, top } = canvas.getBoundingClientRect()
  const move = (x: number, y: number) =>
    sendMouse({ type: 'move', position: [Math.round(left + x), Math.round(top + y)] })
  for (const [from, to] of [
    [30, 40],
    [90, 40],
  ] as const) {
    await move(from, to)
    await sendMouse({ type: 'down' })
    for (let i = 1; i <= 5; i++) await move(from + i * 8, to + i * 12)
    await sendMouse({ type: 'up' })
  }
}
async function ready(pad: SignaturePad): Promise<HTMLCanvasElement> {
  await pad.updateComplete
  await until(() => (pad.shadowRoot!.querySelector('canvas')?.width ?? 0) > 400, 'the pad is open')
  return pad.shadowRoot!.querySelector('canvas')!
}
/** Writes with a finger: the events that a touch screen sends. */
function touch(canvas: HTMLCanvasElement): void {
  const { left, top } = canvas.getBoundingClientRect()
  const send = (type: string, x: number, y: number, buttons: number) =>
    (type === 'pointerdown' ? canvas : window).dispatchEvent(
      new PointerEvent(type, {
        pointerType: 'touch',
        pointerId: 7,
        isPrimary: true,
        clientX: left + x,
        clientY: top + y,
        buttons,
        bubbles: true,
        cancelable: true,
      }),
    )
  send('pointerdown', 20, 20, 1)
  send('pointermove', 60, 60, 1)
  send('pointermove', 90, 100, 1)
  send('pointerup', 90, 100, 0)
}
const inked = (canvas: HTMLCanvasElement) =>
  canvas
    .getContext('2d')!
    .getImageData(0, 0, canvas.width, canvas.height)
    .data.reduce((sum, each, i) => sum + (i % 4 === 3 && each > 0 ? 1 : 0), 0)

const edition = (n: number, step = 'published'): Edition => ({
  dossier: `pledge/jt/parking/${n}`,
  edition: n,
  step,
  stepTitle: step === 'published' ? both('已公布', 'Published') : both('已换版', 'Superseded'),
  body: both(`第${n}次写的话。`, `Words written ${n} times.`),
  published: Date.UTC(2020, 1, n),
})
const household = { id: 'h1', name: both('3组 · 12号', 'Group 3, no. 12') }
const plain = (more: Partial<Covenant> = {}): Covenant => ({
  title: both('抗疫公约', 'Covenant'),
  place: { id: 'jt', path: [both('高桥街道', 'Gaoqiao')] },
  edition: edition(1),
  editions: [edition(1)],
  by: 'household',
  keep: both('1年', '1 year'),
  signers: [household],
  witnesses: [{ id: 'zhao', name: both('赵示例', 'Zhao Sample') }],
  signer: 'h1',
  ...more,
})
const shown = (value: Covenant, lang = 'zh') =>
  fixture<CovenantSigner>(html`<linli-covenant-signer lang=${lang} .value=${value}></linli-covenant-signer>`)

afterEach(async () => {
  fixtureCleanup()
  for (const station of open.splice(0)) await station.close()
})

describe('linli-covenant-signer: from properties alone', () => {
  it('shows the words larger than anything else, the edition, from when, and the rights', async () => {
    const el = await shown(plain())
    const size = (node: Element | null) => Number.parseFloat(getComputedStyle(node!).fontSize)
    const words = find(el, '.frame .words')!
    expect(text(words)).to.equal('第1次写的话。')
    const others = [...el.shadowRoot!.querySelectorAll('.card :is(p, li, label, button, h2)')].filter(
      (each) => each !== words,
    )
    expect(size(words)).to.be.greaterThan(Math.max(...others.map(size)))
    expect(text(find(el, '.eave'))).to.contain('第 1 版')
    expect(text(find(el, '.facts')))
      .to.contain('一户签一次')
      .and.to.contain('随时可以撤回')
      .and.to.contain('留1年')
      .and.to.contain('纸上签')
    expect(text(find(el, '.sign')))
      .to.contain('画上去的红印，不采指纹')
      .and.to.contain('不签，直接离开就行')
  })

  it('says what somebody wishes, and without a station that is all', async () => {
    const el = await shown(plain())
    await write(padOf(el))
    setTimeout(() => button(el, '签约，盖红印')!.click())
    const { detail }: GlobalEventHandlersEventMap['linli-act-before'] = await oneEvent(el, 'linli-act-before')
    expect(detail.act).to.deep.include({ type: 'sign', on: 'signature/new', by: 'h1' })
    expect(detail.act.data).to.deep.include({ pledge: 'pledge/jt/parking/1', signer: 'h1' })
    expect(readInk(String(detail.act.data!['stroke']))?.strokes).to.have.length(2)
    await el.updateComplete
    expect(find(el, '.card .seal')).to.equal(null)
  })

  it('signs nothing while no name is written, and says so in place', async () => {
    const el = await shown(plain())
    let asked = 0
    el.addEventListener('linli-act-before', () => asked++)
    button(el, '签约，盖红印')!.click()
    await el.updateComplete
    expect(text(find(el, '.refused'))).to.equal('还没写名字。')
    expect(asked).to.equal(0)
  })

  it('is the same with attributes set before and after connecting', async () => {
    const before = await fixture<CovenantSigner>(
      html`<linli-covenant-signer lang="en" sheet .value=${plain()}></linli-covenant-signer>`,
    )
    const after = await fixture<CovenantSigner>(html`<linli-covenant-signer></linli-covenant-signer>`)
    expect(text(after)).to.equal('')
    after.setAttribute('sheet', '')
    after.lang = 'en'
    after.value = plain()
    const qr = (el: CovenantSigner) => el.shadowRoot!.querySelector('.qr path')?.getAttribute('d')
    await until(() => qr(before) && qr(after))
    expect(text(find(after, '.a4'))).to.equal(text(find(before, '.a4')))
    expect(qr(after)).to.equal(qr(before))
  })

  it('stands empty without a covenant, and in the words of the page', async () => {
    const el = await fixture<CovenantSigner>(
      html`<linli-covenant-signer><p>公约在纸上也有。</p></linli-covenant-signer>`,
    )
    expect(text(el)).to.equal('公约在纸上也有。')
    expect(find(el, 'slot')).to.not.equal(null)
  })

  it('builds the wall of one brick a household, one of them yours, and a table behind each number', async () => {
    const counts: WallRow[] = [
      { place: both('1网格', 'Grid 1'), of: 60, signed: 50, withdrawn: 2 },
      { place: both('2网格', 'Grid 2'), of: 40, signed: 30, withdrawn: 1 },
    ]
    const signature = {
      dossier: 'signature/1',
      edition: edition(1).dossier,
      signer: household,
      step: 'signed',
      at: 0,
      stroke: '',
    } as const
    const el = await shown(plain({ wall: counts, signature }))
    const bricks = (state: string) => el.shadowRoot!.querySelectorAll(`.bricks rect.${state}`).length
    expect([bricks('done'), bricks('out'), bricks('brick'), bricks('mine')]).to.deep.equal([79, 3, 17, 1])
    expect(text(find(el, '.wall')))
      .to.contain('80 / 100 户')
      .and.to.contain('已签 80 %')
      .and.to.contain('撤回 3')
      .and.to.contain('未签 17')
    find(el, '.wall .n')!.click()
    await until(() => find<HTMLDialogElement>(el, 'dialog')!.open)
    expect([...el.shadowRoot!.querySelectorAll('dialog tr')].map(text)).to.deep.equal([
      '地点应签已签撤回未签',
      '1网格605028',
      '2网格403019',
      '合计10080317',
    ])
  })

  it('finds the edition that a check on paper belongs to', async () => {
    const editions = [edition(2), edition(1, 'superseded')]
    const hashes = await Promise.all(editions.map(async (each) => [each, await textHash(each)] as const))
    expect(hashes[0]![1]).to.not.equal(hashes[1]![1])
    const el = await shown(plain({ edition: edition(2), editions }))
    const field = find<HTMLInputElement>(el, '.proof input')!
    const check = async (code: string) => {
      field.value = code
      find<HTMLFormElement>(el, '.proof form')!.requestSubmit()
      await el.updateComplete
      return text(find(el, '.answer'))
    }
    await until(() => find(el, '.hash'))
    expect(await check(hashes[1]![1].slice(0, 12).replace(/(.{4})/g, '$1 '))).to.contain('对得上：是第 1 版')
    expect(await check('0000 0000 0000')).to.contain('对不上')
    expect(await check('7f3a')).to.contain('至少要写 12 位')
    expect(checked(hashes[0]![1], hashes)?.toString()).to.equal(String(editions[0]))
  })

  it('reads an earlier edition in its place when it is asked for', async () => {
    const station = await world('mother', second, superseded)
    const el = await at(station)
    expect(text(find(el, '.frame .words'))).to.equal('停车入位，不占绿地。')
    button(el, '看这一版')!.click()
    await until(() => text(find(el, '.frame .words')) === '停车入位，让出通道。')
    expect(text(find(el, '.sign .note'))).to.equal('这一版已经换下，不能再签。')
    expect(padOf(el)).to.equal(null)
  })
})

describe('linli-covenant-signer: at a station, with the pack', () => {
  it('signs with the mouse: the strokes are kept and drawn again, the seal stands where it was pressed', async () => {
    const station = await world('mother')
    const el = await at(station)
    await write(padOf(el))
    await el.updateComplete
    const place = find(el, '.place')!
    const { left, top, width, height } = place.getBoundingClientRect()
    setTimeout(
      () => void sendMouse({ type: 'click', position: [Math.round(left + width * 0.9), Math.round(top + height / 2)] }),
    )
    const { detail }: GlobalEventHandlersEventMap['linli-act-done'] = await oneEvent(el, 'linli-act-done')
    expect(detail.decision).to.include({ allowed: true, to: 'signed' })
    await until(() => find(el, '.card .seal'), 'the seal stands')
    expect(find(el, '.card .seal > g')!.getAttribute('transform')).to.match(/^translate\([4-8]/)
    expect(find(el, '.card .seal')!.getAttribute('aria-label')).to.equal('画上去的红印，不是指纹')
    expect(text(find(el, '.done'))).to.contain('已签，红印已盖上')
    expect(el.shadowRoot!.activeElement).to.equal(find(el, '.done'))
    const drawn = find<HTMLCanvasElement>(el, '.given canvas')!
    await until(() => inked(drawn) > 0, 'the name is drawn again')
    const [one] = await station.dossiers({ kind: 'signature' })
    expect(one!.id).to.equal('signature/jt/parking/1/h1')
    const view = await station.view(one!.id)
    const kept = readInk(String(view!.fields.find(({ name }) => name === 'stroke')!.value))
    expect(kept?.strokes).to.have.length(2)
    expect(JSON.stringify(await station.lines(one!.id))).to.not.contain('ink1:')
    expect(text(find(el, '.proof')))
      .to.contain(detail.decision.entry!.id)
      .and.to.contain('它不是合同')
  })

  it('signs with a finger', async () => {
    const el = await at(await world('mother'))
    touch(await ready(padOf(el)))
    await el.updateComplete
    button(el, '签约，盖红印')!.click()
    await until(() => find(el, '.card .seal'))
  })

  it('is signed by each for themselves where the community wants people', async () => {
    const station = await worldWhere({ 'signed-by': 'person' }, 'mother')
    const el = await at(station)
    expect(text(find(el, '.who'))).to.contain('哪一位')
    touch(await ready(padOf(el)))
    await el.updateComplete
    button(el, '签约，盖红印')!.click()
    await until(() => find(el, '.card .seal'))
    const [one] = await station.dossiers({ kind: 'signature' })
    expect(one).to.include({ id: 'signature/jt/parking/1/mother', step: 'signed' })
  })

  it('signs by keyboard alone: a typed name and a witness', async () => {
    const el = await at(await world('mother'))
    const press = async (...keys: string[]) => {
      for (const key of keys) await sendKeys({ press: key })
    }
    const tabTo = async (found: () => boolean) => {
      for (let i = 0; i < 30 && !found(); i++) await press('Tab')
      expect(found()).to.equal(true)
    }
    const focused = () => el.shadowRoot!.activeElement
    await tabTo(() => text(focused()).includes('打字代替'))
    await press('Enter')
    await el.updateComplete
    await tabTo(() => focused()?.getAttribute('name') === 'typed')
    await sendKeys({ type: '示例甲' })
    await tabTo(() => text(focused()).includes('签约，盖红印'))
    await press('Enter')
    await until(() => text(find(el, '.refused')).includes('要见证人在旁边'))
    await sendKeys({ down: 'Shift' })
    await tabTo(() => focused()?.getAttribute('name') === 'present')
    await sendKeys({ up: 'Shift' })
    await press(' ')
    await tabTo(() => text(focused()).includes('签约，盖红印'))
    await press('Enter')
    await until(() => find(el, '.card .seal'), 'signed')
    expect(text(find(el, '.given .name'))).to.equal('示例甲')
    expect(text(find(el, '.done'))).to.contain('见证人')
  })

  it('shows a refusal of the pack in words, and keeps what was written', async () => {
    const station = await world('mother')
    const el = await at(station)
    await write(padOf(el))
    const value = padOf(el).value
    el.addEventListener('linli-act-before', (event) => {
      const { act } = event.detail
      ;(act.data as Record<string, string>)['signer'] = 'mother'
    })
    button(el, '签约，盖红印')!.click()
    await until(() => text(find(el, '.refused')) === '这份公约按户签')
    expect(padOf(el).value).to.equal(value)
  })

  it('notes a no without reproach, and lets them sign later', async () => {
    const el = await at(await world('mother'))
    button(el, '记一笔「不签」')!.click()
    await until(() => text(find(el, '.sign')).includes('说了不签。以后想签，还可以签'))
    expect(button(el, '记一笔「不签」')).to.equal(undefined)
    touch(await ready(padOf(el)))
    await el.updateComplete
    button(el, '重新签')!.click()
    await until(() => find(el, '.card .seal'))
  })

  it('withdraws after asking once, and signs anew', async () => {
    const station = await world('mother', signedByHand)
    const el = await at(station)
    await until(() => find(el, '.card .seal'))
    button(el, '撤回')!.click()
    const dialog = find<HTMLDialogElement>(el, 'dialog')!
    await until(() => dialog.open)
    expect(text(el.shadowRoot!.activeElement)).to.equal('不撤回')
    dialog.querySelector<HTMLButtonElement>('.go')!.click()
    await until(() => text(find(el, '.sign')).includes('已撤回。想再签'))
    expect(dialog.open).to.equal(false)
    expect((await station.dossier('signature/jt/parking/1/h1'))!.step).to.equal('withdrawn')
    touch(await ready(padOf(el)))
    await el.updateComplete
    button(el, '重新签')!.click()
    await until(() => find(el, '.card .seal'))
    expect((await station.dossiers({ kind: 'signature' })).map(({ step }) => step)).to.deep.equal(['signed'])
  })

  it('a witness takes it back for who asks for it, and the line says so', async () => {
    const station = await world('zhao', signedByHand)
    const el = await at(station)
    await until(() => find(el, '.card .seal'))
    button(el, '撤回')!.click()
    const dialog = find<HTMLDialogElement>(el, 'dialog')!
    await until(() => dialog.open && dialog.querySelector('.go'))
    dialog.querySelector<HTMLButtonElement>('.go')!.click()
    await until(() => text(find(el, '.sign')).includes('已撤回'))
    const { entry } = (await station.lines('signature/jt/parking/1/h1')).at(-1)!
    expect(entry).to.include({ act: 'withdraw-witnessed', by: 'zhao', reason: '本人要求撤回' })
  })

  it('a witness signs for households, and sees the wall; somebody unknown only reads', async () => {
    const el = await at(await world('zhao', signedByHand))
    expect([...el.shadowRoot!.querySelectorAll('select[name=signer] option')]).to.have.length(2)
    expect(text(find(el, '.wall .big'))).to.equal('1 / 2 户')
    const stranger = await at(await world(undefined))
    expect(text(find(stranger, '.sign'))).to.contain('先说您是谁')
    expect(find(stranger, '.wall')).to.equal(null)
  })

  it('speaks English', async () => {
    const el = await at(await world('mother'), { lang: 'en' })
    expect(text(find(el, '.frame .words'))).to.equal('Park in the bays, keep the lane free.')
    expect(text(find(el, '.facts'))).to.contain('A household signs once')
    expect(text(find(el, '.sign'))).to.contain('no fingerprint is taken')
    expect(text(find(el, '.card'))).to.not.match(/[\u4e00-\u9fff]/)
  })

  it('puts a code on the sheet that holds the dossier, the moment and the whole check', async () => {
    const el = await at(await world('mother', signedByHand))
    el.sheet = true
    await el.updateComplete
    expect(text(find(el, '.a4')))
      .to.contain('红印为图样，不是指纹')
      .and.to.contain('内容校验')
    expect((await codeOf('signature/jt/parking/1/h1')).length).to.equal(
      (await codeOf('signature/jt/parking/1/h1'))[0]!.length,
    )
  })
})

describe('linli-covenant-signer: a new edition', () => {
  it('says that the signature under the old words does not count, shows it, and signs anew', async () => {
    const station = await world('mother', signedByHand, second, superseded)
    const el = await at(station)
    await until(() => text(find(el, '.note')).includes('签过第 1 版。文字改了'))
    button(el, '看第 1 版和那次签名')!.click()
    await until(() => find(el, '.card .seal'))
    expect(text(find(el, '.frame .words'))).to.equal('停车入位，让出通道。')
    expect(button(el, '撤回')).to.not.equal(undefined)
    expect(text(find(el, '.text .note')))
      .to.contain('这是旧的一版')
      .and.to.contain('现在签的是第 2 版')
    button(el, '看第 2 版')!.click()
    await until(() => padOf(el))
    expect(find(el, '.text .note')).to.equal(null)
    expect(text(find(el, '.frame .words'))).to.equal('停车入位，不占绿地。')
    touch(await ready(padOf(el)))
    await el.updateComplete
    button(el, '重新签，盖红印')!.click()
    await until(() => find(el, '.card .seal'))
    const steps = (await station.dossiers({ kind: 'signature' })).map(({ id, step }) => [id, step])
    expect(steps).to.deep.include.members([
      ['signature/jt/parking/1/h1', 'signed'],
      ['signature/jt/parking/2/h1', 'signed'],
    ])
  })
})

describe('linli-covenant-signer: a paper held against what is kept', () => {
  const check = async (el: CovenantSigner, code: string, says: RegExp) => {
    // something else first, so that no earlier answer is taken for this one
    for (const [written, answer] of [
      ['7f3a', /至少要写 12 位/],
      [code, says],
    ] as const) {
      find<HTMLInputElement>(el, '.proof input')!.value = written
      find<HTMLFormElement>(el, '.proof form')!.requestSubmit()
      await until(() => answer.test(text(find(el, '.answer'))), `${written}: ${answer.source}`)
    }
  }
  const codeFor = async (station: StationAtWork, on: string) => {
    const body = (await station.dossier('pledge/jt/parking/1'))!.fields['body'] as Edition['body']
    const at = (await station.dossier(on as Dossier['id']))!.at
    return `${on} ${new Date(at).toISOString()} sha256:${await textHash({ body })}`
  }

  it('tells the text, who and when, and whether it still counts', async () => {
    const station = await world('mother', signedByHand)
    const code = await codeFor(station, 'signature/jt/parking/1/h1')
    const el = await at(station)
    await check(el, code, /是第 1 版的文字，一字没改。.*签名也对得上：.*现在算数/)
    const later = code.replace(/ \S+Z /, ' 2020-02-20T09:00:00.000Z ')
    await check(el, later, /时间对不上/)
    await station.act({ type: 'withdraw', on: 'signature/jt/parking/1/h1', by: 'h1' })
    await until(() => text(find(el, '.sign')).includes('已撤回'))
    await check(el, code, /已撤回，现在不算数/)
  })

  it('says of a signature that is not for these eyes that it cannot tell', async () => {
    const station = await world('mother', signedByHand)
    const code = await codeFor(station, 'signature/jt/parking/1/h1')
    station.me = undefined
    const el = await at(station)
    await check(el, code, /这里对不了/)
    await check(el, code.replace('/h1', '/h2'), /这里对不了/)
  })

  it('reads the code of its own sheet, signed or not', async () => {
    const signature = {
      ...{ dossier: 'signature/jt/parking/1/h1' as const, edition: edition(1).dossier, signer: household },
      ...{ step: 'signed', at: 1_582_000_000_000, given: 1_582_000_000_000 },
    } as const
    const hash = await textHash(edition(1))
    const el = await shown(plain({ signature }))
    await until(() => find(el, '.hash'))
    const code = codeText(plain({ signature }), hash)
    expect(claimIn(code)).to.deep.equal({ on: signature.dossier, at: signature.at })
    await check(el, code, /签名也对得上：3组 · 12号/)
    await check(el, codeText(plain(), hash), /这张纸上没有签名/)
    const withdrawn = { ...signature, step: 'withdrawn', at: signature.at + 60_000 }
    await check(el, codeText(plain({ signature: withdrawn }), hash), /这张纸上没有签名/)
    expect(claimIn(hash)).to.equal(undefined)
  })
})

describe('linli-covenant-signer: the wall for everybody', () => {
  const grids = ['g1', 'g2', 'g3', 'g4']
  /** Ten households in each grid; `signed`: what the measure tells of each. */
  const counting = (signed: readonly (number | undefined)[], total: number | undefined) =>
    ({
      measure: () =>
        Promise.resolve({
          total: { value: total },
          members: signed.map((value, at) => ({ key: grids[at], value })),
        }),
      posts: {
        parties: () => grids.flatMap((grid) => Array.from({ length: 10 }, (_, at) => `${grid}-${at}`)),
        party: (id: string) => ({ place: id }),
      },
      places: {
        under: () => true,
        ancestors: (id: string) => [id.split('-')[0]],
        get: (id: string) => ({ kind: id.includes('-') ? 'dwelling' : 'grid' }),
      },
      place: (id: string) => ({ id, path: [both(id, id)] }),
    }) as unknown as Station
  const wallOf = async (signed: readonly (number | undefined)[], total?: number) =>
    (await publicWall(counting(signed, total), { place: 'jt' } as Dossier, 'household'))?.map(
      ({ place, of, signed }) => `${place.zh} ${signed}/${of}`,
    )

  it('tells each grid where enough signed and enough did not', async () => {
    expect(await wallOf([5, 5, 5, 5], 20)).to.deep.equal(['g1 5/10', 'g2 5/10', 'g3 5/10', 'g4 5/10'])
  })

  it('puts a grid where a few are left together with another, so that subtraction tells nothing', async () => {
    const rows = await wallOf([9, 5, 5, 5], 24)
    expect(rows!.some((row) => row.startsWith('g1'))).to.equal(false)
    expect(rows!.at(-1)).to.match(/^jt /)
    const [signed, of] = rows!.at(-1)!.slice(3).split('/').map(Number)
    expect([signed! >= 5, of! - signed! >= 5]).to.deep.equal([true, true])
  })

  it('keeps what the measure keeps, and shows nothing where the whole would tell of a few', async () => {
    const rows = await wallOf([undefined, undefined, 5, 5], 16)
    expect(rows!.join()).to.not.match(/g1|g2/)
    expect(await wallOf([], undefined)).to.equal(undefined)
    expect(await wallOf([10, 10, 10, 8], 38)).to.equal(undefined)
  })

  it('does not speak of those who withdrew where that is not told', async () => {
    const el = await shown(plain({ wall: [{ place: both('金塘', 'Jintang'), of: 20, signed: 12 }] }))
    expect(text(find(el, '.wall')))
      .to.contain('12 / 20 户')
      .and.to.contain('未签 8')
      .and.to.not.contain('撤回')
    find(el, '.wall .n')!.click()
    await until(() => find<HTMLDialogElement>(el, 'dialog')!.open)
    expect([...el.shadowRoot!.querySelectorAll('dialog th[scope=col]')].map(text)).to.deep.equal([
      '地点',
      '应签',
      '已签',
      '未签',
    ])
  })
})

describe('linli-covenant-signer: for everybody', () => {
  after(() => setViewport({ width: 800, height: 600 }))
  for (const mode of ['light', 'dark', 'elder', 'en', 'rtl']) {
    it(`is accessible, ${mode}, before and after signing`, async () => {
      const el = await at(await world('mother'), { lang: mode === 'en' ? 'en' : 'zh', elder: mode === 'elder' })
      if (mode === 'rtl') el.dir = 'rtl'
      if (mode === 'dark') el.style.colorScheme = 'dark'
      find<HTMLDetailsElement>(el, '.proof')!.open = true
      await expect(el).to.be.accessible()
      touch(await ready(padOf(el)))
      await el.updateComplete
      find(el, '.btn.go')!.click()
      await until(() => find(el, '.card .seal'))
      await expect(el).to.be.accessible()
    })
  }

  it('fits a phone, with targets for a finger and large words for the old', async () => {
    await setViewport({ width: 360, height: 760 })
    const el = await at(await world('mother'), { elder: true })
    // a window of WebKitGTK is wider
    el.style.inlineSize = '360px'
    await ready(padOf(el))
    expect(el.scrollWidth).to.be.at.most(360)
    for (const each of el.shadowRoot!.querySelectorAll<HTMLElement>('.card button')) {
      const after = Number.parseFloat(getComputedStyle(each, '::after').blockSize)
      expect(Math.max(each.offsetHeight, after || 0), text(each)).to.be.at.least(60)
    }
    for (const each of el.shadowRoot!.querySelectorAll('.card :is(p, li, label, button, summary, span)'))
      if (text(each)) expect(Number.parseFloat(getComputedStyle(each).fontSize), text(each)).to.be.at.least(18)
  })
})
