/** Workbooks as Excel, WPS and programs write them must be read as people see them, and broken ones told in words. */
import { expect } from '@open-wc/testing'
import { strToU8, zipSync } from 'fflate'
import { readSpreadsheet } from '../spreadsheet.js'
import { cellAddress, cellAt } from './address.js'
import { CannotRead } from './cannot-read.js'
import { sheetFromXlsx } from './sheet-from-xlsx.js'
import { unzip } from './unzip.js'
import { xlsxFromRows } from './xlsx-from-rows.js'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

interface Parts {
  readonly sheet: string
  readonly texts?: string
  readonly styles?: string
  readonly workbook?: string
}
const zipped = (files: Readonly<Record<string, string>>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))
const workbook = ({ sheet, texts, styles, workbook }: Parts): Uint8Array<ArrayBuffer> =>
  zipped({
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">${workbook ?? '<sheets><sheet name="a" sheetId="1" r:id="rId7"/></sheets>'}</workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId3" Type="${RELATIONS}/worksheet" Target="worksheets/hidden.xml"/><Relationship Id="rId7" Type="${RELATIONS}/worksheet" Target="/xl/worksheets/shown.xml"/></Relationships>`,
    'xl/worksheets/hidden.xml': '<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>',
    'xl/worksheets/shown.xml': `<worksheet xmlns="${MAIN}">${sheet}</worksheet>`,
    ...(texts && { 'xl/sharedStrings.xml': texts }),
    ...(styles && { 'xl/styles.xml': styles }),
  })
const rows = (parts: Parts) => sheetFromXlsx(workbook(parts))
const code = (read: () => unknown): string => {
  try {
    read()
  } catch (error) {
    if (error instanceof CannotRead) return error.code
    throw error
  }
  return 'read'
}

describe('a .xlsx', () => {
  it('cells have the addresses that Excel shows', () => {
    expect([1, 26, 27, 52, 702, 703, 16_384].map((column) => cellAddress(7, column))).to.deep.equal([
      'A7',
      'Z7',
      'AA7',
      'AZ7',
      'ZZ7',
      'AAA7',
      'XFD7',
    ])
    for (const column of [1, 26, 27, 702, 703, 16_384])
      expect(cellAt(cellAddress(1_048_576, column))).to.deep.equal({ row: 1_048_576, column })
    expect(['A0', 'A1048577', 'XFE1', 'B', '7', 'b7', ''].map(cellAt)).to.deep.equal(Array(7).fill(undefined))
  })

  it('shared texts in pieces, readings above them, numbers, yes and no, errors and formulas', () => {
    const texts =
      '<sst><si><t>类型</t></si><si><r><t>空</t></r><r><t xml:space="preserve">位 </t></r><rPh sb="0" eb="1"><t>kong</t></rPh></si><si><t>a_x000D_b &amp; &lt;c&gt; &#x4e2d;</t></si></sst>'
    const sheet = `<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>
      <row r="3"><c r="A3"><v>37.299999999999997</v></c><c r="B3" t="b"><v>1</v></c><c r="C3" t="b"><v>0</v></c><c r="D3" t="e"><v>#REF!</v></c><c r="E3" t="str"><f>A1&amp;B1</f><v>sum</v></c><c r="F3"><f>1+1</f></c><c r="G3" t="inlineStr"><is><t>in</t><t>line</t></is></c><c r="H3" t="s"><v>2</v></c></row>
      <row r="9"><c r="A9" s="1"/></row></sheetData>`
    expect(rows({ sheet, texts })).to.deep.equal([
      ['类型', '', '空位 '],
      [],
      ['37.3', 'TRUE', 'FALSE', '#REF!', 'sum', '=1+1', 'inline', 'a\rb & <c> 中'],
    ])
  })

  it('dates and hours by their formats, also Chinese ones, counted from 1900 and from 1904', () => {
    const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/><numFmt numFmtId="165" formatCode="0.00&quot; days&quot;"/><numFmt numFmtId="166" formatCode="[Red][h]:mm"/></numFmts>
      <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="22"/><xf numFmtId="58"/><xf numFmtId="20"/></cellXfs></styleSheet>`
    const cells = [
      [1, 43_931],
      [2, 43_931.6875],
      [3, 2.5],
      [4, 1.0625],
      [5, 43_931.000_011_6],
      [6, 1],
      [7, 1 / 3],
      [0, 43_931],
      [1, 61],
      [1, 1e300],
    ]
    const sheet = `<sheetData><row>${cells.map(([style, value]) => `<c s="${style}"><v>${value}</v></c>`).join('')}</row></sheetData>`
    expect(rows({ sheet, styles })).to.deep.equal([
      [
        '2020-04-10',
        '2020-04-10T16:30',
        '2.5',
        '25:30',
        '2020-04-10T00:00:01',
        '1900-01-01',
        '08:00',
        '43931',
        '1900-03-01',
        '1e+300',
      ],
    ])
    const from1904 = '<workbookPr date1904="1"/><sheets><sheet name="a" sheetId="1" r:id="rId7"/></sheets>'
    const old = '<sheetData><row><c s="1"><v>42469</v></c></row></sheetData>'
    expect(rows({ sheet: old, styles, workbook: from1904 })).to.deep.equal([['2020-04-10']])
  })

  it('cells merged from top to bottom have their value in each row, those merged across have it once', () => {
    const sheet = `<sheetData><row r="1"><c r="A1" t="str"><v>title</v></c></row><row r="2"><c r="A2"><v>5</v></c><c r="B2"><v>1</v></c></row><row r="3"><c r="B3"><v>2</v></c></row></sheetData>
      <mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A2:A1048576"/><mergeCell ref="nonsense"/></mergeCells>`
    expect(rows({ sheet })).to.deep.equal([['title'], ['5', '1'], ['5', '2']])
  })

  it('the first sheet that is not hidden, tags with prefixes, texts as CDATA', () => {
    const sheets = '<x:sheets><x:sheet name="b" state="hidden" r:id="rId3"/><x:sheet name="a" r:id="rId7"/></x:sheets>'
    const sheet = '<x:sheetData><x:row><x:c t="str"><x:v><![CDATA[<b>]]></x:v></x:c></x:row></x:sheetData>'
    expect(rows({ sheet, workbook: sheets })).to.deep.equal([['<b>']])
  })

  it('what cannot be opened is told in words', () => {
    const good = workbook({ sheet: '<sheetData/>' })
    expect(code(() => sheetFromXlsx(good))).to.equal('read')
    expect(code(() => sheetFromXlsx(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0])))).to.equal('old')
    expect(code(() => sheetFromXlsx(strToU8('PK no zip')))).to.equal('broken')
    expect(code(() => sheetFromXlsx(zipped({ 'word/document.xml': '<a/>' })))).to.equal('broken')
    expect(code(() => sheetFromXlsx(workbook({ sheet: '<sheetData><row>' + '</c>' })))).to.equal('broken')
    // each byte on its own is either harmless or told
    for (let at = 0; at < good.length; at++) {
      for (const wrong of [good.slice(0, at), good.with(at, 255 - good[at]!)]) {
        expect(
          code(() => sheetFromXlsx(wrong)),
          `byte ${at}`,
        ).to.be.oneOf(['read', 'broken', 'old'])
      }
    }
    const { says } = new CannotRead('old')
    expect(says.zh).to.contain('另存为 .xlsx')
    expect(says.en).to.contain('save it as .xlsx')
  })

  it('a small file that would grow without end is stopped, also where it lies about its size', () => {
    const bomb = zipSync({ 'xl/workbook.xml': new Uint8Array(6_000_000) })
    const view = new DataView(bomb.buffer)
    for (let at = bomb.length - 4; at > 0; at--)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true)
    expect(bomb.length).to.be.below(40_000)
    expect(code(() => unzip(bomb, 4_000_000)('xl/workbook.xml'))).to.equal('too-large')
    expect(unzip(bomb)('XL/Workbook.xml')!.length).to.equal(6_000_000)
  }).timeout(20_000)

  it('what is written is read again, whatever the text', async () => {
    const all = [
      ['标题', 'a & <b> "c"', "it's"],
      [],
      ['=1+1', '+1', '@SUM(A1)', '-2'],
      [37.3, -1, 1e21, 0],
      ['  spaces ', 'two\nlines', 'a\r\nb\tc', '_x000D_', '\u0001\u0000', '𠮷😀', '1-2', '2020-04-10'],
    ]
    const bytes = xlsxFromRows({ name: '表/[1]*', rows: all, headings: 1, widths: [10, 20] })
    expect(sheetFromXlsx(bytes)).to.deep.equal(all.map((row) => row.map(String)))
    expect(bytes, 'the same rows are the same bytes').to.deep.equal(
      xlsxFromRows({ name: '表/[1]*', rows: all, headings: 1, widths: [10, 20] }),
    )
    const sheet = unzip(bytes)('xl/worksheets/sheet1.xml')!
    expect(sheet, 'no text is a formula').not.to.contain('<f>')
    expect(unzip(bytes)('xl/styles.xml')).to.contain('quotePrefix="1"')
    expect((await readSpreadsheet(bytes.buffer)).rows[0]).to.deep.equal({
      number: 3,
      cells: ['=1+1', '+1', '@SUM(A1)', '-2'],
    })
  })

  it('more than Excel can hold is refused', () => {
    const write = (rows: string[][]) => () => xlsxFromRows({ name: '', rows, headings: 0, widths: [] })
    expect(write(Array<string[]>(1_048_577).fill([]))).to.throw(RangeError, '1048576')
    expect(write([['x'.repeat(32_768)]])).to.throw(RangeError, 'A1')
    expect(write([Array<string>(16_385).fill('x')])).to.throw(RangeError, '16384')
  })
})
