import { expect } from '@open-wc/testing'
import { StationAtWork } from './at-work.js'
import { fold } from './act/fold.js'
import { openJournal } from './journal/dexie.js'
import { exportJournal, readExport } from './journal/export.js'
import type { Journal } from './journal/journal.js'
import { memoryJournal } from './journal/memory.js'
import { flattened, lettersIn, plantedIn } from './journal/planted.js'
import type { PackFile, RosterFile } from './pack/format.js'
import type { Book } from './pack/book.js'
import { loadBook } from './pack/load.js'
import { rollOf } from './roster/roll.js'
import type { SyncAdapter } from './sync/adapter.js'
import { fileAdapter } from './sync/file.js'
import { MemoryFar } from './sync/memory.js'
import type { Joined, SyncState } from './sync/sync.js'
import { turn } from './sync/contract-ground.js'
import { handClock, type HandClock } from './time/clock.js'
import type { Act, Data, Decision, Entry } from './types.js'
import { reading } from './sample-files.js'

const start = Date.parse('2020-03-20T09:00:00+08:00')
const day = 86_400_000
const say = (zh: string, en = zh) => ({ zh, en })

const held = (basis: 'consent' | 'duty', keep: string) => ({ purpose: say('联系', 'To call'), basis, keep })
const care: PackFile = {
  pack: 'care',
  version: 1,
  title: say('关怀', 'Care'),
  roles: { worker: say('网格员', 'Worker'), officer: say('专员', 'Officer') },
  dossiers: {
    watch: {
      title: say('关怀', 'Care'),
      about: 'person',
      id: '{elder}',
      forget: { keep: 'P90D' },
      'seen-by': ['worker', 'officer', 'elder'],
      fields: {
        elder: { title: say('老人', 'Elder'), type: 'party' },
        phone: { title: say('电话', 'Phone'), type: 'text', private: held('consent', 'P30D') },
        illness: { title: say('健康', 'Health'), type: 'text', private: held('consent', 'P30D') },
        paper: { title: say('证件', 'Paper'), type: 'text', private: held('duty', 'P60D') },
        key: {
          title: say('备用钥匙', 'Spare key'),
          type: 'text',
          private: { ...held('consent', 'P30D'), 'seen-by': ['worker'] },
        },
        photos: { title: say('照片', 'Photos'), type: 'photos' },
        remark: { title: say('备注', 'Remark'), type: 'text' },
        mood: { title: say('情绪', 'Mood'), type: 'text', keep: 'newest' },
      },
      steps: { on: say('关怀中', 'On'), off: say('已退出', 'Off') },
      ends: ['off'],
      'held-by': { on: 'worker' },
    },
  },
  acts: {
    join: {
      title: say('参加', 'Join'),
      on: 'watch',
      from: ['new'],
      to: 'on',
      by: ['worker'],
      asks: ['elder', 'phone?', 'illness?', 'paper?', 'key?', 'photos?', 'remark?'],
    },
    sign: { title: say('情绪', 'Sign'), on: 'watch', from: ['on'], by: ['worker'], quiet: true, asks: ['mood'] },
    leave: { title: say('退出', 'Leave'), on: 'watch', from: ['on'], to: 'off', by: ['worker'], appeal: true },
  },
}
const roster: RosterFile = {
  roster: 'care',
  asOf: '2020-03-20',
  places: {
    st: { kind: 'street', title: say('街', 'Street') },
    g7: { kind: 'grid', title: say('七', 'Seven'), in: 'st' },
    g8: { kind: 'grid', title: say('八', 'Eight'), in: 'st' },
    b1: { kind: 'building', title: say('一幢', 'One'), in: 'g7' },
  },
  parties: {
    ann: { kind: 'person', sheet: 'a' },
    bob: { kind: 'person', sheet: 'b' },
    sue: { kind: 'person', sheet: 's' },
    'elder-zgf': { kind: 'person', sheet: 'e' },
  },
  posts: [
    { post: 'worker', place: 'g7', party: 'ann', from: '2020-01-01' },
    { post: 'worker', place: 'g8', party: 'bob', from: '2020-01-01' },
    { post: 'officer', place: 'st', party: 'sue', from: '2020-01-01' },
  ],
}
const community = (sealed: boolean) => ({
  community: 'here',
  version: 1,
  title: say('这里', 'Here'),
  place: 'st',
  timezone: 'Asia/Shanghai',
  calendars: { work: { days: 'weekdays', hours: [['08:00', '12:00']] } },
  ...(sealed && { sealed: true }),
  packs: [{ pack: 'care', version: 1, roles: { worker: ['worker'], officer: ['officer'] } }],
})
async function bookOf(sealed: boolean): Promise<Book> {
  const files: Record<string, unknown> = { '/here.community.json': community(sealed), '/care.pack.json': care }
  const { book, troubles } = await loadBook('/here.community.json', reading(files))
  if (!book) throw new Error(troubles.map(({ says }) => says.en).join('\n'))
  return book
}
const books = { plain: await bookOf(false), sealed: await bookOf(true) }

/** Marked words of somebody who does not exist; the picture is marked in its bytes. */
const marks = {
  phone: '139-PLANTED-0715566',
  illness: '高血压-PLANTED-A7',
  paper: '3301-PLANTED-19410512',
  picture: 'PLANTED-PICTURE-5f2a',
  remark: '张桂芬-PLANTED-家住三楼',
  mood: 'PLANTED-MOOD-low',
  elder: 'elder-zgf',
}
const all = Object.values(marks)
const picture = new Blob([`\u00ff\u00d8 ${marks.picture} \u0000`], { type: 'image/jpeg' })

interface Device {
  readonly name: string
  readonly clock: HandClock
  readonly journal: Journal
  readonly station: StationAtWork
  /** Its database, where there is one. */
  readonly database?: string
  readonly joined: Joined[]
  does(type: string, on: string, data?: Data): Promise<Decision>
  /** Until what is to go has gone and what came is here. */
  meets(): Promise<void>
}
const devices: Device[] = []
let made = 0
afterEach(async () => {
  for (const { station } of devices.splice(0)) await station.close()
})

type Kept = 'memory' | 'database'
async function device(name: string, book: Book, kept: Kept = 'memory', me = 'ann'): Promise<Device> {
  const database = `privacy-${++made}`
  const journal = kept === 'memory' ? memoryJournal() : await openJournal(database)
  const clock = handClock(start)
  const roll = rollOf(roster, undefined, '2020-03-20')
  const parts = {
    book,
    bookFrom: { source: 'files', at: start },
    troubles: [],
    roll,
    journal,
    clock,
    node: name,
  } as const
  const station = await new StationAtWork({ ...parts, me }).start()
  const joined: Joined[] = []
  const one: Device = {
    ...{ name, clock, journal, station, joined },
    ...(kept === 'database' && { database }),
    async does(type, on, data = {}) {
      const act: Act = { type, on: on as Act['on'], by: me, data, ...(on.endsWith('/new') && { place: 'b1' }) }
      const decision = await station.act(act)
      if (!decision.allowed) throw new Error(`${type}: ${decision.says?.en ?? decision.needs.join()}`)
      return decision
    },
    async meets() {
      for (const it of joined)
        for (let rounds = 0; rounds < 3; rounds++) {
          it.now()
          await turn()
          await until(it, ({ inStep }) => inStep)
        }
    },
  }
  devices.push(one)
  return one
}
async function until(joined: Joined, is: (state: SyncState) => boolean): Promise<void> {
  for (const began = performance.now(); performance.now() - began < 5000; await turn()) if (is(joined.state)) return
  throw new Error(JSON.stringify(joined.state))
}

const farOf = (clock: HandClock) =>
  new MemoryFar({
    ancestors: (place) => ({ b1: ['g7', 'st'], g7: ['st'], g8: ['st'] })[place] ?? [],
    now: () => clock.now(),
  })
async function join(one: Device, adapter: SyncAdapter, token = ''): Promise<Joined> {
  const options = { scope: { place: 'st' }, getToken: () => Promise.resolve(token), random: () => 0.5 }
  const joined = await one.station.join(adapter, options)
  one.joined.push(joined)
  return joined
}
const joinFar = (one: Device, far: MemoryFar) => join(one, far.adapter(), far.token('st'))

/** A stick whose file can be written anew. */
function stick(text = '') {
  const it = {
    get text() {
      return text
    },
    read: () => Promise.resolve(text),
    append: (more: string) => Promise.resolve(void (text += more)),
    replace: (anew: string) => Promise.resolve(void (text = anew)),
  }
  return it
}

/** Somebody joins with every sort of personal datum there is. */
async function planted(one: Device): Promise<string> {
  const hash = await one.station.keepPhoto(picture)
  const { phone, illness, paper, remark, mood, elder } = marks
  await one.does('join', 'watch/new', { elder, phone, illness, paper, photos: [hash], remark })
  await one.does('sign', `watch/${elder}`, { mood })
  return hash
}
const on = `watch/${marks.elder}` as const

/** Until a station has looked what is over, as it does once a day. */
async function erased({ clock, journal }: Device): Promise<void> {
  for (const began = performance.now(); performance.now() - began < 5000; clock.advance(day / 4)) {
    for (let turns = 0; turns < 20; turns++) await turn()
    if ((await journal.tallies()).length > 0) return
  }
  throw new Error('It is still there.')
}

/** All letters that the far side has. */
const lettersOfFar = async (far: MemoryFar) => {
  const session = await far
    .adapter()
    .open({ getToken: () => Promise.resolve(far.token('st')) }, new AbortController().signal)
  const page = await session.pull({ place: 'st' }, null, 1000, new AbortController().signal)
  return flattened([page.entries, far.sheets.all, far.keys.all, far.parcels.all])
}
const exported = async ({ station, journal, clock }: Device) => {
  let text = ''
  const head = { book: station.book, at: clock.now() }
  for await (const piece of exportJournal(journal, head)) text += piece
  return text
}
const folded = (lines: readonly Entry[]) => fold(lines).dossier

describe('privacy', () => {
  for (const kept of ['memory', 'database'] as const)
    for (const [how, book] of Object.entries(books))
      it(`R140 R142 R145 answers, newest values and pictures reach who may read them, and what is erased stays so (${kept}, ${how})`, async () => {
        const [ann, bob] = [await device('ann', book, kept), await device('bob', book, kept)]
        const far = farOf(ann.clock)
        const hash = await planted(ann)
        await joinFar(ann, far)
        await joinFar(bob, far)
        await ann.meets()
        await bob.meets()
        const { phone, illness, paper, mood } = marks
        expect((await bob.station.readAnswers(on))!.answers).to.deep.equal({ phone, illness, paper })
        expect((await bob.station.dossier(on))!.fields['mood']).to.equal(mood)
        expect(await bob.journal.photos.get(hash), 'a picture comes when it is looked at').to.equal(undefined)
        expect(await (await bob.station.photo(hash))!.text()).to.equal(await picture.text())
        const withdrawn = await bob.station.withdrawConsent(on, '本人要求')
        expect(withdrawn!.erased.map(({ en }) => en)).to.have.members(['Phone', 'Health'])
        expect(withdrawn!.kept.map(({ title, basis }) => `${title.en} ${basis}`)).to.deep.equal(['Paper duty'])
        const before = far.sheets.all.filter(({ body }) => body)
        await bob.meets()
        await ann.meets()
        for (const { station } of [ann, bob]) expect((await station.readAnswers(on))!.answers).to.deep.equal({ paper })
        // a device that was away all the while brings what it had
        const session = await far
          .adapter()
          .open({ getToken: () => Promise.resolve(far.token('st')) }, new AbortController().signal)
        await session.sheets!.push(before, new AbortController().signal)
        await ann.meets()
        expect((await ann.station.readAnswers(on))!.answers).to.deep.equal({ paper })
        const told = (await ann.station.lines(on)).find(({ entry }) => entry.sheets)
        expect(told!.entry).to.deep.include({
          by: 'ann',
          reason: '本人要求',
          sheets: { how: 'withdrawn', fields: ['illness', 'phone'] },
        })
      })

  it('R142 a consent is taken back whole, its line with what it erases, or not at all, wherever it breaks off', async () => {
    const ann = await device('ann', books.sealed, 'database')
    await planted(ann)
    const stands = async () => [
      (await ann.station.lines(on)).filter(({ entry }) => entry.sheets).length,
      (await ann.journal.answers.kept(on)).length,
    ]
    const put = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'put')!
    // in the middle of the first write, of the second, of the third …
    for (let writes = 0, isDone = false; !isDone; writes++) {
      let left = writes
      IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args: Parameters<IDBObjectStore['put']>) {
        if (left-- === 0) throw new DOMException('no room', 'QuotaExceededError')
        return (put.value as IDBObjectStore['put']).apply(this, args)
      }
      try {
        isDone = (await ann.station.withdrawConsent(on, '本人要求').catch(() => undefined)) !== undefined
      } finally {
        Object.defineProperty(IDBObjectStore.prototype, 'put', put)
      }
      expect(await stands(), `after ${writes}`).to.deep.equal(isDone ? [1, 1] : [0, 3])
      if (isDone) expect(writes).to.be.greaterThan(5)
    }
  })

  it('R141 sealed answers are nowhere without their keys, and a stick carries none', async () => {
    const ann = await device('ann', books.sealed, 'database')
    const far = farOf(ann.clock)
    const file = stick()
    await planted(ann)
    await joinFar(ann, far)
    await join(ann, fileAdapter('stick', file))
    await ann.meets()
    const answers = [marks.phone, marks.illness, marks.paper]
    expect(plantedIn(await lettersIn(ann.database!), answers), 'in the database').to.deep.equal([])
    expect(plantedIn(await lettersOfFar(far), answers), 'on the far side').to.deep.equal([])
    expect(
      plantedIn(flattened(file.text), [...answers, ...far.keys.all.map(({ body }) => String(body!['raw']))]),
    ).to.deep.equal([])
    expect((await ann.station.readAnswers(on))!.answers).to.deep.include({ phone: marks.phone })
    const eve = await device('eve', books.sealed)
    await join(eve, fileAdapter('stick', file))
    await eve.meets()
    const read = await eve.station.readAnswers(on)
    expect(read!.answers).to.deep.equal({})
    expect(read!.locked).to.have.members(['phone', 'illness', 'paper'])
    // an erased key makes every copy of the rows unreadable: bob has them and nothing else
    const rows = far.sheets.all
    await ann.station.withdrawConsent(on)
    await ann.meets()
    expect(far.keys.all.filter(({ body }) => body)).to.have.length(1)
    const bob = await device('bob', books.sealed)
    await joinFar(bob, far)
    await bob.meets()
    const today = { now: start, fold: folded, keepOf: () => undefined }
    await bob.journal.beside.take({ channel: 'sheets', rows }, today)
    expect((await bob.station.readAnswers(on))!.answers).to.deep.equal({ paper: marks.paper })
  })

  it('R143 outside the own grid answers are read with a reason only, and that stands in the dossier', async () => {
    const ann = await device('ann', books.plain)
    await planted(ann)
    const lines = async () => (await ann.journal.lines(on)).length
    const before = await lines()
    const { phone, illness, paper } = marks
    expect((await ann.station.readAnswers(on))!.answers, 'at home').to.deep.equal({ phone, illness, paper })
    for (const me of ['sue', 'bob']) {
      ann.station.me = me
      const isNamed = me === 'sue'
      const asked = await ann.station.readAnswers(on)
      expect(asked, me).to.deep.equal(isNamed ? { answers: {}, locked: [], asksWhy: true } : undefined)
      const view = await ann.station.view(on)
      expect(plantedIn(flattened(view?.fields), [phone, illness, paper]), me).to.deep.equal([])
      expect(await ann.station.readAnswers(on, '  '), me).to.deep.equal(asked)
    }
    expect(await lines(), 'nothing was read').to.equal(before)
    ann.station.me = 'sue'
    const head = (await ann.station.dossier(on))!
    expect((await ann.station.readAnswers(on, '接到求助电话'))!.answers).to.deep.equal({ phone, illness, paper })
    const after = await ann.station.lines(on)
    const { entry, state } = after.at(-1)!
    expect({ ...entry, state }).to.deep.include({
      act: 'answers-read',
      by: 'sue',
      at: start,
      reason: '接到求助电话',
      state: 'fits',
    })
    expect(entry.sheets).to.deep.equal({ how: 'read', fields: ['phone', 'illness', 'paper'] })
    const { head: _, ...stood } = head
    expect({ ...(await ann.station.dossier(on)) }, 'it moves nothing').to.deep.include(stood)
    ann.station.me = marks.elder
    const shown = (await ann.station.view(on))!.lines[0]!
    expect(shown.act.zh, 'the resident can see who read it').to.equal('网格外查看个人信息')
    expect((await ann.station.readAnswers(on))!.answers, 'and their own answers').to.deep.include({ phone })
    ann.station.me = undefined
    expect(await ann.station.readAnswers(on, '好奇')).to.equal(undefined)
  })

  it('R143 a text of everything holds open answers only for those to whom the dossier is shown', async () => {
    const ann = await device('ann', books.plain, 'database')
    await planted(ann)
    const text = async (me: string) => {
      ann.station.me = me
      let all = ''
      for await (const piece of ann.station.storage!.export()) all += piece
      return plantedIn(flattened(all), [marks.phone, marks.illness, marks.paper])
    }
    expect(await text('bob')).to.deep.equal([])
    expect(await text('ann')).to.have.length(3)
  })

  it('R143 a field with readers of its own is opened and erased by these alone', async () => {
    const ann = await device('ann', books.plain)
    await ann.does('join', 'watch/new', { elder: marks.elder, phone: marks.phone, key: 'PLANTED-KEY' })
    expect((await ann.station.readAnswers(on))!.answers).to.deep.equal({ phone: marks.phone, key: 'PLANTED-KEY' })
    ann.station.me = 'sue'
    const view = (await ann.station.view(on))!.privates!
    expect(view.asksWhy).to.equal(true)
    expect(view.seers).to.deep.equal(say('网格员、专员、老人', 'Worker, Officer, Elder'))
    expect(view.answers.map(({ name, mine, readers }) => [name, mine, readers?.en])).to.deep.equal([
      ['phone', true, 'Worker, Officer, Elder'],
      ['key', false, 'Worker'],
    ])
    const read = await ann.station.readAnswers(on, '回访')
    expect([read!.answers, read!.fields!.map(({ words }) => words.zh)]).to.deep.equal([
      { phone: marks.phone },
      [marks.phone],
    ])
    const line = (await ann.station.view(on))!.lines[0]!
    expect(line.words.map(({ zh }) => zh)).to.deep.equal(['看了电话', '理由：回访'])
    expect((await ann.station.withdrawConsent(on))!.erased.map(({ en }) => en)).to.deep.equal(['Phone'])
    ann.station.me = 'ann'
    expect((await ann.station.readAnswers(on))!.answers).to.deep.equal({ key: 'PLANTED-KEY' })
  })

  it('R142 R143 of an answer it is told until when it is kept, and afterwards why it is not there', async () => {
    const [ann, bob] = [await device('ann', books.plain), await device('bob', books.plain)]
    const far = farOf(ann.clock)
    await planted(ann)
    const told = async ({ station }: Device) =>
      Object.fromEntries((await station.view(on))!.privates!.answers.map((one) => [one.name, one]))
    const { phone } = await told(ann)
    expect(phone).to.deep.include({ state: 'kept', basis: 'consent', purpose: say('联系', 'To call'), mine: true })
    expect([phone!.keep.zh, phone!.until], 'nothing runs yet').to.deep.equal(['30天', undefined])

    // lines alone, and nothing that travels beside them
    await bob.station.receive({ lines: (await ann.station.lines(on)).map(({ entry }) => entry) })
    expect((await told(bob))['phone']!.state).to.equal('away')

    await ann.does('leave', on)
    expect((await told(ann))['phone']!.until).to.equal(ann.clock.now() + 30 * day)
    await ann.station.withdrawConsent(on)
    expect([(await told(ann))['phone']!.state, (await told(ann))['paper']!.state]).to.deep.equal(['withdrawn', 'kept'])
    await joinFar(ann, far)
    await joinFar(bob, far)
    await ann.meets()
    await bob.meets()
    expect((await told(bob))['phone']!.state, 'elsewhere as well').to.equal('withdrawn')

    ann.clock.advance(61 * day)
    await ann.journal.eraseBefore(ann.clock.now())
    expect((await told(ann))['paper']!.state).to.equal('forgotten')
    ann.station.me = 'sue'
    expect(await ann.station.readAnswers(on), 'nothing is left to be read').to.deep.equal({
      answers: {},
      locked: [],
      fields: [],
    })
  })

  for (const [how, book] of Object.entries(books))
    it(`R144 R146 after its time no byte of anybody is found anywhere, and the counts are as they were (${how})`, async () => {
      const [ann, bob] = [await device('ann', book, 'database'), await device('bob', book, 'memory')]
      const far = farOf(ann.clock)
      const file = stick()
      const hash = await planted(ann)
      await joinFar(ann, far)
      await join(ann, fileAdapter('stick', file))
      await joinFar(bob, far)
      for (const one of [ann, bob, ann]) await one.meets()
      await bob.station.photo(hash)
      const answers = how === 'sealed' ? [marks.phone, marks.illness, marks.paper] : []
      const open = all.filter((mark) => !answers.includes(mark))
      expect(plantedIn(await lettersIn(ann.database!), all), 'the search finds what is there').to.have.members(open)
      expect(plantedIn(await lettersOfFar(far), all)).to.have.members(open)
      expect(plantedIn(flattened(file.text), all)).to.have.members(open)
      const copy = file.text
      const text = await exported(ann)
      expect(plantedIn(flattened(text), [marks.remark])).to.deep.equal([marks.remark])

      await ann.does('leave', on)
      for (const one of [ann, bob, ann]) await one.meets()
      const lastCopy = file.text
      const lastText = await exported(ann)
      for (const { clock } of [ann, bob]) clock.advance(92 * day)
      for (const one of [ann, bob]) await erased(one)
      const now = Math.max(ann.clock.now(), bob.clock.now())
      for (const { clock } of [ann, bob]) clock.advance(now - clock.now())
      for (const one of [ann, bob, ann, bob]) await one.meets()
      const everywhere = async () => ({
        database: plantedIn(await lettersIn(ann.database!), all),
        far: plantedIn(await lettersOfFar(far), all),
        file: plantedIn(flattened(file.text), all),
        exports: plantedIn(flattened([await exported(ann), await exported(bob)]), all),
        asides: plantedIn(flattened([await ann.journal.asides(), await bob.journal.asides()]), all),
      })
      const nothing = { database: [], far: [], file: [], exports: [], asides: [] }
      expect(await everywhere()).to.deep.equal(nothing)
      const counted = [{ kind: 'watch', place: 'g7', step: 'off', month: '2020-03', number: 1 }]
      for (const { journal } of [ann, bob]) expect(await journal.tallies()).to.deep.equal(counted)

      // copies that somebody kept are brought back, whole and in pieces
      for (const [index, old] of [copy, lastCopy].entries()) {
        const joined = await join(ann, fileAdapter(`old-${index}`, stick(old)))
        await until(joined, ({ inStep }) => inStep)
        await joined.leave({ forget: true })
        ann.joined.pop()
      }
      for (const old of [text, lastText]) {
        const { exported: it } = await readExport(old, 'old.jsonl')
        await ann.journal.bulk(it!.arrivals, folded)
        for (const { entries } of it!.arrivals)
          for (const entry of entries) await ann.station.receive({ lines: [entry] })
      }
      for (const { clock } of [ann, bob]) clock.advance(2 * day)
      for (let turns = 0; turns < 50; turns++) await turn()
      await ann.station.count({})
      expect(await everywhere(), 'nothing came back').to.deep.equal(nothing)
      expect(await ann.journal.tallies(), 'and it was counted once').to.deep.equal(counted)

      // by the same id somebody can be cared for again
      await ann.does('join', 'watch/new', { elder: marks.elder })
      await ann.meets()
      await bob.meets()
      expect((await bob.station.dossier(on))!.step).to.equal('on')
    })
})
