import { browserRow } from '../browser.mjs'

export const rows = {
  'store-each': {
    unit: 'ms',
    says: 'one act of a case written: lines read, one added, lines and head put, in one strict transaction',
    notes: ['Floor and Dexie are given the finished records; ours folds all lines of the case as well.'],
  },
}
export const measure = () => browserRow('bench/pages/store.mjs')
