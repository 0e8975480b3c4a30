/** What rules say against each other or to no purpose, over all cases there can be and not those that have come up. */
import type { Context } from '../judge/comparable.js'
import type { Name, Norm, NormRule, Pack } from '../pack/book.js'
import type { ActSpec, PackFile } from '../pack/format.js'
import type { Facts, PlaceId } from '../types.js'
import { clashOf, refuses, type Clash } from './clash.js'
import type { Domain } from './domain.js'
import type { Work } from './search.js'
import { caseOf, type FoundCase, type Goal } from './solve.js'
import { domainIn, type Address, type Space } from './space.js'

/**
 * `contradiction`: two rules can hold together and want what cannot both be. `never`: no case in which it holds. `always`:
 * none in which it does not. `shadowed`: whenever it holds, something is refused and it counts for nothing.
 */
export interface RuleFinding {
  readonly kind: 'contradiction' | 'never' | 'always' | 'shadowed'
  /** What is not found is a no. `undecided`: there were too many cases to look at. */
  readonly answer: 'yes' | 'undecided'
  /** Kind of dossier, and the act whose rules they are; without it they are the kind's own. */
  readonly of: string
  readonly act?: string
  /** Names. Of a contradiction the one that decides stands first; of `shadowed` the refusal stands second. */
  readonly rules: readonly string[]
  readonly clash?: Clash
  /** Facts by their addresses, as the judge takes them: what the finding says is so in this case. */
  readonly witness?: Facts
  /** Addresses of the witness that stand for every text nobody mentions. */
  readonly others?: readonly Address[]
  /** Addresses that have no value in the witness. */
  readonly blanks?: readonly Address[]
}

export interface VerifyRulesOptions {
  /** IANA name; a date begins at its midnight. */
  readonly zone?: string
  /** How many values may be tried for one question before the answer is `undecided`. */
  readonly limit?: number
}

/** Some tenths of a second for one question; most take some hundred steps. */
const LIMIT = 100_000

type Rules = Pick<Pack, 'file' | 'names' | 'actRules' | 'kindRules'>

/** Rules that are judged together: those of an act with those of its kind, or the kind's alone. */
interface Bench {
  readonly of: string
  readonly act?: string
  /** In the order of judgement. */
  readonly rules: readonly NormRule[]
  /** How many of them are looked at; the others only stand beside them. */
  readonly own: ReadonlySet<NormRule>
  readonly space: Space
  readonly limit: number
}

/** All that is wrong with the rules of a pack, each with a case that shows it where one can. */
export function verifyRules(pack: Rules, options: VerifyRulesOptions = {}): readonly RuleFinding[] {
  return benchesOf(pack, options).flatMap((bench) => [...claimsOf(bench), ...contradictionsOf(bench)])
}

/** Only what holds in every case, so that no fact tied to another can make it untrue: what a loader may say. */
export function claimsIn(pack: Rules, options: VerifyRulesOptions = {}): readonly RuleFinding[] {
  return benchesOf(pack, options)
    .flatMap(claimsOf)
    .filter(({ answer }) => answer === 'yes')
}

function benchesOf({ file, names, actRules, kindRules }: Rules, options: VerifyRulesOptions): readonly Bench[] {
  const { zone = 'Asia/Shanghai', limit = LIMIT } = options
  const bench = (
    of: string,
    own: readonly NormRule[],
    beside: readonly NormRule[],
    given: Space['given'],
    act?: string,
  ) => {
    const context: Context = { zone, under: underIn(file) }
    const rules = [...own, ...beside].toSorted((a, b) => b.priority - a.priority)
    const space = { names: names[of] ?? new Map<string, Name>(), file, context, given }
    return { of, rules, own: new Set(own), limit, space, ...(act !== undefined && { act }) }
  }
  return [
    ...Object.entries(actRules).flatMap(([name, rules]) => {
      const act = file.acts![name]!
      if (rules.length === 0) return []
      return [bench(act.on, rules, kindRules[act.on] ?? [], givenFor(name, act, file, names[act.on]!, zone), name)]
    }),
    ...Object.entries(kindRules).flatMap(([kind, rules]) =>
      rules.length === 0 ? [] : [bench(kind, rules, [], givenAround(kind, file, names[kind]!, zone))],
    ),
  ]
}

/** A place lies under another as the sample says, else as the codes say: `…-003-014` under `…-003`. */
function underIn({ sample }: PackFile): Context['under'] {
  const above = (place: PlaceId): string | undefined => sample?.places?.[place]?.in ?? /^(.*)-[^-]*$/.exec(place)?.[1]
  return (place, top) => {
    const seen = new Set<string>()
    for (let at: string | undefined = place; at !== undefined && !seen.has(at); at = above(at)) {
      if (at === top) return true
      seen.add(at)
    }
    return false
  }
}

const asked = (names: ReadonlyMap<string, Name>, file: PackFile, zone: string, address: Address): Domain =>
  domainIn({ names, file, context: { zone, under: () => false }, given: new Map() }, address)

/** What is known when an act is judged: which act it is, where it leads from and to, and that it has been asked. */
function givenFor(
  name: string,
  act: ActSpec,
  file: PackFile,
  names: ReadonlyMap<string, Name>,
  zone: string,
): ReadonlyMap<Address, Domain> {
  const { steps, ends } = file.dossiers![act.on]!
  const open = Object.keys(steps).filter((step) => !ends.includes(step))
  const from = act.from.flatMap((step) => (step === 'any' ? open : step === 'new' ? [] : [step]))
  const opens = act.from.includes('new')
  const to = act.to === undefined ? from : act.to === 'back' ? undefined : [act.to]
  const given = new Map<Address, Domain>([
    ['act', { type: 'text', values: [name], blank: false }],
    [`times.${name}`, { type: 'number', whole: true, min: 1, blank: false }],
    ['was.step', { type: 'choice', values: from, blank: opens }],
  ])
  if (to?.length) given.set('step', { type: 'choice', values: [...new Set(to)], blank: false })
  // what must be answered is there when the rules decide
  for (const ask of act.asks ?? [])
    if (!ask.endsWith('?')) given.set(ask, { ...asked(names, file, zone, ask), blank: false })
  return given
}

/** After any act on the kind. */
const givenAround = (kind: string, file: PackFile, names: ReadonlyMap<string, Name>, zone: string) => {
  const acts = Object.entries(file.acts ?? {}).flatMap(([name, { on }]) => (on === kind ? [name] : []))
  return new Map<Address, Domain>(acts.length ? [['act', { ...asked(names, file, zone, 'act'), values: acts }]] : [])
}

const shown = ({ facts, others, blanks }: FoundCase): Pick<RuleFinding, 'witness' | 'others' | 'blanks'> => ({
  witness: facts,
  ...(others.length > 0 && { others }),
  ...(blanks.length > 0 && { blanks }),
})
const holding = (norm: Norm, holds = true): Goal => ({ norm, holds })

function ask({ space, limit }: Bench, goals: readonly Goal[]): FoundCase | 'none' | 'undecided' {
  const work: Work = { left: limit }
  return caseOf(goals, space, work)
}

/** What can be said of one rule: that it never holds, always does, or only where something is refused anyway. */
function claimsOf(bench: Bench): readonly RuleFinding[] {
  const { of, act, rules, own } = bench
  const found = (kind: RuleFinding['kind'], rule: NormRule, more: Partial<RuleFinding> = {}): RuleFinding => ({
    kind,
    answer: 'yes',
    of,
    ...(act !== undefined && { act }),
    rules: [rule.name],
    ...more,
  })
  const undecided = { answer: 'undecided' } as const
  return rules.flatMap((rule, index) => {
    if (!own.has(rule)) return []
    const some = ask(bench, [holding(rule.when)])
    if (some === 'none') return [found('never', rule)]
    const findings: RuleFinding[] = some === 'undecided' ? [found('never', rule, undecided)] : []
    const not = ask(bench, [holding(rule.when, false)])
    if (not === 'none') findings.push(found('always', rule))
    else if (not === 'undecided') findings.push(found('always', rule, undecided))
    // of several refusals the first is the answer; anything else gives way to all of them
    const before = (refuses(rule) ? rules.slice(0, index) : rules).filter((other) => other !== rule && refuses(other))
    if (before.length === 0 || some === 'undecided') return findings
    const free = ask(bench, [holding(rule.when), ...before.map((other) => holding(other.when, false))])
    if (free === 'undecided') findings.push(found('shadowed', rule, undecided))
    if (free !== 'none') return findings
    for (const other of before) {
      const both = ask(bench, [holding(rule.when), holding(other.when)])
      if (typeof both === 'string') continue
      findings.push(found('shadowed', rule, { rules: [rule.name, other.name], ...shown(both) }))
      break
    }
    return findings
  })
}

/** Each two rules of which at least one is the bench's own. */
function contradictionsOf(bench: Bench): readonly RuleFinding[] {
  const { of, act, rules, own } = bench
  const found: RuleFinding[] = []
  for (const [index, later] of rules.entries())
    for (const first of rules.slice(0, index)) {
      if (!own.has(first) && !own.has(later)) continue
      const clash = clashOf(first, later)
      if (!clash) continue
      const both = ask(bench, [holding(first.when), holding(later.when), ...clash.differ.map((norm) => holding(norm))])
      if (both === 'none') continue
      const [wins, gives] = clash.by === 'refuse' && !refuses(first) ? [later, first] : [first, later]
      const { differ: _, ...told } = clash
      const common = { kind: 'contradiction', of, ...(act !== undefined && { act }), clash: told } as const
      const names = [wins.name, gives.name]
      if (both === 'undecided') found.push({ ...common, answer: 'undecided', rules: names })
      else found.push({ ...common, answer: 'yes', rules: names, ...shown(both) })
    }
  return found
}
