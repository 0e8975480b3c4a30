/** A table as a spreadsheet: titles in the reader's language, the columns' names beside them so that it finds its way back. */
import { writeCsv } from '../csv.js'
import type { Pack } from '../pack/book.js'
import type { Json } from '../types.js'
import { cellText, isAny } from './cells.js'
import { heading, tableAt, type Column } from './columns.js'
import { ANYTHING, isOtherwise, OTHERWISE, titleLine } from './hit.js'

type Cell = string | number

/**
 * The table as text with commas, with a byte order mark so that Excel reads it as UTF-8.
 * @param lang language of titles and choices, `zh` or `en`
 * @throws Error for a table that the pack does not have
 */
export async function tableToCsv(pack: Pick<Pack, 'file' | 'names'>, name: string, lang = 'zh'): Promise<string> {
  const { rows } = sheetOf(pack, name, lang)
  return writeCsv(rows.map((row) => row.map(String)))
}

/**
 * The table as a .xlsx of one sheet. What writes it is loaded when first used.
 * @throws Error for a table that the pack does not have, RangeError for one that Excel cannot hold
 */
export async function tableToXlsx(
  pack: Pick<Pack, 'file' | 'names'>,
  name: string,
  lang = 'zh',
): Promise<Uint8Array<ArrayBuffer>> {
  const { rows, title } = sheetOf(pack, name, lang)
  const { xlsxFromRows } = await import('../xlsx/xlsx-from-rows.js')
  const widths = rows[1]!.map((_, at) =>
    Math.min(60, 2 + Math.max(...rows.slice(1).map((row) => widthOf(String(row[at] ?? ''))))),
  )
  return xlsxFromRows({ name: title, rows, headings: 2, widths })
}

/** Chinese characters take the room of two others. */
const widthOf = (text: string): number => [...text].reduce((sum, mark) => sum + (mark > '\u2e7f' ? 2 : 1), 0)

function sheetOf(
  pack: Pick<Pack, 'file' | 'names'>,
  name: string,
  lang: string,
): { readonly rows: readonly (readonly Cell[])[]; readonly title: string } {
  const at = tableAt(pack, name)
  if (!at) throw new Error(`Pack ${pack.file.pack} has no table "${name}"`)
  const { table, columns } = at
  const inputs = columns.filter(({ side }) => side === 'in')
  const outputs = columns.filter(({ side }) => side === 'out')
  const any = anything(columns[0]!, lang)
  const rows = table.rows.map((row) => {
    const cells = columns.map((column) => cellOf(row[column.index]!, column, lang))
    // a row that is empty from end to end would be taken for none
    return cells.every((cell) => cell === '') ? [any, ...cells.slice(1)] : cells
  })
  const { otherwise } = table
  const last = otherwise && [
    ...inputs.map((_, index) => (index === 0 ? (OTHERWISE[lang] ?? OTHERWISE.zh) : '')),
    ...outputs.map((column) => cellOf(otherwise[column.index - table.inputs.length]!, column, lang)),
  ]
  return {
    title: table.title[lang] ?? table.title.zh,
    rows: [
      [titleLine(name, table, lang)],
      columns.map((column) => heading(column, lang)),
      ...rows,
      ...(last ? [last] : []),
    ],
  }
}

/** A word for any value that no choice of this column is called by. */
const anything = (column: Column, lang: string): string =>
  [ANYTHING[lang] ?? ANYTHING.zh, '*'].find((word) => isAny(word, column)) ?? ''

/** The cells of one row as they stand in the spreadsheet, one for each of its columns. */
export const rowTexts = (row: readonly Json[], columns: readonly Column[], lang: string): readonly string[] =>
  columns.map((column) => String(cellOf(row[column.index] ?? null, column, lang)))

function cellOf(cell: Json, column: Column, lang: string): Cell {
  if (column.language !== undefined) {
    const text = (cell as Readonly<Record<string, Json>> | null)?.[column.language]
    return text === undefined ? '' : cellText(text, column, lang)
  }
  if (column.type === 'number' && typeof cell === 'number') return cell
  return cellText(cell, column, lang, column.index === 0 ? isOtherwise : undefined)
}
