// Every rule file at work by its own example, on the same board, card and form: no page knows a practice by name.
import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'
import { assertClean, device, openPage, site } from './harness.mjs'

const rules = new URL('../../rules/', import.meta.url)
const packs = readdirSync(rules)
  .filter((name) => name.endsWith('.pack.json'))
  .map((name) => JSON.parse(readFileSync(new URL(name, rules), 'utf8')))

const ready = (page) => page.locator('body[data-ready]').waitFor({ state: 'attached' })

test('the shelf holds every rule file, and finds one by a word', async (t) => {
  const host = await site(t)
  const page = await openPage(await device(t), `${host.url}/practices.html`)
  await ready(page)
  const shelf = page.getByRole('navigation', { name: '做法' })
  const titles = await shelf.getByRole('link').evaluateAll((links) => links.map((link) => link.firstChild.textContent))
  assert.deepEqual(titles.toSorted(), packs.map(({ title }) => title.zh).toSorted())
  const aboutBays = packs.filter(({ title, about }) => `${title.zh}${about?.zh ?? ''}`.includes('车位'))
  assert.ok(aboutBays.length > 0 && aboutBays.length < packs.length)
  await page.getByLabel('找一种做法').fill('车位')
  assert.equal(await shelf.getByRole('link').filter({ visible: true }).count(), aboutBays.length)
  await page.getByLabel('找一种做法').fill('没有这种')
  await page.getByText('没有找到。换个词试试。').waitFor()
})

for (const [language, folder] of [
  ['zh', '/'],
  ['en', '/en/'],
])
  test(`each of the ${packs.length} is shown by board, card and form (${language})`, async (t) => {
    const host = await site(t)
    const context = await device(t, { viewport: { width: 1440, height: 1000 }, reducedMotion: 'reduce' })
    const page = await openPage(context, `${host.url}${folder}practices.html`)
    await ready(page)
    for (const { pack, title, dossiers = {} } of packs) {
      await page.locator(`#practices a[href*="practice=${pack}&"]`).click()
      await page.waitForURL(`**practice=${pack}&**`)
      await page.locator('body[data-ready]').waitFor({ state: 'attached' })
      assert.equal(await page.locator('h1').textContent(), title[language], pack)
      for (const [kind, { prefix = kind }] of Object.entries(dossiers)) {
        const choose = page.locator(`#kinds button[data-prefix="${prefix}"]`)
        if (await choose.isVisible()) await choose.click()
        await page.locator('linli-board').getByRole('heading', { level: 2 }).waitFor()
        const chosen = await page.locator('linli-case-card').getAttribute('dossier')
        if (chosen) await page.locator('linli-case-card').getByRole('article').waitFor()
        if (await page.locator('#open-one').isVisible())
          await page.locator('#open-one linli-form').locator('form, .then').first().waitFor()
        assert.deepEqual(page.problems, [], `${pack} ${kind}`)
      }
      await assertClean(page)
    }
  })

test('whoever looks goes on from where the example ends, and nothing of it is kept', async (t) => {
  const host = await site(t)
  const page = await openPage(await device(t), `${host.url}/practices.html?practice=errands&story=1`)
  await ready(page)
  const before = await page.evaluate(() => document.querySelector('linli-station').station.dossiers({ kind: 'order' }))
  await page.locator('#stories a').nth(1).click()
  await page.waitForURL('**story=2')
  await ready(page)
  await page.reload()
  await ready(page)
  await page.locator('#stories a').first().click()
  await ready(page)
  const again = await page.evaluate(() => document.querySelector('linli-station').station.dossiers({ kind: 'order' }))
  assert.deepEqual(
    again.map(({ id, step }) => [id, step]),
    before.map(({ id, step }) => [id, step]),
  )
  assert.deepEqual(page.problems, [])
})
