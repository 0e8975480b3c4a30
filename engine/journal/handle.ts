/** The database of a journal in use: it is read and written, its trouble is remembered, and every tab hears of a change. */
import type { DossierId } from '../types.js'
import { Database, within } from './database.js'
import { JournalTrouble } from './journal.js'
import { look, transact } from './transaction.js'
import type { Store, Transaction } from './transaction.js'

type See = (on?: readonly DossierId[]) => void

export class Handle {
  readonly db: Database
  readonly #bell: BroadcastChannel
  readonly #watchers = new Set<See>()
  #trouble: JournalTrouble | undefined

  constructor(name: string) {
    this.db = new Database(name)
    this.#bell = new BroadcastChannel(`${name}/journal`)
    this.#bell.onmessage = ({ data }: MessageEvent<readonly DossierId[] | undefined>) => this.#see(data)
  }

  /** Why nothing can be kept at present. */
  get trouble(): JournalTrouble | undefined {
    return this.#trouble
  }

  readonly read = async <T>(work: () => PromiseLike<T>): Promise<T> => {
    try {
      return await within(this.db, work)
    } catch (error) {
      if (error instanceof JournalTrouble) {
        this.#trouble = error
        this.#see()
      }
      throw error
    }
  }

  /** A trouble is over when something could be kept again. */
  readonly write = async <T>(work: () => PromiseLike<T>): Promise<T> => {
    const done = await this.read(work)
    this.#trouble = undefined
    return done
  }

  /** Reads what stands at one moment. */
  readonly look = <T>(stores: readonly Store[], work: (tx: Transaction) => Promise<T>): Promise<T> =>
    this.read(() => look(this.db, stores, work))

  /** All of it or nothing, on the disk when it resolves. */
  readonly transact = <T>(stores: readonly Store[], work: (tx: Transaction) => Promise<T>): Promise<T> =>
    this.write(() => transact(this.db, 'strict', stores, work))

  /** Likewise, for what can be done again: it does not wait for the disk. */
  readonly transactLoosely = <T>(stores: readonly Store[], work: (tx: Transaction) => Promise<T>): Promise<T> =>
    this.write(() => transact(this.db, 'relaxed', stores, work))

  readonly changed = (on?: readonly DossierId[]): void => {
    this.#bell.postMessage(on)
    this.#see(on)
  }

  readonly watch = (see: See): (() => void) => {
    this.#watchers.add(see)
    return () => this.#watchers.delete(see)
  }

  close(): void {
    this.#watchers.clear()
    this.#bell.close()
    this.db.close()
  }

  #see(on?: readonly DossierId[]): void {
    for (const see of [...this.#watchers]) see(on)
  }
}
