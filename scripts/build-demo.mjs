// dist/demo: the demo as a static site for any web server. The pages are copied as they are, so that what a webmaster
// reads in them is what runs; linli.js, rules/ and schemas/ lie where the pages look for them.
import { cpSync } from 'node:fs'

const published = (file) => !/\.(mjs|map)$/.test(file)
for (const [from, to] of [
  ['demo', 'dist/demo'],
  ['dist/cdn', 'dist/demo'],
  ['rules', 'dist/demo/rules'],
  ['schemas', 'dist/demo/schemas'],
]) {
  cpSync(from, to, { recursive: true, filter: published })
}
