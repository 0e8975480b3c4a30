/** What a line tells other devices beside the act itself: on what it was judged, where else it fits, what it must keep to. */
import type { ActSpec } from '../pack/format.js'
import type { Book, Leaf, Norm, Pack } from '../pack/book.js'
import { prefixFor, type Owner } from '../act/world.js'
import type { Dossier, Entry } from '../types.js'
import { lawsOf } from './laws.js'

export function travels(
  act: string,
  spec: ActSpec,
  owner: Owner,
  before: Dossier | undefined,
  book: Book,
): Pick<Entry, 'head' | 'stays' | 'always' | 'counted'> {
  const stays = staysAt(spec, owner)
  const always = lawsOf(owner, book.zone)
  const counted = [...new Set(countsOf(act, owner.pack).flatMap(({ of }) => prefixFor(book, owner.pack, of) ?? []))]
  return {
    ...(before && before.head !== '' && { head: before.head }),
    ...(stays.length > 1 && { stays }),
    ...(always && { always }),
    ...(counted.length > 0 && { counted }),
  }
}

/** Steps at which an act that moves nothing may be done. */
function staysAt({ from, to }: ActSpec, { spec }: Owner): readonly string[] {
  if (to !== undefined) return []
  const open = from.includes('any') ? Object.keys(spec.steps).filter((step) => !spec.ends.includes(step)) : []
  return [...new Set([...open, ...from.filter((step) => step !== 'any' && step !== 'new')])]
}

export interface Count {
  readonly name: string
  readonly of: string
}

const counts = new WeakMap<Pack, Map<string, readonly Count[]>>()

/** Facts over other dossiers that the rules of an act come to ask for, straight or through other facts. */
export function countsOf(act: string, pack: Pack): readonly Count[] {
  const known = counts.get(pack) ?? new Map<string, readonly Count[]>()
  counts.set(pack, known)
  let found = known.get(act)
  if (!found) known.set(act, (found = countsFrom(act, pack)))
  return found
}

function countsFrom(act: string, pack: Pack): readonly Count[] {
  const { file, actRules } = pack
  const { facts = {}, tables = {} } = file
  const seen = new Set<string>()
  const open = (actRules[act] ?? []).flatMap(({ when }) => leaves(when).flatMap(namesIn))
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name)) continue
    seen.add(name)
    open.push(...(tables[name]?.inputs ?? []).map((input) => input.split('.')[0]!))
    if (facts[name]) open.push(...Object.keys(facts).filter((other) => names(facts[name], other)))
  }
  return [...seen].flatMap((name) => {
    if (name === 'children') return childrenOf(pack, file.acts![act]!.on).map((of) => ({ name, of }))
    const of = facts[name]?.of
    return of === undefined ? [] : [{ name, of }]
  })
}

const childrenOf = ({ file }: Pack, kind: string) =>
  Object.entries(file.dossiers ?? {}).flatMap(([name, { parent }]) => (parent === kind ? [name] : []))

const leaves = (norm: Norm): readonly Leaf[] =>
  'all' in norm ? norm.all.flatMap(leaves) : 'any' in norm ? norm.any.flatMap(leaves) : [norm]

const namesIn = ({ fact, than }: Leaf) => [fact, ...('fact' in than ? [than.fact] : [])]

/** Does a definition name this fact anywhere? */
const names = (value: unknown, name: string): boolean =>
  value === name ||
  (typeof value === 'object' && value !== null && Object.values(value).some((one) => names(one, name)))
