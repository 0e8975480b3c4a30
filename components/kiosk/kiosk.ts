/** A frame for a screen that many people use in turn: it rests, locks, stays on, fills the screen and works without a network. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import { systemClock } from '../../engine/time/clock.js'
import type { Clock } from '../../engine/types.js'
import { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { ruler } from '../base/ruler.js'
import { Awake } from './awake.js'
import { Idle } from './idle.js'
import { styles } from './kiosk.styles.js'
import { Lock } from './lock.js'
import { Offline } from './offline.js'
import { words } from './words.js'

/** WCAG 2.2.1: whoever is warned has at least twenty seconds to say that they are still there. */
const shortest = 20

/**
 * Stands around the tags of a kiosk. Left alone it asks whether anybody is there, counts down where all can see it and stop it,
 * and goes back to the start: everything inside that has a `reset()` is reset, and a PIN is asked for where one was set. It keeps
 * the screen on, fills it on a tap, and with a service worker works without a network; a new version goes in while nobody is here.
 *
 * @summary A frame for a screen in a hall.
 * @slot - What the kiosk shows; it takes all the room there is.
 * @slot foot - Beside the buttons at the foot, e.g. a link to the other language.
 * @slot locked - On the locked screen, e.g. whom to call.
 * @event {CustomEvent<undefined>} linli-kiosk-reset - It went back to the start.
 * @csspart foot - The line at the foot.
 * @csspart idle - The question whether anybody is there.
 */
export class Kiosk extends LinliElement {
  static override styles = styles

  /** Seconds without a touch until it asks. */
  @property({ type: Number }) idle = 60
  /** Seconds that it asks for; at least 20. */
  @property({ type: Number }) warning = shortest
  /** Address of a service worker that keeps the files of this page; without it the page needs the network. */
  @property() worker = ''
  /** Name under which this device remembers the PIN. */
  @property() name = 'kiosk'
  /** Time of this device, by which seconds are counted. */
  @property({ attribute: false }) clock: Clock = systemClock

  @state() private filled = false
  @query('.idle') private asks?: HTMLDialogElement

  readonly #clock = () => this.clock
  readonly #idle = new Idle(this, {
    clock: this.#clock,
    quiet: () => Math.max(1, this.idle || 60),
    warning: () => Math.max(shortest, this.warning || shortest),
    gone: () => this.reset(),
  })
  readonly #lock = new Lock(this, {
    clock: this.#clock,
    name: () => this.name,
    touched: () => this.#idle.touch(),
    opened: () => this.#lock.stop(),
  })
  readonly #awake = new Awake(this)
  readonly #offline = new Offline(this, {
    worker: () => this.worker,
    clock: this.#clock,
    rests: () => !this.#idle.used,
  })

  /** Back to the start: what was typed or tapped and not written is forgotten, and the screen is locked where there is a PIN. */
  reset(): void {
    for (const each of this.querySelectorAll<HTMLElement & { reset?: unknown }>('*'))
      if (typeof each.reset === 'function') (each.reset as () => void).call(each)
    this.#idle.rest()
    this.#lock.lock()
    this.emit('linli-kiosk-reset', undefined)
    this.#offline.rest()
  }

  /** Takes the PIN away: for whoever looks after this device and has been told that it is forgotten. */
  forgetPin(): void {
    this.#lock.forget()
  }

  override connectedCallback(): void {
    super.connectedCallback()
    for (const name of ['pointerdown', 'keydown', 'input', 'wheel']) this.addEventListener(name, this.#touched)
    document.addEventListener('fullscreenchange', this.#filled)
    this.#lock.lock()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const name of ['pointerdown', 'keydown', 'input', 'wheel']) this.removeEventListener(name, this.#touched)
    document.removeEventListener('fullscreenchange', this.#filled)
    this.#lock.stop()
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('name') && this.hasUpdated) this.#lock.lock()
    if (changed.has('warning') && this.warning < shortest)
      console.warn(`<${this.localName}> warning="${this.warning}": it warns for ${shortest} seconds at least.`)
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    const asking = this.#idle.left !== undefined
    if (asking && !this.asks?.open) this.asks?.showModal()
    if (!asking && this.asks?.open) this.asks.close()
    this.#lock.show()
  }

  override render(): TemplateResult {
    return html`<div class="all"><slot></slot></div>${this.#foot()}${this.#lock.render()}
      <dialog class="idle" part="idle" aria-labelledby="idle" aria-describedby="lost" @close=${this.#closed} @pointerdown=${this.#pointed}>${this.#idle.left === undefined ? nothing : this.#asked(this.#idle.left)}</dialog>`
  }

  #asked(left: number): TemplateResult {
    const it = this.words(words)
    const all = Math.max(shortest, this.warning || shortest)
    return html`<div class="eave"><h2 id="idle">${it.idle}</h2></div><div class="body">
      <p class="left" aria-hidden="true">${it.left(this.number(left))}</p>${ruler(all * 1000, (all - left) * 1000, 'on-time')}
      <p id="lost">${it.lost}</p>
      <div class="row"><button class="btn go" type="button" @click=${() => this.#idle.stay()}>${it.stay}</button>
        <button class="btn home" type="button" @click=${() => this.reset()}>${it.home}</button></div></div>`
  }

  #foot(): TemplateResult {
    const it = this.words(words)
    const full = document.fullscreenEnabled
    return html`<footer part="foot" aria-label=${it.foot}>${this.#network()}
      <p class="about">${it.resets(this.number(this.idle))}${this.#lock.isSet ? ` ${it.deters}` : ''}</p>
      <slot name="foot"></slot>
      ${full ? html`<button class="btn" type="button" @click=${() => void this.#fill()}>${this.filled ? it.leaveFull : it.full}</button>` : nothing}
      <button class="btn" type="button" @click=${() => this.#lock.change()}>${this.#lock.isSet ? it.changePin : it.setPin}</button>
      ${this.#lock.isSet ? html`<button class="btn" type="button" @click=${() => this.reset()}>${icon(draw.lock, 's')}${it.lock}</button>` : nothing}</footer>`
  }

  #network(): TemplateResult {
    const it = this.words(words)
    const { state, isOnline, waits } = this.#offline
    const says = {
      none: '',
      getting: it.getting,
      failed: it.notOffline,
      ready: waits ? it.update : isOnline ? it.offlineReady : it.offline,
    }[state]
    const mark = state === 'ready' ? (isOnline ? draw.yes : draw.offline) : state === 'failed' ? draw.warn : draw.sync
    return html`<p class="network ${state}" role="status">${says ? icon(mark, 's') : nothing}${says}</p>`
  }

  readonly #touched = (): void => {
    this.#idle.touch()
    void this.#awake.hold()
  }

  readonly #filled = (): void => {
    this.filled = document.fullscreenElement !== null
  }

  async #fill(): Promise<void> {
    try {
      if (this.filled) await document.exitFullscreen()
      else await document.documentElement.requestFullscreen({ navigationUI: 'hide' })
    } catch {
      // the browser does not let this page; the button stays as it was
    }
  }

  /** By Escape, or by the browser: somebody is there. */
  readonly #closed = (): void => {
    if (this.#idle.left !== undefined) this.#idle.stay()
  }

  /** A hand anywhere says that somebody is there; one button says that they are leaving. */
  readonly #pointed = (event: PointerEvent): void => {
    if (!(event.target as Element).closest('.home')) this.#idle.stay()
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-kiosk': Kiosk
  }
  interface GlobalEventHandlersEventMap {
    'linli-kiosk-reset': CustomEvent<undefined>
  }
}
