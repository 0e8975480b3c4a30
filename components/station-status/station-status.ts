/** One calm line about a station: is it in step, what still has to go, does anything need a hand; it opens to the whole. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import type { Joined, SyncState } from '../../engine/sync/sync.js'
import { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { Live } from '../base/live.js'
import { silhouettes, type StateKind } from '../base/state-mark.js'
import { needsLook, type Standing, standingOf, type StatusView } from './standing.js'
import type { Panel } from './status-panel.js'
import { styles } from './station-status.styles.js'
import { words } from './words.js'

const marks: Record<Standing, StateKind> = {
  alone: 'unseen',
  opening: 'unseen',
  here: 'on-time',
  elsewhere: 'on-time',
  away: 'suspended',
  barred: 'warn',
}

/**
 * Sync, lines to go, lines that were turned down or kept aside, and storage: one line that opens into a panel, in words for
 * whoever stands before the device.
 *
 * @summary Sync, outbox, quarantine and storage of a station, and what to do.
 * @slot - Shown where there is no station.
 * @csspart line - The button with the line.
 * @csspart panel - What it opens to.
 * @csspart lost - In the panel: what was kept here and is gone, and where it can be had again.
 * @csspart sync - In the panel: how it stands, since when, and when it is tried again.
 * @csspart outbox - In the panel: lines to go.
 * @csspart refused - In the panel: lines that are not taken.
 * @csspart asides - In the panel: lines that are kept aside.
 * @csspart storage - In the panel: how this device keeps what is here.
 */
export class StationStatus extends LinliElement {
  static override styles = styles

  /** The panel is open. */
  @property({ type: Boolean, reflect: true }) open = false

  /** What to show; for use without a station. Then nothing can be done about it here. */
  @property({ attribute: false }) value?: StatusView

  @state() private sync?: SyncState
  @state() private panel?: Panel | 'failed'
  @query('.line') private line?: HTMLButtonElement
  /** Said once when it changes; numbers are not news enough to be read aloud. */
  @state() private said = ''
  #standing?: Standing
  #heard = ''
  #joined?: Joined
  #unwatch?: () => void

  readonly #live = new Live(
    this,
    async (station): Promise<StatusView & { readonly joined?: Joined }> => {
      const { joined, clockOff } = station
      const [asides, storage, tray] = await Promise.all([
        station.asides?.(),
        station.storage?.look(),
        this.open ? station.tray?.() : undefined,
      ])
      return {
        ...(joined && { joined }),
        ...(asides && { asides }),
        ...(storage && { storage }),
        ...(tray && { tray }),
        ...(clockOff !== undefined && { clockOff }),
      }
    },
    () => [this.open, this.sync?.rejected],
  )

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#hear(undefined)
  }

  get #view(): StatusView | undefined {
    if (this.value) return this.value
    const found = this.#live.value
    return found && { ...found, ...(this.sync && { sync: this.sync }) }
  }

  protected override willUpdate(): void {
    if (!this.value && this.isConnected) this.#hear(this.#live.value?.joined)
    const view = this.#view
    this.#standing = view && standingOf(view.sync, this.#standing)
    if (this.open && this.panel === undefined) void this.#load()
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    const news = this.#view && this.#news(this.#view)
    if (news === undefined || news === this.#heard) return
    // how it stands at first is there to be read, and no news
    if (this.#heard) this.said = news
    this.#heard = news
  }

  override render(): TemplateResult {
    const view = this.#view
    if (!view) return html`<slot></slot>`
    const it = this.words(words)
    return html`<section role="group" aria-label=${it.label}>
      <button class="line" part="line" type="button" aria-expanded=${this.open} aria-controls="panel" @click=${this.#toggle} @keydown=${this.#escape}>
        <span class="st ${this.#mark(view)}">${icon(silhouettes[this.#mark(view)])}</span><span class="words">${it.joined(this.#words(view))}</span>${icon(draw.down, 's')}
      </button>
      <p class="vh" role="status">${this.said}</p>
      <div class="panel" part="panel" id="panel" ?hidden=${!this.open} @keydown=${this.#escape}>${this.open ? this.#opened(view) : nothing}</div>
    </section>`
  }

  #opened(view: StatusView): TemplateResult {
    const it = this.words(words)
    if (this.panel === 'failed') return html`<p class="empty" role="alert">${it.failed}</p>`
    return this.panel?.render(view, this.#standing!) ?? html`<p class="empty">${it.loading}</p>`
  }

  #mark(view: StatusView): StateKind {
    if (view.storage?.trouble || view.storage?.lost) return 'late'
    return needsLook(view) && this.#standing !== 'away' ? 'warn' : marks[this.#standing!]
  }

  #words({ sync, asides = [], storage, clockOff }: StatusView): readonly string[] {
    const it = this.words(words)
    const { waiting = 0, rejected = 0 } = sync ?? {}
    const standing = this.#standing!
    const isHere = standing === 'here'
    const isQuiet = waiting + rejected + asides.length === 0
    return [
      ...this.#alarms(storage),
      // that it is kept here would contradict that nothing can be kept
      ...(storage?.trouble && standing === 'alone' ? [] : [it.standing[standing]]),
      ...(isHere && isQuiet ? [it.inStep] : []),
      ...(waiting > 0 && sync?.link !== 'left'
        ? [isHere && sync?.link === 'busy' ? it.sending(waiting) : it.waiting(waiting)]
        : []),
      ...(rejected > 0 ? [it.rejected(rejected)] : []),
      ...(asides.length > 0 ? [it.asides(asides.length)] : []),
      ...(sync?.unplaced ? [it.unplaced] : []),
      ...(sync?.setBack === undefined ? [] : [it.setBack]),
      ...(clockOff === undefined ? [] : [it.clock]),
      ...(storage?.low && !storage.trouble ? [it.low] : []),
    ]
  }

  /** Before all else: nothing can be kept, or what was kept is gone. */
  #alarms(storage: StatusView['storage']): readonly string[] {
    const it = this.words(words)
    return [...(storage?.trouble ? [it.trouble[storage.trouble.code]] : []), ...(storage?.lost ? [it.lost] : [])]
  }

  /** The same words without their numbers. */
  #news(view: StatusView): string {
    const it = this.words(words)
    const { sync, asides = [] } = view
    return it.joined([
      ...this.#alarms(view.storage),
      it.standing[this.#standing!],
      ...((sync?.rejected ?? 0) > 0 ? [it.rejected(sync!.rejected)] : []),
      ...(asides.length > 0 ? [it.asides(asides.length)] : []),
      ...(sync?.unplaced ? [it.unplaced] : []),
      ...(sync?.setBack === undefined ? [] : [it.setBack]),
      ...(view.clockOff === undefined ? [] : [it.clock]),
    ])
  }

  #hear(joined: Joined | undefined): void {
    if (joined === this.#joined) return
    this.#unwatch?.()
    this.#unwatch = undefined
    this.#joined = joined
    this.sync = undefined
    if (joined) this.#unwatch = joined.watch((state) => (this.sync = state))
  }

  async #load(): Promise<void> {
    try {
      const { Panel } = await import('./status-panel.js')
      this.panel = new Panel(this)
    } catch {
      this.panel = 'failed'
    }
  }

  readonly #toggle = () => {
    if (this.panel === 'failed') this.panel = undefined
    this.open = !this.open
  }

  readonly #escape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !this.open) return
    event.stopPropagation()
    this.open = false
    this.line?.focus()
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-station-status': StationStatus
  }
}
