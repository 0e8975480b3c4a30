// The page of a grid worker: what is in hand in the own grid, or the doors still to go to; one list at a time.
import './yucai.js'

const tag = document.querySelector('linli-station')
const board = document.querySelector('linli-board')
const lists = [...document.querySelectorAll('[data-kind]')]

function look({ dataset: { kind }, textContent }) {
  Object.assign(board, { kind, heading: textContent, selected: '' })
  for (const each of lists) each.setAttribute('aria-pressed', String(each.dataset.kind === kind))
}
for (const each of lists) each.addEventListener('click', () => look(each))

const me = document.querySelector('#me')
const toOwnGrid = () => (board.place = tag.station.posts.of(me.value)[0].place)
me.addEventListener('change', toOwnGrid)

toOwnGrid()
look(lists[0])
