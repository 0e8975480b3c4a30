/** Our rules for json-rules-engine: a server that already runs it judges by the same rules, and so does our own judge. */
import type * as RulesEngine from 'json-rules-engine'
import type { Fact, Operator, OperatorDecorator, RuleProperties } from 'json-rules-engine'
import type { Leaf, Norm, NormRule, ValueType } from '../pack/book.js'
import type { Facts, Json } from '../types.js'
import { comparable, factAt, type Context } from './comparable.js'
import { asksOnlyWhether, operators as meanings } from './operators.js'

type Side = Json | undefined

export interface EngineParts {
  /** Facts are flat, `routing.level`: the engine's own paths answer with the whole value where it is no object. */
  readonly rules: readonly RuleProperties[]
  /** For `engine.addOperator`; they take the place of the engine's own. Unknown is `null`, which counts as false. */
  readonly operators: readonly Operator<Side, Side>[]
  /** For `engine.addOperatorDecorator`: `duration:lessThan` makes both sides comparable as spans, in ms. */
  readonly decorators: readonly OperatorDecorator<Side, Side, Side, Side>[]
  /** For `engine.run`: exactly the facts that the rules ask for. */
  facts(facts: Facts): Record<string, Fact>
}

/** Classes of the engine that is to run them: it knows its own by `instanceof`. */
type Classes = Pick<typeof RulesEngine, 'Fact' | 'Operator' | 'OperatorDecorator'>

/**
 * Parts for `new Engine([…rules], { allowUndefinedFacts: true })`.
 * @param by the module `json-rules-engine` that this engine comes from
 */
export function toEngine(rules: readonly NormRule[], context: Context, by: Classes): EngineParts {
  const written = rules.map(write)
  const asked = new Map<string, Address>()
  const types = new Set<ValueType>()
  for (const rule of written) {
    for (const [id, address] of rule.asks) asked.set(id, address)
    for (const type of rule.types) types.add(type)
  }
  return {
    rules: rules.map(({ name, priority, event }, index) => {
      return { name, priority, event: { ...event }, conditions: written[index]!.conditions }
    }),
    operators: Object.entries(meanings).map(
      ([name, decide]) => new by.Operator(name, (is, than) => decide(is, than, context) as boolean),
    ),
    decorators: [...types].map(
      (type) =>
        new by.OperatorDecorator(type, (is, than, next) =>
          next(comparable(is, type, context.zone), comparable(than, type, context.zone)),
        ),
    ),
    // a fact with a cache is hashed, which takes longer than to read it
    facts: (facts) =>
      Object.fromEntries(
        [...asked].map(([id, { fact, path }]) => [
          id,
          new by.Fact(id, () => factAt(facts, fact, path), { cache: false }),
        ]),
      ),
  }
}

type Address = Pick<Leaf, 'fact' | 'path'>
interface Written {
  readonly conditions: RuleProperties['conditions']
  readonly asks: ReadonlyMap<string, Address>
  readonly types: ReadonlySet<ValueType>
}
// writing 50 rules takes a third of the time of judging by them
const known = new WeakMap<NormRule, Written>()

function write(rule: NormRule): Written {
  let written = known.get(rule)
  if (!written) {
    const asks = new Map<string, Address>()
    const types = new Set<ValueType>()
    const ask = (address: Address) => {
      const id = [address.fact, ...(address.path ?? [])].join('.')
      asks.set(id, address)
      return id
    }
    const comparison = ({ operator, than, type, ...address }: Leaf) => {
      if (!asksOnlyWhether(operator)) types.add(type)
      return {
        fact: ask(address),
        operator: asksOnlyWhether(operator) ? operator : `${type}:${operator}`,
        value: 'fact' in than ? { fact: ask(than) } : than.value,
      }
    }
    const condition = (norm: Norm, priority: number): object => {
      if (!('all' in norm) && !('any' in norm)) return { ...comparison(norm), priority }
      const parts = 'all' in norm ? norm.all : norm.any
      // to the engine an empty `any` holds
      if (parts.length === 0 && 'any' in norm) return { not: { all: [] }, priority }
      // falling priorities make the engine look at one after another and stop where the answer is certain
      const conditions = parts.map((part, index) => condition(part, parts.length - index))
      return 'all' in norm ? { all: conditions, priority } : { any: conditions, priority }
    }
    written = { conditions: condition(rooted(rule.when), 1) as RuleProperties['conditions'], asks, types }
    known.set(rule, written)
  }
  return written
}

/** json-rules-engine wants a group at the root. */
export const rooted = (norm: Norm): Norm => ('all' in norm || 'any' in norm ? norm : { all: [norm] })
