/** Finds a stall by number or name among tens of thousands: a field, and what fits below it. */
import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { finderOf, learnPinyin } from '../../engine/roster/places-search.js'
import type { PlaceId } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { words } from './words.js'

/** As many as a hand reaches without scrolling; of others that fit a word, such as halls, some are passed over. */
const most = 6
const looked = 60

export class Find {
  #text = ''
  #at = -1

  constructor(
    private readonly host: LinliElement,
    private readonly pick: (stall: PlaceId) => void,
    /** Name of the search, where a page has more than one. */
    private readonly name = () => host.words(words).find,
  ) {}

  clear(): void {
    this.#text = ''
    this.#at = -1
    this.host.requestUpdate()
  }

  render(): TemplateResult | typeof nothing {
    const { host } = this
    const it = host.words(words)
    if (!host.station) return nothing
    const found = this.#found
    const text = this.#text.trim()
    return html`<div class="find" role="search" aria-label=${this.name()}><div class="field">${icon(draw.search, 's')}<input type="text" role="combobox" autocomplete="off" aria-label=${it.find} placeholder=${it.findHint}
        aria-expanded=${found.length > 0} aria-controls="found" aria-activedescendant=${this.#at >= 0 && found[this.#at] ? `found-${this.#at}` : nothing}
        .value=${live(this.#text)} @focus=${this.#learn} @input=${this.#typed} @keydown=${this.#pressed}></div>
      <div class="found" role="listbox" id="found" aria-label=${it.find} ?hidden=${found.length === 0}>${found.map(
        (id, i) =>
          html`<button type="button" role="option" tabindex="-1" id="found-${i}" aria-selected=${i === this.#at} @click=${() => this.#take(id)}>${icon(draw.stall, 's')}${this.#name(id)}</button>`,
      )}</div>
      <p class=${found.length === 0 && text ? 'found none' : 'vh'} role="status">${found.length === 0 && text ? it.noneFound(text) : ''}</p></div>`
  }

  get #found(): readonly PlaceId[] {
    const places = this.host.station?.places
    if (!places || !this.#text.trim()) return []
    return finderOf(places)
      .search(this.#text, looked)
      .filter((id) => places.get(id)?.kind === 'stall')
      .slice(0, most)
  }

  /** With the hall: numbers begin again in each. */
  #name(id: PlaceId): string {
    const places = this.host.station!.places
    const hall = places.ancestors(id).find((above) => places.get(above)?.kind === 'hall')
    return [hall, id].flatMap((each) => (each === undefined ? [] : this.host.say(places.get(each)?.title))).join(' · ')
  }

  readonly #learn = (): void => {
    void learnPinyin().then((known) => known && this.host.requestUpdate())
  }

  readonly #typed = (event: Event): void => {
    this.#text = (event.target as HTMLInputElement).value
    this.#at = -1
    this.host.requestUpdate()
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    const found = this.#found
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const at = found[Math.max(0, this.#at)]
    if (step) this.#at = Math.max(-1, Math.min(found.length - 1, this.#at + step))
    else if (event.key === 'Enter' && at !== undefined) this.#take(at)
    else if (event.key === 'Escape' && this.#text) this.clear()
    else return
    event.preventDefault()
    this.host.requestUpdate()
  }

  #take(id: PlaceId): void {
    this.clear()
    this.pick(id)
  }
}
