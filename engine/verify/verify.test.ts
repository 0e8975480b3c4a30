/** What verify finds must be all there is and nothing else: random tables against every case tried one by one. */
import { expect } from '@open-wc/testing'
import { soak } from '../../test/soak.js'
import type { Wording } from '../judge/explain.js'
import { judge } from '../judge/judge.js'
import type { Leaf, NormRule } from '../pack/book.js'
import type { Choices, Field, FieldType, PackFile, Table } from '../pack/format.js'
import { checkText, loadBook } from '../pack/load.js'
import { namesOf } from '../pack/names.js'
import { fits, lookup, rowsThatFit } from '../pack/table.js'
import { compile } from '../sweep/compile.js'
import type { Data, Facts, Json, Say } from '../types.js'
import { verifyPack, verifyTable, type Finding } from './verify.js'
import { findingWords } from './words.js'

const zone = 'Asia/Shanghai'
const say = (zh: string, en: string): Say => ({ zh, en })
const title = say('表', 'Table')
const seed = Number(new URL(location.href).searchParams.get('seed') ?? 20200410)
const wording: Wording = { zone, now: Date.UTC(2020, 3, 10), place: (id) => say(id, id), party: (id) => say(id, id) }

/** A pack of one kind with these fields and one table over them. */
function packOf(fields: Readonly<Record<string, Field>>, table: Partial<Table>): PackFile {
  const whole: Table = {
    title,
    hit: 'unique',
    inputs: Object.keys(fields),
    outputs: { out: { title, type: 'choice', of: 'levels' } },
    rows: [],
    ...table,
  }
  return {
    pack: 'one',
    version: 1,
    title,
    lists: { levels: { high: title, low: title } },
    params: {
      most: { title: say('上限', 'Limit'), type: 'number', default: 3, min: 1, max: 5, unit: say('次', 'times') },
    },
    acts: { warn: { title: say('警告', 'Warn'), on: 'thing', from: ['open'], by: [] } },
    dossiers: { thing: { title, about: 'thing', fields, steps: { open: title }, ends: [] } },
    tables: { table: whole },
  }
}
const one = (file: PackFile) => ({ file, names: { thing: namesOf(file, 'thing') }, actRules: {}, kindRules: {} })
const found = (file: PackFile, limit?: number) =>
  verifyPack(one(file), { zone, ...(limit !== undefined && { limit }) }).filter((it) => 'table' in it)
const told = (file: PackFile) => found(file).map((finding) => findingWords(finding, one(file), wording))
const field = (type: FieldType, zh: string, en: string, more: Partial<Field> = {}): Field => ({
  type,
  title: say(zh, en),
  ...more,
})

const stall = {
  kind: field('choice', '类型', 'Kind', { of: { empty: say('空位', 'Empty stall'), taken: say('占用', 'Taken') } }),
  over: field('number', '超出', 'Over the line', { unit: say('厘米', 'cm'), min: 0 }),
}

describe('verify', () => {
  it('I84 two rows that match together are told with a case, in both languages', () => {
    const file = packOf(stall, {
      inputs: ['kind', 'over', 'times.warn'],
      rows: [
        ['empty', '<=10', null, 'low'],
        ['taken', null, null, 'low'],
        ['empty', '>=10', '>=1', 'high'],
        ['empty', '>10', 0, 'high'],
        [null, '>10', '<0', 'low'],
      ],
    })
    expect(told(file).map(({ zh }) => zh)).to.deep.equal([
      '第1行和第3行都适用：类型「空位」，超出 10厘米，「警告」次数 1',
      '没有一行适用：类型没有填，超出 0厘米，「警告」次数 0',
      '第5行永远用不上，没有一种情况符合它',
    ])
    expect(told(file).map(({ en }) => en)).to.deep.equal([
      'Rows 1 and 3 both match: Kind "Empty stall", Over the line 10 cm, times of "Warn" 1',
      'No row matches: Kind not filled in, Over the line 0 cm, times of "Warn" 0',
      'Row 5 never decides: nothing can match it',
    ])
  })

  it('I85 a gap is told, filled in where it can be; `otherwise` closes it', () => {
    const note = { note: field('text', '说明', 'Note'), wait: field('duration', '等待', 'Wait') }
    const rows = [
      ['a', '<=PT1H', 'low'],
      ['a', '>=PT2H', 'low'],
    ]
    expect(told(packOf(note, { rows }))[0]).to.deep.equal(
      say('没有一行适用：说明「a」，等待 1小时1分', 'No row matches: Note "a", Wait 1 h 1 min'),
    )
    const closed = [...rows, ['a', 'PT1H..PT2H', 'low']]
    expect(told(packOf(note, { rows: closed, hit: 'first' }))[0]).to.deep.equal(
      say('没有一行适用：说明是表里没有提到的，等待 1小时', 'No row matches: Note not in the table, Wait 1 h'),
    )
    expect(told(packOf(note, { rows, otherwise: ['low'] }))).to.deep.equal([])
  })

  it('I84 a row that others always decide in the stead of is dead', () => {
    const rows = [
      ['empty', '<5', 'low'],
      [null, '>=5', 'low'],
      ['empty', null, 'high'],
    ]
    const dead = (hit: Table['hit']) =>
      found(packOf(stall, { rows: [...rows, ['empty', '>=0', 'high']], hit, otherwise: ['low'] }))
        .filter(({ kind }) => kind === 'dead')
        .map(({ rows }) => rows)
    expect(dead('first')).to.deep.equal([[3, 0]])
    // `high` stands before `low`: the third row takes from the others what it covers
    expect(dead('priority')).to.deep.equal([
      [0, 2],
      [3, 2],
    ])
  })

  it('I84 rows of `any` that agree may overlap, also where an earlier one agrees and a later one does not', () => {
    const rows = [
      ['empty', null, 'low'],
      [null, '>5', 'high'],
      ['empty', '>6', 'low'],
    ]
    const pairs = found(packOf(stall, { rows, hit: 'any', otherwise: ['low'] })).filter(({ kind }) => kind !== 'dead')
    expect(pairs.map(({ kind, rows }) => [kind, ...rows])).to.deep.equal([
      ['contradiction', 0, 1],
      ['contradiction', 1, 2],
    ])
  })

  it('I83 whole things, days, choices, bounds of params and ways to write a span leave no false gap', () => {
    const closed = (fields: Record<string, Field>, rows: Json[], input?: string) => {
      const all = [...rows, null].map((cell) => [cell, 'low'])
      const inputs = { ...(input && { inputs: [input] }), hit: 'first' } as const
      const gaps = (rows: Json[][]) => found(packOf(fields, { rows, ...inputs })).map(({ kind }) => kind)
      expect(gaps(all), 'the row for anything else').to.deep.equal(input ? ['dead'] : [])
      expect(gaps(all.slice(0, -1)), 'without it').to.deep.equal(input ? [] : ['gap'])
    }
    closed(stall, [0, '1..2', '>2'], 'times.warn')
    closed({}, ['1..2', '>2'], 'most')
    closed({}, ['open'], 'step')
    closed({ on: field('date', '日期', 'Day') }, ['<=2020-04-10', '>=2020-04-11'])
    closed({ at: field('time', '时刻', 'Time') }, ['<08:00', '08:00', '>08:00'])
    closed({ for: field('duration', '时长', 'Span') }, ['<PT1H', 'PT60M', '>PT1H'])
  })

  it('two inputs of one name are one input', () => {
    const rows = [
      [1, 2, 'low'],
      [1, 1, 'low'],
    ]
    expect(found(packOf(stall, { inputs: ['over', 'over'], rows, otherwise: ['low'] }))).to.deep.equal([
      { kind: 'dead', answer: 'yes', rows: [0], table: 'table', of: 'thing' },
    ])
  })

  it('a table that is too large for the limit is undecided in both languages, and soon', () => {
    const fields = Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`n${at}`, field('number', '数', 'Number')]))
    const random = seeded(seed)
    const cell = () => (random() < 0.5 ? null : `${Math.floor(random() * 300)}..${300 + Math.floor(random() * 300)}`)
    const rows = Array.from({ length: 400 }, () => [...Object.keys(fields).map(cell), 'low'])
    const start = performance.now()
    const undecided = found(packOf(fields, { rows, hit: 'first' }), 1_000_000).filter(
      ({ answer }) => answer === 'undecided',
    )
    expect(performance.now() - start).to.be.below(3000)
    expect(undecided.length).to.be.above(0)
    const file = packOf(fields, { rows })
    for (const finding of undecided) expect(findingWords(finding, one(file), wording).zh).to.match(/^表太大，没有查完/)
  })

  it('P120 a table too large to be looked at whole is loaded with a warning, also one of 20,000 rows', async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => [at, 'x', 'low'])
    const file = packOf({ ...stall, note: field('text', '说明', 'Note') }, { inputs: ['over', 'note'], rows })
    const start = performance.now()
    const findings = found(file)
    expect(performance.now() - start).to.be.below(1000)
    expect(findings.map(({ kind, answer }) => `${kind} ${answer}`)).to.deep.equal([
      'overlap undecided',
      'gap undecided',
      'dead undecided',
    ])
    const text = await (await fetch('/schemas/fixtures/bad/rows-overlap.pack.json')).text()
    const row = '["food", ">=4", { "zh": "大件买菜", "en": "Heavy food" }, "PT4H", "24h"],\n'
    const troubles = await checkText(text.replace('["food", ">=4"', `${row.repeat(5000)}$&`), 'one.pack.json')
    expect(troubles.find(({ code }) => code === 'rows-unchecked')?.says).to.deep.equal(
      say(
        'one.pack.json 第 17 行第 13 列：这张表太大，没有查完是否有两行会同时命中。',
        'one.pack.json, line 17, column 13: this table is too large to tell whether two of its rows both match.',
      ),
    )
  })

  it('the packs of this repository leave open only unanswered questions, and refuse beside what would be changed', async () => {
    const { book } = await loadBook('/rules/chengxiang.community.json', async (address) =>
      (await fetch(address)).text(),
    )
    for (const pack of book!.packs.values())
      for (const finding of verifyPack(pack, { zone })) {
        const told = findingWords(finding, pack, wording).zh
        expect(finding.answer, told).to.equal('yes')
        if ('table' in finding) expect([finding.kind, finding.blank], told).to.deep.equal(['gap', true])
        else expect([finding.kind, finding.clash?.by], told).to.deep.equal(['contradiction', 'refuse'])
      }
  })

  it('I82 what a table says of a witness is what both evaluators make of it', async () => {
    const random = seeded(seed)
    const context = { zone, under: () => false }
    let asked = 0
    for (let round = 0; round < 300; round++) {
      const file = draw(random)
      const table = file.tables!['table']!
      for (const { kind, rows, witness } of verifyTable(table, namesOf(file, 'thing'), file, { zone })) {
        if (!witness || table.hit === 'collect' || kind === 'overlap' || kind === 'contradiction') continue
        const answer = lookup(table, witness, file.lists, zone)
        const facts: Facts = { ...witness, ...(answer !== undefined && { table: answer }) }
        const is = (value: Json): NormRule => asks('equal', value, `is ${String(value)}`)
        const rules = [asks('empty', true, 'nothing'), is('high'), is('low')]
        const says = kind === 'gap' ? 'nothing' : `is ${String(table.rows[rows[1]!]!.at(-1))}`
        const held = (await judge(rules, facts, context)).filter(({ holds }) => holds).map(({ rule }) => rule)
        expect(held, JSON.stringify({ table, witness })).to.deep.equal([says])
        expect(
          compile(rules, context)
            .one(facts)
            .map(({ name }) => name),
        ).to.deep.equal(held)
        asked++
      }
    }
    expect(asked).to.be.above(100)
  })

  const tables = soak ? 1_000_000 : 10_000
  it(`I83 I84 I85 equals brute force on ${tables} tables (seed ${seed})`, () => {
    const random = seeded(seed)
    const tally = { overlap: 0, contradiction: 0, gap: 0, dead: 0, undecided: 0, clean: 0 }
    for (let round = 0; round < tables; round++) {
      const file = draw(random)
      const names = namesOf(file, 'thing')
      const table = file.tables!['table']!
      const label = `seed ${seed}, round ${round}: ${JSON.stringify(table)}`
      const findings = verifyTable(table, names, file, { zone })
      const truth = brute(table, file)
      if (findings.length === 0) tally.clean++
      for (const finding of findings) {
        tally[finding.answer === 'undecided' ? 'undecided' : finding.kind]++
        if (finding.answer === 'yes') expectWitness(finding, table, file, truth, label)
      }
      const sure = findings.filter(({ answer }) => answer === 'yes')
      if (sure.length === findings.length) expect(sure.map(nameOf).sort(), label).to.deep.equal([...truth.names].sort())
    }
    console.log(`verify: seed ${seed}, ${tables} tables, ${JSON.stringify(tally)}`)
    expect(tally.undecided / tables).to.be.at.most(0.01)
    // each answer must come up often, or little was tried
    for (const kind of ['overlap', 'contradiction', 'gap', 'dead', 'clean'] as const)
      expect(tally[kind] / tables, kind).to.be.above(0.05)
  }).timeout(soak ? 0 : 60_000)
})

const nameOf = ({ kind, rows }: Finding): string => [kind, ...(kind === 'dead' ? rows.slice(0, 1) : rows)].join(' ')

const asks = (operator: Leaf['operator'], value: Json, name: string): NormRule => ({
  name,
  says: title,
  priority: 1,
  when: { fact: 'table', path: ['out'], operator, type: 'choice', than: { value } },
  event: { type: 'flag' },
})

/** `lookup` itself must say of a witness what the finding says of it. */
function expectWitness(finding: Finding, table: Table, file: PackFile, truth: Truth, label: string): void {
  const { kind, rows, witness } = finding
  if (!witness) {
    expect(truth.empty.has(rows[0]!), label).to.equal(true)
    return
  }
  const matching = rowsThatFit(table, witness, zone).map((row) => table.rows.indexOf(row))
  const answer = lookup(table, witness, file.lists, zone)
  if (kind === 'gap') {
    expect(answer, label).to.equal(undefined)
    expect(finding.blank === true, `filled in where it can be, ${label}`).to.equal(!truth.filledGap)
    expect(Object.keys(witness).length === table.inputs.length, label).to.equal(truth.filledGap)
    return
  }
  expect(matching, `${JSON.stringify(finding)} ${label}`).to.include.members([...rows])
  const output = (row: number): Data => ({ out: table.rows[row]!.at(-1)! })
  if (kind === 'contradiction') expect(output(rows[0]!), label).not.to.deep.equal(output(rows[1]!))
  if (kind === 'dead') expect(answer, label).to.deep.equal(output(rows[1]!))
  if (kind === 'dead') expect(winner(table, matching, file.lists!), label).to.equal(rows[1])
}

interface Truth {
  readonly names: ReadonlySet<string>
  readonly empty: ReadonlySet<number>
  readonly filledGap: boolean
}

/** Every case there is, one after the other. */
function brute(table: Table, file: PackFile): Truth {
  const size = table.rows.length
  const columns = table.inputs.map((input, column) =>
    VALUES[file.dossiers!['thing']!.fields[input]!.type]!.map((value) => ({
      missing: value === undefined,
      rows: table.rows.reduce((bits, row, at) => bits | (Number(fits(row[column]!, value, zone)) << at), 0),
    })),
  )
  const masks = new Map<number, boolean>()
  const walk = (column: number, rows: number, filled: boolean): void => {
    if (column === columns.length) masks.set(rows, (masks.get(rows) ?? false) || filled)
    else for (const value of columns[column]!) walk(column + 1, rows & value.rows, filled && !value.missing)
  }
  walk(0, (1 << size) - 1, true)

  const names = new Set<string>()
  const wins = new Set<number>()
  const matches = new Set<number>()
  for (const mask of masks.keys()) {
    const rows = Array.from({ length: size }, (_, row) => row).filter((row) => (mask >> row) & 1)
    for (const row of rows) matches.add(row)
    if (table.hit === 'collect') for (const row of rows) wins.add(row)
    else if (rows.length > 0) wins.add(winner(table, rows, file.lists!))
    if (rows.length === 0 && !table.otherwise && table.hit !== 'collect') names.add('gap')
    for (const [at, row] of rows.entries())
      for (const later of rows.slice(at + 1)) {
        if (table.hit === 'unique') names.add(`overlap ${row} ${later}`)
        if (table.hit === 'any' && table.rows[row]!.at(-1) !== table.rows[later]!.at(-1))
          names.add(`contradiction ${row} ${later}`)
      }
  }
  const all = Array.from({ length: size }, (_, row) => row)
  for (const row of all) if (!wins.has(row)) names.add(`dead ${row}`)
  return { names, empty: new Set(all.filter((row) => !matches.has(row))), filledGap: masks.get(0) === true }
}

function winner({ hit, rows }: Table, matching: readonly number[], lists: Readonly<Record<string, Choices>>): number {
  if (hit !== 'priority') return matching[0]!
  const rank = Object.keys(lists['levels']!)
  return [...matching].sort(
    (a, b) => rank.indexOf(String(rows[a]!.at(-1))) - rank.indexOf(String(rows[b]!.at(-1))) || a - b,
  )[0]!
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

// All ends that cells are drawn from, and values on, between and beyond each of them.
const ENDS: Partial<Record<FieldType, readonly Json[]>> = {
  number: [1, 2, 4],
  duration: ['PT1M', 'PT60S', 'PT2M'],
  date: ['2020-04-10', '2020-04-11', '2020-04-13'],
  time: ['00:00', '08:00', '24:00'],
  moment: ['2020-04-10', '2020-04-10T08:00'],
}
const VALUES: Partial<Record<FieldType, readonly (Json | undefined)[]>> = {
  number: [0, 1, 1.5, 2, 3, 4, 5, undefined],
  duration: ['PT30S', 'PT60S', 'PT90S', 'PT2M', 'PT3M', undefined],
  date: ['2020-04-09', '2020-04-10', '2020-04-11', '2020-04-12', '2020-04-13', '2020-04-14', undefined],
  time: ['00:00', '07:00', '08:00', '09:00', '24:00', undefined],
  moment: ['2020-04-09T12:00', '2020-04-10', '2020-04-10T04:00', '2020-04-10T08:00', '2020-04-11', undefined],
  'yes-no': [true, false, undefined],
  choice: ['low', 'high', undefined],
  text: ['a', 'b', '3', 'anything else', undefined],
}
const LITERALS: Partial<Record<FieldType, readonly Json[]>> = {
  ...ENDS,
  'yes-no': [true, false],
  choice: ['low', 'high', 'none of them'],
  text: ['a', 'b', '>=2'],
}

function draw(random: () => number): PackFile {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const types = Array.from({ length: 1 + Math.floor(random() * 4) }, () => pick(Object.keys(VALUES) as FieldType[]))
  const range = (ends: readonly Json[]): Json => {
    const [low, high] = [pick(ends), pick(ends)]
    return random() < 0.6
      ? `${pick(['<', '<=', '>', '>='])}${String(low)}`
      : `${String(low)}..${pick(['', '<'])}${String(high)}`
  }
  const cell = (type: FieldType): Json => {
    const ends = ENDS[type]
    if (random() < 0.35) return null
    if (ends && random() < 0.7) return range(ends)
    return random() < 0.25 ? [pick(LITERALS[type]!), pick(LITERALS[type]!)] : pick(LITERALS[type]!)
  }
  const rows = Array.from({ length: 1 + Math.floor(random() * 6) }, () => [...types.map(cell), pick(['low', 'high'])])
  // now and then a row for everything, or hardly a table would be without a gap
  if (random() < 0.3) rows.splice(5, 1, [...types.map(() => null), 'low'])
  const fields = Object.fromEntries(
    types.map((type, at) => [`in${at}`, field(type, '项', 'Item', type === 'choice' ? { of: 'levels' } : {})]),
  )
  const hit = pick(['unique', 'first', 'any', 'priority', 'collect'] as const)
  return packOf(fields, { rows, hit, ...(random() < 0.3 && { otherwise: ['low'] }) })
}
