// Ten thousand open cases: as plain rows by hand, by @lit-labs/virtualizer, by our board.
import '@lit-labs/virtualizer'
import { html, render } from 'lit'
import '../../components/board/define.ts'
import { begin } from '../../engine/time/dues.ts'

const count = 10_000
const strip = 146
const say = (words) => ({ zh: words, en: words })
const frame = () => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))
const share = (costs, part) => costs.toSorted((a, b) => a - b)[Math.ceil(costs.length * part) - 1]

const limits = { accept: ['受理', 10], assign: ['指派', 5], scene: ['到场', 20], handle: ['处置', 45] }
const calendar = { name: '24h', zone: 'Asia/Shanghai' }

/** Each with a clock of its own that runs now; some cross a mark while one looks. */
function cases() {
  const now = Date.now()
  return Array.from({ length: count }, (_, index) => {
    const [clock, [title, minutes]] = Object.entries(limits)[index % 4]
    // spread over the limit and half of it beyond, so that every second somebody is warned or late
    const at = now - Math.round(((index * 7919) % count) * ((minutes * 60_000 * 1.5) / count))
    const start = { clock, limit: `PT${minutes}M`, calendar, title: say(title), round: 1, at }
    const due = begin({ ...start, runs: ['open'], pauses: [], again: 'resume', warn: { at: 0.8, then: [] }, due: [] })
    return {
      ...{ id: `case/${index}`, kind: 'case', title: say(`路灯不亮 ${index}`), step: 'open', stepTitle: say('在办') },
      place: { id: `g${index % 175}`, path: [say(`${index % 35}社区`), say(`${index % 5}网格`)] },
      holder: { role: say('值班员'), parties: [{ id: 'officer', name: say('示例甲'), post: say('值班员') }] },
      ...{ dues: [due], opened: at, at, ended: false, void: 0, fields: {} },
    }
  })
}

const words = ({ title, place, dues: [due] }) =>
  `${title.zh} ${place.path.map(({ zh }) => zh).join(' · ')} ${new Date(due.at).toLocaleTimeString()}`
const lanesOf = (all) => Object.keys(limits).map((clock) => all.filter(({ dues: [due] }) => due.clock === clock))

const boxes = () =>
  Object.keys(limits).map((_, lane) => {
    const box = document.body.appendChild(document.createElement('div'))
    Object.assign(box.style, {
      ...{ position: 'absolute', overflow: 'auto', top: 0, height: '900px' },
      ...{ left: `${lane * 25}%`, width: '25%' },
    })
    return box
  })

/** A list by hand: as many rows as fit, each at its place. */
function plain(all) {
  return boxes().map((box, lane) => {
    const rows = lanesOf(all)[lane]
    const list = box.appendChild(document.createElement('div'))
    Object.assign(list.style, { position: 'relative', height: `${rows.length * strip}px` })
    const draw = () => {
      const first = Math.max(0, Math.floor(box.scrollTop / strip) - 4)
      const drawn = rows.slice(first, first + Math.ceil(900 / strip) + 8).map((row, at) => {
        const line = document.createElement('p')
        line.textContent = words(row)
        Object.assign(line.style, { position: 'absolute', margin: 0, height: `${strip}px` })
        line.style.top = `${(first + at) * strip}px`
        return line
      })
      list.replaceChildren(...drawn)
    }
    box.addEventListener('scroll', draw)
    draw()
    return box
  })
}

function virtual(all) {
  return boxes().map((box, lane) => {
    const row = (each) => html`<p style="height:${strip}px;margin:0">${words(each)}</p>`
    render(
      html`<lit-virtualizer scroller style="height:900px" .items=${lanesOf(all)[lane]} .renderItem=${row}></lit-virtualizer>`,
      box,
    )
    return box.firstElementChild
  })
}

async function ours(all) {
  const board = document.createElement('linli-board')
  board.lang = 'zh'
  board.style.cssText = 'display:block;height:1000px'
  board.rows = all
  document.body.append(board)
  while (board.shadowRoot.querySelectorAll('.strip').length < 20) await frame()
  return [...board.shadowRoot.querySelectorAll('.reach')]
}

/** The floor of a page that tells the time: one word a second. */
function telling() {
  const word = document.body.appendChild(document.createElement('p'))
  setInterval(() => (word.textContent = new Date().toLocaleTimeString()), 1000)
}

let scrolled = []

async function show(who, row) {
  if (who === 'floor' && row === 'board-idle') telling()
  else if (who === 'floor') scrolled = plain(cases())
  else if (who === 'linli') scrolled = await ours(cases())
  else if (who !== 'empty page') scrolled = virtual(cases())
  await frame()
}

/** A hand that goes down each lane in turn, three strips a second, and quickly for one second in five. */
async function scroll(seconds) {
  const deltas = []
  const began = performance.now()
  for (let last = began, now = began; now - began < seconds * 1000; last = now) {
    now = await new Promise(requestAnimationFrame)
    if (last !== began) deltas.push(now - last)
    const second = Math.floor((now - began) / 1000)
    const box = scrolled[second % scrolled.length]
    if (box) box.scrollTop += second % 5 === 4 ? 300 : 8
  }
  return share(deltas, 0.95)
}

export default (what) => (what.show ? show(what.show, what.row) : scroll(what.scroll))
