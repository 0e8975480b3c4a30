/** The desk of a command room: open dossiers in lanes, first due first, one key an act. */
import { nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import { html } from 'lit/static-html.js'
import type { DossierId, Moment, Say } from '../../engine/types.js'
import type { DossierView, RowView } from '../../engine/view.js'
import { LinliElement } from '../base/element.js'
import '../base/events.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { isEnglish } from '../base/language.js'
import { Live } from '../base/live.js'
import { Tick } from '../base/tick.js'
import { bar } from './bar.js'
import { styles } from './board.styles.js'
import { crossing } from './crossing.js'
import { type Asked, dialog, type Sheet } from './dialog.js'
import { head, opening } from './head.js'
import { footKeys, keysOf } from './keys.js'
import { type InView, lane as drawLane } from './lane.js'
import { type Lane, lanesOfPack, lanesOfRows } from './lanes.js'
import { lay, type Layout, moved, noLayout, spotOf } from './layout.js'
import { Reach } from './reach.js'
import { type Notice, notice } from './notice.js'
import type { Room, RoomHost } from './room.js'
import { type Desk, Roving } from './roving.js'
import { sift, type Sieve } from './sieve.js'
import { type Placed, Standings } from './standing.js'
import { empty, failed, loading, nothingFound, unconnected } from './states.js'
import { words } from './words.js'

// From this width of its own the card stands beside the lanes; below, and on a wall, it opens over them. So does the sheet.
const wide = 1400
/** Strips of one lane on paper. */
const mostPrinted = 500

/**
 * Open dossiers by their clocks: a lane for each clock of the pack, strips in order of when they are due, a card for the chosen
 * one. Every number opens its rows; arrows move, Enter opens, letters act on the chosen one.
 *
 * @summary Dossiers by step, first due first.
 * @slot - Shown until the dossiers are there.
 * @slot tools - In the head, after the board's own buttons.
 * @slot card - Instead of the board's own card.
 * @event {CustomEvent<{ dossier: DossierId }>} linli-dossier-select - Somebody chose a dossier.
 * @event {CustomEvent<{ act: Act }>} linli-act-before - Somebody is about to do an act in the card; cancelable.
 * @event {CustomEvent<{ decision: Decision }>} linli-act-done - An act in the card, or one that opened a dossier, went through.
 * @csspart head - Title, time and buttons.
 * @csspart bar - Counts and filters.
 * @csspart notice - A sentence that waits until it was read.
 * @csspart lane - One lane.
 * @csspart strip - One dossier in a lane.
 * @csspart card - The card beside or over the lanes.
 * @csspart keys - The line of keys.
 * @cssproperty [--linli-lane-number=40px] - Size of the number that heads a lane.
 * @cssproperty [--linli-card-line=#e3e2d8] - Colour of the edge.
 */
export class Board extends LinliElement implements Desk, RoomHost {
  static override styles = styles

  /** Kind of dossier, by its prefix, e.g. `case`; otherwise the first kind of the community. */
  @property() kind = ''
  /** Only what lies at this place or below it. */
  @property() place = ''
  /** Title; otherwise what the pack calls this kind. */
  @property() heading = ''
  /** A field with choices, e.g. `platform`: one button for each. */
  @property({ attribute: 'filter-by' }) filterBy = ''
  /** Shows the chosen dossier as a card. */
  @property({ type: Boolean }) card = false
  /** As a command room uses it: a sound for whoever turns it on, a way down through the places, shifts handed over. */
  @property({ type: Boolean }) room = false
  /** Of a command room: the kind of its shifts, e.g. `shift`. */
  @property() shift = ''
  /** Id of the chosen dossier. */
  @property() selected = ''
  /** Lanes of one's own, instead of those of the pack. */
  @property({ attribute: false }) lanes?: readonly Lane[]
  /** The dossiers themselves; for use without a station. */
  @property({ attribute: false }) rows?: readonly RowView[]
  /** Titles of the steps; for use without a station, where the rows carry no clocks. */
  @property({ attribute: false }) steps?: Readonly<Record<string, Say>>
  /** The moment to show; otherwise the time of the station runs on. */
  @property({ attribute: false }) now?: Moment

  /** @internal */
  @state() sieve: Sieve = {}
  @state() private opened = false
  @state() private laneShown = ''
  @state() private said = ''
  @state() private asked?: Asked
  @state() private attempt = 0
  @state() private notice?: Notice
  @state() private parts?: Room
  @query('.find input') private find?: HTMLInputElement
  @query('dialog') private box?: HTMLDialogElement

  /** @internal */
  layout: Layout = noLayout
  /** @internal */
  readonly reach = new Reach(this)
  readonly #roving = new Roving(this)
  readonly #tick = new Tick(
    this,
    () => this.now === undefined,
    () => this.#standings.isDue(this.#now) && this.requestUpdate(),
  )
  readonly #standings = new Standings()
  #took?: readonly RowView[]
  #brought = ''
  #printing = false
  #furnished = false

  readonly #rows = new Live(
    this,
    (station) => {
      if (this.rows) return undefined
      return station.rows({ kind: this.#kind, open: true, sort: 'due', ...(this.place && { place: this.place }) })
    },
    () => [this.#kind, this.place, this.rows === undefined, this.attempt],
  )
  readonly #chosen = new Live(
    this,
    (station) => (this.card && this.selected ? station.view(this.selected as DossierId) : undefined),
    () => [this.card, this.selected, this.station?.me],
  )
  readonly #openings = new Live(
    this,
    (station) => (this.#kind ? station.openings(this.#kind, this.place || undefined) : []),
    () => [this.#kind, this.place, this.station?.me],
  )
  /** What came last, for an empty board. */
  readonly #last = new Live(
    this,
    (station) => (this.#isEmpty ? station.rows({ kind: this.#kind, open: false, sort: 'at', limit: 1 }) : []),
    () => [this.#kind, this.#isEmpty],
  )

  /** Rows that come without a station bring the zone of their clocks. */
  override get zone(): string | undefined {
    return super.zone ?? this.#standings.placed.find(({ due }) => due)?.due?.calendar.zone
  }

  get #kind(): string {
    return this.kind || ([...(this.station?.book.kinds.keys() ?? [])][0] ?? '')
  }
  get #owner() {
    return this.station?.book.kinds.get(this.#kind)
  }
  get #now(): Moment {
    return this.now ?? this.#tick.now
  }
  /** The chosen dossier; not the one before, while this one is being read. */
  get #view(): DossierView | undefined {
    return this.#chosen.value?.dossier.id === this.selected ? this.#chosen.value : undefined
  }
  get #isEmpty(): boolean {
    return this.#took?.length === 0
  }
  get #isWide(): boolean {
    return this.offsetWidth >= wide && !this.internals.states.has('wall')
  }

  override connectedCallback(): void {
    super.connectedCallback()
    for (const name of ['online', 'offline']) window.addEventListener(name, this.#network)
    for (const name of ['beforeprint', 'afterprint']) window.addEventListener(name, this.#print)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.parts?.left()
    for (const name of ['online', 'offline']) window.removeEventListener(name, this.#network)
    for (const name of ['beforeprint', 'afterprint']) window.removeEventListener(name, this.#print)
  }

  protected override willUpdate(changed: PropertyValues): void {
    const rows = this.rows ?? this.#rows.value
    const fresh = rows !== this.#took
    const change = fresh ? this.#standings.take(rows ?? [], this.#now) : undefined
    const crossed = change ? change.worse : this.#standings.turn(this.#now)
    // what stands there at first sight has not come just now
    if (change && this.#took) this.parts?.hear(change)
    else if (crossed) this.parts?.hear({ worse: crossed, came: [] })
    this.#took = rows
    if (crossed?.length || change?.voided.length) this.said = crossing(this, crossed ?? [], change?.voided)
    const [idle] = change?.voided ?? []
    if (idle) this.notice = { says: crossing(this, [], [idle]), on: idle }
    const { placed, after } = this.#standings
    const asks = ['sieve', 'lanes', 'kind', 'station', 'steps'].some((name) => changed.has(name))
    if (fresh) this.layout = lay(placed, this.#lanes, this.sieve)
    else if (asks) this.layout = lay(placed, this.#lanes, this.sieve, this.layout.places)
    else if (crossed) this.layout = moved(this.layout, placed, this.sieve, after)
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    if (this.room && !this.#furnished) void this.#furnish()
    if (this.selected !== this.#brought) this.#bring()
  }

  get #lanes(): readonly Lane[] {
    const owner = this.#owner
    return (
      this.lanes ??
      (owner && !this.rows ? lanesOfPack(owner.pack, owner.kind) : lanesOfRows(this.#took ?? [], this.steps))
    )
  }

  override render(): TemplateResult {
    const at = this.place || this.station?.book.place
    return html`<div class="board" @keydown=${this.#pressed}>${head(this, {
      title:
        this.heading || this.say(this.#owner?.pack.file.dossiers?.[this.#owner.kind]?.title) || this.words(words).board,
      now: () => this.#now,
      seconds: this.#tick,
      // in the street reporting is what the board is there for
      openings: this.#isEmpty ? [] : this.#openButtons(this.internals.states.has('field')),
      // Who only looks brings no register along, and nobody does in the street.
      ...(this.station?.takeCases &&
        this.station.me !== undefined &&
        !this.internals.states.has('field') && { import: this.#import }),
      ...(at !== undefined && this.station && { place: this.station.place(at) }),
      ...(this.parts && { duty: this.parts.duty(), tools: this.parts.tools() }),
    })}
      ${this.#body()}
      <p class="vh" role="status">${this.said}</p>
      ${dialog(this, this.asked, {
        kind: this.#kind,
        place: this.place,
        keys: keysOf(this.#owner),
        acting: this.card,
        close: () => this.box?.close(),
        closed: this.#closed,
        done: this.#reported,
      })}</div>`
  }

  #openButtons(filled: boolean): readonly TemplateResult[] {
    return (this.#openings.value ?? []).map((choice) =>
      opening(this, choice, filled, () => this.#ask({ what: 'report', choice })),
    )
  }

  #body(): TemplateResult {
    if (!this.rows && this.#rows.state === 'none') return unconnected(this)
    if (!this.rows && this.#rows.state === 'error') return failed(this, () => this.attempt++)
    if (!this.#took) return loading(this)
    if (this.#standings.placed.length === 0) return empty(this, this.#last.value?.[0], this.#openButtons(true))
    const { lanes, rows } = this.layout
    const something = rows.some((each) => each.length > 0)
    const told = this.notice && notice(this, this.notice, this.#look, () => (this.notice = undefined))
    return html`${told ?? nothing}${this.#bar()}${this.#laneTabs()}
      <div class="main ${this.card ? 'with-card' : ''} ${this.opened ? 'opened' : ''}">
        ${
          something
            ? html`<div class="lanes ${isEnglish(this.language) ? 'latin' : ''}" @focusin=${this.#entered}>${lanes.map((_, at) => this.#lane(at))}</div>`
            : nothingFound(this, this.sieve.text, () => (this.sieve = {}))
        }
        ${this.card ? this.#panel() : nothing}
      </div>
      ${footKeys(this, this.card ? this.#view?.choices : undefined, keysOf(this.#owner), () => this.#ask({ what: 'keys' }))}`
  }

  #bar(): TemplateResult {
    const known = this.filterBy ? this.#owner?.pack.names[this.#owner.kind]?.get(this.filterBy) : undefined
    const field = known?.choices && { name: this.filterBy, title: this.say(known.title), choices: known.choices }
    const { counts, places } = this.layout
    const placed = this.parts?.places()
    const view = { counts, places, sieve: this.sieve, ...(placed && { placed }), ...(field && { field }) }
    return bar(this, view, (change) => this.sift(change))
  }

  async #furnish(): Promise<void> {
    this.#furnished = true
    const { Room } = await import('./room.js')
    this.parts = new Room(this)
  }

  /** @internal */
  get cases(): string {
    return this.#kind
  }
  /** @internal */
  get placed(): readonly Placed[] {
    return sift(this.#standings.placed, { ...this.sieve, place: undefined })
  }
  /** @internal */
  sift(change: Partial<Sieve>): void {
    this.sieve = { ...this.sieve, ...change }
  }
  /** @internal */
  showSheet(what: 'places' | 'hand-over', sheet: Sheet): void {
    this.#ask({ what, sheet })
  }
  /** @internal */
  closeSheet(): void {
    this.box?.close()
  }
  /** @internal */
  show(id: DossierId): void {
    this.opened = true
    this.#select(id)
  }
  /** @internal */
  tell(says: string): void {
    this.notice = says ? { says } : undefined
    this.said = says
    this.requestUpdate()
  }

  #laneTabs(): TemplateResult | typeof nothing {
    const { lanes, rows } = this.layout
    if (lanes.length === 1) return nothing
    return html`<div class="seg tabs" role="group" aria-label=${this.words(words).lanes}>${lanes.map(
      (
        lane,
        at,
      ) => html`<button type="button" aria-pressed=${lane.name === this.#shown} @click=${() => (this.laneShown = lane.name)}>
        ${lane.minutes === undefined ? nothing : html`<b>${this.number(lane.minutes)}</b><span class="vh">${this.words(words).within}</span>`}${this.say(lane.title)} <small>${this.number(rows[at]?.length ?? 0)}</small></button>`,
    )}</div>`
  }

  /** The lane that stands alone where there is no room for all. */
  get #shown(): string | undefined {
    const { lanes, rows } = this.layout
    const chosen = lanes.find(({ name }) => name === this.laneShown)
    return (chosen ?? lanes.find((_, at) => rows[at]?.length) ?? lanes[0])?.name
  }

  #lane(at: number): TemplateResult {
    const lane = this.layout.lanes[at]!
    const rows = this.layout.rows[at] ?? []
    return drawLane(
      this,
      {
        lane,
        rows,
        inView: () => this.#inView(at),
        below: () => this.reach.below(lane.name, rows.length),
        moves: this.reach.moves(lane.name),
        now: () => this.#now,
        seconds: this.#tick,
        looks: [this.language, this.zone, this.now],
        selected: this.selected,
        shown: lane.name === this.#shown,
      },
      { open: this.#open, further: (name) => this.reach.further(name), scrolled: this.#scrolled },
    )
  }

  #inView(at: number): InView {
    const { name } = this.layout.lanes[at]!
    const rows = this.layout.rows[at] ?? []
    const { held } = this.#roving
    // Who was at no strip yet comes to the chosen one first, e.g. to what was just reported.
    const stop = this.#roving.stop ?? (this.selected as DossierId)
    const drawn = this.#printing ? [...rows.slice(0, mostPrinted).keys()] : this.reach.slice(name, rows.length)
    // The strip that has the focus stays drawn, or scrolling would throw the keyboard out of the board.
    const kept =
      held?.lane === at && held.index < rows.length && !drawn.includes(held.index) ? [...drawn, held.index] : drawn
    return {
      drawn: [...kept].sort((a, b) => a - b),
      stop: stop && rows.some(({ row }) => row.id === stop) ? stop : rows[drawn[0] ?? 0]?.row.id,
    }
  }

  #panel(): TemplateResult {
    return html`<div class="panel" part="card">
      <button class="btn bare back" type="button" @click=${this.#back}>${icon(draw.sentBack, 's')}${this.words(words).back}</button>
      <slot name="card"><${this.tag('case-card')} .station=${this.station} .value=${this.#view} .now=${this.now} dossier=${this.selected} hotkeys
        @linli-act-before=${this.#before} @linli-act-done=${this.#done}></${this.tag('case-card')}></slot>
    </div>`
  }

  /** @internal */
  arrived(id: DossierId, lane: string): void {
    this.laneShown = lane
    if (this.card && this.#isWide) this.#select(id)
  }

  #select(id: DossierId): void {
    if (this.selected === id) return
    this.selected = id
    this.emit('linli-dossier-select', { dossier: id })
  }

  /** A page chose a dossier: once it is there its strip comes into view, the focus stays where it is. */
  #bring(): void {
    const at = spotOf(this.layout, this.selected as DossierId)
    const lane = at && this.layout.lanes[at.lane]
    if (!at || !lane) return
    this.#brought = this.selected
    // Strips are measured once the first of them are drawn.
    if (this.#roving.stop !== this.selected) requestAnimationFrame(() => this.reach.show(lane.name, at.index))
  }

  readonly #open = (row: RowView) => {
    this.#roving.stop = row.id
    this.opened = true
    this.#select(row.id)
    if (!this.card || this.#isWide) return
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.back')?.focus())
  }

  readonly #look = ({ row }: Placed) => {
    this.notice = undefined
    this.#open(row)
  }

  readonly #back = () => {
    this.opened = false
    const at = this.#roving.near
    void this.updateComplete.then(() => at && this.#roving.go(at))
  }

  readonly #entered = (event: FocusEvent) => {
    const id = event.target instanceof HTMLElement ? event.target.dataset['id'] : undefined
    if (id) this.#roving.stop = id as DossierId
  }

  readonly #pressed = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.composedPath().some((at) => at instanceof HTMLElement && at.matches('input, textarea, select, dialog')))
      return
    if (event.key === '/') this.find?.focus()
    else if (event.key === '?') this.#ask({ what: 'keys' })
    else if (event.key === 'Escape' && this.opened) this.#back()
    else if (!this.#roving.press(event.key)) return
    event.preventDefault()
  }

  #ask(asked: Asked): void {
    this.asked = asked
    void this.updateComplete.then(() => this.box?.showModal())
  }

  readonly #import = async () => {
    const { ImportDialog } = await import('./import-cases.js')
    if (this.station)
      this.#ask({ what: 'import', sheet: new ImportDialog(this, this.station, this.#kind, () => this.box?.close()) })
  }

  readonly #closed = () => {
    // Opened again before the word of its closing came round.
    if (this.box?.open) return
    if (this.asked && 'sheet' in this.asked) this.asked.sheet.left?.()
    this.asked = undefined
  }

  readonly #before = (event: GlobalEventHandlersEventMap['linli-act-before']) => {
    if (!this.emit('linli-act-before', event.detail, { cancelable: true })) event.preventDefault()
  }

  readonly #done = (event: GlobalEventHandlersEventMap['linli-act-done']) => this.emit('linli-act-done', event.detail)

  readonly #reported = (event: GlobalEventHandlersEventMap['linli-act-done']) => {
    this.box?.close()
    this.#done(event)
    const id = event.detail.decision.dossier?.id
    if (id) this.#select(id)
  }

  readonly #scrolled = (event: Event) => {
    this.#roving.hold()
    this.reach.scrolled(event)
  }

  readonly #network = () => this.requestUpdate()

  /** Paper does not scroll, and the browser does not wait for a drawing. */
  readonly #print = ({ type }: Event) => {
    this.#printing = type === 'beforeprint'
    this.requestUpdate()
    this.performUpdate()
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-board': Board
  }
  interface GlobalEventHandlersEventMap {
    'linli-dossier-select': CustomEvent<{ readonly dossier: DossierId }>
  }
}
