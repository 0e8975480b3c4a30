/** What a key means in the tree, as the ARIA Authoring Practices have it for a treegrid whose rows and cells take the focus. */
import type { Shown } from './shown.js'

/** A row of the tree, and one of its cells by its place among those in sight; -1: the row itself. */
export interface At {
  readonly row: number
  readonly cell: number
}
export type Step =
  /** To a row in sight, or a cell of one. */
  | { readonly to: At }
  | { readonly open: boolean }
  | 'choose'
  /** Opens the row and all that stand beside it. */
  | 'open-siblings'

export interface Pressed {
  readonly key: string
  readonly ctrl: boolean
}
export interface Around {
  /** Cells in sight in a row. */
  readonly cells: number
  /** Rows that one page holds. */
  readonly page: number
  /** The page reads from the right: left and right change places. */
  readonly backwards: boolean
}

export function stepOf({ key, ctrl }: Pressed, shown: Shown, at: At, around: Around): Step | undefined {
  const { row, cell } = at
  const { cells, page, backwards } = around
  const index = shown.indexOf(row)
  const last = shown.list.length - 1
  const to = (other: number, of = cell): Step => ({
    to: { row: shown.list[Math.max(0, Math.min(last, other))]!, cell: of },
  })
  switch (key) {
    case 'ArrowDown':
      return to(index + 1)
    case 'ArrowUp':
      return to(index - 1)
    case 'PageDown':
      return to(index + page)
    case 'PageUp':
      return to(index - page)
    case 'Home':
      return cell < 0 || ctrl ? to(0) : to(index, 0)
    case 'End':
      return cell < 0 || ctrl ? to(last) : to(index, cells - 1)
    case 'ArrowRight':
    case 'ArrowLeft':
      return (key === 'ArrowRight') === backwards ? outwards(shown, at) : inwards(shown, at, cells)
    case 'Enter':
    case ' ':
      return 'choose'
    case '*':
      return 'open-siblings'
  }
  return undefined
}

const inwards = (shown: Shown, { row, cell }: At, cells: number): Step =>
  cell < 0 && shown.hasChildren(row) && !shown.isOpen(row)
    ? { open: true }
    : { to: { row, cell: Math.min(cell + 1, cells - 1) } }

const outwards = (shown: Shown, { row, cell }: At): Step =>
  cell < 0 && shown.hasChildren(row) && shown.isOpen(row)
    ? { open: false }
    : { to: { row, cell: Math.max(cell - 1, -1) } }

/** Letters typed within this time belong to one word, in ms. */
const together = 800

/** Letters that are typed into the tree: a word of one or more. */
export class TypeAhead {
  #word = ''
  #at = 0

  /** The word so far; undefined if the key is no letter. */
  add(event: KeyboardEvent): string | undefined {
    if (event.ctrlKey || event.isComposing || event.key.length !== 1) return undefined
    this.#word = event.timeStamp - this.#at < together ? this.#word + event.key : event.key
    this.#at = event.timeStamp
    return this.#word
  }
}
