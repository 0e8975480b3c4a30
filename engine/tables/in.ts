/** A spreadsheet back into the rows of a table, or every cell that cannot be taken, by its address and with what was meant. */
import type { SheetRow } from '../csv.js'
import type { Pack } from '../pack/book.js'
import { trouble, type Fault } from '../pack/trouble.js'
import { spreadsheetRows } from '../spreadsheet.js'
import type { Json, Trouble } from '../types.js'
import { cellAddress } from '../xlsx/address.js'
import { cellFrom } from './cells.js'
import { columnsMeant, heading, headingWords, tableAt, type Column, type TableAt } from './columns.js'
import { isOtherwise, namedIn } from './hit.js'

export type TableTaken =
  | {
      readonly rows: readonly (readonly Json[])[]
      /** Outputs of the row marked `（都不符合时）` / `(otherwise)`. */
      readonly otherwise?: readonly Json[]
    }
  | { readonly troubles: readonly Trouble[] }

/** Sentences at most: who has more than these put a wrong file in. */
const MOST = 200

/**
 * Reads the first sheet of a .xlsx, or a .csv in UTF-8 or GBK with commas, tabs or semicolons. Nothing is changed anywhere:
 * what to do with the rows is for the caller.
 * @param file name of the spreadsheet, for the sentences
 * @throws Error for a table that the pack does not have; CannotRead, with words for people, for a .xlsx that will not open
 */
export async function tableFromFile(
  bytes: ArrayBuffer,
  pack: Pick<Pack, 'file' | 'names'>,
  name: string,
  file: string,
): Promise<TableTaken> {
  const at = tableAt(pack, name)
  if (!at) throw new Error(`Pack ${pack.file.pack} has no table "${name}"`)
  const { rows, broken } = await spreadsheetRows(bytes)
  const troubles: Trouble[] = []
  const tell = (row: number, column: number, fault: Fault) => {
    const spot = { file, line: row, column, cell: cellAddress(row, column) }
    if (troubles.length < MOST) troubles.push(trouble('error', spot, fault))
  }
  if (broken !== undefined) {
    const zh = '这一行有一个双引号没有收尾，后面的分不开。'
    tell(broken, 1, { code: 'open-quote', zh, en: 'a double quote opens in this row and never closes.' })
    return { troubles }
  }
  const headings = headingsIn(rows, at.columns)
  const meant = columnsMeant(at.columns, headings?.cells ?? [])
  checkHeadings(at, rows, headings, meant, tell)
  if (troubles.length > 0) return { troubles }
  const taken: Json[][] = []
  let otherwise: Json[] | undefined
  for (const row of rows.filter(({ number }) => number > headings!.number)) {
    const cells = cellsOf(row, at, meant, tell)
    if (!cells) continue
    if (!cells.otherwise) taken.push(cells.row)
    else if (!otherwise) otherwise = cells.row.slice(at.table.inputs.length)
    else {
      const zh = '「都不符合时」只能有一行。'
      tell(row.number, 1, { code: 'twice', zh, en: 'there can be only one row for "otherwise".' })
    }
  }
  if (troubles.length > 0) return { troubles }
  if (taken.length === 0) {
    const zh = '标题下面没有一行内容。'
    tell(headings!.number, 1, { code: 'no-rows', zh, en: 'there are no rows under the headings.' })
    return { troubles }
  }
  return { rows: taken, ...(otherwise && { otherwise }) }
}

type Tell = (row: number, column: number, fault: Fault) => void

/** The row, among the first, in which most columns of the table are named: titles and merged headings may stand above. */
function headingsIn(rows: readonly SheetRow[], columns: readonly Column[]): SheetRow | undefined {
  const known = (row: SheetRow) => columnsMeant(columns, row.cells).filter((at) => at !== undefined).length
  const first = rows.slice(0, 10).map((row) => ({ row, named: known(row) }))
  const most = Math.max(0, ...first.map(({ named }) => named))
  return most === 0 ? undefined : first.find(({ named }) => named === most)!.row
}

function checkHeadings(
  { table, name, others, columns }: TableAt,
  rows: readonly SheetRow[],
  headings: SheetRow | undefined,
  meant: readonly (number | undefined)[],
  tell: Tell,
): void {
  const other = namedIn(rows[0]?.cells[0] ?? '')
  if (other !== undefined && other !== name && others.includes(other)) {
    const zh = `这是另一张表「${other}」，要的是「${table.title.zh}」（${name}）。`
    const en = `this is another table, "${other}"; "${table.title.en}" (${name}) is wanted.`
    return tell(rows[0]!.number, 1, { code: 'other-table', zh, en, found: other })
  }
  const wanted = columns.map((column) => heading(column, 'zh')).join('、')
  if (!headings) {
    const zh = `找不到标题行；要有这些列：${wanted}。`
    const en = `there is no row of headings; these are wanted: ${columns.map((it) => heading(it, 'en')).join(', ')}.`
    return tell(rows[0]?.number ?? 1, 1, { code: 'no-headings', zh, en })
  }
  const missing = columns.filter((_, at) => !meant.includes(at))
  if (missing.length === 0) return
  const known = headingWords(missing)
  let told = 0
  headings.cells.forEach((said, at) => {
    if (said === '' || meant[at] !== undefined) return
    // a column of somebody's own, such as notes, is let alone unless one that is missing was probably meant
    const bare = said.replace(/[（(].*$/, '').trim()
    const fault = { code: 'unknown-column', zh: `没有「${said}」这一列。`, en: `there is no column "${said}".` }
    const probe = trouble('error', { file: '', line: 1, column: 1 }, { ...fault, found: bare, known })
    if (probe.meant === undefined) return
    told++
    tell(headings.number, at + 1, { ...fault, found: bare, known })
  })
  if (told >= missing.length) return
  const [zh, en] = ['zh', 'en'].map((lang) =>
    missing.map((column) => heading(column, lang)).join(lang === 'zh' ? '、' : ', '),
  )
  tell(headings.number, headings.cells.length + 1, {
    code: 'missing-column',
    zh: `少了这几列：${zh}。`,
    en: `these columns are missing: ${en}.`,
  })
}

/** Undefined where a cell cannot be taken, which is told. */
function cellsOf(
  { number, cells }: SheetRow,
  { table, columns }: TableAt,
  meant: readonly (number | undefined)[],
  tell: Tell,
): { readonly row: Json[]; readonly otherwise: boolean } | undefined {
  const said = columns.map((_, at) => cells[meant.indexOf(at)] ?? '')
  const otherwise = isOtherwise(said[0]!)
  const row: Json[] = Array.from({ length: table.inputs.length + Object.keys(table.outputs).length }, () => null)
  let good = true
  const fault = (at: number, it: Fault) => {
    good = false
    tell(number, meant.indexOf(at) + 1, it)
  }
  const words = new Map<number, Map<string, number>>()
  for (const [at, column] of columns.entries()) {
    if (column.side === 'in' && otherwise) {
      if (at > 0 && said[at] !== '') {
        const zh = '「都不符合时」这一行不写条件。'
        fault(at, { code: 'otherwise-with-input', zh, en: 'the row for "otherwise" has no conditions.' })
      }
      continue
    }
    const read = cellFrom(said[at]!, column)
    if ('fault' in read) fault(at, read.fault)
    else if (column.language === undefined) row[column.index] = read.value
    else {
      const places = words.get(column.index) ?? new Map<string, number>()
      words.set(column.index, places.set(column.language, at))
      if (read.value !== null) row[column.index] = { ...(row[column.index] as object), [column.language]: read.value }
    }
  }
  for (const [index, places] of words) {
    const text = row[index] as Readonly<Record<string, Json>> | null
    for (const language of text ? ['zh', 'en'] : []) {
      if (text![language] !== undefined) continue
      const [zh, en] = language === 'zh' ? ['中文', 'Chinese'] : ['英文', 'English']
      fault(places.get(language)!, { code: 'no-words', zh: `${zh}也要写。`, en: `the ${en} is missing.` })
    }
  }
  return good ? { row, otherwise } : undefined
}
