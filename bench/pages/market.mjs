// A market of 75 halls with a thousand stalls each on the board, and one of its stalls on the panel; each act is durable.
import { openStation } from '../../engine/open.ts'
import { handClock } from '../../engine/time/clock.ts'
import '../../components/market-board/define.ts'
import { timed } from '../rounds.mjs'
import { compared, drawn, frame, median, p95, writesByHand } from '../until-drawn.mjs'

const market = '330782008'
const [halls, columns, rows] = [75, 25, 40]
const items = ['mask', 'disinfection', 'air', 'spacing', 'fire-lane', 'electricity', 'aisle', 'rubbish', 'staff']
const say = (words) => ({ zh: words, en: words })

function roster() {
  const places = { [market]: { kind: 'street', title: say('福田') } }
  for (let h = 1; h <= halls; h++) {
    const hall = `${market}-${h}`
    places[hall] = { kind: 'hall', title: say(`${h}号厅`), in: market }
    for (let row = 1; row <= rows; row++)
      for (let col = 1; col <= columns; col++) {
        const block = `${hall}-u${Math.ceil(row / 3)}-${Math.ceil(col / 3)}`
        places[block] ??= { kind: 'block', title: say(block.slice(market.length + 1)), in: hall }
        const title = say(`${h}-${String(row).padStart(2, '0')}${String(col).padStart(2, '0')}`)
        places[`${hall}-${row}-${col}`] = { kind: 'stall', title, in: block, col, row }
      }
  }
  const posts = ['market-manager', 'emergency-desk', 'red-desk'].map((post) => ({
    post,
    place: market,
    party: post,
    from: '2019-01-01',
  }))
  const parties = Object.fromEntries(posts.map(({ party }) => [party, { kind: 'person' }]))
  return { roster: 'futian', asOf: '2020-02-18', places, parties, posts }
}

async function open() {
  const text = JSON.stringify(roster())
  const read = async (address) => (address === '/roster.json' ? text : (await fetch(address)).text())
  return openStation({
    ...{ community: '/rules/futian.community.json', roster: '/roster.json', read, name: 'bench-market' },
    // before the checks of the day are due
    clock: handClock(Date.parse('2020-02-18T07:00:00+08:00')),
    me: 'market-manager',
  })
}

async function withBoard(station) {
  const board = document.createElement('linli-market-board')
  board.lang = 'zh'
  board.hall = `${market}-40`
  board.station = station
  document.body.append(board)
  const root = board.shadowRoot
  while (!root.querySelector('.c')) await frame()
  await frame()
  const proposed = () =>
    Number(
      [...root.querySelectorAll('.chip')].find((chip) => /建议停/.test(chip.textContent))?.querySelector('b')
        .textContent,
    )
  let count = 0
  const cost = () => {
    const [row, col] = [1 + 3 * (count % 13), 1 + 3 * (Math.floor(count / 13) % 8)]
    count++
    return timed(async () => {
      const decision = await station.act({
        type: 'raise',
        on: 'incident/new',
        by: 'red-desk',
        place: `${market}-40-${row}-${col}`,
        data: { type: 'unwell', what: '有人不舒服' },
      })
      if (!decision.allowed) throw new Error(`refused: ${decision.because}`)
      await drawn(root, () => proposed() === count)
      await frame()
    })
  }
  return { cost, close: () => board.remove() }
}

async function withPanel(station) {
  const panel = document.createElement('linli-stall-panel')
  panel.lang = 'zh'
  panel.setAttribute('density', 'kiosk')
  panel.station = station
  document.body.append(panel)
  const root = panel.shadowRoot
  let count = 0
  const cost = async () => {
    const [row, col] = [1 + (count % 40), 1 + Math.floor(count / 40)]
    count++
    panel.stall = `${market}-7-${row}-${col}`
    const ready = () =>
      root
        .querySelector('.eave .plate')
        ?.textContent.endsWith(`-${String(row).padStart(2, '0')}${String(col).padStart(2, '0')}`)
    while (!ready() || root.querySelectorAll('.item').length < items.length) await frame()
    await frame()
    const tap = (item) => root.querySelectorAll('.item')[item].querySelector('button').click()
    for (let item = 0; item < items.length - 1; item++) tap(item)
    await panel.updateComplete
    await frame()
    return timed(async () => {
      tap(items.length - 1)
      await drawn(root, () => root.querySelector('.foot .done')?.textContent.includes('已写下'))
      await frame()
    })
  }
  return { cost, close: () => panel.remove() }
}

export default async () => {
  const station = await open()
  const hand = await writesByHand()
  const board = await withBoard(station)
  const incident = await compared({ floor: hand(2), linli: board.cost }, median)
  board.close()
  const panel = await withPanel(station)
  const tap = await compared({ floor: hand(1), linli: panel.cost }, p95)
  panel.close()
  return { 'market-75k': incident, tap }
}
