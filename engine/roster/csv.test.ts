import { expect } from '@open-wc/testing'
import { decodeText, readCsv, writeCsv } from '../csv.js'
import type { RosterFile } from '../pack/format.js'
import { placesFrom } from './places.js'
import { postsFrom } from './posts.js'
import { guessMapping } from './columns.js'
import { importRoster, type ImportInto, type RosterImport } from './csv.js'
import { exportRoster } from './export.js'
import { readSpreadsheet } from '../spreadsheet.js'
import { xlsxFromRows } from '../xlsx/xlsx-from-rows.js'

function finish<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
async function take(text: string, into: Partial<ImportInto> = {}): Promise<RosterImport> {
  const sheet = await readCsv(text)
  const mapping = guessMapping(sheet.headings, into.roster)
  return finish(importRoster(sheet, mapping, { on: '2020-04-10', file: '名册.csv', ...into }))
}
const told = ({ troubles }: RosterImport) => troubles.map(({ line, column, code }) => `${line}:${column} ${code}`)

const good = `代码,名称,类别,所在,网格员,网格员电话,楼长,楼长电话
330109001,城厢街道,街道,,,,,
330109001072,育才东苑社区,社区,330109001,,,,
330109001072-003,3网格,网格,330109001072,李示例,000-0000-0004,,
330109001072-003-012,12幢,幢,330109001072-003,,,示例己,000-0000-0012
330109001072-003-014,14幢,幢,330109001072-003,,,,
`
const lines = (more: string) => `${good}${more}\n`

describe('roster from a spreadsheet', () => {
  it('guesses the columns by Chinese and English headings', () => {
    expect(guessMapping(['网格编码', '地点名称', '类型', '上级代码', '楼长', '楼长电话', '备注'])).to.deep.equal({
      code: '网格编码',
      name: '地点名称',
      kind: '类型',
      in: '上级代码',
      'building-leader': '楼长',
      'building-leader-phone': '楼长电话',
    })
    expect(guessMapping(['Code', 'Name', 'Kind', 'In', 'Grid worker', 'Grid worker phone'])).to.deep.equal({
      code: 'Code',
      name: 'Name',
      kind: 'Kind',
      in: 'In',
      'grid-worker': 'Grid worker',
      'grid-worker-phone': 'Grid worker phone',
    })
  })

  it('takes places and who answers for them; names go to the people file only', async () => {
    const done = await take(good)
    expect(told(done)).to.deep.equal([])
    expect(done).to.include({ added: 5, changed: 0, same: 0 })
    expect(JSON.stringify(done.roster)).not.to.contain('示例')
    const posts = postsFrom(done.roster, placesFrom(done.roster), done.people)
    const worker = posts.chain('330109001072-003')[0]!
    expect(posts.party(worker.party!)).to.deep.include({ name: { zh: '李示例', en: '李示例' }, phone: '000-0000-0004' })
    expect(posts.vacancies().map(({ place }) => place)).to.deep.equal(['330109001072-003-014'])
  })

  it('reads GBK and UTF-8 with and without a mark', async () => {
    // 代码,名称 in GBK
    const gbk = new Uint8Array([0xb4, 0xfa, 0xc2, 0xeb, 0x2c, 0xc3, 0xfb, 0xb3, 0xc6])
    expect(decodeText(gbk)).to.equal('代码,名称')
    expect((await readCsv(decodeText(new TextEncoder().encode('\uFEFF代码,名称\n'))))?.headings).to.deep.equal([
      '代码',
      '名称',
    ])
    expect((await readCsv('代码\t名称\n1\t"一\n二"\n')).rows).to.deep.equal([{ number: 2, cells: ['1', '一\n二'] }])
  })

  it('reads a .xlsx as well, and names its bad cells as Excel does', async () => {
    const rows = good.split('\n').map((line) => line.split(','))
    rows[3]![2] = '网各'
    const bytes = xlsxFromRows({ name: '名册', rows, headings: 1, widths: [] })
    const sheet = await readSpreadsheet(bytes.buffer)
    const into = { on: '2020-04-10', file: '名册.xlsx' }
    const done = finish(importRoster(sheet, guessMapping(sheet.headings), into))
    expect(done.added).to.equal(2)
    expect(done.troubles[0]).to.include({ line: 4, column: 3, cell: 'C4', meant: '网格' })
    expect(done.troubles[0]!.says.zh).to.match(/^名册\.xlsx C4：没有「网各」这一类地方。/)
    expect(done.troubles[0]!.says.en).to.match(/^名册\.xlsx, C4: there is no kind of place "网各"\./)
  })

  it('names three bad rows of a hundred, each with its place and what was meant, and takes the other 97', async () => {
    const rows = [
      'code,name,kind,in',
      '330109001,城厢街道,街道,',
      '330109001072,育才东苑社区,社区,330109001',
      '330109001072-001,1网格,网格,330109001072',
    ]
    for (let i = 1; i <= 97; i++)
      rows.push(`330109001072-001-${String(i).padStart(3, '0')},${i}幢,楼栋,330109001072-001`)
    rows[10] = ',10幢,楼栋,330109001072-001'
    rows[20] = '330109001072-001-017,17幢,楼动,330109001072-001'
    rows[30] = '330109001072-001-027,27幢,楼栋,330109001072-01'
    const done = await take(rows.join('\r\n'))
    expect(done.added).to.equal(97)
    expect(told(done)).to.deep.equal(['11:1 no-code', '21:3 unknown-kind', '31:4 unknown-place'])
    const [none, kind, above] = done.troubles
    expect(none?.says.zh).to.equal('名册.csv 第 11 行第 1 列：这一行没有代码，先跳过。')
    expect(kind).to.include({ found: '楼动', meant: '楼栋' })
    expect(above).to.include({ found: '330109001072-01', meant: '330109001072-001' })
    expect(above?.says.zh).to.contain('您是不是想写 330109001072-001')
  })

  it('leaves out what lies in a row that was left out, and says in which', async () => {
    const done = await take(
      lines(
        '330109001072-004,,网格,330109001072\n330109001072-004-001,1幢,幢,330109001072-004\nx,1单元101,户,330109001072-004-001',
      ),
    )
    expect(told(done)).to.deep.equal(['7:2 no-name', '8:4 unknown-place', '9:4 parent-left-out'])
    expect(done.added).to.equal(5)
  })

  it('holds rows to the sense of the whole: homes, circles, days, codes twice', async () => {
    const done = await take(
      `代码,名称,类别,所在,起用,停用
330109001,城厢街道,街道,,,
330109001072,育才东苑社区,社区,330109001,2019/1/1,
b,1幢,楼栋,330109001072,,
330109001072,又一个,社区,330109001,,
x,甲,办公点,y,,
y,乙,办公点,x,,
g,1网格,网格,330109001072,2020-02-30,
z,丙,办公点,330109001,2020年4月1日,2020.3.1
`,
    )
    expect(told(done)).to.deep.equal([
      '4:4 without-home',
      '5:1 twice',
      '6:4 circle',
      '7:4 parent-left-out',
      '8:5 no-such-day',
      '9:4 ends-first',
    ])
    expect(done.roster.places['330109001072']).to.include({ from: '2019-01-01' })
    expect(Object.keys(done.roster.places)).to.deep.equal(['330109001', '330109001072'])
  })

  it('finds kind and parent in a code of the national pattern', async () => {
    const done = await take(
      '代码,名称\n330109001,城厢街道\n330109001072,育才东苑社区\n330109001072-003,3网格\n330109001072-003-014,14幢\n330109001072-003-014-01-101,1单元101\nabc,别处\n',
    )
    expect(done.roster.places['330109001072-003-014-01-101']).to.deep.include({
      kind: 'dwelling',
      in: '330109001072-003-014',
    })
    expect(done.roster.places['330109001072']).to.deep.include({ kind: 'community', in: '330109001' })
    expect(told(done)).to.deep.equal(['7:1 no-kind'])
  })

  it('goes into a roster that is there: new, changed and unchanged places, and keeps what the sheet does not say', async () => {
    const roster: RosterFile = {
      roster: 'chengxiang',
      asOf: '2020-04-01',
      places: {
        '330109001': { kind: 'street', title: { zh: '城厢街道', en: 'Chengxiang Street' } },
        '330109001072': {
          kind: 'community',
          title: { zh: '育才小区', en: 'Yucai' },
          in: '330109001',
          is: { 'compound-kind': 'old' },
        },
      },
      parties: {},
      posts: [],
    }
    const text = JSON.stringify(roster)
    const done = await take(good, { roster })
    expect(done).to.include({ added: 3, changed: 1, same: 1 })
    expect(done.roster.places['330109001']?.title?.en).to.equal('Chengxiang Street')
    expect(done.roster.places['330109001072']).to.deep.equal({
      kind: 'community',
      title: { zh: '育才东苑社区', en: '育才东苑社区' },
      in: '330109001',
      is: { 'compound-kind': 'old' },
    })
    expect(JSON.stringify(roster)).to.equal(text)
  })

  it('ends a holding when another name stands there, and leaves a vacancy when none does', async () => {
    const first = await take(good)
    const later = await take(
      good.replace('李示例,000-0000-0004', '王示例、赵示例,000-0000-0005').replace('示例己,000-0000-0012', ','),
      {
        roster: first.roster,
        people: first.people,
        on: '2020-05-01',
      },
    )
    const on = (day: string) => postsFrom(later.roster, placesFrom(later.roster, day), later.people, day)
    const names = (day: string) =>
      on(day)
        .holders(['grid-worker'], '330109001072-003')
        .map(({ party }) => on(day).party(party!)?.name.zh)
    expect(names('2020-04-30')).to.deep.equal(['李示例'])
    expect(names('2020-05-01')).to.deep.equal(['王示例', '赵示例'])
    expect(on('2020-04-30').chain('330109001072-003-012')[0]?.party).not.to.equal(undefined)
    expect(on('2020-05-01').chain('330109001072-003-012')[0]).to.deep.include({ from: '2020-05-01' })
    const again = await take(good.replace('李示例', '王示例、赵示例').replace('示例己,000-0000-0012', ','), {
      ...later,
      on: '2020-06-01',
    })
    expect(again.roster.posts).to.deep.equal(later.roster.posts)
  })

  it('gives a post to the place that it belongs to, and one party to one person', async () => {
    const done = await take(
      '代码,名称,网格员,楼长\n330109001,城厢街道\n330109001072,育才东苑社区\n330109001072-003,3网格\n330109001072-003-001,1幢,李示例,周示例\n330109001072-003-002,2幢,李示例,李示例\n',
    )
    const held = done.roster.posts.map(({ post, place, party }) => `${post} ${place.slice(12)} ${party}`)
    expect(held).to.deep.equal(['grid-worker -003 p-1', 'building-leader -003-001 p-2', 'building-leader -003-002 p-1'])
    expect(Object.keys(done.people.people)).to.deep.equal(['s-1', 's-2'])
  })

  it('keeps a row whose phone is none, and says so', async () => {
    const done = await take(good.replace('000-0000-0012', '见通讯录'))
    expect(told(done)).to.deep.equal(['5:8 no-phone'])
    expect(done.troubles[0]?.level).to.equal('warning')
    expect(done.added).to.equal(5)
  })

  it('says where a quote opens that never closes', async () => {
    const done = await take('代码,名称\n330109001,城厢街道\n330109002,"北干\n330109003,新塘\n')
    expect(done.troubles[0]).to.include({ code: 'open-quote', line: 3 })
    expect(done.added).to.be.greaterThan(0)
  })

  it('comes out and goes in again as it was', async () => {
    const first = await take(
      `${good.replace('李示例,000-0000-0004', '李示例、赵示例,000-0000-0004、000-0000-0005')}=1+1,"名,""字""",办公点,330109001,,,,\n`,
    )
    const text = await writeCsv(finish(exportRoster(first.roster, first.people, 'zh')))
    expect(text.charCodeAt(0)).to.equal(0xfeff)
    expect(text).to.contain("'=1+1")
    const same = await take(text, { roster: first.roster, people: first.people, on: '2021-01-01' })
    expect(same).to.include({ added: 0, changed: 0, same: 6 })
    expect(same.roster).to.deep.equal(first.roster)
    expect(same.people).to.deep.equal(first.people)
    const fresh = await take(text)
    expect(fresh.roster).to.deep.equal(first.roster)
    expect(fresh.people).to.deep.equal(first.people)
    const nameless = await take(await writeCsv(finish(exportRoster(first.roster, undefined, 'en'))), {
      roster: first.roster,
    })
    expect(nameless.roster.posts).to.deep.equal(first.roster.posts)
  })

  it('takes 100,000 rows in steps, with everything wrong in every one as well', async function () {
    this.timeout(20_000)
    const rows = [
      '代码,名称,类别,所在',
      '330109001,城厢街道,街道,',
      '330109001072,育才东苑社区,社区,330109001',
      '330109001072-001,1网格,网格,330109001072',
      '330109001072-001-001,1幢,幢,330109001072-001',
    ]
    for (let i = 0; i < 100_000; i++) rows.push(`h${i},${i}号,户,330109001072-001-001`)
    const sheet = await readCsv(rows.join('\n'))
    const mapping = guessMapping(sheet.headings)
    const longest = (steps: Generator<{ done: number; all: number }, RosterImport>) => {
      const seen: number[] = []
      let step = steps.next()
      for (; !step.done; step = steps.next()) seen.push(step.value.done)
      expect(seen).to.deep.equal([...seen].sort((a, b) => a - b))
      expect(seen.length).to.be.greaterThan(30)
      return step.value
    }
    const into = { on: '2020-04-10', file: 'x.csv' }
    expect(longest(importRoster(sheet, mapping, into)).added).to.equal(100_004)
    const orphans = await readCsv(rows.join('\n').replaceAll(',户,330109001072-001-001', ',户,nowhere'))
    const none = longest(importRoster(orphans, mapping, into))
    expect(none.added).to.equal(4)
    expect(none.troubles).to.have.length(100_000)
  })
})
