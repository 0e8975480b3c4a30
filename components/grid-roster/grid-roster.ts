/** A street's places with who answers for each: from the street down to the home, every row reachable, every number opening. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import type { RosterFile } from '../../engine/pack/format.js'
import type { PeopleFile, Posts, Rung } from '../../engine/roster/posts.js'
import type { Places } from '../../engine/roster/places.js'
import type { Mapping } from '../../engine/roster/columns.js'
import type { PlaceId, Trouble } from '../../engine/types.js'
import { LinliElement } from '../base/element.js'
import { date } from '../base/format.js'
import { icon } from '../base/icon.js'
import { isEnglish } from '../base/language.js'
import { Live } from '../base/live.js'
import { cellsOf, columnsOf } from './cells.js'
import { chain, nearPath, partyName, titleOf } from './chain.js'
import { type Figure, figures, gapFigure, gapList } from './figures.js'
import { styles } from './grid-roster.styles.js'
import { isSmall, type Seen, seen, seenFrom } from './seen.js'
import type { Source } from './source.js'
import { empty, noSuchPlace } from './states.js'
import { Tree } from './tree.js'
import { words } from './words.js'
import type { Popup, Taken } from './popup.js'

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

  @state() private text = ''
  @state() private figure?: Figure
  @state() private found?: readonly number[]
  @state() private said = ''
  @state() private popup?: Popup
  @query('.chain') private aside?: HTMLElement

  readonly #live = new Live(this, ({ places, posts, roster, people }) => ({ places, posts, roster, people }))
  /** Reads `src`; loaded when there is one. */
  #source?: Source
  readonly #tree = new Tree(this, (row, by) => this.#choose(row, by))
  /** `none`: the roster has no such place. */
  #seen?: Seen | 'none'
  #from: readonly unknown[] = []

  protected override update(changed: PropertyValues): void {
    if (changed.has('src') || changed.has('people')) void this.#readFiles()
    const from = [...this.#files(), this.place]
    const fresh = from.length !== this.#from.length || from.some((each, i) => each !== this.#from[i])
    if (fresh) this.#take(from)
    if ((fresh || changed.has('value')) && this.value && this.#shown) this.#goToValue(this.#shown)
    super.update(changed)
  }

  async #readFiles(): Promise<void> {
    if (!this.src && !this.#source) return
    const { Source } = await import('./source.js')
    this.#source ??= new Source(this, (troubles) => this.emit('linli-roster-trouble', { troubles }))
    this.#source.ask(this.src, typeof this.people === 'string' ? this.people : '')
  }

  #goToValue({ places }: Seen): void {
    const row = places.rows.of(this.value)
    if (row >= 0) return this.#tree.goTo(row)
    console.warn(
      `<${this.localName}> selected="${this.value}": the roster has no such place on ${this.#shown?.asOf ?? 'this day'}.`,
    )
  }

  /** What the tree is made of: an object, else a file, else the station. */
  #files(): readonly unknown[] {
    if (this.roster) return ['object', this.roster, typeof this.people === 'object' ? this.people : undefined]
    if (this.src) return this.#source?.roster ? ['file', this.#source.roster, this.#peopleHere] : []
    const at = this.#live.value
    return at ? ['station', at.places, at.posts, at.roster, at.people] : []
  }

  get #peopleHere(): PeopleFile | undefined {
    return typeof this.people === 'object' ? this.people : this.#source?.people
  }

  #take(from: readonly unknown[]): void {
    this.#from = from
    const [kind] = from
    if (kind === 'station') {
      const [, places, posts, roster, people] = from as [
        string,
        Places,
        Posts,
        RosterFile | undefined,
        PeopleFile | undefined,
      ]
      const files = { ...(roster && { roster }), ...(people && { people }) }
      this.#seen = seen(places, posts, { top: this.place, today: this.#today, ...files }) ?? 'none'
    } else if (kind !== undefined && from.length > 1) {
      this.#seen = seenFrom(from[1] as RosterFile, from[2] as PeopleFile | undefined, this.place) ?? 'none'
    } else this.#seen = undefined
    this.figure = undefined
    this.found = undefined
    if (this.#shown) this.#tree.take(this.#shown)
    if (this.text) this.#search(this.text)
  }

  /** Day of the station, as its community counts it. */
  get #today(): string {
    return new Intl.DateTimeFormat('sv', { timeZone: this.zone }).format(this.station?.clock.now())
  }

  get #shown(): Seen | undefined {
    return this.#seen === 'none' ? undefined : this.#seen
  }

  /** May a roster be taken here: into the page's own object, or into a station that can keep it. */
  get #mayTake(): boolean {
    if (this.readonly) return false
    return this.roster !== undefined || this.src !== '' ? true : this.station?.takeRoster !== undefined
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    if (this.#isDrawn) this.internals.states.add('drawn')
    else this.internals.states.delete('drawn')
  }

  /** Until there is a roster or the address of one, the words inside the tag stand there. */
  get #isDrawn(): boolean {
    return this.#seen !== undefined || (this.src !== '' && this.#source !== undefined)
  }

  override render(): TemplateResult {
    if (!this.#isDrawn) return html`<slot></slot>`
    return html`${this.#head()}${this.#body()}
      <p class="vh" role="status">${this.said}</p>
      ${this.popup?.render() ?? nothing}`
  }

  #head(): TemplateResult {
    const it = this.words(words)
    const at = this.#shown
    const day =
      at?.asOf === undefined ? nothing : date(Date.parse(`${at.asOf}T12:00:00Z`), 'date', this.language, 'UTC')
    return html`<div class="eave" part="head"><h2>${this.heading || it.title}</h2><span class="quiet xs">${day}</span>
      ${
        at && at.places.size > 0
          ? html`<div class="tools" role="search"><label class="field">${icon('search', 's')}<span class="vh">${it.find}</span>
            <input type="search" .value=${this.text} placeholder=${it.find} autocomplete="off" spellcheck="false" @focus=${() => void this.#learn()} @input=${this.#typed} @compositionend=${this.#typed} @keydown=${this.#searchKey}></label>
            ${this.#mayTake ? html`<button class="btn" type="button" @click=${() => void this.#open('import')}>${icon('table', 's')}${it.import}</button>` : nothing}
            ${at.roster ? html`<button class="btn bare" type="button" @click=${() => void this.#export()}>${it.export}</button>` : nothing}</div>`
          : nothing
      }</div>`
  }

  #body(): TemplateResult | typeof nothing {
    const at = this.#shown
    if (this.#seen === 'none') return noSuchPlace(this, this.place)
    const file = this.src && !this.roster ? (this.#source?.render() ?? nothing) : nothing
    if (!at) return file
    if (at.places.size === 0) return empty(this, this.#mayTake ? () => void this.#open('import') : undefined)
    const fill = this.#mayTake && at.roster ? (rung: Rung) => void this.#open('fill', rung) : undefined
    return html`${file}
      ${figures(this, at, this.figure?.name ?? '', (figure) => this.#narrow(figure))}
      ${gapList(this, at, {
        go: ({ place }) => this.#show(place),
        all: () => this.#narrow(gapFigure(this, this.#gapRows(at))),
        ...(fill && { fill }),
      })}
      ${this.#only()}
      <div class="body ${this.text ? 'searching' : ''}"><div class="main" part="tree">${this.#rows(at)}${this.#foot(at)}</div>${chain(this, at, at.places.rows.of(this.value) < 0 ? '' : this.value, fill)}</div>`
  }

  #rows(at: Seen): TemplateResult {
    const it = this.words(words)
    if (this.found?.length === 0) return html`<p class="none">${it.nothing(this.text.trim())}</p>`
    const look = { seen: at, shown: this.#tree.shown!, text: this.text.trim() }
    return html`<div class="tree ${isEnglish(this.language) ? 'latin' : ''} ${at.counts.homes ? 'with-homes' : ''} ${at.counts.visited ? 'with-visited' : ''}">${this.#tree.render(
      {
        label: this.heading || it.title,
        columns: columnsOf(this, at),
        cells: (row) => cellsOf(this, look, row),
        rowClass: (row) => (isSmall(at.places.rows.kind(row)) ? 'small' : ''),
        selected: at.places.rows.of(this.value),
      },
    )}</div>`
  }

  #foot(at: Seen): TemplateResult {
    const it = this.words(words)
    const all = at.last - at.first
    return html`<div class="endnote"><span role="status">${this.found && this.found.length > 0 ? this.#foundWords(at, this.found) : nothing}</span
      ><span>${this.#tree.printing && this.#tree.onPaper < all ? it.printed(this.number(this.#tree.onPaper), this.number(all)) : it.rows(this.number(all))}</span
      ><span class="keys">${it.keys}</span
      ><span class="folds"><button class="btn bare" type="button" @click=${() => this.#tree.setAll(true)}>${it.openAll}</button
      ><button class="btn bare" type="button" @click=${() => this.#tree.setAll(false)}>${it.closeAll}</button></span></div>`
  }

  /** 找到 1 个社区，含 5 网格 47 幢 */
  #foundWords({ places, counts }: Seen, rows: readonly number[]): string {
    const it = this.words(words)
    const { kind, end } = places.rows
    const kinds = new Map<string, number>()
    for (const row of rows) kinds.set(kind(row), (kinds.get(kind(row)) ?? 0) + 1)
    const what = [...kinds].map(([each, count]) =>
      it.counted(this.number(count), it.kind(each as Parameters<typeof it.kind>[0], count)),
    )
    const [only] = rows
    const inside =
      rows.length > 1 || only === undefined
        ? []
        : counts.kinds.flatMap((each) => {
            const count = each.rows.filter((row) => row > only && row < end[only]!).length
            return count > 0 ? it.count(this.number(count), it.kind(each.kind, count)) : []
          })
    return it.found(it.list(what), it.inside(inside))
  }

  /** What the tree is narrowed to, and the way back. */
  #only(): TemplateResult | typeof nothing {
    const it = this.words(words)
    if (!this.figure) return nothing
    return html`<p class="only">${icon('filter', 's')}<span>${it.only(this.figure.title, this.number(this.figure.rows.length))}</span>
      <button class="btn bare" type="button" @click=${() => this.#narrow(undefined)}>${it.all}</button></p>`
  }

  #gapRows({ counts, places }: Seen): number[] {
    return [...new Set(counts.gaps.map(({ place }) => places.rows.of(place)))]
  }

  #narrow(figure: Figure | undefined): void {
    this.figure = figure?.name === this.figure?.name ? undefined : figure
    this.text = ''
    this.found = undefined
    this.#tree.filter(this.figure?.rows)
    if (!this.figure && this.value) this.#tree.goTo(this.#shown!.places.rows.of(this.value))
  }

  readonly #typed = (event: InputEvent | CompositionEvent): void => {
    // the letters of an input method are not yet what is searched for
    if ('isComposing' in event && event.isComposing) return
    this.#search((event.target as HTMLInputElement).value)
  }

  readonly #searchKey = (event: KeyboardEvent): void => {
    if (event.isComposing) return
    if (event.key === 'Escape' && this.text) {
      event.preventDefault()
      this.#search('')
    }
    if ((event.key === 'Enter' || event.key === 'ArrowDown') && this.found?.length) {
      event.preventDefault()
      const best = this.#shown!.places.search(this.text, 1)[0]
      if (best === undefined) return
      if (event.key === 'Enter') this.#show(best)
      this.#tree.goTo(this.#shown!.places.rows.of(best), event.key === 'ArrowDown')
    }
  }

  #search(text: string): void {
    const at = this.#shown
    this.text = text
    this.figure = undefined
    const asked = text.trim()
    this.found = at && asked ? at.places.find(asked).filter((row) => row >= at.first && row < at.last) : undefined
    this.#tree.filter(this.found)
    if (!at) return
    if (!this.found) {
      if (this.value) this.#tree.goTo(at.places.rows.of(this.value))
      return
    }
    // what is found alone is what was meant: it stands open
    if (this.found.length === 1) this.#tree.toggle(this.found[0]!, true)
    const best = at.places.search(asked, 1)[0]
    if (best !== undefined) this.#tree.goTo(at.places.rows.of(best))
  }

  async #learn(): Promise<void> {
    if ((await this.#shown?.places.learnPinyin()) && this.text) this.#search(this.text)
  }

  /** Goes to a place, wherever it lies, and says who answers there. */
  #show(place: PlaceId): void {
    const row = this.#shown?.places.rows.of(place) ?? -1
    if (row < 0) return
    if ((this.#tree.shown?.indexOf(row) ?? -1) < 0 && (this.figure || this.found)) {
      this.figure = undefined
      this.found = undefined
      this.text = ''
      this.#tree.filter(undefined)
    }
    this.#tree.goTo(row)
    this.#choose(row, 'mouse')
  }

  #choose(row: number, by: 'mouse' | 'keyboard'): void {
    const at = this.#shown
    const place = at?.places.rows.ids[row]
    if (!at || place === undefined) return
    const it = this.words(words)
    this.value = place
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

  async #open(what: 'import' | 'fill', rung?: Rung): Promise<void> {
    const at = this.#shown
    if (!at) return
    const ways = { take: (taken: Taken) => this.#takeRoster(taken), closed: this.#closed }
    if (what === 'fill') {
      const { FillDialog } = await import('./fill-dialog.js')
      this.popup = new FillDialog(this, at, rung!, ways)
    } else {
      const { ImportDialog } = await import('./import-dialog.js')
      this.popup = new ImportDialog(this, at, this.mapping, ways)
    }
    await this.updateComplete
    this.popup?.show()
  }

  readonly #closed = (): void => {
    this.popup = undefined
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
    await download(at.roster, at.people, this.language)
  }
}

export interface RosterImportDetail {
  readonly roster: RosterFile
  readonly people: PeopleFile
  readonly mapping?: Mapping
  readonly troubles: readonly Trouble[]
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-grid-roster': GridRoster
  }
  interface GlobalEventHandlersEventMap {
    'linli-place-select': CustomEvent<{ readonly place: PlaceId }>
    'linli-roster-import-before': CustomEvent<RosterImportDetail>
    'linli-roster-import': CustomEvent<RosterImportDetail>
    'linli-roster-trouble': CustomEvent<{ readonly troubles: readonly Trouble[] }>
  }
}
