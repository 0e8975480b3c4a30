// A changed rule against the past: 100,000 lines of 12,000 acts that were really judged, copied with names of their own.
import { interleave, timed } from '../rounds.mjs'
import { importBundled } from '../bundle.mjs'

const LINES = 100_000
export const rows = {
  'backtest-100k': {
    unit: 'ms',
    says: 'one changed rule over 100,000 lines that are at hand: which decisions would differ',
    notes: ['floor: the one comparison written by hand over the same lines.'],
  },
  'replay-100k': {
    unit: 's',
    says: '100,000 lines played again by a changed book, with clocks and what follows',
  },
}

export async function measure(wanted) {
  const { lived, openOffice, packAt, repair, textOf } = await importBundled('engine/backtest/sample.ts')
  const { Bench } = await importBundled('engine/backtest/bench.ts')
  const { station, clock } = await openOffice()
  await lived(station, clock, 4_000, 1)
  const own = []
  for await (const arrival of station.journal.all()) own.push(arrival)
  const { book, places, posts } = station
  await station.close()
  const past = [...copies(own)]

  const heap = () => (globalThis.gc?.(), process.memoryUsage().heapUsed / 1e6)
  const before = heap()
  const bench = new Bench({ book, places, posts, now: clock.now() })
  const taken = await timed(() => bench.take(past))
  const notes = [
    `reading the lines once: ${(taken / 1000).toFixed(1)} s, ${(heap() - before).toFixed(0)} MB beside the lines`,
  ]

  const lines = past.flatMap(({ entries }) => entries).filter(({ act }) => act === 'report')
  const changed = (bound) => ({
    [packAt]: textOf({ ...repair, params: { ...repair.params, heavy: { ...repair.params.heavy, default: bound } } }),
  })
  let bound = 5
  const answers = []
  const ask = async (question) => answers.push(await bench.ask({ question, changed: changed(5 + (bound++ % 10)) }))
  const found = {}
  if (wanted.includes('backtest-100k'))
    found['backtest-100k'] = await interleave({
      linli: () => timed(() => ask('quick')),
      floor: () => timed(() => lines.filter(({ data, facts }) => (facts.weight ?? data.weight) > 9).length),
    })
  const told = { 'backtest-100k': [...notes, `the last of them: ${answers.at(-1)?.differ} differ`] }
  if (wanted.includes('replay-100k')) {
    found['replay-100k'] = { linli: (await timed(() => ask('thorough'))) / 1000 }
    told['replay-100k'] = [...notes, `${answers.at(-1).differ} differ; ${heap().toFixed(0)} MB in all afterwards`]
  }
  return { ...found, notes: told }
}

/** Whole dossiers, the nth copy under names that begin with n and a day later than the copy before. */
function* copies(own) {
  const size = own.reduce((sum, { entries }) => sum + entries.length, 0)
  for (let copy = 0; copy * size < LINES; copy++)
    for (const { on, entries } of own) {
      const named = (text) => text.replaceAll(on, `repair/${copy}-${on.slice(7)}`)
      yield {
        on: named(on),
        entries: entries.map((entry) => JSON.parse(named(JSON.stringify(entry)))),
      }
    }
}
