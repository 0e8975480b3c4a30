// The desk's demo tools: who is here, a clock to turn, the afternoon of 10 April played at the first opening.
import { handClock } from './hand-clock.js'

const find = (selector) => document.querySelector(selector)
const stationTag = find('linli-station')
const english = document.documentElement.lang === 'en'
const said = (words) => (english ? words.en : words.zh)

const today = await (await fetch('/data/chengxiang/today.json')).json()
const opens = Date.parse(today.now)
const [firstAct] = today.acts

const time = new Intl.DateTimeFormat(english ? 'en-GB' : 'zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: english ? 'short' : 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})
const show = (now) => (find('#now').value = time.format(now))
const clock = handClock(Date.parse(firstAct.at), show, 'desk-clock')

/** Who is here belongs to one tab: two tabs side by side may be two people. */
const me = find('#me')
const be = (party) => {
  sessionStorage.setItem('desk-me', party)
  stationTag.me = party
}
me.addEventListener('change', () => be(me.value))

function fillCast(station) {
  for (const id of today.cast) {
    const { name, post } = station.party(id)
    const [organisation] = station.posts.party(id).in
    const where = organisation ? station.party(organisation).name : post
    me.append(new Option(`${said(where)} ${said(name)}`, id))
  }
  me.value = sessionStorage.getItem('desk-me') ?? today.cast[0]
  be(me.value)
}

/** Plays what has not been played yet. What fails is a fault of the demo's own data, so it is thrown. */
async function play(station) {
  const done = JSON.parse(localStorage.getItem('desk-played') ?? '{"next":0,"ids":{}}')
  for (const { at, as, on, ...act } of today.acts.slice(done.next)) {
    clock.set(Date.parse(at))
    const { act: type, ...rest } = act
    const decision = await station.act({ type, on: on ? done.ids[on] : 'case/new', ...rest })
    if (!decision.allowed) throw new Error(`${at} ${type}: ${decision.says?.en ?? decision.because}`)
    if (as) done.ids[as] = decision.entry.on
    done.next++
    localStorage.setItem('desk-played', JSON.stringify(done))
  }
  if (clock.now() < opens) clock.set(opens)
}

stationTag.addEventListener(
  'linli-station-ready',
  async ({ detail: { station } }) => {
    fillCast(station)
    // two tabs opened at once must not both play
    await navigator.locks.request('desk-play', () => play(station))
    show(clock.now())
    document.body.dataset.ready = ''
  },
  { once: true },
)
stationTag.clock = clock

for (const button of document.querySelectorAll('[data-turn]'))
  button.addEventListener('click', () => clock.set(clock.now() + Number(button.dataset.turn)))

find('#again').addEventListener('click', async () => {
  await stationTag.station?.close()
  clock.forget()
  localStorage.removeItem('desk-played')
  for (const { name } of await indexedDB.databases()) if (name.startsWith('linli ')) indexedDB.deleteDatabase(name)
  location.reload()
})
