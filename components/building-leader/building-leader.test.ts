import { expect, fixture, fixtureCleanup, html, oneEvent } from '@open-wc/testing'
import { sendKeys, setViewport } from '@web/test-runner-commands'
import type { StationAtWork } from '../../engine/at-work.js'
import type { Example } from '../../engine/pack/format.js'
import { loadBook } from '../../engine/pack/load.js'
import { openStory } from '../../engine/stories/open-story.js'
import type { PartyId } from '../../engine/types.js'
import type { BuildingLeader } from './building-leader.js'
import type { Door, Leader } from './leader.js'
import { until } from '../base/sample-until.js'
import '../form/define.js'
import './define.js'

const text = (el: Element | null | undefined) => el?.textContent?.replace(/\s+/g, ' ').trim() ?? ''
const both = (zh: string, en: string) => ({ zh, en })
const find = <T extends HTMLElement>(el: BuildingLeader, selector: string) => el.shadowRoot!.querySelector<T>(selector)
const all = (el: BuildingLeader, selector: string) => [...el.shadowRoot!.querySelectorAll<HTMLElement>(selector)]
const button = (el: BuildingLeader, words: string) => all(el, 'button').find((each) => text(each).includes(words))
const focused = (el: BuildingLeader) => el.shadowRoot!.activeElement
const press = async (el: BuildingLeader, words: string) => {
  await until(() => button(el, words), words)
  button(el, words)!.click()
  await el.updateComplete
}

const door = (room: string, more: Partial<Door> = {}): Door => ({
  dossier: `visit/1/b1-${room}`,
  title: both(room, room),
  step: both('待上门', 'To visit'),
  done: false,
  ...more,
})
const visited = { done: true, step: both('已上门', 'Visited'), at: Date.UTC(2020, 3, 10, 1, 20) }
const leader = (more: Partial<Leader> = {}): Leader => ({
  building: { id: 'b1', path: [both('桂花园', 'Guihua Garden'), both('12幢', 'Building 12')] },
  name: both('示例己', 'Sample F'),
  stairs: [
    { title: both('1单元', 'Stairs 1'), doors: [door('101', visited), door('102')] },
    { title: both('2单元', 'Stairs 2'), doors: [door('201')] },
  ],
  calls: [
    { id: 'li', name: both('李示例', 'Li Sample'), post: both('网格员', 'Grid worker'), phone: '000-0000-0012' },
    { id: 'wu', name: both('吴示例', 'Wu Sample'), post: both('网格长', 'Grid chief'), phone: '000-0000-0013' },
  ],
  notices: [both('周日停水。', 'No water on Sunday.'), both('换楼道灯。', 'New lights.')],
  ...more,
})
async function shown(value: Leader, lang = 'zh') {
  const el = await fixture<BuildingLeader>(
    html`<linli-building-leader lang=${lang} .value=${value}></linli-building-leader>`,
  )
  await until(() => find(el, 'section'), 'the screens are there')
  return el
}

const book = (await loadBook('/rules/yucai.community.json', async (address) => (await fetch(address)).text())).book!
const open: StationAtWork[] = []
async function world(me: PartyId | undefined): Promise<StationAtWork> {
  const story = {
    name: both('例', 'Example'),
    given: [],
    when: {
      at: '2020-01-28T08:00',
      act: 'start',
      on: 'campaign/1',
      by: 'chen',
      data: { name: '洗楼' },
      place: 'compound',
    },
    then: {},
  } as unknown as Example
  const { station } = await openStory(book, 'building-census', story)
  station.me = me
  open.push(station)
  return station
}
async function at(station: StationAtWork) {
  const el = await fixture<BuildingLeader>(
    html`<linli-building-leader lang="zh" .station=${station}></linli-building-leader>`,
  )
  await until(() => find(el, 'section') ?? find(el, '.mid'), 'drawn')
  return el
}

/** Stands in for the voices of a browser; what was said is in `said`. */
function voices(...langs: readonly string[]) {
  const said: SpeechSynthesisUtterance[] = []
  const before = Object.getOwnPropertyDescriptor(window, 'speechSynthesis')!
  const stand = {
    cancelled: 0,
    getVoices: () => langs.map((lang) => ({ lang, localService: true, name: lang }) as SpeechSynthesisVoice),
    speak: (utterance: SpeechSynthesisUtterance) => said.push(utterance),
    cancel: () => stand.cancelled++,
  }
  const Utterance = window.SpeechSynthesisUtterance
  // a voice of a test is no voice to the browser's own class
  class Said {
    lang = ''
    rate = 1
    voice?: unknown
    onend?: () => void
    constructor(readonly text: string) {}
  }
  Object.defineProperty(window, 'speechSynthesis', { value: stand, configurable: true })
  window.SpeechSynthesisUtterance = Said as unknown as typeof SpeechSynthesisUtterance
  undo = () => {
    Object.defineProperty(window, 'speechSynthesis', before)
    window.SpeechSynthesisUtterance = Utterance
  }
  return { said, stand }
}
let undo = () => {}

beforeEach(() => localStorage.removeItem('linli-leader-size'))
afterEach(async () => {
  fixtureCleanup()
  undo()
  undo = () => {}
  for (const station of open.splice(0)) await station.close()
})

describe('linli-building-leader: from properties alone', () => {
  it('has three buttons, and says what each will show', async () => {
    const el = await shown(leader())
    expect(all(el, '.big').map(text)).to.deep.equal(['走访打勾3 户，去过 1 户', '打给网格员李示例', '听今天通知2 条'])
    expect(text(find(el, 'section')))
      .to.contain('示例己，您好。')
      .and.to.contain('今天还有 2 户没走访。')
    expect(text(find(el, '.plate'))).to.equal('12幢')
  })

  it('shows one screen at a time, leads to its words, and back to the button that was left', async () => {
    const el = await shown(leader())
    for (const [words, title, to] of [
      ['走访打勾', '1单元 · 见到了', 'visits'],
      ['打给网格员', '打给网格员', 'call'],
      ['听今天通知', '听今天通知', 'notices'],
    ] as const) {
      await press(el, words)
      expect(text(find(el, 'h2'))).to.contain(title)
      await until(() => focused(el) === find(el, 'h2'))
      expect(find(el, '.three')).to.equal(null)
      await press(el, '回去')
      await until(() => focused(el) === find(el, `[data-to=${to}]`))
    }
  })

  it('goes back by Escape as well, one screen at a time', async () => {
    const el = await shown(leader())
    await press(el, '走访打勾')
    await press(el, '102')
    expect(text(find(el, 'h2'))).to.equal('102')
    find(el, 'h2')!.focus()
    await sendKeys({ press: 'Escape' })
    await until(() => text(find(el, 'h2')).includes('见到了'))
    expect(text(focused(el))).to.contain('102')
    await sendKeys({ press: 'Escape' })
    await until(() => find(el, '.three'))
    await sendKeys({ press: 'Escape' })
    expect(find(el, '.three')).to.not.equal(null)
  })

  it('shows the doors of one flight of stairs, with a tick and in words', async () => {
    const el = await shown(leader())
    await press(el, '走访打勾')
    const [first, second] = all(el, '.door').map(text)
    expect(first).to.match(/^101已上门4月(9|10)日$/)
    expect(second).to.equal('102还没去')
    expect(all(el, '.door.done .icon')).to.have.length(1)
    await press(el, '下一单元')
    expect(all(el, '.door').map(text)).to.deep.equal(['201还没去'])
    expect(button(el, '下一单元')).to.equal(undefined)
  })

  it('calls by a link with the number in large digits, and says who stands in for a vacant post', async () => {
    const el = await shown(leader())
    await press(el, '打给网格员')
    const links = all(el, '.calls a') as HTMLAnchorElement[]
    expect(links.map(({ href }) => href)).to.deep.equal(['tel:00000000012', 'tel:00000000013'])
    expect(text(find(el, '.digits'))).to.equal('000-0000-0012')
    const [first] = leader().calls
    el.value = leader({ calls: [{ ...first!, vacant: both('网格员', 'Grid worker') }] })
    await el.updateComplete
    expect(text(find(el, '.calls'))).to.contain('网格员空缺，现在由这一位管')
  })

  it('reads what is on the screen in a Chinese voice, and stops when the screen is left', async () => {
    const { said, stand } = voices('en-GB', 'zh-CN')
    const el = await shown(leader())
    await press(el, '听今天通知')
    await press(el, '读给我听')
    expect(said).to.have.length(1)
    expect(said[0]!.lang).to.equal('zh-CN')
    expect(said[0]!.text).to.contain('周日停水。').and.to.contain('换楼道灯。')
    expect(button(el, '先不读')).to.not.equal(undefined)
    const before = stand.cancelled
    await press(el, '回去')
    expect(stand.cancelled).to.equal(before + 1)
    expect(button(el, '读给我听')).to.not.equal(undefined)
    await press(el, '读给我听')
    expect(said[1]!.text).to.contain('今天还有 2\u00a0户没走访').and.to.contain('打给网格员，李示例')
    el.remove()
    expect(stand.cancelled).to.equal(before + 3)
  })

  it('is ready to read again once the voice has ended', async () => {
    const { said } = voices('zh-CN')
    const el = await shown(leader())
    await press(el, '读给我听')
    said[0]!.onend!({} as SpeechSynthesisEvent)
    await el.updateComplete
    expect(button(el, '读给我听')).to.not.equal(undefined)
  })

  it('says so where the device has no voice for the language', async () => {
    const { said } = voices('en-GB')
    const el = await shown(leader())
    await press(el, '读给我听')
    expect(text(find(el, '.told'))).to.contain('没有会读中文的声音')
    expect(said).to.have.length(0)
  })

  it('grows to 30 px and no further, and the device remembers it', async () => {
    const el = await shown(leader())
    const size = () => Number.parseFloat(getComputedStyle(find(el, '.big span')!).fontSize)
    expect(size()).to.equal(22)
    for (let i = 0; i < 6; i++) await press(el, '大一点')
    expect(size()).to.equal(30)
    expect(button(el, '大一点')!.getAttribute('aria-disabled')).to.equal('true')
    const other = await shown(leader())
    expect(other.style.getPropertyValue('--linli-elder')).to.equal('30px')
    for (let i = 0; i < 8; i++) await press(other, '小一点')
    expect(other.style.getPropertyValue('--linli-elder')).to.equal('18px')
  })

  it('is the same with properties set before and after connecting, and shows the words of the page until then', async () => {
    const el = await fixture<BuildingLeader>(html`<linli-building-leader><p>请致电社区。</p></linli-building-leader>`)
    expect(find(el, 'slot')).to.not.equal(null)
    el.lang = 'en'
    el.value = leader()
    await until(() => find(el, 'section'))
    const other = await shown(leader(), 'en')
    expect(text(find(el, 'section'))).to.equal(text(find(other, 'section')))
    expect(text(find(el, 'section'))).to.not.match(/[\u4e00-\u9fff]/)
  })

  it('says what somebody wishes, and without a station that is all', async () => {
    const decision = { allowed: true, effects: [] } as never
    const choices = [{ act: 'mark-empty', title: both('空房', 'Empty'), asks: [], decision }]
    const el = await shown(leader({ choices }))
    await press(el, '走访打勾')
    await press(el, '102')
    setTimeout(() => button(el, '空房')!.click())
    const { detail }: GlobalEventHandlersEventMap['linli-act-before'] = await oneEvent(el, 'linli-act-before')
    expect(detail.act).to.include({ type: 'mark-empty', on: 'visit/1/b1-102' })
    expect(text(find(el, 'h2'))).to.equal('102')
  })

  it('says that nothing is on where there is no round, nobody to call and no notice', async () => {
    const el = await shown(leader({ stairs: [], calls: [], notices: [] }))
    expect(all(el, '.big').map(text)).to.deep.equal([
      '走访打勾今天没有要走访的。',
      '打给网格员名册上没有人',
      '听今天通知没有新的',
    ])
    await press(el, '走访打勾')
    expect(text(find(el, 'section'))).to.contain('今天没有要走访的。')
  })
})

describe('linli-building-leader: at a station, with the packs', () => {
  it('ticks a door by a number, tells it, and counts it at home', async () => {
    const station = await world('lou')
    const el = await at(station)
    await until(() => text(find(el, '.three')).includes('2 户，去过 0 户'))
    await press(el, '走访打勾')
    await press(el, '101')
    await until(() => find(el, '.keys'))
    expect(all(el, '.keys button').map(text)).to.deep.equal(['1', '2', '3', '4', '5', '6', '7', '8', '9', '更多'])
    await press(el, '更多')
    expect(text(find(el, '.keys button'))).to.equal('10')
    await press(el, '更多')
    await press(el, '更多')
    expect(all(el, '.keys button').map(text)).to.deep.equal(['28', '29', '30', '从头数'])
    await press(el, '从头数')
    all(el, '.keys button')[2]!.click()
    await until(() => text(find(el, '.told')).includes('101室 记下了：已上门'))
    await until(() => all(el, '.door.done').length === 1)
    expect((await station.dossier('visit/1/b1-101'))!.fields).to.include({ people: 3 })
    expect(text(focused(el))).to.contain('101室')
    await press(el, '回去')
    expect(text(find(el, '.three'))).to.contain('2 户，去过 1 户')
  })

  it('notes that nobody was home, and mends what was tapped by mistake', async () => {
    const station = await world('lou')
    const el = await at(station)
    await press(el, '走访打勾')
    await press(el, '102')
    await press(el, '没人在家')
    await until(() => all(el, '.door').some((each) => text(each).includes('没人在家')))
    expect(all(el, '.door.done')).to.have.length(0)
    await press(el, '102')
    await press(el, '空房')
    await until(() => all(el, '.door.done').length === 1)
    await press(el, '102')
    await press(el, '记错了，重新走访')
    await until(() => find(el, '.doors') && all(el, '.door.done').length === 0)
    const lines = await station.lines('visit/1/b1-102')
    expect(lines.map(({ entry }) => entry.act)).to.deep.equal(['nobody-home', 'mark-empty', 'correct'])
    expect(lines.at(-1)!.entry.reason).to.equal('点错了')
  })

  it('shows a refusal in words, and the door stays open', async () => {
    const station = await world('lou')
    const el = await at(station)
    await press(el, '走访打勾')
    await press(el, '101')
    await until(() => button(el, '空房'))
    await station.act({ type: 'mark-empty', on: 'visit/1/b1-101', by: 'wang' })
    el.addEventListener('linli-act-before', ({ detail }) => Object.assign(detail.act, { type: 'mark-empty' }))
    await until(() => button(el, '记错了'))
    await press(el, '记错了')
    await until(() => text(find(el, '.told')) !== '')
    expect(text(find(el, 'h2'))).to.equal('101室')
  })

  it('tells somebody who leads no building so, and follows who is here', async () => {
    const station = await world('chen')
    const el = await at(station)
    expect(text(el.shadowRoot!.querySelector('.mid'))).to.contain('没有您管的楼')
  })

  it('opens the form for a report at the building, in its own large type', async () => {
    const [story] = book.packs.get('four-platforms')!.file.examples!
    const { station } = await openStory(book, 'four-platforms', story)
    open.push(station)
    const building = station.places.rows.ids.find((id) => station.places.get(id)!.kind === 'building')!
    const el = await fixture<BuildingLeader>(
      html`<linli-building-leader lang="zh" place=${building} .station=${station}></linli-building-leader>`,
    )
    await press(el, '打给网格员')
    await press(el, '看见事情，写下来报')
    const form = find(el, 'linli-form')!
    expect([form.getAttribute('kind'), form.getAttribute('place')]).to.deep.equal(['case', building])
    await until(() => form.shadowRoot?.querySelector('form'))
    expect(form.matches(':state(elder)')).to.equal(true)
  })
})

describe('linli-building-leader: for everybody', () => {
  after(() => setViewport({ width: 800, height: 600 }))
  const screens = ['走访打勾', '打给网格员', '听今天通知']
  it('fits a phone at any size, with targets of 60 px and words of 18', async () => {
    await setViewport({ width: 360, height: 740 })
    for (const size of [18, 30]) {
      const el = await shown(leader())
      // a window of WebKitGTK is wider
      el.style.inlineSize = '360px'
      el.size = size
      for (const words of ['', ...screens]) {
        if (words) await press(el, words)
        await el.updateComplete
        expect(el.scrollWidth, words).to.be.at.most(360)
        for (const each of all(el, 'button, a').filter((target) => !target.hidden))
          expect(each.offsetHeight, text(each)).to.be.at.least(60)
        for (const each of all(el, ':is(p, li, small, b, span, button)'))
          if (text(each)) expect(Number.parseFloat(getComputedStyle(each).fontSize), text(each)).to.be.at.least(18)
        if (words) await press(el, '回去')
      }
    }
  })
})
