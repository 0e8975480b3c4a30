/** Which rows of a long list are drawn, and where: rows of one height, any number of them, every one reachable. */

// Browsers cut off a box at 17.9 (Firefox) or 33.5 (Chromium, Safari) million px, and from 2²³ px on a compositor's
// floats have no halves. A list that would be higher is scrolled by a scale: one px of the bar is then several of the list.
const tallest = 2 ** 23
/** Drawn beyond the edges, so that a quick flick does not show an empty strip. */
const margin = 6

export interface Drawn {
  /** First row drawn, and the first that no longer is. */
  readonly first: number
  readonly last: number
  /** Where the first one stands in the scrolled box, in px. */
  readonly y: number
}

export class RowWindow {
  /** Height of a row and of what is seen of the list, in px. */
  row = 40
  view = 560
  count = 0

  constructor(
    private readonly limit = tallest,
    private readonly beyond = margin,
  ) {}

  /** Height of the scrolled box. */
  get height(): number {
    return Math.min(this.count * this.row, this.limit)
  }

  /** Px of the list for one px of the box. */
  get #scale(): number {
    const box = this.height - this.view
    return box <= 0 ? 1 : Math.max(1, (this.count * this.row - this.view) / box)
  }

  /** @param top the box's scrollTop */
  at(top: number): Drawn {
    const from = Math.max(0, top) * this.#scale
    const first = Math.max(0, Math.min(this.count, Math.floor(from / this.row)) - this.beyond)
    const last = Math.min(this.count, Math.ceil((from + this.view) / this.row) + this.beyond)
    return { first, last, y: top - from + first * this.row }
  }

  /**
   * The scrollTop nearest to `top` at which a row is seen whole. `middle`: one that has to be looked for comes to stand in
   * the middle, with its neighbours around it and the first of them whole.
   */
  reveal(index: number, top: number, middle = false): number {
    const from = top * this.#scale
    const start = index * this.row
    const end = start + this.row - this.view
    if (start >= from && end <= from) return top
    const wanted = middle ? Math.round((start + end) / 2 / this.row) * this.row : start < from ? start : end
    return Math.max(0, Math.min(wanted / this.#scale, this.height - this.view))
  }

  /** Rows that one page holds. */
  get page(): number {
    return Math.max(1, Math.floor(this.view / this.row) - 1)
  }
}
