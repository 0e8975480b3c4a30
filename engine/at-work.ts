/** A station at work: what people ask of it, act by it and join it to; its parts stand in at-work/. */
import type { Adopted } from './adopt.js'
import { Following, type Lent, type RuleFiles } from './adoption/following.js'
import type { Hands as RuleHands } from './adoption/rules-at-work.js'
import { readHead } from './act/read-id.js'
import { Arriving } from './at-work/arriving.js'
import { Looking } from './at-work/looking.js'
import { OpenedAnswers } from './at-work/opened-answers.js'
import { Waking } from './at-work/waking.js'
import { watching } from './at-work/watching.js'
import { folded, Work, type WorkParts } from './at-work/work.js'
import { keepOf, ownerOf } from './act/world.js'
import { NotLoaded } from './brought.js'
import type { BacktestOptions, Changed } from './backtest/backtest.js'
import type { Backtested } from './backtest/result.js'
import type { CaseMapping } from './cases/columns.js'
import type { CasesTaken } from './cases/cases.js'
import type { RowsPage } from './journal/beside.js'
import type { Journal, Long, Page } from './journal/journal.js'
import type { Merged } from './merge/merging.js'
import type { Measured, MeasureOptions } from './measures/measured.js'
import { notLoaded, toldOf } from './pack/told.js'
import type { RosterFile } from './pack/format.js'
import type { PeopleFile } from './roster/posts.js'
import { sightOf } from './seen.js'
import type { CasesSource, Station } from './station.js'
import { Storing } from './storage.js'
import type { SyncAdapter } from './sync/adapter.js'
import type { Joined, JoinOptions } from './sync/sync.js'
import type { Act, Clock, Decision, DossierId, Entry, Moment, PartyId, PlaceId, Query, Say, Trouble } from './types.js'
import type { AsideView, TrayView } from './view.js'

/** What a station is made of, once its files are read. */
export interface Parts extends WorkParts {
  readonly bookFrom: Station['bookFrom']
  /** Of the book. */
  readonly troubles: readonly Trouble[]
  readonly rollTroubles?: readonly Trouble[]
  /** Without them the book stays as it is. */
  readonly files?: RuleFiles
}

export class StationAtWork implements Station {
  bookFrom: Station['bookFrom']
  readonly clock: Clock
  readonly journal: Journal
  readonly storage: Storing | undefined
  readonly #work: Work
  readonly #looking: Looking
  readonly #answers: OpenedAnswers
  readonly #waking: Waking
  readonly #arriving: Arriving
  readonly #far = new Set<Joined>()
  readonly #files: RuleFiles | undefined
  #following: Following | undefined
  #bookTroubles: readonly Trouble[]
  readonly #rollTroubles: readonly Trouble[]

  constructor(parts: Parts) {
    this.#work = new Work(parts)
    this.#looking = new Looking(this.#work)
    this.#answers = new OpenedAnswers(this.#work, this.#looking)
    this.#waking = new Waking(this.#work)
    this.#arriving = new Arriving(this.#work, this.#waking, () => this.#following?.follow())
    this.clock = parts.clock
    this.journal = parts.journal
    this.bookFrom = parts.bookFrom
    this.#bookTroubles = parts.troubles
    this.#rollTroubles = parts.rollTroubles ?? []
    this.#files = parts.files
    this.storage = this.#storing()
  }

  get book() {
    return this.#work.book
  }
  get me() {
    return this.#work.me
  }
  set me(me: PartyId | undefined) {
    this.#work.me = me
  }
  get troubles() {
    return [...this.#bookTroubles, ...this.#rollTroubles]
  }
  get rules() {
    return this.#following?.rules
  }
  get roster() {
    return this.#work.roll.now.roster
  }
  get people() {
    return this.#work.roll.now.people
  }
  get places() {
    return this.#work.roll.now.places
  }
  get posts() {
    return this.#work.roll.now.posts
  }
  get clockOff() {
    return this.#work.clockOff
  }
  get joined(): Joined | undefined {
    return [...this.#far].at(-1)
  }

  /** Fires what ran out while nobody was here and winds the timer. */
  async start(): Promise<this> {
    await this.#work.use(this.book)
    await this.#work.inTurn(async () => {
      await this.#rename()
      await this.#waking.newDay()
    })
    await this.#work.inTurn(async () => {
      await this.#waking.settle()
      await this.#arriving.join()
    })
    await this.#waking.erase()
    if (this.#files) this.#following = this.#follow(this.#files)
    this.storage?.start()
    return this
  }

  ask(act: Act): Promise<Decision> {
    return this.#work.ask(act)
  }

  act(act: Act): Promise<Decision> {
    return this.#work.inTurn(async () => {
      const decision = await this.#work.carry([act.on], (stage) => stage.act(act))
      if (decision.dossier) await this.#arriving.forward([decision.dossier])
      await this.#waking.settle()
      if (decision.allowed) this.storage?.acted()
      return decision
    })
  }

  receive(page: Page, far?: Moment): Promise<Merged> {
    return this.#work.inTurn(() => {
      if (far !== undefined) this.#work.skew = this.clock.now() - far
      return this.#arriving.take(page)
    })
  }

  takeRows(page: RowsPage): Promise<void> {
    return this.#work.inTurn(async () => {
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
      if (link !== 'left') return
      this.#far.delete(joined)
      if (!this.#work.closed) this.#work.tell()
    })
    this.#work.tell()
    return joined
  }

  async tray(): Promise<TrayView> {
    const { joined } = this
    if (!joined) return { outgoing: [], more: 0, refused: [] }
    const { trayOf } = await import('./sync/tray.js')
    return trayOf(joined, this.journal, this.#work.show, this.me)
  }

  async asides(): Promise<readonly AsideView[]> {
    return Promise.all((await this.journal.asides()).map((one) => this.#work.show.aside(one, this.me)))
  }

  takeRoster(roster: RosterFile, people: PeopleFile | undefined): Promise<void> {
    return this.#work.inTurn(async () => {
      await this.#work.roll.take(roster, people)
      await this.#work.otherRoll()
      await this.#waking.settle()
    })
  }

  addPerson(name: string, phone?: string): Promise<PartyId> {
    return this.#work.inTurn(async () => {
      const id = await this.#work.roll.add(name, phone)
      await this.#work.otherRoll()
      return id
    })
  }

  /** Acts go on meanwhile; what is late among the new dossiers fires when all are in. */
  async takeCases(kind: string, source: CasesSource, mapping?: CaseMapping, long?: Long): Promise<CasesTaken> {
    const { importCases } = await import('./cases/cases.js')
    const { book, places, journal } = this
    const into = { journal, book, places, kind, by: this.me ?? 'anyone', now: this.clock.now(), file: source.name }
    const taken = await importCases(into, source.text, mapping, long)
    await this.#work.slots.came([`${kind}/`])
    await this.#work.inTurn(() => this.#waking.settle())
    return taken
  }

  async backtest(changed: Changed, options?: BacktestOptions): Promise<Backtested> {
    return (await this.#work.backtests).run(changed, options)
  }

  async measure(pack: string, name: string, options: MeasureOptions = {}): Promise<Measured | undefined> {
    const { measureFor } = await import('./measures/measures.js')
    const hands = { wording: this.#work.show.wording, sheets: (on: DossierId) => this.journal.sheets(on) }
    return measureFor(this.me, pack, name, options, this.#work.world(), hands)
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

  async dossier(id: DossierId) {
    return (await this.#looking.shown(id))?.dossier
  }
  lines(id: DossierId) {
    return this.#looking.lines(id)
  }
  proofs(id: DossierId) {
    return this.#looking.proofs(id)
  }
  dossiers(query: Query) {
    return this.#looking.dossiers(query)
  }
  count(query: Query) {
    return this.#looking.count(query)
  }
  rows(query: Query) {
    return this.#looking.rows(query)
  }
  view(id: DossierId) {
    return this.#looking.view(id)
  }
  choices(id: DossierId) {
    return this.#looking.choices(id)
  }
  openings(kind: string, place?: PlaceId) {
    return this.#looking.openings(kind, place)
  }
  modules(place?: PlaceId) {
    return this.#looking.modules(place)
  }
  printed(id: DossierId, form: string, why?: string) {
    return this.#answers.printed(id, form, why)
  }
  readAnswers(id: DossierId, why?: string) {
    return this.#answers.read(id, why)
  }
  withdrawConsent(id: DossierId, why?: string) {
    return this.#answers.withdraw(id, why)
  }
  party(id: PartyId) {
    return this.#work.show.party(id)
  }
  place(id: PlaceId) {
    return this.#work.show.place(id)
  }
  steps(kind: string): Readonly<Record<string, Say>> {
    return ownerOf(this.book, kind).spec.steps
  }

  watch<T>(
    ask: (station: Station) => Promise<T> | T,
    see: (value: T) => void,
    fail?: (error: unknown) => void,
  ): () => void {
    return watching(this.#work, () => ask(this), see, fail)
  }

  async close(): Promise<void> {
    this.#waking.close()
    this.#arriving.close()
    this.#following?.close()
    this.#work.closed = true
    await Promise.all([...this.#far].map((joined) => joined.leave()))
    await this.#work.end()
    await this.storage?.close()
    await this.journal.close()
  }

  #storing(): Storing | undefined {
    const { whole } = this.journal
    if (!whole) return undefined
    const work = this.#work
    const mayShow = async (id: DossierId) => {
      const dossier = await this.journal.head(id)
      return dossier !== undefined && (await sightOf(dossier, this.me, work.world())) === 'all'
    }
    const { journal, book } = this
    return new Storing(
      {
        journal,
        book,
        roster: () => this.roster,
        now: () => this.clock.now(),
        wake: (at, wakes) => this.clock.wake(at, wakes),
        tell: () => work.tell(),
        sees: mayShow,
        receive: async (lines) => (await this.receive({ lines })).fresh,
        came: () => work.inTurn(() => this.#came()),
      },
      whole,
    )
  }

  /** Much came in at once. */
  async #came(): Promise<void> {
    await this.#work.renewRoll()
    await this.#work.slots.anew()
    await this.#waking.settle()
    await this.#arriving.join()
    this.#work.tell()
  }

  #follow(files: RuleFiles): Following {
    const work = this.#work
    const write: RuleHands['write'] = (ledger, lines) =>
      work.inTurn(async () => {
        if (ledger) work.stamps.see(readHead(ledger).last)
        const wanted = lines(() => work.stamps.next())
        const on = wanted[0]!.on
        const before = await this.journal.lines(on)
        const entries: Entry[] = []
        for (const line of wanted) entries.push(await work.identity.tied(line, [...before, ...entries]))
        await this.journal.append([{ on, head: ledger?.head, entries }], folded)
      })
    const goBy: Lent['goBy'] = (found) => this.#goBy(found)
    const { journal, clock } = this
    const bring = (hash: string) => this.photo(hash)
    const inTurn: Lent['inTurn'] = (turn) => work.inTurn(turn)
    const own = { journal, clock, inTurn, goBy, bring, troubles: () => this.#bookTroubles }
    return new Following(files, own, { station: this, write })
  }

  /** Another book from here on. What runs keeps its clocks, and what was judged is not judged again. */
  async #goBy(found: Adopted | Pick<Adopted, 'troubles'>): Promise<void> {
    const work = this.#work
    const { book, bookFrom, troubles }: Adopted = { book: work.book, bookFrom: this.bookFrom, ...found }
    const isOther = book.digest !== work.book.digest
    try {
      await work.use(book)
      this.bookFrom = bookFrom
      this.#bookTroubles = troubles
    } catch (error) {
      if (!(error instanceof NotLoaded)) throw error
      this.#bookTroubles = [...troubles, toldOf('error', this.#files?.community ?? book.community, notLoaded)]
      return work.tell()
    }
    if (isOther) {
      await work.dropBacktests()
      await this.#rename()
      await work.renewRoll()
      await work.slots.anew()
      await this.#waking.settle()
    }
    work.tell()
  }

  /** Open dossiers take the names of the book, once for each book; the others take them when somebody acts on them. */
  async #rename(): Promise<void> {
    if ((await this.journal.setting.get('renamed')) === this.book.digest) return
    for (const [kind, { pack }] of this.book.kinds)
      if (pack.file.renames)
        for (const { id } of await this.journal.find({ kind, open: true })) await this.#work.carry([id])
    await this.journal.setting.set('renamed', this.book.digest)
  }
}
