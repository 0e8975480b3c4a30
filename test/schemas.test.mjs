// Editors explain a file through `$schema`: every property that people write has a title, and a description in zh and en.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readFileSync } from 'node:fs'

/** Properties of a schema without words, by their path. What stands under `if` only asks and explains nothing. */
export function wordless(schema, path = '') {
  if (Array.isArray(schema)) return schema.flatMap((part, index) => wordless(part, `${path}/${index}`))
  if (schema === null || typeof schema !== 'object') return []
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    if (typeof property !== 'object') return []
    const { title, description } = property
    const told =
      typeof title === 'string' && /\p{Script=Han}/u.test(title) && /\p{Script=Han}.* · .*[A-Za-z]/su.test(description)
    return told ? [] : [`${path}/${name}`]
  })
  const inner = Object.entries(schema)
    .filter(([key]) => key !== 'if' && key !== 'enum')
    .flatMap(([key, value]) => wordless(value, `${path}/${key}`))
  return [...own, ...inner]
}

for (const name of ['pack', 'community', 'roster', 'people'])
  test(`every property of ${name}.schema.json is told in zh and en`, () => {
    assert.deepEqual(wordless(JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8'))), [])
  })

test('a property without words is seen', () => {
  const words = { title: '名称', description: '名称 · Title' }
  assert.deepEqual(wordless({ properties: { a: words, b: { type: 'string' }, c: { ...words, title: 'Name' } } }), [
    '/b',
    '/c',
  ])
})
