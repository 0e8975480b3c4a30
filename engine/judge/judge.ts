/** The judge of every ask and every act: json-rules-engine decides, and its trace becomes the reasons that people read. */
import type { Rule, RuleProperties, RuleResult } from 'json-rules-engine'
import * as rulesEngine from '../generated/rules-engine.js'
import type { Leaf, Norm, NormRule } from '../pack/book.js'
import type { Clause, Facts, Json, Reason } from '../types.js'
import type { Context } from './comparable.js'
import { rooted, toEngine } from './toengine.js'

/** Reasons in the order of judgement: higher priority first, then as listed. Facts are fetched beforehand. */
export async function judge(rules: readonly NormRule[], facts: Facts, context: Context): Promise<readonly Reason[]> {
  const sorted = rules.toSorted((a, b) => b.priority - a.priority)
  const parts = toEngine(sorted, context, rulesEngine)
  // overlapping runs of one engine drop rules silently: every judgement has an engine of its own
  const engine = new rulesEngine.Engine([], { allowUndefinedFacts: true })
  for (const operator of parts.operators) engine.addOperator(operator)
  for (const decorator of parts.decorators) engine.addOperatorDecorator(decorator)
  for (const [index, properties] of parts.rules.entries()) engine.addRule(copy(sorted[index]!, properties, index))
  const { results, failureResults } = await engine.run(parts.facts(facts))
  const traces = new Map([...results, ...failureResults].map((result) => [result.name, result]))
  return sorted.map((rule, index) => reason(rule, traces.get(String(index))!))
}

const made = new WeakMap<NormRule, Rule>()

/**
 * A rule for one engine. A rule holds its engine and takes long to make, so it is made once, and what an engine gets
 * inherits from it.
 * All are of one priority, for none sees what another does. Its name is its place: an act and a kind may use one name.
 */
function copy(norm: NormRule, { conditions, event }: RuleProperties, index: number): Rule {
  let rule = made.get(norm)
  if (!rule) made.set(norm, (rule = new rulesEngine.Rule({ conditions, event: { type: event.type } })))
  return Object.assign(Object.create(rule) as Rule, { name: String(index) })
}

function reason({ name, says, event, when }: NormRule, { result, conditions }: RuleResult): Reason {
  const clauses: Clause[] = []
  collect(rooted(when), conditions as Trace, clauses)
  return { rule: name, says, holds: result === true, effect: event, clauses }
}

/** What the engine leaves in a condition; there is no result where it did not look. */
interface Trace {
  readonly all?: readonly Trace[]
  readonly any?: readonly Trace[]
  readonly factResult?: Json
  readonly valueResult?: Json
  readonly result?: boolean | null
}

function collect(norm: Norm, trace: Trace, into: Clause[]): void {
  if ('all' in norm) norm.all.forEach((part, index) => collect(part, trace.all![index]!, into))
  else if ('any' in norm) norm.any.forEach((part, index) => collect(part, trace.any![index]!, into))
  else into.push(clause(norm, trace))
}

function clause({ fact, path, operator, than }: Leaf, { factResult, valueResult, result }: Trace): Clause {
  const holds = result === undefined ? 'skipped' : (result ?? 'unknown')
  const clause = { fact, is: factResult, operator, than: 'fact' in than ? valueResult : than.value, holds } as const
  if (!path && 'value' in than) return clause
  return {
    ...clause,
    ...(path && { path: path.join('.') }),
    ...('fact' in than && { thanFact: [than.fact, ...(than.path ?? [])].join('.') }),
  }
}
