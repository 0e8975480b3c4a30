/** One write transaction by hand: Dexie's own book-keeping for each request costs an act two thirds more (bench: store-each). */
import type { Aside, Touched } from '../merge/arrive.js'
import type { Besides } from './beside-marks.js'
import type { Count, Moves } from './counts.js'
import type { Database, Lines, Segment, Setting } from './database.js'
import type { Tally } from './forget.js'
import type { Mark, Refused } from './outbox.js'
import { packing, type KeptHead } from './packed.js'
import type { Photo } from './photos.js'
import type { SealKey } from './sealing.js'
import type { KeptSheet } from './sheets.js'
import type { Trace } from './traces.js'
import type { KeptProof, Writer } from './signing.js'

export interface Records {
  readonly heads: KeptHead
  readonly counts: Count
  readonly moves: Moves
  readonly lines: Lines
  readonly segments: Segment
  readonly sheets: KeptSheet
  readonly keys: SealKey
  readonly beside: Besides
  readonly erased: Trace
  readonly settings: Setting
  readonly photos: Photo
  readonly asides: Aside
  readonly touched: Touched
  readonly tallies: Tally & { readonly id: string }
  readonly outbox: Mark
  readonly tray: Refused
  readonly writers: Writer
  readonly proofs: KeptProof
}
export type Store = keyof Records

const answer = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((go, fail) => {
    request.onsuccess = () => go(request.result)
    request.onerror = () => fail(request.error!)
  })

interface Packing {
  pack(record: unknown): unknown
  read(record: unknown): unknown
}
const packingOf = (store: Store): Packing | undefined => (packing as Partial<Record<Store, Packing>>)[store]

export class Transaction {
  constructor(private readonly tx: IDBTransaction) {}

  get<S extends Store>(store: S, key: IDBValidKey): Promise<Records[S] | undefined> {
    const packed = packingOf(store)
    const found = answer(this.tx.objectStore(store).get(key) as IDBRequest<Records[S] | undefined>)
    return packed ? found.then((record) => record && (packed.read(record) as Records[S])) : found
  }

  has(store: Store, key: IDBValidKey): Promise<boolean> {
    return answer(this.tx.objectStore(store).getKey(key)).then((found) => found !== undefined)
  }

  keys(store: Store): Promise<readonly IDBValidKey[]> {
    return answer(this.tx.objectStore(store).getAllKeys())
  }

  every<S extends Store>(store: S): Promise<readonly Records[S][]> {
    return answer(this.tx.objectStore(store).getAll() as IDBRequest<Records[S][]>)
  }

  /** All records with this value in an index. */
  all<S extends Store>(store: S, index: string, value: IDBValidKey): Promise<readonly Records[S][]> {
    return answer(this.tx.objectStore(store).index(index).getAll(value) as IDBRequest<Records[S][]>)
  }

  /** The first records between two keys, both among them. */
  range<S extends Store>(store: S, from: string, to: string, limit?: number): Promise<readonly Records[S][]> {
    const range = IDBKeyRange.bound(from, to)
    return answer(this.tx.objectStore(store).getAll(range, limit) as IDBRequest<Records[S][]>)
  }

  count(store: Store, from: string, to: string): Promise<number> {
    return answer(this.tx.objectStore(store).count(IDBKeyRange.bound(from, to)))
  }

  /** Nobody waits for it: if it fails, the transaction does. */
  put<S extends Store>(store: S, record: Records[S]): void {
    this.tx.objectStore(store).put(packingOf(store)?.pack(record) ?? record)
  }

  /** Nobody waits for it either. */
  drop(store: Store, key: IDBValidKey): void {
    this.tx.objectStore(store).delete(key)
  }

  add<S extends Store>(store: S, record: Records[S]): Promise<IDBValidKey> {
    return answer(this.tx.objectStore(store).add(packingOf(store)?.pack(record) ?? record))
  }
}

/**
 * All of `work` or nothing. It may wait for nothing but this transaction: any other wait commits it early.
 * `strict`: on the disk when it resolves.
 */
export async function transact<T>(
  db: Database,
  durability: 'strict' | 'relaxed',
  stores: readonly Store[],
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const tx = db.backendDB().transaction(stores, 'readwrite', { durability })
  const ended = new Promise<void>((go, fail) => {
    tx.oncomplete = () => go()
    tx.onabort = () => fail(tx.error ?? new DOMException('The transaction was given up.', 'AbortError'))
  })
  try {
    const done = await work(new Transaction(tx))
    commit(tx)
    await ended
    return done
  } catch (error) {
    // The first fault tells the reason; what the abort says after it does not.
    ended.catch(() => undefined)
    if (tx.error === null) abort(tx)
    throw tx.error ?? error
  }
}

/** Reads what stands at one moment; like a write it waits for nothing else. */
export const look = <T>(db: Database, stores: readonly Store[], work: (tx: Transaction) => Promise<T>): Promise<T> =>
  work(new Transaction(db.backendDB().transaction(stores, 'readonly')))

/** Said at once: left to itself a transaction waits for the answer to every put, 4 to 30 % of an act in two runs of store-each. */
function commit(tx: IDBTransaction): void {
  try {
    tx.commit()
  } catch {
    // over already; how, its end says
  }
}

function abort(tx: IDBTransaction): void {
  try {
    tx.abort()
  } catch {
    // over already
  }
}
