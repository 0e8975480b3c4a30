/** The ledger of rules: which book was put in force when, by whom and why; every device that has its lines comes to the same. */
import type { Data, DossierId, Entry, Moment, PartyId, PlaceId } from '../types.js'

/** Kind of the one dossier that no pack owns. */
const RULES = 'rules'

/** The ledger of a community, by its name or by the address of its file. */
export const ledgerOf = (address: string): DossierId => `${RULES}/${communityIn(address)}`

const communityIn = (address: string) => fileName(address).replace(/\.community\.json$/, '')

/** Rule files lie beside each other: under whatever address a device finds them, they have these names. */
export const fileName = (address: string): string => address.replace(/[?#].*$/, '').replace(/^.*\//, '')

/** Texts of rule files by their names, the community's own first. */
export type Texts = Readonly<Record<string, string>>

/** A line of the ledger that put a book in force. */
export interface Adoption {
  /** Id of the line. */
  readonly line: string
  /** Name of the book: sha256 of what its files say, however they are laid out. */
  readonly book: string
  /** Files, the community's own first, each with the sha256 of its text as it travels. */
  readonly files: readonly (readonly [name: string, hash: string])[]
  readonly by: PartyId
  readonly at: Moment
  readonly why: string
  /** Edition of the checks that found it good. */
  readonly edition: string
  /** It put a former book in force again. */
  readonly back: boolean
  /** The adoption that whoever adopted knew to stand. */
  readonly after: string | undefined
  /**
   * - `last`: what stands
   * - `replaced`: the next one was made by somebody who saw this one
   * - `overtaken`: the next one was made apart from it and is later
   */
  readonly state: 'last' | 'replaced' | 'overtaken'
}

/** Somebody decided that files which differ are not to be adopted as they are. */
export interface Aside {
  readonly book: string
  readonly by: PartyId
  readonly at: Moment
  readonly why: string
}

export interface Ledger {
  /** Oldest first; the last one stands. */
  readonly adoptions: readonly Adoption[]
  /** Later ones behind. */
  readonly asides: readonly Aside[]
}

/** @param lines of the ledger, in the order of their ids */
export function ledgerFrom(lines: readonly Entry[]): Ledger {
  const adopting = lines.filter(isAdopting)
  return {
    adoptions: adopting.map((line, index) => {
      const next = adopting[index + 1]
      const state = next === undefined ? 'last' : next.data['after'] === line.id ? 'replaced' : 'overtaken'
      return { ...adoptionIn(line), state }
    }),
    asides: lines
      .filter(({ act }) => act === SET_ASIDE)
      .map(({ data, by, at, reason = '' }) => ({ book: String(data['book']), by, at, why: reason })),
  }
}

/** A line that no station wrote names no files. */
const isAdopting = ({ act, data }: Entry) =>
  act === ADOPT && Array.isArray(data['files']) && Array.isArray(data['texts']) && data['files'].length > 0

function adoptionIn({ id, by, at, data, reason = '' }: Entry): Omit<Adoption, 'state'> {
  const [files, texts] = [data['files'], data['texts']] as (readonly string[])[]
  return {
    line: id,
    book: String(data['book']),
    files: files!.map((name, index) => [String(name), String(texts![index])]),
    by,
    at,
    why: reason,
    edition: String(data['edition']),
    back: data['back'] === true,
    after: typeof data['after'] === 'string' ? data['after'] : undefined,
  }
}

const ADOPT = 'adopt'
const SET_ASIDE = 'set-aside'

/** Who writes a line, where and why. */
export interface Wish {
  readonly by: PartyId
  readonly at: Moment
  readonly place: PlaceId
  readonly why: string
}

/** What is put in force. */
export type Adopting = Pick<Adoption, 'book' | 'files' | 'edition' | 'back' | 'after'>

/** The texts stand as a list of hashes: whatever a line lists so travels beside it, and is kept as long as the line. */
export const adoptLine = (on: DossierId, id: string, { after, ...it }: Adopting, wish: Wish): Entry =>
  lineOf(on, id, ADOPT, it.book, wish, {
    files: it.files.map(([name]) => name),
    texts: it.files.map(([, hash]) => hash),
    edition: it.edition,
    ...(it.back && { back: true }),
    ...(after !== undefined && { after }),
  })

export const asideLine = (on: DossierId, id: string, book: string, wish: Wish): Entry =>
  lineOf(on, id, SET_ASIDE, book, wish, {})

/** Each may be the first line that a device has of the ledger, and fits behind any other: of two the later stands. */
const lineOf = (on: DossierId, id: string, act: string, book: string, { why, ...wish }: Wish, data: Data): Entry => ({
  id,
  act,
  on,
  ...wish,
  kind: RULES,
  data: { book, ...data },
  reason: why,
  from: 'new',
  to: KEPT,
  stays: ['new', KEPT],
  pack: `${RULES}@1+${book.slice(0, 8)}`,
  facts: {},
  held: [],
  effects: [],
})

/** The one step of a ledger. */
const KEPT = 'kept'
