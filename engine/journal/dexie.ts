/** The journal in IndexedDB: what was written is there after a reload, in every tab, and nowhere else. */
import { newNode } from '../time/stamp.js'
import type { Json } from '../types.js'
import { behind } from '../brought.js'
import { moving } from '../late.js'
import { answersOf } from './answers.js'
import { countsAt } from './counts.js'
import { Handle } from './handle.js'
import type { Ancestors, Journal, StoredBook } from './journal.js'
import type { Moving } from './moving-dexie.js'
import { dexieOutbox } from './outbox-dexie.js'
import { photosOf } from './photos-dexie.js'
import { readingOf } from './read-dexie.js'
import { dexieSigning } from './signing-dexie.js'
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
  const { values, ...reading } = readingOf(handle)
  const { note, ...writing } = writingOf(handle, ancestors, (sheets) => answers.closed(sheets))
  let moves: Moving | undefined
  const moved = async () => {
    const { movingOf } = await moving()
    return (moves ??= movingOf(handle, ancestors, { ...answers, ...reading, values, note }))
  }
  const setting: Journal['setting'] = {
    get: (name) => read(async () => (await db.settings.get(name))?.value),
    set: async (name, value) => void (await write(() => db.settings.put({ name, value }))),
  }
  return {
    ...reading,
    ...writing,
    ...behind(moved, 'receive', 'settled', 'unerased', 'bulk', 'rebuild', 'forget'),
    beside: behind(
      async () => (await moved()).beside,
      'open',
      'shut',
      'rows',
      'parcels',
      'gone',
      'done',
      'count',
      'again',
      'take',
      'parcel',
      'hold',
      'wanted',
    ),
    answers,
    sheets: (on) => answers.of(on),
    shorten: (keepOf) => answers.shorten(keepOf),
    eraseBefore: (now) => answers.eraseBefore(now),
    photos: photosOf(handle),
    outbox: dexieOutbox({ db, read, write, changed, ...reading }),
    signing: dexieSigning(handle),
    whole: {
      name: db.name,
      async dossiers() {
        const counts = await read(() => countsAt(db, ''))
        return counts.flatMap(({ steps }) => Object.values(steps)).reduce((sum, number) => sum + number, 0)
      },
      async *rows() {
        yield* (await moved()).whole.rows()
      },
      ...behind(async () => (await moved()).whole, 'restore', 'archive'),
    },
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
