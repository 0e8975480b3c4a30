/** A drawn practice as files are read, and a station at work on it, in memory and with a hand clock. */
import { StationAtWork } from '../at-work.js'
import { memoryJournal } from '../journal/memory.js'
import type { Journal } from '../journal/journal.js'
import type { Book } from '../pack/book.js'
import { loadBook } from '../pack/load.js'
import { rollOf } from '../roster/roll.js'
import { handClock, type HandClock } from '../time/clock.js'
import { Chance } from './sample-chance.js'
import type { Practice } from './sample-practice.js'
import type { Trouble } from '../types.js'
import { reading } from '../sample-files.js'

export const start = Date.parse('2020-04-10T09:00:00+08:00')

export interface AtWork {
  readonly station: StationAtWork
  readonly journal: Journal
  readonly clock: HandClock
  readonly book: Book
}

export async function load({ packs, community }: Practice): Promise<{ book?: Book; troubles: readonly Trouble[] }> {
  const files: Record<string, unknown> = {
    '/drawn.community.json': community,
    ...Object.fromEntries(packs.map((pack) => [`/${pack.pack}.pack.json`, pack])),
  }
  return loadBook('/drawn.community.json', reading(files))
}

export async function open({ town, seed }: Practice, book: Book): Promise<AtWork> {
  const clock = handClock(start)
  const roll = rollOf(town.roster, town.people, '2020-04-10')
  const journal = memoryJournal((place) => roll.places.ancestors(place))
  const chance = new Chance(seed + 1)
  const parts = {
    book,
    bookFrom: { source: 'files', at: start },
    troubles: [],
    roll,
    journal,
    clock,
    node: 'node1234',
  } as const
  const station = await new StationAtWork({ ...parts, random: (count) => chance.below(count) }).start()
  return { station, journal, clock, book }
}
