/** Keeps the keyboard on one strip: arrows move it, and it goes along when its dossier changes lanes or is closed. */
import type { ReactiveController } from 'lit'
import type { DossierId } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import { arrow, type Spot } from './arrows.js'
import { type Layout, spotOf } from './layout.js'
import type { Reach } from './reach.js'

export interface Desk extends LinliElement {
  readonly layout: Layout
  readonly reach: Reach
  /** The keyboard came to this dossier. */
  arrived(id: DossierId, lane: string): void
}

const turned: Readonly<Record<string, string>> = { ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' }

export class Roving implements ReactiveController {
  /** Dossier whose strip has the focus or had it last. */
  stop?: DossierId
  /** Where the strip that has the focus stands; where it stood, once its dossier is gone. */
  held?: Spot
  #was?: Spot
  readonly #desk: Desk

  constructor(desk: Desk) {
    this.#desk = desk
    desk.addController(this)
  }

  hostUpdate(): void {
    this.hold()
  }

  /** Looks where the focus is. */
  hold(): void {
    this.held = this.#focused ? (this.spot ?? this.#was) : undefined
  }

  hostUpdated(): void {
    this.#was = this.spot ?? this.#was
    if (!this.held || this.#focused) return
    const at = this.near
    if (at) void this.go(at)
  }

  /** Its spot; once it is gone, that of whichever dossier took its place. */
  get near(): Spot | undefined {
    const at = this.spot ?? this.#was
    if (!at) return undefined
    const { rows } = this.#desk.layout
    const lane = rows[at.lane]?.length ? at.lane : rows.findIndex(({ length }) => length > 0)
    return lane < 0 ? undefined : { lane, index: Math.min(at.index, rows[lane]!.length - 1) }
  }

  get spot(): Spot | undefined {
    return spotOf(this.#desk.layout, this.stop)
  }

  /** Goes where the key leads; false where it means nothing here. */
  press(key: string): boolean {
    const { layout, reach } = this.#desk
    const at = this.#focused && this.spot
    const lane = at && layout.lanes[at.lane]
    if (!lane) return false
    const own = this.#desk.matches(':dir(rtl)') ? (turned[key] ?? key) : key
    const counts = layout.rows.map((rows) => rows.length)
    const to = arrow(own, at, counts, reach.page(lane.name))
    if (to) void this.go(to)
    return to !== undefined
  }

  async go({ lane, index }: Spot): Promise<void> {
    const desk = this.#desk
    const id = desk.layout.rows[lane]?.[index]?.row.id
    const name = desk.layout.lanes[lane]?.name
    if (id === undefined || name === undefined) return
    this.stop = id
    desk.arrived(id, name)
    await desk.updateComplete
    desk.reach.show(name, index)
    desk.requestUpdate()
    await desk.updateComplete
    this.#strip(id)?.focus({ preventScroll: true })
  }

  get #focused(): boolean {
    return this.#desk.shadowRoot?.activeElement?.matches('.strip') ?? false
  }

  #strip(id: DossierId): HTMLElement | undefined {
    const strips = this.#desk.renderRoot.querySelectorAll<HTMLElement>('.strip')
    return [...strips].find((each) => each.dataset['id'] === id)
  }
}
