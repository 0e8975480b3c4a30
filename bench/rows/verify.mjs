// Everything that is wrong with a decision table, each fault with a case that shows it: 50 rows over five inputs.
import { deepStrictEqual } from 'node:assert/strict'
import { importBundled } from '../bundle.mjs'
import { seeded } from '../mixes.mjs'
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
  'verify-500x5': {
    unit: 'ms',
    says: 'the same with 500 rows',
    notes: ['floor as above.'],
  },
}

const KINDS = Array.from({ length: 12 }, (_, index) => `kind-${index}`)
const MOST = 1000
const title = { zh: '表', en: 'Table' }
const fields = {
  kind: { title, type: 'choice', of: Object.fromEntries(KINDS.map((kind) => [kind, title])) },
  size: { title, type: 'number', min: 0, max: MOST },
  days: { title, type: 'number', min: 0, max: MOST },
  fee: { title, type: 'number', min: 0, max: MOST },
  again: { title, type: 'yes-no' },
}
const inputs = Object.keys(fields)

export async function measure(wanted) {
  const { verifyTable } = await importBundled('engine/verify/verify.ts')
  const { namesOf } = await importBundled('engine/pack/names.ts')
  const measured = {}
  for (const row of wanted) {
    const size = Number(/\d+/.exec(row)[0])
    const boxes = makeBoxes(size, seeded(size))
    const table = asTable(boxes)
    const file = {
      pack: 'bench',
      version: 1,
      title,
      dossiers: { thing: { title, fields, steps: {}, ends: [] } },
      tables: { table },
    }
    const names = namesOf(file, 'thing')
    const ours = () => verifyTable(table, names, file)
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
  }
  return measured
}

/** Boxes that fill the space between them; then one grows into others, and one goes away and hides in another. */
function makeBoxes(size, random) {
  const whole = () => [
    [0, KINDS.length],
    [0, MOST + 1],
    [0, MOST + 1],
    [0, MOST + 1],
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

function asTable(boxes) {
  const cell = ([from, to], side) => {
    if (side === 0) return to - from === KINDS.length ? null : KINDS.slice(from, to)
    if (side === 4) return to - from === 2 ? null : from === 0
    return from === 0 && to === MOST + 1 ? null : to > MOST ? `>=${from}` : `${from}..<${to}`
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
