/** A line as far as a server must understand it: who it is, of which dossier, and where that is. All else is for stations. */
import { canonical } from '../pack/digest.js'
import type { PushResult } from '../sync/adapter.js'
import type { DossierId, Entry, Json, PlaceId } from '../types.js'

export interface Line {
  readonly id: string
  readonly on: string
  readonly place: PlaceId | undefined
  readonly opens: boolean
  /** All its letters, its keys in order. */
  readonly text: string
  /** The hash by which proofs name it; empty without one. */
  readonly chain: string
}

/** Letters that PostgreSQL or a log could trip over: controls, and halves of a pair. */
const odd = /[\p{Cc}\p{Cs}]/u
export const isWord = (it: unknown): it is string =>
  typeof it === 'string' && it !== '' && it.length <= 500 && !odd.test(it)
export const isDossier = (it: unknown): it is DossierId => isWord(it) && /^[^/]+\/./.test(it)
export const isHash = (it: unknown): it is string => typeof it === 'string' && /^[0-9a-f]{64}$/.test(it)

/** The line, or why it is none: newer stations may say more than this server knows, so no more is asked of it. */
export function lookAt(entry: unknown, maxBytes: number): Line | PushResult {
  const { id, on, place, from, chain } = (entry ?? {}) as Partial<Entry>
  const no = (code: 'invalid' | 'too-large', reason?: string): PushResult => ({
    ...{ id: typeof id === 'string' ? id : '', status: 'rejected', code },
    ...(reason !== undefined && { reason }),
  })
  if (!isWord(id) || !isDossier(on)) return no('invalid', 'A line has an id and says on which dossier it is.')
  if (place !== undefined && !isWord(place)) return no('invalid', 'A place is a code.')
  if (chain !== undefined && !isWord(chain.hash)) return no('invalid', 'A chain has the hash of its line.')
  const text = lettersOf(entry)
  if (text === undefined) return no('invalid', 'It is nested too deeply.')
  if (Buffer.byteLength(text) > maxBytes) return no('too-large')
  return { id, on, place, opens: from === 'new', text, chain: chain?.hash ?? '' }
}

/** Canonical letters; none where objects lie in one another ten thousand times. */
export function lettersOf(value: unknown): string | undefined {
  try {
    return canonical(value as Json)
  } catch {
    return undefined
  }
}

/** `/town/g7/` → `g7` */
export const placeIn = (path: string): PlaceId => path.slice(path.lastIndexOf('/', path.length - 2) + 1, -1)
