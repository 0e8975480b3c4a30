// 100,000 lines of 17,000 cases put in at once, until a board can be drawn from them: counts by step, the first 20 due.
import Dexie from 'dexie'
import PouchDB from 'pouchdb-browser'
import { createRxDatabase } from 'rxdb'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import { fold } from '../../engine/act/fold.ts'
import { openJournal } from '../../engine/journal/dexie.ts'
import { headOf } from '../../engine/journal/look.ts'
import { above, cases } from '../ledger.mjs'
import { interleave, timed } from '../rounds.mjs'

const [dossiers, lines] = [17_000, 100_000]
const folded = (own) => fold(own).dossier
const arrivals = [...cases(dossiers, lines)]

/** One row an entry; what a dossier has come to stands in the row of its last entry, with all that is indexed of it. */
const rows = arrivals.flatMap(({ entries }) =>
  entries.map((entry, number) => {
    if (number < entries.length - 1) return entry
    const { keys, next, due, dossier } = headOf(folded(entries), above)
    return { ...entry, keys, ...(next && { next }), ...(due && { due }), step: dossier.step }
  }),
)
const wanted = JSON.stringify(answerOf(rows))

/** What everybody must answer. */
function answerOf(all) {
  const steps = {}
  for (const { step } of all) if (step) steps[step] = (steps[step] ?? 0) + 1
  const first = all.filter(({ due }) => due).sort((a, b) => a.due - b.due || (a.on < b.on ? -1 : 1))
  return { steps, first: first.slice(0, 20).map(({ on }) => on) }
}

const sorted = (steps) => Object.fromEntries(Object.entries(steps).sort(([a], [b]) => (a < b ? -1 : 1)))
function check(who, { steps, first }) {
  const { steps: right, first: order } = JSON.parse(wanted)
  if (JSON.stringify([sorted(steps), first]) !== JSON.stringify([sorted(right), order]))
    throw new Error(`${who} answers ${JSON.stringify({ steps, first })}, not ${wanted}`)
}

let number = 0
const measured = (who, work) => async () => {
  const name = `${who} ${++number}`
  let answer
  let close
  const cost = await timed(async () => {
    ;({ answer, close } = await work(name))
  })
  check(who, answer)
  await close()
  return cost
}

const stepNames = [...new Set(rows.flatMap(({ step }) => step ?? []))]
const asked = (request) =>
  new Promise((go, fail) => {
    request.onsuccess = () => go(request.result)
    request.onerror = () => fail(request.error)
  })

async function byHand(name) {
  const request = indexedDB.open(name, 1)
  request.onupgradeneeded = () => {
    const store = request.result.createObjectStore('entries', { keyPath: ['on', 'id'] })
    store.createIndex('keys', 'keys', { multiEntry: true })
    for (const index of ['next', 'due']) store.createIndex(index, index)
  }
  const db = await asked(request)
  const tx = db.transaction('entries', 'readwrite', { durability: 'relaxed' })
  const store = tx.objectStore('entries')
  for (const row of rows) store.put(row)
  tx.commit()
  await new Promise((done, fail) => {
    tx.oncomplete = done
    tx.onabort = () => fail(tx.error)
  })
  const read = db.transaction('entries').objectStore('entries')
  const counts = await Promise.all(
    stepNames.flatMap((step) =>
      ['+', '-'].map(async (sign) => {
        const start = `case\t\t${sign}${step}\t`
        return [step, await asked(read.index('keys').count(IDBKeyRange.bound(start, `${start}\uffff`)))]
      }),
    ),
  )
  const steps = {}
  for (const [step, count] of counts) if (count) steps[step] = (steps[step] ?? 0) + count
  const first = (await asked(read.index('due').getAll(null, 20))).map(({ on }) => on)
  return { answer: { steps, first }, close: () => gone(name, db) }
}

async function gone(name, db) {
  db.close()
  await asked(indexedDB.deleteDatabase(name))
}

async function byDexie(name) {
  const db = new Dexie(name, { chromeTransactionDurability: 'relaxed' })
  db.version(1).stores({ entries: '[on+id], *keys, next, due' })
  await db.entries.bulkPut(rows)
  const steps = {}
  for (const step of stepNames)
    for (const sign of ['+', '-']) {
      const start = `case\t\t${sign}${step}\t`
      const count = await db.entries.where('keys').between(start, `${start}\uffff`).count()
      if (count) steps[step] = (steps[step] ?? 0) + count
    }
  const first = (await db.entries.orderBy('due').limit(20).toArray()).map(({ on }) => on)
  return { answer: { steps, first }, close: () => db.delete() }
}

async function byRxDB(name) {
  const name2 = name.toLowerCase().replaceAll(' ', '-')
  const db = await createRxDatabase({ name: name2, storage: getRxStorageDexie(), multiInstance: false })
  const text = { type: 'string', maxLength: 60 }
  // an index of RxDB needs a value in every row
  const never = 9e12
  const schema = {
    version: 0,
    primaryKey: 'key',
    type: 'object',
    properties: {
      key: text,
      step: text,
      due: { type: 'number', minimum: 0, maximum: never, multipleOf: 1 },
    },
    required: ['key', 'step', 'due'],
    additionalProperties: true,
    indexes: ['step', 'due'],
  }
  const { entries } = await db.addCollections({ entries: { schema } })
  for (let from = 0; from < rows.length; from += 5000)
    await entries.bulkInsert(
      rows
        .slice(from, from + 5000)
        .map((row) => ({ ...row, key: row.on + row.id, step: row.step ?? '', due: row.due ?? never })),
    )
  const steps = {}
  for (const step of stepNames) steps[step] = await entries.count({ selector: { step } }).exec()
  const first = await entries.find({ selector: {}, sort: [{ due: 'asc' }], limit: 20 }).exec()
  return { answer: { steps, first: first.map((doc) => doc.get('on')) }, close: () => db.remove() }
}

async function byPouchDB(name) {
  const db = new PouchDB(name, { auto_compaction: true })
  const views = {
    steps: { map: 'function (doc) { if (doc.step) emit(doc.step) }', reduce: '_count' },
    due: { map: 'function (doc) { if (doc.due) emit(doc.due) }' },
  }
  await db.put({ _id: '_design/board', views })
  for (let from = 0; from < rows.length; from += 5000)
    await db.bulkDocs(rows.slice(from, from + 5000).map((row) => ({ ...row, _id: row.on + row.id })))
  const { rows: counts } = await db.query('board/steps', { group: true })
  const { rows: first } = await db.query('board/due', { limit: 20, include_docs: true })
  const steps = Object.fromEntries(counts.map(({ key, value }) => [key, value]))
  return { answer: { steps, first: first.map(({ doc }) => doc.on) }, close: () => db.destroy() }
}

async function ours(name) {
  const journal = await openJournal(name, above)
  await journal.bulk(arrivals, folded)
  const { steps } = await journal.count({ kind: 'case' }, 0)
  const first = (await journal.find({ kind: 'case', sort: 'due', limit: 20 })).map(({ id }) => id)
  return { answer: { steps, first }, close: () => journal.close().then(() => asked(indexedDB.deleteDatabase(name))) }
}

export default async () => {
  const quick = { floor: measured('floor', byHand), dexie: measured('dexie', byDexie), linli: measured('linli', ours) }
  const all = await interleave(quick, { rounds: 3, warmups: 1 })

  all.rxdb = await measured('rxdb', byRxDB)()
  all.pouchdb = await measured('pouchdb', byPouchDB)()
  return { 'store-bulk': all }
}
