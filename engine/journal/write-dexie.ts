/** Writing to the journal in IndexedDB: lines of this device, newest values, and ledgers that have grown long. */
import type { DossierId } from '../types.js'
import type { Answers } from './answers.js'
import type { Handle } from './handle.js'
import { HeadMoved } from './journal.js'
import type { Ancestors, Fold, Journal } from './journal.js'
import { Keeping, besides, keptIn } from './keeping.js'
import type { Appended } from './keeping.js'
import { farsIn, mark } from './outbox-dexie.js'
import { headIn } from './packed.js'
import type { Registers } from './registers.js'
import { stores } from './stores.js'

export type Writing = Pick<Journal, 'append' | 'carry'> & {
  /** Newest values that come from elsewhere, of those dossiers that are here. */
  readonly note: (values: ReadonlyMap<DossierId, Registers>, fold: Fold, from?: string) => Promise<void>
}

export function writingOf({ transact, changed }: Handle, ancestors: Ancestors, closed: Answers['closed']): Writing {
  return {
    async append(writes, fold) {
      // before the transaction: waiting for a cipher would commit it early
      const answers = await Promise.all(writes.map(({ sheets = [] }) => closed(sheets)))
      const appended = await transact(stores.appending, async (tx) => {
        const done: Appended[] = []
        const keeping = new Keeping(tx, ancestors)
        const to = farsIn(tx)
        // told when it is waited for
        to.catch(() => undefined)
        for (const [index, write] of writes.entries())
          done.push(await keeping.append({ ...write, ...answers[index]! }, fold))
        mark(
          tx,
          done.flatMap(({ fresh }) => fresh),
          await to,
        )
        keeping.counted()
        return done
      })
      if (appended.some(({ isNew }) => isNew)) changed(writes.map(({ on }) => on))
      return appended.map(({ dossier }) => dossier)
    },

    async note(values, fold, from) {
      const noted = await transact(stores.noting, async (tx) => {
        let isNew = false
        const keeping = new Keeping(tx, ancestors, from)
        for (const [on, registers] of values) {
          const head = await tx.get('heads', on)
          if (!head) continue
          const write = { on, head: headIn(head), entries: [], registers }
          isNew = (await keeping.append(write, fold)).isNew || isNew
        }
        keeping.counted()
        return isNew
      })
      if (noted) changed()
    },

    carry: (head, carry, fold) =>
      transact(stores.carrying, async (tx) => {
        const { on } = carry
        const { archive, ...kept } = await keptIn(tx, on, [])
        if (kept.head !== head) throw new HeadMoved(on)
        const older = kept.lines.filter(({ id, carry: stands }) => id < carry.id && !stands)
        if (older.length === 0) return
        const segment = Number(await tx.add('segments', { dossiers: { [on]: older } }))
        const lines = [carry, ...kept.lines.filter(({ id }) => id > carry.id)]
        tx.put('lines', {
          id: on,
          head: fold(lines).head,
          lines,
          ...besides({ ...kept, archive: [...archive, segment] }),
        })
      }),
  }
}
