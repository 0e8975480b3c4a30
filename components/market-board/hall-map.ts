/** The map of a hall: what can be seen of it is drawn, a hall of 75,000 stalls as well as one of ninety. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Moment, PlaceId } from '../../engine/types.js'
import type { LinliElement } from '../base/element.js'
import { icon } from '../base/icon.js'
import { silhouettes } from '../base/state-mark.js'
import { RowWindow } from '../base/row-window.js'
import { type Cell, type Plan, planOf, type UnitPlace } from './halls.js'
import { firstStep, stallLook, type UnitLook, unitLook } from './looks.js'
import type { MarketView } from './market.js'
import { cellFor } from './plan-keys.js'
import { words } from './words.js'

/** Drawn beyond the edges: each cell costs a little, and both ways there are edges. */
const beyond = 2

export interface MapView {
  readonly view: MarketView
  readonly now: Moment
  readonly label: string
  /** Which units are shown with their state. */
  readonly fits: (sort: string) => boolean
}

export class HallMap {
  /** Stall that Tab comes to. */
  #stop: PlaceId = ''
  readonly #across = new RowWindow(undefined, beyond)
  readonly #down = new RowWindow(undefined, beyond)
  #box: HTMLElement | undefined
  #plan: Plan | undefined
  readonly #resized = new ResizeObserver(() => this.#measure())

  constructor(
    private readonly host: LinliElement,
    private readonly open: (stall: PlaceId) => void,
  ) {}

  /** Units that can be seen. */
  get sight(): readonly UnitPlace[] {
    const plan = this.#plan
    if (!plan) return []
    const found = new Set<UnitPlace>()
    this.#each(plan, (cell) => cell && found.add(cell.unit))
    return [...found]
  }

  render(it: MapView): TemplateResult {
    const { host } = this
    const says = host.words(words)
    const plan = (this.#plan = planOf(it.view.hall))
    if (!plan) return html`<p class="quiet none">${says.noMap}</p>`
    this.#across.count = plan.columns
    this.#down.count = plan.rows
    if (!plan.of(this.#stop)) this.#stop = this.#firstIn(plan)
    const looks = new Map<UnitPlace, UnitLook>()
    const look = (unit: UnitPlace) => {
      let seen = looks.get(unit)
      if (!seen) looks.set(unit, (seen = unitLook(host, it.view, unit)))
      return seen
    }
    const rows: TemplateResult[] = []
    const [across, down] = this.#drawn
    for (let row = down.first; row < down.last; row++) {
      const cells: TemplateResult[] = []
      for (let col = across.first; col < across.last; col++) cells.push(this.#cell(it, plan, col, row, look))
      rows.push(html`<div class="r" role="row" aria-rowindex=${row + 1}>${cells}</div>`)
    }
    return html`<p class="vh" id="keys">${says.keys}</p><div class="box" @scroll=${this.#scrolled}><div class="ground"><div class="cells" part="map"
      role="grid" aria-label=${it.label} aria-describedby="keys" aria-rowcount=${plan.rows} aria-colcount=${plan.columns}
      @keydown=${this.#pressed} @click=${this.#clicked}>${rows}</div></div></div>`
  }

  /** Gives the map its size and its place; a page under a strict policy cannot say it in the template. */
  place(): void {
    const box = this.host.renderRoot.querySelector<HTMLElement>('.box') ?? undefined
    if (box !== this.#box) {
      this.#resized.disconnect()
      this.#box = box
      if (box) this.#resized.observe(box)
    }
    if (!box) return
    const ground = box.firstElementChild as HTMLElement
    const cells = ground.firstElementChild as HTMLElement
    const [across, down] = this.#drawn
    ground.style.inlineSize = `${this.#across.height}px`
    ground.style.blockSize = `${this.#down.height}px`
    cells.style.transform = `translate(${across.y}px, ${down.y}px)`
    cells.style.gridTemplateColumns = `repeat(${across.last - across.first}, var(--across))`
    this.#measure()
  }

  /** Brings a stall into sight, and the focus to it. */
  async show(stall: PlaceId, focus = true): Promise<void> {
    const at = this.#plan?.of(stall)
    const box = this.#box
    if (!at || !box || !this.#plan) return
    this.#stop = stall
    const [left, top] = this.#plan.first
    box.scrollLeft = this.#across.reveal(at[0] - left, box.scrollLeft)
    box.scrollTop = this.#down.reveal(at[1] - top, box.scrollTop)
    this.host.requestUpdate()
    await this.host.updateComplete
    if (focus) this.host.renderRoot.querySelector<HTMLElement>('.c[tabindex="0"]')?.focus({ preventScroll: true })
  }

  get #drawn() {
    return [this.#across.at(this.#box?.scrollLeft ?? 0), this.#down.at(this.#box?.scrollTop ?? 0)] as const
  }

  #each(plan: Plan, see: (cell: Cell | undefined) => void): void {
    const [across, down] = this.#drawn
    for (let row = down.first; row < down.last; row++)
      for (let col = across.first; col < across.last; col++) see(plan.at(plan.first[0] + col, plan.first[1] + row))
  }

  #cell(it: MapView, plan: Plan, col: number, row: number, look: (unit: UnitPlace) => UnitLook): TemplateResult {
    const [c, r] = [plan.first[0] + col, plan.first[1] + row]
    const cell = plan.at(c, r)
    const { host } = this
    if (!cell)
      return html`<div class="c corridor" role="gridcell" aria-colindex=${col + 1}><span class="vh">${host.words(words).corridor}</span></div>`
    const { stall, unit } = cell
    const seen = look(unit)
    const shown = it.fits(seen.sort)
    const state = stallLook(host, it.view, stall, it.now)
    const title = host.say(stall.title)
    // a line between two units is drawn once, by the one to the right of it or below
    const [west, north] = [plan.at(c - 1, r), plan.at(c, r - 1)]
    const edges = [
      west?.unit === unit ? '' : 'west',
      north?.unit === unit ? '' : 'north',
      plan.at(c + 1, r) ? '' : 'east',
      plan.at(c, r + 1) ? '' : 'south',
    ]
    const says = host.words(words)
    const badge = shown && unit.stalls[0] === stall && seen.sort !== firstStep(it.view)
    return html`<div class="c ${stall.vacant ? 'vacant' : shown ? state.mark : 'other'} ${shown ? `u-${seen.mark}` : ''} ${edges.join(' ')}" role="gridcell"
      aria-colindex=${col + 1} data-id=${stall.id} tabindex=${stall.id === this.#stop ? '0' : '-1'}
      aria-label=${says.cell(title, state.word, says.unitIs(host.say(unit.title), seen.word))}>
      ${badge ? html`<span class="un">${icon(seen.drawing)}</span>` : nothing}<span class="no">${title}</span>${shown ? icon(silhouettes[state.mark]) : nothing}</div>`
  }

  #firstIn(plan: Plan): PlaceId {
    const [left, top] = plan.first
    for (let row = top; row < top + plan.rows; row++)
      for (let col = left; col < left + plan.columns; col++) {
        const id = plan.at(col, row)?.stall.id
        if (id !== undefined) return id
      }
    return ''
  }

  /** Cells are as large as the look makes them: density and 长者 mode change them. */
  #measure(): void {
    const box = this.#box
    if (!box) return
    const style = getComputedStyle(box)
    const sizes = [
      Number.parseFloat(style.getPropertyValue('--cell-inline')) || 64,
      Number.parseFloat(style.getPropertyValue('--cell-block')) || 48,
      box.clientWidth,
      box.clientHeight,
    ] as const
    const before = [this.#across.row, this.#down.row, this.#across.view, this.#down.view]
    ;[this.#across.row, this.#down.row, this.#across.view, this.#down.view] = sizes
    if (before.some((each, i) => each !== sizes[i])) this.host.requestUpdate()
  }

  #shownBefore = ''
  readonly #scrolled = (): void => {
    const [across, down] = this.#drawn
    const shown = [across.first, across.last, down.first, down.last].join()
    if (shown !== this.#shownBefore) this.host.requestUpdate()
    this.#shownBefore = shown
  }

  readonly #clicked = (event: Event): void => {
    const id = (event.target as Element).closest<HTMLElement>('[data-id]')?.dataset['id']
    if (id === undefined) return
    this.#stop = id
    this.open(id)
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    const id = (event.target as HTMLElement).dataset['id'] ?? ''
    const plan = this.#plan
    const at = plan?.of(id)
    if (!plan || !at || event.altKey || event.metaKey) return
    if (event.key === 'Enter' || event.key === ' ') this.open(id)
    else {
      const to = cellFor(event.key, event.ctrlKey, at, plan, this.#down.page)
      const stall = to && plan.at(...to)?.stall.id
      if (stall === undefined) return
      void this.show(stall)
    }
    event.preventDefault()
  }
}
