// Whoever looks finds whom to call; the street's liaison fills a post, splits a grid and merges one, by keys alone and by touch
// alone, and is told in English where that is not theirs to do.
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
const filled = [['appoint', 'p-1347', '330109001072-002-014', 'building-leader', '楼里推选']]

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

/** Rows of the table that is exported. */
async function exported(page, press) {
  const [file] = await Promise.all([page.waitForEvent('download'), press()])
  const chunks = await (await file.createReadStream()).toArray()
  return Buffer.concat(chunks).toString('utf8').split('\r\n')
}
const shownDay = (page) => rosterOf(page).locator('.only', { hasText: '这是' })

test('by keys alone: a grid is split from tomorrow on, seen as of its day, exported, and taken back', async (t) => {
  const page = await openRoster(t)
  await tabTo(page, /^input 名称/)
  await page.keyboard.type('330109001072-003')
  await row(page, '3网格').first().waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Shift+F10')
  await rosterOf(page).getByRole('menuitem', { name: '拆分 3网格' }).waitFor()
  for (const key of ['End', 'ArrowUp']) await page.keyboard.press(key)
  assert.match(await focused(page), /^menuitem 拆分 3网格/)
  await page.keyboard.press('Enter')
  await rosterOf(page).locator('.members input').first().waitFor()
  await tabTo(page, /^input 20幢/)
  for (let count = 0; count < 4; count++) {
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
  }
  const minded = rosterOf(page).locator('dialog [role=status]')
  await minded.getByText('新网格160户，一般在300到500户之间').waitFor()
  await tabTo(page, /^input 为什么/)
  await page.keyboard.type('一个网格员走不过来')
  await page.keyboard.press('Enter')
  await rosterOf(page).locator('dialog').waitFor({ state: 'detached' })
  await row(page, '4月11日拆分').waitFor()
  await history(page).filter({ hasText: '一个网格员走不过来' }).waitFor()
  assert.match(await focused(page), /^row .*3网格/, 'the keyboard is where it was')

  await tabTo(page, /^button 看4月11日的名册/)
  await page.keyboard.press('Enter')
  await shownDay(page).waitFor()
  await row(page, '072-006').first().waitFor()
  await tabTo(page, /^button 导出/, { back: true })
  const table = await exported(page, () => page.keyboard.press('Enter'))
  assert.match(
    table.find((line) => line.startsWith('330109001072-006,')),
    /^330109001072-006,6网格,Grid 6,网格,330109001072,/,
  )
  assert.match(
    table.find((line) => line.startsWith('330109001072-003-020,')),
    /,楼栋,330109001072-006,/,
  )
  await assertClean(page)

  await tabTo(page, /^button 看今天/)
  await page.keyboard.press('Enter')
  await shownDay(page).waitFor({ state: 'detached' })
  await tabTo(page, /^row .*3网格/)
  await page.keyboard.press('Shift+F10')
  await rosterOf(page).getByRole('menuitem', { name: '撤回拆分 6网格' }).waitFor()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await rosterOf(page).locator('input[name=why]').waitFor()
  await tabTo(page, /^input 为什么/)
  await page.keyboard.type('再商量')
  await page.keyboard.press('Enter')
  await row(page, '4月11日拆分').waitFor({ state: 'detached' })
  const lines = await page.evaluate(async () => {
    const { station } = document.querySelector('linli-station')
    const [{ id, step }] = await station.dossiers({ kind: 'split' })
    return [id, step, (await station.lines(id)).map(({ entry: { act, by } }) => [act, by])]
  })
  const acts = ['split', 'take-back-split'].map((act) => [act, 'p-1347'])
  assert.deepEqual(lines, ['split/330109001072-003/330109001072-006', 'taken-back', acts])
})

test('by touch alone: a grid is merged, and on its day its old code leads to where it went', async (t) => {
  const page = await openRoster(t, phone)
  const search = rosterOf(page).locator('input[type=search]')
  await search.fill('330109001072-005')
  const more = row(page, '5网格').first().locator('.more')
  await more.scrollIntoViewIfNeeded()
  await more.tap()
  await rosterOf(page).getByRole('menuitem', { name: '合并 5网格' }).tap()
  await rosterOf(page).locator('select[name=into]').selectOption('330109001072-004')
  await rosterOf(page).locator('dialog .note').first().waitFor()
  await rosterOf(page).locator('input[name=why]').fill('拆迁以后户数少')
  await rosterOf(page).locator('dialog button[type=submit]').tap()
  await rosterOf(page).locator('dialog').waitFor({ state: 'detached' })
  await row(page, '4月11日合并').waitFor()
  await rosterOf(page).getByRole('button', { name: '看4月11日的名册' }).tap()
  await shownDay(page).waitFor()
  const gone = rosterOf(page).locator('.only', { hasText: '5网格（330109001072-005）已并入 4网格' })
  await gone.waitFor()
  await gone.getByRole('button', { name: '4网格' }).tap()
  await rosterOf(page).locator('.rungs .here').waitFor()
  assert.match(await rosterOf(page).locator('.chain h3').innerText(), /4网格/)
  await history(page).filter({ hasText: '5网格 并进来' }).waitFor()
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
