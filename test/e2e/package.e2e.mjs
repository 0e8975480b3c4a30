// The package as npm carries it: for a bundler, and for Node, where there is no page (a server that renders, a script).
import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'
import { build } from 'esbuild'

const tags = readdirSync('dist/components', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'base')
  .map((entry) => entry.name)

test('the engine loads without a page', async () => {
  assert.equal(typeof (await import('linli')).openStation, 'function')
})

test('custom-elements.json tells editors of every tag', () => {
  const { modules } = JSON.parse(readFileSync('custom-elements.json', 'utf8'))
  const told = Object.fromEntries(modules.flatMap((module) => module.declarations).map((one) => [one.tagName, one]))
  assert.deepEqual(Object.keys(told).sort(), tags.map((tag) => `linli-${tag}`).sort())
  for (const tag of tags) {
    const { summary, slots, attributes } = told[`linli-${tag}`]
    assert.ok(summary && attributes, tag)
    assert.equal(slots !== undefined, readFileSync(`dist/components/${tag}/${tag}.js`, 'utf8').includes('<slot'), tag)
  }
  for (const { path } of modules) assert.ok(existsSync(path), path)
})

for (const tag of tags) {
  test(`linli-${tag}: the class loads without a page and registers nothing; types stand beside`, async () => {
    const exported = await import(`linli/components/${tag}.class.js`)
    assert.ok(Object.values(exported).some((one) => typeof one === 'function'))
    assert.equal(globalThis.customElements?.get(`linli-${tag}`), undefined)
    for (const file of ['define', tag]) assert.ok(existsSync(`dist/components/${tag}/${file}.d.ts`))
  })

  test(`linli-${tag}: a bundler keeps its registration`, async () => {
    const contents = `import 'linli/components/${tag}.js'`
    const options = { bundle: true, format: 'esm', write: false, logLevel: 'silent', outdir: 'out', splitting: true }
    const { outputFiles } = await build({ ...options, stdin: { contents, resolveDir: '.' } })
    assert.ok(outputFiles.some(({ text }) => text.includes(`"linli-${tag}"`)))
  })
}
