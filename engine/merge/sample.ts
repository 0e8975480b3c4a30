/** A market hall for the tests of merging: units and their stalls, a store, booked bays, numbered bays, cases and orders. */
import { StationAtWork } from '../at-work.js'
import type { DeviceKey } from '../identity/key.js'
import type { Journal } from '../journal/journal.js'
import { memoryJournal } from '../journal/memory.js'
import type { Book } from '../pack/book.js'
import type { PackFile, RosterFile } from '../pack/format.js'
import { loadBook } from '../pack/load.js'
import { rollOf } from '../roster/roll.js'
import { handClock, type HandClock } from '../time/clock.js'
import type { Act, Data, Decision, DossierId, Entry } from '../types.js'
import { reading } from '../sample-files.js'

export const start = Date.parse('2020-04-10T09:00:00+08:00')
export const minute = 60_000
const say = (zh: string, en = zh) => ({ zh, en })
const both = <It>(is: It) => is as unknown as PackFile

/** @param stops how many stalls at stop suspend a unit; @param bays how many bookings there may be */
export const hall = (stops = 2, version = 1, bays = 12): PackFile =>
  both({
    pack: 'hall',
    version,
    title: say('市场', 'Hall'),
    roles: { keeper: say('管理员', 'Keeper'), head: say('负责人', 'Head') },
    params: {
      'stops-to-suspend': {
        title: say('几停暂停', 'Stops that suspend'),
        type: 'number',
        default: stops,
        min: 1,
        max: 9,
      },
      bays: { title: say('车位', 'Bays'), type: 'number', default: bays, min: 1, max: 99 },
    },
    lists: { answers: { ok: say('好', 'Fine'), stop: say('停', 'Stop') } },
    dossiers: {
      unit: {
        title: say('九宫格', 'Unit'),
        about: 'place',
        id: '{place}',
        fields: {
          stall: { title: say('商位', 'Stall'), type: 'text' },
          answer: { title: say('结果', 'Answer'), type: 'choice', of: 'answers' },
        },
        steps: { normal: say('正常', 'Normal'), watch: say('关注', 'Watch'), suspended: say('暂停', 'Suspended') },
        ends: [],
        rules: [
          {
            name: 'two-stops-suspend',
            priority: 2,
            says: say('{stops-to-suspend}个以上停，本格暂停', '{stops-to-suspend} stops suspend the unit'),
            conditions: {
              all: [
                { fact: 'stops', operator: 'greaterThanInclusive', value: { fact: 'stops-to-suspend' } },
                { fact: 'step', operator: 'notEqual', value: 'suspended' },
              ],
            },
            event: {
              type: 'several',
              params: {
                effects: [
                  { type: 'move', params: { to: 'suspended' } },
                  { type: 'notify', params: { to: ['head'] } },
                ],
              },
            },
          },
          {
            name: 'one-stop-watch',
            says: say('有停，关注', 'One stop: watch'),
            conditions: {
              all: [
                { fact: 'stops', operator: 'greaterThanInclusive', value: 1 },
                { fact: 'stops', operator: 'lessThan', value: { fact: 'stops-to-suspend' } },
                { fact: 'step', operator: 'equal', value: 'normal' },
              ],
            },
            event: { type: 'move', params: { to: 'watch' } },
          },
        ],
      },
      stock: {
        title: say('物资', 'Stock'),
        about: 'thing',
        id: '{place}/{item}',
        fields: {
          item: { title: say('品名', 'Item'), type: 'text' },
          quantity: { title: say('数量', 'Quantity'), type: 'number', min: 0 },
        },
        steps: { open: say('在管', 'Open') },
        ends: [],
        always: [
          {
            name: 'not-below-zero',
            says: say('现有{on-hand}，不够发', '{on-hand} on hand is not enough'),
            conditions: { all: [{ fact: 'on-hand', operator: 'greaterThanInclusive', value: 0 }] },
          },
        ],
        rules: [
          {
            name: 'running-low',
            says: say('快没了', 'Running low'),
            conditions: { all: [{ fact: 'on-hand', operator: 'lessThan', value: 3 }] },
            event: { type: 'propose', params: { act: 'take-in', to: ['keeper'] } },
          },
        ],
      },
      stay: {
        title: say('预约', 'Stay'),
        about: 'matter',
        fields: { plate: { title: say('车', 'Car'), type: 'text' } },
        steps: { booked: say('已约', 'Booked'), left: say('已走', 'Left') },
        ends: ['left'],
        'held-by': { booked: 'keeper' },
      },
      bay: {
        title: say('车位', 'Bay'),
        about: 'matter',
        id: '{place}/{number}/{today}',
        fields: { number: { title: say('号', 'Number'), type: 'number' } },
        steps: { held: say('有车', 'Held'), free: say('空', 'Free') },
        ends: ['free'],
        'held-by': { held: 'keeper' },
      },
      case: {
        title: say('事项', 'Case'),
        about: 'matter',
        fields: {
          what: { title: say('什么', 'What'), type: 'text' },
          level: { title: say('级', 'Level'), type: 'text' },
        },
        steps: {
          reported: say('已报', 'Reported'),
          accepted: say('已受理', 'Accepted'),
          closed: say('已办结', 'Closed'),
        },
        ends: ['closed'],
        'held-by': { reported: 'keeper', accepted: 'keeper' },
      },
      order: {
        title: say('工单', 'Order'),
        about: 'matter',
        id: '{case}',
        fields: { case: { title: say('事项', 'Case'), type: 'text' } },
        steps: { open: say('在办', 'Open'), withdrawn: say('已撤回', 'Withdrawn') },
        ends: ['withdrawn'],
        'held-by': { open: 'head' },
      },
    },
    facts: {
      stops: { title: say('停的商位', 'Stops'), how: 'standing', act: 'mark', per: 'stall', where: { answer: 'stop' } },
      'on-hand': {
        title: say('现有', 'On hand'),
        how: 'balance',
        in: { 'take-in': 'quantity' },
        out: { issue: 'quantity' },
      },
      taken: {
        title: say('已约', 'Taken'),
        how: 'count',
        of: 'stay',
        where: { place: { fact: 'place' }, step: 'booked' },
      },
    },
    acts: {
      lay: { title: say('建格', 'Lay out'), on: 'unit', from: ['new'], to: 'normal', by: ['anyone'] },
      mark: {
        title: say('查商位', 'Check a stall'),
        on: 'unit',
        from: ['any'],
        or: ['watch', 'suspended'],
        by: ['anyone'],
        asks: ['stall', 'answer'],
      },
      reopen: { title: say('恢复', 'Reopen'), on: 'unit', from: ['watch', 'suspended'], to: 'normal', by: ['anyone'] },
      begin: { title: say('建账', 'Begin'), on: 'stock', from: ['new'], to: 'open', by: ['anyone'], asks: ['item'] },
      'take-in': { title: say('入库', 'Take in'), on: 'stock', from: ['open'], by: ['anyone'], asks: ['quantity'] },
      issue: { title: say('出库', 'Issue'), on: 'stock', from: ['open'], by: ['anyone'], asks: ['quantity'] },
      book: {
        title: say('预约', 'Book'),
        on: 'stay',
        from: ['new'],
        to: 'booked',
        by: ['anyone'],
        asks: ['plate'],
        rules: [
          {
            name: 'full',
            says: say('已约{taken}个，只有{bays}个车位', '{taken} booked, and there are {bays} bays'),
            conditions: { all: [{ fact: 'taken', operator: 'greaterThan', value: { fact: 'bays' } }] },
            event: { type: 'refuse' },
          },
        ],
      },
      leave: { title: say('离开', 'Leave'), on: 'stay', from: ['booked'], to: 'left', by: ['anyone'] },
      hold: { title: say('停入', 'Hold'), on: 'bay', from: ['new'], to: 'held', by: ['anyone'], asks: ['number'] },
      free: { title: say('开走', 'Free'), on: 'bay', from: ['held'], to: 'free', by: ['anyone'] },
      report: {
        title: say('上报', 'Report'),
        on: 'case',
        from: ['new'],
        to: 'reported',
        by: ['anyone'],
        asks: ['what'],
      },
      accept: {
        title: say('受理', 'Accept'),
        on: 'case',
        from: ['reported'],
        to: 'accepted',
        by: ['anyone'],
        then: [{ type: 'follow', params: { act: 'open-order', on: 'order/{id}', data: { case: { fact: 'id' } } } }],
      },
      remark: { title: say('备注', 'Remark'), on: 'case', from: ['any'], by: ['anyone'], asks: ['what'] },
      climb: {
        title: say('升级', 'Climb'),
        on: 'case',
        from: ['reported'],
        by: ['clock'],
        sets: { level: { fact: 'step' } },
      },
      close: { title: say('办结', 'Close'), on: 'case', from: ['reported', 'accepted'], to: 'closed', by: ['anyone'] },
      'open-order': {
        title: say('派单', 'Order'),
        on: 'order',
        from: ['new'],
        to: 'open',
        by: ['anyone', 'clock'],
        asks: ['case'],
      },
      withdraw: {
        title: say('撤回', 'Withdraw'),
        on: 'order',
        from: ['open'],
        to: 'withdrawn',
        by: ['head', 'anyone'],
      },
    },
    clocks: {
      accept: {
        title: say('受理时限', 'Accept by'),
        on: 'case',
        runs: ['reported'],
        limit: 'PT10M',
        due: [
          { type: 'notify', params: { to: ['head'], say: say('{what}还没受理', '{what} is not accepted') } },
          { type: 'follow', params: { act: 'climb' } },
        ],
      },
    },
  })

const roster: RosterFile = {
  roster: 'hall',
  asOf: '2020-04-10',
  places: {
    st: { kind: 'street', title: say('街道', 'Street') },
    h1: { kind: 'hall', title: say('一号厅', 'Hall 1'), in: 'st' },
    h2: { kind: 'hall', title: say('二号厅', 'Hall 2'), in: 'st' },
  },
  parties: {
    ann: { kind: 'person', sheet: 'a' },
    bob: { kind: 'person', sheet: 'b' },
    eve: { kind: 'person', sheet: 'e' },
  },
  posts: [
    { post: 'keeper', place: 'st', party: 'ann', from: '2020-01-01' },
    { post: 'head', place: 'st', party: 'eve', from: '2020-01-01' },
  ],
}

const community = {
  community: 'here',
  version: 1,
  title: say('这里', 'Here'),
  place: 'st',
  timezone: 'Asia/Shanghai',
  calendars: { work: { days: 'weekdays', hours: [['08:00', '12:00']] } },
  packs: [{ pack: 'hall', version: 1, roles: { keeper: ['keeper'], head: ['head'] } }],
}

/** A book by which stations of the tests work; it takes a while to make. */
export async function bookOf(pack: PackFile): Promise<Book> {
  const files: Record<string, unknown> = {
    '/here.community.json': { ...community, packs: [{ ...community.packs[0], version: pack.version }] },
    '/hall.pack.json': pack,
  }
  const { book, troubles } = await loadBook('/here.community.json', reading(files))
  if (!book) throw new Error(troubles.map(({ says }) => says.en).join('\n'))
  return book
}

export interface Device {
  readonly name: string
  readonly clock: HandClock
  readonly station: StationAtWork
  /** Every line that is here, also those kept aside. */
  lines(): Promise<readonly Entry[]>
  /** Does an act; its refusal is an error of the test. */
  does(type: string, on: DossierId, data?: Data, by?: string): Promise<Decision>
}

export interface Made {
  readonly journal?: Journal
  readonly at?: number
  readonly makeKey?: () => Promise<DeviceKey>
}

export async function device(
  name: string,
  book: Book,
  { journal = memoryJournal(), at = start, makeKey }: Made = {},
): Promise<Device> {
  const clock = handClock(at)
  const roll = rollOf(roster, undefined, '2020-04-10')
  const parts = { book, bookFrom: { source: 'files', at }, troubles: [], roll, journal, clock, node: name } as const
  const station = await new StationAtWork({ ...parts, ...(makeKey && { makeKey }) }).start()
  return {
    name,
    clock,
    station,
    async lines() {
      const all: Entry[] = []
      for await (const { entries } of journal.all()) all.push(...entries)
      return [...all, ...(await journal.asides()).map(({ entry }) => entry)]
    },
    async does(type, on, data = {}, by = name) {
      const act: Act = { type, on, by, data, ...(on.endsWith('/new') && { place: 'h1' }) }
      const decision = await station.act(act)
      if (!decision.allowed) throw new Error(`${type} on ${on}: ${decision.says?.en ?? decision.needs.join(' ')}`)
      return decision
    },
  }
}

/** Everything that one has goes to the other. */
export const send = async (from: Device, to: Device) => to.station.receive({ lines: await from.lines() })

/** Until nobody learns anything new. */
export async function meet(...devices: readonly Device[]): Promise<void> {
  for (let rounds = 0, news = true; news; rounds++) {
    if (rounds > 20) throw new Error('They never come to an end.')
    news = false
    for (const from of devices)
      for (const to of devices) if (from !== to && (await send(from, to)).fresh.length > 0) news = true
  }
}
