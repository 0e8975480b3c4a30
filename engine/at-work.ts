/** A station at work: reads through the journal, acts one at a time, and keeps the one timer wound. */
import type { Adopted } from './adopt.js'
import { Following, type Lent, type RuleFiles } from './adoption/following.js'
import type { Hands as RuleHands } from './adoption/rules-at-work.js'
import type { Backtests, BacktestOptions, Changed } from './backtest/backtest.js'
import type { Backtested } from './backtest/result.js'
import type { CaseMapping } from './cases/columns.js'
import type { CasesTaken } from './cases/cases.js'
import { decide, type Fill } from './act/decide.js'
import { fold, type Folded } from './act/fold.js'
import { Expected } from './act/expected.js'
import { holds } from './act/in-force.js'
import type { RowsPage } from './journal/beside.js'
import { Identity } from './identity/identity.js'
import type { DeviceKey } from './identity/key.js'
import type { ProofView } from './identity/shown.js'
import { HeadMoved, type Journal, type Long, type Page } from './journal/journal.js'
import { hasSheets } from './journal/sheets.js'
import type { Merged } from './merge/merging.js'
import type { Measured, MeasureOptions } from './measures/measured.js'
import type { Book } from './pack/book.js'
import type { RosterFile } from './pack/format.js'
import { Stage } from './act/perform.js'
import type { PeopleFile } from './roster/posts.js'
import { KeptRoll } from './roster/kept-roll.js'
import type { Roll } from './roster/roll.js'
import { humanActs, Show } from './show.js'
import { RowsKept } from './rows-kept.js'
import { Slots } from './slots.js'
import { dateIn, momentIn } from './time/calendar.js'
import { dayAfter } from './roster/days.js'
import type { SyncAdapter } from './sync/adapter.js'
import type { Joined, JoinOptions } from './sync/sync.js'
import { Storing } from './storage.js'
import { stamps, type Stamps } from './time/stamp.js'
import type { CasesSource, Station } from './station.js'
import type {
  Act,
  Clock,
  Decision,
  Dossier,
  DossierId,
  Entry,
  Line,
  Moment,
  PartyId,
  PlaceId,
  Query,
  Say,
  Trouble,
} from './types.js'
import type { AnswersView, Withdrawn } from './reading.js'
import { mayHide, shownOf, shownTo, sightOf } from './seen.js'
import { isLate } from './time/dues.js'
import type { AsideView, Choice, DossierView, PartyView, PlaceView, PrintView, RowView, TrayView } from './view.js'
import { keepOf, ownerOf, prefixOf, type World } from './act/world.js'

/** What a station is made of, once its files are read. */
export interface Parts {
  readonly book: Book
  readonly bookFrom: Station['bookFrom']
  /** Of the book. */
  readonly troubles: readonly Trouble[]
  readonly roll: Roll
  readonly rollTroubles?: readonly Trouble[]
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
  /** Without them the book stays as it is. */
  readonly files?: RuleFiles
  /** Makes the key of this device; without it the browser does. */
  readonly makeKey?: () => Promise<DeviceKey | undefined>
}

/** How often an act is judged again because somebody else wrote to its dossier meanwhile. */
const TRIES = 5
const LATER = 60_000
/**
 * A stamp further ahead of this clock than this waits for its time: phones set by the network agree within seconds, a kiosk
 * that was set by hand within minutes.
 */
const DRIFT = 10 * 60_000
const DAY = 86_400_000

const folded = (lines: readonly Entry[]) => fold(lines).dossier

export class StationAtWork implements Station {
  book: Book
  bookFrom: Station['bookFrom']
  readonly clock: Clock
  readonly journal: Journal
  readonly storage: Storing | undefined
  me: PartyId | undefined
  readonly #world: Pick<World, 'reach' | 'random'>
  readonly #stamps: Stamps
  readonly #show: Show
  readonly #fill: Fill
  readonly #slots: Slots
  readonly #rowsKept: RowsKept
  readonly #identity: Identity
  readonly #roll: KeptRoll
  readonly #watchers = new Set<() => void>()
  #turn: Promise<unknown> = Promise.resolve()
  #unwind?: () => void
  #unwake?: () => void
  #unwait?: () => void
  #unday?: () => void
  #skew = 0
  readonly #soleIssuer: boolean | undefined
  #closed = false
  #backtests: Promise<Backtests> | undefined
  readonly #far = new Set<Joined>()
  readonly #files: RuleFiles | undefined
  #following: Following | undefined
  #bookTroubles: readonly Trouble[]
  readonly #rollTroubles: readonly Trouble[]

  constructor(parts: Parts) {
    this.book = parts.book
    this.bookFrom = parts.bookFrom
    this.#bookTroubles = parts.troubles
    this.#rollTroubles = parts.rollTroubles ?? []
    this.#files = parts.files
    this.#roll = new KeptRoll(parts.roll, { journal: parts.journal, clock: parts.clock, book: () => this.book })
    this.clock = parts.clock
    this.journal = parts.journal
    this.me = parts.me
    this.#soleIssuer = parts.soleIssuer
    this.#world = { reach: parts.reach, random: parts.random }
    this.#stamps = stamps(parts.clock, parts.node)
    this.#identity = new Identity(parts.journal.signing, parts.clock, parts.makeKey)
    this.#show = new Show(() => this.#base())
    this.#fill = (say, owner, facts) => this.#show.filled(say, owner, facts)
    this.storage = this.#storing()
    this.#rowsKept = new RowsKept(this.journal, (dossier) => this.#show.row(dossier))
    this.#slots = new Slots(
      this.journal,
      () => this.#base(),
      (ids) => this.#carry(ids, () => Promise.resolve()),
    )
  }

  get troubles() {
    return [...this.#bookTroubles, ...this.#rollTroubles]
  }
  get rules() {
    return this.#following?.rules
  }
  get roster() {
    return this.#roll.now.roster
  }
  get people() {
    return this.#roll.now.people
  }
  get places() {
    return this.#roll.now.places
  }
  get posts() {
    return this.#roll.now.posts
  }

  /** Fires what ran out while nobody was here and winds the timer. */
  async start(): Promise<this> {
    await this.#inTurn(async () => {
      await this.#rename()
      await this.#newDay()
    })
    await this.#inTurn(async () => {
      await this.#settle()
      await this.#joined()
    })
    await this.#erase()
    if (this.#files) this.#following = this.#follow(this.#files)
    this.storage?.start()
    return this
  }

  async ask(act: Act): Promise<Decision> {
    const stage = await this.#staged(act.on)
    return (await decide(act, stage, this.#fill)).decision
  }

  act(act: Act): Promise<Decision> {
    return this.#inTurn(async () => {
      const decision = await this.#carry([act.on], (stage) => stage.act(act))
      if (decision.dossier) await this.#forward([decision.dossier])
      await this.#settle()
      if (decision.allowed) this.storage?.acted()
      return decision
    })
  }

  receive(page: Page, far?: Moment): Promise<Merged> {
    return this.#inTurn(() => {
      if (far !== undefined) this.#skew = this.clock.now() - far
      return this.#take(page)
    })
  }

  takeRows(page: RowsPage): Promise<void> {
    return this.#inTurn(async () => {
      const { book } = this
      const today = { now: this.clock.now(), fold: folded }
      await this.journal.beside.take(page, { ...today, keepOf: ({ on, field }) => keepOf(book, on, field) })
    })
  }

  async join(adapter: SyncAdapter, options: JoinOptions): Promise<Joined> {
    const { Sync } = await import('./sync/sync.js')
    const joined = await new Sync(this, adapter, options).start()
    this.#far.add(joined)
    this.#following?.seek()
    joined.watch(({ link }) => {
      if (link === 'left') this.#far.delete(joined)
      if (link === 'left' && !this.#closed) for (const look of this.#watchers) look()
    })
    for (const look of this.#watchers) look()
    return joined
  }

  get joined(): Joined | undefined {
    return [...this.#far].at(-1)
  }

  async tray(): Promise<TrayView> {
    const { joined } = this
    if (!joined) return { outgoing: [], more: 0, refused: [] }
    const { trayOf } = await import('./sync/tray.js')
    return trayOf(joined, this.journal, this.#show, this.me)
  }

  async asides(): Promise<readonly AsideView[]> {
    return Promise.all((await this.journal.asides()).map((one) => this.#show.aside(one, this.me)))
  }

  /** How far this clock is ahead of the others', as far as it is known; off by more than the bound it fires nothing. */
  get clockOff(): number | undefined {
    return Math.abs(this.#skew) > DRIFT ? this.#skew : undefined
  }

  takeRoster(roster: RosterFile, people: PeopleFile | undefined): Promise<void> {
    return this.#inTurn(async () => {
      await this.#roll.take(roster, people)
      await this.#otherRoll()
      await this.#settle()
    })
  }

  addPerson(name: string, phone?: string): Promise<PartyId> {
    return this.#inTurn(async () => {
      const id = await this.#roll.add(name, phone)
      await this.#otherRoll()
      return id
    })
  }

  /** Acts go on meanwhile; what is late among the new dossiers fires when all are in. */
  async takeCases(kind: string, source: CasesSource, mapping?: CaseMapping, long?: Long): Promise<CasesTaken> {
    const { importCases } = await import('./cases/cases.js')
    const { book, places, journal } = this
    const into = { journal, book, places, kind, by: this.me ?? 'anyone', now: this.clock.now(), file: source.name }
    const taken = await importCases(into, source.text, mapping, long)
    await this.#slots.came([`${kind}/`])
    await this.#inTurn(() => this.#settle())
    return taken
  }

  async backtest(changed: Changed, options?: BacktestOptions): Promise<Backtested> {
    const { book, clock, journal } = this
    this.#backtests ??= import('./backtest/backtest.js').then(
      ({ Backtests }) => new Backtests({ book, clock, journal, ...this.#roll.now }),
    )
    return (await this.#backtests).run(changed, options)
  }

  async measure(pack: string, name: string, options: MeasureOptions = {}): Promise<Measured | undefined> {
    const { measureFor } = await import('./measures/measures.js')
    const hands = { wording: this.#show.wording, sheets: (on: DossierId) => this.journal.sheets(on) }
    return measureFor(this.me, pack, name, options, this.#base(), hands)
  }

  keepPhoto(picture: Blob): Promise<string> {
    return this.journal.photos.put(picture, this.clock.now())
  }

  async photo(hash: string): Promise<Blob | undefined> {
    const here = await this.journal.photos.get(hash)
    if (here) return here
    for (const joined of this.#far) if (await joined.bring(hash)) return this.journal.photos.get(hash)
    return undefined
  }

  async choices(id: DossierId): Promise<readonly Choice[]> {
    const stage = await this.#staged(id)
    const dossier = await stage.dossier(id)
    if (!dossier || (await sightOf(dossier, this.me, stage)) === 'nothing') return []
    const owner = ownerOf(this.book, prefixOf(id))
    const by = this.me ?? 'anyone'
    const acts = humanActs(owner).filter(([, spec]) => !spec.from.every((step) => step === 'new'))
    const decided = await Promise.all(
      acts.map(async ([type, spec]) => ({
        type,
        spec,
        decision: (await decide({ type, on: id, by }, stage, this.#fill)).decision,
      })),
    )
    // steps one act of mine away: what comes next is worth a sentence, what comes later is noise
    const near = new Set(decided.filter((it) => it.decision.because === undefined).map((it) => it.spec.to))
    const offered = decided.filter(
      (it) => it.decision.because !== 'from' || it.spec.from.some((step) => near.has(step)),
    )
    return Promise.all(offered.map((it) => this.#show.choice(it.type, owner, it.decision, dossier)))
  }

  async openings(kind: string, place?: PlaceId): Promise<readonly Choice[]> {
    const owner = ownerOf(this.book, kind)
    const by = this.me ?? 'anyone'
    const acts = humanActs(owner).filter(([, spec]) => spec.from.includes('new'))
    return Promise.all(
      acts.map(async ([type]) => {
        const act: Act = { type, on: `${kind}/new`, by, ...(place !== undefined && { place }) }
        const { decision, at } = await this.#whereAllowed(act)
        return { ...(await this.#show.choice(type, owner, decision, undefined)), ...(at !== undefined && { at }) }
      }),
    )
  }

  /** Where no place is given yet, an opening is offered if it may be done where the person holds a post. */
  async #whereAllowed(act: Act): Promise<{ readonly decision: Decision; readonly at?: PlaceId }> {
    const decision = await this.ask(act)
    if (act.place !== undefined || decision.because !== 'by') return { decision }
    for (const { place } of this.posts.of(act.by)) {
      const there = await this.ask({ ...act, place })
      if (there.because !== 'by') return { decision: there, at: place }
    }
    return { decision }
  }

  async dossier(id: DossierId): Promise<Dossier | undefined> {
    return (await this.#shown(id))?.dossier
  }

  async lines(id: DossierId): Promise<readonly Line[]> {
    return (await this.#shown(id))?.sight === 'all' ? this.#lines(id) : []
  }

  async proofs(id: DossierId): Promise<readonly ProofView[]> {
    if ((await this.#shown(id))?.sight !== 'all') return []
    const { proofsOf } = await import('./identity/shown.js')
    return proofsOf(await this.journal.lines(id), this.journal.signing, this.book.zone)
  }

  async dossiers(query: Query): Promise<readonly Dossier[]> {
    return (await shownOf(query, this.me, this.#base())).map(({ dossier }) => dossier)
  }

  async count(query: Query) {
    const now = this.clock.now()
    if (!mayHide(this, query.kind)) return this.#base().count(query)
    const { offset: _, limit: __, ...all } = query
    const found = await this.dossiers(all)
    const steps: Record<string, number> = {}
    for (const { step } of found) steps[step] = (steps[step] ?? 0) + 1
    const late = found.filter(({ dues }) => dues.some((due) => due.state === 'runs' && isLate(due, now)))
    return { total: found.length, steps, late: late.length }
  }

  async view(id: DossierId): Promise<DossierView | undefined> {
    const shown = await this.#shown(id)
    if (!shown) return undefined
    const { dossier, sight } = shown
    const [lines, choices] = await Promise.all([sight === 'all' ? this.#lines(id) : [], this.choices(id)])
    if (sight !== 'all' || !hasSheets(dossier)) return this.#show.view(dossier, lines, choices, { sight, secret: {} })
    const { answersIn, privatesOf } = await import('./reading.js')
    const { me, journal } = this
    const privates = await privatesOf(dossier, { me, lines, world: this.#base(), journal })
    // in one's own grid they are shown without being asked for
    const near = privates?.asksWhy === false ? privates.answers : []
    const open = near.flatMap(({ name, mine }) => (mine ? name : []))
    const { answers: secret } = await answersIn(dossier, open, journal)
    return { ...(await this.#show.view(dossier, lines, choices, { sight, secret })), ...(privates && { privates }) }
  }

  async printed(id: DossierId, form: string, why?: string): Promise<PrintView | undefined> {
    const shown = await this.#shown(id)
    if (shown?.sight !== 'all') return undefined
    const secret = await this.readAnswers(id, why)
    return this.#show.printed(shown.dossier, form, secret?.answers ?? {})
  }

  async rows(query: Query): Promise<readonly RowView[]> {
    const base = this.#base()
    const kept = await this.#rowsKept.rows(query, base)
    if (kept) return kept
    const found = await shownOf(query, this.me, base)
    // what no pack of the book owns, the ledger of rules for one, has no words to be shown in
    const known = found.filter(({ dossier }) => this.book.kinds.has(prefixOf(dossier.id)))
    return Promise.all(known.map(({ dossier, sight }) => this.#show.row(dossier, sight)))
  }

  async #shown(id: DossierId) {
    const base = this.#base()
    const dossier = await base.dossier(id)
    return dossier && shownTo(dossier, this.me, base)
  }

  async #lines(id: DossierId): Promise<readonly Line[]> {
    const entries = await this.journal.lines(id)
    return entries.length ? fold(entries).lines : []
  }

  async readAnswers(id: DossierId, why?: string): Promise<AnswersView | undefined> {
    const { me } = this
    const shown = await this.#shown(id)
    if (shown?.sight !== 'all' || me === undefined) return undefined
    const { dossier } = shown
    const { answersIn, isNear, keptIn, openTo } = await import('./reading.js')
    const base = this.#base()
    const open = await openTo(me, dossier, base)
    if (open.length === 0) return undefined
    const asked = isNear(me, dossier, base) ? [] : await keptIn(dossier, open, this.journal)
    if (asked.length > 0 && !why?.trim()) return { answers: {}, locked: [], asksWhy: true }
    // told of before anything is shown: whoever pulls the plug has not read in secret
    if (asked.length > 0)
      await this.#inTurn(() =>
        this.#carry([id], (stage) => this.#tell(stage, id, me, { how: 'read', fields: asked }, why)),
      )
    const found = await answersIn(dossier, open, this.journal)
    return { ...found, fields: this.#show.answered(dossier, found.answers) }
  }

  async withdrawConsent(id: DossierId, why?: string): Promise<Withdrawn | undefined> {
    const { me } = this
    const shown = await this.#shown(id)
    if (shown?.sight !== 'all' || me === undefined) return undefined
    const { openTo, withdrawal } = await import('./reading.js')
    const open = await openTo(me, shown.dossier, this.#base())
    if (open.length === 0) return undefined
    return this.#inTurn(() =>
      this.#carry([id], async (stage) => {
        const { told, fields, ids } = await withdrawal(shown.dossier, open, this.journal, this)
        if (fields.length > 0) await this.#tell(stage, id, me, { how: 'withdrawn', fields }, why, ids)
        return told
      }),
    )
  }

  /** Lays a line that says what somebody did with private answers; `erases`: and with it these are erased. */
  async #tell(
    stage: Stage,
    id: DossierId,
    by: PartyId,
    sheets: NonNullable<Entry['sheets']>,
    why: string | undefined,
    erases?: readonly string[],
  ) {
    const { tellingLine } = await import('./reading.js')
    const dossier = (await stage.dossier(id))!
    this.#stamps.see(dossier.head.slice(dossier.head.indexOf(' ') + 1))
    const known = { by, at: stage.now, id: this.#stamps.next(), pack: ownerOf(this.book, prefixOf(id)).pack.ref }
    await stage.lay(tellingLine(dossier, { ...known, sheets, ...(why?.trim() && { why }) }), erases)
  }

  party(id: PartyId): PartyView {
    return this.#show.party(id)
  }

  place(id: PlaceId): PlaceView {
    return this.#show.place(id)
  }

  async modules(place?: PlaceId): Promise<Readonly<Record<string, { title: Say; on: boolean }>>> {
    const base = this.#base()
    const all = Object.entries(this.book.modules ?? {}).map(async ([name, { title, while: only }]) => {
      return [name, { title, on: only === undefined || (await holds(only, place, base)) }] as const
    })
    return Object.fromEntries(await Promise.all(all))
  }

  steps(kind: string): Readonly<Record<string, Say>> {
    return ownerOf(this.book, kind).spec.steps
  }

  watch<T>(
    ask: (station: Station) => Promise<T> | T,
    see: (value: T) => void,
    fail?: (error: unknown) => void,
  ): () => void {
    let stopped = false
    let looking = false
    let stale = false
    const again = async () => {
      if (looking) {
        stale = true
        return
      }
      looking = true
      do {
        stale = false
        try {
          const value = await ask(this)
          if (!stopped && !stale) see(value)
        } catch (error) {
          if (!stopped) fail?.(error)
        }
        // read again after the await: a change may have come in while we looked
      } while (stale && !stopped)
      looking = false
    }
    const look = () => void again()
    const unwatch = this.journal.watch(look)
    this.#watchers.add(look)
    look()
    return () => {
      stopped = true
      unwatch()
      this.#watchers.delete(look)
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#unwind?.()
    this.#unwake?.()
    this.#unwait?.()
    this.#unday?.()
    this.#following?.close()
    await Promise.all([...this.#far].map((joined) => joined.leave()))
    await (await this.#backtests)?.close()
    await this.#turn
    await this.storage?.close()
    await this.journal.close()
  }

  #base(): Expected {
    const { book, places, posts, journal } = this
    const now = this.clock.now()
    const kept = {
      ...{ book, places, posts, now, soleIssuer: this.#soleIssuer },
      ...this.#world,
      dossier: (id: DossierId) => journal.head(id),
      lines: (id: DossierId) => journal.lines(id),
      find: (query: Query) => journal.find(query),
      ids: (query: Query) => journal.ids(query),
      count: (query: Query) => journal.count(query, now),
      heads: (all: readonly DossierId[]) => journal.heads(all),
      ledgers: (all: readonly DossierId[]) => journal.ledgers(all),
      tallies: () => journal.tallies(),
    }
    return new Expected(kept, this.#fill)
  }

  /** A stage on which everything that has run out by now is fired, so that nobody acts on a limit that is over. */
  async #staged(...ids: readonly DossierId[]): Promise<Stage> {
    const base = this.#base()
    const tie = (line: Entry, before: readonly Entry[]) => this.#identity.tied(line, before)
    const stage = new Stage(base, this.#stamps, this.#fill, base.now, tie)
    if (this.clockOff === undefined) for (const id of ids) await stage.fire(id, base.now)
    stage.now = base.now
    return stage
  }

  async #carry<T>(ids: readonly DossierId[], work: (stage: Stage) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      const stage = await this.#staged(...ids)
      const done = await work(stage)
      try {
        const { writes } = stage
        if (writes.length) await this.journal.append(writes, folded)
        const written = writes.map(({ on }) => on)
        this.#slots.wrote(written)
        await this.#appointed(written)
        return done
      } catch (error) {
        if (!(error instanceof HeadMoved) || tries === TRIES) throw error
      }
    }
  }

  #storing(): Storing | undefined {
    const { whole } = this.journal
    if (!whole) return undefined
    const mayShow = async (id: DossierId) => {
      const dossier = await this.journal.head(id)
      return dossier !== undefined && (await sightOf(dossier, this.me, this.#base())) === 'all'
    }
    const { journal, book } = this
    return new Storing(
      {
        journal,
        book,
        roster: () => this.roster,
        now: () => this.clock.now(),
        wake: (at, work) => this.clock.wake(at, work),
        tell: () => this.#watchers.forEach((look) => look()),
        sees: mayShow,
        receive: async (lines) => (await this.receive({ lines })).fresh,
        came: () => this.#inTurn(() => this.#came()),
      },
      whole,
    )
  }

  /** Much came in at once. */
  async #came(): Promise<void> {
    await this.#renewRoll()
    await this.#slots.anew()
    await this.#settle()
    await this.#joined()
    for (const look of this.#watchers) look()
  }

  /** One act at a time: two judged on the same state could both go through. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => undefined)
    return done
  }

  #follow(files: RuleFiles): Following {
    const write: RuleHands['write'] = (ledger, lines) =>
      this.#inTurn(async () => {
        if (ledger) this.#stamps.see(ledger.head.slice(ledger.head.indexOf(' ') + 1))
        const wanted = lines(() => this.#stamps.next())
        const on = wanted[0]!.on
        const before = await this.journal.lines(on)
        const entries: Entry[] = []
        for (const line of wanted) entries.push(await this.#identity.tied(line, [...before, ...entries]))
        await this.journal.append([{ on, head: ledger?.head, entries }], folded)
      })
    const inTurn = <T>(work: () => Promise<T>) => this.#inTurn(work)
    const goBy: Lent['goBy'] = (found) => this.#goBy(found)
    const { journal, clock } = this
    const bring = (hash: string) => this.photo(hash)
    const own = { journal, clock, inTurn, goBy, bring, troubles: () => this.#bookTroubles }
    return new Following(files, own, { station: this, write })
  }

  /** Another book from here on. What runs keeps its clocks, and what was judged is not judged again. */
  async #goBy(found: Adopted | Pick<Adopted, 'troubles'>): Promise<void> {
    const { book, bookFrom, troubles }: Adopted = { book: this.book, bookFrom: this.bookFrom, ...found }
    const isOther = book.digest !== this.book.digest
    this.book = book
    this.bookFrom = bookFrom
    this.#bookTroubles = troubles
    if (isOther) {
      await (await this.#backtests)?.close()
      this.#backtests = undefined
      await this.#rename()
      await this.#renewRoll()
      await this.#slots.anew()
      await this.#settle()
    }
    for (const look of this.#watchers) look()
  }

  /** Open dossiers take the names of the book, once for each book; the others take them when somebody acts on them. */
  async #rename(): Promise<void> {
    if ((await this.journal.setting.get('renamed')) === this.book.digest) return
    for (const [kind, { pack }] of this.book.kinds)
      if (pack.file.renames)
        for (const { id } of await this.journal.find({ kind, open: true }))
          await this.#carry([id], () => Promise.resolve())
    await this.journal.setting.set('renamed', this.book.digest)
  }

  /** Lines of these dossiers were written: somebody may hold another post, or a grid end, from here on. */
  async #appointed(ids: readonly DossierId[]): Promise<void> {
    if (this.#roll.concerns(ids)) await this.#renewRoll()
  }

  async #renewRoll(): Promise<void> {
    if (await this.#roll.renew()) await this.#otherRoll()
  }

  async #otherRoll(): Promise<void> {
    await (await this.#backtests)?.close()
    this.#backtests = undefined
    await this.#roll.index(() => this.journal.rebuild(folded))
    await this.#slots.anew()
    for (const look of this.#watchers) look()
  }

  /** At midnight posts are taken and left, and grids come and go. */
  async #newDay(): Promise<void> {
    if (this.#closed) return
    await this.#renewRoll()
    const tomorrow = momentIn(`${dayAfter(dateIn(this.clock.now(), this.book.zone))}T00:00`, this.book.zone)
    this.#unday = this.clock.wake(tomorrow, () => void this.#inTurn(() => this.#newDay()).catch(() => undefined))
  }

  /** Fires whatever has run out, of every dossier, and winds the timer for the next. */
  async #settle(): Promise<void> {
    if (this.clockOff !== undefined) return
    const asked = this.clock.now()
    let first = await this.journal.firstDue()
    const ranOut = first === undefined || first > asked ? [] : await this.journal.dueBefore(asked)
    for (const id of ranOut) {
      if (this.#closed) return
      await this.#carry([id], () => Promise.resolve())
    }
    const looked = await this.#slots.settle()
    if (looked) for (const look of this.#watchers) look()
    if (looked || ranOut.length > 0) first = await this.journal.firstDue()
    if (this.#slots.waits) void this.#inTurn(() => this.#settle()).catch(() => this.#wind(this.clock.now() + LATER))
    // what could not be fired (its pack is no longer in use here) must not keep the timer ringing; what has run out since it
    // was asked for rings at once
    const firing = first === undefined || first > asked ? (first ?? Infinity) : this.clock.now() + LATER
    const next = Math.min(firing, this.#slots.next ?? Infinity)
    if (next < Infinity) this.#wind(next)
  }

  async #take(page: Page): Promise<Merged> {
    const seen = new Map<DossierId, Folded>()
    const noting = (lines: readonly Entry[]) => {
      const made = fold(lines)
      seen.set(made.dossier.id, made)
      return made.dossier
    }
    const doubts = await this.#doubts(page)
    const received = await this.journal.receive(page, noting, { now: this.clock.now(), drift: DRIFT, doubts })
    const { fresh, aside } = received
    const forked = aside.flatMap(({ why, entry }) => (why === 'forked' && entry.chain ? entry.chain.writer : []))
    if (forked.length > 0) await this.#identity.leave(new Set(forked))
    for (const { id } of fresh) this.#stamps.see(id)
    const came = fresh.map(({ on }) => on)
    await this.#slots.came(came)
    await this.#appointed(came)
    await this.#settle()
    await this.#joined()
    await this.#forward([...seen.values()].map(({ dossier }) => dossier))
    await this.#following?.follow()
    const first = new Map<DossierId, string>()
    for (const { id, on } of fresh) if (id < (first.get(on) ?? '~')) first.set(on, id)
    const idle = [...first].flatMap(([on, from]) => seen.get(on)?.lines.filter(({ entry }) => entry.id >= from) ?? [])
    const of = (state: Line['state']) => idle.filter((line) => line.state === state)
    return { ...received, void: of('void'), moot: of('moot') }
  }

  /** Lines of a page that are not to be believed; proofs of the others are kept before the lines are. */
  async #doubts({ lines: all, proofs }: Page) {
    // of what was erased here not even a proof is kept
    const lines = await this.journal.unerased(all)
    if (!lines.some(({ chain }) => chain)) return undefined
    const { checked } = await import('./identity/doubt.js')
    const { doubts, proven } = await checked(lines, proofs)
    await this.journal.signing.keep(proven, lines, this.clock.now())
    return doubts
  }

  /** Draws the consequences of merges, and waits for lines whose time is still to come. */
  async #joined(): Promise<void> {
    const { journal } = this
    if ((await journal.touched()).length > 0) {
      const { drawConsequences } = await import('./merge/merging.js')
      const [fill, world] = [this.#fill, () => this.#base()]
      await drawConsequences({ journal, fill, world, carry: (id, work) => this.#carry([id], work) })
    }
    this.#unwait?.()
    const until = (await journal.asides()).flatMap((one) => one.until ?? [])
    if (until.length === 0 || this.#closed) return
    this.#unwait = this.clock.wake(
      Math.min(...until),
      () => void this.#inTurn(() => this.#release()).catch(() => undefined),
    )
  }

  /** Lasting dossiers whose ledger has grown long are carried forward; looked at now and then, for it takes reading them. */
  async #forward(dossiers: readonly Dossier[]): Promise<void> {
    for (const { id, head } of dossiers) {
      const lines = Number.parseInt(head, 10)
      if (lines < 200 || lines % 50 > 0 || !this.book.kinds.has(prefixOf(id))) continue
      const owner = ownerOf(this.book, prefixOf(id))
      if (owner.spec.ends.length > 0) continue
      const { carried } = await import('./merge/carry.js')
      await carried(id, owner, this.journal)
    }
  }

  /** Lines from ahead of this clock whose time has come. */
  async #release(): Promise<void> {
    const now = this.clock.now()
    const ripe = (await this.journal.asides()).filter(({ until }) => until !== undefined && until <= now)
    await this.#take({ lines: ripe.map(({ entry }) => entry) })
  }

  #wind(at: Moment): void {
    this.#unwind?.()
    if (this.#closed) return
    // a device that will keep nothing now is asked again later; whoever acts meanwhile is told by the act itself
    this.#unwind = this.clock.wake(
      at,
      () => void this.#inTurn(() => this.#settle()).catch(() => this.#wind(at + LATER)),
    )
  }

  /** Private answers and whole dossiers go when their time is over: looked at when the station opens, and once a day. */
  async #erase(): Promise<void> {
    if (this.#closed) return
    await this.journal.eraseBefore(this.clock.now())
    const { forgetOver } = await import('./forgetting.js')
    await forgetOver(this.journal, this.#base())
    await this.journal.photos.drop(this.clock.now() - DAY)
    this.#unwake = this.clock.wake(this.clock.now() + DAY, () => void this.#inTurn(() => this.#erase()))
  }
}
