/** Where lines are kept: the one interface through which a station remembers anything. */
import type { Dossier, DossierId, Entry, Json, Moment, PlaceId, Query, Say, Span, Trouble } from '../types.js'
import type { Aside, Bound, Touched } from '../merge/arrive.js'
import type { Book } from '../pack/book.js'
import type { Days } from '../pack/dated.js'
import type { Gone, Tally } from './forget.js'
import type { Answers } from './answers.js'
import type { Beside } from './beside.js'
import type { Outbox } from './outbox.js'
import type { Registers } from './registers.js'
import type { Sheet } from './sheets.js'
import type { Signing } from './signing.js'
import type { Proof } from '../sync/adapter.js'

/** New lines for one dossier. */
export interface Write {
  readonly on: DossierId
  /** Head of the dossier as it was read; undefined where there was none. */
  readonly head: string | undefined
  readonly entries: readonly Entry[]
  readonly sheets?: readonly Sheet[]
  /** Values that stand in no line: of each only the newest is kept. */
  readonly registers?: Registers
  /** Private answers of the dossier that are erased with it, by their ids. */
  readonly erases?: readonly string[]
}

/** A whole dossier that comes from elsewhere. */
export interface Arrival {
  readonly on: DossierId
  readonly entries: readonly Entry[]
}

/** Lines that come from elsewhere, in any order, known ones among them. */
export interface Page {
  readonly lines: readonly Entry[]
  /** How far the far side was read: kept in the same transaction as the lines. */
  readonly cursor?: { readonly name: string; readonly value: Json }
  /** The far side from which they come: there they need not go. */
  readonly from?: string
  /** Proofs of the lines, where proofs travel on their way: a line that names its writer then counts with its proof only. */
  readonly proofs?: readonly Proof[]
}

export interface Received {
  /** Lines that were not here, or take the place of one that was. */
  readonly fresh: readonly Entry[]
  /** What is kept aside since this page. */
  readonly aside: readonly Aside[]
}

export interface Long {
  readonly signal?: AbortSignal
  /** Called with what is done so far and, where it is known, how much there is. */
  readonly progress?: (done: number, total?: number) => void
}

export interface Counted {
  readonly total: number
  readonly steps: Readonly<Record<string, number>>
  /** Running past a due at this moment. */
  readonly late: number
}

/** What an edition of the checks made of texts, and found good. */
export interface Made {
  readonly by: string
  readonly at: Moment
  readonly book: Book
  /** The days between which parts of the book are in force. */
  readonly dated: readonly Days[]
  /** Warnings: told again as long as nothing changes. */
  readonly troubles: readonly Trouble[]
}

/** The last book that had no errors, as its texts. */
export interface StoredBook {
  readonly at: Moment
  readonly digest: string
  readonly texts: Readonly<Record<string, string>>
  /** Name of the book as the ledger of rules says it, where it is in force by that and not by files (SPEC Q135). */
  readonly adopted?: string
  readonly made?: Made
}

/** Lines of one dossier, in any order, to the dossier as it stands. Never asynchronous: it runs inside a transaction. */
export type Fold = (lines: readonly Entry[]) => Dossier

/** A row of one of the tables beside the lines, as it stands in a text of everything. */
export interface WholeRow {
  readonly in: string
  readonly is: Readonly<Record<string, Json>>
}

/** Everything at once, for a text of it. */
export interface Whole {
  /** Of the database. */
  readonly name: string
  /** How many are here. */
  dossiers(): Promise<number>
  /** What is kept beside lines and can be told elsewhere. */
  rows(): AsyncIterable<WholeRow>
  /** Keeps those that are not here; answers which these were. */
  restore(rows: readonly WholeRow[]): Promise<readonly WholeRow[]>
  /** Puts what was over before that moment into segments; answers how many dossiers. */
  archive(before: Moment, long: Long): Promise<number>
}

export interface Journal {
  /** The dossier as it stands. */
  head(id: DossierId): Promise<Dossier | undefined>
  /** Several at once, those that are here. */
  heads(ids: readonly DossierId[]): Promise<readonly Dossier[]>
  /** Its lines in the order of their ids; none for a dossier that is not here. */
  lines(id: DossierId): Promise<readonly Entry[]>
  /** Lines of several dossiers at once, in the order asked. */
  ledgers(ids: readonly DossierId[]): Promise<readonly (readonly Entry[])[]>
  /** Every dossier with its lines, the whole past; what is written meanwhile may or may not be among them. */
  all(): AsyncIterable<Arrival>
  /**
   * Writes all of it or nothing; resolves when it is durable, with the dossiers as they stand then. Lines that are there
   * already are passed over: the same id is the same line.
   * @throws HeadMoved if somebody else wrote to one of the dossiers since its head was read
   * @throws JournalTrouble if it cannot be kept; nothing was written
   */
  append(writes: readonly Write[], fold: Fold): Promise<readonly Dossier[]>
  /**
   * Takes in many dossiers that come from elsewhere, each whole; those that are here already are passed over. Answers
   * how many are new. Cancelling keeps what is complete.
   */
  bulk(arrivals: Iterable<Arrival> | AsyncIterable<Arrival>, fold: Fold, long?: Long): Promise<number>
  /**
   * Takes in a page of lines from elsewhere, all of it with its cursor or nothing. Known lines are passed over, those
   * that cannot count yet or must not are kept aside, and each dossier that got new ones is `touched` until somebody says
   * that the consequences are drawn.
   */
  receive(page: Page, fold: Fold, bound: Bound): Promise<Received>
  /** Without the lines of dossiers that were erased here: `receive` and `bulk` pass over them. */
  unerased(lines: readonly Entry[]): Promise<readonly Entry[]>
  /** Lines that are kept aside, the earliest first. */
  asides(): Promise<readonly Aside[]>
  /** Merges whose consequences are still to be drawn. */
  touched(): Promise<readonly Touched[]>
  /** Their consequences are drawn; one that was touched again meanwhile stays. */
  settled(touched: readonly Touched[]): Promise<void>
  /** Dossiers with acts since that moment whose rules counted over this kind. */
  counting(kind: string, since: Moment): Promise<readonly DossierId[]>
  /** Dossiers with lines that were caused in one of these. */
  causedBy(ids: readonly DossierId[]): Promise<readonly DossierId[]>
  /**
   * Moves the lines before a carry line to the archive; `lines` goes on giving them all.
   * @throws HeadMoved if somebody wrote to the dossier since that head was read
   */
  carry(head: string, carry: Entry, fold: Fold): Promise<void>

  /**
   * Dossiers that fit. `sort: 'due'` has the earliest running due first and those without one behind; `opened` (default)
   * and `at` have the newest first.
   */
  find(query: Query): Promise<readonly Dossier[]>
  /** Ids of the dossiers of a kind that fit, in no order, by the index alone; fields are not asked. */
  ids(query: Omit<Query, 'where' | 'sort' | 'limit' | 'offset'>): Promise<readonly DossierId[]>
  count(query: Query, now: Moment): Promise<Counted>
  /** When the next due or warning fires, over all dossiers. */
  firstDue(): Promise<Moment | undefined>
  /** Dossiers with a due or warning to fire by then, the earliest first. */
  dueBefore(now: Moment): Promise<readonly DossierId[]>
  /** Folds every dossier anew: after the tree of places or the way of folding changed. */
  rebuild(fold: Fold, long?: Long): Promise<void>

  /** Dossiers that are to be erased by then. */
  over(now: Moment): Promise<readonly DossierId[]>
  /**
   * Erases whole dossiers, with their lines, private answers, newest values and the pictures that nobody else names, and
   * counts each in its tally. One whose head moved since is passed over. Answers how many went.
   */
  forget(gone: readonly Gone[]): Promise<number>
  /** What stays of dossiers that were erased. */
  tallies(): Promise<readonly Tally[]>

  /** Private answers of a dossier that are still kept. */
  sheets(on: DossierId): Promise<readonly Sheet[]>
  /** Keeps private answers for a shorter time, never a longer one: `keepOf` says what is asked of a sheet today. */
  shorten(keepOf: (sheet: Pick<Sheet, 'on' | 'field'>) => Span | undefined): Promise<void>
  /** Erases private answers whose time is over; answers how many. */
  eraseBefore(now: Moment): Promise<number>

  /** Pictures by the hash of their bytes: lines name them, an answer of type `photos` is a list of hashes. */
  readonly photos: {
    /**
     * Keeps a picture and resolves with its hash, sha256 in hex, when it is durable. The same bytes are one photo.
     * @throws JournalTrouble if it cannot be kept
     */
    put(picture: Blob, now: Moment): Promise<string>
    get(hash: string): Promise<Blob | undefined>
    /** Drops what came before that moment and is named by no line to this day: a form that was given up. Answers how many. */
    drop(before: Moment): Promise<number>
  }

  /** Lines that still have to go to a far side: marked in the transaction that keeps them. */
  readonly outbox: Outbox
  /** What travels beside lines, likewise. */
  readonly beside: Beside
  /** Private answers one by one. */
  readonly answers: Pick<Answers, 'kept' | 'locked' | 'erased'>

  /** Keys by which this device signs, and proofs of lines. */
  readonly signing: Signing

  readonly book: {
    get(): Promise<StoredBook | undefined>
    set(book: StoredBook): Promise<void>
  }
  readonly setting: {
    get(name: string): Promise<Json | undefined>
    set(name: string, value: Json): Promise<void>
  }
  /** Name of this device, made once. Tabs add their own. */
  node(): Promise<string>
  /** Absent where nothing is kept. */
  readonly whole?: Whole
  /** Why nothing can be kept at present; undefined while all is well. */
  readonly trouble: JournalTrouble | undefined
  /**
   * Calls after every change, whichever tab made it, with the dossiers it wrote to; without them where anything may have
   * changed. Returns how to stop.
   */
  watch(see: (on?: readonly DossierId[]) => void): () => void
  close(): Promise<void>
}

/** Nearest first, without the place itself: how a journal knows what lies below what. */
export type Ancestors = (place: PlaceId) => readonly PlaceId[]

/** Somebody else wrote to the dossier since it was read: read again, judge again. */
export class HeadMoved extends Error {
  override readonly name = 'HeadMoved'
  constructor(readonly on: DossierId) {
    super(`Somebody else wrote to ${on} meanwhile.`)
  }
}

const said = {
  full: {
    zh: '浏览器的存储空间满了，这一步没有存下。请导出或清理后再试。',
    en: 'The browser has no room left; this was not kept. Export or clear something and try again.',
  },
  newer: {
    zh: '本机的数据已由更新的版本写过。请刷新页面，用新版本打开。',
    en: 'A newer version has written the data on this device. Reload the page to open it with that version.',
  },
  lost: {
    zh: '浏览器没有打开本机的数据库，这一步没有存下。请刷新页面再试。',
    en: 'The browser did not open the database on this device; this was not kept. Reload the page and try again.',
  },
} satisfies Record<string, Say>

/** Nothing can be kept: no room, a newer version's data, or no database. `says` tells people what to do. */
export class JournalTrouble extends Error {
  override readonly name = 'JournalTrouble'
  readonly says: Say
  constructor(
    readonly code: keyof typeof said,
    cause?: unknown,
  ) {
    super(said[code].en, { cause })
    this.says = said[code]
  }
}
