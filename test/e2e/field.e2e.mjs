// The grid worker's three jobs in the street, the network gone: report with a photo, close what can be closed on the spot,
// do today's visits; by keys alone and by touch alone.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyTo, phone, tabTo, tooSmall } from './hands.mjs'
import { assertClean, until } from './harness.mjs'
import { openInside } from './inside.mjs'
import { photo } from './photo.mjs'

const grid = '330109001072-001'
const board = (page) => page.locator('linli-board')
const card = (page) => page.locator('linli-case-card')
const strips = (page) => board(page).locator('.strip')
const asked = (page) => page.locator('linli-form:visible')
const me = (page) => page.locator('#me').inputValue()

/** The dossier at that step that was written to last, by this worker, as the journal has it. */
const comesTo = (page, kind, step) =>
  until(
    page,
    async ([of, at]) => {
      const { station } = document.querySelector('linli-station')
      const [one] = await station.dossiers({ kind: of, steps: [at], sort: 'at', limit: 1 })
      const lines = one ? await station.lines(one.id) : []
      if (lines.at(-1)?.entry.by !== station.me) return undefined
      const { place, fields } = one
      const sizes = await Promise.all((fields.photos ?? []).map(async (hash) => (await station.photo(hash)).size))
      return { place, fields, sizes, lines: lines.map(({ entry, state }) => `${entry.act} ${entry.by} ${state}`) }
    },
    [kind, step],
  )
/** The camera gives its picture whenever the page asks for one. */
const picture = { name: 'light.png', mimeType: 'image/png', buffer: photo(1600, 1200) }
const camera = (page) => page.on('filechooser', (chooser) => chooser.setFiles(picture))
const shown = (page) => asked(page).locator('canvas.photo').waitFor()
function assertReported({ place, fields, lines, sizes }, worker) {
  assert.deepEqual([place, fields.what], [grid, '二楼楼道灯不亮'])
  assert.deepEqual(lines, [`report ${worker} fits`])
  assert.ok(sizes.length === 1 && sizes[0] < 1_000_000, `${sizes} bytes`)
}

test('by keys alone: reports with a photo, mends it on the spot, goes to a door and finds nobody at the next', async (t) => {
  const { page, context } = await openInside(t, '/field.html')
  const worker = await me(page)
  camera(page)
  await assertClean(page)
  await context.setOffline(true)
  await board(page).getByText('没有网络').waitFor()

  await keyTo(page, /^button 上报/)
  await asked(page).locator('.placebar', { hasText: '1网格' }).waitFor()
  await tabTo(page, /^input 找一找/)
  await page.keyboard.type('楼道灯')
  await tabTo(page, /^input 楼道灯不亮/)
  await page.keyboard.press('Space')
  await tabTo(page, /^textarea 情况/)
  await page.keyboard.type('二楼楼道灯不亮')
  await tabTo(page, /^input 拍一张/)
  await page.keyboard.press('Enter')
  await shown(page)
  await keyTo(page, /^button 交上去/)
  assertReported(await comesTo(page, 'case', 'reported'), worker)

  await keyTo(page, /^button .*楼道灯不亮/)
  await card(page).getByRole('heading', { name: '楼道灯不亮' }).waitFor()
  await keyTo(page, /^button 就地办/)
  await tabTo(page, /^input 拍一张/)
  await page.keyboard.press('Enter')
  await shown(page)
  await tabTo(page, /^textarea 处置结果/)
  await page.keyboard.type('换了灯泡，亮了')
  await keyTo(page, /^button 就地办/)
  const mended = await comesTo(page, 'case', 'fed-back')
  assert.deepEqual(mended.lines.slice(1), [`self-handle ${worker} fits`])
  await card(page).getByText('已反馈').first().waitFor()
  await page.keyboard.press('Escape')

  await keyTo(page, /^button 今天走访/, { back: true })
  await strips(page).first().waitFor()
  const waiting = await strips(page).count()
  await keyTo(page, /^button 已等.*待上门/)
  await card(page).getByRole('heading', { name: '上门' }).waitFor()
  await page.keyboard.press('v')
  await tabTo(page, /^input 在住人数/)
  await page.keyboard.type('3')
  await keyTo(page, /^button 已上门/)
  const visited = await comesTo(page, 'visit', 'visited')
  assert.deepEqual([visited.fields.people, visited.lines], [3, [`visit ${worker} fits`]])
  await page.keyboard.press('Escape')
  await strips(page)
    .nth(waiting - 1)
    .waitFor({ state: 'detached' })
  // the next door has taken its place
  await tabTo(page, /^button 已等.*待上门/, { most: 1 })
  await page.keyboard.press('Enter')
  await card(page).locator('[part=acts]').getByRole('button', { name: '没人在家' }).waitFor()
  await page.keyboard.press('n')
  const nobody = await comesTo(page, 'visit', 'nobody-home')
  assert.deepEqual(nobody.lines, [`nobody-home ${worker} fits`])
  await assertClean(page)
})

test('by touch alone on a phone: the same, with targets for a cold thumb', async (t) => {
  const { page, context } = await openInside(t, '/field.html', phone)
  const worker = await me(page)
  camera(page)
  await assertClean(page)
  await context.setOffline(true)

  await board(page).getByRole('button', { name: '上报', exact: true }).tap()
  await asked(page).locator('.placebar', { hasText: '1网格' }).waitFor()
  await asked(page).getByRole('searchbox').fill('楼道灯')
  await asked(page).getByText('楼道灯不亮', { exact: true }).tap()
  await asked(page).getByRole('textbox', { name: '情况' }).fill('二楼楼道灯不亮')
  await asked(page).getByText('拍一张').tap()
  await shown(page)
  assert.deepEqual(await tooSmall(asked(page), 44), [])
  await asked(page).getByRole('button', { name: '交上去' }).tap()
  assertReported(await comesTo(page, 'case', 'reported'), worker)

  await strips(page).filter({ hasText: '楼道灯不亮' }).tap()
  await card(page).getByRole('button', { name: '就地办' }).tap()
  await asked(page).getByText('拍一张').tap()
  await shown(page)
  await asked(page).getByRole('textbox', { name: '处置结果' }).fill('换了灯泡，亮了')
  await asked(page).getByRole('button', { name: '就地办' }).tap()
  const mended = await comesTo(page, 'case', 'fed-back')
  assert.deepEqual(mended.lines.slice(1), [`self-handle ${worker} fits`])
  await board(page).getByRole('button', { name: '返回' }).tap()

  await page.getByRole('button', { name: '今天走访' }).tap()
  await strips(page).first().tap()
  await card(page).getByRole('button', { name: '已上门' }).tap()
  await asked(page).getByRole('spinbutton', { name: '在住人数' }).fill('3')
  await asked(page).getByRole('button', { name: '已上门' }).tap()
  const visited = await comesTo(page, 'visit', 'visited')
  assert.deepEqual([visited.fields.people, visited.lines], [3, [`visit ${worker} fits`]])
  await board(page).getByRole('button', { name: '返回' }).tap()
  await strips(page).first().tap()
  await card(page).getByRole('button', { name: '没人在家' }).tap()
  const nobody = await comesTo(page, 'visit', 'nobody-home')
  assert.deepEqual(nobody.lines, [`nobody-home ${worker} fits`])
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360)
  await assertClean(page)
})
