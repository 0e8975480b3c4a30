/**
 * What moves in a journal in IndexedDB: what comes from elsewhere and goes there, much at once, and whole dossiers that go
 * for good. A device does its acts without; it loads behind them (engine/late.ts).
 */
import { fold } from '../act/fold.js'
import type { Answers } from './answers.js'
import { besideOf } from './beside.js'
import type { Beside } from './beside.js'
import { bulkOf } from './bulk-dexie.js'
import { forgettingOf } from './forget-dexie.js'
import type { Handle } from './handle.js'
import type { Ancestors, Journal, Whole } from './journal.js'
import type { Reading } from './read-dexie.js'
import { receivingOf } from './receive-dexie.js'
import { Traces } from './traces.js'
import { wholeOfDexie } from './whole-dexie.js'
import type { Writing } from './write-dexie.js'

export interface Moving extends Pick<Journal, 'receive' | 'settled' | 'unerased' | 'bulk' | 'rebuild' | 'forget'> {
  readonly beside: Beside
  readonly whole: Pick<Whole, 'rows' | 'restore' | 'archive'>
}

type Here = Pick<Answers, 'traceKey' | 'ownKey'> & Pick<Reading, 'ledgers' | 'values'> & Pick<Writing, 'note'>

export function movingOf(handle: Handle, ancestors: Ancestors, here: Here): Moving {
  const { db, read, write, changed, look, transact } = handle
  const { values, note } = here
  const traces = new Traces(look, () => here.traceKey())
  return {
    ...receivingOf(handle, ancestors, traces),
    ...bulkOf(handle, ancestors, traces),
    ...forgettingOf(handle, here.ledgers, traces),
    unerased: (lines) => traces.unerased(lines),
    beside: besideOf({ read: look, write: transact, changed, values, note, ownKey: () => here.ownKey() }),
    whole: wholeOfDexie({
      ...{ db, read, write, changed, values },
      note: (found) => note(found, (lines) => fold(lines).dossier),
    }),
  }
}
