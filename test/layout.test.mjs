import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faults } from './layout.mjs'
import { repository } from './repository.mjs'

test('the repository keeps to its layers, doors and manners', () => {
  assert.deepEqual(faults(repository()), [])
})

const tag = (name) => ({
  [`components/${name}/${name}.ts`]: '',
  [`components/${name}/define.ts`]: '',
  [`components/${name}/${name}.test.ts`]: '',
  'components/tags.ts': `import { X } from './${name}/${name}.js'`,
})

/** Each plants one fault; the sentence must be the only one found. */
const planted = [
  [
    'engine imports a component',
    { 'engine/a.ts': "import { x } from '../components/board/board.js'" },
    'engine imports components/board/board.ts',
  ],
  ['engine imports Lit', { 'engine/a.ts': "import { html } from 'lit'" }, 'imports lit outside components/'],
  [
    'a component imports the demo',
    { 'components/base/a.ts': "import '../../demo/x.js'" },
    'components imports demo/x.ts',
  ],
  ['a late import counts too', { 'engine/a.ts': "const x = () => import('../demo/x.js')" }, 'engine imports demo/x.ts'],
  ['a type import counts too', { 'engine/a.ts': "import type { X } from '../demo/x.js'" }, 'engine imports demo/x.ts'],
  ['an export from counts too', { 'engine/a.ts': "export * from 'dexie'" }, 'imports dexie outside engine/journal/'],
  [
    'a component opens the database',
    { 'components/base/a.ts': "import Dexie from 'dexie'" },
    'imports dexie outside engine/journal/',
  ],
  [
    'a second judge',
    { 'engine/a.ts': "import { Engine } from 'json-rules-engine'" },
    'imports json-rules-engine outside engine/judge/',
  ],
  [
    "a context of a tag's own",
    { ...tag('x'), 'components/x/x.ts': "import { consume } from '@lit/context'" },
    'imports @lit/context outside components/base/, components/station/',
  ],
  ['a library nobody decided on', { 'engine/a.ts': "import _ from 'lodash/fp'" }, 'imports lodash, which has no door'],
  [
    'the own index',
    { 'engine/judge/a.ts': "import { x } from '../index.js'", 'engine/index.ts': '' },
    'imports the index of its own folder, engine/index.ts',
  ],
  [
    'a circle',
    { 'engine/a.ts': "import './b.js'", 'engine/b.ts': "export * from './a.js'" },
    'is part of a circle: engine/a.ts → engine/b.ts → engine/a.ts',
  ],
  ['Date.now', { 'engine/a.ts': 'export const x = () => Date.now()' }, 'reads the time by Date.now: ask the clock'],
  [
    'new Date()',
    { 'components/base/a.ts': 'export const x = new Date()' },
    'reads the time by new Date(): ask the clock',
  ],
  ['a timer', { 'engine/a.ts': 'setTimeout(() => 1, 2)' }, 'uses setTimeout: ask the clock to wake you'],
  [
    'a timer by the long way',
    { 'engine/a.ts': 'globalThis.setInterval(() => 1, 2)' },
    'uses setInterval: ask the clock to wake you',
  ],
  ['the page', { 'engine/a.ts': 'document.title' }, 'names document: the engine has no page'],
  [
    'an element as a type',
    { 'engine/a.ts': 'export type X = HTMLElement' },
    'names HTMLElement: the engine has no page',
  ],
  [
    'a fetch',
    { 'engine/a.ts': "export const x = fetch('/a')" },
    'fetches: only the station tag and the http adapter do',
  ],
  ['a process', { 'engine/a.ts': 'process.exit()' }, 'names process: only the commands have one'],
  [
    'a disk',
    { 'engine/a.ts': "import { readFileSync } from 'node:fs'" },
    'imports node:fs outside engine/cli/files.ts, engine/server/',
  ],
  ['a tag without define.ts', { ...tag('x'), 'components/x/define.ts': undefined }, 'is missing'],
  [
    'a doorplate without its sheet',
    { ...tag('x'), 'components/x/x.ts': "import { plate } from '../base/plate.js'\nexport const y = () => plate([])" },
    'draws what base/plate.styles.ts dresses, which no sheet of its tag names',
  ],
  ['a tag that linli.js forgets', { ...tag('x'), 'components/tags.ts': '' }, 'lacks x'],
  [
    'a drawer for everything',
    { 'engine/utils/a.ts': '' },
    'has a name that says nothing: put it with the noun it serves',
  ],
  [
    'a place of one machine',
    { 'README.md': `see ${'/ho' + 'me'}/me/linli` },
    `names a place of one machine, ${'/ho' + 'me'}/me`,
  ],
  ['a host', { 'demo/index.html': `<script src="${'https:/' + '/cdn.invalid'}/x.js">` }, 'names a host, cdn.invalid'],
  [
    'a curly quote',
    { 'rules/a.pack.json': '{ "en": "The month\u2019s" }' },
    'has a curly quote: straight in English, 「」 in Chinese',
  ],
  ['a test left out', { 'engine/a.test.ts': `it${'.only'}('x', () => {})` }, 'leaves a test out'],
]
for (const [name, files, sentence] of planted) {
  test(`it sees ${name}`, () => {
    const found = faults(Object.fromEntries(Object.entries(files).filter(([, text]) => text !== undefined)))
    assert.deepEqual(
      found.map((fault) => fault.replace(/^\S+ /, '')),
      [sentence],
    )
  })
}

test('it lets pass what is in order', () => {
  const files = {
    ...tag('board'),
    'components/board/board.ts': "import { html } from 'lit'\nimport { x } from '../../engine/index.js'",
    'engine/index.ts': "export * from './clock.js'\nexport type { A } from './a.js'",
    'engine/time/clock.ts': 'export const now = () => Date.now()\nsetTimeout(now, 5)',
    'engine/a.ts':
      "import type { B } from './b.js'\nexport interface A { document: string; b: B }\nconst at = new Date(5)",
    'engine/b.ts': "import { A } from './a.js'\nexport const f = (a: A) => a.document",
    'engine/journal/db.ts': "import Dexie from 'dexie'",
    'engine/a.test.ts':
      "import { expect } from '@open-wc/testing'\nimport pack from '../rules/x.pack.json' with { type: 'json' }",
    'components/board/sample-station.ts':
      "import pack from '../../rules/x.pack.json' with { type: 'json' }\nfetch('/rules/x')",
    'demo/x.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  }
  assert.deepEqual(faults(files), [])
})
