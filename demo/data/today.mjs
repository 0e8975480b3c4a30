// The afternoon of 2020-04-10 as acts with their times: a page plays them through the station, so nothing is forged.
import { samplePhone } from './names.mjs'
import { street, yucai } from './roster.mjs'

const junliang = '330109001047'
const chonghua = '330109001055'
const xiuboyuan = '330109001081'

/** `now` is when the desk opens; `cast` are the people a visitor may try to be; `acts` come in the order of their times. */
export function today({ posts, parties, places }) {
  const holders = (post, place) => posts.filter((one) => one.post === post && one.place === place && one.party)
  const holder = (post, place, at = 0) => holders(post, place)[at].party
  const officer = (organisation) => Object.keys(parties).find((id) => parties[id].in?.includes(organisation))
  const [duty, other] = [holder('command-room-duty', street), holder('command-room-duty', street, 1)]
  const worker = holder('grid-worker', `${yucai}-001`)
  const building = (grid, at = 0) => Object.keys(places).filter((id) => places[id].in === grid)[at]

  const acts = []
  let callers = 0
  /** One case: its report, and what was done with it since, a line as `time, act, who, more`. */
  const live = (time, type, place, what, by, source, ...lines) => {
    // the small roster has one community only
    if (!places[place]) return
    const name = `${type} ${time}`
    // whoever calls leaves a number to be called back at
    const caller = ['hotline', 'resident'].includes(source) ? samplePhone(9000 + callers++) : undefined
    acts.push({ at: moment(time), as: name, act: 'report', by, place, data: { type, what, source, caller } })
    for (const [at, act, who, more = {}] of lines) acts.push({ at: moment(at), on: name, act, by: who, ...more })
  }
  const accepted = (at, by) => [at, 'accept', by]
  const assigned = (at, by, handler) => [at, 'assign', by, { data: { handler } }]

  live(
    '02 09:10:00',
    'garage-lived-in',
    `${chonghua}-003`,
    '车库里搭了床铺，还接了电磁炉',
    holder('grid-worker', `${yucai}-002`),
    'patrol',
    accepted('02 09:14:30', duty),
    assigned('02 09:17:00', duty, 'joint-team'),
    ['02 15:00:00', 'suspend', holder('zf-lead', street), { data: { 'suspended-until': '2020-04-17' }, reason: 'law' }],
  )
  live(
    '10 10:05:00',
    'corridor-light',
    building(`${junliang}-001`, 2),
    '三楼楼道灯不亮，老人上下不便',
    duty,
    'hotline',
    accepted('10 10:08:20', duty),
    assigned('10 10:10:00', duty, 'grid-office'),
  )
  live(
    '10 13:20:00',
    'wall-damage',
    building(`${yucai}-004`),
    '外墙瓷砖掉了几块，已拉线',
    worker,
    'patrol',
    accepted('10 13:25:40', other),
    assigned('10 13:28:00', other, 'property-firm'),
  )
  live(
    '10 14:20:00',
    'exposed-rubbish',
    `${yucai}-002`,
    '垃圾桶满了，袋子堆在外面',
    worker,
    'patrol',
    accepted('10 14:24:00', other),
    assigned('10 14:26:10', other, 'cleaning'),
  )
  live(
    '10 15:10:00',
    'blocked-drain',
    building(`${xiuboyuan}-004`, 1),
    '一楼地漏返水',
    duty,
    'hotline',
    accepted('10 15:16:30', duty),
    assigned('10 15:18:00', duty, 'municipal'),
  )
  live(
    '10 16:05:00',
    'road-trading',
    `${yucai}-001`,
    '小区门口有人摆摊，占了半边路',
    worker,
    'patrol',
    accepted('10 16:09:00', other),
    assigned('10 16:11:00', other, 'enforcement'),
  )
  live(
    '10 16:40:00',
    'hawker',
    `${chonghua}-001`,
    '流动摊卖口罩，没有执照',
    other,
    'resident',
    accepted('10 16:44:00', other),
    assigned('10 16:46:30', other, 'market-office'),
  )
  live(
    '10 17:08:20',
    'road-collapse',
    building(`${chonghua}-002`),
    '路边塌了一块，约一米，旁边停着车',
    holder('grid-worker', `${yucai}-003`),
    'patrol',
    accepted('10 17:11:00', other),
    assigned('10 17:13:40', other, 'municipal'),
  )
  live(
    '10 17:14:00',
    'gas-leak',
    building(`${chonghua}-002`, 6),
    '楼道里有煤气味，窗已打开',
    duty,
    'resident',
    accepted('10 17:16:10', other),
    assigned('10 17:17:05', other, 'fire-station'),
  )
  live('10 17:16:10', 'manhole-missing', `${junliang}-003`, '路口井盖不见了，已放警示牌', worker, 'patrol')
  live('10 17:21:40', 'falling-object', building(`${yucai}-004`, 2), '雨棚铁皮松了，风一吹就响', worker, 'patrol')
  live(
    '10 17:23:00',
    'blocked-drain',
    building(`${yucai}-005`, 1),
    '楼前污水井往外冒水',
    worker,
    'patrol',
    accepted('10 17:25:30', other),
  )
  live('10 17:26:05', 'fire-lane-blocked', `${junliang}-001`, '消防通道停了两辆车', duty, 'resident')

  return {
    now: '2020-04-10T17:30:00+08:00',
    cast: [
      ...holders('command-room-duty', street)
        .slice(0, 2)
        .map(({ party }) => party),
      holder('command-room-lead', street),
      ...['zz-lead', 'zf-lead'].map((post) => holder(post, street)),
      ...['fire-station', 'municipal', 'enforcement', 'property-firm'].map(officer),
      worker,
      holder('building-leader', building(`${yucai}-001`)),
    ],
    acts: acts.sort((a, b) => (a.at < b.at ? -1 : 1)),
  }
}

/** `10 17:08:20` on the street's own clock, in April 2020. */
const moment = (time) => `2020-04-${time.replace(' ', 'T')}+08:00`
