/** The nouns that every other file of the engine speaks of: acts, entries, dossiers, dues, decisions. */
import type { Norm } from './pack/book.js'
import type { Derivation } from './pack/format.js'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }
export type Data = Readonly<Record<string, Json>>

/** Values of facts by name; a fact that is not there is unknown. */
export type Facts = Readonly<Record<string, Json | undefined>>

/** Words for people: zh and en always, further languages by their code. */
export type Say = Readonly<{ zh: string; en: string } & Record<string, string>>

/** `<prefix>/<tail>`, e.g. `case/200410-9xk2f1a7`; the prefix names the kind. */
export type DossierId = `${string}/${string}`
/** A code of the place tree, e.g. `330109001072-003`. */
export type PlaceId = string
/** A person, household, organisation, group or device of the roster; `clock` is the engine itself. */
export type PartyId = string
/** Milliseconds since 1970, UTC. */
export type Moment = number
/** ISO 8601, e.g. `PT10M`. */
export type Span = string

/** A wish: somebody wants this done. Asking and acting pass the same judge. */
export interface Act {
  /** Name of the act inside the pack that owns the dossier's kind, e.g. `accept`. */
  readonly type: string
  /** `<prefix>/new` opens a dossier: its id is made from the kind's pattern. */
  readonly on: DossierId
  readonly by: PartyId
  /** Opening acts only: where it is about. */
  readonly place?: PlaceId
  readonly data?: Data
  readonly reason?: string
  /** Entry that made this act follow. */
  readonly cause?: string
}

/** What a rule, a clock or an act brings about; a json-rules-engine `event`, verbatim. */
export interface Effect {
  readonly type: 'refuse' | 'flag' | 'set' | 'move' | 'follow' | 'propose' | 'notify' | 'extend' | 'excuse' | 'several'
  readonly params?: Readonly<Record<string, Json>>
}

/** A fact: one line of the journal, never edited. */
export interface Entry {
  /** Sortable stamp; lines are folded in the order of their ids, never of their arrival. */
  readonly id: string
  readonly act: string
  readonly on: DossierId
  readonly by: PartyId
  readonly at: Moment
  /** The opening line says of what kind the dossier is, and where. */
  readonly kind?: string
  readonly place?: PlaceId
  /** Fields written: answers, `sets` and `set` effects together; a private one is `{ sheet, sha256 }`. */
  readonly data: Data
  readonly reason?: string
  /** Step before; `new` for the line that opens. */
  readonly from: string
  readonly to: string
  /** `to` is an end: the dossier is over. */
  readonly ends?: true
  /** `<pack>@<version>+<first 8 of the sha256 of the merged pack>`. */
  readonly pack: string
  /** The facts that the rules asked for, as judged; enough to tell the reasons again. */
  readonly facts: Data
  /** Names of the rules that held. */
  readonly held: readonly string[]
  readonly effects: readonly Effect[]
  /** Clocks that this line starts, with everything they need for ever. */
  readonly starts?: readonly Start[]
  /** On the first line of an expected dossier, and on every line of a clock that runs from its slot: how it stood before. */
  readonly expected?: Beginning
  /** On a line of the clock: which due fired. */
  readonly due?: { readonly clock: string; readonly round: number; readonly at: Moment; readonly warn?: true }
  readonly cause?: string
  /** `clock`: a person's act carried out by the engine. */
  readonly as?: 'clock'
  /** Number of this case in the register it was imported from. */
  readonly source?: string
  /** On the line that opens: the whole dossier is erased so long after its end, or after it came to that step. */
  readonly forget?: Forget
  /** Head of the dossier on which it was judged; absent where there was none, and on lines that nobody judged. */
  readonly head?: string
  /** An act that stays where it is may be done at each of these steps; absent where it is but one. */
  readonly stays?: readonly string[]
  /** What must hold with this line in its place, whole: the fold asks no pack. */
  readonly always?: Laws
  /** Acts whose proposals this one answers with no: those that stood before it are gone. */
  readonly declines?: readonly string[]
  /** Kinds, by their prefix, over which the rules of this act counted. */
  readonly counted?: readonly string[]
  /** Dossier of the line that caused this one, where that is another. */
  readonly causeOn?: DossierId
  /** Written after a merge: the rules of the kind, asked again. */
  readonly again?: true
  /** Written after a merge: what is now known of a line of this dossier from other dossiers. */
  readonly note?: Note
  /** What was done with private answers of the dossier: read away from one's own grid, or erased as consent was taken back. */
  readonly sheets?: { readonly how: 'read' | 'withdrawn'; readonly fields: readonly string[] }
  /** Stands for all lines before it, so that they may go to the archive. */
  readonly carry?: Carry
  /** On a line of the clock: from here on the dossier goes by these names, and lines that speak the old ones mean them. */
  readonly renames?: Renames
  /** On a line that one device alone could write. Absent on those that devices make alike, and where nothing can be signed. */
  readonly chain?: Chain
}

/** What ties a line to the one before it that the same device wrote in the same dossier. */
export interface Chain {
  /** Made of the device's public key: nobody else can sign in its name. */
  readonly writer: string
  /** 1 for the first line of this writer in this dossier. */
  readonly count: number
  /** `hash` of the one before. */
  readonly after?: string
  /** sha256 of the canonical bytes of the line without this, in hex. */
  readonly hash: string
}

/** What always holds in a kind, with the values and tallies that its conditions ask for. */
export interface Laws {
  readonly zone: string
  readonly rules: readonly { readonly name: string; readonly says: Say; readonly when: Norm }[]
  readonly facts?: Readonly<Record<string, Derivation>>
  readonly params?: Data
}

/**
 * `cause`: the line that caused this one is void in its own dossier. `count`: a rule that counts over other dossiers would
 * have held, had everything been known. Of several notes on one line the one that knows most stands.
 */
export interface Note {
  readonly on: string
  readonly of: 'cause' | 'count'
  readonly holds: boolean
  /** How many lines it was found with. */
  readonly known: number
  /** For `count`: the rule, its sentence, and whom to call. */
  readonly rule?: string
  readonly says?: Say
  readonly call?: readonly PartyId[]
  /** For `cause`: the act that would undo it, and who may. */
  readonly undo?: { readonly act: string; readonly to: readonly string[] }
}

/** A dossier as it stands after the lines that a carry line stands for. */
export interface Carry {
  readonly count: number
  readonly dossier: Dossier
  /** What balances and standing values need of them: the newest lines, and sums of the others. */
  readonly told: readonly Pick<Entry, 'act' | 'at' | 'by' | 'data'>[]
  /** Names that they gave up: lines of devices that still speak the old ones may come behind. */
  readonly renames?: readonly Renames[]
}

/** Names that a version of a pack has given up for a kind, old to new. */
export interface Renames {
  readonly steps?: Readonly<Record<string, string>>
  readonly fields?: Readonly<Record<string, string>>
  readonly acts?: Readonly<Record<string, string>>
}

/** An expected dossier as it stood before anybody acted. */
export interface Beginning {
  /** Start of its slot, or the opening of what it belongs to. */
  readonly at: Moment
  readonly step: string
  readonly fields: Data
  readonly starts?: readonly Start[]
}

export interface Forget {
  readonly keep: Span
  readonly after?: string
}

/** How time is counted, with its edition: a later calendar moves nothing that runs. */
export type Calendar =
  | { readonly name: '24h' | 'natural'; readonly zone: string }
  | {
      readonly name: string
      readonly zone: string
      readonly days: 'china' | 'weekdays' | 'every-day'
      /** Windows of a working day, e.g. `[["08:00","12:00"],["14:00","18:00"]]`. */
      readonly hours: readonly (readonly [string, string])[]
      /** Last year whose public holidays were known when a clock was started with it; absent: all that are known here. */
      readonly edition?: number
    }

/** A clock as it was started: kept in the line that started it, so no later pack can move it. */
export interface Start {
  readonly clock: string
  readonly title: Say
  readonly round: number
  readonly at: Moment
  /** Either a span counted in `calendar`, or the very moment. */
  readonly limit?: Span
  readonly until?: Moment
  readonly calendar: Calendar
  readonly runs: readonly string[]
  readonly pauses: readonly string[]
  readonly again: 'fresh' | 'resume' | 'once'
  /** It was started by a moment or date field, and not by the step. */
  readonly since?: true
  /** Field whose newest value it counts from, without a line for each (SPEC C19). */
  readonly newest?: string
  /** Then, and where what it counts to was past already: moment of the line behind which the clock's own line comes. */
  readonly behind?: Moment
  readonly warn?: { readonly at: number; readonly then: readonly Effect[] }
  readonly due: readonly Effect[]
  /** The pack is over from this moment on: what is not due before it will never be. */
  readonly stops?: Moment
}

/** One round of one clock as it stands after the lines of the dossier; what is late depends on `now` as well. */
export interface Due {
  readonly clock: string
  readonly title: Say
  readonly round: number
  readonly start: Moment
  readonly limit?: Span
  readonly calendar: Calendar
  /** Moment at which it is late; while it stands still, as it would be if it went on at once. */
  readonly at: Moment
  readonly warnAt?: Moment
  /** Running in this step, standing still, or over because the step was left. */
  readonly state: 'runs' | 'paused' | 'stopped'
  /** Since when it stands still, or when it stopped. */
  readonly since?: Moment
  /** Stretches in which it stood still. */
  readonly gaps: readonly (readonly [Moment, Moment])[]
  /** Spans added by `extend`, in order. */
  readonly extended: readonly Span[]
  readonly excused: boolean
  readonly warned: boolean
  readonly fired: boolean
  /** Set where the holidays of the year it falls in were not known yet. */
  readonly provisional?: true
  readonly spec: Start
}

/** A dossier as folded from its lines: disposable, made again at any time. */
export interface Dossier {
  readonly id: DossierId
  readonly kind: string
  /** Name of the pack that owns the kind. */
  readonly pack: string
  readonly step: string
  /** Step before the present one; `to: "back"` goes there. */
  readonly back?: string
  readonly place: PlaceId
  readonly fields: Data
  readonly opened: Moment
  readonly openedBy: PartyId
  /** How many lines and the id of the last. An act fails and is tried again if this moved while it was judged. */
  readonly head: string
  /** Moment of the last line. */
  readonly at: Moment
  /** How many lines of each act fit. */
  readonly times: Readonly<Record<string, number>>
  /** Newest fitting line of each act. */
  readonly last: Readonly<Record<string, { readonly at: Moment; readonly by: PartyId; readonly line: string }>>
  /** Everybody who stands as `by` on a line of an act. */
  readonly did: Readonly<Record<string, readonly PartyId[]>>
  readonly dues: readonly Due[]
  readonly proposals: readonly Proposal[]
  readonly notices: readonly Notice[]
  /** Words of `flag` effects, with the line that raised them. */
  readonly flags: readonly { readonly line: string; readonly rule: string; readonly say: Say }[]
  /** How many lines are void. */
  readonly void: number
  /** Other dossiers whose lines caused lines here. */
  readonly causes?: readonly DossierId[]
  /** Kinds over which acts here counted, each with the moment in the id of the newest such line. */
  readonly counted?: Readonly<Record<string, Moment>>
  readonly ended: boolean
  readonly forget?: Forget
  /** Since when its retention counts. */
  readonly over?: Moment
  /** Values that stand in `fields` and in no line, each with the stamp of the act that wrote it. */
  readonly newest?: Readonly<Record<string, { readonly value: Json; readonly stamp: string }>>
  /** It is there by formula: nobody has acted yet, and there is no line. */
  readonly expected?: true
  readonly source?: string
}

/** Offered to people as a button; nothing happens until one of them acts. */
export interface Proposal {
  readonly line: string
  readonly rule?: string
  readonly act: string
  /** Another dossier than this, or `<prefix>/new` for one to open. */
  readonly on?: DossierId
  readonly to: readonly string[]
  readonly say?: Say
  readonly data?: Data
}

/** Who was told, and why. `to` are roles or party fields of the pack. */
export interface Notice {
  readonly line: string
  readonly at: Moment
  readonly to: readonly string[]
  readonly say?: Say
}

/** A line as it is shown: does it fit, and if not, why. */
export interface Line {
  readonly entry: Entry
  readonly state: 'fits' | 'void' | 'moot'
  /**
   * For `void`: the step found instead of `entry.from` and the line that moved it there; the law that would not have
   * held; or the line of this dossier that caused it and is void itself. For a line that fits: another of the steps at
   * which its act stays, so that its move did not count.
   */
  readonly found?: {
    readonly step: string
    readonly line?: string
    /** `facts` are those that it asked for, as they would have been. */
    readonly law?: { readonly name: string; readonly says: Say; readonly facts: Facts }
    readonly cause?: string
  }
  /** What is known of it from other dossiers since a merge. */
  readonly notes?: readonly Note[]
}

export type Holds = true | false | 'unknown' | 'skipped'

/** One comparison of a rule, with the values that decided it. */
export interface Clause {
  readonly fact: string
  readonly path?: string
  readonly is: Json | undefined
  readonly operator: string
  readonly than: Json | undefined
  /** The fact on the right side, where it was one. */
  readonly thanFact?: string
  readonly holds: Holds
}

export interface Reason {
  readonly rule: string
  readonly says?: Say
  readonly holds: boolean
  readonly effect: Effect
  readonly clauses: readonly Clause[]
}

/** The gate's own reasons to say no, in the order in which they are asked. */
export type Gate = 'from' | 'while' | 'asks' | 'by' | 'reason' | 'not-same-as' | 'always'

export interface Decision {
  readonly act: Act
  readonly allowed: boolean
  /** Before a form is filled in: what must still be answered. Not a no. */
  readonly needs: readonly string[]
  /** What said no: a gate or the name of a rule. */
  readonly because?: Gate | string
  /** The no in words. */
  readonly says?: Say
  /** Field the no is about. */
  readonly field?: string
  readonly effects: readonly Effect[]
  readonly why: readonly Reason[]
  /** Step afterwards. */
  readonly to?: string
  /** Clocks that the act starts, or would start. */
  readonly starts?: readonly Start[]
  /** After acting: the line as written, and the dossier as folded. */
  readonly entry?: Entry
  readonly dossier?: Dossier
  /** Acts that followed from it, each judged on its own. */
  readonly followed?: readonly Decision[]
}

/** Something wrong in a file: one sentence for people, with where it stands and what was probably meant. */
export interface Trouble {
  readonly level: 'error' | 'warning'
  readonly code: string
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly column: number
  /** In a spreadsheet: `B7`. */
  readonly cell?: string
  readonly says: Say
  /** What was found, where that is one word. */
  readonly found?: string
  readonly meant?: string
}

/** Which dossiers: all that is given must fit. */
export interface Query {
  readonly kind?: string
  readonly steps?: readonly string[]
  /** At this place or anywhere below it. */
  readonly place?: PlaceId
  readonly opened?: { readonly from?: Moment; readonly to?: Moment }
  readonly open?: boolean
  /** Fields with these values. */
  readonly where?: Data
  readonly sort?: 'due' | 'opened' | 'at'
  readonly limit?: number
  readonly offset?: number
}

/** The one clock. Injected everywhere; turned by hand in tests. */
export interface Clock {
  now(): Moment
  /** Calls once at `at` or as soon as it is past; returns how to take it back. */
  wake(at: Moment, call: () => void): () => void
}
