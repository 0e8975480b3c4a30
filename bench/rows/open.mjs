import { reopened } from '../browser.mjs'

export const rows = {
  'open-1m': {
    unit: 'ms',
    says: 'a journal of 1,000,000 lines of 150,000 cases opened after a restart of the browser, until counts by step and the first 20 by due are there',
    notes: ['Floor: the same database by hand, with the keys to count and the 20 records to read known beforehand.'],
  },
}

const rounds = 5

/** Filled once; then the browser is started anew for each opening, floor and ours in turn. */
export async function measure() {
  const costs = { floor: [], linli: [] }
  await reopened('bench/pages/open.mjs', async (run) => {
    await run('fill')
    for (let round = 0; round < rounds; round++)
      for (const who of round % 2 ? ['linli', 'floor'] : ['floor', 'linli']) costs[who].push(await run(who))
  })
  const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]
  return { 'open-1m': { floor: median(costs.floor), linli: median(costs.linli) } }
}
