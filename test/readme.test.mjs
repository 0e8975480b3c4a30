// What the README tells people to paste is what runs: each snippet stands, byte for byte, in the page that it names.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const root = new URL('..', import.meta.url)
const read = (path) => readFileSync(new URL(path, root), 'utf8')
const readme = read('README.md')
const sections = readme.split(/^## /m).slice(1)
const doors = sections.filter((section) => section.includes('Live: '))

test('there are three doors on the first screen', () => {
  assert.equal(doors.length, 3)
  assert.deepEqual(sections.slice(0, 3), doors)
})

for (const door of doors) {
  const [name] = door.split('\n')
  const [, language, snippet] = /```(\w+)\n([\s\S]*?)```/.exec(door)
  const [, page] = /Live: \[`(demo\/[^`]+)`\]\(\1\)/.exec(door)
  test(`${name}: its snippet is a ${language} one and stands in ${page}`, () => {
    assert.ok(existsSync(new URL(page, root)))
    const words = snippet.trimEnd()
    const text = read(page)
    assert.ok(text.includes(words) || text.includes(escaped(words)), `${page} does not hold\n${words}`)
  })
}

test('every file that the README names is there', () => {
  const paths = [...readme.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map(([, path]) => path)
  assert.ok(paths.length > 3)
  for (const path of paths) assert.ok(existsSync(new URL(path, root)), path)
})

test('the line of the second door is a line of the community file', () => {
  const [, snippet] = /```json\n([\s\S]*?)```/.exec(readme)
  assert.ok(read('rules/chengxiang.community.json').includes(snippet.trim()))
})

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

test('the rule that the README shows is the rule of the pack', () => {
  const [, snippet] = /```json\n(\{\n {2}"name"[\s\S]*?)```/.exec(readme)
  const { acts } = JSON.parse(read('rules/four-platforms.pack.json'))
  const rule = JSON.parse(snippet)
  const rules = Object.values(acts).flatMap((act) => act.rules ?? [])
  assert.deepEqual(
    rules.find(({ name }) => name === rule.name),
    rule,
  )
})
