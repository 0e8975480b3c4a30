// Whoever looks finds whom to call; who keeps the posts of a community fills one, by keys alone and by touch alone, and is told
// in English where that is not theirs to do.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { focused, phone, tabTo } from './hands.mjs'
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

/** Posts of a place that were taken or left, with who did it, as the journal has them. */
const tenures = (page) =>
  page.evaluate(async () => {
    const { station } = document.querySelector('linli-station')
    const found = await station.dossiers({ kind: 'tenure' })
    const of = async ({ id, place, fields }) => {
      const { act, by, reason } = (await station.lines(id)).at(-1).entry
      return [act, by, place, fields.post, reason]
    }
    return Promise.all(found.map(of))
  })
const filled = [['appoint', 'p-1348', '330109001072-002-014', 'building-leader', '楼里推选']]

test('by keys alone: a building is found, whom to call there, and a vacancy is filled at its row', async (t) => {
  const page = await openRoster(t)
  await tabTo(page, /^input 名称/)
  await page.keyboard.type('育才 14幢')
  await row(page, '14幢').first().waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await rosterOf(page).locator('.rungs .vacant', { hasText: '楼长' }).waitFor()
  await tabTo(page, /^a 打电话/)
  assert.match(await rosterOf(page).evaluate(({ shadowRoot }) => shadowRoot.activeElement.href), /^tel:\d+$/)

  await tabTo(page, /^row .*14幢/, { back: true })
  await page.keyboard.press('Shift+F10')
  await rosterOf(page).getByRole('menuitem', { name: '任命' }).waitFor()
  assert.match(await focused(page), /^menuitem 任命/)
  await page.keyboard.press('Enter')
  await rosterOf(page).locator('dialog input').first().waitFor()
  await tabTo(page, /^input 由谁担任/)
  await page.keyboard.type('示例新')
  await tabTo(page, /^input 为什么/)
  await page.keyboard.type('楼里推选')
  await page.keyboard.press('Enter')
  await rosterOf(page).locator('dialog').waitFor({ state: 'detached' })
  await rosterOf(page).locator('.rungs .here', { hasText: '示例新' }).waitFor()
  assert.match(await focused(page), /^row .*14幢/, 'the keyboard is where it was')
  assert.deepEqual(await tenures(page), filled)
  await assertClean(page)
})

test('by touch alone: a vacancy is filled at its row, in large type', async (t) => {
  const page = await openRoster(t, phone)
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
  assert.deepEqual(await tenures(page), filled)
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
