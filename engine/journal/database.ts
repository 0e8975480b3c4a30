/** The IndexedDB database as Dexie opens it: tables, versions, and what is done when the browser takes a handle away. */
import type { Table } from 'dexie'
import type { Entry, Json } from '../types.js'
import type { Aside, Touched } from '../merge/arrive.js'
import type { Besides } from './beside-marks.js'
import { countAll } from './counts.js'
import type { Count, Moves } from './counts.js'
import type { Tally } from './forget.js'
import { freshLog } from './fresh-log.js'
import { JournalTrouble } from './journal.js'
import { Dexie } from './modern-dexie.js'
import { keysByName } from './look.js'
import type { Head } from './look.js'
import type { Mark, Refused } from './outbox.js'
import { packing, type KeptHead } from './packed.js'
import type { Photo } from './photos.js'
import type { Registers } from './registers.js'
import type { SealKey } from './sealing.js'
import type { KeptSheet } from './sheets.js'
import type { Trace } from './traces.js'
import type { KeptProof, Writer } from './signing.js'
import { Transaction } from './transaction.js'

/** All lines of one dossier, with its head as it was folded from them. */
export interface Lines {
  readonly id: string
  readonly head: string
  /** From the last carry line on, where older ones are in the archive. */
  readonly lines: readonly Entry[]
  /** Segments with the older lines. */
  readonly archive?: readonly number[]
  readonly registers?: Registers
}

/** Some hundred lines of many dossiers in one record: 100,000 records of their own would take the browser minutes. */
export interface Segment {
  readonly id?: number
  readonly dossiers: Readonly<Record<string, readonly Entry[]>>
}

export interface Setting {
  readonly name: string
  readonly value: Json
}

/** Raised by a version whose records an older one must not write: Dexie alone lets old code open newer data. */
const writer = 8

export class Database extends Dexie {
  readonly heads!: Table<KeptHead, string>
  readonly counts!: Table<Count, string>
  readonly moves!: Table<Moves, number>
  readonly lines!: Table<Lines, string>
  readonly segments!: Table<Segment, number>
  readonly sheets!: Table<KeptSheet, string>
  readonly settings!: Table<Setting, string>
  readonly photos!: Table<Photo, string>
  readonly asides!: Table<Aside, string>
  readonly touched!: Table<Touched, string>
  readonly tallies!: Table<Tally & { readonly id: string }, string>
  readonly outbox!: Table<Mark, string>
  readonly tray!: Table<Refused, string>
  readonly keys!: Table<SealKey, string>
  readonly beside!: Table<Besides, string>
  readonly erased!: Table<Trace, string>
  readonly writers!: Table<Writer, string>
  readonly proofs!: Table<KeptProof, string>

  constructor(name: string) {
    super(name, { cache: 'disabled', chromeTransactionDurability: 'strict' })
    this.version(1).stores({
      heads: 'id, *keys, next, due',
      lines: 'id',
      segments: '++id',
      sheets: 'id, on, until',
      settings: 'name',
    })
    this.version(2).stores({ photos: 'hash, loose' })
    this.version(3).stores({ heads: 'id, *keys, next, due, *counted, *causes', asides: 'id, on', touched: 'id' })
    this.version(4)
      .stores({ heads: 'id, *keys, next, due, *counted, *causes, forget', tallies: 'id' })
      .upgrade((tx) => tx.table('settings').put({ name: 'minWriter', value: writer }))
    this.version(5).upgrade(async (tx) => {
      await tx.table('settings').put({ name: 'minWriter', value: writer })
      await tx
        .table<Head>('heads')
        .toCollection()
        .modify((head) => Object.assign(head, { keys: [...new Set([...head.keys, ...keysByName(head.dossier)])] }))
    })
    // code that marks no lines would write some that never go out
    this.version(6)
      .stores({ outbox: 'id, on', tray: 'id, on' })
      .upgrade((tx) => tx.table('settings').put({ name: 'minWriter', value: writer }))
    // older code would take what is sealed or erased for an answer
    this.version(7)
      .stores({ keys: 'id, on', beside: 'id, on' })
      .upgrade((tx) => tx.table('settings').put({ name: 'minWriter', value: writer }))
    // older code takes texts for what is in them
    this.version(8).upgrade((tx) => tx.table('settings').put({ name: 'minWriter', value: writer }))
    // older code would count anew what an old file brings back
    this.version(9)
      .stores({ erased: 'id' })
      .upgrade((tx) => tx.table('settings').put({ name: 'minWriter', value: writer }))
    this.version(10).stores({ writers: 'writer', proofs: 'id, *lines, *on' })
    // older code would move dossiers and not count them
    this.version(11)
      .stores({ counts: 'id', moves: '++id' })
      .upgrade(({ idbtrans }) => {
        const tx = new Transaction(idbtrans)
        tx.put('settings', { name: 'minWriter', value: writer })
        return countAll(tx)
      })
    // behind all versions: each makes the tables anew
    this.heads.hook('reading', (head) => head && packing.heads.read(head))
    this.lines.hook('reading', (kept) => kept && packing.lines.read(kept))
    this.segments.hook('reading', (segment) => segment && packing.segments.read(segment))
    this.on('populate', (tx) => void tx.table('settings').add({ name: 'minWriter', value: writer }))
    this.on('ready', async () => {
      const needed = await this.settings.get('minWriter')
      if (Number(needed?.value) > writer) throw new JournalTrouble('newer')
    })
    // sticky: a handle that was lost may come back to a log that was cut off
    this.on('ready', () => freshLog(name), true)
  }
}

const named = (error: unknown, names: readonly string[]): boolean => {
  for (let it = error; it instanceof Error || it instanceof DOMException;) {
    if (names.includes(it.name)) return true
    it = 'inner' in it ? it.inner : it.cause
  }
  return false
}

/**
 * Does something with a database. A handle that the browser closed (another version, low memory, data cleared) is
 * opened again and the work done once more; nothing of it was written the first time.
 * @throws JournalTrouble in the place of the browser's own errors
 */
export async function within<T>(db: Database, work: () => PromiseLike<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      if (!db.isOpen()) await db.open()
      return await work()
    } catch (error) {
      if (error instanceof JournalTrouble) throw error
      if (named(error, ['QuotaExceededError'])) throw new JournalTrouble('full', error)
      if (!named(error, ['DatabaseClosedError', 'InvalidStateError', 'UnknownError', 'OpenFailedError'])) throw error
      if (tries === 2) throw new JournalTrouble('lost', error)
      db.close()
    }
  }
}
