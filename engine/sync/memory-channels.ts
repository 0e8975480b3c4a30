/** What a far side in memory keeps beside lines. */
import { lettersOf, outdoes } from '../journal/rows.js'
import { sha256 } from '../journal/hash.js'
import type { DossierId, Moment, PlaceId } from '../types.js'
import { SyncError } from './adapter.js'
import { isOfErased } from './erased.js'
import type { Cursor, Named, Parcel, PushResult, Row, RowPage, Scope, SyncAdapter } from './adapter.js'

/** What it asks of its far side. */
export interface FarHands {
  hears(what: 'push' | 'pull', when: 'before' | 'after', signal: AbortSignal): void
  slow(): Promise<void>
  placeOf(on: DossierId): PlaceId | undefined
  /** When the last line of a dossier that was erased was written. */
  erasedAt(on: DossierId): Moment | undefined
  isWithin(place: PlaceId, above: PlaceId): boolean
  isIn(it: { readonly on: DossierId; readonly place: PlaceId }, scope: Scope): boolean
  /** Rules that hold at a place, from further up. */
  holdsAt(at: PlaceId, on: DossierId, place: PlaceId): boolean
  rings(place: PlaceId, on: DossierId): void
  now(): Moment
  readonly limits: SyncAdapter['limits']
  readonly epoch: string
}

interface Kept {
  readonly seq: number
  readonly row: Row
}

const forbidden = { status: 'rejected', code: 'forbidden' } as const
const erased = { status: 'rejected', code: 'erased' } as const
const text = new TextEncoder()

export class MemoryRows {
  readonly #rows = new Map<string, Kept>()
  #last = 0

  constructor(private readonly far: FarHands) {}

  /** As they stand; for whoever looks what is left. */
  get all(): readonly Row[] {
    this.#eraseOver()
    return [...this.#rows.values()].map(({ row }) => row)
  }

  async push(at: PlaceId, rows: readonly Row[], signal: AbortSignal): Promise<readonly PushResult[]> {
    this.far.hears('push', 'before', signal)
    const results: PushResult[] = []
    for (const row of rows) {
      await this.far.slow()
      results.push(this.#take(at, row))
      signal.throwIfAborted()
    }
    this.far.hears('push', 'after', signal)
    return results
  }

  async pull(at: PlaceId, scope: Scope, cursor: Cursor | null, limit: number, signal: AbortSignal): Promise<RowPage> {
    this.far.hears('pull', 'before', signal)
    if (!this.far.isWithin(scope.place, at)) throw new SyncError('forbidden', `${scope.place} is not for this token.`)
    const since = this.#since(cursor)
    await this.far.slow()
    signal.throwIfAborted()
    this.#eraseOver()
    const isSought = ({ seq, row: { on } }: Kept) => {
      const place = this.far.placeOf(on)
      return seq > since && place !== undefined && this.far.isIn({ on, place }, scope)
    }
    const found = [...this.#rows.values()].filter(isSought).sort((a, b) => a.seq - b.seq)
    const page = found.slice(0, limit)
    const more = found.length > page.length
    this.far.hears('pull', 'after', signal)
    const to = more ? page.at(-1)!.seq : this.#last
    return { rows: page.map(({ row }) => row), cursor: `${this.far.epoch}.${to}`, more }
  }

  erase(on: DossierId): void {
    for (const [key, { row }] of this.#rows) if (row.on === on) this.#rows.delete(key)
  }

  #take(at: PlaceId, row: Row): PushResult {
    const { key: id, on } = row
    if (text.encode(lettersOf(row)).length > this.far.limits.maxEntryBytes)
      return { id, status: 'rejected', code: 'too-large' }
    const place = this.far.placeOf(on)
    if (place !== undefined && !this.far.isWithin(place, at)) return { id, ...forbidden }
    if (isOfErased(row.stamp, this.far.erasedAt(on), place !== undefined)) return { id, ...erased }
    if (place === undefined) return { id, status: 'retry' }
    const known = this.#rows.get(id)?.row
    // one key belongs to one dossier: it is no way to a row of another
    if (known && known.on !== on) return { id, ...forbidden }
    if (outdoes(row, known)) {
      this.#rows.set(id, { seq: ++this.#last, row })
      this.far.rings(place, on)
    }
    return { id, status: 'stored' }
  }

  /** What nobody comes to erase any more. */
  #eraseOver(): void {
    const now = this.far.now()
    for (const [key, { row }] of this.#rows) {
      if (!row.body || row.until === undefined || row.until > now) continue
      const { on, stamp } = row
      this.#rows.set(key, { seq: ++this.#last, row: { key, on, stamp } })
    }
  }

  #since(cursor: Cursor | null): number {
    if (cursor === null) return 0
    const [epoch, seq] = cursor.split('.')
    if (epoch !== this.far.epoch || !(Number(seq) <= this.#last))
      throw new SyncError('cursor-gone', 'No such cursor here.')
    return Number(seq)
  }
}

interface Held {
  readonly type: string
  readonly bytes: Uint8Array
  /** Dossiers for which somebody brought it. */
  readonly on: ReadonlySet<DossierId>
}

export class MemoryParcels {
  readonly #held = new Map<string, Held>()

  constructor(private readonly far: FarHands) {}

  get all(): readonly Uint8Array[] {
    return [...this.#held.values()].map(({ bytes }) => bytes)
  }

  async missing(at: PlaceId, named: readonly Named[], signal: AbortSignal): Promise<readonly Named[]> {
    this.far.hears('pull', 'before', signal)
    await this.far.slow()
    signal.throwIfAborted()
    return named.filter(({ hash, on }) => !this.#isFor(at, on) || !this.#held.get(hash)?.on.has(on))
  }

  async push(at: PlaceId, parcels: readonly Parcel[], signal: AbortSignal): Promise<readonly PushResult[]> {
    this.far.hears('push', 'before', signal)
    const results: PushResult[] = []
    for (const parcel of parcels) {
      results.push(await this.#take(at, parcel))
      signal.throwIfAborted()
    }
    this.far.hears('push', 'after', signal)
    return results
  }

  async fetch(at: PlaceId, { hash, on }: Named, signal: AbortSignal): Promise<Parcel | undefined> {
    this.far.hears('pull', 'before', signal)
    await this.far.slow()
    signal.throwIfAborted()
    const held = this.#held.get(hash)
    this.far.hears('pull', 'after', signal)
    return held?.on.has(on) && this.#isFor(at, on) ? { hash, on, type: held.type, bytes: held.bytes } : undefined
  }

  erase(on: DossierId): void {
    for (const [hash, held] of this.#held) {
      const left = new Set([...held.on].filter((one) => one !== on))
      if (left.size > 0) this.#held.set(hash, { ...held, on: left })
      else this.#held.delete(hash)
    }
  }

  #isFor(at: PlaceId, on: DossierId): boolean {
    const place = this.far.placeOf(on)
    return place !== undefined && (this.far.isWithin(place, at) || this.far.holdsAt(at, on, place))
  }

  async #take(at: PlaceId, { hash, on, type, bytes }: Parcel): Promise<PushResult> {
    const { maxEntryBytes, maxParcelBytes = maxEntryBytes } = this.far.limits
    if (bytes.length > maxParcelBytes) return { id: hash, status: 'rejected', code: 'too-large' }
    const place = this.far.placeOf(on)
    if (place === undefined)
      return this.far.erasedAt(on) === undefined ? { id: hash, status: 'retry' } : { id: hash, ...erased }
    if (!this.far.isWithin(place, at)) return { id: hash, ...forbidden }
    await this.far.slow()
    const own = bytes.slice()
    if ((await sha256(own)) !== hash) return { id: hash, status: 'rejected', code: 'invalid' }
    const known = this.#held.get(hash)
    this.#held.set(hash, { type: known?.type ?? type, bytes: own, on: new Set([...(known?.on ?? []), on]) })
    return { id: hash, status: 'stored' }
  }
}
