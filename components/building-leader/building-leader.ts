/** Three big buttons for a building leader, one screen at a time; without it an old hand would need the desk's screens. */
import { html, type PropertyValues, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import type { Act } from '../../engine/types.js'
import { Doing } from '../base/doing.js'
import { LinliElement } from '../base/element.js'
import '../base/events.js'
import { Live } from '../base/live.js'
import { ReadingAloud } from '../base/reading-aloud.js'
import { styles } from './building-leader.styles.js'
import type { Door, Leader } from './leader.js'
import type * as Screens from './leader-screens.js'
import { keptSize, keepSize, type Size, sizes, usualSize } from './size.js'

/** `door` is reached from `visits` and `report` from `call`; the others from `home`. */
export type ScreenName = 'home' | 'visits' | 'door' | 'call' | 'report' | 'notices'
const above: Readonly<Record<ScreenName, ScreenName>> = {
  home: 'home',
  visits: 'home',
  door: 'visits',
  call: 'home',
  report: 'call',
  notices: 'home',
}

/**
 * Ticking the doors that were visited, calling the grid worker, hearing today's notices: three buttons, each to one screen
 * with a way back, in large type that can be made larger, and read aloud by the browser. It works with the packs
 * `building-census`, `loudspeaker` and `four-platforms` as far as the community uses them, and is always in 长者 mode.
 *
 * @summary A building leader's three buttons.
 * @slot - Shown until it is known who is here, and where the screens cannot be loaded.
 * @event {CustomEvent<{ act: Act }>} linli-act-before - A door is ticked; cancelable. Without a station this is all that happens.
 * @event {CustomEvent<{ decision: Decision }>} linli-act-done - The act went through and is kept.
 * @csspart screen - The screen that is shown.
 */
export class BuildingLeader extends LinliElement {
  static override styles = styles

  /** The building; otherwise the one that whoever is here leads. */
  @property() place = ''
  /** Size of the type in px, 18 to 30; what somebody chose on this device comes before it. */
  @property({ type: Number }) size: number = usualSize
  /** What there is; for use without a station. */
  @property({ attribute: false }) value?: Leader

  @state() screen: ScreenName = 'home'
  /** Stairs that are shown, and the door that is open. */
  @state() stairs = 0
  @state() door?: Door
  /** First number on the keys. */
  @state() from = 0
  /** Said once, of what was just done or why not. */
  @state() told = ''
  @state() private screens?: typeof Screens
  @state() private attempt = 0
  #chosen?: Size

  readonly aloud = new ReadingAloud(this)
  readonly #doing = new Doing(this)
  readonly #live = new Live(
    this,
    async (station) => {
      if (this.value || !this.screens) return undefined
      return this.screens.leaderAt(station, this.place, this.door?.dossier)
    },
    () => [this.value, this.screens, this.place, this.door?.dossier, this.attempt],
  )

  get leader(): Leader | null | undefined {
    return this.value ?? this.#live.value
  }
  get failed(): boolean {
    return this.#live.state === 'error'
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.elder = true
    this.#chosen = keptSize()
    // At once, and not at the first press: by then the network may be gone. What the page wrote stays where it fails.
    import('./leader-screens.js').then(
      (screens) => (this.screens = screens),
      () => undefined,
    )
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('size') || this.#chosen !== undefined)
      this.style.setProperty('--linli-elder', `${this.#chosen ?? this.size}px`)
    if (changed.has('place') && changed.get('place') !== undefined) this.go('home')
  }

  override render(): TemplateResult {
    return this.screens && (this.leader !== undefined || this.failed) ? this.screens.screen(this) : html`<slot></slot>`
  }

  /** Shows a screen; what was read aloud stops. */
  go(screen: ScreenName, door?: Door): void {
    const left = this.screen
    this.aloud.stop()
    this.screen = screen
    this.door = screen === 'door' ? door : undefined
    this.from = 0
    if (screen !== 'visits' || left !== 'door') this.told = ''
    void this.#lead(
      left,
      this.leader?.stairs[this.stairs]?.doors.findIndex((each) => each.dossier === door?.dossier),
    )
  }

  back(): void {
    this.go(above[this.screen], this.door)
  }

  again(): void {
    this.attempt++
  }

  /** The next size up or down, kept on this device. */
  resize(by: 1 | -1): void {
    const at = sizes.findLastIndex((size) => size <= (this.#chosen ?? this.size))
    const next = sizes[at + by]
    if (next === undefined) return
    this.#chosen = next
    keepSize(next)
    this.requestUpdate()
  }

  /** Does it to the open door and goes back to the others; `kept` says that it is noted. */
  async act(wish: Omit<Act, 'on' | 'by'>, kept: string): Promise<void> {
    const { door } = this
    if (!door) return
    const act: Act = { ...wish, on: door.dossier, by: this.station?.me ?? 'anyone' }
    if (!this.emit('linli-act-before', { act }, { cancelable: true }) || !this.station) return
    const decision = await this.#doing.act(act)
    const { refused } = this.#doing
    if (decision) {
      this.told = kept
      this.back()
      this.emit('linli-act-done', { decision })
    } else if (refused) this.told = refused === 'failed' ? this.screens!.unsaved(this) : this.say(refused.says)
  }

  /** To the words of the new screen; coming back, to where one left. */
  async #lead(left: ScreenName, door = -1): Promise<void> {
    await this.updateComplete
    const to =
      above[left] === this.screen && left !== this.screen
        ? left === 'door'
          ? `.doors > :nth-child(${door + 1}) button`
          : `[data-to="${left}"]`
        : 'h2'
    const found = this.renderRoot.querySelector<HTMLElement>(to) ?? this.renderRoot.querySelector<HTMLElement>('h2')
    found?.focus()
    if (to === 'h2') this.scrollIntoView?.({ block: 'nearest' })
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-building-leader': BuildingLeader
  }
}
