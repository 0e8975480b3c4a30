// The command line as people in an office type it, on the built package: exit codes, sentences, and what machines read.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

const { bin } = JSON.parse(readFileSync('package.json', 'utf8'))
const linli = (...args) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin.linli, ...args], { encoding: 'utf8' })
  return { status, stdout, stderr }
}
/** A folder of its own, gone when the test is over. */
function folder(t, ...from) {
  const made = mkdtempSync(join(tmpdir(), 'linli-'))
  t.after(() => rmSync(made, { recursive: true }))
  for (const each of from) cpSync(each, made, { recursive: true })
  return made
}
/** Sentences of a page of faults: file → what is said of it in zh and en, without the place. */
const page = readFileSync('schemas/fixtures/bad/README.md', 'utf8')
const faults = Object.fromEntries(
  page
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [name, ...lines] = part.split('\n')
      return [
        name,
        lines.filter((line) => line.startsWith('- ')).map((line) => /^- (?:\(warning\) )?(.*)$/.exec(line)[1]),
      ]
    }),
)
/** `<file>:<line>:<column>` and the sentence of the first Chinese line. */
function told(name) {
  const [, line, column, words] = / 第 (\d+) 行第 (\d+) 列：(.*)$/.exec(faults[name][0])
  return { line, column, words }
}

test('check: the rules of the repository are in order', () => {
  const { status, stdout, stderr } = linli('check', 'rules')
  assert.equal(status, 0, stdout)
  assert.match(stdout, /^\d+ 个文件：没有问题。\n$/)
  assert.equal(stderr, '')
  assert.match(linli('check', 'rules', '--lang', 'en').stdout, /^\d+ files: nothing wrong\.\n$/)
})

for (const name of [
  'broken-json.pack.json',
  'cell-of-wrong-type.pack.json',
  'chinese-comma.pack.json',
  'misspelt-act.pack.json',
  'misspelt-fact.pack.json',
  'misspelt-operator.pack.json',
  'rows-overlap.pack.json',
  'other-name-inside.pack.json',
  'misspelt-param.community.json',
  'override-locked-above.community.json',
])
  test(`check: ${name} gives its sentence, its place, the line and exit code 1`, (t) => {
    const path = `${folder(t, 'schemas/fixtures/good', 'schemas/fixtures/bad')}/${name}`
    const { status, stdout } = linli('check', path)
    const { line, column, words } = told(name)
    assert.equal(status, 1)
    const [at, sentence, shown, mark] = stdout.split('\n')
    assert.equal(at, `错误 ${path}:${line}:${column}`)
    assert.equal(sentence.trim(), words)
    // the mark stands under the character that the column names; Chinese characters are two wide
    const source = readFileSync(path, 'utf8').split('\n')[line - 1]
    const wide = (text) => [...text].reduce((sum, one) => sum + (one > '\u2e7f' ? 2 : 1), 0)
    const under = [...shown].findIndex((_, index, all) => wide(all.slice(0, index).join('')) === mark.indexOf('~'))
    assert.equal([...shown][under], source[column - 1])
  })

test('check: in English the English sentence', (t) => {
  const path = `${folder(t, 'schemas/fixtures/bad')}/misspelt-fact.pack.json`
  const { stdout } = linli('check', path, '--lang=en')
  const [, words] = /, line \d+, column \d+: (.*)$/.exec(faults['misspelt-fact.pack.json'][1])
  assert.ok(stdout.includes(words), stdout)
  assert.doesNotMatch(stdout.replaceAll(path, ''), /错误|文件/)
})

test('check: a warning is told and stops nothing', (t) => {
  const { status, stdout } = linli('check', `${folder(t, 'schemas/fixtures/bad')}/role-not-used.pack.json`)
  assert.equal(status, 0)
  assert.match(stdout, /^提醒 /)
  assert.match(stdout, /1 个文件：1 个提醒。\n$/)
})

test('check: a pack that is used and not there is named where it is used', (t) => {
  const made = folder(t)
  cpSync('rules/four-platforms.pack.json', `${made}/four-platforms.pack.json`)
  const { status, stdout } = linli('check', made)
  assert.equal(status, 0)
  assert.match(stdout, /^提醒 .*four-platforms\.pack\.json:\d+:\d+\n {2}读不到「rectification-notice」的文件/)
})

test('check: a pack alone is trusted about the lists that its community keeps', () => {
  const { status, stdout } = linli('check', 'rules/rotating-chair.pack.json')
  assert.equal(status, 0, stdout)
  assert.match(stdout, /没有问题。\n$/)
})

test('check: what would steer the terminal is shown as a box', (t) => {
  const path = `${folder(t)}/steer.pack.json`
  writeFileSync(path, '{ "pack": "\\u001b[2Jx", "version": 1, "title": { "zh": "\\u001b]0;x" } }')
  const { status, stdout } = linli('check', path)
  assert.equal(status, 1)
  assert.ok(!stdout.includes('\u001b'))
})

test('check --json: troubles with file, line, column and both languages', (t) => {
  const path = `${folder(t, 'schemas/fixtures/bad')}/misspelt-act.pack.json`
  const { status, stdout } = linli('check', path, '--json')
  assert.equal(status, 1)
  const { ok, files, troubles } = JSON.parse(stdout)
  assert.deepEqual([ok, files], [false, [path]])
  const { line, column } = told('misspelt-act.pack.json')
  assert.deepEqual(
    troubles.map((it) => [it.level, it.file, it.line, it.column, it.says.zh, it.says.en]),
    [['error', path, Number(line), Number(column), ...faults['misspelt-act.pack.json']]],
  )
})

test('explain: every rule, row and clock is a sentence, without JSON, and without English in Chinese', () => {
  const { status, stdout } = linli('explain', 'rules')
  assert.equal(status, 0)
  assert.doesNotMatch(stdout, /[{}[\]"]|undefined|null|未命名/)
  // class codes such as E.05.02b are not words
  assert.deepEqual(stdout.match(/[A-Za-z]{2,}.*/g), null)
  const pack = JSON.parse(readFileSync('rules/four-platforms.pack.json', 'utf8'))
  const rules = Object.values(pack.acts).flatMap((act) => act.rules ?? [])
  const rows = Object.values(pack.tables).flatMap((table) => table.rows)
  const { packs } = JSON.parse(linli('explain', 'rules/four-platforms.pack.json', '--json').stdout)
  const [{ chapters }] = packs
  const told = (of) => chapters.flatMap(({ sentences }) => sentences).filter((it) => it.of === of)
  assert.deepEqual(
    told('rule')
      .map(({ name }) => name)
      .sort(),
    rules.map(({ name }) => name).sort(),
  )
  assert.equal(told('row').length, rows.length)
  assert.deepEqual(
    told('clock').map(({ name }) => name),
    Object.keys(pack.clocks),
  )
  for (const { says } of [...told('rule'), ...told('row'), ...told('clock')]) {
    assert.ok(says.zh.length > 5 && says.en.length > 5)
    assert.doesNotMatch(says.en, /[\u4e00-\u9fff]/)
  }
})

test('explain: a community is told with its own numbers and rows', () => {
  const community = linli('explain', 'rules/chengxiang.community.json').stdout
  const alone = linli('explain', 'rules/four-platforms.pack.json').stdout
  assert.match(community, /暴露生活垃圾.*处置时限 1天/)
  assert.match(alone, /暴露生活垃圾.*处置时限 4小时/)
  assert.ok(community.includes('充电棚损坏') && !alone.includes('充电棚损坏'))
  assert.match(alone, /受理时限：10分（最少 1分、最多 60分）/)
  assert.match(
    linli('explain', 'rules/four-platforms.pack.json', '--lang', 'en').stdout,
    /If "Handled at" is not "Grid": refused/,
  )
})

test('try: every example of the repository is green', () => {
  const { status, stdout } = linli('try', 'rules')
  assert.equal(status, 0, stdout)
  assert.match(stdout, /绿 事例 9分59\.999秒受理，不算超时\n/)
  assert.match(stdout, /绿 时限 「处置」从 2020年4月10日 16:30 起 4小时，到 2020年4月13日 10:30\n/)
  const [, all, green] = /^(\d+) 个例子：(\d+) 绿，0 红。$/m.exec(stdout)
  assert.equal(all, green)
  assert.equal(stdout.match(/^绿 /gm).length, Number(all))
})

test('try: what comes out otherwise is red, with what was expected and what came', (t) => {
  const made = folder(t, 'rules')
  const path = `${made}/four-platforms.pack.json`
  const change = [
    [
      '"then": { "allowed": true, "step": "accepted", "late": []',
      '"then": { "allowed": false, "step": "reported", "late": ["accept"]',
    ],
    ['{ "alike-cases": 3, "alike": 3 }, "holds": true', '{ "alike-cases": 2, "alike": 3 }, "holds": true'],
    ['"code": "K.03" } }', '"code": "K.04" } }'],
    ['"due": "2020-04-13T10:30"', '"due": "2020-04-13T10:31"'],
  ]
  writeFileSync(
    path,
    change.reduce((text, [from, to]) => text.replace(from, to), readFileSync(path, 'utf8')),
  )
  const { status, stdout } = linli('try', path)
  assert.equal(status, 1)
  const lines = stdout.split('\n')
  const reds = lines.flatMap((line, index) => (line.startsWith('红 ') ? [lines.slice(index, index + 3)] : []))
  assert.deepEqual(
    reds.map(([, expected, got]) => [expected.trim(), got.trim()]),
    [
      ['应该是 不予办理、环节：已上报、超时的时限：受理', '算出来 准予办理、环节：已受理、超时的时限：没有'],
      ['应该是 成立', '算出来 不成立'],
      [
        '应该是 类型「无照经营游商」→ 类别码「K.04」，平台「市场监管平台」',
        '算出来 类型「无照经营游商」→ 类别码「K.03」，平台「市场监管平台」',
      ],
      ['应该是 2020年4月13日 10:31', '算出来 2020年4月13日 10:30'],
    ],
  )
  assert.match(stdout, /个例子：\d+ 绿，4 红。\n$/)
  const { ok, packs } = JSON.parse(linli('try', path, '--json').stdout)
  assert.equal(ok, false)
  assert.equal(packs[0].verdicts.filter((it) => !it.ok).length, 4)
})

test('try: a story that cannot be played to its end is red and stops no other', (t) => {
  const path = `${folder(t, 'rules')}/four-platforms.pack.json`
  const pack = JSON.parse(readFileSync(path, 'utf8'))
  const story = pack.examples.find(({ when }) => when.on === undefined && when.act === 'extend')
  story.given[0].is = 'closed'
  writeFileSync(path, JSON.stringify(pack))
  const { status, stdout } = linli('try', path)
  assert.equal(status, 1)
  const lines = stdout.split('\n')
  const at = lines.indexOf(`红 事例 ${story.name.zh}`)
  assert.match(lines[at + 2], /算出来 没有走完：前情第 2 行「assign」没有办成：现在是「已办结」/)
  assert.match(stdout, /个例子：\d+ 绿，1 红。\n$/)
})

test('verify: tables and rules of the repository are in order, but for answers that are missing and refusals that go first', () => {
  const { status, stdout } = linli('verify', 'rules')
  assert.equal(status, 0, stdout)
  assert.doesNotMatch(stdout, /✗/)
  assert.match(stdout, /^对照表和规则：0 处不妥，0 处没算完。$/m)
})

test('verify: a gap and a dead row are told with a case that shows them', (t) => {
  const made = folder(t, 'rules')
  const path = `${made}/four-platforms.pack.json`
  const text = readFileSync(path, 'utf8')
    .replace('"hit": "unique", "inputs": ["rung"]', '"hit": "first", "inputs": ["rung"]')
    .replace('["street-liaison",  "street-liaison"]', '["grid-worker", "street-liaison"]')
    .replace(
      '{ "in": { "rung": "street-liaison" }, "out": { "above": "street-liaison" } }',
      '{ "in": { "rung": "grid-chief" }, "out": { "above": "community-lead" } }',
    )
  writeFileSync(path, text)
  const { status, stdout } = linli('verify', path)
  assert.equal(status, 1, stdout)
  const faults = stdout.split('\n').filter((line) => line.startsWith('✗'))
  assert.equal(faults.length, 2, stdout)
  assert.ok(
    faults.some((line) => line.includes('没有一行适用') && line.includes('「街道联社区干部」')),
    stdout,
  )
  assert.ok(
    faults.some((line) => line.includes('第5行永远用不上')),
    stdout,
  )
  const { ok, packs } = JSON.parse(linli('verify', path, '--json').stdout)
  assert.equal(ok, false)
  assert.deepEqual(
    packs[0].findings.filter((it) => it.kind === 'gap' && !it.blank).map((it) => it.witness),
    [{ rung: 'street-liaison' }],
  )
})

test('verify: rules that contradict each other are told with a case, and a rule that gives way to a refusal is a note', (t) => {
  const path = `${folder(t, 'schemas/fixtures/good')}/errand.pack.json`
  const rule = (name, zh, at, event) =>
    JSON.stringify({
      name,
      says: { zh, en: name },
      conditions: { all: [{ fact: 'weight', operator: 'greaterThan', value: at }] },
      event,
      examples: [
        { facts: { weight: at + 1 }, holds: true },
        { facts: { weight: at }, holds: false },
      ],
    })
  const set = (what) => ({ type: 'set', params: { what } })
  const more = [rule('food', '当买菜', 5, set('food')), rule('pills', '当取药', 9, set('medicine'))]
  const text = readFileSync(path, 'utf8')
  writeFileSync(path, text.replace(/(?=\n {6}\] \},\n {4}"take")/, `,\n${more.join(',\n')}`))
  const { status, stdout } = linli('verify', path)
  assert.equal(status, 1, stdout)
  const [fault, ...others] = stdout.split('\n').filter((line) => line.startsWith('✗'))
  assert.equal(fault, '✗ 「请求」 「当买菜」和「当取药」可以同时成立：多重 10。两条写的「做什么」不一样，先算的说了算')
  assert.deepEqual(others, [])
  assert.match(
    stdout,
    /^· 「请求」 「多重公斤太重，请叫搬运」和「当买菜」可以同时成立：.*。那时不予办理，「做什么」不算数$/m,
  )
  const [{ findings }] = JSON.parse(linli('verify', path, '--json').stdout).packs
  assert.deepEqual(findings.find((it) => it.clash?.by === 'set').witness, { weight: 10 })
})

test('try and explain: a file with errors is told instead', (t) => {
  const path = `${folder(t, 'schemas/fixtures/bad')}/misspelt-act.pack.json`
  for (const command of ['try', 'explain']) {
    const { status, stdout } = linli(command, path)
    assert.equal(status, 1)
    assert.ok(stdout.includes(told('misspelt-act.pack.json').words))
    assert.equal(JSON.parse(linli(command, path, '--json').stdout).troubles.length, 1)
  }
})

test('what cannot be carried out is one sentence and exit code 2', (t) => {
  const gbk = `${folder(t)}/a.pack.json`
  writeFileSync(gbk, Buffer.from([0x7b, 0x22, 0xd6, 0xd0, 0x22, 0x7d]))
  for (const [args, sentence] of [
    [
      ['chek', 'rules'],
      '没有「chek」这个命令。您是不是想写 check？可以写 check、explain、try、verify、table、diff、backtest、help。',
    ],
    [
      ['chek', 'rules', '--lang', 'en'],
      'There is no command "chek". Did you mean check? There are check, explain, try, verify, table, diff, backtest, help.',
    ],
    [['check', '--jsn', 'rules'], '没有「--jsn」这个选项。您是不是想写 --json？可以写 --lang、--json、--help。'],
    [['check', 'rules', '--lang', 'fr'], '--lang 后面写 zh（中文）或 en（英文）。'],
    [['check'], 'check 后面要写文件，例如 linli check rules/'],
    [
      ['check', 'rules/xiaoshn.community.json'],
      '找不到 rules/xiaoshn.community.json。您是不是想写 rules/xiaoshan.community.json？',
    ],
    [['try', 'nowhere.pack.json'], '找不到 nowhere.pack.json。'],
    [
      ['check', 'package.json'],
      'package.json 不是规则文件：文件名要以 .community.json（社区文件）或 .pack.json（规则包）结尾。',
    ],
    [['check', 'scripts'], 'scripts 里没有规则文件（….community.json 或 ….pack.json）。'],
    [['check', gbk], `${gbk} 读不出来。多半不是用 UTF-8 存的，请另存为 UTF-8。`],
  ]) {
    assert.deepEqual(linli(...args), { status: 2, stdout: '', stderr: `${sentence}\n` })
  }
})

test('help in zh and en, of all and of each', () => {
  assert.equal(linli().status, 2)
  assert.equal(linli().stderr, linli('--help').stdout)
  assert.equal(linli('help').stdout, linli('-h').stdout)
  for (const command of ['check', 'explain', 'try', 'verify']) {
    assert.ok(linli('--help').stdout.includes(`linli ${command}`))
    const { status, stdout } = linli(command, '--help')
    assert.equal(status, 0)
    assert.match(stdout, new RegExp(`^linli ${command} <文件或文件夹…>`))
    assert.doesNotMatch(linli(command, '--help', '--lang', 'en').stdout, /[\u4e00-\u9fff]/)
  }
})

test('the engine checks, judges, sweeps, tries and explains without a page', async () => {
  const { loadBook, judge, compile, tryPack, explainPack, wordingOf } = await import('linli')
  assert.equal((await import('linli/engine')).judge, judge)
  const { book, troubles } = await loadBook('rules/chengxiang.community.json', async (path) =>
    readFileSync(path, 'utf8'),
  )
  assert.deepEqual(troubles, [])
  const pack = book.packs.get('four-platforms')
  const [rule] = pack.actRules['self-handle']
  const context = { zone: book.zone, under: () => false }
  for (const [level, holds] of [
    ['l1', false],
    ['l2', true],
  ]) {
    const facts = { routing: { level } }
    assert.deepEqual(
      (await judge([rule], facts, context)).map((it) => it.holds),
      [holds],
    )
    assert.equal(compile([rule], context).one(facts).length === 1, holds)
  }
  assert.ok((await tryPack(pack, book)).every((it) => it.ok))
  assert.ok(explainPack(pack, wordingOf(book)).length > 5)
})
