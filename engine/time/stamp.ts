/** Sortable ids: lines are folded in their order, so two devices that never met must still agree on it. */
import type { Clock, DossierId, Moment } from '../types.js'

const momentWidth = 9
const counterWidth = 3
const lastCounter = 36 ** counterWidth - 1
const code = (value: number, width: number) => value.toString(36).padStart(width, '0')
const stampOf = (ms: Moment, counter: number) => `${code(ms, momentWidth)}.${code(counter, counterWidth)}`

/** Moment in an id of a line. */
export const momentOf = (id: string): Moment => Number.parseInt(id.slice(0, momentWidth), 36)
const counterOf = (id: string) => Number.parseInt(id.slice(momentWidth + 1, momentWidth + 1 + counterWidth), 36)

export interface Stamps {
  /** Later than every id made or seen so far: `<9 chars of the moment>.<3 of a counter>.<node>`, all base 36. */
  readonly next: () => string
  /**
   * A line came from elsewhere; what is done here from now on comes after it. An id from far ahead drags this clock along:
   * whoever takes in lines of other devices holds them to a bound first.
   */
  readonly see: (id: string) => void
}

/**
 * A hybrid logical clock (Kulkarni and others, 2014): the machine's time where that moves on, a counter where it does
 * not or where somebody else's clock is ahead. Two tabs must not share a `node`.
 */
export function stamps(clock: Clock, node: string, last?: string): Stamps {
  let ms = 0
  // Counter 000 belongs to the engine's own lines: at one instant the clock goes first.
  let counter = 0
  const see = (id: string) => {
    const moment = momentOf(id)
    if (moment > ms) [ms, counter] = [moment, counterOf(id)]
    else if (moment === ms) counter = Math.max(counter, counterOf(id))
  }
  if (last) see(last)
  return {
    next() {
      const now = clock.now()
      if (now > ms) [ms, counter] = [now, 1]
      else if (counter < lastCounter) counter++
      else [ms, counter] = [ms + 1, 1]
      return `${stampOf(ms, counter)}.${node}`
    },
    see,
  }
}

/**
 * Id of a clock's line, made of the due and not of the waking: any number of devices write the same line (SPEC 50).
 * @param after moment of the line that started the clock: a due that was past already comes right behind it, and several
 * come in the order of their moments
 */
export function dueId(
  dossier: DossierId,
  clock: string,
  round: number,
  at: Moment,
  warn = false,
  after = -Infinity,
): string {
  const stamp = at > after ? stampOf(at, 0) : `${stampOf(after + 1, 0)}.${code(at, momentWidth)}`
  return `${stamp}.${dossier}/${clock}/${round}${warn ? '/warn' : ''}`
}

/** Id of the first, second … line of a dossier taken over from elsewhere: the same wherever it is taken in. */
export const importId = (dossier: DossierId, at: Moment, number: number): string => `${stampOf(at, number)}.${dossier}`

/** Id of a line that follows from another; `target` where it is written to another dossier (SPEC 62). */
export const followId = (cause: string, act: string, target?: DossierId): string =>
  `${cause}/${act}${target === undefined ? '' : `/${target}`}`

/** A line is the engine's own, written after a merge, or follows from one: `<line>/~<what>/<how many lines it was made of>`. */
const own = '/~'
const numbered = (what: string, count: number) => `${own}${what}/${code(count, 4)}`
const rootOf = (id: string) => id.split(own, 1)[0]!

/** Id of the rules of a kind asked again, made of the merged head: behind the last line of the dossier (SPEC 64). */
export const againId = (count: number, last: string): string => rootOf(last) + numbered('~', count)

/** Id of a note on a line: of notes on one line, the one that knows more comes later. */
export const noteId = (line: string, of: string, known: number): string => line + numbered(of, known)

/** Id of a line that stands for so many lines, right behind the last of them. */
export const carryId = (count: number, last: string): string => last + numbered('~~', count)

/** A name for a device or a tab: eight random characters, enough that a city's devices differ. */
export function newNode(): string {
  const random = crypto.getRandomValues(new Uint32Array(2))
  return [...random].map((value) => code(value % 36 ** 4, 4)).join('')
}
