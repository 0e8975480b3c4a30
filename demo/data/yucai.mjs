// 育才东苑 from inside, for its covenant and its building leaders: of each grid the first building with its forty homes, who
// lives there, and what went before the morning of 2020-04-10 as acts with their times. People and words are invented.
import { sampleName, samplePhone } from './names.mjs'
import { street, yucai } from './roster.mjs'

const say = (zh, en) => ({ zh, en })
const pad = (number, width = 2) => String(number).padStart(width, '0')
const since = '2019-01-01'
const now = '2020-04-10T09:00:00+08:00'

/** The residents whom a visitor may try to be: where they live, and what they did about the covenant. */
const residents = [
  { id: 'r-1', at: [0, 1, '101'] },
  { id: 'r-2', at: [0, 1, '102'] },
  { id: 'r-3', at: [0, 2, '201'] },
]

const covenant = {
  title: say('楼道公约', 'Stairwell covenant'),
  first: say(
    '楼道不堆物，电瓶车不上楼；\n晾晒不滴水，夜里轻关门；\n有事先敲门，难处大家帮。',
    'Keep the stairs clear, no e-bikes indoors.\nNo dripping laundry, close doors softly at night.\nKnock first, and help each other out.',
  ),
  second: say(
    '楼道不堆物，电瓶车不上楼；\n晾晒不滴水，夜里轻关门；\n遛狗牵好绳，粪便随手清；\n有事先敲门，难处大家帮。',
    'Keep the stairs clear, no e-bikes indoors.\nNo dripping laundry, close doors softly at night.\nDogs on a lead, and pick up after them.\nKnock first, and help each other out.',
  ),
}
const notices = [
  [
    say(
      '周日上午清洗水箱，八点到十一点停水，请提前备水。',
      'The water tanks are cleaned on Sunday: no water from eight to eleven in the morning. Please fill a bucket before.',
    ),
    yucai,
  ],
  [
    say(
      '1网格各幢今天换楼道灯，师傅佩工作证上门，有事找网格员。',
      'The stairwell lights of grid 1 are changed today. The electrician wears a badge; ask your grid worker.',
    ),
    `${yucai}-001`,
  ],
  [
    say(
      '5网格东门今晚封闭检修，请走南门。',
      'The east gate of grid 5 is shut for repairs tonight. Please use the south gate.',
    ),
    `${yucai}-005`,
  ],
]

/** @param tiny roster and people of the smallest street */
export function yucaiInside(chance, { roster, people }) {
  const grids = Object.keys(roster.places).filter((id) => roster.places[id].kind === 'grid')
  const buildings = grids.map((grid) => Object.keys(roster.places).find((id) => roster.places[id].in === grid))
  const places = structuredClone(roster.places)
  const homes = buildings.flatMap((building) => {
    delete places[building].is
    return homesOf(building, roster.places[building].title, (id, place) => (places[id] = place))
  })
  const households = homes.map(({ id, name }, at) => [householdOf(id), { kind: 'household', place: id }, name, at])
  const lives = residents.map(({ id, at: [building, unit, door] }, at) => {
    const home = `${buildings[building]}-${pad(unit)}-${door}`
    return { id, household: householdOf(home), name: sampleName(300 + at), at }
  })
  const worker = 'w-1'
  const parties = {
    ...roster.parties,
    [worker]: { kind: 'person', sheet: `s-${worker}` },
    ...Object.fromEntries(households.map(([id, party]) => [id, { ...party, sheet: `s-${id}` }])),
    ...Object.fromEntries(
      lives.map(({ id, household }) => [id, { kind: 'person', in: [household], sheet: `s-${id}` }]),
    ),
  }
  const posts = [...roster.posts, { post: 'community-worker', place: yucai, party: worker, from: since }]
  const sheet = (name, at) => ({ name, phone: samplePhone(at) })
  return {
    roster: {
      ...roster,
      roster: 'yucai-inside',
      places,
      parties,
      posts,
      titles: { ...roster.titles, 'community-worker': say('社区工作者', 'Community worker') },
    },
    people: {
      ...people,
      people: {
        ...people.people,
        [`s-${worker}`]: sheet(sampleName(310), 310),
        ...Object.fromEntries(households.map(([id, , name, at]) => [`s-${id}`, sheet(name, 1000 + at)])),
        ...Object.fromEntries(lives.map(({ id, name, at }) => [`s-${id}`, sheet(name, 300 + at)])),
      },
    },
    past: past(chance, { posts, grids, buildings, homes, lives, worker }),
  }
}

const householdOf = (home) => `h${home.slice(yucai.length)}`
const homeOf = (household) => `${yucai}${household.slice(1)}`

/** Forty homes behind four staircases; each knows its own name as its household bears it. */
function homesOf(building, title, add) {
  const homes = []
  for (let unit = 1; unit <= 4; unit++) {
    const stairs = `${building}-${pad(unit)}`
    add(stairs, { kind: 'unit', title: say(`${unit}单元`, `Stairs ${unit}`), in: building })
    for (let floor = 1; floor <= 5; floor++)
      for (const door of [`${floor}01`, `${floor}02`]) {
        const id = `${stairs}-${door}`
        add(id, { kind: 'dwelling', title: say(door, door), in: stairs })
        homes.push({ id, building, name: say(`${title.zh}${unit}单元${door}`, `${title.en}, stairs ${unit}, ${door}`) })
      }
  }
  return homes
}

/** `cast` are those whom a visitor may try to be on each page, `acts` come in the order of their times. */
function past(chance, { posts, grids, buildings, homes, lives, worker }) {
  const holder = (post, place) => posts.find((one) => one.post === post && one.place === place).party
  const lead = holder('community-lead', yucai)
  const leader = holder('building-leader', buildings[0])
  const acts = [
    ...covenantActs(chance, { lead, leader, homes, lives }),
    ...visits(chance, { lead, leader, homes: homes.filter(({ building }) => building === buildings[0]) }),
    ...announced({ lead, worker }),
    ...inHand({
      duty: holder('command-room-duty', street),
      leaders: [0, 3].map((grid) => holder('building-leader', buildings[grid])),
      buildings: [0, 3].map((grid) => buildings[grid]),
    }),
  ].sort((a, b) => (a.at < b.at ? -1 : 1))
  return {
    now,
    cast: {
      covenant: [...lives.map(({ id }) => id), leader, lead],
      leader: [leader, holder('building-leader', buildings[3])],
      field: [0, 3].map((grid) => holder('grid-worker', grids[grid])),
    },
    acts,
  }
}

const day = (date, time) => `2020-${date}T${time}+08:00`
/** One after the other on such a day, `step` seconds apart. */
const times = (date, hour, step) => {
  let second = hour * 3600
  return () => {
    second += step
    const part = (value) => pad(Math.floor(value))
    return day(date, `${part(second / 3600)}:${part((second / 60) % 60)}:${part(second % 60)}`)
  }
}

/** Two editions: of 26 households under the first, most have signed the second too; 134 of 200 signed it, three took it back. */
function covenantActs(chance, { lead, leader, homes, lives }) {
  const [first, second] = [1, 2].map((edition) => `pledge/${yucai}/corridor/${edition}`)
  const drafted = (edition, on, at, body, more) => [
    {
      at: day(at[0], '09:00:00'),
      act: 'draft',
      on: 'pledge/new',
      by: lead,
      place: yucai,
      data: { name: 'corridor', title: covenant.title, edition, body, ...more },
    },
    { at: day(at[0], '09:30:00'), act: 'consult', on, by: lead },
    { at: day(at[1], '10:00:00'), act: 'publish', on, by: lead },
  ]
  const [again, never, before] = lives.map(({ household }) => household)
  const others = chance.shuffle(
    homes.map(({ id }) => householdOf(id)).filter((id) => ![again, never, before].includes(id)),
  )
  const sign = (pledge, next) => (household) => ({
    at: next(),
    act: 'sign',
    on: 'signature/new',
    by: household,
    place: homeOf(household),
    data: { pledge, signer: household, stroke: '一笔' },
  })
  const witnessed = (at, pledge, household, name) => ({
    at,
    act: 'sign-witnessed',
    on: 'signature/new',
    by: leader,
    place: homeOf(household),
    data: { pledge, signer: household, 'typed-name': name },
  })
  const back = others.slice(0, 3)
  const next = times('04-07', 9, 60)
  return [
    ...drafted(1, first, ['02-10', '02-18'], covenant.first),
    witnessed(day('02-19', '08:30:00'), first, again, lives[0].name.zh),
    ...others.slice(0, 25).map(sign(first, times('02-19', 9, 240))),
    ...drafted(2, second, ['03-18', '03-28'], covenant.second, { replaces: first }),
    witnessed(day('03-29', '09:00:00'), second, before, lives[2].name.zh),
    ...others.slice(0, 133).map(sign(second, times('03-29', 9, 120))),
    ...back.map((household) => ({
      at: next(),
      act: 'withdraw',
      on: second.replace('pledge', 'signature') + `/${household}`,
      by: household,
    })),
  ]
}

/** The leader of the first building has been to 33 of the forty doors, and found nobody behind two of the others. */
function visits(chance, { lead, leader, homes }) {
  const doors = chance.shuffle(homes.map(({ id }) => id))
  const next = times('04-09', 9, 150)
  const on = (door) => `visit/spring/${door}`
  return [
    {
      at: day('04-09', '08:30:00'),
      act: 'start',
      on: 'campaign/spring',
      by: lead,
      place: yucai,
      data: { name: '四月走访' },
    },
    ...doors
      .slice(0, 31)
      .map((door) => ({ at: next(), act: 'visit', on: on(door), by: leader, data: { people: chance.between(1, 5) } })),
    ...doors.slice(31, 33).map((door) => ({ at: next(), act: 'mark-empty', on: on(door), by: leader })),
    ...doors.slice(33, 35).map((door) => ({ at: next(), act: 'nobody-home', on: on(door), by: leader })),
  ]
}

const announced = ({ lead, worker }) =>
  notices.flatMap(([body, where], at) => {
    const on = `announcement/spring-${at + 1}`
    const data = { body, spoken: ['mandarin', 'dialect'], where: [where], 'last-day': '2020-04-12' }
    return [
      { at: day('04-09', `18:2${at}:00`), act: 'draft', on, by: worker, place: yucai, data },
      { at: day('04-09', `18:3${at}:00`), act: 'check', on, by: lead, data: { 'names-nobody': true } },
      { at: day('04-09', `18:4${at}:00`), act: 'publish', on, by: worker },
    ]
  })

/** What two grids have in hand when the morning begins: one each that is due today, one each that has just been seen. */
function inHand({ duty, leaders, buildings }) {
  const seen = (as, [date, time], type, grid, what) => ({
    at: day(date, time),
    as,
    act: 'report',
    by: leaders[grid],
    place: buildings[grid],
    data: { type, what, source: 'patrol' },
  })
  const given = (on, [first, second], handler) => [
    { at: day('04-09', first), act: 'accept', on, by: duty },
    { at: day('04-09', second), act: 'assign', on, by: duty, data: { handler } },
  ]
  return [
    seen('rubbish', ['04-09', '16:40:00'], 'exposed-rubbish', 0, '楼前垃圾桶满了，袋子堆在外面'),
    ...given('rubbish', ['16:44:00', '16:47:00'], 'cleaning'),
    seen('pile', ['04-10', '08:54:00'], 'piled-materials', 0, '二楼转角堆了纸箱，挡着半边楼梯'),
    seen('sofa', ['04-09', '15:30:00'], 'dumped-furniture', 1, '旧沙发丢在单元门口'),
    ...given('sofa', ['15:33:00', '15:36:00'], 'cleaning'),
    seen('bikes', ['04-10', '08:53:00'], 'bikes-astray', 1, '电动车停在消防通道口'),
  ]
}
