/** Tables as offices save them: UTF-8 or GBK, commas or tabs, quotes as Excel writes them. The parser is loaded when first used. */

export interface Sheet {
  readonly headings: readonly string[]
  readonly rows: readonly SheetRow[]
  /** Row at which a quote opens and never closes: what follows it could not be told apart. */
  readonly broken?: number
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

/** Empty rows are left out, but counted. Spaces around a cell go. */
export async function readCsv(text: string): Promise<Sheet> {
  const { default: papa } = await import('papaparse')
  const content = text.replace(/^\uFEFF/, '')
  const { data, errors } = papa.parse<string[]>(content, { delimiter: delimiterOf(content) })
  const rows: SheetRow[] = []
  data.forEach((line, at) => {
    const cells = line.map(plain)
    if (cells.some((cell) => cell !== '')) rows.push({ number: at + 1, cells })
  })
  const [headings, ...rest] = rows
  const broken = errors.find(({ type }) => type === 'Quotes')?.row
  return { headings: headings?.cells ?? [], rows: rest, ...(broken !== undefined && { broken: broken + 1 }) }
}

/** With a byte order mark, so that Excel reads it as UTF-8; a cell that would run as a formula is quoted by an apostrophe. */
export async function writeCsv(rows: readonly (readonly string[])[]): Promise<string> {
  const { default: papa } = await import('papaparse')
  return `\uFEFF${papa.unparse(rows as string[][], { escapeFormulae: true })}\r\n`
}

const plain = (cell: string) => cell.trim().replace(/^'(?=[=+\-@\t\r])/, '')

/** The one that the headings use most. papaparse's own guess is led astray by empty rows. */
function delimiterOf(text: string): string {
  const [headings = ''] = text.split(/[\r\n]/, 1)
  const count = (mark: string) => headings.split(mark).length
  return [',', '\t', ';'].reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}
