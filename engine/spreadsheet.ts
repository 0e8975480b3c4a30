/** A spreadsheet as people hand it over, .xlsx or .csv in any coding: the same rows of text for everyone who reads one. */
import { csvRows, decodeText, plain, saysSomething, sheetOf, type Rows, type Sheet } from './csv.js'

/**
 * Rows that say something. What reads a .xlsx is loaded when the first one comes.
 * @throws CannotRead of `xlsx/`, with words for people, for a .xlsx that cannot be opened
 */
export async function spreadsheetRows(bytes: ArrayBuffer, signal?: AbortSignal): Promise<Rows> {
  const start = new Uint8Array(bytes, 0, Math.min(4, bytes.byteLength))
  if (!isZip(start) && !isOld(start)) return csvRows(decodeText(bytes), signal)
  const { sheetFromXlsx } = await import('./xlsx/sheet-from-xlsx.js')
  const rows = sheetFromXlsx(new Uint8Array(bytes)).map((cells, at) => ({ number: at + 1, cells: cells.map(plain) }))
  return { rows: rows.filter(({ cells }) => saysSomething(cells)), addressed: true }
}

/** The same with its headings, which are the first row that says something. */
export const readSpreadsheet = async (bytes: ArrayBuffer, signal?: AbortSignal): Promise<Sheet> =>
  sheetOf(await spreadsheetRows(bytes, signal))

const isZip = ([p, k]: Uint8Array) => p === 0x50 && k === 0x4b
const isOld = ([first, second]: Uint8Array) => first === 0xd0 && second === 0xcf
