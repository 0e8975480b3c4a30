/** The questions of an act as a form: place first, faults in place, what will follow said before sending. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import type { Act, Data, Decision, DossierId, Json } from '../../engine/types.js'
import type { AskView, Choice } from '../../engine/view.js'
import { Doing } from '../base/doing.js'
import '../base/events.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { Live } from '../base/live.js'
import { type Answers, answersOf, asked, filledBy, inOrder, usualPlace } from './asked.js'
import { fault, isEmpty } from './check.js'
import { Draft } from './draft.js'
import { field } from './field.js'
import { FormElement } from './form-element.js'
import { given } from './given.js'
import { styles } from './form.styles.js'
import { foreseen, sent } from './outcome.js'
import { gone, photosIn } from './photo-field.js'
import type { Looking, Question } from './question.js'
import { words } from './words.js'

const still: Looking = { text: '', open: false, at: -1 }

/**
 * The questions of one act. `<linli-form kind="case">` opens a dossier, `<linli-form dossier="case/…" act="assign">` does an act
 * on one, and with `asks` it is a plain form field of any page: it takes part in a `<form>` under its `name`, as JSON.
 *
 * @summary A form for an act.
 * @slot - Shown until the questions are known.
 * @event {CustomEvent<Answers>} linli-form-submit - Filled in and without a fault; cancelable, before anything is done. Without a station this is all that happens.
 * @event {CustomEvent<{ decision: Decision }>} linli-act-done - The act went through and is kept.
 * @csspart form - The questions.
 * @csspart then - What will follow.
 * @csspart send - The button.
 */
export class Form extends FormElement {
  static override styles = styles

  /** Kind of dossier to open, by its prefix, e.g. `case`. */
  @property() kind = ''
  /** Name of the act; the first one that opens the kind otherwise. */
  @property() act = ''
  /** Dossier to act on. */
  @property() dossier = ''
  /** Place to begin with; otherwise where the person at the station works. */
  @property() place = ''
  /** Answers that the page knows already, e.g. `{"source":"resident"}`: these are not asked. */
  @property({ type: Object, converter: given }) given: Data = {}
  /** Choices that come first where there are many, by their names with spaces between. */
  @property() first = ''
  /** The questions; for use without a station. */
  @property({ attribute: false }) asks?: readonly AskView[]
  /** An act as the station offers it, where somebody has it already. */
  @property({ attribute: false }) choice?: Choice

  @state() private answers: Data = {}
  @state() private looking: Readonly<Record<string, Looking>> = {}
  /** Sentences of the judge, or of a camera that failed, by question. */
  @state() private complaints: Readonly<Record<string, string>> = {}
  @state() private tried = false
  @state() private preview?: Decision
  @state() private sent?: Decision
  #asking = 0
  #round = 0
  #begun = false
  readonly #draft = new Draft()
  readonly #doing = new Doing(this)

  readonly #live = new Live(
    this,
    async (station) => {
      if (this.choice || this.asks) return undefined
      const choices = this.dossier
        ? await station.choices(this.dossier as DossierId)
        : this.kind
          ? await station.openings(this.kind, this.place || undefined)
          : []
      return choices.find((choice) => !this.act || choice.act === this.act)
    },
    () => [this.kind, this.act, this.dossier, this.place, this.choice, this.asks],
  )

  /** What is filled in. Setting it fills the form. */
  get value(): Answers {
    return answersOf(this.#questions, (ask) => this.given[ask.name] ?? this.#valueOf(ask))
  }
  set value(answers: Answers) {
    this.answers = filledBy(answers)
  }

  override reportValidity(): boolean {
    this.tried = true
    return super.reportValidity()
  }

  /** Goes to the first question. */
  override focus(options?: FocusOptions): void {
    this.#inputOf(this.#asked[0]?.name)?.focus(options)
  }

  reset(): void {
    this.#draft.drop()
    this.#begin()
  }

  protected restore(saved: string): void {
    this.value = JSON.parse(saved) as Answers
  }

  get #offer(): Choice | undefined {
    return this.choice ?? this.#live.value
  }

  get #questions(): readonly AskView[] {
    const offer = this.#offer
    return asked(this.asks ?? offer?.asks ?? [], offer, this.place || usualPlace(this.station))
  }

  get #asked(): readonly AskView[] {
    const first = this.first.split(' ')
    return this.#questions.filter(({ name }) => !Object.hasOwn(this.given, name)).map((ask) => inOrder(ask, first))
  }

  /** Prefix of the dossier at hand or to be opened. */
  get #kind(): string {
    return this.dossier ? this.dossier.slice(0, this.dossier.indexOf('/')) : this.kind
  }

  #valueOf(ask: AskView): Json | undefined {
    return Object.hasOwn(this.answers, ask.name) ? this.answers[ask.name] : (ask.value ?? undefined)
  }

  protected override willUpdate(changed: PropertyValues): void {
    const offer = this.#offer
    if (offer && this.#draft.isFor([location.pathname, this.dossier || this.kind, offer.act].join(' '))) {
      // What a page set before the questions were known stays; what was meant for another act does not.
      const before = this.#begun ? {} : this.answers
      this.#begin()
      this.answers = { ...this.#draft.read(), ...before }
      this.#begun = true
      if (this.#draft.kept) void this.#lost()
    }
    if (changed.has('dossier') || changed.has('kind') || changed.has('act')) this.sent = undefined
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    const wrong = this.#asked.find((ask) => this.#fault(ask))
    const anchor = wrong && this.#inputOf(wrong.name)
    const fault = anchor && { says: this.#fault(wrong), missing: isEmpty(this.#valueOf(wrong)), anchor }
    this.hand(JSON.stringify(this.value), fault)
  }

  override render(): TemplateResult {
    const it = this.words(words)
    const offer = this.#offer
    if (!this.asks && !offer) {
      return this.#live.state === 'error'
        ? html`<p class="then refused" role="alert">${it.reading}</p>`
        : html`<slot></slot>`
    }
    if (this.sent) return sent(this, this.#kind, offer?.title, this.sent, () => (this.sent = undefined))
    if (offer && !offer.decision.allowed && offer.decision.because !== undefined) {
      return html`<p class="then refused">${this.say(offer.decision.says)}</p>`
    }
    const asks = this.#asked
    const wrong = asks.filter((ask) => this.#shownFault(ask)).length
    return html`<form part="form" novalidate @submit=${this.#submitted} @change=${() => void this.#foresee()}>
      ${this.#draft.kept ? html`<p class="saved">${icon(draw.yes, 's')}${it.kept}</p>` : nothing}
      ${asks.map((ask) => field(this.#question(ask)))}
      <div part="then" aria-live="polite">${this.preview ? foreseen(this, this.#kind, this.preview) : nothing}</div>
      <div class="foot">
        <p class="fault" role="alert">${wrong > 0 ? it.left(wrong) : this.#refused}</p>
        ${
          this.form
            ? nothing
            : html`<button class="btn go" part="send" type="submit" ?disabled=${this.off} aria-busy=${this.#doing.busy !== ''}>${this.#doing.busy ? it.sending : this.#verb}</button>`
        }
      </div>
    </form>`
  }

  get #verb(): string {
    const offer = this.#offer
    return offer && this.dossier ? this.say(offer.title) : this.words(words).send
  }

  #question(ask: AskView): Question {
    const { name } = ask
    const round = this.#round
    // A photo may be long in coming, and must not land in another act.
    const forThis =
      <T>(take: (given: T) => void) =>
      (given: T) => {
        if (round === this.#round) take(given)
      }
    return {
      host: this,
      ask,
      id: `q-${name.replace(':', '_')}`,
      value: this.#valueOf(ask),
      fault: this.#shownFault(ask),
      disabled: this.off,
      looking: this.looking[name] ?? still,
      set: forThis((value) => this.#answer(name, value)),
      look: forThis((looking) => {
        this.looking = { ...this.looking, [name]: { ...(this.looking[name] ?? still), ...looking } }
      }),
      complain: forThis((sentence) => (this.complaints = { ...this.complaints, [name]: sentence })),
    }
  }

  #fault(ask: AskView): string {
    return this.looking[ask.name]?.busy ? this.words(words).photoBusy : fault(this, ask, this.#valueOf(ask))
  }

  #shownFault(ask: AskView): string {
    return this.complaints[ask.name] ?? (this.tried ? this.#fault(ask) : '')
  }

  #answer(name: string, value: Json | undefined): void {
    this.answers = { ...this.answers, [name]: value ?? null }
    this.#doing.forget()
    const { [name]: _gone, ...complaints } = this.complaints
    this.complaints = complaints
    this.#draft.keep(this.#open)
    void this.#foresee()
  }

  /** Without private answers: those are not left lying in the browser. */
  get #open(): Data {
    const open = new Set(this.#asked.filter((ask) => !ask.private).map((ask) => ask.name))
    return Object.fromEntries(Object.entries(this.answers).filter(([name]) => open.has(name)))
  }

  get #wish(): Act | undefined {
    const { station } = this
    const offer = this.#offer
    if (!station || !offer) return undefined
    const on = (this.dossier || `${this.kind}/new`) as DossierId
    return { type: offer.act, on, by: station.me ?? 'anyone', ...this.value }
  }

  /** Asks the judge what would follow; the newest question wins. */
  async #foresee(): Promise<void> {
    const wish = this.#wish
    const turn = ++this.#asking
    const decision =
      wish && this.#asked.every((ask) => !this.#fault(ask))
        ? await this.station?.ask(wish).catch(() => undefined)
        : undefined
    if (turn === this.#asking) this.preview = decision
  }

  readonly #submitted = async (event: Event) => {
    event.preventDefault()
    // Enter in a field means the form around it, where there is one.
    if (this.form) return this.form.requestSubmit()
    this.tried = true
    const wrong = this.#asked.find((ask) => this.#fault(ask))
    if (wrong) {
      await this.updateComplete
      return this.#inputOf(wrong.name)?.focus()
    }
    if (this.#doing.busy || !this.emit('linli-form-submit', this.value, { cancelable: true })) return
    const wish = this.#wish
    if (wish) await this.#act(wish)
  }

  /** A draft may lie longer than the station keeps photos that no line names: says so in place. True if one is lost. */
  async #lost(): Promise<boolean> {
    const questions = this.#asked.map((ask) => this.#question(ask))
    const lost = await Promise.all(questions.map(gone))
    for (const [i, question] of questions.entries()) {
      const hashes = lost[i]!
      if (hashes.length === 0) continue
      question.set(photosIn(question.value).filter((hash) => !hashes.includes(hash)))
      question.complain(this.words(words).photoGone(hashes.length))
    }
    return lost.some(({ length }) => length > 0)
  }

  async #act(wish: Act): Promise<void> {
    if (await this.#lost()) return
    const decision = await this.#doing.act(wish)
    if (decision) {
      this.reset()
      if (!this.dossier) this.sent = decision
      this.emit('linli-act-done', { decision })
    } else this.#complain()
  }

  /** A refusal goes beside the answer that it is about, if it is about one. */
  #complain(): void {
    const { refused } = this.#doing
    if (typeof refused !== 'object') return
    const about = this.#asked.find(({ name }) => name === refused.field || name === `:${refused.field}`)
    if (!about) return
    this.complaints = { ...this.complaints, [about.name]: this.say(refused.says) }
    this.#doing.forget()
  }

  get #refused(): string {
    const { refused } = this.#doing
    return refused === 'failed' ? this.words(words).failed : this.say(refused?.says)
  }

  #begin(): void {
    this.#round++
    this.answers = {}
    this.looking = {}
    this.complaints = {}
    this.tried = false
    this.#doing.forget()
    this.preview = undefined
  }

  /** What is chosen rather than the first choice, and not the search: on a phone that would bring up the keyboard. */
  #inputOf(name: string | undefined): HTMLElement | undefined {
    const question = this.renderRoot.querySelector(`[data-name="${name}"]`)
    const first = question?.querySelector<HTMLElement>(
      ':is(input:not([type=search]), textarea, select, button, [data-input])',
    )
    return question?.querySelector<HTMLElement>('input:checked') ?? first ?? undefined
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-form': Form
  }
  interface GlobalEventHandlersEventMap {
    /** A form is filled in; `preventDefault()` keeps the act from being done. */
    'linli-form-submit': CustomEvent<Answers>
  }
}
