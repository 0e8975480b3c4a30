// The desk's demo tools: who is here, and the clock to turn.
import { forget, today, whenPlayed } from './afternoon.js'
import { clock, watchClock } from './street-clock.js'

const find = (selector) => document.querySelector(selector)
const stationTag = find('linli-station')
const english = document.documentElement.lang === 'en'

const time = new Intl.DateTimeFormat(english ? 'en-GB' : 'zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: english ? 'short' : 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})
watchClock((now) => (find('#now').value = time.format(now)))
for (const button of document.querySelectorAll('[data-turn]'))
  button.addEventListener('click', () => clock.set(clock.now() + Number(button.dataset.turn)))

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
    me.append(new Option(english ? `${name.en}, ${where.en}` : `${where.zh} ${name.zh}`, id))
  }
  me.value = sessionStorage.getItem('desk-me') ?? today.cast[0]
  be(me.value)
}

whenPlayed(async (station) => {
  fillCast(station)
  const [first] = await station.dossiers({ kind: 'case', open: true, sort: 'due', limit: 1 })
  if (first) find('linli-board').selected = first.id
})

/** A wall is read from afar, a desk from an arm's length. */
find('[data-wall]')?.addEventListener('click', ({ currentTarget: button }) => {
  const isWall = find('linli-board').toggleAttribute('density')
  if (isWall) find('linli-board').setAttribute('density', 'wall')
  button.setAttribute('aria-pressed', String(isWall))
})

find('#again').addEventListener('click', async () => {
  await stationTag.station?.close()
  await forget()
  location.reload()
})
