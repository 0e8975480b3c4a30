// What one act costs at a desk with ten thousand open cases, until it is kept and on the board.
import { browserRow } from '../browser.mjs'

const notes = [
  'floor: one record put in a strict transaction of IndexedDB and committed at once, and a word changed, to the next frame.',
]
const says = 'one of 10,000 open cases accepted: act called, decided, durable, drawn on the board'

export const rows = {
  'act-10k': { unit: 'ms', says: `${says} (median of 40)`, notes },
  'act-10k-p95': { unit: 'ms', says: `${says} (p95 of 40)`, notes },
}
export const measure = () => browserRow('bench/pages/desk.mjs')
