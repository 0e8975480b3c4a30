/** Private answers in people's hands: who reads them away from their own grid says why, and a consent can be taken back. */
import { ownerOf, prefixOf, type World } from './act/world.js'
import type { Journal } from './journal/journal.js'
import { sealOf, type Sheet } from './journal/sheets.js'
import type { Basis } from './pack/format.js'
import type { Data, Dossier, Entry, Moment, PartyId, Say } from './types.js'

/** Private answers as they are shown. */
export interface AnswersView {
  /** Value by field. */
  readonly answers: Data
  /** Fields whose answers lie here sealed, and the keys do not. */
  readonly locked: readonly string[]
  /** Nothing is shown until it is said why: the dossier lies outside one's own grid. */
  readonly asksWhy?: true
}

/** What taking a consent back came to. */
export interface Withdrawn {
  /** Titles of what was erased, here and from now on everywhere. */
  readonly erased: readonly Say[]
  /** What is kept all the same: on which other ground, for what, and until when, where that counts already. */
  readonly kept: readonly {
    readonly title: Say
    readonly basis: Basis
    readonly purpose: Say
    readonly until?: Moment
  }[]
}

/**
 * Is this person at home here? They hold a post in the grid of the dossier or below it, or the dossier is about them or their
 * household.
 * Whoever answers for a wider place looks in from outside, and says why (SPEC R143).
 */
export function isNear(me: PartyId | undefined, { place, fields }: Dossier, { places, posts }: World): boolean {
  if (me === undefined) return false
  const above = [place, ...places.ancestors(place)]
  const grid = above.find((one) => places.get(one)?.kind === 'grid') ?? place
  const isIn = (own: string) => own === grid || places.ancestors(own).includes(grid)
  const us: readonly unknown[] = [me, ...(posts.party(me)?.in ?? [])]
  const named = Object.values(fields).flat()
  return posts.of(me).some((post) => isIn(post.place)) || named.some((one) => us.includes(one))
}

/** The answers that stand in the dossier. One that is not what its line was sealed with is not shown. */
export async function answersIn(dossier: Dossier, journal: Pick<Journal, 'sheets' | 'answers'>): Promise<AnswersView> {
  const [sheets, locked] = await Promise.all([journal.sheets(dossier.id), journal.answers.locked(dossier.id)])
  const each = sheets.map(async ({ id, field, value, salt }) => {
    const seal = dossier.fields[field] as Data | null | undefined
    return seal?.['sheet'] === id && seal['sha256'] === (await sealOf(value, salt)) ? [[field, value] as const] : []
  })
  return { answers: Object.fromEntries((await Promise.all(each)).flat()), locked: [...new Set(locked)] }
}

/** Fields with a sealed answer. */
export const sealedIn = ({ fields }: Dossier): readonly string[] =>
  Object.keys(fields).filter((name) => typeof (fields[name] as Data | null | undefined)?.['sheet'] === 'string')

/** A line that says what was done with private answers. It moves nothing, and goes wherever lines go. */
export function tellingLine(
  { id: on, head }: Dossier,
  {
    sheets,
    by,
    at,
    id,
    why,
    pack,
  }: {
    readonly sheets: NonNullable<Entry['sheets']>
    readonly by: PartyId
    readonly at: Moment
    readonly id: string
    readonly why?: string
    readonly pack: string
  },
): Entry {
  return {
    ...{ id, act: sheets.how === 'read' ? 'answers-read' : 'consent-withdrawn', on, by, at, data: {} },
    ...{ from: 'any', to: 'any', pack, facts: {}, held: [], effects: [], head, sheets },
    ...(why !== undefined && { reason: why }),
  }
}

/** Erases what is kept by consent alone, and says what is kept by which other ground. */
export async function withdraw(dossier: Dossier, journal: Journal, { book }: Pick<World, 'book'>) {
  const { spec } = ownerOf(book, prefixOf(dossier.id))
  const sheets = await journal.answers.kept(dossier.id)
  const byConsent = sheets.filter(({ basis }) => basis === 'consent')
  await journal.answers.erase(dossier.id, new Set(byConsent.map(({ id }) => id)))
  const titleOf = (field: string) => spec.fields[field]?.title ?? { zh: field, en: field }
  const others = sheets.filter(({ basis }) => basis !== 'consent')
  const told: Withdrawn = {
    erased: [...new Set(byConsent.map(({ field }) => field))].map(titleOf),
    kept: others.map(({ field, basis, purpose, until }) => ({
      ...{ title: titleOf(field), basis: basis as Basis, purpose },
      ...(until !== undefined && { until }),
    })),
  }
  return { told, fields: [...new Set(byConsent.map(({ field }: Pick<Sheet, 'field'>) => field))].sort() }
}
