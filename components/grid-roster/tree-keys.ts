/** What a key means in the tree, as the ARIA Authoring Practices have it for a treegrid whose rows take the focus. */
import type { Shown } from './shown.js'

export type Step =
  /** To a row in sight. */
  | { readonly to: number }
  | { readonly open: boolean }
  | 'choose'
  /** Opens the row and all that stand beside it. */
  | 'open-siblings'

/**
 * @param page rows that one page holds
 * @param backwards the page reads from the right: left and right change places
 */
export function stepOf(key: string, shown: Shown, row: number, page: number, backwards: boolean): Step | undefined {
  const index = shown.indexOf(row)
  const to = (at: number): Step => ({ to: shown.list[Math.max(0, Math.min(shown.list.length - 1, at))]! })
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
      return to(0)
    case 'End':
      return to(shown.list.length - 1)
    case 'ArrowRight':
    case 'ArrowLeft':
      return (key === 'ArrowRight') === backwards ? outwards(shown, row) : inwards(shown, row, to(index + 1))
    case 'Enter':
    case ' ':
      return 'choose'
    case '*':
      return 'open-siblings'
  }
  return undefined
}

const inwards = (shown: Shown, row: number, first: Step): Step => {
  if (!shown.hasChildren(row)) return { to: row }
  return shown.isOpen(row) ? first : { open: true }
}

const outwards = (shown: Shown, row: number): Step => {
  if (shown.hasChildren(row) && shown.isOpen(row)) return { open: false }
  const above = shown.parent(row)
  return { to: above < 0 ? row : above }
}

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
