/** A station at the end of a story: a practice shows itself by its own examples, and whoever looks may go on from there. */
import { StationAtWork } from '../at-work.js'
import { memoryJournal } from '../journal/memory.js'
import type { Book } from '../pack/book.js'
import type { Example } from '../pack/format.js'
import { clockFrom, systemClock } from '../time/clock.js'
import { FIRED } from '../slots.js'
import type { Clock, Decision, DossierId, PartyId } from '../types.js'
import { Play } from './play.js'
import { sampleRoll } from './sample.js'
import { staged, withParams } from './staged.js'

export interface StoryTold {
  /** Keeps everything in memory: closing it forgets. */
  readonly station: StationAtWork
  /** What the story is about. */
  readonly on: DossierId | undefined
  /** Who did the last thing in it. */
  readonly by: PartyId | undefined
}

/**
 * Plays one story of a pack in the world of its sample; without a story that world is opened as it is now.
 * @param clock otherwise one that stands at the story's last moment and runs on from there
 * @throws StoryStopped where the story cannot be played to its end
 */
export async function openStory(
  book: Book,
  name: string,
  story: Example | undefined,
  clock?: Clock,
): Promise<StoryTold> {
  const pack = book.packs.get(name)
  if (!pack) throw new Error(`${book.community} has no pack "${name}"; it has ${[...book.packs.keys()].join(', ')}.`)
  const stage = withParams(staged(pack, book, 'published'), name, story?.params)
  const roll = sampleRoll(pack.file, stage.packs)
  const journal = memoryJournal((place) => roll.places.ancestors(place))
  const play = new Play(stage, roll.places, roll.posts, journal)
  let last: Decision | undefined
  for (const line of story ? [...(story.given ?? []), story.when] : []) last = (await play.turn(line)) ?? last
  // what ran out before the story began is not part of it
  if (story) await journal.setting.set(FIRED, play.now)
  const place = roll.places.roots[0]
  const station = new StationAtWork({
    book: { ...stage, ...(place !== undefined && { place }) },
    bookFrom: { source: 'files', at: (clock ?? systemClock).now() },
    troubles: [],
    roll,
    journal,
    clock: clock ?? (story ? clockFrom(play.now) : systemClock),
    node: 'story',
    random: play.random,
  })
  return { station: await station.start(), on: last?.act.on ?? play.on, by: last?.act.by }
}
