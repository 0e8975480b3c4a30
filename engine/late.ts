/**
 * What a station does its first act without: the one place that says so. What a book uses is loaded with it; what people
 * ask for follows as soon as the station is open, so that whoever goes down into a cellar has it. Each part comes once, and
 * is asked for again where it did not come. In linli.js, which is one file, they stand in their place.
 */
import { brought } from './brought.js'

/** Where the book has expected dossiers; it comes before such a book is worked by (engine/at-work/work.ts). */
export const scheduled = brought(() => import('./act/scheduled.js'))

const parts = {
  /** Lines from elsewhere and lines to go there, much at once, what is forgotten: nobody waits for them at a button. */
  moving: brought(() => import('./journal/moving-dexie.js')),
  /** A dossier told in full, with the reasons of each line: an act is done from its own sentence. */
  telling: brought(() => import('./telling.js')),
}
export const { moving, telling } = parts

/** Brings them all; one that does not come is asked for when it is needed. */
export const follow = async (): Promise<void> =>
  void (await Promise.allSettled(Object.values(parts).map((bring) => bring())))
