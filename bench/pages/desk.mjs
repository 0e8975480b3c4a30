// A desk with ten thousand open cases: somebody accepts one of them, until it is kept and the board shows it.
import { fold } from '../../engine/act/fold.ts'
import { openStation } from '../../engine/open.ts'
import { handClock } from '../../engine/time/clock.ts'
import '../../components/board/define.ts'
import { street } from '../street.mjs'
import { compared, drawn, frame, median, p95, writesByHand } from '../until-drawn.mjs'

const open = 10_000
const now = Date.parse('2020-04-10T17:30:00+08:00')
const named = (index) => String(index).padStart(9, '0')
const folded = (lines) => fold(lines).dossier

function roster() {
  const file = street(2000)
  const [place] = Object.keys(file.places)
  return {
    ...file,
    parties: { ...file.parties, officer: { kind: 'person' } },
    posts: [...file.posts, { post: 'command-room-duty', place, party: 'officer', from: '2020-01-01' }],
  }
}

async function desk() {
  const file = roster()
  const text = JSON.stringify(file)
  const clock = handClock(now)
  const station = await openStation({
    ...{
      community: '/rules/chengxiang.community.json',
      roster: '/roster.json',
      name: 'bench-desk',
      me: 'officer',
      clock,
    },
    read: async (address) => (address === '/roster.json' ? text : (await fetch(address)).text()),
  })
  const grids = Object.keys(file.places).filter((id) => file.places[id].kind === 'grid')
  const data = { type: 'corridor-light', what: '三楼楼道灯不亮' }
  const { entry } = await station.act({ type: 'report', on: 'case/new', by: 'officer', place: grids[0], data })
  const { chain: _, ...line } = entry
  // all within the six minutes in which nothing is fired
  const arrivals = Array.from({ length: open - 1 }, (_, index) => {
    const at = now - (index % 360) * 1000
    const own = {
      on: `case/${named(index)}`,
      place: grids[index % grids.length],
      at,
      id: `${at.toString(36).padStart(9, '0')}.001.benchmrk`,
    }
    return { on: own.on, entries: [{ ...line, ...own, starts: line.starts.map((start) => ({ ...start, at })) }] }
  })
  await station.journal.bulk(arrivals, folded)
  return { station, clock }
}

async function accepting({ station, clock }) {
  const board = document.createElement('linli-board')
  Object.assign(board, { lang: 'zh', kind: 'case', card: true, station })
  board.style.cssText = 'display:block;height:900px'
  document.body.append(board)
  const root = board.shadowRoot
  const heads = () => [...root.querySelectorAll('.lane header p')].map(({ textContent }) => textContent).join()
  while (!root.querySelector('.strip')) await frame()
  await frame()
  let count = 0
  return async () => {
    clock.advance(10)
    const before = heads()
    const began = performance.now()
    const { allowed, says } = await station.act({ type: 'accept', on: `case/${named(count++)}`, by: 'officer' })
    if (!allowed) throw new Error(`refused: ${says.zh}`)
    await drawn(root, () => heads() !== before)
    await frame()
    return performance.now() - began
  }
}

export default async () => {
  const hand = await writesByHand()
  const linli = await accepting(await desk())
  const both = (costs) => ({ median: median(costs), p95: p95(costs) })
  const { floor, linli: ours } = await compared({ floor: hand(1), linli }, both)
  return {
    'act-10k': { floor: floor.median, linli: ours.median },
    'act-10k-p95': { floor: floor.p95, linli: ours.p95 },
  }
}
