// engine/SPEC.md and the tests speak of the same rules: every rule marked ✔ is carried by a test, every number in a test's name is a rule.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { repository } from './repository.mjs'

/** Ids of the rules of a specification, and of those marked as built. */
export function rulesOf(text) {
  const rules = new Map()
  for (const [, id, rest] of text.matchAll(/^- \*\*([A-R]\d+)\*\*(.*)$/gm)) rules.set(id, rest.startsWith(' ✔'))
  return rules
}

/** Rule ids at the head of test names: `it('F49 at 10:00.000 it is late'`, `test('B9 …'`; several are joined by a space. */
export function carriedBy(text) {
  const names = [...text.matchAll(/\b(?:it|test)\(\s*[`'"]((?:[A-R]\d+ )+)/g)]
  return new Set(names.flatMap(([, ids]) => ids.trim().split(' ')))
}

const files = repository()
const tests = Object.keys(files).filter(
  (path) => /\.(test\.ts|test\.mjs|e2e\.mjs)$/.test(path) && path !== 'test/spec.test.mjs',
)

test('every built rule is carried by a test, and every number in a test is a rule', () => {
  const rules = rulesOf(files['engine/SPEC.md'])
  const carried = new Set(tests.flatMap((path) => [...carriedBy(files[path])]))
  assert.deepEqual(
    [...carried].filter((id) => !rules.has(id)),
    [],
    'numbers that are no rule',
  )
  assert.deepEqual(
    [...rules].filter(([id, built]) => built && !carried.has(id)).map(([id]) => id),
    [],
    'built rules without a test',
  )
  assert.deepEqual(
    [...rules].filter(([id, built]) => !built && carried.has(id)).map(([id]) => id),
    [],
    'rules with a test that are not marked ✔',
  )
})

test('the check itself sees a rule without a test and a number without a rule', () => {
  assert.deepEqual(
    [...rulesOf('- **F49** ✔ It is late.\n- **F50** Later.\n')],
    [
      ['F49', true],
      ['F50', false],
    ],
  )
  assert.deepEqual([...carriedBy("it('F49 G12 both', () => {})\nit('plain', () => {})")], ['F49', 'G12'])
})
