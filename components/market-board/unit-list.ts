/** The units as a list: what somebody has to see to stands first; as many rows are drawn as can be seen. */
import { html, nothing, svg, type TemplateResult } from 'lit'
import type { Moment, PlaceId } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import { icon } from '../base/icon.js'
import { RowWindow } from '../base/row-window.js'
import type { UnitPlace } from './halls.js'
import { sortOf, sortsOf, stallLook, unitLook } from './looks.js'
import type { MarketView } from './market.js'
import { words } from './words.js'

export interface ListView {
  readonly view: MarketView
  readonly now: Moment
  readonly label: string
  readonly fits: (sort: string) => boolean
}

export class UnitList {
  #stop: PlaceId = ''
  #units: readonly UnitPlace[] = []
  readonly #window = new RowWindow(undefined, 3)
  #box: HTMLElement | undefined
  readonly #resized = new ResizeObserver(() => this.#measure())

  constructor(
    private readonly host: LinliElement,
    private readonly open: (unit: UnitPlace) => void,
  ) {}

  get sight(): readonly UnitPlace[] {
    const { first, last } = this.#drawn
    return this.#units.slice(first, last)
  }

  render(it: ListView): TemplateResult | typeof nothing {
    const { host } = this
    const { view } = it
    const units = (sort: string) => view.hall.units.filter((unit) => sortOf(view, unit) === sort)
    this.#units = sortsOf(view).flatMap((sort) => (it.fits(sort) ? units(sort) : []))
    this.#window.count = this.#units.length
    if (this.#units.length === 0) return nothing
    if (!this.#units.some(({ id }) => id === this.#stop)) this.#stop = this.#units[0]!.id
    const { first, last } = this.#drawn
    return html`<p class="vh" id="list-keys">${host.words(words).listKeys}</p><div class="list-box" @scroll=${this.#scrolled}><div class="ground">
      <div class="rows" role="listbox" aria-label=${it.label} aria-describedby="list-keys" @keydown=${this.#pressed} @click=${this.#clicked}>${this.#units
        .slice(first, last)
        .map((unit, i) => this.#row(it, unit, first + i))}</div></div></div>`
  }

  place(): void {
    const box = this.host.renderRoot.querySelector<HTMLElement>('.list-box') ?? undefined
    if (box !== this.#box) {
      this.#resized.disconnect()
      this.#box = box
      if (box) this.#resized.observe(box)
    }
    if (!box) return
    const ground = box.firstElementChild as HTMLElement
    ground.style.blockSize = `${this.#window.height}px`
    ;(ground.firstElementChild as HTMLElement).style.transform = `translateY(${this.#drawn.y}px)`
    this.#measure()
  }

  get #drawn() {
    return this.#window.at(this.#box?.scrollTop ?? 0)
  }

  #row({ view, now }: ListView, unit: UnitPlace, index: number): TemplateResult {
    const { host } = this
    const look = unitLook(host, view, unit)
    const it = host.words(words)
    const stalls = unit.stalls.filter(({ vacant }) => !vacant)
    const states = stalls.map((stall) => stallLook(host, view, stall, now))
    const done = states.filter(({ answer }) => answer !== undefined).length
    const worse = Object.entries(view.answers)
      .slice(1)
      .toReversed()
      .flatMap(([answer, say]) => {
        const count = states.filter((state) => state.answer === answer).length
        return count > 0 ? [it.counted(host.say(say), host.number(count))] : []
      })
    return html`<div class="unit u-${look.mark}" role="option" data-id=${unit.id} aria-selected="false" aria-setsize=${this.#units.length} aria-posinset=${index + 1}
      tabindex=${unit.id === this.#stop ? '0' : '-1'}>${this.#nine(view, unit, now)}<span class="what"><b>${host.say(unit.title)}</b> <span class="quiet"><span class="nowrap">${it.done(host.number(done), host.number(stalls.length))}</span>${worse.map((each) => html` <b class="nowrap">${each}</b>`)}</span></span>
      <span class="st ${look.mark}">${icon(look.drawing)}${look.word}</span></div>`
  }

  /** The nine as small squares; the words beside them say the same. */
  #nine(view: MarketView, unit: UnitPlace, now: Moment): TemplateResult {
    const cells = unit.stalls.flatMap((stall, i) => [
      { stall, at: stall.cell ?? ([i % 3, Math.floor(i / 3)] as const) },
    ])
    const left = Math.min(...cells.map(({ at: [col] }) => col))
    const top = Math.min(...cells.map(({ at: [, row] }) => row))
    return html`<svg class="nine" viewBox="0 0 30 30" aria-hidden="true">${cells.map(({ stall, at: [col, row] }) => {
      const { mark } = stallLook(this.host, view, stall, now)
      return svg`<rect class=${stall.vacant ? 'vacant' : mark} x=${(col - left) * 10 + 1.5} y=${(row - top) * 10 + 1.5} width="7" height="7" />`
    })}</svg>`
  }

  #measure(): void {
    const box = this.#box
    if (!box) return
    const row = Number.parseFloat(getComputedStyle(box).getPropertyValue('--unit-block')) || 56
    const view = box.clientHeight
    if (row === this.#window.row && view === this.#window.view) return
    this.#window.row = row
    this.#window.view = view
    this.host.requestUpdate()
  }

  #shownBefore = -1
  readonly #scrolled = (): void => {
    const { first } = this.#drawn
    if (first !== this.#shownBefore) this.host.requestUpdate()
    this.#shownBefore = first
  }

  readonly #clicked = (event: Event): void => {
    const id = (event.target as Element).closest<HTMLElement>('[data-id]')?.dataset['id']
    const unit = this.#units.find((each) => each.id === id)
    if (!unit) return
    this.#stop = unit.id
    this.open(unit)
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    const at = this.#units.findIndex(({ id }) => id === (event.target as HTMLElement).dataset['id'])
    if (at < 0 || event.altKey || event.metaKey) return
    const last = this.#units.length - 1
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + this.#window.page,
      PageUp: at - this.#window.page,
      Home: 0,
      End: last,
    }[event.key]
    if (event.key === 'Enter' || event.key === ' ') this.open(this.#units[at]!)
    else if (to === undefined) return
    else void this.#go(Math.max(0, Math.min(last, to)))
    event.preventDefault()
  }

  async #go(index: number): Promise<void> {
    const box = this.#box
    if (!box) return
    this.#stop = this.#units[index]!.id
    box.scrollTop = this.#window.reveal(index, box.scrollTop)
    this.host.requestUpdate()
    await this.host.updateComplete
    this.host.renderRoot.querySelector<HTMLElement>('.unit[tabindex="0"]')?.focus({ preventScroll: true })
  }
}
