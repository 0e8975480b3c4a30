// A browser without room, and one that takes the database away under the page: what people are told, and what is kept.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { build } from 'esbuild'
import { device, openPage, site } from './harness.mjs'

const say = (zh, en) => ({ zh, en })
const files = {
  '/hall.pack.json': {
    pack: 'hall',
    version: 1,
    title: say('大厅', 'Hall'),
    roles: { keeper: say('管理员', 'Keeper') },
    dossiers: {
      case: {
        title: say('事项', 'Case'),
        about: 'matter',
        fields: { what: { title: say('什么', 'What'), type: 'text' } },
        steps: { reported: say('已报', 'Reported'), accepted: say('已受理', 'Accepted') },
        ends: ['accepted'],
        'held-by': { reported: 'keeper' },
      },
    },
    acts: {
      report: {
        title: say('上报', 'Report'),
        on: 'case',
        from: ['new'],
        to: 'reported',
        by: ['anyone'],
        asks: ['what'],
      },
      accept: { title: say('受理', 'Accept'), on: 'case', from: ['reported'], to: 'accepted', by: ['anyone'] },
    },
  },
  '/here.community.json': {
    community: 'here',
    version: 1,
    title: say('这里', 'Here'),
    place: 'st',
    timezone: 'Asia/Shanghai',
    packs: [{ pack: 'hall', version: 1, roles: { keeper: ['keeper'] } }],
  },
  '/roster.json': {
    roster: 'here',
    asOf: '2020-04-10',
    places: { st: { kind: 'street', title: say('街道', 'Street') } },
    parties: {},
    posts: [],
  },
}

const script = `
import { openStation } from './dist/engine/index.js'
const read = async (address) => (await fetch(address)).text()
const station = await openStation({ community: '/here.community.json', roster: '/roster.json', read, name: 'here' })
const acted = async (act) => {
  const data = { what: 'x'.repeat(20_000) }
  try {
    const { allowed, says, entry } = await station.act({ by: 'anyone', place: 'st', data, ...act })
    return { allowed, says, on: entry?.on }
  } catch ({ name, code, says }) {
    return { name, code, says }
  }
}
window.report = () => acted({ type: 'report', on: 'case/new' })
window.accept = (on) => acted({ type: 'accept', on, data: {} })
window.look = async () => (await station.storage.look()).trouble
/** Lines that are there, and dossiers that are counted and found. */
window.there = async () => {
  let lines = 0
  for await (const { entries } of station.journal.all()) lines += entries.length
  const { total } = await station.journal.count({ kind: 'case' }, 0)
  return { lines, total, found: (await station.journal.find({ kind: 'case' })).length }
}
window.ready = true
`

async function opened(t) {
  const { outputFiles } = await build({
    ...{ stdin: { contents: script, resolveDir: '.' }, bundle: true, format: 'esm', platform: 'browser' },
    ...{ target: 'es2022', write: false, logLevel: 'error' },
    define: { 'define.amd': 'false', 'process.env.NODE_ENV': '"production"' },
  })
  const texts = Object.entries(files).map(([path, file]) => [path, JSON.stringify(file)])
  const host = await site(t, {
    files: {
      ...Object.fromEntries(texts),
      '/page.html':
        '<!doctype html><meta charset="utf-8"><title>页面</title><script type="module" src="/page.js"></script>',
      '/page.js': outputFiles[0].text,
    },
  })
  const context = await device(t)
  const page = await openPage(context, `${host.url}/page.html`)
  await page.waitForFunction(() => window.ready)
  return { page, origin: host.url, browser: await context.newCDPSession(page) }
}

test('without room an act is refused in words, nothing of it is kept, and with room it goes on', async (t) => {
  const { page, origin, browser } = await opened(t)
  await browser.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
  // a browser goes on for some seconds with what it last knew of the room
  let [kept, refused] = [0]
  for (const begun = Date.now(); !refused && Date.now() - begun < 120_000; await pause(250)) {
    const { allowed, ...why } = await page.evaluate(() => window.report())
    if (allowed) kept++
    else refused = why
  }
  assert.equal(refused?.code, 'full')
  assert.match(refused.says.zh, /空间满了.*导出或清理后再试。$/)
  assert.deepEqual(await page.evaluate(() => window.look()), { code: 'full', says: refused.says })
  assert.deepEqual(await page.evaluate(() => window.there()), { lines: kept, total: kept, found: kept })

  await browser.send('Storage.overrideQuotaForOrigin', { origin })
  const again = async () => (await page.evaluate(() => window.report())).allowed
  for (const begun = Date.now(); !(await again()); await pause(250)) assert.ok(Date.now() - begun < 120_000)
  assert.equal(await page.evaluate(() => window.look()), undefined)
  kept++
  assert.deepEqual(await page.evaluate(() => window.there()), { lines: kept, total: kept, found: kept })
})

test('where the browser clears the data under a page, what was there is gone in words, and people act on', async (t) => {
  const { page, origin, browser } = await opened(t)
  const { on } = await page.evaluate(() => window.report())
  await browser.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' })
  const refused = await page.evaluate((id) => window.accept(id), on)
  assert.equal(refused.allowed, false)
  assert.equal(refused.says.zh, '还没有这份事项')
  assert.deepEqual(await page.evaluate(() => window.there()), { lines: 0, total: 0, found: 0 })
  assert.equal((await page.evaluate(() => window.report())).allowed, true)
  assert.deepEqual(await page.evaluate(() => window.there()), { lines: 1, total: 1, found: 1 })
  assert.equal(await page.evaluate(() => window.look()), undefined)
})
