// json-rules-engine -> engine/generated/rules-engine.js: as the judge uses it, without three packages that it brings
// along. They are 15 of its 25 kB gzipped; and a page under a strict Content-Security-Policy need not be told why there is
// `new Function` in what it loads (jsonpath-plus compiles filters), or why its AMD loader is asked (eventemitter2).
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const refuses = (sentence) => `() => { throw new Error('Linli judges ${sentence}.') }`

/** What stands there instead, for as long as nobody asks it for anything. */
const instead = {
  // the judge follows the paths of packs itself (engine/judge/toengine.ts)
  'jsonpath-plus': `exports.JSONPath = ${refuses('without JSONPath: a condition has no "path"')}`,
  // it reads the results and has no listeners
  eventemitter2: `module.exports = function () {}
    module.exports.prototype = { emitAsync: () => Promise.resolve([]), on: ${refuses('without listeners')} }`,
  // it gathers facts beforehand
  'hash-it': `module.exports = ${refuses('without a cache of facts')}`,
}

const { outputFiles } = await build({
  stdin: {
    contents: `export { Engine, Fact, Operator, OperatorDecorator, Rule } from 'json-rules-engine'`,
    resolveDir: root,
  },
  bundle: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  write: false,
  plugins: [
    {
      name: 'instead',
      setup({ onResolve, onLoad }) {
        onResolve({ filter: new RegExp(`^(${Object.keys(instead).join('|')})$`) }, ({ path }) => ({
          path,
          namespace: 'instead',
        }))
        onLoad({ filter: /.*/, namespace: 'instead' }, ({ path }) => ({ contents: instead[path] }))
      },
    },
  ],
})
const of = (file) => readFile(`${root}node_modules/${file}`, 'utf8')
const { version } = JSON.parse(await of('json-rules-engine/package.json'))
const heading = `/*! json-rules-engine ${version}; licence in rules-engine.LICENSE.txt */\n`
const licences = ['json-rules-engine', 'clone'].map(async (name) => `${name}\n\n${await of(`${name}/LICENSE`)}`)
await mkdir(`${root}engine/generated`, { recursive: true })
for (const [name, text] of [
  ['rules-engine.js', heading + outputFiles[0].text],
  ['rules-engine.d.ts', `export { Engine, Fact, Operator, OperatorDecorator, Rule } from 'json-rules-engine'\n`],
  ['rules-engine.LICENSE.txt', (await Promise.all(licences)).join('\n\n')],
]) {
  const path = `${root}engine/generated/${name}`
  // written on change only, so that watchers stay quiet
  if ((await readFile(path, 'utf8').catch(() => '')) !== text) await writeFile(path, text)
}
