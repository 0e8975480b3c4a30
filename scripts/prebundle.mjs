// The test runner serves native ES modules, but many packages ship CommonJS: each dependency is made one ES module,
// once per version, in node_modules/.cache.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const cache = 'node_modules/.cache/prebundle'
const read = (path) => JSON.parse(readFileSync(root + path, 'utf8'))

/** Lit is left alone: it ships ES modules, and two copies of it would not work together. */
export function prebundle() {
  const files = Object.fromEntries(
    Object.keys(read('package.json').dependencies)
      .filter((name) => !/^@?lit\b/.test(name))
      .map((name) => [name, `${cache}/${name}-${read(`node_modules/${name}/package.json`).version}.js`]),
  )
  return {
    name: 'prebundle',
    serverStart: () =>
      Promise.all(Object.entries(files).map(([name, file]) => existsSync(root + file) || bundle(name, file))),
    resolveImport: ({ source }) => files[source] && `/${files[source]}`,
  }
}

async function bundle(name, file) {
  const options = { bundle: true, format: 'esm', platform: 'browser', target: 'es2022', write: false }
  const plain = await build({ ...options, entryPoints: [name], outdir: cache, metafile: true, absWorkingDir: root })
  const [{ entryPoint }] = Object.values(plain.metafile.outputs)
  let [{ text }] = plain.outputFiles
  if (plain.metafile.inputs[entryPoint].format === 'cjs') {
    // CommonJS has no static list of its exports: take the names that Node finds.
    const found = Object.keys(await import(createRequire(import.meta.url).resolve(name)))
    const names = found.filter((one) => !['module.exports', '__esModule'].includes(one))
    const contents = `export { ${names} } from '${name}'`
    const named = await build({ ...options, stdin: { contents, resolveDir: root } })
    text = named.outputFiles[0].text
  }
  // Written aside and moved into place whole: two runs may start at once.
  mkdirSync(root + cache, { recursive: true })
  writeFileSync(`${root}${file}.${process.pid}`, text)
  renameSync(`${root}${file}.${process.pid}`, root + file)
}
