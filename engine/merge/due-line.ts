/** The line of a clock, made of the line that started it and of nothing else: every device writes the same bytes. */
import { canonical } from '../pack/digest.js'
import { dueId, momentOf } from '../time/stamp.js'
import type { Effect, Entry, Json, Moment, Start } from '../types.js'

/** In whatever step it is and stays: a device that does not know the last move writes the same line. */
export const anyStep = 'any'

export interface Fired {
  readonly clock: string
  readonly round: number
  readonly at: Moment
  readonly warn?: boolean
}

/** @param started the line whose `start` it is; `at` may lie later than its limit, where it was extended since */
export function dueLine(
  started: Pick<Entry, 'on' | 'pack' | 'kind' | 'place' | 'expected' | 'forget' | 'due' | 'starts'> & {
    readonly id?: string
  },
  start: Start,
  { at, warn = false }: Pick<Fired, 'at' | 'warn'>,
): Entry {
  const { clock, round } = start
  const { kind, place, expected, forget } = started
  // whichever device has it as the first line: it says what it goes on from, and is the same with lines before it
  const begins = expected?.starts?.includes(start) && {
    kind: kind!,
    place: place!,
    expected,
    ...(forget && { forget }),
  }
  // counted from a value that stands in no line: the line itself says from when
  const brings = started.due && started.starts?.includes(start) && { starts: [start] }
  const after = begins || brings || started.id === undefined ? start.behind : momentOf(started.id)
  return {
    id: dueId(started.on, clock, round, at, warn, after),
    act: warn ? 'warn' : 'due',
    on: started.on,
    by: 'clock',
    at,
    data: {},
    from: anyStep,
    to: anyStep,
    ...begins,
    pack: started.pack,
    facts: {},
    held: [],
    effects: (warn ? (start.warn?.then ?? []) : start.due).flatMap(flat).filter(lasts),
    ...brings,
    due: { clock, round, at, ...(warn && { warn: true as const }) },
  }
}

const flat = (effect: Effect): readonly Effect[] =>
  effect.type === 'several' ? (effect.params?.['effects'] as unknown as Effect[]).flatMap(flat) : [effect]

/** What follows is a line of its own; a clock writes no answers and moves nothing by itself. */
const lasts = ({ type }: Effect) => ['flag', 'propose', 'notify', 'extend', 'excuse'].includes(type)

/** Starts of this round among the lines of a dossier, each with its line; more than one where two devices began it. */
export const startsOf = (lines: readonly Entry[], { clock, round }: Pick<Fired, 'clock' | 'round'>) =>
  lines.flatMap((entry) =>
    [...(entry.expected?.starts ?? []), ...(entry.starts ?? [])]
      .filter((start) => start.clock === clock && start.round === round)
      .map((start) => ({ entry, start })),
  )

/** Is this what one of the starts in these lines says? `undefined` while no line here starts such a clock. */
export function isTheClocks(line: Entry, lines: readonly Entry[]): boolean | undefined {
  const { due } = line
  if (!due) return undefined
  const starts = startsOf(lines, due)
  if (starts.length === 0) return undefined
  const text = textOf(line)
  return starts.some(({ entry, start }) => textOf(dueLine(entry, start, due)) === text)
}

/** A line letter by letter, however its keys are laid out. */
export const textOf = (line: Entry): string => canonical(line as unknown as Json)
