/** Grids that are split or merged: without it their rights would change on the day the roster is read, and not on their own. */
import { dayAfter } from '../roster/days.js'
import { dateIn, momentIn } from '../time/zone.js'
import type { Clock } from '../types.js'
import type { Database } from './database.js'
import { takeTurns } from './places.js'

export interface Turning {
  readonly database: Database
  readonly clock: Clock
  /** In which midnight is. */
  readonly zone: string
  /** Told how many places were moved, and of a database that was not there: then it is tried again in a minute. */
  readonly log: (line: Readonly<Record<string, unknown>>) => void
}

const MINUTE = 60_000

/** Moves what is due now, and from here on at each midnight; answers how to stop. */
export async function keepTurning({ database, clock, zone, log }: Turning): Promise<() => void> {
  let unwake: () => void = () => undefined
  let isOver = false
  const look = async () => {
    const today = dateIn(clock.now(), zone)
    const turned = await takeTurns(database, today).catch(() => undefined)
    if (isOver) return
    if (turned !== 0) log(turned === undefined ? { fault: 'turns' } : { day: today, places: turned })
    const tomorrow = momentIn(`${dayAfter(today)}T00:00`, zone)
    unwake = clock.wake(turned === undefined ? clock.now() + MINUTE : tomorrow, () => void look())
  }
  await look()
  return () => {
    isOver = true
    unwake()
  }
}
