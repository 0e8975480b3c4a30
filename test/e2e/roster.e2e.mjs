// Who keeps the posts of a community fills one by touch, and is told in English where that is not theirs to do.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertClean, device, openPage, site } from './harness.mjs'

const rosterOf = (page) => page.locator('linli-grid-roster')
const row = (page, code) => rosterOf(page).locator('[data-row]').filter({ hasText: code })
const history = (page) => rosterOf(page).locator('.history li')

async function openRoster(t, options = {}, address = '/roster.html') {
  const host = await site(t)
  const context = await device(t, { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options })
  const page = await openPage(context, host.url + address)
  await rosterOf(page).locator('[data-row] .more').first().waitFor()
  return page
}

test('by touch alone: a vacancy is filled at its row, in large type', async (t) => {
  const page = await openRoster(t, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  await page.locator('[data-elder]').tap()
  await rosterOf(page).locator('input[type=search]').fill('育才 14幢')
  const more = row(page, '14幢').first().locator('.more')
  await more.scrollIntoViewIfNeeded()
  await more.tap()
  await rosterOf(page).getByRole('menuitem', { name: '任命' }).tap()
  await rosterOf(page).locator('input[name=name]').fill('示例新')
  await rosterOf(page).locator('input[name=why]').fill('楼里推选')
  await rosterOf(page).locator('dialog button[type=submit]').tap()
  await rosterOf(page).locator('dialog').waitFor({ state: 'detached' })
  await history(page).first().waitFor()
  assert.match(await rosterOf(page).locator('.rungs .here').innerText(), /示例新/)
  await assertClean(page)
})

test('in English: in another community the sentence says who may', async (t) => {
  const page = await openRoster(t, {}, '/en/roster.html')
  await rosterOf(page).locator('input[type=search]').fill('330109001047-002')
  await row(page, 'Grid 2').first().locator('.more').click()
  const item = rosterOf(page).getByRole('menuitem', { name: 'Appoint: Grid worker' })
  assert.match(await item.innerText(), /is for: Who appoints/)
  await item.click({ force: true })
  assert.equal(await rosterOf(page).locator('dialog').count(), 0)
})
