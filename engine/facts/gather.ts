/** The values that rules, tables and texts ask for, read as if the act had happened; fetched once, and only those named. */
import { dateIn, momentIn } from '../time/calendar.js'
import { isLate } from '../time/dues.js'
import { spanMs } from '../time/duration.js'
import { comparable, filled, walk } from '../judge/comparable.js'
import { operators } from '../judge/operators.js'
import type { Name, Norm } from '../pack/book.js'
import type { Derivation, FactRef, Operator, Value, Where } from '../pack/format.js'
import { fieldsAsFacts } from '../pack/checklist.js'
import { lookup } from '../pack/table.js'
import { partiesFor } from '../act/gate.js'
import type { Act, Dossier, Facts, Json } from '../types.js'
import { readId } from '../act/read-id.js'
import { contextOf, ownerOf, prefixFor, type Owner, type World } from '../act/world.js'

/** The dossier as it would be, and the act that would make it so. */
export interface Situation {
  readonly owner: Owner
  readonly act: Pick<Act, 'type' | 'by' | 'reason'>
  readonly before?: Dossier
  readonly after: Dossier
}

/** Gathers the facts of these names. What cannot be known is left out, so that a comparison with it is unknown. */
export async function gather(names: Iterable<string>, it: Situation, world: World): Promise<Facts> {
  const reading = new Map<string, Promise<Json | undefined>>()
  const read = (name: string): Promise<Json | undefined> => {
    let value = reading.get(name)
    if (!value) reading.set(name, (value = fetchFact(name, it, world, read)))
    return value
  }
  const facts: Record<string, Json> = {}
  for (const name of names) {
    const value = await read(name)
    if (value !== undefined) facts[name] = value
  }
  return facts
}

type Read = (name: string) => Promise<Json | undefined>

/** Names of the facts that conditions ask for, on either side. */
export function asked(norm: Norm, into = new Set<string>()): Set<string> {
  if ('all' in norm) for (const part of norm.all) asked(part, into)
  else if ('any' in norm) for (const part of norm.any) asked(part, into)
  else {
    into.add(norm.fact)
    if ('fact' in norm.than) into.add(norm.than.fact)
  }
  return into
}

export const isRef = (value: unknown): value is FactRef =>
  typeof value === 'object' && value !== null && typeof (value as FactRef).fact === 'string'

const under = (value: Json | undefined, path: string | undefined) => walk(value, path?.split('.') ?? [])

/** A constant as it stands, a `{ fact }` as its value. */
export const valueOf = (value: Value, facts: Facts): Json | undefined =>
  isRef(value) ? under(facts[value.fact], value.path) : value

/** Every fact named anywhere in a value: effects, sets, limits. */
export function refsIn(value: unknown, into = new Set<string>()): Set<string> {
  if (isRef(value)) into.add(value.fact)
  else if (Array.isArray(value)) for (const part of value) refsIn(part, into)
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) refsIn(part, into)
  else if (typeof value === 'string')
    for (const [, name] of value.matchAll(/\{([a-z][a-z0-9-]*)[^{}]*\}/g)) into.add(name!)
  return into
}

async function fetchFact(name: string, it: Situation, world: World, read: Read): Promise<Json | undefined> {
  const { pack, spec } = it.owner
  const kernel = KERNEL[name]
  if (kernel) return kernel(it, world)
  if (spec.fields[name] || name === spec.parent) return fieldsAsFacts(it.after.fields, spec, pack.file)[name]
  if (pack.file.params?.[name]) return pack.params[name]
  const table = pack.file.tables?.[name]
  if (table) {
    const inputs: Record<string, Json> = {}
    for (const path of table.inputs) {
      const [head, ...tail] = path.split('.')
      const value = walk(await read(head!), tail)
      if (value !== undefined) inputs[path] = value
    }
    return lookup(table, inputs, pack.file.lists, world.book.zone)
  }
  const derivation = pack.file.facts?.[name]
  return derivation && derive(derivation, it, world, read)
}

const KERNEL: Record<string, (it: Situation, world: World) => Json | undefined | Promise<Json | undefined>> = {
  act: (it) => it.act.type,
  by: (it) => it.act.by,
  reason: (it) => it.act.reason,
  now: (_, world) => new Date(world.now).toISOString(),
  today: (_, world) => day(world),
  month: (_, world) => day(world).slice(0, 7),
  year: (_, world) => Number(day(world).slice(0, 4)),
  id: (it) => it.after.id,
  serial: (it, world) => readId(it.after.id, world.book)?.['serial'],
  step: (it) => it.after.step,
  place: (it) => it.after.place,
  opened: (it) => new Date(it.after.opened).toISOString(),
  'opened-by': (it) => it.after.openedBy,
  was: (it) => it.before && asFact(it.before, it.owner),
  times: (it) => timesOf(it.after, it.owner),
  last: (it) => it.after.last,
  late: (it, world) => lateClocks(it.after, world.now),
}

/** Times of every act on the kind: what was never done was done 0 times (SPEC H79). */
const timesOf = (dossier: Dossier, { pack, kind }: Owner): Record<string, number> => ({
  ...Object.fromEntries(
    Object.entries(pack.file.acts ?? {}).flatMap(([name, act]) => (act.on === kind ? [[name, 0]] : [])),
  ),
  ...dossier.times,
})

/** Clocks of a dossier that ran out, whether it was noticed or not. */
export const lateClocks = (dossier: Dossier, now: number): string[] => [
  ...new Set(
    dossier.dues.filter((due) => (due.state === 'runs' ? isLate(due, now) : due.fired)).map((due) => due.clock),
  ),
]

const day = (world: World) => dateIn(world.now, world.book.zone)

/** A dossier as rules walk it: its fields beside its own words. */
const asFact = (dossier: Dossier, { spec, pack }: Pick<Owner, 'spec' | 'pack'>): Record<string, Json> => ({
  ...fieldsAsFacts(dossier.fields, spec, pack.file),
  id: dossier.id,
  step: dossier.step,
  place: dossier.place,
  opened: new Date(dossier.opened).toISOString(),
  'opened-by': dossier.openedBy,
  times: dossier.times,
})

async function derive(how: Derivation, it: Situation, world: World, read: Read): Promise<Json | undefined> {
  const refs = await resolved(how, read)
  switch (how.how) {
    case 'times':
      return it.after.times[how.act!] ?? 0
    case 'span':
      return span(how, it.after, it.owner, world)
    case 'ratio': {
      const [part, whole] = [await read(String(how.part)), await read(String(how.whole))]
      return typeof part === 'number' && typeof whole === 'number' && whole !== 0 ? part / whole : undefined
    }
    case 'holder': {
      const role = refs(how.role)
      if (typeof role !== 'string') return undefined
      const place = refs(how.at)
      const at = typeof place === 'string' ? place : it.after.place
      return (await partiesFor(role, it.owner, { ...it.after, place: at }, world))[0]
    }
    case 'places': {
      const top = refs(how.under) ?? it.after.place
      return descend(world, String(top), how.kind!)
    }
    default:
      return over(how, await candidates(how, it, world, refs))
  }
}

function descend(world: World, top: string, kind: string): string[] {
  const found: string[] = []
  const open = [top]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (world.places.get(id)?.kind === kind) found.push(id)
    open.push(...world.places.children(id))
  }
  return found
}

type Refs = (value: unknown) => Json | undefined
type Names = ReadonlyMap<string, Name>

async function resolved(how: Derivation, read: Read): Promise<Refs> {
  const facts: Record<string, Json> = {}
  for (const name of refsIn(how)) {
    const value = await read(name)
    if (value !== undefined) facts[name] = value
  }
  return (value) => valueOf(value as Value, facts)
}

/** Dossiers of the kind that fit `where`, with the one at hand as it would be (SPEC 73; latest and earliest leave it out). */
async function candidates(
  how: Derivation,
  it: Situation,
  world: World,
  refs: Refs,
): Promise<readonly Record<string, Json>[]> {
  const prefix = how.of && prefixFor(world.book, it.owner.pack, how.of)
  if (!prefix) return []
  const of = world.book.kinds.get(prefix)!
  const names: Names = of.pack.names[of.kind]!
  const place = refs(how.where?.['place'])
  const since = (how.where?.['opened'] as { within?: Json } | undefined)?.within
  const found = await world.find({
    kind: prefix,
    ...(typeof place === 'string' && { place }),
    ...(since !== undefined && { opened: { from: world.now - spanMs(String(refs(since))) } }),
  })
  const others = found.filter((dossier) => dossier.id !== it.after.id)
  const own =
    prefixFor(world.book, it.owner.pack, it.owner.kind) === prefix && how.how !== 'latest' && how.how !== 'earliest'
  return [...others, ...(own ? [it.after] : [])]
    .map((dossier) => asFact(dossier, ownerOf(world.book, prefix)))
    .filter((each) => suits(each, how.where ?? {}, refs, world, names))
}

function suits(each: Record<string, Json>, where: Where, refs: Refs, world: World, names: Names): boolean {
  return Object.entries(where).every(([path, wanted]) => {
    const is = under(each, path)
    const [head, ...tail] = path.split('.')
    const known = tail.reduce<Omit<Name, 'from'> | undefined>((it, part) => it?.members?.[part], names.get(head!))
    const type = known?.type ?? 'text'
    if (Array.isArray(wanted)) return wanted.includes(is)
    if (typeof wanted !== 'object' || wanted === null) return is === wanted
    if (isRef(wanted)) {
      const than = refs(wanted)
      return than !== undefined && is === than
    }
    return Object.entries(wanted as Record<string, Json>).every(([operator, value]) => {
      const than = refs(value)
      if (than === undefined) return false
      if (operator === 'within') {
        const at = moment(is, world)
        return at !== undefined && at > world.now - spanMs(String(than)) && at <= world.now
      }
      if (operator === 'filled') return filled(is) === than
      const [left, right] = [is, than].map((side) => comparable(side, type, world.book.zone))
      return operators[operator as Operator](left, right, contextOf(world)) === true
    })
  })
}

function over(how: Derivation, rows: readonly Record<string, Json>[]): Json | undefined {
  if (how.how === 'count') return rows.length
  const values = rows.map((row) => under(row, how.field))
  if (how.how === 'list') return values.filter((it) => it !== undefined)
  if (how.how === 'latest' || how.how === 'earliest') {
    const by = how.by ?? 'opened'
    const sorted = rows
      .filter((row) => under(row, by) !== undefined)
      .sort((a, b) => (String(under(a, by)) < String(under(b, by)) ? -1 : 1))
    return how.how === 'latest' ? sorted.at(-1) : sorted[0]
  }
  const numbers = values.filter((it) => typeof it === 'number')
  const sum = numbers.reduce((a, b) => a + b, 0)
  if (how.how === 'sum') return sum
  if (!numbers.length) return undefined
  if (how.how === 'average') return sum / numbers.length
  return how.how === 'highest' ? Math.max(...numbers) : Math.min(...numbers)
}

const UNIT = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const

function span(how: Derivation, dossier: Dossier, owner: Owner, world: World): Json | undefined {
  const end = (name: string | undefined) =>
    name === undefined ? world.now : moment(under(asFact(dossier, owner), name), world)
  const [from, to] = [end(how.from), end(how.to)]
  if (from === undefined || to === undefined) return undefined
  const unit = how.unit && UNIT[how.unit as keyof typeof UNIT]
  return unit ? (to - from) / unit : `PT${(to - from) / 1000}S`
}

function moment(value: Json | undefined, world: World): number | undefined {
  return typeof value === 'string' ? momentIn(value, world.book.zone) : undefined
}
