import { expect } from '@open-wc/testing'
import { explainAct } from '../explain/act.js'
import { explainFact } from '../explain/fact.js'
import { loadBook } from '../pack/load.js'
import type { Leaf, Name, Norm, NormRule, Pack } from '../pack/book.js'
import type { PackFile } from '../pack/format.js'
import type { Effect, Facts, Json, Say } from '../types.js'
import { effectWords } from './effects.js'
import { explainClause, explainRow, explainRule, reasonView, wordsOf, type Wording } from './explain.js'
import { judge } from './judge.js'

const wording: Wording = {
  zone: 'Asia/Shanghai',
  now: Date.UTC(2020, 3, 10),
  place: (id) => ({ zh: `地点${id.length}`, en: `place ${id.length}` }),
  party: (id) => (id === 'fire-station' ? { zh: '消防救援站', en: 'Fire station' } : { zh: '某单位', en: 'somebody' }),
}
const say = (zh: string, en: string): Say => ({ zh, en })
const read = async (address: string) => {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(address)
  return answer.text()
}

let pack: Pack
let packs: readonly Pack[]
before(async () => {
  const { book, troubles } = await loadBook('/rules/chengxiang.community.json', read)
  expect(troubles.filter(({ level }) => level === 'error')).to.deep.equal([])
  packs = [...book!.packs.values()]
  pack = book!.packs.get('four-platforms')!
})

const leaf = (
  fact: string,
  type: Leaf['type'],
  operator: Leaf['operator'],
  than: Leaf['than'],
  path?: string[],
): Leaf => ({
  fact,
  type,
  operator,
  than,
  ...(path && { path }),
})
const rule = (when: Norm, event: Effect = { type: 'refuse' }): NormRule => ({
  name: 'r',
  says: say('', ''),
  priority: 1,
  when,
  event,
})
const level = leaf('routing', 'choice', 'notEqual', { value: 'l1' }, ['level'])
const often = leaf('times', 'number', 'greaterThan', { fact: 'extensions' }, ['extend'])

describe('explain', () => {
  it('A4 values are worded for the reader in both languages', () => {
    const words = (value: Json | undefined, type: Name['type']) => wordsOf(value, { type }, wording)
    expect(words('PT10M', 'duration')).to.deep.equal(say('10分', '10 min'))
    expect(words(600_000, 'duration')).to.deep.equal(say('10分', '10 min'))
    expect(words('2020-04-10T22:00', 'moment')).to.deep.equal(say('4月10日 22:00', '10 Apr 22:00'))
    expect(words('2021-04-10', 'date')).to.deep.equal(say('2021年4月10日', '10 Apr 2021'))
    expect(words(Date.UTC(2020, 3, 9, 16), 'date')).to.deep.equal(say('4月10日', '10 Apr'))
    expect(words(480, 'time')).to.deep.equal(say('08:00', '08:00'))
    expect(words(true, 'yes-no')).to.deep.equal(say('是', 'yes'))
    expect(words(2 / 3, 'number')).to.deep.equal(say('0.67', '0.67'))
    expect(words('grid', 'place')).to.deep.equal(say('地点4', 'place 4'))
    expect(words(['fire-station', 'x'], 'parties')).to.deep.equal(say('消防救援站、某单位', 'Fire station, somebody'))
    expect(words(['a', 'b'], 'photos')).to.deep.equal(say('2张', '2 photos'))
    expect(words(undefined, 'text')).to.deep.equal(say('没有', 'none'))
    expect(words('soon', 'date')).to.deep.equal(say('soon', 'soon'))
    expect(words({ gas: 'ok' }, 'checks')).to.deep.equal(say('已填', 'given'))
    const choices = { l1: say('网格', 'Grid') }
    expect(wordsOf(['l1'], { type: 'choices', choices }, wording)).to.deep.equal(say('网格', 'Grid'))
  })

  it('G53 a rule is a sentence with its effect', () => {
    expect(explainRule(rule({ all: [level] }), pack, 'case', wording)).to.deep.equal(
      say('办理层级不是「网格」时，不予办理', 'If "Handled at" is not "Grid": refused'),
    )
    const nested = rule({
      all: [level, { any: [often, leaf('routing', 'yes-no', 'equal', { value: true }, ['urgent'])] }],
    })
    expect(explainRule(nested, pack, 'case', wording).zh).to.equal(
      '办理层级不是「网格」，并且（「延期」次数超过最多延期次数，或者紧急联动为「是」）时，不予办理',
    )
    expect(explainRule(nested, pack, 'case', wording).en).to.equal(
      'If "Handled at" is not "Grid" and (times of "Extend" is more than "Extensions at most" or "Urgent": yes): refused',
    )
  })

  it('G57 a clause says the values that decided it, what is missing, and what nobody looked at', async () => {
    const told = async (norm: Norm, facts: Facts) => {
      const [reason] = await judge([rule(norm)], facts, { zone: wording.zone, under: () => false })
      return reason!.clauses.map((clause) => explainClause(clause, pack.names['case']!, wording))
    }
    const facts = { routing: { level: 'l3' }, times: { extend: 3 }, extensions: 2 }
    expect(await told({ all: [level, often] }, facts)).to.deep.equal([
      say('办理层级不是「网格」（现在：街道平台）', '"Handled at" is not "Grid" (now: Street platform)'),
      say(
        '「延期」次数超过最多延期次数 2（现在：3）',
        'times of "Extend" is more than "Extensions at most" 2 (now: 3)',
      ),
    ])
    expect((await told({ all: [level, often] }, {})).map(({ zh }) => zh)).to.deep.equal([
      '办理层级不是「网格」（现在：没有）',
      '「延期」次数超过最多延期次数',
    ])
    const one = (fact: string, type: Leaf['type'], operator: Leaf['operator'], value: Json, is: Json) =>
      told(leaf(fact, type, operator, { value }), { [fact]: is })
    expect((await one('type', 'choice', 'equal', 'gas-leak', 'gas-leak'))[0]!.zh).to.equal('类型是「燃气管道破裂」')
    expect((await one('type', 'choice', 'in', ['gas-leak', 'road-collapse'], 'hawker'))[0]!.zh).to.equal(
      '类型是「燃气管道破裂」「路面塌陷」之一（现在：无照经营游商）',
    )
    expect(
      (await one('suspended-until', 'date', 'lessThan', Date.UTC(2020, 3, 19, 16), '2020-04-30'))[0],
    ).to.deep.equal(say('挂账至早于 4月20日（现在：4月30日）', '"Suspended until" is before 20 Apr (now: 30 Apr)'))
    expect((await one('proof', 'photos', 'empty', true, ['a']))[0]!.zh).to.equal('处置后照片没有填')
  })

  it('G59 an act that says no to what is proposed is told as one', () => {
    const no = { ...pack.file.acts!['resume']!, declines: ['supervise', 'elsewhere/draft'] }
    const { zh, en } = explainAct(no, pack, wording)
    expect(zh).to.contain('，就是不同意提请的「督办」「另一项」')
    expect(en).to.contain('; says no to "Put under supervision", "something else" where it is proposed')
  })

  it('G59 every effect has its words', () => {
    const words = (effect: Effect) => effectWords(effect, pack.file, 'case').zh
    expect(words({ type: 'refuse' })).to.equal('不予办理')
    expect(words({ type: 'flag' })).to.equal('照办，并作提醒')
    expect(words({ type: 'set', params: { handler: 'x' } })).to.equal('填写「处置单位」')
    expect(words({ type: 'move', params: { to: 'suspended' } })).to.equal('转到「挂账」')
    expect(words({ type: 'follow', params: { act: 'resume' } })).to.equal('接着办理「恢复」')
    expect(words({ type: 'propose', params: { act: 'supervise' } })).to.equal('提请「督办」')
    expect(words({ type: 'propose', params: { act: 'elsewhere/draft' } })).to.equal('提请「下一步」')
    expect(words({ type: 'notify', params: { to: ['handler', 'platform-lead'] } })).to.equal('通知处置单位、平台负责人')
    expect(words({ type: 'extend', params: { clock: 'handle', share: 1 } })).to.equal('延长「处置」时限')
    expect(words({ type: 'excuse', params: { clock: 'handle' } })).to.equal('「处置」超时注明免责')
    const both = [{ type: 'refuse' }, { type: 'flag' }]
    expect(words({ type: 'several', params: { effects: both } })).to.equal('不予办理，照办，并作提醒')
  })

  it('I82 a table row is a sentence', () => {
    const row = pack.file.tables!['routing']!.rows.find(([type]) => type === 'gas-leak')!
    const { zh, en } = explainRow('routing', row, pack, 'case', wording)
    expect(zh).to.match(
      /^类型「燃气管道破裂」→ .*平台「综治工作平台」，.*处置单位 消防救援站，处置时限 1小时，怎么计时 全天计时，紧急联动 是$/,
    )
    expect(en).to.match(
      /^Type "Gas leak" → .*Handler Fire station, Handle within 1 h, Counted in round the clock, Urgent yes$/,
    )
  })

  it('I83 cells that are ranges, lists or empty are worded', () => {
    const table = {
      title: say('分', 'Score'),
      hit: 'first' as const,
      inputs: ['score', 'type'],
      outputs: { next: { title: say('下一步', 'Next'), type: 'text' as const } },
      rows: [],
    }
    const file: PackFile = { ...pack.file, tables: { ...pack.file.tables, table } }
    const cells = (...row: Json[]) => explainRow('table', row, { ...pack, file }, 'case', wording).zh
    expect(cells('>=4', ['hawker', 'gas-leak'], 'a')).to.equal(
      '评价 不少于 4，类型「无照经营游商」「燃气管道破裂」→ 下一步「a」',
    )
    expect(cells('2..<4', null, 'b')).to.equal('评价 2 到不满 4 → 下一步「b」')
    expect(cells('1..2', null, 'b')).to.equal('评价 1 到 2 → 下一步「b」')
    expect(cells(null, null, 'c')).to.equal('其他情况 → 下一步「c」')
  })

  it('I82 a row that asks what only a roster names is called by its own words', () => {
    const modules = { title: say('功能模块', 'Modules'), type: 'choices' as const, of: { smart: say('智慧', 'Smart') } }
    const table = {
      title: say('小区', 'Compound'),
      hit: 'unique' as const,
      inputs: ['place.compound-kind'],
      outputs: { name: { title: say('类型', 'Kind'), type: 'words' as const }, modules },
      rows: [],
    }
    const file: PackFile = { ...pack.file, tables: { ...pack.file.tables, table } }
    const row = ['old', say('老旧小区', 'Old compound'), ['smart']] as Json[]
    expect(explainRow('table', row, { ...pack, file }, 'case', wording).zh).to.equal('「老旧小区」→ 功能模块「智慧」')
  })

  it('A4 no English stands in a Chinese sentence of any rule that is shipped', () => {
    const told = packs.flatMap((it) => {
      const ofActs = Object.entries(it.actRules).flatMap(([act, rules]) =>
        rules.map((one) => explainRule(one, it, it.file.acts![act]!.on, wording)),
      )
      const ofKinds = [it.kindRules, it.always].flatMap((rules) =>
        Object.entries(rules).flatMap(([kind, list]) => list.map((one) => explainRule(one, it, kind, wording))),
      )
      return [...ofActs, ...ofKinds]
    })
    expect(told.length).to.be.greaterThan(5)
    for (const { zh, en } of told) {
      expect(zh, zh).to.not.match(/[A-Za-z{}]|未命名|undefined/)
      expect(en, en).to.not.match(/[{}\u3400-\u9fff]|unnamed|undefined/)
    }
  })

  it('A4 H71 every derived fact that is shipped is told in a sentence', () => {
    const beside = new Map(packs.map(({ name, file }) => [name, file]))
    const told = packs.flatMap((it) =>
      Object.entries(it.file.facts ?? {}).map(([name, how]) => explainFact(name, how, it, beside, wording)),
    )
    expect(told.length).to.be.greaterThan(3)
    for (const { zh, en } of told) {
      expect(zh, zh).to.not.match(/[A-Za-z{}]|未命名|undefined/)
      expect(en, en).to.not.match(/[{}\u3400-\u9fff]|unnamed|undefined/)
    }
    expect(explainFact('alike-cases', pack.file.facts!['alike-cases']!, pack, beside, wording).zh).to.equal(
      '「七天内同一处同类件数」：「事项」有几份，只算类型和本档案相同，并且地点和本档案相同，并且开立时间在最近7天内的',
    )
  })

  it('G59 a reason becomes a view: its own words, its effect, its clauses with their marks', async () => {
    const facts = { routing: { level: 'l3' } }
    const reasons = await judge(pack.actRules['self-handle']!, facts, { zone: wording.zone, under: () => false })
    const view = reasonView(reasons[0]!, pack, 'case', wording)
    expect(view).to.deep.include({ rule: 'only-grid-level', holds: true, effect: say('不予办理', 'refused') })
    expect(view.says).to.deep.equal(reasons[0]!.says)
    expect(view.clauses).to.deep.equal([
      {
        words: say('办理层级不是「网格」（现在：街道平台）', '"Handled at" is not "Grid" (now: Street platform)'),
        holds: true,
      },
    ])
    const { says, ...bare } = reasons[0]!
    expect(says).to.be.an('object')
    expect(reasonView(bare, pack, 'case', wording).says).to.deep.equal(view.clauses[0]!.words)
  })
})
