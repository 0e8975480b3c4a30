/** Taking lines from elsewhere into the journal in IndexedDB: a page whole with its cursor, or not at all. */
import { arrive, byDossier, doubting, isTriedAgain, touchedBy } from '../merge/arrive.js'
import type { Bound } from '../merge/arrive.js'
import type { DossierId, Entry } from '../types.js'
import type { Handle } from './handle.js'
import type { Ancestors, Fold, Journal, Received } from './journal.js'
import { Keeping, keptIn } from './keeping.js'
import { farsIn, mark } from './outbox-dexie.js'
import { stores } from './stores.js'
import type { Traces } from './traces.js'
import type { Transaction } from './transaction.js'

export type Receiving = Pick<Journal, 'receive' | 'settled'>

export function receivingOf({ transact, changed }: Handle, ancestors: Ancestors, traces: Traces): Receiving {
  return {
    async receive({ lines, cursor, from }, fold, bound) {
      const known = await traces.unerased(lines)
      const received = await transact(stores.receiving, async (tx) => {
        const keeping = new Keeping(tx, ancestors, from)
        const each = await Promise.all(
          [...byDossier(known)].map(([on, own]) => receiveOne(tx, keeping, on, own, fold, bound)),
        )
        keeping.counted()
        const fresh = each.flatMap((one) => one.fresh)
        mark(tx, fresh, await farsIn(tx), from)
        if (cursor) tx.put('settings', cursor)
        return { fresh, aside: each.flatMap((one) => one.aside) }
      })
      if (received.fresh.length > 0 || received.aside.length > 0) changed(known.map(({ on }) => on))
      return received
    },
    settled: (touched) =>
      transact(['touched'], async (tx) => {
        for (const { id, from } of touched) if ((await tx.get('touched', id))?.from === from) tx.drop('touched', id)
      }),
  }
}

async function receiveOne(
  tx: Transaction,
  keeping: Keeping,
  on: DossierId,
  arriving: readonly Entry[],
  fold: Fold,
  bound: Bound,
): Promise<Received> {
  const tried = (await tx.all('asides', 'on', on)).filter(isTriedAgain)
  const all = [...arriving, ...tried.map(({ entry }) => entry)]
  const kept = await keptIn(tx, on, all)
  const arrived = arrive(kept.lines, all, doubting(bound, tried, arriving), fold)
  const { lines, fresh, aside, dossier } = arrived
  for (const { id } of tried) tx.drop('asides', id)
  for (const one of aside) tx.put('asides', one)
  if (dossier) {
    await keeping.put({ ...kept, lines }, dossier, fresh)
    tx.put('touched', touchedBy(on, arrived, await tx.get('touched', on)))
  }
  return { fresh, aside: aside.filter(({ id }) => !tried.some((one) => one.id === id)) }
}
