/** What all parts of a station at work share: book and roll in force, one act at a time, and how acts come to be kept. */
import { decide, type Fill } from '../act/decide.js'
import type { Expected, Kept } from '../act/expected.js'
import { formulas } from '../act/formula.js'
import { pagesOf } from '../act/pages.js'
import type * as Scheduled from '../act/scheduled.js'
import { fold } from '../act/fold.js'
import { Stage } from '../act/perform.js'
import type { World } from '../act/world.js'
import type { Backtests } from '../backtest/backtest.js'
import { Identity } from '../identity/identity.js'
import type { DeviceKey } from '../identity/key.js'
import { HeadMoved, type Journal } from '../journal/journal.js'
import type { Book } from '../pack/book.js'
import { KeptRoll } from '../roster/kept-roll.js'
import type { Roll } from '../roster/roll.js'
import { scheduled, telling } from '../late.js'
import { Show } from '../show.js'
import type { Telling } from '../telling.js'
import { Slots } from '../slots.js'
import { stamps, type Stamps } from '../time/stamp.js'
import type { Act, Clock, Decision, DossierId, Entry, PartyId, PlaceId } from '../types.js'

export interface WorkParts {
  readonly book: Book
  readonly roll: Roll
  readonly journal: Journal
  readonly clock: Clock
  /** Device and tab, as ids of lines name them. */
  readonly node: string
  readonly me?: PartyId
  /** The places whose dossiers are held here, at them and anywhere below; without it all of the community. */
  readonly reach?: readonly PlaceId[]
  /** Draws a whole number below `count`; without it the platform's own source of chance. */
  readonly random?: (count: number) => number
  /** Nobody else gives numbers here. */
  readonly soleIssuer?: boolean
  /** Makes the key of this device; without it the browser does. */
  readonly makeKey?: () => Promise<DeviceKey | undefined>
}

/** How often an act is judged again because somebody else wrote to its dossier meanwhile. */
const TRIES = 5
/**
 * A stamp further ahead of this clock than this waits for its time: phones set by the network agree within seconds, a kiosk
 * that was set by hand within minutes.
 */
export const DRIFT = 10 * 60_000

export const folded = (lines: readonly Entry[]) => fold(lines).dossier

export class Work {
  book: Book
  me: PartyId | undefined
  /** Nothing is wound any more. */
  closed = false
  /** How far this clock is ahead of the others', as far as it is known. */
  skew = 0
  readonly clock: Clock
  readonly journal: Journal
  readonly roll: KeptRoll
  readonly identity: Identity
  readonly show: Show
  readonly slots: Slots
  /** Makes ids of lines. */
  readonly stamps: Stamps
  /** Fills in the sentences of effects. */
  readonly fill: Fill
  /** Whoever looks again when something changed that no line of the journal tells. */
  readonly watchers = new Set<() => void>()
  readonly #fixed: Pick<World, 'reach' | 'random' | 'soleIssuer'>
  readonly #unhear: () => void
  #turn: Promise<unknown> = Promise.resolve()
  #backtests: Promise<Backtests> | undefined
  #scheduled: typeof Scheduled | undefined

  constructor(parts: WorkParts) {
    const { book, journal, clock, reach, random, soleIssuer } = parts
    this.book = book
    this.me = parts.me
    this.clock = clock
    this.journal = journal
    this.#fixed = { reach, random, soleIssuer }
    this.roll = new KeptRoll(parts.roll, { journal, clock, book: () => this.book })
    this.stamps = stamps(clock, parts.node)
    this.identity = new Identity(journal.signing, clock, parts.makeKey)
    this.show = new Show(() => this.world())
    this.fill = (say, owner, facts) => this.show.filled(say, owner, facts)
    this.slots = new Slots(
      journal,
      () => this.expected(),
      (ids) => this.carry(ids),
    )
    this.#unhear = journal.watch((on) => void this.#heard(on).catch(() => undefined))
  }

  /** How far this clock is ahead of the others', where that is beyond the bound: it fires nothing then. */
  get clockOff(): number | undefined {
    return Math.abs(this.skew) > DRIFT ? this.skew : undefined
  }

  /** Works by this book from here on. @throws NotLoaded where what it uses is not here; then nothing changes */
  async use(book: Book): Promise<void> {
    this.#scheduled = formulas(book).size > 0 ? await scheduled() : undefined
    this.book = book
  }

  /** What a judgement may look at, as of now. */
  world(): Omit<World, 'count'> & Pick<Kept, 'count'> {
    return this.expected() ?? this.#kept()
  }

  /** The same where the book has dossiers that are expected. */
  expected(): Expected | undefined {
    return this.#scheduled && new this.#scheduled.Expected(this.#kept(), this.fill)
  }

  #kept(): Kept {
    const { book, journal, clock } = this
    const { places, posts } = this.roll.now
    const now = clock.now()
    return {
      ...{ book, places, posts, now },
      ...this.#fixed,
      dossier: (id) => journal.head(id),
      lines: (id) => journal.lines(id),
      find: (query) => journal.find(query),
      ids: (query) => journal.ids(query),
      count: (query) => journal.count(query, now),
      heads: (all) => journal.heads(all),
      pages: (query) => pagesOf(journal, query),
      ledgers: (all) => journal.ledgers(all),
      tallies: () => journal.tallies(),
    }
  }

  /** A stage on which everything that has run out by now is fired, so that nobody acts on a limit that is over. */
  async stage(...ids: readonly DossierId[]): Promise<Stage> {
    const world = this.world()
    const tie = (line: Entry, before: readonly Entry[]) => this.identity.tied(line, before)
    const stage = new Stage(world, this.stamps, this.fill, world.now, tie)
    if (this.clockOff === undefined) for (const id of ids) await stage.fire(id, world.now)
    stage.now = world.now
    return stage
  }

  /** What would come of an act; nothing is kept. */
  async ask(act: Act): Promise<Decision> {
    return (await decide(act, await this.stage(act.on), this.fill)).decision
  }

  /** One at a time: two acts judged on the same state could both go through. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => undefined)
    return done
  }

  /** Fires what has run out in these dossiers; to be called in turn. */
  carry(ids: readonly DossierId[]): Promise<void>
  /** The same, does the work on that stage, and keeps what it wrote; done again where another tab was quicker. */
  carry<T>(ids: readonly DossierId[], work: (stage: Stage) => Promise<T>): Promise<T>
  async carry<T>(ids: readonly DossierId[], work?: (stage: Stage) => Promise<T>): Promise<T | void> {
    for (let tries = 1; ; tries++) {
      const stage = await this.stage(...ids)
      const done = await work?.(stage)
      try {
        const { writes } = stage
        if (writes.length) await this.journal.append(writes, folded)
        const written = writes.map(({ on }) => on)
        this.slots.wrote(written)
        await this.appointed(written)
        return done
      } catch (error) {
        if (!(error instanceof HeadMoved) || tries === TRIES) throw error
      }
    }
  }

  /** Lines of these dossiers were written: somebody may hold another post, or a grid end, from here on. */
  async appointed(ids: readonly DossierId[]): Promise<void> {
    if (this.roll.concerns(ids)) await this.renewRoll()
  }

  /** What another tab writes of the roster holds here from now on: by an old tree this one would index what it writes. */
  async #heard(on: readonly DossierId[] | undefined): Promise<void> {
    const concerns = on ? this.roll.concerns(on) : await this.roll.wasTaken()
    if (concerns && !this.closed) await this.inTurn(() => this.renewRoll())
  }

  async renewRoll(): Promise<void> {
    if (await this.roll.renew()) await this.otherRoll()
  }

  async otherRoll(): Promise<void> {
    await this.dropBacktests()
    // where what is expected belongs to other places now, what has run out is looked for from the beginning
    if (await this.roll.index(() => this.journal.rebuild(folded))) await this.slots.anew()
    this.tell()
  }

  /** Trials of another book on what was done here; made when first asked for, and anew where book or roll changed. */
  get backtests(): Promise<Backtests> {
    const { book, clock, journal } = this
    return (this.#backtests ??= import('../backtest/backtest.js').then(
      ({ Backtests }) => new Backtests({ book, clock, journal, ...this.roll.now }),
    ))
  }

  async dropBacktests(): Promise<void> {
    const before = await this.#backtests
    this.#backtests = undefined
    await before?.close()
  }

  async telling(): Promise<Telling> {
    const { Telling } = await telling()
    return new Telling(() => this.world(), this.show)
  }

  tell(): void {
    for (const look of this.watchers) look()
  }

  /** Resolves when the last turn is over. */
  async end(): Promise<void> {
    this.#unhear()
    await this.dropBacktests()
    await this.#turn
  }
}
