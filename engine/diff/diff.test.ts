import { expect } from '@open-wc/testing'
import { packAt, repair, rule, textOf, textsOf } from '../backtest/sample.js'
import type { Book } from '../pack/book.js'
import type { CommunityFile, PackFile } from '../pack/format.js'
import { bookFromTexts } from '../pack/load.js'
import type { Json } from '../types.js'
import { diffBooks, diffPack } from './diff.js'

async function book(pack: PackFile = repair, community: Partial<CommunityFile> = {}): Promise<Book | undefined> {
  const texts = { ...textsOf(community), [packAt]: textOf(pack) }
  return (await bookFromTexts(texts)).book
}

async function told(pack: PackFile, lang: 'zh' | 'en' = 'zh'): Promise<string[]> {
  const after = await book(pack)
  expect(after, 'the changed pack has no errors').not.to.equal(undefined)
  return diffPack((await book())!, after!, 'repair').flatMap(({ changes }) =>
    changes.flatMap(({ what, says, before, after }) => [
      `${what} ${says[lang]}`,
      ...(before ? [`- ${before[lang]}`] : []),
      ...(after ? [`+ ${after[lang]}`] : []),
    ]),
  )
}
const edited = (change: (text: string) => string): PackFile => {
  const before = textOf(repair)
  const text = change(before)
  expect(text).not.to.equal(before)
  return JSON.parse(text) as PackFile
}

describe('diff', () => {
  it('says nothing of two that are alike, however they are laid out', async () => {
    const turned = Object.fromEntries(Object.entries(repair).reverse()) as unknown as PackFile
    expect(await told(turned)).to.deep.equal([])
  })

  it('tells a number as before and after, with its unit', async () => {
    expect(await told(edited((text) => text.replace('PT30M', 'PT20M')))).to.deep.equal(['changed 接单时限 30分 → 20分'])
    expect(
      await told(
        edited((text) => text.replace('PT30M', 'PT20M')),
        'en',
      ),
    ).to.deep.equal(['changed Take within: 30 min → 20 min'])
  })

  it('tells rows that are new, gone or other', async () => {
    const ways = repair.tables!['ways']!
    const [pipe, light] = ways.rows
    const rows = [
      pipe!,
      [...light!.slice(0, 2), 'PT8H', ...light!.slice(3)],
      ['lift', { zh: '电梯', en: 'Lift' }, 'PT1H', 'team-a', true],
    ]
    expect(await told({ ...repair, tables: { ways: { ...ways, rows } } })).to.deep.equal([
      'changed 对照表「怎么修」，修什么「灯」：时限 4小时 → 8小时',
      'added 对照表「怎么修」一行：修什么「电梯」→ 时限 1小时，班组「team-a」，紧急 是',
      'removed 对照表「怎么修」一行：修什么「门」→ 时限 1天，班组「team-b」，紧急 否',
    ])
  })

  it('tells a rule by both its sentences', async () => {
    const stricter = edited((text) => text.replace('"value": 15', '"value": 12'))
    expect(await told(stricter)).to.deep.equal([
      'changed 规则「规则watch-heavy」',
      '- 多重超过 15时，照办，并作提醒：「规则watch-heavy」',
      '+ 多重超过 12时，照办，并作提醒：「规则watch-heavy」',
    ])
    const finish = repair.acts!['finish']!
    const other = rule(
      'by-day',
      { fact: 'weight', operator: 'lessThan', value: 2 },
      { type: 'flag' },
      { weight: 1 },
      { weight: 2 },
    )
    const swapped = { ...repair, acts: { ...repair.acts, finish: { ...finish, rules: [other] } } }
    expect(await told(swapped, 'en')).to.deep.equal([
      'added If "Weight" is less than 2: done, with a warning: "Rule by-day"',
      'removed If "Weight" is at least 18: it moves to "To be checked": "Rule heavy-is-checked"',
    ])
  })

  it('tells acts, clocks, roles, steps, fields and texts', async () => {
    const changed = edited((text) =>
      text
        .replace('"by": [\n    "lead",\n    "clock"\n   ]', '"by": [\n    "clock"\n   ]')
        .replace('"limit": {\n    "fact": "ways",\n    "path": "limit"\n   }', '"limit": "PT3H"')
        .replace('"zh": "站长"', '"zh": "班长"')
        .replace('"zh": "待查"', '"zh": "要查"')
        .replace('"zh": "备注"', '"zh": "说明"'),
    )
    expect((await told(changed)).filter((line) => !/^[-+]/.test(line))).to.deep.equal([
      'changed 角色「班长」 「站长」 → 「班长」',
      'changed 「报修单」的填写项「说明」的标题 「备注」 → 「说明」',
      'changed 「报修单」的环节「要查」 「待查」 → 「要查」',
      'changed 办理「催办」',
      'changed 时限「修好」',
    ])
  })

  it('tells what is worked out and what is counted by both sentences', async () => {
    const counted: PackFile = {
      ...repair,
      measures: {
        taken: { title: { zh: '受理件数', en: 'Cases taken' }, how: 'count', of: 'repair', over: 'P7D', goal: 3 },
      },
    }
    const before = (await book(counted))!
    const change = async (from: string, to: string) => {
      const after = await book(JSON.parse(textOf(counted).replace(from, to)) as PackFile)
      const [part] = diffPack(before, after!, 'repair')
      return part!.changes.flatMap(({ at, before, after }) => [at, before?.zh, after?.zh])
    }
    expect(await change('"within": "P7D"', '"within": "P3D"')).to.deep.equal([
      'facts.alike',
      '「同类件数」：「报修单」有几份，只算修什么和本档案相同，并且地点和本档案相同，并且开立时间在最近7天内的',
      '「同类件数」：「报修单」有几份，只算修什么和本档案相同，并且地点和本档案相同，并且开立时间在最近3天内的',
    ])
    expect(await change('"goal": 3', '"goal": 5')).to.deep.equal([
      'measures.taken',
      '「受理件数」：「报修单」有几份，只看最近7天，目标 3',
      '「受理件数」：「报修单」有几份，只看最近7天，目标 5',
    ])
  })

  it('where only one language was changed, both readers see what was', async () => {
    const changed = edited((text) => text.replace('"zh": "报修"', '"zh": "维修"'))
    expect(await told(changed, 'en')).to.deep.equal(['changed title: "报修" → "维修"'])
  })

  it('tells what a community changed: numbers, roles, settings, packs that come and go', async () => {
    const before = (await book())!
    const uses = {
      pack: 'repair',
      version: 1,
      roles: { helper: ['helper', 'lead'], lead: ['lead'] },
      params: { 'at-most': 3 },
    }
    const after = (await book(repair, { packs: [uses], title: { zh: '另一社区', en: 'Another community' } }))!
    const parts = diffBooks(before, after)
    expect(parts.map(({ title, changes }) => [title.zh, changes.map(({ says }) => says.zh)])).to.deep.equal([
      ['另一社区', ['标题 「示例社区」 → 「另一社区」']],
      ['报修', ['最多延期 2 → 3', '「维修员」由谁担任 「helper」 → 「helper」、「lead」']],
    ])
    expect(diffBooks(before, before)).to.deep.equal([])
    const none = { ...after, packs: new Map() }
    expect(
      diffBooks(before, none)
        .at(-1)!
        .changes.map(({ says }) => says.en),
    ).to.deep.equal(['the pack "Repairs" is no longer in use'])
  })

  it('misses nothing: whatever is changed in a pack that can be opened is told', async () => {
    const before = (await book())!
    const text = textOf(repair)
    let tried = 0
    // every value of the file in its turn
    for (const found of text.matchAll(/: ("(?:[^"\\]|\\.)*"|\d+|true|false)(?=[,\n])/g)) {
      const value = JSON.parse(found[1]!) as Json
      const other = typeof value === 'boolean' ? !value : typeof value === 'number' ? value + 1 : `${String(value)}1`
      const at = found.index + 2
      const changed = text.slice(0, at) + JSON.stringify(other) + text.slice(at + found[1]!.length)
      const after = (await bookFromTexts({ ...textsOf(), [packAt]: changed })).book
      if (!after || after.digest === before.digest) continue
      tried++
      const [part] = diffPack(before, after, 'repair')
      expect(part?.changes.length ?? 0, changed.slice(at - 40, at + 40)).to.be.greaterThan(0)
    }
    expect(tried).to.be.greaterThan(80)
  }).timeout(60_000)
})
