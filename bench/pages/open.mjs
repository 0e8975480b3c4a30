// 1,000,000 lines of 150,000 cases: filled once, and opened cold.
import { fold } from '../../engine/act/fold.ts'
import { openJournal } from '../../engine/journal/dexie.ts'
import { above, cases, steps } from '../ledger.mjs'
import { timed } from '../rounds.mjs'

const name = 'million'
const [dossiers, lines] = [150_000, 1_000_000]
const open = 3000

async function fill() {
  const journal = await openJournal(name, above)
  await journal.bulk(cases(dossiers, lines), (own) => fold(own).dossier)
  await journal.close()
}

function check(counts, first) {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  if (total !== dossiers || counts.closed !== dossiers - open || first.length !== 20 || first[0] !== 'case/00001d')
    throw new Error(`wrong: ${JSON.stringify([counts, first])}`)
}

const linli = () =>
  timed(async () => {
    const journal = await openJournal(name, above)
    const [{ steps: counts }, first] = await Promise.all([
      journal.count({ kind: 'case' }, 0),
      journal.find({ kind: 'case', sort: 'due', limit: 20 }),
    ])
    check(
      counts,
      first.map(({ id }) => id),
    )
  })

const asked = (request) =>
  new Promise((go, fail) => {
    request.onsuccess = () => go(request.result)
    request.onerror = () => fail(request.error)
  })

const opened = async (...stores) => {
  const db = await asked(indexedDB.open(name))
  const tx = db.transaction(stores)
  const first = asked(tx.objectStore('heads').index('due').getAll(null, 20))
  return { tx, first: async () => (await first).map(({ id }) => id) }
}

const floor = () =>
  timed(async () => {
    const { tx, first } = await opened('heads', 'counts', 'moves')
    const id = '\tcase'
    const counted = asked(tx.objectStore('counts').get(id))
    const moves = await asked(tx.objectStore('moves').getAll())
    const moved = moves.flatMap(({ moved }) => moved.filter((it) => it.id === id))
    const counts = {}
    for (const { steps } of [await counted, ...moved])
      for (const [step, number] of Object.entries(steps)) counts[step.slice(1)] = (counts[step.slice(1)] ?? 0) + number
    check(counts, await first())
  })

const counting = () =>
  timed(async () => {
    const { tx, first } = await opened('heads')
    const counts = {}
    const keys = ['-closed', ...steps.map((step) => `+${step}`)]
    await Promise.all(
      keys.map(async (key) => {
        const start = `case\t\t${key}\t`
        const range = IDBKeyRange.bound(start, `${start}\uffff`)
        const count = await asked(tx.objectStore('heads').index('keys').count(range))
        if (count > 0) counts[key.slice(1)] = (counts[key.slice(1)] ?? 0) + count
      }),
    )
    check(counts, await first())
  })

export default (what) => ({ fill, linli, floor, 'by counting keys': counting })[what]()
