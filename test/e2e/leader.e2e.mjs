// The building leader's three jobs: tick the doors, call the grid worker, hear today's notices; by keys alone, by touch
// alone, and something seen reported with a photo while the network is cut.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyTo, phone, tabTo, tooSmall } from './hands.mjs'
import { assertClean, until } from './harness.mjs'
import { openInside } from './inside.mjs'
import { photo } from './photo.mjs'

const leader = (page) => page.locator('linli-building-leader')
const told = (page) => leader(page).locator('.told')

async function openLeader(t, options = {}, address = '/leader.html') {
  const opened = await openInside(t, address, options)
  await leader(opened.page).locator('.three').waitFor()
  return opened
}
/** Stairs with a door that still waits, and the first such door. */
async function firstOpen(page, turn) {
  for (let stairs = 0; stairs < 4; stairs++) {
    const open = leader(page).locator('.door:not(.done)')
    if ((await open.count()) > 0) return (await open.first().locator('b').innerText()).trim()
    await turn()
  }
  return assert.fail('no door is open')
}
/** What was written last of a door, and by whom. */
const written = (page) =>
  page.evaluate(async () => {
    const { station } = document.querySelector('linli-station')
    const [door] = await station.dossiers({ kind: 'visit', sort: 'at', limit: 1 })
    const { act, by, data } = (await station.lines(door.id)).at(-1).entry
    return [act, by, data]
  })
const me = (page) => page.locator('#me').inputValue()
const left = async (page) => Number(/还有 (\d+)\s户/.exec(await leader(page).locator('.round').innerText())[1])

test('by keys alone: a door is ticked, the grid worker is called, the notices are there to be heard', async (t) => {
  const { page } = await openLeader(t)
  const before = await left(page)
  await keyTo(page, /^button 走访打勾/)
  await leader(page).locator('.doors').waitFor()
  await assertClean(page)
  const door = await firstOpen(page, () => keyTo(page, /^button 下一单元/))
  await keyTo(page, new RegExp(`^button ${door}(还没去|没人在家)`))
  await leader(page).locator('.keys').waitFor()
  await assertClean(page)
  await keyTo(page, /^button 3$/)
  await told(page).getByText(`${door} 记下了：已上门。3`).waitFor()
  assert.deepEqual(await written(page), ['visit', await me(page), { people: 3 }])
  await page.keyboard.press('Escape')
  await leader(page).locator('.three').waitFor()
  await leader(page)
    .locator('.round', { hasText: `还有 ${before - 1} 户` })
    .waitFor()

  await keyTo(page, /^button 打给网格员/)
  await tabTo(page, /^a 打给/)
  assert.match(
    await page.evaluate(() => document.querySelector('linli-building-leader').shadowRoot.activeElement.href),
    /^tel:\d+$/,
  )
  await assertClean(page)
  await page.keyboard.press('Escape')

  await keyTo(page, /^button 听今天通知/)
  assert.equal(await leader(page).locator('.news li').count(), 2, 'what is announced for another grid is not hers')
  await keyTo(page, /^button 读给我听/)
  // this browser has no voices
  await told(page).getByText('没有会读中文的声音').waitFor()
  await assertClean(page)
})

test('by touch alone: a door is ticked and mended, the type grows, and a voice reads the screen until it is left', async (t) => {
  const { page } = await openLeader(t, phone)
  await page.evaluate(() => {
    window.heard = []
    const voice = { lang: 'zh-CN', localService: true }
    speechSynthesis.getVoices = () => [voice]
    speechSynthesis.speak = (said) => window.heard.push(said.text)
    speechSynthesis.cancel = () => window.heard.push('—')
    Object.defineProperty(SpeechSynthesisUtterance.prototype, 'voice', { set: () => undefined })
  })
  const before = await left(page)
  await leader(page)
    .getByRole('button', { name: /走访打勾/ })
    .tap()
  const door = await firstOpen(page, () => leader(page).getByRole('button', { name: '下一单元' }).tap())
  const named = leader(page).locator('.door', { hasText: door })
  await named.tap()
  await leader(page).getByRole('button', { name: '空房' }).tap()
  await told(page).getByText(`${door} 记下了：空房`).waitFor()
  await named.tap()
  await leader(page).getByRole('button', { name: '记错了' }).tap()
  await told(page).getByText(`${door} 记下了：更正`).waitFor()
  assert.deepEqual((await written(page)).slice(0, 2), ['correct', await me(page)])
  await named.tap()
  await leader(page).getByRole('button', { name: '4', exact: true }).tap()
  await told(page).getByText(`${door} 记下了：已上门。4`).waitFor()
  assert.deepEqual(await written(page), ['visit', await me(page), { people: 4 }])
  await leader(page).getByRole('button', { name: '回去' }).tap()
  await leader(page).locator('.three').waitFor()
  assert.equal(await left(page), before - 1)

  for (let i = 0; i < 4; i++) await leader(page).getByRole('button', { name: '大一点' }).tap()
  assert.equal(
    await leader(page)
      .locator('.big span')
      .first()
      .evaluate((el) => getComputedStyle(el).fontSize),
    '30px',
  )
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360)
  await assertClean(page)

  await leader(page)
    .getByRole('button', { name: /听今天通知/ })
    .tap()
  await leader(page).getByRole('button', { name: '读给我听' }).tap()
  assert.match((await page.evaluate(() => window.heard)).join(), /停水[^]*|楼道灯/)
  await leader(page).getByRole('button', { name: '回去' }).tap()
  assert.equal((await page.evaluate(() => window.heard)).at(-1), '—')
  await leader(page)
    .getByRole('button', { name: /打给网格员/ })
    .tap()
  const call = leader(page).getByRole('link', { name: /^打给/ }).first()
  assert.match(await call.getAttribute('href'), /^tel:\d+$/)
  assert.deepEqual(await tooSmall(leader(page), 60), [])
  await assertClean(page)
})

test('without a network: what was seen is reported with a photo, small and under its hash, and is there afterwards', async (t) => {
  const { page, context } = await openLeader(t, phone)
  await leader(page)
    .getByRole('button', { name: /打给网格员/ })
    .tap()
  await context.setOffline(true)
  const began = performance.now()
  await leader(page).getByRole('button', { name: '看见事情，写下来报' }).tap()
  const form = leader(page).locator('linli-form')
  await form.locator('input[type=search]').fill('灯')
  await form.getByText('楼道灯').first().tap()
  await form.locator('textarea').fill('三楼楼道灯不亮')
  const picture = photo(2400, 1600)
  await form.locator('input[type=file]').setInputFiles({ name: 'light.png', mimeType: 'image/png', buffer: picture })
  await form.locator('canvas.photo').waitFor()
  await form.locator('[part=send]').tap()
  const sent = leader(page)
    .locator('linli-form')
    .getByText(/已报|已上报|已存/)
    .first()
  await sent.waitFor()
  t.diagnostic(`${Math.round(performance.now() - began)} ms from the press to the words that it is kept`)
  await until(page, async () => {
    const { station } = document.querySelector('linli-station')
    return (await station.dossiers({ kind: 'case' })).length > 0
  })
  const kept = await page.evaluate(async () => {
    const { station } = document.querySelector('linli-station')
    const [one] = await station.dossiers({ kind: 'case', sort: 'opened' })
    const [hash] = one.fields.photos
    const blob = await station.photo(hash)
    const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())
    const { width, height } = await createImageBitmap(blob)
    return {
      place: one.place,
      hash,
      digest: [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
      size: blob.size,
      edges: [width, height],
    }
  })
  assert.equal(kept.place, '330109001072-001-001')
  assert.equal(kept.digest, kept.hash)
  assert.equal(Math.max(...kept.edges), 1280)
  assert.ok(kept.size < picture.length, `${kept.size} bytes of ${picture.length}`)
  await context.setOffline(false)
  assert.deepEqual(page.problems, [])
})

test('the English page shuts nobody out on any of its screens', async (t) => {
  const { page } = await openLeader(t, { locale: 'en' }, '/en/leader.html')
  for (const name of [/Tick doors/, /Call grid worker/, /Hear notices/]) {
    await leader(page).getByRole('button', { name }).click()
    await assertClean(page)
    assert.doesNotMatch(await leader(page).locator('section').innerText(), /[\u4e00-\u9fff]/)
    await leader(page).getByRole('button', { name: 'Back' }).click()
  }
})
