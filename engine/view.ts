/** What a screen shows of a dossier: plain data with its words in every language, so a page may also write it by hand. */
import type { Aside } from './merge/arrive.js'
import type { Basis, Choices, FieldType } from './pack/format.js'
import type {
  Act,
  Data,
  Decision,
  Dossier,
  DossierId,
  Due,
  Holds,
  Json,
  Line,
  Moment,
  PartyId,
  PlaceId,
  Proposal,
  Say,
} from './types.js'

export interface PlaceView {
  readonly id: PlaceId
  /** From the biggest place of the community down to this one. */
  readonly path: readonly Say[]
}

export interface PartyView {
  readonly id: PartyId
  /** Name of the person or organisation; where it is not known here, the post. */
  readonly name: Say
  /** Post in words, e.g. 网格员. */
  readonly post?: Say
  readonly phone?: string
}

/** Who must act next. `standIn`: the post is vacant and the next above holds it. */
export interface HolderView {
  readonly role: Say
  readonly parties: readonly PartyView[]
  readonly standIn?: { readonly vacant: Say; readonly post: Say }
}

/** One line of a checklist, in the order in which it is drawn. */
export interface ItemView {
  /** Names from the top joined by dots: under it the answer stands in the value. */
  readonly path: string
  readonly title: Say
  readonly text?: Say
  /** 0 at the top. */
  readonly level: number
  /** What is answered stands below it. */
  readonly heading?: true
  /** Who takes it on. */
  readonly role?: Say
  /** An act that can be begun from here; `by` is whoever begins it. */
  readonly does?: { readonly title: Say; readonly act: Omit<Act, 'by'> }
  /** Of a dossier: how it was answered, a key of `answers`. */
  readonly answer?: string
}

/** What a screen needs of a checklist, beside its value item → answer. */
export interface ChecksView {
  readonly items?: readonly ItemView[]
  /** Best first. Without a list of its own: `done` and `not`. */
  readonly answers?: Choices
}

export interface FieldView extends ChecksView {
  readonly name: string
  readonly title: Say
  readonly type: FieldType
  /** Of a private field whom `me` may not see: the seal in the place of the answer. */
  readonly value: Json | undefined
  /** The value as people read it. */
  readonly words: Say
  readonly private?: boolean
  /** Of a checklist: the worst answer, a key of `answers`. */
  readonly worst?: string
}

/** What is told of a private answer to whoever is shown its dossier: all but what it says. */
export interface PrivateView {
  readonly name: string
  readonly title: Say
  /** Another for each answer. */
  readonly id: string
  readonly purpose: Say
  readonly basis: Basis
  /** How long it is kept, counted from this step or, without one, from the end of the dossier. */
  readonly keep: Say
  readonly after?: Say
  /** When it is erased, once that counts. */
  readonly until?: Moment
  /**
   * - `forgotten`: its time is over, and it is erased
   * - `withdrawn`: the consent was taken back, and it is erased
   * - `away`: it has not come to this device
   */
  readonly state: 'kept' | 'forgotten' | 'withdrawn' | 'away'
  /** Who may open it, absent: nobody; and whether `me` may. */
  readonly readers?: Say
  readonly mine: boolean
}

export interface PrivatesView {
  readonly answers: readonly PrivateView[]
  /** They are opened with a reason, which is kept: the dossier lies outside the grid of `me`. */
  readonly asksWhy: boolean
  /** Whom the ledger is shown to, and with it who opened them; absent: to whoever has said who they are. */
  readonly seers?: Say
}

/** One question of a form. */
export interface AskView extends ChecksView {
  readonly name: string
  readonly title: Say
  readonly type: FieldType
  readonly optional: boolean
  readonly help?: Say
  readonly unit?: Say
  readonly min?: number | string
  readonly max?: number | string
  /** A number without fractions. */
  readonly whole?: true
  readonly choices?: Choices
  /** Of type `dossier(s)`: the kind to choose from, as `Query` names it. */
  readonly kind?: string
  /** Fills the form at first. */
  readonly value?: Json
  readonly private?: { readonly purpose: Say; readonly keep: Say }
}

export interface ClauseView {
  readonly words: Say
  readonly holds: Holds
}
export interface ReasonView {
  readonly rule: string
  /** The rule as a sentence, with the values of this case in it. */
  readonly says: Say
  readonly holds: boolean
  /** What it brings about: "不予办理", "提请督办". */
  readonly effect: Say
  readonly clauses: readonly ClauseView[]
}

/** One line of the ledger. */
export interface LineView {
  readonly line: Line
  readonly number: number
  readonly act: Say
  readonly by: PartyView
  /** What it says beside the act: values written, whom it told, how far it climbed. */
  readonly words: readonly Say[]
  /** Hashes of the photos it names, see `Station.photo`. */
  readonly photos?: readonly string[]
  readonly why: readonly ReasonView[]
  /** For a void line: why it has no effect, and the people to call. */
  readonly void?: { readonly says: Say; readonly call: readonly PartyView[] }
  /** Known of it from other dossiers since a merge: its cause is void there, or it was one too many; and whom to call. */
  readonly notes?: readonly { readonly says: Say; readonly call: readonly PartyView[] }[]
}

/** A line from elsewhere that is kept beside the journal, without effect. */
export interface AsideView extends Aside {
  /** What its dossier is called here, as far as `me` may know. */
  readonly title: Say
  readonly act: Say
  readonly by: PartyView
  /** What happened, what that means, and who does what about it now. */
  readonly says: Say
  readonly means: Say
  readonly todo: Say
}

/** Lines of one dossier that still have to go to a far side. */
export interface OutgoingView {
  readonly on: DossierId
  /** What the dossier is called; its kind where `me` is not shown the dossier, and its id where the kind is not known here. */
  readonly title: Say
  readonly place?: PlaceView
  readonly lines: number
  /** Since when the first of them waits. */
  readonly since: Moment
}

/** A line that the far side does not take. */
export interface RefusedView {
  readonly id: string
  readonly on: DossierId
  readonly title: Say
  readonly act: Say
  readonly by: PartyView
  /** When it was done, and when the far side said no. */
  readonly done: Moment
  readonly at: Moment
  readonly code: string
  readonly says: Say
  /** What the far side says of it, in its own words. */
  readonly reason?: string
}

/** What lies between a station and its far side. */
export interface TrayView {
  /** The longest waiting first, of so many lines as are looked at in one go. */
  readonly outgoing: readonly OutgoingView[]
  /** Lines to go that were not looked at. */
  readonly more: number
  readonly refused: readonly RefusedView[]
}

/** An act as it is offered: `decision.allowed` draws a button, otherwise the sentence stands beside it. */
export interface Choice {
  readonly act: string
  readonly title: Say
  readonly help?: Say
  readonly asks: readonly AskView[]
  /** Opening acts: the place has to be chosen. */
  readonly place?: boolean
  /** Opening acts: where `me` may do it, if not everywhere. */
  readonly at?: PlaceId
  /** `true`: written words; choices: one of the list. */
  readonly reason?: true | Choices
  readonly final?: boolean
  readonly decision: Decision
}

/** One row of a board. */
export interface RowView {
  readonly id: DossierId
  readonly kind: string
  readonly title: Say
  readonly step: string
  readonly stepTitle: Say
  readonly place: PlaceView
  readonly holder?: HolderView
  readonly dues: readonly Due[]
  readonly opened: Moment
  readonly at: Moment
  readonly ended: boolean
  readonly void: number
  readonly fields: Data
  readonly source?: string
}

export interface DossierView {
  readonly dossier: Dossier
  readonly title: Say
  readonly kind: Say
  readonly step: Say
  readonly place: PlaceView
  readonly fields: readonly FieldView[]
  /** Absent where nothing private was answered. */
  readonly privates?: PrivatesView
  readonly holder?: HolderView
  /** Why the running clocks run as they do: limit and where it comes from, one reason each. */
  readonly why: readonly ReasonView[]
  readonly lines: readonly LineView[]
  readonly choices: readonly Choice[]
  /** Forms of the pack that can be printed of it, see `Station.printed`. */
  readonly prints?: readonly { readonly form: string; readonly title: Say }[]
  /** Only what is public is shown: `me` is not among those who may see the rest. */
  readonly limited?: true
  readonly proposals: readonly (Proposal & { readonly title: Say; readonly toWords: Say })[]
}

/** A printed form as data: whoever draws it lays it out. */
export interface PrintView {
  readonly form: string
  readonly title: Say
  readonly kind: Say
  readonly label: Say
  /** The id without its prefix. */
  readonly number: string
  readonly step: Say
  readonly place: PlaceView
  /** In the order of the form; private answers only where `me` may see them. */
  readonly fields: readonly FieldView[]
  readonly text?: Say
  /** When it was printed. */
  readonly at: Moment
}
