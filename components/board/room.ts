/** What makes a command room of a board: sound, a way down through the places, and the hand-over of shifts. Loaded late. */
import { html, nothing, type TemplateResult } from 'lit'
import type { DossierId } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import type { Sheet } from './dialog.js'
import { Drill } from './drill.js'
import { HandOver } from './hand-over.js'
import { adopt } from '../base/adopt.js'
import { roomStyles } from './room.styles.js'
import { roomWords } from './room-words.js'
import { depthOf, keyOf, type Sieve } from './sieve.js'
import { Sound } from './sound.js'
import type { Change, Placed } from './standing.js'

/** What a room asks of its board. */
export interface RoomHost extends LinliElement {
  readonly shift: string
  readonly place: string
  /** Kind of the cases. */
  readonly cases: string
  /** All that the filters leave, the one by place aside. */
  readonly placed: readonly Placed[]
  readonly sieve: Sieve
  sift(change: Partial<Sieve>): void
  showSheet(what: 'places' | 'hand-over', sheet: Sheet): void
  closeSheet(): void
  show(id: DossierId): void
  tell(says: string): void
}

export class Room {
  readonly #sound = new Sound()
  readonly #drill: Drill
  readonly #handOver: HandOver

  constructor(private readonly host: RoomHost) {
    this.#drill = new Drill(host)
    this.#handOver = new HandOver(host)
    adopt(host, roomStyles)
  }

  /** One tone for what other rows brought; being late goes before being new. */
  hear({ worse, came }: Pick<Change, 'worse' | 'came'>): void {
    if (worse.some(({ mark }) => mark === 'late')) this.#sound.play('late')
    else if (came.length > 0) this.#sound.play('new')
  }

  left(): void {
    this.#sound.close()
  }

  duty(): TemplateResult | typeof nothing {
    return this.host.shift ? this.#handOver.onDuty() : nothing
  }

  tools(): TemplateResult {
    const { host } = this
    const it = host.words(roomWords)
    const { on } = this.#sound
    return html`<button class="btn" type="button" aria-pressed=${on} @click=${this.#turn}>${icon(draw.speak, 's')}${on ? it.soundOn : it.soundOff}</button>
      ${host.shift && host.station?.book.kinds.has(host.shift) ? html`<button class="btn" type="button" @click=${() => this.#handOver.open()}>${icon(draw.person, 's')}${it.handOver}</button>` : nothing}`
  }

  /** The way down through the places, where other boards have a list. */
  places(): TemplateResult {
    const { host } = this
    const it = host.words(roomWords)
    const at = host.sieve.place
    const depth = depthOf(at)
    const path = host.placed.find(({ row }) => keyOf(row.place.path, depth) === at)?.row.place.path.slice(0, depth)
    const words = path?.map((part) => host.say(part)).join(' · ') || it.everywhere
    return html`<button class="btn" type="button" aria-haspopup="dialog" @click=${() => host.showSheet('places', this.#drill)}>${icon(draw.place, 's')}<span class="vh">${it.places}: </span>${words}${icon(draw.down, 's')}</button>`
  }

  readonly #turn = () => {
    const on = !this.#sound.on
    this.#sound.turn(on)
    this.host.tell(on ? this.host.words(roomWords).soundSays : '')
  }
}
