import { expect } from '@open-wc/testing'
import type { Json } from '../types.js'
import type { Table } from './format.js'
import { read } from './read.js'
import { fits, lookup } from './table.js'
import { nearest } from './trouble.js'
import { fill, placeholders } from './words.js'

const zone = 'Asia/Shanghai'
const title = { zh: '表', en: 'Table' }
const table = (more: Partial<Table>): Table => ({
  title,
  hit: 'unique',
  inputs: ['kind', 'size'],
  outputs: { level: { title, type: 'choice', of: 'levels' }, fee: { title, type: 'number' } },
  rows: [
    ['car', '<=2', 'low', 1],
    ['car', '>2', 'high', 4],
    [['bike', 'scooter'], null, 'low', 0],
  ],
  ...more,
})

describe('tables', () => {
  it('I82 gives the outputs of the row that won', () => {
    expect(lookup(table({}), { kind: 'car', size: 3 })).to.deep.equal({ level: 'high', fee: 4 })
    expect(lookup(table({}), { kind: 'scooter' })).to.deep.equal({ level: 'low', fee: 0 })
  })

  it('I82 an empty output cell gives nothing', () => {
    expect(lookup(table({ rows: [['car', null, 'low', null]] }), { kind: 'car' })).to.deep.equal({ level: 'low' })
  })

  it('I83 a cell is any, a value, one of several or a range', () => {
    const cases: [Json, Json, boolean][] = [
      [null, 'x', true],
      ['x', 'x', true],
      ['x', 'y', false],
      [['x', 'y'], 'y', true],
      [true, true, true],
      [true, 'true', false],
      [5, 5, true],
      ['>=3', 3, true],
      ['>3', 3, false],
      ['<3', 2.999, true],
      ['<=3', 3, true],
      ['3..5', 5, true],
      ['3..<5', 5, false],
      ['-2..2', -2, true],
      ['>=PT1H', 'PT60M', true],
      ['<PT1H', 'PT60M', false],
      ['PT1H', 'PT60M', true],
      ['PT1H', 3_600_000, false],
      ['2020-04-10', '2020-04-09T16:00:00Z', true],
      ['P1M', 'P30D', false],
      ['P1M', 'P1M', true],
      ['P1D..P2D', 'PT36H', true],
      ['>=2020-04-10', '2020-04-09T15:59:59Z', false],
      ['>=2020-04-10', '2020-04-09T16:00:00Z', true],
      ['08:00..<12:00', '11:59', true],
      ['08:00..<12:00', '12:00', false],
      ['3..5', 'text', false],
      ['more..less', 'more..less', true],
    ]
    for (const [cell, value, expected] of cases)
      expect(fits(cell, value, zone), `${JSON.stringify(cell)} ∋ ${JSON.stringify(value)}`).to.equal(expected)
  })

  it('I84 first takes the first, priority the order of the list, any whichever', () => {
    const rows = [
      ['car', null, 'low', 1],
      ['car', null, 'high', 2],
    ]
    const levels = { levels: { high: title, low: title } }
    expect(lookup(table({ rows, hit: 'first' }), { kind: 'car' })).to.deep.equal({ level: 'low', fee: 1 })
    expect(lookup(table({ rows, hit: 'priority' }), { kind: 'car' }, levels)).to.deep.equal({ level: 'high', fee: 2 })
    expect(lookup(table({ rows, hit: 'any' }), { kind: 'car' })).to.deep.equal({ level: 'low', fee: 1 })
  })

  it('I84 collect lists, counts and adds in row order', () => {
    const rows = [
      ['car', null, 3],
      ['car', '>2', 5],
      ['bike', null, 1],
    ]
    const outputs = { fee: { title, type: 'number' } } as const
    const collect = (how: Table['collect'], inputs: Record<string, Json>) =>
      lookup(table({ rows, outputs, hit: 'collect', ...(how && { collect: how }) }), inputs)
    expect(collect('list', { kind: 'car', size: 3 })).to.deep.equal([3, 5])
    expect(collect('sum', { kind: 'car', size: 3 })).to.equal(8)
    expect(collect('min', { kind: 'car', size: 3 })).to.equal(3)
    expect(collect('max', { kind: 'car', size: 3 })).to.equal(5)
    expect(collect('count', { kind: 'car', size: 1 })).to.equal(1)
    expect(collect('sum', { kind: 'ship' })).to.equal(0)
    expect(collect('max', { kind: 'ship' })).to.equal(undefined)
  })

  it('I85 a missing input fits only any; without a hit the value is otherwise, or missing', () => {
    expect(lookup(table({}), { kind: 'car' })).to.equal(undefined)
    expect(lookup(table({}), {})).to.equal(undefined)
    expect(lookup(table({ otherwise: ['low', 9] }), { kind: 'ship' })).to.deep.equal({ level: 'low', fee: 9 })
  })
})

describe('reading', () => {
  const text = '{\r\n  "a": [1, { "b": "字" }],\r\n  "c": null\n}'
  it('P120 knows line and column of values and names, across both kinds of line ends', () => {
    const { value, troubles, at } = read(text, 'x.json')
    expect(value).to.deep.equal({ a: [1, { b: '字' }], c: null })
    expect(troubles).to.deep.equal([])
    expect(at(['a', 1, 'b'])).to.deep.equal({ line: 2, column: 19 })
    expect(at(['a', 1, 'b'], 'key')).to.deep.equal({ line: 2, column: 14 })
    expect(at(['c'], 'key')).to.deep.equal({ line: 3, column: 3 })
  })

  it('P120 gives the nearest part that is there', () => {
    expect(read(text, 'x.json').at(['a', 7, 'z'])).to.deep.equal({ line: 2, column: 8 })
  })

  it('a byte order mark is no fault', () => {
    expect(read(`\uFEFF${text}`, 'x.json').troubles).to.deep.equal([])
  })

  it('P116 a hundred thousand brackets do not overflow it', () => {
    expect(read('['.repeat(100_000), 'x.json').troubles.map(({ code }) => code)).to.deep.equal(['too-deep'])
  })
})

describe('words', () => {
  const say = { zh: '{in-hand}件，最多{times.take}', en: '{in-hand} of {times.take}', ko: '{in-hand}' }
  it('A5 finds the names and paths that a text asks for', () => {
    expect(placeholders(say)).to.deep.equal([
      { name: 'in-hand', path: [] },
      { name: 'times', path: ['take'] },
    ])
  })

  it('A5 fills them in, language by language; A4 falls back to zh', () => {
    const filled = fill(say, (name) => (name === 'in-hand' ? { zh: '三', en: 'three' } : undefined))
    expect(filled).to.deep.equal({ zh: '三件，最多—', en: 'three of —', ko: '三' })
  })

  it('P117 only a near word is suggested', () => {
    expect(nearest('minuts', ['hours', 'minutes'])).to.equal('minutes')
    expect(nearest('weeks', ['hours', 'minutes'])).to.equal(undefined)
    expect(nearest('x', [])).to.equal(undefined)
  })
})
