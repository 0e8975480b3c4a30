// The page's editor: a changed community file is read by the station in place of the one on the server.
import { handClock } from './hand-clock.js'

const address = '/rules/chengxiang.community.json'
const kept = 'rule-text'
const find = (selector) => document.querySelector(selector)
const english = document.documentElement.lang === 'en'
const words = english
  ? { limit: (minutes) => `In force now: accept within ${minutes} minutes.`, what: 'Light out on the third floor' }
  : { limit: (minutes) => `现在按这一条：${minutes} 分钟内受理。`, what: '三楼楼道灯不亮' }

const stationTag = find('linli-station')
const editor = find('textarea')
const fromServer = async (path) => {
  const response = await fetch(path, { cache: 'no-cache' })
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  return response.text()
}
const original = await fromServer(address)

/** A new function each time: that is what makes the station read again. */
const readAgain = () => (stationTag.read = async (path) => (path === address ? editor.value : fromServer(path)))

const time = new Intl.DateTimeFormat(english ? 'en-GB' : 'zh-CN', { timeZone: 'Asia/Shanghai', timeStyle: 'medium' })
const clock = handClock(
  Date.parse('2020-04-10T17:30:00+08:00'),
  (now) => (find('#now').value = time.format(now)),
  'rule-clock',
)

editor.value = localStorage.getItem(kept) ?? original
find('#adopt').addEventListener('click', () => {
  localStorage.setItem(kept, editor.value)
  readAgain()
})
find('#original').addEventListener('click', () => {
  editor.value = original
  localStorage.removeItem(kept)
  readAgain()
})

stationTag.addEventListener('linli-station-ready', ({ detail: { station } }) => {
  const limit = station.book.packs.get('four-platforms').params['accept-limit']
  find('#limit').value = words.limit(Number(/\d+/.exec(limit)[0]))
})
find('#report').addEventListener('click', () =>
  stationTag.station.act({
    type: 'report',
    on: 'case/new',
    by: 'p-0020',
    place: '330109001072-001',
    data: { type: 'corridor-light', what: words.what },
  }),
)
for (const button of document.querySelectorAll('[data-turn]'))
  button.addEventListener('click', () => clock.set(clock.now() + Number(button.dataset.turn)))

readAgain()
clock.show()
stationTag.clock = clock
