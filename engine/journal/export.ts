/** A journal as text, one JSON a line: without it what an office did could be looked at on one device only. */
import type { Book } from '../pack/book.js'
import type { RosterFile } from '../pack/format.js'
import { Teller } from '../pack/trouble.js'
import type { DossierId, Entry, Json, Moment, Trouble } from '../types.js'
import type { Arrival, Journal } from './journal.js'

/** The first line: what the lines behind it are to be read with. Names and phones of people are not in it. */
export interface ExportHead {
  /** Name of the community. */
  readonly journal: string
  readonly version: 1
  readonly at: Moment
  /** Texts of the rules in force, by their address, the community's first. */
  readonly rules: Readonly<Record<string, string>>
  readonly roster?: RosterFile
}

export interface Exported {
  readonly head: ExportHead
  readonly arrivals: readonly Arrival[]
}

/** A journal in pieces of text. Private answers stay where they are: lines hold their seals only. */
export async function* exportJournal(
  journal: Pick<Journal, 'all'>,
  { book, roster, at }: { readonly book: Book; readonly roster?: RosterFile | undefined; readonly at: Moment },
): AsyncGenerator<string> {
  const head: ExportHead = { journal: book.community, version: 1, at, rules: book.texts, ...(roster && { roster }) }
  yield `${JSON.stringify(head)}\n`
  for await (const { entries } of journal.all()) yield entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')
}

/** Reads such a text back. A line that is none is told with its number; nothing is taken from a text that has one. */
export async function readExport(
  text: string,
  file: string,
): Promise<{ readonly exported?: Exported; readonly troubles: readonly Trouble[] }> {
  const { validateEntry } = await import('../generated/entry-validator.js')
  let line = 0
  const teller = new Teller(() => ({ file, line, column: 1 }))
  const dossiers = new Map<DossierId, Entry[]>()
  let head: ExportHead | undefined
  for (const words of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    line++
    if (words.trim() === '') continue
    const value = parsed(words)
    if (!head) {
      if (!isHead(value)) break
      head = value
    } else if (isBeside(value)) {
      continue
    } else if (!validateEntry(value)) {
      teller.error([], value === undefined ? NO_JSON : NO_ENTRY)
    } else {
      const entry = value as unknown as Entry
      const lines = dossiers.get(entry.on)
      if (lines) lines.push(entry)
      else dossiers.set(entry.on, [entry])
    }
  }
  if (!head) teller.error([], NO_EXPORT)
  if (!head || teller.failed) return { troubles: teller.troubles }
  return { exported: { head, arrivals: [...dossiers].map(([on, entries]) => ({ on, entries })) }, troubles: [] }
}

export const NO_EXPORT = {
  code: 'no-export',
  zh: '这不是导出的台账：第一行应当写明是哪个社区的（journal）和当时的规则（rules）。',
  en: 'this is no exported journal: its first line should say whose it is (journal) and by which rules (rules).',
}
export const NO_JSON = { code: 'not-json', zh: '这一行不完整，不是 JSON。', en: 'this line is cut off; it is no JSON.' }
export const NO_ENTRY = { code: 'no-entry', zh: '这一行不是台账里的一行。', en: 'this is no line of a journal.' }

export function parsed(words: string): Json | undefined {
  try {
    return JSON.parse(words) as Json
  } catch {
    return undefined
  }
}

export function isHead(value: unknown): value is ExportHead {
  const head = (value ?? {}) as Partial<ExportHead>
  return typeof head.journal === 'string' && head.version === 1 && typeof head.rules === 'object'
}

/** Of a text of everything: what stands beside the lines, and the hashes of its parts. */
const isBeside = (value: unknown): boolean =>
  value !== null && typeof value === 'object' && (('in' in value && 'is' in value) || 'sha256' in value)
