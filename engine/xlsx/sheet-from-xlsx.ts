/** The first sheet of a .xlsx as rows of text: dates and yes/no as people write them, whatever Excel keeps instead. */
import { cellAt, MOST_COLUMNS, MOST_ROWS } from './address.js'
import { CannotRead } from './cannot-read.js'
import { unzip } from './unzip.js'
import { unescaped, walk } from './walk.js'
import { openWorkbook, type Time, type Workbook } from './workbook.js'

/**
 * Row 1 is at index 0; an empty row is an empty list, and a cell that is not there an empty text. Numbers are plain
 * (`37.3`), dates `2020-04-10`, moments `2020-04-10T16:30`, hours `08:00`, yes and no `TRUE` and `FALSE`. A value in cells
 * merged from top to bottom stands in each of them. A formula gives its value; one that has none gives itself, `=A1`.
 * @throws CannotRead with words for people
 */
export function sheetFromXlsx(bytes: Uint8Array): string[][] {
  // what Excel wrote before 2007, and what it writes for a password, is another kind of file
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) throw new CannotRead('old')
  const workbook = openWorkbook(unzip(bytes))
  const rows: string[][] = []
  const merged: string[] = []
  let [row, column, style, type] = [0, 0, 0, 'n']
  let [value, formula, inside] = ['', '', '']
  const put = (text: string) => {
    if (text === '') return
    if (row > MOST_ROWS || column > MOST_COLUMNS) throw new CannotRead('broken')
    const cells = (rows[row - 1] ??= [])
    while (cells.length < column - 1) cells.push('')
    cells[column - 1] = text
  }
  walk(workbook.sheet, {
    open(tag, attribute) {
      inside = tag
      if (tag === 'row') [row, column] = [Number(attribute('r') ?? row + 1), 0]
      else if (tag === 'mergeCell') merged.push(attribute('ref') ?? '')
      else if (tag === 'c') {
        const at = cellAt(attribute('r') ?? '')
        ;[row, column] = at ? [at.row, at.column] : [row, column + 1]
        ;[style, type, value, formula] = [Number(attribute('s') ?? 0), attribute('t') ?? 'n', '', '']
      }
    },
    close(tag) {
      if (tag === 'c') put(value === '' && formula ? `=${formula}` : textOf(value, type, style, workbook))
      inside = ''
    },
    text(text) {
      if (inside === 'v' || inside === 't') value += text
      else if (inside === 'f') formula += text
    },
  })
  for (const range of merged) spread(range, rows)
  return Array.from(rows, (cells) => cells ?? [])
}

function textOf(value: string, type: string, style: number, { texts, times, from1904 }: Workbook): string {
  if (value === '') return ''
  switch (type) {
    case 's':
      return texts[Number(value)] ?? ''
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE'
    case 'n': {
      const number = Number(value)
      if (!Number.isFinite(number)) return value
      const time = times[style]
      return time ? timeText(number + (from1904 && time === 'date' ? 1462 : 0), time) : String(number)
    }
    case 'str':
    case 'inlineStr':
      return unescaped(value)
    default:
      // an error such as #REF!, or a date that is written out
      return value
  }
}

const two = (value: number) => String(value).padStart(2, '0')

/** Excel counts days from 1899-12-30, and believes that there was a 29 February 1900. */
function timeText(serial: number, time: Time): string {
  const seconds = Math.round(serial * 86_400)
  const clock = (of: number) => {
    const rest = of % 60
    return `${two(Math.floor(of / 3600))}:${two(Math.floor(of / 60) % 60)}${rest ? `:${two(rest)}` : ''}`
  }
  if (time === 'hours' || (serial >= 0 && serial < 1)) return seconds < 0 ? String(serial) : clock(seconds)
  const day = new Date(Date.UTC(1899, 11, 30 + Math.floor(seconds / 86_400) + (seconds < 60 * 86_400 ? 1 : 0)))
  const rest = ((seconds % 86_400) + 86_400) % 86_400
  if (Number.isNaN(day.getTime())) return String(serial)
  return `${day.toISOString().slice(0, 10)}${rest ? `T${clock(rest)}` : ''}`
}

/** Only the top cell of merged ones has the value; people mean it in each row. */
function spread(range: string, rows: string[][]): void {
  const [from, to] = range.split(':').map(cellAt)
  if (!from || !to || from.row === to.row) return
  const value = rows[from.row - 1]?.[from.column - 1]
  if (!value) return
  for (let row = from.row; row < Math.min(to.row, rows.length); row++) {
    const cells = (rows[row] ??= [])
    while (cells.length < from.column - 1) cells.push('')
    cells[from.column - 1] = value
  }
}
