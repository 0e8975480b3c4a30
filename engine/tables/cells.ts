/** A cell of a pack as text and back: whatever is written is read again to the very same cell, or it is written as JSON. */
import { rangeOf } from '../pack/table.js'
import { plain as meant } from '../csv.js'
import type { Json } from '../types.js'
import type { Column } from './columns.js'
import { json, narrow, valueFrom, valueTexts, type Read, type Values } from './values.js'

/** Types of lists, by that of their members. */
const MEMBER: Partial<Record<NonNullable<Column['type']>, Column['type']>> = {
  choices: 'choice',
  places: 'place',
  parties: 'party',
  dossiers: 'dossier',
}
/** What is read as it stands, also where there are commas in it. */
const LITERAL: readonly Column['type'][] = [
  'text',
  'words',
  'object',
  'list',
  'checks',
  'photos',
  'signature',
  undefined,
]
const ORDERED: readonly Column['type'][] = ['number', 'duration', 'date', 'moment', 'time']
/** Whose cells, as results, are never lists. */
const SINGLE: readonly Column['type'][] = ['text', 'words', 'choice', 'place', 'party', 'dossier', 'signature']
const ANY = ['任意', '不限', 'any', '*', '-', '－', '—', '–']
const BREAK = /\s*(?:[、，；;\n]|,(?!\d{3}(?!\d))\s*|, )\s*/

/** Reads a cell of a spreadsheet; the fault says what it should have been. */
export function cellFrom(said: string, column: Column): Read {
  const text = meant(said)
  if (text === '') return { value: null }
  const known = text.startsWith('"') || text.startsWith('[') || text.startsWith('{') ? json(text) : undefined
  if (known !== undefined && (typeof known === 'string' || column.side === 'in' || !SINGLE.includes(column.type))) {
    return { value: known }
  }
  if (column.language !== undefined) return { value: text }
  const of = membersOf(column)
  if (column.side === 'in' && isAny(text, column)) return { value: null }
  if (column.side === 'out') return of ? listFrom(text, of) : valueFrom(text, column)
  if (LITERAL.includes(column.type)) return valueFrom(text, column)
  const whole = partFrom(text, of ?? column)
  const parts = text.split(BREAK)
  const splits = parts.length > 1 && ('fault' in whole || !isChoice(text, column))
  if (!splits || ('value' in whole && ORDERED.includes(column.type))) return whole
  return listOf(parts.map((part) => partFrom(part, of ?? column)))
}

const membersOf = ({ type, choices, own, unit }: Column): Values | undefined => {
  const member = type && MEMBER[type]
  return member && { type: member, ...(choices && { choices }), ...(own && { own }), ...(unit && { unit }) }
}

/** Does this word of a condition mean any value? A choice of that name goes before. */
export const isAny = (text: string, column: Column): boolean =>
  ANY.includes(text.toLowerCase()) && !isChoice(text, column)

const isChoice = (text: string, { choices = {} }: Column): boolean =>
  Object.entries(choices).some(([name, title]) => name === text || Object.values(title).includes(text))

const listOf = (parts: readonly Read[]): Read =>
  parts.find((part) => 'fault' in part) ?? { value: parts.map((part) => ('value' in part ? part.value : null)) }

function listFrom(text: string, of: Values): Read {
  const whole = valueFrom(text, of)
  if ('value' in whole && of.type === 'choice') return { value: [whole.value] }
  return listOf(text.split(BREAK).map((part) => valueFrom(part, of)))
}

/** Signs that people use for those of a range. */
const SIGNS: Readonly<Record<string, string>> = { '≥': '>=', '≤': '<=', '=>': '>=', '=<': '<=' }

/** A range where the type has an order, else one value. */
function partFrom(text: string, column: Values): Read {
  if (!ORDERED.includes(column.type)) return valueFrom(text, column)
  const written = narrow(text)
  const [, sign, end] = /^(>=|<=|=>|=<|[<>≥≤=])\s*(.+)$/.exec(written) ?? []
  if (sign !== undefined) {
    const of = atomFrom(end!, column)
    if ('fault' in of || sign === '=') return of
    return { value: `${SIGNS[sign] ?? sign}${String(of.value)}` }
  }
  const [, low, open, high] =
    /^(.+?)\s*(?:\.\.|…|~|至|到| to )\s*(<?)\s*(.+)$/.exec(written) ??
    // 3-5 is a range of numbers; in a date it is part of the date
    (column.type === 'number' ? /^(\d+(?:\.\d+)?)\s*[-–—](\s*)(\d+(?:\.\d+)?)$/.exec(written) : null) ??
    []
  if (low === undefined) return valueFrom(text, column)
  const [from, to] = [atomFrom(low, column), atomFrom(high!, column)]
  if ('fault' in from) return from
  if ('fault' in to) return to
  return { value: `${String(from.value)}..${open!.trim()}${String(to.value)}` }
}

const atomFrom = (text: string, column: Values): Read => valueFrom(text.trim(), column)

const same = (a: Json | undefined, b: Json): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The cell as text in the reader's language; `isTaken` tells of a text that means something else in this column. */
export function cellText(cell: Json, column: Column, lang: string, isTaken = (_: string) => false): string {
  if (cell === null) return ''
  const comesBack = (text: string): boolean => {
    // half a pair of UTF-16 would become a box
    if (isTaken(text) || /\p{Surrogate}/u.test(text)) return false
    const read = cellFrom(text, column)
    return 'value' in read && same(read.value, cell)
  }
  return texts(cell, column, lang).find(comesBack) ?? JSON.stringify(cell)
}

function texts(cell: Json, column: Column, lang: string): readonly string[] {
  const of = membersOf(column) ?? column
  const comma = lang === 'zh' ? '、' : ', '
  if (Array.isArray(cell)) {
    const parts = (cell as Json[]).map((part) => partTexts(part, of, lang))
    // titles of all, or else their names
    return [0, 1].map((way) => parts.map((ways) => ways.at(Math.min(way, ways.length - 1)) ?? '').join(comma))
  }
  return partTexts(cell, of, lang)
}

function partTexts(part: Json, column: Values, lang: string): readonly string[] {
  const range = ORDERED.includes(column.type) ? rangeOf(part) : undefined
  if (!range) return valueTexts(part, column, lang)
  const end = (text: string) => (column.type === 'duration' ? (valueTexts(text, column, lang)[0] ?? text) : text)
  const { from, to, withFrom, withTo } = range
  const words =
    from === undefined
      ? `${withTo ? '<=' : '<'}${end(to!)}`
      : to === undefined
        ? `${withFrom ? '>=' : '>'}${end(from)}`
        : `${end(from)}..${withTo ? '' : '<'}${end(to)}`
  return [words, String(part)]
}
