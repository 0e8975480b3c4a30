// dist/demo: the demo as a static site for any web server. The pages are copied as they are, so that what a webmaster
// reads in them is what runs; linli.js, rules/ and schemas/ lie where the pages look for them.
import { createHash } from 'node:crypto'
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'

const published = (file) => !/\.(mjs|map)$/.test(file)
for (const [from, to] of [
  ['demo', 'dist/demo'],
  ['dist/cdn', 'dist/demo'],
  ['rules', 'dist/demo/rules'],
  ['schemas', 'dist/demo/schemas'],
]) {
  cpSync(from, to, { recursive: true, filter: published })
}

/** Files that a file names: by address, by import, and the packs of a community. */
function named(file, text) {
  const folder = file.slice(0, file.lastIndexOf('/') + 1)
  const found = [
    ...text.matchAll(/"(\/[\w./-]+\.(?:css|js|json|png|svg|webmanifest))"/g),
    ...text.matchAll(/from '(\.[\w./-]+)'/g),
    ...text.matchAll(/"pack": "([\w-]+)"/g),
  ].map(([, name]) => name)
  return found.map(
    (name) => new URL(/\./.test(name) ? name : `${name}.pack.json`, `http://localhost${folder}`).pathname,
  )
}

/** What the kiosk's pages need when there is no network: all that they name, and every script that linli.js may load late. */
function kioskFiles() {
  const siblings = readdirSync('dist/cdn').filter((file) => file.endsWith('.js'))
  const files = new Set(['/kiosk.html', '/en/kiosk.html', ...siblings.map((file) => `/${file}`)])
  for (const file of files)
    if (/\.(html|webmanifest|community\.json)$|^\/js\//.test(file))
      for (const other of named(file, readFileSync(`dist/demo${file}`, 'utf8'))) files.add(other)
  files.delete('/kiosk-worker.js')
  return [...files].sort()
}

const files = kioskFiles()
const hash = createHash('sha256')
for (const file of files) hash.update(file).update(readFileSync(`dist/demo${file}`))
const release = JSON.stringify({ version: hash.digest('hex').slice(0, 12), files })
const worker = readFileSync('demo/kiosk-worker.js', 'utf8')
writeFileSync(
  'dist/demo/kiosk-worker.js',
  worker.replace(/^const release = .*$/m, () => `const release = ${release}`),
)
