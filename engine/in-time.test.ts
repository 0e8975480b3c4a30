import { expect, waitUntil } from '@open-wc/testing'
import { fold } from './act/fold.js'
import type { StationAtWork } from './at-work.js'
import { openJournal } from './journal/dexie.js'
import { memoryJournal } from './journal/memory.js'
import type { Journal } from './journal/journal.js'
import { openStation } from './open.js'
import type { ActSpec, CommunityFile, Field, PackFile, RosterFile } from './pack/format.js'
import { loadBook } from './pack/load.js'
import { handClock, type HandClock } from './time/clock.js'
import type { Act, DossierId } from './types.js'
import { reading } from './sample-files.js'

const say = (zh: string, en: string) => ({ zh, en })

const mode: PackFile = {
  pack: 'mode',
  version: 1,
  title: say('应急响应', 'Response'),
  dossiers: {
    response: {
      title: say('响应', 'Response'),
      about: 'thing',
      fields: { scope: { title: say('范围', 'Scope'), type: 'text' } },
      steps: { normal: say('平时', 'Normal'), 'level-one': say('一级', 'Level one'), over: say('结束', 'Over') },
      ends: ['over'],
    },
  },
  acts: {
    begin: {
      title: say('建立', 'Begin'),
      on: 'response',
      from: ['new'],
      to: 'normal',
      by: ['anyone'],
      asks: ['scope?'],
    },
    raise: { title: say('启动一级', 'Raise'), on: 'response', from: ['normal'], to: 'level-one', by: ['anyone'] },
    end: { title: say('结束', 'End'), on: 'response', from: ['level-one'], to: 'over', by: ['anyone'] },
  },
}
const gate: PackFile = {
  pack: 'gate',
  version: 1,
  title: say('卡口查验', 'Gate check'),
  emergency: true,
  until: '2020-04-30',
  roles: { guard: say('值守', 'Guard') },
  dossiers: {
    passage: {
      title: say('查验', 'Check'),
      about: 'thing',
      'held-by': { waiting: 'guard' },
      fields: {
        note: { title: say('备注', 'Note'), type: 'text' },
        phone: {
          title: say('电话', 'Phone'),
          type: 'text',
          private: { purpose: say('联系', 'To call'), basis: 'emergency', keep: 'P3D' },
        },
      },
      steps: { waiting: say('等待', 'Waiting'), passed: say('放行', 'Passed') },
      ends: ['passed'],
    },
  },
  acts: {
    arrive: {
      title: say('到达', 'Arrive'),
      on: 'passage',
      from: ['new'],
      to: 'waiting',
      by: ['anyone'],
      asks: ['phone?', 'note?'],
    },
    note: { title: say('备注', 'Note'), on: 'passage', from: ['waiting'], by: ['anyone'], asks: ['note'] },
    pass: { title: say('放行', 'Pass'), on: 'passage', from: ['waiting'], to: 'passed', by: ['anyone'] },
  },
  clocks: {
    wait: {
      title: say('等待', 'Wait'),
      on: 'passage',
      runs: ['waiting'],
      limit: 'P2D',
      due: [{ type: 'flag', params: { say: say('等了太久', 'Waited too long') } }],
    },
  },
}
const kinds: PackFile = {
  pack: 'kinds',
  version: 1,
  title: say('小区分类', 'Compounds'),
  tables: {
    governance: {
      title: say('治理模式', 'How it is run'),
      hit: 'unique',
      inputs: ['place.compound-kind'],
      outputs: {
        modules: {
          title: say('模块', 'Modules'),
          type: 'choices',
          of: { micro: say('微治理', 'Micro'), leaders: say('楼长', 'Leaders') },
        },
      },
      rows: [
        ['old', ['leaders']],
        ['new', ['micro', 'leaders']],
      ],
    },
  },
}
const town: CommunityFile = {
  community: 'town',
  version: 1,
  title: say('城', 'Town'),
  place: 't',
  timezone: 'Asia/Shanghai',
  calendars: { work: { days: 'china', hours: [['08:00', '12:00']] } },
  packs: [{ pack: 'gate', version: 1 }],
}
const roster: RosterFile = {
  roster: 'r',
  asOf: '2020-04-01',
  places: {
    t: { kind: 'street', title: say('城', 'Town') },
    a: { kind: 'compound', title: say('甲', 'A'), in: 't', is: { 'compound-kind': 'old' } },
    'a-1': { kind: 'dwelling', title: say('甲1', 'A1'), in: 'a' },
    b: { kind: 'compound', title: say('乙', 'B'), in: 't', is: { 'compound-kind': 'new' } },
  },
  parties: {},
  posts: [],
}

type Files = Readonly<Record<string, PackFile | CommunityFile | RosterFile>>
const filesOf = (community: CommunityFile, ...packs: PackFile[]): Files => ({
  'town.community.json': community,
  'r.roster.json': roster,
  ...Object.fromEntries(packs.map((pack) => [`${pack.pack}.pack.json`, pack])),
})
const opened: StationAtWork[] = []
async function open(
  clock: HandClock,
  files: Files,
  journal: Journal = memoryJournal(() => []),
): Promise<StationAtWork> {
  const station = await openStation({
    community: 'town.community.json',
    roster: 'r.roster.json',
    read: reading(files),
    clock,
    journal: () => journal,
  })
  opened.push(station)
  return station
}
afterEach(async () => {
  for (const station of opened.splice(0)) await station.close()
})
const at = (text: string) => Date.parse(`${text}+08:00`)
const told = async (files: Files) =>
  (await loadBook('town.community.json', reading(files))).troubles
    .filter(({ code }) => !/nobody-holds|role-without-post/.test(code))
    .map((it) => `${it.level} ${it.code} ${it.says.zh}`)
const arrive: Act = { type: 'arrive', on: 'passage/new', by: 'anyone', place: 'a-1', data: { phone: '1' } }

describe('packs in time', () => {
  it('N108 opens nothing before its first day and after its last, in the zone of the community', async () => {
    const clock = handClock(at('2020-04-09T23:59'))
    const station = await open(clock, filesOf(town, { ...gate, from: '2020-04-10' }))
    const early = await station.act(arrive)
    expect(early.because).to.equal('while')
    expect(early.says?.zh).to.equal('「卡口查验」从 2020-04-10 起才启用，现在还不能新开')
    clock.set(at('2020-04-10T00:00'))
    expect((await station.act(arrive)).allowed).to.equal(true)
    clock.set(at('2020-04-30T23:59'))
    expect((await station.act(arrive)).allowed).to.equal(true)
    clock.set(at('2020-05-01T00:00'))
    const late = await station.act(arrive)
    expect(late.says?.en).to.equal(
      '"Gate check" ended on 2020-04-30; nothing new is opened, and what is open may be finished',
    )
    expect((await station.openings('passage'))[0]!.decision.because).to.equal('while')
  })

  it('N108 what is open may be finished, its clocks stop without being late, and retention goes on', async () => {
    const clock = handClock(at('2020-04-29T12:00'))
    const journal = memoryJournal(() => [])
    const station = await open(clock, filesOf(town, gate), journal)
    const {
      act: { on },
    } = (await station.act(arrive)) as { act: { on: DossierId } }
    const early = (await station.act({ ...arrive, place: 'b' })).act.on
    clock.set(at('2020-05-02T12:00'))
    const dossier = (await station.dossier(on))!
    expect(dossier.dues[0]!.fired).to.equal(false)
    expect((await station.count({ kind: 'passage' })).late).to.equal(0)
    const noted = await station.act({ type: 'note', on, by: 'anyone', data: { note: 'x' } })
    expect([noted.allowed, noted.entry?.starts]).to.deep.equal([true, undefined])
    expect(noted.dossier?.flags).to.deep.equal([])
    expect((await station.act({ type: 'pass', on, by: 'anyone', data: {} })).allowed).to.equal(true)
    expect((await journal.sheets(on)).length).to.equal(1)
    clock.set(at('2020-05-06T12:00'))
    await waitUntil(async () => (await journal.sheets(on)).length === 0, 'forgotten', { timeout: 15_000 })
    // a device that was off all the while sees the same
    const other = memoryJournal(() => [])
    await other.bulk([{ on: early, entries: await journal.lines(early) }], (lines) => fold(lines).dossier)
    expect((await other.dueBefore(at('2021-01-01T00:00'))).length).to.equal(0)
  })

  it('N108 a file may narrow the days of a pack and not widen them; days are days of the calendar', async () => {
    const use = (days: { from?: string; until?: string }): CommunityFile => ({
      ...town,
      packs: [{ pack: 'gate', version: 1, ...days }],
    })
    const book = async (files: Files) =>
      (await loadBook('town.community.json', reading(files))).book!.packs.get('gate')!
    expect((await book(filesOf(use({ until: '2020-04-15' }), gate))).days?.until).to.equal('2020-04-15')
    expect((await book(filesOf(use({ until: '2020-06-15' }), gate))).days?.until).to.equal('2020-04-30')
    expect((await told(filesOf(use({ until: '2020-06-15' }), gate)))[0]).to.match(
      /^warning changes-nothing .*最晚到 2020-04-30/,
    )
    expect((await told(filesOf(use({ from: '2020-05-15' }), gate)))[0]).to.match(/^error ends-before /)
    expect((await told(filesOf(use({ until: '2020-02-30' }), gate)))[0]).to.match(
      /^error no-such-day .*没有 2020-02-30 这一天/,
    )
    const { until: _, ...endless } = gate
    expect((await told(filesOf(town, endless)))[0]).to.contain('应急规则包要写截止日期')
  })
})

describe('packs in places', () => {
  const while_ = { pack: 'mode', kind: 'response', steps: ['level-one'] }
  const guarded: CommunityFile = {
    ...town,
    packs: [
      { pack: 'mode', version: 1 },
      { pack: 'gate', version: 1, while: while_ },
      { pack: 'kinds', version: 1 },
    ],
    modules: {
      micro: {
        title: say('微治理', 'Micro'),
        while: { pack: 'kinds', table: 'governance', output: 'modules', has: 'micro' },
      },
      news: { title: say('公告', 'News') },
    },
  }

  it('M106 opens while a dossier at the place or above stands at the step, and lets what is open be finished', async () => {
    const clock = handClock(at('2020-04-10T12:00'))
    const station = await open(clock, filesOf(guarded, mode, gate, kinds))
    const no = await station.act(arrive)
    expect(no.says).to.deep.equal(
      say(
        '「卡口查验」只在响应处于「一级」时启用，这里现在没有',
        '"Gate check" applies while there is a response at "Level one", and here there is none now',
      ),
    )
    const response = (await station.act({ type: 'begin', on: 'response/new', by: 'anyone', place: 'a', data: {} })).act
      .on
    expect((await station.act(arrive)).because).to.equal('while')
    await station.act({ type: 'raise', on: response, by: 'anyone', data: {} })
    const passage = await station.act(arrive)
    expect(passage.allowed).to.equal(true)
    expect((await station.act({ ...arrive, place: 'b' })).because).to.equal('while')
    expect((await station.openings('passage'))[0]!.decision.because).to.equal(undefined)
    await station.act({ type: 'end', on: response, by: 'anyone', data: {} })
    expect((await station.act(arrive)).because).to.equal('while')
    expect((await station.act({ type: 'pass', on: passage.act.on, by: 'anyone', data: {} })).allowed).to.equal(true)
  })

  it('M106 a table that looks at places gives a module where its row says so, of the place or what is above', async () => {
    const station = await open(handClock(at('2020-04-10T12:00')), filesOf(guarded, mode, gate, kinds))
    const on = async (place?: string) =>
      Object.entries(await station.modules(place)).flatMap(([name, it]) => (it.on ? name : []))
    expect(await on('a-1')).to.deep.equal(['news'])
    expect(await on('b')).to.deep.equal(['micro', 'news'])
    expect(await on()).to.deep.equal(['micro', 'news'])
    const packs: CommunityFile['packs'] = [
      { pack: 'gate', version: 1, while: { pack: 'kinds', table: 'governance', output: 'modules', has: 'micro' } },
      { pack: 'kinds', version: 1 },
    ]
    const other = await open(handClock(at('2020-04-10T12:00')), filesOf({ ...town, packs }, gate, kinds))
    expect((await other.act(arrive)).says?.zh).to.equal('「卡口查验」只用于「治理模式」里有「微治理」的地方，这里没有')
    expect((await other.act({ ...arrive, place: 'b' })).allowed).to.equal(true)
  })

  it('M106 what is waited for must be there', async () => {
    const wrong = async (one: object) =>
      (
        await told(
          filesOf(
            {
              ...guarded,
              packs: [
                { pack: 'mode', version: 1 },
                { pack: 'kinds', version: 1 },
                { pack: 'gate', version: 1, while: one as never },
              ],
            },
            mode,
            gate,
            kinds,
          ),
        )
      ).map((it) => it.split(' ')[1])
    expect(await wrong({ ...while_, pack: 'mod' })).to.deep.equal(['unknown-pack'])
    expect(await wrong({ ...while_, kind: 'respons' })).to.deep.equal(['unknown-kind'])
    expect(await wrong({ ...while_, steps: ['level-on'] })).to.deep.equal(['unknown-step'])
    const table = { pack: 'kinds', table: 'governance', output: 'modules', has: 'micro' }
    expect(await wrong({ ...table, table: 'governence' })).to.deep.equal(['unknown-table'])
    expect(await wrong({ ...table, output: 'module' })).to.deep.equal(['unknown-output'])
    expect(await wrong({ ...table, has: 'mico' })).to.deep.equal(['unknown-choice'])
    const portal = {
      sections: [
        {
          id: 's',
          title: say('板块', 'S'),
          items: [{ id: 'i', title: say('项', 'I'), tag: 'linli-board', pack: 'gat', module: 'mirco' }],
        },
      ],
    }
    expect(
      (await told(filesOf({ ...guarded, portal }, mode, gate, kinds))).map((it) => it.split(' ')[1]),
    ).to.deep.equal(['unknown-pack', 'unknown-module'])
  })
})

describe('packs in versions', () => {
  const { waiting, passed } = gate.dossiers!['passage']!.steps as {
    waiting: { zh: string; en: string }
    passed: { zh: string; en: string }
  }
  const passage = (more: object) => ({ passage: { ...gate.dossiers!['passage']!, ...more } })
  const { phone, note } = gate.dossiers!['passage']!.fields as Record<'phone' | 'note', Field>
  const { arrive: opens, note: notes, pass } = gate.acts as Record<'arrive' | 'note' | 'pass', ActSpec>
  const called: PackFile = {
    ...gate,
    version: 2,
    dossiers: passage({
      steps: { queued: waiting, passed },
      fields: { remark: note, phone },
      'held-by': { queued: 'guard' },
    }),
    acts: {
      arrive: { ...opens, to: 'queued', asks: ['phone?', 'remark?'] },
      note: { ...notes, from: ['queued'], asks: ['remark'] },
      'let-in': { ...pass, from: ['queued'] },
    },
    clocks: { wait: { ...gate.clocks!['wait']!, runs: ['queued'], limit: 'P5D' } },
  }
  const renames = {
    steps: { 'passage.waiting': 'queued' },
    fields: { 'passage.note': 'remark' },
    acts: { pass: 'let-in' },
  }
  const second: CommunityFile = { ...town, packs: [{ pack: 'gate', version: 2 }] }
  const start = at('2020-04-10T12:00')
  const begun = async () => {
    const journal = memoryJournal(() => [])
    const station = await open(handClock(start), filesOf(town, gate), journal)
    const on = (await station.act({ ...arrive, data: { note: 'x', phone: '1' } })).act.on
    return { journal, on }
  }

  it('N109 a step, field or act that is gone without renames is listed with its open dossiers, and the old book goes on', async () => {
    const { journal, on } = await begun()
    const station = await open(handClock(start + 1), filesOf(second, called), journal)
    expect(station.bookFrom.source).to.equal('stored')
    expect(station.book.packs.get('gate')!.version).to.equal(1)
    const waits = station.troubles.filter(({ code }) => code.endsWith('-gone'))
    expect(waits.map(({ code, found }) => `${code} ${found}`)).to.deep.equal(['step-gone waiting', 'field-gone note'])
    expect(waits[0]!.says.zh).to.equal(
      `gate.pack.json 第 50 行第 13 列：没有环节「waiting」了。改了叫法就写进 renames.steps，否则等它们办完：还有 1 份没办完的在用它（${on}），新版先不采用。`,
    )
    expect((await station.act({ type: 'pass', on, by: 'anyone', data: {} })).allowed).to.equal(true)
    const done = await open(handClock(start + 2), filesOf(second, called), journal)
    expect(done.bookFrom.source).to.equal('files')
  })

  it('N109 renames carry open dossiers over, with their clocks, and lines of a device that is not there yet', async () => {
    const { journal, on } = await begun()
    const before = await journal.lines(on)
    const station = await open(handClock(start + 1), filesOf(second, { ...called, renames }), journal)
    expect(station.bookFrom.source).to.equal('files')
    const dossier = (await station.dossier(on))!
    expect([dossier.step, dossier.fields['remark'], dossier.dues[0]!.spec.runs]).to.deep.equal([
      'queued',
      'x',
      ['queued'],
    ])
    expect((await station.count({ kind: 'passage', open: true })).steps).to.deep.equal({ queued: 1 })
    const { entry } = (await station.lines(on)).at(-1)!
    expect([entry.act, entry.by, entry.id]).to.deep.equal(['rename', 'clock', `${before[0]!.id}/rename`])

    // an office that still has version 1 notes something and lets in; both stations fold the same
    const old = memoryJournal(() => [])
    await old.bulk([{ on, entries: before }], (lines) => fold(lines).dossier)
    const elsewhere = await open(handClock(start + 60_000), filesOf(town, gate), old)
    await elsewhere.act({ type: 'note', on, by: 'anyone', data: { note: 'y' } })
    await elsewhere.act({ type: 'pass', on, by: 'anyone', data: {} })
    const all = [...(await journal.lines(on)), ...(await old.lines(on)).slice(1)]
    const merged = fold(all)
    expect(merged.lines.map(({ state }) => state)).to.deep.equal(['fits', 'fits', 'fits', 'fits'])
    expect([merged.dossier.step, merged.dossier.fields['remark'], merged.dossier.times]).to.deep.equal([
      'passed',
      'y',
      { arrive: 1, note: 1, 'let-in': 1 },
    ])
    expect(fold([...all].reverse())).to.deep.equal(merged)
    expect((await station.act({ type: 'let-in', on, by: 'anyone', data: {} })).dossier?.step).to.equal('passed')
  })

  it('N109 a field of another type or privacy needs a new name', async () => {
    const { journal } = await begun()
    const change = (field: Partial<Field>): PackFile => ({
      ...gate,
      version: 2,
      dossiers: passage({ fields: { phone, note: { ...note, ...field } } }),
    })
    for (const field of [{ type: 'number' as const }, { private: phone.private! }]) {
      const station = await open(handClock(start + 1), filesOf(second, change(field)), journal)
      expect(station.troubles.map(({ code }) => code)).to.include('field-changed')
      expect(station.bookFrom.source).to.equal('stored')
    }
  })

  it('N109 old names must be gone, and new ones there', async () => {
    const codes = async (wrong: object) =>
      (await told(filesOf(second, { ...called, renames: wrong }))).map((it) => it.split(' ')[1])
    expect(await codes({ steps: { 'passage.waiting': 'queud' } })).to.deep.equal(['unknown-step'])
    expect(await codes({ steps: { 'passag.waiting': 'queued' } })).to.deep.equal(['unknown-kind'])
    expect(await codes({ fields: { 'passage.phone': 'remark' } })).to.deep.equal(['still-there'])
    expect(await codes({ acts: { note: 'let-in' } })).to.deep.equal(['still-there'])
  })
})

describe('numbers and retention of a community', () => {
  const limited: PackFile = {
    ...gate,
    params: { wait: { title: say('等多久', 'How long'), type: 'duration', default: 'P2D', min: 'P1D', max: 'P3D' } },
    clocks: { wait: { ...gate.clocks!['wait']!, limit: { fact: 'wait' } } },
  }
  const why = say('本地', 'Here')

  it('M105 params stay within the bounds of the pack, and the bounds stay where they are', async () => {
    const codes = async (wait: string, overrides: CommunityFile['overrides']) => {
      const packs = [{ pack: 'gate', version: 1, params: { wait } }]
      return (await told(filesOf({ ...town, packs, ...(overrides && { overrides }) }, limited))).map(
        (it) => it.split(' ')[1],
      )
    }
    expect(await codes('P3D', undefined)).to.deep.equal([])
    expect(await codes('P4D', undefined)).to.deep.equal(['out-of-range'])
    expect(await codes('PT1H', undefined)).to.deep.equal(['out-of-range'])
    expect(await codes('P3D', [{ pack: 'gate', at: 'params.wait.max', value: 'P9D', why }])).to.deep.equal([
      'moves-bounds',
    ])
    expect(await codes('P3D', [{ pack: 'gate', at: 'params.wait.default', value: 'P9D', why }])).to.deep.equal([
      'out-of-range',
    ])
  })

  it('M105 retention is shortened for what is there, and never lengthened', async () => {
    const keeping = (keep: string): CommunityFile => ({
      ...town,
      overrides: [{ pack: 'gate', at: 'dossiers.passage.fields.phone.private.keep', value: keep, why }],
    })
    for (const [keep, kept] of [
      ['P1D', 'P1D'],
      ['P1Y', 'P3D'],
    ] as const) {
      const journal = await openJournal(`retention ${keep}`)
      const clock = handClock(at('2020-04-10T12:00'))
      const station = await open(clock, filesOf(town, gate), journal)
      const first = (await station.act(arrive)).act.on
      const second = (await station.act(arrive)).act.on
      await station.act({ type: 'pass', on: first, by: 'anyone', data: {} })
      const next = await open(clock, filesOf(keeping(keep), gate), journal)
      expect(next.bookFrom.source).to.equal('files')
      await next.act({ type: 'pass', on: second, by: 'anyone', data: {} })
      for (const on of [first, second]) {
        const [sheet] = await journal.sheets(on)
        expect([sheet?.keep, sheet?.until]).to.deep.equal([
          kept,
          at('2020-04-10T12:00') + (kept === 'P1D' ? 1 : 3) * 86_400_000,
        ])
      }
    }
  })
})
