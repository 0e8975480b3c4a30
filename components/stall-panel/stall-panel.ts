/** Nine squares around any stall: who is fine, what is to be checked today, what the rules propose, and whom to call. */
import { nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import { html } from 'lit/static-html.js'
import type { Moment, PlaceId } from '../../engine/types.js'
import { LinliElement } from '../base/element.js'
import '../base/events.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { Live } from '../base/live.js'
import { plate } from '../base/plate.js'
import { stateMark } from '../base/state-mark.js'
import { Tick } from '../base/tick.js'
import { board, counted } from './board.js'
import { Check } from './check.js'
import { desks } from './desks.js'
import './events.js'
import { Find } from './find.js'
import { squareFor } from './grid-keys.js'
import { look, type NineView, ownStall, packOf } from './nine.js'
import { type Squares, type StallSquare, stallsOf } from './squares.js'
import { styles } from './stall-panel.styles.js'
import { unitMark } from './state.js'
import { proposed, Unit } from './unit.js'
import type { Ways } from './ways.js'
import { whoIsHere } from './who-is-here.js'
import { words } from './words.js'

/**
 * The nine squares 九宫格 around a stall and its fixed unit, the daily check in nine taps, what the rules propose and the four
 * steps back, and the support desks. For a kiosk: `density="kiosk"`. Works from a station around it or from `value` alone.
 *
 * @summary The nine squares around a stall.
 * @slot - Shown until the squares are known.
 * @slot foot - Under the desks, e.g. a button that locks the kiosk.
 * @event {CustomEvent<{ stall: PlaceId }>} linli-stall-select - Somebody chose a stall.
 * @event {CustomEvent<{ act: Act }>} linli-act-before - An act is about to be done; cancelable. Without a station this is all that happens.
 * @event {CustomEvent<{ decision: Decision }>} linli-act-done - An act went through and is kept.
 * @csspart head - Title, doorplate, search.
 * @csspart squares - The squares.
 * @csspart unit - Where the unit stands.
 * @csspart pane - The check, or what is decided about the unit.
 * @csspart proposal - What the rules propose.
 * @csspart desks - The support desks.
 */
export class StallPanel extends LinliElement {
  static override styles = styles

  /** The own stall, e.g. `330782008-3-0507`; otherwise the first one where the person at the station holds a post. */
  @property() stall = ''
  /** Title; otherwise 九宫格. */
  @property() heading = ''
  /** What is shown; for use without a station. */
  @property({ attribute: false }) value?: NineView
  /** The moment to show; otherwise the time of the station runs on. */
  @property({ attribute: false }) now?: Moment

  /** Stall in the middle, stall that was chosen, and square with the focus, where they are not the own one. */
  @state() private middle = ''
  @state() private picked = ''
  @state() private stop = ''
  @state() private squares: 'window' | 'block' = 'window'
  @state() private pane?: 'check' | 'unit'
  @state() private raising = false
  @state() private said = ''
  @state() private attempt = 0
  @query('dialog') private dialog?: HTMLDialogElement

  #own = ''
  readonly #ways: Ways = {
    before: (act) => this.emit('linli-act-before', { act }, { cancelable: true }),
    done: (decision) => void this.emit('linli-act-done', { decision }),
  }
  readonly #check = new Check(this, this.#ways)
  readonly #unit = new Unit(this, this.#ways)
  readonly #find = new Find(this, (stall) => this.show(stall))
  readonly #tick = new Tick(this, () => this.now === undefined && this.#view !== undefined)
  readonly #live = new Live(
    this,
    (station) => {
      this.#own = this.stall || (ownStall(station) ?? '')
      if (this.value || !this.#own) return undefined
      return look(station, this.middle || this.#own, this.picked || this.middle || this.#own)
    },
    () => [this.value === undefined, this.stall, this.middle, this.picked, this.attempt],
  )

  /** Puts a stall in the middle. */
  show(stall: PlaceId): void {
    this.middle = stall === this.#own ? '' : stall
    this.#choose(stall)
    this.squares = 'window'
  }

  /** Back to the own stall; what was tapped or typed and not written is forgotten. For a kiosk that nobody uses any more. */
  reset(): void {
    this.middle = this.picked = this.stop = this.said = ''
    this.squares = 'window'
    this.pane = undefined
    this.#check.drop()
    this.#unit.drop()
    this.#find.clear()
    this.dialog?.close()
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (this.value) this.#own = this.stall || this.value.stall
    if (changed.has('stall') && changed.get('stall') !== undefined) this.reset()
  }

  get #view(): NineView | undefined {
    if (this.value) return this.value
    const { value } = this.#live
    return value === 'missing' ? undefined : value
  }

  override render(): TemplateResult {
    const view = this.#view
    return view ? this.#panel(view, this.now ?? this.#tick.now) : this.#absent()
  }

  #absent(): TemplateResult {
    const it = this.words(words)
    const { state, value } = this.#live
    if (state === 'error') {
      return html`<div class="mid" role="alert">${icon(draw.late, 'mark')}<h3>${it.failed}</h3><p>${it.failedHelp}</p>
        <button class="btn" type="button" @click=${() => this.attempt++}>${it.again}</button></div>`
    }
    if (state === 'ready' && value === 'missing') {
      return html`<div class="mid">${icon(draw.unseen, 'mark')}<h3>${it.missing(this.middle || this.#own)}</h3><p>${it.missingHelp}</p>${this.#find.render()}</div>`
    }
    if (state === 'ready')
      return html`<div class="mid">${icon(draw.stall, 'mark')}<p>${it.none}</p>${this.#find.render()}</div>`
    return html`<div class="mid"><slot><p role="status">${state === 'loading' ? it.loading : it.none}</p></slot></div>`
  }

  #panel(view: NineView, now: Moment): TemplateResult {
    const shown = this.#shown(view)
    const chosen = this.#chosen(view, shown)
    return html`${this.#head(view, now)}
      <div class="all">
        ${this.#nine(view, shown, chosen, now)}
        ${chosen ? this.#side(view, chosen, now) : nothing}
        ${desks(this, view, shown, now)}
        <slot name="foot"></slot>
      </div>
      <p class="vh" role="status">${this.said}</p>
      <dialog aria-labelledby="raise" @close=${() => (this.raising = false)}>${this.raising && chosen ? this.#form(chosen) : nothing}</dialog>`
  }

  #head(view: NineView, now: Moment): TemplateResult {
    return html`<div class="eave" part="head"><h2>${this.heading || this.words(words).title}</h2>${plate(view.path.map((part) => this.say(part)))}
      ${whoIsHere(this)}
      <div class="tools">${this.#find.render()}<span class="now">${this.date(now, 'time')}</span></div></div>`
  }

  /** Squares in sight; a stall without a cell has its unit only. */
  #shown(view: NineView): Squares {
    return this.squares === 'window' ? (view.window ?? view.block) : view.block
  }

  #chosen(view: NineView, shown: Squares): StallSquare | undefined {
    const stalls = [...stallsOf(shown), ...stallsOf(view.block), ...(view.window ? stallsOf(view.window) : [])]
    return stalls.find(({ id }) => id === this.picked) ?? stalls.find(({ id }) => id === view.stall)
  }

  #nine(view: NineView, shown: Squares, chosen: StallSquare | undefined, now: Moment): TemplateResult {
    const it = this.words(words)
    const label = shown === view.window ? it.around : it.block
    const stalls = stallsOf(shown)
    const stop = [this.stop, chosen?.id, stalls[0]?.id].find((id) => stalls.some((stall) => stall.id === id)) ?? ''
    const own = this.#own
    const toggle = (squares: 'window' | 'block', title: string) =>
      html`<button type="button" aria-pressed=${(shown === view.window) === (squares === 'window')} @click=${() => (this.squares = squares)}>${title}</button>`
    return html`<section class="nine" aria-labelledby="nine"><header><h3 id="nine">${label}</h3>
        ${own && view.stall !== own ? html`<button class="btn" type="button" @click=${() => this.show(own)}>${icon(draw.sentBack, 's')}${it.home}</button>` : nothing}
        ${chosen && chosen.id !== view.stall ? html`<button class="btn" type="button" @click=${() => this.show(chosen.id)}>${icon(draw.grid, 's')}${it.middle}</button>` : nothing}
        ${view.window ? html`<div class="seg" role="group" aria-label=${it.which}>${toggle('window', it.around)}${toggle('block', it.block)}</div>` : nothing}</header>
      ${board(this, {
        view,
        shown,
        label,
        own,
        chosen: chosen?.id ?? '',
        stop,
        now,
        pressed: (event) => this.#pressed(event, shown),
        choose: (id) => this.#choose(id),
      })}
      ${this.#bar(view, shown, chosen, now)}
      ${view.limited ? html`<p class="note info">${icon(draw.lock)}<span>${it.limited}</span></p>` : nothing}</section>`
  }

  /** Where the unit of the chosen stall stands, and how many squares were counted. */
  #bar(view: NineView, shown: Squares, chosen: StallSquare | undefined, now: Moment): TemplateResult {
    const it = this.words(words)
    const standing = chosen?.unit && view.units[chosen.unit]
    const mark = standing ? unitMark(standing.step) : 'unseen'
    return html`<div class="box ${mark}" part="unit">${stateMark(mark, standing ? it.unitIs(this.say(standing.title)) : it.unknownUnit)}
      <p>${counted(this, view, shown, now)}</p>
      ${this.station && chosen ? html`<button class="btn" type="button" @click=${() => void this.#raise()}>${icon(draw.plus, 's')}${it.raise}</button>` : nothing}</div>`
  }

  #side(view: NineView, chosen: StallSquare, now: Moment): TemplateResult {
    const it = this.words(words)
    const unit = view.unit && view.unit.dossier.id === chosen.unit ? view.unit : undefined
    const urgent = unit && (proposed(unit).length > 0 || ['suspended', 'looked-at'].includes(unit.dossier.step))
    const pane = unit ? (this.pane ?? (urgent ? 'unit' : 'check')) : 'check'
    const checked = { view, stall: chosen, now }
    const toggle = (name: 'check' | 'unit', title: string) =>
      html`<button type="button" aria-pressed=${pane === name} @click=${() => (this.pane = name)}>${title}</button>`
    return html`<section class="side ${pane}" part="pane">
      <header><h3>${pane === 'check' ? it.checkOf(this.say(chosen.title)) : it.decide(this.say(unit?.place.path.at(-1)))}</h3>
        ${pane === 'check' ? html`<span class="quiet tapped">${this.#check.tapped(checked)}</span>` : nothing}
        <div class="seg" role="group" aria-label=${it.parts}>${toggle('check', it.check)}${unit ? toggle('unit', it.unit) : nothing}</div></header>
      ${pane === 'unit' && unit ? this.#unit.render(unit, view.answers) : this.#check.render(checked)}</section>`
  }

  #form(chosen: StallSquare): TemplateResult {
    const it = this.words(words)
    const form = this.tag('form')
    const kind = this.station && packOf(this.station)?.prefix('incident')
    return html`<div class="eave"><h2 id="raise">${it.raise} · ${this.say(chosen.title)}</h2><div class="tools">
        <button class="btn bare" type="button" aria-label=${it.close} @click=${() => this.dialog?.close()}>${icon(draw.no)}</button></div></div>
      <${form} .station=${this.station} kind=${kind} act="raise" place=${chosen.id} @linli-act-done=${this.#raised}></${form}>`
  }

  async #raise(): Promise<void> {
    this.raising = true
    await this.updateComplete
    this.dialog?.showModal()
  }

  readonly #raised = (event: GlobalEventHandlersEventMap['linli-act-done']): void => {
    this.dialog?.close()
    this.pane = undefined
    this.said = this.words(words).raised
    this.#ways.done(event.detail.decision)
  }

  #choose(stall: PlaceId): void {
    if (stall !== this.picked) {
      this.pane = undefined
      this.#check.hush()
      this.#unit.drop()
      this.said = ''
      this.emit('linli-stall-select', { stall })
    }
    this.picked = this.stop = stall
  }

  #pressed(event: KeyboardEvent, shown: Squares): void {
    const id = (event.target as HTMLElement).dataset['id']
    const at = shown.squares.findIndex((square) => square.what === 'stall' && square.id === id)
    if (at < 0 || event.altKey || event.metaKey) return
    if (event.key === 'Enter' || event.key === ' ') this.#choose(id!)
    else {
      const to = squareFor(event.key, event.ctrlKey, at, shown)
      const square = to === undefined ? undefined : shown.squares[to]
      if (square?.what !== 'stall') return
      this.stop = square.id
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector<HTMLElement>('.sq[tabindex="0"]')?.focus({ preventScroll: false }),
      )
    }
    event.preventDefault()
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-stall-panel': StallPanel
  }
}
