// What the end-to-end tests stand on: the built demo under the strictest Content-Security-Policy, a real browser, and
// pages that remember everything that went wrong in them.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { after } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { launchOptions } from '../../scripts/find-browser.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const axe = fileURLToPath(import.meta.resolve('axe-core/axe.min.js'))
const types = {
  '.css': 'text/css',
  '.csv': 'text/csv',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
}

const STRICT = "default-src 'self'; script-src 'self'; style-src 'self'"

/**
 * One origin on a free port, with dist/demo on it, until the test `t` ends.
 * @param {{ csp?: string, files?: Record<string, string> }} [options] `files`: path → text that goes before what lies on
 *   disk; the map is kept and may be changed while the site runs
 */
export async function site(t, { csp = STRICT, files = {} } = {}) {
  const served = { ...files }
  const disk = (path) => (path === '/axe.js' ? axe : join(root, 'dist/demo', normalize(path)))
  const read = async (path) =>
    path in served ? (served[path] ?? undefined) : await readFile(disk(path)).catch(() => undefined)
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost')
    const path = pathname.endsWith('/') ? `${pathname}index.html` : decodeURIComponent(pathname)
    const body = await read(path)
    const type = `${types[extname(path)] ?? 'application/octet-stream'}; charset=utf-8`
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': type,
      'cache-control': 'no-store',
      'access-control-allow-origin': '*',
      ...(csp ? { 'content-security-policy': csp } : {}),
    })
    response.end(body)
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  const stop = () => {
    server.closeAllConnections()
    server.close()
  }
  t.after(stop)
  return {
    /** The network is gone from now on. */
    stop,
    url: `http://127.0.0.1:${server.address().port}`,
    /** Text of a file as it is served now. */
    text: async (path) => String(await read(path)),
    /** Changes a file from now on, as somebody with an editor would: `edit('/rules/x.json', (text) => …)`. */
    async edit(path, change) {
      const before = String(await read(path))
      served[path] = change(before)
      assert.notEqual(served[path], before, `${path} was to be changed and is the same`)
    },
    /** Lays a file there, or another in its place. */
    put: (path, text) => (served[path] = text),
    /** Takes a file away: 404 from now on. */
    remove: (path) => (served[path] = null),
  }
}

let browser
after(() => browser?.close())

/** Far from the community's zone, so that a time shown in the machine's zone is seen to be wrong. */
async function launch() {
  const options = await launchOptions()
  return chromium.launch({ ...options, env: { ...options.env, TZ: 'America/New_York' } })
}

/** One device with its own storage, until the test `t` ends; its pages are its tabs. */
export async function device(t, options = {}) {
  browser ??= await launch()
  const context = await browser.newContext({ locale: 'zh-CN', ...options })
  context.setDefaultTimeout(10_000)
  t.after(() => context.close())
  return context
}

/**
 * A page that keeps what went wrong in `page.problems`: violations of the policy, errors, console errors.
 *
 * Its clock is turned by hand: `at`, or `page.clock.setFixedTime('2020-04-10T17:30:00+08:00')` before and after `goto`,
 * makes the time stand there while timers go on, so that what is due by then happens within a second.
 */
export async function openPage(context, url, { at } = {}) {
  const page = await context.newPage()
  page.problems = []
  page.on('pageerror', (error) => page.problems.push(`error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') page.problems.push(`console: ${message.text()} ${message.location().url}`)
  })
  await page.exposeFunction('reportViolation', (violation) => page.problems.push(`policy: ${violation}`))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      window.reportViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`)
    })
  })
  if (at) await page.clock.setFixedTime(at)
  await page.goto(url)
  return page
}

/**
 * Asks in the page until the answer is something, and gives it. For questions that take a promise: to
 * `page.waitForFunction` the promise itself is a yes.
 */
export async function until(page, ask, arg) {
  const end = Date.now() + 30_000
  for (;;) {
    const answer = await page.evaluate(ask, arg)
    if (answer) return answer
    assert.ok(Date.now() < end, `still nothing after 30 seconds: ${ask}`)
    await pause(50)
  }
}

/** Every WCAG 2.2 A and AA fault that axe finds, one sentence each. */
async function axeFaults(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.addScriptTag({ url: '/axe.js' })
  return page.evaluate(async () => {
    const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const { violations } = await window.axe.run(document, { runOnly: { type: 'tag', values } })
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${help} at ${target.flat().join(' ')}: ${failureSummary}`),
    )
  })
}

/** Nothing went wrong in this page, and nobody is shut out of it. */
export async function assertClean(page) {
  assert.deepEqual(await axeFaults(page), [])
  assert.deepEqual(page.problems, [])
}
