/** Pictures in IndexedDB. */
import type { Handle } from './handle.js'
import type { Journal } from './journal.js'
import { photoOf, pictureOf, taken } from './photos.js'

export const photosOf = ({ db, read, write, transact }: Handle): Journal['photos'] => ({
  async put(picture, now) {
    // Before the transaction: an await of anything else would commit it early.
    const photo = await photoOf(picture, now)
    await transact(['photos'], async (tx) => {
      const fresh = taken(photo, await tx.get('photos', photo.hash))
      if (fresh) tx.put('photos', fresh)
    })
    return photo.hash
  },
  get: (hash) =>
    read(async () => {
      const photo = await db.photos.get(hash)
      return photo && pictureOf(photo)
    }),
  drop: (before) => write(() => db.photos.where('loose').below(before).delete()),
})
