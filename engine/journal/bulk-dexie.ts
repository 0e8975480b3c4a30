/** Much at once in the journal in IndexedDB: whole dossiers put into segments, and all of them folded anew. */
import { pause } from '../time/clock.js'
import type { DossierId, Entry } from '../types.js'
import { merged } from '../merge/same-id.js'
import { Counting, gather } from './counts.js'
import type { Handle } from './handle.js'
import type { Ancestors, Arrival, Fold, Journal } from './journal.js'
import { headOf } from './look.js'
import type { Head } from './look.js'
import { farsIn, mark } from './outbox-dexie.js'
import { packedIn, sealed } from './packed.js'
import { none, withRegisters } from './registers.js'
import { stores } from './stores.js'
import type { Traces } from './traces.js'
import type { Transaction } from './transaction.js'

/** So many lines go into one record when many dossiers come at once. */
const segmentLines = 500
/** So many of those records are written at a time: a transaction of its own for each took a third longer. */
const segmentsAtOnce = 8

/** A dossier that comes from elsewhere, folded. */
interface Ready {
  readonly on: DossierId
  readonly lines: readonly Entry[]
  readonly head: Head
}

export function bulkOf(
  { db, read, transact, transactLoosely, changed }: Handle,
  ancestors: Ancestors,
  traces: Traces,
): Pick<Journal, 'bulk' | 'rebuild'> {
  /** Folded, without what was erased here: that is asked for all at once, for each it took as long as all the rest. */
  const folded = async (arrivals: readonly Arrival[], fold: Fold): Promise<readonly Ready[]> => {
    const all = arrivals.flatMap(({ entries }) => entries)
    const known = await traces.unerased(all)
    const here = known === all ? undefined : new Set(known)
    return arrivals.flatMap(({ on, entries }) => {
      const lines = merged([], here ? entries.filter((line) => here.has(line)) : entries)
      return lines.length === 0 ? [] : { on, lines, head: headOf(fold(lines), ancestors) }
    })
  }

  return {
    async bulk(arrivals, fold, long = {}) {
      let batch: Arrival[] = []
      let waiting: (readonly Ready[])[] = []
      let [size, seen, taken] = [0, 0, 0]
      const seal = async () => {
        const ready = await folded(batch, fold)
        if (ready.length > 0) waiting.push(ready)
        ;[batch, size] = [[], 0]
        await pause()
      }
      // while the browser writes some, the next are folded
      let writing = Promise.resolve()
      const flush = async () => {
        const ready = waiting
        waiting = []
        await writing
        writing = transactLoosely(stores.packing, (tx) => pack(tx, ready)).then((count) => {
          taken += count
          long.progress?.((seen += ready.flat().length))
        })
        // told when it is waited for
        writing.catch(() => undefined)
      }
      for await (const { on, entries } of arrivals) {
        if (long.signal?.aborted) break
        batch.push({ on, entries })
        size += entries.length
        if (size >= segmentLines) await seal()
        if (waiting.length >= segmentsAtOnce) await flush()
      }
      await seal()
      await flush()
      await writing
      if (taken === 0) return 0
      await transactLoosely(['counts', 'moves'], gather)
      changed()
      return taken
    },

    async rebuild(fold, { signal, progress } = {}) {
      const total = await read(() => db.heads.count())
      for (let done = 0, last = ''; !signal?.aborted; await pause()) {
        const ids = await read(() => db.heads.where('id').above(last).limit(segmentLines).primaryKeys())
        if (ids.length === 0) break
        await transact(stores.folding, (tx) => refold(tx, ids, fold, ancestors))
        last = ids.at(-1)!
        progress?.((done += ids.length), total)
      }
      changed()
    },
  }
}

/** Segments with the lines of those dossiers that are not here yet, and their heads; answers how many. */
async function pack(tx: Transaction, batches: readonly (readonly Ready[])[]): Promise<number> {
  const to = await farsIn(tx)
  const counting = new Counting()
  let taken = 0
  for (const batch of batches) {
    const fresh = await unknown(tx, batch)
    if (fresh.length === 0) continue
    const dossiers = Object.fromEntries(fresh.map(({ on, lines }) => [on, lines]))
    const segment = Number(await tx.add('segments', { dossiers }))
    for (const { head } of fresh) {
      tx.put('heads', sealed(head, segment))
      counting.moved([], head.keys)
    }
    mark(
      tx,
      fresh.flatMap(({ lines }) => lines),
      to,
    )
    taken += fresh.length
  }
  counting.keep(tx)
  return taken
}

/** Those that are not here yet, each once; whoever begins with nothing is asked once for all, not once for each. */
async function unknown(tx: Transaction, all: readonly Ready[]): Promise<readonly Ready[]> {
  const batch = [...new Map(all.map((one) => [one.on, one])).values()]
  const ids = batch.map(({ on }) => on).sort()
  if ((await tx.count('heads', ids[0]!, ids.at(-1)!)) === 0) return batch
  const here = await Promise.all(batch.map(({ on }) => tx.has('heads', on)))
  return batch.filter((_, index) => !here[index])
}

async function refold(tx: Transaction, ids: readonly string[], fold: Fold, ancestors: Ancestors): Promise<void> {
  const heads = await Promise.all(ids.map((id) => tx.get('heads', id)))
  const own = await Promise.all(ids.map((id) => tx.get('lines', id)))
  const numbers = [...new Set(heads.flatMap((head) => head?.segment ?? []))]
  const segments = await Promise.all(numbers.map((number) => tx.get('segments', number)))
  const counting = new Counting()
  for (const [index, head] of heads.entries()) {
    const { id, segment } = head ?? {}
    if (id === undefined) continue
    const packed = segment === undefined ? undefined : segments[numbers.indexOf(segment)]
    const lines = own[index]?.lines ?? packedIn(packed, id)
    const anew = headOf(withRegisters(fold(lines), own[index]?.registers ?? none), ancestors)
    tx.put('heads', segment === undefined ? anew : sealed(anew, segment))
    counting.moved(head!.keys, anew.keys)
  }
  counting.keep(tx)
}
