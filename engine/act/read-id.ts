/** Ids read back: what stands in an id is known without opening the dossier, and on every device alike. */
import { momentIn, wallAt } from '../time/calendar.js'
import type { Book, ValueType } from '../pack/book.js'
import type { Dossier, DossierId, Json } from '../types.js'
import { ownerOf, prefixFor, prefixOf } from './world.js'

/** Parts that have a form of their own; every other part but the parent is any one segment. */
const FORMS: Readonly<Record<string, string>> = {
  year: '\\d{4}',
  month: '\\d{4}-\\d\\d',
  week: '\\d{4}-W\\d\\d',
  today: '\\d{4}-\\d\\d-\\d\\d',
}

/** What stands behind the prefix, e.g. `2020/7-k3j9` of `notice/2020/7-k3j9`. */
export const tailOf = (id: string): string => id.slice(id.indexOf('/') + 1)

/** A text as one segment of an id; `decodeURIComponent` reads it back. */
export const segment = (text: string): string => text.replace(/[%/\s{}\uffff]/g, encodeURIComponent)

/**
 * A value as it stands in an id or a template: a dossier without its prefix, a moment as the wall clock shows it, everything
 * else as it is (SPEC B10).
 */
export function printed(value: Json, type: ValueType | undefined, zone: string): string {
  if (type === 'dossier' && typeof value === 'string') return tailOf(value)
  if (type !== 'moment' || typeof value !== 'string') return String(value)
  const { year, month, day, hour, minute } = wallAt(momentIn(value, zone), zone)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`
}

/** A pattern in its pieces: `{ name }` for what is filled in, `{ text }` for what stands there. */
export const piecesOf = (pattern: string): readonly { readonly name?: string; readonly text?: string }[] =>
  [...pattern.matchAll(/\{([^}]+)\}|([^{}]+)/g)].map(([, name, text]) =>
    name === undefined ? { text: text! } : { name },
  )

/**
 * The parts of an id by the names of its kind's pattern, the parent as a whole id (SPEC B10). Undefined where the id was
 * not made by that pattern: one that a `follow` gave to a kind without a pattern of its own.
 */
export function readId(id: DossierId, book: Book): Readonly<Record<string, string>> | undefined {
  const { pack, spec } = ownerOf(book, prefixOf(id))
  const pieces = piecesOf(spec.id ?? '{new}')
  const form = pieces
    .map(({ name, text }) =>
      name === undefined ? escaped(text!) : `(${name === spec.parent ? '.+' : (FORMS[name] ?? '[^/]+')})`,
    )
    .join('')
  const found = new RegExp(`^${form}$`).exec(tailOf(id))
  if (!found) return undefined
  const names = pieces.flatMap(({ name }) => name ?? [])
  const above = spec.parent === undefined ? undefined : prefixFor(book, pack, spec.parent)
  return Object.fromEntries(
    names.map((name, index) => {
      const part = found[index + 1]!
      return [name, name === spec.parent ? `${above}/${part}` : decoded(part)]
    }),
  )
}

const escaped = (text: string) => text.replace(/[.*+?^$()|[\]\\]/g, '\\$&')

/** An id may come from a page, and a stray `%` in it is no reason to stop. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch (error) {
    if (error instanceof URIError) return part
    throw error
  }
}

/** How many lines a dossier has, and the id of the last; none where it is only expected. */
export function readHead({ head }: Pick<Dossier, 'head'>): { readonly count: number; readonly last: string } {
  const gap = head.indexOf(' ')
  return gap < 0 ? { count: 0, last: '' } : { count: Number(head.slice(0, gap)), last: head.slice(gap + 1) }
}
