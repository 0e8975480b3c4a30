/** A desk on the evening of 10 April 2020, for the tests of the board and the card: 1 late, some due soon, one on hold. */
import { begin, extend, move } from '../../engine/time/dues.js'
import type { Calendar, Decision, Dossier, Due, Entry, Line, Moment, Say, Start } from '../../engine/types.js'
import type { Choice, DossierView, LineView, PartyView, RowView } from '../../engine/view.js'

export const now: Moment = Date.parse('2020-04-10T17:30:00+08:00')
const minute = 60_000
const allDay: Calendar = { name: '24h', zone: 'Asia/Shanghai' }
const work: Calendar = {
  name: 'work',
  zone: 'Asia/Shanghai',
  days: 'china',
  hours: [
    ['09:00', '12:00'],
    ['14:00', '18:00'],
  ],
}

const say = (zh: string, en: string): Say => ({ zh, en })
const titles: Record<string, Say> = {
  accept: say('受理', 'Accept'),
  assign: say('指派', 'Assign'),
  scene: say('到场', 'On scene'),
  handle: say('处置', 'Handle'),
}
const stepOf: Record<string, readonly [string, Say]> = {
  accept: ['reported', say('已上报', 'Reported')],
  assign: ['accepted', say('已受理', 'Accepted')],
  scene: ['assigned', say('已指派', 'Assigned')],
  handle: ['on-scene', say('已到场', 'On scene')],
}

export function due(clock: string, limit: string, agoMs: number, calendar: Calendar = allDay): Due {
  const start: Start = {
    clock,
    limit,
    calendar,
    title: titles[clock] ?? say(clock, clock),
    round: 1,
    at: now - agoMs,
    runs: [stepOf[clock]?.[0] ?? 'open'],
    pauses: ['suspended'],
    again: 'resume',
    warn: { at: 0.8, then: [] },
    due: [],
  }
  return begin(start)
}

const party = (id: string, zh: string, en: string, post: Say): PartyView => ({
  id,
  name: say(zh, en),
  post,
  phone: '0571-0000-0000',
})
export const officer = party('officer-b', '示例乙', 'Sample B', say('值班员', 'Duty officer'))
const crew = party('crew', '吴示例', 'Wu Sample', say('市政公司抢修班', 'Repair crew'))

const place = (...path: readonly Say[]) => ({ id: path.map(({ en }) => en).join('/'), path })
const chonghua = say('崇化社区', 'Chonghua')
const junliang = say('俊良社区', 'Junliang')
const xiubo = say('休博园社区', 'Xiuboyuan')
const grid = (n: number) => say(`${n}网格`, `Grid ${n}`)
const block = (n: number) => say(`${n}幢`, `Block ${n}`)

let serial = 0
export function row(
  zh: string,
  en: string,
  at: RowView['place'],
  dues: readonly Due[],
  more: Partial<RowView> = {},
): RowView {
  const [step, stepTitle] = stepOf[dues[0]?.clock ?? ''] ?? ['handled', say('已处置', 'Handled')]
  return {
    id: `case/0410-${++serial}`,
    kind: 'case',
    title: say(zh, en),
    step,
    stepTitle,
    place: at,
    dues,
    holder: { role: officer.post!, parties: [officer] },
    opened: now - 60 * minute,
    at: now - 10 * minute,
    ended: false,
    void: 0,
    fields: { platform: 'zf' },
    ...more,
  }
}

const held = () => ({
  ...move(due('handle', 'P15D', 20 * 24 * 60 * minute, allDay), 'suspended', now - 8 * 24 * 60 * minute),
})

/** The desk of the picture, and `more` cases that are being handled. */
export function desk(more = 0): readonly RowView[] {
  serial = 0
  const withCrew = { holder: { role: say('处置单位', 'Handler'), parties: [crew] } }
  return [
    row('井盖缺失', 'Manhole cover missing', place(junliang, grid(3)), [due('accept', 'PT10M', 13 * minute + 50_000)]),
    row(
      '高空坠物隐患',
      'Things may fall',
      place(say('育才东苑', 'Yucai East'), grid(4), block(19)),
      [due('accept', 'PT10M', 8 * minute + 20_000)],
      { fields: { platform: 'zz' } },
    ),
    row('占用消防通道', 'Fire lane blocked', place(junliang, grid(1)), [due('accept', 'PT10M', 3 * minute + 55_000)]),
    row('排水管道堵塞', 'Blocked drain', place(xiubo, grid(4)), [due('assign', 'PT5M', 4 * minute + 30_000)], {
      fields: { platform: 'bm' },
    }),
    row('乱堆物堆料', 'Things piled up', place(chonghua, grid(1)), [due('assign', 'PT5M', 1 * minute + 40_000)], {
      void: 1,
    }),
    row(
      '路面塌陷',
      'Road collapse',
      place(chonghua, grid(2)),
      [due('scene', 'PT20M', 16 * minute + 20_000), due('handle', 'PT2H', 16 * minute + 20_000)],
      withCrew,
    ),
    row(
      '燃气管道破裂',
      'Gas leak',
      place(chonghua, grid(2), block(7)),
      [due('scene', 'PT20M', 12 * minute + 55_000)],
      withCrew,
    ),
    row(
      '无照经营游商',
      'Unlicensed hawker',
      place(say('育才东苑', 'Yucai East'), grid(1)),
      [due('handle', 'PT2H', 100 * minute)],
      withCrew,
    ),
    row('楼道灯不亮', 'Corridor light out', place(junliang, grid(5), block(3)), [
      due('handle', 'PT4H', 150 * minute, work),
    ]),
    row('车库违规经营', 'Garage used as a shop', place(chonghua, grid(3)), [held()], withCrew),
    row('外墙破损', 'Wall damage', place(xiubo, grid(2)), []),
    ...Array.from({ length: more }, (_, i) =>
      row(
        `废弃家具 ${i + 1}`,
        `Old furniture ${i + 1}`,
        place([chonghua, junliang, xiubo][i % 3]!, grid((i % 9) + 1)),
        [due('handle', 'P2D', (i % 2000) * minute)],
      ),
    ),
  ]
}

const decision = (act: string, no?: Say): Decision => ({
  act: { type: act, on: 'case/0410-6', by: officer.id },
  allowed: !no,
  needs: [],
  effects: [],
  why: [],
  to: 'next',
  ...(no && { because: 'from', says: no }),
})
export const choice = (act: string, zh: string, en: string, no?: Say): Choice => ({
  act,
  title: say(zh, en),
  asks: [],
  decision: decision(act, no),
})

const entry = (n: number, act: string, at: string, more: Partial<Entry> = {}): Entry => ({
  id: `k8u${n}.001.a`,
  act,
  on: 'case/0410-6',
  by: officer.id,
  at: Date.parse(`2020-04-10T${at}+08:00`),
  data: {},
  from: 'x',
  to: 'y',
  pack: 'p@1+00000000',
  facts: {},
  held: [],
  effects: [],
  ...more,
})
const ledger = (
  number: number,
  act: Say,
  it: Entry,
  more: Partial<LineView> & { readonly state?: Line['state'] } = {},
): LineView => ({
  line: { entry: it, state: more.state ?? 'fits' },
  number,
  act,
  by: officer,
  words: [],
  why: [],
  ...more,
})

const dossier: Dossier = {
  id: 'case/0410-6',
  kind: 'case',
  pack: 'p',
  step: 'assigned',
  place: '330109-2',
  fields: {},
  opened: Date.parse('2020-04-10T17:08:20+08:00'),
  openedBy: 'worker',
  head: 'x',
  at: now,
  times: {},
  last: {},
  did: {},
  proposals: [],
  notices: [],
  flags: [],
  void: 1,
  ended: false,
  dues: [
    { ...due('accept', 'PT10M', 21 * minute + 40_000), state: 'stopped', since: now - 19 * minute },
    { ...due('assign', 'PT5M', 19 * minute), state: 'stopped', since: now - (16 * minute + 20_000) },
    due('scene', 'PT20M', 16 * minute + 20_000),
    extend(due('handle', 'PT2H', 16 * minute + 20_000), 'PT1H'),
  ],
}

/** The road collapse of the picture, five lines in, one of them void. */
export function collapse(more: Partial<Dossier> = {}): DossierView {
  return {
    dossier: { ...dossier, ...more },
    title: say('路面塌陷', 'Road collapse'),
    kind: say('事项', 'Case'),
    step: say('已指派', 'Assigned'),
    place: place(chonghua, grid(2), say('育才路7幢南', 'south of block 7')),
    holder: { role: say('处置单位', 'Handler'), parties: [crew] },
    fields: [
      {
        name: 'type',
        title: say('类型', 'Type'),
        type: 'choice',
        value: 'road-collapse',
        words: say('路面塌陷', 'Road collapse'),
      },
      {
        name: 'what',
        title: say('情况', 'What happened'),
        type: 'text',
        value: 'x',
        words: say(
          '路边塌了一块，约一米，旁边停着车。',
          'A piece of the kerb fell in, about a metre; a car stands beside it.',
        ),
      },
      { name: 'caller', title: say('联系电话', 'Phone'), type: 'text', value: null, words: say('', ''), private: true },
    ],
    why: [
      {
        rule: 'scene',
        says: say('类型属紧急联动，到场时限 20 分钟', 'Urgent linkage: on scene within 20 minutes'),
        holds: true,
        effect: say('', ''),
        clauses: [{ words: say('类型 路面塌陷 在「紧急联动」表内', 'type "road collapse" is urgent'), holds: true }],
      },
      {
        rule: 'spot',
        says: say('楼道灯且网格员能修，网格就地办', 'A corridor light that the grid can mend'),
        holds: false,
        effect: say('', ''),
        clauses: [
          { words: say('类型是 楼道灯', 'type is corridor light'), holds: false },
          { words: say('网格员能修', 'the grid worker can mend it'), holds: 'skipped' },
        ],
      },
    ],
    choices: [
      choice('arrive', '登记到场', 'Arrive'),
      choice('return', '退回', 'Return'),
      choice('escalate', '升级', 'Escalate'),
      choice(
        'verify',
        '核查办结',
        'Verify',
        say('还没处置。处置后要由另一个人来核查。', 'Not handled yet. Somebody else must verify it.'),
      ),
    ],
    proposals: [
      {
        line: 'x',
        act: 'notice/draft',
        to: ['officer'],
        title: say('发督办单', 'Supervision order'),
        toWords: say('值班员', 'the duty officer'),
        say: say('同一处七天内同类满3件。', 'Three alike in one place in 7 days.'),
      },
    ],
    lines: [
      ledger(4, say('转交', 'Hand over'), entry(4, 'hand-over', '17:16:02'), {
        state: 'void',
        words: [say('综合执法中队', 'Enforcement')],
        void: {
          says: say(
            '传到时，第3行已先办。这一行留着，不起作用。两位请通个电话。',
            'When this arrived, line 3 was done already. Please call each other.',
          ),
          call: [officer, crew],
        },
      }),
      ledger(3, say('指派', 'Assign'), entry(3, 'assign', '17:13:40'), {
        words: [say('处置单位：市政公司', 'Handler: Municipal')],
      }),
      ledger(2, say('受理', 'Accept'), entry(2, 'accept', '17:11:00')),
      ledger(1, say('上报', 'Report'), entry(1, 'report', '17:08:20')),
    ],
  }
}
