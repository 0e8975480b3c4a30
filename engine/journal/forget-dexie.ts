/** Forgetting whole dossiers in IndexedDB: those that still stand as they did when that was decided. */
import type { DossierId, Entry } from '../types.js'
import { erase } from './erase.js'
import type { Handle } from './handle.js'
import type { Journal } from './journal.js'
import { headIn } from './packed.js'
import { stores } from './stores.js'
import type { Traces } from './traces.js'

export const forgettingOf = (
  { transact, changed }: Handle,
  ledgers: (ids: readonly DossierId[]) => Promise<readonly (readonly Entry[])[]>,
  traces: Traces,
): Pick<Journal, 'forget'> => ({
  async forget(gone) {
    const lines = await ledgers(gone.map(({ on }) => on))
    const traced = await Promise.all(
      gone.map(async (one, index) => ({ ...one, traces: await traces.of(lines[index]!) })),
    )
    const erased = await transact(stores.forgetting, async (tx) => {
      const here = await Promise.all(gone.map(({ on }) => tx.get('heads', on)))
      const going = traced.filter(({ head }, index) => here[index] && headIn(here[index]) === head)
      await erase(tx, going)
      return going.length
    })
    if (erased > 0) changed()
    return erased
  },
})
