import { expect, fixture, fixtureCleanup, html, nextFrame, oneEvent } from '@open-wc/testing'
import type { Adoption } from '../../engine/adoption/ledger.js'
import type { RuleProposal, RulesState } from '../../engine/adoption/view.js'
import { memoryJournal } from '../../engine/journal/memory.js'
import { openStation } from '../../engine/open.js'
import { handClock } from '../../engine/time/clock.js'
import type { Station } from '../../engine/station.js'
import type { Say, Trouble } from '../../engine/types.js'
import '../station/define.js'
import { until } from '../base/sample-until.js'
import './define.js'
import type { RuleProposalElement } from './rule-proposal.js'

const start = Date.parse('2020-04-10T17:30:00+08:00')
const community = '/rules/chengxiang.community.json'
const lead = 'p-0026'
const both = (zh: string, en: string): Say => ({ zh, en })
const text = (el: Element | null | undefined) => el?.textContent?.replace(/\s+/g, ' ').trim() ?? ''
const deep = <T extends HTMLElement = HTMLElement>(el: Element, selector: string) =>
  el.shadowRoot!.querySelector<T>(selector)!
const button = (el: Element, words: string) =>
  [...el.shadowRoot!.querySelectorAll<HTMLButtonElement>('.btn')].find((one) => text(one) === words)!

const limit = {
  at: 'params.accept-limit',
  what: 'changed',
  says: both('受理时限 10分 → 8分', 'Accept within: 10 min → 8 min'),
} as const
const row = {
  at: 'tables.routing',
  what: 'added',
  says: both('对照表多了一行：充电棚损坏', 'A row: charging shed broken'),
} as const
const rule = {
  ...{ at: 'rules.x', what: 'changed' as const, says: both('规则「紧急联动」', 'Rule "Urgent"') },
  ...{
    before: both('类型是路面塌陷', 'type is road collapse'),
    after: both('类型是路面塌陷或燃气泄漏', 'type is road collapse or gas leak'),
  },
}
const proposal: RuleProposal = {
  book: 'b',
  texts: { 'chengxiang.community.json': '{}' },
  changes: [
    { pack: 'four-platforms', title: both('四平台', 'Four platforms'), versions: [1, 2], changes: [limit, row, rule] },
  ],
  troubles: [],
  examples: { played: 41, red: 0 },
  after: 'x',
}
const wrong: Trouble = {
  ...{ level: 'error', code: 'unknown-param', file: 'a.json', line: 9, column: 15 },
  says: both(
    'a.json 第 9 行第 15 列：没有「acept-limit」这个参数。',
    'a.json, line 9, column 15: no param "acept-limit".',
  ),
}
const adoption = (more: Partial<Adoption>): Adoption => ({
  ...{ line: 'x', book: 'a', files: [], by: lead, at: start, why: '一周试下来做得到', edition: 'e', back: false },
  ...{ after: undefined, state: 'last' },
  ...more,
})
const state: RulesState = {
  inForce: { source: 'adopted', at: start, book: 'a', by: lead, why: '一周试下来做得到' },
  isAdopted: true,
  may: { is: true },
  proposals: [proposal],
  past: [
    adoption({}),
    adoption({ line: 'w', state: 'overtaken', at: start - 60_000, why: '值班室另改了一版' }),
    adoption({ line: 'v', state: 'replaced', at: start - 86_400_000, why: '开始由人采用' }),
  ],
  former: adoption({ line: 'v', state: 'replaced' }),
}
const shown = (rules: RulesState, ledger = false) =>
  fixture<RuleProposalElement>(html`<linli-rule-proposal .rules=${rules} ?ledger=${ledger}></linli-rule-proposal>`)

const stations: Station[] = []
afterEach(() => Promise.all(stations.splice(0).map((station) => station.close())))

/** A station whose web server has another limit since something was adopted. */
async function proposing(me = lead) {
  const journal = memoryJournal()
  let minutes = 10
  const read = async (address: string) => {
    const file = await (await fetch(address)).text()
    return address === community ? file.replace('"PT10M" }', `"PT${minutes}M" }`) : file
  }
  const options = {
    community,
    roster: '/demo/data/tiny/roster.json',
    read,
    clock: handClock(start),
    journal: () => journal,
  }
  const station = await openStation({ ...options, me: lead })
  stations.push(station)
  await station.rules!.adopt(await station.rules!.propose({}), '从今天起由人采用')
  minutes = 8
  station.me = me
  return station
}

describe('linli-rule-proposal', () => {
  afterEach(fixtureCleanup)

  it('says what would change, how the examples come out, and offers two buttons', async () => {
    const el = await shown(state)
    expect(text(deep(el, 'h2'))).to.equal('规则有改动，等人采用')
    expect(text(deep(el, '.tools'))).to.equal('41 个例子都照样')
    expect(text(deep(el, 'h3'))).to.equal('四平台 第 1 版 → 第 2 版')
    const said = [...el.shadowRoot!.querySelectorAll('.part li')].map(text)
    expect(said).to.deep.equal([
      '改动：受理时限 10分 → 8分',
      '新增：对照表多了一行：充电棚损坏',
      '改动：规则「紧急联动」 原来类型是路面塌陷现在类型是路面塌陷或燃气泄漏',
    ])
    expect([...el.shadowRoot!.querySelectorAll('.btn')].map(text)).to.deep.equal(['采用', '暂不采用'])
    el.lang = 'en'
    await nextFrame()
    expect(text(deep(el, '.tools'))).to.equal('All 41 examples as told')
    expect(text(button(el, 'Adopt'))).to.equal('Adopt')
  })

  it('cannot adopt what has errors, and says them', async () => {
    const el = await shown({ ...state, proposals: [{ ...proposal, changes: [], troubles: [wrong] }] })
    expect(text(deep(el, '.tools'))).to.equal('有错，还不能采用')
    expect(text(deep(el, '.errors'))).to.contain('第 9 行第 15 列')
    expect([...el.shadowRoot!.querySelectorAll('.btn')].map(text)).to.deep.equal(['暂不采用'])
    el.rules = { ...state, proposals: [{ ...proposal, troubles: [wrong], examples: { played: 41, red: 2 } }] }
    await el.updateComplete
    expect(text(deep(el, '.tools'))).to.equal('2 个例子不一样')
  })

  it('is not there for those who may not decide, nor once it was put aside', async () => {
    const aside = { book: 'b', by: lead, at: start, why: '太紧' }
    for (const rules of [
      { ...state, may: { is: false as const, says: both('不行', 'no') } },
      { ...state, proposals: [{ ...proposal, aside }] },
      { ...state, proposals: [] },
    ]) {
      const el = await shown(rules)
      expect(deep(el, '.card')).not.to.exist
      expect(el.offsetHeight).to.equal(0)
    }
  })

  it('shows in its ledger who adopted what, what was overtaken, and goes back', async () => {
    const el = await shown({ ...state, proposals: [] }, true)
    expect(text(deep(el, '[part=ledger] .body > div'))).to.match(/^4月10日 \d\d:30 起，p-0026 采用一周试下来做得到$/)
    deep(el, 'summary').click()
    await nextFrame()
    expect([...el.shadowRoot!.querySelectorAll('.history .st')].map(text)).to.deep.equal([
      '在用',
      '同时另有人采用，以后采用的为准',
      '后来换了',
    ])
    expect(button(el, '退回上一版')).to.exist
  })

  it('Q135 whoever may adopts or goes back, with a reason; the rules of the station change with it', async () => {
    const station = await proposing()
    const el = await fixture<RuleProposalElement>(
      html`<linli-rule-proposal ledger .station=${station}></linli-rule-proposal>`,
    )
    await until(() => deep(el, '[part=proposal]'), 'proposal')
    expect(text(deep(el, '.part'))).to.contain('10分 → 8分')
    button(el, '采用').click()
    await until(() => text(deep(el, '.refused')))
    expect(text(deep(el, '.refused'))).to.equal('请写一句为什么。')
    expect(el.shadowRoot!.activeElement?.localName).to.equal('textarea')
    const write = (words: string) => {
      const area = deep<HTMLTextAreaElement>(el, 'textarea')
      area.value = words
      area.dispatchEvent(new InputEvent('input'))
    }
    write('一周试下来做得到')
    setTimeout(() => button(el, '采用').click())
    const done = await oneEvent<GlobalEventHandlersEventMap['linli-rules-done']>(el, 'linli-rules-done')
    expect(done.detail).to.deep.equal({ deed: 'adopt' })
    expect(station.book.packs.get('four-platforms')!.params['accept-limit']).to.equal('PT8M')
    await until(() => text(deep(el, '.done')))
    expect(text(deep(el, '.done'))).to.equal('已采用，各台设备连上就照新的办。')
    await until(() => button(el, '退回上一版'))
    expect(text(deep(el, '[part=ledger] .body > div'))).to.contain('值班长')
    write('先退回去')
    setTimeout(() => button(el, '退回上一版').click())
    await oneEvent(el, 'linli-rules-done')
    expect(station.book.packs.get('four-platforms')!.params['accept-limit']).to.equal('PT10M')
  })

  it('stands in linli-station where a proposal waits, and not where the page has put it itself', async () => {
    const station = await proposing()
    const host = await fixture(html`<linli-station .station=${station}></linli-station>`)
    const panel = () => deep(host, 'linli-rule-proposal')
    await until(() => panel() && deep(panel(), '.card'), 'proposal')
    expect(text(deep(panel(), 'h2'))).to.equal('规则有改动，等人采用')
    const own = await fixture(
      html`<linli-station .station=${station}><linli-rule-proposal></linli-rule-proposal></linli-station>`,
    )
    expect(deep(own, 'linli-rule-proposal')).not.to.exist
    await until(() => deep(own.querySelector('linli-rule-proposal')!, '.card'))
  })

  it('asks on demand what the last month would have been', async () => {
    const station = await proposing()
    const el = await fixture<RuleProposalElement>(html`<linli-rule-proposal .station=${station}></linli-rule-proposal>`)
    await until(() => button(el, '看看过去 30 天会有什么不同'), 'button')
    button(el, '看看过去 30 天会有什么不同').click()
    await until(() => text(deep(el, '.past p')), 'answer')
    expect(text(deep(el, '.past p'))).to.equal('过去 30 天的 0 次办理，一次也不会变。')
  })

  it('has no violation: light, dark, elder, right to left, English', async () => {
    for (const mode of ['light', 'dark', 'elder', 'rtl', 'en']) {
      const rules = { ...state, proposals: [{ ...proposal, troubles: [{ ...wrong, level: 'warning' as const }] }] }
      const host = await fixture(
        html`<div ?elder=${mode === 'elder'} lang=${mode === 'en' ? 'en' : 'zh'} dir=${mode === 'rtl' ? 'rtl' : 'ltr'}><linli-rule-proposal .rules=${rules} ledger></linli-rule-proposal><linli-rule-proposal .rules=${{ ...rules, proposals: [] }} ledger></linli-rule-proposal></div>`,
      )
      if (mode === 'dark') {
        ;(host as HTMLElement).style.colorScheme = 'dark'
        ;(host as HTMLElement).style.background = '#10171a'
      }
      for (const details of host.querySelectorAll('linli-rule-proposal'))
        for (const one of details.shadowRoot!.querySelectorAll('details')) one.open = true
      await nextFrame()
      for (const el of host.querySelectorAll('linli-rule-proposal')) await expect(el).to.be.accessible()
      if (mode === 'elder')
        for (const one of host.querySelector('linli-rule-proposal')!.shadowRoot!.querySelectorAll('.btn'))
          expect(one.getBoundingClientRect().height).to.be.at.least(60)
    }
  })
})
