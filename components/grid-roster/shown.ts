/** Which rows of the tree can be seen: what is open, and what a filter leaves. */
import type { PlaceRows } from '../../engine/roster/places.js'

const led = 1
const kept = 2

export class Shown {
  /** Rows in sight, from the top; always ascending, so that one of them is found by halving. */
  list: readonly number[] = []
  readonly #open: Uint8Array
  /** What a filter leaves: 1 leads to a find, 2 is one or lies under one. */
  #keep?: Uint8Array
  /** What was open before the filter. */
  #before?: Uint8Array

  /**
   * Rows `first` to before `last`: one place and what lies in it, or all.
   * @param before another day's: what stood open there stands open here
   */
  constructor(
    readonly rows: PlaceRows,
    readonly first: number,
    readonly last: number,
    before?: Shown,
  ) {
    this.#open = new Uint8Array(rows.ids.length)
    if (first < last && rows.end[first] === last) this.#open[first] = 1
    before?.rows.ids.forEach((id, row) => {
      const same = before.isOpen(row) ? rows.of(id) : -1
      if (same >= first && same < last && this.hasChildren(same)) this.#open[same] = 1
    })
    this.#walk()
  }

  hasChildren(row: number): boolean {
    return this.rows.end[row]! > row + 1
  }

  isOpen(row: number): boolean {
    return this.#open[row] === 1
  }

  /** Level from 1, counted from the place on top. */
  level(row: number): number {
    return this.rows.depth[row]! - this.rows.depth[this.first]! + 1
  }

  /** Row above, if it is one of these. */
  parent(row: number): number {
    const above = this.rows.parent[row]!
    return above >= this.first ? above : -1
  }

  setOpen(rows: Iterable<number>, open: boolean): void {
    for (const row of rows) this.#open[row] = open && this.hasChildren(row) ? 1 : 0
    this.#walk()
  }

  setAll(open: boolean): void {
    this.#open.fill(0)
    for (let row = this.first; row < this.last; row++) if (open && this.hasChildren(row)) this.#open[row] = 1
    // closed all the way, a tree of one street would be one row
    if (!open && this.rows.end[this.first] === this.last) this.#open[this.first] = 1
    this.#walk()
  }

  /** Opens whatever lies above a row. */
  reveal(row: number): void {
    if (row < this.first || row >= this.last) return
    for (let above = this.parent(row); above >= 0; above = this.parent(above)) this.#open[above] = 1
    this.#walk()
  }

  /** Leaves these rows, what leads to them and what lies under them; without rows, everything as it was before. */
  filter(found: readonly number[] | undefined): void {
    if (this.#before) this.#open.set(this.#before)
    this.#before = undefined
    this.#keep = undefined
    if (found) {
      this.#before = this.#open.slice()
      this.#open.fill(0)
      this.#keep = new Uint8Array(this.rows.ids.length)
      for (const row of found) {
        if (row < this.first || row >= this.last) continue
        this.#keep.fill(kept, row, this.rows.end[row])
        for (let above = this.parent(row); above >= 0; above = this.parent(above)) {
          if (this.#keep[above] === 0) this.#keep[above] = led
          this.#open[above] = 1
        }
      }
    }
    this.#walk()
  }

  /** Place of a row among those in sight; -1 if it is not. */
  indexOf(row: number): number {
    let low = 0
    let high = this.list.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const at = this.list[middle]!
      if (at === row) return middle
      if (at < row) low = middle + 1
      else high = middle - 1
    }
    return -1
  }

  /** Rows that stand beside this one under the same place, itself included. */
  siblings(row: number): number[] {
    const above = this.parent(row)
    const found: number[] = []
    const to = above < 0 ? this.last : this.rows.end[above]!
    for (let at = above < 0 ? this.first : above + 1; at < to; at = this.rows.end[at]!) found.push(at)
    return found
  }

  #walk(): void {
    const list: number[] = []
    const { end } = this.rows
    let row = this.first
    while (row < this.last) {
      if (this.#keep && this.#keep[row] === 0) {
        row = end[row]!
        continue
      }
      list.push(row)
      row = this.#open[row] === 1 ? row + 1 : end[row]!
    }
    this.list = list
  }
}
