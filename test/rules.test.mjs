// Names in rules/ are those of the glossary, and every bad file is listed with its sentence.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readFileSync, readdirSync } from 'node:fs'

const json = (path) => JSON.parse(readFileSync(path, 'utf8'))

/** Names that the author of a pack chose: of its parts, fields, steps, outputs and choices. */
export function namesIn(pack) {
  const names = ['roles', 'params', 'tables', 'dossiers', 'facts', 'acts', 'clocks', 'measures', 'conditions'].flatMap(
    (section) => Object.keys(pack[section] ?? {}),
  )
  for (const { fields, steps } of Object.values(pack.dossiers ?? {}))
    names.push(...Object.keys(fields), ...Object.keys(steps))
  for (const { outputs } of Object.values(pack.tables ?? {})) names.push(...Object.keys(outputs))
  for (const [name, choices] of Object.entries(pack.lists ?? {})) names.push(name, ...Object.keys(choices))
  return names
}
const avoided = (names, words) => names.filter((name) => words.some((word) => `-${name}-`.includes(`-${word}-`)))

test('packs call things by the words of the glossary', () => {
  const words = json('rules/glossary.json').words.flatMap(({ avoid }) => avoid)
  for (const file of readdirSync('rules').filter((name) => name.endsWith('.pack.json')))
    assert.deepEqual(avoided(namesIn(json(`rules/${file}`)), words), [], file)
  assert.deepEqual(avoided(namesIn({ clocks: { 'reply-deadline': {} }, acts: { 'log-in': {} } }), words), [
    'log-in',
    'reply-deadline',
  ])
})

test('the communities of rules/ stand on one another, and the lowest uses every pack', () => {
  const named = (end) => readdirSync('rules').flatMap((name) => (name.endsWith(end) ? name.slice(0, -end.length) : []))
  const chain = [...readFileSync('rules/packs.test.ts', 'utf8').matchAll(/const communities = \[(.+)\]/g)]
    .flatMap(([, list]) => list.split(', '))
    .map((name) => name.slice(1, -1))
  const alone = /const alone = '(.+)'/.exec(readFileSync('rules/packs.test.ts', 'utf8'))[1]
  assert.deepEqual([...chain, alone].toSorted(), named('.community.json').toSorted())
  const files = chain.map((name) => json(`rules/${name}.community.json`))
  assert.deepEqual(
    files.map((file) => file.extends),
    [undefined, ...chain.slice(0, -1)],
  )
  const used = files.flatMap(({ packs }) => packs.map(({ pack }) => pack))
  assert.deepEqual([...new Set(used)].toSorted(), named('.pack.json').toSorted())
})

/** How many of the collected practices each letter has: A1 … A13, B1 … B14, and so on, 92 in all. */
const practices = { A: 13, B: 14, C: 18, D: 11, E: 1, F: 6, G: 10, H: 9, I: 6, J: 1, K: 3 }

test('rules/README.md maps every practice to a pack that says so itself, or says why there is none', () => {
  const ids = Object.entries(practices).flatMap(([letter, count]) =>
    Array.from({ length: count }, (_, index) => `${letter}${index + 1}`),
  )
  const rows = [...readFileSync('rules/README.md', 'utf8').matchAll(/^\| ([A-K]\d+) \| (.+) \| (.+) \| (.*) \|$/gm)]
  assert.deepEqual(
    rows.map(([, id]) => id),
    ids,
  )
  const packs = readdirSync('rules').filter((name) => name.endsWith('.pack.json'))
  const sourceOf = (file) => json(`rules/${file}`).source.map((source) => source.split(' ')[0])
  const told = new Set()
  for (const [, id, practice, where, note] of rows) {
    assert.match(practice, /^.+ · .+$/, id)
    const [, same, name, file] = /^(同 )?\[(.+)\]\((.+)\)$/.exec(where) ?? []
    assert.equal(file !== undefined || where === '—', true, id)
    if (file) assert.equal(readdirSync('rules').includes(file) && file.startsWith(`${name}.`), true, `${id}: ${file}`)
    if (same || !file) assert.match(note, /^.+ · .+$/, `${id} says in which way, or why not`)
    if (same || !packs.includes(file)) continue
    assert.ok(sourceOf(file).includes(id), `${file} does not name ${id} in its source`)
    told.add(`${id} ${file}`)
  }
  for (const file of packs)
    for (const id of sourceOf(file)) {
      const row = rows.find(([, one]) => one === id)
      assert.ok(row, `${file} names ${id}, which is no practice`)
      assert.ok(packs.includes(/\((.+)\)/.exec(row[3])?.[1]), `${id} has a pack, ${file}, and the map says otherwise`)
    }
  assert.equal(new Set([...told].map((it) => it.split(' ')[1])).size, packs.length, 'a pack stands in no row')
})

test('every bad file is listed with its sentences, and every listed file is there', () => {
  const listed = [...readFileSync('schemas/fixtures/bad/README.md', 'utf8').matchAll(/^## (.+)$/gm)].map(
    ([, name]) => name,
  )
  const there = readdirSync('schemas/fixtures/bad').filter((name) => name.endsWith('.json'))
  assert.deepEqual(listed.toSorted(), there.toSorted())
})
