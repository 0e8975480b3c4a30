// The 1,062 cases that the street accepted and closed between 1 February and 10 April 2020, as an office would export them.
import { dueAt } from './worktime.mjs'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
// local time of the street, written as if it were UTC
const first = Date.UTC(2020, 1, 1)
const last = Date.UTC(2020, 3, 10, 12)

/** Reported for the street: accepted and closed 1,062. How they split, and how many were late or sent back, is our assumption. */
export const split = { zz: 420, bm: 380, sj: 150, zf: 112 }
const lateCases = 96
const returnedCases = 41

/** What people wrote, by type; `{where}` is the building or grid. */
const words = {
  'gas-leak': ['{where}闻到煤气味，窗已打开', '{where}楼道里有煤气味'],
  'road-collapse': ['{where}路边塌了一块，约一米', '{where}门口路面下陷，已放锥筒'],
  'fire-alarm': ['{where}烟感报警，正在看', '{where}电表箱冒烟，已断电'],
  'blocked-drain': ['{where}前污水井往外冒水', '{where}一楼地漏返水'],
  'exposed-rubbish': ['{where}垃圾桶满了，袋子堆在外面', '{where}楼后有人倒了厨余'],
  'road-trading': ['{where}门口有人摆摊，占了半边路'],
  'corridor-light': ['{where}三楼楼道灯不亮', '{where}地下一层灯坏了'],
  'wall-damage': ['{where}外墙瓷砖掉了几块，已拉线', '{where}门前地砖松动'],
  'garage-lived-in': ['{where}车库里搭了床铺'],
}

const stamp = (at) => new Date(at).toISOString().slice(0, 19).replace('T', ' ')

/** Types of one platform, the plain ones more often than those where everybody runs. */
function typesOf(platform, routing) {
  const rows = routing.filter((row) => row.platform === platform)
  return rows.flatMap((row) => Array(row.urgent ? 1 : row.level === 'l1' ? 6 : 4).fill(row))
}

/** One case from its report to its end; `late` names the clock it breaches, if any. */
function course(chance, type, late) {
  const span = dueAt(first, type.limit, type.calendar) - first
  const opened = first + chance.between(0, (last - first - Math.min(span + day, 50 * day)) / second) * second
  const within = (ms) => chance.between(60, ms / second - 30) * second
  const past = (ms) => ms + chance.between(0, ms / second) * second
  const accepted = opened + (late === 'accept' ? past(10 * minute) : within(10 * minute))
  const assigned = accepted + (late === 'assign' ? past(5 * minute) : within(5 * minute))
  const arrived = type.urgent ? assigned + (late === 'scene' ? past(20 * minute) : within(20 * minute)) : undefined
  const due = dueAt(assigned, type.limit, type.calendar)
  const room = due - (arrived ?? assigned)
  const handled =
    late === 'handle' ? due + chance.between(10, 180) * minute : due - Math.floor((room * chance.between(5, 90)) / 100)
  const closed = Math.min(handled + chance.between(10, 240) * minute, last + 4 * hour)
  return { opened, accepted, assigned, arrived, due, handled, closed }
}

/**
 * @param routing rows of the pack's table as `{ type, name, platform, level, limit, calendar, urgent }`
 * @param places of the roster; cases happen in grids and buildings
 */
export function pastCases(chance, routing, places) {
  const total = Object.values(split).reduce((sum, one) => sum + one)
  const breached = chance.some(lateCases, total)
  const sentBack = chance.some(returnedCases, total)
  const spots = Object.keys(places).filter((code) => ['grid', 'building'].includes(places[code].kind))
  const cases = Object.entries(split).flatMap(([platform, count]) => {
    const types = typesOf(platform, routing)
    return Array.from({ length: count }, () => {
      const type = chance.pick(types)
      const clocks = type.urgent ? ['accept', 'assign', 'scene', 'handle'] : ['accept', 'assign', 'handle', 'handle']
      const late = breached.pop() ? chance.pick(clocks) : ''
      const place = chance.pick(spots)
      return { type, place, late, returned: sentBack.pop() ? 1 : 0, ...course(chance, type, late) }
    })
  })
  return cases.sort((a, b) => a.opened - b.opened || (a.place < b.place ? -1 : 1))
}

const columns = {
  编号: (_, at) => `CX2020-${String(at + 1).padStart(4, '0')}`,
  上报时间: ({ opened }) => stamp(opened),
  事项类型: ({ type }) => type.name.zh,
  平台: ({ type }) => type.platform.toUpperCase(),
  地点代码: ({ place }) => place,
  情况: ({ type, place }, at, where) => {
    const list = words[type.type] ?? [`{where}：${type.name.zh}`]
    return list[at % list.length].replace('{where}', where(place))
  },
  受理时间: ({ accepted }) => stamp(accepted),
  指派时间: ({ assigned }) => stamp(assigned),
  到场时间: ({ arrived }) => (arrived === undefined ? '' : stamp(arrived)),
  处置到期: ({ due }) => stamp(due),
  处置时间: ({ handled }) => stamp(handled),
  办结时间: ({ closed }) => stamp(closed),
  退回次数: ({ returned }) => returned,
  超时环节: ({ late }) => ({ '': '', accept: '受理', assign: '指派', scene: '到场', handle: '处置' })[late],
}

/** The register as CSV, header first. No word in it needs a quote. */
export function register(cases, places) {
  const where = (code) => {
    const { kind, title, in: up } = places[code]
    return kind === 'building' ? `${places[places[up].in].title.zh}${title.zh}` : `${places[up].title.zh}${title.zh}`
  }
  const rows = cases.map((one, at) => Object.values(columns).map((cell) => cell(one, at, where)))
  return [Object.keys(columns), ...rows].map((row) => row.join(',')).join('\n') + '\n'
}
