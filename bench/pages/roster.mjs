// A street of 165,333 places as a tree: by hand, by @lit-labs/virtualizer, by @vaadin/grid, by Tabulator, by our tag.
import '@lit-labs/virtualizer'
import '@vaadin/grid'
import { html, render } from 'lit'
import { TabulatorFull } from 'tabulator-tables'
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

/** A place of its own on the page; with the last one, in the same place: what is out of sight some of them do not draw. */
function stand(box, beside) {
  if (!beside) document.body.replaceChildren(box)
  else document.body.appendChild(document.createElement('section')).append(box)
  if (beside) box.parentElement.style.cssText = 'position:absolute;inset:0'
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
    box,
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

function byVaadin(tree, { beside = false } = {}) {
  const box = document.createElement('vaadin-grid')
  box.style.height = `${height}px`
  box.append(Object.assign(document.createElement('vaadin-grid-column'), { path: 'name', header: '' }))
  box.items = seen(tree)
  stand(box, beside)
  return {
    box,
    toggle(row) {
      row.open = !row.open
      box.items = seen(tree)
    },
  }
}

/** The floor's rows with what lies in each as its children. */
function nested(tree) {
  const above = []
  for (const row of tree) {
    above[row.depth] = row
    if (row.depth > 0) (above[row.depth - 1]._children ??= []).push(row)
  }
  return [tree[0]]
}

function byTabulator(tree, { beside = false } = {}) {
  const box = stand(document.createElement('div'), beside)
  const table = new TabulatorFull(box, {
    ...{ data: nested(tree), dataTree: true, dataTreeStartExpanded: (row) => row.getData().open },
    ...{ height, rowHeight: 40, layout: 'fitColumns', columns: [{ field: 'name', title: '' }] },
  })
  let row
  table.on('tableBuilt', () => (row = table.getRows()[0].getTreeChildren()[0]))
  return { box, toggle: () => row.treeToggle() }
}

function ours(file, { beside = false } = {}) {
  const tag = document.createElement('linli-grid-roster')
  tag.roster = file
  return stand(tag, beside)
}
const lineOf = (tag, at) => tag.shadowRoot.querySelector(`[aria-rowindex="${at + 2}"]`)?.textContent
const openAll = (tag) => tag.shadowRoot.querySelector('.folds button').click()

/** Whether a row with this name is drawn within its list. */
function shows(box, name) {
  const { top, bottom } = box.getBoundingClientRect()
  return [...box.querySelectorAll('div, vaadin-grid-cell-content')].some((line) => {
    if (line.textContent !== name) return false
    const at = line.getBoundingClientRect()
    return at.height > 0 && at.top >= top && at.bottom <= bottom
  })
}

/** To the frame in which it holds: some of them draw later than they are told. */
async function until(holds) {
  const began = performance.now()
  do {
    await frame()
    if (performance.now() - began > 30_000) throw new Error('never drawn')
  } while (!holds())
}

const first = (show, given) => {
  const it = given()
  return timed(async () => {
    const { isSeen } = show(it)
    await until(isSeen)
  })
}

async function toggles() {
  const trees = Array.from({ length: 4 }, () => treeOf(roster()))
  for (const row of trees.flat()) row.open = true
  const [hand, lit, vaadin, tabulator] = [byHand, byVirtualizer, byVaadin, byTabulator].map((show, at) =>
    show(trees[at], { beside: true }),
  )
  const tag = ours(roster(), { beside: true })
  await tag.updateComplete
  openAll(tag)
  await until(() => shows(tabulator.box, '2号社区') || shows(tabulator.box, '1网格'))
  const press = () => {
    const mark = tag.shadowRoot.querySelector('[aria-rowindex="3"] .tw')
    mark.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }))
  }
  // the second community is in sight once the first is closed
  const cost = (toggle, isSeen) => {
    let open = true
    return () =>
      timed(async () => {
        toggle()
        open = !open
        await until(() => isSeen() !== open)
      })
  }
  const list = ({ box, toggle }, at) =>
    cost(
      () => toggle(trees[at][1]),
      () => shows(box, '2号社区'),
    )
  return interleave(
    {
      floor: list(hand, 0),
      '@lit-labs/virtualizer': list(lit, 1),
      '@vaadin/grid': list(vaadin, 2),
      'tabulator-tables': list(tabulator, 3),
      linli: cost(press, () => lineOf(tag, 2).includes('2号社区')),
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

export default async () => {
  const sheet = await (await fetch('/node_modules/tabulator-tables/dist/css/tabulator.min.css')).text()
  document.head.append(Object.assign(document.createElement('style'), { textContent: sheet }))
  const lists = {
    floor: byHand,
    '@lit-labs/virtualizer': byVirtualizer,
    '@vaadin/grid': byVaadin,
    'tabulator-tables': byTabulator,
  }
  const listed = Object.entries(lists).map(([who, show]) => [
    who,
    () =>
      first((file) => {
        const { box } = show(treeOf(file))
        return { isSeen: () => shows(box, '城厢街道') }
      }, roster),
  ])
  const linli = () =>
    first((file) => {
      const tag = ours(file)
      return { isSeen: () => lineOf(tag, 0)?.includes('城厢街道') }
    }, roster)
  return {
    'roster-first': await interleave({ ...Object.fromEntries(listed), linli }),
    'roster-toggle': await toggles(),
    'roster-last': await last(),
  }
}
