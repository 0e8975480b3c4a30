/** A far side in memory: for tests, for two stations on one page, and as the shortest adapter that keeps the contract. */
import { canonical } from '../pack/digest.js'
import { newNode } from '../time/stamp.js'
import type { DossierId, Entry, Json, Moment, PlaceId } from '../types.js'
import { systemClock } from '../time/clock.js'
import { SyncError } from './adapter.js'
import type {
  Auth,
  Cursor,
  Erasure,
  Parcels,
  Proof,
  PullPage,
  PushResult,
  Rows,
  Scope,
  SyncAdapter,
  SyncSession,
} from './adapter.js'
import { isOfErased, lastOf } from './erased.js'
import { MemoryParcels, MemoryRows } from './memory-channels.js'
import { isOver } from './over.js'

/** What a far side is asked for. */
export type Asked = 'open' | 'push' | 'pull'

/** What goes wrong, for tests and for the switch of a demo. */
export interface Faults {
  /** Nobody answers. */
  offline?: boolean
  /** The line breaks before the far side hears, or after it did and before it is heard. */
  breaks?: (what: Asked, when: 'before' | 'after') => boolean
  /** Lines of a page in another order, or several times. */
  delivers?: (entries: readonly Entry[]) => readonly Entry[]
  /** Awaited before every line is written and every page read. */
  slow?: () => Promise<void>
}

export interface MemoryFarOptions {
  /** Places above a place, nearest first: who may see what lies in the tree. */
  readonly ancestors?: (place: PlaceId) => readonly PlaceId[]
  readonly limits?: SyncAdapter['limits']
  readonly id?: string
  /** The far side's own clock, by which it erases what is over. */
  readonly now?: () => Moment
}

interface Stored {
  readonly seq: number
  readonly on: DossierId
  readonly place: PlaceId
  /** All letters of the line, its keys in order. */
  readonly text: string
  /** Names it in proofs. */
  readonly hash?: string | undefined
}

interface Bell {
  readonly scope: Scope
  readonly ring: () => void
}

const limits = { maxBatch: 200, maxEntryBytes: 64_000, maxParcelBytes: 4_000_000 }
const bytes = new TextEncoder()

export class MemoryFar {
  readonly faults: Faults = {}
  protected rows: Stored[] = []
  protected last = 0
  protected readonly known = new Set<string>()
  protected readonly limits: SyncAdapter['limits']
  readonly sheets: MemoryRows
  readonly keys: MemoryRows
  readonly parcels: MemoryParcels
  readonly #places = new Map<DossierId, PlaceId>()
  /** Of dossiers that were erased, when their last lines were written. */
  protected readonly erased = new Map<DossierId, Moment>()
  readonly #tokens = new Map<string, PlaceId>()
  readonly #erasers = new Set<string>()
  readonly #now: () => Moment
  readonly #bells = new Set<Bell>()
  /** Proofs by the lines that they name. */
  protected readonly proofs = new Map<string, Map<string, Proof>>()
  /** Its cursors are of this far side and of no other. */
  readonly epoch = newNode()
  readonly #id: string
  readonly #ancestors: NonNullable<MemoryFarOptions['ancestors']>

  constructor(options: MemoryFarOptions = {}) {
    this.limits = options.limits ?? limits
    this.#id = options.id ?? 'memory'
    this.#ancestors = options.ancestors ?? (() => [])
    this.#now = options.now ?? (() => systemClock.now())
    const hands = {
      hears: (what: Asked, when: 'before' | 'after', signal: AbortSignal) => this.#hears(what, when, signal),
      slow: () => this.faults.slow?.() ?? Promise.resolve(),
      placeOf: (on: DossierId) => this.#places.get(on),
      erasedAt: (on: DossierId) => this.erased.get(on),
      isWithin: (place: PlaceId, above: PlaceId) => this.isWithin(place, above),
      isIn: (it: Pick<Stored, 'on' | 'place'>, scope: Scope) => this.isIn(it, scope),
      holdsAt: (at: PlaceId, on: DossierId, place: PlaceId) => this.holdsAt(at, on, place),
      rings: (place: PlaceId, on: DossierId) => this.#ring(place, on),
      now: () => this.#now(),
      limits: this.limits,
      epoch: this.epoch,
    }
    ;[this.sheets, this.keys, this.parcels] = [new MemoryRows(hands), new MemoryRows(hands), new MemoryParcels(hands)]
  }

  /**
   * A token for whoever may read and write at this place and anywhere below it; `erases`: and say that a dossier is kept
   * for a shorter time than its lines promise.
   */
  token(place: PlaceId, { erases = false } = {}): string {
    const token = newNode()
    this.#tokens.set(token, place)
    if (erases) this.#erasers.add(token)
    return token
  }

  mayShorten(token: string): boolean {
    return this.#erasers.has(token)
  }

  expire(token: string): void {
    this.#tokens.delete(token)
  }

  /** Takes a dossier out, as its retention asks. */
  erase(on: DossierId): void {
    const last = lastOf(this.linesOf(on))
    if (last !== undefined) this.erased.set(on, Math.max(last, this.erased.get(on) ?? 0))
    for (const { text } of this.rows.filter((row) => row.on === on)) this.known.delete(text)
    for (const { hash } of this.rows)
      if (hash !== undefined && !this.rows.some((row) => row.on !== on && row.hash === hash)) this.proofs.delete(hash)
    this.rows = this.rows.filter((row) => row.on !== on)
    this.#places.delete(on)
    for (const channel of [this.sheets, this.keys, this.parcels]) channel.erase(on)
  }

  /** Takes out what says itself that its time is over; `mayShorten`: also what is said to be over. */
  async gone(
    at: PlaceId,
    gone: readonly Erasure[],
    mayShorten: boolean,
    signal: AbortSignal,
  ): Promise<readonly PushResult[]> {
    this.#hears('push', 'before', signal)
    await this.faults.slow?.()
    const results = gone.map((one) => this.goes(at, one, mayShorten))
    this.#hears('push', 'after', signal)
    return results
  }

  protected goes(at: PlaceId, { on, keep }: Erasure, mayShorten: boolean): PushResult {
    const place = this.#places.get(on)
    const refused = { id: on, status: 'rejected', code: 'forbidden' } as const
    if (place !== undefined && !this.isWithin(place, at)) return refused
    if (!isOver(this.linesOf(on), this.#now(), mayShorten ? keep : undefined)) return refused
    this.erase(on)
    return { id: on, status: 'stored' }
  }

  protected linesOf(on: DossierId): readonly Entry[] {
    return this.rows.filter((row) => row.on === on).map(({ text }) => JSON.parse(text) as Entry)
  }

  adapter(): SyncAdapter {
    return {
      id: this.#id,
      limits: this.limits,
      open: async (auth, signal) => {
        this.#hears('open', 'before', signal)
        const session = new MemorySession(this, auth, await auth.getToken('open'))
        this.#hears('open', 'after', signal)
        return session
      },
    }
  }

  /** The place that a token stands for. */
  placeOf(token: string): PlaceId | undefined {
    return this.#tokens.get(token)
  }

  async push(
    at: PlaceId,
    entries: readonly Entry[],
    signal: AbortSignal,
    proofs: readonly Proof[] = [],
  ): Promise<readonly PushResult[]> {
    this.#hears('push', 'before', signal)
    const results: PushResult[] = []
    for (const entry of entries) {
      const result = await this.prove(entry, proofs, () => this.take(at, entry))
      results.push(result)
      signal.throwIfAborted()
    }
    this.#hears('push', 'after', signal)
    return results
  }

  async pull(at: PlaceId, scope: Scope, cursor: Cursor | null, limit: number, signal: AbortSignal): Promise<PullPage> {
    this.#hears('pull', 'before', signal)
    if (!this.isWithin(scope.place, at)) throw new SyncError('forbidden', `${scope.place} is not for this token.`)
    const since = this.since(cursor)
    await this.faults.slow?.()
    signal.throwIfAborted()
    const found = this.rows.filter((row) => row.seq > since && this.isIn(row, scope))
    const page = found.slice(0, limit)
    const more = found.length > page.length
    const entries = page.map(({ text }) => JSON.parse(text) as Entry)
    const cursorThen = this.cursorAt(more ? page.at(-1)!.seq : this.last)
    const proofs = new Map(page.flatMap(({ hash = '' }) => [...(this.proofs.get(hash) ?? [])]))
    this.#hears('pull', 'after', signal)
    return {
      entries: this.faults.delivers?.(entries) ?? entries,
      cursor: cursorThen,
      more,
      epoch: this.epoch,
      ...(proofs.size > 0 && { proofs: [...proofs.values()] }),
    }
  }

  /** Rings until the signal. */
  watch(at: PlaceId, scope: Scope, ring: () => void, signal: AbortSignal): Promise<void> {
    if (!this.isWithin(scope.place, at)) throw new SyncError('forbidden', `${scope.place} is not for this token.`)
    const bell = { scope, ring }
    this.#bells.add(bell)
    return new Promise((go) => {
      const stop = () => {
        this.#bells.delete(bell)
        go()
      }
      if (signal.aborted) stop()
      else signal.addEventListener('abort', stop, { once: true })
    })
  }

  protected isWithin(place: PlaceId, above: PlaceId): boolean {
    return place === above || this.#ancestors(place).includes(above)
  }

  protected isIn({ on, place }: Pick<Stored, 'on' | 'place'>, { place: above, kinds }: Scope): boolean {
    const isHere = this.isWithin(place, above) || this.holdsAt(above, on, place)
    return isHere && (!kinds || kinds.includes(on.slice(0, on.indexOf('/'))))
  }

  /** Rules that hold at a place, from further up. */
  protected holdsAt(at: PlaceId, on: DossierId, place: PlaceId): boolean {
    return on.startsWith('rules/') && this.isWithin(at, place)
  }

  protected async take(at: PlaceId, entry: Entry): Promise<PushResult> {
    const { id, on } = entry
    const text = canonical(entry as unknown as Json)
    if (bytes.encode(text).length > this.limits.maxEntryBytes) return { id, status: 'rejected', code: 'too-large' }
    const place = this.placeFor(entry)
    if (place !== undefined && !this.isWithin(place, at)) return { id, status: 'rejected', code: 'forbidden' }
    if (isOfErased(id, this.erased.get(on), this.#places.has(on) || entry.from === 'new'))
      return { id, status: 'rejected', code: 'erased' }
    if (place === undefined) return { id, status: 'retry' }
    if (entry.place !== undefined && entry.place !== place) return { id, status: 'rejected', code: 'forbidden' }
    await this.faults.slow?.()
    if (!this.known.has(text)) {
      this.#places.set(on, place)
      this.keep(on, place, text)
      this.#ring(place, on)
    }
    return { id, status: 'stored' }
  }

  /** Where a dossier is: as its first line says, whatever later ones say. */
  protected placeFor({ on, place }: Entry): PlaceId | undefined {
    return this.#places.get(on) ?? place
  }

  /** The number is given in the moment of writing, so that who reads never sees a later one before an earlier one. */
  protected keep(on: DossierId, place: PlaceId, text: string): void {
    this.known.add(text)
    this.rows.push({ seq: ++this.last, on, place, text, hash: (JSON.parse(text) as Entry).chain?.hash })
  }

  /**
   * Keeps proofs with the line that is being taken: nobody reads it without them. A line that was there and gets its first
   * goes to the end, so that everybody reads it again.
   */
  protected async prove(
    { chain, on }: Entry,
    proofs: readonly Proof[],
    take: () => Promise<PushResult>,
  ): Promise<PushResult> {
    const hash = chain?.hash
    const naming = proofs.filter(({ lines }) => hash !== undefined && lines.includes(hash))
    if (hash === undefined || naming.length === 0) return take()
    const row = this.rows.find((one) => one.hash === hash && one.on === on)
    const known = this.proofs.get(hash)
    this.proofs.set(hash, new Map([...(known ?? []), ...naming.map((proof) => [proof.signature, proof] as const)]))
    const result = await take()
    if (!this.rows.some((one) => one.hash === hash)) this.proofs.delete(hash)
    else if (row && !known) this.rows = [...this.rows.filter((one) => one !== row), { ...row, seq: ++this.last }]
    return result
  }

  protected cursorAt(seq: number): Cursor {
    return `${this.epoch}.${seq}`
  }

  protected since(cursor: Cursor | null): number {
    if (cursor === null) return 0
    const [epoch, seq] = cursor.split('.')
    if (epoch !== this.epoch || !(Number(seq) <= this.last)) throw new SyncError('cursor-gone', 'No such cursor here.')
    return Number(seq)
  }

  #ring(place: PlaceId, on: DossierId): void {
    for (const { scope, ring } of this.#bells) if (this.isIn({ on, place }, { place: scope.place })) ring()
  }

  #hears(what: Asked, when: 'before' | 'after', signal: AbortSignal): void {
    signal.throwIfAborted()
    if (this.faults.offline || this.faults.breaks?.(what, when)) throw new SyncError('offline', 'Nobody answers.')
  }
}

class MemorySession implements SyncSession {
  readonly proofs = true
  readonly epoch = this.far.epoch

  constructor(
    private readonly far: MemoryFar,
    private readonly auth: Auth,
    private token: string,
  ) {}

  async push(
    entries: readonly Entry[],
    signal: AbortSignal,
    proofs?: readonly Proof[],
  ): Promise<readonly PushResult[]> {
    return this.far.push(await this.#place(), entries, signal, proofs)
  }

  async pull(scope: Scope, cursor: Cursor | null, limit: number, signal: AbortSignal): Promise<PullPage> {
    return this.far.pull(await this.#place(), scope, cursor, limit, signal)
  }

  async watch(scope: Scope, ring: () => void, signal: AbortSignal): Promise<void> {
    return this.far.watch(await this.#place(), scope, ring, signal)
  }

  readonly sheets = this.#rows(() => this.far.sheets)
  readonly keys = this.#rows(() => this.far.keys)
  readonly parcels: Parcels = {
    missing: async (named, signal) => this.far.parcels.missing(await this.#place(), named, signal),
    push: async (parcels, signal) => this.far.parcels.push(await this.#place(), parcels, signal),
    fetch: async (named, signal) => this.far.parcels.fetch(await this.#place(), named, signal),
  }

  async erase(gone: readonly Erasure[], signal: AbortSignal): Promise<readonly PushResult[]> {
    const place = await this.#place()
    return this.far.gone(place, gone, this.far.mayShorten(this.token), signal)
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  #rows(of: () => MemoryRows): Rows {
    return {
      push: async (rows, signal) => of().push(await this.#place(), rows, signal),
      pull: async (scope, cursor, limit, signal) => of().pull(await this.#place(), scope, cursor, limit, signal),
    }
  }

  async #place(): Promise<PlaceId> {
    const place = this.far.placeOf(this.token)
    if (place !== undefined) return place
    this.token = await this.auth.getToken('expired')
    const again = this.far.placeOf(this.token)
    if (again === undefined) throw new SyncError('auth', 'Neither this token nor a new one is taken.')
    return again
  }
}
