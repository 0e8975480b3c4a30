import { expect, fixture, fixtureCleanup, html, nextFrame } from '@open-wc/testing'
import type { ProofView } from '../../engine/identity/shown.js'
import type { Station } from '../../engine/station.js'
import { handClock } from '../../engine/time/clock.js'
import type { Entry, Say } from '../../engine/types.js'
import type { LineView, PartyView } from '../../engine/view.js'
import { until } from '../base/sample-until.js'
import { openSample, report } from '../case-card/sample-station.js'
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

describe('linli-timeline: which device wrote a line', () => {
  afterEach(fixtureCleanup)

  const chain = { writer: 'abcdefgh0123', count: 1, hash: '0' }
  const signed = (number: number): LineView => {
    const view = line(number, both('受理', 'Accept'), '2020-04-10T17:11:00+08:00')
    return { ...view, line: { ...view.line, entry: { ...view.line.entry, chain } } }
  }
  const asking = (proofs: () => Promise<readonly ProofView[]>) =>
    ({
      clock: handClock(0),
      book: { zone: 'Asia/Shanghai' },
      proofs,
      watch: () => () => undefined,
    }) as unknown as Station
  const shown = (station: Station, all: readonly LineView[]) =>
    fixture<Timeline>(html`<linli-timeline .station=${station} .lines=${all}></linli-timeline>`)
  const from = (el: Timeline) => [...el.shadowRoot!.querySelectorAll<HTMLButtonElement>('.w')]
  const said = (el: Timeline) => el.shadowRoot!.querySelector('.proof')?.textContent?.replace(/\s+/g, ' ').trim()

  it('is said when somebody asks, once for all lines, with what a signature does not prove', async () => {
    let asked = 0
    const station = asking(() => {
      asked++
      const says = both('签名证明的是设备，不是人。', 'It proves which device it was, not who held it.')
      return Promise.resolve([
        { line: 'e1', state: 'proven', device: 'abcdefgh', says },
        { line: 'e2', state: 'changed', device: 'abcdefgh', says: both('本机上的这一行被改过。', 'It was changed.') },
      ])
    })
    const el = await shown(station, [
      signed(1),
      signed(2),
      line(3, both('上报', 'Report'), '2020-04-10T17:12:00+08:00'),
    ])
    expect(from(el).map((button) => button.getAttribute('aria-label'))).to.deep.equal(['第2行的来源', '第1行的来源'])
    expect([asked, el.shadowRoot!.querySelector('.proof')], 'quiet until then').to.deep.equal([0, null])
    from(el)[1]!.click()
    await until(() => said(el) === '已验签 abcdefgh 签名证明的是设备，不是人。')
    await expect(el).to.be.accessible()
    from(el)[0]!.click()
    await until(() => said(el) === '被改过 abcdefgh 本机上的这一行被改过。')
    expect([asked, el.shadowRoot!.querySelectorAll('.wrong').length]).to.deep.equal([1, 1])
    await expect(el).to.be.accessible()
  })

  it('says when it could not be checked, and checks again', async () => {
    let broken = true
    const station = asking(() =>
      broken
        ? Promise.reject(new Error('disk'))
        : Promise.resolve([{ line: 'e1', state: 'open', says: both('它的签名还没传到。', 'Not here yet.') }]),
    )
    const el = await shown(station, [signed(1)])
    from(el)[0]!.click()
    await until(() => said(el)?.startsWith('没有核对出来'))
    broken = false
    from(el)[0]!.click()
    await until(() => !said(el))
    from(el)[0]!.click()
    await until(() => said(el) === '未验签 它的签名还没传到。')
  })

  it('stands beside the reasons of a line that a station wrote', async () => {
    const station = await openSample(handClock(Date.parse('2020-04-10T17:30:00+08:00')))
    try {
      const id = await report(station, 'gas-leak')
      const el = await fixture<Timeline>(html`<linli-timeline .station=${station} dossier=${id}></linli-timeline>`)
      await until(() => from(el).length === 1)
      expect(from(el)[0]!.textContent).to.equal('理由')
      from(el)[0]!.click()
      await until(() => /^本机 \S{8} 本机所写。$/.test(said(el) ?? ''))
      expect(el.shadowRoot!.querySelector('.because .reason')).not.to.equal(null)
    } finally {
      await station.close()
    }
  })
})
