/** Every tag from properties alone, and what people open in it: whatever all tags owe to a page is tried on each of these. */
import type { RulesState } from '../engine/adoption/view.js'
import type { RosterFile } from '../engine/pack/format.js'
import type { PeopleFile } from '../engine/roster/posts.js'
import { type HandClock, handClock } from '../engine/time/clock.js'
import type { Say } from '../engine/types.js'
import type { AskView, Choice } from '../engine/view.js'
import type { LinliElement } from './base/element.js'
import type { Leader } from './building-leader/leader.js'
import { choice, collapse, desk, now } from './case-card/sample.js'
import type { Covenant, Edition } from './covenant-signer/covenant.js'
import type { Kiosk } from './kiosk/kiosk.js'
import { Checks, readMarket } from './market-board/market.js'
import { look } from './stall-panel/nine.js'
import { check, hallId, openMarket, stallId, unitId } from './stall-panel/sample.js'
import type { StatusView } from './station-status/standing.js'

export interface Sample {
  /** Set by a script; nothing stands around the tag, not even a station. */
  readonly given: () => object | Promise<object>
  /** Its own attributes, as a page may write them. */
  readonly written?: Readonly<Record<string, string>>
  /** Words that are then to be read in it. */
  readonly says: Say
  /** Letters that stand in its Chinese words as they are. */
  readonly letters?: RegExp
  /** Everything that comes up over it or takes its place, each with the way there. */
  readonly opens?: readonly (readonly Way[])[]
}
/** A button by its words or its label; or what somebody does otherwise. */
export type Way = Say | ((el: LinliElement) => void)

const both = (zh: string, en: string): Say => ({ zh, en })
const ask = (name: string, type: AskView['type'], title: Say, more: Partial<AskView> = {}): AskView => ({
  ...{ name, type, title, optional: true },
  ...more,
})
const lights = { light: both('楼道灯', 'Light'), gas: both('燃气', 'Gas'), road: both('路面', 'Road') }
const many = Object.fromEntries(
  Array.from({ length: 14 }, (_, i) => [`k${i + 1}`, both(`事项${i + 1}`, `Kind ${i + 1}`)]),
)
const asks: readonly AskView[] = [
  ask('type', 'choice', both('什么事', 'What'), { choices: lights, optional: false }),
  ask('what', 'text', both('说两句', 'In words'), { help: both('请勿写姓名电话', 'No names, no phones') }),
  ask('kind', 'choice', both('哪一类', 'Which kind'), { choices: many }),
  ask('some', 'choices', both('哪几类', 'Which kinds'), { choices: lights }),
  ask('can', 'yes-no', both('能自己修吗', 'Can you mend it')),
  ask('count', 'number', both('几件', 'How many'), { min: 1, max: 5, unit: both('件', 'pieces') }),
  ask('day', 'date', both('哪天', 'Which day')),
  ask('span', 'duration', both('要多久', 'How long'), { value: 'PT20M' }),
  ask('who', 'party', both('谁', 'Who')),
  ask('photos', 'photos', both('照片', 'Photos'), {
    private: { purpose: both('办理', 'handling'), keep: both('一年', 'one year') },
  }),
  ask('sign', 'signature', both('签名', 'Signature')),
]
const assign: Choice = {
  ...choice('assign', '指派', 'Assign'),
  reason: true,
  asks: [ask('handler', 'choice', both('处置单位', 'Handler'), { choices: lights, optional: false })],
}

/** A hall in which something was found, read once at a station that is closed again: what is left is plain data. */
let found: ReturnType<typeof readHall> | undefined
const hall = () => (found ??= readHall())

async function readHall() {
  const station = await openMarket(handClock(now), 'manager')
  try {
    await check(station, [1, 1], { mask: 'stop' })
    await check(station, [2, 3], { air: 'fix' })
    return {
      nine: await look(station, stallId(2, 2), stallId(2, 2)),
      halls: await readMarket(station, hallId, [unitId(1, 1)], new Checks()),
    }
  } finally {
    await station.close()
  }
}

const building = {
  building: { id: 'b1', path: [both('桂花园', 'Guihua Garden'), both('12幢', 'Building 12')] },
  name: both('示例己', 'Sample F'),
  stairs: [
    {
      title: both('1单元', 'Stairs 1'),
      doors: [
        { dossier: 'visit/1/b1-101', title: both('101', '101'), step: both('已上门', 'Visited'), done: true, at: now },
        { dossier: 'visit/1/b1-102', title: both('102', '102'), step: both('待上门', 'To visit'), done: false },
      ],
    },
  ],
  calls: [{ id: 'li', name: both('李示例', 'Li Sample'), post: both('网格员', 'Grid worker'), phone: '000-0000-0012' }],
  notices: [both('周日停水。', 'No water on Sunday.')],
} satisfies Leader

const edition = {
  ...{ dossier: 'pledge/jt/parking/1', edition: 1, step: 'published', stepTitle: both('已公布', 'Published') },
  body: both('停车入位，让出通道。', 'Park in the bays, keep the lane free.'),
  published: now,
} satisfies Edition
const covenant: Covenant = {
  title: both('停车公约', 'Parking covenant'),
  place: { id: 'jt', path: [both('高桥街道', 'Gaoqiao')] },
  ...{ edition, editions: [edition], by: 'household', keep: both('1年', '1 year') },
  signers: [{ id: 'h1', name: both('3组 · 12号', 'Group 3, no. 12') }],
  witnesses: [{ id: 'zhao', name: both('赵示例', 'Zhao Sample') }],
  signer: 'h1',
  wall: [{ place: both('1网格', 'Grid 1'), of: 60, signed: 50, withdrawn: 2 }],
}

const roster: RosterFile = {
  ...{ roster: 'sample', asOf: '2020-04-10' },
  places: {
    s: { kind: 'street', title: both('城厢街道', 'Chengxiang Street') },
    c: { kind: 'community', title: both('俊良社区', 'Junliang Community'), in: 's' },
    g: { kind: 'grid', title: both('2网格', 'Grid 2'), in: 'c' },
    h: { kind: 'grid', title: both('3网格', 'Grid 3'), in: 'c' },
    b: { kind: 'building', title: both('12幢', 'Building 12'), in: 'g' },
    d: { kind: 'building', title: both('14幢', 'Building 14'), in: 'g' },
  },
  parties: { p1: { kind: 'person', sheet: 's-1' }, p2: { kind: 'person', sheet: 's-2' } },
  posts: [
    { post: 'community-lead', place: 'c', party: 'p1', from: '2019-01-01' },
    { post: 'grid-chief', place: 'g', party: 'p2', from: '2019-01-01' },
    { post: 'grid-worker', place: 'g', from: '2020-04-07' },
  ],
}
const people: PeopleFile = {
  ...{ purpose: both('找得到责任人', 'To reach them'), basis: 'duty', keep: 'P1Y' },
  people: {
    's-1': { name: both('示例乙', 'Sample B'), phone: '000-0000-0002' },
    's-2': { name: both('王示例', 'Wang Sample'), phone: '000-0000-0003' },
  },
}

/** The menu of the chosen row. */
const more = both('2网格：任命、交接', 'Grid 2: appoint, hand over')

const rules: RulesState = {
  inForce: { source: 'adopted', at: now, book: 'a', by: 'p-1', why: 'x' },
  ...{ isAdopted: true, may: { is: true } },
  proposals: [
    {
      ...{ book: 'b', after: 'x', texts: { 'chengxiang.community.json': '{}' }, troubles: [] },
      changes: [
        {
          ...{ pack: 'four-platforms', title: both('四平台', 'Four platforms'), versions: [1, 2] },
          changes: [
            {
              ...{ at: 'params.accept-limit', what: 'changed' },
              says: both('受理时限 10分 → 8分', 'Accept within: 10 min → 8 min'),
            },
          ],
        },
      ],
      examples: { played: 41, red: 0 },
    },
  ],
  past: [
    {
      ...{ line: 'x', book: 'a', files: [], by: 'p-1', at: now, why: 'x', edition: 'e' },
      ...{ back: false, after: undefined, state: 'last' },
    },
  ],
}

/** Name after the prefix → sample. */
export const samples: Readonly<Record<string, Sample>> = {
  station: {
    // a file with a mistake: whoever opens a station from properties reads in place what is wrong
    given: () => ({ community: '/rules/none.community.json', read: () => Promise.resolve('{') }),
    says: both('none.community.json', 'none.community.json'),
    letters: /none\.community\.json/g,
  },
  'station-status': {
    given: () => ({
      value: {
        sync: { link: 'idle', since: now, inStep: true, waiting: 2, rejected: 0, quarantine: 0 },
        storage: { persisted: false, usage: 4_200_000, quota: 2_000_000_000, low: false },
      } satisfies StatusView,
    }),
    written: { open: '' },
    says: both('2 条待发', '2 lines to go'),
    letters: /[MG]B/g,
  },
  'rule-proposal': { given: () => ({ rules }), written: { ledger: '' }, says: both('受理时限', 'Accept within') },
  acts: {
    given: () => ({ choices: [...collapse().choices, assign] }),
    written: { dossier: 'case/0410-6', hotkeys: '' },
    says: both('登记到场', 'Arrive'),
    opens: [[both('指派', 'Assign')]],
  },
  form: {
    given: () => ({ asks }),
    written: { name: 'case' },
    says: both('什么事', 'What'),
    // not filled in
    opens: [[both('交上去', 'Send')]],
  },
  'signature-pad': {
    given: () => ({}),
    written: { typing: '', required: '', name: 'by', label: '姓名 Name' },
    says: both('打字代替', 'Type it instead'),
  },
  timeline: { given: () => ({ lines: collapse().lines }), says: both('两位请通个电话', 'Please call each other') },
  'grid-roster': {
    given: () => ({ roster, people }),
    written: { selected: 'g' },
    says: both('王示例', 'Wang Sample'),
    opens: [
      [both('导入名册', 'Import roster')],
      [both('去补', 'Fill')],
      [more],
      [more, both('交接 网格长', 'Hand over: Grid chief')],
      [more, both('拆分 2网格', 'Split: Grid 2')],
      [more, both('合并 2网格', 'Merge: Grid 2')],
    ],
  },
  'case-card': {
    given: () => ({ value: collapse(), now }),
    written: { dossier: 'case/0410-6' },
    says: both('路面塌陷', 'Road collapse'),
  },
  board: {
    given: () => ({ rows: desk(20), now }),
    written: { room: '', card: '', 'filter-by': 'platform', selected: 'case/0410-6' },
    says: both('路面塌陷', 'Road collapse'),
    letters: /Enter/g,
    opens: [
      [both('按地方看', 'By place')],
      [
        (el) => {
          const key = new KeyboardEvent('keydown', { key: '?', bubbles: true })
          el.shadowRoot!.querySelector('.board')!.dispatchEvent(key)
        },
      ],
    ],
  },
  'stall-panel': {
    given: async () => ({ value: (await hall()).nine, now }),
    written: { stall: stallId(2, 2) },
    says: both('本商位', 'Here'),
  },
  'market-board': {
    given: async () => ({ value: (await hall()).halls, now }),
    written: { hall: hallId },
    says: both('3号厅', 'Hall 3'),
  },
  'covenant-signer': {
    given: () => ({ value: covenant }),
    says: both('停车入位，让出通道。', 'Park in the bays, keep the lane free.'),
    // the hash of the text
    letters: /sha256|[0-9a-f]{12,}|\b[0-9a-f]{4}\b/g,
    opens: [[both('看表格', 'As a table')], [both('打字代替', 'Type it instead')]],
  },
  'building-leader': {
    given: () => ({ value: building }),
    written: { size: '24' },
    says: both('今天还有 1 户没走访', '1 doors to go today'),
    opens: [
      [both('走访打勾', 'Tick doors')],
      [both('打给网格员', 'Call grid worker')],
      [both('听今天通知', 'Hear notices')],
    ],
  },
  kiosk: {
    given: () => ({ clock: handClock(now) }),
    written: { idle: '90', name: 'hall' },
    says: both('设 PIN', 'Set a PIN'),
    letters: /PIN/g,
    opens: [
      [both('设 PIN', 'Set a PIN')],
      [
        (el) => {
          el.dispatchEvent(new PointerEvent('pointerdown'))
          ;((el as Kiosk).clock as HandClock).advance(90_000)
        },
      ],
    ],
  },
}
