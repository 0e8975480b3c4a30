/** One row of a register after another: what it says, or what is wrong with it, cell by cell. */
import { caseColumns } from './columns.js'
import type { CaseColumn, CaseMapping } from './columns.js'
import { momentOfCell } from './moment.js'
import { pause } from '../time/clock.js'
import type { Sheet, SheetRow } from '../csv.js'
import type { Book } from '../pack/book.js'
import { Teller } from '../pack/trouble.js'
import type { Places } from '../roster/places.js'
import type { Data, Json, Moment, PlaceId, Trouble } from '../types.js'
import type { Owner } from '../act/world.js'

/** What a row is read against. */
export interface ReadCases {
  readonly book: Book
  readonly places: Places
  readonly now: Moment
  /** Name of the file, for the sentences. */
  readonly file: string
}

/** A row that can be read. */
export interface Case {
  readonly id: string
  readonly opened: Moment
  readonly due?: Moment
  readonly closed?: Moment
  readonly place: PlaceId
  readonly data: Data
}

/** So many suggestions are looked for; the first mistakes show what is wrong with the rest. */
const suggestions = 100

export class CaseReader {
  readonly #teller: Teller
  readonly #index = new Map<CaseColumn, number>()
  readonly #rowOf = new Map<string, number>()
  /** Code or title of a type, lower case → its code; undefined where any word will do. */
  readonly #types: ReadonlyMap<string, string> | undefined
  readonly #typeField: string | undefined
  readonly #textField: string | undefined
  /** Title of a place → the place, or how many there are. */
  readonly #places = new Map<string, PlaceId | number>()

  constructor(
    private readonly sheet: Sheet,
    private readonly mapping: CaseMapping,
    private readonly into: ReadCases,
    { pack, kind, spec }: Owner,
  ) {
    for (const [column, heading] of Object.entries(mapping) as [CaseColumn, string][]) {
      const index = sheet.headings.indexOf(heading)
      if (index >= 0) this.#index.set(column, index)
    }
    this.#teller = new Teller(([row, column]) => ({
      file: into.file,
      line: Number(row),
      column: (this.#index.get(column as CaseColumn) ?? 0) + 1,
    }))
    const fields = Object.entries(spec.fields).filter(([, field]) => !field.private && field.keep === undefined)
    const named = (name: string, type: string) =>
      (fields.find(([own]) => own === name) ?? fields.find(([, field]) => field.type === type))?.[0]
    this.#typeField = named('type', 'choice')
    this.#textField = named('what', 'text')
    const choices = this.#typeField === undefined ? undefined : pack.names[kind]?.get(this.#typeField)?.choices
    if (choices) {
      const words = Object.entries(choices).flatMap(([code, says]) =>
        [code, ...Object.values(says)].map((word) => [word.toLowerCase(), code] as const),
      )
      this.#types = new Map(words)
    }
  }

  get troubles(): readonly Trouble[] {
    return this.#teller.troubles
  }

  /** Tells of columns without which no row can be read. */
  missing(): boolean {
    const { headings, broken } = this.sheet
    for (const [column, { title, needed }] of Object.entries(caseColumns)) {
      const heading = this.mapping[column as CaseColumn]
      if (this.#index.has(column as CaseColumn) || (!needed && heading === undefined)) continue
      this.#teller.error([1, column], {
        code: 'missing-column',
        zh: heading === undefined ? `没有「${title.zh}」这一列。` : `没有「${heading}」这一列（${title.zh}）。`,
        en:
          heading === undefined
            ? `there is no column for "${title.en}".`
            : `there is no column "${heading}" (${title.en}).`,
        ...(heading !== undefined && { found: heading, known: headings }),
      })
    }
    const missing = this.#teller.failed
    if (broken !== undefined)
      this.#teller.error([broken, 'id'], {
        code: 'open-quote',
        zh: '这一行有一个双引号没有收尾，后面的分不开。',
        en: 'a double quote opens in this row and never closes; what follows cannot be told apart.',
      })
    return missing
  }

  /** Titles are looked up one by one, and a street has 165,333 places: they are read once. */
  async learnPlaces(): Promise<void> {
    if (!this.#index.has('place')) return
    const { ids, at } = this.into.places.rows
    for (let row = 0; row < ids.length; row++) {
      if (row % 20_000 === 19_999) await pause()
      for (const title of new Set(Object.values(at(row).title))) {
        const known = this.#places.get(title)
        this.#places.set(title, known === undefined ? ids[row]! : typeof known === 'number' ? known + 1 : 2)
      }
    }
  }

  read(row: SheetRow): Case | undefined {
    const told = this.troubles.length
    const id = this.#cell(row, 'id')
    if (id === '') this.#no(row, 'id', 'no-number', '编号是空的', 'the number is empty')
    const twice = this.#rowOf.get(id)
    if (twice !== undefined)
      this.#no(
        row,
        'id',
        'twice',
        `编号 ${id} 在第 ${twice} 行已经有了`,
        `number ${id} stands in row ${twice} already`,
        id,
      )
    const opened = this.#moment(row, 'opened', 'start')
    if (opened === undefined && this.#cell(row, 'opened') === '')
      this.#no(row, 'opened', 'no-moment', '没有上报时间', 'it does not say when it was opened')
    const due = this.#moment(row, 'due', 'end')
    const closed = this.#closed(row)
    if (opened !== undefined) {
      if (opened > this.into.now) this.#future(row, 'opened')
      if (due !== undefined && due <= opened) this.#order(row, 'due', '到期', 'due')
      if (closed !== undefined && closed < opened) this.#order(row, 'closed', '办结', 'closed')
      else if (closed !== undefined && closed > this.into.now) this.#future(row, 'closed')
    }
    const data = this.#data(row)
    const place = this.#place(row)
    if (this.troubles.length > told || opened === undefined || place === undefined) return undefined
    this.#rowOf.set(id, row.number)
    return { id, opened, ...(due !== undefined && { due }), ...(closed !== undefined && { closed }), place, data }
  }

  #cell(row: SheetRow, column: CaseColumn): string {
    return row.cells[this.#index.get(column) ?? -1] ?? ''
  }

  #no(
    row: SheetRow,
    column: CaseColumn,
    code: string,
    zh: string,
    en: string,
    found?: string,
    known?: Iterable<string>,
  ) {
    const help = known && this.troubles.length < suggestions
    this.#teller.error([row.number, column], {
      code,
      zh: `${zh}，这一行先跳过。`,
      en: `${en}; this row was left out.`,
      ...(found !== undefined && { found }),
      ...(help && { known }),
    })
  }

  #future(row: SheetRow, column: CaseColumn) {
    const found = this.#cell(row, column)
    this.#no(row, column, 'future', `「${found}」还没有到`, `"${found}" has not come yet`, found)
  }

  #order(row: SheetRow, column: CaseColumn, zh: string, en: string) {
    const found = this.#cell(row, column)
    const opened = this.#cell(row, 'opened')
    this.#no(
      row,
      column,
      'before-opened',
      `${zh}「${found}」不在上报「${opened}」之后`,
      `${en} "${found}" is not after it was opened, "${opened}"`,
      found,
    )
  }

  #moment(row: SheetRow, column: CaseColumn, ofDay: 'start' | 'end'): Moment | undefined {
    const found = this.#cell(row, column)
    if (found === '') return undefined
    const moment = momentOfCell(found, this.into.book.zone, ofDay)
    if (moment === undefined)
      this.#no(
        row,
        column,
        'no-such-moment',
        `看不懂「${found}」是什么时间；写成 2020-04-10 09:30`,
        `"${found}" is no date or time; write 2020-04-10 09:30`,
        found,
      )
    return moment
  }

  /** A case closed today, without a time, was closed by now. */
  #closed(row: SheetRow): Moment | undefined {
    const { now, book } = this.into
    const end = this.#moment(row, 'closed', 'end')
    const start = momentOfCell(this.#cell(row, 'closed'), book.zone, 'start')
    return start !== undefined && start <= now && end! > now ? now : end
  }

  #data(row: SheetRow): Data {
    const data: Record<string, Json> = {}
    const type = this.#cell(row, 'type')
    if (this.#index.has('type') && this.#typeField !== undefined) {
      const code = this.#types ? this.#types.get(type.toLowerCase()) : type
      if (type === '') this.#no(row, 'type', 'no-type', '类型是空的', 'the type is empty')
      else if (code === undefined)
        this.#no(
          row,
          'type',
          'unknown-type',
          `没有「${type}」这个类型`,
          `there is no type "${type}"`,
          type,
          this.#types!.keys(),
        )
      else data[this.#typeField] = code
    }
    const text = this.#cell(row, 'text')
    if (text !== '' && this.#textField !== undefined) data[this.#textField] = text
    return data
  }

  #place(row: SheetRow): PlaceId | undefined {
    if (!this.#index.has('place')) return this.into.book.place
    const found = this.#cell(row, 'place')
    if (this.into.places.get(found)) return found
    const titled = this.#places.get(found)
    if (typeof titled === 'string') return titled
    if (found === '') this.#no(row, 'place', 'no-place', '地点是空的', 'the place is empty')
    else if (titled !== undefined)
      this.#no(
        row,
        'place',
        'several-places',
        `叫「${found}」的地方有 ${titled} 个，请写代码`,
        `${titled} places are called "${found}"; write the code`,
        found,
      )
    else
      this.#no(
        row,
        'place',
        'unknown-place',
        `名册里没有「${found}」`,
        `the roster has no "${found}"`,
        found,
        this.#alike(found),
      )
    return undefined
  }

  /** Titles that begin alike; to measure against all of a street would take a second for each mistake. */
  *#alike(found: string): Generator<string> {
    const start = found.slice(0, 2)
    for (const title of this.#places.keys()) if (title.startsWith(start)) yield title
  }
}
