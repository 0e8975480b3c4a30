// Eight acts on each of five cases, an act a transaction: by hand, by Dexie, by our journal.
import Dexie from 'dexie'
import { fold } from '../../engine/act/fold.ts'
import { openJournal } from '../../engine/journal/dexie.ts'
import { headOf } from '../../engine/journal/look.ts'
import { above, line, steps } from '../ledger.mjs'
import { interleave, timed } from '../rounds.mjs'

const cases = 5
const folded = (lines) => fold(lines).dossier

let round = 0
/** Every act of a round, with the records that it leads to. */
function acts() {
  round++
  return Array.from({ length: cases }, (_, index) => {
    const on = `case/${round}-${index}`
    const lines = steps.map((_, step) => line(on, step))
    return steps.map((_, step) => {
      const dossier = folded(lines.slice(0, step + 1))
      return {
        on,
        line: lines[step],
        head: headOf(dossier, above),
        before: step === 0 ? undefined : folded(lines.slice(0, step)).head,
      }
    })
  }).flat()
}

const each = (write) => async () => {
  const all = acts()
  return (
    (await timed(async () => {
      for (const act of all) await write(act)
    })) / all.length
  )
}

async function byHand() {
  const db = await new Promise((ready, fail) => {
    const request = indexedDB.open('by-hand', 1)
    request.onupgradeneeded = () => {
      const heads = request.result.createObjectStore('heads', { keyPath: 'id' })
      heads.createIndex('keys', 'keys', { multiEntry: true })
      heads.createIndex('next', 'next')
      heads.createIndex('due', 'due')
      request.result.createObjectStore('lines', { keyPath: 'id' })
    }
    request.onsuccess = () => ready(request.result)
    request.onerror = () => fail(request.error)
  })
  return ({ on, line, head }) =>
    new Promise((done, fail) => {
      const tx = db.transaction(['heads', 'lines'], 'readwrite', { durability: 'strict' })
      const lines = tx.objectStore('lines')
      lines.get(on).onsuccess = ({ target }) => {
        lines.put({ id: on, lines: [...(target.result?.lines ?? []), line] })
        tx.objectStore('heads').put(head)
        tx.commit()
      }
      tx.oncomplete = done
      tx.onabort = () => fail(tx.error)
    })
}

async function byDexie() {
  const db = new Dexie('by-dexie', { chromeTransactionDurability: 'strict' })
  db.version(1).stores({ heads: 'id, *keys, next, due', lines: 'id' })
  await db.open()
  return ({ on, line, head }) =>
    db.transaction('rw', db.heads, db.lines, async () => {
      const before = await db.lines.get(on)
      await db.lines.put({ id: on, lines: [...(before?.lines ?? []), line] })
      await db.heads.put(head)
    })
}

async function ours() {
  const journal = await openJournal('ours', above)
  return ({ on, line, before }) => journal.append([{ on, head: before, entries: [line] }], folded)
}

export default async () => ({
  'store-each': await interleave(
    { floor: each(await byHand()), dexie: each(await byDexie()), linli: each(await ours()) },
    { rounds: 15, warmups: 3 },
  ),
})
