/** One dossier as a card: what, where, with whom, how long still, why, and what comes next. */
import { nothing, type TemplateResult } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import { html } from 'lit/static-html.js'
import type { DossierId, Moment, Say } from '../../engine/types.js'
import type { DossierView, HolderView, PartyView } from '../../engine/view.js'
import { Album, type Shot } from '../base/album.js'
import { LinliElement } from '../base/element.js'
import '../base/events.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { Live } from '../base/live.js'
import { plate } from '../base/plate.js'
import { reasons } from '../base/reason.js'
import { stateMark } from '../base/state-mark.js'
import { Tick } from '../base/tick.js'
import { styles } from './case-card.styles.js'
import { clocks } from './clocks.js'
import { countdown } from './countdown.js'
import { leading } from './leading.js'
import type { PrivateAnswers } from './private-answers.js'
import { proposalDialog, proposals, takeUp, type TakenUp } from './proposals.js'
import { words } from './words.js'

// More names than this no longer answer the question whom to call.
const mostNames = 3

/**
 * One dossier of any pack: what happened, where, who holds it and how to call them, its clocks with their arithmetic, the
 * reasons, the registered fields, what is proposed, the next acts and the ledger.
 *
 * @summary A dossier as a card.
 * @slot - Shown until the dossier is there.
 * @slot head - Under the holder, e.g. a photo or a map.
 * @slot fields - Under the registered fields.
 * @event {CustomEvent<{ act: Act }>} linli-act-before - Somebody is about to do an act; cancelable.
 * @event {CustomEvent<{ decision: Decision }>} linli-act-done - An act went through and is kept.
 * @csspart card - All of it, with its edge.
 * @csspart head - What, where, with whom.
 * @csspart title - The title.
 * @csspart holder - Who must act next.
 * @csspart clocks - The clocks.
 * @csspart clock - One clock; the running ones are also `running`.
 * @csspart why - The reasons of the clocks.
 * @csspart fields - The registered fields.
 * @csspart private - Private answers: what they are for, who may open them, and what they say once somebody has.
 * @csspart photos - The photos that the lines name.
 * @csspart proposals - What is proposed.
 * @csspart acts - The next acts.
 * @csspart ledger - The ledger.
 * @cssproperty [--linli-card-line=#e3e2d8] - Colour of the edge.
 */
export class CaseCard extends LinliElement {
  static override styles = styles

  /** Which dossier, e.g. `case/200410-9xk2f1a7`; inside a station. */
  @property() dossier = ''

  /** Letters do the next acts, see `linli-acts`. */
  @property({ type: Boolean }) hotkeys = false

  /** The dossier itself; for use without a station, or where somebody else watches it already. */
  @property({ attribute: false }) value?: DossierView

  /** The moment to show; otherwise the time of the station runs on. */
  @property({ attribute: false }) now?: Moment

  @state() private attempt = 0
  @state() private taken?: TakenUp
  @state() private answers?: PrivateAnswers
  @query('dialog') private box?: HTMLDialogElement

  readonly #album = new Album(this)
  #looked?: Promise<void>
  readonly #tick = new Tick(this, () => this.now === undefined && this.#shown?.dossier.ended === false)
  readonly #live = new Live(
    this,
    async (station) => {
      if (!this.dossier || this.value) return undefined
      return (await station.view(this.dossier as DossierId)) ?? null
    },
    () => [this.dossier, this.value === undefined, this.station?.me, this.attempt],
  )

  /** A dossier that comes without a station brings the zone of its clocks. */
  override get zone(): string | undefined {
    return super.zone ?? this.value?.dossier.dues[0]?.calendar.zone
  }

  get #shown(): DossierView | undefined {
    if (this.value) return this.value
    const found = this.#live.value ?? undefined
    return found?.dossier.id === this.dossier ? found : undefined
  }

  protected override willUpdate(): void {
    // where it does not come, they are told of without a way to open them
    if (this.#shown?.privates) this.#looked ??= this.#look().catch(() => undefined)
  }

  /** What private answers need comes with the first dossier that has some. */
  async #look(): Promise<void> {
    const { PrivateAnswers } = await import('./private-answers.js')
    const of = () => `${this.#shown?.dossier.id ?? ''} ${this.station?.me ?? ''}`
    this.answers = new PrivateAnswers(this, this.#album, of)
  }

  override render(): TemplateResult {
    const view = this.#shown
    return html`<div class="card" part="card">${view ? this.#card(view, this.now ?? this.#tick.now) : this.#absent()}</div>`
  }

  #absent(): TemplateResult {
    const it = this.words(words)
    if (!this.dossier) return html`<div class="mid">${icon(draw.table, 'mark')}<slot><p>${it.none}</p></slot></div>`
    if (this.#live.state === 'error') {
      return html`<div class="mid" role="alert">${icon(draw.late, 'mark')}<h3>${it.failed}</h3><p>${it.failedHelp}</p>
        <button class="btn" type="button" @click=${() => this.attempt++}>${it.again}</button></div>`
    }
    if (this.#live.state === 'ready' && this.#live.value === null) {
      return html`<div class="mid">${icon(draw.unseen, 'mark')}<h3>${it.missing(this.dossier)}</h3><p>${it.missingHelp}</p></div>`
    }
    return html`<div class="mid"><slot><p role="status">${it.loading}</p></slot></div>`
  }

  #card(view: DossierView, now: Moment): TemplateResult {
    const it = this.words(words)
    const { dossier } = view
    return html`<article aria-labelledby="what">
      ${this.#head(view, now)}
      ${dossier.flags.map(({ say }) => html`<p class="note warn">${icon(draw.warn)}<span>${this.say(say)}</span></p>`)}
      ${
        dossier.void > 0
          ? html`<div class="note info">${icon(draw.voided)}<p>${it.voids(dossier.void)} <a href="#ledger" @click=${this.#toLedger}>${it.seeVoids}</a></p></div>`
          : nothing
      }
      <div class="two-col">
        <div>
          ${
            dossier.dues.length === 0
              ? nothing
              : html`<section role="group" part="clocks" aria-label=${it.clocks}><h4>${it.clocks}</h4>${clocks(this, dossier.dues, now)}</section>`
          }
          ${view.why.length === 0 ? nothing : html`<section role="group" part="why" aria-label=${it.why}><h4>${it.why}</h4>${reasons(this, view.why)}</section>`}
          ${this.#fields(view)}
          ${view.privates ? (this.answers?.render(view, view.privates) ?? nothing) : nothing}
          ${this.#photos(this.#shots(view))}
        </div>
        <div>
          ${proposals(this, view, (proposed) => this.#takeUp(takeUp(proposed, dossier)))}
          ${
            dossier.ended && view.choices.length === 0
              ? nothing
              : html`<div class="section next" part="acts"><${this.tag('acts')} .station=${this.station} .choices=${view.choices} dossier=${dossier.id} ?hotkeys=${this.hotkeys}
                  @linli-act-before=${this.#before} @linli-act-done=${this.#done}></${this.tag('acts')}></div>`
          }
          <div class="section ledger" part="ledger" id="ledger" tabindex="-1"><${this.tag('timeline')} .station=${this.station} .lines=${view.lines}></${this.tag('timeline')}></div>
        </div>
      </div>
      <dialog aria-labelledby="proposed" @close=${() => (this.taken = undefined)}>
        ${this.taken ? proposalDialog(this, dossier, this.taken, () => this.box?.close(), this.#followed) : nothing}
      </dialog>
      ${view.privates ? (this.answers?.dialog(view, view.privates) ?? nothing) : nothing}
      ${this.#album.dialog()}
    </article>`
  }

  #head(view: DossierView, now: Moment): TemplateResult {
    const it = this.words(words)
    const { dossier } = view
    // one that is put together from a place and a name says nothing that does not stand here already
    const number = dossier.id.slice(dossier.id.indexOf('/') + 1)
    return html`<header class="head" part="head">
      <div class="row"><h3 id="what" part="title">${this.say(view.title)}</h3>${this.#mark(view, now)}<span class="step">${this.say(view.step)}</span></div>
      <div class="row">${plate(view.place.path.map((part) => this.say(part)))}<span class="no">${this.say(view.kind)}${number.includes('/') ? nothing : ` · ${it.number(number)}`}</span>
        <span class="no">${it.opened(this.date(dossier.opened))}</span>${dossier.source === undefined ? nothing : html`<span class="no">${it.source(dossier.source)}</span>`}</div>
      ${dossier.ended || !view.holder ? nothing : this.#holder(view.holder)}
      <slot name="head"></slot>
    </header>`
  }

  #mark({ dossier, step }: DossierView, now: Moment): TemplateResult | typeof nothing {
    const it = this.words(words)
    if (dossier.ended)
      return html`<span class="st">${icon(draw.yes)}${it.ended(this.say(step), this.date(dossier.at))}</span>`
    const due = leading(dossier.dues)
    if (!due) return nothing
    const { state } = countdown(this, due, now)
    return stateMark(state === 'done' ? 'on-time' : state, it.standing[state], state === 'late')
  }

  #holder({ role, parties, standIn }: HolderView): TemplateResult {
    const it = this.words(words)
    if (parties.length === 0) return html`<p class="holder" part="holder">${it.heldByRole(this.say(role))}</p>`
    const named = parties.slice(0, mostNames)
    const posts = new Set(parties.map(({ post }) => this.say(post ?? role)))
    return html`<div class="holder" part="holder">
      ${standIn ? html`<p class="st">${icon(draw.gap)}${it.standIn(this.say(standIn.vacant), this.say(standIn.post))}</p>` : nothing}
      ${
        parties.length > 1 && posts.size === 1
          ? this.#shared([...posts].join(), parties)
          : html`<ul>${named.map((party, i) => html`<li><span>${i === 0 ? `${it.heldBy} ` : nothing}<b>${this.say(party.name)}</b>${this.#postOf(party, role)}${i === named.length - 1 && it.holds ? ` ${it.holds}` : nothing}</span>${this.#call(party)}</li>`)}
        ${parties.length > named.length ? html`<li class="quiet">${it.more(parties.length)}</li>` : nothing}</ul>`
      }
    </div>`
  }

  /** Several hold one post: it is said once, and each button bears a name. */
  #shared(post: string, parties: readonly PartyView[]): TemplateResult {
    const it = this.words(words)
    const called = parties.filter(({ phone }) => phone)
    return html`<p>${it.heldBy} <b>${post}</b> ${it.holds} <span class="quiet">${it.together(parties.length)}</span></p>
      ${called.length === 0 ? html`<p class="no">${it.noPhone}</p>` : nothing}
      <div class="row">${called.slice(0, mostNames).map((party) => this.#call(party, this.say(party.name)))}</div>`
  }

  /** Where names are not known somebody goes by the post, and that is said once. */
  #postOf({ name, post }: PartyView, role: Say): TemplateResult | typeof nothing {
    const words = this.say(post ?? role)
    return words === this.say(name) ? nothing : html` <span class="quiet">${words}</span>`
  }

  #call({ name, phone }: PartyView, called = this.words(words).call): TemplateResult {
    const it = this.words(words)
    return phone
      ? html`<a class="btn" href="tel:${phone}" aria-label=${it.callWhom(this.say(name))}>${icon(draw.call, 's')}${called}</a>`
      : html`<span class="no">${it.noPhone}</span>`
  }

  #fields(view: DossierView): TemplateResult {
    const it = this.words(words)
    const pictured = this.#shots(view).length > 0
    const told = view.privates && this.answers
    const fields = view.fields.filter((field) => !(pictured && field.type === 'photos') && !(told && field.private))
    return html`<section role="group" part="fields" aria-label=${it.fields} ?hidden=${fields.length === 0}><h4>${it.fields}</h4>
      <dl>${fields.map((field) => html`<dt>${this.say(field.title)}</dt><dd class=${field.private ? 'quiet' : ''}>${field.private ? html`${icon(draw.lock, 's')} ${it.private}` : this.say(field.words)}</dd>`)}</dl>
      <slot name="fields"></slot></section>`
  }

  /** Oldest first, each once; of a void line too, for what it shows was seen. */
  #shots({ lines }: DossierView): readonly Shot[] {
    if (!this.station?.photo) return []
    const oldest = [...lines].sort((a, b) => a.number - b.number)
    const shots = oldest.flatMap(({ photos = [], act, line }) =>
      photos.map((hash) => ({ hash, words: `${this.say(act)} ${this.date(line.entry.at)}` })),
    )
    return shots.filter(({ hash }, i) => shots.findIndex((other) => other.hash === hash) === i)
  }

  #photos(shots: readonly Shot[]): TemplateResult | typeof nothing {
    const it = this.words(words)
    if (shots.length === 0) return nothing
    return html`<section role="group" part="photos" aria-label=${it.photos}><h4>${it.photos} · ${shots.length}</h4>${this.#album.row(shots)}</section>`
  }

  #takeUp(taken: TakenUp): void {
    this.taken = taken
    void this.updateComplete.then(() => this.box?.showModal())
  }

  readonly #followed = (event: GlobalEventHandlersEventMap['linli-act-done']) => {
    this.box?.close()
    this.#done(event)
  }

  readonly #before = (event: GlobalEventHandlersEventMap['linli-act-before']) => {
    if (!this.emit('linli-act-before', event.detail, { cancelable: true })) event.preventDefault()
  }

  readonly #done = (event: GlobalEventHandlersEventMap['linli-act-done']) => this.emit('linli-act-done', event.detail)

  // The page's address must not change because somebody looked at a line.
  readonly #toLedger = (event: Event) => {
    event.preventDefault()
    const ledger = this.renderRoot.querySelector<HTMLElement>('#ledger')
    ledger?.scrollIntoView({ block: 'start' })
    ledger?.focus({ preventScroll: true })
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-case-card': CaseCard
  }
}
