/** A street's places with who answers for each: from the street down to the home, every row reachable, every number opening. */
import { html, noChange, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import type { RosterFile } from '../../engine/pack/format.js'
import type { Mapping } from '../../engine/roster/columns.js'
import { sameTree } from '../../engine/roster/places.js'
import type { PeopleFile, Rung } from '../../engine/roster/posts.js'
import { chainPosts } from '../../engine/roster/posts-chain.js'
import type { PlaceId } from '../../engine/types.js'
import { LinliElement } from '../base/element.js'
import { Late } from '../base/late.js'
import { date } from '../base/format.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { isEnglish } from '../base/language.js'
import { Live } from '../base/live.js'
import { cellsOf, columnsOf } from './cells.js'
import type { RosterImportDetail } from './events.js'
import { figures, gapFigure, gapList } from './figures.js'
import { styles } from './grid-roster.styles.js'
import { card, english, search, states } from './late.js'
import { day as dayWords, nearPath, partyName, titleOf } from './names.js'
import { Narrow } from './narrow.js'
import type { History } from './history.js'
import type { Keeping, KeepingWays } from './keeping.js'
import type { Floating, Taken } from './popup.js'
import { isSmall, type Seen, seen, seenFrom } from './seen.js'
import type { Source } from './source.js'
import { Tree } from './tree.js'
import { turnsAt } from './turned.js'
import { words } from './words.js'

/**
 * The place tree 街道 → 社区 → 网格 → 楼栋 → 户 with who answers for each place, vacancies and who holds them, and the five-level
 * chain with its phones. Works from a station around it, from a roster file alone, or from an object.
 *
 * @summary Places and who answers for them.
 * @slot - Shown until there is a roster.
 * @event {CustomEvent<{ place: PlaceId }>} linli-place-select - Somebody chose a place.
 * @event {CustomEvent<RosterImportDetail>} linli-roster-import-before - A roster is about to be taken; `preventDefault()` keeps it out.
 * @event {CustomEvent<RosterImportDetail>} linli-roster-import - A roster was taken.
 * @event {CustomEvent<{ troubles: readonly Trouble[] }>} linli-roster-trouble - Something is wrong with the files of `src` and `people`.
 * @csspart head - Title, search and buttons.
 * @csspart counts - The line of figures.
 * @csspart gaps - The list of vacancies.
 * @csspart tree - The tree.
 * @csspart chain - Who answers for the chosen place.
 * @cssproperty [--linli-tree-row=40px] - Height of a row.
 * @cssproperty [--linli-tree-indent=22px] - Indent of a level.
 * @cssproperty [--linli-roster-height=562px] - Greatest height of the tree.
 * @cssproperty [--linli-card-line=#e3e2d8] - Colour of the edge.
 */
export class GridRoster extends LinliElement {
  static override styles = styles

  /** Address of a roster file: with it no station is needed. */
  @property() src = ''
  /** Names and phones for the roster of `src` or `roster`: the address of a people file, or its content. */
  @property() people: string | PeopleFile = ''
  /** Only this place and what lies in it, e.g. `330109001072`. */
  @property() place = ''
  /** Day of which the roster is shown, e.g. `2020-05-01`; empty: today, or the day of the roster. */
  @property() on = ''
  /** Title; otherwise 网格名册. */
  @property() heading = ''
  /** The chosen place. */
  @property({ attribute: 'selected' }) value: PlaceId = ''
  /** Nobody may import a roster or fill a vacancy here. */
  @property({ type: Boolean }) readonly = false
  /** The roster itself, instead of `src` or a station. */
  @property({ attribute: false }) roster?: RosterFile
  /** Column → heading of the spreadsheet imported last; without it, what this device remembers. */
  @property({ attribute: false }) mapping?: Mapping

  @state() private said = ''
  @state() private popup?: Floating
  /** What was done with the posts of the chosen place; loaded for whoever may see it. */
  @state() private history?: History
  @query('.chain') private aside?: HTMLElement

  readonly #live = new Live(this, ({ places, posts, roster, people }) => ({
    places,
    posts,
    ...(roster && { roster }),
    ...(people && { people }),
  }))
  /** Reads `src`; loaded when there is one. */
  #source?: Source
  readonly #tree = new Tree(
    this,
    (row, by) => this.#choose(row, by),
    (row, anchor) => void this.#menu(row, anchor),
  )
  readonly #narrow = new Narrow(this, this.#tree, (place) => this.#show(place))
  /** `none`: the roster has no such place. */
  #seen?: Seen | 'none'
  #madeOf: readonly unknown[] = []
  #isDrawn = false

  protected override update(changed: PropertyValues): void {
    if (changed.has('src') || changed.has('people')) void this.#readFiles()
    const { of, see } = this.#given()
    let moved = false
    const fresh = of.length !== this.#madeOf.length || of.some((each, i) => each !== this.#madeOf[i])
    if (fresh) {
      this.#madeOf = of
      const before = this.#shown?.places
      this.#seen = see && (see() ?? 'none')
      if (this.#shown) this.#tree.take(this.#shown)
      this.#narrow.take(this.#shown)
      moved = !before || !this.#shown || !sameTree(before, this.#shown.places)
    }
    if ((moved || changed.has('value')) && this.value && this.#shown) this.#goToValue(this.#shown)
    super.update(changed)
  }

  async #readFiles(): Promise<void> {
    if (!this.src && !this.#source) return
    const { Source } = await import('./source.js')
    this.#source ??= new Source(this, (troubles) => this.emit('linli-roster-trouble', { troubles }))
    this.#source.ask(this.src, typeof this.people === 'string' ? this.people : '')
  }

  #goToValue({ places }: Seen): void {
    const row = places.rows.of(places.today(this.value))
    if (row >= 0) return this.#tree.goTo(row)
    console.warn(
      `<${this.localName}> selected="${this.value}": the roster has no such place on ${this.#shown?.asOf ?? 'this day'}.`,
    )
  }

  /** How to see the tree, and what it is made of: an object, else a file, else what the station has. */
  #given(): { readonly of: readonly unknown[]; readonly see?: () => Seen | undefined } {
    const top = this.place
    const roster = this.roster ?? (this.src ? this.#source?.roster : undefined)
    if (roster) {
      const people = typeof this.people === 'object' ? this.people : this.#source?.people
      const on = this.on || roster.asOf
      return { of: [roster, people, top, on], see: () => seenFrom(roster, people, { top, on }) }
    }
    const at = this.src ? undefined : this.#live.value
    if (!at) return { of: [] }
    const { places, posts, ...files } = at
    const { on } = this
    const { roster: file, people } = files
    const see = () =>
      file && on
        ? seenFrom(file, people, { top, on, before: places })
        : seen(places, posts, { top, today: this.#today, ...files })
    return { of: [places, posts, file, people, top, on], see }
  }

  /** Day of the station, as its community counts it. */
  get #today(): string {
    return new Intl.DateTimeFormat('sv', { timeZone: this.zone }).format(this.station?.clock.now())
  }

  get #shown(): Seen | undefined {
    return this.#seen === 'none' ? undefined : this.#seen
  }

  /** May a roster be taken here: into the page's own object, or by somebody known into a station that can keep it. */
  get #mayTake(): boolean {
    if (this.readonly) return false
    if (this.roster !== undefined || this.src !== '') return true
    return this.station?.me !== undefined && this.station.takeRoster !== undefined
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    this.#tellHistory()
    if (this.#isDrawn) this.internals.states.add('drawn')
    else this.internals.states.delete('drawn')
  }

  /** Until there is a roster or the address of one, the words inside the tag stand there. */
  get #isGiven(): boolean {
    return this.#seen !== undefined || (this.src !== '' && this.#source !== undefined)
  }

  /** What comes late and is wanted now. */
  get #wanted(): readonly Late<unknown>[] {
    const at = this.#shown
    const wanted = [
      isEnglish(this.language) && english,
      this.value && at && card,
      (this.#seen === 'none' || at?.places.size === 0) && states,
    ]
    return wanted.filter((each) => each instanceof Late && !each.now && !each.failed) as Late<unknown>[]
  }

  override render(): TemplateResult | typeof noChange {
    const wanted = this.#wanted
    for (const part of wanted) void part.load().then(() => this.requestUpdate())
    if (!this.#isGiven) {
      this.#isDrawn = false
      return html`<slot></slot>`
    }
    // no half of it is drawn at first, and no words of two languages ever
    if (wanted.includes(english) || (wanted.length > 0 && !this.#isDrawn))
      return this.#isDrawn ? noChange : html`<slot></slot>`
    this.#isDrawn = true
    return html`<div class="card">${this.#head()}${this.#body()}
      <p class="vh" role="status">${this.said}</p>
      ${this.popup?.render() ?? nothing}</div>`
  }

  #head(): TemplateResult {
    const it = this.words(words)
    const at = this.#shown
    const day =
      at?.asOf === undefined ? nothing : date(Date.parse(`${at.asOf}T12:00:00Z`), 'date', this.language, 'UTC')
    return html`<div class="eave" part="head"><h2>${this.heading || it.title}</h2><span class="quiet xs">${day}</span>
      ${
        at && at.places.size > 0
          ? html`<div class="tools" role="search">${this.#narrow.field()}
            ${this.#mayTake ? html`<button class="btn" type="button" @click=${() => void this.#import()}>${icon(draw.table, 's')}${it.import}</button>` : nothing}
            ${at.roster ? html`<button class="btn bare" type="button" @click=${() => void this.#export()}>${it.export}</button>` : nothing}</div>`
          : nothing
      }</div>`
  }

  #body(): TemplateResult | typeof nothing {
    const at = this.#shown
    if (this.#seen === 'none') return states.now?.noSuchPlace(this, this.place) ?? nothing
    const file = this.src && !this.roster ? (this.#source?.render() ?? nothing) : nothing
    if (!at) return file
    if (at.places.size === 0)
      return states.now?.empty(this, this.#mayTake ? () => void this.#import() : undefined) ?? nothing
    const keeps = this.#mayTake && at.roster !== undefined
    const fill = keeps ? (rung: Rung) => void this.#keep(at, (keeping) => keeping.fill(rung)) : undefined
    const today = at.places.today(this.value)
    const place = at.places.rows.of(today) < 0 ? '' : today
    return html`${file}
      ${figures(this, at, this.#narrow.figure?.name ?? '', (figure) => this.#narrow.by(figure, this.value))}
      ${gapList(this, at, {
        go: ({ place }) => this.#show(place),
        all: () => this.#narrow.by(gapFigure(this, at)),
        ...(fill && { fill }),
      })}
      ${this.#narrow.bar(this.value)}${this.#otherDay(at)}
      <div class="body ${this.#narrow.text ? 'searching' : ''}"><div class="main" part="tree">${this.#rows(at, keeps)}${this.#foot(at)}</div>
        <aside class="chain" part="chain" aria-label=${this.words(words).chain}>${this.#answers(at, place, fill)}${this.history?.render(
          at,
          place,
          (day) => (this.on = day),
        )}</aside></div>`
  }

  /** Who answers for the chosen place. */
  #answers(at: Seen, place: PlaceId, fill?: (rung: Rung) => void): TemplateResult {
    if (place !== '' && card.now) return card.now.chain(this, at, place, fill)
    const it = this.words(words)
    return html`<h3>${it.chain}</h3><p class="quiet">${card.failed ? it.away : it.choose}</p>`
  }

  /** Of which day the roster is, where that is not today, and the way back. */
  #otherDay({ today }: Seen): TemplateResult | typeof nothing {
    if (!this.on) return nothing
    const it = this.words(words)
    return html`<p class="only">${icon(draw.filter, 's')}<span>${it.ofDay(dayWords(this, today))}</span>
      <button class="btn bare" type="button" @click=${() => (this.on = '')}>${it.backToToday}</button></p>`
  }

  #rows(at: Seen, keeps: boolean): TemplateResult {
    const it = this.words(words)
    const text = this.#narrow.text.trim()
    if (this.#narrow.found?.rows.length === 0) return search.now!.none(this, text)
    const look = { seen: at, shown: this.#tree.shown!, text }
    return html`<div class="tree ${isEnglish(this.language) ? 'latin' : ''} ${keeps ? 'keeps' : ''} ${at.counts.homes ? 'with-homes' : ''} ${at.counts.visited ? 'with-visited' : ''}">${this.#tree.render(
      {
        label: this.heading || it.title,
        columns: columnsOf(this, at),
        cells: (row) => cellsOf(this, look, row),
        rowClass: (row) => (isSmall(at.places.rows.kind(row)) ? 'small' : ''),
        selected: at.places.rows.of(this.value),
        ...(keeps && { more: (row: number) => this.#more(at, row) }),
      },
    )}</div>`
  }

  /** Name of the button for the posts of a row, where the five levels have one there. */
  #more({ places: { rows } }: Seen, row: number): string | undefined {
    const { kind, title } = rows.at(row)
    const it = this.words(words)
    if (kind === 'grid') return it.moreAtGrid(this.say(title))
    return chainPosts.some(({ at }) => at === kind) ? it.moreAt(this.say(title)) : undefined
  }

  #foot(at: Seen): TemplateResult {
    const it = this.words(words)
    const all = at.last - at.first
    return html`<div class="endnote"><span role="status">${this.#narrow.said()}</span
      ><span>${this.#tree.printing && this.#tree.onPaper < all ? it.printed(this.number(this.#tree.onPaper), this.number(all)) : it.rows(this.number(all))}</span
      ><span class="keys">${it.keys}</span
      ><span class="folds"><button class="btn bare" type="button" @click=${() => this.#tree.setAll(true)}>${it.openAll}</button
      ><button class="btn bare" type="button" @click=${() => this.#tree.setAll(false)}>${it.closeAll}</button></span></div>`
  }

  /** Goes to a place, wherever it lies, and says who answers there. */
  #show(place: PlaceId): void {
    const row = this.#shown?.places.rows.of(place) ?? -1
    if (row < 0) return
    this.#narrow.widenFor(row)
    this.#tree.goTo(row)
    this.#choose(row, 'mouse')
  }

  #choose(row: number, by: 'mouse' | 'keyboard'): void {
    const at = this.#shown
    const place = at?.places.rows.ids[row]
    if (!at || place === undefined) return
    const it = this.words(words)
    this.value = place
    void card.load()
    const rung = at.posts.chain(place).find(({ party }) => party !== undefined)
    const path = nearPath(this, at, place).join(' ')
    this.said = rung
      ? it.selected(path, partyName(this, at, rung.party!), this.say(rung.title))
      : `${titleOf(this, at, place)}: ${it.nobody}`
    this.emit('linli-place-select', { place })
    // narrow, the chain stands above or below the tree: it is brought into sight
    if (by === 'mouse' || this.offsetWidth <= 820) void this.updateComplete.then(() => this.#bringChain())
  }

  #bringChain(): void {
    if (this.offsetWidth <= 820) this.aside?.scrollIntoView({ block: 'nearest' })
  }

  async #import(): Promise<void> {
    const at = this.#shown
    if (!at) return
    const { ImportDialog } = await import('./import-dialog.js')
    const dialog: Floating = new ImportDialog(this, at, this.mapping, {
      take: (taken) => this.#takeRoster(taken),
      closed: () => void this.#closed(dialog),
    })
    await this.#float(dialog)
  }

  #menu(row: number, anchor: DOMRect): Promise<void> {
    const at = this.#shown!
    return this.#keep(at, (keeping) => keeping.menu(at.places.rows.ids[row]!, anchor))
  }

  async #keep(at: Seen, work: (keeping: Keeping) => Promise<void>): Promise<void> {
    const { Keeping } = await import('./keeping.js')
    const own = this.roster !== undefined || this.src !== ''
    const ways: KeepingWays = {
      take: (taken) => this.#takeRoster(taken),
      open: (floating) => void this.#float(floating),
      closed: (floating) => void this.#closed(floating),
      show: (place) => this.#show(place),
    }
    await work(new Keeping(this, at, ways, own ? undefined : this.station))
  }

  async #float(floating: Floating): Promise<void> {
    this.popup = floating
    await this.updateComplete
    floating.show()
  }

  async #closed(floating: Floating): Promise<void> {
    if (this.popup !== floating) return
    this.popup = undefined
    await this.updateComplete
    // what had the focus before may be gone with the menu that led here
    const at = document.activeElement
    if (at === null || at === document.body || (at === this && !this.shadowRoot?.activeElement))
      this.#tree.goTo(this.#tree.active, true)
  }

  /** What became of the chosen place, and, for whoever has said who they are, the lines of what was done. */
  #tellHistory(): void {
    const { station, value } = this
    if (!value) return
    const shows = station?.me !== undefined && this.roster === undefined && !this.src
    const at = this.#shown
    if (!this.history && (shows || (at && turnsAt(at, value).length > 0))) void this.#learnHistory()
    if (shows) this.history?.of(station, value)
  }

  async #learnHistory(): Promise<void> {
    const { History } = await import('./history.js')
    this.history ??= new History(this)
  }

  /** False where a listener kept it out. */
  async #takeRoster({ mapping, ...taken }: Taken): Promise<boolean> {
    const detail: RosterImportDetail = { ...taken, ...(mapping && { mapping }) }
    if (!this.emit('linli-roster-import-before', detail, { cancelable: true })) return false
    if (mapping) this.mapping = mapping
    if (this.roster === undefined && !this.src) await this.station?.takeRoster?.(taken.roster, taken.people)
    else {
      this.roster = taken.roster
      this.people = taken.people
    }
    this.emit('linli-roster-import', detail)
    return true
  }

  async #export(): Promise<void> {
    const at = this.#shown
    if (!at?.roster) return
    const { download } = await import('./download.js')
    await download(at.roster, at.people, this.language, at.today)
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-grid-roster': GridRoster
  }
}
