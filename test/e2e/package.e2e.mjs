// The package as npm carries it: for a bundler, and for Node, where there is no page (a server that renders, a script).
import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'
import { build } from 'esbuild'
import { device, openPage, site } from './harness.mjs'

const tags = readdirSync('dist/components', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'base')
  .map((entry) => entry.name)

test('the engine loads without a page', async () => {
  assert.equal(typeof (await import('linli')).openStation, 'function')
})

test('all tags together load without a page, for a server that renders one', async () => {
  assert.equal(typeof (await import('linli/tags.js')).defineAll, 'function')
})

test('custom-elements.json tells editors of every tag', () => {
  const { modules } = JSON.parse(readFileSync('custom-elements.json', 'utf8'))
  const told = Object.fromEntries(modules.flatMap((module) => module.declarations).map((one) => [one.tagName, one]))
  assert.deepEqual(Object.keys(told).sort(), tags.map((tag) => `linli-${tag}`).sort())
  for (const tag of tags) {
    const { summary, slots, attributes, events = [] } = told[`linli-${tag}`]
    assert.ok(summary && attributes, tag)
    for (const { name } of events) assert.match(name, /^linli-/)
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

test('a roster from an address loads what reads it, and what says what is wrong with it where something is', async (t) => {
  const contents = `import 'linli/components/grid-roster.js'`
  const options = { bundle: true, format: 'esm', write: false, outdir: '/', splitting: true, metafile: true }
  const { outputFiles, metafile } = await build({ ...options, stdin: { contents, resolveDir: '.' } })
  const entryOf = (file) => metafile.outputs[file]?.entryPoint?.replace('dist/', '')
  const host = await site(t, {
    files: {
      ...Object.fromEntries(outputFiles.map(({ path, text }) => [path, text])),
      '/alone.html': `<!doctype html><html lang="zh-CN"><head><title>页面</title><link rel="icon" href="/img/icon.svg">
        <script type="module" src="/stdin.js"></script></head><body><main><h1>页面</h1>
        <linli-grid-roster src="/data/chengxiang/roster.json" people="/data/chengxiang/people.json"></linli-grid-roster></main></body></html>`,
    },
  })
  const page = await openPage(await device(t), `${host.url}/alone.html`)
  const came = () =>
    page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname))
  const asked = async () => (await came()).flatMap((path) => entryOf(outputFileOf(path)) ?? []).sort()
  const outputFileOf = (path) => Object.keys(metafile.outputs).find((file) => `/${file}`.endsWith(path))
  await page.getByRole('treegrid').waitFor()
  assert.deepEqual(await asked(), ['<stdin>', 'components/grid-roster/source.js'])
  await host.edit('/data/chengxiang/roster.json', (text) => text.replace('"community"', '"comunity"'))
  await page.reload()
  await page.getByRole('alert').getByText('comunity').first().waitFor()
  assert.ok((await asked()).includes('engine/pack/validators.js'), String(await asked()))
})
