// The main job on real input, as a person does it: a case is reported, routed and timed by the community's files, and says why.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import {
  be,
  card,
  choose,
  dossier,
  lasting,
  linesOf,
  minute,
  openDesk,
  opens,
  press,
  report,
  room,
  says,
  stands,
  turn,
  viewport,
} from './desk.mjs'
import { assertClean, device, openPage, site } from './harness.mjs'

/** One pixel: the smallest photo there is. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

test('a gas leak reported on the desk is routed, its clocks show their sums, and it says why in both languages', async (t) => {
  const host = await site(t)
  const context = await room(t)
  const desk = await openDesk(context, host)
  const id = await report(desk, '燃气管道破裂')
  await says(desk, '17:30 + 10分 = 17:40')
  await says(desk, '受理时限 10分，从已上报起算')
  await turn(desk, opens + 2 * minute)
  await press(desk, '受理')
  await stands(desk, '已受理')
  await press(desk, '指派')
  await desk.getByRole('dialog').getByRole('button', { name: '指派' }).click()
  await says(desk, '17:32 + 20分 = 17:52')
  await says(desk, '17:32 + 1小时 = 18:32')
  await assertClean(desk)

  const english = await openDesk(context, host, '/en/desk.html')
  await choose(english, id)
  await says(english, 'Fire station')
  await says(english, 'due 17:52')
  await says(english, 'On scene: 20 min, counted from')
  await assertClean(english)
})

test('accepted at 9:59.999 it is on time; at 10:00.000 it is late, has climbed a level and says so', async (t) => {
  const host = await site(t)
  const context = await room(t)
  const desk = await openDesk(context, host)
  await report(desk, '楼道灯不亮')
  await turn(desk, opens + 10 * minute - 1)
  await press(desk, '受理')
  await says(desk, '用时 9分59秒')
  assert.equal(await card(desk).getByText('超时').count(), 0)

  const late = await report(desk, '暴露生活垃圾')
  const began = (await dossier(desk, late)).opened
  await turn(desk, began + 10 * minute - 1)
  assert.equal(await card(desk).getByText('责任上升到网格长').count(), 0)
  await turn(desk, began + 10 * minute)
  await says(desk, '超时，责任上升到网格长，由')
  await press(desk, '受理')
  await says(desk, '超时')
  const { last } = await dossier(desk, late)
  assert.equal(last.climb.at, began + 10 * minute)
  await assertClean(desk)
})

test('ten minutes become eight in the community file: what runs keeps ten, what is reported afterwards is late at eight', async (t) => {
  const host = await site(t)
  const context = await room(t)
  const before = await openDesk(context, host)
  const old = await report(before, '楼道灯不亮')
  await host.edit('/rules/chengxiang.community.json', (text) =>
    text.replace('"accept-limit": "PT10M"', '"accept-limit": "PT8M"'),
  )
  await before.reload()
  await before.locator('body[data-ready]').waitFor()
  const young = await report(before, '道路积水')
  await says(before, '17:30 + 8分 = 17:38')
  const late = async () => {
    const dues = []
    for (const id of [old, young])
      dues.push((await dossier(before, id)).dues.find((due) => due.clock === 'accept').fired)
    return dues
  }
  await turn(before, opens + 8 * minute - 1)
  assert.deepEqual(await late(), [false, false])
  await turn(before, opens + 8 * minute)
  await says(before, '超时，责任上升到网格长，由')
  assert.deepEqual(await late(), [false, true])
  await choose(before, old)
  await says(before, '17:30 + 10分 = 17:40')
  await assertClean(before)
})

test('reload, close the browser, open it again: every line is there', async (t) => {
  const host = await site(t)
  const context = await lasting(t)
  const first = await context.open()
  let desk = await openDesk(first, host)
  const id = await report(desk, '燃气管道破裂')
  await press(desk, '受理')
  await stands(desk, '已受理')
  const lines = await linesOf(desk, id)
  assert.equal(lines.length, 2)
  await desk.reload()
  await desk.locator('body[data-ready]').waitFor()
  assert.deepEqual(await linesOf(desk, id), lines)
  await context.close()

  desk = await openDesk(await context.open(), host)
  assert.deepEqual(await linesOf(desk, id), lines)
  await choose(desk, id)
  await says(desk, '消防救援站')
})

test('two tabs agree within a second', async (t) => {
  const host = await site(t)
  const context = await room(t)
  const left = await openDesk(context, host)
  const right = await openDesk(context, host)
  const id = await report(left, '燃气管道破裂')
  await right.locator('linli-board').getByRole('button', { name: '燃气管道破裂' }).waitFor({ timeout: 1000 })
  await choose(right, id)
  await press(right, '受理')
  for (let tries = 0; (await dossier(right, id)).step !== 'accepted' && tries < 200; tries++) await pause(50)
  await card(left).getByText('已受理').first().waitFor({ timeout: 1000 })
  await turn(left, opens + 4 * minute)
  await right.locator('linli-board').getByText('17:34:00').waitFor({ timeout: 1000 })
  const [a, b] = [await dossier(left, id), await dossier(right, id)]
  assert.deepEqual(a, b)
})

test('who handled a case does not verify it, and is told so', async (t) => {
  const host = await site(t)
  const context = await room(t)
  const desk = await openDesk(context, host)
  await be(desk, /^网格员/)
  const id = await report(desk, '楼道灯不亮')
  await press(desk, '就地办')
  const form = desk.getByRole('dialog')
  await form.locator('input[type=file]').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: dot })
  await form.getByRole('textbox', { name: '处置结果' }).fill('换了灯管')
  await form.getByRole('button', { name: '就地办' }).click()
  await says(desk, '已反馈')
  await says(desk, '要由另一个人')
  assert.equal(await card(desk).getByRole('button', { name: '核查' }).getAttribute('aria-disabled'), 'true')
  const decision = await desk.evaluate(
    ([on, by]) => document.querySelector('linli-station').station.act({ type: 'verify', on, by }),
    [id, await desk.getByLabel('现在我是').inputValue()],
  )
  assert.deepEqual([decision.allowed, decision.because], [false, 'not-same-as'])
  await be(desk, /^指挥室值班员/)
  await press(desk, '核查')
  await says(desk, '已核查')
  await assertClean(desk)
})

test('what a resident reports on the portal stands on the desk, under the clock that both go by', async (t) => {
  const host = await site(t)
  const context = await room(t)
  const portal = await openDesk(context, host, '/report.html')
  const form = portal.locator('linli-form')
  await form.getByRole('searchbox').fill('楼道灯')
  await form.getByText('楼道灯不亮', { exact: true }).click()
  await form.getByRole('textbox', { name: '情况' }).fill('三楼不亮')
  await form.getByRole('textbox', { name: '联系电话' }).fill('000-0000-0001')
  await form.getByRole('button', { name: '交上去' }).click()
  await form.getByText('17:40').first().waitFor()
  await assertClean(portal)

  const desk = await openDesk(context, host)
  await says(desk, '三楼不亮')
  await says(desk, '17:30 + 10分 = 17:40')
  const [{ id }] = await desk.evaluate(() => document.querySelector('linli-station').station.dossiers({ kind: 'case' }))
  assert.doesNotMatch(JSON.stringify(await linesOf(desk, id)), /000-0000-0001/)
})

test('the afternoon is played once, through the judge, and shows every lane', async (t) => {
  const host = await site(t)
  const context = await device(t, { viewport })
  const desk = await openDesk(context, host)
  const now = await desk.evaluate(() => document.querySelector('linli-station').station.clock.now())
  assert.equal(now, opens)
  const count = () =>
    desk.evaluate(() => document.querySelector('linli-station').station.count({ kind: 'case', open: true }))
  assert.equal((await count()).total, 13)
  assert.equal((await count()).late, 1)
  await desk.reload()
  await desk.locator('body[data-ready]').waitFor()
  assert.equal((await count()).total, 13)
  await desk.getByRole('button', { name: '从头演示' }).click()
  await desk.waitForTimeout(500)
  await desk.locator('body[data-ready]').waitFor()
  assert.equal((await count()).total, 13)
  assert.deepEqual(desk.problems, [])
})

test('the second door: a limit changed in the page counts for what is reported afterwards, a mistake is told in place', async (t) => {
  const host = await site(t)
  const page = await openPage(await device(t, { viewport, reducedMotion: 'reduce' }), `${host.url}/rule.html`)
  const editor = page.getByRole('textbox', { name: '这份文件' })
  const adopt = async (change) => {
    await editor.fill(change(await editor.inputValue()))
    await page.getByRole('button', { name: '装上这一份' }).click()
  }
  const strips = page.locator('linli-board').getByRole('listitem')
  await page.getByText('现在按这一条：10 分钟内受理').waitFor()
  await page.getByRole('button', { name: '报一件' }).click()
  await strips.first().waitFor()
  await adopt((text) => text.replace('PT10M', 'PT8M'))
  await page.getByText('现在按这一条：8 分钟内受理').waitFor()
  await page.getByRole('button', { name: '报一件' }).click()
  await strips.nth(1).waitFor()
  await page.getByRole('button', { name: '钟 +8 分' }).click()
  await strips.getByText('超时').first().waitFor()
  assert.match(await strips.nth(0).innerText(), /超/)
  assert.match(await strips.nth(1).innerText(), /剩\s*2分/)

  await adopt((text) => text.replace('accept-limit', 'acept-limit'))
  await page.getByRole('alert').getByText('您是不是想写 accept-limit？').waitFor()
  assert.equal(await page.locator('#limit').innerText(), '现在按这一条：8 分钟内受理。')
  await page.getByRole('button', { name: '恢复原样' }).click()
  await page.getByText('现在按这一条：10 分钟内受理').waitFor()
  await assertClean(page)
})
