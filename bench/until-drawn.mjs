// Acts until they are durable and drawn, one at a time: how that is waited for, and what the machine itself takes for it.
import { timed } from './rounds.mjs'

const times = 40
export const frame = () => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))
const share = (part) => (costs) => costs.toSorted((a, b) => a - b)[Math.ceil(costs.length * part) - 1]
export const [median, p95] = [share(0.5), share(0.95)]

export async function writesByHand() {
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
export const drawn = (root, holds) =>
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

/** In the same rounds; by hand is what the machine itself takes at that moment. */
export async function compared(contestants, pick) {
  const costs = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]))
  for (let turn = -5; turn < times; turn++)
    for (const [name, cost] of Object.entries(contestants)) {
      const one = await cost()
      if (turn >= 0) costs[name].push(one)
    }
  return Object.fromEntries(Object.entries(costs).map(([name, each]) => [name, pick(each)]))
}
