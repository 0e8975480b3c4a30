/** The lanes of a board, worked out from the clocks of a pack, so that no practice has to be drawn by hand. */
import type { Pack } from '../../engine/pack/book.js'
import type { Due, Say } from '../../engine/types.js'
import type { RowView } from '../../engine/view.js'

/** One column of a board. Without `clocks` and `steps` it takes whatever no other lane takes. */
export interface Lane {
  readonly name: string
  readonly title: Say
  /** Drawn large as the head of the lane: a limit in minutes. */
  readonly minutes?: number
  /** Step from which it is counted. */
  readonly since?: Say
  /** Dossiers whose leading clock is one of these. */
  readonly clocks?: readonly string[]
  /** Dossiers at one of these steps. */
  readonly steps?: readonly string[]
}

// Four fit side by side with a case card at 1600 px; a fifth would leave too little room for a place's name.
const most = 4

const rest: Lane = { name: 'rest', title: { zh: '办理中', en: 'In hand' } }

interface ClockHead {
  readonly name: string
  readonly title: Say
  /** Whole minutes, where the limit is that and under an hour. */
  readonly minutes?: number
  readonly since?: Say
}

function minutesOf(limit: unknown): number | undefined {
  const minutes = typeof limit === 'string' ? Number(/^PT(\d+)M$/.exec(limit)?.[1]) : NaN
  return minutes > 0 && minutes < 60 ? minutes : undefined
}

/** The first clocks get a lane each, those that are counted in minutes before the others; what is left shares the last lane. */
const fromClocks = (clocks: readonly ClockHead[]): Lane[] => {
  const short = clocks.filter((clock) => clock.minutes !== undefined)
  const long = clocks.filter((clock) => clock.minutes === undefined)
  const lanes = [...short, ...long].slice(0, most - 1).map((clock) => ({ ...clock, clocks: [clock.name] }))
  return [...lanes, rest]
}

/** A kind without clocks is laid out by its steps. */
const fromSteps = (steps: Readonly<Record<string, Say>>, ends: readonly string[] = []): Lane[] => {
  const open = Object.entries(steps).filter(([name]) => !ends.includes(name))
  const own = open.slice(0, open.length > most ? most - 1 : most)
  const lanes = own.map(([name, title]): Lane => ({ name, title, steps: [name] }))
  return own.length === open.length && own.length > 0 ? lanes : [...lanes, rest]
}

/** Lanes for a kind of dossier, from the pack that is in force. */
export function lanesOfPack(pack: Pack, kind: string): readonly Lane[] {
  const spec = pack.file.dossiers?.[kind]
  const clocks = Object.entries(pack.file.clocks ?? {})
    .filter(([, clock]) => clock.on === kind)
    .map(([name, { title, limit, runs }]): ClockHead => {
      const written = typeof limit === 'object' && limit.path === undefined ? pack.params[limit.fact] : limit
      const minutes = minutesOf(written)
      const since = spec?.steps[runs[0] ?? '']
      return { name, title, ...(minutes !== undefined && { minutes }), ...(since && { since }) }
    })
  if (clocks.length > 0) return fromClocks(clocks)
  return fromSteps(spec?.steps ?? {}, spec?.ends)
}

/** Lanes for rows that a page brought along without a pack: from the clocks they carry, in the order in which they come. */
export function lanesOfRows(rows: readonly RowView[], steps: Readonly<Record<string, Say>> = {}): readonly Lane[] {
  const seen = new Map<string, ClockHead>()
  for (const { dues } of rows) {
    for (const { clock, title, limit } of dues) {
      const minutes = minutesOf(limit)
      const before = seen.get(clock)
      // Cases with different limits share a lane that names none.
      if (!before) seen.set(clock, { name: clock, title, ...(minutes !== undefined && { minutes }) })
      else if (before.minutes !== minutes) seen.set(clock, { name: clock, title })
    }
  }
  return seen.size > 0 ? fromClocks([...seen.values()]) : fromSteps(steps)
}

/** Name of the lane a dossier stands in, by its leading clock, else by its step. */
export function laneFor(lanes: readonly Lane[], step: string, due: Due | undefined): string | undefined {
  const own = lanes.find(
    (lane) => (due !== undefined && lane.clocks?.includes(due.clock)) || lane.steps?.includes(step),
  )
  return (own ?? lanes.find((lane) => !lane.clocks && !lane.steps))?.name
}
