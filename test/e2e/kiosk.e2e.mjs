// A kiosk whose server is gone and whose power is cut in the middle of a check: what it confirmed on the screen is there, no
// check is half there, and it goes on.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { assertClean, device, openPage, site } from './harness.mjs'
import { mortal } from './mortal.mjs'

const rounds = process.env.SOAK ? 20 : 3
const items = ['mask', 'disinfection', 'air', 'spacing', 'fire-lane', 'electricity', 'aisle', 'rubbish', 'staff']
const words = ['正常', '待改', '停']
const answers = ['ok', 'fix', 'stop']

/** Runs in the page: whatever the panel confirms goes out of the browser as soon as it stands on the screen. */
function tell() {
  const root = document.querySelector('linli-stall-panel').shadowRoot
  let said = ''
  const look = () => {
    const words = root.querySelector('.foot .done')?.textContent.trim() ?? ''
    if (words && words !== said) window.confirmed(words)
    said = words
  }
  new MutationObserver(look).observe(root, { subtree: true, childList: true, characterData: true })
}

/** Runs in the page: checks one stall after another as fast as fingers could not, each with answers drawn by `seed`. */
async function checkAll([seed, count]) {
  const panel = document.querySelector('linli-stall-panel')
  const { places } = panel.station
  const stalls = places.rows.ids.filter((id) => places.get(id).kind === 'stall' && !places.get(id).is.vacant)
  for (let n = 0; ; n++) {
    const stall = stalls[(seed * 13 + n * 7) % stalls.length]
    panel.show(stall)
    const title = places.get(stall).title.zh
    const until = async (holds) => {
      while (!holds()) await new Promise((go) => setTimeout(go, 2))
    }
    const root = panel.shadowRoot
    const open = () => root.querySelector('.side.unit .seg button') ?? undefined
    await until(() => root.querySelector('.side h3')?.textContent.startsWith(title) || open())
    if (root.querySelector('.side.unit')) open().click()
    await until(
      () =>
        root.querySelectorAll('.item').length === count &&
        root.querySelector('.side h3')?.textContent.startsWith(title),
    )
    for (let item = 0; item < count; item++) {
      const answer = (seed + n + item) % 11 === 0 ? 2 : (seed + n * item) % 5 === 0 ? 1 : 0
      root.querySelectorAll('.item')[item].querySelectorAll('button')[answer].click()
      await new Promise((go) => setTimeout(go, 4))
    }
    // a stall that was checked before is written by its own button
    root.querySelector('.foot .write')?.click()
    // where the check leaves something to decide, that stands in the place of the words
    await until(() => root.querySelector('.foot .done')?.textContent.includes(title) || open())
  }
}

/** Runs in the page: is the check on the screen? A unit about which something is to be decided opens on that. */
function atCheck() {
  const panel = document.querySelector('linli-stall-panel').shadowRoot
  if (!panel.querySelector('.tapped')) panel.querySelector('.side .seg button')?.click()
  return Boolean(panel.querySelector('.tapped')?.textContent.trim())
}

/** Runs in the page: every check that is kept, and how the panel stands. */
async function kept() {
  const { station } = document.querySelector('linli-station')
  const { places } = station
  const marks = []
  for (const block of places.children('330782008-3'))
    for (const { entry, state } of await station.lines(`unit/${block}`))
      if (entry.act === 'mark')
        marks.push({ state, at: entry.at, title: places.get(entry.data.stall).title.zh, checks: entry.data.checks })
  const panel = document.querySelector('linli-stall-panel').shadowRoot
  return { marks, tapped: panel.querySelector('.tapped').textContent.trim() }
}

const ready = (page) =>
  page.waitForFunction(() => document.querySelector('linli-stall-panel')?.shadowRoot.querySelector('.board'))
const worst = (checks) => words[Math.max(...Object.values(checks).map((answer) => answers.indexOf(answer)))]
const clock = (at) =>
  new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(at)

test(`without a server, killed ${rounds} times in mid-check: every check confirmed on the screen is there, and no half one`, async (t) => {
  const host = await site(t)
  const { start, kill } = await mortal(t)
  const confirmed = []

  for (let round = 0; round <= rounds; round++) {
    const browser = await start()
    const page = await browser.contexts()[0].newPage()
    let first
    const began = new Promise((go) => (first = go))
    await page.exposeFunction('confirmed', (words) => {
      confirmed.push(words)
      first()
    })
    await page.goto(`${host.url}/kiosk.html`)
    await ready(page)
    if (round === 0) {
      await page.getByText('断网可用').waitFor()
      host.stop()
      await assert.rejects(fetch(host.url))
    }
    await page.waitForFunction(atCheck)
    const { marks, tapped } = await page.evaluate(kept)
    for (const { checks, state } of marks) {
      assert.deepEqual(Object.keys(checks).sort(), [...items].sort(), 'a half check was kept')
      assert.equal(state, 'fits')
    }
    assert.match(tapped, /^已点 [09] \/ 9$/, 'half a check stands on the screen')
    const there = marks.map(({ title, at, checks }) => ({
      title,
      words: `${title} ${clock(at)} 已写下：${worst(checks)}`,
    }))
    for (const words of confirmed) {
      const at = there.findIndex((one) => one.words === words)
      assert.notEqual(at, -1, `confirmed and not there after ${round} kills: ${words}`)
      there.splice(at, 1)
    }
    // written, and not yet told when the power went: at most one each time
    assert.ok(there.length <= round, `${there.length} checks that nobody was told of`)
    if (round < rounds) {
      await page.evaluate(tell)
      page.evaluate(checkAll, [round + 1, items.length]).catch(() => undefined)
      await began
      await pause(Math.random() * 500)
    }
    await kill()
  }
  assert.ok(confirmed.length >= rounds, `only ${confirmed.length} checks were confirmed`)
  t.diagnostic(`${confirmed.length} confirmed checks survived ${rounds} kills`)
})

test('a new release waits until nobody is there, then the page is the new one', async (t) => {
  const host = await site(t)
  const page = await openPage(await device(t, { viewport: { width: 1280, height: 800 } }), `${host.url}/kiosk.html`)
  await page.getByText('断网可用').waitFor()
  await page.reload()
  await ready(page)
  await page.locator('linli-stall-panel .item').first().getByRole('radio', { name: '停' }).click()
  await host.edit('/kiosk.html', (text) => text.replace('九宫格：市场里的一块屏', '九宫格：新的一版'))
  await host.edit('/kiosk-worker.js', (text) => text.replace(/"version":"\w+"/, '"version":"next"'))
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update())
  await page.getByText('新版已备好，没人用时换上').waitFor()
  assert.equal(await page.locator('linli-stall-panel .tapped').innerText(), '已点 1 / 9')
  assert.equal(await page.locator('h1').innerText(), '九宫格：市场里的一块屏')
  await page.evaluate(() => document.querySelector('linli-kiosk').reset())
  await page.locator('h1', { hasText: '九宫格：新的一版' }).waitFor()
  host.stop()
  await page.reload()
  await ready(page)
  assert.equal(await page.locator('h1').innerText(), '九宫格：新的一版')
  assert.deepEqual(await page.evaluate(async () => (await caches.keys()).map((name) => name.split(' ').at(-1))), [
    'next',
  ])
  assert.deepEqual(page.problems, [])
})

test('the English kiosk works without a network on its own, can be installed, asks and locks, and shuts nobody out', async (t) => {
  const host = await site(t)
  const page = await openPage(
    await device(t, { viewport: { width: 1280, height: 800 }, locale: 'en' }),
    `${host.url}/en/kiosk.html`,
  )
  const manifest = JSON.parse(await host.text(await page.locator('link[rel=manifest]').getAttribute('href')))
  assert.equal(manifest.display, 'fullscreen')
  for (const { src } of manifest.icons) assert.equal((await fetch(host.url + src)).status, 200)
  await page.getByText('Works without a network').waitFor()
  await assertClean(page)
  await page.evaluate(() => {
    document.querySelector('linli-kiosk').idle = 1
  })
  await page.locator('linli-stall-panel .item').first().getByRole('radio', { name: 'Fine' }).click()
  const asked = page.getByRole('dialog', { name: 'Still there?' })
  await asked.waitFor()
  await assertClean(page)
  await asked.getByRole('button', { name: 'Still here, go on' }).click()
  await asked.waitFor({ state: 'hidden' })
  await page.evaluate(() => {
    document.querySelector('linli-kiosk').idle = 60
  })
  assert.equal(await page.locator('linli-stall-panel .tapped').innerText(), '1 of 9')
  await page.getByRole('button', { name: 'Set a PIN' }).click()
  for (let twice = 0; twice < 2; twice++) {
    await page.keyboard.type('4711')
    await page.keyboard.press('Enter')
  }
  await page.getByRole('button', { name: 'Lock' }).click()
  await page.getByRole('dialog', { name: 'Locked' }).waitFor()
  await assertClean(page)
  await page.emulateMedia({ forcedColors: 'active' })
  await assertClean(page)
  host.stop()
  await page.reload()
  await page.getByRole('dialog', { name: 'Locked' }).waitFor()
  await page.keyboard.type('4711')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Locked' }).waitFor({ state: 'hidden' })
  await ready(page)
})
