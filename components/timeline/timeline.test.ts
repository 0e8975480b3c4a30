import { expect, fixture, fixtureCleanup, html, nextFrame } from '@open-wc/testing'
import type { Entry, Say } from '../../engine/types.js'
import type { LineView, PartyView } from '../../engine/view.js'
import './define.js'
import type { Timeline } from './timeline.js'

const both = (zh: string, en: string): Say => ({ zh, en })
const officer: PartyView = { id: 'p-1', name: both('示例乙', 'Sample B'), post: both('值班员', 'Duty officer') }
const worker: PartyView = {
  id: 'p-2',
  name: both('示例丁', 'Sample D'),
  post: both('网格员', 'Grid worker'),
  phone: '000-0000-0001',
}

const entry = (id: string, act: string, at: string): Entry => ({
  id,
  act,
  at: Date.parse(at),
  on: 'case/1',
  by: 'p-1',
  data: {},
  from: 'a',
  to: 'b',
  pack: 'x',
  facts: {},
  held: [],
  effects: [],
})
const line = (number: number, act: Say, at: string, more: Partial<LineView> = {}): LineView => ({
  line: { entry: entry(`e${number}`, act.en, at), state: 'fits' },
  number,
  act,
  by: officer,
  words: [],
  why: [],
  ...more,
})

const lines: readonly LineView[] = [
  line(1, both('报告', 'Report'), '2020-04-09T17:08:20+08:00'),
  line(2, both('受理', 'Accept'), '2020-04-10T17:11:00+08:00', {
    words: [both('市政公司', 'municipal firm'), both('通知值班长', 'told the shift lead')],
    why: [
      {
        rule: 'urgent',
        says: both('紧急联动，到场时限 20 分钟', 'Urgent: on scene within 20 minutes'),
        holds: true,
        effect: both('定时限', 'sets the limit'),
        clauses: [
          { words: both('类型是路面塌陷', 'type is road collapse'), holds: true },
          { words: both('网格员能修', 'the grid worker can mend it'), holds: 'skipped' },
        ],
      },
    ],
  }),
  line(3, both('转交', 'Hand over'), '2020-04-10T17:16:02+08:00', {
    line: { entry: entry('e3', 'hand-over', '2020-04-10T17:16:02+08:00'), state: 'void' },
    by: worker,
    void: {
      says: both('第2行已先办。两位请通个电话。', 'Line 2 came first. Please call each other.'),
      call: [worker, officer],
    },
  }),
  line(4, both('超时', 'Late'), '2020-04-10T17:20:00+08:00', {
    line: { entry: entry('e4', 'late', '2020-04-10T17:20:00+08:00'), state: 'moot' },
  }),
]

const rows = (el: Timeline) => [...el.shadowRoot!.querySelectorAll<HTMLElement>('.lines > li')]
const text = (el: Element | null | undefined) => el?.textContent?.replace(/\s+/g, ' ').trim() ?? ''

describe('linli-timeline', () => {
  afterEach(fixtureCleanup)

  it('shows the words inside it until there are lines', async () => {
    const el = await fixture<Timeline>(html`<linli-timeline>正在打开</linli-timeline>`)
    expect(el.shadowRoot!.querySelector('slot')).to.exist
    el.lines = lines
    await el.updateComplete
    expect(el.shadowRoot!.querySelector('slot')).not.to.exist
  })

  it('puts the newest first, counts the void ones and hides what is moot', async () => {
    const el = await fixture<Timeline>(html`<linli-timeline .lines=${lines}></linli-timeline>`)
    expect(rows(el).map((row) => text(row.querySelector('.number')))).to.deep.equal(['3', '2', '1'])
    expect(text(el.shadowRoot!.querySelector('.head b'))).to.equal('日志 · 3 行，1 行作废')
    expect(text(rows(el)[1])).to.contain('受理 市政公司，通知值班长 值班员 示例乙')
  })

  it('strikes a void line, keeps its reason readable and gives the numbers to call', async () => {
    const el = await fixture<Timeline>(html`<linli-timeline .lines=${lines} lang="en"></linli-timeline>`)
    const [row] = rows(el)
    expect(text(row!.querySelector('del'))).to.equal('Hand over')
    expect(text(row!.querySelector('del'))).not.to.contain('Please call')
    const calls = [...row!.querySelectorAll('a')]
    expect(calls.map((a) => a.getAttribute('href'))).to.deep.equal(['tel:000-0000-0001'])
    expect(text(row)).to.contain('Sample B · no phone on the roster')
  })

  it('opens and closes the reasons of a line by its button', async () => {
    const el = await fixture<Timeline>(html`<linli-timeline .lines=${lines}></linli-timeline>`)
    const button = rows(el)[1]!.querySelector('button')!
    expect(button.getAttribute('aria-label')).to.equal('第2行的理由')
    expect(rows(el)[2]!.querySelector('button')).not.to.exist
    button.click()
    await el.updateComplete
    expect(button.getAttribute('aria-expanded')).to.equal('true')
    const why = el.shadowRoot!.getElementById(button.getAttribute('aria-controls')!)!
    expect(why.hidden).to.be.false
    expect(text(why)).to.equal('紧急联动，到场时限 20 分钟 → 定时限 类型是路面塌陷成立网格员能修没有看')
    button.click()
    await el.updateComplete
    expect(why.hidden).to.be.true
  })

  it('names the day where a ledger runs over several', async () => {
    const el = await fixture<Timeline>(html`<linli-timeline .lines=${lines}></linli-timeline>`)
    expect(rows(el).map((row) => row.querySelectorAll('time small').length)).to.deep.equal([1, 0, 1])
    el.lines = lines.slice(1)
    await el.updateComplete
    expect(rows(el).map((row) => row.querySelectorAll('time small').length)).to.deep.equal([0, 0])
  })

  it('changes its words with the language around it', async () => {
    const el = await fixture(html`<div lang="zh-CN"><linli-timeline .lines=${lines}></linli-timeline></div>`)
    const timeline = el.querySelector('linli-timeline')!
    el.setAttribute('lang', 'en-GB')
    await nextFrame()
    expect(text(timeline.shadowRoot!.querySelector('.head'))).to.equal(
      'Ledger · 3 lines, 1 voidlines are added, never changed',
    )
  })

  for (const [name, set] of Object.entries({
    light: () => undefined,
    dark: (el: HTMLElement) => el.style.setProperty('color-scheme', 'dark'),
    elder: (el: HTMLElement) => el.setAttribute('elder', ''),
    rtl: (el: HTMLElement) => el.setAttribute('dir', 'rtl'),
  })) {
    it(`is accessible, ${name}`, async () => {
      const el = await fixture<Timeline>(html`<linli-timeline .lines=${lines}></linli-timeline>`)
      set(el)
      rows(el)[1]!.querySelector('button')!.click()
      await nextFrame()
      await expect(el).to.be.accessible()
    })
  }

  it('says so when there is no line, and takes attributes that make no sense', async () => {
    const el = await fixture<Timeline>(
      html`<linli-timeline .lines=${[]} dossier="///" density="nonsense" lang="zh_CN"></linli-timeline>`,
    )
    expect(text(el.shadowRoot!.querySelector('.empty'))).to.equal('还没有一行。')
  })

  it('says of a line what other dossiers tell of it since a merge, and whom to call', async () => {
    const notes = [{ says: both('合并后复核：12个车位都有人约了。', 'Counted again.'), call: [worker] }]
    const el = await fixture<Timeline>(
      html`<linli-timeline .lines=${[line(1, both('预约', 'Book'), '2020-04-10T17:08:20+08:00', { notes })]}></linli-timeline>`,
    )
    const known = el.shadowRoot!.querySelector('.known')!
    expect(known.textContent.trim()).to.equal('合并后复核：12个车位都有人约了。')
    expect(known.nextElementSibling!.querySelector('a')!.getAttribute('href')).to.equal('tel:000-0000-0001')
    await expect(el).to.be.accessible()
  })
})
