/** Facts over other dossiers: an indexed query each, and missing wherever this station does not hold all that would count. */
import { contextOf, prefixFor, tallyOf, type Owner, type World } from '../act/world.js'
import type { Name } from '../pack/book.js'
import type { Derivation } from '../pack/format.js'
import { spanMs } from '../time/duration.js'
import type { Dossier, Facts, Json, PlaceId, Query } from '../types.js'
import { wordOf } from './dossier.js'
import type { Rows } from './rows.js'
import type { Situation } from './situation.js'
import { entry, onwards, readAll, type Known } from './walk.js'
import { fitting, testsOf, wantedBy, type Test } from './where.js'

/** Known to be there, and not here: a comparison with it is unknown, and the reason says that it lies outside (SPEC H81). */
export const OUTSIDE = null

/** Does this station hold every dossier at this place and below it? Without a place, every dossier of the community. */
export const holds = ({ reach, places, book }: World, place: PlaceId = book.place): boolean =>
  reach === undefined || reach.some((top) => places.under(place, top))

/**
 * The dossiers that a derived fact looks through, with the one at hand as it would be; `latest` and `earliest` leave that
 * out (SPEC H73).
 * @returns undefined while a fact that `where` compares with is missing
 */
export async function dossiersFor(
  how: Derivation,
  it: Situation,
  facts: Facts,
  world: World,
): Promise<Rows<Dossier> | typeof OUTSIDE | undefined> {
  const prefix = prefixFor(world.book, it.owner.pack, how.of!)
  const of = prefix === undefined ? undefined : ownedBy(prefix, world)
  if (prefix === undefined || !of) return rowsOf([], it.owner, world, new Map())
  const tests = testsOf(how)
  if (tests.some((test) => wantedBy(test, facts) === undefined)) return undefined
  if (!(await isInside(tests, of, facts, world))) return OUTSIDE

  const found = await world.find(queryFor(prefix, of, tests, facts, world))
  const others = found.filter(({ id }) => id !== it.after.id)
  const same = of.pack.name === it.owner.pack.name && of.kind === it.owner.kind
  const all = same && how.how !== 'latest' && how.how !== 'earliest' ? [...others, it.after] : others
  const read = (rows: readonly Dossier[], known: Known) => rowsOf(rows, of, world, known)
  return joined(how, tests, all, read, of, facts, world)
}

export function ownedBy(prefix: string, { book }: World): Owner | undefined {
  const of = book.kinds.get(prefix)
  const spec = of?.pack.file.dossiers?.[of.kind]
  return of && spec && { ...of, spec }
}

/** What `where` says of the place bounds the dossiers that could count; so does the parent, for children lie within its place. */
async function isInside(tests: readonly Test[], of: Owner, facts: Facts, world: World): Promise<boolean> {
  if (world.reach === undefined) return true
  for (const test of tests) {
    const wanted = wantedBy(test, facts)
    if (test.path === 'place' && ['equal', 'in', 'under'].includes(test.operator))
      return [wanted].flat().every((place) => holds(world, String(place)))
    if ((test.path === 'parent' || test.path === of.spec.parent) && test.operator === 'equal') {
      const parent = (await readAll([wanted], world)).get(String(wanted))
      return parent !== undefined && holds(world, parent.place)
    }
  }
  return holds(world)
}

/** As narrow as the index can be asked; the tests are asked again of each that is found. */
export function queryFor(prefix: string, of: Owner, tests: readonly Test[], facts: Facts, { now }: World): Query {
  const said = (path: string, ...operators: Test['operator'][]): Json | undefined => {
    const test = tests.find((one) => one.path === path && operators.includes(one.operator))
    return test && wantedBy(test, facts)
  }
  const place = said('place', 'equal', 'under')
  const steps = said('step', 'equal', 'in')
  const within = said('opened', 'within')
  const parent = said('parent', 'equal') ?? (of.spec.parent && said(of.spec.parent, 'equal'))
  return {
    kind: prefix,
    ...(typeof place === 'string' && { place }),
    ...(steps !== undefined && { steps: [steps].flat() as string[] }),
    ...(typeof within === 'string' && { opened: { from: now - spanMs(within) } }),
    ...(parent !== undefined && { where: { [of.spec.parent!]: parent } }),
  }
}

/** Tests that enter other dossiers are asked last, of those that are left, and each of these dossiers is read once. */
export async function joined<Row>(
  how: Pick<Derivation, 'field' | 'by' | 'from' | 'to' | 'distinct'>,
  tests: readonly Test[],
  all: readonly Row[],
  read: (all: readonly Row[], known: Known) => Rows<Row>,
  of: Pick<Owner, 'pack' | 'kind'>,
  facts: Facts,
  world: World,
): Promise<Rows<Row>> {
  const context = { ...contextOf(world), now: world.now }
  const names = of.pack.names[of.kind]!
  const enters = (path: string | undefined) => path !== undefined && doorOf(path, names) !== undefined
  const near = tests.filter(({ path }) => !enters(path))
  const rows = fitting(read(all, new Map()), near, facts, context)
  const far = tests.filter(({ path }) => enters(path))
  const doors = [...far.map(({ path }) => path), how.field, how.by, how.from, how.to, how.distinct].filter(enters)
  if (doors.length === 0) return rows
  const ids = doors.flatMap((path) => rows.all.map((row) => rows.read(row, doorOf(path!, names)!)))
  return fitting(read(rows.all, await readAll(ids, world)), far, facts, context)
}

/** Where a path enters another dossier: the path up to there. */
function doorOf(path: string, names: ReadonlyMap<string, Name>): string | undefined {
  const [head, ...rest] = path.split('.') as [string, ...string[]]
  const door = entry(names.get(head), rest)
  return door === undefined ? undefined : [head, ...rest.slice(0, door)].join('.')
}

/** Dossiers of one kind as `where` and the sums read them. */
export function rowsOf(all: readonly Dossier[], of: Owner, world: World, known: Known): Rows<Dossier> {
  const names = of.pack.names[of.kind]!
  const paths = new Map<string, readonly string[]>()
  const partsOf = (path: string) => {
    let parts = paths.get(path)
    if (!parts) paths.set(path, (parts = path.split('.')))
    return parts
  }
  return {
    all,
    at: ({ opened }) => opened,
    whole: ({ id }) => id,
    read(dossier, path) {
      const [head, ...rest] = partsOf(path) as [string, ...string[]]
      const value = wordOf(dossier, head, of, world.now)
      return rest.length === 0 ? value : onwards(value, names.get(head), rest, of, world, known)
    },
    type(path) {
      const [head, ...rest] = partsOf(path) as [string, ...string[]]
      return memberAt(names.get(head), rest)?.type ?? 'text'
    },
  }
}

/** Children of a kind: all of them, those that are open, and how many stand at each step (SPEC H70). */
export async function childrenOf(kind: string, it: Situation, world: World): Promise<Json | undefined> {
  const prefix = prefixFor(world.book, it.owner.pack, kind)
  const of = prefix === undefined ? undefined : ownedBy(prefix, world)
  if (prefix === undefined || of?.spec.parent !== it.owner.kind) return undefined
  if (!holds(world, it.after.place)) return OUTSIDE
  const query = { kind: prefix, where: { [it.owner.kind]: it.after.id } }
  const { total, steps } = world.count ? await world.count(query) : tallyOf(await world.find(query))
  const none = Object.fromEntries(Object.keys(of.spec.steps).map((step) => [step, 0]))
  const over = of.spec.ends.reduce((sum, end) => sum + (steps[end] ?? 0), 0)
  return { ...none, ...steps, total, open: total - over }
}

function memberAt(name: Omit<Name, 'from'> | undefined, path: readonly string[]): Omit<Name, 'from'> | undefined {
  return path.reduce<Omit<Name, 'from'> | undefined>((at, part) => at?.members?.[part], name)
}
