/** Rows go into the text of a pack without moving anything else in it. */
import { expect } from '@open-wc/testing'
import { withRows } from './edit.js'

const pack = `{ "pack": "one",
  "tables": {
    "fees": { "inputs": ["kind"],
      "rows": [
        ["a",   { "en": "A", "zh": "甲" }],
        ["b", null]
      ],
      "examples": [] },
    "short": { "rows": [ ["x", 1] ], "otherwise": [ 0 ], "hit": "first" }
  }
}
`
const words = { zh: '甲', en: 'A' }

describe('rows in the text of a pack', () => {
  it('rows that stay keep their text, new ones take a line in the same place', () => {
    expect(
      withRows(pack, 'fees', {
        rows: [
          ['b', null],
          ['c', [1, 'x']],
          ['a', words],
        ],
      }),
    ).to.equal(
      pack.replace(
        /\["a".*\n.*\["b", null\]/,
        '["b", null],\n        ["c", [1, "x"]],\n        ["a",   { "en": "A", "zh": "甲" }]',
      ),
    )
    expect(
      withRows(pack, 'fees', {
        rows: [
          ['a', words],
          ['b', null],
        ],
      }),
    ).to.equal(pack)
    expect(
      withRows(pack, 'short', {
        rows: [
          ['x', 1],
          ['y', { zh: '乙', en: 'B' }],
        ],
        otherwise: [0],
      }),
    ).to.equal(pack.replace('["x", 1] ', '["x", 1], ["y", { "zh": "乙", "en": "B" }] '))
  })

  it('the row for all else is put behind them, changed, or taken out', () => {
    expect(withRows(pack, 'fees', { rows: [['b', null]], otherwise: [words] })).to.equal(
      pack
        .replace(/\["a".*\n\s*/, '')
        .replace('      ],\n', '      ],\n      "otherwise": [{ "zh": "甲", "en": "A" }],\n'),
    )
    const rows = [['x', 1]]
    expect(withRows(pack, 'short', { rows, otherwise: [5] })).to.equal(pack.replace('[ 0 ]', '[5]'))
    expect(withRows(pack, 'short', { rows })).to.equal(pack.replace(' "otherwise": [ 0 ],', ''))
  })

  it('a file of Windows stays one, and a table that is not there is not made', () => {
    const windows = pack.replaceAll('\n', '\r\n')
    expect(
      withRows(windows, 'fees', {
        rows: [
          ['c', null],
          ['b', null],
        ],
      }),
    ).to.equal(windows.replace('["a",   { "en": "A", "zh": "甲" }]', '["c", null]'))
    expect(withRows(pack, 'none', { rows: [['x', 1]] })).to.equal(undefined)
    expect(withRows('[', 'none', { rows: [['x', 1]] })).to.equal(undefined)
  })
})
