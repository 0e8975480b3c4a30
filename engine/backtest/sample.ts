/** A small practice with one of everything that a change may touch, and journals of it made up from a seed. */
import type { StationAtWork } from '../at-work.js'
import type { Journal } from '../journal/journal.js'
import { memoryJournal } from '../journal/memory.js'
import { openStation } from '../open.js'
import type { CommunityFile, Condition, PackFile, RosterFile, Rule } from '../pack/format.js'
import { handClock } from '../time/clock.js'
import type { Act, Data, Decision, DossierId, Effect, Json } from '../types.js'

export const say = (zh: string, en: string) => ({ zh, en })
export const minute = 60_000
const begin = Date.parse('2020-04-10T09:00:00+08:00')

export function rule(name: string, one: Condition, event: Effect, yes: Data, no: Data): Rule {
  return {
    name,
    says: say(`规则${name}`, `Rule ${name}`),
    conditions: { all: [one] },
    event,
    examples: [
      { facts: yes, holds: true },
      { facts: no, holds: false },
    ],
  }
}

export const repair: PackFile = {
  pack: 'repair',
  version: 1,
  title: say('报修', 'Repairs'),
  roles: { helper: say('维修员', 'Helper'), lead: say('站长', 'Lead') },
  params: {
    'take-limit': { title: say('接单时限', 'Take within'), type: 'duration', default: 'PT30M' },
    'at-most': { title: say('最多延期', 'Extensions at most'), type: 'number', default: 2, min: 0, max: 9 },
    heavy: { title: say('太重', 'Too heavy'), type: 'number', default: 20 },
  },
  tables: {
    ways: {
      title: say('怎么修', 'Ways'),
      hit: 'unique',
      inputs: ['what'],
      outputs: {
        name: { title: say('名称', 'Name'), type: 'words' },
        limit: { title: say('时限', 'Limit'), type: 'duration' },
        team: { title: say('班组', 'Team'), type: 'party' },
        urgent: { title: say('紧急', 'Urgent'), type: 'yes-no' },
      },
      rows: [
        ['pipe', say('水管', 'Pipe'), 'PT2H', 'team-a', true],
        ['light', say('灯', 'Light'), 'PT4H', 'team-b', false],
        ['door', say('门', 'Door'), 'P1D', 'team-b', false],
      ],
    },
  },
  facts: {
    alike: {
      title: say('同类件数', 'Cases alike'),
      how: 'count',
      of: 'repair',
      where: { what: { fact: 'what' }, place: { fact: 'place' }, opened: { within: 'P7D' } },
    },
  },
  dossiers: {
    repair: {
      title: say('报修单', 'Repair'),
      about: 'matter',
      fields: {
        what: { title: say('修什么', 'What'), type: 'choice', of: 'ways' },
        weight: { title: say('多重', 'Weight'), type: 'number' },
        warmth: { title: say('体温', 'Temperature'), type: 'number', keep: 'never' },
        phone: {
          title: say('电话', 'Phone'),
          type: 'text',
          private: { purpose: say('联系', 'To call'), basis: 'consent', keep: 'P30D' },
        },
        team: { title: say('班组', 'Team'), type: 'party' },
        nudged: { title: say('催过', 'Nudged'), type: 'yes-no' },
        note: { title: say('备注', 'Note'), type: 'text' },
      },
      steps: {
        reported: say('已报', 'Reported'),
        taken: say('已接', 'Taken'),
        checked: say('待查', 'To be checked'),
        done: say('修好', 'Done'),
        dropped: say('撤销', 'Dropped'),
      },
      ends: ['done', 'dropped'],
      'held-by': { reported: 'lead', taken: 'helper', checked: 'lead' },
      rules: [
        rule(
          'watch-heavy',
          { fact: 'weight', operator: 'greaterThan', value: 15 },
          { type: 'flag' },
          { weight: 16 },
          { weight: 15 },
        ),
      ],
      always: [
        {
          name: 'few-extensions',
          says: say('延期不能超过七次', 'Seven extensions at most'),
          conditions: { all: [{ fact: 'times', path: 'extend', operator: 'lessThan', value: 8 }] },
          examples: [
            { facts: { times: { extend: 7 } }, holds: true },
            { facts: { times: { extend: 8 } }, holds: false },
          ],
        },
      ],
    },
  },
  acts: {
    report: {
      title: say('报修', 'Report'),
      on: 'repair',
      from: ['new'],
      to: 'reported',
      by: ['anyone'],
      asks: ['what', 'weight?', 'warmth?', 'phone?'],
      sets: { team: { fact: 'ways', path: 'team' } },
      rules: [
        rule(
          'too-heavy',
          {
            all: [
              { fact: 'weight', operator: 'filled', value: true },
              { fact: 'weight', operator: 'greaterThan', value: { fact: 'heavy' } },
            ],
          },
          { type: 'refuse' },
          { weight: 21, heavy: 20 },
          { weight: 20, heavy: 20 },
        ),
        rule(
          'many-alike',
          { fact: 'alike', operator: 'greaterThanInclusive', value: 3 },
          { type: 'propose', params: { act: 'nudge', to: ['lead'] } },
          { alike: 3 },
          { alike: 2 },
        ),
      ],
    },
    take: {
      title: say('接单', 'Take'),
      on: 'repair',
      from: ['reported'],
      to: 'taken',
      by: ['helper'],
      rules: [
        rule(
          'urgent-note',
          { fact: 'ways', path: 'urgent', operator: 'equal', value: true },
          { type: 'notify', params: { to: ['lead'] } },
          { ways: { urgent: true } },
          { ways: { urgent: false } },
        ),
      ],
    },
    extend: {
      title: say('延期', 'Extend'),
      on: 'repair',
      from: ['taken'],
      by: ['helper'],
      then: [{ type: 'extend', params: { clock: 'mend', share: 1 } }],
      rules: [
        rule(
          'used-up',
          { fact: 'times', path: 'extend', operator: 'greaterThan', value: { fact: 'at-most' } },
          { type: 'refuse' },
          { times: { extend: 3 }, 'at-most': 2 },
          { times: { extend: 2 }, 'at-most': 2 },
        ),
      ],
    },
    finish: {
      title: say('修好', 'Finish'),
      on: 'repair',
      from: ['taken'],
      to: 'done',
      or: ['checked'],
      by: ['helper'],
      asks: ['note?'],
      rules: [
        rule(
          'heavy-is-checked',
          { fact: 'weight', operator: 'greaterThanInclusive', value: 18 },
          { type: 'move', params: { to: 'checked' } },
          { weight: 18 },
          { weight: 17 },
        ),
      ],
    },
    pass: { title: say('查过', 'Pass'), on: 'repair', from: ['checked'], to: 'done', by: ['lead'] },
    drop: { title: say('撤销', 'Drop'), on: 'repair', from: ['reported', 'taken'], to: 'dropped', by: ['anyone'] },
    nudge: {
      title: say('催办', 'Nudge'),
      on: 'repair',
      from: ['any'],
      by: ['lead', 'clock'],
      sets: { nudged: true },
    },
  },
  clocks: {
    take: {
      title: say('接单', 'Take'),
      on: 'repair',
      runs: ['reported'],
      limit: { fact: 'take-limit' },
      due: [
        { type: 'notify', params: { to: ['lead'] } },
        { type: 'follow', params: { act: 'nudge' } },
      ],
    },
    mend: {
      title: say('修好', 'Mend'),
      on: 'repair',
      runs: ['taken'],
      limit: { fact: 'ways', path: 'limit' },
      due: [{ type: 'notify', params: { to: ['lead'] } }],
    },
  },
}

/** Every grid is checked every morning: dossiers that are there by formula. */
export const rounds: PackFile = {
  pack: 'rounds',
  version: 1,
  title: say('巡查', 'Rounds'),
  roles: { helper: say('巡查员', 'Helper'), lead: say('站长', 'Lead') },
  schedules: {
    daily: { title: say('每天', 'Daily'), rrule: 'FREQ=DAILY', start: '2020-04-11', times: ['08:00'] },
  },
  dossiers: {
    round: {
      title: say('一次巡查', 'Round'),
      about: 'matter',
      id: '{place}/{slot}',
      expected: { schedule: 'daily', each: { places: 'grid' }, step: 'open' },
      fields: { note: { title: say('备注', 'Note'), type: 'text' } },
      steps: { open: say('待查', 'Open'), checked: say('已查', 'Checked') },
      ends: ['checked'],
      'held-by': { open: 'helper' },
    },
  },
  acts: {
    check: {
      title: say('查过', 'Check'),
      on: 'round',
      from: ['open'],
      to: 'checked',
      by: ['helper'],
      asks: ['note?'],
    },
  },
  clocks: {
    done: {
      title: say('查完', 'Done'),
      on: 'round',
      runs: ['open'],
      limit: 'PT60M',
      due: [{ type: 'notify', params: { to: ['lead'] } }],
    },
  },
}

const community: CommunityFile = {
  community: 'street',
  version: 1,
  title: say('示例社区', 'Sample community'),
  place: 'street',
  timezone: 'Asia/Shanghai',
  languages: ['zh', 'en'],
  calendars: { work: { days: 'weekdays', hours: [['08:00', '18:00']] } },
}

const roster: RosterFile = {
  roster: 'street',
  asOf: '2020-01-01',
  places: {
    street: { kind: 'community', title: say('示例社区', 'Sample community') },
    east: { kind: 'grid', in: 'street', title: say('东网格', 'East grid') },
    west: { kind: 'grid', in: 'street', title: say('西网格', 'West grid') },
    ...Object.fromEntries(
      ['b1', 'b2', 'b3', 'b4'].map((id, index) => [
        id,
        {
          kind: 'building' as const,
          in: index < 2 ? 'east' : 'west',
          title: say(`${index + 1}幢`, `Building ${index + 1}`),
        },
      ]),
    ),
  },
  parties: {
    hand: { kind: 'person' },
    head: { kind: 'person' },
    'team-a': { kind: 'organisation', title: say('甲班', 'Team A') },
    'team-b': { kind: 'organisation', title: say('乙班', 'Team B') },
  },
  posts: [
    { post: 'helper', place: 'street', party: 'hand', from: '2019-01-01' },
    { post: 'lead', place: 'street', party: 'head', from: '2019-01-01' },
  ],
}

const addressOf = ({ pack }: PackFile) => `rules/${pack}.pack.json`
export const packAt = addressOf(repair)
export const textOf = (pack: PackFile) => JSON.stringify(pack, null, 1)
export const textsOf = (more: Partial<CommunityFile> = {}, pack = repair): Readonly<Record<string, string>> => ({
  'rules/street.community.json': JSON.stringify({
    ...community,
    packs: [{ pack: pack.pack, version: 1, roles: { helper: ['helper'], lead: ['lead'] } }],
    ...more,
  }),
  [addressOf(pack)]: textOf(pack),
})

export async function openOffice(clock = handClock(begin), journal: Journal = memoryJournal(), pack = repair) {
  const texts = { ...textsOf({}, pack), 'roster.json': JSON.stringify(roster) } as Readonly<Record<string, string>>
  const station = await openStation({
    community: 'rules/street.community.json',
    roster: 'roster.json',
    read: (address) => (address in texts ? Promise.resolve(texts[address]!) : Promise.reject(new Error(address))),
    clock,
    journal: () => journal,
  })
  return { station, clock }
}

export type Does = (type: string, on: DossierId, data?: Data, by?: string) => Promise<Decision>
const WHO: Readonly<Record<string, string>> = { report: 'anyone', drop: 'anyone', pass: 'head', nudge: 'head' }
export const doing =
  (station: StationAtWork): Does =>
  (type, on, data = {}, by = WHO[type] ?? 'hand') => {
    const act: Act = { type, on, by, data, ...(type === 'report' && { place: 'b1' }) }
    return station.act(act)
  }

/** mulberry32: the same numbers from the same seed everywhere. */
function seeded(from: number): () => number {
  let state = from >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Does so many things at random moments: refused ones among them, as people try what they may not. */
export async function lived(station: StationAtWork, clock: { advance(ms: number): void }, acts: number, seed: number) {
  const random = seeded(seed)
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const open: DossierId[] = []
  for (let done = 0; done < acts; done++) {
    clock.advance(Math.floor(random() * 40) * minute)
    if (open.length === 0 || random() < 0.35) {
      const data: Record<string, Json> = { what: one(['pipe', 'light', 'door']) }
      if (random() < 0.7) data['weight'] = Math.floor(random() * 24)
      if (random() < 0.3) data['warmth'] = 36 + Math.floor(random() * 20) / 10
      if (random() < 0.3) data['phone'] = '13900000000'
      const place = one(['b1', 'b2', 'b3', 'b4'])
      const { allowed, act } = await station.act({ type: 'report', on: 'repair/new', by: 'anyone', place, data })
      if (allowed) open.push(act.on)
    } else {
      const type = one(['take', 'take', 'extend', 'extend', 'finish', 'pass', 'drop', 'nudge'])
      await doing(station)(type, one(open.slice(-8)))
    }
  }
}
