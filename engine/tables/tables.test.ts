/** A table that goes out as a spreadsheet comes back exactly; what Excel and people do to cells is understood or told by cell. */
import { expect } from '@open-wc/testing'
import { soak } from '../../test/soak.js'
import { csvRows, writeCsv } from '../csv.js'
import type { Field, FieldType, Output, PackFile, Table } from '../pack/format.js'
import { loadBook } from '../pack/load.js'
import { namesOf } from '../pack/names.js'
import type { Json, Say } from '../types.js'
import { sheetFromXlsx } from '../xlsx/sheet-from-xlsx.js'
import { xlsxFromRows } from '../xlsx/xlsx-from-rows.js'
import { encodeGbk } from './gbk.js'
import { tableFromFile, type TableTaken } from './in.js'
import { tableToCsv, tableToXlsx } from './out.js'
import { spanFrom, spanText } from './spans.js'

const say = (zh: string, en: string): Say => ({ zh, en })
const seed = Number(new URL(location.href).searchParams.get('seed') ?? 20200410)
const utf8 = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer
const encode = (rows: readonly (readonly string[])[]) => utf8(rows.map((row) => row.join(',')).join('\n'))

const levels = { high: say('高', 'High'), low: say('低', 'Low'), other: say('任意', 'Anything') }
const fields: Readonly<Record<string, Field>> = {
  kind: {
    title: say('类型', 'Kind'),
    type: 'choice',
    of: { empty: say('空位', 'Empty stall'), taken: say('占用', 'Taken') },
  },
  over: { title: say('超出', 'Over'), type: 'number', unit: say('厘米', 'cm') },
  again: { title: say('再犯', 'Again'), type: 'yes-no' },
  on: { title: say('日期', 'Day'), type: 'date' },
  at: { title: say('时刻', 'Time'), type: 'time' },
  when: { title: say('时间', 'Moment'), type: 'moment' },
  waits: { title: say('等待', 'Wait'), type: 'duration' },
  note: { title: say('说明', 'Note'), type: 'text' },
  spot: { title: say('地点', 'Place'), type: 'place' },
  all: { title: say('多选', 'Several'), type: 'choices', of: 'levels' },
}
const outputs: Readonly<Record<string, Output>> = {
  name: { title: say('名称', 'Name'), type: 'words' },
  level: { title: say('级别', 'Level'), type: 'choice', of: 'levels' },
  limit: { title: say('时限', 'Limit'), type: 'duration' },
  fee: { title: say('费用', 'Fee'), type: 'number', unit: say('元', 'yuan') },
  urgent: { title: say('加急', 'Urgent'), type: 'yes-no' },
  modules: { title: say('模块', 'Modules'), type: 'choices', of: 'levels' },
  text: { title: say('文字', 'Text'), type: 'text' },
  who: { title: say('负责', 'Who'), type: 'party' },
  day: { title: say('起始', 'From'), type: 'date' },
  hour: { title: say('几点', 'Hour'), type: 'time' },
  moment: { title: say('截止', 'Until'), type: 'moment' },
}

function packOf(table: Pick<Table, 'inputs' | 'outputs' | 'rows'> & Partial<Table>) {
  const file: PackFile = {
    pack: 'one',
    version: 1,
    title: say('一', 'One'),
    lists: { levels },
    dossiers: {
      thing: { title: say('件', 'Thing'), about: 'thing', fields, steps: { open: say('开', 'Open') }, ends: [] },
    },
    tables: {
      fees: { title: say('收费', 'Fees'), hit: 'first', ...table },
      other: {
        title: say('别的', 'Other'),
        hit: 'first',
        inputs: ['kind'],
        outputs: { level: outputs['level']! },
        rows: [['empty', 'low']],
      },
    },
  }
  return { file, names: { thing: namesOf(file, 'thing') } }
}
const stalls = packOf({
  inputs: ['kind', 'over', 'on'],
  outputs: { level: outputs['level']!, limit: outputs['limit']!, name: outputs['name']! },
  rows: [
    ['empty', '<=10', null, 'low', 'PT4H', say('占道', 'In the way')],
    [['empty', 'taken'], '10..<20', '>=2020-04-10', 'high', 'P1D', null],
  ],
  otherwise: ['low', null, null],
})
const take = (bytes: ArrayBuffer, pack = stalls, file = 'fees.xlsx') => tableFromFile(bytes, pack, 'fees', file)
const rowsOf = (taken: TableTaken) => ('rows' in taken ? taken.rows : taken.troubles.map(({ says }) => says.zh))
const told = (taken: TableTaken) =>
  'troubles' in taken
    ? taken.troubles.map(({ cell, code, meant }) => [cell, code, ...(meant ? [meant] : [])].join(' '))
    : taken.rows

describe('tables as spreadsheets', () => {
  it("I86 a table goes out with titles in the reader's language, the names of its columns and its hit policy", async () => {
    expect((await tableToCsv(stalls, 'fees', 'zh')).split('\r\n')).to.deep.equal([
      '\uFEFF收费（fees）：从上往下，第一行适用的算。条件空着就是不限。',
      '类型（kind）,超出，厘米（over）,日期（on）,级别（level）,时限（limit）,名称·中文（name.zh）,名称·英文（name.en）',
      '空位,<=10,,低,4小时,占道,In the way',
      '空位、占用,10..<20,>=2020-04-10,高,1天,,',
      '（都不符合时）,,,低,,,',
      '',
    ])
    const english = sheetFromXlsx(await tableToXlsx(stalls, 'fees', 'en'))
    expect(english).to.deep.equal([
      ['Fees (fees): the first row that matches counts. An empty condition means any.'],
      [
        'Kind (kind)',
        'Over, cm (over)',
        'Day (on)',
        'Level (level)',
        'Limit (limit)',
        'Name, Chinese (name.zh)',
        'Name, English (name.en)',
      ],
      ['Empty stall', '<=10', '', 'Low', '4 h', '占道', 'In the way'],
      ['Empty stall, Taken', '10..<20', '>=2020-04-10', 'High', '1 day'],
      ['(otherwise)', '', '', 'Low'],
    ])
  })

  it('I83 comes back as it was from .xlsx, UTF-8 and GBK, in both languages', async () => {
    for (const lang of ['zh', 'en']) {
      const csv = await tableToCsv(stalls, 'fees', lang)
      for (const bytes of [utf8(csv), encodeGbk(csv).buffer, (await tableToXlsx(stalls, 'fees', lang)).buffer]) {
        expect(await take(bytes)).to.deep.equal({
          rows: stalls.file.tables!['fees']!.rows,
          otherwise: ['low', null, null],
        })
      }
    }
  })

  it('every table of the packs in force comes back exactly', async () => {
    const { book } = await loadBook('/rules/chengxiang.community.json', async (address) =>
      (await fetch(address)).text(),
    )
    for (const pack of book!.packs.values())
      for (const [name, table] of Object.entries(pack.file.tables ?? {}))
        for (const lang of ['zh', 'en']) {
          const back = { rows: table.rows, ...(table.otherwise && { otherwise: table.otherwise }) }
          const xlsx = await tableToXlsx(pack, name, lang)
          expect(await tableFromFile(xlsx.buffer, pack, name, 'a.xlsx')).to.deep.equal(back)
          expect(await tableFromFile(utf8(await tableToCsv(pack, name, lang)), pack, name, 'a.csv')).to.deep.equal(back)
        }
  })

  const count = soak ? 100_000 : 1000
  it(`I83 ${count} random tables come back exactly (seed ${seed})`, async () => {
    const random = seeded(seed)
    for (let round = 0; round < count; round++) {
      const pack = draw(random)
      const { rows, otherwise } = pack.file.tables!['fees']!
      const lang = round % 2 ? 'zh' : 'en'
      const csv = await tableToCsv(pack, 'fees', lang)
      const ways = [utf8(csv), encodeGbk(csv).buffer, (await tableToXlsx(pack, 'fees', lang)).buffer]
      const taken = await take(ways[round % 3]!, pack)
      const label = `seed ${seed}, round ${round}, way ${round % 3}: ${JSON.stringify(rows)} ${csv}`
      expect(taken, label).to.deep.equal({ rows, ...(otherwise && { otherwise }) })
    }
  }).timeout(soak ? 0 : 60_000)

  it('names a bad cell by its address, with what was meant, in zh and en', async () => {
    const head = ['类型', '超出', '日期', '级别', '时限', '名称·中文', '名称·英文']
    const taken = await take(
      encode([
        head,
        ['空味', '<=十', '2020-02-30', '很低', '4', '占道', ''],
        ['空位', '2020-01-02', '', '高', '1天', '', 'way'],
        ['空位', '#REF!', '', '高', '1天', '', ''],
        ['（都不符合时）', '3', '', '高', '', '', ''],
        ['（都不符合时）', '', '', '高', '', '', ''],
        ['(Otherwise)', '', '', '高', '', '', ''],
      ]),
    )
    expect(told(taken)).to.deep.equal([
      'A2 unknown-choice 空位',
      'B2 wrong-type',
      'C2 wrong-type',
      'D2 unknown-choice 低',
      'E2 wrong-type',
      'G2 no-words',
      'B3 became-date',
      'F3 no-words',
      'B4 excel-error',
      'B5 otherwise-with-input',
      'A7 twice',
    ])
    const { troubles } = taken as Extract<TableTaken, { troubles: unknown }>
    expect(troubles[0]!.says).to.deep.equal(
      say(
        'fees.xlsx A2：没有「空味」这个选项。您是不是想写 空位？',
        'fees.xlsx, A2: there is no choice "空味". Did you mean 空位?',
      ),
    )
    expect(troubles[6]!.says.zh).to.equal(
      'fees.xlsx B3：Excel 把它变成了日期 2020-01-02；原来若是范围，写成 1..2，并把这一格设成文本。',
    )
    expect(troubles[4]!.says.en).to.equal('fees.xlsx, E2: "4" is no span; write 10 min, 4 h, 3 days or PT10M.')
  })

  it('names missing, misspelt and strange columns, and a file of another table', async () => {
    expect(
      told(await take(encode([['类型', '超出', '日其', '级别', 'limit', 'name.zh', '备注'], ['空位']]))),
    ).to.deep.equal(['C1 unknown-column 日期', 'H1 missing-column'])
    expect(
      told(
        await take(
          encode([
            ['a', 'b'],
            ['1', '2'],
          ]),
        ),
      ),
    ).to.deep.equal(['A1 no-headings'])
    expect(told(await take(utf8('')))).to.deep.equal(['A1 no-headings'])
    expect(told(await take(utf8(await tableToCsv(stalls, 'other'))))).to.deep.equal(['A1 other-table'])
    const headings = ['kind', 'over', 'on', 'level', 'limit', 'name.zh', 'name.en']
    expect(told(await take(encode([[], [], headings, []])))).to.deep.equal(['A3 no-rows'])
    expect(told(await take(utf8(`${headings.join()}\n"empty,,,,,,\n`)))).to.deep.equal(['A2 open-quote'])
  })

  it('understands what Excel and people make of cells', async () => {
    const columns = Object.entries(outputs).filter(([name]) => name !== 'name')
    const pack = packOf({
      inputs: Object.keys(fields),
      outputs: Object.fromEntries(columns),
      rows: [Array(20).fill(null)],
    })
    const said = {
      kind: [' taken ', 'TAKEN', 'Ｔaken', '空位,占用', 'Empty stall; Taken', '*'],
      over: ['１２．５', '≥１，２００厘米', '3至5', '3-5', '1,2', '50%'],
      again: ['√', 'TRUE', 'No', '有', '否', '是、否'],
      on: ['2020/4/1', '2020年4月1日', '43922', '2020.4.1~2020.4.3', '＜2020-04-01', '2020-4-1 0:00'],
      at: ['8:00', '08:00:00', '8：30', '>8:00', '08:00..<12:00', '24:00'],
      when: ['2020/4/10 8:30', '2020-04-10 08:30:00', '43931.5', '2020-04-10T16:30Z', '>=2020/4/10 8:00', '2020/4/10'],
      waits: ['10分钟', '1小时30分', 'pt10m', '<=2天', '1 h..<2 days', '半天'],
      note: ['a、b', '"任意"', '-', '["a","b"]', '>=2', "'=1"],
      spot: ['a、b', '330109', '任意', 'x', '', '不限'],
      all: ['高', 'high、低', 'Low', '任意', '', 'Anything'],
      level: ['高', 'HIGH', 'low', 'Anything', '', '低'],
      limit: ['3日', '2 weeks', '1个月', 'P1Y', '', '90 min'],
      fee: ['1,200.50', '5元', '-3', '.5', '', '1e3'],
      urgent: ['对', 'false', '×', 'Y', '', '无'],
      modules: ['高、低', '高', 'Low, High', '[]', '', 'high;low'],
      text: ['=1+1', "'=1+1", '"=1"', '001', '', '空 格'],
      who: ['fire-station', '张示例', '', '', '', ''],
      day: ['2020-04-10', '2020/4/1', '43931', '2020年4月1日', '', '2020.4.1'],
      hour: ['8:00', '23:59', '24:00', '08:00:00', '', '0:00'],
      moment: ['2020/4/10 16:30', '43931.6875', '2020-04-10', '2020-04-10T16:30', '', '2020年4月10日 8:05'],
    }
    const sheet = [
      ['看一看', '', ''],
      [],
      Object.keys(said),
      ...[0, 1, 2, 3, 4, 5].map((row) => Object.values(said).map((cells) => cells[row]!)),
    ]
    const bytes = (rows: string[][]) =>
      xlsxFromRows({ name: 'a', rows: [...rows, [], ['', ''], []], headings: 0, widths: [] }).buffer
    const taken = await take(bytes(sheet), pack)
    expect(told(taken)).to.deep.equal(['G9 wrong-type'])
    said.waits[5] = '0秒'
    sheet[8] = Object.values(said).map((cells) => cells[5]!)
    const rows = rowsOf(await take(bytes(sheet), pack)) as Json[][]
    const column = (name: string) => rows.map((row) => row[Object.keys(said).indexOf(name)])
    expect(Object.fromEntries(Object.keys(said).map((name) => [name, column(name)]))).to.deep.equal({
      kind: ['taken', 'taken', 'taken', ['empty', 'taken'], ['empty', 'taken'], null],
      over: [12.5, '>=1200', '3..5', '3..5', [1, 2], 0.5],
      again: [true, true, false, true, false, [true, false]],
      on: ['2020-04-01', '2020-04-01', '2020-04-01', '2020-04-01..2020-04-03', '<2020-04-01', '2020-04-01'],
      at: ['08:00', '08:00', '08:30', '>08:00', '08:00..<12:00', '24:00'],
      when: [
        '2020-04-10T08:30',
        '2020-04-10T08:30',
        '2020-04-10T12:00',
        '2020-04-10T16:30Z',
        '>=2020-04-10T08:00',
        '2020-04-10',
      ],
      waits: ['PT10M', 'PT1H30M', 'PT10M', '<=P2D', 'PT1H..<P2D', 'PT0S'],
      note: ['a、b', '任意', null, ['a', 'b'], '>=2', '=1'],
      spot: [['a', 'b'], '330109', null, 'x', null, null],
      all: ['high', ['high', 'low'], 'low', 'other', null, 'other'],
      level: ['high', 'high', 'low', 'other', null, 'low'],
      limit: ['P3D', 'P2W', 'P1M', 'P1Y', null, 'PT90M'],
      fee: [1200.5, 5, -3, 0.5, null, 1000],
      urgent: [true, false, false, true, null, false],
      modules: [['high', 'low'], ['high'], ['low', 'high'], [], null, ['high', 'low']],
      text: ['=1+1', '=1+1', '=1', '001', null, '空 格'],
      who: ['fire-station', '张示例', null, null, null, null],
      day: ['2020-04-10', '2020-04-01', '2020-04-10', '2020-04-01', null, '2020-04-01'],
      hour: ['08:00', '23:59', '24:00', '08:00', null, '00:00'],
      moment: ['2020-04-10T16:30', '2020-04-10T16:30', '2020-04-10', '2020-04-10T16:30', null, '2020-04-10T08:05'],
    })
  })

  it('reads .csv with a mark, CRLF, semicolons, tabs, a title above and notes beside', async () => {
    const head = ['备注', 'limit', '级别 (level)', 'Day', 'name.zh', '超出，厘米（over）', 'KIND', 'name.en']
    const row = ['看', '4h', 'low', '', '占道', '<=10', 'empty', 'In the way']
    for (const mark of [';', '\t', ',']) {
      const lines = [['收费标准'], head, row, Array(8).fill(''), []].map((cells) =>
        cells.map((cell) => `"${cell}"`).join(mark),
      )
      const taken = await take(utf8(`\uFEFF${lines.slice(mark === ',' ? 0 : 1).join('\r\n')}`))
      expect(rowsOf(taken)).to.deep.equal([['empty', '<=10', null, 'low', 'PT4H', say('占道', 'In the way')]])
    }
  })

  it('nothing that is written runs as a formula, and a number below zero stays one', async () => {
    const nasty = ['=1+1', '+1', '@a', '-1+2', '\t=1', '＝1', '-5']
    const csv = await writeCsv(nasty.map((cell) => [cell]))
    expect(csv).to.equal(`\uFEFF"'=1+1"\r\n"'+1"\r\n"'@a"\r\n"'-1+2"\r\n"'\t=1"\r\n"'＝1"\r\n-5\r\n`)
    expect((await csvRows(csv)).rows.map(({ cells }) => cells[0])).to.deep.equal(nasty)
    const pack = packOf({
      inputs: ['note'],
      outputs: { text: outputs['text']! },
      rows: nasty.map((cell) => [cell, cell]),
    })
    for (const line of (await tableToCsv(pack, 'fees')).split('\r\n').slice(1))
      for (const cell of line.split(',')) expect(cell).not.to.match(/^(?:[=+@\t＝]|-(?!5$))/)
    expect(rowsOf(await take(utf8(await tableToCsv(pack, 'fees')), pack))).to.deep.equal(
      pack.file.tables!['fees']!.rows,
    )
  })

  it('spans in words come back part by part', () => {
    for (const span of ['PT60M', 'PT1H', 'P1M', 'P1Y2M3W4DT5H6M7S', 'PT0.5S', 'P1.5D'])
      for (const lang of ['zh', 'en']) expect(spanFrom(spanText(span, lang)), `${span} ${lang}`).to.equal(span)
    expect(['', 'P', '1', '小时', '1小时1天', '1 hx', 'P1Z'].map(spanFrom)).to.deep.equal(Array(7).fill(undefined))
    expect(spanFrom('负2天')).to.equal('-P2D')
  })

  it('GBK is what a GBK reader reads, beyond its two bytes too', () => {
    const text = '网格员，楼栋：𠮷 é ㊣ € ﷼\r\n'
    expect(new TextDecoder('gb18030').decode(encodeGbk(text))).to.equal(text)
    expect([...encodeGbk('代码,')]).to.deep.equal([0xb4, 0xfa, 0xc2, 0xeb, 0x2c])
  })
})

function seeded(from: number): () => number {
  let state = from >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const TEXTS = [
  'a',
  ' a ',
  '',
  'any',
  '任意',
  '-',
  '=1+1',
  "'=x",
  '"q"',
  '[1]',
  '{}',
  'a、b',
  'a, b',
  '>=2',
  '1..2',
  '（都不符合时）',
  '(Otherwise)',
  'TRUE',
  '是',
  '007',
  '1e5',
  '2020/4/1',
  'null',
  'two\nlines',
  '\u00a0',
  '\ud800',
  '𠮷',
  '#REF!',
  '＝1',
  '\t',
  '空位',
  '@x',
  '1,200',
  '\u0000',
  '_x0041_',
]
const VALUES: Partial<Record<FieldType, readonly Json[]>> = {
  text: TEXTS,
  party: TEXTS.filter((text) => text !== ''),
  place: TEXTS.filter((text) => text !== ''),
  number: [0, 1, -1.5, 37.3, 1e21, 1200, 0.1, -0.001],
  'yes-no': [true, false],
  date: ['2020-04-10', '1999-12-31'],
  time: ['08:00', '24:00', '00:00'],
  moment: ['2020-04-10T16:30', '2020-04-10', '2020-04-10T16:30:05', '2020-04-10T16:30Z', '2020-04-10T16:30+08:00'],
  duration: ['PT60M', 'PT1H', 'P1D', 'P1M', 'PT1M', '-P1D', 'P1DT2H', 'PT0.5S'],
  choice: Object.keys(levels),
}

/** A table of any columns; each kind of cell that a pack may have comes up. */
function draw(random: () => number): ReturnType<typeof packOf> {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const some = <T>(list: readonly T[]): T[] => list.filter(() => random() < 0.35)
  const own = (type: FieldType, name?: string): Json =>
    name === 'kind' ? pick(['empty', 'taken']) : pick(VALUES[type]!)
  const input = (name: string): Json => {
    const type = fields[name]!.type === 'choices' ? 'choice' : fields[name]!.type
    if (random() < 0.3) return null
    if (random() < 0.2) return Array.from({ length: Math.floor(random() * 4) }, () => own(type, name))
    if (!['number', 'date', 'time', 'moment', 'duration'].includes(type) || random() < 0.4) return own(type, name)
    const [low, high] = [String(own(type)), String(own(type))]
    return pick([`>=${low}`, `< ${low}`, `>${low}`, `${low}..${high}`, `${low}..<${high}`])
  }
  const output = ({ type }: Output): Json => {
    if (random() < 0.2) return null
    if (type === 'words') return { zh: pick(TEXTS), en: pick(TEXTS), ...(random() < 0.2 && { de: pick(TEXTS) }) }
    return type === 'choices' ? some(Object.keys(levels)) : own(type)
  }
  const inputs = some(Object.keys(fields))
  if (inputs.length === 0) inputs.push('note')
  const outs = Object.fromEntries(some(Object.entries(outputs)))
  if (Object.keys(outs).length === 0) outs['text'] = outputs['text']!
  const row = () => [...inputs.map(input), ...Object.values(outs).map(output)]
  const rows = Array.from({ length: 1 + Math.floor(random() * 4) }, row)
  if (random() < 0.1) rows.push(rows[0]!.map(() => null))
  return packOf({ inputs, outputs: outs, rows, ...(random() < 0.3 && { otherwise: Object.values(outs).map(output) }) })
}
