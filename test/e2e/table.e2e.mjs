// Tables of packs in a spreadsheet and back, as people in an office do it, on the built package.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

const { bin } = JSON.parse(readFileSync('package.json', 'utf8'))
const linli = (...args) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin.linli, 'table', ...args], { encoding: 'utf8' })
  return { status, stdout, stderr }
}
/** The rules in a folder of their own, gone when the test is over. */
function folder(t) {
  const made = mkdtempSync(join(tmpdir(), 'linli-'))
  t.after(() => rmSync(made, { recursive: true }))
  cpSync('rules', made, { recursive: true })
  return made
}

test('table: every table of every pack goes out and comes back without a change', (t) => {
  const made = folder(t)
  let tables = 0
  for (const name of readdirSync(made).filter((file) => file.endsWith('.pack.json'))) {
    const path = join(made, name)
    for (const table of Object.keys(JSON.parse(readFileSync(path, 'utf8')).tables ?? {})) {
      tables++
      // each table one way, all ways in turn
      const [file, ...how] = [['a.xlsx'], ['a.csv', '--lang', 'en'], ['a.csv', '--gbk'], ['a.xlsx', '--lang=en']][
        tables % 4
      ]
      const sheet = join(made, file)
      const out = linli('out', path, table, '--to', sheet, ...how)
      assert.equal(out.status, 0, out.stdout + out.stderr)
      const { status, stdout } = linli('in', path, table, sheet)
      assert.deepEqual([status, stdout], [0, '和规则包里的一样，没有改动。\n'], `${name} ${table}`)
    }
  }
  assert.ok(tables > 1)
})

test('table: what would change is told, and written only when asked; all else stays as it was', (t) => {
  const pack = join(folder(t), 'four-platforms.pack.json')
  const before = readFileSync(pack, 'utf8')
  const sheet = join(pack, '../routing.csv')
  assert.equal(linli('out', pack, 'routing', '--to', sheet).status, 0)
  const lines = readFileSync(sheet, 'utf8').split('\r\n')
  const gas = lines.findIndex((line) => line.startsWith('gas-leak,'))
  lines[gas] = lines[gas].replace(/1小时/, '２小时')
  const [gone] = lines.splice(gas + 1, 1)
  lines.splice(-1, 0, gone.replace(/^[^,]+/, 'kite-line'))
  writeFileSync(sheet, lines.join('\r\n'))

  const told = linli('in', pack, 'routing', sheet)
  assert.equal(told.status, 0, told.stdout + told.stderr)
  assert.match(told.stdout, /^～ 第1行 gas-leak：处置时限（limit） 1小时 → 2小时$/m)
  assert.match(told.stdout, /^＋ 第\d+行 kite-line \| /m)
  assert.match(told.stdout, new RegExp(`^－ 第2行 ${gone.split(',')[0]} `, 'm'))
  assert.match(told.stdout, /还没有写入；写入请加 --write。\n$/)
  assert.equal(readFileSync(pack, 'utf8'), before)

  const done = linli('in', pack, 'routing', sheet, '--write', '--json')
  assert.deepEqual([done.status, JSON.parse(done.stdout).written], [0, true])
  const after = readFileSync(pack, 'utf8')
  const [old, now] = [before, after].map((text) => text.split('\n'))
  const added = now.filter((line) => !old.includes(line))
  const removed = old.filter((line) => !now.includes(line))
  // the row that is changed, the row that is new, and the one before it, which has a comma now
  assert.ok(added.length <= 3 && removed.length <= 3, [...removed, ...added].join('\n'))
  assert.ok(added.some((line) => line.trim().startsWith('["kite-line", { "zh": ')))
  assert.equal(linli('in', pack, 'routing', sheet).stdout, '和规则包里的一样，没有改动。\n')
})

test('table: cells that cannot be taken are told by their addresses, and nothing is written', (t) => {
  const pack = join(folder(t), 'four-platforms.pack.json')
  const before = readFileSync(pack, 'utf8')
  const sheet = join(pack, '../routing.csv')
  linli('out', pack, 'routing', '--to', sheet, '--lang', 'en')
  const text = readFileSync(sheet, 'utf8').replace(/,1 h,/, ',1 our,')
  writeFileSync(sheet, text)
  const column = text
    .split('\r\n')[1]
    .match(/"[^"]*"|[^,]+/g)
    .findIndex((it) => it.includes('(limit)'))
  const cell = `${String.fromCharCode(65 + column)}3`
  const zh = linli('in', pack, 'routing', sheet, '--write')
  assert.deepEqual(zh, {
    status: 1,
    stdout: `routing.csv ${cell}：「1 our」不是时长，写成 10分钟、4小时、3天或 PT10M。\n1 处要改，没有写入。\n`,
    stderr: '',
  })
  const en = linli('in', pack, 'routing', sheet, '--write', '--lang', 'en')
  assert.match(en.stdout, new RegExp(`^routing\\.csv, ${cell}: "1 our" is no span;`))
  const { troubles } = JSON.parse(linli('in', pack, 'routing', sheet, '--json').stdout)
  assert.deepEqual(
    troubles.map((it) => [it.cell, it.line, it.column]),
    [[cell, 3, column + 1]],
  )
  assert.equal(readFileSync(pack, 'utf8'), before)
})

test('table: rows with which the pack would have errors are not written', (t) => {
  const pack = join(folder(t), 'four-platforms.pack.json')
  const before = readFileSync(pack, 'utf8')
  const sheet = join(pack, '../routing.csv')
  linli('out', pack, 'routing', '--to', sheet)
  const lines = readFileSync(sheet, 'utf8').split('\r\n')
  writeFileSync(sheet, [...lines.slice(0, -1), lines[2].replace('1小时', '3小时'), ''].join('\r\n'))
  const { status, stdout } = linli('in', pack, 'routing', sheet, '--write')
  assert.equal(status, 1)
  assert.match(stdout, /会同时命中/)
  assert.match(stdout, /没有写入。\n$/)
  assert.equal(readFileSync(pack, 'utf8'), before)
})

test('table: a command that cannot be carried out ends with 2 and says how it is written', (t) => {
  const made = folder(t)
  const pack = join(made, 'four-platforms.pack.json')
  writeFileSync(join(made, 'old.xlsx'), Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))
  for (const [args, words] of [
    [[], /linli table out <规则包>/],
    [['out', pack], /linli table out <规则包>/],
    [['out', pack, 'ruoting'], /没有「ruoting」这张表。您是不是想写 routing？/],
    [['out', pack, 'routing', '--to', 'a.doc'], /要以 \.xlsx 或 \.csv 结尾/],
    [['in', pack, 'routing', join(made, 'none.csv')], /找不到文件/],
    [['in', join(made, 'chengxiang.community.json'), 'routing', pack], /不是规则包/],
    [['in', pack, 'routing', join(made, 'old.xlsx')], /另存为 \.xlsx/],
    [['out', pack, 'routing', '--wrote'], /没有「--wrote」这个选项。您是不是想写 --write？/],
  ]) {
    const { status, stderr, stdout } = linli(...args)
    assert.deepEqual([status, stdout], [2, ''], args.join(' '))
    assert.match(stderr, words)
  }
  assert.match(linli('--help').stdout, /^linli table out <规则包> <表>/)
})
