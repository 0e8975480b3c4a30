/** The journal in IndexedDB: what was written is there after a reload, in every tab, and nowhere else. */
import { fold } from '../act/fold.js'
import { newNode } from '../time/stamp.js'
import type { Json } from '../types.js'
import { answersOf } from './answers.js'
import { besideOf } from './beside.js'
import { bulkOf } from './bulk-dexie.js'
import { forgettingOf } from './forget-dexie.js'
import { Handle } from './handle.js'
import type { Ancestors, Journal, StoredBook } from './journal.js'
import { dexieOutbox } from './outbox-dexie.js'
import { photosOf } from './photos-dexie.js'
import { readingOf } from './read-dexie.js'
import { receivingOf } from './receive-dexie.js'
import { dexieSigning } from './signing-dexie.js'
import { Traces } from './traces.js'
import { wholeOfDexie } from './whole-dexie.js'
import { writingOf } from './write-dexie.js'

/**
 * Opens the journal of a community on this device.
 * @throws JournalTrouble if the browser opens no database or a newer version has written it
 */
export async function openJournal(name: string, ancestors: Ancestors = () => []): Promise<Journal> {
  const handle = new Handle(name)
  const journal = journalOf(handle, ancestors)
  try {
    await journal.setting.get('minWriter')
    return journal
  } catch (error) {
    await journal.close()
    throw error
  }
}

function journalOf(handle: Handle, ancestors: Ancestors): Journal {
  const { db, read, write, changed } = handle
  const tables = { read: handle.look, write: handle.transact, changed }
  const answers = answersOf({
    ...tables,
    over: (now) => read(() => db.sheets.where('until').belowOrEqual(now).primaryKeys()),
  })
  const traces = new Traces(tables.read, () => answers.traceKey())
  const { values, ...reading } = readingOf(handle)
  const { note, ...writing } = writingOf(handle, ancestors, (sheets) => answers.closed(sheets))
  const setting: Journal['setting'] = {
    get: (name) => read(async () => (await db.settings.get(name))?.value),
    set: async (name, value) => void (await write(() => db.settings.put({ name, value }))),
  }
  return {
    ...reading,
    ...writing,
    ...receivingOf(handle, ancestors, traces),
    ...bulkOf(handle, ancestors, traces),
    ...forgettingOf(handle, reading.ledgers, traces),
    unerased: (lines) => traces.unerased(lines),
    answers,
    sheets: (on) => answers.of(on),
    shorten: (keepOf) => answers.shorten(keepOf),
    eraseBefore: (now) => answers.eraseBefore(now),
    photos: photosOf(handle),
    outbox: dexieOutbox({ db, read, write, changed, ...reading }),
    beside: besideOf({ ...tables, values, note, ownKey: () => answers.ownKey() }),
    signing: dexieSigning(handle),
    whole: wholeOfDexie({
      ...{ db, read, write, changed, values },
      note: (found) => note(found, (lines) => fold(lines).dossier),
    }),
    setting,
    book: {
      get: async () => (await setting.get('book')) as unknown as StoredBook | undefined,
      set: (book) => setting.set('book', book as unknown as Json),
    },
    node: async () =>
      ((await setting.get('node')) as string | undefined) ??
      // another tab may be about to name it too
      handle.transact(['settings'], async (tx) => {
        const known = await tx.get('settings', 'node')
        if (known) return known.value as string
        const value = newNode()
        tx.put('settings', { name: 'node', value })
        return value
      }),
    get trouble() {
      return handle.trouble
    },
    watch: handle.watch,
    close: () => Promise.resolve(handle.close()),
  }
}
