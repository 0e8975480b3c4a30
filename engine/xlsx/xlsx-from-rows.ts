/** Rows as a .xlsx that Excel, WPS and LibreOffice open, in which no text is ever run as a formula or turned into a date. */
import { strToU8, zipSync } from 'fflate'
import { cellAddress, MOST_COLUMNS, MOST_ROWS } from './address.js'

export interface Book {
  readonly name: string
  readonly rows: readonly (readonly (string | number)[])[]
  /** So many rows at the top are bold and stay in sight. */
  readonly headings: number
  /** Width of each column, in characters. */
  readonly widths: readonly number[]
}

/** Characters that one cell can hold. */
const LONGEST = 32_767
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Numbers of the styles below. */
const TEXT = 1
const BOLD = 2

// format 49 is text: what is typed there stays as typed; `quotePrefix` is the apostrophe that Excel does not show
const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="49" applyNumberFormat="1" quotePrefix="1" xfId="0"/><xf fontId="1" numFmtId="49" applyFont="1" applyNumberFormat="1" quotePrefix="1" xfId="0"/></cellXfs></styleSheet>`

/** @throws RangeError for more rows, columns or characters in a cell than Excel can hold */
export function xlsxFromRows({ name, rows, headings, widths }: Book): Uint8Array<ArrayBuffer> {
  if (rows.length > MOST_ROWS) throw new RangeError(`${rows.length} rows; Excel holds ${MOST_ROWS}`)
  const lines = rows.map((cells, row) => `<row r="${row + 1}">${cells.map(cell(row, headings)).join('')}</row>`)
  const columns = widths.map(
    (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" style="${TEXT}" customWidth="1"/>`,
  )
  const pane =
    headings > 0
      ? `<pane ySplit="${headings}" topLeftCell="A${headings + 1}" activePane="bottomLeft" state="frozen"/>`
      : ''
  const files = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(sheetName(name))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': STYLES,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>${columns.length ? `<cols>${columns.join('')}</cols>` : ''}<sheetData>${lines.join('')}</sheetData></worksheet>`,
  }
  const packed = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(XML + text)]))
  // always of one day: the same rows are the same bytes
  return zipSync(packed, { mtime: '1980-01-01T12:00:00' })
}

const cell = (row: number, headings: number) => (value: string | number, column: number) => {
  if (value === '') return ''
  if (column >= MOST_COLUMNS) throw new RangeError(`more than ${MOST_COLUMNS} columns`)
  const at = cellAddress(row + 1, column + 1)
  if (typeof value === 'number') return `<c r="${at}"><v>${value}</v></c>`
  if (value.length > LONGEST) throw new RangeError(`${at} has ${value.length} characters; a cell holds ${LONGEST}`)
  return `<c r="${at}" s="${row < headings ? BOLD : TEXT}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** What XML cannot hold is written as Excel does, `_x000D_`. */
const escaped = (text: string): string =>
  text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(
      /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g,
      (mark) => `_x${mark.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}_`,
    )
    .replace(/[&<>"]/g, (mark) => ENTITIES[mark]!)

/** Excel takes 31 characters, without these. */
const sheetName = (name: string): string =>
  name
    .replace(/[[\]:*?/\\']/g, ' ')
    .slice(0, 31)
    .replace(/\p{Surrogate}/gu, '')
    .trim() || '1'
