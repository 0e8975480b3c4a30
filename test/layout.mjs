// Holds the code to its layers, its doors and its manners: without it the house would lean a little further every week.
import { dirname, join } from 'node:path/posix'
import ts from 'typescript'

/** What each layer may import of ours, itself included. Arrows run down only. */
const layers = {
  engine: ['engine'],
  components: ['components', 'engine'],
  demo: ['demo', 'components', 'engine'],
  bench: ['bench', 'components', 'engine', 'scripts', 'demo'],
  rules: ['rules', 'engine'],
}

/** Where a foreign library, or a global of the browser, may be named. What is not listed may be imported nowhere. */
const doors = {
  lit: ['components/'],
  '@lit/context': ['components/base/', 'components/station/'],
  dexie: ['engine/journal/'],
  'json-rules-engine': ['engine/judge/'],
  'jsonc-parser': ['engine/pack/'],
  'fastest-levenshtein': ['engine/pack/'],
  papaparse: ['engine/csv.ts'],
  fflate: ['engine/xlsx/'],
  saxen: ['engine/xlsx/'],
  'tiny-pinyin': ['engine/roster/places-search.ts'],
  signature_pad: ['components/signature-pad/'],
  uqr: ['components/covenant-signer/'],
  'node:fs': ['engine/cli/files.ts', 'engine/server/'],
  'node:util': ['engine/cli/main.ts', 'engine/server/main.ts'],
  // the server, which runs in Node alone
  'node:http': ['engine/server/'],
  'node:crypto': ['engine/server/'],
  'node:path': ['engine/server/'],
  'node:net': ['engine/server/'],
  pg: ['engine/server/database.ts'],
  '@electric-sql/pglite': ['engine/server/database.ts'],
  // the tag reads rule files; the adapter speaks with its far side
  fetch: ['components/station/', 'engine/sync/http.ts'],
  process: ['engine/cli/linli.ts', 'engine/server/linli-server.ts'],
}

const clockFile = 'engine/time/clock.ts'
const timers = ['setTimeout', 'setInterval']
const page = ['document', 'window', 'HTMLElement', 'customElements']
const vague = ['utils', 'util', 'helpers', 'helper', 'common', 'lib', 'misc', 'shared']
const hosts = ['www.w3.org', 'json-schema.org', 'schemas.openxmlformats.org', 'example.org', '127.0.0.1', 'localhost']

/**
 * Every fault in these files, one sentence each.
 * @param {Record<string, string>} files path from the root of the repository → text
 * @returns {string[]} `path:line sentence`
 */
export function faults(files) {
  const code = Object.keys(files).filter((path) => /^(engine|components|demo|bench|rules)\/.*\.ts$/.test(path))
  const sources = Object.fromEntries(code.map((path) => [path, read(path, files[path])]))
  return [
    ...code.flatMap((path) => [...importFaults(sources[path]), ...nameFaults(sources[path])]),
    ...circles(sources),
    ...folderFaults(files),
    ...sheetFaults(files),
    ...Object.entries(files).flatMap(([path, text]) => wordFaults(path, text)),
  ]
}

/** One file's imports and the globals it names, with their lines. */
function read(path, text) {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const imports = []
  const names = []
  const line = (node) => source.getLineAndCharacterOfPosition(node.getStart()).line + 1
  const visit = (node) => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      const type = node.isTypeOnly || node.importClause?.isTypeOnly
      imports.push({ from: node.moduleSpecifier.text, type: Boolean(type), late: false, line: line(node) })
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      imports.push({ from: node.arguments[0].text ?? '', type: false, late: true, line: line(node) })
    }
    if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) {
      names.push({ name: 'new Date()', line: line(node) })
    }
    if (ts.isPropertyAccessExpression(node) && node.getText() === 'Date.now') {
      names.push({ name: 'Date.now', line: line(node) })
    }
    if (ts.isIdentifier(node) && isGlobal(node)) names.push({ name: node.text, line: line(node) })
    ts.forEachChild(node, visit)
  }
  visit(source)
  return { path, imports, names }
}

/** A name that stands for itself: not `x.fetch`, not a key, not the name of a parameter or member. */
function isGlobal(node) {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node || isGlobalThis(parent.expression)
  return !('name' in parent && parent.name === node) || ts.isShorthandPropertyAssignment(parent)
}

const isGlobalThis = (node) => ['globalThis', 'window', 'self'].includes(node.getText())
/** Tests, and the samples that they share. */
const isTest = (path) => /(\.test|\/sample(-\w+)*)\.ts$/.test(path)
const layerOf = (path) => path.split('/')[0]
const target = (path, from) => join(dirname(path), from).replace(/\.js$/, '.ts')
const packageOf = (from) => /^(@[^/]+\/)?[^/]+/.exec(from)[0]

function importFaults({ path, imports }) {
  const own = layerOf(path)
  return imports.flatMap(({ from, line }) => {
    const say = (sentence) => [`${path}:${line} ${sentence}`]
    if (!from.startsWith('.')) {
      if (isTest(path) || own === 'bench') return []
      const open = doors[packageOf(from)]
      if (!open) return say(`imports ${packageOf(from)}, which has no door`)
      return open.some((door) => path.startsWith(door))
        ? []
        : say(`imports ${packageOf(from)} outside ${open.join(', ')}`)
    }
    const to = target(path, from)
    const allowed = isTest(path) ? [...layers[own], 'engine', 'rules', 'schemas', 'test'] : layers[own]
    if (!allowed.includes(layerOf(to))) return say(`${own} imports ${to}`)
    const folder = /^(.*\/)index\.ts$/.exec(to)?.[1]
    return folder && path.startsWith(folder) ? say(`imports the index of its own folder, ${to}`) : []
  })
}

function nameFaults({ path, names }) {
  if (isTest(path) || !/^(engine|components)\//.test(path)) return []
  const engine = path.startsWith('engine/')
  return names.flatMap(({ name, line }) => {
    const say = (sentence) => [`${path}:${line} ${sentence}`]
    if (path !== clockFile && ['Date.now', 'new Date()'].includes(name))
      return say(`reads the time by ${name}: ask the clock`)
    if (engine && path !== clockFile && timers.includes(name)) return say(`uses ${name}: ask the clock to wake you`)
    if (engine && page.includes(name)) return say(`names ${name}: the engine has no page`)
    if (name === 'fetch' && !doors.fetch.some((door) => path.startsWith(door)))
      return say('fetches: only the station tag and the http adapter do')
    if (name === 'process' && !doors.process.includes(path)) return say('names process: only the commands have one')
    return []
  })
}

/** What only some tags draw has a sheet of its own in components/base; without it the words stand there bare. */
const drawn = {
  eave: /class="[^"]*\beave\b/,
  mid: /class="mid\b/,
  field: /class="[^"]*\bfield\b/,
  seg: /class="[^"]*\bseg\b/,
  note: /class="[^"]*\bnote\b/,
  dialog: /<dialog/,
  plate: /\bplate\(/,
  'state-mark': /\bstateMark\(/,
  ruler: /\bruler\(/,
  reason: /\breason\(/,
  photo: /\bphoto\(|\bclass="photos/,
}

function sheetFaults(files) {
  const own = Object.entries(files).filter(([path]) => /^components\/(?!base\/)[\w-]+\//.test(path) && !isTest(path))
  const folder = (path) => path.slice(0, path.lastIndexOf('/'))
  return own.flatMap(([path, text]) =>
    Object.entries(drawn)
      .filter(([, how]) => how.test(text))
      .map(([part]) => part)
      .filter(
        (part) => !own.some(([other, it]) => folder(other) === folder(path) && it.includes(`/base/${part}.styles.js'`)),
      )
      .map((part) => `${path}:1 draws what base/${part}.styles.ts dresses, which no sheet of its tag names`),
  )
}

/** Modules that need each other to load. Types alone may meet. */
function circles(sources) {
  const needs = (path) =>
    sources[path].imports
      .filter(({ from, type, late }) => from.startsWith('.') && !type && !late)
      .map(({ from }) => target(path, from))
      .filter((to) => sources[to])
  const found = []
  const done = new Set()
  const walk = (path, trail) => {
    if (trail.includes(path))
      found.push(`${path}:1 is part of a circle: ${[...trail.slice(trail.indexOf(path)), path].join(' → ')}`)
    if (trail.includes(path) || done.has(path)) return
    for (const next of needs(path)) walk(next, [...trail, path])
    done.add(path)
  }
  for (const path of Object.keys(sources)) walk(path, [])
  return found
}

function folderFaults(files) {
  const paths = Object.keys(files)
  const tags = new Set(paths.flatMap((path) => /^components\/([^/]+)\//.exec(path)?.[1] ?? []))
  tags.delete('base')
  const missing = [...tags].flatMap((tag) =>
    [`${tag}.ts`, 'define.ts', `${tag}.test.ts`]
      .map((file) => `components/${tag}/${file}`)
      .filter((path) => !(path in files))
      .map((path) => `${path}:1 is missing`),
  )
  const listed = files['components/tags.ts'] ?? ''
  const unlisted = [...tags].filter((tag) => !listed.includes(`'./${tag}/${tag}.js'`))
  const named = paths.filter((path) => path.split('/').some((part) => vague.includes(part.replace(/\..*$/, ''))))
  return [
    ...missing,
    ...unlisted.map((tag) => `components/tags.ts:1 lacks ${tag}`),
    ...named.map((path) => `${path}:1 has a name that says nothing: put it with the noun it serves`),
  ]
}

/** What no file may say: places of one machine, hosts of others, tests left out. */
/** What reads files of people who typed on, and what tells them so. */
const typed = ['engine/pack/read.ts', 'engine/pack/sample-mutants.ts', 'schemas/fixtures/mistakes.md']

function wordFaults(path, text) {
  if (/\.(png|jpg|webp|woff2)$/.test(path) || path === 'package-lock.json') return []
  return text.split('\n').flatMap((words, at) => {
    const say = (sentence) => [`${path}:${at + 1} ${sentence}`]
    const folder = /(?<![\w.])\/(work|home|root|Users|tmp|opt)\/[\w.-]+/.exec(words)?.[0]
    if (folder) return say(`names a place of one machine, ${folder}`)
    const host = [...words.matchAll(/https?:\/\/([\w.-]+)/g)]
      .map((found) => found[1])
      .find((one) => !hosts.includes(one))
    if (host) return say(`names a host, ${host}`)
    if (/\.test\.\w+$|\.e2e\.mjs$/.test(path) && /\b(it|test|describe)\.(only|skip|todo)\(/.test(words)) {
      return say('leaves a test out')
    }
    const isCurly = /[\u2018\u2019\u201c\u201d]/.test(words)
    if (isCurly && !typed.includes(path)) return say('has a curly quote: straight in English, 「」 in Chinese')
    return []
  })
}
