/** Opens a community for the tags inside it: its rules, its roster, its journal and its clock. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { openStation, StationRefused } from '../../engine/open.js'
import type { Pack } from '../../engine/pack/book.js'
import type { Station } from '../../engine/station.js'
import type { Auth, SyncAdapter } from '../../engine/sync/adapter.js'
import type { Clock, DossierId, Trouble } from '../../engine/types.js'
import { giveStation } from '../base/context.js'
import { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { adapterAt, FarSide } from './far-side.js'
import { proposals } from './proposals.js'
import { addressOf, type Read, Reader } from './read.js'
import { runningClock } from './running-clock.js'
import { styles } from './station.styles.js'
import { troublesPanel, untold } from './troubles.js'

const words = {
  zh: {
    cannotKeep: '这台设备现在存不了东西，先别办。可能是浏览器的无痕窗口，或者存储空间满了。',
    nearlyFull: (share: string) => `这台设备的存储空间已用 ${share}。请先导出，再清理。`,
  },
  en: {
    cannotKeep:
      'This device cannot keep anything now, so do not act yet. It may be a private window, or the storage is full.',
    nearlyFull: (share: string) => `${share} of this device's storage is used. Export first, then make room.`,
  },
}

/** From here on a photo or an import may no longer fit. */
const nearlyFull = 0.95

/** What was opened. Of an example also the dossier that it is about, and the packs of the community it was taken from. */
export interface Opened {
  readonly station: Station
  readonly on?: DossierId
  readonly packs?: readonly Pack[]
}

/**
 * Opens a community and gives it to the tags inside. It makes no box of its own: what stands inside is laid out as if the tag
 * were not there, and is seen from the beginning.
 *
 * @summary Opens a community: rules, roster, journal, clock.
 * @slot - The page. Tags inside find the station by themselves.
 * @event {CustomEvent<Opened>} linli-station-ready - The station is open; where an example was opened, with what it is about.
 * @event {CustomEvent<{ troubles: readonly Trouble[] }>} linli-station-trouble - Something is wrong with the files; the last good ones go on working.
 * @csspart troubles - The sentences about files that are wrong.
 * @csspart proposal - Changed rules that wait for whoever may adopt them, unless the page shows them itself.
 * @csspart storage - The sentence about a device that cannot keep anything.
 */
export class StationElement extends LinliElement {
  static override styles = styles

  /** Address of the community file. Its packs lie beside it. */
  @property() community = ''
  /** Address of the roster. */
  @property() roster = ''
  /** Address of the people file: names and phones, for those who may see them. */
  @property() people = ''
  /** Who is here, e.g. `p-0007`. Without it: somebody who may look, and do what anyone may. */
  @property() me = ''
  /**
   * Name of a pack of the community: instead of the community itself the world of one of its examples is opened, played to
   * its end. Nothing of it is kept.
   */
  @property() practice = ''
  /** Which example, counted from 1. */
  @property({ type: Number }) story = 1
  /** Name of the database; the community's address otherwise. */
  @property() name = ''
  /** Id of the place whose dossiers are held here, at it and anywhere below; the whole community otherwise. */
  @property() reach = ''
  /** Address of a `linli-server` with which lines are shared; `adapter` goes before it. */
  @property() sync = ''
  /**
   * With whom lines are shared: an adapter of `linli/sync`, or one of the page's own. What is done is kept here first and goes
   * there when it can; one tab of this device speaks.
   */
  @property({ attribute: false }) adapter?: SyncAdapter
  /** How a token for the far side is come by: `open` at first, `expired` when it is no longer taken. */
  @property({ attribute: false }) getToken?: Auth['getToken']
  /** Shows warnings as well as errors. */
  @property({ type: Boolean }) warnings = false
  /** A moment from which the clock runs on, e.g. `2020-04-10T17:30:00+08:00`; `hand`: wait until a script sets a `Clock` here. */
  @property() clock: string | Clock = ''
  /** Where files come from instead of the network: an editor that holds a changed one, a portal that signs its requests. */
  @property({ attribute: false }) read?: Read

  @state() private troubles: readonly Trouble[] = []
  /** `none`: nothing can be kept; a number: so much of the storage is used. */
  @state() private storage?: 'none' | number
  @state() private copied = false
  #reader = new Reader()
  #opened?: Station
  #given?: Station
  #turn = 0
  #untell?: () => void
  readonly #provider = giveStation(this)
  #by?: { readonly sync: string; readonly adapter: Promise<SyncAdapter> }
  readonly #far = new FarSide(async (why) => (await this.getToken?.(why)) ?? '')

  /** The open station, or one that a script gives from outside. */
  @property({ attribute: false })
  override get station(): Station | undefined {
    return this.#given ?? this.#opened
  }
  override set station(station: Station | undefined) {
    this.#given = station
    if (station) this.#close()
    this.#provider.setValue(station)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.hasUpdated && !this.station) void this.#open()
    if (this.hasUpdated) void this.#join()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    // A move within the page comes as a leave and an arrival; only who stays away is closed.
    queueMicrotask(() => {
      if (this.isConnected) return
      this.#close()
      void this.#join()
    })
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    if (
      ['community', 'roster', 'people', 'practice', 'story', 'name', 'reach', 'clock', 'read'].some((name) =>
        changed.has(name),
      )
    )
      void this.#open()
    else if (changed.has('me') && this.station) {
      this.station.me = this.me || undefined
      // The same station, but whoever looks through it may now do other things.
      this.#provider.setValue(this.station, true)
    }
    if (changed.has('getToken')) this.#far.now()
    void this.#join()
  }

  override render(): TemplateResult {
    const shown = this.warnings ? this.troubles : this.troubles.filter((each) => each.level === 'error')
    return html`${this.storage === undefined ? nothing : html`<p class="panel note late" part="storage" role="alert">${icon(draw.late)}<span>${this.#full(this.storage)}</span></p>`}
      ${
        shown.length === 0
          ? nothing
          : troublesPanel(this, {
              troubles: shown,
              ...(this.station && { station: this.station }),
              reader: this.#reader,
              copied: this.copied,
              copy: (text) => void this.#copy(text),
              again: () => void this.#open(),
            })
      }${proposals(this)}<slot></slot>`
  }

  #full(storage: 'none' | number): string {
    const it = this.words(words)
    return storage === 'none' ? it.cannotKeep : it.nearlyFull(`${Math.round(storage * 100)}%`)
  }

  async #open(): Promise<void> {
    const turn = ++this.#turn
    const clock = this.#clock()
    if (this.#given || !this.community || clock === 'hand') return
    this.#close()
    this.#reader = new Reader(this.read)
    this.copied = false
    try {
      const opened: Opened = this.practice ? await this.#told(clock) : { station: await this.#kept(clock) }
      // Attributes changed, or the tag left the page, while the files were read.
      if (turn !== this.#turn || !this.isConnected) return void (await opened.station.close())
      this.#ready(opened)
      await this.#measure()
    } catch (error) {
      if (turn !== this.#turn) return
      if (error instanceof StationRefused) this.#tell(error.troubles)
      else this.storage = 'none'
    }
  }

  /** The community itself, kept on this device. */
  #kept(clock: Clock | undefined): Promise<Station> {
    return openStation({
      community: addressOf(this.community),
      ...(this.roster && { roster: addressOf(this.roster) }),
      ...(this.people && { people: addressOf(this.people) }),
      ...(this.name && { name: this.name }),
      ...(this.me && { me: this.me }),
      ...(this.reach && { reach: [this.reach] }),
      ...(clock && { clock }),
      read: this.#reader.read,
    })
  }

  /** The world of one example of a pack, in memory. */
  async #told(clock: Clock | undefined): Promise<Opened> {
    const { loadBook } = await import('../../engine/books.js')
    const { openStory } = await import('../../engine/stories/open-story.js')
    const { book, troubles } = await loadBook(addressOf(this.community), this.#reader.read)
    if (!book) throw new StationRefused(troubles)
    const pack = book.packs.get(this.practice)
    if (!pack) throw new StationRefused([untold(addressOf(this.community), this.practice, [...book.packs.keys()])])
    const stories = pack.file.examples ?? []
    const story = stories[Math.min(Math.max(this.story, 1), stories.length) - 1]
    const told = await openStory(book, this.practice, story, clock)
    if (!this.me && told.by) told.station.me = told.by
    return { station: told.station, ...(told.on && { on: told.on }), packs: [...book.packs.values()] }
  }

  #ready(opened: Opened): void {
    const { station } = opened
    this.#opened = station
    // Somebody else may have sat down while the files were read.
    if (this.me || !this.practice) station.me = this.me || undefined
    this.storage = undefined
    this.#provider.setValue(station)
    this.#tell(station.troubles)
    this.#untell = station.watch(
      () => station.troubles,
      (troubles) => {
        const isKnown = troubles.length === this.troubles.length && troubles.every((one) => this.troubles.includes(one))
        if (!isKnown) this.#tell(troubles)
      },
    )
    this.emit('linli-station-ready', opened)
    void this.#join()
  }

  /** The world of an example is nobody else's business. */
  async #join(): Promise<void> {
    const shared = this.isConnected && !this.practice
    try {
      const adapter = this.adapter ?? (shared ? await this.#named() : undefined)
      await this.#far.join(shared ? this.station : undefined, adapter, this.reach)
    } catch {
      // what is to go could not be marked, so nothing else can be kept either
      this.storage = 'none'
    }
  }

  /** One adapter for one address: it is the same far side as long as that is the same. */
  #named(): Promise<SyncAdapter> | undefined {
    const { sync } = this
    if (!/^(https?:\/\/|\.{0,2}\/)/.test(sync)) {
      if (sync)
        console.warn(`<${this.localName}> sync="${sync}" is no address; write it as https://example.org/linli/.`)
      return undefined
    }
    if (this.#by?.sync !== sync) this.#by = { sync, adapter: adapterAt(sync) }
    return this.#by.adapter
  }

  #tell(troubles: readonly Trouble[]): void {
    this.troubles = troubles
    if (troubles.length > 0) this.emit('linli-station-trouble', { troubles })
  }

  #close(): void {
    const station = this.#opened
    if (!station) return
    this.#opened = undefined
    this.#untell?.()
    this.#provider.setValue(this.#given)
    void station.close()
  }

  #clock(): Clock | 'hand' | undefined {
    const { clock } = this
    if (typeof clock === 'object') return clock
    if (clock === '' || clock === 'hand') return clock || undefined
    const start = Date.parse(clock)
    if (!Number.isNaN(start)) return runningClock(start, clock)
    console.warn(`<${this.localName}> clock="${clock}" is no moment; write it as 2020-04-10T17:30:00+08:00.`)
    return undefined
  }

  async #measure(): Promise<void> {
    const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {}
    if (quota > 0 && usage / quota > nearlyFull) this.storage = usage / quota
  }

  async #copy(text: string): Promise<void> {
    // Where the page may not write to the clipboard, the sentences can still be selected by hand.
    this.copied =
      (await navigator.clipboard?.writeText(text).then(
        () => true,
        () => false,
      )) ?? false
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-station': StationElement
  }
  interface GlobalEventHandlersEventMap {
    'linli-station-ready': CustomEvent<Opened>
    'linli-station-trouble': CustomEvent<{ readonly troubles: readonly Trouble[] }>
  }
}
