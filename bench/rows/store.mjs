import { browserRow } from '../browser.mjs'

export const rows = {
  'store-each': {
    unit: 'ms',
    says: 'one act of a case written: lines read, one added, lines and head put, in one strict transaction',
    notes: [
      'Floor and Dexie are given the finished records; ours folds all lines of the case as well. Floor and ours commit at once.',
      'All three write into a profile on disk.',
    ],
  },
  'store-bulk': {
    unit: 'ms',
    says: '100,000 lines of 17,000 cases put in, until counts by step and the first 20 by due are answered',
    notes: [
      'Floor and Dexie: one row a line with the same indexes, what the case has come to being worked out beforehand.',
      'RxDB (on its storage for Dexie, which is free) and PouchDB, with indexes of step and due alone, run once and last.',
    ],
  },
}

const pages = { 'store-each': 'bench/pages/store.mjs', 'store-bulk': 'bench/pages/bulk.mjs' }

export async function measure(wanted) {
  const measured = {}
  for (const row of wanted) Object.assign(measured, await browserRow(pages[row]))
  return measured
}
