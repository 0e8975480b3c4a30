// The worst page a tag may be pasted into: resets on everything, a tiny root size, an AMD loader, another Dexie, a listener for `hide`.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { device, openPage, site } from './harness.mjs'

const require = createRequire(import.meta.url)
/** Dexie 3 itself, in place of the page's small imitation, with the mark by which the versions of Dexie know each other. */
const dexie3 = `${readFileSync(require.resolve('dexie-old'), 'utf8')}
;window[Symbol.for('Dexie')] = window.Dexie`

const roster = (page) => page.locator('linli-grid-roster')

for (const [dexie, files] of [
  ['an imitation of Dexie 3', {}],
  ['Dexie 3 itself', { '/js/hostile/old-dexie.js': dexie3 }],
])
  test(`on a hostile page with ${dexie} the two tags work: the roster opens, searches, and shows who answers`, async (t) => {
    const host = await site(t, { files })
    const context = await device(t, { viewport: { width: 1280, height: 900 } })
    const page = await openPage(context, `${host.url}/hostile.html`)
    await roster(page).getByRole('treegrid').waitFor()
    await roster(page).getByRole('searchbox').fill('育才东苑 1幢')
    await roster(page).getByText('1幢', { exact: true }).first().click()
    await roster(page).getByText('楼长').first().waitFor()
    assert.equal(await page.locator('main').count(), 1)
    assert.deepEqual(await page.evaluate(() => window.define.amd.seen), [])
    assert.match(await page.evaluate(() => window.Dexie.semVer), /^3\./)
    assert.deepEqual(page.problems, [])
  })

test('nothing of the page reaches into the tags: letters, sizes, boxes', async (t) => {
  const host = await site(t)
  const context = await device(t, { viewport: { width: 1280, height: 900 } })
  const look = async (path) => {
    const page = await openPage(context, host.url + path)
    const row = roster(page).getByRole('row').nth(3)
    await row.waitFor()
    return row.evaluate((element) => {
      const { fontSize, letterSpacing, lineHeight, textTransform, boxSizing, wordBreak } = getComputedStyle(element)
      return { fontSize, letterSpacing, lineHeight, textTransform, boxSizing, wordBreak, height: element.offsetHeight }
    })
  }
  assert.deepEqual(await look('/hostile.html'), await look('/portal.html'))
})

/** Whether the words inside the tag are drawn: whatever is not slotted has no boxes. */
const wordsSeen = (page) =>
  roster(page).evaluate((element) => {
    const range = document.createRange()
    range.selectNodeContents(element)
    return range.getClientRects().length > 0
  })

test('the words inside a tag are seen until linli.js is there, and stay if it never comes', async (t) => {
  const host = await site(t)
  const context = await device(t)
  let arrive
  await context.route('**/linli.js', async (route) => {
    await new Promise((go) => (arrive = go))
    await route.continue()
  })
  const page = await context.newPage()
  await page.goto(`${host.url}/hostile.html`, { waitUntil: 'commit' })
  await roster(page).waitFor()
  assert.equal(await wordsSeen(page), true)
  arrive()
  await roster(page).getByRole('treegrid').waitFor()
  assert.equal(await wordsSeen(page), false)

  await context.unroute('**/linli.js')
  await context.route('**/linli.js', (route) => route.abort())
  await page.reload()
  assert.equal(await wordsSeen(page), true)
})
