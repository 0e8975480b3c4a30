// The afternoon of 10 April, played through the station at the first opening of a page that shows cases.
import { opened, playOnce } from './played.js'
import { clock } from './street-clock.js'

const { day } = document.body.dataset
export const today = await (await fetch(`/data/${day ?? 'chengxiang'}/today.json`)).json()

const key = `${day ?? 'street'}-played`

/** Everything that was played here is gone from this browser; it is played again at the next opening. */
export async function forget() {
  for (const { name } of await indexedDB.databases()) if (name.startsWith('linli ')) indexedDB.deleteDatabase(name)
  for (const name of Object.keys(localStorage)) if (/-(played|clock)$/.test(name)) localStorage.removeItem(name)
  clock.forget()
}

/** Calls once the station is open and the afternoon is played; the body then says `data-ready`. */
export async function whenPlayed(call) {
  const station = await opened(document.querySelector('linli-station'))
  await playOnce(station, clock, { key, opens: Date.parse(today.now), acts: today.acts })
  await call?.(station)
  document.body.dataset.ready = ''
}
