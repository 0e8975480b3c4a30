// A street of 165,333 places from a seed: the size of a large one with every home in it.

/** mulberry32: the same numbers from the same seed everywhere. */
function seeded(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const pad = (number, width) => String(number).padStart(width, '0')
const named = (zh, en, number) => ({ zh: `${number}${zh}`, en: `${en} ${number}` })

/** 1 street, 35 communities, 170 grids, 1,583 buildings with a leader each but one, and homes up to `count`. */
export function street(count = 165_333, seed = 20200410) {
  const chance = seeded(seed)
  const places = { 330109001: { kind: 'street', title: { zh: '城厢街道', en: 'Chengxiang Street' } } }
  const parties = {}
  const posts = []
  let people = 0
  const post = (name, place, vacant, is) => {
    const party = `p-${++people}`
    if (!vacant) parties[party] = { kind: 'person', sheet: `s-${people}` }
    posts.push({ post: name, place, ...(!vacant && { party }), from: '2019-01-01', ...(is && { is }) })
  }
  const buildings = []
  for (let community = 0; community < 35; community++) {
    const top = `330109001${pad(community + 1, 3)}`
    places[top] = { kind: 'community', title: named('号社区', 'Community', community + 1), in: '330109001' }
    post('street-liaison', top)
    post('community-lead', top)
    for (let grid = 0; grid < (community < 30 ? 5 : 4); grid++) {
      const id = `${top}-${pad(grid + 1, 3)}`
      places[id] = { kind: 'grid', title: named('网格', 'Grid', grid + 1), in: top }
      post('grid-chief', id)
      post('grid-worker', id, community === 4 && grid === 1)
      for (let building = 0; building < 9; building++) buildings.push([id, building + 1])
    }
  }
  // 170 × 9 + 53 = 1,583
  for (let more = 0; more < 53; more++) buildings.push([buildings[more * 9][0], 10])
  let homes = count - 1 - 35 - 170 - buildings.length
  buildings.forEach(([grid, number], at) => {
    const id = `${grid}-${pad(number, 3)}`
    places[id] = { kind: 'building', title: named('幢', 'Building', number), in: grid }
    post('building-leader', id, at === 700, chance() < 0.2 && { 'party-member': true })
    const left = buildings.length - at
    const share = left === 1 ? homes : Math.min(homes, Math.round((homes / left) * (0.5 + chance())))
    homes -= share
    for (let home = 0; home < share; home++) {
      const unit = 1 + Math.floor(home / 40)
      const room = `${1 + Math.floor((home % 40) / 4)}0${1 + (home % 4)}`
      const title = { zh: `${unit}单元${room}`, en: `Unit ${unit}, ${room}` }
      places[`${id}-${pad(unit, 2)}-${room}`] = { kind: 'dwelling', title, in: id, is: { visited: chance() < 0.97 } }
    }
  })
  return { roster: 'chengxiang', asOf: '2020-04-10', places, parties, posts }
}
