/** How a device keeps what its station remembers: room, promise, trouble, and the ways out of it. */
import type { Journal, JournalTrouble, Long, Whole } from './journal/journal.js'
import { fars, farsOf } from './journal/outbox.js'
import type { Lost, Witness } from './journal/witness.js'
import type { Clock, DossierId, Entry, Moment, Say, Trouble } from './types.js'
import type { Book } from './pack/book.js'
import type { RosterFile } from './pack/format.js'

export interface StorageState {
  /** The browser will not clear it by itself to make room; undefined where it does not tell. */
  readonly persisted?: boolean
  /** Bytes that this origin takes, and may take, as the browser estimates them. */
  readonly usage?: number
  readonly quota?: number
  /** Less than a tenth of that is left: time to archive or to export. */
  readonly low: boolean
  /** Why nothing can be kept at present, in words that say what to do. */
  readonly trouble?: { readonly code: JournalTrouble['code']; readonly says: Say }
  /** What the browser or somebody cleared away since, until it is `understood`. */
  readonly lost?: Lost
}

/** What an export came to be here, or why nothing of it was taken. */
export interface Imported {
  /** Dossiers that were not here, or have lines now that were not. */
  readonly dossiers: number
  readonly lines: number
  readonly sheets: number
  readonly photos: number
  /** Why it was refused; nothing was touched then. */
  readonly troubles: readonly Trouble[]
}

export interface StationStorage {
  /** How it stands now; asked within a `watch` of the station, it is told anew with every change. */
  look(): Promise<StorageState>
  /**
   * Asks the browser for its promise; some ask the person in turn. The station does so once by itself, after the first act
   * that somebody did here.
   */
  persist(): Promise<boolean>
  /**
   * Everything that is kept here as text, piece by piece: lines with their proofs, newest values, pictures, tallies, the
   * book, what is to go and what is kept aside, and private answers: sealed ones as they are, of the others those that `me`
   * may see. Of keys and of this device's own name nothing: a copy of a key would outlive its erasure, and two devices of
   * one name would write as one. A sealed answer opens again where its key comes from a far side.
   */
  export(long?: Long): AsyncIterable<string>
  /** Takes such a text in beside what is here; twice is once. A text that is broken or of elsewhere is refused whole. */
  import(file: Blob, name: string, long?: Long): Promise<Imported>
  /**
   * Puts what was over before that moment (default: everything that is over) into segments, without what can be folded
   * again from its lines; it is found, shown and reopened as before. Answers how many dossiers were put there.
   */
  archive(before?: Moment, long?: Long): Promise<number>
  /** Somebody has read what is lost: it is told no more. */
  understood(): void
}

/** What of a station is needed. */
export interface Keeping {
  readonly journal: Journal
  readonly book: Book
  roster(): RosterFile | undefined
  now(): Moment
  wake: Clock['wake']
  /** Whoever watches looks again. */
  tell(): void
  /** May `me` see the private answers of this dossier? */
  sees(id: DossierId): Promise<boolean>
  receive(lines: readonly Entry[]): Promise<readonly Entry[]>
  /** Much came in: what is late among it fires. */
  came(): Promise<void>
}

/** What is here is noted so long after it changed, when what has to be drawn is drawn; and no more often than `rest`. */
const soon = 100
const rest = 2000

/** Only where the device keeps anything. */
export class Storing implements StationStorage {
  #asked = false
  #witness: Witness | undefined
  #noting: Promise<unknown> = Promise.resolve()
  #noted: Moment = -Infinity
  #unwatch: () => void = () => undefined
  #unwake: (() => void) | undefined
  /** Whoever watches here has been told that something is lost. */
  #isTold = false

  constructor(
    private readonly keeping: Keeping,
    private readonly whole: Whole,
  ) {}

  /** From now on it is noted beside the database what is in it. */
  start(): void {
    const begun = async () => {
      const { Witness } = await import('./journal/witness.js')
      this.#witness = new Witness(this.whole.name)
      await this.#note()
    }
    this.#noting = begun().catch(() => undefined)
    this.#unwatch = this.keeping.journal.watch(() => this.#later())
  }

  async close(): Promise<void> {
    this.#unwatch()
    this.#unwake?.()
    await this.#noting
  }

  #later(): void {
    const { keeping } = this
    this.#unwake ??= keeping.wake(Math.max(keeping.now() + soon, this.#noted + rest), () => {
      this.#unwake = undefined
      this.#noting = this.#noting.then(() => this.#note()).catch(() => undefined)
    })
  }

  async #note(): Promise<void> {
    const { journal } = this.keeping
    const witness = this.#witness
    if (!witness) return
    this.#noted = this.keeping.now()
    const far = Object.keys(farsOf(await journal.setting.get(fars)))
    const [node, dossiers, ...counts] = await Promise.all([
      journal.node(),
      this.whole.dossiers(),
      ...far.map((one) => journal.outbox.count(one)),
    ])
    // what one far side has can be had again
    const waiting = Math.min(...counts.map((one) => one.waiting + one.refused))
    witness.see(node, { dossiers, ...(far.length > 0 && { waiting }) }, this.keeping.now())
    if (witness.lost && !this.#isTold) this.keeping.tell()
    this.#isTold = witness.lost !== undefined
  }

  understood(): void {
    this.#witness?.understood()
    this.keeping.tell()
  }

  async look(): Promise<StorageState> {
    const { trouble } = this.keeping.journal
    const lost = this.#witness?.lost
    const { storage } = globalThis.navigator as { readonly storage?: StorageManager }
    // a page that is not of a safe origin has neither
    const [persisted, { usage, quota } = {}] = await Promise.all([storage?.persisted(), storage?.estimate()])
    return {
      ...(persisted !== undefined && { persisted }),
      ...(usage !== undefined && { usage }),
      ...(quota !== undefined && { quota }),
      low: usage !== undefined && quota !== undefined && quota - usage < quota / 10,
      ...(trouble && { trouble: { code: trouble.code, says: trouble.says } }),
      ...(lost && { lost }),
    }
  }

  async persist(): Promise<boolean> {
    this.#asked = true
    const { storage } = globalThis.navigator as { readonly storage?: StorageManager }
    return (await storage?.persisted()) || ((await storage?.persist()) ?? false)
  }

  /** Somebody did something that is worth keeping: the moment at which a browser's question is understood. */
  acted(): void {
    if (!this.#asked) void this.persist().catch(() => undefined)
  }

  async *export(long: Long = {}): AsyncGenerator<string> {
    const { exportWhole } = await import('./journal/whole.js')
    yield* exportWhole(this.keeping, this.whole, long)
  }

  async import(file: Blob, name: string, long: Long = {}): Promise<Imported> {
    const { importWhole } = await import('./journal/whole.js')
    return importWhole(file, name, this.keeping, this.whole, long)
  }

  archive(before: Moment = Infinity, long: Long = {}): Promise<number> {
    return this.whole.archive(before, long)
  }
}
