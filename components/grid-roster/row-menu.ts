/** The menu of a row: what may be done with the posts of its place, and beside what may not, why. */
import { html, nothing, type TemplateResult } from 'lit'
import { createRef, ref } from 'lit/directives/ref.js'
import type { LinliElement } from '../base/element.js'
import type { Wish } from './desk.js'
import { adopt, menuStyles } from './late.styles.js'
import { wishTitle } from './post-dialog.js'
import type { Seen } from './seen.js'
import { words } from './words.js'

const edge = 8

export class RowMenu {
  readonly #box = createRef<HTMLElement>()

  /** @param anchor below which it opens, in the window's px */
  constructor(
    private readonly host: LinliElement,
    private readonly seen: Seen,
    private readonly wishes: readonly Wish[],
    private readonly anchor: DOMRect,
    private readonly ways: { readonly choose: (wish: Wish) => void; readonly closed: () => void },
  ) {
    adopt(host, menuStyles)
  }

  render(): TemplateResult {
    return html`<div class="menu" role="menu" popover="auto" aria-label=${this.host.words(words).more} ${ref(this.#box)} @toggle=${this.#toggled} @keydown=${this.#pressed}>${this.wishes.map(
      (
        wish,
        i,
      ) => html`<button type="button" role="menuitem" tabindex=${i === 0 ? 0 : -1} aria-disabled=${wish.no ? 'true' : nothing}
        @click=${() => this.#choose(wish)}>${wishTitle(this.host, this.seen, wish)}${wish.no ? html`<small>${this.host.say(wish.no)}</small>` : nothing}</button>`,
    )}</div>`
  }

  show(): void {
    const box = this.#box.value
    if (!box) return
    box.showPopover()
    const { offsetWidth: width, offsetHeight: height } = box
    const { left, right, top, bottom } = this.anchor
    const backwards = getComputedStyle(this.host).direction === 'rtl'
    const x = backwards ? left : right - width
    const y = bottom + height + edge > innerHeight ? top - height : bottom
    box.style.setProperty('left', `${Math.max(edge, Math.min(x, innerWidth - width - edge))}px`)
    box.style.setProperty('top', `${Math.max(edge, y)}px`)
    this.#items[0]?.focus()
  }

  get #items(): readonly HTMLElement[] {
    return [...(this.#box.value?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
  }

  #choose(wish: Wish): void {
    if (wish.no) return
    this.#box.value?.hidePopover()
    this.ways.choose(wish)
  }

  readonly #toggled = (event: ToggleEvent): void => {
    if (event.newState === 'closed') this.ways.closed()
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    const items = this.#items
    const at = items.indexOf(event.target as HTMLElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key]
    if (event.key === 'Tab') this.#box.value?.hidePopover()
    if (to === undefined) return
    event.preventDefault()
    event.stopPropagation()
    items.at(to % items.length)?.focus()
  }
}
