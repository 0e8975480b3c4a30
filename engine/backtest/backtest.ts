/** A changed rule against the journal's past: what would have come out otherwise. Nothing stored is touched. */
import type { Journal } from '../journal/journal.js'
import type { Book } from '../pack/book.js'
import type { RosterFile } from '../pack/format.js'
import type { Places } from '../roster/places.js'
import type { PeopleFile, Posts } from '../roster/posts.js'
import type { Clock, Moment } from '../types.js'
import type { Long, Workings } from './bench.js'
import { openRemote } from './remote.js'
import type { Backtested, Question } from './result.js'

export interface BacktestOptions extends Long {
  /** `quick` unless told. */
  readonly question?: Question
  /** Only what was done from here, and up to there. */
  readonly from?: Moment
  readonly to?: Moment
}

/** A text in the place of the file of its own name, or several by the addresses that `book.texts` has. */
export type Changed = string | Readonly<Record<string, string>>

export interface Office {
  readonly book: Book
  readonly places: Places
  readonly posts: Posts
  readonly roster: RosterFile
  readonly people?: PeopleFile | undefined
  readonly clock: Clock
  readonly journal: Pick<Journal, 'all' | 'watch'>
  /** `false`: in the page itself, as where it may start none. */
  readonly worker?: boolean
}

/** Dossiers that are handed over at a time. */
const HANDFUL = 200
/** A past that has grown since is read again, but not at every keystroke. */
const STALE = 60_000

/** The past of one office, read once and asked often. */
export class Backtests {
  #reading: Promise<{ readonly workings: Workings; readonly asOf: Moment }> | undefined
  #grown = false
  #asking: AbortController | undefined
  #read: ((done: number, total: number) => void) | undefined
  readonly #unwatch: () => void

  constructor(private readonly office: Office) {
    this.#unwatch = office.journal.watch(() => (this.#grown = true))
  }

  /**
   * A later question puts an end to the one before it, which rejects with an AbortError, as does a `signal` given up.
   * Files with errors are told and nothing is asked of them.
   */
  async run(
    changed: Changed,
    { question = 'quick', from, to, signal, progress }: BacktestOptions = {},
  ): Promise<Backtested> {
    signal?.throwIfAborted()
    this.#asking?.abort()
    const asking = (this.#asking = new AbortController())
    const either = signal ? AbortSignal.any([signal, asking.signal]) : asking.signal
    this.#read = progress
    const { workings, asOf } = await until(either, this.#opened())
    this.#read = undefined
    const wish = { question, changed: this.#texts(changed), from, to }
    const { id, ...answer } = await workings.ask(wish, { signal: either, progress })
    return {
      ...answer,
      asOf,
      list: (first, last) => workings.list(id, first, last),
      places: (kind) => workings.places(id, kind),
      explain: (difference) => workings.explain(id, difference),
    }
  }

  async close(): Promise<void> {
    this.#unwatch()
    this.#asking?.abort()
    const reading = this.#reading
    this.#reading = undefined
    ;(await reading?.catch(() => undefined))?.workings.close()
  }

  async #opened() {
    const now = this.office.clock.now()
    const before = await this.#reading?.catch(() => undefined)
    if (before && !(this.#grown && now - before.asOf > STALE)) return before
    before?.workings.close()
    return (this.#reading = this.#open(now))
  }

  async #open(now: Moment) {
    const { book, places, posts, roster, people, journal, worker = true } = this.office
    const remote = worker ? await openRemote({ texts: book.texts, roster, people, now }) : undefined
    const workings = remote ?? new (await import('./bench.js')).Bench({ book, places, posts, now })
    this.#grown = false
    let batch = []
    let done = 0
    for await (const arrival of journal.all()) {
      batch.push(arrival)
      if (batch.length < HANDFUL) continue
      await workings.take(batch)
      this.#read?.((done += batch.length), 0)
      batch = []
    }
    await workings.take(batch)
    return { workings, asOf: now }
  }

  #texts(changed: Changed): Readonly<Record<string, string>> {
    if (typeof changed !== 'string') return changed
    const [, kind, name] = /"(pack|community)"\s*:\s*"([^"]*)"/.exec(changed) ?? []
    const file = `${name}.${kind}.json`
    const address = Object.keys(this.office.book.texts).find((it) => it === file || it.endsWith(`/${file}`))
    if (address === undefined) throw new Error(`No file of ${this.office.book.community} is named ${file}.`)
    return { [address]: changed }
  }
}

/** What comes, unless it is given up before. */
function until<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((go, fail) => {
    const stop = () => fail(signal.reason as Error)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop)
    work.then(go, fail).finally(() => signal.removeEventListener('abort', stop))
  })
}
