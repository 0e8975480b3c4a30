import { expect } from '@open-wc/testing'
import { handClock, type HandClock } from './time/clock.js'
import { openJournal } from './journal/dexie.js'
import { headOf } from './journal/look.js'
import { memoryJournal } from './journal/memory.js'
import { newest } from './journal/registers.js'
import { openStation, type OpenOptions } from './open.js'
import { checkText } from './pack/load.js'
import type { StationAtWork } from './at-work.js'
import type { PackFile, RosterFile } from './pack/format.js'
import type { Act, Data } from './types.js'
import { fold } from './act/fold.js'
import { reading } from './sample-files.js'

const start = Date.parse('2020-03-20T09:00:00+08:00')
const hour = 3_600_000
const day = 24 * hour
const say = (zh: string, en = zh) => ({ zh, en })

/** Somebody who lives alone: only the newest sign of life is kept, and after three quiet days somebody calls. */
const quiet: PackFile = {
  pack: 'quiet',
  version: 1,
  title: say('三天无动静', 'Quiet days'),
  roles: { worker: say('网格员', 'Worker') },
  facts: { silence: { how: 'span', from: 'last-sign', unit: 'hours', title: say('多久', 'Silence') } },
  dossiers: {
    watch: {
      title: say('关怀', 'Care'),
      about: 'person',
      id: '{elder}',
      forget: { keep: 'P90D' },
      fields: {
        elder: { title: say('老人', 'Elder'), type: 'party' },
        'last-sign': { title: say('最近一次迹象', 'Newest sign'), type: 'moment', keep: 'newest' },
        mood: { title: say('情绪', 'Mood'), type: 'text', keep: 'newest' },
        photo: { title: say('照片', 'Photo'), type: 'photos' },
        phone: {
          title: say('电话', 'Phone'),
          type: 'text',
          private: { purpose: say('联系', 'Calling'), basis: 'consent', keep: 'P200D' },
        },
      },
      steps: { on: say('关怀中', 'On'), off: say('已退出', 'Off') },
      ends: ['off'],
      'held-by': { on: 'worker' },
    },
    call: {
      title: say('看望', 'Call'),
      about: 'matter',
      parent: 'watch',
      id: '{watch}/{today}',
      fields: { how: { title: say('情况', 'How'), type: 'text' } },
      steps: { open: say('待看望', 'Open'), done: say('已看望', 'Done') },
      ends: ['done'],
      'held-by': { open: 'worker' },
    },
  },
  acts: {
    join: {
      title: say('参加', 'Join'),
      on: 'watch',
      from: ['new', 'off'],
      to: 'on',
      by: ['worker'],
      asks: ['elder', 'photo?', 'phone?'],
      sets: { 'last-sign': { fact: 'now' } },
    },
    sign: {
      title: say('平安', 'Sign'),
      on: 'watch',
      from: ['on'],
      by: ['elder', 'worker', 'device'],
      quiet: true,
      asks: ['mood?'],
      sets: { 'last-sign': { fact: 'now' } },
    },
    visit: {
      title: say('上门', 'Visit'),
      on: 'watch',
      from: ['on'],
      by: ['worker'],
      rules: [
        {
          name: 'was-silent',
          says: say('久无动静', 'Long silent'),
          conditions: { all: [{ fact: 'silence', operator: 'greaterThanInclusive', value: 24 }] },
          event: { type: 'flag' },
        },
        {
          name: 'sad',
          says: say('情绪低落', 'Low'),
          conditions: { all: [{ fact: 'mood', operator: 'equal', value: 'low' }] },
          event: { type: 'flag' },
        },
      ],
    },
    leave: { title: say('退出', 'Leave'), on: 'watch', from: ['on'], to: 'off', by: ['worker'], appeal: true },
    'open-call': { title: say('安排', 'Ask'), on: 'call', from: ['new'], to: 'open', by: ['clock', 'worker'] },
    finish: { title: say('已看望', 'Done'), on: 'call', from: ['open'], to: 'done', by: ['worker'] },
  },
  clocks: {
    quiet: {
      title: say('无动静', 'Quiet'),
      on: 'watch',
      runs: ['on'],
      since: 'last-sign',
      limit: 'P3D',
      warn: { at: 0.5, then: [{ type: 'notify', params: { to: ['worker'] } }] },
      due: [
        { type: 'notify', params: { to: ['worker'] } },
        { type: 'follow', params: { act: 'open-call', on: 'call/{elder}/{today}' } },
      ],
    },
  },
}

const roster: RosterFile = {
  roster: 'quiet',
  asOf: '2020-03-20',
  places: {
    st: { kind: 'street', title: say('街', 'Street') },
    co: { kind: 'community', title: say('社', 'Community'), in: 'st' },
    g7: { kind: 'grid', title: say('七', 'Seven'), in: 'co' },
    b1: { kind: 'building', title: say('一幢', 'One'), in: 'g7' },
    d1: { kind: 'dwelling', title: say('101室', '101'), in: 'b1' },
  },
  parties: {
    ann: { kind: 'person', sheet: 'a' },
    eve: { kind: 'person', sheet: 'e' },
    cam: { kind: 'device', title: say('传感器', 'Sensor') },
  },
  posts: [{ post: 'worker', place: 'g7', party: 'ann', from: '2020-01-01' }],
}
const community = {
  community: 'here',
  version: 1,
  title: say('这里', 'Here'),
  place: 'st',
  timezone: 'Asia/Shanghai',
  calendars: { work: { days: 'weekdays', hours: [['08:00', '12:00']] } },
  packs: [{ pack: 'quiet', version: 1, roles: { worker: ['worker'] } }],
}

let clock: HandClock
let station: StationAtWork
const opened: StationAtWork[] = []
async function openAt(more: Partial<OpenOptions> = {}, pack: unknown = quiet) {
  const files: Record<string, unknown> = {
    '/here.community.json': community,
    '/quiet.pack.json': pack,
    '/r.json': roster,
  }
  const next = await openStation({
    community: '/here.community.json',
    roster: '/r.json',
    read: reading(files),
    clock,
    journal: memoryJournal,
    ...more,
  })
  opened.push(next)
  const errors = next.troubles.filter((it) => it.level === 'error')
  expect(errors.map((it) => it.says.en).join('\n')).to.equal('')
  return next
}
beforeEach(async () => {
  clock = handClock(start)
  station = await openAt()
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()))
})

let names = 0
const act = (type: string, by: string, data: Data = {}, more: Partial<Act> = {}, at = station) =>
  at.act({ type, on: 'watch/eve', by, data, ...more })
async function done(type: string, by: string, data: Data = {}, more: Partial<Act> = {}, at = station) {
  const decision = await act(type, by, data, more, at)
  expect(decision.allowed, decision.says?.en).to.equal(true)
  return decision
}
const join = (data: Data = {}, at = station) =>
  done('join', 'ann', { elder: 'eve', ...data }, { on: 'watch/new', place: 'd1' }, at)
const everything = async (at: StationAtWork) => {
  const lines = []
  for await (const one of at.journal.all()) lines.push(one)
  return JSON.stringify(lines)
}
const iso = (at: number) => new Date(at).toISOString()
/** The pack with other values at these paths; `undefined` takes one out. */
function changed(changes: Readonly<Record<string, unknown>>): unknown {
  const pack: unknown = structuredClone(quiet)
  for (const [path, value] of Object.entries(changes)) {
    const way = path.split('.')
    const last = way.pop()!
    const at = way.reduce((it, name) => (it as Record<string, unknown>)[name], pack) as Record<string, unknown>
    if (value === undefined) delete at[last]
    else at[last] = value
  }
  return pack
}
const troubles = async (changes: Readonly<Record<string, unknown>>) => {
  const found = await checkText(JSON.stringify(changed(changes), null, 1), 'quiet.pack.json')
  return found.flatMap((it) => (it.code === 'no-examples' ? [] : [`${it.code}${it.found ? ` ${it.found}` : ''}`]))
}

describe('newest values', () => {
  it('C19 only the newest value is there: no line holds it, and nothing tells of the ones before', async () => {
    const { entry } = await join()
    expect(entry!.data).to.deep.equal({ elder: 'eve' })
    clock.advance(day)
    await done('sign', 'eve', { mood: 'low' })
    clock.advance(hour)
    await done('sign', 'eve', { mood: 'fine' })
    const { fields, head, times } = (await station.dossier('watch/eve'))!
    expect(fields).to.deep.equal({ elder: 'eve', 'last-sign': iso(start + day + hour), mood: 'fine' })
    expect([head.split(' ')[0], times]).to.deep.equal(['1', { join: 1 }])
    const kept = await everything(station)
    for (const trace of [iso(start + day), iso(start + day + hour), '"low"', 'fine', '"sign"'])
      expect(kept).not.to.contain(trace)
    // rules may read it, and what they read is not kept either
    const visit = await done('visit', 'ann')
    expect(visit.entry!.held).to.deep.equal([])
    clock.advance(day)
    expect((await done('visit', 'ann')).entry!.held).to.deep.equal(['was-silent'])
    await done('sign', 'eve', { mood: 'low' })
    const low = await done('visit', 'ann')
    expect(low.entry!.held).to.deep.equal(['sad'])
    expect(low.entry!.facts).not.to.have.property('mood')
    await done('sign', 'eve', { mood: null })
    expect((await station.dossier('watch/eve'))!.fields).not.to.have.property('mood')
  })

  it('C19 of two values the later stands, whichever comes last', () => {
    const [early, late] = [
      { value: 'a', stamp: '001' },
      { value: 'b', stamp: '002' },
    ]
    expect(newest({ x: early }, { x: late })).to.deep.equal({ x: late })
    const here = { x: late }
    expect(newest(here, { x: early })).to.equal(here)
    expect(newest(here, { y: early })).to.deep.equal({ x: late, y: early })
  })

  it('C19 F42 a clock counts from the newest value, and fires once for each that was the last for so long', async () => {
    await join()
    clock.advance(2 * day)
    await done('sign', 'cam')
    const due = async () => (await station.dossier('watch/eve'))!.dues.map((it) => [it.round, it.at - start, it.fired])
    expect(await due()).to.deep.equal([[1, 5 * day, false]])
    clock.advance(2 * day)
    await done('visit', 'ann')
    expect(await due()).to.deep.equal([[1, 5 * day, false]])
    clock.advance(day)
    await done('visit', 'ann')
    expect(await due()).to.deep.equal([[1, 5 * day, true]])
    expect((await station.dossiers({ kind: 'call' })).map(({ id }) => id)).to.deep.equal(['call/eve/2020-03-25'])
    expect((await station.dossier('call/eve/2020-03-25'))!.fields).to.deep.equal({ watch: 'watch/eve' })
    // a sign afterwards begins another round, and the one before stays in the lines
    await done('sign', 'eve')
    expect(await due()).to.deep.equal([[2, 8 * day, false]])
    clock.advance(3 * day)
    await done('visit', 'ann')
    expect(await due()).to.deep.equal([[2, 8 * day, true]])
    const lines = await station.lines('watch/eve')
    expect(lines.map(({ entry, state }) => [entry.act, state, entry.starts?.[0]?.at])).to.deep.equal([
      ['join', 'fits', start],
      ['warn', 'fits', undefined],
      ['warn', 'fits', start + 2 * day],
      ['visit', 'fits', undefined],
      ['due', 'fits', start + 2 * day],
      ['visit', 'fits', undefined],
      ['warn', 'fits', start + 5 * day],
      ['due', 'fits', start + 5 * day],
      ['visit', 'fits', undefined],
    ])
    // the lines alone say the same, in any order
    const shuffled = lines.map(({ entry }) => entry).reverse()
    expect(fold(shuffled).dossier.dues.map(({ round, fired }) => [round, fired])).to.deep.equal([[2, true]])
    await done('leave', 'ann')
    clock.advance(9 * day)
    expect((await station.dossier('watch/eve'))!.dues.every(({ state }) => state === 'stopped')).to.equal(true)
    await join()
    expect((await due()).at(-1)).to.deep.equal([3, 20 * day, false])
  })

  it('C19 F50 what fired from a newest value is taken over from another device as it is', async () => {
    await join()
    clock.advance(2 * day)
    await done('sign', 'eve')
    clock.advance(3 * day)
    await done('visit', 'ann')
    const other = await openAt()
    const lines = await station.journal.lines('watch/eve')
    const { aside } = await other.receive({ lines })
    expect(aside).to.deep.equal([])
    expect((await other.lines('watch/eve')).every(({ state }) => state === 'fits')).to.equal(true)
    const due = lines.find((it) => it.due && !it.due.warn)!
    const forged = { ...due, due: { ...due.due!, at: due.due!.at + 1 } }
    expect(
      (
        await (await openAt()).receive({ lines: [...lines.filter(({ act: name }) => name !== 'due'), forged] })
      ).aside.map(({ why }) => why),
    ).to.deep.equal(['not-the-clocks'])
  })

  it('C19 a newest value that is not there yet counts from the step', async () => {
    station = await openAt({}, changed({ 'acts.join.sets': undefined }))
    await join()
    const due = async () => (await station.dossier('watch/eve'))!.dues.map((it) => [it.round, it.at - start])
    expect(await due()).to.deep.equal([[1, 3 * day]])
    clock.advance(day)
    await done('sign', 'eve')
    expect(await due()).to.deep.equal([[1, 4 * day]])
  })

  it('C19 it outlives a reload, is seen in other tabs, and folding anew', async () => {
    const name = `newest ${++names}`
    const [first, second] = [await openAt({ name, journal: undefined }), await openAt({ name, journal: undefined })]
    await join({}, first)
    let seen: unknown
    const stop = second.watch(
      (it) => it.dossier('watch/eve'),
      (dossier) => (seen = dossier?.fields['last-sign']),
    )
    clock.advance(hour)
    await done('sign', 'eve', {}, {}, first)
    while (seen !== iso(start + hour)) await new Promise((go) => setTimeout(go, 5))
    stop()
    // two tabs write at once: neither has to try again, the later stands
    clock.advance(hour)
    await Promise.all([done('sign', 'eve', {}, {}, first), done('sign', 'eve', {}, {}, second)])
    await first.journal.rebuild((lines) => fold(lines).dossier)
    await Promise.all([first.close(), second.close()])
    const third = await openAt({ name, journal: undefined })
    const dossier = (await third.dossier('watch/eve'))!
    expect(dossier.fields['last-sign']).to.equal(iso(start + 2 * hour))
    expect(dossier.dues[0]!.at).to.equal(start + 3 * day + 2 * hour)
  })

  it('C19 D33 what would leave a trace does not load', async () => {
    expect(await troubles({})).to.deep.equal([])
    expect(await troubles({ 'acts.sign.to': 'off' })).to.include('quiet-does')
    expect(await troubles({ 'acts.sign.from': ['new'] })).to.include('quiet-does')
    expect(await troubles({ 'acts.sign.then': [{ type: 'excuse', params: { clock: 'quiet' } }] })).to.include(
      'quiet-does',
    )
    expect(
      await troubles({
        'acts.sign.rules': quiet.acts!['visit']!.rules!.map((it) => ({ ...it, name: `${it.name}-2` })),
      }),
    ).to.include('quiet-does')
    expect(await troubles({ 'acts.sign.reason': true })).to.include('quiet-does')
    expect(await troubles({ 'acts.sign.appeal': true })).to.include('quiet-does')
    expect(await troubles({ 'acts.sign.declines': ['visit'] })).to.include('quiet-does')
    expect(await troubles({ 'acts.sign.asks': ['photo'] })).to.deep.equal(['quiet-writes photo'])
    expect(await troubles({ 'acts.sign.sets.elder': { fact: 'by' } })).to.deep.equal(['quiet-writes elder'])
    expect(await troubles({ 'acts.visit.rules.0.says': say('上次{last-sign}') })).to.deep.equal([
      'kept-after-all last-sign',
    ])
    expect(
      await troubles({
        'dossiers.call.fields.at': { title: say('时'), type: 'moment' },
        'clocks.quiet.due.1.params.data': { at: { fact: 'last-sign' } },
      }),
    ).to.include('kept-after-all last-sign')
    expect(await troubles({ 'dossiers.watch.fields.photo.keep': 'newest' })).to.deep.equal(['newest-photos'])
    expect(await troubles({ 'clocks.quiet.until': { days: 3 }, 'clocks.quiet.limit': undefined })).to.include(
      'until-since-newest',
    )
    expect(
      await troubles({
        'dossiers.watch.always': [
          { name: 'x', says: say('x'), conditions: { all: [{ fact: 'mood', operator: 'filled', value: true }] } },
        ],
      }),
    ).to.deep.equal(['always-reads-far mood'])
  })
})

describe('forgetting', () => {
  const picture = (text: string) => new Blob([text], { type: 'image/jpeg' })
  /** Lets what the clock woke come to its end. */
  const erased = async (at = station) => {
    await at.act({ type: 'sign', on: 'watch/nobody', by: 'ann', data: {} })
    await new Promise((go) => setTimeout(go, 20))
  }
  const open = async (at = station) => {
    const [own, shared] = [await at.keepPhoto(picture('own')), await at.keepPhoto(picture('shared'))]
    await join({ photo: [own, shared], phone: '13900000000' }, at)
    await done('join', 'ann', { elder: 'ann', photo: [shared] }, { on: 'watch/new', place: 'd1' }, at)
    return { own, shared }
  }

  for (const [name, more] of [
    ['in memory', () => ({})],
    ['in the database', () => ({ journal: undefined, name: `forget ${++names}` }) as never],
  ] as const)
    it(`C21 a whole dossier goes so long after its end, with all that hangs on it, and leaves a number, ${name}`, async () => {
      station = await openAt(more())
      const { own, shared } = await open()
      await done('sign', 'eve', { mood: 'low' })
      clock.advance(3 * day)
      await station.act({ type: 'visit', on: 'watch/eve', by: 'ann', data: {} })
      const call: Act = { type: 'finish', on: 'call/eve/2020-03-23', by: 'ann', data: {} }
      clock.advance(day)
      await done('leave', 'ann')
      clock.advance(89 * day)
      await erased()
      expect(await station.dossier('watch/eve'), 'a day too early').not.to.equal(undefined)
      clock.advance(2 * day)
      await erased()
      expect(await station.dossier('watch/eve'), 'a call is still open').not.to.equal(undefined)
      expect((await station.act(call)).allowed).to.equal(true)
      clock.advance(day)
      await erased()
      expect([await station.dossier('watch/eve'), await station.dossier(call.on)]).to.deep.equal([undefined, undefined])
      expect(await everything(station)).not.to.contain('eve')
      expect(await station.journal.sheets('watch/eve')).to.deep.equal([])
      expect([await station.photo(own), Boolean(await station.photo(shared))]).to.deep.equal([undefined, true])
      const tallies = [...(await station.journal.tallies())].sort((a, b) => (a.kind < b.kind ? -1 : 1))
      expect(tallies).to.deep.equal([
        { kind: 'call', place: 'g7', step: 'done', month: '2020-03', number: 1 },
        { kind: 'watch', place: 'g7', step: 'off', month: '2020-03', number: 1 },
      ])
      // the other, who is still there, is not touched; and the id may be taken again
      expect((await station.dossier('watch/ann'))!.step).to.equal('on')
      expect((await join()).dossier!.times).to.deep.equal({ join: 1 })
    })

  it('C21 what was erased does not come back from a device that has not looked yet', async () => {
    await join()
    await done('leave', 'ann')
    const lines = await station.journal.lines('watch/eve')
    const other = await openAt()
    expect((await other.receive({ lines })).fresh).to.have.length(2)
    clock.advance(91 * day)
    const late = await openAt()
    expect((await late.receive({ lines })).fresh).to.deep.equal([])
    expect(await late.dossier('watch/eve')).to.equal(undefined)
    await erased(other)
    expect(await other.dossier('watch/eve')).to.equal(undefined)
    expect((await other.receive({ lines })).fresh).to.deep.equal([])
    expect((await other.journal.tallies()).map(({ number }) => number)).to.deep.equal([1])
  })

  it('C21 M105 a pack in force that keeps shorter is obeyed, one that keeps longer is not, and one that is gone still forgets', async () => {
    const name = `forget ${++names}`
    const journal = { journal: undefined, name } as never
    const first = await openAt(journal)
    await join({}, first)
    await done('leave', 'ann', {}, {}, first)
    await first.close()
    const keeping = (keep: string) => changed({ 'dossiers.watch.forget.keep': keep })
    clock.advance(60 * day)
    const second = await openAt(journal, keeping('P365D'))
    expect(await second.journal.head('watch/eve')).not.to.equal(undefined)
    await second.close()
    clock.advance(31 * day)
    const third = await openAt(journal, changed({ 'dossiers.watch.prefix': 'elsewhere' }))
    expect(await third.journal.head('watch/eve')).to.equal(undefined)
    await third.close()

    const fourth = await openAt({ journal: undefined, name: `forget ${++names}` })
    await join({}, fourth)
    await done('leave', 'ann', {}, {}, fourth)
    clock.advance(31 * day)
    const again = { journal: undefined, name: `forget ${names}` } as never
    await fourth.close()
    const fifth = await openAt(again, keeping('P30D'))
    expect(await fifth.journal.head('watch/eve')).to.equal(undefined)
  })

  it('C21 it counts from the step after, and not while the dossier is open again', async () => {
    await join()
    await done('leave', 'ann')
    clock.advance(80 * day)
    await join()
    clock.advance(80 * day)
    await erased()
    expect((await station.dossier('watch/eve'))!.over).to.equal(undefined)
    await done('leave', 'ann')
    expect((await station.dossier('watch/eve'))!.over).to.equal(start + 160 * day)
    station = await openAt({}, changed({ 'dossiers.watch.forget': { keep: 'P1D', after: 'on' } }))
    await join()
    expect((await station.dossier('watch/eve'))!.over).to.equal(clock.now())
  })

  it('C19 C21 a database of the version before opens with everything in it, and keeps newest values and forgets from then on', async () => {
    const name = `forget ${++names}`
    await join()
    const [head, lines] = [await station.journal.head('watch/eve'), await station.journal.lines('watch/eve')]
    // as lines were before they said how long they are kept
    const before = lines.map(({ forget: _, starts: __, ...line }) => line)
    const { dues: _, forget: __, ...old } = fold(before).dossier
    const dossier = { ...old, dues: [] }
    await new Promise<void>((go, fail) => {
      const request = indexedDB.open(name, 30)
      request.onerror = () => fail(request.error!)
      request.onupgradeneeded = () => {
        const store = (of: string, keyPath: string, ...indexes: string[]) => {
          const made = request.result.createObjectStore(of, { keyPath, autoIncrement: of === 'segments' })
          for (const index of indexes)
            made.createIndex(index.replace('*', ''), index.replace('*', ''), { multiEntry: index.startsWith('*') })
          return made
        }
        store('heads', 'id', '*keys', 'next', 'due', '*counted', '*causes').add(headOf(dossier, () => []))
        store('lines', 'id').add({ id: 'watch/eve', head: dossier.head, lines: before })
        store('segments', 'id')
        store('sheets', 'id', 'on', 'until').add({
          id: 'x#phone',
          on: 'watch/eve',
          field: 'phone',
          value: '139',
          keep: 'P1D',
        })
        store('settings', 'name').add({ name: 'minWriter', value: 1 })
        store('photos', 'hash', 'loose').add({ hash: 'f'.repeat(64), type: 'image/jpeg', bytes: new ArrayBuffer(1) })
        store('asides', 'id', 'on')
        store('touched', 'id')
      }
      request.onsuccess = () => go(request.result.close())
    })
    const journal = await openJournal(name)
    expect(await journal.head('watch/eve')).to.deep.equal(dossier)
    expect(await journal.lines('watch/eve')).to.deep.equal(before)
    expect(await journal.sheets('watch/eve')).to.have.length(1)
    expect(await journal.photos.get('f'.repeat(64))).not.to.equal(undefined)
    expect(await journal.setting.get('minWriter')).to.equal(8)
    await journal.close()
    station = await openAt({ journal: undefined, name })
    await done('sign', 'eve')
    expect((await station.dossier('watch/eve'))!.fields['last-sign']).to.equal(iso(clock.now()))
    await done('leave', 'ann', {})
    clock.advance(91 * day)
    await erased()
    expect(await station.dossier('watch/eve')).to.equal(undefined)
    // nobody wrote down who names it
    expect(await station.photo('f'.repeat(64))).not.to.equal(undefined)
    expect(head!.forget).to.deep.equal({ keep: 'P90D' })
  })

  it('C21 a kind about people that is never forgotten is warned of', async () => {
    expect(await troubles({ 'dossiers.watch.forget': undefined })).to.deep.equal(['never-forgotten'])
    expect(await troubles({ 'dossiers.watch.forget.after': 'of' })).to.deep.equal(['unknown-step of'])
  })
})
