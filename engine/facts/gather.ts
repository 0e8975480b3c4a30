/** The values that rules, tables and texts ask for, read as if the act had happened; fetched once, and only those named. */
import { fold } from '../act/fold.js'
import type { World } from '../act/world.js'
import type { Name, Pack } from '../pack/book.js'
import { needsOf, readsLines } from '../pack/derivations.js'
import type { Dossier, DossierId, Facts, Json } from '../types.js'
import { childrenOf, dossiersFor, OUTSIDE } from './far.js'
import { intervalOf, ownValue, wordBefore, type Own } from './own.js'
import type { Told } from './lines.js'
import { headOf, type Address } from './refs.js'
import { over } from './rows.js'
import type { Situation } from './situation.js'
import { ofTree } from './tree.js'
import { entry, onwards } from './walk.js'

/**
 * Gathers the facts at these addresses. What cannot be known is left out, so that a comparison with it is unknown; what is
 * known to lie outside of what this station holds is `null`.
 */
export async function gather(addresses: Iterable<Address>, it: Situation, world: World): Promise<Facts> {
  const wanted = [...addresses]
  const lines = wanted.some((address) => asksLines(address, it.owner.pack)) ? await linesOf(it, world) : []
  return new Gathering({ ...it, lines }, world).all(wanted)
}

const inLine = /(^|\.)last\.[^.]+\.data\b/

/** Can it, or anything that it is worked out from, be told only by the dossier's lines? */
function asksLines(address: Address, pack: Pack, above: readonly Address[] = []): boolean {
  if (inLine.test(address)) return true
  const how = pack.file.facts?.[headOf(address)]
  if (how && readsLines(how)) return true
  const needs = above.includes(address) ? [] : needsIn(headOf(address), pack)
  return needs.some((one) => asksLines(one, pack, [...above, address]))
}

/** Facts from which a table or a derived fact is worked out. */
function needsIn(name: string, { file }: Pack): readonly Address[] {
  const how = file.facts?.[name]
  return file.tables?.[name]?.inputs ?? (how ? [...needsOf(how)] : [])
}

/** Lines of the dossier that fit, with the one that the act would write. */
async function linesOf(it: Situation, world: World): Promise<readonly Told[]> {
  const entries = await world.lines(it.after.id)
  if (entries.length === 0) return it.line ? [it.line] : []
  const { lines, carried = [] } = fold(entries)
  const fit = [...carried, ...lines.flatMap(({ entry, state }) => (state === 'fits' ? entry : []))]
  return it.line ? [...fit, it.line] : fit
}

/** Facts of one judgement, each worked out once. */
class Gathering {
  readonly #values = new Map<string, Promise<Json | undefined>>()
  readonly #names: ReadonlyMap<string, Name>

  constructor(
    private readonly it: Own,
    private readonly world: World,
  ) {
    this.#names = it.owner.pack.names[it.owner.kind] ?? new Map<string, Name>()
  }

  async all(addresses: Iterable<Address>): Promise<Facts> {
    const facts: Record<Address, Json> = {}
    for (const address of addresses) {
      const value = await this.#at(address)
      if (value !== undefined) facts[address] = value
    }
    return facts
  }

  async #at(address: Address): Promise<Json | undefined> {
    const [head, ...path] = address.split('.') as [string, ...string[]]
    if (head === 'children' && path.length > 0) {
      const counts = await this.#once(`children.${path[0]}`, () => childrenOf(path[0]!, this.it, this.world))
      return this.#walk(counts, undefined, path.slice(1))
    }
    const name = this.#names.get(head)
    if (head === 'was' && path.length > 0)
      return this.#walk(wordBefore(path[0]!, this.it, this.world), name?.members?.[path[0]!], path.slice(1))
    return this.#walk(await this.#once(head, () => this.#value(head)), name, path)
  }

  /** What lies on the way from a value; a dossier that is entered is read. A cell of a table without an answer is none. */
  async #walk(
    value: Json | undefined,
    name: Omit<Name, 'from'> | undefined,
    path: readonly string[],
  ): Promise<Json | undefined> {
    if (path.length === 0 || value === undefined || value === OUTSIDE) return value
    const { it, world } = this
    const known = new Map<string, Dossier>()
    const door = entry(name, path)
    if (door !== undefined) {
      const id = onwards(value, name, path.slice(0, door), it.owner, world, known)
      if (typeof id !== 'string') return undefined
      const dossier = await world.dossier(id as DossierId)
      if (!dossier) return world.reach ? OUTSIDE : undefined
      known.set(id, dossier)
    }
    return onwards(value, name, path, it.owner, world, known) ?? undefined
  }

  #once(key: string, work: () => Promise<Json | undefined>): Promise<Json | undefined> {
    let value = this.#values.get(key)
    if (!value) this.#values.set(key, (value = work()))
    return value
  }

  async #value(name: string): Promise<Json | undefined> {
    const { it, world } = this
    const { pack } = it.owner
    const facts = await this.all(needsIn(name, pack))
    const how = pack.file.facts?.[name]
    if (!how) return ownValue(name, facts, it, world)
    // a figure over what lies outside would be wrong as well
    if (Object.values(facts).includes(OUTSIDE)) return OUTSIDE
    if (['neighbours', 'places', 'holder', 'draw'].includes(how.how)) return ofTree(how, it, facts, world)
    if (how.how === 'measure') return (await import('../measures/measures.js')).measureFact(how, it, facts, world)
    if (how.of === undefined) return ownValue(name, facts, it, world)
    const rows = await dossiersFor(how, it, facts, world)
    const { now, book } = world
    return rows && over(how, rows, intervalOf(how, facts, book.zone), { now, zone: book.zone })
  }
}
