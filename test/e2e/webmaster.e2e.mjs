// The webmaster's three jobs: paste the tags into a page of the CMS, bring them to the colours of the site, go on to a new
// release; by keys alone and by touch alone, in a CMS that knows nothing of Linli.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertClean, device, openPage, site } from './harness.mjs'
import { keyTo, phone, tabTo } from './hands.mjs'

const framed = (head, body) => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>社区网站</title><link rel="icon" href="/img/icon.svg">${head}</head>
<body><main><h1>社区网站</h1>${body}</main></body></html>`
const cms = framed(
  '<link rel="stylesheet" href="/cms.css"><script type="module" src="/cms.js"></script>',
  `<form method="post" action="/save"><p><label>正文<br><textarea name="body" rows="12"></textarea></label></p>
  <p><button type="button">粘贴到末尾</button></p>
  <p><label>样式<br><textarea name="style" rows="4"></textarea></label></p><p><button>保存，看一看</button></p></form>`,
)
const files = {
  '/cms.html': cms,
  '/cms.css': 'textarea { width: 100%; box-sizing: border-box } button { min-height: 44px }',
  // what a finger has in place of Ctrl+V
  '/cms.js': `const [body] = document.querySelectorAll('textarea')
document.querySelector('[type=button]').addEventListener('click', async () => (body.value += await navigator.clipboard.readText()))`,
}
const report = '<linli-form kind="case" place="330109001072">表单正在打开。</linli-form>'
const colours = 'linli-station { --linli-accent: #2f6150 }'
const green = 'rgb(47, 97, 80)'

/** The site with its CMS: what is saved there is the page that visitors see, and lies in the CMS again. */
async function openCms(t, options) {
  const host = await site(t, { files })
  const context = await device(t, { reducedMotion: 'reduce', ...options })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: host.url })
  await context.route('**/save', async (route) => {
    const saved = new URLSearchParams(route.request().postData())
    const [body, style] = ['body', 'style'].map((name) => saved.get(name))
    host.put('/site.css', style)
    host.put('/site.html', framed('<link rel="stylesheet" href="/site.css">', body))
    const kept = (text) => `>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</textarea>`
    let [each, all] = [0, [body, style]]
    host.put(
      '/cms.html',
      cms.replace(/><\/textarea>/g, () => kept(all[each++])),
    )
    await route.fulfill({ status: 303, headers: { location: '/site.html' } })
  })
  return { host, page: await openPage(context, `${host.url}/index.html`) }
}

const roster = (page) => page.locator('linli-grid-roster')
/** The page that visitors see: the roster says who answers, in the site's colour, under the strictest policy. */
async function assertSite(page) {
  await roster(page).getByRole('treegrid').waitFor()
  const call = roster(page).locator('.rungs .here a')
  await call.waitFor()
  assert.match(await call.getAttribute('href'), /^tel:\d+/)
  assert.equal(await call.evaluate((link) => getComputedStyle(link).backgroundColor), green)
  await assertClean(page)
}
/** What stands in the journal, and which release reads it. */
const kept = (page) =>
  page.evaluate(async () => {
    const { station } = document.querySelector('linli-station')
    const cases = await station.dossiers({ kind: 'case' })
    return { version: customElements.get('linli-form').version, said: cases.map(({ fields }) => fields.what) }
  })
const reportForm = (page) => page.locator('linli-form')

/** A newer release lies where the old one lay. */
const release = (host) => host.edit('/linli.js', (text) => text.replace('0.1.0', '0.2.0'))

test("by keys alone: tags copied from the front page and pasted, the site's colour, another tag, a new release", async (t) => {
  const { host, page } = await openCms(t, { viewport: { width: 1280, height: 900 } })
  await keyTo(page, /^button 复制这几行/)
  await page.getByText('已复制').waitFor()
  await assertClean(page)

  await page.goto(`${host.url}/cms.html`)
  await tabTo(page, /^textarea 正文/)
  await page.keyboard.press('Control+V')
  // one more tag, above the end of the station
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('End')
  await page.keyboard.type(report)
  await tabTo(page, /^textarea 样式/)
  await page.keyboard.type(colours)
  await keyTo(page, /^button 保存/)
  await page.waitForURL('**/site.html')
  await assertSite(page)

  await tabTo(page, /^input 找一找/)
  await page.keyboard.type('楼道灯')
  await tabTo(page, /^input 楼道灯不亮/)
  await page.keyboard.press('Space')
  await tabTo(page, /^textarea /)
  await page.keyboard.type('四楼不亮')
  await keyTo(page, /^button 交上去/)
  await reportForm(page).getByText('「上报」已收下').waitFor()
  assert.deepEqual(await kept(page), { version: '0.1.0', said: ['四楼不亮'] })

  await release(host)
  await page.goto(`${host.url}/cms.html`)
  await tabTo(page, /^textarea 正文/)
  await page.keyboard.press('Control+Home')
  for (const _ of '<script type="module" src="/linli.js') await page.keyboard.press('ArrowRight')
  await page.keyboard.type('?v=2')
  await keyTo(page, /^button 保存/)
  await page.waitForURL('**/site.html')
  await assertSite(page)
  assert.deepEqual(
    await kept(page),
    { version: '0.2.0', said: ['四楼不亮'] },
    'the new release reads what the old one kept',
  )
})

test('by touch alone on a phone: pasted, coloured, a case reported, a new release', async (t) => {
  const { host, page } = await openCms(t, phone)
  await page.getByRole('button', { name: '复制这几行' }).first().tap()
  await page.getByText('已复制').waitFor()
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360)

  await page.goto(`${host.url}/cms.html`)
  await page.getByRole('button', { name: '粘贴到末尾' }).tap()
  const body = page.getByLabel('正文')
  await page.waitForFunction(() => document.querySelector('textarea').value)
  await body.fill((await body.inputValue()).replace('</linli-station>', `${report}\n</linli-station>`))
  await page.getByLabel('样式').fill(colours)
  await page.getByRole('button', { name: '保存，看一看' }).tap()
  await page.waitForURL('**/site.html')
  await assertSite(page)

  await reportForm(page).getByRole('searchbox').fill('楼道灯')
  await reportForm(page).getByText('楼道灯不亮', { exact: true }).tap()
  await reportForm(page).getByRole('textbox', { name: '情况' }).fill('四楼不亮')
  await reportForm(page).getByRole('button', { name: '交上去' }).tap()
  await reportForm(page).getByText('「上报」已收下').waitFor()

  await release(host)
  await page.goto(`${host.url}/cms.html`)
  await body.fill((await body.inputValue()).replace('/linli.js', '/linli.js?v=2'))
  await page.getByRole('button', { name: '保存，看一看' }).tap()
  await page.waitForURL('**/site.html')
  await assertSite(page)
  assert.deepEqual(await kept(page), { version: '0.2.0', said: ['四楼不亮'] })
})
