/** What verify says of rules must be so and be all there is: random rules against every case tried one by one, witnesses judged. */
import { expect } from '@open-wc/testing'
import { soak } from '../../test/soak.js'
import type { Context } from '../judge/comparable.js'
import type { Wording } from '../judge/explain.js'
import { holds } from '../judge/holds.js'
import { judge } from '../judge/judge.js'
import type { Leaf, Norm, NormRule, Pack, ValueType } from '../pack/book.js'
import type { Field, PackFile } from '../pack/format.js'
import { namesOf } from '../pack/names.js'
import { lookup } from '../pack/table.js'
import { compile } from '../sweep/compile.js'
import type { Effect, Facts, Json, Say } from '../types.js'
import { verifyRules, type RuleFinding } from './rules.js'
import { verifyPack } from './verify.js'
import { findingWords } from './words.js'

const zone = 'Asia/Shanghai'
const say = (zh: string, en: string): Say => ({ zh, en })
const title = say('项', 'Item')
const seed = Number(new URL(location.href).searchParams.get('seed') ?? 20200410)

const PLACES: Readonly<Record<string, string>> = { 'g-1': 'g', 'g-1-a': 'g-1', 'g-1-b': 'g-1' }
const context: Context = {
  zone,
  under: (place, top) => {
    const above = (at: string): string | undefined => PLACES[at] ?? /^(.*)-[^-]*$/.exec(at)?.[1]
    for (let at: string | undefined = place; at !== undefined; at = above(at)) if (at === top) return true
    return false
  },
}

const levels = { low: title, mid: title, high: title }
/** Two facts of each type, and a table over one of them. */
const TYPES: readonly ValueType[] = [
  'number',
  'duration',
  'date',
  'moment',
  'time',
  'yes-no',
  'choice',
  'text',
  'place',
  'choices',
]
const fields: Readonly<Record<string, Field>> = Object.fromEntries(
  [...TYPES, 'number' as const].flatMap((type, at) =>
    ['a', 'b'].map((name) => [
      `${at < TYPES.length ? type : 'whole'}-${name}`,
      {
        title,
        type,
        ...((type === 'choice' || type === 'choices') && { of: 'levels' }),
        ...(at >= TYPES.length && { whole: true, min: 0, max: 3 }),
      } as Field,
    ]),
  ),
)

function packFor(
  rules: readonly NormRule[],
  more: Partial<PackFile> = {},
): Pick<Pack, 'file' | 'names' | 'actRules' | 'kindRules'> {
  const file: PackFile = {
    pack: 'one',
    version: 1,
    title,
    lists: { levels },
    dossiers: {
      thing: { title, about: 'thing', fields, steps: { open: title, shut: title, over: title }, ends: ['over'] },
    },
    tables: {
      fee: {
        title,
        hit: 'first',
        inputs: ['choice-a', 'number-a'],
        outputs: { level: { title, type: 'choice', of: 'levels' }, cost: { title, type: 'number' } },
        rows: [
          ['low', '<2', 'high', 1],
          ['low', null, 'mid', 2],
          [['mid', 'high'], '>=1', 'low', 5],
        ],
      },
    },
    sample: {
      places: Object.fromEntries(Object.entries(PLACES).map(([place, above]) => [place, { kind: 'grid', in: above }])),
    },
    ...more,
  }
  return { file, names: { thing: namesOf(file, 'thing') }, actRules: {}, kindRules: { thing: rules } }
}

const rule = (name: string, when: Norm, event: Effect = { type: 'flag' }, priority = 1): NormRule => ({
  name,
  says: title,
  priority,
  when,
  event,
})
const leaf = (
  fact: string,
  operator: Leaf['operator'],
  value: Json,
  type: ValueType = 'number',
  path?: string[],
): Leaf => ({
  fact,
  operator,
  type,
  than: { value },
  ...(path && { path }),
})
const beside = (fact: string, operator: Leaf['operator'], other: string, type: ValueType = 'number'): Leaf => ({
  fact,
  operator,
  type,
  than: { fact: other },
})
const told = (rules: readonly NormRule[]) =>
  verifyRules(packFor(rules)).map(
    ({ kind, answer, rules }) => `${kind} ${rules.join(' ')}${answer === 'yes' ? '' : ' ?'}`,
  )

const refuse: Effect = { type: 'refuse' }
const move = (to: string): Effect => ({ type: 'move', params: { to } })
const set = (params: Record<string, Json>): Effect => ({ type: 'set', params })

describe('verify: rules', () => {
  it('G61 two moves, two values of one field and a refusal beside a change are told, the one that decides first', () => {
    const early = leaf('number-a', 'lessThan', 5)
    const late = leaf('number-a', 'greaterThan', 3)
    const both = (first: Effect, second: Effect, priority = 1) =>
      verifyRules(packFor([rule('one', early, first), rule('two', late, second, priority)]))
    const [moved] = both(move('open'), move('shut'))
    expect(moved).to.deep.include({ kind: 'contradiction', of: 'thing', rules: ['one', 'two'] })
    expect(moved).to.deep.include({ clash: { by: 'move', about: ['shut'] }, witness: { 'number-a': 4 } })
    expect(both(move('open'), move('shut'), 2)[0]!.rules).to.deep.equal(['two', 'one'])
    expect(both(move('open'), move('open'))).to.deep.equal([])
    expect(both(set({ 'text-a': 'x' }), set({ 'text-a': 'y', 'text-b': 'z' }))[0]!.clash).to.deep.equal({
      by: 'set',
      about: ['text-a'],
    })
    expect(both(set({ 'text-a': 'x' }), set({ 'text-b': 'y' }))).to.deep.equal([])
    expect(both(set({ 'text-a': 'x' }), refuse)[0]).to.deep.include({
      rules: ['two', 'one'],
      clash: { by: 'refuse', about: ['text-a'] },
    })
    expect(both(refuse, { type: 'notify', params: { to: ['x'] } })).to.deep.equal([])
    expect(
      both({ type: 'several', params: { effects: [set({ 'text-a': 'x' })] as never } }, move('shut')),
    ).to.deep.equal([])
    // two facts may have one value: only where they differ the two contradict each other
    const facts = both(set({ 'text-a': { fact: 'number-b' } }), set({ 'text-a': 3 }))
    expect(facts[0]!.witness!['number-b']).to.not.equal(3)
  })

  it('G57 a rule that never holds, one that always does, one that is always refused', () => {
    const number = (operator: Leaf['operator'], value: Json) => leaf('whole-a', operator, value)
    expect(told([rule('none', { all: [number('greaterThan', 1), number('lessThan', 2)] })])).to.deep.equal([
      'never none',
    ])
    expect(
      told([rule('some', { all: [leaf('number-a', 'greaterThan', 1), leaf('number-a', 'lessThan', 2)] })]),
    ).to.deep.equal([])
    expect(
      told([rule('all', { any: [number('greaterThanInclusive', 0), leaf('whole-a', 'empty', true)] })]),
    ).to.deep.equal(['always all'])
    expect(told([rule('all', { any: [number('greaterThanInclusive', 0)] })]), 'it may be missing').to.deep.equal([])
    const no = rule('no', number('greaterThan', 1), refuse)
    expect(told([rule('late', number('equal', 3)), no])).to.deep.equal(['shadowed late no'])
    expect(told([rule('other-no', number('equal', 3), refuse), no]), 'the first refusal is the answer').to.deep.equal(
      [],
    )
    expect(told([no, rule('other-no', number('equal', 3), refuse)])).to.deep.equal(['shadowed other-no no'])
  })

  it('a fact may lie beyond what it is compared with, wherever that is held to', () => {
    const params = {
      longest: { title, type: 'duration', default: 'PT6H', min: 'PT1H', max: 'PT12H' },
      most: { title, type: 'number', default: 30, max: 60 },
    } as const
    const findings = (when: Norm) => verifyRules({ ...packFor([rule('r', when)], { params }) }).map(({ kind }) => kind)
    expect(findings(beside('duration-a', 'greaterThan', 'longest', 'duration'))).to.deep.equal([])
    expect(findings(beside('number-a', 'greaterThan', 'most'))).to.deep.equal([])
    expect(
      findings({ all: [beside('number-a', 'lessThan', 'most'), leaf('number-a', 'greaterThan', 59)] }),
    ).to.deep.equal([])
    expect(
      findings({ all: [beside('number-a', 'lessThan', 'most'), leaf('number-a', 'greaterThan', 60)] }),
    ).to.deep.equal(['never'])
  })

  it('I82 what a table answers follows from its inputs', () => {
    const fee = (value: string) => leaf('fee', 'equal', value, 'choice', ['level'])
    const low = leaf('choice-a', 'equal', 'low', 'choice')
    expect(told([rule('none', { all: [low, fee('low')] })])).to.deep.equal(['never none'])
    const [found] = verifyRules(packFor([rule('one', fee('mid'), move('open')), rule('two', low, move('shut'))]))
    expect(found!.witness).to.deep.equal({ 'choice-a': 'low', 'number-a': 2, 'fee.level': 'mid' })
  })

  it('D26 what an act asks is there, its own step and name are known', () => {
    const acts = {
      go: { title, on: 'thing', from: ['open'], to: 'shut', by: ['anyone'], asks: ['whole-a', 'whole-b?'] },
    }
    const findings = (when: Norm) => {
      const pack = { ...packFor([], { acts }), actRules: { go: [rule('r', when)] } }
      return verifyRules(pack).map(({ kind, act }) => `${kind} ${act}`)
    }
    expect(findings(leaf('whole-a', 'greaterThanInclusive', 0))).to.deep.equal(['always go'])
    expect(findings(leaf('whole-b', 'greaterThanInclusive', 0))).to.deep.equal([])
    expect(findings(leaf('step', 'equal', 'open', 'choice'))).to.deep.equal(['never go'])
    expect(findings(leaf('was', 'equal', 'open', 'choice', ['step']))).to.deep.equal(['always go'])
    expect(findings(leaf('times', 'equal', 0, 'number', ['go']))).to.deep.equal(['never go'])
    expect(findings(leaf('act', 'notEqual', 'go', 'text'))).to.deep.equal(['never go'])
  })

  it('findings are sentences in both languages', () => {
    const words = (zh: string, en: string) => ({ says: say(zh, en) })
    const thing: Partial<PackFile> = {
      params: { most: { title: say('最多', 'Most'), type: 'number', default: 3, min: 1, max: 5 } },
      acts: {
        go: {
          title: say('办', 'Go'),
          on: 'thing',
          from: ['open'],
          by: ['anyone'],
          rules: [
            {
              name: 'full',
              ...words('超过{most}个，转候补', 'More than {most}: waiting'),
              conditions: {},
              event: move('shut'),
            },
            { name: 'late', ...words('太晚', 'Too late'), conditions: {}, event: move('over') },
            { name: 'no', ...words('不行', 'No'), conditions: {}, event: refuse },
            { name: 'wait', ...words('先等等', 'Wait'), conditions: {}, event: set({ 'text-a': 'x' }) },
            { name: 'go-on', ...words('不等了', 'Go on'), conditions: {}, event: set({ 'text-a': 'y' }) },
          ],
        },
      },
      dossiers: {
        thing: {
          title,
          about: 'thing',
          fields: {
            ...fields,
            'number-a': { type: 'number', title: say('人数', 'People') },
            'text-a': { type: 'text', title: say('说明', 'Note') },
          },
          steps: { open: say('开', 'Open'), shut: say('候补', 'Waiting'), over: say('结束', 'Over') },
          ends: ['over'],
        },
      },
    }
    const pack = packFor([], thing)
    const wording: Wording = { zone, place: (id) => say(id, id), party: (id) => say(id, id) }
    const sentences = (...rules: NormRule[]) =>
      verifyPack({ ...pack, actRules: { go: rules } }, { zone })
        .filter((it) => !('table' in it))
        .map((finding) => findingWords(finding, pack, wording))
    const full = rule('full', beside('number-a', 'greaterThan', 'most'), move('shut'))
    const [[moved], [refused], [set_], [never], [always], [shadowed]] = [
      sentences(full, rule('late', leaf('text-a', 'empty', true, 'text'), move('over'))),
      sentences(full, rule('no', leaf('text-b', 'notEqual', 'a', 'text'), refuse)),
      sentences(
        rule('wait', leaf('number-a', 'equal', 2), set({ 'text-a': 'x' })),
        rule('go-on', leaf('number-a', 'lessThan', 3), set({ 'text-a': 'y' })),
      ),
      sentences(rule('late', leaf('number-a', 'in', []))),
      sentences(rule('late', { any: [leaf('number-a', 'filled', true), leaf('number-a', 'empty', true)] })),
      sentences(rule('late', leaf('number-a', 'equal', 2)), rule('no', leaf('number-a', 'lessThan', 3), refuse)),
    ]
    expect([moved, refused, set_, never, always, shadowed].map((it) => it!.zh)).to.deep.equal([
      '「超过最多个，转候补」和「太晚」可以同时成立：最多 1，人数 5，说明没有填。先算的说了算，不到「结束」',
      '「不行」和「超过最多个，转候补」可以同时成立：最多 1，人数 5，项是没有提到的。那时不予办理，「候补」不算数',
      '「先等等」和「不等了」可以同时成立：人数 2。两条写的「说明」不一样，先算的说了算',
      '「太晚」永远不会成立，没有一种情况符合它',
      '「太晚」在每一种情况下都成立',
      '「太晚」成立时总是已经不予办理，轮不到它；例如「不行」也成立的：人数 2',
    ])
    expect([moved, refused, set_, never, always, shadowed].map((it) => it!.en)).to.deep.equal([
      '"More than Most: waiting" and "Too late" can both hold: Most 1, People 5, Note not filled in. The first decides, and it does not move to "Over"',
      '"No" and "More than Most: waiting" can both hold: Most 1, People 5, Item not mentioned anywhere. The act is then refused, and "Waiting" does not come about',
      '"Wait" and "Go on" can both hold: People 2. They write different values to "Note", and the first decides',
      '"Too late" never holds: no case can match it',
      '"Too late" holds in every case',
      '"Too late" only holds where the act is refused anyway; "No" holds too, for one: People 2',
    ])
    for (const kind of ['never', 'always', 'shadowed', 'contradiction'] as const) {
      const undecided = { kind, answer: 'undecided', of: 'thing', act: 'go', rules: ['late', 'no'] } as const
      expect(findingWords(undecided, pack, wording).zh).to.match(/^没有查完「太晚」.*，情况太多$/)
      expect(findingWords(undecided, pack, wording).en).to.match(/^There are too many cases to tell whether "Too late"/)
    }
  })

  it('too many cases are undecided, and soon', () => {
    const many = Array.from({ length: 14 }, (_, at) =>
      beside(`${at % 2 ? 'number' : 'whole'}-a`, 'notEqual', `number-${at % 2 ? 'b' : 'a'}`),
    )
    const hard = rule('hard', {
      all: [...many, beside('number-a', 'lessThan', 'number-b'), beside('number-b', 'lessThan', 'number-a')],
    })
    const start = performance.now()
    expect(verifyRules(packFor([hard]), { limit: 5 })[0]).to.include({ kind: 'never', answer: 'undecided' })
    expect(performance.now() - start).to.be.below(500)
  })

  const sets = soak ? 100_000 : 1500
  it(`G57 G61 equals brute force on ${sets} sets of rules (seed ${seed})`, async () => {
    const random = seeded(seed)
    const tally = { contradiction: 0, never: 0, always: 0, shadowed: 0, undecided: 0, clean: 0 }
    for (let round = 0; round < sets; round++) {
      const { rules, bases } = draw(random)
      const pack = packFor(rules)
      const label = `seed ${seed}, round ${round}: ${JSON.stringify(rules.map(({ when, event, priority }) => ({ when, event, priority })))}`
      const findings = verifyRules(pack, { zone })
      if (findings.length === 0) tally.clean++
      for (const finding of findings) {
        tally[finding.answer === 'undecided' ? 'undecided' : finding.kind]++
        if (finding.answer === 'yes') await expectWitness(finding, rules, label)
      }
      const truth = brute(rules, bases, pack.file)
      const sure = findings.filter(({ answer }) => answer === 'yes').map(nameOf)
      const open = findings.filter(({ answer }) => answer === 'undecided').map(nameOf)
      expect(
        sure.filter((name) => !truth.has(name)),
        `wrong yes, ${label}`,
      ).to.deep.equal([])
      expect(
        [...truth].filter((name) => !sure.includes(name) && !open.includes(name)),
        `wrong no, ${label}`,
      ).to.deep.equal([])
    }
    console.log(`verify rules: seed ${seed}, ${sets} sets, ${JSON.stringify(tally)}`)
    expect(tally.undecided / sets).to.be.at.most(0.01)
    for (const kind of ['contradiction', 'never', 'always', 'shadowed', 'clean'] as const)
      expect(tally[kind] / sets, kind).to.be.above(0.02)
  }).timeout(soak ? 0 : 60_000)
})

const nameOf = ({ kind, rules, clash }: RuleFinding): string =>
  [kind, ...(kind === 'shadowed' ? rules.slice(0, 1) : kind === 'contradiction' ? [...rules, clash!.by] : rules)].join(
    ' ',
  )

/** Both evaluators must say of a witness what the finding says of it. */
async function expectWitness(
  { rules: names, witness }: RuleFinding,
  rules: readonly NormRule[],
  label: string,
): Promise<void> {
  if (!witness) return
  const judged = await judge(rules, witness, context)
  const held = judged.filter((reason) => reason.holds).map((reason) => reason.rule)
  expect(held, `${JSON.stringify(witness)} ${label}`).to.include.members([...names])
  const swept = compile(rules, context)
    .one(witness)
    .map(({ name }) => name)
  expect(swept, label).to.deep.equal(held)
}

/** Every case there is, one after the other. */
function brute(rules: readonly NormRule[], bases: readonly string[], { tables, lists }: PackFile): ReadonlySet<string> {
  const order = rules.toSorted((a, b) => b.priority - a.priority)
  const truth = new Set(order.flatMap(({ name }) => [`never ${name}`, `always ${name}`, `shadowed ${name}`]))
  const refusals = (at: number) =>
    order.flatMap(({ event }, index) =>
      event.type === 'refuse' && index !== at && (order[at]!.event.type !== 'refuse' || index < at) ? [index] : [],
    )
  const before = order.map((_, at) => refusals(at))
  const facts: Record<string, Json> = {}
  const held: boolean[] = []
  const see = () => {
    const fee = lookup(tables!['fee']!, facts, lists, zone) as Record<string, Json> | undefined
    const all: Facts = { ...facts, ...(fee && { fee }) }
    order.forEach(({ when }, at) => (held[at] = holds(when, all, context)))
    order.forEach(({ name, event }, at) => {
      truth.delete(held[at] ? `never ${name}` : `always ${name}`)
      if (held[at] && !before[at]!.some((other) => held[other])) truth.delete(`shadowed ${name}`)
      for (let first = 0; held[at] && first < at; first++) {
        if (!held[first]) continue
        const clash = contrary(order[first]!.event, event)
        if (!clash) continue
        const turned = clash === 'refuse' && event.type === 'refuse'
        truth.add(
          `contradiction ${turned ? `${name} ${order[first]!.name}` : `${order[first]!.name} ${name}`} ${clash}`,
        )
      }
    })
  }
  const walk = (at: number): void => {
    if (at === bases.length) return see()
    for (const value of VALUES[bases[at]!.replace(/-[ab]$/, '')]!) {
      if (value === undefined) delete facts[bases[at]!]
      else facts[bases[at]!] = value
      walk(at + 1)
    }
    delete facts[bases[at]!]
  }
  walk(0)
  for (const { name } of order) if (truth.has(`never ${name}`)) truth.delete(`shadowed ${name}`)
  order.forEach(({ name }, at) => before[at]!.length === 0 && truth.delete(`shadowed ${name}`))
  return truth
}

function contrary(a: Effect, b: Effect): 'refuse' | 'move' | 'set' | undefined {
  const changes = (it: Effect) => it.type === 'move' || it.type === 'set'
  if (a.type === 'refuse' || b.type === 'refuse') return changes(a) || changes(b) ? 'refuse' : undefined
  if (a.type !== b.type || !changes(a)) return undefined
  return JSON.stringify(a.params) === JSON.stringify(b.params) ? undefined : (a.type as 'move' | 'set')
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

// What conditions are drawn from, and two values below, between and above each two of them.
const midnight = Date.UTC(2020, 3, 9, 16)
const DAY = 86_400_000
const LITERALS: Readonly<Record<string, readonly Json[]>> = {
  number: [1, 2],
  whole: [0, 1, 2, 3],
  duration: [60_000, 120_000],
  date: [midnight, midnight + DAY],
  moment: [midnight, midnight + DAY],
  time: [0, 480],
  'yes-no': [true, false],
  choice: ['low', 'mid', 'high'],
  text: ['a', 'b', ''],
  place: ['g-1', 'g-1-a', 'h'],
}
const VALUES: Readonly<Record<string, readonly (Json | undefined)[]>> = {
  number: [-1, 0, 0.25, 0.5, 1, 1.25, 1.75, 2, 2.25, 2.5, 3, 4, 5, undefined],
  whole: [0, 1, 2, 3, undefined],
  duration: ['PT10S', 'PT20S', 'PT60S', 'PT70S', 'PT80S', 'PT2M', 'PT3M', 'PT4M', undefined],
  date: ['2020-04-08', '2020-04-09', '2020-04-10', '2020-04-11', '2020-04-12', '2020-04-13', undefined],
  moment: [
    '2020-04-09',
    '2020-04-09T12:00',
    '2020-04-10',
    '2020-04-10T01:00',
    '2020-04-10T02:00',
    '2020-04-11',
    '2020-04-12',
    '2020-04-13',
    undefined,
  ],
  time: ['00:00', '07:00', '07:30', '08:00', '09:00', '24:00', undefined],
  'yes-no': [true, false, undefined],
  choice: ['low', 'mid', 'high', undefined],
  text: ['a', 'b', 'c', 'd', '', undefined],
  place: [
    'g',
    'g-1',
    'g-1-a',
    'g-1-b',
    'g-1-a-x',
    'g-1-a-y',
    'g-1-b-x',
    'h',
    'h-1',
    'h-2',
    'h-1-1',
    'i',
    'i-1',
    'i-2',
    'i-1-1',
    undefined,
  ],
  choices: [
    [],
    ['low'],
    ['mid'],
    ['high'],
    ['low', 'mid'],
    ['low', 'high'],
    ['mid', 'high'],
    ['low', 'mid', 'high'],
    undefined,
  ],
}
const NUMERIC = ['number', 'whole', 'duration', 'date', 'moment', 'time']
const ORDER = ['lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive'] as const
const IN_TIME = ['before', 'notBefore', 'after', 'notAfter'] as const
const SINGLE = ['equal', 'notEqual', 'in', 'notIn'] as const

/** Rules over at most three facts, as packs have them. */
function draw(random: () => number): { rules: readonly NormRule[]; bases: readonly string[] } {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const withTable = random() < 0.2
  const chosen = pick(Object.keys(VALUES))
  const pool = withTable
    ? ['choice-a', 'number-a', pick(['number-b', 'choice-b', 'yes-no-a'])]
    : [`${chosen}-a`, pick([`${chosen}-a`, `${chosen}-b`, `${chosen}-b`]), `${pick(Object.keys(VALUES))}-b`]
  const bases = [...new Set(pool)]
  const kindOf = (base: string) => base.replace(/-[ab]$/, '')
  const typeOf = (base: string) => (kindOf(base) === 'whole' ? 'number' : kindOf(base)) as ValueType
  const one = (base: string): Leaf => {
    const [kind, type] = [kindOf(base), typeOf(base)]
    if (random() < 0.08) return leaf(base, pick(['filled', 'empty']), true, type)
    if (withTable && random() < 0.4) {
      return random() < 0.5
        ? leaf('fee', pick(['equal', 'notEqual']), pick(LITERALS['choice']!), 'choice', ['level'])
        : leaf('fee', pick(ORDER), pick([1, 2, 5]), 'number', ['cost'])
    }
    const fellow = bases.find((other) => other !== base && typeOf(other) === type)
    if (kind === 'choices') {
      if (random() < 0.25) return leaf(base, pick([...ORDER, 'equal']), pick([0, 1, 2, 3]), 'number', ['length'])
      return leaf(base, pick(['contains', 'doesNotContain']), pick(LITERALS['choice']!), 'choice')
    }
    const orders = NUMERIC.includes(kind)
      ? ['date', 'moment', 'time'].includes(kind)
        ? [...ORDER, ...IN_TIME]
        : ORDER
      : []
    const places = kind === 'place' ? (['under', 'notUnder', 'under', 'notUnder'] as const) : []
    const operator = pick([...orders, ...places, ...(orders.length && random() < 0.7 ? [] : SINGLE)])
    if (operator === 'in' || operator === 'notIn')
      return leaf(base, operator, [pick(LITERALS[kind]!), pick(LITERALS[kind]!)], type)
    if (fellow && random() < 0.4) return beside(base, operator, fellow, type)
    return leaf(base, operator, pick(LITERALS[kind]!), type)
  }
  const norm = (depth: number): Norm => {
    // now and then one that holds in every case, or hardly any would
    if (depth === 2 && random() < 0.04)
      return { any: ['filled', 'empty'].map((it) => leaf(bases[0]!, it as 'filled', true)) }
    if (depth === 0 || random() < 0.3) return one(pick(bases))
    const parts = Array.from({ length: 1 + Math.floor(random() * 3) }, () => norm(depth - 1))
    return random() < 0.55 ? { all: parts } : { any: parts }
  }
  const effects: Effect[] = [
    refuse,
    { type: 'flag' },
    move('open'),
    move('shut'),
    set({ 'text-a': 'x' }),
    set({ 'text-a': 'y' }),
  ]
  const rules = Array.from({ length: 3 }, (_, at) => rule(`r${at}`, norm(2), pick(effects), pick([1, 1, 2])))
  return { rules, bases }
}
