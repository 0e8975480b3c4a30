// The pages from inside 育才东苑 in the hands of a test: opened with their past played.
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
