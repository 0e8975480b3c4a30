// The page of a grid worker: what is in hand in the own grid, or the doors still to go to; one list at a time.
const tag = document.querySelector('linli-station')
const board = document.querySelector('linli-board')

// The past is played two months in a moment: a board that counted its seconds would ring five million times.
board.now = Date.parse('2020-04-10T09:00:00+08:00')
await import('./yucai.js')
board.now = undefined

const lists = [...document.querySelectorAll('[data-kind]')]

/** The desk sorts by its clocks; who walks through a grid has one list, first due first. */
const inHand = [{ name: 'in-hand', title: { zh: '在办', en: 'In hand' } }]

function look({ dataset: { kind }, textContent }) {
  Object.assign(board, { kind, heading: textContent, selected: '', lanes: kind === 'case' ? inHand : undefined })
  for (const each of lists) each.setAttribute('aria-pressed', String(each.dataset.kind === kind))
}
for (const each of lists) each.addEventListener('click', () => look(each))

const me = document.querySelector('#me')
const toOwnGrid = () => (board.place = tag.station.posts.of(me.value)[0].place)
me.addEventListener('change', toOwnGrid)

toOwnGrid()
look(lists[0])
