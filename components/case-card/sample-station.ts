/** A small street with the real rules of Chengxiang, for the tests of the board and the card. */
import type { StationAtWork } from '../../engine/at-work.js'
import type { HandClock } from '../../engine/time/clock.js'
import { memoryJournal } from '../../engine/journal/memory.js'
import { openStation } from '../../engine/open.js'
import type { RosterFile } from '../../engine/pack/format.js'
import type { Data, DossierId } from '../../engine/types.js'

const street = '330109001'
const roster: RosterFile = {
  roster: 'sample',
  asOf: '2020-04-10',
  places: {
    [street]: { kind: 'street', title: { zh: '城厢街道', en: 'Chengxiang' } },
    '330109001072': { kind: 'community', title: { zh: '育才东苑社区', en: 'Yucai East' }, in: street },
    '330109001072-003': { kind: 'grid', title: { zh: '3网格', en: 'Grid 3' }, in: '330109001072' },
    '330109001073': { kind: 'community', title: { zh: '俊良社区', en: 'Junliang' }, in: street },
    '330109001073-001': { kind: 'grid', title: { zh: '1网格', en: 'Grid 1' }, in: '330109001073' },
  },
  parties: {
    officer: { kind: 'person', sheet: 'officer' },
    second: { kind: 'person', sheet: 'second' },
    lead: { kind: 'person', sheet: 'lead' },
    worker: { kind: 'person', sheet: 'worker' },
    'fire-station': { kind: 'organisation', title: { zh: '消防救援站', en: 'Fire station' } },
  },
  posts: [
    { post: 'command-room-duty', place: street, party: 'officer', from: '2020-01-01' },
    { post: 'command-room-duty', place: street, party: 'second', from: '2020-01-01' },
    { post: 'command-room-lead', place: street, party: 'lead', from: '2020-01-01' },
    { post: 'grid-worker', place: '330109001072-003', party: 'worker', from: '2020-01-01' },
  ],
}
const person = (zh: string, en: string) => ({ name: { zh, en }, phone: '0571-0000-0000' })
const people = {
  purpose: { zh: '联系责任人', en: 'Calling whoever is responsible' },
  basis: 'duty',
  keep: 'P1Y',
  people: {
    officer: person('示例甲', 'Sample A'),
    second: person('示例乙', 'Sample B'),
    lead: person('示例丙', 'Sample C'),
    worker: person('示例丁', 'Sample D'),
  },
}
const files: Readonly<Record<string, unknown>> = { '/roster.json': roster, '/people.json': people }

const readWith = (more: Readonly<Record<string, unknown>>) => async (address: string) => {
  const known = { ...files, ...more }
  if (address in known) return JSON.stringify(known[address])
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${answer.status} ${address}`)
  return answer.text()
}

export const grids = ['330109001072-003', '330109001073-001'] as const

/** `more`: another community, with the file that says what it is. */
export const openSample = (
  clock: HandClock,
  me = 'officer',
  more?: { readonly community: string; readonly file: unknown },
): Promise<StationAtWork> =>
  openStation({
    community: more?.community ?? '/rules/chengxiang.community.json',
    roster: '/roster.json',
    people: '/people.json',
    read: readWith(more ? { [more.community]: more.file } : {}),
    clock,
    me,
    journal: memoryJournal,
  })

/** Reports a case and gives its id. */
export async function report(
  station: StationAtWork,
  type: string,
  place: string = grids[0],
  more: Data = {},
): Promise<DossierId> {
  const data = { type, what: 'x', ...more }
  const { entry, says } = await station.act({ type: 'report', on: 'case/new', by: 'officer', place, data })
  if (!entry) throw new Error(says?.en ?? 'The report was refused.')
  return entry.on
}

export async function does(
  station: StationAtWork,
  on: DossierId,
  type: string,
  by = 'officer',
  data: Data = {},
): Promise<void> {
  const { allowed, says } = await station.act({ type, on, by, data })
  if (!allowed) throw new Error(says?.en ?? `${type} was refused.`)
}
