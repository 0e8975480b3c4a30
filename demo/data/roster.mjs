// The street as it stands on 2020-04-10: real codes and names down to the community; grids, buildings, homes and people invented.
import { readFileSync } from 'node:fs'
import { sampleName, samplePhone } from './names.mjs'

export const street = '330109001'
export const yucai = '330109001072'
const junliang = '330109001047'
const xiuboyuan = '330109001081'
const asOf = '2020-04-10'
const since = '2019-01-01'

const pad = (number, width) => String(number).padStart(width, '0')
const numbered = (zh, en) => (number) => ({ zh: `${number}${zh}`, en: `${en} ${number}` })
const gridTitle = numbered('网格', 'Grid')
const buildingTitle = numbered('幢', 'Building')

/** Rows of place-codes.csv as `{ code, title }`, the street first. */
export function placeCodes() {
  const text = readFileSync(new URL('place-codes.csv', import.meta.url), 'utf8')
  const [, ...rows] = text
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('#'))
  return rows.map((row) => {
    const [code, zh, en] = row.split(',')
    return { code, title: { zh, en } }
  })
}

/** Organisations that handle cases; each has one sample person, whose sheet names them. */
export const organisations = {
  'fire-station': { zh: '消防救援站', en: 'Fire station' },
  police: { zh: '派出所', en: 'Police station' },
  municipal: { zh: '市政公司', en: 'Municipal works' },
  'water-company': { zh: '供水公司', en: 'Water company' },
  'gas-company': { zh: '燃气公司', en: 'Gas company' },
  'power-company': { zh: '供电公司', en: 'Power company' },
  cleaning: { zh: '环卫所', en: 'Cleaning' },
  enforcement: { zh: '综合执法中队', en: 'Enforcement team' },
  'market-office': { zh: '市场监管所', en: 'Market supervision office' },
  'joint-team': { zh: '联合整治组', en: 'Joint team' },
  'river-office': { zh: '河长办', en: 'River office' },
  'health-centre': { zh: '社区卫生服务中心', en: 'Community health centre' },
  justice: { zh: '司法所', en: 'Justice office' },
  'transport-station': { zh: '交通运输站', en: 'Transport station' },
  'environment-office': { zh: '生态环境所', en: 'Environment office' },
  'land-office': { zh: '自然资源所', en: 'Land office' },
  'grid-office': { zh: '网格办', en: 'Grid office' },
  'property-firm': { zh: '物业公司', en: 'Property firm' },
  'service-team': { zh: '上门服务队', en: 'Home service team' },
}

/** Posts outside the five-level chain: post → title, and how many hold it. */
const streetPosts = {
  'command-room-duty': [{ zh: '指挥室值班员', en: 'Command room officer' }, 6],
  'command-room-lead': [{ zh: '值班长', en: 'Shift lead' }, 3],
  'zz-lead': [{ zh: '综治平台负责人', en: 'Public order lead' }, 1],
  'zf-lead': [{ zh: '综合执法平台负责人', en: 'Enforcement lead' }, 1],
  'sj-lead': [{ zh: '市场监管平台负责人', en: 'Market supervision lead' }, 1],
  'bm-lead': [{ zh: '便民服务平台负责人', en: 'Services lead' }, 1],
  'street-inspector': [{ zh: '街道督查员', en: 'Street inspector' }, 2],
}
const officer = { 'department-officer': { zh: '处置人员', en: 'Handling officer' } }

/** How the 170 grids and 1583 buildings fall: 30 communities × 5 and 5 × 4 grids; 117 grids × 9 and 53 × 10 buildings. */
function division(chance, communities) {
  const fixed = new Map([
    [yucai, 5],
    [junliang, 5],
    [xiuboyuan, 5],
  ])
  const four = chance.some(5, communities.length - fixed.size)
  const grids = new Map(communities.map(({ code }) => [code, fixed.get(code) ?? (four.pop() ? 4 : 5)]))
  // 育才东苑 has 47 buildings: two of its five grids have ten
  const ten = new Map([[yucai, chance.some(2, 5)]])
  const rest = chance.some(51, 165)
  for (const { code } of communities) if (!ten.has(code)) ten.set(code, rest.splice(0, grids.get(code)))
  return communities.map(({ code, title }) => ({
    code,
    title,
    buildings: ten.get(code).map((more) => (more ? 10 : 9)),
  }))
}

/** Hands out people one after the other and keeps their sheets apart. */
function register() {
  const parties = {}
  const people = {}
  let count = 0
  const person = (more = {}) => {
    const key = pad(count + 1, 4)
    parties[`p-${key}`] = { kind: 'person', ...more, sheet: `s-${key}` }
    people[`s-${key}`] = { name: sampleName(count), phone: samplePhone(count) }
    count++
    return `p-${key}`
  }
  Object.entries(organisations).forEach(([id, title], at) => {
    parties[id] = { kind: 'organisation', title, sheet: `o-${id}` }
    people[`o-${id}`] = { name: title, phone: samplePhone(8000 + at) }
  })
  return { parties, people, person }
}

/** The forty homes of a building: four staircases, five floors, two doors. */
function homes(building, add) {
  for (let unit = 1; unit <= 4; unit++)
    for (let floor = 1; floor <= 5; floor++)
      for (const door of ['01', '02']) {
        const room = `${floor}${door}`
        const title = { zh: `${unit}单元${room}`, en: `Unit ${unit}, ${room}` }
        add(`${building}-${pad(unit, 2)}-${room}`, { kind: 'dwelling', title, in: building })
      }
}

/**
 * The roster and the people file. `size`: `tiny` is 育才东苑 alone, without homes; `demo` the whole street, with the 1,880
 * homes of 育才东苑; `full` has all 63,320 homes.
 */
export function roster(chance, size) {
  const [top, ...all] = placeCodes()
  const communities = division(chance, all).filter(({ code }) => size !== 'tiny' || code === yucai)
  const places = { [top.code]: { kind: 'street', title: top.title } }
  const posts = []
  const { parties, people, person } = register()
  const place = (code, row) => (places[code] = row)
  const post = (name, at, more) => posts.push({ post: name, place: at, party: person(), from: since, ...more })
  const vacant = (name, at, from, until) => posts.push({ post: name, place: at, from, ...(until && { until }) })

  for (const id of Object.keys(organisations))
    posts.push({ post: 'department-officer', place: street, party: person({ in: [id] }), from: since })
  for (const [name, [, count]] of Object.entries(streetPosts))
    for (let seat = 0; seat < count; seat++) post(name, street)

  const buildings = communities.reduce((sum, community) => sum + community.buildings.reduce((a, b) => a + b), 0)
  const memberLeads = chance.some(Math.round(buildings / 5), buildings - 1)
  for (const { code, title, buildings: counts } of communities) {
    place(code, { kind: 'community', title, in: street })
    post('street-liaison', code)
    post('community-lead', code)
    let number = 0
    counts.forEach((count, at) => {
      const grid = `${code}-${pad(at + 1, 3)}`
      place(grid, { kind: 'grid', title: gridTitle(at + 1), in: code, from: since })
      post('grid-chief', grid)
      if (grid === `${junliang}-002`) vacant('grid-worker', grid, '2020-04-07')
      else if (grid === `${xiuboyuan}-004`) vacant('grid-worker', grid, '2020-04-01')
      else post('grid-worker', grid)
      for (let more = 0; more < count; more++) {
        const building = `${grid}-${pad(++number, 3)}`
        const listed = size === 'full' || (size === 'demo' && code === yucai)
        place(building, {
          kind: 'building',
          title: buildingTitle(number),
          in: grid,
          ...(!listed && { is: { dwellings: 40 } }),
        })
        if (code === yucai && number === 14) {
          // handed over on the very day: the old leader left on the 9th, the new one comes on the 11th
          post('building-leader', building, { until: '2020-04-09' })
          vacant('building-leader', building, asOf, asOf)
          post('building-leader', building, { from: '2020-04-11' })
        } else post('building-leader', building, memberLeads.pop() && { is: { 'party-member': true } })
        if (listed) homes(building, place)
      }
    })
  }
  return {
    roster: {
      $schema: '../../../schemas/roster.schema.json',
      roster: size === 'tiny' ? 'yucai' : 'chengxiang',
      asOf,
      places,
      parties,
      posts,
      titles: { ...Object.fromEntries(Object.entries(streetPosts).map(([id, [title]]) => [id, title])), ...officer },
    },
    people: {
      $schema: '../../../schemas/people.schema.json',
      purpose: {
        zh: '让居民和办事的人找得到责任人',
        en: 'So that residents and staff can reach whoever answers for a place',
      },
      basis: 'duty',
      keep: 'P1Y',
      people,
    },
  }
}
