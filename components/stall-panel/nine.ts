/** What the panel shows, as plain data: read from a station here, or written by a page by hand. */
import { layoutAround } from '../../engine/facts/cells.js'
import { newestPer } from '../../engine/facts/lines.js'
import { answersOf, listedItems } from '../../engine/pack/checklist.js'
import type { Pack } from '../../engine/pack/book.js'
import type { Choices } from '../../engine/pack/format.js'
import type { Station } from '../../engine/station.js'
import type { DossierId, Line, PlaceId, Say } from '../../engine/types.js'
import type { DossierView, PartyView } from '../../engine/view.js'
import { type Found, type Squares, type StallSquare, stallsOf, unitOf, windowOf } from './squares.js'

/** One of the nine questions. */
export interface NineItem {
  readonly path: string
  readonly title: Say
  /** Desk that takes on what is found, a role of the pack. */
  readonly role?: string
}

/** A support desk 店小二. */
export interface Desk {
  readonly role: string
  readonly title: Say
  readonly parties: readonly PartyView[]
}

/** Where a unit stands. */
export interface UnitStanding {
  readonly step: string
  readonly title: Say
}

export interface NineView {
  readonly stall: PlaceId
  /** From the hall down to the stall. */
  readonly path: readonly Say[]
  /** The nine around the stall; absent where the roster gives it no cell. */
  readonly window?: Squares
  /** Its fixed unit. */
  readonly block: Squares
  readonly units: Readonly<Record<DossierId, UnitStanding>>
  readonly items: readonly NineItem[]
  /** Best first. */
  readonly answers: Choices
  readonly desks: readonly Desk[]
  /** Dossier of the unit of the chosen stall. */
  readonly unit?: DossierView
  /** Of the checks only what is public is shown. */
  readonly limited?: boolean
}

/** Names of the pack that this panel is drawn for. */
const PACK = 'nine-square'

/** The pack as it is in force, and under which prefixes its dossiers go; undefined where the community does not use it. */
export function packOf({
  book,
}: Station): { readonly pack: Pack; readonly prefix: (kind: string) => string } | undefined {
  const pack = book.packs.get(PACK)
  if (!pack) return undefined
  const prefix = (kind: string) =>
    [...book.kinds].find(([, it]) => it.pack.name === PACK && it.kind === kind)?.[0] ?? kind
  return { pack, prefix }
}

/** Where the panel stands when nothing is said: the first stall where whoever is here holds a post, else the first of all. */
export function ownStall({ places, posts, me, book }: Station): PlaceId | undefined {
  const { rows } = places
  const tops = [...(me === undefined ? [] : posts.of(me).map(({ place }) => place)), book.place, ...places.roots]
  for (const top of tops) {
    const from = rows.of(top)
    for (let row = from; from >= 0 && row < rows.end[from]!; row++) if (rows.kind(row) === 'stall') return rows.ids[row]
  }
  return undefined
}

/** `missing`: there is no such stall. */
export async function look(station: Station, stall: PlaceId, chosen: PlaceId): Promise<NineView | 'missing'> {
  const found = packOf(station)
  const { places } = station
  if (!found || places.get(stall)?.kind !== 'stall' || places.rows.of(stall) < 0) return 'missing'
  const { pack, prefix } = found
  const unitOfStall = (id: PlaceId): DossierId | undefined => {
    const above = places.get(id)?.in
    return above !== undefined && places.get(above)?.kind === 'block' ? `${prefix('unit')}/${above}` : undefined
  }
  const plain = (id: PlaceId) => stallOf(station, id, unitOfStall(id))
  const squares = { window: windowOf(places, stall, plain), block: unitOf(places, stall, plain) }
  const stalls = [squares.window, squares.block].flatMap((each) => (each ? stallsOf(each) : []))
  const ids = [...new Set(stalls.flatMap(({ unit }) => unit ?? []))]
  const own = unitOfStall(chosen)
  const [stood, unit] = await Promise.all([
    Promise.all(ids.map((id) => standing(station, pack, id))),
    own && station.view(own),
  ])
  const checks = new Map(stood.flatMap((each) => [...each.checks]))
  const drawn = ({ columns, squares }: Squares): Squares => ({
    columns,
    squares: squares.map((square) => {
      const seen = square.what === 'stall' && checks.get(square.id)
      return seen ? { ...square, found: seen } : square
    }),
  })
  const list = pack.file.checklists!['nine']!
  return {
    stall,
    path: pathOf(station, stall),
    ...(squares.window && { window: drawn(squares.window) }),
    block: drawn(squares.block),
    units: Object.fromEntries(stood.flatMap(({ id, now }) => (now ? [[id, now]] : []))),
    items: listedItems(list.items).flatMap(({ path, item }) =>
      item.items ? [] : [{ path, title: item.title, ...(item.role !== undefined && { role: item.role }) }],
    ),
    answers: answersOf(list, pack.file),
    desks: desksOf(station, pack, stall),
    ...(unit && { unit }),
    ...(station.me === undefined && { limited: true }),
  }
}

function stallOf({ places, roster }: Station, id: PlaceId, unit: DossierId | undefined): StallSquare {
  const { title, is } = places.get(id)!
  const goods = is?.['goods']
  const words = typeof goods === 'string' ? roster?.attributes?.['goods']?.choices?.[goods] : undefined
  return {
    what: 'stall',
    id,
    title,
    ...(typeof goods === 'string' && { goods: words ?? { zh: goods, en: goods } }),
    ...(is?.['vacant'] === true && { vacant: true }),
    ...(unit && { unit }),
  }
}

/** Where a unit stands, and what the last check of each of its stalls found. */
async function standing(station: Station, pack: Pack, id: DossierId) {
  const [dossier, lines] = await Promise.all([station.dossier(id), station.lines(id)])
  const steps = pack.file.dossiers!['unit']!.steps
  const now = dossier && { step: dossier.step, title: steps[dossier.step] ?? { zh: dossier.step, en: dossier.step } }
  return { id, now, checks: foundIn(station, lines) }
}

/** What the last check of each stall of a unit found, by its lines. */
export const foundIn = (station: Station, lines: readonly Line[]) =>
  newestChecks(lines).map(({ data, at, by }): [PlaceId, Found] => [
    data['stall'] as PlaceId,
    { answers: data['checks'] as Found['answers'], at, by: station.party(by) },
  ])

/** The last check of each stall: of the lines that count, and of those that a carried one stands for. Oldest first. */
const newestChecks = (lines: readonly Line[]) =>
  newestPer(
    { act: 'mark', per: 'stall' },
    lines.flatMap(({ entry, state }) => (state === 'fits' ? [...(entry.carry?.told ?? []), entry] : [])),
  )

/** How many stalls of a unit were found at the worst answer, as its rules count them. */
export function stopsOf({ lines }: DossierView, answers: Choices): number {
  const last = Object.keys(answers).at(-1)
  const checks = newestChecks(lines.map(({ line }) => line).toReversed())
  return checks.filter(({ data }) =>
    Object.values((data['checks'] as Found['answers'] | undefined) ?? {}).includes(last ?? ''),
  ).length
}

function pathOf({ places }: Station, stall: PlaceId): readonly Say[] {
  const hall = layoutAround(places, stall)?.hall ?? places.get(stall)?.in
  return [...(hall === undefined ? [] : [hall]), stall].map((id) => places.get(id)!.title)
}

/** The support desks, with who sits there for this place. */
export function desksOf(station: Station, pack: Pack, place: PlaceId): readonly Desk[] {
  return Object.entries(pack.file.lists?.['desks'] ?? {}).map(([role, title]) => {
    const holders = station.posts.holders(pack.roles[role] ?? [], place)
    const ids = new Set(holders.flatMap(({ party }) => party ?? []))
    return { role, title, parties: [...ids].map((id) => station.party(id)) }
  })
}
