/** The tree made narrower: by what is typed into the search field, or by a figure that was pressed. */
import { html, nothing, type TemplateResult } from 'lit'
import { sameTree } from '../../engine/roster/places.js'
import type { PlaceId } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { titleOf } from './chain.js'
import type { Figure } from './figures.js'
import type { Seen } from './seen.js'
import type { Tree } from './tree.js'
import { words } from './words.js'

/** More sentences than this hide the tree. */
const told = 3

const endedIn = ({ places, top }: Seen, text: string): readonly PlaceId[] =>
  places
    .ended(text)
    .filter((id) => places.rows.of(places.today(id)) >= 0 && (top === undefined || places.under(id, top)))

/** What stands for a place that is no more is found by its name and code as well. */
const withHeirs = ({ places }: Seen, found: readonly number[], ended: readonly PlaceId[]): readonly number[] =>
  ended.length === 0
    ? found
    : [...new Set([...found, ...ended.map((id) => places.rows.of(places.today(id)))])].sort((a, b) => a - b)

export class Narrow {
  /** What is searched for, as typed. */
  text = ''
  figure?: Figure
  /** Rows that the search found; undefined while there is none. */
  found?: readonly number[]
  #seen?: Seen
  /** Places that are no more and were meant. */
  #ended: readonly PlaceId[] = []

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

  #set(text: string, found: readonly number[] | undefined, figure: Figure | undefined): void {
    this.text = text
    this.found = found
    this.figure = figure
    this.tree.filter(found ?? figure?.rows)
    this.host.requestUpdate()
  }

  #search(text: string): void {
    const seen = this.#seen
    const asked = text.trim()
    this.#ended = seen && asked ? endedIn(seen, asked) : []
    const found = seen && asked ? withHeirs(seen, seen.places.find(asked, seen.top), this.#ended) : undefined
    this.#set(text, found, undefined)
    if (!found) return
    // what is found alone is what was meant: it stands open
    if (found.length === 1) this.tree.toggle(found[0]!, true)
    this.tree.goTo(this.#best())
  }

  /** Row that fits best; -1 if nothing does. */
  #best(): number {
    const [best] = this.#seen?.places.search(this.text, 1, this.#seen.top) ?? []
    return best === undefined ? (this.found?.[0] ?? -1) : this.#seen!.places.rows.of(best)
  }

  async #learn(): Promise<void> {
    if ((await this.#seen?.places.learnPinyin()) && this.text) this.#search(this.text)
  }

  readonly #typed = (event: InputEvent | CompositionEvent): void => {
    // the letters of an input method are not yet what is searched for
    if ('isComposing' in event && event.isComposing) return
    this.#search((event.target as HTMLInputElement).value)
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.isComposing) return
    if (event.key === 'Escape' && this.text) {
      event.preventDefault()
      this.#search('')
    }
    if ((event.key !== 'Enter' && event.key !== 'ArrowDown') || !this.found?.length) return
    event.preventDefault()
    const row = this.#best()
    if (event.key === 'Enter') this.choose(this.#seen!.places.rows.ids[row]!)
    this.tree.goTo(row, event.key === 'ArrowDown')
  }

  field(): TemplateResult {
    const it = this.host.words(words)
    return html`<label class="field">${icon(draw.search, 's')}<span class="vh">${it.find}</span>
      <input type="search" .value=${this.text} placeholder=${it.find} autocomplete="off" spellcheck="false" @focus=${() => void this.#learn()} @input=${this.#typed} @compositionend=${this.#typed} @keydown=${this.#pressed}></label>`
  }

  /** What the tree is narrowed to, and the way back. */
  bar(then: PlaceId): TemplateResult | typeof nothing {
    const it = this.host.words(words)
    if (!this.figure) return this.#gone()
    return html`<p class="only">${icon(draw.filter, 's')}<span>${it.only(this.figure.title, this.host.number(this.figure.rows.length))}</span>
      <button class="btn bare" type="button" @click=${() => this.by(undefined, then)}>${it.all}</button></p>`
  }

  /** What became of places that are no more and were searched for. */
  #gone(): TemplateResult | typeof nothing {
    const seen = this.#seen
    if (!seen || !this.text || this.#ended.length === 0) return nothing
    const it = this.host.words(words)
    const { places } = seen
    return html`${this.#ended.slice(0, told).map((id) => {
      const heir = places.today(id)
      const says = places.get(heir)?.kind === places.get(id)?.kind ? it.ended : it.endedWithout
      return html`<p class="only">${icon(draw.gap, 's')}<span>${says(titleOf(this.host, seen, id), id, titleOf(this.host, seen, heir))}</span>
      <button class="btn bare" type="button" @click=${() => this.choose(heir)}>${titleOf(this.host, seen, heir)}</button></p>`
    })}`
  }

  /** 找到 1 个社区，含 5 网格 47 幢 */
  said(): string {
    const [seen, rows] = [this.#seen, this.found]
    if (!seen || !rows?.length) return ''
    const it = this.host.words(words)
    const { kind, end } = seen.places.rows
    const kinds = new Map<ReturnType<typeof kind>, number>()
    for (const row of rows) kinds.set(kind(row), (kinds.get(kind(row)) ?? 0) + 1)
    const what = [...kinds].map(([each, count]) => it.counted(this.host.number(count), it.kind(each, count)))
    const [only] = rows
    const inside = seen.counts.kinds.flatMap((each) => {
      const count = rows.length > 1 ? 0 : each.rows.filter((row) => row > only! && row < end[only!]!).length
      return count > 0 ? it.count(this.host.number(count), it.kind(each.kind, count)) : []
    })
    return it.found(it.list(what), it.inside(inside))
  }
}
