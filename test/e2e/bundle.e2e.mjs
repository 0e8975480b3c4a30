// linli.js as it is published: any page, any order, any address.
import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'
import { openDesk, report, room } from './desk.mjs'
import { assertClean, device, openPage, site } from './harness.mjs'

const page = (head) => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>页面</title><link rel="icon" href="/img/icon.svg">${head}</head>
<body><main><h1>页面</h1></main></body></html>`

test('the harness sees a violation, an error and a fault of access', async (t) => {
  const files = {
    '/bad.html': page('<style>p { color: red }</style><script type="module" src="/bad.js"></script>'),
    '/bad.js': 'document.querySelector("main").append(new Image())\nconsole.error("a")\nthrow new Error("b")',
  }
  const host = await site(t, { files })
  const tab = await openPage(await device(t), `${host.url}/bad.html`)
  await assert.rejects(assertClean(tab), /image-alt/)
  assert.match(tab.problems.join('\n'), /policy: style-src-elem inline/)
  assert.match(tab.problems.join('\n'), /console: a/)
  assert.match(tab.problems.join('\n'), /error: b/)
})

test('linli.js registers its tags under the strict policy, and once more under another address', async (t) => {
  const host = await site(t, { files: { '/index.html': page('<script type="module" src="/linli.js"></script>') } })
  const tab = await openPage(await device(t), host.url)
  await tab.waitForFunction(() => customElements.get('linli-station'))
  await tab.addScriptTag({ url: '/linli.js?v=2', type: 'module' })
  await assertClean(tab)
})

const cdn = new URL('../../dist/cdn/', import.meta.url)
/** Files of each script in dist/cdn, from its source map. */
const parts = Object.fromEntries(
  readdirSync(cdn)
    .filter((file) => file.endsWith('.js.map'))
    .map((file) => [file.replace('.map', ''), JSON.parse(readFileSync(new URL(file, cdn), 'utf8')).sources]),
)
const scriptsWith = (source) => Object.keys(parts).filter((script) => parts[script].some((one) => one.includes(source)))

test('the compiled schemas lie in validators.js alone, and JSONPath nowhere', () => {
  assert.deepEqual(scriptsWith('engine/generated/validators.js'), ['validators.js'])
  assert.deepEqual(scriptsWith('engine/generated/rules-engine.js').sort(), ['bench.js', 'linli.js', 'merging.js'])
  for (const source of [
    'node_modules/json-rules-engine/',
    'node_modules/jsonpath-plus/',
    'node_modules/eventemitter2/',
  ])
    assert.deepEqual(scriptsWith(source), [])
})

const community = '/rules/chengxiang.community.json'
const spaced = (text) => `${text}\n`
/** Which of the scripts that look at new files the page has asked for. */
const asked = (page) =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name.split('/').at(-1))
      .filter((name) => ['books.js', 'roster.js', 'validators.js'].includes(name))
      .sort(),
  )

async function again(desk) {
  await desk.reload()
  await desk.locator('body[data-ready]').waitFor()
}

test('a page loads what checks files for those that are new to it, once, and for no others', async (t) => {
  const host = await site(t)
  const desk = await openDesk(await room(t), host)
  const roster = new URL(await desk.locator('linli-station').getAttribute('roster'), desk.url()).pathname
  assert.deepEqual(await asked(desk), ['books.js', 'roster.js', 'validators.js'])
  for (const [file, script] of [[], [community, 'books.js'], [roster, 'roster.js']]) {
    if (file) {
      await host.edit(file, spaced)
      await again(desk)
      assert.deepEqual(await asked(desk), [script, 'validators.js'])
    }
    await again(desk)
    assert.deepEqual(await asked(desk), [], file)
  }
  await assertClean(desk)
})

for (const script of ['validators.js', 'books.js'])
  test(`without ${script} what was checked goes on, and what is new is told and not adopted`, async (t) => {
    const host = await site(t)
    const desk = await openDesk(await room(t), host)
    host.remove(`/${script}`)
    await again(desk)
    assert.equal(await desk.locator('linli-station').getByRole('alert').count(), 0)
    await host.edit(community, spaced)
    await again(desk)
    await desk.locator('linli-station').getByRole('alert').getByText(`${script} 读不到`).waitFor()
    assert.equal(await desk.locator('linli-station').evaluate(({ station }) => station.bookFrom.source), 'stored')
  })

test('a changed rule is tried on the past in a worker, under the strict policy, and without one where the script is missing', async (t) => {
  const host = await site(t)
  const desk = await openDesk(await room(t), host)
  const id = await report(desk, '楼道灯不亮')
  const changed = (await host.text('/rules/four-platforms.pack.json')).replace('Four-platform case handling', 'Cases')
  const ask = () =>
    desk.locator('linli-station').evaluate(async ({ station }, text) => {
      const { troubles, lines, differ } = await station.backtest(text, { question: 'thorough' })
      return { errors: troubles.filter(({ level }) => level === 'error'), lines, differ }
    }, changed)
  const answer = await ask()
  assert.deepEqual(answer, { errors: [], lines: 1, differ: 0 }, id)
  assert.equal(desk.workers().length, 1)
  await assertClean(desk)
  host.remove('/backtest-worker.js')
  await again(desk)
  assert.deepEqual(await ask(), answer)
  assert.equal(desk.workers().length, 0)
})
