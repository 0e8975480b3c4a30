/** A station in step with a far side: brings what is to go, fetches what came, and begins again wherever it broke off. */
import type { RowsPage } from '../journal/beside.js'
import type { Journal, JournalTrouble, Page } from '../journal/journal.js'
import type { Refusing } from '../journal/outbox.js'
import { proofsFor } from '../identity/prove-all.js'
import type { Clock, Entry, Moment, PlaceId, Say } from '../types.js'
import { isSyncError, SyncError } from './adapter.js'
import type { Auth, Cursor, Scope, SyncAdapter, SyncCode, SyncSession } from './adapter.js'
import { backOff } from './back-off.js'
import { Channels } from './channels.js'
import { leadByLocks } from './lead.js'
import type { Lead } from './lead.js'
import { rejectedSays, troubleSays } from './words.js'

export interface JoinOptions {
  /** Whose lines come here. What goes there is every line of this station. */
  readonly scope: Scope
  /** Without it the far side is asked with an empty token. */
  readonly getToken?: Auth['getToken']
  /** From 0 to below 1; without it the platform's own. */
  readonly random?: () => number
  /** How one tab of several comes to speak; without it by Web Locks. */
  readonly lead?: Lead
  /** How often the far side is asked although no bell rang, in ms; a minute without it. */
  readonly every?: number
}

/**
 * - `elsewhere`: another tab of this device speaks with the far side
 * - `busy`: lines go or come
 * - `idle`: everything was brought and fetched
 * - `broken`: it failed, and is tried again at `next`
 * - `left`: over
 */
export type Link = 'elsewhere' | 'busy' | 'idle' | 'broken' | 'left'

export interface SyncState {
  readonly link: Link
  /** Since when it is so. */
  readonly since: Moment
  /** Nothing is to go and nothing was to come when it was last asked. */
  readonly inStep: boolean
  /** Lines that still have to go, and what goes beside them. */
  readonly waiting: number
  /** Lines that the far side does not take. */
  readonly rejected: number
  /** What goes beside lines and the far side does not take. */
  readonly rejectedBeside?: number
  /** Lines from elsewhere that are kept aside. */
  readonly quarantine: number
  /** Places that the far side does not know yet: their lines wait until somebody tells it of them. */
  readonly unplaced?: readonly PlaceId[]
  /** When it was noticed that an older copy was put back there, if it was since this was joined. */
  readonly setBack?: Moment
  /** For `broken`: what failed, in words, and when it is tried again. */
  readonly trouble?: SyncCode
  readonly says?: Say
  readonly next?: Moment
}

/** A line that the far side does not take; it stays in force here. */
export interface Rejected extends Refusing {
  readonly says: Say
}

export interface Joined {
  /** Name of the far side, as its adapter gives it. */
  readonly far: string
  readonly state: SyncState
  /** Calls with the state, now and whenever it changes; returns how to stop. */
  watch(see: (state: SyncState) => void): () => void
  rejected(): Promise<readonly Rejected[]>
  /** Rejected lines once more, e.g. after somebody was given the right. */
  again(): Promise<void>
  /** Asks the far side for a picture that is not on this device; false while it is not to be had, then it comes later. */
  bring(hash: string): Promise<boolean>
  /** Does not wait for the next try: the network is there again. */
  now(): void
  /** Stops. What still has to go stays marked and goes with the next join; `forget` gives up on that. */
  leave(options?: { readonly forget?: boolean }): Promise<void>
}

/** What of a station is needed. */
export interface Home {
  readonly journal: Journal
  readonly clock: Clock
  receive(page: Page, far?: Moment): Promise<unknown>
  takeRows(page: RowsPage): Promise<void>
}

const MINUTE = 60_000

export class Sync implements Joined {
  #state: SyncState
  readonly #watchers = new Set<(state: SyncState) => void>()
  readonly #end = new AbortController()
  readonly #channels: Channels
  #session: SyncSession | undefined
  #sessionEnd = new AbortController()
  #ran: Promise<void> = Promise.resolve()
  #unwatch: () => void = () => undefined
  #rouse: () => void = () => undefined
  /** Somebody called since the last round began. */
  #called = false
  /** Lines that the last round left behind because they were to be tried later. */
  #left = 0
  #unplaced: readonly PlaceId[] = []
  /** The far side was set back, and is to be read from the beginning. */
  #isSetBack = false
  /** Of the far side, as far as it told. */
  #epoch: string | undefined

  constructor(
    private readonly home: Home,
    private readonly adapter: SyncAdapter,
    private readonly options: JoinOptions,
  ) {
    const since = home.clock.now()
    this.#channels = new Channels(home, adapter, options.scope)
    this.#state = { link: 'elsewhere', since, inStep: false, waiting: 0, rejected: 0, rejectedBeside: 0, quarantine: 0 }
  }

  get far(): string {
    return this.adapter.id
  }

  get state(): SyncState {
    return this.#state
  }

  /** Marks what is to go, so that nothing done from here on is forgotten, and begins. */
  async start(): Promise<this> {
    const { journal } = this.home
    await journal.outbox.open(this.adapter.id)
    await this.#count()
    this.#unwatch = journal.watch(() => void this.#looked().catch(() => undefined))
    const name = `linli sync ${await journal.node()} ${this.adapter.id}`
    const { signal } = this.#end
    this.#ran = (this.options.lead ?? leadByLocks)(name, signal, () => this.#run(signal))
    return this
  }

  watch(see: (state: SyncState) => void): () => void {
    this.#watchers.add(see)
    see(this.#state)
    return () => this.#watchers.delete(see)
  }

  async rejected(): Promise<readonly Rejected[]> {
    const refused = await this.home.journal.outbox.refused(this.adapter.id)
    return refused.map((one) => ({ ...one, says: rejectedSays(one.code) }))
  }

  async again(): Promise<void> {
    await this.home.journal.outbox.again(this.adapter.id)
    await this.home.journal.beside.again(this.adapter.id)
    this.now()
  }

  async bring(hash: string): Promise<boolean> {
    const { signal } = this.#end
    // another tab may be the one that speaks, and this one shows the picture
    const own = this.#state.link === 'elsewhere' ? await this.#openOnce(signal).catch(() => undefined) : undefined
    try {
      return await this.#channels.fetch(own ?? this.#session, hash, signal)
    } finally {
      await own?.close().catch(() => undefined)
    }
  }

  now(): void {
    this.#called = true
    this.#rouse()
  }

  async leave({ forget = false } = {}): Promise<void> {
    this.#end.abort()
    this.#rouse()
    this.#unwatch()
    await this.#ran
    if (forget) {
      await this.home.journal.outbox.shut(this.adapter.id)
      await this.home.journal.beside.shut(this.adapter.id)
    }
    this.#set({ link: 'left' })
    this.#watchers.clear()
  }

  async #run(signal: AbortSignal): Promise<void> {
    let failures = 0
    while (!signal.aborted) {
      this.#called = false
      this.#set({ link: 'busy' })
      try {
        const next = await this.#round(signal)
        failures = 0
        await this.#count()
        this.#set({ link: 'idle' })
        // a line that was written meanwhile goes at once
        if (this.#state.waiting <= this.#left + this.#channels.left) await this.#sleep(next)
      } catch (error) {
        await this.#hangUp()
        if (signal.aborted) break
        await this.#wait(error, ++failures)
      }
    }
    await this.#hangUp()
  }

  async #wait(error: unknown, failures: number): Promise<void> {
    const { code, retryAfterMs } = isSyncError(error) ? error : { code: 'protocol' as const, retryAfterMs: undefined }
    const says = isJournalTrouble(error) ? error.says : troubleSays(code)
    const next = this.home.clock.now() + (retryAfterMs ?? backOff(failures, this.options.random ?? Math.random))
    this.#set({ link: 'broken', trouble: code, says, next })
    await this.#sleep(next)
  }

  /** Brings all that is to go, then fetches all that came; answers when to do so again. */
  async #round(signal: AbortSignal): Promise<Moment> {
    this.#session ??= await this.#open(signal)
    const session = this.#session
    await this.#channels.open(session)
    // what it still has is unmarked before anything is brought once more
    if (this.#isSetBack) await this.#pull(session, signal)
    const lines = await this.#push(session, signal)
    const soonest = Math.min(lines, await this.#channels.push(session, signal))
    await this.#pull(session, signal)
    await this.#channels.pull(session, () => this.#pull(session, signal), signal)
    return this.home.clock.now() + Math.min(soonest, this.options.every ?? MINUTE)
  }

  #openOnce(signal: AbortSignal): Promise<SyncSession> {
    const getToken = this.options.getToken ?? (() => Promise.resolve(''))
    return this.adapter.open({ getToken }, signal)
  }

  async #open(signal: AbortSignal): Promise<SyncSession> {
    const session = await this.#openOnce(signal)
    await this.#recognise(session, session.epoch)
    this.#sessionEnd = new AbortController()
    // without a bell it is asked every minute
    session.watch?.(this.options.scope, () => this.now(), this.#sessionEnd.signal).catch(() => undefined)
    return session
  }

  /** A far side that took lines in and was never read has given no cursor that could fail: its epoch tells. */
  async #recognise(session: SyncSession, epoch: string | undefined): Promise<void> {
    if (epoch === undefined || epoch === this.#epoch) return
    const { setting } = this.home.journal
    const name = `epoch ${this.adapter.id}`
    const known = await setting.get(name)
    // a cursor that failed may have told already
    if (known !== undefined && known !== epoch && !this.#isSetBack) await this.#setBack(session)
    if (known !== epoch) await setting.set(name, epoch)
    this.#epoch = epoch
  }

  /** What it had acknowledged since is lost there, and here it is: all is marked before anything is read. */
  async #setBack(session: SyncSession): Promise<void> {
    await this.home.journal.outbox.open(this.adapter.id, true)
    await this.#channels.open(session, true)
    this.#isSetBack = true
    this.#put({ ...this.#state, setBack: this.home.clock.now() })
  }

  async #push(session: SyncSession, signal: AbortSignal): Promise<number> {
    const { outbox } = this.home.journal
    const { id: far, limits } = this.adapter
    let soonest = Infinity
    const unplaced = new Set<PlaceId>()
    this.#left = 0
    for (let after: string | undefined, isMore = true; isMore;) {
      const { lines, next } = await outbox.next(far, limits.maxBatch, after)
      if (lines.length > 0) {
        const proofs = session.proofs ? await proofsFor(lines, this.home.journal.signing, this.home.clock.now()) : []
        const results = await session.push(lines, signal, proofs)
        const { stored, refused, later, homeless } = sorted(lines, results, this.home.clock.now())
        await outbox.done(far, stored, refused)
        for (const { place } of homeless) if (place !== undefined) unplaced.add(place)
        this.#left += later.length
        soonest = Math.min(soonest, ...later.map((ms) => Math.max(ms, 1000)))
      }
      after = next
      isMore = next !== undefined && !signal.aborted
    }
    this.#unplaced = [...unplaced]
    return soonest
  }

  async #pull(session: SyncSession, signal: AbortSignal): Promise<void> {
    const { journal } = this.home
    const { id: from, limits } = this.adapter
    const { scope } = this.options
    const name = ['sync', from, scope.place, ...(scope.kinds ?? [])].join(' ')
    let cursor = (this.#isSetBack ? null : ((await journal.setting.get(name)) ?? null)) as Cursor | null
    for (let isMore = true; isMore && !signal.aborted;) {
      const page = await this.#page(session, cursor, limits.maxBatch, signal)
      if (!page) {
        await this.#setBack(session)
        cursor = null
        continue
      }
      await this.#recognise(session, page.epoch)
      if (page.more && page.cursor === cursor) throw new SyncError('protocol', 'There is more, and the cursor stays.')
      if (page.entries.length > 0 || page.cursor !== cursor)
        await this.home.receive(
          {
            lines: page.entries,
            from,
            cursor: { name, value: page.cursor },
            ...(session.proofs && { proofs: page.proofs ?? [] }),
          },
          page.now,
        )
      if (this.#isSetBack) await journal.outbox.done(from, page.entries, [])
      cursor = page.cursor
      isMore = page.more
    }
    this.#isSetBack = false
  }

  /** Nothing from a far side that was set back. */
  async #page(session: SyncSession, cursor: Cursor | null, limit: number, signal: AbortSignal) {
    try {
      return await session.pull(this.options.scope, cursor, limit, signal)
    } catch (error) {
      if (cursor === null || !isSyncError(error) || error.code !== 'cursor-gone') throw error
      return undefined
    }
  }

  /** Until then, or until somebody calls. */
  async #sleep(until: Moment): Promise<void> {
    if (this.#called || this.#end.signal.aborted) return
    await new Promise<void>((go) => {
      const unwake = this.home.clock.wake(until, go)
      this.#rouse = () => {
        unwake()
        go()
      }
    })
  }

  async #hangUp(): Promise<void> {
    const session = this.#session
    this.#session = undefined
    this.#sessionEnd.abort()
    await session?.close().catch(() => undefined)
  }

  /** The journal changed, in whichever tab: what is new is to go at once, unless the far side just failed. */
  async #looked(): Promise<void> {
    await this.#count()
    if (this.#state.link === 'idle' && this.#state.waiting > this.#left + this.#channels.left) this.now()
  }

  async #count(): Promise<void> {
    const { journal } = this.home
    const [lines, beside, asides] = await Promise.all([
      journal.outbox.count(this.adapter.id),
      journal.beside.count(this.adapter.id),
      journal.asides(),
    ])
    const [waiting, quarantine] = [lines.waiting + beside.waiting, asides.length]
    const { unplaced: _, ...state } = this.#state
    const unplaced = this.#unplaced.length > 0 && { unplaced: this.#unplaced }
    this.#put({ ...state, ...unplaced, waiting, rejected: lines.refused, rejectedBeside: beside.refused, quarantine })
  }

  #set({ link, ...more }: Pick<SyncState, 'link' | 'trouble' | 'says' | 'next'>): void {
    const { trouble: _, says: __, next: ___, ...state } = this.#state
    const since = link === state.link ? state.since : this.home.clock.now()
    this.#put({ ...state, link, since, ...more })
  }

  #put(state: SyncState): void {
    this.#state = { ...state, inStep: state.link === 'idle' && state.waiting === 0 }
    for (const see of [...this.#watchers]) see(this.#state)
  }
}

/** By its name, for this script loads late and brings its own classes. */
const isJournalTrouble = (error: unknown): error is JournalTrouble =>
  error instanceof Error && error.name === 'JournalTrouble'

/** Answers beside their lines. */
function sorted(lines: readonly Entry[], results: Awaited<ReturnType<SyncSession['push']>>, at: Moment) {
  if (results.length !== lines.length || results.some(({ id }, index) => id !== lines[index]!.id))
    throw new SyncError('protocol', 'The answers do not stand beside the lines.')
  const stored: Entry[] = []
  const refused: Refusing[] = []
  const later: number[] = []
  const homeless: Entry[] = []
  for (const [index, result] of results.entries()) {
    const entry = lines[index]!
    if (result.status === 'stored') stored.push(entry)
    else if (result.status === 'retry') {
      later.push(result.afterMs ?? MINUTE)
      if (result.code === 'unplaced') homeless.push(entry)
    } else refused.push({ entry, code: result.code, ...(result.reason && { reason: result.reason }), at })
  }
  return { stored, refused, later, homeless }
}
