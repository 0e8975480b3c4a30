/** The one door: ask, act, watch. Components look through it and change through it, and nothing else goes in or out. */
import type {
  Act,
  Clock,
  Decision,
  Dossier,
  DossierId,
  Line,
  Moment,
  PartyId,
  PlaceId,
  Query,
  Say,
  Trouble,
} from './types.js'
import type { Rules } from './adoption/view.js'
import type { Book } from './pack/book.js'
import type { BacktestOptions, Changed } from './backtest/backtest.js'
import type { Backtested } from './backtest/result.js'
import type { CaseMapping } from './cases/columns.js'
import type { CasesTaken } from './cases/cases.js'
import type { Long, Page } from './journal/journal.js'
import type { Merged } from './merge/merging.js'
import type { ProofView } from './identity/shown.js'
import type { Measured, MeasureOptions } from './measures/measured.js'
import type { AsideView, Choice, DossierView, PartyView, PlaceView, PrintView, RowView, TrayView } from './view.js'
import type { AnswersView, Withdrawn } from './reading.js'
import type { Places } from './roster/places.js'
import type { RosterFile } from './pack/format.js'
import type { PeopleFile, Posts } from './roster/posts.js'
import type { SyncAdapter } from './sync/adapter.js'
import type { StationStorage } from './storage.js'
import type { Joined, JoinOptions } from './sync/sync.js'

/** A register: its name, for the sentences, and what it says. */
export interface CasesSource {
  readonly name: string
  readonly text: string | Blob
}

export interface Station {
  readonly book: Book
  readonly places: Places
  readonly posts: Posts
  readonly clock: Clock
  /** The roster and, where names may be seen, the people file, as they are in force: what is exported, and what an import goes into. */
  readonly roster?: RosterFile
  readonly people?: PeopleFile
  /** Puts another roster in force and keeps it; resolves when it is durable. Absent where a roster cannot be changed. */
  takeRoster?(roster: RosterFile, people: PeopleFile | undefined): Promise<void>
  /**
   * Writes somebody into the roster of this device, who can then be appointed; resolves with their id when it is durable.
   * Names are in no line: another device knows them by the post until its people file tells.
   */
  addPerson?(name: string, phone?: string): Promise<PartyId>
  /**
   * Takes in the register of cases that an office has kept so far: good rows become dossiers of this kind, bad ones are
   * named. Absent where nothing can be taken in.
   */
  takeCases?(kind: string, source: CasesSource, mapping?: CaseMapping, long?: Long): Promise<CasesTaken>
  /**
   * Which of the decisions kept here would have come out otherwise, had these files been in force. Changes nothing. A
   * later question puts an end to the one before it, which rejects with an AbortError. Absent where there is no past.
   * @throws Error for a text that is of no file of the book: a mistake of the page
   */
  backtest?(changed: Changed, options?: BacktestOptions): Promise<Backtested>
  /**
   * What a measure of a pack comes to, for `me`; undefined where they may not know it. A number about people that is too
   * small is not shown, and a row that `me` is not shown is counted and not opened to. Absent where nothing is counted.
   * @throws Error for a measure that there is not, RangeError for a period that is none: mistakes of the page
   * @throws the reason of `signal` once that is given up
   */
  measure?(pack: string, name: string, options?: MeasureOptions): Promise<Measured | undefined>
  /**
   * Keeps a picture on this device and resolves with its hash, sha256 in hex, when it is durable: what an answer of type
   * `photos` lists. A picture that no act names within a day is dropped. Absent where no pictures are kept.
   * @throws JournalTrouble if it cannot be kept; its `says` tells people what to do
   */
  keepPhoto?(picture: Blob): Promise<string>
  /** The picture of this hash; undefined if it is not on this device. */
  photo?(hash: string): Promise<Blob | undefined>
  /** Who is here; undefined may look and may do what `anyone` may. */
  me: PartyId | undefined
  /** What is wrong with the files. While there are errors the last good book goes on working. */
  readonly troubles: readonly Trouble[]
  /**
   * Where the book in force is from, and since when it is. `adopted`: somebody put it in force (`rules`). `stored`: what
   * should take its place has errors or is not all here, and an earlier one goes on.
   */
  readonly bookFrom: { readonly source: 'files' | 'adopted' | 'stored'; readonly at: Moment }

  /**
   * Which rules are in force, which want to be, and the acts that put them in force for every device of the community.
   * Absent where the rules stay as they are.
   */
  readonly rules?: Rules

  /** Would this act go through? Changes nothing. */
  ask(act: Act): Promise<Decision>
  /** Does it, if it goes through; resolves when it is durable. A refusal is a Decision, not an error. */
  act(act: Act): Promise<Decision>
  /**
   * Takes in a page of lines from elsewhere, whole with its cursor or not at all, and draws the consequences: any order,
   * known lines among them. Absent where nothing comes from elsewhere.
   * @param far the far side's clock as it answered: off from that by more than ten minutes, this station fires nothing
   */
  receive?(page: Page, far?: Moment): Promise<Merged>
  /**
   * Brings the lines of this station to a far side and fetches those of others, from now on until it is left: one tab of
   * this device speaks, failures are tried again, nothing is lost in between. Absent where nothing is shared.
   */
  join?(adapter: SyncAdapter, options: JoinOptions): Promise<Joined>
  /** The far side that it was joined with last, until it is left; a watch is called when that changes. */
  readonly joined?: Joined | undefined
  /** What lies between this station and that far side: lines to go, and lines that are not taken there. */
  tray?(): Promise<TrayView>
  /** Lines from elsewhere that are kept beside the journal without effect, and why. */
  asides?(): Promise<readonly AsideView[]>
  /** By how many ms this clock is ahead of the others', where that is more than may be. */
  readonly clockOff?: number | undefined
  /** How this device keeps what is here, and the ways out when it cannot. Absent where nothing is kept. */
  readonly storage?: StationStorage | undefined
  /** What `me` may do with this dossier now, with the reasons where not. */
  choices(id: DossierId): Promise<readonly Choice[]>
  /** Acts that open a dossier of this kind: `kind` is a prefix, e.g. `case`. */
  openings(kind: string, place?: PlaceId): Promise<readonly Choice[]>

  /**
   * Which device wrote each line of a dossier, as far as that is proven here, and what is missing before it; none for whom
   * the dossier is not shown whole. Absent where nothing comes from elsewhere.
   */
  proofs?(id: DossierId): Promise<readonly ProofView[]>

  dossier(id: DossierId): Promise<Dossier | undefined>
  lines(id: DossierId): Promise<readonly Line[]>
  dossiers(query: Query): Promise<readonly Dossier[]>
  /** How many at each step, and how many are late now. */
  count(
    query: Query,
  ): Promise<{ readonly total: number; readonly steps: Readonly<Record<string, number>>; readonly late: number }>

  view(id: DossierId): Promise<DossierView | undefined>
  rows(query: Query): Promise<readonly RowView[]>
  /**
   * A form of the pack as data, to be printed: undefined where there is none, or where `me` may not see the dossier whole.
   * Private answers of a dossier outside one's own grid stand on it only with a reason, which is kept. Absent where nothing
   * is printed.
   */
  printed?(id: DossierId, form: string, why?: string): Promise<PrintView | undefined>
  /**
   * Private answers, for those who may open them (SPEC R143). Outside one's own grid they are shown with a reason only, and
   * that they were read, by whom and why stands in the dossier from then on. Undefined for everybody else, and where nobody
   * is here to answer for it.
   */
  readAnswers?(id: DossierId, why?: string): Promise<AnswersView | undefined>
  /**
   * A resident takes a consent back: what is kept by consent is erased here and, as devices and far sides hear of it,
   * everywhere; what another ground keeps is told. For those who may open them.
   */
  withdrawConsent?(id: DossierId, why?: string): Promise<Withdrawn | undefined>
  party(id: PartyId): PartyView
  place(id: PlaceId): PlaceView
  /** The parts of the portal, and whether each is on at this place; without a place, anywhere in the community. */
  modules(place?: PlaceId): Promise<Readonly<Record<string, { readonly title: Say; readonly on: boolean }>>>
  /** Title of a kind's steps, in file order. */
  steps(kind: string): Readonly<Record<string, Say>>

  /** Calls `see` with what `look` finds, now and after every change in any tab; returns how to stop. */
  watch<T>(
    look: (station: Station) => Promise<T> | T,
    see: (value: T) => void,
    fail?: (error: unknown) => void,
  ): () => void
  close(): Promise<void>
}
