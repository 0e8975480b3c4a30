// A street of 165,333 places as a tree: by hand, by @lit-labs/virtualizer, by our tag.
import '@lit-labs/virtualizer'
import { html, render } from 'lit'
import '../../components/grid-roster/define.ts'
import { interleave, timed } from '../rounds.mjs'
import { street } from '../street.mjs'

const count = 165_333
const height = 600
const text = JSON.stringify(street(count))
/** A fresh object each time, as a page would have it from a file. */
const roster = () => JSON.parse(text)
const frame = () => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))

/** What everybody needs before anything can be drawn: rows in the order of the tree, with where each one ends. */
function treeOf({ places }) {
  const ids = Object.keys(places)
  const index = new Map(ids.map((id, at) => [id, at]))
  const first = new Int32Array(ids.length + 1).fill(-1)
  const next = new Int32Array(ids.length).fill(-1)
  for (let at = ids.length - 1; at >= 0; at--) {
    const above = index.get(places[ids[at]].in) ?? ids.length
    next[at] = first[above]
    first[above] = at
  }
  const rows = []
  const walk = (at, depth) => {
    for (; at >= 0; at = next[at]) {
      const row = { id: ids[at], name: places[ids[at]].title.zh, depth, end: 0, open: false }
      rows.push(row)
      walk(first[at], depth + 1)
      row.end = rows.length
    }
  }
  walk(first[ids.length], 0)
  return rows
}

function seen(rows) {
  const list = []
  for (let at = 0; at < rows.length; at = rows[at].open ? at + 1 : rows[at].end) list.push(rows[at])
  return list
}

/** A place of its own on the page; the last one may go on standing there. */
function stand(box, beside) {
  if (beside) document.body.append(box)
  else document.body.replaceChildren(box)
  return box
}

function byHand(tree, { size = 40, beside = false } = {}) {
  const box = document.createElement('div')
  const inner = document.createElement('div')
  box.style.cssText = `height:${height}px;overflow:auto`
  inner.style.position = 'relative'
  box.append(inner)
  stand(box, beside)
  let list = seen(tree)
  const draw = () => {
    inner.style.height = `${list.length * size}px`
    const from = Math.max(0, Math.floor(box.scrollTop / size) - 6)
    inner.replaceChildren(
      ...list.slice(from, from + Math.ceil(height / size) + 12).map((row, at) => {
        const line = document.createElement('div')
        line.textContent = row.name
        line.style.cssText = `position:absolute;top:${(from + at) * size}px;height:${size}px;padding-left:${row.depth * 22}px`
        return line
      }),
    )
  }
  box.onscroll = draw
  draw()
  return {
    toggle(row) {
      row.open = !row.open
      list = seen(tree)
      draw()
    },
  }
}

function byVirtualizer(tree, { size = 40, beside = false } = {}) {
  const place = stand(document.createElement('div'), beside)
  const draw = () =>
    render(
      html`<lit-virtualizer scroller .items=${seen(tree)} .renderItem=${(row) => html`<div>${row.name}</div>`}></lit-virtualizer>`,
      place,
    )
  draw()
  const box = place.firstElementChild
  box.style.cssText = `height:${height}px`
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`lit-virtualizer > div { height: ${size}px; width: 100% }`)
  document.adoptedStyleSheets = [sheet]
  return {
    box,
    toggle(row) {
      row.open = !row.open
      draw()
    },
  }
}

function ours(file, { beside = false } = {}) {
  const tag = document.createElement('linli-grid-roster')
  tag.roster = file
  return stand(tag, beside)
}
const openAll = (tag) => tag.shadowRoot.querySelector('.folds button').click()

const first = (show, given) => {
  const it = given()
  return timed(async () => {
    show(it)
    await frame()
  })
}

async function toggles() {
  const [handTree, litTree] = [treeOf(roster()), treeOf(roster())]
  for (const row of [...handTree, ...litTree]) row.open = true
  const hand = byHand(handTree)
  const lit = byVirtualizer(litTree, { beside: true })
  const tag = ours(roster(), { beside: true })
  await tag.updateComplete
  openAll(tag)
  await frame()
  const press = () => {
    const mark = tag.shadowRoot.querySelector('[aria-rowindex="3"] .tw')
    mark.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }))
  }
  const cost = (toggle) => () =>
    timed(async () => {
      toggle()
      await frame()
    })
  return interleave(
    {
      floor: cost(() => hand.toggle(handTree[1])),
      '@lit-labs/virtualizer': cost(() => lit.toggle(litTree[1])),
      linli: cost(press),
    },
    { rounds: 20, warmups: 2 },
  )
}

async function last() {
  const tag = ours(roster())
  tag.style.setProperty('--linli-tree-row', '72px')
  await tag.updateComplete
  openAll(tag)
  await frame()
  const box = tag.shadowRoot.querySelector('.scroll')
  box.scrollTop = box.scrollHeight
  await frame()
  const isSeen = (line, outer) =>
    line !== null &&
    line.offsetHeight === 72 &&
    line.getBoundingClientRect().bottom <= outer.getBoundingClientRect().bottom + 2
  const linli = isSeen(tag.shadowRoot.querySelector(`[aria-rowindex="${count + 1}"]`), box)
  const tree = treeOf(roster())
  for (const each of tree) each.open = true
  const { box: list } = byVirtualizer(tree, { size: 72 })
  await frame()
  // it measures as it goes: it is given two seconds to arrive at its end
  for (let turn = 0; turn < 40; turn++) {
    list.scrollTop = list.scrollHeight
    await new Promise((go) => setTimeout(go, 50))
  }
  const name = tree.at(-1).name
  const end = [...list.querySelectorAll('div')].filter((line) => line.textContent === name)
  return {
    linli: linli ? 1 : 0,
    '@lit-labs/virtualizer': end.some((line) => isSeen(line, list)) && list.scrollHeight >= count * 72 ? 1 : 0,
  }
}

export default async () => ({
  'roster-first': await interleave({
    floor: () => first((file) => byHand(treeOf(file)), roster),
    '@lit-labs/virtualizer': () => first((file) => byVirtualizer(treeOf(file)), roster),
    linli: () => first((file) => ours(file), roster),
  }),
  'roster-toggle': await toggles(),
  'roster-last': await last(),
})
