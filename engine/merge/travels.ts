/** What a line tells other devices beside the act itself: on what it was judged, where else it fits, what it must keep to. */
import type { ActSpec, PackFile } from '../pack/format.js'
import type { Book, Leaf, Norm, Pack } from '../pack/book.js'
import { partsOf } from '../pack/measure-parts.js'
import { prefixFor, type Owner } from '../act/world.js'
import type { Dossier, Entry } from '../types.js'
import { lawsOf } from './laws.js'

export function travels(
  act: string,
  spec: ActSpec,
  owner: Owner,
  before: Dossier | undefined,
  book: Book,
): Pick<Entry, 'head' | 'stays' | 'always' | 'declines' | 'counted'> {
  const stays = staysAt(spec, owner)
  const always = lawsOf(owner, book.zone)
  const counted = countsOf(act, owner.pack).kinds.flatMap((kind) => prefixFor(book, owner.pack, kind) ?? [])
  return {
    ...(before && before.head !== '' && { head: before.head }),
    ...(stays.length > 1 && { stays }),
    ...(always && { always }),
    ...(spec.declines && { declines: spec.declines }),
    ...(counted.length > 0 && { counted }),
  }
}

/** Steps at which an act that moves nothing may be done. */
function staysAt({ from, to }: ActSpec, { spec }: Owner): readonly string[] {
  if (to !== undefined) return []
  const open = from.includes('any') ? Object.keys(spec.steps).filter((step) => !spec.ends.includes(step)) : []
  return [...new Set([...open, ...from.filter((step) => step !== 'any' && step !== 'new')])]
}

export interface Counts {
  /** Kinds whose dossiers are counted, as the pack names them. */
  readonly kinds: readonly string[]
  /** Facts of the rules that come from them, straight or through other facts. */
  readonly facts: ReadonlySet<string>
}

const counts = new WeakMap<Pack, Map<string, Counts>>()

/** What the rules of an act count over other dossiers. */
export function countsOf(act: string, pack: Pack): Counts {
  const known = counts.get(pack) ?? new Map<string, Counts>()
  counts.set(pack, known)
  let found = known.get(act)
  if (!found) known.set(act, (found = countsFrom(act, pack)))
  return found
}

function countsFrom(act: string, pack: Pack): Counts {
  const { file, actRules } = pack
  const asked = new Set((actRules[act] ?? []).flatMap(({ when }) => leaves(when).flatMap(namesIn)))
  const found = [...asked].map((name) => ({ name, kinds: kindsBehind(name, file, file.acts![act]!.on) }))
  return {
    kinds: [...new Set(found.flatMap(({ kinds }) => kinds))],
    facts: new Set(found.flatMap(({ name, kinds }) => (kinds.length > 0 ? [name] : []))),
  }
}

/** Kinds over which a fact, or one that it is worked out from, is counted. */
function kindsBehind(fact: string, file: PackFile, kind: string): readonly string[] {
  const { facts = {}, tables = {}, dossiers = {} } = file
  const seen = new Set<string>()
  const open = [fact]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name)) continue
    seen.add(name)
    open.push(...(tables[name]?.inputs ?? []).map((input) => input.split('.')[0]!))
    if (facts[name]) open.push(...Object.keys(facts).filter((other) => names(facts[name], other)))
  }
  const children = Object.keys(dossiers).filter((name) => dossiers[name]!.parent === kind)
  return [...seen].flatMap((name) => {
    if (name === 'children') return children
    const { measure, of = [] } = facts[name] ?? {}
    return measure === undefined ? of : measuredKinds(measure, file)
  })
}

/** Kinds that a measure counts, or the measures that it is made of. */
function measuredKinds(name: string, file: PackFile): readonly string[] {
  const measure = file.measures?.[name]
  if (!measure) return []
  const own = measure.of ?? file.acts?.[measure.act ?? '']?.on
  return [...(own === undefined ? [] : [own]), ...partsOf(measure).flatMap((part) => measuredKinds(part, file))]
}

const leaves = (norm: Norm): readonly Leaf[] =>
  'all' in norm ? norm.all.flatMap(leaves) : 'any' in norm ? norm.any.flatMap(leaves) : [norm]

const namesIn = ({ fact, than }: Leaf) => [fact, ...('fact' in than ? [than.fact] : [])]

/** Does a definition name this fact anywhere? */
const names = (value: unknown, name: string): boolean =>
  value === name ||
  (typeof value === 'object' && value !== null && Object.values(value).some((one) => names(one, name)))
