/** The menu of a row: what may be done with its place and its posts, and beside what may not, why. */
import { html, nothing, type TemplateResult } from 'lit'
import { createRef, ref } from 'lit/directives/ref.js'
import { adopt } from '../base/adopt.js'
import type { Say } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import { menuStyles } from './row-menu.styles.js'

const edge = 8
const words = { zh: { more: '办理岗位' }, en: { more: 'Posts' } }

export interface MenuItem {
  readonly title: string
  /** Why it cannot be chosen now. */
  readonly no?: Say
  readonly choose: () => void
}

export class RowMenu {
  readonly #box = createRef<HTMLElement>()

  /** @param anchor below which it opens, in the window's px */
  constructor(
    private readonly host: LinliElement,
    private readonly offers: readonly MenuItem[],
    private readonly anchor: DOMRect,
    private readonly closed: () => void,
  ) {
    adopt(host, menuStyles)
  }

  render(): TemplateResult {
    return html`<div class="menu" role="menu" popover="auto" aria-label=${this.host.words(words).more} ${ref(this.#box)} @toggle=${this.#toggled} @keydown=${this.#pressed}>${this.offers.map(
      (
        item,
        i,
      ) => html`<button type="button" role="menuitem" tabindex=${i === 0 ? 0 : -1} aria-disabled=${item.no ? 'true' : nothing}
        @click=${() => this.#choose(item)}>${item.title}${item.no ? html`<small>${this.host.say(item.no)}</small>` : nothing}</button>`,
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

  #choose(item: MenuItem): void {
    if (item.no) return
    this.#box.value?.hidePopover()
    item.choose()
  }

  readonly #toggled = (event: ToggleEvent): void => {
    if (event.newState === 'closed') this.closed()
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
