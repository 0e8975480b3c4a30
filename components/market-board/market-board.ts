/** A market hall at a glance: where every stall and every unit of nine stands, and one tap to the nine squares around it. */
import { nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import { html } from 'lit/static-html.js'
import type { DossierId, Moment, PlaceId } from '../../engine/types.js'
import { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { Live } from '../base/live.js'
import { plate } from '../base/plate.js'
import { stateMark } from '../base/state-mark.js'
import { Tick } from '../base/tick.js'
import { deskCard } from '../stall-panel/desks.js'
import '../stall-panel/events.js'
import { Find } from '../stall-panel/find.js'
import { answerMark } from '../stall-panel/state.js'
import { whoIsHere } from '../stall-panel/who-is-here.js'
import { HallMap } from './hall-map.js'
import type { UnitPlace } from './halls.js'
import { firstStep, sortLook, sortOf, sortsOf, stallLook } from './looks.js'
import { Checks, type MarketView, ownHall, readMarket } from './market.js'
import { styles } from './market-board.styles.js'
import { UnitList } from './unit-list.js'
import { words } from './words.js'

/** Of so many units all ledgers are read, so that stalls can be counted; of more only those in sight. */
const all = 60

/**
 * The map of a hall and the list of its units of nine, with what stands where: fine, to fix, at stop, on watch, stop proposed.
 * A tap opens the nine squares. It reads the heads of what needs somebody and the ledgers of what is in sight, so that a market
 * of 75,000 stalls stays as quick as a hall of ninety. Works from a station around it or from `value` alone.
 *
 * @summary A market hall: every stall, every unit of nine.
 * @slot - Shown until the hall is known.
 * @event {CustomEvent<{ stall: PlaceId }>} linli-stall-select - Somebody opened a stall.
 * @csspart head - Title, doorplate, hall, search.
 * @csspart sums - The counts, each a filter.
 * @csspart map - The map.
 * @csspart units - The list of units.
 * @csspart desks - The support desks.
 */
export class MarketBoard extends LinliElement {
  static override styles = styles

  /** The hall, e.g. `330782008-3`; otherwise the one where the person at the station holds a post, else the first. */
  @property() hall: PlaceId = ''
  /** Title; otherwise 市场. */
  @property() heading = ''
  /** Units to show: `proposed` or the name of a step, e.g. `watch`; empty: all. */
  @property() filter = ''
  /** What is shown; for use without a station. */
  @property({ attribute: false }) value?: MarketView
  /** The moment to show; otherwise the time of the station. */
  @property({ attribute: false }) now?: Moment

  @state() private narrow: 'map' | 'units' = 'map'
  @state() private opened: PlaceId = ''
  @state() private sight: readonly DossierId[] = []
  @state() private attempt = 0
  @query('dialog') private dialog?: HTMLDialogElement

  readonly #tick = new Tick(this, () => false)
  readonly #checks = new Checks()
  readonly #map = new HallMap(this, (stall) => void this.#open(stall))
  readonly #list = new UnitList(this, (unit) => void this.#open(this.#worst(unit)))
  readonly #find = new Find(
    this,
    (stall) => void this.show(stall),
    () => this.words(words).find,
  )
  #id: PlaceId = ''
  readonly #live = new Live(
    this,
    (station) => {
      this.#id = this.hall || (ownHall(station) ?? '')
      if (this.value || !this.#id) return undefined
      return readMarket(station, this.#id, this.sight, this.#checks)
    },
    () => [this.value === undefined, this.hall, this.sight, this.attempt],
  )

  /** Goes to a stall, in whichever hall, and opens its nine squares. */
  async show(stall: PlaceId): Promise<void> {
    const { places } = this.station ?? {}
    const unit = places?.get(stall)?.in
    const hall = unit === undefined ? undefined : places?.get(unit)?.in
    if (hall !== undefined && hall !== this.#view?.hall.id) {
      this.hall = hall
      await this.updateComplete
    }
    await this.#map.show(stall, false)
    await this.#open(stall)
  }

  /** Back to its start: all units, no stall open. */
  reset(): void {
    this.filter = ''
    this.#find.clear()
    this.dialog?.close()
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    this.#map.place()
    this.#list.place()
    this.#look()
  }

  get #view(): MarketView | undefined {
    if (this.value) return this.value
    const { value } = this.#live
    return value === 'missing' ? undefined : value
  }

  /** What is in sight now is what is read. */
  #look(): void {
    const view = this.#view
    if (!view || this.value) return
    const { units } = view.hall
    const wanted = units.length <= all ? units : [...new Set([...this.#map.sight, ...this.#list.sight])]
    const sight = wanted.map(({ dossier }) => dossier)
    if (sight.join() !== this.sight.join()) this.sight = sight
  }

  override render(): TemplateResult {
    const view = this.#view
    return view ? this.#board(view, this.now ?? this.#tick.now) : this.#absent()
  }

  #absent(): TemplateResult {
    const it = this.words(words)
    const { state, value } = this.#live
    if (state === 'error')
      return html`<div class="mid" role="alert">${icon(draw.late, 'mark')}<h3>${it.failed}</h3><p>${it.failedHelp}</p>
        <button class="btn" type="button" @click=${() => this.attempt++}>${it.again}</button></div>`
    if (state === 'ready' && value === 'missing')
      return html`<div class="mid">${icon(draw.unseen, 'mark')}<h3>${it.missing(this.#id)}</h3><p>${it.missingHelp}</p></div>`
    if (state === 'ready') return html`<div class="mid">${icon(draw.stall, 'mark')}<p>${it.none}</p></div>`
    return html`<div class="mid"><slot><p role="status">${state === 'loading' ? it.loading : it.none}</p></slot></div>`
  }

  #board(view: MarketView, now: Moment): TemplateResult {
    const it = this.words(words)
    const fits = (sort: string) => this.filter === '' || this.filter === sort
    const label = this.say(view.hall.title)
    const toggle = (name: 'map' | 'units', title: string) =>
      html`<button type="button" aria-pressed=${this.narrow === name} @click=${() => (this.narrow = name)}>${title}</button>`
    return html`${this.#head(view)}
      ${this.#sums(view, now)}
      <div class="seg" role="group" aria-label=${it.see}>${toggle('map', it.map)}${toggle('units', it.list)}</div>
      ${view.limited ? html`<p class="note info">${icon(draw.lock)}<span>${it.limited}</span></p>` : nothing}
      <div class="body ${this.narrow}">
        <section class="map" aria-label=${it.map}>${this.#map.render({ view, now, label: `${label} ${it.map}`, fits })}${this.#legend(view)}</section>
        <section class="units" part="units" aria-label=${it.list}>${this.#list.render({ view, now, label: `${label} ${it.list}`, fits })}
          <p class="quiet none" role="status">${view.hall.units.some((unit) => fits(sortOf(view, unit))) ? '' : it.noUnits(sortLook(this, view, this.filter).word)}</p></section>
      </div>
      <section class="desks" part="desks" aria-label=${it.desks}>${view.desks.map((desk) => deskCard(this, desk, []))}</section>
      <dialog aria-label=${it.panel} @close=${this.#closed}>${this.opened ? this.#panel() : nothing}</dialog>`
  }

  #head(view: MarketView): TemplateResult {
    const it = this.words(words)
    const halls = view.halls.map(
      ({ id, title, open }) =>
        html`<option value=${id} ?selected=${id === view.hall.id}>${open > 0 ? it.hallOpen(this.say(title), this.number(open)) : this.say(title)}</option>`,
    )
    return html`<div class="eave" part="head"><h2>${this.heading || it.title}</h2>${plate([this.say(view.hall.title)])}
      ${whoIsHere(this)}
      <div class="tools">${view.halls.length > 1 ? html`<div class="field"><select aria-label=${it.hall} @change=${this.#chosen}>${halls}</select></div>` : nothing}${this.#find.render()}</div></div>`
  }

  /** Every count is a filter that shows what was counted. */
  #sums(view: MarketView, now: Moment): TemplateResult {
    const it = this.words(words)
    const { units } = view.hall
    const counts = new Map<string, number>()
    for (const unit of units) counts.set(sortOf(view, unit), (counts.get(sortOf(view, unit)) ?? 0) + 1)
    const chip = (sort: string, drawn: unknown, count: number) =>
      html`<button class="btn chip" type="button" aria-pressed=${this.filter === sort} @click=${() => (this.filter = this.filter === sort ? '' : sort)}>${drawn} <b>${this.number(count)}</b></button>`
    return html`<div class="sums" part="sums"><div class="row" role="group" aria-label=${it.filter}>${chip('', it.all, units.length)}${sortsOf(
      view,
    ).map((sort) => {
      const { mark, drawing, word } = sortLook(this, view, sort)
      return chip(sort, html`<span class="st ${mark}">${icon(drawing)}${word}</span>`, counts.get(sort) ?? 0)
    })}</div><p class="quiet">${this.#stalls(view, now)}</p></div>`
  }

  #stalls(view: MarketView, now: Moment): string {
    const it = this.words(words)
    const { units } = view.hall
    const stalls = units.flatMap((unit) => unit.stalls)
    const parts = [it.stalls(this.number(stalls.length))]
    if (units.length <= all) {
      const counts = new Map<string, number>()
      for (const stall of stalls) {
        const { word } = stallLook(this, view, stall, now)
        counts.set(word, (counts.get(word) ?? 0) + 1)
      }
      const order = [...Object.values(view.answers).map((say) => this.say(say)), it.unseen, it.vacant]
      for (const word of order) if (counts.has(word)) parts.push(it.counted(word, this.number(counts.get(word)!)))
    }
    return parts.join(' · ')
  }

  #legend(view: MarketView): TemplateResult {
    const it = this.words(words)
    const first = firstStep(view)
    return html`<div class="legend quiet" role="group" aria-label=${it.legend}>${Object.entries(view.answers).map(([answer, say]) => stateMark(answerMark(answer, view.answers), this.say(say)))}
      ${stateMark('unseen', it.unseen)}<span class="st"><i class="vacant"></i>${it.vacant}</span><span class="st"><i class="corridor"></i>${it.corridor}</span>
      <span class="of-units">${it.unitLegend}</span>${sortsOf(view)
        .filter((sort) => sort !== first)
        .map((sort) => {
          const { mark, drawing, word } = sortLook(this, view, sort)
          return html`<span class="st ${mark}">${icon(drawing)}${word}</span>`
        })}</div>`
  }

  #panel(): TemplateResult {
    const panel = this.tag('stall-panel')
    return html`<div class="back"><button class="btn" type="button" @click=${() => this.dialog?.close()}>${icon(draw.sentBack, 's')}${this.words(words).back}</button></div>
      <${panel} .station=${this.station} stall=${this.opened}></${panel}>`
  }

  /** The stall that somebody has to look at first, else the one in the middle. */
  #worst({ stalls }: UnitPlace): PlaceId {
    const view = this.#view!
    const trading = stalls.filter(({ vacant }) => !vacant)
    const now = this.now ?? this.#tick.now
    const bad = (mark: string) => trading.find((stall) => stallLook(this, view, stall, now).mark === mark)
    return (bad('stop') ?? bad('warn') ?? trading[Math.floor(trading.length / 2)] ?? stalls[0])?.id ?? ''
  }

  async #open(stall: PlaceId): Promise<void> {
    if (!stall) return
    this.emit('linli-stall-select', { stall })
    if (!this.station) return
    this.opened = stall
    await this.updateComplete
    if (!this.dialog?.open) this.dialog?.showModal()
  }

  readonly #closed = (): void => {
    this.opened = ''
  }

  readonly #chosen = (event: Event): void => {
    this.hall = (event.target as HTMLSelectElement).value
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-market-board': MarketBoard
  }
}
