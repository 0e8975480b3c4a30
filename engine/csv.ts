/** Tables as offices save them: UTF-8 or GBK, commas or tabs, quotes as Excel writes them. The parser is loaded when first used. */
import type { Parser, ParseResult } from 'papaparse'
import { pause } from './time/clock.js'

export interface Sheet {
  readonly headings: readonly string[]
  readonly rows: readonly SheetRow[]
  /** Row at which a quote opens and never closes: what follows it could not be told apart. */
  readonly broken?: number
  /** A spreadsheet whose cells people know by their addresses, B7, and not by line and column. */
  readonly addressed?: true
}
export interface SheetRow {
  /** As the spreadsheet numbers it: 1 is the headings. */
  readonly number: number
  readonly cells: readonly string[]
}

/** Chinese spreadsheets are saved as UTF-8 by some programs and as GBK by others; bytes that are no UTF-8 are GBK. */
export function decodeText(bytes: Uint8Array<ArrayBuffer> | ArrayBuffer): string {
  const [first, second] = new Uint8Array(
    bytes instanceof ArrayBuffer ? bytes : bytes.buffer,
    0,
    Math.min(2, bytes.byteLength),
  )
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** So many characters are read between two looks at the page: some milliseconds' work. */
const sliceLength = 2 ** 18

/** Rows that say something, and where a quote never closes. */
export type Rows = Omit<Sheet, 'headings'>

export const readCsv = async (text: string, signal?: AbortSignal): Promise<Sheet> =>
  sheetOf(await csvRows(text, signal))

/** The first row that says something are the headings. */
export const sheetOf = ({ rows: [headings, ...rows], ...more }: Rows): Sheet => ({
  headings: headings?.cells ?? [],
  rows,
  ...more,
})

/** Empty rows are left out, but counted. Spaces around a cell go. A long table is read in slices, with the page alive between them. */
export async function csvRows(text: string, signal?: AbortSignal): Promise<Rows> {
  const { default: papa } = await import('papaparse')
  const content = text.replace(/^\uFEFF/, '')
  const rows: SheetRow[] = []
  let count = 0
  let broken: number | undefined
  await new Promise<void>((complete) => {
    const reading = {
      delimiter: delimiterOf(content),
      chunkSize: sliceLength,
      chunk({ data, errors }: ParseResult<string[]>, parser: Parser) {
        const open = errors.find(({ type }) => type === 'Quotes')?.row
        if (open !== undefined) broken ??= count + open + 1
        for (const line of data) {
          count++
          const cells = line.map(plain)
          if (saysSomething(cells)) rows.push({ number: count, cells })
        }
        if (signal?.aborted) return parser.abort()
        parser.pause()
        void pause().then(() => parser.resume())
      },
      complete: () => complete(),
    }
    papa.parse<string[]>(content, reading)
  })
  return { rows, ...(broken !== undefined && { broken }) }
}

/** What a spreadsheet runs instead of showing it, also written wide as Chinese keyboards do; a number below zero is none. */
const FORMULA = /^(?:[=+@\t\r＝＋－＠]|-(?!\d+(?:\.\d+)?$))/

/** With a byte order mark, so that Excel reads it as UTF-8; a cell that would run as a formula is quoted by an apostrophe. */
export async function writeCsv(rows: readonly (readonly string[])[]): Promise<string> {
  const { default: papa } = await import('papaparse')
  return `\uFEFF${papa.unparse(rows as string[][], { escapeFormulae: FORMULA })}\r\n`
}

/** A cell as it was meant: without spaces around it, and without the apostrophe that keeps it from running. */
export const plain = (cell: string): string => cell.trim().replace(/^'(?=[=+\-@\t\r＝＋－＠])/, '')
export const saysSomething = (cells: readonly string[]): boolean => cells.some((cell) => cell !== '')

/**
 * The one that the headings use most: the first line that has any, for a title may stand above. papaparse's own guess is
 * led astray by empty rows.
 */
function delimiterOf(text: string): string {
  const marks = [',', '\t', ';']
  const lines = text
    .slice(0, 65_536)
    .replace(/"[^"]*"/g, '')
    .split(/[\r\n]/)
  const headings = lines.find((line) => marks.some((mark) => line.includes(mark))) ?? ''
  const count = (mark: string) => headings.split(mark).length
  return marks.reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}
