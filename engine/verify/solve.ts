/** The search for a case in which conditions hold or do not: fact by fact, leaving what is already settled alone. */
import { holds } from '../judge/holds.js'
import type { Leaf, Norm } from '../pack/book.js'
import type { Facts, Json } from '../types.js'
import { candidatesFor, type Candidates } from './candidates.js'
import type { Work } from './search.js'
import { basesOf, Follows, sidesOf, type Address, type Space } from './space.js'

/** A condition that must hold, or must not. */
export interface Goal {
  readonly norm: Norm
  readonly holds: boolean
}
export interface FoundCase {
  /** By address, as the judge takes them, with what tables answer. What is not there is missing, or may be anything. */
  readonly facts: Facts
  /** Addresses that stand for any text nobody mentions. */
  readonly others: readonly Address[]
  /** Addresses that must have no value. */
  readonly blanks: readonly Address[]
}

/** `none` is certain: the values that were tried stand for all others. */
export function caseOf(goals: readonly Goal[], space: Space, work: Work): FoundCase | 'none' | 'undecided' {
  return new Search(goals, space, work).run()
}

class Search {
  readonly #candidates: ReadonlyMap<Address, Candidates>
  readonly #bases = new Map<Leaf, readonly Address[]>()
  readonly #follows: Follows
  readonly #facts: Record<Address, Json | undefined> = {}
  readonly #set = new Set<Address>()

  constructor(
    private readonly goals: readonly Goal[],
    private readonly space: Space,
    private readonly work: Work,
  ) {
    const norms = goals.map(({ norm }) => norm)
    this.#candidates = candidatesFor(norms, space)
    this.#follows = new Follows(space)
  }

  run(): FoundCase | 'none' | 'undecided' {
    const found = this.#from()
    if (found === 'found') return this.#shown()
    const partly = [...this.#candidates.values()].some(({ partly }) => partly)
    return found === 'none' && partly ? 'undecided' : found
  }

  /** Goes on from the facts that are set. */
  #from(): 'found' | 'none' | 'undecided' {
    let open: Leaf | undefined
    for (const { norm, holds } of this.goals) {
      const settled = this.#settled(norm)
      if (settled === !holds) return 'none'
      if (typeof settled !== 'boolean') open ??= settled
    }
    if (!open) return 'found'
    const fact = this.#next(open)
    this.#set.add(fact)
    for (const value of this.#candidates.get(fact)!.values) {
      if (this.work.left-- <= 0) return 'undecided'
      if (value === undefined) delete this.#facts[fact]
      else this.#facts[fact] = value
      const found = this.#from()
      if (found !== 'none') return found
    }
    delete this.#facts[fact]
    this.#set.delete(fact)
    return 'none'
  }

  /** Of the facts that a comparison waits for the one with the fewest values. */
  #next(leaf: Leaf): Address {
    const size = (fact: Address) => this.#candidates.get(fact)!.values.length
    return this.#basesOf(leaf)
      .filter((fact) => !this.#set.has(fact))
      .reduce((best, fact) => (size(fact) < size(best) ? fact : best))
  }

  #basesOf(leaf: Leaf): readonly Address[] {
    let bases = this.#bases.get(leaf)
    if (!bases) {
      bases = [...new Set(sidesOf(leaf).flatMap((side) => basesOf(this.space, side)))]
      this.#bases.set(leaf, bases)
    }
    return bases
  }

  /** Whether a condition holds whatever the facts still to come; else a comparison that it waits for. */
  #settled(norm: Norm): boolean | Leaf {
    if (!('all' in norm) && !('any' in norm)) {
      if (this.#basesOf(norm).some((fact) => !this.#set.has(fact))) return norm
      return this.#holds(norm)
    }
    const decides = 'any' in norm
    let open: Leaf | undefined
    for (const part of decides ? norm.any : norm.all) {
      const settled = this.#settled(part)
      if (settled === decides) return decides
      if (typeof settled !== 'boolean') open ??= settled
    }
    return open ?? !decides
  }

  #holds(leaf: Leaf): boolean {
    const sides = sidesOf(leaf)
    if (!sides.some((side) => this.#follows.follows(side))) return holds(leaf, this.#facts, this.space.context)
    const facts = { ...this.#facts }
    for (const side of sides) facts[side] = this.#follows.value(side, this.#facts)
    return holds(leaf, facts, this.space.context)
  }

  #shown(): FoundCase {
    const facts: Record<Address, Json> = {}
    const others: Address[] = []
    for (const [address, value] of Object.entries(this.#facts)) {
      if (value === undefined) continue
      facts[address] = value
      if (this.#candidates.get(address)!.others.has(value)) others.push(address)
    }
    for (const side of this.goals.flatMap(({ norm }) => answersIn(norm, this.#follows))) {
      if (!this.#basesOfAddress(side).every((base) => this.#set.has(base))) continue
      const value = this.#follows.value(side, this.#facts)
      if (value !== undefined) facts[side] = value
    }
    return { facts, others, blanks: [...this.#set].filter((address) => facts[address] === undefined) }
  }

  readonly #basesOfAddress = (address: Address) => basesOf(this.space, address)
}

/** What a condition asks of tables. */
function answersIn(norm: Norm, follows: Follows): readonly Address[] {
  if ('all' in norm) return norm.all.flatMap((part) => answersIn(part, follows))
  if ('any' in norm) return norm.any.flatMap((part) => answersIn(part, follows))
  return sidesOf(norm).filter((side) => follows.follows(side))
}
