/** How a device keeps what its station remembers: room, promise, trouble, and the ways out of it. */
import type { JournalTrouble, Long } from './journal/journal.js'
import type { Moment, Say, Trouble } from './types.js'

export interface StorageState {
  /** The browser will not clear it by itself to make room; undefined where it does not tell. */
  readonly persisted?: boolean
  /** Bytes that this origin takes, and may take, as the browser estimates them. */
  readonly usage?: number
  readonly quota?: number
  /** Less than a tenth of that is left: time to archive or to export. */
  readonly low: boolean
  /** Why nothing can be kept at present, in words that say what to do. */
  readonly trouble?: { readonly code: JournalTrouble['code']; readonly says: Say }
}

/** What an export came to be here, or why nothing of it was taken. */
export interface Imported {
  /** Dossiers that were not here, or have lines now that were not. */
  readonly dossiers: number
  readonly lines: number
  readonly sheets: number
  readonly photos: number
  /** Why it was refused; nothing was touched then. */
  readonly troubles: readonly Trouble[]
}

export interface StationStorage {
  /** How it stands now; asked within a `watch` of the station, it is told anew with every change. */
  look(): Promise<StorageState>
  /**
   * Asks the browser for its promise; some ask the person in turn. The station does so once by itself, after the first act
   * that somebody did here.
   */
  persist(): Promise<boolean>
  /**
   * Everything that is kept here as text, piece by piece: lines, newest values, pictures, tallies, the book, what is to go
   * and what is kept aside, and those private answers that `me` may see. Of this device's own name nothing.
   */
  export(long?: Long): AsyncIterable<string>
  /** Takes such a text in beside what is here; twice is once. A text that is broken or of elsewhere is refused whole. */
  import(file: Blob, name: string, long?: Long): Promise<Imported>
  /**
   * Packs what was over before that moment (default: everything that is over) into a fraction of its room; it is found,
   * shown and reopened as before. Answers how many dossiers were packed.
   */
  archive(before?: Moment, long?: Long): Promise<number>
}
