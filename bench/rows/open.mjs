import { reopened } from '../browser.mjs'

export const rows = {
  'open-1m': {
    unit: 'ms',
    says: 'a journal of 1,000,000 lines of 150,000 cases opened after a restart of the browser, until counts by step and the first 20 by due are there',
    notes: [
      'Floor: the same database by hand, where it is known which record holds the counts, and with the 20 records alone.',
      'By counting keys: likewise, but the counts are those of the index.',
    ],
  },
}

const rounds = 5

/** Filled once; then the browser is started anew for each opening, and all take turns at being the first. */
export async function measure() {
  const costs = { floor: [], 'by counting keys': [], linli: [] }
  const names = Object.keys(costs)
  await reopened('bench/pages/open.mjs', async (run) => {
    await run('fill')
    for (let round = 0; round < rounds; round++)
      for (const turn of names.keys()) {
        const who = names[(turn + round) % names.length]
        costs[who].push(await run(who))
      }
  })
  const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]
  return { 'open-1m': Object.fromEntries(names.map((who) => [who, median(costs[who])])) }
}
