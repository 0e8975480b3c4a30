// A market of 75 halls with a thousand stalls each on the board, and one of its stalls on the panel; each act is durable.
import { openStation } from '../../engine/open.ts'
import { handClock } from '../../engine/time/clock.ts'
import '../../components/market-board/define.ts'
import { timed } from '../rounds.mjs'

const market = '330782008'
const [halls, columns, rows] = [75, 25, 40]
const times = 40
const items = ['mask', 'disinfection', 'air', 'spacing', 'fire-lane', 'electricity', 'aisle', 'rubbish', 'staff']
const say = (words) => ({ zh: words, en: words })
const frame = () => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))
const share = (part) => (costs) => costs.toSorted((a, b) => a - b)[Math.ceil(costs.length * part) - 1]
const [median, p95] = [share(0.5), share(0.95)]

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

async function byHand() {
  const db = await new Promise((ready, fail) => {
    const request = indexedDB.open('by-hand', 1)
    request.onupgradeneeded = () => request.result.createObjectStore('lines', { keyPath: 'id' })
    request.onsuccess = () => ready(request.result)
    request.onerror = () => fail(request.error)
  })
  const word = document.body.appendChild(document.createElement('p'))
  let count = 0
  return (records) => () =>
    timed(async () => {
      await new Promise((done, fail) => {
        const tx = db.transaction('lines', 'readwrite', { durability: 'strict' })
        for (let each = 0; each < records; each++)
          tx.objectStore('lines').put({ id: `${++count}`, text: 'x'.repeat(2000) })
        tx.commit()
        tx.oncomplete = done
        tx.onerror = () => fail(tx.error)
      })
      word.textContent = String(count)
      await frame()
    })
}

/** Stands as soon as it holds, looked at after every change of what is drawn. */
const drawn = (root, holds) =>
  new Promise((done) => {
    const look = () => {
      if (!holds()) return
      observer.disconnect()
      done()
    }
    const observer = new MutationObserver(look)
    observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true })
    look()
  })

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

/** In the same rounds; by hand is what the machine itself takes at that moment. */
async function compared(contestants, pick) {
  const costs = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]))
  for (let turn = -5; turn < times; turn++)
    for (const [name, cost] of Object.entries(contestants)) {
      const one = await cost()
      if (turn >= 0) costs[name].push(one)
    }
  return Object.fromEntries(Object.entries(costs).map(([name, each]) => [name, pick(each)]))
}

export default async () => {
  const station = await open()
  const hand = await byHand()
  const board = await withBoard(station)
  const incident = await compared({ floor: hand(2), linli: board.cost }, median)
  board.close()
  const panel = await withPanel(station)
  const tap = await compared({ floor: hand(1), linli: panel.cost }, p95)
  panel.close()
  return { 'market-75k': incident, tap }
}
