/** Private answers in people's hands: who reads them away from their own grid says why, and a consent can be taken back. */
import { isOne } from './act/gate.js'
import { ownerOf, prefixOf, type Owner, type World } from './act/world.js'
import type { Journal } from './journal/journal.js'
import { sealOf, type Sheet } from './journal/sheets.js'
import { listed } from './judge/words.js'
import type { Basis } from './pack/format.js'
import { whoTitle } from './pack/who.js'
import { spanWords } from './time/duration.js'
import type { Data, Dossier, Entry, Line, Moment, PartyId, Say } from './types.js'
import type { FieldView, PrivatesView, PrivateView } from './view.js'

/** Private answers as they are shown. */
export interface AnswersView {
  /** Value by field. */
  readonly answers: Data
  /** The same, ready to be drawn. */
  readonly fields?: readonly FieldView[]
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
  const at = places.today(place)
  const grid = [at, ...places.ancestors(at)].find((one) => places.get(one)?.kind === 'grid') ?? place
  const isIn = (own: string) => own === grid || places.ancestors(own).includes(grid)
  const us: readonly unknown[] = [me, ...(posts.party(me)?.in ?? [])]
  const named = Object.values(fields).flat()
  return posts.of(me).some((post) => isIn(post.place)) || named.some((one) => us.includes(one))
}

/** Who may open a field: those whom it names itself, else those to whom its dossier is shown by name. */
const readersOf = (field: string, { spec }: Owner): readonly string[] =>
  spec.fields[field]?.private?.['seen-by'] ?? spec['seen-by'] ?? []

/** Private fields of its kind that this person may open; nobody may without having said who they are. */
export async function openTo(me: PartyId | undefined, dossier: Dossier, world: World): Promise<readonly string[]> {
  if (me === undefined || !world.book.kinds.has(prefixOf(dossier.id))) return []
  const owner = ownerOf(world.book, prefixOf(dossier.id))
  const open: string[] = []
  for (const [name, field] of Object.entries(owner.spec.fields)) {
    if (!field.private) continue
    for (const word of readersOf(name, owner)) {
      if (!(await isOne(me, word, owner, dossier, world))) continue
      open.push(name)
      break
    }
  }
  return open
}

/** What stands in a line in the place of an answer. */
const sealIn = ({ fields }: Dossier, name: string): Data | undefined => {
  const value = fields[name] as Data | null | undefined
  return typeof value?.['sheet'] === 'string' ? value : undefined
}

/** Of these fields, those whose answer is still kept here. */
export async function keptIn(
  dossier: Dossier,
  names: readonly string[],
  { answers }: Pick<Journal, 'answers'>,
): Promise<readonly string[]> {
  const kept = new Set((await answers.kept(dossier.id)).map(({ id }) => id))
  return names.filter((name) => kept.has(String(sealIn(dossier, name)?.['sheet'])))
}

/** The answers to these fields that stand in the dossier. One that is not what its line was sealed with is not shown. */
export async function answersIn(
  dossier: Dossier,
  names: readonly string[],
  journal: Pick<Journal, 'sheets' | 'answers'>,
): Promise<AnswersView> {
  const [sheets, locked] = await Promise.all([journal.sheets(dossier.id), journal.answers.locked(dossier.id)])
  const each = sheets.map(async ({ id, field, value, salt }) => {
    const seal = names.includes(field) ? sealIn(dossier, field) : undefined
    return seal?.['sheet'] === id && seal['sha256'] === (await sealOf(value, salt)) ? [[field, value] as const] : []
  })
  return {
    answers: Object.fromEntries((await Promise.all(each)).flat()),
    locked: [...new Set(locked)].filter((name) => names.includes(name)),
  }
}

/** What is told of the private answers of a dossier before any is opened; undefined where there are none. */
export async function privatesOf(
  dossier: Dossier,
  {
    me,
    lines,
    world,
    journal,
  }: {
    readonly me: PartyId | undefined
    readonly lines: readonly Line[]
    readonly world: World
    readonly journal: Journal
  },
): Promise<PrivatesView | undefined> {
  const owner = ownerOf(world.book, prefixOf(dossier.id))
  const names = Object.keys(owner.spec.fields).filter((name) => owner.spec.fields[name]!.private)
  const sealed = names.filter((name) => sealIn(dossier, name))
  if (sealed.length === 0) return undefined
  const [kept, erased, mine] = await Promise.all([
    journal.answers.kept(dossier.id),
    journal.answers.erased(dossier.id),
    openTo(me, dossier, world),
  ])
  const titles = (words: readonly string[]) => listed(words.map((word) => whoTitle(word, owner.pack.file, owner.spec)))
  const answers = sealed.map((name): PrivateView => {
    const readers = readersOf(name, owner)
    const id = String(sealIn(dossier, name)!['sheet'])
    const sheet = kept.find((one) => one.id === id)
    const { title, private: spec } = owner.spec.fields[name]!
    // what was promised when it was answered stands, whatever the pack says now
    const { purpose, basis, keep, after } = sheet ?? spec!
    const step = after === undefined ? undefined : owner.spec.steps[after]
    return {
      ...{ name, id, title, purpose, basis: basis as Basis, keep: spanWords(keep) },
      ...(step && { after: step }),
      ...(sheet?.until !== undefined && { until: sheet.until }),
      state: sheet ? 'kept' : isWithdrawn(name, id, lines) ? 'withdrawn' : erased.has(id) ? 'forgotten' : 'away',
      ...(readers.length > 0 && { readers: titles(readers) }),
      mine: mine.includes(name),
    }
  })
  const { 'seen-by': seers } = owner.spec
  return { answers, asksWhy: !isNear(me, dossier, world), ...(seers && { seers: titles(seers) }) }
}

/** A later line says that it was erased because a consent was taken back. */
const isWithdrawn = (field: string, sheet: string, lines: readonly Line[]): boolean =>
  lines.some(
    ({ entry: { id, sheets } }) =>
      sheets?.how === 'withdrawn' && sheets.fields.includes(field) && id > sheet.slice(0, sheet.lastIndexOf('#')),
  )

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

/** What taking a consent back comes to: which of these fields are kept by it alone, and what is kept by which other ground. */
export async function withdrawal(
  dossier: Dossier,
  names: readonly string[],
  { answers }: Pick<Journal, 'answers'>,
  { book }: Pick<World, 'book'>,
): Promise<{
  readonly told: Withdrawn
  readonly fields: readonly string[]
  /** Of the answers to erase. */
  readonly ids: readonly string[]
}> {
  const { spec } = ownerOf(book, prefixOf(dossier.id))
  const sheets = (await answers.kept(dossier.id)).filter(({ field }) => names.includes(field))
  const byConsent = sheets.filter(({ basis }) => basis === 'consent')
  const titleOf = (field: string) => spec.fields[field]?.title ?? { zh: field, en: field }
  const others = sheets.filter(({ basis }) => basis !== 'consent')
  const fields = [...new Set(byConsent.map(({ field }: Pick<Sheet, 'field'>) => field))].sort()
  const told: Withdrawn = {
    erased: fields.map(titleOf),
    kept: others.map(({ field, basis, purpose, until }) => ({
      ...{ title: titleOf(field), basis: basis as Basis, purpose },
      ...(until !== undefined && { until }),
    })),
  }
  return { told, fields, ids: byConsent.map(({ id }) => id) }
}
