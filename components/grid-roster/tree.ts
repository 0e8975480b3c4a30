/** The tree itself: a treegrid of which only what is in sight is drawn, moved through as the ARIA Authoring Practices say. */
import { html, nothing, type ReactiveController, type TemplateResult } from 'lit'
import { createRef, ref } from 'lit/directives/ref.js'
import { repeat } from 'lit/directives/repeat.js'
import type { LinliElement } from '../base/element.js'
import * as draw from '../base/drawings.js'
import { icon } from '../base/icon.js'
import { sameTree } from '../../engine/roster/places.js'
import { search } from './late.js'
import type { Seen } from './seen.js'
import { Shown } from './shown.js'
import { stepOf, TypeAhead } from './tree-keys.js'
import { RowWindow } from '../base/row-window.js'

export interface TreeLook {
  readonly label: string
  readonly columns: readonly { readonly name: string; readonly title: string; readonly end?: boolean }[]
  /** Cells of a row, one for each column. */
  readonly cells: (row: number) => readonly TemplateResult[]
  readonly rowClass: (row: number) => string
  readonly selected: number
  /** Name of the button that opens a row's menu; absent where rows, or this one, have none. */
  readonly more?: (row: number) => string | undefined
}

/** More rows than this are not printed: sixty pages help nobody. */
const printed = 2000
export class Tree implements ReactiveController {
  shown?: Shown
  /** Row that the keyboard is at, and the cell in it; -1: the row itself. */
  active = -1
  #cell = -1
  printing = false
  readonly #host: LinliElement
  readonly #choose: (row: number, by: 'mouse' | 'keyboard') => void
  readonly #menu: (row: number, anchor: DOMRect) => void
  readonly #window = new RowWindow()
  readonly #box = createRef<HTMLElement>()
  readonly #rows = createRef<HTMLElement>()
  readonly #drawn = createRef<HTMLElement>()
  readonly #probe = createRef<HTMLElement>()
  readonly #sizes = new ResizeObserver(() => this.#measure())
  /** Rows that were drawn last. */
  #laid = { first: 0, last: 0 }
  #seen?: Seen
  #focusNext = false
  readonly #letters = new TypeAhead()

  /** @param menu opens what may be done at a row, below the anchor */
  constructor(
    host: LinliElement,
    choose: (row: number, by: 'mouse' | 'keyboard') => void,
    menu: (row: number, anchor: DOMRect) => void,
  ) {
    this.#host = host
    this.#choose = choose
    this.#menu = menu
    host.addController(this)
  }

  /** Another roster, or another part of it. */
  take(seen: Seen): void {
    const before = this.#seen
    this.#seen = seen
    // others hold the posts of the same places: whoever works in it stays where they are
    const { first, last } = seen
    if (before && sameTree(before.places, seen.places) && before.first === first && before.last === last) return
    const { shown } = this
    const at = shown?.rows.ids[this.active]
    this.shown = new Shown(seen.places.rows, first, last, shown)
    const there = at === undefined ? -1 : seen.places.rows.of(seen.places.today(at))
    this.active = this.shown.indexOf(there) < 0 ? (this.shown.list[0] ?? -1) : there
    const box = this.#box.value
    if (box && this.active !== there) box.scrollTop = 0
  }

  /** Opens what is above a row and goes there. With the focus it is a step to a neighbour, without it a leap. */
  goTo(row: number, focus = false, cell = -1): void {
    if (!this.shown || row < 0) return
    if (this.shown.indexOf(row) < 0) this.shown.reveal(row)
    this.active = row
    this.#cell = cell
    this.#focusNext ||= focus
    void this.#host.updateComplete.then(() => this.#reveal(!focus))
    this.#host.requestUpdate()
  }

  setAll(open: boolean): void {
    this.shown?.setAll(open)
    this.#keepActive()
  }

  filter(found: readonly number[] | undefined): void {
    this.shown?.filter(found)
    if (found?.length) this.goTo(found[0]!)
    else this.#keepActive()
  }

  hostConnected(): void {
    window.addEventListener('beforeprint', this.#print)
    window.addEventListener('afterprint', this.#print)
  }

  hostDisconnected(): void {
    this.#sizes.disconnect()
    window.removeEventListener('beforeprint', this.#print)
    window.removeEventListener('afterprint', this.#print)
  }

  hostUpdated(): void {
    const [box, probe] = [this.#box.value, this.#probe.value]
    if (!box || !probe) return
    this.#sizes.observe(box)
    this.#sizes.observe(probe)
    this.#measure()
    this.#place()
    if (!this.#focusNext) return
    this.#focusNext = false
    const row = this.#rowElement(this.active)
    ;(row && this.#cell >= 0 ? cellsOf(row)[this.#cell] : row)?.focus({ preventScroll: true })
  }

  render(look: TreeLook): TemplateResult {
    const shown = this.shown!
    this.#window.count = shown.list.length
    const { first, last } = (this.#laid = this.#range())
    const drawn = shown.list.slice(first, last)
    // the row that has the focus stays drawn, or scrolling would throw the keyboard out of the tree
    const away = this.#hasFocus && shown.indexOf(this.active) >= 0 && !drawn.includes(this.active) ? [this.active] : []
    return html`<div class="scroll" role="treegrid" aria-label=${look.label} aria-rowcount=${shown.list.length + 1} aria-colcount=${look.columns.length}
      @scroll=${this.#scrolled} @keydown=${this.#pressed} @click=${this.#clicked} @contextmenu=${look.more ? this.#asked : nothing} ${ref(this.#box)}>
      <div class="heads" role="rowgroup"><div class="cols" role="row" aria-rowindex="1">${look.columns.map(
        ({ name, title, end }) => html`<span role="columnheader" class="c-${name} ${end ? 'num' : ''}">${title}</span>`,
      )}</div></div>
      <div class="rows" role="rowgroup" ${ref(this.#rows)}><div class="probe" role="presentation" ${ref(this.#probe)}></div>
        <div class="drawn" role="presentation" ${ref(this.#drawn)}>${repeat(
          [...away, ...drawn],
          (row) => row,
          (row) => this.#row(row, look, away.includes(row)),
        )}</div></div></div>`
  }

  #row(row: number, look: TreeLook, away: boolean): TemplateResult {
    const shown = this.shown!
    return html`<div class="cols r l${Math.min(9, shown.level(row))} ${look.rowClass(row)} ${away ? 'vh' : ''}" role="row" data-row=${row}
      aria-level=${shown.level(row)} aria-rowindex=${shown.indexOf(row) + 2} aria-expanded=${shown.hasChildren(row) ? shown.isOpen(row) : nothing}
      aria-selected=${row === look.selected} tabindex=${row === this.active && this.#cell < 0 ? 0 : -1}>${look
        .cells(row)
        .map(
          (cell, i) =>
            html`<div role="gridcell" tabindex="-1" class="c-${look.columns[i]!.name} ${look.columns[i]!.end ? 'num' : ''}">${cell}${look.more && i === look.columns.length - 1 ? this.#more(row, look.more(row)) : nothing}</div>`,
        )}</div>`
  }

  #more(row: number, name: string | undefined): TemplateResult | typeof nothing {
    if (name === undefined) return nothing
    return html`<button class="more" type="button" aria-label=${name} aria-haspopup="menu" tabindex=${row === this.active ? 0 : -1}>${icon(draw.more, 's')}</button>`
  }

  #range(): { first: number; last: number } {
    if (this.printing) return { first: 0, last: Math.min(printed, this.#window.count) }
    return this.#window.at(this.#box.value?.scrollTop ?? 0)
  }

  /** Rows that stand on paper, while it is printed. */
  get onPaper(): number {
    return Math.min(printed, this.#window.count)
  }

  /** Heights are those of the page: of a row as its style makes it, and of what is left under the headings. */
  #measure(): void {
    const [box, probe, rows] = [this.#box.value, this.#probe.value, this.#rows.value]
    if (!box || !probe || !rows) return
    const row = probe.offsetHeight || 40
    const view = Math.max(row, box.clientHeight - rows.offsetTop)
    if (row === this.#window.row && view === this.#window.view) return
    this.#window.row = row
    this.#window.view = view
    const { first, last } = this.#range()
    // drawn already: at first, when the height of a row is learnt, they would all be drawn twice
    if (first === this.#laid.first && last <= this.#laid.last) this.#place()
    else void this.#host.updateComplete.then(() => this.#host.requestUpdate())
  }

  #place(): void {
    const [box, rows, drawn] = [this.#box.value, this.#rows.value, this.#drawn.value]
    if (!box || !rows || !drawn) return
    const { y } = this.#window.at(box.scrollTop)
    rows.style.blockSize = this.printing ? 'auto' : `${this.#window.height}px`
    drawn.style.transform = this.printing ? 'none' : `translateY(${y}px)`
  }

  readonly #scrolled = (): void => {
    this.#place()
    this.#host.requestUpdate()
  }

  readonly #print = (event: Event): void => {
    this.printing = event.type === 'beforeprint'
    // drawn in a microtask, and so before the page is laid out for paper
    this.#host.requestUpdate()
  }

  #reveal(middle: boolean): void {
    const [box, shown] = [this.#box.value, this.shown]
    const index = shown?.indexOf(this.active) ?? -1
    if (!box || index < 0) return
    this.#measure()
    const top = this.#window.reveal(index, box.scrollTop, middle)
    if (top !== box.scrollTop) box.scrollTop = top
  }

  #rowElement(row: number): HTMLElement | undefined {
    return this.#drawn.value?.querySelector<HTMLElement>(`[data-row="${row}"]`) ?? undefined
  }

  get #hasFocus(): boolean {
    return this.#box.value?.contains((this.#box.value.getRootNode() as ShadowRoot).activeElement) ?? false
  }

  #keepActive(): void {
    const { shown } = this
    if (!shown) return
    while (this.active >= 0 && shown.indexOf(this.active) < 0) this.active = shown.parent(this.active)
    if (this.active < 0) this.active = shown.list[0] ?? -1
    this.#focusNext ||= this.#hasFocus
    this.#host.requestUpdate()
  }

  /** Opens or closes a row; without a word, the other way round. */
  toggle(row: number, open = !this.shown!.isOpen(row)): void {
    this.#open([row], open)
  }

  #open(rows: readonly number[], open: boolean): void {
    this.shown!.setOpen(rows, open)
    this.#keepActive()
  }

  readonly #clicked = (event: MouseEvent): void => {
    const target = event.target as Element
    const row = Number(target.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? -1)
    if (row < 0) return
    this.active = row
    this.#cell = -1
    this.#focusNext = true
    const more = target.closest('.more')
    if (more) this.#menu(row, more.getBoundingClientRect())
    else if (target.closest('.tw') && this.shown!.hasChildren(row)) this.toggle(row)
    else this.#choose(row, 'mouse')
    this.#host.requestUpdate()
  }

  /** The right button, a long press, or the keys that mean the same. */
  readonly #asked = (event: Event): void => {
    const at = (event.target as Element).closest<HTMLElement>('[data-row]')
    if (!at) return
    event.preventDefault()
    this.active = Number(at.dataset['row'])
    this.#menu(this.active, (at.querySelector('.more') ?? at).getBoundingClientRect())
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    const { shown } = this
    const target = event.target as Element
    if (!shown || !target.matches('[data-row], [role=gridcell]') || event.altKey || event.metaKey) return
    // the browser's own event for these keys comes on some systems only
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) return this.#asked(event)
    const backwards = getComputedStyle(this.#host).direction === 'rtl'
    const cells = cellsOf(target.closest('[data-row]')!).length
    const at = { row: this.active, cell: this.#cell }
    const around = { cells, page: this.#window.page, backwards }
    const step = stepOf({ key: event.key, ctrl: event.ctrlKey }, shown, at, around)
    if (!step) {
      const word = this.#letters.add(event)
      if (word === undefined) return
      void this.#goToName(word)
    } else if (step === 'choose') this.#enter(target)
    else if (step === 'open-siblings') this.#open(shown.siblings(this.active), true)
    else if ('to' in step) this.goTo(step.to.row, true, step.to.cell)
    else this.#open([this.active], step.open)
    event.preventDefault()
  }

  /** What the cell at hand is for, if it is for something; otherwise its row is chosen. */
  #enter(at: Element): void {
    const button = at.matches('[role=gridcell]') ? at.querySelector<HTMLElement>('.more') : null
    if (button) this.#menu(this.active, button.getBoundingClientRect())
    else this.#choose(this.active, 'keyboard')
  }

  /** The next row whose name begins with the word, in characters or in pinyin. */
  async #goToName(word: string): Promise<void> {
    const hit = (search.now ?? (await search.load()))?.hit
    const [seen, shown] = [this.#seen, this.shown]
    if (!hit || !seen || !shown) return
    const { length } = shown.list
    // a second letter may still mean the row at hand
    const from = shown.indexOf(this.active) + (word.length > 1 ? 0 : 1)
    for (let i = 0; i < length; i++) {
      const row = shown.list[(from + i) % length]!
      if (hit(this.#host.say(seen.places.rows.at(row).title), word)?.[0] === 0) return this.goTo(row, true)
    }
  }
}

/** Cells of a row in sight: narrow, some are left out. */
const cellsOf = (row: Element): readonly HTMLElement[] =>
  [...row.querySelectorAll<HTMLElement>('[role=gridcell]')].filter((cell) => cell.getClientRects().length > 0)
