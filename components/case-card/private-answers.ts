/** Private answers on a card: told of, opened with a press or a reason, closed again, and erased when a consent ends. */
import { html, nothing, type ReactiveController, type TemplateResult } from 'lit'
import { createRef, ref } from 'lit/directives/ref.js'
import type { DossierView, FieldView, LineView, PrivatesView, PrivateView } from '../../engine/view.js'
import type { Album } from '../base/album.js'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { privateWords } from './private-words.js'

/** A reason is a sentence, not a letter. */
const longest = 200

interface Opened {
  /** By the id of the answer: a newer one is not opened by having read the one before. */
  readonly answers: ReadonlyMap<string, FieldView>
  readonly locked: readonly string[]
  readonly told: boolean
}

export class PrivateAnswers implements ReactiveController {
  #of = ''
  #opened?: Opened | undefined
  #mode: '' | 'asking' | 'busy' = ''
  #fault = ''
  #stays = ''
  #said = ''
  readonly #box = createRef<HTMLDialogElement>()
  /** Scrolled out of the window, or not drawn any more: a card that nobody looks at is left. */
  readonly #seen = new IntersectionObserver(([it]) => {
    if (it?.isIntersecting === false) this.#shut()
  })

  /** @param of names the dossier that is shown and who looks: of anything else nothing stays open */
  constructor(
    private readonly host: LinliElement,
    private readonly album: Album,
    private readonly of: () => string,
  ) {
    host.addController(this)
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#left)
    this.#seen.observe(this.host)
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#left)
    this.#seen.disconnect()
    this.#shut()
  }

  hostUpdate(): void {
    const of = this.of()
    if (of === this.#of) return
    this.#of = of
    this.#shut()
    this.#said = ''
  }

  get #it() {
    return this.host.words(privateWords)
  }

  render({ dossier, lines }: DossierView, privates: PrivatesView): TemplateResult {
    const it = this.#it
    const { answers } = privates
    const mine = answers.filter((one) => one.mine && one.state === 'kept')
    return html`<section role="group" part="private" aria-label=${it.title(answers.length)}><h4>${icon(draw.lock, 's')} ${it.title(answers.length)}</h4>
      <dl>${answers.map((one) => this.#answer(one, lines))}</dl>
      ${
        mine.length === 0 || !this.host.station?.readAnswers
          ? nothing
          : html`${this.#mode === 'asking' || (this.#mode === 'busy' && privates.asksWhy && !this.#opened) ? this.#question(dossier.id, privates) : this.#ways(dossier.id, privates, mine)}`
      }
      <p class="quiet said" role="status" tabindex="-1" ?hidden=${!this.#said}>${this.#said}</p>
      ${this.#reads(lines, answers)}</section>`
  }

  #answer(one: PrivateView, lines: readonly LineView[]): TemplateResult {
    const it = this.#it
    const { host } = this
    const field = one.state === 'kept' ? this.#opened?.answers.get(one.id) : undefined
    return html`<dt>${host.say(one.title)}</dt><dd>${field ? html`<span class="opened">${this.#value(field, one)}</span>` : html`<span class="quiet">${this.#instead(one, lines)}</span>`}
      <small>${[it.purpose(host.say(one.purpose)), it.basis[one.basis], ...(one.state === 'kept' ? [this.#keep(one)] : [])].join(it.comma)}${it.and}${one.mine ? nothing : html` ${one.readers ? it.others(host.say(one.readers)) : it.nobody}`}</small></dd>`
  }

  #value(field: FieldView, { title }: PrivateView): TemplateResult | string {
    const { host } = this
    if (field.type !== 'photos' || !host.station?.photo) return host.say(field.words)
    const words = host.say(title)
    return this.album.row((field.value as readonly string[]).map((hash) => ({ hash, words })))
  }

  /** What stands where an answer is not open. */
  #instead({ name, state }: PrivateView, lines: readonly LineView[]): string {
    const it = this.#it
    if (state === 'kept') return this.#opened?.locked.includes(name) ? it.locked : it.hidden
    if (state !== 'withdrawn') return it[state]
    const told = lines.find(
      ({ line: { entry } }) => entry.sheets?.how === 'withdrawn' && entry.sheets.fields.includes(name),
    )
    return told ? it.withdrawn(this.host.say(told.by.name), this.host.date(told.line.entry.at)) : it.withdrawnPlain
  }

  #keep({ until, after, keep }: PrivateView): string {
    const it = this.#it
    const { host } = this
    if (until !== undefined) return it.until(host.date(until, 'date'))
    return after ? it.keepAfter(host.say(after), host.say(keep)) : it.keep(host.say(keep))
  }

  #ways(id: DossierView['dossier']['id'], { asksWhy }: PrivatesView, mine: readonly PrivateView[]): TemplateResult {
    const it = this.#it
    const busy = this.#mode === 'busy'
    const isConsent = mine.some(({ basis }) => basis === 'consent')
    const open = () => (asksWhy ? this.#ask() : void this.#open(id, undefined))
    return html`${this.#fault ? html`<p class="fault" role="alert">${this.#fault}</p>` : nothing}
      <div class="row">${
        this.#opened
          ? html`<button class="btn shut" type="button" aria-describedby="opened" @click=${() => this.#shutTo('.reveal')}>${it.shut}</button>`
          : html`<button class="btn reveal" type="button" ?disabled=${busy} @click=${open}>${asksWhy ? it.openWhy : it.open}</button>`
      }${
        isConsent && this.host.station?.withdrawConsent
          ? html`<button class="btn bare back" type="button" aria-haspopup="dialog" ?disabled=${busy} @click=${() => this.#takeBack()}>${it.takeBack}</button>`
          : nothing
      }</div>
      ${this.#opened ? html`<p class="quiet" id="opened">${this.#opened.told ? it.openedTold : it.opened}</p>` : nothing}`
  }

  #question(id: DossierView['dossier']['id'], { seers }: PrivatesView): TemplateResult {
    const it = this.#it
    const busy = this.#mode === 'busy'
    const submit = (event: SubmitEvent) => {
      event.preventDefault()
      const why = (event.target as HTMLFormElement).querySelector('input')!.value.trim()
      if (why) return void this.#open(id, why)
      this.#fault = it.needsWhy
      this.#focus('#why')
    }
    const key = (event: KeyboardEvent) => {
      // arrows and Escape mean something to a board around it
      event.stopPropagation()
      if (event.key === 'Escape') this.#shutTo('.reveal')
    }
    return html`<form class="asking" novalidate @submit=${submit} @keydown=${key}>
      <p id="why-told">${it.told(seers ? this.host.say(seers) : it.anybody)}</p>
      <label for="why">${it.why}</label>
      <div class="field"><input id="why" type="text" autocomplete="off" maxlength=${longest} required ?readonly=${busy} aria-describedby="why-told why-fault" aria-invalid=${this.#fault ? 'true' : 'false'}></div>
      <p class="fault" id="why-fault" role="alert" ?hidden=${!this.#fault}>${this.#fault}</p>
      <div class="row"><button class="btn go" ?disabled=${busy}>${busy ? it.opening : it.record}</button><button class="btn bare" type="button" ?disabled=${busy} @click=${() => this.#shutTo('.reveal')}>${it.leave}</button></div>
    </form>`
  }

  /** Who has opened them from outside, for whoever is shown the ledger. */
  #reads(lines: readonly LineView[], answers: readonly PrivateView[]): TemplateResult | typeof nothing {
    const it = this.#it
    const reads = lines.filter(({ line: { entry } }) => entry.sheets?.how === 'read')
    if (reads.length === 0)
      return answers.some(({ state }) => state === 'kept') ? html`<p class="quiet xs">${it.nobodyRead}</p>` : nothing
    return html`<details class="reads"><summary>${it.reads(reads.length)}</summary>
      <ul>${reads.map(
        ({ line: { entry }, by, words }) =>
          html`<li><time datetime=${new Date(entry.at).toISOString()}>${this.host.date(entry.at)}</time> ${by.post ? `${this.host.say(by.post)} ` : nothing}<b>${this.host.say(by.name)}</b>${it.comma}${words.map((each) => this.host.say(each)).join(it.comma)}</li>`,
      )}</ul><p class="quiet xs">${it.inGrid}</p></details>`
  }

  /** Asks once before a consent is taken back. */
  dialog({ dossier }: DossierView, { answers }: PrivatesView): TemplateResult {
    const it = this.#it
    const { host } = this
    const kept = answers.filter((one) => one.mine && one.state === 'kept')
    const goes = kept.filter(({ basis }) => basis === 'consent')
    const titles = goes.map(({ title }) => host.say(title)).join(it.list)
    const submit = (event: SubmitEvent) => {
      event.preventDefault()
      const why = (event.target as HTMLFormElement).querySelector('input')!.value.trim()
      void this.#erase(dossier.id, titles, why)
    }
    return html`<dialog class="taking" aria-labelledby="taking" ${ref(this.#box)} @keydown=${(event: KeyboardEvent) => event.stopPropagation()}>
      <div class="eave"><h2 id="taking">${it.takeBackTitle}</h2></div>
      <form class="asking" novalidate @submit=${submit}>
        <p>${it.goes(titles)}</p><p>${it.stays}</p>
        ${kept.filter((one) => !goes.includes(one)).map((one) => html`<p>${it.staysOn(host.say(one.title), it.basis[one.basis], host.say(one.purpose), this.#keep(one))}</p>`)}
        <label for="asked">${it.asked}</label>
        <div class="field"><input id="asked" type="text" autocomplete="off" maxlength=${longest} placeholder=${it.askedHelp}></div>
        <p class="note warn">${icon(draw.warn)}<span>${it.final}</span></p>
        <p class="fault" role="alert" ?hidden=${!this.#stays}>${this.#stays}</p>
        <div class="row"><button class="btn go">${it.doTakeBack}</button><button class="btn" type="button" @click=${() => this.#box.value?.close()}>${it.keepIt}</button></div>
      </form></dialog>`
  }

  #ask(): void {
    this.#mode = 'asking'
    this.#fault = ''
    this.#said = ''
    this.#focus('#why')
  }

  async #open(id: DossierView['dossier']['id'], why: string | undefined): Promise<void> {
    const { station } = this.host
    const of = this.#of
    this.#mode = 'busy'
    this.#fault = ''
    this.#said = ''
    this.host.requestUpdate()
    try {
      const [read, view] = [await station?.readAnswers?.(id, why), await station?.view(id)]
      // whoever has gone on meanwhile is not shown it
      if (of !== this.#of || this.#mode !== 'busy') return
      this.#mode = ''
      const fields = new Map(read?.fields?.map((field) => [field.name, field]))
      const open = view?.privates?.answers.flatMap((one) => {
        const field = fields.get(one.name)
        return field ? [[one.id, field] as const] : []
      })
      if (read && !read.asksWhy) this.#opened = { answers: new Map(open), locked: read.locked, told: why !== undefined }
      this.#focus('.shut')
    } catch {
      if (of !== this.#of) return
      this.#mode = why === undefined ? '' : 'asking'
      this.#fault = this.#it.failed
      this.host.requestUpdate()
    }
  }

  #takeBack(): void {
    this.#stays = ''
    this.#said = ''
    this.#box.value?.querySelector('form')?.reset()
    this.#box.value?.showModal()
    this.host.requestUpdate()
  }

  async #erase(id: DossierView['dossier']['id'], titles: string, why: string): Promise<void> {
    try {
      await this.host.station?.withdrawConsent?.(id, why)
      this.#said = this.#it.takenBack(titles)
      this.#box.value?.close()
      // the button that opened the dialog may be gone with what it was for
      this.#focus('.said')
    } catch {
      this.#stays = this.#it.failed
      this.host.requestUpdate()
    }
  }

  /** Whoever looks at another page or another window has left the card. */
  readonly #left = () => {
    if (document.visibilityState === 'hidden') this.#shut()
  }

  #shut(): void {
    this.#opened = undefined
    this.#fault = ''
    this.#mode = ''
    this.#box.value?.close()
    this.host.requestUpdate()
  }

  #shutTo(selector: string): void {
    this.#shut()
    this.#focus(selector)
  }

  #focus(selector: string): void {
    this.host.requestUpdate()
    void this.host.updateComplete.then(() => this.host.renderRoot.querySelector<HTMLElement>(selector)?.focus())
  }
}
