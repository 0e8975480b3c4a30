/** Keeps a power cut from costing every record, not at the next opening of the browser but at the one after it. */
import { Dexie } from './modern-dexie.js'

/**
 * Makes the browser begin a new log for the databases of this origin, before anything of ours is written.
 *
 * Chromium keeps them in LevelDB and, after a cut, goes on in the same log. A record of which only the first bytes
 * reached the disk does no harm as the last one; with others behind it the next opening calls the log damaged
 * ("Corruption: checksum mismatch") and **deletes every database of the origin** without a word to the page. It was met
 * once in 160 kills, and every time where such a record was planted (`test/e2e/killed.e2e.mjs`). To delete a database,
 * even an empty one, Chromium packs the log away and begins another: 5 ms.
 */
export async function freshLog(name: string): Promise<void> {
  const empty = new Dexie(`${name}/log`)
  empty.version(1).stores({})
  try {
    await empty.open()
    await empty.delete()
  } catch {
    // a full disk, or a browser that makes no second database: the journal opens all the same
    empty.close()
  }
}
