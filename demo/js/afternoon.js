// The afternoon of 10 April, played through the station at the first opening of a page that shows cases.
import { clock } from './street-clock.js'

export const today = await (await fetch('/data/chengxiang/today.json')).json()

const key = 'street-played'
const opens = Date.parse(today.now)

/** Plays what has not been played yet; two tabs opened at once must not both do it. */
export const play = (station) => navigator.locks.request(key, () => playRest(station))

async function playRest(station) {
  const done = JSON.parse(localStorage.getItem(key) ?? '{"next":0,"ids":{}}')
  for (const { at, as, on, act: type, ...rest } of today.acts.slice(done.next)) {
    clock.set(Date.parse(at))
    const decision = await station.act({ type, on: on ? done.ids[on] : 'case/new', ...rest })
    // refused, the demo's own data is at fault
    if (!decision.allowed) throw new Error(`${at} ${type}: ${decision.says?.en ?? decision.because}`)
    if (as) done.ids[as] = decision.entry.on
    done.next++
    localStorage.setItem(key, JSON.stringify(done))
  }
  if (clock.now() < opens) clock.set(opens)
}

/** Everything of the street's afternoon is gone from this browser; it is played again at the next opening. */
export async function forget() {
  for (const { name } of await indexedDB.databases()) if (name.startsWith('linli ')) indexedDB.deleteDatabase(name)
  localStorage.removeItem(key)
  clock.forget()
}

/** Calls once the station is open and the afternoon is played; the body then says `data-ready`. */
export async function whenPlayed(call) {
  const station = await opened(document.querySelector('linli-station'))
  await play(station)
  await call?.(station)
  document.body.dataset.ready = ''
}

const opened = (tag) =>
  tag.station ??
  new Promise((open) => {
    tag.addEventListener('linli-station-ready', ({ detail }) => open(detail.station), { once: true })
  })
