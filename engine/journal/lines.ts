/** Lines in the order of their ids, each once: what every journal keeps of a dossier. */
import type { Entry } from '../types.js'

/** The same array where nothing is new. */
export function merged(lines: readonly Entry[], more: readonly Entry[]): readonly Entry[] {
  const known = new Set(lines.map(({ id }) => id))
  const fresh = more.filter(({ id }) => !known.has(id) && known.add(id))
  return fresh.length === 0 ? lines : [...lines, ...fresh].sort((a, b) => (a.id < b.id ? -1 : 1))
}
