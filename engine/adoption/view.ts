/** What people see of the rules of their community: what is in force since when and by whom, and what wants to be. */
import type { Part } from '../diff/diff.js'
import type { Station } from '../station.js'
import type { Moment, PartyId, Say, Trouble } from '../types.js'
import type { Adoption, Aside, Texts } from './ledger.js'

/** Files that differ from what is in force. */
export interface RuleProposal {
  /** Name of their book: sha256 of what the files say. */
  readonly book: string
  /** By the names of the files, the community's own first. */
  readonly texts: Texts
  /** What would change, part by part; with errors nothing is known of it. */
  readonly changes: readonly Part[]
  /** With errors it cannot be adopted. */
  readonly troubles: readonly Trouble[]
  /** How many examples were played here, and how many came out otherwise than told. */
  readonly examples: { readonly played: number; readonly red: number }
  /** The adoption that it was compared with. */
  readonly after: string | undefined
  /** Somebody put it aside: it is not shown until the files change again. */
  readonly aside?: Aside
}

export interface RulesState {
  readonly inForce: {
    readonly source: Station['bookFrom']['source']
    readonly at: Moment
    /** Name of the book in force. */
    readonly book: string
    /** Who adopted it, and why; absent where no person did. */
    readonly by?: PartyId
    readonly why?: string
  }
  /** Adopted and not in force on this device: its texts are on their way, or it has errors here (`station.troubles`). */
  readonly waits?: Adoption
  /** Somebody has adopted rules: from then on files are proposals. */
  readonly isAdopted: boolean
  /** May `me` adopt, put aside and take back? Who may, where not. */
  readonly may: { readonly is: true } | { readonly is: false; readonly says: Say }
  readonly proposals: readonly RuleProposal[]
  /** Newest first. */
  readonly past: readonly Adoption[]
  /** What `takeBack` would put in force again. */
  readonly former?: Adoption
}

/** An act on the rules went through and is kept, or why not. */
export type RuleAct = { readonly ok: true } | { readonly ok: false; readonly says: Say }

export interface Rules {
  /** The files of the web server are read when this is asked first, and then only by `look`. */
  state(): Promise<RulesState>
  /** Reads the files of the web server again. */
  look(): Promise<RulesState>
  /** What these texts would change, by names or addresses of files; those that are not given stay as they are in force. */
  propose(texts: Texts): Promise<RuleProposal>
  /** Puts a proposal in force, for every device of the community. `why` must say something. */
  adopt(proposal: RuleProposal, why: string): Promise<RuleAct>
  setAside(proposal: RuleProposal, why: string): Promise<RuleAct>
  /** Puts the former book in force again. */
  takeBack(why: string): Promise<RuleAct>
}
