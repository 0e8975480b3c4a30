// The pages from inside 育才东苑 in the hands of a test: opened with their past played, by keys or by touch.
import assert from 'node:assert/strict'
import { device, openPage, site } from './harness.mjs'

/** A page of the community, its past played; `host` is where it lies. */
export async function openInside(t, address, options = {}) {
  const host = await site(t)
  const context = await device(t, { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options })
  context.setDefaultTimeout(30_000)
  const page = await openPage(context, host.url + address)
  await page.locator('body[data-ready]').waitFor({ state: 'attached', timeout: 60_000 })
  return { page, context, host }
}

/** What has the focus, however deep, as it is called. */
const focused = (page) =>
  page.evaluate(() => {
    let at = document.activeElement
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
    const said = at?.getAttribute('aria-label') ?? at?.labels?.[0]?.textContent ?? at?.textContent ?? ''
    return `${at?.localName} ${said.replace(/\s+/g, ' ').trim()}`
  })

/** Goes on with Tab until something of that name has the focus. */
export async function tabTo(page, name, back = false) {
  for (let steps = 0; steps < 80; steps++) {
    if (name.test(await focused(page))) return
    await page.keyboard.press(back ? 'Shift+Tab' : 'Tab')
  }
  assert.fail(`Tab never came to ${name}`)
}

/** Tab to it and Enter. */
export async function keyTo(page, name) {
  await tabTo(page, name)
  await page.keyboard.press('Enter')
}
