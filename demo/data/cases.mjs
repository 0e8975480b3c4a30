// The 1,062 cases that the street accepted and closed between 1 February and 10 April 2020, as an office would export them.
import { dueAt } from './worktime.mjs'

const second = 1000
const minute = 60 * second
const day = 24 * 60 * minute
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
  'fire-alarm': ['{where}烟感报警，正在看', '{where}电表箱冒烟，已断电'],
  'road-collapse': ['{where}路边塌了一块，约一米', '{where}门口路面下陷，已放锥筒'],
  'suspicious-event': ['{where}有人试着拉车门'],
  'water-burst': ['{where}水管爆了，水往路上流'],
  'falling-object': ['{where}雨棚铁皮松了，风一吹就响', '{where}花盆摆在窗台外'],
  'manhole-missing': ['{where}路口井盖不见了，已放警示牌'],
  'blocked-drain': ['{where}前污水井往外冒水', '{where}一楼地漏返水'],
  'fire-lane-blocked': ['{where}消防通道停了两辆车'],
  'garage-lived-in': ['{where}车库里搭了床铺'],
  'flying-wire': ['{where}从二楼拉线下来充电'],
  'corridor-light': ['{where}三楼楼道灯不亮', '{where}地下一层灯坏了'],
  'wall-damage': ['{where}外墙瓷砖掉了几块，已拉线', '{where}门前地砖松动'],
  'home-repair': ['{where}老人家里水龙头关不住', '{where}家里跳闸，推不上去'],
  'exposed-rubbish': ['{where}垃圾桶满了，袋子堆在外面', '{where}楼后有人倒了厨余'],
  'dumped-furniture': ['{where}楼下扔了一张旧沙发'],
  'road-trading': ['{where}门口有人摆摊，占了半边路'],
  'kitchen-smoke': ['{where}沿街小饭店油烟直排'],
  'reopening-unmet': ['{where}沿街店铺复工，没有测温登记', '{where}沿街店铺没有备消毒用品'],
  hawker: ['{where}门口有流动摊卖口罩，没有执照'],
  'neighbour-dispute': ['{where}上下楼为漏水吵了起来'],
  'epidemic-news': ['{where}有住户今天从外地回来', '{where}有住户来问回来要不要登记'],
  'isolated-household': ['{where}居家观察的住户要买米和药', '{where}居家观察的住户请代扔垃圾'],
  'elder-quiet': ['{where}独居老人三天没有出门'],
  question: ['{where}住户问口罩怎么预约'],
}

const stamp = (at) => new Date(at).toISOString().slice(0, 19).replace('T', ' ')

const span = (type) => dueAt(first, type.limit, type.calendar) - first

/** Types of one platform that can be over by April: that spring's worries most often, seldom those where everybody runs. */
function typesOf(platform, routing) {
  const rows = routing.filter((row) => row.platform === platform && span(row) < 40 * day)
  const often = ({ code, urgent, level }) => (code.startsWith('V.') ? 24 : urgent ? 1 : level === 'l1' ? 6 : 4)
  return rows.flatMap((row) => Array(often(row)).fill(row))
}

/** One case from its report to its end; `late` names the clock it breaches, if any. */
function course(chance, type, late) {
  // early enough to be closed by the last day, with a long weekend in between
  const opened = first + chance.between(0, (last - first - span(type) - 4 * day) / second) * second
  const within = (ms) => chance.between(60, ms / second - 30) * second
  const past = (ms) => ms + chance.between(0, ms / second) * second
  const accepted = opened + (late === 'accept' ? past(10 * minute) : within(10 * minute))
  const assigned = accepted + (late === 'assign' ? past(5 * minute) : within(5 * minute))
  const arrived = type.urgent ? assigned + (late === 'scene' ? past(20 * minute) : within(20 * minute)) : undefined
  const due = dueAt(assigned, type.limit, type.calendar)
  const room = due - (arrived ?? assigned)
  const handled =
    late === 'handle' ? due + chance.between(10, 180) * minute : due - Math.floor((room * chance.between(5, 90)) / 100)
  const closed = handled + chance.between(10, 240) * minute
  return { opened, accepted, assigned, arrived, due, handled, closed }
}

/**
 * @param routing rows of the pack's table as `{ type, name, code, platform, level, limit, calendar, urgent }`
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
