// What a board of a command room costs while ten thousand cases are open: scrolled, and left alone.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { launchOptions } from '../../scripts/find-browser.mjs'
import { served } from '../browser.mjs'

const seconds = { scroll: 30, idle: 60 }

export const rows = {
  'board-10k': {
    unit: 'ms',
    says: `p95 between two frames in ${seconds.scroll} s of scrolling, 10,000 live clocks in four lanes`,
    notes: [
      'empty page: the same frames with nothing on the page. floor: four lists of plain rows of one height, written by hand.',
      "@lit-labs/virtualizer is given the floor's rows. Nobody is below a frame of the screen, 16.7 ms.",
      '@vaadin/grid and tabulator-tables draw a table of columns, not lanes of strips with clocks: another job, so they are not here.',
    ],
  },
  'board-idle': {
    unit: 's',
    says: `task time of the page in ${seconds.idle} s in which nobody touches it and 10,000 clocks run (Performance.getMetrics)`,
    notes: ['empty page: what the browser does by itself. floor: one word changed each second.'],
  },
}

/** A page of its own for everyone who is compared: what one leaves behind must not cost the next. */
export async function measure(wanted) {
  const results = {}
  await served('bench/pages/board.mjs', async (url) => {
    for (const row of wanted) {
      const whos = {
        'board-10k': ['empty page', 'floor', '@lit-labs/virtualizer', 'linli'],
        'board-idle': ['empty page', 'floor', 'linli'],
      }[row]
      results[row] = {}
      for (const who of whos) results[row][who] = await alone(url, row, who)
    }
  })
  return results
}

async function alone(url, row, who) {
  const profile = await mkdtemp(join(tmpdir(), 'linli-bench-'))
  const context = await chromium.launchPersistentContext(profile, {
    ...(await launchOptions()),
    viewport: { width: 1920, height: 1080 },
  })
  try {
    const page = await context.newPage()
    page.setDefaultTimeout(0)
    page.on('console', (message) => message.type() === 'error' && console.error(message.text()))
    await page.goto(url)
    const run = (what) => page.evaluate((it) => import('/page.js').then((module) => module.default(it)), what)
    await run({ show: who, row })
    if (row === 'board-10k') return await run({ scroll: seconds.scroll })
    const session = await context.newCDPSession(page)
    await session.send('Performance.enable')
    const taken = async () =>
      (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value
    await page.waitForTimeout(3000)
    const before = await taken()
    await page.waitForTimeout(seconds.idle * 1000)
    return (await taken()) - before
  } finally {
    await context.close()
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}
