/** Carries what travels beside lines: private answers, newest values, keys, pictures, and word of dossiers that were erased. */
import type { Going, RefusedBeside, RowsPage } from '../journal/beside.js'
import type { Channel } from '../journal/beside-marks.js'
import type { Journal } from '../journal/journal.js'
import type { Clock, Json } from '../types.js'
import { isSyncError, SyncError } from './adapter.js'
import type {
  Cursor,
  Erasure,
  Named,
  Parcel,
  PushResult,
  Row,
  Rows,
  Scope,
  SyncAdapter,
  SyncSession,
} from './adapter.js'

export interface Carrying {
  readonly journal: Journal
  readonly clock: Clock
  takeRows(page: RowsPage): Promise<void>
}

const MINUTE = 60_000
/** So many bytes of pictures go in one batch, so that a slow line shows progress and a break costs little. */
const batchBytes = 1_000_000

export class Channels {
  /** What the last round left behind because it was to be tried later. */
  left = 0
  /** Pictures that somebody wanted to see while the far side could not be asked. */
  readonly #missed = new Set<string>()

  constructor(
    private readonly home: Carrying,
    private readonly adapter: SyncAdapter,
    private readonly scope: Scope,
  ) {}

  /**
   * From here on everything new is marked for the channels that this session has.
   * @param anew and all that is here once more
   */
  open(session: SyncSession, anew = false): Promise<void> {
    const { sheets, keys, parcels } = session
    const erases = session.erase === undefined ? undefined : true
    const has: Readonly<Record<Channel, unknown>> = { sheets, keys, parcels, gone: erases }
    const channels = (Object.keys(has) as Channel[]).filter((one) => has[one] !== undefined)
    return channels.length > 0 ? this.home.journal.beside.open(this.adapter.id, channels, anew) : Promise.resolve()
  }

  /** Brings all that is to go; answers after how many ms the rest is to be tried again. */
  async push(session: SyncSession, signal: AbortSignal): Promise<number> {
    this.left = 0
    const { beside } = this.home.journal
    const far = this.adapter.id
    let soonest = Infinity
    const carry = async <It extends Row | Named | Erasure>(
      channel: Channel,
      next: (after?: string) => Promise<Going<It>>,
      send: (items: readonly It[]) => Promise<readonly PushResult[]>,
    ) => {
      for (let after: string | undefined, isMore = true; isMore && !signal.aborted;) {
        const going = await next(after)
        if (going.items.length > 0) soonest = Math.min(soonest, await this.#sent(channel, going.items, send))
        after = going.next
        isMore = going.next !== undefined
      }
    }
    const { maxBatch } = this.adapter.limits
    // an answer that is erased is gone there before the key to it comes
    for (const channel of ['sheets', 'keys'] as const) {
      const rows = session[channel]
      if (rows)
        await carry(
          channel,
          (after) => beside.rows(far, channel, maxBatch, after),
          (items) => rows.push(items, signal),
        )
    }
    const { parcels } = session
    if (parcels)
      await carry(
        'parcels',
        (after) => beside.parcels(far, maxBatch, after),
        (named) => this.#bring(parcels, named, signal),
      )
    if (session.erase)
      await carry(
        'gone',
        (after) => beside.gone(far, maxBatch, after),
        (gone) => session.erase!(gone, signal),
      )
    return soonest
  }

  async #sent<It extends Row | Named | Erasure>(
    channel: Channel,
    items: readonly It[],
    send: (items: readonly It[]) => Promise<readonly PushResult[]>,
  ): Promise<number> {
    const results = await send(items)
    if (results.length !== items.length || results.some(({ id }, index) => id !== nameOf(items[index]!)))
      throw new SyncError('protocol', 'The answers do not stand beside what was brought.')
    const stored: It[] = []
    const refused: RefusedBeside[] = []
    const later: number[] = []
    for (const [index, result] of results.entries()) {
      const item = items[index]!
      if (result.status === 'stored') stored.push(item)
      else if (result.status === 'retry') later.push(result.afterMs ?? MINUTE)
      else
        refused.push({
          ...{ item, code: result.code, at: this.home.clock.now() },
          ...(result.reason && { reason: result.reason }),
        })
    }
    await this.home.journal.beside.done(this.adapter.id, channel, stored, refused)
    this.left += later.length
    return Math.min(Infinity, ...later.map((ms) => Math.max(ms, 1000)))
  }

  /** Of pictures only those that are not there; one that is gone here meanwhile is passed over. */
  async #bring(parcels: NonNullable<SyncSession['parcels']>, named: readonly Named[], signal: AbortSignal) {
    const wanted = new Set((await parcels.missing(named, signal)).map(wholeName))
    const answers = new Map<string, PushResult>()
    const { maxEntryBytes, maxParcelBytes = maxEntryBytes } = this.adapter.limits
    let batch: Parcel[] = []
    let size = 0
    const flush = async () => {
      const sent = batch
      ;[batch, size] = [[], 0]
      if (sent.length === 0) return
      const results = await parcels.push(sent, signal)
      if (results.length !== sent.length)
        throw new SyncError('protocol', 'The answers do not stand beside what was brought.')
      results.forEach((result, index) => answers.set(wholeName(sent[index]!), result))
    }
    for (const one of named) {
      const parcel = wanted.has(wholeName(one)) ? await this.home.journal.beside.parcel(one) : undefined
      if (!parcel) continue
      if (parcel.bytes.length > maxParcelBytes) {
        answers.set(wholeName(one), { id: one.hash, status: 'rejected', code: 'too-large' })
        continue
      }
      batch.push(parcel)
      size += parcel.bytes.length
      if (size >= batchBytes) await flush()
    }
    await flush()
    return named.map((one) => answers.get(wholeName(one)) ?? ({ id: one.hash, status: 'stored' } as const))
  }

  /**
   * Fetches what came. Lines first: a row is of a dossier, so behind each page of rows `lines` fetches what opened theirs.
   */
  async pull(session: SyncSession, lines: () => Promise<void>, signal: AbortSignal): Promise<void> {
    // keys before what they open, so that nothing is shown as locked for want of a moment
    for (const channel of ['keys', 'sheets'] as const) {
      const rows = session[channel]
      if (rows) await this.#pullRows(channel, rows, lines, signal)
    }
    for (const hash of [...this.#missed]) if (!(await this.#fetched(session, hash, signal))) break
  }

  async #pullRows(channel: 'sheets' | 'keys', rows: Rows, lines: () => Promise<void>, signal: AbortSignal) {
    const { id: from, limits } = this.adapter
    const name = [channel, from, this.scope.place, ...(this.scope.kinds ?? [])].join(' ')
    let cursor = ((await this.home.journal.setting.get(name)) ?? null) as Cursor | null
    for (let isMore = true; isMore && !signal.aborted;) {
      const page = await this.#page(rows, cursor, limits.maxBatch, signal)
      if (page.more && page.cursor === cursor) throw new SyncError('protocol', 'There is more, and the cursor stays.')
      if (page.rows.length > 0) await lines()
      if (page.rows.length > 0 || page.cursor !== cursor)
        await this.home.takeRows({ channel, rows: page.rows, from, cursor: { name, value: page.cursor as Json } })
      cursor = page.cursor
      isMore = page.more
    }
  }

  async #page(rows: Rows, cursor: Cursor | null, limit: number, signal: AbortSignal) {
    try {
      return await rows.pull(this.scope, cursor, limit, signal)
    } catch (error) {
      if (cursor === null || !isSyncError(error) || error.code !== 'cursor-gone') throw error
      return rows.pull(this.scope, null, limit, signal)
    }
  }

  /** A picture that is not on this device; false where it is not to be had now, and it is tried again after the next round. */
  async fetch(session: SyncSession | undefined, hash: string, signal: AbortSignal): Promise<boolean> {
    try {
      if (session && (await this.#fetched(session, hash, signal))) return true
    } catch (error) {
      if (!isSyncError(error)) throw error
    }
    this.#missed.add(hash)
    return false
  }

  async #fetched({ parcels }: SyncSession, hash: string, signal: AbortSignal): Promise<boolean> {
    const { beside } = this.home.journal
    for (const on of await beside.wanted(hash)) {
      const parcel = await parcels?.fetch({ hash, on }, signal)
      if (!parcel || !(await beside.hold({ ...parcel, hash, on }, this.adapter.id))) continue
      this.#missed.delete(hash)
      return true
    }
    return false
  }
}

const nameOf = (item: Row | Named | Erasure) => ('hash' in item ? item.hash : 'key' in item ? item.key : item.on)
const wholeName = ({ hash, on }: Named) => `${hash} ${on}`
