import { aTimeout, expect, fixture, fixtureCleanup, html, oneEvent } from '@open-wc/testing'
import type { StationAtWork } from '../../engine/at-work.js'
import { handClock } from '../../engine/time/clock.js'
import type { Station } from '../../engine/station.js'
import type { DossierId } from '../../engine/types.js'
import type { DossierView, PartyView } from '../../engine/view.js'
import { until } from '../base/sample-until.js'
import type { CaseCard } from './case-card.js'
import { leading } from './leading.js'
import './define.js'
import { collapse, due, now } from './sample.js'
import { does, grids, openSample, report } from './sample-station.js'

const minute = 60_000
const text = (el: Element | null | undefined) => el?.textContent?.replace(/\s+/g, ' ').trim() ?? ''
const part = (el: CaseCard, name: string) => el.shadowRoot!.querySelector(`[part~="${name}"]`)
const shown = (value: DossierView, at = now) =>
  fixture<CaseCard>(html`<linli-case-card .value=${value} .now=${at}></linli-case-card>`)

/** Has the station keep a picture of one colour. */
async function photoOf(station: StationAtWork, colour: string): Promise<string> {
  const canvas = new OffscreenCanvas(60, 40)
  const pen = canvas.getContext('2d')!
  pen.fillStyle = colour
  pen.fillRect(0, 0, 60, 40)
  return station.keepPhoto(await canvas.convertToBlob({ type: 'image/jpeg' }))
}
function colourOf(canvas: HTMLCanvasElement): string {
  const pixel = [...canvas.getContext('2d')!.getImageData(20, 20, 1, 1).data].slice(0, 3)
  return ['red', 'green', 'blue'][pixel.indexOf(Math.max(...pixel))]!
}

describe('linli-case-card: from properties alone', () => {
  afterEach(fixtureCleanup)

  it('says what, where, who holds it and how to call them', async () => {
    const el = await shown(collapse())
    expect(text(part(el, 'title'))).to.equal('路面塌陷')
    expect(text(el.shadowRoot!.querySelector('.plate'))).to.equal('崇化社区·2网格·育才路7幢南')
    expect(text(part(el, 'holder'))).to.contain('现在由 吴示例 市政公司抢修班 负责')
    const call = part(el, 'holder')!.querySelector('a')!
    expect(call.getAttribute('href')).to.equal('tel:0571-0000-0000')
    expect(call.getAttribute('aria-label')).to.equal('打电话给吴示例')
  })

  it('shows running clocks big with their sum, finished ones in a line with theirs', async () => {
    const el = await shown(collapse())
    const [scene, handle] = el.shadowRoot!.querySelectorAll('.clock.run')
    expect(text(scene)).to.contain('到场 20分').and.to.contain('剩3分40秒')
    expect(text(scene)).to.contain('17:13:40 + 20分 = 17:33:40 到期 · 已用 16分20秒（82%）')
    expect(text(handle)).to.contain('延期 1小时')
    const finished = [...el.shadowRoot!.querySelectorAll('.clock:not(.run)')].map(text)
    expect(finished).to.have.length(2)
    expect(finished[0]).to.contain('指派 5分').and.to.contain('按时')
  })

  it('marks a clock that stopped late as late, and an excused one as excused', async () => {
    const late = { ...due('accept', 'PT10M', 30 * minute), state: 'stopped', since: now - 5 * minute } as const
    const el = await shown(collapse({ dues: [{ ...late, excused: true }] }))
    expect(text(el.shadowRoot!.querySelector('.clock')))
      .to.contain('超时')
      .and.to.contain('已免责')
  })

  it('tells the reasons with what held and what did not', async () => {
    const el = await shown(collapse())
    const [yes, no] = part(el, 'why')!.querySelectorAll('.reason')
    expect(text(yes)).to.contain('到场时限 20 分钟').and.to.contain('成立')
    expect(no!.classList.contains('not')).to.equal(true)
    expect(text(no)).to.contain('不成立').and.to.contain('没有看')
    expect(getComputedStyle(yes!).borderInlineStartWidth, 'its sheet is there').to.equal('3px')
  })

  it('never shows a private field, only that it is kept', async () => {
    const el = await shown(collapse())
    expect(text(part(el, 'fields'))).to.contain('联系电话 另存，不公开')
  })

  it('says that a line is void and leads to it', async () => {
    const el = await shown(collapse())
    const link = el.shadowRoot!.querySelector<HTMLAnchorElement>('.note a')!
    link.click()
    expect(el.shadowRoot!.activeElement).to.equal(part(el, 'ledger'))
    const ledger = el.shadowRoot!.querySelector('linli-timeline')!
    await ledger.updateComplete
    expect(text(ledger.shadowRoot!.querySelector('.void')))
      .to.contain('两位请通个电话')
      .and.to.contain('吴示例')
    expect(location.hash).to.equal('')
  })

  it('offers the next acts, and says beside the others why not', async () => {
    const el = await shown(collapse())
    const acts = el.shadowRoot!.querySelector('linli-acts')!
    await acts.updateComplete
    expect(text(acts.shadowRoot!.querySelector('.acts'))).to.contain('登记到场')
    expect(text(acts.shadowRoot!.querySelector('.off'))).to.contain('还没处置')
  })

  it('passes an act on before it is done, and lets a page take it back', async () => {
    const el = await shown(collapse())
    const acts = el.shadowRoot!.querySelector('linli-acts')!
    await acts.updateComplete
    setTimeout(() => acts.shadowRoot!.querySelector<HTMLButtonElement>('.btn.go')!.click())
    const event: GlobalEventHandlersEventMap['linli-act-before'] = await oneEvent(el, 'linli-act-before')
    expect(event.detail.act.type).to.equal('arrive')
  })

  it('a dossier that is over has no holder and no countdown', async () => {
    const view = collapse({
      ended: true,
      dues: [{ ...due('accept', 'PT10M', 8 * minute), state: 'stopped', since: now }],
    })
    const el = await shown({ ...view, choices: [] })
    expect(part(el, 'holder')).to.equal(null)
    expect(el.shadowRoot!.querySelector('.clock.run')).to.equal(null)
    expect(el.shadowRoot!.querySelector('linli-acts')).to.equal(null)
    expect(text(part(el, 'head'))).to.contain('4月10日 17:30')
  })

  it('names no more than three people, and says how many there are', async () => {
    const view = collapse()
    const [one] = view.holder!.parties
    const another: PartyView = { ...one!, post: { zh: '网格员', en: 'Grid worker' } }
    const el = await shown({ ...view, holder: { ...view.holder!, parties: [one!, another, one!, one!, one!] } })
    expect(part(el, 'holder')!.querySelectorAll('a').length).to.equal(3)
    expect(text(part(el, 'holder'))).to.contain('等 5 人')
  })

  it('says a post that several hold once, and calls each by name', async () => {
    const view = collapse()
    const [one] = view.holder!.parties
    const held = (...parties: readonly PartyView[]) => shown({ ...view, holder: { ...view.holder!, parties } })
    const el = await held(one!, one!, one!, one!, one!)
    expect(text(part(el, 'holder'))).to.equal('现在由 市政公司抢修班 负责 共 5 人 吴示例吴示例吴示例')
    const { phone: _, ...unlisted } = one!
    expect(text(part(await held(unlisted, unlisted), 'holder'))).to.equal(
      '现在由 市政公司抢修班 负责 共 2 人 没有登记电话',
    )
  })

  it('says when nobody holds the post, and who stands in', async () => {
    const view = collapse()
    const nobody = await shown({ ...view, holder: { role: { zh: '值班员', en: 'duty officer' }, parties: [] } })
    expect(text(part(nobody, 'holder'))).to.equal('现在由 值班员 负责，名册里还没有人')
    const standIn = { vacant: { zh: '楼长', en: 'building leader' }, post: { zh: '网格员', en: 'grid worker' } }
    const held = await shown({ ...view, holder: { ...view.holder!, standIn } })
    expect(text(part(held, 'holder'))).to.contain('楼长空缺，由网格员代管')
  })

  it('speaks English', async () => {
    const el = await fixture<CaseCard>(
      html`<linli-case-card lang="en" .value=${collapse()} .now=${now}></linli-case-card>`,
    )
    expect(text(part(el, 'holder'))).to.contain('Now with Wu Sample Repair crew')
    expect(text(el.shadowRoot!.querySelector('.clock.run'))).to.contain('left3 min 40 s')
  })

  it('stands in two columns from 660 px of its own width', async () => {
    const box = await fixture<HTMLElement>(
      html`<div><linli-case-card .value=${collapse()} .now=${now}></linli-case-card></div>`,
    )
    const [left, right] = box.firstElementChild!.shadowRoot!.querySelectorAll('.two-col > div')
    const beside = async (px: number) => {
      box.style.inlineSize = `${px}px`
      await aTimeout(0)
      return right!.getBoundingClientRect().left >= left!.getBoundingClientRect().right - 1
    }
    expect(await beside(700)).to.equal(true)
    expect(await beside(640)).to.equal(false)
  })

  it('has no violation: light, dark, elder, narrow, over', async () => {
    const el = await shown(collapse())
    await expect(el).to.be.accessible()
    el.elder = true
    await aTimeout(0)
    await expect(el).to.be.accessible()
    el.elder = false
    el.style.colorScheme = 'dark'
    el.style.inlineSize = '340px'
    // colours fade over for 120 ms
    await aTimeout(200)
    await expect(el).to.be.accessible()
    el.value = { ...collapse({ ended: true }), choices: [] }
    await el.updateComplete
    await expect(el).to.be.accessible()
  })
})

describe('linli-case-card: states', () => {
  afterEach(fixtureCleanup)

  const looking = (view: () => Promise<DossierView | undefined>) =>
    ({
      clock: handClock(now),
      book: { zone: 'Asia/Shanghai', kinds: new Map(), packs: new Map() },
      view,
      watch: (look: (station: Station) => unknown, see: (value: unknown) => void, fail: (error: unknown) => void) => {
        Promise.resolve(look(looking(view))).then(see, fail)
        return () => undefined
      },
    }) as unknown as Station

  it('asks to choose one when none is chosen, in the words of the page if it has some', async () => {
    const el = await fixture<CaseCard>(html`<linli-case-card></linli-case-card>`)
    expect(text(el.shadowRoot!.querySelector('slot'))).to.contain('选一件')
    await expect(el).to.be.accessible()
    const own = await fixture<CaseCard>(html`<linli-case-card>左边点一件</linli-case-card>`)
    expect(own.shadowRoot!.querySelector('slot')!.assignedNodes()).to.have.length(1)
  })

  it('says that it is opening, and then that there is no such dossier', async () => {
    let found: (view: undefined) => void = () => undefined
    const station = looking(() => new Promise((go) => (found = go)))
    const el = await fixture<CaseCard>(html`<linli-case-card dossier="case/404" .station=${station}></linli-case-card>`)
    expect(text(el.shadowRoot!.querySelector('[role=status]'))).to.contain('正在打开')
    await expect(el).to.be.accessible()
    found(undefined)
    await until(() => text(el.shadowRoot!.querySelector('h3')).includes('没有找到「case/404」'))
    await expect(el).to.be.accessible()
  })

  it('says when it could not be read, and reads again', async () => {
    let broken = true
    const station = looking(() => (broken ? Promise.reject(new Error('disk')) : Promise.resolve(collapse())))
    const el = await fixture<CaseCard>(
      html`<linli-case-card dossier="case/0410-6" .station=${station}></linli-case-card>`,
    )
    await until(() => text(el.shadowRoot!.querySelector('[role=alert]')).includes('没有读出来'))
    await expect(el).to.be.accessible()
    broken = false
    el.shadowRoot!.querySelector('button')!.click()
    await until(() => text(part(el, 'title')) === '路面塌陷')
  })
})

describe('linli-case-card: on a real station', () => {
  let station: StationAtWork
  const clock = handClock(now)
  before(async () => (station = await openSample(clock)))
  after(() => station.close())
  afterEach(fixtureCleanup)

  it('follows its dossier from step to step, and its clock from second to second', async () => {
    const id = await report(station, 'gas-leak')
    const el = await fixture<CaseCard>(html`<linli-case-card dossier=${id} .station=${station}></linli-case-card>`)
    await until(() => text(part(el, 'title')) !== '')
    expect(text(el.shadowRoot!.querySelector('.clock.run .rest'))).to.equal('剩10分')
    clock.set(clock.now() + 1000)
    await until(() => text(el.shadowRoot!.querySelector('.clock.run .rest')) === '剩9分59秒')
    clock.set(clock.now() + 9 * minute - 1)
    await until(() => text(el.shadowRoot!.querySelector('.clock.run .rest')).startsWith('剩'))
    await does(station, id, 'accept')
    await until(() => text(el.shadowRoot!.querySelector('.step')) === '已受理')
    expect(text(el.shadowRoot!.querySelector('.clock.run .name'))).to.equal('指派 5分')
  })

  it('makes a button of a proposal, which opens the questions already filled in', async () => {
    const first = await report(station, 'corridor-light')
    for (let more = 0; more < 3; more++) await report(station, 'corridor-light')
    const proposed = (await station.dossiers({ kind: 'case' })).find(({ proposals }) => proposals.length > 0)
    expect(proposed?.id).not.to.equal(first)
    const el = await fixture<CaseCard>(
      html`<linli-case-card dossier=${proposed!.id} .station=${station}></linli-case-card>`,
    )
    await until(() => part(el, 'proposals'))
    part(el, 'proposals')!.querySelector('button')!.click()
    await until(() => el.shadowRoot!.querySelector('dialog')?.open)
    const form = el.shadowRoot!.querySelector('linli-form')!
    expect(form.kind).to.equal('notice')
    await until(() => form.value.place === proposed!.place)
    await expect(el).to.be.accessible()
    el.shadowRoot!.querySelector('dialog')!.close()
    await until(() => !el.shadowRoot!.querySelector('linli-form'))
  })

  it('shows the photos that its lines name, one of them large, by keys too, and goes back to where one came from', async () => {
    const [first, second, proof] = await Promise.all(['red', 'green', 'blue'].map((colour) => photoOf(station, colour)))
    const id = await report(station, 'corridor-light', grids[0], { photos: [first!, second!] })
    await does(station, id, 'self-handle', 'worker', { proof: [proof!], feedback: '换了灯泡' })
    const el = await fixture<CaseCard>(html`<linli-case-card dossier=${id} .station=${station}></linli-case-card>`)
    await until(() => el.shadowRoot!.querySelectorAll('.photos canvas').length === 3)
    const section = part(el, 'photos')!
    expect(text(section.querySelector('h4'))).to.equal('照片 · 3')
    const canvases = [...section.querySelectorAll('canvas')]
    expect(canvases.map((canvas) => canvas.getAttribute('aria-label'))).to.deep.equal([
      '第1张照片',
      '第2张照片',
      '第3张照片',
    ])
    expect(canvases.map(colourOf)).to.deep.equal(['red', 'green', 'blue'])
    expect([...section.querySelectorAll('li')].map(text)[2]).to.match(/^就地办 4月10日 \d\d:\d\d$/)
    expect(text(part(el, 'fields')), 'said once').to.not.contain('2张')
    await expect(el).to.be.accessible()

    const opener = section.querySelectorAll('button')[1]!
    opener.focus()
    opener.click()
    const box = el.shadowRoot!.querySelector<HTMLDialogElement>('dialog.album')!
    const large = () => box.querySelector('canvas')
    await until(() => box.open && large())
    expect([text(box.querySelector('h2')), colourOf(large()!)]).to.satisfy(
      ([said, colour]: string[]) => said!.startsWith('照片 2 / 3 上报') && colour === 'green',
    )
    await expect(el).to.be.accessible()
    const key = async (name: string, colour: string) => {
      box
        .querySelector('button')!
        .dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, composed: true }))
      await until(() => large() && colourOf(large()!) === colour)
    }
    let outside = 0
    el.addEventListener('keydown', () => outside++)
    await key('ArrowRight', 'blue')
    await key('ArrowRight', 'red')
    await key('ArrowLeft', 'blue')
    expect(outside, 'a board behind it hears nothing').to.equal(0)
    box.close()
    await until(() => !large())
    expect(el.shadowRoot!.activeElement).to.equal(opener)

    const ledger = el.shadowRoot!.querySelector('linli-timeline')!
    const see = [...ledger.shadowRoot!.querySelectorAll<HTMLButtonElement>('.see')]
    expect(see.map(text)).to.deep.equal(['看 1 张照片', '看 2 张照片'])
    see[0]!.click()
    const album = ledger.shadowRoot!.querySelector<HTMLDialogElement>('dialog.album')!
    await until(() => album.open && album.querySelector('canvas'))
    expect(colourOf(album.querySelector('canvas')!)).to.equal('blue')
    expect(album.querySelectorAll('.tools button').length, 'nowhere to turn').to.equal(1)
  })

  for (const mode of ['dark', 'elder', 'en'])
    it(`its photos are accessible, ${mode}, also one that is not on this device`, async () => {
      const id = await report(station, 'corridor-light', grids[0], {
        photos: [await photoOf(station, 'red'), '0'.repeat(64)],
      })
      const el = await fixture<CaseCard>(
        html`<linli-case-card dossier=${id} .station=${station} ?elder=${mode === 'elder'} lang=${mode === 'en' ? 'en' : 'zh'}></linli-case-card>`,
      )
      if (mode === 'dark') el.style.colorScheme = 'dark'
      await until(() => el.shadowRoot!.querySelectorAll('.photos :is(canvas, .absent)').length === 2)
      expect(text(el.shadowRoot!.querySelector('.absent'))).to.equal(
        mode === 'en' ? 'This photo is not on this device' : '照片不在这台设备上',
      )
      await aTimeout(200)
      await expect(el).to.be.accessible()
      el.shadowRoot!.querySelector<HTMLButtonElement>('.photos li:last-child button')!.click()
      await until(() => el.shadowRoot!.querySelector<HTMLDialogElement>('dialog.album')!.querySelector('.absent'))
      await expect(el).to.be.accessible()
    })

  it('goes over to another dossier without a trace of the one before', async () => {
    const [first, second] = [await report(station, 'gas-leak'), await report(station, 'corridor-light')]
    const el = await fixture<CaseCard>(html`<linli-case-card dossier=${first} .station=${station}></linli-case-card>`)
    await until(() => text(part(el, 'title')).includes('燃气'))
    el.dossier = second
    await el.updateComplete
    expect(part(el, 'title')).to.equal(null)
    await until(() => text(part(el, 'title')).includes('楼道灯'))
  })
})

describe('linli-case-card: private answers', () => {
  let station: StationAtWork
  const clock = handClock(now)
  const phone = '000-0000-7155'
  before(async () => (station = await openSample(clock)))
  after(() => station.close())
  afterEach(fixtureCleanup)

  const called = () => report(station, 'gas-leak', grids[0], { caller: phone })
  const shownTo = async (
    me: string,
    id: DossierId,
    more: { readonly elder?: boolean; readonly lang?: string } = {},
  ) => {
    station.me = me
    const el = await fixture<CaseCard>(
      html`<linli-case-card dossier=${id} .station=${station} ?elder=${more.elder} lang=${more.lang ?? 'zh'}></linli-case-card>`,
    )
    await until(() => part(el, 'private'))
    return el
  }
  const find = <T extends HTMLElement = HTMLElement>(el: CaseCard, selector: string) =>
    el.shadowRoot!.querySelector<T>(selector)!
  const said = (el: CaseCard) => text(part(el, 'private'))
  const isShut = (el: CaseCard) => !el.shadowRoot!.innerHTML.includes(phone)
  const say = async (el: CaseCard, why: string) => {
    find(el, '.reveal').click()
    await until(() => find(el, '#why'))
    find<HTMLInputElement>(el, '#why').value = why
    find(el, '.asking .btn.go').click()
  }
  const read = async (id: DossierId) =>
    (await station.lines(id)).flatMap(({ entry }) => (entry.sheets?.how === 'read' ? entry : []))

  it('says what they are for, on which ground and until when, and opens them in the own grid with one press', async () => {
    const id = await called()
    const el = await shownTo('worker', id)
    expect(said(el)).to.contain('联系电话另存，没有打开 用途：回访，凭本人同意，这件事结束后再保存30天，到期自动删。')
    expect(text(part(el, 'fields'))).not.to.contain('联系电话')
    expect(isShut(el)).to.equal(true)
    find(el, '.reveal').click()
    await until(() => text(find(el, '.opened')) === phone)
    await until(() => el.shadowRoot!.activeElement === find(el, '.shut'))
    expect(await read(id), 'near is not noted').to.deep.equal([])
    find(el, '.shut').click()
    await until(() => isShut(el) && el.shadowRoot!.activeElement === find(el, '.reveal'))
  })

  it('asks why outside the own grid, says who will learn of it, and tells who has opened them', async () => {
    const id = await called()
    const el = await shownTo('officer', id)
    expect(said(el)).to.contain('网格外还没有人打开过')
    await say(el, '  ')
    await until(() => text(find(el, '#why-fault')) === '请写一句理由。')
    expect(said(el)).to.contain('您的名字、时间和理由会写进日志，长期留着，看得到这份档案的人都看得到。')
    expect([isShut(el), await read(id)]).to.deep.equal([true, []])
    find(el, '#why').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }))
    await until(() => !find(el, '#why'))

    await say(el, '居民又来电')
    await until(() => text(find(el, '.opened')) === phone)
    expect((await read(id)).map(({ by, reason }) => [by, reason])).to.deep.equal([['officer', '居民又来电']])
    await until(() => text(find(el, '.reads')).includes('谁在网格外打开过 · 1 次'))
    expect(text(find(el, '.reads li'))).to.equal(
      '4月10日 17:30 command-room-duty 示例甲，看了联系电话，理由：居民又来电',
    )
    await expect(el).to.be.accessible()
  })

  it('closes them when the card is left: for another dossier, another person, out of sight, or taken away', async () => {
    const [id, other] = [await called(), await called()]
    const el = await shownTo('worker', id)
    const open = async () => {
      await el.updateComplete
      await until(() => find(el, '.reveal'))
      find(el, '.reveal').click()
      await until(() => text(find(el, '.opened')) === phone)
    }
    await open()
    el.dossier = other
    await until(() => part(el, 'private') && isShut(el))
    el.dossier = id
    await until(() => part(el, 'private'))
    expect(isShut(el), 'back again').to.equal(true)

    await open()
    el.style.display = 'none'
    await until(() => isShut(el))
    el.style.display = ''
    await open()
    const box = el.parentElement!
    el.remove()
    box.append(el)
    await until(() => part(el, 'private'))
    expect(isShut(el), 'put elsewhere').to.equal(true)

    await open()
    station.me = 'officer'
    el.requestUpdate()
    await until(() => said(el).includes('写明理由'))
    expect(isShut(el)).to.equal(true)
  })

  it('shows nobody who was not asked for: whoever goes on meanwhile has read, and sees nothing', async () => {
    const [id, other] = [await called(), await called()]
    const el = await shownTo('officer', id)
    await say(el, '急')
    el.dossier = other
    await until(async () => (await read(id)).length === 1)
    await aTimeout(50)
    expect(isShut(el)).to.equal(true)
  })

  it('takes a consent back once it was asked, says what goes and what stays, and afterwards that it is gone', async () => {
    const id = await called()
    const el = await shownTo('worker', id)
    find(el, '.back').click()
    const box = find<HTMLDialogElement>(el, 'dialog.taking')
    await until(() => box.open)
    expect(text(box))
      .to.contain('删掉联系电话：这台设备上马上删')
      .and.to.contain('它的日志和数目都留着')
      .and.to.contain('删了就找不回来。')
    await expect(el).to.be.accessible()
    ;[...box.querySelectorAll('button')].at(-1)!.click()
    await until(() => !box.open)
    expect((await station.readAnswers(id))!.answers, 'nothing is done without a yes').to.deep.equal({ caller: phone })

    find(el, '.back').click()
    await until(() => box.open && box.querySelector('input'))
    box.querySelector('input')!.value = '本人来电'
    box.querySelector<HTMLButtonElement>('.btn.go')!.click()
    await until(() => said(el).includes('由示例丁删掉'))
    expect((await station.readAnswers(id))!.answers).to.deep.equal({})
    await until(() => el.shadowRoot!.activeElement === find(el, '.said'))
    expect(text(find(el, '.said'))).to.equal('同意已撤回，联系电话已删掉。')
    expect(find(el, '.reveal'), 'nothing is left to open').to.equal(null)
    expect(text(find(el, '[part=ledger] linli-timeline').shadowRoot!.querySelector('li'))).to.contain(
      '撤回同意，删除个人信息 删了联系电话，理由：本人来电',
    )
  })

  it('says that an answer was forgotten, and not that there was none', async () => {
    const id = await called()
    const { allowed } = await station.act({ type: 'cancel', on: id, by: 'officer', reason: '误报' })
    expect(allowed).to.equal(true)
    await station.journal.eraseBefore(Number.MAX_SAFE_INTEGER)
    const el = await shownTo('officer', id)
    expect(said(el)).to.contain('保存期已满，已经删掉。当时填过，不是没填。')
    expect(find(el, '.reveal')).to.equal(null)
  })

  it('tells whoever may not open them who may', async () => {
    const el = await shownTo('lead', await called())
    expect(find(el, '.reveal'), 'a shift lead may').not.to.equal(null)
    station.me = undefined
    el.requestUpdate()
    await until(() => said(el).includes('只有值班员、值班长、处置单位、网格员能打开。'))
    expect(find(el, '.reveal')).to.equal(null)
  })

  it('says that it did not work, keeps the reason, and opens at the second try', async () => {
    const id = await called()
    const el = await shownTo('officer', id)
    const { readAnswers } = station
    station.readAnswers = () => Promise.reject(new Error('disk'))
    await say(el, '回访')
    await until(() => text(find(el, '#why-fault')).startsWith('没有办成'))
    expect(find<HTMLInputElement>(el, '#why').value).to.equal('回访')
    station.readAnswers = readAnswers
    find(el, '.asking .btn.go').click()
    await until(() => text(find(el, '.opened')) === phone)
  })

  for (const [mode, more] of Object.entries({ dark: {}, elder: { elder: true }, en: { lang: 'en' } }))
    it(`has no violation, and targets for a finger: ${mode}`, async () => {
      const el = await shownTo('officer', await called(), more)
      if (mode === 'dark') el.style.colorScheme = 'dark'
      await aTimeout(200)
      await expect(el).to.be.accessible()
      find(el, '.reveal').click()
      await until(() => find(el, '#why'))
      await expect(el).to.be.accessible()
      const least = mode === 'elder' ? 60 : 44
      const reach = (it: Element) => {
        const { height } = it.getBoundingClientRect()
        return it.matches('.btn')
          ? Math.max(height, Number.parseFloat(getComputedStyle(it, '::after').blockSize))
          : height
      }
      for (const it of part(el, 'private')!.querySelectorAll('.btn, .field, summary'))
        expect(reach(it), text(it)).to.be.at.least(least)
      find<HTMLInputElement>(el, '#why').value = 'x'
      find(el, '.asking .btn.go').click()
      await until(() => find(el, '.opened') && find(el, '.reads'))
      await expect(el).to.be.accessible()
      expect(find(el, '.reads summary').getBoundingClientRect().height).to.be.at.least(least)
    })
})

describe('which clock speaks for a dossier', () => {
  it('the running one that is due first; one that stands still before all others', () => {
    const [soon, far] = [due('scene', 'PT20M', 0), due('handle', 'PT2H', 0)]
    const paused = { ...far, state: 'paused', since: now } as const
    expect(leading([far, soon])?.clock).to.equal('scene')
    expect(leading([soon, paused])?.clock).to.equal('handle')
    expect(leading([{ ...soon, state: 'stopped' }])).to.equal(undefined)
  })
})
