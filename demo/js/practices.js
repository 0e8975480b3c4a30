// The page of practices: which rule file, which of its examples, who looks. Nothing here knows any practice by name.
const find = (selector) => document.querySelector(selector)
const stationTag = find('linli-station')
const board = find('linli-board')
const card = find('linli-case-card')
const form = find('linli-form')
const english = document.documentElement.lang === 'en'
const word = (say) => (english ? say?.en : say?.zh) ?? ''

const wanted = () => {
  const asked = new URLSearchParams(location.search)
  return { practice: asked.get('practice') ?? 'four-platforms', story: Number(asked.get('story')) || 1 }
}
const addressOf = (practice, story = 1) => `?${new URLSearchParams({ practice, story })}`

function show() {
  delete document.body.dataset.ready
  Object.assign(stationTag, { ...wanted(), me: '' })
}

/** Links of this page change the address and nothing else is loaded anew. */
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href^="?"]')
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  history.pushState(null, '', link.getAttribute('href'))
  show()
})
addEventListener('popstate', show)

function linkTo(practice, story, text, current) {
  const link = document.createElement('a')
  link.href = addressOf(practice, story)
  link.textContent = text
  if (current) link.setAttribute('aria-current', 'true')
  return link
}

function fillShelf(packs, practice) {
  const rows = packs.map(({ name, file }) => {
    const row = document.createElement('li')
    const link = linkTo(name, 1, word(file.title), name === practice)
    if (file.about) {
      const about = document.createElement('small')
      about.textContent = word(file.about)
      link.append(about)
    }
    row.append(link)
    return row
  })
  find('#practices').replaceChildren(...rows)
  seek()
  // the shelf alone is moved, and not the page
  const [shelf, current] = [find('#practices'), find('#practices [aria-current]')]
  if (current) shelf.scrollTop += current.getBoundingClientRect().top - shelf.getBoundingClientRect().top
}

function seek() {
  const typed = find('#seek').value.trim().toLowerCase()
  const rows = [...document.querySelectorAll('#practices li')]
  for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(typed)
  find('#none').hidden = rows.some((row) => !row.hidden)
}
find('#seek').addEventListener('input', seek)

function fillPractice({ name, file }, story) {
  document.title = `${word(file.title)} · ${english ? 'Linli' : '邻里'}`
  find('#title').textContent = word(file.title)
  find('#about').textContent = word(file.about)
  find('#file').href = `/rules/${name}.pack.json`
  const stories = (file.examples ?? []).map((each, i) => {
    const row = document.createElement('li')
    row.append(linkTo(name, i + 1, word(each.name), i + 1 === story))
    return row
  })
  find('#stories').replaceChildren(...stories)
}

/** What is chosen on the board lies beside it as a card. */
function look(dossier) {
  board.selected = dossier
  card.dossier = dossier
}
board.addEventListener('linli-dossier-select', ({ detail }) => look(detail.dossier))
form.addEventListener('linli-act-done', ({ detail }) => look(detail.decision.dossier.id))

/** The people of the sample, each with the posts held. */
function fillCast(station) {
  const people = station.posts.parties('person', 'organisation', 'group', 'household')
  const options = people.map((id) => {
    const { name, post } = station.party(id)
    return new Option(post ? `${word(post)} ${word(name) === word(post) ? '' : word(name)}` : word(name), id)
  })
  find('#me').replaceChildren(find('#me').options[0], ...options)
  find('#me').value = station.me ?? ''
}
find('#me').addEventListener('change', ({ target }) => (stationTag.me = target.value))

function fillKinds(station, file, on) {
  const prefixes = Object.entries(file.dossiers ?? {}).map(([kind, { prefix = kind, title }]) => ({ prefix, title }))
  const choose = async (prefix) => {
    for (const button of find('#kinds').children)
      button.setAttribute('aria-pressed', String(button.dataset.prefix === prefix))
    board.kind = prefix
    form.kind = prefix
    const [first] = on?.startsWith(`${prefix}/`)
      ? [on]
      : (await station.rows({ kind: prefix, limit: 1 })).map(({ id }) => id)
    look(first ?? '')
    find('#open-one').hidden = (await station.openings(prefix)).length === 0
  }
  const buttons = prefixes.map(({ prefix, title }) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = word(title)
    button.dataset.prefix = prefix
    button.addEventListener('click', () => void choose(prefix))
    return button
  })
  find('#kinds').replaceChildren(...buttons)
  find('#kinds').hidden = buttons.length < 2
  for (const tag of [board, card]) tag.hidden = buttons.length === 0
  find('#open-one').hidden = prefixes.length === 0
  if (prefixes.length === 0) return look('')
  return choose(on ? on.slice(0, on.indexOf('/')) : (prefixes[0]?.prefix ?? ''))
}

stationTag.addEventListener('linli-station-ready', async ({ detail: { station, on, packs } }) => {
  const { practice, story } = wanted()
  const pack = station.book.packs.get(practice)
  fillShelf(packs, practice)
  fillPractice(pack, story)
  fillCast(station)
  await fillKinds(station, pack.file, on)
  document.body.dataset.ready = ''
})

show()
