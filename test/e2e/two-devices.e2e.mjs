// Two devices on one page: each scene is acted on both while they are apart, and after the join both give the same answer,
// with what is void or too many marked, and why.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertClean, device, openPage, site } from './harness.mjs'

const languages = {
  zh: {
    folder: '/',
    same: '已接上，两边一样。',
    differ: '已断开，两边现在不一样。',
    void: '传到时，第3行已先办。这一行留着，不起作用。两位请通个电话。',
    bay: '传到时，第1行已先办。这一行留着，不起作用。两位请通个电话。',
    count: '合并后复核：12个车位都有人约了，转候补。这一行在后，请打电话商量。',
    proposal: '2个商位停，提请暂停本格',
    offline: '离线，1 条待发',
    online: '在线，全部同步',
  },
  en: {
    folder: '/en/',
    same: 'Connected, and both are the same.',
    differ: 'Cut, and the two differ now.',
    void: 'When this arrived, line 3 had been done already. It stays here without effect. Please call each other.',
    bay: 'When this arrived, line 1 had been done already. It stays here without effect. Please call each other.',
    count:
      'Counted again after a merge: All 12 bays are taken: waiting list. This was the later one; please call and settle it.',
    proposal: '2 stalls are at stop: suspending the unit is proposed',
    offline: 'Offline, 1 line to go',
    online: 'Online, all in step',
  },
}

async function opened(t, folder, options = {}) {
  const host = await site(t)
  const context = await device(t, { viewport: { width: 1440, height: 1000 }, reducedMotion: 'reduce', ...options })
  const page = await openPage(context, `${host.url}${folder}two-devices.html`)
  await page.locator('body[data-ready]').waitFor({ state: 'attached', timeout: 30_000 })
  return page
}
const words = (page) => page.locator('#net-words')
const says = (page, text) =>
  words(page)
    .and(page.getByText(text, { exact: true }))
    .waitFor()
/** The status counts what is to go behind the act. */
const status = (page, at, text) =>
  page.locator('linli-station-status .words').nth(at).getByText(text, { exact: true }).waitFor()
const cards = (page) => page.locator('linli-case-card')
/** What a device tells of the dossier that is looked at, without what it draws by the second. */
const told = async (page, at) => {
  const card = cards(page).nth(at)
  await card.locator('linli-timeline .lines').waitFor()
  return {
    title: await card.locator('#what').textContent(),
    step: await card.locator('.step').textContent(),
    lines: await card.locator('linli-timeline .lines > li').allTextContents(),
  }
}

/** One scene to its end; what both devices say of it then. */
async function play(page, scene, it, press = (selector) => page.locator(selector).click()) {
  await press(`[data-scene="${scene}"]`)
  await says(page, it.differ)
  for (const at of [0, 1]) await status(page, at, it.offline)
  await press('#net')
  await says(page, it.same)
  for (const at of [0, 1]) await status(page, at, it.online)
  const [left, right] = [await told(page, 0), await told(page, 1)]
  assert.deepEqual(left, right)
  return left
}

for (const [language, it] of Object.entries(languages))
  test(`every scene ends alike on both devices, and says why (${language})`, async (t) => {
    const page = await opened(t, it.folder)
    const isThere = async (text) => {
      for (const at of [0, 1]) await cards(page).nth(at).getByText(text).first().waitFor()
    }
    await play(page, 'case', it)
    assert.equal(await cards(page).locator('.lines > .void').count(), 2)
    await isThere(it.void)
    await assertClean(page)

    await play(page, 'bay', it)
    assert.equal(await cards(page).locator('.lines > .void').count(), 2)
    await isThere(it.bay)

    await play(page, 'bookings', it)
    await isThere(it.count)
    assert.equal(await page.locator('.list strong').count(), 2, 'only the 13th is marked, on both')
    assert.equal(await cards(page).locator('.lines > .void').count(), 0)

    await play(page, 'stalls', it)
    await isThere(it.proposal)
    await assertClean(page)
  })

test('by the keyboard alone', async (t) => {
  const page = await opened(t, '/')
  const press = async (selector) => {
    const isThere = () => page.evaluate((it) => document.activeElement === document.querySelector(it), selector)
    for (let steps = 0; !(await isThere()); steps++) {
      assert.ok(steps < 60, `${selector} is not reached`)
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Space')
  }
  await play(page, 'case', languages.zh, press)
})

test('by a finger, on a phone, where one device stands below the other', async (t) => {
  const page = await opened(t, '/', { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true })
  await play(page, 'bay', languages.zh, (selector) => page.locator(selector).tap())
  const [first, second] = await page
    .locator('.device')
    .evaluateAll((all) => all.map((it) => it.getBoundingClientRect()))
  assert.ok(second.top >= first.bottom)
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360)
  await assertClean(page)
})
