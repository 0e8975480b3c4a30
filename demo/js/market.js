// The market's demo tools: a morning that has been checked in part, and who is here.
const english = document.documentElement.lang === 'en'
const find = (selector) => document.querySelector(selector)
const tag = find('linli-station')
const me = find('#me')

const items = ['mask', 'disinfection', 'air', 'spacing', 'fire-lane', 'electricity', 'aisle', 'rubbish', 'staff']
/** What was not fine this morning: stall → item → answer. Two stops in one unit, one in another. */
const morning = {
  '3-0103': { rubbish: 'fix' },
  '3-0402': { 'fire-lane': 'stop' },
  '3-0501': { aisle: 'stop' },
  '3-0612': { electricity: 'stop' },
  '3-0706': { mask: 'fix' },
}
/** Units that nobody has been to yet. */
const unseen = ['u03', 'u06', 'u11']

/** Walks through the hall as the heads of its units did, once, by the same rules as everybody. */
async function play(station) {
  if ((await station.dossiers({ kind: 'unit', steps: ['watch', 'suspended', 'looked-at'], limit: 1 })).length > 0)
    return
  const { places, posts } = station
  for (const block of places.children('330782008-3')) {
    if (unseen.some((each) => block.endsWith(each))) continue
    const head = posts.holders(['unit-head'], block)[0].party
    for (const stall of places.children(block)) {
      if (places.get(stall).is.vacant) continue
      const found = morning[stall.slice('330782008-'.length)] ?? {}
      const checks = Object.fromEntries(items.map((item) => [item, found[item] ?? 'ok']))
      await station.act({ type: 'mark', on: `unit/${block}`, by: head, data: { stall, checks } })
    }
  }
}

function fillCast(station) {
  for (const id of ['p-01', 'p-02', 'p-05', 'p-07', 'p-12']) {
    const [{ post }] = station.posts.of(id)
    const title = station.roster.titles[post]
    const { name } = station.party(id)
    me.append(new Option(english ? `${name.en}, ${title.en}` : `${title.zh} ${name.zh}`, id))
  }
  me.value = sessionStorage.getItem('market-me') ?? 'p-01'
  tag.me = me.value
}

me.addEventListener('change', () => {
  sessionStorage.setItem('market-me', me.value)
  tag.me = me.value
})

tag.addEventListener('linli-station-ready', async ({ detail: { station } }) => {
  fillCast(station)
  await play(station)
  document.body.dataset.ready = ''
})

find('#again').addEventListener('click', async () => {
  await tag.station?.close()
  for (const { name } of await indexedDB.databases()) if (name.includes('futian')) indexedDB.deleteDatabase(name)
  localStorage.removeItem('linli-clock 2020-02-18T07:36:00+08:00')
  location.reload()
})
