/** What must always hold travels in the line that was judged by it: a fold that asked a pack would differ where packs do. */
import { balanceOf } from '../facts/lines.js'
import { holds } from '../judge/holds.js'
import type { Leaf, Norm, NormRule } from '../pack/book.js'
import type { Derivation } from '../pack/format.js'
import type { Owner } from '../act/world.js'
import type { Carry, Data, Dossier, Entry, Json, Laws, Line, Renames } from '../types.js'

/** Words of the line and of its dossier that are the same on every device. */
const WORDS = ['act', 'by', 'reason', 'id', 'step', 'place', 'opened', 'opened-by', 'times', 'last'] as const
/** Facts that own lines alone give. */
const TALLIED = ['times', 'balance']

const made = new WeakMap<readonly NormRule[], Laws | undefined>()

/**
 * The `always` of a kind as its lines carry it. Left out is what no line can tell another device: a value that is judged
 * and forgotten, a table, the tree of places; that is asked when the act is done, and not again.
 */
export function lawsOf({ pack, kind }: Owner, zone: string): Laws | undefined {
  const rules = pack.always[kind]
  if (!rules?.length) return undefined
  if (!made.has(rules)) made.set(rules, lawsFrom({ pack, kind }, rules, zone))
  return made.get(rules)
}

function lawsFrom({ pack, kind }: Pick<Owner, 'pack' | 'kind'>, all: readonly NormRule[], zone: string) {
  const fields = pack.file.dossiers![kind]!.fields
  const { facts = {}, params = {} } = pack.file
  const tells = (name: string) =>
    (WORDS as readonly string[]).includes(name) ||
    name in params ||
    (name in fields && fields[name]!.keep === undefined && !fields[name]!.private) ||
    TALLIED.includes(facts[name]?.how ?? '')
  const rules = all
    .filter(({ when }) =>
      leaves(when).every((leaf) => !asksPlaces(leaf) && asks(leaf).every(({ fact }) => tells(fact))),
    )
    .map(({ name, says, when }) => ({ name, says, when }))
  if (rules.length === 0) return undefined
  const names = new Set(
    rules.flatMap(({ when }) =>
      leaves(when)
        .flatMap(asks)
        .map(({ fact }) => fact),
    ),
  )
  const only = <Value>(of: Readonly<Record<string, Value>>) =>
    Object.fromEntries(Object.entries(of).filter(([name]) => names.has(name)))
  const [values, derived] = [only(pack.params), only(facts)]
  return {
    zone,
    rules,
    ...(Object.keys(values).length > 0 && { params: values }),
    ...(Object.keys(derived).length > 0 && { facts: mapped(derived, ({ title: _, ...how }) => how as Derivation) }),
  }
}

const mapped = <From, To>(of: Readonly<Record<string, From>>, to: (from: From) => To) =>
  Object.fromEntries(Object.entries(of).map(([name, one]) => [name, to(one)]))

const leaves = (norm: Norm): readonly Leaf[] =>
  'all' in norm ? norm.all.flatMap(leaves) : 'any' in norm ? norm.any.flatMap(leaves) : [norm]

/** Both sides of a comparison, as far as they are facts. */
const asks = ({ fact, path, than }: Leaf) => [{ fact, path }, ...('fact' in than ? [than] : [])]

const asksPlaces = ({ operator }: Leaf) => operator === 'under' || operator === 'notUnder'

/** Balances of one dossier, each begun when a line first asks for it and kept up from there: a long ledger is walked once. */
export class Tallies {
  readonly #sums = new Map<string, { readonly how: Derivation; sum: number }>()
  readonly #lines: Entry[] = []

  constructor(private readonly before?: Pick<Carry, 'told'>) {}

  /** What is there after the lines so far and, `withThis`, one more. */
  balance(how: Derivation, withThis: Entry): number {
    const key = JSON.stringify([how['in'], how['out']])
    let tally = this.#sums.get(key)
    if (!tally)
      this.#sums.set(key, (tally = { how, sum: balanceOf(how, this.#lines, balanceOf(how, this.before?.told ?? [])) }))
    return balanceOf(how, [withThis], tally.sum)
  }

  add(line: Entry): void {
    this.#lines.push(line)
    for (const tally of this.#sums.values()) tally.sum = balanceOf(tally.how, [line], tally.sum)
  }
}

/** The first law that would not hold if this line did; `after` is the dossier with it. */
export function broken(
  { zone, rules, facts = {}, params = {} }: Laws,
  entry: Entry,
  after: Pick<Dossier, 'id' | 'step' | 'place' | 'opened' | 'openedBy' | 'fields' | 'times' | 'last'>,
  tallies: Tallies,
  renames: readonly Renames[],
): NonNullable<Line['found']>['law'] {
  const called = (of: keyof Renames, name: string) => renames.reduce((now, one) => one[of]?.[now] ?? now, name)
  const times = (act: string) => after.times[called('acts', act)] ?? 0
  const words: Readonly<Record<Exclude<(typeof WORDS)[number], 'times'>, () => Json | undefined>> = {
    act: () => entry.act,
    by: () => entry.by,
    reason: () => entry.reason,
    id: () => after.id,
    step: () => after.step,
    place: () => after.place,
    opened: () => new Date(after.opened).toISOString(),
    'opened-by': () => after.openedBy,
    last: () => after.last,
  }
  const value = (name: string): Json | undefined => {
    const derived = facts[name]
    if (derived?.how === 'times') return times(String(derived.act))
    if (derived) return tallies.balance(nowCalled(derived, called), entry)
    if (name in params) return params[name]
    return name in words ? words[name as keyof typeof words]() : after.fields[called('fields', name)]
  }
  const context = { zone, under: () => false }
  for (const { name, says, when } of rules) {
    const known: Record<string, Json | undefined> = {}
    for (const { fact, path } of leaves(when).flatMap(asks))
      // what was never done was done 0 times
      if (fact === 'times') known[fact] = { ...(known[fact] as Data), ...(path && { [path[0]!]: times(path[0]!) }) }
      else known[fact] ??= value(fact)
    if (!holds(when, known, context)) return { name, says, facts: known }
  }
  return undefined
}

function nowCalled(how: Derivation, called: (of: keyof Renames, name: string) => string): Derivation {
  const side = (of: unknown) =>
    Object.fromEntries(
      Object.entries((of ?? {}) as Record<string, string>).map(([act, field]) => [
        called('acts', act),
        called('fields', field),
      ]),
    )
  return { ...how, in: side(how['in']), out: side(how['out']) }
}
