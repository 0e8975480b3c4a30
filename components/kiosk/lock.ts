/** The screen that asks for the PIN, or for a new one: digits as large as a glove, no name of anybody, nothing to drag. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Clock } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { Pin } from './pin.js'
import { words } from './words.js'

const [least, most] = [4, 8]
const second = 1000

export interface LockWays {
  readonly clock: () => Clock
  readonly name: () => string
  /** Somebody touched the keys. */
  readonly touched: () => void
  /** The screen is asked for no longer. */
  readonly opened: () => void
}

export class Lock {
  /** `new` and `again`: a PIN is being set. */
  state: 'open' | 'locked' | 'new' | 'again' = 'open'
  #digits = ''
  #first = ''
  #says: 'wrong' | 'differs' | 'short' | 'notKept' | '' = ''
  #busy = false
  #unwake?: () => void

  constructor(
    private readonly host: LinliElement,
    private readonly ways: LockWays,
  ) {}

  get #pin(): Pin {
    return new Pin(this.ways.name())
  }

  get isSet(): boolean {
    return this.#pin.isSet
  }

  /** Locks where there is a PIN; gives up a PIN that was being set. */
  lock(): void {
    this.#go(this.isSet ? 'locked' : 'open')
  }

  change(): void {
    this.#go('new')
  }

  forget(): void {
    this.#pin.forget()
    this.#go('open')
  }

  render(): TemplateResult | typeof nothing {
    if (this.state === 'open') return nothing
    const { host } = this
    const it = host.words(words)
    const locked = this.state === 'locked'
    const wait = locked ? this.#wait : 0
    const digit = (each: number) =>
      html`<button class="btn key" type="button" @click=${() => this.#add(String(each))}>${host.number(each)}</button>`
    return html`<dialog class="lock" closedby="none" aria-labelledby="lock" @cancel=${this.#cancelled} @close=${this.#closed} @keydown=${this.#pressed}>
      <div class="eave"><h2 id="lock">${icon(draw.lock)}${locked ? it.locked : this.state === 'new' ? it.newPin : it.again}</h2></div>
      <div class="asks"><div class="said">
        <p class="dots" aria-hidden="true">${Array.from({ length: Math.max(least, this.#digits.length) }, (_, i) => html`<i class=${i < this.#digits.length ? 'on' : ''}></i>`)}</p>
        <p class="vh" role="status">${it.entered(host.number(this.#digits.length))}</p>
        <p class="fault" role="alert">${wait > 0 ? nothing : this.#says && it[this.#says]}</p>
        ${wait > 0 ? html`<p class="fault">${it.wait(host.number(Math.ceil(wait / second)))}</p>` : nothing}
        ${locked ? nothing : html`<p>${it.length}</p>`}
        <p>${it.about}</p>
        ${locked ? html`<slot name="locked"></slot>` : html`<p>${it.forgotten}</p>`}
        ${
          locked
            ? nothing
            : html`<div class="row"><button class="btn" type="button" @click=${() => this.#go('open')}>${it.cancel}</button>
                ${this.isSet ? html`<button class="btn" type="button" @click=${() => this.forget()}>${it.remove}</button>` : nothing}</div>`
        }</div>
      <div class="keys" role="group" aria-label=${it.keys}>${[1, 2, 3, 4, 5, 6, 7, 8, 9].map(digit)}
        <button class="btn key small" type="button" @click=${() => this.#add('back')}>${it.back}</button>${digit(0)}
        <button class="btn key small go" type="button" aria-disabled=${wait > 0 || this.#busy} @click=${() => void this.#enter()}>${it.enter}</button></div></div>
    </dialog>`
  }

  /** A dialog that is drawn is shown: it covers all else, and what lies below takes no touch. */
  show(): void {
    const dialog = this.host.renderRoot.querySelector<HTMLDialogElement>('.lock')
    if (dialog && !dialog.open) dialog.showModal()
  }

  stop(): void {
    this.#unwake?.()
  }

  get #wait(): number {
    return this.#pin.wait(this.ways.clock().now())
  }

  #go(state: Lock['state']): void {
    this.state = state
    this.#digits = ''
    this.#says = ''
    if (state !== 'again') this.#first = ''
    this.#count()
    this.host.requestUpdate()
    if (state === 'open') this.ways.opened()
  }

  #add(key: string): void {
    this.ways.touched()
    this.#says = ''
    this.#digits = key === 'back' ? this.#digits.slice(0, -1) : (this.#digits + key).slice(0, most)
    this.host.requestUpdate()
  }

  async #enter(): Promise<void> {
    if (this.#busy || (this.state === 'locked' && this.#wait > 0)) return
    this.ways.touched()
    const { state } = this
    const digits = this.#digits
    this.#digits = ''
    this.#busy = true
    this.host.requestUpdate()
    try {
      if (digits.length < least) this.#says = 'short'
      else if (state === 'new') {
        this.#first = digits
        this.#go('again')
      } else if (state === 'locked') await this.#try(digits)
      else if (digits === this.#first) {
        await this.#pin.set(digits)
        this.#go('open')
      } else {
        this.#go('new')
        this.#says = 'differs'
      }
    } catch {
      this.#says = 'notKept'
    } finally {
      this.#busy = false
      this.host.requestUpdate()
    }
  }

  async #try(digits: string): Promise<void> {
    if (await this.#pin.try(digits, this.ways.clock().now())) return this.#go('open')
    this.#says = 'wrong'
    this.#count()
  }

  /** While there is a wait, its seconds are told each second. */
  #count(): void {
    this.#unwake?.()
    if (this.state !== 'locked' || this.#wait <= 0) return
    const clock = this.ways.clock()
    this.#unwake = clock.wake(clock.now() + second, () => {
      this.host.requestUpdate()
      this.#count()
    })
  }

  readonly #cancelled = (event: Event): void => {
    event.preventDefault()
    if (this.state !== 'locked') this.#go('open')
  }

  /** A browser closes a dialog at the second Escape, whatever the page says. */
  readonly #closed = (): void => {
    if (this.state !== 'open') this.show()
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    const onKey = (event.target as Element).closest('button') !== null
    if (/^[0-9]$/.test(event.key)) this.#add(event.key)
    else if (event.key === 'Backspace') this.#add('back')
    else if (event.key === 'Enter' && (!onKey || this.#digits)) void this.#enter()
    else return
    event.preventDefault()
  }
}
