/** A far side that is asked over HTTP: `linli-server`, or a portal that answers the same routes (schemas/sync.openapi.json). */
import type { Entry } from '../types.js'
import { systemClock } from '../time/clock.js'
import { isSyncError, SyncError } from './adapter.js'
import type {
  Auth,
  Cursor,
  Named,
  Parcel,
  Parcels,
  Proof,
  PullPage,
  PushResult,
  Row,
  RowPage,
  Rows,
  Scope,
  SyncAdapter,
  SyncCode,
  SyncSession,
} from './adapter.js'

export interface HttpOptions {
  /** Names the far side; without it its address does. Give one where the address may change. */
  readonly id?: string
}

interface Limits {
  readonly maxBatch: number
  readonly maxEntryBytes: number
  readonly maxParcelBytes: number
  /** Of one request. */
  readonly maxBodyBytes: number
}

type Channel = 'proofs' | 'sheets' | 'keys' | 'parcels' | 'erase'
interface Hello {
  readonly limits?: Partial<Limits>
  /** What it carries beside lines. */
  readonly channels?: readonly Channel[]
  readonly epoch?: string
}

/** Until the far side has told its own. */
const usual: Limits = { maxBatch: 500, maxEntryBytes: 64_000, maxParcelBytes: 4_000_000, maxBodyBytes: 16_000_000 }

/** A far side that has not answered for so long does not answer, in ms; a bell is allowed to be silent for longer. */
const patience = 60_000
/** A bell that broke is hung up again after so many ms. */
const pause = 5_000

/**
 * @param address e.g. `https://example.org/linli/`; the routes `v1…` lie below it. The page's Content-Security-Policy must
 *   allow its origin in `connect-src`, the far side must welcome the page's (`LINLI_ORIGINS`).
 */
export function httpAdapter(address: string, { id = address }: HttpOptions = {}): SyncAdapter {
  let limits = usual
  return {
    id,
    get limits() {
      return limits
    },
    async open(auth, signal) {
      const line = new Line(address, auth, await auth.getToken('open'))
      const hello = await line.json<Hello>('v1', signal)
      limits = { ...usual, ...hello.limits }
      return new HttpSession(line, limits, hello)
    },
  }
}

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly bytes: ArrayBuffer
}

/** Requests with the token of the moment. */
class Line {
  readonly #base: string
  #renewing: Promise<string> | undefined

  constructor(
    address: string,
    private readonly auth: Auth,
    private token: string,
  ) {
    this.#base = address.endsWith('/') ? address : `${address}/`
  }

  async json<T>(path: string, signal: AbortSignal, body?: string): Promise<T> {
    const headers = { 'content-type': 'application/json' }
    const { bytes } = await this.ask(path, signal, body === undefined ? {} : { method: 'POST', body, headers })
    return parsed(bytes) as T
  }

  /** @param also what is an answer as well, e.g. 404 */
  async ask(path: string, signal: AbortSignal, init: RequestInit, also: readonly number[] = []): Promise<Answer> {
    const used = this.token
    const first = await this.#once(path, signal, init)
    if (first.status !== 401) return checked(first, also)
    if (this.token === used) await this.#renew()
    const second = await this.#once(path, signal, init)
    if (second.status === 401) throw new SyncError('auth', 'Neither this token nor a new one is taken.')
    return checked(second, also)
  }

  /** Several requests may find out at once that a token ran out: one new one is enough for all. */
  async #renew(): Promise<void> {
    this.#renewing ??= this.auth.getToken('expired').finally(() => (this.#renewing = undefined))
    this.token = await this.#renewing
  }

  /** The whole answer; broken off by the signal, or when it takes too long. `AbortSignal.any` is too young for old kiosks. */
  async #once(path: string, signal: AbortSignal, init: RequestInit): Promise<Answer> {
    signal.throwIfAborted()
    const end = new AbortController()
    const stop = () => end.abort()
    AbortSignal.timeout(patience).addEventListener('abort', stop)
    signal.addEventListener('abort', stop)
    try {
      const headers = { ...init.headers, authorization: `Bearer ${this.token}` }
      const response = await fetch(this.#base + path, { ...init, headers, signal: end.signal, cache: 'no-store' })
      return { status: response.status, headers: response.headers, bytes: await response.arrayBuffer() }
    } catch (error) {
      signal.throwIfAborted()
      throw new SyncError('offline', `Nobody answers: ${(error as Error).message}`)
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }
}

const codes: Readonly<Record<number, SyncCode>> = {
  403: 'forbidden',
  410: 'cursor-gone',
  429: 'busy',
  507: 'quota',
}

function checked(answer: Answer, also: readonly number[]): Answer {
  const { status, headers, bytes } = answer
  if ((status >= 200 && status < 300) || also.includes(status)) return answer
  const code = codes[status] ?? (status >= 500 ? 'busy' : 'protocol')
  const seconds = Number(headers.get('retry-after') ?? NaN)
  const said = new TextDecoder().decode(bytes.slice(0, 200))
  throw new SyncError(code, `${status} ${said}`, Number.isFinite(seconds) ? seconds * 1000 : undefined)
}

function parsed(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    // e.g. the page of a portal that wants somebody to sign in
    throw new SyncError('protocol', 'The answer is no JSON.')
  }
}

class HttpSession implements SyncSession {
  readonly epoch?: string
  readonly proofs?: true
  readonly sheets?: Rows
  readonly keys?: Rows
  readonly parcels?: Parcels
  readonly erase?: NonNullable<SyncSession['erase']>
  /** Of the bell. */
  readonly #end = new AbortController()

  constructor(
    private readonly line: Line,
    private readonly limits: Limits,
    { channels = [], epoch }: Hello,
  ) {
    if (epoch !== undefined) this.epoch = epoch
    if (channels.includes('proofs')) this.proofs = true
    for (const channel of ['sheets', 'keys'] as const)
      if (channels.includes(channel)) this[channel] = new HttpRows(line, limits, channel)
    if (channels.includes('parcels')) this.parcels = new HttpParcels(line, limits)
    if (channels.includes('erase'))
      this.erase = (gone, signal) => bring(line, 'v1/erase', 'gone', gone, ({ on }) => on, limits, signal)
  }

  push(entries: readonly Entry[], signal: AbortSignal, proofs: readonly Proof[] = []): Promise<readonly PushResult[]> {
    return bring(this.line, 'v1/lines', 'entries', entries, ({ id }) => id, this.limits, signal, proofs)
  }

  async pull(scope: Scope, cursor: Cursor | null, limit: number, signal: AbortSignal): Promise<PullPage> {
    const more = { limit: String(limit), ...(cursor !== null && { after: cursor }) }
    const page = await this.line.json<Partial<PullPage>>(`v1/lines?${asked(scope, more)}`, signal)
    const { entries, more: isMore } = page
    if (!Array.isArray(entries) || typeof page.cursor !== 'string' || typeof isMore !== 'boolean')
      throw new SyncError('protocol', 'The page lacks its lines, its cursor or whether there is more.')
    return page as PullPage
  }

  /** Asks, and is answered when something has come or after half a minute: this goes through every proxy. */
  async watch(scope: Scope, ring: () => void, signal: AbortSignal): Promise<void> {
    const end = this.#end
    const stop = () => end.abort()
    if (signal.aborted) return
    signal.addEventListener('abort', stop)
    for (let mark: string | undefined; !end.signal.aborted;) {
      try {
        const path = `v1/bell?${asked(scope, mark === undefined ? {} : { mark })}`
        const answer = await this.line.json<{ readonly mark: string; readonly rang: boolean }>(path, end.signal)
        mark = answer.mark
        if (answer.rang && !end.signal.aborted) ring()
      } catch (error) {
        if (end.signal.aborted) break
        if (isSyncError(error) && ['auth', 'forbidden', 'protocol'].includes(error.code)) throw error
        await quiet(end.signal)
      }
    }
    signal.removeEventListener('abort', stop)
  }

  close(): Promise<void> {
    this.#end.abort()
    return Promise.resolve()
  }
}

/** Brings things in requests that are not too long; the answers stand in their order. */
async function bring<It>(
  line: Line,
  path: string,
  member: string,
  items: readonly It[],
  idOf: (item: It) => string,
  limits: Limits,
  signal: AbortSignal,
  proofs: readonly Proof[] = [],
): Promise<readonly PushResult[]> {
  signal.throwIfAborted()
  const { fitting, results } = sizedUp(items, idOf, limits)
  const batches = batchesOf(fitting, limits)
  // proofs of lines that were brought before may come alone
  if (batches.length === 0 && proofs.length > 0) batches.push([])
  for (const batch of batches) {
    // a proof may come behind its lines, and not before them
    const beside = batch === batches.at(-1) && proofs.length > 0 ? `,"proofs":${JSON.stringify(proofs)}` : ''
    const body = `{"${member}":[${batch.map(({ text }) => text).join(',')}]${beside}}`
    const answer = await line.json<{ readonly results?: readonly PushResult[] }>(path, signal, body)
    if (answer.results?.length !== batch.length)
      throw new SyncError('protocol', 'There is not one answer for each that was brought.')
    for (const [index, result] of answer.results.entries()) results[batch[index]!.at] = result
  }
  return results
}

class HttpRows implements Rows {
  constructor(
    private readonly line: Line,
    private readonly limits: Limits,
    private readonly channel: 'sheets' | 'keys',
  ) {}

  push(rows: readonly Row[], signal: AbortSignal): Promise<readonly PushResult[]> {
    return bring(this.line, `v1/${this.channel}`, 'rows', rows, ({ key }) => key, this.limits, signal)
  }

  async pull(scope: Scope, cursor: Cursor | null, limit: number, signal: AbortSignal): Promise<RowPage> {
    const more = { limit: String(limit), ...(cursor !== null && { after: cursor }) }
    const page = await this.line.json<Partial<RowPage>>(`v1/${this.channel}?${asked(scope, more)}`, signal)
    if (!Array.isArray(page.rows) || typeof page.cursor !== 'string' || typeof page.more !== 'boolean')
      throw new SyncError('protocol', 'The page lacks its rows, its cursor or whether there is more.')
    return page as RowPage
  }
}

class HttpParcels implements Parcels {
  constructor(
    private readonly line: Line,
    private readonly limits: Limits,
  ) {}

  async missing(named: readonly Named[], signal: AbortSignal): Promise<readonly Named[]> {
    if (named.length === 0) return []
    const body = JSON.stringify({ named: named.map(({ hash, on }) => ({ hash, on })) })
    const { missing } = await this.line.json<{ readonly missing?: readonly Named[] }>(
      'v1/parcels/missing',
      signal,
      body,
    )
    if (!Array.isArray(missing)) throw new SyncError('protocol', 'It does not say what is missing.')
    return missing as readonly Named[]
  }

  /** One by one: each may be as long as a request. */
  async push(parcels: readonly Parcel[], signal: AbortSignal): Promise<readonly PushResult[]> {
    const results: PushResult[] = []
    for (const { hash, on, type, bytes } of parcels) {
      if (bytes.length > this.limits.maxParcelBytes) {
        results.push({ id: hash, status: 'rejected', code: 'too-large' })
        continue
      }
      const path = `v1/parcels/${hash}?${new URLSearchParams({ on, type })}`
      const headers = { 'content-type': 'application/octet-stream' }
      const answer = await this.line.ask(path, signal, { method: 'PUT', body: new Uint8Array(bytes), headers })
      const { result } = parsed(answer.bytes) as { readonly result?: PushResult }
      if (result?.id !== hash) throw new SyncError('protocol', 'The answer is about another parcel.')
      results.push(result)
    }
    return results
  }

  async fetch({ hash, on }: Named, signal: AbortSignal): Promise<Parcel | undefined> {
    const answer = await this.line.ask(`v1/parcels/${hash}?${new URLSearchParams({ on })}`, signal, {}, [404])
    if (answer.status === 404) return undefined
    const type = answer.headers.get('linli-type') ?? 'application/octet-stream'
    return { hash, on, type, bytes: new Uint8Array(answer.bytes) }
  }
}

const asked = ({ place, kinds }: Scope, more: Readonly<Record<string, string>>) =>
  String(new URLSearchParams({ place, ...(kinds && { kinds: kinds.join(',') }), ...more }))

interface Written {
  /** Which of the lines it is. */
  readonly at: number
  readonly text: string
  /** So many bytes at most. */
  readonly length: number
}

const letters = new TextEncoder()
/** Counted only where three bytes for each letter, the most that one can have, would be too many. */
const lengthOf = (text: string, room: number): number =>
  3 * text.length <= room ? 3 * text.length : letters.encode(text).length
/** Room for lines in a request: a far side takes lines of half a request at most. */
const roomIn = ({ maxBodyBytes }: Limits) => maxBodyBytes / 2

/** A line that no request could hold is refused here, by its name, and keeps no other out. */
function sizedUp<It>(items: readonly It[], idOf: (item: It) => string, limits: Limits) {
  const results: PushResult[] = []
  const fitting: Written[] = []
  for (const [at, item] of items.entries()) {
    const text = JSON.stringify(item)
    const length = lengthOf(text, roomIn(limits))
    if (length <= roomIn(limits)) fitting.push({ at, text, length })
    else results[at] = { id: idOf(item), status: 'rejected', code: 'too-large' }
  }
  return { fitting, results }
}

function batchesOf(lines: readonly Written[], limits: Limits): (readonly Written[])[] {
  const batches: Written[][] = []
  let room = 0
  for (const line of lines) {
    const last = batches.at(-1)
    room -= line.length
    if (last && last.length < limits.maxBatch && room >= 0) last.push(line)
    else {
      batches.push([line])
      room = roomIn(limits) - line.length
    }
  }
  return batches
}

/** A while, or until the signal. */
const quiet = (signal: AbortSignal): Promise<void> =>
  new Promise((go) => {
    const end = () => {
      unwake()
      signal.removeEventListener('abort', end)
      go()
    }
    const unwake = systemClock.wake(systemClock.now() + pause, end)
    signal.addEventListener('abort', end)
  })
