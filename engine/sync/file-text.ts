/** What stands on the lines of a file that travels: lines of dossiers, rows and parcels beside them, and what was blanked. */
import { lettersOf, outdoes } from '../journal/rows.js'
import { newNode } from '../time/stamp.js'
import type { DossierId, Entry, Moment } from '../types.js'
import { SyncError } from './adapter.js'
import type { Named, Proof, Row } from './adapter.js'

/** First line of a file; its name tells a cursor whether it is the same file. */
export interface FileHead {
  readonly lines: 'linli'
  readonly version: 1
  readonly name: string
}

/** Tells a dossier that was erased here, and names it to nobody who does not ask for it. */
interface Trace {
  /** sha256 of the file's name and the id of the dossier, in hex. */
  readonly trace: string
  /** When its last line was written. */
  readonly last: Moment
}

export type Written =
  | { readonly line: Entry }
  | { readonly erased: Trace }
  | { readonly row: Row }
  | { readonly proof: Proof }
  /** Its bytes in base64. */
  | { readonly parcel: Named & { readonly type: string; readonly bytes: string } }

/** In the place of what was erased: a line that was taken out would move the cursors of all behind it. */
export const blank = '{}'

export const newHead = (): string => JSON.stringify({ lines: 'linli', version: 1, name: newNode() } satisfies FileHead)

/** Undefined for an empty file; half a line at its end is none. */
export function read(text: string): { readonly head: FileHead; readonly rows: readonly string[] } | undefined {
  if (text === '') return undefined
  const end = text.lastIndexOf('\n')
  const [first = '', ...rows] = text.slice(0, Math.max(end, 0)).split('\n')
  const head = parsed(first) as Partial<FileHead> | undefined
  if (head?.lines !== 'linli' || head.version !== 1)
    throw new SyncError('protocol', 'This is no file of lines: its first line should say so.')
  return { head: head as FileHead, rows }
}

/** What a row of text says; one that says nothing, e.g. half of one, keeps no other out. */
export function writtenIn(text: string): Written | undefined {
  const it = parsed(text) as
    | Partial<Entry & { row: Partial<Row>; parcel: Partial<Named>; proof: Partial<Proof>; erased: Partial<Trace> }>
    | null
    | undefined
  if (typeof it !== 'object' || it === null) return undefined
  if (typeof it.row?.key === 'string' && typeof it.row.on === 'string') return it as Written
  if (typeof it.parcel?.hash === 'string' && typeof it.parcel.on === 'string') return it as Written
  if (Array.isArray(it.proof?.lines)) return it as Written
  if (typeof it.erased?.trace === 'string' && typeof it.erased.last === 'number') return it as Written
  return typeof it.id === 'string' && typeof it.on === 'string' ? { line: it as Entry } : undefined
}

/** A proof is of lines of several dossiers, and of none itself; a trace names none. */
export const onOf = (it: Written): DossierId | undefined =>
  'proof' in it || 'erased' in it ? undefined : ('line' in it ? it.line : 'row' in it ? it.row : it.parcel).on

/** Proofs by the lines that they name. */
export function proofsIn(rows: readonly string[]): ReadonlyMap<string, readonly Proof[]> {
  const proven = new Map<string, Proof[]>()
  for (const row of rows) {
    const it = row.startsWith('{"proof":') ? writtenIn(row) : undefined
    if (it && 'proof' in it)
      for (const hash of it.proof.lines) proven.set(hash, [...(proven.get(hash) ?? []), it.proof])
  }
  return proven
}

/** By their traces, when the last lines of erased dossiers were written. */
export function tracesIn(all: readonly Written[]): ReadonlyMap<string, Moment> {
  const traces = new Map<string, Moment>()
  for (const it of all)
    if ('erased' in it) traces.set(it.erased.trace, Math.max(it.erased.last, traces.get(it.erased.trace) ?? 0))
  return traces
}

/** Of each key the row that stands. */
export function standingIn(all: readonly Written[]): Map<string, Row> {
  const standing = new Map<string, Row>()
  for (const it of all) if ('row' in it && outdoes(it.row, standing.get(it.row.key))) standing.set(it.row.key, it.row)
  return standing
}

export const isStanding = (row: Row, standing: ReadonlyMap<string, Row>): boolean => {
  const it = standing.get(row.key)
  return it !== undefined && lettersOf(it) === lettersOf(row)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
