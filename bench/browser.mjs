// Rows that need a real browser: the page module is bundled, served on loopback, and runs in headless Chromium.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import { chromium } from 'playwright-core'
import { launchOptions } from '../scripts/find-browser.mjs'
import { bundleForBrowser, root } from './bundle.mjs'

const viewport = { width: 1280, height: 900 }
const types = { '.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json', '.css': 'text/css' }

/**
 * Runs `export default async () => ({ [row]: { [who]: value } })` of a page module in a fresh profile on disk: without one
 * IndexedDB lies in memory, and what is durable costs nothing.
 * Any file of the repository can be fetched by its path, e.g. `/rules/four-platforms.pack.json`.
 * @param {string} entry path of the page module (.mjs or .ts) from the root of the repository
 */
export async function browserRow(entry) {
  let measured
  await reopened(entry, async (run) => (measured = await run()))
  return measured
}

/**
 * The same with one profile that outlives the browser: `work` is handed `run(what)`, which starts a browser, calls the
 * module's function with `what` and ends the browser.
 */
export async function reopened(entry, work) {
  const profile = await mkdtemp(join(tmpdir(), 'linli-bench-'))
  const run = (url) => async (what) => {
    const context = await chromium.launchPersistentContext(profile, { ...(await launchOptions()), viewport })
    context.setDefaultTimeout(0)
    try {
      return await runIn(await context.newPage(), url, what)
    } finally {
      await context.close()
    }
  }
  try {
    await served(entry, (url) => work(run(url)))
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function runIn(page, url, what) {
  page.on('console', (message) => message.type() === 'error' && console.error(message.text()))
  await page.goto(url)
  return page.evaluate((it) => import('/page.js').then((module) => module.default(it)), what)
}

export async function served(entry, work) {
  const script = await bundleForBrowser(entry)
  const server = createServer((request, response) => void answer(script, request, response))
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
  try {
    return await work(`http://127.0.0.1:${server.address().port}/`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

async function answer(script, request, response) {
  const path = normalize(decodeURIComponent(new URL(request.url, 'http://localhost').pathname))
  const body =
    path === '/'
      ? '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><link rel="icon" href="data:,"><title>bench</title><body></body></html>'
      : path === '/page.js'
        ? script
        : await readFile(join(root, path)).catch(() => undefined)
  response.writeHead(body === undefined ? 404 : 200, {
    'Content-Type': `${types[path === '/' ? '.html' : extname(path)] ?? 'application/octet-stream'}; charset=utf-8`,
    // an isolated page has a clock of 5 µs instead of 100 µs
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  })
  response.end(body)
}
