// The signer's three jobs: read the pledge, sign it, later take it back or read what was promised; by keys alone, by touch
// alone, in two languages, among the two hundred households of the demo.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyTo, phone, tabTo } from './hands.mjs'
import { assertClean } from './harness.mjs'
import { openInside } from './inside.mjs'

const card = (page) => page.locator('linli-covenant-signer')
const sign = (page) => card(page).locator('.sign')
const words = (page) => card(page).locator('.frame .words')
const stepsOf = (page, household) =>
  page.evaluate(async (signer) => {
    const { station } = document.querySelector('linli-station')
    const found = await station.dossiers({ kind: 'signature', where: { signer } })
    return Object.fromEntries(found.map(({ fields, step }) => [fields.pledge.slice(-1), step]))
  }, household)

async function openCovenant(t, options = {}, address = '/covenant.html') {
  const { page } = await openInside(t, address, options)
  await sign(page).waitFor()
  return page
}

/** Writes with a finger where the pad is; the place of the seal is tapped afterwards. */
async function writeByFinger(page) {
  const canvas = card(page).locator('linli-signature-pad canvas')
  await canvas.scrollIntoViewIfNeeded()
  const { x, y } = await canvas.boundingBox()
  const session = await page.context().newCDPSession(page)
  const send = (type, points) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y]) => ({ x, y })) })
  for (const [from, to] of [
    [20, 30],
    [70, 30],
  ]) {
    await send('touchStart', [[x + from, y + to]])
    for (let i = 1; i <= 6; i++) await send('touchMove', [[x + from + i * 6, y + to + i * 9]])
    await send('touchEnd', [])
  }
}

test('by keys alone: reads both editions, signs the new one with a typed name before a witness, and takes it back', async (t) => {
  const page = await openCovenant(t)
  await sign(page).getByText('签过第 1 版').waitFor()
  assert.match(await words(page).innerText(), /遛狗牵好绳/)

  await keyTo(page, /^summary 各版文字/)
  await keyTo(page, /^button 看这一版 1/)
  await words(page).filter({ hasNotText: '遛狗' }).waitFor()
  await card(page).locator('.card .seal').waitFor()
  await keyTo(page, /^button 看这一版 2/)
  await words(page).filter({ hasText: '遛狗' }).waitFor()

  await keyTo(page, /^button 打字代替/)
  await tabTo(page, /^input 姓名/)
  await page.keyboard.type('刘示例')
  await tabTo(page, /^select 见证人/)
  await tabTo(page, /^input 我是见证人/)
  await page.keyboard.press('Space')
  await keyTo(page, /^button 重新签，盖红印/)
  await sign(page).getByText('已签，红印已盖上').waitFor()
  assert.deepEqual(await stepsOf(page, 'h-001-001-01-101'), { 1: 'signed', 2: 'signed' })
  await sign(page).getByText('见证人').waitFor()
  assert.equal(await card(page).locator('.bricks .mine').count(), 1)
  await assertClean(page)

  await keyTo(page, /^button 撤回/)
  const asked = page.getByRole('dialog', { name: '撤回这份签名？' })
  await asked.waitFor()
  await assertClean(page)
  await tabTo(page, /^button 撤回$/, { back: true })
  await page.keyboard.press('Enter')
  await sign(page).getByText('已撤回。想再签').waitFor()
  assert.deepEqual(await stepsOf(page, 'h-001-001-01-101'), { 1: 'signed', 2: 'withdrawn' })
  await assertClean(page)
})

test('by touch alone on a phone: a name by finger, the red seal where it was pressed, and a paper that holds its own proof', async (t) => {
  const page = await openCovenant(t, phone)
  await page.locator('#me').selectOption('r-2')
  await sign(page).locator('option', { hasText: '102' }).waitFor({ state: 'attached' })
  await sign(page).getByText('签过第 1 版').waitFor({ state: 'hidden' })
  assert.match(await sign(page).innerText(), /不采指纹/)
  await writeByFinger(page)
  const seal = card(page).locator('.card .seal')
  await card(page).locator('.place[aria-disabled=false]').tap()
  await seal.waitFor()
  assert.equal(await card(page).locator('.card .seal').getAttribute('aria-label'), '画上去的红印，不是指纹')
  assert.deepEqual(await stepsOf(page, 'h-001-001-01-102'), { 2: 'signed' })

  await card(page).locator('.wall .n').first().tap()
  const rows = card(page).locator('dialog tbody tr')
  await rows.first().waitFor()
  const counts = (await rows.locator('td').allInnerTexts()).map(Number)
  assert.ok(Math.min(...counts) >= 5, `a number of few is told: ${counts}`)
  await assertClean(page)
  await card(page).getByRole('button', { name: '关上' }).tap()

  const code = await page.evaluate(async () => {
    const { station } = document.querySelector('linli-station')
    const [one] = await station.dossiers({ kind: 'signature', where: { signer: 'h-001-001-01-102' } })
    const hash = document.querySelector('linli-covenant-signer').shadowRoot.querySelector('.proof ul').textContent
    return `${one.id} ${new Date(one.at).toISOString()} sha256:${/[0-9a-f]{64}/.exec(hash)[0]}`
  })
  await card(page).getByText('这份签名说明什么').tap()
  await card(page).locator('.proof input').fill(code)
  await card(page).getByRole('button', { name: '对一对' }).tap()
  await card(page).getByText('签名也对得上：1幢1单元102').waitFor()
  assert.match(await card(page).locator('.proof').innerText(), /没有比对过/)
  await assertClean(page)

  await page.evaluate(() => (window.print = () => undefined))
  await card(page).getByRole('button', { name: '打印' }).tap()
  await card(page).locator('.a4 .qr path').waitFor({ state: 'attached' })
  await page.emulateMedia({ media: 'print' })
  assert.ok(await card(page).locator('.a4 .qr').isVisible())
  assert.equal(await card(page).locator('.card').isVisible(), false)
  assert.equal(await page.locator('h1').isVisible(), false, 'only the sheet goes on the paper')
  assert.match(await card(page).locator('.a4').innerText(), /1幢1单元102[^]*红印为图样，不是指纹/)
  const margin = { top: '12mm', right: '12mm', bottom: '12mm', left: '12mm' }
  const paper = (await page.pdf({ format: 'A4', margin })).toString('latin1')
  assert.equal(paper.match(/\/Type \/Page\b/g).length, 1, 'one sheet')
  await page.emulateMedia({ media: 'screen' })

  await sign(page).getByRole('button', { name: '撤回' }).tap()
  await page.getByRole('dialog', { name: '撤回这份签名？' }).getByRole('button', { name: '撤回', exact: true }).tap()
  await sign(page).getByText('已撤回。想再签').waitFor()
  assert.deepEqual(await stepsOf(page, 'h-001-001-01-102'), { 2: 'withdrawn' })
})

test('in English, dark and in large type: read, signed by a witness for a household at her stairs, taken back', async (t) => {
  const page = await openCovenant(t, { locale: 'en' }, '/en/covenant.html')
  await page.locator('#me').selectOption({ index: 3 })
  const households = sign(page).locator('select[name=signer] option')
  await households.nth(39).waitFor({ state: 'attached' })
  assert.equal(await households.count(), 40, 'a witness is at home in her own building')
  await sign(page).locator('select[name=signer]').selectOption({ label: 'Building 1, stairs 1, 102' })
  await page.emulateMedia({ colorScheme: 'dark' })
  await sign(page).getByText('Type the name, before a witness').waitFor()
  await sign(page).locator('input[name=typed]').fill('Sample')
  await sign(page).locator('input[name=present]').check()
  await sign(page).getByRole('button', { name: 'Sign and seal' }).click()
  await sign(page).getByText('Signed and sealed').waitFor()
  await assertClean(page)
  await page.locator('[data-elder]').click()
  await page.waitForTimeout(200)
  await assertClean(page)
  const said = await card(page).locator('.card').innerText()
  assert.doesNotMatch(said.replace('同\n守\n邻\n约', ''), /[\u4e00-\u9fff]/, 'beside the letters of the seal')
})
