// npm run shots [-- page]: every page of the demo at four widths, a kiosk at its own, light, dark and 长者 mode, zh and en,
// on one sheet to look at. MOCKUPS=<folder> puts the drawings of a page below its pictures.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { createServer } from 'vite'
import { launchOptions } from './find-browser.mjs'

const out = fileURLToPath(new URL('../shots/', import.meta.url))
const demo = fileURLToPath(new URL('../demo/', import.meta.url))
const screens = [360, 768, 1280, 1920].map((width) => ({ width, height: 900 }))
/** A screen in a hall is one of these, and fills it. */
const halls = [
  { width: 360, height: 780 },
  { width: 1080, height: 1920 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
]
const screensOf = (page) => (page.includes('kiosk') ? halls : screens)
const modes = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  elder: { colorScheme: 'light', elder: true },
}
const html = (folder) => readdirSync(demo + folder).filter((name) => name.endsWith('.html'))
const only = process.argv[2] ?? ''
const pages = [...html('.'), ...html('en').map((name) => `en/${name}`)].filter((page) => page.includes(only))

/** Which drawings show what a page shows, by their names. */
const drawn = {
  covenant: /covenant/,
  desk: /desk-1/,
  field: /phone-tasks/,
  kiosk: /kiosk-(daily|idle|incident)/,
  leader: /elder-(home|doors)/,
  market: /kiosk-places/,
  portal: /portal/,
  report: /phone-report/,
  room: /desk-room/,
  roster: /portal/,
  rule: /studio/,
  'two-devices': /states/,
}
const mockups = process.env.MOCKUPS
const drawings = mockups ? readdirSync(mockups).filter((name) => name.endsWith('.png')) : []

/** A page is drawn when its station is open, its cases are played, and nothing has moved for a while. */
async function settled(page) {
  await page.waitForFunction(
    () => document.querySelector('linli-station')?.station !== undefined || !document.querySelector('linli-station'),
  )
  if (
    await page
      .locator(
        'script:is([src*="desk.js"], [src*="street.js"], [src*="practices.js"], [src*="market.js"], [src*="two-devices.js"], [src*="yucai.js"])',
      )
      .count()
  )
    await page.locator('body[data-ready]').waitFor({ state: 'attached', timeout: 60_000 })
  await page.evaluate(() => document.fonts.ready)
  await page.waitForTimeout(1200)
}

async function shoot(browser, base, page, mode) {
  const { colorScheme, elder } = modes[mode]
  const context = await browser.newContext({
    colorScheme,
    reducedMotion: 'reduce',
    viewport: { width: 1280, height: 900 },
  })
  if (elder) await context.addInitScript(() => localStorage.setItem('elder', 'yes'))
  const tab = await context.newPage()
  tab.on('pageerror', (error) => console.log(`${page} ${mode}: ${error.message}`))
  tab.on('console', (message) => message.type() === 'error' && console.log(`${page} ${mode}: ${message.text()}`))
  await tab.goto(base + page)
  await settled(tab)
  for (const { width, height } of screensOf(page)) {
    await tab.setViewportSize({ width, height })
    await tab.waitForTimeout(250)
    const wide = await tab.evaluate(() => document.documentElement.scrollWidth)
    if (wide > width) console.log(`${page} ${mode} ${width}: ${wide} px wide`)
    await tab.screenshot({ path: `${out}${name(page, width, mode)}`, fullPage: true })
  }
  await context.close()
}

const name = (page, width, mode) => `${page.replace('/', '-').replace('.html', '')}-${width}-${mode}.png`

const figure = (page, width, mode) => {
  const file = name(page, width, mode)
  return `<figure><a href="${file}"><img src="${file}" alt="" width="${Math.round(width / 4)}"></a><figcaption>${width} ${mode}</figcaption></figure>`
}
const row = (page, mode) =>
  `<div>${screensOf(page)
    .map(({ width }) => figure(page, width, mode))
    .join('')}</div>`
const beside = (page) => {
  const fits = drawn[page.replace(/^en\//, '').replace('.html', '')]
  const found = fits ? drawings.filter((name) => fits.test(name)) : []
  const shown = found.map((name) => {
    const file = pathToFileURL(`${mockups}/${name}`)
    return `<figure><a href="${file}"><img src="${file}" alt="" width="240"></a><figcaption>${name}</figcaption></figure>`
  })
  return found.length > 0 ? `<h3>As drawn</h3><div class="drawn">${shown.join('')}</div>` : ''
}
const section = (page) =>
  `<section><h2>${page}</h2>${Object.keys(modes)
    .map((mode) => row(page, mode))
    .join('')}${beside(page)}</section>`
const sheet = () => `<!doctype html><meta charset="utf-8"><title>Contact sheet</title>
<style>body{font:14px system-ui;margin:24px}div{display:flex;gap:16px;align-items:start;margin-bottom:24px}.drawn{flex-wrap:wrap}figure{margin:0}img{border:1px solid #bbb}</style>
${pages.map(section).join('\n')}`

rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
// a file that somebody saves meanwhile reloads no page in the middle of its picture
const server = await createServer({ server: { port: 0, hmr: false, watch: null }, logLevel: 'error' })
await server.listen()
const base = `http://127.0.0.1:${server.httpServer.address().port}/`
const browser = await chromium.launch(await launchOptions())
for (const page of pages) for (const mode of Object.keys(modes)) await shoot(browser, base, page, mode)
writeFileSync(`${out}contact-sheet.html`, sheet())
for (const page of pages) {
  const tab = await browser.newPage({ viewport: { width: 1180, height: 900 } })
  writeFileSync(`${out}sheet.html`, sheet().replace(/<section>.*<\/section>/s, section(page)))
  await tab.goto(`file://${out}sheet.html`)
  await tab.screenshot({ path: `${out}sheet-${page.replace('/', '-').replace('.html', '')}.png`, fullPage: true })
  await tab.close()
}
rmSync(`${out}sheet.html`)
await browser.close()
await server.close()
console.log(`${pages.length} pages: ${out}contact-sheet.html`)
