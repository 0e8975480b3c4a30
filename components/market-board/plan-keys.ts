/** Where a key leads in the map, as the ARIA Authoring Practices have it for a grid; corridors are stepped over. */
import type { Plan } from './halls.js'

type At = readonly [col: number, row: number]

/** Cell to go to; undefined where the key means nothing here. The map never turns with the writing. */
export function cellFor(key: string, control: boolean, at: At, plan: Plan, page: number): At | undefined {
  const [col, row] = at
  const [left, top] = plan.first
  const [right, bottom] = [left + plan.columns - 1, top + plan.rows - 1]
  /** First stall from a cell on, going by steps. */
  const along = (from: At, [over, down]: At): At | undefined => {
    for (let [c, r] = from; c >= left && c <= right && r >= top && r <= bottom; c += over, r += down)
      if (plan.at(c, r)) return [c, r]
    return undefined
  }
  const corner = (rows: readonly number[], from: number, step: number) => {
    for (const each of rows) {
      const found = along([from, each], [step, 0])
      if (found) return found
    }
    return undefined
  }
  const rows = Array.from({ length: plan.rows }, (_, i) => top + i)
  switch (key) {
    case 'ArrowRight':
      return along([col + 1, row], [1, 0]) ?? at
    case 'ArrowLeft':
      return along([col - 1, row], [-1, 0]) ?? at
    case 'ArrowDown':
      return along([col, row + 1], [0, 1]) ?? at
    case 'ArrowUp':
      return along([col, row - 1], [0, -1]) ?? at
    case 'PageDown':
      return along([col, Math.min(bottom, row + page)], [0, -1]) ?? at
    case 'PageUp':
      return along([col, Math.max(top, row - page)], [0, 1]) ?? at
    case 'Home':
      return (control ? corner(rows, left, 1) : along([left, row], [1, 0])) ?? at
    case 'End':
      return (control ? corner(rows.toReversed(), right, -1) : along([right, row], [-1, 0])) ?? at
  }
  return undefined
}
