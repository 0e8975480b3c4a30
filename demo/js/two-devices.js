// Two devices on one page: two stations with a database each, a far side between them, and a switch for the network.
import { MemoryFar } from '/sync-memory.js'
import { clockFrom } from './two-devices-clock.js'
import { scenes } from './two-devices-scenes.js'

const find = (selector, from = document) => from.querySelector(selector)
const english = document.documentElement.lang === 'en'
const word = (say) => (english ? say?.en : say?.zh) ?? ''
const said = JSON.parse(find('#words').textContent)
const root = '330109001'
const minute = 60_000

const clock = clockFrom(Date.parse('2020-02-18T08:00:00+08:00'))
const far = new MemoryFar({ ancestors: (place) => devices[0].tag.station?.places.ancestors(place) ?? [root] })
const devices = [...document.querySelectorAll('.device')].map((box) => ({
  box,
  tag: box.closest('linli-station'),
  card: find('linli-case-card', box),
  list: find('.list', box),
  me: find('.me select', box),
}))
/** Prefix of the dossiers that are listed, and the one that is looked at. */
let kind = 'case'
let chosen = ''
/** The scene that was begun and waits for the join. */
let playing = ''

/** Nothing is kept from one visit to the next; what a closed window has left is cleared. */
async function names() {
  const own = `linli two-devices ${crypto.randomUUID()}`
  await new Promise((held) => {
    void navigator.locks.request(own, () => {
      held()
      return new Promise(() => {})
    })
  })
  const { held } = await navigator.locks.query()
  const living = held.map(({ name }) => name)
  for (const { name } of await indexedDB.databases())
    if (name.startsWith('linli two-devices ') && !living.some((tab) => name.startsWith(tab)))
      indexedDB.deleteDatabase(name)
  return devices.map((_, at) => `${own} ${at}`)
}

const opened = (tag) =>
  new Promise((open) =>
    tag.addEventListener('linli-station-ready', ({ detail }) => open(detail.station), { once: true }),
  )

const joined = (station) =>
  new Promise((done) => {
    const stop = station.watch(
      (it) => it.joined,
      (far) => {
        if (!far) return
        queueMicrotask(() => stop())
        done()
      },
    )
  })

/** The next time that this device has brought and fetched everything. */
function round({ tag }) {
  const { joined } = tag.station
  return new Promise((done) => {
    let isBusy = false
    const stop = joined.watch(({ link, inStep }) => {
      if (link === 'busy') isBusy = true
      else if (isBusy && inStep) {
        queueMicrotask(() => stop())
        done()
      }
    })
    joined.now()
  })
}

/** Both have fetched what the other has brought, and what followed from it. */
async function meet() {
  for (let rounds = 0; rounds < 6; rounds++) {
    for (const device of devices) await round(device)
    if (rounds > 0 && (await areSame())) return
  }
}

// the network

async function connect(on) {
  far.faults.offline = !on
  find('#net').setAttribute('aria-checked', String(on))
  find('.net').toggleAttribute('data-cut', !on)
  find('#net-words').textContent = on ? said.joining : said.cut
  if (on) await meet()
  else for (const { tag } of devices) tag.station.joined.now()
  await compare()
  if (on && playing) tell(said.scenes[playing].after)
}
find('#net').addEventListener('click', () => inTurn(() => connect(far.faults.offline === true)))

/** The order of keys says nothing. */
const inOrder = (_, value) =>
  value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value

/** Do both give the same answer about everything, letter by letter? */
async function areSame() {
  const [left, right] = await Promise.all(
    devices.map(async ({ tag }) => {
      const all = await tag.station.journal.find({})
      return JSON.stringify(
        all.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
        inOrder,
      )
    }),
  )
  return left === right
}

async function compare() {
  const same = await areSame()
  const isCut = far.faults.offline === true
  find('.net').toggleAttribute('data-differ', !same)
  const words = isCut ? (same ? said.cut : said.differ) : same ? said.same : said.joining
  if (find('#net-words').textContent !== words) find('#net-words').textContent = words
}

// who is here, which dossiers there are, which one is looked at

async function seat({ tag, me }, person) {
  tag.me = person
  me.value = person
  await tag.updateComplete
}

function cast({ me, tag, list }) {
  const { station } = tag
  const people = [...new Set(Object.values(scenes).flatMap(({ who }) => who))]
  me.replaceChildren(
    ...people.map((id) => {
      const { name, post } = station.party(id)
      return new Option(`${word(post)} ${word(name)}`, id)
    }),
  )
  me.addEventListener('change', () => (tag.me = me.value))
  list.addEventListener('click', (event) => {
    const button = event.target.closest('button')
    if (button) look(button.value)
  })
}

function look(on) {
  chosen = on
  for (const { card, list } of devices) {
    card.dossier = on
    for (const button of list.querySelectorAll('button'))
      button.setAttribute('aria-pressed', String(button.value === on))
  }
}

function listed({ list }, rows) {
  // what needs somebody stands first
  const rank = ({ void: voids, marked }) => (voids > 0 || marked ? 0 : 1)
  const shown = rows.toSorted((a, b) => rank(a) - rank(b) || (a.id < b.id ? 1 : -1))
  const items = shown.map(({ id, title, place, stepTitle, void: voids, marked, whom }) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.value = id
    button.setAttribute('aria-pressed', String(id === chosen))
    const name = document.createElement('span')
    name.textContent = [word(title), word(place.path.at(-1)), word(whom)].filter(Boolean).join(' · ')
    const step = document.createElement('span')
    step.className = 'step'
    step.textContent = word(stepTitle)
    button.append(name, step)
    const note = voids > 0 ? said.void : marked ? said.flagged : ''
    if (note) {
      const mark = document.createElement('strong')
      mark.textContent = note
      button.append(mark)
    }
    const item = document.createElement('li')
    item.append(button)
    return item
  })
  if (items.length === 0) {
    const none = document.createElement('li')
    none.textContent = said.none
    items.push(none)
  }
  list.replaceChildren(...items)
}

/** The list of a device follows its station. */
function follow(device) {
  const see = async (station) => {
    const rows = await station.rows({ kind, limit: 40 })
    const flagged = new Map(
      (await station.dossiers({ kind, limit: 40 })).map(({ id, flags }) => [id, flags.length > 0]),
    )
    return rows
      .filter(({ fields, step }) => Object.keys(fields).length > 0 || step !== 'normal')
      .map((row) => ({
        ...row,
        marked: flagged.get(row.id),
        whom: kind === 'stay' ? station.party(row.fields.household).name : undefined,
      }))
  }
  device.stop?.()
  device.stop = device.tag.station.watch(see, (rows) => {
    listed(device, rows)
    void compare()
  })
}

// the scenes

const tell = (text) => (find('#told').textContent = text)

const acting =
  ({ tag }) =>
  async (act) => {
    const decision = await tag.station.act({ by: tag.me, ...act })
    // refused, the scene itself is at fault
    if (!decision.allowed) throw new Error(`${act.type}: ${decision.says?.en ?? decision.because}`)
    return decision.entry.on
  }

async function play(name) {
  const scene = scenes[name]
  const [left, right] = devices
  for (const button of document.querySelectorAll('[data-scene]'))
    button.setAttribute('aria-pressed', String(button.dataset.scene === name))
  playing = ''
  await connect(true)
  await Promise.all(devices.map((device, i) => seat(device, scene.who[i])))
  kind = scene.kind
  devices.forEach(follow)
  tell(said.scenes[name].before)
  const on = await scene.before(acting(left))
  await meet()
  await connect(false)
  look(on)
  const [first, second] = scene.apart(on)
  clock.ahead(minute)
  await acting(left)(first)
  clock.ahead(minute)
  await acting(right)(second)
  playing = name
  tell(said.scenes[name].apart)
  await compare()
  find('#net').focus({ preventScroll: true })
}

/** One thing at a time: a second press waits for the first. */
let turn = Promise.resolve()
function inTurn(work) {
  document.body.dataset.busy = ''
  turn = turn.then(work).finally(() => delete document.body.dataset.busy)
  return turn
}

for (const button of document.querySelectorAll('[data-scene]'))
  button.addEventListener('click', () => inTurn(() => play(button.dataset.scene)))
find('#again').addEventListener('click', () => location.reload())

const databases = await names()
await Promise.all(
  devices.map(async ({ tag }, at) => {
    const station = opened(tag)
    Object.assign(tag, { name: databases[at], adapter: far.adapter(), getToken: async () => far.token(root), clock })
    await joined(await station)
  }),
)
for (const device of devices) {
  cast(device)
  await seat(device, scenes.case.who[devices.indexOf(device)])
  follow(device)
}
await meet()
await compare()
document.body.dataset.ready = ''
