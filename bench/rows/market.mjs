// What it costs to decide and to show in a market of 75,000 stalls, kept durably; and what a tap costs at the kiosk.
import { browserRow } from '../browser.mjs'

export const rows = {
  'market-75k': {
    unit: 'ms',
    says: 'an incident in a market of 75,000 stalls: decided, durable, its unit proposed for suspension, drawn on the board (median of 40)',
    notes: [
      'floor: two finished records put in one strict transaction of IndexedDB and committed at once, and a word changed, to the next frame.',
      'The database of both lies in a profile on disk.',
    ],
  },
  tap: {
    unit: 'ms',
    says: 'the ninth tap of a check at the kiosk: judged, durable, confirmed on the screen (p95 of 40)',
    notes: ['floor: as above, with one record.'],
  },
}
export const measure = () => browserRow('bench/pages/market.mjs')
