/** A small hall with the real rules of the nine squares: two blocks by two, a corridor between them, an empty stall. For tests. */
import type { StationAtWork } from '../../engine/at-work.js'
import { memoryJournal } from '../../engine/journal/memory.js'
import { openStation } from '../../engine/open.js'
import type { RosterFile } from '../../engine/pack/format.js'
import type { HandClock } from '../../engine/time/clock.js'
import type { Decision, DossierId, PlaceId } from '../../engine/types.js'

const market = '330782008'
export const hallId: PlaceId = `${market}-3`
/** Columns 1–3 and 5–7, rows 1–6; column 4 is a corridor. */
export const stallId = (row: number, col: number): PlaceId => `${market}-3-0${row}0${col}`
export const blockOf = (row: number, col: number): PlaceId => `${market}-3-${row > 3 ? 2 : 1}${col > 4 ? 2 : 1}`
export const unitId = (row: number, col: number): DossierId => `unit/${blockOf(row, col)}`
const vacant = stallId(6, 3)

const say = (zh: string, en = zh) => ({ zh, en })
const cells = [1, 2, 3, 4, 5, 6].flatMap((row) => [1, 2, 3, 5, 6, 7].map((col) => [row, col] as const))

export const roster: RosterFile = {
  roster: 'market',
  asOf: '2020-02-18',
  places: {
    [market]: { kind: 'street', title: say('福田街道', 'Futian') },
    [`${market}-3`]: { kind: 'hall', title: say('3号厅', 'Hall 3'), in: market },
    ...Object.fromEntries(
      cells.flatMap(([row, col]): [PlaceId, RosterFile['places'][string]][] => [
        [
          blockOf(row, col),
          {
            kind: 'block',
            title: say(`3-${row > 3 ? 2 : 1}${col > 4 ? 2 : 1}格`, `Unit 3-${row > 3 ? 2 : 1}${col > 4 ? 2 : 1}`),
            in: `${market}-3`,
          },
        ],
        [
          stallId(row, col),
          {
            kind: 'stall',
            title: say(`3-0${row}0${col}`),
            in: blockOf(row, col),
            col,
            row,
            is: stallId(row, col) === vacant ? { vacant: true } : { goods: 'toys' },
          },
        ],
      ]),
    ),
  },
  parties: Object.fromEntries(
    ['head', 'manager', 'medic', 'host', 'clerk', 'porter'].map((id) => [id, { kind: 'person' as const, sheet: id }]),
  ),
  posts: [
    { post: 'unit-head', place: blockOf(1, 1), party: 'head', from: '2020-01-01' },
    { post: 'market-manager', place: `${market}-3`, party: 'manager', from: '2020-01-01' },
    { post: 'red-desk', place: `${market}-3`, party: 'host', from: '2020-01-01' },
    { post: 'data-desk', place: `${market}-3`, party: 'clerk', from: '2020-01-01' },
    { post: 'emergency-desk', place: `${market}-3`, party: 'medic', from: '2020-01-01' },
    { post: 'logistics-desk', place: `${market}-3`, party: 'porter', from: '2020-01-01' },
  ],
  attributes: {
    goods: {
      title: say('经营', 'Goods'),
      of: ['stall'],
      type: 'choice',
      choices: { toys: say('玩具', 'Toys') },
    },
    vacant: { title: say('空位', 'Empty'), of: ['stall'], type: 'yes-no' },
  },
}
const people = {
  purpose: say('联系责任人', 'Calling whoever is responsible'),
  basis: 'duty',
  keep: 'P1Y',
  people: {
    medic: { name: say('示例酉', 'Sample You'), phone: '0579-0000-0003' },
    manager: { name: say('示例申', 'Sample Shen'), phone: '0579-0000-0001' },
    head: { name: say('示例午', 'Sample Wu'), phone: '0579-0000-0002' },
    host: { name: say('示例戌', 'Sample Xu') },
    clerk: { name: say('示例亥', 'Sample Hai') },
    porter: { name: say('示例子', 'Sample Zi') },
  },
}
const community = {
  community: 'market',
  version: 1,
  title: say('福田市场', 'Futian market'),
  place: market,
  timezone: 'Asia/Shanghai',
  languages: ['zh', 'en'],
  calendars: { work: { days: 'china', hours: [['08:00', '18:00']] } },
  packs: [
    {
      pack: 'nine-square',
      version: 1,
      roles: {
        'unit-head': ['unit-head'],
        'market-manager': ['market-manager'],
        red: ['red-desk'],
        info: ['data-desk'],
        emergency: ['emergency-desk'],
        logistics: ['logistics-desk'],
      },
    },
  ],
}
const files: Readonly<Record<string, unknown>> = {
  '/rules/market.community.json': community,
  '/roster.json': roster,
  '/people.json': people,
}

async function read(address: string): Promise<string> {
  if (address in files) return JSON.stringify(files[address])
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${answer.status} ${address}`)
  return answer.text()
}

export const openMarket = (
  clock: HandClock,
  me: string | undefined = 'head',
  /** Of a durable journal; without one it lives in memory. */
  name?: string,
): Promise<StationAtWork> =>
  openStation({
    community: '/rules/market.community.json',
    roster: '/roster.json',
    people: '/people.json',
    read,
    clock,
    ...(me !== undefined && { me }),
    ...(name === undefined ? { journal: memoryJournal } : { name }),
  })

const items = ['mask', 'disinfection', 'air', 'spacing', 'fire-lane', 'electricity', 'aisle', 'rubbish', 'staff']

/** Checks a stall: fine, but for the items named. */
export function check(
  station: StationAtWork,
  [row, col]: readonly [row: number, col: number],
  found: Readonly<Record<string, string>> = {},
  by = 'head',
): Promise<Decision> {
  const checks = { ...Object.fromEntries(items.map((item) => [item, 'ok'])), ...found }
  return station.act({ type: 'mark', on: unitId(row, col), by, data: { stall: stallId(row, col), checks } })
}
