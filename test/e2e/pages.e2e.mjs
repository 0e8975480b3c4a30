// Every page of the demo as a visitor meets it: nothing breaks its strict policy, nothing fails, nobody is shut out, in any
// light, in large type, in either language.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import { assertClean, device, openPage, site } from './harness.mjs'

const demo = new URL('../../demo/', import.meta.url)
const pages = (folder) =>
  readdirSync(new URL(`.${folder}`, demo)).filter((name) => name.endsWith('.html') && name !== 'hostile.html')

/** Drawn, and its station open where it has one. */
async function settled(page) {
  await page.waitForFunction(() => {
    const station = document.querySelector('linli-station')
    return !station || station.station
  })
  // pages that show cases play their afternoon first
  if (
    await page
      .locator(
        'script:is([src*="desk.js"], [src*="street.js"], [src*="practices.js"], [src*="market.js"], [src*="two-devices.js"], [src*="yucai.js"])',
      )
      .count()
  )
    await page.locator('body[data-ready]').waitFor({ state: 'attached', timeout: 60_000 })
  await page.waitForTimeout(500)
}

const policy = `default-src 'self'; script-src 'self'; style-src 'self'`

for (const folder of ['/', '/en/'])
  for (const name of pages(folder))
    test(`${folder}${name} keeps its policy, fails nowhere and shuts nobody out`, async (t) => {
      const host = await site(t)
      const context = await device(t, { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
      const page = await openPage(context, host.url + folder + name)
      assert.equal(await page.locator('meta[http-equiv]').getAttribute('content'), policy)
      await settled(page)
      await assertClean(page)
      await page.emulateMedia({ colorScheme: 'dark' })
      await assertClean(page)
      await page.emulateMedia({ colorScheme: 'light' })
      await page.locator('[data-elder]').click()
      await page.waitForTimeout(200)
      await assertClean(page)
      await page.setViewportSize({ width: 360, height: 780 })
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      assert.ok(wide <= 360, `${wide} px wide on a phone`)
    })

test('both languages have the same pages, and each links to its twin', async (t) => {
  assert.deepEqual(pages('/'), pages('/en/'))
  const host = await site(t)
  const page = await openPage(await device(t), `${host.url}/index.html`)
  for (const name of pages('/')) {
    await page.goto(`${host.url}/${name}`)
    assert.equal(await page.getByRole('link', { name: 'English' }).getAttribute('href'), `/en/${name}`)
    await page.goto(`${host.url}/en/${name}`)
    assert.equal(await page.getByRole('link', { name: '中文' }).getAttribute('href'), `/${name}`)
  }
})
