/** The columns of a table's spreadsheet: what each is called, and which heading of a file means which. */
import type { Pack, ValueType } from '../pack/book.js'
import type { Choices, Table } from '../pack/format.js'
import { choicesOf, walkName } from '../pack/members.js'
import type { Json, Say } from '../types.js'
import { kindFor } from '../verify/domain.js'

export interface Column {
  /** An input's path, an output's name, or `name.zh` for one language of an output that is words. */
  readonly name: string
  readonly title: Say
  readonly side: 'in' | 'out'
  /** Its place in the rows of the pack. */
  readonly index: number
  /** Undefined: nothing is known of it, so a cell is whatever JSON it can be read as. */
  readonly type?: ValueType
  readonly choices?: Choices
  /** The choices come from this very column: a row may add one. */
  readonly own?: true
  readonly unit?: Say
  readonly language?: string
}

/** A table of a pack with what is needed to read and write it. */
export interface TableAt {
  readonly name: string
  readonly table: Table
  readonly columns: readonly Column[]
  /** Other tables of the pack, by name: a file of one of them is told as that. */
  readonly others: readonly string[]
}

/** Undefined where the pack has no such table. */
export function tableAt({ file, names }: Pick<Pack, 'file' | 'names'>, name: string): TableAt | undefined {
  const table = Object.hasOwn(file.tables ?? {}, name) ? file.tables![name] : undefined
  if (!table) return undefined
  const kind = kindFor(table.inputs, names)
  const inputs = table.inputs.map((input, index): Column => {
    const [fact, ...path] = input.split('.') as [string, ...string[]]
    const known = kind === undefined ? undefined : names[kind]!.get(fact)
    const walked = known && walkName(known, path)
    const end = walked && 'end' in walked ? walked.end : undefined
    const field =
      Object.values(file.dossiers ?? {}).flatMap(({ fields }) => fields[input] ?? [])[0] ?? file.params?.[input]
    const own = field?.of === name && index === 0
    return {
      name: input,
      title: end?.title ?? { zh: input, en: input },
      side: 'in',
      index,
      ...(end && { type: end.type }),
      ...(end?.choices && { choices: end.choices }),
      ...(own && { own: true as const }),
      ...(field?.unit && { unit: field.unit }),
    }
  })
  const outputs = Object.entries(table.outputs).flatMap(([output, { title, type, of, unit }], at): Column[] => {
    const column = { side: 'out', index: table.inputs.length + at, type, ...(unit && { unit }) } as const
    if (type === 'words') {
      return languagesOf(table, column.index).map((language) => ({
        ...column,
        name: `${output}.${language}`,
        title: withLanguage(title, language),
        language,
      }))
    }
    const choices = choicesOf(of, file)
    return [{ ...column, name: output, title, ...(choices && { choices }) }]
  })
  const others = Object.keys(file.tables!).filter((other) => other !== name)
  return { name, table, columns: [...inputs, ...outputs], others }
}

/** zh and en stand in every text; others where a row has them. */
function languagesOf({ rows, otherwise }: Table, index: number): readonly string[] {
  const inputs = rows[0]!.length - (otherwise?.length ?? 0)
  const cells = [...rows.map((row) => row[index]), ...(otherwise ? [otherwise[index - inputs]] : [])]
  const found = cells.flatMap((cell) => (isWords(cell) ? Object.keys(cell) : []))
  return [...new Set(['zh', 'en', ...found])]
}
const isWords = (cell: Json | undefined): cell is Readonly<Record<string, Json>> =>
  typeof cell === 'object' && cell !== null && !Array.isArray(cell)

const LANGUAGES: Readonly<Record<string, Say>> = {
  zh: { zh: '中文', en: 'Chinese' },
  en: { zh: '英文', en: 'English' },
}
function withLanguage(title: Say, language: string): Say {
  const { zh, en } = LANGUAGES[language] ?? { zh: language, en: language }
  return { zh: `${title.zh}·${zh}`, en: `${title.en}, ${en}` }
}

/** `类型（type）` / `Kind (type)`, with the unit where there is one. */
export function heading({ name, title, unit }: Column, lang: string): string {
  const told = title[lang] ?? title.zh
  const measured = unit ? `${told}${lang === 'zh' ? `，${unit.zh}` : `, ${unit[lang] ?? unit.en}`}` : told
  return lang === 'zh' ? `${measured}（${name}）` : `${measured} (${name})`
}

const tidy = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')

/** What a heading of a file may say to mean this column: its name, alone or in brackets at the end, or its title. */
function means(column: Column, said: string): boolean {
  const [text, name] = [tidy(said), tidy(column.name)]
  return (
    text === name || text.endsWith(`(${name})`) || Object.values(column.title).some((title) => tidy(title) === text)
  )
}

/**
 * For each column of the file its place in the table's columns, or undefined for one that means none of them. Two inputs of
 * one name are taken in their order.
 */
export function columnsMeant(columns: readonly Column[], headings: readonly string[]): readonly (number | undefined)[] {
  const free = new Set(columns.keys())
  return headings.map((said) => {
    const found = said === '' ? undefined : [...free].find((at) => means(columns[at]!, said))
    if (found !== undefined) free.delete(found)
    return found
  })
}

/** Words that headings could have been, for whoever misspelt one. */
export const headingWords = (columns: readonly Column[]): readonly string[] =>
  columns.flatMap(({ name, title }) => [name, ...Object.values(title)])
