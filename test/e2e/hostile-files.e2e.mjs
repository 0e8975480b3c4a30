// Files made to hurt: each is refused, or taken, within a second and 200 MB, with sentences that a person can read.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'

const folder = mkdtempSync(join(tmpdir(), 'linli-hostile-'))
after(() => rmSync(folder, { recursive: true }))

const errand = readFileSync('schemas/fixtures/good/errand.pack.json', 'utf8')
/** A good pack with something in the place of something else. */
const pack = (was, is) => {
  assert.ok(errand.includes(was), was)
  return errand.replace(was, () => is)
}
const title = '"title": { "zh": "代跑", "en": "Errands" }'
const many = (count, text) => Array.from({ length: count }, (_, index) => text(index)).join(',')
const says = (text) => `{ "zh": "${text}", "en": "${text}" }`
const step = '"steps": {'
const firstRow = '["food", "<5", {'
const condition = '{ "fact": "weight", "operator": "greaterThan", "value": 20 }'
const megabytes = (count, text) => text.repeat((count * 1_000_000) / text.length)

/** What the file does → its text, and the code of what is said; `fine` where it is taken. */
const files = {
  'a key __proto__': [pack('"roles": {', '"__proto__": { "polluted": 1 }, "roles": {'), 'forbidden-name'],
  'a key constructor, deep inside': [
    pack('"params": {', '"params": { "constructor": { "prototype": {} },'),
    'forbidden-name',
  ],
  'a key __proto__ written with escapes': [pack('"roles": {', '"\\u005f_proto__": {}, "roles": {'), 'forbidden-name'],
  'a path through the prototype': [pack('"path": "limit"', '"path": "constructor.name"'), 'shape-pattern'],
  'a JSONPath filter': [pack('"path": "limit"', '"path": "$[?(@.x=process.exit())]"'), 'shape-pattern'],
  'a text of 10 MB': [pack(title, `"title": ${says(megabytes(5, 'x'))}`), 'too-long'],
  'a text of almost 2 MB': [pack(title, `"title": { "zh": "${megabytes(1.9, 'x')}", "en": "x" }`), 'shape-maxLength'],
  'a misspelt word of almost 2 MB': [
    pack('"fact": "take-limit"', `"fact": "${megabytes(1.9, 'x')}"`),
    'shape-maxLength',
  ],
  'a key of almost 2 MB': [pack('"roles": {', `"${megabytes(1.9, 'x')}": 1, "roles": {`), 'unknown-key'],
  'brackets 10,000 deep': [`{"pack":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 'too-deep'],
  'a million brackets that never close': ['[{"a":'.repeat(330_000), 'too-deep'],
  'conditions 60 deep': [pack(condition, `${'{"not":'.repeat(50)}${condition}${'}'.repeat(50)}`), 'fine'],
  'an unclosed text full of quotes': [`{"a": "${'\\"'.repeat(900_000)}`, 'not-json'],
  'two million line breaks': ['\n'.repeat(2_000_000), 'not-json'],
  'two million spaces and a comma': [`{${' '.repeat(1_900_000)},}`, 'not-json'],
  'a pattern that a name climbs for ever': [pack('"at-once": {', `"${'a-'.repeat(200_000)}!": {`), 'bad-name'],
  'a span of a million digits': [
    pack('"default": "PT30M"', `"default": "PT${'9'.repeat(1_000_000)}M"`),
    'out-of-range',
  ],
  'a span beyond all calendars': [pack('"default": "PT30M"', '"default": "P999999999999999D"'), 'out-of-range'],
  'a cell of endless ranges': [pack('"<5"', `"${'1..'.repeat(600_000)}!"`), 'wrong-type'],
  'a placeholder that never closes': [pack('"{weight}公斤太重，请叫搬运"', `"${'{a.'.repeat(1300)}"`), 'fine'],
  'nine hundred thousand numbers': [`{"pack":[${many(900_000, () => '1')}]}`, 'too-much'],
  'a hundred thousand faults': [`{"acts":{${many(100_000, (n) => `"a${n}":1`)}}}`, 'too-much'],
  'fifty thousand faults': [
    `{"acts":{${many(500, (n) => `"a${n}":{"asks":[${many(100, () => '1')}]}`)}}}`,
    'shape-type',
  ],
  'a list of 150,000 that may not repeat': [
    pack(title, `${title}, "uses": [${many(150_000, (n) => `"a${n}"`)}]`),
    'too-much',
  ],
  'forty thousand keys of one name': [
    pack('"roles": {', `"roles": {${many(40_000, () => `"a": ${says('x')}`)},`),
    'twice',
  ],
  'two thousand steps': [pack(step, `${step}${many(2000, (n) => `"s${n}": ${says('x')}`)},`), 'too-much'],
  'nine hundred steps that nothing reaches': [
    pack(step, `${step}${many(900, (n) => `"s${n}": ${says('x')}`)},`),
    'unreachable',
  ],
  'a table of 20,000 rows': [
    pack(
      firstRow,
      `${many(20_000, (n) => `["food", "${n + 100}..<${n + 101}", ${says('x')}, "PT2H", "24h"]`)},${firstRow}`,
    ),
    'rows-unchecked',
  ],
  'a number beyond all numbers': [pack('"default": 3,', '"default": 1e999,'), 'too-big-number'],
  'a number that cannot be kept exactly': [pack('"default": 3,', '"default": 12345678901234567890,'), 'too-big-number'],
  'a byte order mark': [`\uFEFF${errand}`, 'fine'],
  'UTF-16': [Buffer.from(`\uFEFF${errand}`, 'utf16le'), 'not-utf-8'],
  GBK: [
    Buffer.concat([Buffer.from('{ "pack": "'), Buffer.from([0xb4, 0xfa, 0xc5, 0xdc]), Buffer.from('" }')]),
    'not-utf-8',
  ],
  'a zero': [pack('代跑', '代\0跑'), 'not-utf-8'],
  'a zero written with escapes': [pack('代跑', '代\\u0000跑'), 'strange-character'],
  'half a character': [pack('代跑', '代\\ud83d跑'), 'strange-character'],
  'half a character in a key': [pack('"roles": {', '"\\udc00": 1, "roles": {'), 'strange-character'],
  'nothing at all': ['', 'not-json'],
  'a single null': ['null', 'shape-type'],
}

/** What a process of its own with little memory says of the file. */
const child = `
  import { readFileSync } from 'node:fs'
  const { checkText } = await import(${JSON.stringify(pathToFileURL('dist/engine/pack/load.js').href)})
  const file = process.argv[1]
  const text = readFileSync(file, 'utf8')
  // time of this process, not of a machine that has other things to do
  const began = process.cpuUsage()
  const troubles = await checkText(text, file)
  const { user, system } = process.cpuUsage(began)
  const ms = (user + system) / 1000
  console.log(JSON.stringify({ ms, mb: process.resourceUsage().maxRSS / 1024, troubles, polluted: {}.polluted }))
`
function checked(text) {
  const file = join(folder, 'errand.pack.json')
  writeFileSync(file, text)
  const memory = '--max-old-space-size=160'
  const args = [memory, '--input-type=module', '-e', child, file]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 20_000 })
  assert.equal(status, 0, stderr.slice(0, 2000))
  return JSON.parse(stdout)
}

for (const [what, [text, code]] of Object.entries(files))
  test(`hostile: ${what}`, () => {
    const { ms, mb, troubles, polluted } = checked(text)
    const codes = troubles.map((it) => it.code)
    if (code === 'fine') assert.deepEqual(codes, [])
    else assert.ok(codes.includes(code), `${code} is not among ${[...new Set(codes)].join(', ') || 'nothing'}`)
    assert.ok(troubles.length <= 400, `${troubles.length} troubles`)
    const lines = String(text).split(/\r\n|\r|\n/).length
    for (const { says, line, column } of troubles) {
      assert.match(says.zh, /^errand\.pack\.json 第 \d+ 行第 \d+ 列：.+[。？]$/su)
      assert.match(says.en, /^errand\.pack\.json, line \d+, column \d+: .+[.?]$/su)
      assert.ok(says.zh.length < 600 && says.en.length < 600, 'a sentence is a sentence')
      assert.ok(line >= 1 && line <= lines && column >= 1, `line ${line}, column ${column}`)
    }
    assert.ok(ms < 1000, `${Math.round(ms)} ms`)
    assert.ok(mb < 200, `${Math.round(mb)} MB`)
    assert.equal(polluted, undefined)
  })
