/** A covenant as the signer draws it: plain data that a page may write by hand. */
import { sha256 } from '../../engine/journal/hash.js'
import type { Decision, DossierId, Moment, PartyId, Say } from '../../engine/types.js'
import type { PartyView, PlaceView } from '../../engine/view.js'

export const packName = 'covenant'

/** Who counts as one signer. */
export type SignedBy = 'household' | 'person'

export interface Edition {
  readonly dossier: DossierId
  readonly edition: number
  /** `published` may be signed, `superseded` is read and withdrawn from. */
  readonly step: string
  readonly stepTitle: Say
  readonly body: Say
  readonly published: Moment
}

export interface Signature {
  /** Its own dossier, and the edition that it is under. */
  readonly dossier: DossierId
  readonly edition: DossierId
  readonly signer: PartyView
  /** `signed`, `declined` or `withdrawn`. */
  readonly step: string
  readonly at: Moment
  /** When it was given, whatever came of it. */
  readonly given?: Moment
  /** Number of the line that says so, as the journal has it. */
  readonly line?: string
  /** The handwriting, see `inkText`. */
  readonly stroke?: string
  readonly typed?: string
  readonly witness?: Say
}

/** How many of one place signed; a place with few signers is counted with the whole and not told by itself. */
export interface WallRow {
  readonly place: Say
  /** How many could sign. */
  readonly of: number
  readonly signed: number
  /** Absent where that is not told. */
  readonly withdrawn?: number
}

/** Acts that the signer knows how to do; absent: nobody has asked, as without a station. */
export type Offers = Readonly<Partial<Record<ActName, Decision>>>
export type ActName = 'sign' | 'sign-witnessed' | 'decline' | 'withdraw' | 'withdraw-witnessed'

export interface Covenant {
  readonly title: Say
  readonly place: PlaceView
  /** Who put it forward. */
  readonly issuer?: Say
  /** The one that is read and signed. */
  readonly edition: Edition
  /** All of them, newest first. */
  readonly editions: readonly Edition[]
  readonly by: SignedBy
  /** How long a name is kept after it was withdrawn, in words. */
  readonly keep?: Say
  /** For whom somebody here may sign. */
  readonly signers: readonly PartyView[]
  readonly witnesses: readonly PartyView[]
  /** Whose signature it is about, and what there is of it. */
  readonly signer?: PartyId
  readonly signature?: Signature
  /** Where there is none: what they gave to an earlier edition, which does not count for this one. */
  readonly earlier?: Signature
  readonly offers?: Offers
  readonly wall?: readonly WallRow[]
}

/** sha256 of an edition's words: every language with its code, in the order of the codes, each on lines of its own. */
export const textHash = ({ body }: Pick<Edition, 'body'>): Promise<string> =>
  sha256(
    new TextEncoder().encode(
      Object.entries(body)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([language, text]) => `${language}\n${text}\n`)
        .join(''),
    ),
  )

/** The first twelve letters, in fours: what people compare by eye. */
export const shortHash = (hash: string): string => (hash.slice(0, 12).match(/.{4}/g) ?? []).join(' ')
