/** The outbox in IndexedDB: a row for each line to go, written in the transaction of the line. */
import { textOf } from '../merge/due-line.js'
import { isShared } from '../merge/same-id.js'
import type { DossierId, Entry } from '../types.js'
import type { Database } from './database.js'
import type { Arrival } from './journal.js'
import { gap, keyEnd } from './look.js'
import { fars, farsOf, lineOf, linesOf, markOf, marksOf } from './outbox.js'
import type { Fars, Mark, Outbox } from './outbox.js'
import { transact } from './transaction.js'
import type { Transaction } from './transaction.js'

/** What the outbox needs of its journal. */
interface Hands {
  readonly db: Database
  readonly read: <T>(work: () => PromiseLike<T>) => Promise<T>
  readonly write: <T>(work: () => PromiseLike<T>) => Promise<T>
  readonly changed: () => void
  readonly all: () => AsyncIterable<Arrival>
  readonly ledgers: (ids: readonly DossierId[]) => Promise<readonly (readonly Entry[])[]>
}

const rangeOf = (far: string, after = '') => [far + gap + after, far + gap + keyEnd] as const
/** So many lines are marked at a time where a far side is new. */
const handful = 500

export function dexieOutbox({ db, read, write, changed, all, ledgers }: Hands): Outbox {
  const setFars = (change: (now: Record<string, boolean>) => void) =>
    transact(db, 'strict', ['settings'], async (tx) => {
      const now = { ...farsOf((await tx.get('settings', fars))?.value) }
      change(now)
      tx.put('settings', { name: fars, value: now })
    })
  const found = async (marks: readonly Mark[]) => {
    const ids = [...new Set(marks.map(({ on }) => on))]
    const lines = await ledgers(ids)
    const byId = new Map(ids.map((id, index) => [id, lines[index] ?? []]))
    const here = linesOf(marks, byId)
    if (here.length === marks.length) return here
    // a line of this device that does not stand any more is to be known elsewhere too
    for (const { entry, on } of await read(() => db.asides.where('on').anyOf(ids).toArray()))
      byId.set(on, [entry, ...(byId.get(on) ?? [])])
    return linesOf(marks, byId)
  }
  const trayOf = (far: string) =>
    read(() =>
      db.tray
        .where('id')
        .between(...rangeOf(far))
        .toArray(),
    )

  return {
    async open(far, anew = false) {
      const known = farsOf((await read(() => db.settings.get(fars)))?.value)
      if (known[far] && !anew) return
      await write(() => setFars((now) => (now[far] = false)))
      let batch: Entry[] = []
      const flush = async () => {
        const marks = batch.map((line) => markOf(far, line))
        batch = []
        await write(() =>
          transact(db, 'relaxed', ['outbox'], (tx) => {
            marks.forEach((mark) => tx.put('outbox', mark))
            return Promise.resolve()
          }),
        )
      }
      for await (const { entries } of all()) {
        batch.push(...entries.filter(({ carry }) => !carry))
        if (batch.length >= handful) await flush()
      }
      await flush()
      await write(() => setFars((now) => (now[far] = true)))
      changed()
    },
    async shut(far) {
      await write(() => setFars((now) => delete now[far]))
      for (const table of [db.outbox, db.tray])
        await write(() =>
          table
            .where('id')
            .between(...rangeOf(far))
            .delete(),
        )
      changed()
    },
    async next(far, limit, after) {
      const [from, to] = rangeOf(far)
      const marks = await read(() =>
        db.outbox
          .where('id')
          .between(after ?? from, to, after === undefined)
          .limit(limit)
          .toArray(),
      )
      const lines = await found(marks)
      return { lines, ...(marks.length === limit && { next: marks.at(-1)!.id }) }
    },
    async done(far, stored, refused) {
      await write(() =>
        transact(db, 'strict', ['outbox', 'tray', 'lines'], async (tx) => {
          for (const line of stored) if (await stands(tx, line)) tx.drop('outbox', markOf(far, line).id)
          for (const { entry, ...why } of refused) {
            const mark = markOf(far, entry)
            if (!(await tx.has('outbox', mark.id))) continue
            tx.drop('outbox', mark.id)
            tx.put('tray', { ...mark, ...why })
          }
        }),
      )
      if (stored.length > 0 || refused.length > 0) changed()
    },
    count: (far) =>
      read(async () => {
        const [waiting, refused] = await Promise.all(
          [db.outbox, db.tray].map((table) =>
            table
              .where('id')
              .between(...rangeOf(far))
              .count(),
          ),
        )
        return { waiting: waiting!, refused: refused! }
      }),
    async refused(far) {
      const tray = await trayOf(far)
      const whys = new Map(tray.map((one) => [lineOf(one) + gap + one.on, one]))
      return (await found(tray)).map((entry) => {
        const { id: _, on: __, ...why } = whys.get(entry.id + gap + entry.on)!
        return { entry, ...why }
      })
    },
    async again(far) {
      const tray = await trayOf(far)
      await write(() =>
        transact(db, 'strict', ['outbox', 'tray'], (tx) => {
          for (const { id, on } of tray) {
            tx.drop('tray', id)
            tx.put('outbox', { id, on })
          }
          return Promise.resolve()
        }),
      )
      if (tray.length > 0) changed()
    },
  }
}

/** A line that devices make alike may have been outdone since it was read: the one that stands is still to go. */
async function stands(tx: Transaction, line: Entry): Promise<boolean> {
  if (!isShared(line)) return true
  const now = (await tx.get('lines', line.on))?.lines.find(({ id }) => id === line.id)
  return now === undefined || textOf(now) === textOf(line)
}

/** Where lines are to go at present: asked before anything else in a transaction, so that nobody waits for the answer. */
export async function farsIn(tx: Transaction): Promise<Fars> {
  return farsOf((await tx.get('settings', fars))?.value)
}

/** Marks new lines in the transaction that keeps them. */
export function mark(tx: Transaction, lines: readonly Entry[], to: Fars, from?: string): void {
  for (const one of marksOf(lines, to, from)) tx.put('outbox', one)
}
