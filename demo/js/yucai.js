// The pages from inside 育才东苑: its past, its morning of 10 April, and who is here. Loaded before linli.js: a station that
// opened by the real clock would find six years of limits gone by.
import { handClock } from './hand-clock.js'
import { opened, playOnce } from './played.js'

const english = document.documentElement.lang === 'en'
const find = (selector) => document.querySelector(selector)
const tag = find('linli-station')
const me = find('#me')
const key = 'yucai-played'
const loaded = (async () => (await fetch('/data/yucai/past.json')).json())()

const clock = handClock(Date.parse('2020-02-10T09:00:00+08:00'), () => undefined, 'yucai-clock')
tag.clock = clock

/** Who is here belongs to one tab: two tabs side by side may be two people. */
const mine = `yucai-me ${me.dataset.cast}`
function be(party) {
  sessionStorage.setItem(mine, party)
  tag.me = party
}
me.addEventListener('change', () => be(me.value))

function fillCast(station, cast) {
  for (const id of cast) {
    const { name, post } = station.party(id)
    const [household] = station.posts.party(id).in
    const where = household ? station.party(household).name : post
    me.append(new Option(english ? `${name.en}, ${where.en}` : `${where.zh} ${name.zh}`, id))
  }
  me.value = sessionStorage.getItem(mine) ?? cast[0]
  be(me.value)
}

const station = await opened(tag)
const { now, cast, acts } = await loaded
await playOnce(station, clock, { key, opens: Date.parse(now), acts })
fillCast(station, cast[me.dataset.cast])
document.body.dataset.ready = ''

find('#again').addEventListener('click', async () => {
  await tag.station?.close()
  for (const { name } of await indexedDB.databases()) if (name.includes('yucai')) indexedDB.deleteDatabase(name)
  localStorage.removeItem(key)
  clock.forget()
  location.reload()
})
