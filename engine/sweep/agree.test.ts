/** The judge and the compiler must never differ: random rules and cases, and planted faults that have to be found. */
import { expect } from '@open-wc/testing'
import { soak } from '../../test/soak.js'
import type { Context } from '../judge/comparable.js'
import { holds } from '../judge/holds.js'
import { judge } from '../judge/judge.js'
import type { OperatorName } from '../judge/operators.js'
import type { Leaf, Norm, NormRule, ValueType } from '../pack/book.js'
import type { Facts, Json } from '../types.js'
import { compile } from './compile.js'
import { tests, type Test } from './tests.js'

const PLACES: Readonly<Record<string, string>> = {
  grid: 'community',
  building: 'grid',
  dwelling: 'building',
  other: 'street',
}
const context: Context = {
  zone: 'Asia/Shanghai',
  under(place, top) {
    for (let at: string | undefined = place; at !== undefined; at = PLACES[at]) if (at === top) return true
    return false
  },
}

const RULES = 50
const CASES = 41

describe(`judge and compiler (seed ${seed()})`, () => {
  const pairs = soak ? 1_000_000 : 20_000

  it(`O115 agree on ${pairs} pairs of a case and a rule`, async () => {
    let held = 0
    for (let round = 0; round * RULES * CASES < pairs; round++) {
      const { rules, cases } = draw(seed() + round)
      const right = await judged(rules, cases)
      held += expectSame(rules, right, swept(rules, cases), round)
      // what the fold asks by, without waiting
      expectSame(rules, right, folded(rules, cases), round)
    }
    // a fuzz in which hardly anything holds, or everything, would prove little
    expect(held / pairs).to.be.within(0.1, 0.6)
  }).timeout(soak ? 0 : 90_000)

  it('G57 agree wherever a case stands among 9,000', () => {
    const { rules, cases } = draw(seed())
    const random = seeded(seed())
    const order = Array.from({ length: 9000 }, () => Math.floor(random() * cases.length))
    const once = swept(rules, cases)
    const many = swept(
      rules,
      order.map((index) => cases[index]!),
    )
    for (const [row, index] of order.entries()) expect(many[row]).to.deep.equal(once[index])
  })

  it('G57 hits are the same by rule, by case and for one case alone', () => {
    const { rules, cases } = draw(seed())
    const sweep = compile(rules, context)
    const hits = sweep.run(sweep.columns(cases))
    const { starts, rules: found } = hits.byCase()
    sweep.rules.forEach((_, rule) => {
      const rows = cases.flatMap((_, row) => (found.subarray(starts[row], starts[row + 1]).includes(rule) ? [row] : []))
      expect(hits.cases(rule)).to.deep.equal(rows)
      expect(hits.count(rule)).to.equal(rows.length)
    })
    expect(sweep.one(cases[7]!)).to.deep.equal(
      [...found.subarray(starts[7], starts[8])].map((rule) => sweep.rules[rule]),
    )
  })

  it('G57 columns made for other rules answer these as well, also when there are no cases', () => {
    const [first, second] = [draw(seed()), draw(seed() + 1)]
    const [one, other] = [compile(first.rules, context), compile(second.rules, context)]
    const fresh = other.run(other.columns(first.cases)).byCase()
    expect(other.run(one.columns(first.cases)).byCase()).to.deep.equal(fresh)
    expect(one.run(one.columns([])).byCase().rules.length).to.equal(0)
  })

  it('G57 an edit asks only the rules that it changed, and answers as if all had been asked', () => {
    let rules = draw(seed()).rules
    const { cases } = draw(seed())
    const columns = compile(rules, context).columns(cases)
    let before = compile(rules, context).run(columns)
    for (let round = 1; round <= 40; round++) {
      // one rule is taken from elsewhere; the others are made anew, as a loader makes them
      const at = round % rules.length
      const edited = structuredClone(rules).with(at, {
        ...draw(seed() + round).rules[at]!,
        priority: rules[at]!.priority,
      })
      let asked = 0
      const counted = Object.fromEntries(
        Object.entries(tests).map(([name, test]) => [
          name,
          { ...test, ask: (...args: Parameters<Test['ask']>) => (asked++, test.ask(...args)) },
        ]),
      )
      const sweep = compile(edited, context, counted)
      const hits = sweep.run(columns, before)
      const place = sweep.rules.findIndex(({ name }) => name === `rule-${at}`)
      expect(asked).to.equal(leavesIn(edited[at]!.when))
      const fresh = sweep.run(columns)
      expect(hits.byCase()).to.deep.equal(fresh.byCase())
      const [now, then] = [hits, before].map((it) => new Set(it.cases(place)))
      expect(hits.beyond(place, before, place)).to.deep.equal([...now!].filter((row) => !then!.has(row)))
      expect(before.beyond(place, hits, place)).to.deep.equal([...then!].filter((row) => !now!.has(row)))
      rules = edited
      before = hits
    }
    const last = compile(rules, context)
    const others = last.columns(cases.slice(1))
    expect(last.run(others, before).byCase(), 'hits of other columns').to.deep.equal(last.run(others).byCase())
  })

  for (const [fault, mutant] of Object.entries(mutants())) {
    it(`O115 a compiler in which ${fault} is caught within 10,000 pairs`, async () => {
      for (let round = 0; (round + 1) * RULES * CASES <= 10_000; round++) {
        const { rules, cases } = draw(seed() + round)
        const right = await judged(rules, cases)
        const wrong = swept(rules, cases, mutant)
        if (cases.some((_, row) => right[row]!.join() !== wrong[row]!.join())) return
      }
      expect.fail('it was not caught')
    })
  }
})

const leavesIn = (norm: Norm): number =>
  'all' in norm || 'any' in norm
    ? ('all' in norm ? norm.all : norm.any).reduce((sum, part) => sum + leavesIn(part), 0)
    : 1

/** `?seed=…` repeats a run. */
function seed(): number {
  return Number(new URL(location.href).searchParams.get('seed') ?? 20200410)
}

async function judged(rules: readonly NormRule[], cases: readonly Facts[]): Promise<string[][]> {
  const reasons = await Promise.all(cases.map((facts) => judge(rules, facts, context)))
  return reasons.map((all) => all.filter(({ holds }) => holds).map(({ rule }) => rule))
}

function swept(rules: readonly NormRule[], cases: readonly Facts[], { tests, zone }: Mutant = {}): string[][] {
  const sweep = compile(rules, { ...context, ...(zone && { zone }) }, tests)
  const { starts, rules: hits } = sweep.run(sweep.columns(cases)).byCase()
  return cases.map((_, row) => [...hits.subarray(starts[row], starts[row + 1])].map((hit) => sweep.rules[hit]!.name))
}

const folded = (rules: readonly NormRule[], cases: readonly Facts[]): string[][] =>
  cases.map((facts) => {
    const hits = rules.filter(({ when }) => holds(when, facts, context))
    return hits.toSorted((a, b) => b.priority - a.priority).map(({ name }) => name)
  })

function expectSame(rules: readonly NormRule[], right: string[][], wrong: string[][], round: number): number {
  right.forEach((names, row) => {
    const odd = [
      ...names.filter((name) => !wrong[row]!.includes(name)),
      ...wrong[row]!.filter((name) => !names.includes(name)),
    ]
    const rule = rules.find(({ name }) => name === odd[0])
    expect(wrong[row], `seed ${seed()}, round ${round}, case ${row}, ${JSON.stringify(rule?.when)}`).to.deep.equal(
      names,
    )
  })
  return right.reduce((sum, names) => sum + names.length, 0)
}

interface Mutant {
  readonly tests?: Readonly<Record<OperatorName, Test>>
  readonly zone?: string
}

function mutants(): Record<string, Mutant> {
  const plant = (operator: OperatorName, ask: Test['ask']): Mutant => ({
    tests: { ...tests, [operator]: { ...tests[operator], ask } },
  })
  const { ask: equal } = tests.equal
  const turned = (operator: OperatorName) =>
    plant(operator, (leaf, columns) => {
      const found = tests[opposite[operator]!].ask(leaf, columns)
      return typeof found === 'function' ? (at) => ~found(at) : found.map((word) => ~word)
    })
  const opposite: Partial<Record<OperatorName, OperatorName>> = {
    notEqual: 'equal',
    notIn: 'in',
    doesNotContain: 'contains',
    notUnder: 'under',
    greaterThanInclusive: 'lessThan',
  }
  return {
    'less than means at most': plant('lessThan', tests.lessThanInclusive.ask),
    'not before means after': plant('notBefore', tests.after.ask),
    'what is missing is at least anything': turned('greaterThanInclusive'),
    'what is missing differs from anything': turned('notEqual'),
    'what is missing is in no list, and that holds': turned('notIn'),
    'a list that is missing does not contain, and that holds': turned('doesNotContain'),
    'an unknown place is not under, and that holds': turned('notUnder'),
    'under means at': plant('under', equal),
    'a list is no answer': plant('filled', (leaf, columns) => columns.known(leaf, 'object')),
    'a list is one of its members': plant('in', (leaf, columns) => tests.contains.ask(leaf, columns)),
    'two facts that are missing are equal': plant('equal', (leaf, columns) => {
      const found = equal(leaf, columns)
      if (!('fact' in leaf.than)) return found
      const [a, b] = [columns.column('codes', leaf, leaf.type), columns.column('codes', leaf.than, leaf.type)]
      return (at) =>
        a.subarray(at, at + 32).reduce((bits, code, row) => bits | (Number(code === b[at + row]) << row), 0)
    }),
    'dates are read in London': { zone: 'Europe/London' },
  }
}

function seeded(from: number): () => number {
  let state = from >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

// Few values of each type, so that equal ones and bounds are met often; some are wrong on purpose.
const VALUES: Partial<Record<ValueType, readonly Json[]>> = {
  number: [-1, 0, 1, 1.5, 2, 3, '2', true],
  duration: ['PT10M', 'PT600S', 'PT1H', 'P1D', 'PT24H', 600_000, 'P1M', '10 minutes'],
  date: ['2020-04-10', '2020-04-11', '2020-02-29', '2020-02-30', 'soon'],
  moment: [
    '2020-04-10T00:00',
    '2020-04-09T16:00Z',
    '2020-04-10',
    '2020-04-11T12:30+08:00',
    1_586_448_000_000,
    'T10:00',
  ],
  time: ['08:00', '8:00', '24:00', '23:59', 480, '24:30'],
  'yes-no': [true, false, 'true', 0],
  text: ['', 'gas', 'road', 'constructor', 3],
  choice: ['l1', 'l2', 'l3', 'gas'],
  place: ['street', 'community', 'grid', 'building', 'dwelling', 'other', 'nowhere', 7],
  party: ['zhang', 'li', 'wang'],
  choices: [[], ['l1'], ['l1', 'l2'], ['l3', 'gas'], 'l1', ['l2', null, 4]],
  places: [[], ['grid', 'other'], ['building'], 'grid'],
  list: [[], [1, 2], ['l1', 2, true], [['l1']], { length: 2 }],
  object: ['l1', 2, true, { level: 'l1' }, []],
}
const TYPES = Object.keys(VALUES) as ValueType[]
const OPERATORS = Object.keys(tests) as OperatorName[]
const ORDERED = OPERATORS.filter((name) => tests[name].is === 'numbers')
const NUMERIC = new Set<ValueType>(['number', 'duration', 'date', 'moment', 'time'])

/** Rules and cases of one round: the same for the same seed. */
function draw(from: number): { rules: NormRule[]; cases: Facts[] } {
  const random = seeded(from)
  const chance = (share: number) => random() < share
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const some = <T>(make: () => T, most: number): T[] => Array.from({ length: 1 + Math.floor(random() * most) }, make)

  const value = (type: ValueType): Json => one(VALUES[type]!)
  const facts = (depth = 1): Facts => {
    const found: Record<string, Json | undefined> = {}
    for (const type of TYPES) {
      for (const name of [`${type}-a`, `${type}-b`]) {
        if (chance(0.8)) found[name] = chance(0.95) ? value(type) : chance(0.5) ? null : value(one(TYPES))
      }
    }
    if (depth > 0 && chance(0.9)) found['routing'] = chance(0.95) ? (facts(depth - 1) as Json) : 'not an object'
    return found
  }
  const address = (type: ValueType) => {
    const fact = `${type}-${one(['a', 'b'])}`
    if (chance(0.75)) return { fact }
    return chance(0.85)
      ? { fact: 'routing', path: [fact] }
      : { fact, path: one([['length'], ['level'], ['constructor']]) }
  }
  const leaf = (): Leaf => {
    const type = one(TYPES)
    const fits = NUMERIC.has(type) && chance(0.6) ? ORDERED : OPERATORS
    const operator = chance(0.03) ? one(OPERATORS) : one(fits)
    const literal = (): Json => {
      if (operator === 'in' || operator === 'notIn') return some(() => value(type), 3)
      return chance(0.05) ? null : value(type)
    }
    return {
      ...address(type),
      operator,
      type,
      than: chance(0.7) ? { value: literal() } : address(chance(0.8) ? type : one(TYPES)),
    }
  }
  const norm = (depth: number): Norm => {
    if (depth === 0 || chance(0.4)) return leaf()
    const parts = chance(0.02) ? [] : some(() => norm(depth - 1), 4)
    return chance(0.45) ? { all: parts } : { any: parts }
  }
  return {
    rules: Array.from({ length: RULES }, (_, index) => ({
      name: `rule-${index}`,
      says: { zh: '', en: '' },
      priority: one([1, 1, 2]),
      when: norm(3),
      event: { type: 'flag' },
    })),
    cases: Array.from({ length: CASES }, () => facts()),
  }
}
