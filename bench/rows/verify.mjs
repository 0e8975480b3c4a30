// Everything that is wrong with a decision table, each fault with a case that shows it: 50 rows over five inputs.
import { deepStrictEqual } from 'node:assert/strict'
import { importBundled } from '../bundle.mjs'
import { makeCases, makeRules, seeded, vocabulary } from '../mixes.mjs'
import { interleave, timed } from '../rounds.mjs'

export const rows = {
  'verify-50x5': {
    unit: 'ms',
    says: 'overlaps, gaps and dead rows of a table of 50 rows and 5 inputs, with witnesses',
    notes: [
      'floor: pairs of rows compared by hand as boxes of numbers, for overlaps alone: no gaps, no dead rows, no witnesses, nothing parsed.',
      'brute force: all combinations of the values that the rows can tell apart, tried one by one as sets of bits; same faults found.',
    ],
  },
  'verify-rules': {
    unit: 'ms',
    says: '50 rules (177 conditions) that set, move or refuse: all contradictions, and rules that never or always hold or are always refused, with witnesses',
    notes: [
      'A sample finds what its cases happen to show, and proves nothing of the rest; all that it finds is found.',
    ],
  },
  'verify-500x5': {
    unit: 'ms',
    says: 'the same with 500 rows',
    notes: ['floor as above.'],
  },
}

const KINDS = Array.from({ length: 12 }, (_, index) => `kind-${index}`)
const MOST = 1000
const WIDE = 10 * MOST
const title = { zh: '表', en: 'Table' }
const fieldsUpTo = (most) => ({
  kind: { title, type: 'choice', of: Object.fromEntries(KINDS.map((kind) => [kind, title])) },
  size: { title, type: 'number', min: 0, max: most },
  days: { title, type: 'number', min: 0, max: most },
  fee: { title, type: 'number', min: 0, max: most },
  again: { title, type: 'yes-no' },
})
const inputs = Object.keys(fieldsUpTo(MOST))

export async function measure(wanted) {
  const { verifyTable } = await importBundled('engine/verify/verify.ts')
  const { namesOf } = await importBundled('engine/pack/names.ts')
  const measured = {}
  const notes = {}
  const tableOf = (size, most = MOST) => {
    const boxes = makeBoxes(size, seeded(size), most)
    const dossiers = { thing: { title, about: 'thing', fields: fieldsUpTo(most), steps: {}, ends: [] } }
    const file = { pack: 'bench', version: 1, title, dossiers, tables: { table: asTable(boxes, most) } }
    const names = namesOf(file, 'thing')
    return { boxes, ours: () => verifyTable(file.tables.table, names, file) }
  }
  for (const row of wanted) {
    if (row === 'verify-rules') {
      measured[row] = await rulesInPairs()
      continue
    }
    const size = Number(/\d+/.exec(row)[0])
    const { boxes, ours } = tableOf(size)
    const tell = ({ kind, rows, answer }) => {
      deepStrictEqual(answer, 'yes')
      return [kind, ...(kind === 'dead' ? rows.slice(0, 1) : rows)].join(' ')
    }
    const overlaps = (faults) => faults.filter((fault) => fault.startsWith('overlap')).sort()
    deepStrictEqual(overlaps(ours().map(tell)), overlaps(pairsByHand(boxes)))
    const contestants = {
      floor: () => timed(() => pairsByHand(boxes)),
      linli: () => timed(ours),
    }
    measured[row] = await interleave(contestants, { rounds: 51, warmups: 20 })
    if (size > 50) continue
    deepStrictEqual(ours().map(tell).sort(), byForce(boxes).sort())
    Object.assign(measured[row], await interleave({ 'brute force': () => timed(() => byForce(boxes)) }, { rounds: 3 }))
    const turns = { plain: ours, rows: tableOf(size * 10).ours, values: tableOf(size, WIDE).ours }
    const timing = Object.entries(turns).map(([who, turn]) => [who, () => timed(turn)])
    const ms = await interleave(Object.fromEntries(timing), { rounds: 21, warmups: 5 })
    const times = (value) => `${value.toPrecision(3)} ms (×${(value / ms.plain).toPrecision(2)})`
    notes[row] = [
      `growth: ${size} rows ${ms.plain.toPrecision(3)} ms; ten times the rows ${times(ms.rows)}; ten times the values of each number ${times(ms.values)}`,
    ]
  }
  return { ...measured, notes }
}

/** Rules that set, move or refuse; what a sample of cases shows to contradict each other must be among what is found. */
async function rulesInPairs() {
  const { verifyRules } = await importBundled('engine/verify/rules.ts')
  const { compile } = await importBundled('engine/sweep/compile.ts')
  const { namesOf } = await importBundled('engine/pack/names.ts')
  const { choices, numbers, flags, tags } = vocabulary
  const choice = (list) => ({ title, type: 'choice', of: Object.fromEntries(list.map((name) => [name, title])) })
  const ofKind = {
    ...Object.fromEntries(Object.entries(choices).map(([name, list]) => [name, choice(list)])),
    ...Object.fromEntries(
      Object.entries(numbers).map(([name, [min, max]]) => [name, { title, type: 'number', whole: true, min, max }]),
    ),
    ...Object.fromEntries(flags.map((name) => [name, { title, type: 'yes-no' }])),
    tags: { ...choice(tags), type: 'choices' },
  }
  // kernel words are taken
  const { step, reason, ...fields } = ofKind
  const events = [
    { type: 'refuse' },
    { type: 'move', params: { to: 'open' } },
    { type: 'move', params: { to: 'shut' } },
    { type: 'set', params: { urgent: true } },
    { type: 'set', params: { urgent: false } },
  ]
  const rules = makeRules('mixed', 102).map((rule, index) => ({ ...rule, event: events[index % events.length] }))
  const steps = { ...step.of, open: title, shut: title }
  const file = {
    pack: 'bench',
    version: 1,
    title,
    dossiers: { thing: { title, about: 'thing', fields, steps, ends: [] } },
  }
  const pack = { file, names: { thing: namesOf(file, 'thing') }, actRules: {}, kindRules: { thing: rules } }
  const found = verifyRules(pack)
  deepStrictEqual(
    found.filter(({ answer }) => answer !== 'yes'),
    [],
  )
  const pairs = new Set(found.filter(({ kind }) => kind === 'contradiction').map((it) => it.rules.toSorted().join()))
  const sweep = compile(rules, { zone: 'Asia/Shanghai', under: (place, top) => place === top })
  const columns = sweep.columns(makeCases(20_000, 7))
  const sampled = () => {
    const hits = sweep.run(columns)
    const seen = new Set()
    rules.forEach((one, a) =>
      rules.slice(0, a).forEach((other, b) => {
        if (contrary(one.event, other.event) && hits.cases(a).length > hits.beyond(a, hits, b).length)
          seen.add([one.name, other.name].toSorted().join())
      }),
    )
    return seen
  }
  for (const pair of sampled()) deepStrictEqual(pairs.has(pair), true, pair)
  return interleave(
    { linli: () => timed(() => verifyRules(pack)), 'a sample of 20,000 cases': () => timed(sampled) },
    { rounds: 15, warmups: 5 },
  )
}

const contrary = (a, b) =>
  a.type === 'refuse' || b.type === 'refuse'
    ? a.type !== b.type
    : a.type === b.type && JSON.stringify(a.params) !== JSON.stringify(b.params)

/** Boxes that fill the space between them; then one grows into others, and one goes away and hides in another. */
function makeBoxes(size, random, most) {
  const whole = () => [
    [0, KINDS.length],
    [0, most + 1],
    [0, most + 1],
    [0, most + 1],
    [0, 2],
  ]
  const boxes = [whole()]
  while (boxes.length < size) {
    const at = Math.floor(random() * boxes.length)
    const side = Math.floor(random() * inputs.length)
    const [from, to] = boxes[at][side]
    if (to - from < 2) continue
    const cut = from + 1 + Math.floor(random() * (to - from - 1))
    boxes.splice(at, 1, boxes[at].with(side, [from, cut]), boxes[at].with(side, [cut, to]))
  }
  const [grown, gone, hidden] = [0.2, 0.5, 0.8].map((share) => Math.floor(size * share))
  boxes[grown] = boxes[grown].with(1, whole()[1])
  boxes[gone] = boxes[hidden - 1]
  return boxes
}

function asTable(boxes, most) {
  const cell = ([from, to], side) => {
    if (side === 0) return to - from === KINDS.length ? null : KINDS.slice(from, to)
    if (side === 4) return to - from === 2 ? null : from === 0
    return from === 0 && to === most + 1 ? null : to > most ? `>=${from}` : `${from}..<${to}`
  }
  const outputs = { level: { title, type: 'text' } }
  return { title, hit: 'unique', inputs, outputs, rows: boxes.map((box) => [...box.map(cell), 'high']) }
}

function pairsByHand(boxes) {
  const found = []
  for (let later = 0; later < boxes.length; later++)
    for (let row = 0; row < later; row++)
      if (boxes[row].every(([from, to], side) => from < boxes[later][side][1] && boxes[later][side][0] < to))
        found.push(`overlap ${row} ${later}`)
  return found
}

/** Every case of one value at each end that a box has, and of nothing; 50 rows are the bits of two words. */
function byForce(boxes) {
  const whole = [KINDS.length, MOST + 1, MOST + 1, MOST + 1, 2]
  const columns = whole.map((most, side) => {
    const ends = new Set(boxes.flatMap((box) => box[side]))
    const accepts = (value) => (box) =>
      value === undefined ? box[side][1] - box[side][0] === most : box[side][0] <= value && value < box[side][1]
    return [...ends, undefined].filter((value) => value !== most).map((value) => words(boxes.map(accepts(value))))
  })
  const beside = boxes.map(() => [0, 0])
  const wins = new Set()
  let gap = false
  const walk = (side, low, high) => {
    if (side < columns.length) for (const [a, b] of columns[side]) walk(side + 1, low & a, high & b)
    else if (low === 0 && high === 0) gap = true
    else {
      wins.add(low ? lowest(low) : 32 + lowest(high))
      for (const row of bits(low, high)) {
        beside[row][0] |= low
        beside[row][1] |= high
      }
    }
  }
  walk(0, -1, -1)
  const pairs = beside.flatMap(([low, high], later) =>
    bits(low, high).flatMap((row) => (row < later ? [[row, later]] : [])),
  )
  return [
    ...pairs.map(([row, later]) => `overlap ${row} ${later}`),
    ...(gap ? ['gap'] : []),
    ...boxes.flatMap((_, row) => (wins.has(row) ? [] : [`dead ${row}`])),
  ]
}

const lowest = (word) => 31 - Math.clz32(word & -word)
const words = (flags) =>
  [0, 32].map((from) => flags.slice(from, from + 32).reduce((word, flag, at) => word | (flag << at), 0))

function bits(low, high) {
  const found = []
  for (let word = low; word; word &= word - 1) found.push(lowest(word))
  for (let word = high; word; word &= word - 1) found.push(32 + lowest(word))
  return found
}
