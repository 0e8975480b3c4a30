/** A station that goes by the ledger of rules while it is open, whichever tab or device wrote there. */
import { adopt, StationRefused, type Adopted } from '../adopt.js'
import type { Journal } from '../journal/journal.js'
import type { Clock, Trouble } from '../types.js'
import { lateRules } from './late.js'
import { ledgerFrom, ledgerOf } from './ledger.js'
import type { Hands } from './rules-at-work.js'
import type { Rules } from './view.js'

/** Where the rule files of a community are found. */
export interface RuleFiles {
  /** Address of the community file. */
  readonly community: string
  /** The text behind an address; rejects where there is none. */
  readonly read: (address: string) => Promise<string>
  /** Head of the ledger that the book at opening goes by. */
  readonly ledger: string | undefined
}

/** What a station lends, beside what its rules need of it. */
export interface Lent {
  readonly journal: Journal
  readonly clock: Clock
  /** Of the book. */
  troubles(): readonly Trouble[]
  inTurn<T>(work: () => Promise<T>): Promise<T>
  /** Bytes by their hash, from a far side where they are not here. */
  bring(hash: string): Promise<unknown>
  /** Works by this book from here on; or goes on, and shows what is wrong with the one that was adopted. */
  goBy(found: Adopted | Pick<Adopted, 'troubles'>): Promise<void>
}

export class Following {
  readonly rules: Rules
  #head: string | undefined
  #isAsked = false
  #isSeeking = false
  readonly #unwatch: () => void

  constructor(
    private readonly files: RuleFiles,
    private readonly station: Lent,
    hands: Pick<Hands, 'station' | 'write'>,
  ) {
    this.#head = files.ledger
    const { journal } = station
    const play = async () => {
      const { tryPack } = await import('../try.js')
      return tryPack
    }
    const all = { ...hands, ...files, journal, play, follow: () => station.inTurn(() => this.follow()) }
    let rules: Promise<Rules> | undefined
    this.rules = lateRules(
      () => (rules ??= import('./rules-at-work.js').then(({ RulesAtWork }) => new RulesAtWork(all))),
    )
    this.#unwatch = journal.watch(() => this.#written())
  }

  /** Goes by what the ledger says now; in turn with acts. */
  async follow(): Promise<void> {
    const { files, station } = this
    const { journal, clock } = station
    const head = (await journal.head(ledgerOf(files.community)))?.head
    if (head === this.#head && !this.#isWaiting) return
    // texts that were not there when their line came arrive in the journal: the web is not asked with every change
    const read = head === this.#head ? () => Promise.reject(new Error('It is waited for.')) : files.read
    this.#head = head
    const found = await adopt(files.community, read, journal, clock).catch((error: unknown) => {
      if (error instanceof StationRefused) return error
      throw error
    })
    await station.goBy(found)
    if (head !== undefined) this.seek()
  }

  get #isWaiting(): boolean {
    return this.station.troubles().some(({ code }) => code === 'on-its-way')
  }

  /** Asks the far sides for the texts that are waited for; acts go on meanwhile. */
  seek(): void {
    if (this.#isWaiting && !this.#isSeeking) void this.#sought().catch(() => undefined)
  }

  async #sought(): Promise<void> {
    const { files, station } = this
    this.#isSeeking = true
    try {
      const { adoptions } = ledgerFrom(await station.journal.lines(ledgerOf(files.community)))
      for (const [, hash] of adoptions.at(-1)?.files ?? []) await station.bring(hash)
    } finally {
      this.#isSeeking = false
    }
  }

  /** Something was written, in whichever tab: perhaps other rules were adopted, or their texts have come. */
  #written(): void {
    if (this.#isAsked) return
    this.#isAsked = true
    const look = () => {
      this.#isAsked = false
      return this.follow()
    }
    this.station.inTurn(look).catch(() => undefined)
  }

  close(): void {
    this.#isAsked = true
    this.#unwatch()
  }
}
