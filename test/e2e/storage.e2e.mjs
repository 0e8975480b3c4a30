// A browser without room, one that takes the database away under the page, and one that opens an empty one in its place:
// what people are told, what is kept, and where it can be had again.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { community, hall, roster } from './hall.mjs'
import { assertClean, device, openPage, site } from './harness.mjs'

const files = { '/hall.pack.json': hall, '/here.community.json': community, '/roster.json': roster }
const html = (
  lang,
) => `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>Linli</title><link rel="icon" href="/img/icon.svg">
<script type="module" src="/linli.js"></script><script type="module" src="/page.js"></script>
<main><h1>Linli</h1><h2>本机</h2><linli-station community="/here.community.json" roster="/roster.json">
<linli-station-status open></linli-station-status></linli-station></main></html>`
const script = `
const element = document.querySelector('linli-station')
const acted = async (act) => {
  try {
    const { allowed, says, entry } = await element.station.act({ by: 'anyone', place: 'st', data: {}, ...act })
    return { allowed, says, on: entry?.on }
  } catch ({ name, code, says }) {
    return { name, code, says }
  }
}
window.report = () => acted({ type: 'report', on: 'case/new', data: { what: 'x'.repeat(20_000) } })
window.accept = (on) => acted({ type: 'accept', on })
window.look = () => element.station.storage.look()
/** Lines that are there, and dossiers that are counted and found. */
window.there = async () => {
  const { journal } = element.station
  let lines = 0
  for await (const { entries } of journal.all()) lines += entries.length
  const { total } = await journal.count({ kind: 'case' }, 0)
  return { lines, total, found: (await journal.find({ kind: 'case' })).length }
}
if (element.station) window.ready = true
else element.addEventListener('linli-station-ready', () => (window.ready = true))
`

async function opened(t, lang = 'zh-CN') {
  const texts = Object.entries(files).map(([path, file]) => [path, JSON.stringify(file)])
  const host = await site(t, { files: { ...Object.fromEntries(texts), '/page.html': html(lang), '/page.js': script } })
  const context = await device(t)
  const page = await openPage(context, `${host.url}/page.html`)
  await page.waitForFunction(() => window.ready)
  const cleared = { origin: host.url, storageTypes: 'indexeddb' }
  const browser = await context.newCDPSession(page)
  return { page, origin: host.url, browser, clear: () => browser.send('Storage.clearDataForOrigin', cleared) }
}
const there = (page) => page.evaluate(() => window.there())
/** The line, and the panel under it. */
const line = (page, words) => page.locator('linli-station-status [part=line]', { hasText: words }).waitFor()
const panel = (page, part) => page.locator(`linli-station-status [part=${part}]`)

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
  assert.deepEqual((await page.evaluate(() => window.look())).trouble, { code: 'full', says: refused.says })
  assert.deepEqual(await there(page), { lines: kept, total: kept, found: kept })
  await line(page, '现在存不下东西')
  await panel(page, 'storage').getByText('先导出一份收好，再腾地方').waitFor()

  await browser.send('Storage.overrideQuotaForOrigin', { origin })
  const again = async () => (await page.evaluate(() => window.report())).allowed
  for (const begun = Date.now(); !(await again()); await pause(250)) assert.ok(Date.now() - begun < 120_000)
  assert.equal((await page.evaluate(() => window.look())).trouble, undefined)
  kept++
  assert.deepEqual(await there(page), { lines: kept, total: kept, found: kept })
  await page.locator('linli-station-status', { hasNotText: '现在存不下东西' }).waitFor()
})

test('the browser clears the data under a page: that is told in words, and people act on', async (t) => {
  const { page, clear } = await opened(t)
  const { on } = await page.evaluate(() => window.report())
  // it is noted beside the database that there is something
  await page.waitForFunction(() =>
    localStorage.getItem('linli held linli /here.community.json')?.includes('"dossiers":1'),
  )
  await clear()
  const refused = await page.evaluate((id) => window.accept(id), on)
  assert.equal(refused.allowed, false)
  assert.equal(refused.says.zh, '还没有这份事项')
  assert.deepEqual(await there(page), { lines: 0, total: 0, found: 0 })
  assert.equal((await page.evaluate(() => window.report())).allowed, true)
  assert.deepEqual(await there(page), { lines: 1, total: 1, found: 1 })
  assert.equal((await page.evaluate(() => window.look())).trouble, undefined)
  await line(page, '原来存的不见了')
})

for (const [lang, says] of Object.entries({
  'zh-CN': {
    line: '原来存的不见了',
    export: '导出全部',
    gone: /2 份档案不见了/,
    todo: /有导出的文件就从文件取回/,
    bring: '从文件取回',
    brought: '取回了 2 份档案，2 条。',
    understood: '知道了',
  },
  en: {
    line: 'What was kept here is gone',
    export: 'Export everything',
    gone: /2 dossiers kept here since/,
    todo: /bring it back from an exported file/,
    bring: 'Bring back from a file',
    brought: 'Brought back: 2 lines in 2 dossiers.',
    understood: 'Understood',
  },
}))
  test(`a station that opens empty where it held something says so, and is filled again from a file (${lang})`, async (t) => {
    const { page, clear } = await opened(t, lang)
    for (let times = 0; times < 2; times++) assert.equal((await page.evaluate(() => window.report())).allowed, true)
    const saved = page.waitForEvent('download')
    await panel(page, 'storage').getByRole('button', { name: says.export }).click()
    const text = await readFile(await (await saved).path())
    await page.waitForFunction(() =>
      localStorage.getItem('linli held linli /here.community.json')?.includes('"dossiers":2'),
    )
    const reopened = async () => {
      await page.reload()
      await page.waitForFunction(() => window.ready)
    }
    await page.goto('about:blank')
    await clear()
    await page.goBack()
    await page.waitForFunction(() => window.ready)
    await line(page, says.line)
    await panel(page, 'lost').getByText(says.gone).waitFor()
    await panel(page, 'lost').getByText(says.todo).waitFor()
    await assertClean(page)
    const note = await page.evaluate(() => Object.values(localStorage).join())
    assert.ok(!note.includes('xxx'), 'nothing of any dossier is noted')

    // still told after a reload, until somebody has read it
    await reopened()
    await line(page, says.line)
    const chosen = page.waitForEvent('filechooser')
    await panel(page, 'lost').getByRole('button', { name: says.bring }).click()
    await (await chosen).setFiles({ name: 'all.jsonl', mimeType: 'application/x-ndjson', buffer: text })
    await panel(page, 'storage').getByText(says.brought).waitFor()
    assert.deepEqual(await there(page), { lines: 2, total: 2, found: 2 })
    await panel(page, 'lost').getByRole('button', { name: says.understood }).click()
    await panel(page, 'lost').waitFor({ state: 'detached' })
    await reopened()
    await panel(page, 'storage').waitFor()
    assert.equal(await panel(page, 'lost').count(), 0)
    assert.equal((await page.evaluate(() => window.look())).lost, undefined)
    assert.deepEqual(page.problems, [])
  })
