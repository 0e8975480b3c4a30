// The market manager's mornings: check a unit, log what happened, see the nine squares around a stall, decide; by keys alone,
// by touch alone, in two languages, on the hall of the demo.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { focused, keyTo, tabTo } from './hands.mjs'
import { assertClean, device, openPage, site, until } from './harness.mjs'

const [manager, head, medic] = ['p-01', 'p-11', 'p-05']
const unit = 'unit/330782008-3-u05'
const items = ['mask', 'disinfection', 'air', 'spacing', 'fire-lane', 'electricity', 'aisle', 'rubbish', 'staff']
const allOk = Object.fromEntries(items.map((item) => [item, 'ok']))

const panelOf = (page) => page.locator('linli-stall-panel')
const title = (page) => panelOf(page).locator('.side h3')
const stationDoes = (page, act) =>
  page.evaluate((wish) => document.querySelector('linli-station').station.act(wish), act)
const stepOf = (page, id) =>
  page.evaluate(async (on) => (await document.querySelector('linli-station').station.dossier(on)).step, id)

/** Checks of the unit that was checked last, with who wrote them, as the journal has them. */
const marked = (page) =>
  page.evaluate(async () => {
    const { station } = document.querySelector('linli-station')
    const [{ id }] = await station.dossiers({ kind: 'unit', sort: 'at', limit: 1 })
    const lines = await station.lines(id)
    return lines
      .filter(({ entry }) => entry.act === 'mark')
      .map(({ entry: { by, data } }) => [data.stall, by, data.checks])
  })
/** Where something was reported, and what. */
const raised = (page) =>
  page.evaluate(async () =>
    (await document.querySelector('linli-station').station.dossiers({ kind: 'incident' })).map(({ place, fields }) => [
      place,
      fields.what,
    ]),
  )

async function openKiosk(t, options = {}, address = '/kiosk.html') {
  const host = await site(t)
  const context = await device(t, { viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', ...options })
  const page = await openPage(context, host.url + address)
  await panelOf(page).locator('.board').waitFor()
  return page
}

async function openMarket(t, options = {}, address = '/market.html') {
  const host = await site(t)
  const context = await device(t, { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options })
  const page = await openPage(context, host.url + address)
  await page.locator('body[data-ready]').waitFor()
  return page
}

/** Answers the nine by arrows and space alone. */
async function checkByKeys(page, stop = -1) {
  await tabTo(page, /^radio/)
  for (let item = 0; item < 9; item++) {
    if (item > 0) await page.keyboard.press('ArrowDown')
    if (item === stop) for (let twice = 0; twice < 2; twice++) await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Space')
    if (item === stop) for (let twice = 0; twice < 2; twice++) await page.keyboard.press('ArrowLeft')
  }
}

test('by keys alone: the morning check, the nine squares around another stall, and something to report', async (t) => {
  const page = await openKiosk(t)
  await checkByKeys(page)
  await panelOf(page).locator('.foot .done', { hasText: '3-0507' }).waitFor()
  await panelOf(page).locator('.sq[data-id$="3-0507"]', { hasText: '正常' }).waitFor()
  assert.deepEqual(await marked(page), [['330782008-3-0507', manager, allOk]])

  await tabTo(page, /^combobox/, { back: true })
  await page.keyboard.type('0101')
  await panelOf(page).locator('.found [role=option]').first().waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await title(page).filter({ hasText: '3-0101' }).waitFor()
  assert.equal(await panelOf(page).locator('.sq.wall').count(), 5)
  await tabTo(page, /^gridcell 3-0101/)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await title(page).filter({ hasText: '3-0201' }).waitFor()

  await keyTo(page, /^button 报事/)
  const form = page.getByRole('dialog', { name: /报事/ })
  await form.waitFor()
  await tabTo(page, /^input/)
  await page.keyboard.press('Space')
  await tabTo(page, /^textarea/)
  await page.keyboard.type('对面商位有人晕倒')
  await assertClean(page)
  await keyTo(page, /^button 交上去/)
  await form.waitFor({ state: 'hidden' })
  await panelOf(page).locator('.box', { hasText: '本格关注' }).waitFor()
  await panelOf(page).locator('.proposal').getByText('格里出了事，关注，并提请暂停').waitFor()
  assert.deepEqual(await raised(page), [['330782008-3-0201', '对面商位有人晕倒']])
})

const touched = {
  '/kiosk.html': {
    middle: '以它为中心',
    block: '固定单元',
    raise: '报事',
    crowd: '人流拥挤',
    send: '交上去',
    watch: '本格关注',
    home: '回本商位',
    what: '楼梯口人太多',
  },
  '/en/kiosk.html': {
    middle: 'Put in the middle',
    block: 'Fixed unit',
    raise: 'Raise',
    crowd: 'Crowding',
    send: 'Send',
    watch: 'Watch',
    home: 'Back to own stall',
    what: 'Too many people at the stairs',
  },
}
for (const [path, says] of Object.entries(touched))
  test(`${path} by touch alone: the nine squares around another stall, its unit, and something to report`, async (t) => {
    const page = await openKiosk(t, { hasTouch: true, viewport: { width: 1080, height: 1920 } }, path)
    const panel = panelOf(page)
    await panel.locator('.sq[data-id$="3-0508"]').tap()
    await panel.getByRole('button', { name: says.middle }).tap()
    await title(page).filter({ hasText: '3-0508' }).waitFor()
    await panel.locator('.sq[aria-selected=true][data-id="330782008-3-0508"]').waitFor()
    await panel.getByRole('button', { name: says.block }).tap()
    await panel.getByRole('grid', { name: says.block }).waitFor()
    await panel.getByRole('button', { name: says.raise, exact: true }).tap()
    const form = page.getByRole('dialog', { name: says.raise })
    await form.getByText(says.crowd).tap()
    await form.getByRole('textbox').fill(says.what)
    await assertClean(page)
    await form.getByRole('button', { name: says.send }).tap()
    await form.waitFor({ state: 'hidden' })
    await panel.locator('.box', { hasText: says.watch }).waitFor()
    assert.deepEqual(await raised(page), [['330782008-3-0508', says.what]])
    await panel.getByRole('button', { name: says.home }).tap()
    await panel.locator('.sq.own[aria-selected=true]', { hasText: '3-0507' }).waitFor()
  })

test('two stops by touch: the unit is on watch, suspending is proposed with its reasons, and the manager confirms', async (t) => {
  const page = await openKiosk(t, { hasTouch: true, viewport: { width: 1080, height: 1920 } })
  const check = async (stall, stop) => {
    await panelOf(page).locator(`.sq[data-id$="${stall}"]`).tap()
    await title(page).filter({ hasText: stall }).waitFor()
    for (let item = 0; item < 9; item++)
      await panelOf(page)
        .locator('.item')
        .nth(item)
        .getByRole('radio', { name: item === stop ? '停' : '正常' })
        .tap()
    await panelOf(page)
      .locator('.foot .done', { hasText: stall })
      .or(panelOf(page).locator('.proposal'))
      .first()
      .waitFor()
  }
  await check('3-0507', 4)
  await panelOf(page).locator('.box', { hasText: '本格关注' }).waitFor()
  await check('3-0508', 6)
  const proposal = panelOf(page).locator('.proposal')
  await proposal.getByText('2个商位停，提请暂停本格').waitFor()
  assert.deepEqual(await marked(page), [
    ['330782008-3-0507', manager, { ...allOk, [items[4]]: 'stop' }],
    ['330782008-3-0508', manager, { ...allOk, [items[6]]: 'stop' }],
  ])
  assert.notEqual(await stepOf(page, 'unit/330782008-3-u07'), 'suspended', 'the rule proposes, it does not decide')
  await assertClean(page)
  await proposal.getByRole('button', { name: '确认暂停' }).tap()
  await panelOf(page).locator('.box', { hasText: '本格暂停' }).waitFor()
  await until(page, async () => {
    const { station } = document.querySelector('linli-station')
    return (await station.dossiers({ kind: 'unit', steps: ['suspended'] })).length === 1
  })
  // in one go: the panel is drawn anew meanwhile
  const targets = await panelOf(page)
    .locator('button:visible, a:visible, .sq[data-id]')
    .evaluateAll((all) =>
      all.map((el) => [
        el.textContent.trim(),
        Math.max(el.offsetHeight, Number.parseFloat(getComputedStyle(el, '::after').blockSize) || 0),
      ]),
    )
  assert.ok(targets.length > 15)
  assert.deepEqual(
    targets.filter(([, height]) => height < 44),
    [],
  )
})

test('the whole way on the board: no is said with a reason, then yes; mended, looked at by somebody else, open again', async (t) => {
  const page = await openMarket(t)
  const board = page.locator('linli-market-board')
  await board.getByRole('button', { name: '建议停 1' }).waitFor()
  await assertClean(page)
  await board.locator('.unit').first().click()
  const proposal = panelOf(page).locator('.proposal')
  await proposal.getByRole('button', { name: '不同意，说原因' }).click()
  await proposal.getByRole('button', { name: '写下原因' }).click()
  await proposal.getByText('写上原因才能写下。').waitFor()
  await proposal.getByRole('textbox').fill('通道正在清')
  await proposal.getByRole('button', { name: '写下原因' }).click()
  await board.getByRole('button', { name: '建议停 0' }).waitFor()
  assert.equal(await stepOf(page, unit), 'watch')

  // a third stop: the rule proposes again
  const checks = (found) => ({ ...allOk, ...found })
  const mark = (stall, found = {}) =>
    stationDoes(page, {
      type: 'mark',
      on: unit,
      by: head,
      data: { stall: `330782008-${stall}`, checks: checks(found) },
    })
  await mark('3-0502', { electricity: 'stop' })
  await board.getByRole('button', { name: '建议停 1' }).waitFor()
  await proposal.getByRole('button', { name: '确认暂停' }).click()
  await board.getByRole('button', { name: '暂停 1', exact: true }).waitFor()

  for (const stall of ['3-0402', '3-0501', '3-0502']) await mark(stall)
  const reopen = { type: 'reopen', on: unit, by: manager, reason: '已改好' }
  assert.equal((await stationDoes(page, reopen)).because, 'from', 'nobody has looked yet')
  await page.getByRole('button', { name: '回大厅' }).click()
  await page.getByLabel('现在我是').selectOption(medic)
  await board.locator('.unit').first().click()
  await panelOf(page).locator('linli-acts').getByRole('button', { name: /复看/ }).first().click()
  const form = page.getByRole('dialog').last()
  await form.getByRole('textbox').first().fill('通道已清，口罩已戴')
  await form.getByRole('button', { name: /复看/ }).last().click()
  await board.getByRole('button', { name: '已复看 1' }).waitFor()
  assert.equal((await stationDoes(page, reopen)).allowed, true)
  await board.getByRole('button', { name: '暂停 0', exact: true }).waitFor()
  assert.equal(await stepOf(page, unit), 'normal')
  assert.deepEqual(page.problems, [])
})

test('the board by keys alone: a filter, the map, the nine squares and back to where one was', async (t) => {
  const page = await openMarket(t)
  await tabTo(page, /^button 关注/)
  await page.keyboard.press('Space')
  const board = page.locator('linli-market-board')
  await board.locator('.unit').nth(1).waitFor({ state: 'detached' })
  assert.equal(await board.locator('.unit').count(), 1)
  await page.keyboard.press('Space')
  await tabTo(page, /^gridcell 3-0101/)
  for (const key of ['ArrowDown', 'ArrowRight', 'Control+End', 'Home']) await page.keyboard.press(key)
  assert.match(await focused(page), /^gridcell 3-0901 /)
  await page.keyboard.press('Enter')
  await title(page).filter({ hasText: '3-0901' }).waitFor()
  await page.keyboard.press('Escape')
  await panelOf(page).waitFor({ state: 'detached' })
  assert.match(await focused(page), /^gridcell 3-0901 /)
  await page.emulateMedia({ forcedColors: 'active' })
  await assertClean(page)
})

test('in English, on a phone and in large type: the list, a stall, its check', async (t) => {
  const page = await openMarket(
    t,
    { hasTouch: true, locale: 'en', viewport: { width: 390, height: 844 } },
    '/en/market.html',
  )
  const board = page.locator('linli-market-board')
  await board.getByRole('button', { name: 'Units', exact: true }).tap()
  await board.locator('.unit', { hasText: 'Unit 3-03' }).tap()
  await panelOf(page).locator('.board').waitFor()
  for (let item = 0; item < 9; item++)
    await panelOf(page).locator('.item').nth(item).getByRole('radio', { name: 'Fine' }).tap()
  await panelOf(page).locator('.foot .done', { hasText: 'written: Fine' }).waitFor()
  await assertClean(page)
  await page.getByRole('button', { name: 'Back to the hall' }).tap()
  await board.locator('.unit', { hasText: 'Unit 3-03' }).getByText('1 of 8 checked').waitFor()
  await page.getByRole('button', { name: 'Large type' }).tap()
  await assertClean(page)
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390)
})
