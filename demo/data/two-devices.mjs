// What the page of two devices stands on: the smallest street, with a yard of numbered bays, the bays for visitors, and one
// unit of nine stalls. Its rule files are the ones of rules/, laid beside its community file, where a station looks for them.
import { readFileSync } from 'node:fs'
import { sampleName, samplePhone } from './names.mjs'

const community = '330109001072'
const since = '2019-01-01'
const asOf = '2020-02-18'
const say = (zh, en) => ({ zh, en })
const pad = (number) => String(number).padStart(2, '0')

const hall = `${community}-m`
const block = `${hall}-1`
const places = {
  [`${community}-n`]: { kind: 'parking', title: say('南院停车场', 'South yard'), in: community },
  [`${community}-n-07`]: { kind: 'parking', title: say('7号位', 'Bay 7'), in: `${community}-n` },
  [`${community}-x`]: { kind: 'parking', title: say('孝心车位', 'Bays for visitors'), in: community },
  [hall]: { kind: 'hall', title: say('育才市场', 'Yucai market'), in: community },
  [block]: { kind: 'block', title: say('1格', 'Unit 1'), in: hall },
}
for (let cell = 0; cell < 9; cell++) {
  const [col, row] = [(cell % 3) + 1, Math.floor(cell / 3) + 1]
  const number = `1-${row}${col}`
  places[`${block}-${row}${col}`] = { kind: 'stall', title: say(number, number), in: block, col, row }
}

/** Posts of the property firm and the market, with their titles. */
const held = [
  ['property-manager', community, say('物业经理', 'Property manager')],
  ['property-manager', community, say('物业经理', 'Property manager')],
  ['market-manager', hall, say('市场管理员', 'Market manager')],
  ['unit-head', block, say('格长', 'Unit head')],
  ['emergency-desk', hall, say('应急处置', 'Emergency desk')],
  ['red-desk', hall, say('红色服务', 'Service desk')],
  ['data-desk', hall, say('信息数据', 'Data desk')],
  ['logistics-desk', hall, say('后勤保障', 'Logistics desk')],
]

/** @param tiny roster and people of the smallest street */
export function twoDevices({ roster, people }) {
  const staff = held.map(([post, place], at) => ({ post, place, party: `d-${at + 1}`, from: since }))
  const homes = Array.from({ length: 14 }, (_, at) => [`h-${pad(at + 1)}`, at])
  return {
    roster: {
      ...roster,
      roster: 'two-devices',
      asOf,
      places: { ...roster.places, ...places },
      parties: {
        ...roster.parties,
        ...Object.fromEntries(staff.map(({ party }) => [party, { kind: 'person', sheet: `s-${party}` }])),
        ...Object.fromEntries(homes.map(([id]) => [id, { kind: 'household', sheet: `s-${id}` }])),
      },
      posts: [...roster.posts, ...staff],
      titles: { ...roster.titles, ...Object.fromEntries(held.map(([post, , title]) => [post, title])) },
    },
    people: {
      ...people,
      people: {
        ...people.people,
        ...Object.fromEntries(
          staff.map(({ party }, at) => [`s-${party}`, { name: sampleName(200 + at), phone: samplePhone(200 + at) }]),
        ),
        ...Object.fromEntries(
          homes.map(([id, at]) => [
            `s-${id}`,
            { name: say(`9幢${101 + at}`, `Building 9, ${101 + at}`), phone: samplePhone(300 + at) },
          ]),
        ),
      },
    },
  }
}

const file = (path) => readFileSync(new URL(path, import.meta.url), 'utf8')

/** A community file and the rule files it names: name → text. */
export function ruleFiles(community) {
  const text = file(community)
  const packs = JSON.parse(text).packs.map(({ pack }) => `${pack}.pack.json`)
  return {
    [community]: text,
    ...Object.fromEntries(packs.map((name) => [name, file(`../../rules/${name}`)])),
  }
}
