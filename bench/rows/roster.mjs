// What it costs to show a street with every home in it, and whether its last row can be reached.
import { browserRow } from '../browser.mjs'

const notes = [
  'floor: a list of rows of one height written by hand, with the same tree built from the same file and the same names in its rows,',
  "without posts, figures, gaps, columns, keyboard or accessibility. @lit-labs/virtualizer is given the floor's tree.",
  "@vaadin/grid is given the floor's list as its items, anew at each toggle: in its own tree it fetches a branch once that is in sight,",
  "so 165,333 rows never stand open in it. tabulator-tables is given the floor's rows nested (dataTree, 40 px) and toggles by itself.",
  'Both draw one column of names with a header, rows for assistive technology and a keyboard; no posts, figures or gaps.',
  'The frame in which the row is drawn is waited for; how soon a frame comes differs by up to 16 ms.',
]
export const rows = {
  'roster-first': {
    unit: 'ms',
    says: 'from a roster of 165,333 places in memory to the first rows on the screen',
    notes,
  },
  'roster-toggle': {
    unit: 'ms',
    says: 'closing or opening a community among 165,333 rows in sight, to the next frame',
    notes,
  },
  'roster-last': { unit: '', says: '1 when row 165,333 is reachable at 72 px a row' },
}
export const measure = () => browserRow('bench/pages/roster.mjs')
