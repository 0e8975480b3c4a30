/** The tree made narrower: by what is typed into the search field, or by a figure that was pressed. */
import { html, nothing, type TemplateResult } from 'lit'
import { sameTree } from '../../engine/roster/places.js'
import type { PlaceId } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import type { Figure } from './figures.js'
import { search } from './late.js'
import type { Found } from './search.js'
import type { Seen } from './seen.js'
import type { Tree } from './tree.js'
import { words } from './words.js'

export class Narrow {
  /** What is searched for, as typed. */
  text = ''
  figure?: Figure
  /** Undefined while nothing is searched for, and until the search is loaded. */
  found?: Found
  #seen?: Seen

  /** @param choose says who answers for a place */
  constructor(
    private readonly host: LinliElement,
    private readonly tree: Tree,
    private readonly choose: (place: PlaceId) => void,
  ) {}

  /** Another roster: what was searched for is searched for there. */
  take(seen: Seen | undefined): void {
    const before = this.#seen
    this.#seen = seen
    if (before && seen && sameTree(before.places, seen.places) && before.top === seen.top) return
    this.figure = undefined
    this.found = undefined
    if (this.text) this.#search(this.text)
  }

  /** Leaves the rows of a figure; pressed again, or without one, all are back. */
  by(figure: Figure | undefined, then?: PlaceId): void {
    this.#set('', undefined, figure?.name === this.figure?.name ? undefined : figure)
    if (!this.figure && then && this.#seen) this.tree.goTo(this.#seen.places.rows.of(then))
  }

  /** Takes everything back if it hides this row. */
  widenFor(row: number): void {
    const hidden = (this.tree.shown?.indexOf(row) ?? -1) < 0
    if (hidden && (this.figure || this.found)) this.#set('', undefined, undefined)
  }

  #set(text: string, found: Found | undefined, figure: Figure | undefined): void {
    this.text = text
    this.found = found
    this.figure = figure
    this.tree.filter(found?.rows ?? figure?.rows)
    this.host.requestUpdate()
  }

  #search(text: string): void {
    const seen = this.#seen
    const asked = text.trim()
    const found = seen && asked ? search.now?.searchFor(seen, asked) : undefined
    this.#set(text, found, undefined)
    if (!found) return
    // what is found alone is what was meant: it stands open
    if (found.rows.length === 1) this.tree.toggle(found.rows[0]!, true)
    this.tree.goTo(found.best)
  }

  /** Searches as soon as that can be done, for what was typed by then; once more when pinyin is understood. */
  async #learn(): Promise<void> {
    const loaded = search.now ?? (await search.load())
    if (this.text && !this.found) this.#search(this.text)
    if ((await loaded?.learnPinyin()) && this.text) this.#search(this.text)
  }

  readonly #typed = (event: InputEvent | CompositionEvent): void => {
    // the letters of an input method are not yet what is searched for
    if ('isComposing' in event && event.isComposing) return
    this.#search((event.target as HTMLInputElement).value)
    if (!search.now) void this.#learn()
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.isComposing) return
    if (event.key === 'Escape' && this.text) {
      event.preventDefault()
      this.#search('')
    }
    if ((event.key !== 'Enter' && event.key !== 'ArrowDown') || !this.text) return
    event.preventDefault()
    void search.load().then(() => this.#go(event.key === 'ArrowDown'))
  }

  /** To what was found, or to the row that says who answers there. */
  #go(into: boolean): void {
    if (!this.found?.rows.length) return
    const row = this.found.best
    if (!into) this.choose(this.#seen!.places.rows.ids[row]!)
    this.tree.goTo(row, into)
  }

  field(): TemplateResult {
    const it = this.host.words(words)
    return html`<label class="field">${icon(draw.search, 's')}<span class="vh">${it.find}</span>
      <input type="search" .value=${this.text} placeholder=${it.find} autocomplete="off" spellcheck="false" @focus=${() => void this.#learn()} @input=${this.#typed} @compositionend=${this.#typed} @keydown=${this.#pressed}></label>`
  }

  /** What the tree is narrowed to, and the way back. */
  bar(then: PlaceId): TemplateResult | typeof nothing {
    const it = this.host.words(words)
    const [found, seen] = [this.found, this.#seen]
    if (found && seen) return search.now!.gone(this.host, seen, found, this.choose)
    if (!this.figure) return nothing
    return html`<p class="only">${icon(draw.filter, 's')}<span>${it.only(this.figure.title, this.host.number(this.figure.rows.length))}</span>
      <button class="btn bare" type="button" @click=${() => this.by(undefined, then)}>${it.all}</button></p>`
  }

  /** How much was found. */
  said(): string {
    const it = this.host.words(words)
    if (this.text && search.failed) return it.away
    if (!this.found?.rows.length || !this.#seen) return ''
    return search.now!.said(this.host, this.#seen, this.found, it.kind)
  }
}
