// linli diff and linli backtest on the built package: two versions of a file, and a changed one against an exported journal.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { exportJournal, handClock, memoryJournal, openStation } from '../../dist/engine/index.js'

const { bin } = JSON.parse(readFileSync('package.json', 'utf8'))
const linli = (...args) => spawnSync(process.execPath, [bin.linli, ...args], { encoding: 'utf8' })

/** Two copies of the rules, the second one changed. */
function versions(t, changes) {
  const made = mkdtempSync(join(tmpdir(), 'linli-'))
  t.after(() => rmSync(made, { recursive: true }))
  for (const which of ['old', 'new']) cpSync('schemas/fixtures/good', `${made}/${which}`, { recursive: true })
  for (const [file, from, to] of changes) {
    const path = `${made}/new/${file}`
    const text = readFileSync(path, 'utf8')
    assert.ok(text.includes(from), `${from} is in ${file}`)
    writeFileSync(path, text.replace(from, to))
  }
  return { made, old: `${made}/old`, now: `${made}/new` }
}

test('diff: a pack in plain words, zh and en, and as data', (t) => {
  const { old, now } = versions(t, [
    ['errand.pack.json', '"default": 3', '"default": 2'],
    [
      'errand.pack.json',
      '["medicine", null,',
      '["letter", null, { "zh": "寄信", "en": "Letter" }, "P1D", "24h"],\n        ["medicine", null,',
    ],
    ['errand.pack.json', '"value": 20', '"value": 15'],
  ])
  const [before, after] = [old, now].map((folder) => `${folder}/errand.pack.json`)
  const { status, stdout, stderr } = linli('diff', before, after)
  assert.deepEqual([status, stderr], [0, ''])
  assert.match(stdout, /^代跑（第 1 版）$/m)
  assert.match(stdout, /^~ 同时几件 3 → 2$/m)
  assert.match(stdout, /^\+ 对照表「怎么跑」一行：做什么「寄信」→ 时限 1天/m)
  assert.match(stdout, /^~ 规则「.*公斤太重，请叫搬运」\n {4}原来 .*超过 20.*\n {4}现在 .*超过 15/m)
  assert.match(linli('diff', before, after, '--lang', 'en').stdout, /^~ At once: 3 → 2$/m)
  const { ok, parts } = JSON.parse(linli('diff', before, after, '--json').stdout)
  assert.equal(ok, true)
  assert.ok(parts[0].changes.some(({ at, what }) => at === 'params.at-once' && what === 'changed'))
  assert.match(linli('diff', before, `${old}/../old/errand.pack.json`).stdout, /没有不同。/)
})

test('diff: a community file with the packs it uses; what is wrong is told with its place', (t) => {
  const { old, now } = versions(t, [['street.community.json', '"take-limit": "PT20M"', '"take-limit": "PT15M"']])
  const { status, stdout } = linli('diff', `${old}/street.community.json`, `${now}/street.community.json`)
  assert.equal(status, 0)
  assert.match(stdout, /^~ 接单时限 20分 → 15分$/m)
  writeFileSync(
    `${now}/errand.pack.json`,
    readFileSync(`${now}/errand.pack.json`, 'utf8').replace('"filled"', '"fild"'),
  )
  const broken = linli('diff', `${old}/errand.pack.json`, `${now}/errand.pack.json`)
  assert.equal(broken.status, 1)
  assert.match(broken.stdout, /errand\.pack\.json:\d+:\d+/)
})

test('diff and backtest say how they are written', () => {
  for (const [args, words] of [
    [['diff', 'rules/four-platforms.pack.json'], /先旧的，后新的/],
    [['backtest', 'rules/four-platforms.pack.json'], /--journal/],
    [['backtest', 'rules/four-platforms.pack.json', '--journal', 'nothing.jsonl'], /找不到文件 nothing\.jsonl/],
    [['backtest'], /backtest 后面要写文件/],
  ]) {
    const { status, stdout, stderr } = linli(...args)
    assert.deepEqual([status, stdout], [2, ''])
    assert.match(stderr, words)
  }
})

/** A day of errands on the street of the fixtures, as a station writes it out. */
async function lived(file) {
  const clock = handClock(Date.parse('2020-04-10T09:00:00+08:00'))
  const station = await openStation({
    community: 'schemas/fixtures/good/street.community.json',
    read: (address) => readFile(address, 'utf8'),
    clock,
    journal: memoryJournal,
  })
  const ids = []
  for (const [weight, minutes] of [
    [3, 5],
    [9, 18],
    [12, 25],
  ]) {
    const data = { what: 'food', weight, phone: '13900000000' }
    const { act, allowed, says } = await station.act({
      type: 'ask',
      on: 'errand/new',
      by: 'resident',
      place: '330109001',
      data,
    })
    assert.ok(allowed, says?.en)
    ids.push(act.on)
    clock.advance(minutes * 60_000)
    await station.act({ type: 'drop', on: act.on, by: 'resident', data: {}, reason: 'ill' })
  }
  const { book, roster, journal } = station
  let text = ''
  for await (const piece of exportJournal(journal, { book, roster, at: clock.now() })) text += piece
  assert.ok(!text.includes('13900000000'), 'what is private is not in it')
  writeFileSync(file, text)
  await station.close()
  return ids
}

test('backtest: what would have run out, counted and one by one, over all or over some days', async (t) => {
  const { made, now } = versions(t, [['street.community.json', '"take-limit": "PT20M"', '"take-limit": "PT15M"']])
  const journal = `${made}/street.jsonl`
  const ids = await lived(journal)
  const { status, stdout, stderr } = linli('backtest', `${now}/street.community.json`, '--journal', journal)
  assert.deepEqual([status, stderr], [0, ''], stdout)
  assert.match(stdout, /^看了 \d+ 件决定：2 处会不同。/)
  assert.match(stdout, /^时限「接单」 多 1，变 1$/m)
  assert.match(stdout, /^2020年4月10日 09:20 errand\/.*\n {4}当时 接单 .*20分.*\n {4}改后 接单 .*15分.*超时/m)
  const { ok, differ, whats, differences } = JSON.parse(
    linli('backtest', `${now}/street.community.json`, '--journal', journal, '--json').stdout,
  )
  assert.deepEqual([ok, differ, whats], [true, 2, { late: 1, shifted: 1 }])
  assert.deepEqual(
    differences.map(({ on }) => on),
    ids.slice(1),
  )
  const none = linli('backtest', `${now}/street.community.json`, '--journal', journal, '--from', '2020-04-11')
  assert.match(none.stdout, /^看了 0 件决定：0 处会不同/)
  assert.equal(linli('backtest', `${now}/street.community.json`, '--journal', journal, '--from', 'soon').status, 2)
})

test('backtest: a journal that is cut off is told with the number of its line', async (t) => {
  const { made, old } = versions(t, [])
  const journal = `${made}/street.jsonl`
  await lived(journal)
  const lines = readFileSync(journal, 'utf8').split('\n')
  writeFileSync(journal, [lines[0], lines[1], lines[2].slice(0, 40), '{"id":1}'].join('\n'))
  const { status, stdout } = linli('backtest', `${old}/street.community.json`, '--journal', journal)
  assert.equal(status, 1)
  assert.match(stdout, /street\.jsonl:3:1\n {2}这一行不完整/)
  assert.match(stdout, /street\.jsonl:4:1\n {2}这一行不是台账里的一行/)
  writeFileSync(journal, '')
  assert.match(
    linli('backtest', `${old}/street.community.json`, '--journal', journal, '--lang', 'en').stdout,
    /no exported journal/,
  )
})
