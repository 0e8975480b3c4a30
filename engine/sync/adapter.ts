/** What carries lines to other devices: an adapter carries and does not think, and this is all that is asked of it. */
import type { Data, DossierId, Entry, Moment, PlaceId, Say, Span } from '../types.js'

/**
 * How far a far side was read, in words that only its adapter understands. It counts arrivals on the far side, never stamps of
 * lines: a line of a device that was offline for a week arrives today and must still come.
 */
export type Cursor = string

/**
 * Whose lines: of all dossiers at this place or anywhere below it, and of the ledgers of rules (`rules/…`) above it, which
 * hold here too. They are read from below, and not written.
 */
export interface Scope {
  readonly place: PlaceId
  /** Kinds by their prefix, e.g. `case`; without it all. */
  readonly kinds?: readonly string[]
}

/**
 * - `forbidden`: this person may not write there, or the line says another place than its dossier has
 * - `invalid`: it is no line, or opens a dossier that is there already at another place; no row, or other bytes than its hash
 * - `too-large`: longer than `limits.maxEntryBytes`
 * - `clock`: its stamp lies too far ahead
 * - `closed`: the far side takes in nothing more
 * - `superseded`: the far side works by newer rules than may still be spoken
 * - `erased`: of a dossier whose time was over and that was erased there
 */
export type RejectCode = 'forbidden' | 'invalid' | 'too-large' | 'clock' | 'closed' | 'superseded' | 'erased'

export type PushResult =
  /** It is durable there: new, or known already. */
  | { readonly id: string; readonly status: 'stored' }
  /** It will never be taken in as it is. */
  | { readonly id: string; readonly status: 'rejected'; readonly code: RejectCode; readonly reason?: string }
  /**
   * Not now, e.g. because the line that opens its dossier has not arrived; after so many ms perhaps. `unplaced`: somebody
   * must tell the far side of its place first.
   */
  | { readonly id: string; readonly status: 'retry'; readonly afterMs?: number; readonly code?: 'unplaced' }

export interface PullPage {
  /** In any order; known ones may be among them. */
  readonly entries: readonly Entry[]
  /** Where to go on. An empty page gives the one that it was asked with, or a later one. */
  readonly cursor: Cursor
  /** There is more at once. */
  readonly more: boolean
  /** The far side's clock, where it tells. */
  readonly now?: Moment
  /** Every proof that is there of lines of this page; others may be among them. */
  readonly proofs?: readonly Proof[]
  /**
   * That of the far side which was read, where its sessions tell one: another one than theirs after an older copy was put
   * back meanwhile. Who has no cursor yet sees it by this alone.
   */
  readonly epoch?: string
}

/**
 * A device's signature over lines that it wrote. An adapter and its far side carry it as it is, beside the lines whose
 * `chain.hash` it names, and understand nothing else of it.
 */
export interface Proof {
  readonly alg: 'Ed25519' | 'ES256'
  /** The public key, raw, in base64url; the writer that lines name is made of it. */
  readonly key: string
  /** The hashes of the lines, at most 32. */
  readonly lines: readonly string[]
  /** Over the canonical bytes of all the rest, in base64url. */
  readonly signature: string
}

/**
 * What stands beside the lines and can be erased: a private answer, a value of which only the newest is kept, a key. It
 * lies where its dossier lies, whatever it says.
 */
export interface Row {
  /** Tells rows apart; nothing personal. */
  readonly key: string
  readonly on: DossierId
  /** Of two rows of one key the one with the later stamp stands, as text; of one stamp the later by its letters. */
  readonly stamp: string
  /** What it is kept for, on what ground, and how long after its dossier came to the step `after` or to its end. */
  readonly why?: { readonly purpose: Say; readonly basis: string; readonly keep: Span; readonly after?: string }
  /** To be erased at this moment, also by a far side that nobody speaks with any more; absent while it does not count yet. */
  readonly until?: Moment
  /** Not for the far side to understand. Absent: it is erased for good, and whatever comes later of this key is not taken. */
  readonly body?: Data
}

export interface RowPage {
  readonly rows: readonly Row[]
  readonly cursor: Cursor
  readonly more: boolean
}

/** Rows by the same promises as lines, but of each key the far side has one, and hands it out anew when it changed. */
export interface Rows {
  /** Answers stand beside the rows, by their keys. `stored`: this row stands there, or one that outdoes it. */
  push(rows: readonly Row[], signal: AbortSignal): Promise<readonly PushResult[]>
  /** The rows that came or changed behind a cursor, those without a body among them. Never skips one that stands. */
  pull(scope: Scope, cursor: Cursor | null, limit: number, signal: AbortSignal): Promise<RowPage>
}

/** Bytes under their hash, and a dossier whose lines name it: who may read that one may have the bytes. */
export interface Named {
  /** sha256 of the bytes, in hex. */
  readonly hash: string
  readonly on: DossierId
}

export interface Parcel extends Named {
  /** E.g. `image/jpeg`. */
  readonly type: string
  readonly bytes: Uint8Array
}

/** Pictures, and texts of rule files. */
export interface Parcels {
  /** Which of these must be brought: a hash that is there for another dossier only is missing for this one. */
  missing(named: readonly Named[], signal: AbortSignal): Promise<readonly Named[]>
  /** Answers stand beside the parcels, by their hashes. `invalid`: the bytes have another hash. */
  push(parcels: readonly Parcel[], signal: AbortSignal): Promise<readonly PushResult[]>
  /** The parcel, if it is there for this dossier and whoever asks may read that; a hash alone opens nothing. */
  fetch(named: Named, signal: AbortSignal): Promise<Parcel | undefined>
}

/** A dossier whose time is over. */
export interface Erasure {
  readonly on: DossierId
  /** It is kept for a shorter time than its lines promise: only for whom the far side lets say so. */
  readonly keep?: Span
}

export interface SyncSession {
  /**
   * Another one after an older copy was put back, and the same all the while: by it a device that brought lines and never
   * fetched any sees that they may be lost there. Without it that is seen by the cursor alone.
   */
  readonly epoch?: string
  /**
   * Brings lines; the answers stand in their order, one for each. A line that cannot be taken keeps no other out. Lines are
   * told apart by all that they say: of two of one id, which devices make alike, both are kept.
   * @param proofs of lines that are brought, or were brought before; a far side that carries them keeps each with its lines,
   * erases it with the last of them, and hands out once more a line that is there and gets its first proof
   * @throws SyncError where it is unknown what has arrived; the caller brings all of them again
   */
  push(entries: readonly Entry[], signal: AbortSignal, proofs?: readonly Proof[]): Promise<readonly PushResult[]>
  /**
   * The next lines behind a cursor, at most `limit`; `null` begins at the beginning. May repeat, never skips: also not a
   * line that was being written while the page was read.
   * @throws SyncError `cursor-gone` for a cursor that is none, or is of a far side that was since set back
   */
  pull(scope: Scope, cursor: Cursor | null, limit: number, signal: AbortSignal): Promise<PullPage>
  /** Rings after lines have arrived that may concern this scope, until the signal; a bell without data, and it may miss some. */
  watch?(scope: Scope, ring: () => void, signal: AbortSignal): Promise<void>
  /** Proofs are carried beside the lines: a line that names its writer is then taken in with its proof, and not without. */
  readonly proofs?: true
  /** Private answers and newest values. Absent where only lines are carried; so is each of the following. */
  readonly sheets?: Rows
  /** Keys under which private answers are sealed: only where they lie apart from these, and in no copy that outlives them. */
  readonly keys?: Rows
  readonly parcels?: Parcels
  /**
   * Takes whole dossiers out, with their rows, and the parcels that no other dossier names. Answers stand beside them, by
   * their ids: `stored` when nothing of it is there, also if nothing ever was; `forbidden` while the lines that are there
   * do not say themselves, by the far side's own clock, that their time is over.
   */
  erase?(gone: readonly Erasure[], signal: AbortSignal): Promise<readonly PushResult[]>
  close(): Promise<void>
}

export interface Auth {
  /** A token of the person or device that is here. `expired`: the one before is no longer taken. */
  getToken(why: 'open' | 'expired'): Promise<string>
}

export interface SyncAdapter {
  /** Names the far side: lines to go and cursors are kept under it, so it must stay the same from one visit to the next. */
  readonly id: string
  readonly limits: {
    /** Lines, rows or parcels. */
    readonly maxBatch: number
    /** Of a line or a row. */
    readonly maxEntryBytes: number
    /** Of a parcel; without it as much as a line. */
    readonly maxParcelBytes?: number
  }
  /** @throws SyncError `offline` or `auth` */
  open(auth: Auth, signal: AbortSignal): Promise<SyncSession>
}

/**
 * - `offline`: nobody answers
 * - `auth`: the token is not taken, and neither is a new one
 * - `forbidden`: this scope is not for whoever asks
 * - `cursor-gone`: read again from the beginning
 * - `quota`: the far side has no room
 * - `protocol`: the answer makes no sense
 * - `busy`: later
 */
export type SyncCode = 'offline' | 'auth' | 'forbidden' | 'cursor-gone' | 'quota' | 'protocol' | 'busy'

export class SyncError extends Error {
  override readonly name = 'SyncError'
  constructor(
    readonly code: SyncCode,
    message: string,
    /** Not before so many ms. */
    readonly retryAfterMs?: number,
  ) {
    super(message)
  }
}

/** By its name: an adapter may come from another script than the station, and then with a class of its own. */
export const isSyncError = (error: unknown): error is SyncError => error instanceof Error && error.name === 'SyncError'
