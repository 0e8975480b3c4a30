/** Where an arrow key leads on a board: along a lane, or over to the next lane that has something in it. */

export interface Spot {
  readonly lane: number
  readonly index: number
}

const clamp = (index: number, count: number) => Math.max(0, Math.min(index, count - 1))

/** `counts`: strips in each lane; `page`: strips that fit at once. Undefined where the key means nothing here. */
export function arrow(key: string, at: Spot, counts: readonly number[], page: number): Spot | undefined {
  const along = (index: number): Spot => ({ lane: at.lane, index: clamp(index, counts[at.lane] ?? 0) })
  const across = (by: 1 | -1): Spot => {
    for (let lane = at.lane + by; lane >= 0 && lane < counts.length; lane += by) {
      const count = counts[lane] ?? 0
      if (count > 0) return { lane, index: clamp(at.index, count) }
    }
    return at
  }
  switch (key) {
    case 'ArrowDown':
      return along(at.index + 1)
    case 'ArrowUp':
      return along(at.index - 1)
    case 'PageDown':
      return along(at.index + page)
    case 'PageUp':
      return along(at.index - page)
    case 'Home':
      return along(0)
    case 'End':
      return along(Infinity)
    case 'ArrowRight':
      return across(1)
    case 'ArrowLeft':
      return across(-1)
    default:
      return undefined
  }
}
