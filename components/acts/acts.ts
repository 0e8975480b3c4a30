/** The next acts of a dossier: what may be done now as buttons, and beside each one that may not, the sentence that says why. */
import { nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { html } from 'lit/static-html.js'
import { brought } from '../../engine/brought.js'
import type { Act, Decision, DossierId } from '../../engine/types.js'
import type { Choice } from '../../engine/view.js'
import { Doing } from '../base/doing.js'
import { LinliElement } from '../base/element.js'
import '../base/events.js'
import * as draw from '../base/drawings.js'
import { drawn } from '../base/drawn.js'
import { icon } from '../base/icon.js'
import { Live } from '../base/live.js'
import { actKeys, letterOf } from './act-keys.js'
import { styles } from './acts.styles.js'

const words = {
  zh: {
    next: '下一步',
    none: '现在没有要办的。',
    more: (count: number) => `还有 ${count} 项要到别的环节才能办`,
    done: (title: string, time: string) => `已办「${title}」 ${time}`,
    failed: '没有存上，再按一次试试。',
    noForm: '要填的表没有打开，多半是网断了。关上再按一次试试。',
    final: '办了就不能撤回。',
    doIt: '办理',
    leave: '先不办',
    close: '关闭',
  },
  en: {
    next: 'Next',
    none: 'Nothing to do now.',
    more: (count: number) => `${count} more that belong to other steps`,
    done: (title: string, time: string) => `Done: ${title}, ${time}`,
    failed: 'It was not kept. Press once more.',
    noForm: 'The form did not load; the network is probably down. Close this and press once more.',
    final: 'This cannot be undone.',
    doIt: 'Do it',
    leave: 'Not now',
    close: 'Close',
  },
}

/** It follows once there is an act that asks something, before anybody presses it. Under another prefix it is there with all tags. */
const fetchForm = brought(async (): Promise<unknown> => await import('../form/define.js'))

type FormSubmit = GlobalEventHandlersEventMap['linli-form-submit']
type ActDone = GlobalEventHandlersEventMap['linli-act-done']

/** Not a no: allowed, or waiting only for answers. */
const offered = (decision: Decision) => decision.allowed || decision.because === undefined
const asksNothing = (choice: Choice) => choice.asks.length === 0 && !choice.reason && !choice.place

/**
 * The bar of next acts. Asking and doing pass the same judge, so a button is never wrong: what may not be done stands below,
 * dashed, with its sentence.
 *
 * @summary Buttons for what may be done with a dossier.
 * @slot - Shown until the acts are known.
 * @event {CustomEvent<{ act: Act }>} linli-act-before - Somebody chose an act and answered its questions; cancelable. Without a station this is all that happens.
 * @event {CustomEvent<{ decision: Decision }>} linli-act-done - The act went through and is kept.
 * @csspart acts - The buttons.
 * @csspart off - What may not be done now.
 * @csspart dialog - The dialog with questions or with the warning.
 */
export class Acts extends LinliElement {
  static override styles = styles

  /** Which dossier, e.g. `case/200410-9xk2f1a7`. */
  @property() dossier = ''

  /** One letter does an act, anywhere on the page outside of fields and dialogs; the letters stand on the buttons. */
  @property({ type: Boolean }) hotkeys = false

  /** The acts themselves; for use without a station. */
  @property({ attribute: false }) choices?: readonly Choice[]

  @state() private asked?: Choice
  @state() private said = ''
  @state() private isFormless = false
  @query('dialog') private dialog?: HTMLDialogElement

  readonly #doing = new Doing(this)
  readonly #live = new Live(
    this,
    (station) => (this.dossier && !this.choices ? station.choices(this.dossier as DossierId) : undefined),
    () => [this.dossier, this.choices === undefined],
  )

  override connectedCallback(): void {
    super.connectedCallback()
    document.addEventListener('keydown', this.#pressed)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    document.removeEventListener('keydown', this.#pressed)
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('dossier')) this.#clear()
    this.#focused = this.shadowRoot?.activeElement
    if (this.#choices?.some((choice) => offered(choice.decision) && !asksNothing(choice)))
      fetchForm().catch(() => undefined)
  }

  /** The button that was pressed may go with its step; whoever works by keyboard stays here. */
  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    if (this.#focused?.isConnected === false) this.renderRoot.querySelector('section')?.focus()
  }
  #focused?: Element | null

  override render(): TemplateResult {
    const it = this.words(words)
    const choices = this.#choices
    if (!choices) return this.#live.state === 'error' ? html`<p role="alert">${it.failed}</p>` : html`<slot></slot>`
    const can = choices.filter((choice) => offered(choice.decision))
    const cannot = choices.filter((choice) => !offered(choice.decision))
    const later = cannot.length > 4 ? cannot.filter((choice) => choice.decision.because === 'from') : []
    // where somebody else has to lead on, nothing that stays is put in its place
    const first = can.find((choice) => choice.decision.to !== undefined) ?? (cannot.length === 0 ? can[0] : undefined)
    const keys = this.hotkeys ? this.#keys : {}
    const refused = this.#refused
    return html`<section role="group" aria-label=${it.next} tabindex="-1">
        ${can.length === 0 ? html`<p class="quiet">${it.none}</p>` : nothing}
        <div class="acts" part="acts">${repeat(
          can,
          (choice) => choice.act,
          (choice) => this.#button(choice, choice === first, keys[choice.act]),
        )}</div>
        <p class="done" role="status">${this.said ? html`${icon(draw.yes, 's')}${this.said}` : nothing}</p>
        <p class="refused" role="alert">${refused ? html`${icon(draw.no, 's')}${refused}` : nothing}</p>
        <div class="off" part="off">
          ${cannot.filter((choice) => !later.includes(choice)).map((choice) => this.#off(choice))}
          ${
            later.length === 0
              ? nothing
              : html`<details><summary>${it.more(later.length)}</summary>${later.map((choice) => this.#off(choice))}</details>`
          }
        </div>
      </section>
      <dialog part="dialog" aria-labelledby="asked" @close=${this.#closed}>${this.asked ? this.#asking(this.asked) : nothing}</dialog>`
  }

  get #choices(): readonly Choice[] | undefined {
    return this.choices ?? this.#live.value
  }

  /** From all acts of the kind where they are known, so that a key stays where it is from step to step. */
  get #keys(): Readonly<Record<string, string>> {
    const owner = this.station?.book.kinds.get(this.dossier.slice(0, this.dossier.indexOf('/')))
    const acts = Object.entries(owner?.pack.file.acts ?? {}).filter(
      ([, act]) => act.on === owner?.kind && act.from.some((step) => step !== 'new'),
    )
    return actKeys(acts.length > 0 ? acts.map(([name]) => name) : (this.#choices ?? []).map((choice) => choice.act))
  }

  #button(choice: Choice, go: boolean, key?: string): TemplateResult {
    return html`<button class="btn ${go ? 'go' : ''}" type="button" aria-busy=${this.#doing.busy === choice.act} aria-keyshortcuts=${key ?? nothing}
      @click=${(event: MouseEvent) => this.#clicked(choice, event)}>${icon(drawn(choice.act), 's')}${this.say(choice.title)}${key ? html` <kbd aria-hidden="true">${key}</kbd>` : nothing}</button>`
  }

  #off(choice: Choice): TemplateResult {
    const id = `no-${choice.act}`
    return html`<div><button class="btn" type="button" aria-disabled="true" aria-describedby=${id}>${icon(drawn(choice.act), 's')}${this.say(choice.title)}</button>
      <p id=${id}>${this.say(choice.decision.says)}</p></div>`
  }

  #asking(choice: Choice): TemplateResult {
    const it = this.words(words)
    const title = html`<header class="eave"><h2 id="asked">${this.say(choice.title)}</h2>
      <div class="tools"><button class="btn bare" type="button" aria-label=${it.close} @click=${() => this.dialog?.close()}>${icon(draw.no)}</button></div></header>`
    const warning = choice.final ? html`<p class="note warn">${icon(draw.warn)}<span>${it.final}</span></p>` : nothing
    if (asksNothing(choice)) {
      return html`${title}${warning}${choice.help ? html`<p class="help">${this.say(choice.help)}</p>` : nothing}
        <div class="sure"><button class="btn go" type="button" @click=${() => this.#act(choice)}>${this.say(choice.title)}</button>
          <button class="btn leave" type="button" @click=${() => this.dialog?.close()}>${it.leave}</button></div>`
    }
    if (this.isFormless) return html`${title}<p class="refused" role="alert">${icon(draw.no, 's')}${it.noForm}</p>`
    const form = this.tag('form')
    return html`${title}${warning}<${form} .station=${this.station} .choice=${choice} dossier=${this.dossier}
      @linli-form-submit=${(event: FormSubmit) => this.#answered(choice, event)} @linli-act-done=${(event: ActDone) => this.#done(choice, event.detail.decision)}></${form}>`
  }

  /** The form does the act itself, so that a refusal stands beside the answer it is about. */
  #answered(choice: Choice, event: FormSubmit): void {
    if (!this.emit('linli-act-before', { act: this.#wish(choice, event.detail) }, { cancelable: true }))
      event.preventDefault()
    if (!this.station) this.dialog?.close()
  }

  #wish(choice: Choice, answers: Pick<Act, 'data' | 'reason'>): Act {
    return { type: choice.act, on: this.dossier as DossierId, by: this.station?.me ?? 'anyone', ...answers }
  }

  readonly #pressed = (event: KeyboardEvent) => {
    const letter = this.hotkeys ? letterOf(event) : undefined
    const keys = this.#keys
    const choice = letter && this.#choices?.find((each) => keys[each.act] === letter)
    if (!choice) return
    event.preventDefault()
    if (offered(choice.decision)) this.#choose(choice)
    else this.#doing.refused = choice.decision
    this.requestUpdate()
  }

  /** After an act another button stands in the same spot: the second half of a double click must not press it. */
  #clicked(choice: Choice, event: MouseEvent): void {
    if (event.detail < 2) this.#choose(choice)
  }

  #choose(choice: Choice): void {
    this.#clear()
    if (asksNothing(choice) && !choice.final) return void this.#act(choice)
    this.asked = choice
    this.isFormless = false
    void this.updateComplete.then(() => this.#show())
  }

  /** By itself a dialog puts the focus on its first button, which here is the cross. */
  async #show(): Promise<void> {
    this.dialog?.showModal()
    const form = this.dialog?.querySelector<LinliElement>('[dossier]')
    if (form)
      this.isFormless = !(await fetchForm().then(
        () => true,
        () => form.matches(':defined'),
      ))
    await form?.updateComplete
    ;(form ?? this.dialog?.querySelector<HTMLElement>('.leave'))?.focus()
  }

  readonly #closed = () => (this.asked = undefined)

  async #act(choice: Choice): Promise<void> {
    const act = this.#wish(choice, { data: {} })
    const decision = this.emit('linli-act-before', { act }, { cancelable: true }) && (await this.#doing.act(act))
    if (decision) this.#done(choice, decision)
    else this.dialog?.close()
  }

  #clear(): void {
    this.said = ''
    this.#doing.forget()
  }

  get #refused(): string {
    const { refused } = this.#doing
    return refused === 'failed' ? this.words(words).failed : this.say(refused?.says)
  }

  #done(choice: Choice, decision: Decision): void {
    this.said = this.words(words).done(
      this.say(choice.title),
      decision.entry ? this.date(decision.entry.at, 'clock') : '',
    )
    this.dialog?.close()
    this.emit('linli-act-done', { decision })
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-acts': Acts
  }
}
