/** The dossiers, lines or places that a measure counts, read by the page: what is kept of each is what the number needs. */
import { fold } from '../act/fold.js'
import { asOf, contextOf, prefixFor, type Owner, type World } from '../act/world.js'
import { joined, ownedBy, queryFor, rowsOf as dossierRows } from '../facts/far.js'
import { isoOf } from '../facts/dossier.js'
import { valueOf } from '../facts/refs.js'
import type { Rows } from '../facts/rows.js'
import { below } from '../facts/tree.js'
import { onwards, type Known } from '../facts/walk.js'
import { fitting, testsOf, wantedBy, type Test } from '../facts/where.js'
import { isOpened } from '../merge/arrive.js'
import type { Pack, ValueType } from '../pack/book.js'
import type { Measure } from '../pack/format.js'
import { memberOf } from '../pack/looked.js'
import { countedIn, countedThrough } from '../pack/measures.js'
import type { Beside } from '../pack/members.js'
import { checklistOf, checksAsFact } from '../pack/checklist.js'
import type { Data, Dossier, DossierId, Entry, Json, Moment, PlaceId } from '../types.js'
import type { Stretch } from './periods.js'
import { asTheyWere, ledgersOf, unsealed, type Sheets } from './stood.js'

/** One row: where it lies, and what is asked of it. */
export interface Item {
  /** Absent where whoever asks is not shown the dossier. */
  readonly dossier?: DossierId
  readonly line?: string
  readonly place?: PlaceId
  /** When the dossier was opened or the line written; a place is there at any time. */
  readonly at?: Moment
  readonly values: Data
}

/** What is counted over. */
export interface Ground {
  readonly world: World
  readonly pack: Pack
  readonly beside: Beside
  /** As of when. */
  readonly at: Moment
  /** Places that are looked through, each with all below it; without it all that there is. */
  readonly scope?: readonly PlaceId[] | undefined
  readonly sheets?: Sheets | undefined
  /** Is whoever asks shown this dossier? Without it every one. */
  readonly sees?: ((dossier: Dossier) => Promise<boolean>) | undefined
  /** Called often; awaited where it gives something to wait for. Throws where the question was given up. */
  readonly pause: (done: number) => Promise<void> | undefined
}

/** Rows of a measure that counts, from the first stretch to the last. A test with a missing parameter lets none through. */
export async function* itemsOf(
  measure: Measure,
  within: Stretch,
  ground: Ground,
): AsyncGenerator<readonly Item[], void> {
  const tests = testsOf(measure)
  const { params } = ground.pack
  if (tests.some((test) => wantedBy(test, params) === undefined)) return
  if (measure.how === 'places') {
    yield placesOf(measure, tests, ground)
    return
  }
  const { pack, world } = ground
  const kind = measure.of ?? pack.file.acts![measure.act!]!.on
  const prefix = prefixFor(world.book, pack, kind)
  const of = prefix === undefined ? undefined : ownedBy(prefix, world)
  if (prefix === undefined || !of) return
  let done = 0
  for await (const page of dossiers(measure, prefix, of, tests, within, ground)) {
    yield measure.of === undefined
      ? await lineItems(measure, page, of, tests, within, ground)
      : await dossierItems(measure, page, of, tests, ground)
    await ground.pause((done += page.length))
  }
}

/** Paths of which the number needs the value. */
const asked = ({ by, field, distinct, from, to }: Measure): readonly string[] => [
  ...new Set([by, field, distinct, from, to].filter((path) => path !== undefined)),
]

function placesOf(measure: Measure, tests: readonly Test[], { world, pack, scope, at }: Ground): readonly Item[] {
  const { places, book } = world
  const under = measure.under === undefined ? undefined : valueOf(measure.under, pack.params)
  if (measure.under !== undefined && typeof under !== 'string') return []
  const tops = scope ?? places.roots
  const all = tops.flatMap((top) => below(places, top, measure.kind!))
  const names = countedThrough(measure, pack.file, new Map())!.members
  const rows: Rows<PlaceId> = {
    all: typeof under === 'string' ? all.filter((place) => places.under(place, under)) : all,
    at: () => at,
    whole: (place) => place,
    read: (place, path) => onwards(place, names['place'], path.split('.').slice(1), { pack }, world, new Map()),
    type: (path) => memberOf(names, path)?.type ?? 'text',
  }
  const context = { ...contextOf({ book, places }), now: at }
  return fitting(rows, tests, pack.params, context).all.map((place) => ({
    place,
    values: valuesOf(measure, rows, place),
  }))
}

function valuesOf<Row>(measure: Measure, rows: Rows<Row>, row: Row): Data {
  const values: Record<string, Json> = {}
  for (const path of asked(measure)) {
    const value = rows.read(row, path)
    if (value !== undefined && value !== null) values[path] = value
  }
  return values
}

/** Dossiers that could hold such rows, by the index where it can tell; each as it stood at the moment asked for. */
async function* dossiers(
  measure: Measure,
  prefix: string,
  of: Owner,
  tests: readonly Test[],
  { from, to }: Stretch,
  ground: Ground,
): AsyncGenerator<readonly Dossier[], void> {
  const { world, at, scope } = ground
  const isPast = at < world.now
  const { act } = measure
  const opened = { ...(act === undefined && from > -Infinity && { from }), to: Math.min(at, to - 1) }
  const {
    place: only,
    steps,
    ...query
  } = act === undefined ? queryFor(prefix, of, tests, ground.pack.params, asOf(world, at)) : { kind: prefix }
  const named = countedIn(measure, ground.pack.file, ground.beside)
  for (const place of only === undefined ? (scope ?? [undefined]) : [only]) {
    const wanted = {
      ...query,
      opened: { ...query.opened, ...opened },
      ...(place !== undefined && { place }),
      // what stands otherwise now may have stood there then
      ...(steps && !isPast && { steps }),
    }
    for await (const page of pagesOf(world, wanted)) {
      let some = page.filter((one) => !scope || scope.some((top) => world.places.under(one.place, top)))
      if (act !== undefined) some = some.filter(({ times, last }) => times[act] !== undefined && last[act]!.at >= from)
      if (isPast) some = await asTheyWere(some, world, at)
      yield named.length > 0 ? await unsealed(some, named, ground.sheets) : some
    }
  }
}

type Pageable = Parameters<NonNullable<World['pages']>>[0]

async function* pagesOf(world: World, query: Pageable): AsyncGenerator<readonly Dossier[], void> {
  if (world.pages) yield* world.pages(query)
  else yield await world.find(query)
}

async function dossierItems(
  measure: Measure,
  page: readonly Dossier[],
  of: Owner,
  tests: readonly Test[],
  { world, at, pack, sees }: Ground,
): Promise<readonly Item[]> {
  const then = asOf(world, at)
  const read = (all: readonly Dossier[], known: Known) => dossierRows(all, of, then, known)
  const rows = await joined(measure, tests, page, read, of, pack.params, then)
  const items = rows.all.map(async (row): Promise<Item> => ({
    ...((await sees?.(row)) !== false && { dossier: row.id }),
    at: row.opened,
    values: valuesOf(measure, rows, row),
  }))
  return Promise.all(items)
}

interface LineRow {
  readonly entry: Entry
  readonly dossier: Dossier
}

const LINE: Readonly<Record<string, ValueType>> = { at: 'moment', by: 'party', reason: 'text' }

/** Lines of the act that count; what a line does not say itself is asked of its dossier. */
async function lineItems(
  measure: Measure,
  page: readonly Dossier[],
  of: Owner,
  tests: readonly Test[],
  { from, to }: Stretch,
  { world, at, pack, sees }: Ground,
): Promise<readonly Item[]> {
  const ledgers = await ledgersOf(
    page.map(({ id }) => id),
    world,
  )
  const all = page.flatMap((dossier, index): LineRow[] => {
    const entries = ledgers[index]!
    if (!isOpened(entries)) return []
    const isOne = (entry: Entry) => entry.act === measure.act && entry.at >= from && entry.at < to && entry.at <= at
    return fold(entries).lines.flatMap(({ entry, state }) =>
      state === 'fits' && isOne(entry) ? { entry, dossier } : [],
    )
  })
  const then = asOf(world, at)
  const read = (some: readonly LineRow[], known: Known) => lineRows(some, of, then, known)
  const rows = await joined(measure, tests, all, read, of, pack.params, then)
  const items = rows.all.map(async (row): Promise<Item> => ({
    ...((await sees?.(row.dossier)) !== false && { dossier: row.dossier.id, line: row.entry.id }),
    at: row.entry.at,
    values: valuesOf(measure, rows, row),
  }))
  return Promise.all(items)
}

function lineRows(all: readonly LineRow[], of: Owner, world: World, known: Known): Rows<LineRow> {
  const around = dossierRows([], of, world, known)
  const { names, file } = of.pack
  const word = ({ entry }: LineRow, head: string): Json | undefined => {
    if (head === 'at') return isoOf(entry.at)
    if (head === 'by' || head === 'reason') return entry[head]
    const field = of.spec.fields[head]
    const list = field && checklistOf(field, file)
    return list ? checksAsFact(entry.data[head], list, file) : entry.data[head]
  }
  const name = (head: string) => names[of.kind]!.get(head)
  return {
    all,
    at: ({ entry }) => entry.at,
    whole: ({ entry }) => entry.id,
    read(row, path) {
      const [head, ...rest] = path.split('.') as [string, ...string[]]
      const own = word(row, head)
      if (own === undefined) return Object.hasOwn(LINE, head) ? undefined : around.read(row.dossier, path)
      return rest.length === 0 ? own : onwards(own, name(head), rest, of, world, known)
    },
    type: (path) => LINE[path] ?? around.type(path),
  }
}
