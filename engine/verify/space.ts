/** What a rule can be asked about: which facts stand for themselves, and which follow from others, as a table's answers do. */
import { factAt, walk, type Context } from '../judge/comparable.js'
import type { Leaf, Name, Norm } from '../pack/book.js'
import type { PackFile } from '../pack/format.js'
import { isList, walkName } from '../pack/members.js'
import { lookup } from '../pack/table.js'
import type { Facts, Json } from '../types.js'
import { domainOf, type Domain } from './domain.js'

/** A fact and the way that leads on from it, joined by dots: as facts are named for the judge. */
export type Address = string

/** Where rules are looked at. */
export interface Space {
  readonly names: ReadonlyMap<string, Name>
  readonly file: PackFile
  readonly context: Context
  /** Facts of which more is known here than their names say: of an act's own step, and what it asks. */
  readonly given: ReadonlyMap<Address, Domain>
}

export const addressOf = ({ fact, path }: Pick<Leaf, 'fact' | 'path'>): Address => [fact, ...(path ?? [])].join('.')

/** The addresses on both sides of a comparison. */
export const sidesOf = (leaf: Leaf): readonly Address[] =>
  'fact' in leaf.than ? [addressOf(leaf), addressOf(leaf.than)] : [addressOf(leaf)]

export function leavesOf(norm: Norm): readonly Leaf[] {
  if ('all' in norm) return norm.all.flatMap(leavesOf)
  return 'any' in norm ? norm.any.flatMap(leavesOf) : [norm]
}

export const domainIn = ({ given, names, file, context }: Space, address: Address): Domain =>
  given.get(address) ?? domainOf(address, names, file, context.zone)

const tableOf = ({ names, file }: Space, address: Address) => {
  const head = address.split('.', 1)[0]!
  return names.get(head)?.from === 'table' ? file.tables?.[head] : undefined
}

/** The list whose length is asked for. */
function listOfLength({ names }: Space, address: Address): Address | undefined {
  if (!address.endsWith('.length')) return undefined
  const [head, ...path] = address.split('.').slice(0, -1) as [string, ...string[]]
  const name = names.get(head)
  const walked = name && walkName(name, path)
  return walked && 'end' in walked && isList(walked.end.type) ? [head, ...path].join('.') : undefined
}

/** Facts that decide what stands at an address: itself, unless it follows from others. */
export function basesOf(space: Space, address: Address, above: readonly Address[] = []): readonly Address[] {
  const table = tableOf(space, address)
  if (table) {
    // a circle of tables is told by the loader
    return above.includes(address) ? [] : table.inputs.flatMap((input) => basesOf(space, input, [...above, address]))
  }
  return [listOfLength(space, address) ?? address]
}

/** Looks tables up, each combination of inputs once. */
export class Follows {
  readonly #known = new Map<string, Json | undefined>()

  constructor(private readonly space: Space) {}

  /** What stands at an address, given the facts that decide it. */
  value(address: Address, facts: Facts, above: readonly string[] = []): Json | undefined {
    const [head, ...path] = address.split('.') as [string, ...string[]]
    const table = tableOf(this.space, address)
    if (!table) return factAt(facts, head, path)
    if (above.includes(head)) return undefined
    const inputs = Object.fromEntries(table.inputs.map((input) => [input, this.value(input, facts, [...above, head])]))
    const key = JSON.stringify([head, inputs])
    if (!this.#known.has(key)) {
      this.#known.set(key, lookup(table, inputs, this.space.file.lists, this.space.context.zone))
    }
    return walk(this.#known.get(key), path)
  }

  /** Does it follow from others, so that it must be worked out before it is compared? */
  follows(address: Address): boolean {
    return tableOf(this.space, address) !== undefined
  }
}
