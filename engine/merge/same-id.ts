/** Two lines of one id: which of them stands, so that every device keeps the same one in whatever order they came. */
import { textOf } from './due-line.js'
import type { Entry } from '../types.js'

/**
 * Ids that many devices make alike: of dues, of what follows from them, of lines written after a merge, of cases taken
 * over from a register. A person's line has one writer, and a second one of its id is a forgery or a cloned device.
 */
export const isShared = ({ by, source }: Entry): boolean => by === 'clock' || source !== undefined

/** Of two lines that devices made alike the one stands that was judged on more lines, else the first by its letters. */
export function outdoes(line: Entry, other: Entry): boolean {
  const more = knownBy(line) - knownBy(other)
  return more === 0 ? textOf(line) < textOf(other) : more > 0
}

/** How many lines it was judged on. */
const knownBy = ({ head }: Entry): number => (head === undefined ? 0 : Number.parseInt(head, 10))

/** Lines in the order of their ids, each once; the same array where nothing is new. */
export function merged(lines: readonly Entry[], more: readonly Entry[]): readonly Entry[] {
  const known = new Map(lines.map((line) => [line.id, line]))
  let isNew = false
  for (const line of more) {
    const here = known.get(line.id)
    if (here && !(isShared(line) && outdoes(line, here))) continue
    known.set(line.id, line)
    isNew = true
  }
  return isNew ? [...known.values()].sort((a, b) => (a.id < b.id ? -1 : 1)) : lines
}
