import { expect } from '@open-wc/testing'
import { handClock } from '../time/clock.js'
import { fold } from '../act/fold.js'
import { dueId, stamps } from '../time/stamp.js'
import type { DossierId, Entry, Query, Start } from '../types.js'
import { openJournal } from './dexie.js'
import { HeadMoved, JournalTrouble } from './journal.js'
import type { Journal } from './journal.js'
import { headOf } from './look.js'
import { memoryJournal } from './memory.js'
import { dated, seal, sealOf } from './sheets.js'

const folded = (lines: readonly Entry[]) => fold(lines).dossier
const begin = Date.UTC(2020, 3, 10)
const clock = handClock(begin)
const made = stamps(clock, 'node')
const tree: Record<string, readonly string[]> = { b1: ['grid-1', 'street'], b2: ['grid-2', 'street'] }
const ancestors = (place: string) => tree[place] ?? []

const accept = (at: number, limit = 'PT10M'): Start => ({
  clock: 'accept',
  title: { zh: '受理', en: 'Accept' },
  round: 1,
  at,
  limit,
  calendar: { name: '24h', zone: 'Asia/Shanghai' },
  runs: ['reported'],
  pauses: [],
  again: 'fresh',
  due: [],
})
const line = (on: DossierId, from: string, to: string, more: Partial<Entry> = {}): Entry => ({
  id: made.next(),
  act: to,
  on,
  by: 'wang',
  at: clock.now(),
  data: {},
  from,
  to,
  pack: 'test@1+00000000',
  facts: {},
  held: [],
  effects: [],
  ...(to === 'closed' && { ends: true }),
  ...more,
})
const opening = (on: DossierId, more: Partial<Entry> = {}) =>
  line(on, 'new', 'reported', { kind: 'case', place: 'b1', starts: [accept(clock.now())], ...more })

/** Puts a fault in the place of a method of the browser; returns how to mend it. */
function broken(of: object, method: string, fault: () => never): () => void {
  const before = Object.getOwnPropertyDescriptor(of, method)!
  Object.defineProperty(of, method, { ...before, value: fault })
  return () => void Object.defineProperty(of, method, before)
}

let number = 0
const fresh = () => `journal-test-${++number}`
const kinds: Record<string, () => Promise<Journal>> = {
  'in memory': () => Promise.resolve(memoryJournal(ancestors)),
  'in IndexedDB': () => openJournal(fresh(), ancestors),
}

for (const [name, open] of Object.entries(kinds))
  describe(`the journal ${name}`, () => {
    let journal: Journal
    beforeEach(async () => {
      clock.set(begin)
      journal = await open()
    })
    afterEach(() => journal.close())
    const put = async (...entries: Entry[]) => {
      const on = entries[0]!.on
      const [dossier] = await journal.append([{ on, head: (await journal.head(on))?.head, entries }], folded)
      return dossier!
    }

    it('B9 keeps lines in the order of their ids and the dossier folded from them', async () => {
      const [first, second] = [opening('case/1'), line('case/1', 'reported', 'accepted')]
      const dossier = await put(second, first)
      expect(dossier.step).to.equal('accepted')
      expect(await journal.head('case/1')).to.deep.equal(dossier)
      expect(await journal.lines('case/1')).to.deep.equal([first, second])
      expect(await journal.head('case/2')).to.be.undefined
      expect(await journal.lines('case/2')).to.deep.equal([])
    })

    it('refuses a write to a head that moved, and all that came with it', async () => {
      const { head } = await put(opening('case/1'))
      await put(line('case/1', 'reported', 'accepted'))
      const writes = [
        { on: 'case/2', head: undefined, entries: [opening('case/2')] },
        { on: 'case/1', head, entries: [line('case/1', 'reported', 'closed')] },
      ] as const
      const failed = await journal.append(writes, folded).catch((error: unknown) => error)
      expect(failed).to.be.instanceOf(HeadMoved).with.property('on', 'case/1')
      expect(await journal.head('case/2')).to.be.undefined
      expect((await journal.head('case/1'))!.step).to.equal('accepted')
      const again = journal.append([{ on: 'case/1', head: undefined, entries: [opening('case/1')] }], folded)
      expect(await again.catch((error: unknown) => error)).to.be.instanceOf(HeadMoved)
    })

    it('writes nothing where the lines make no dossier', async () => {
      const failed = await put(line('case/1', 'reported', 'closed')).catch((error: unknown) => error)
      expect(failed).to.be.instanceOf(Error)
      expect(await journal.lines('case/1')).to.deep.equal([])
    })

    it('F50 the same id is the same line, also for one whose head is old', async () => {
      const { head, dues } = await put(opening('case/1'))
      const { at } = dues[0]!
      const due = line('case/1', 'reported', 'reported', {
        id: dueId('case/1', 'accept', 1, at),
        by: 'clock',
        at,
        due: { clock: 'accept', round: 1, at },
      })
      for (let device = 0; device < 3; device++) {
        const [dossier] = await journal.append([{ on: 'case/1', head, entries: [due] }], folded)
        expect(dossier!.dues[0]!.fired).to.be.true
      }
      expect(await journal.lines('case/1')).to.have.length(2)
    })

    it('E38 E39 keeps lines that do not fit', async () => {
      await put(opening('case/1'))
      await put(line('case/1', 'reported', 'closed'))
      const dossier = await put(line('case/1', 'reported', 'accepted'))
      expect([dossier.step, dossier.void, (await journal.lines('case/1')).length]).to.deep.equal(['closed', 1, 3])
    })

    it('G65 finds the dossiers whose acts counted over a kind since then', async () => {
      const { id } = await put(opening('case/1', { counted: ['stay'] }))
      await put(opening('case/2'))
      expect(id).to.equal('case/1')
      expect(await journal.counting('stay', begin - 1)).to.deep.equal(['case/1'])
      expect(await journal.counting('stay', begin + 86_400_000)).to.deep.equal([])
      expect(await journal.counting('sta', 0)).to.deep.equal([])
    })

    describe('finds', () => {
      beforeEach(async () => {
        for (const [index, place] of ['b1', 'b1', 'b2', 'elsewhere'].entries()) {
          clock.advance(1000)
          const on = `case/${index}` as DossierId
          await put(
            opening(on, {
              place,
              data: { type: index % 2 ? 'light' : 'gas', ...(index % 3 && { of: 'visit/1' }) },
              starts: [accept(clock.now(), `PT${9 - index}M`)],
            }),
          )
        }
        clock.advance(1000)
        await put(line('case/1', 'reported', 'accepted'))
        await put(line('case/2', 'reported', 'closed'))
        await put(opening('visit/1', { kind: 'visit', starts: [] }))
      })
      const cases: readonly (readonly [string, Query, readonly string[]])[] = [
        ['everything, newest first', {}, ['visit/1', 'case/3', 'case/2', 'case/1', 'case/0']],
        ['a kind', { kind: 'visit' }, ['visit/1']],
        ['a place and all below it', { kind: 'case', place: 'street' }, ['case/2', 'case/1', 'case/0']],
        ['a place of any kind', { place: 'grid-1' }, ['visit/1', 'case/1', 'case/0']],
        ['one place alone', { place: 'b2' }, ['case/2']],
        ['steps', { kind: 'case', steps: ['reported', 'closed'] }, ['case/3', 'case/2', 'case/0']],
        ['what is open', { kind: 'case', open: true }, ['case/3', 'case/1', 'case/0']],
        ['what is over', { open: false }, ['case/2']],
        ['values of fields', { where: { type: 'light' } }, ['case/3', 'case/1']],
        ['a dossier that they name', { kind: 'case', where: { of: 'visit/1' } }, ['case/2', 'case/1']],
        ['the same at a place', { place: 'b2', where: { of: 'visit/1' } }, ['case/2']],
        ['the same while open', { open: true, where: { of: 'visit/1', type: 'light' } }, ['case/1']],
        ['a stretch of time', { kind: 'case', opened: { from: begin + 2000, to: begin + 3000 } }, ['case/2', 'case/1']],
        ['from a moment on', { opened: { from: begin + 4000 } }, ['visit/1', 'case/3']],
        ['the earliest due first', { kind: 'case', sort: 'due' }, ['case/3', 'case/0', 'case/2', 'case/1']],
        ['the last change first', { kind: 'case', sort: 'at', limit: 2 }, ['case/2', 'case/1']],
        ['a page', { sort: 'opened', offset: 1, limit: 2 }, ['case/3', 'case/2']],
        ['nothing', { kind: 'market' }, []],
      ]
      for (const [what, query, ids] of cases)
        it(what, async () => expect((await journal.find(query)).map(({ id }) => id)).to.deep.equal(ids))

      it('and counts, with what is late now', async () => {
        expect(await journal.count({ kind: 'case' }, begin)).to.deep.equal({
          total: 4,
          steps: { reported: 2, accepted: 1, closed: 1 },
          late: 0,
        })
        const due = (await journal.head('case/3'))!.dues[0]!.at
        expect((await journal.count({}, due - 1)).late).to.equal(0)
        expect((await journal.count({}, due)).late).to.equal(1)
        expect((await journal.count({ place: 'street' }, due)).late).to.equal(0)
        const lights = await journal.count({ where: { type: 'light' }, open: true }, due)
        expect(lights).to.deep.equal({ total: 2, steps: { reported: 1, accepted: 1 }, late: 1 })
        const named = await journal.count({ kind: 'case', where: { of: 'visit/1' } }, begin)
        expect(named).to.deep.equal({ total: 2, steps: { accepted: 1, closed: 1 }, late: 0 })
        expect(await journal.count({ kind: 'market' }, due)).to.deep.equal({ total: 0, steps: {}, late: 0 })
      })

      it('F50 what fires next', async () => {
        const [first, second] = [
          (await journal.head('case/3'))!.dues[0]!.at,
          (await journal.head('case/0'))!.dues[0]!.at,
        ]
        expect(await journal.firstDue()).to.equal(first)
        expect(await journal.dueBefore(first - 1)).to.deep.equal([])
        expect(await journal.dueBefore(second)).to.deep.equal(['case/3', 'case/0'])
        for (const id of ['case/3', 'case/0'] as const) await put(line(id, 'reported', 'closed'))
        expect(await journal.firstDue()).to.be.undefined
      })

      it('what has moved in the tree, after it was folded anew', async () => {
        tree.elsewhere = ['street']
        const query: Query = { kind: 'case', place: 'street' }
        expect(await journal.find(query)).to.have.length(3)
        await journal.rebuild(folded)
        expect(await journal.find(query)).to.have.length(4)
        delete tree.elsewhere
      })
    })

    it('takes many dossiers in bulk, once, and goes on with each', async () => {
      const many = Array.from({ length: 1300 }, (_, index) => {
        const on = `case/${index}` as DossierId
        return { on, entries: [opening(on, { starts: [] }), line(on, 'reported', 'closed')] }
      })
      const told: number[] = []
      expect(await journal.bulk(many, folded, { progress: (done) => told.push(done) })).to.equal(1300)
      expect(told.at(-1)).to.equal(1300)
      expect(await journal.bulk(many.slice(0, 700), folded)).to.equal(0)
      expect((await journal.count({ kind: 'case', place: 'grid-1' }, 0)).steps).to.deep.equal({ closed: 1300 })
      expect(await journal.lines('case/777')).to.deep.equal(many[777]!.entries)
      expect((await put(line('case/777', 'closed', 'reported'))).step).to.equal('reported')
      expect(await journal.lines('case/777')).to.have.length(3)
      const late = { on: 'case/778', head: undefined, entries: [opening('case/778')] } as const
      expect(await journal.append([late], folded).catch((error: unknown) => error)).to.be.instanceOf(HeadMoved)
      await journal.rebuild(folded)
      expect((await journal.count({}, 0)).steps).to.deep.equal({ reported: 1, closed: 1299 })
    })

    it('gives the whole past, each dossier once with all its lines, however it came in', async () => {
      const many = Array.from({ length: 1300 }, (_, index) => {
        const on = `case/${index}` as DossierId
        return { on, entries: [opening(on, { starts: [] })] }
      })
      await journal.bulk(many, folded)
      await put(line('case/777', 'reported', 'closed'))
      await put(opening('case/new-one'))
      const past = new Map<string, number>()
      let times = 0
      for await (const { on, entries } of journal.all()) {
        times++
        past.set(on, entries.length)
        expect(entries).to.deep.equal(await journal.lines(on))
      }
      expect([times, past.size]).to.deep.equal([1301, 1301])
      expect([past.get('case/777'), past.get('case/778'), past.get('case/new-one')]).to.deep.equal([2, 1, 1])
    })

    it('keeps what is complete when a long import is cancelled', async () => {
      const stop = new AbortController()
      function* arrivals() {
        for (let index = 0; index < 5000; index++) {
          if (index === 1700) stop.abort()
          const on = `case/${index}` as DossierId
          yield { on, entries: [opening(on, { starts: [] })] }
        }
      }
      const taken = await journal.bulk(arrivals(), folded, { signal: stop.signal })
      expect(taken).to.be.within(1500, 1700)
      expect((await journal.count({}, 0)).total).to.equal(taken)
    })

    it('C16 keeps private answers beside the line and erases them in time', async () => {
      const kind = {
        fields: {
          phone: { private: { purpose: { zh: '回访', en: 'Call back' }, basis: '同意', keep: 'P30D' } },
          name: {
            private: { purpose: { zh: '回访', en: 'Call back' }, basis: '同意', keep: 'P1D', after: 'accepted' },
          },
        },
      } as never
      const { entry, sheets } = await seal(opening('case/1'), { phone: '000', name: '示例甲' }, kind)
      expect(JSON.stringify(entry)).to.not.contain('示例甲')
      await journal.append([{ on: 'case/1', head: undefined, entries: [entry], sheets }], folded)
      const kept = await journal.sheets('case/1')
      expect(kept.map(({ field, value, until }) => [field, value, until])).to.have.deep.members([
        ['phone', '000', undefined],
        ['name', '示例甲', undefined],
      ])
      const phone = kept.find(({ field }) => field === 'phone')!
      expect(entry.data.phone).to.deep.equal({ sheet: phone.id, sha256: await sealOf('000', phone.salt) })
      clock.advance(1000)
      await put(line('case/1', 'reported', 'accepted'))
      clock.advance(1000)
      await put(line('case/1', 'accepted', 'closed'))
      const day = 86_400_000
      expect(await journal.eraseBefore(begin + 1000 + day - 1)).to.equal(0)
      expect(await journal.eraseBefore(begin + 1000 + day)).to.equal(1)
      expect((await journal.sheets('case/1')).map(({ until }) => until)).to.deep.equal([begin + 2000 + 30 * day])
      await put(line('case/1', 'closed', 'reported'))
      expect(await journal.eraseBefore(begin + 90 * day)).to.equal(0)
      expect(dated(await journal.sheets('case/1'), (await journal.head('case/1'))!)).to.deep.equal([])
    })

    describe('keeps photos', () => {
      const picture = (text: string) => new Blob([text], { type: 'image/jpeg' })
      // printf 'road' | sha256sum
      const road = '362a284952d3a7250e4bdd72a659ea78e8ec79804e0e6a2053dfe4c10e7d79f1'
      const day = 86_400_000

      it('C15 by the hash of their bytes, the same bytes once', async () => {
        expect(await journal.photos.put(picture('road'), begin)).to.equal(road)
        expect(await journal.photos.put(picture('road'), begin)).to.equal(road)
        const kept = (await journal.photos.get(road))!
        expect([kept.type, await kept.text()]).to.deep.equal(['image/jpeg', 'road'])
        expect(await journal.photos.get('0'.repeat(64))).to.be.undefined
        expect(await journal.photos.drop(begin + 1)).to.equal(1)
        expect(await journal.photos.get(road)).to.be.undefined
      })

      it('and drops in time what no line names, and only that', async () => {
        const named = await journal.photos.put(picture('road'), begin)
        const loose = await journal.photos.put(picture('fence'), begin)
        const renewed = await journal.photos.put(picture('lamp'), begin)
        await put(opening('case/1', { data: { photos: [named, '0'.repeat(64)], what: loose } }))
        await journal.photos.put(picture('lamp'), begin + day)
        await journal.photos.put(picture('road'), begin + day)
        expect(await journal.photos.drop(begin)).to.equal(0)
        expect(await journal.photos.drop(begin + 1)).to.equal(1)
        expect(await journal.photos.drop(begin + day + 1)).to.equal(1)
        const left = [named, loose, renewed].map((hash) => journal.photos.get(hash))
        expect((await Promise.all(left)).map((found) => found !== undefined)).to.deep.equal([true, false, false])
      })

      it('and lets go of one whose line was refused', async () => {
        const hash = await journal.photos.put(picture('road'), begin)
        await put(opening('case/1'))
        const refused = {
          on: 'case/1',
          head: 'moved',
          entries: [opening('case/1', { data: { photos: [hash] } })],
        } as const
        expect(await journal.append([refused], folded).catch((error: unknown) => error)).to.be.instanceOf(HeadMoved)
        expect(await journal.photos.drop(begin + 1)).to.equal(1)
      })
    })

    describe('outbox', () => {
      const going = async (far: string) => (await journal.outbox.next(far, 100)).lines.map(({ id }) => id)

      it('marks what is here when a far side comes, and every new line with it; nothing before that', async () => {
        const [first, second] = [opening('case/1'), line('case/1', 'reported', 'accepted')]
        const packed = opening('case/2')
        await put(first)
        await journal.bulk([{ on: 'case/2', entries: [packed] }], folded)
        expect(await going('hub')).to.deep.equal([])
        await journal.outbox.open('hub')
        await put(second)
        const late = opening('case/3')
        await journal.bulk([{ on: 'case/3', entries: [late] }], folded)
        const ids = [first, second, packed, late].map(({ id }) => id).sort()
        expect(await going('hub')).to.deep.equal(ids)
        expect(await journal.outbox.count('hub')).to.deep.equal({ waiting: 4, refused: 0 })
        const { lines, next } = await journal.outbox.next('hub', 3)
        const rest = await journal.outbox.next('hub', 3, next)
        expect([...lines, ...rest.lines].map(({ id }) => id)).to.deep.equal(ids)
        expect(rest.next).to.be.undefined
        await journal.outbox.done('hub', [first, second, packed, late], [])
        await journal.outbox.open('hub')
        expect(await going('hub')).to.deep.equal([])
        await journal.outbox.open('hub/2')
        expect(await going('hub/2'), 'another far side has its own').to.have.length(4)
      })

      it('marks nothing with a write that failed', async () => {
        await journal.outbox.open('hub')
        const { head } = await put(opening('case/1'))
        await put(line('case/1', 'reported', 'accepted'))
        const writes = [
          { on: 'case/2', head: undefined, entries: [opening('case/2')] },
          { on: 'case/1', head, entries: [line('case/1', 'reported', 'closed')] },
        ] as const
        await journal.append(writes, folded).catch(() => undefined)
        expect(await going('hub')).to.have.length(2)
      })

      it('lines from a far side go to the others, not back there', async () => {
        for (const far of ['hub', 'stick']) await journal.outbox.open(far)
        const page = { lines: [opening('case/1')], from: 'hub' }
        await journal.receive(page, folded, { now: clock.now(), drift: 86_400_000 })
        expect(await going('hub')).to.deep.equal([])
        expect(await going('stick')).to.have.length(1)
      })

      it('refused lines lie in the tray until they are tried again', async () => {
        await journal.outbox.open('hub')
        const first = opening('case/1')
        await put(first)
        const why = { code: 'forbidden', reason: 'not your grid', at: clock.now() }
        await journal.outbox.done('hub', [], [{ entry: first, ...why }])
        expect(await journal.outbox.count('hub')).to.deep.equal({ waiting: 0, refused: 1 })
        expect(await journal.outbox.refused('hub')).to.deep.equal([{ entry: first, ...why }])
        await journal.outbox.again('hub')
        expect(await journal.outbox.count('hub')).to.deep.equal({ waiting: 1, refused: 0 })
        await journal.outbox.shut('hub')
        expect(await going('hub')).to.deep.equal([])
        await put(opening('case/2'))
        expect(await going('hub')).to.deep.equal([])
      })

      it('a line that was outdone since it was sent is still to go', async () => {
        await journal.outbox.open('hub')
        const first = opening('case/1')
        const { head } = await put(first)
        const made = line('case/1', 'reported', 'accepted', { by: 'clock', head: `1 ${first.id}` })
        const known = { ...made, head: `2 ${first.id}`, data: { more: true } }
        await journal.append([{ on: 'case/1', head, entries: [made] }], folded)
        await put(known)
        await journal.outbox.done('hub', [first, made], [])
        expect((await journal.outbox.next('hub', 9)).lines).to.deep.equal([known])
        await journal.outbox.done('hub', [known], [])
        expect(await going('hub')).to.deep.equal([])
      })

      it('what was erased goes nowhere', async () => {
        await journal.outbox.open('hub')
        const { head } = await put(opening('case/1'))
        const tally = { kind: 'case', place: 'b1', step: 'reported', month: '2020-04' }
        await journal.forget([{ on: 'case/1', head, tally }])
        expect(await going('hub')).to.deep.equal([])
        expect(await journal.outbox.count('hub')).to.deep.equal({ waiting: 0, refused: 0 })
      })
    })

    it('keeps the last good book, settings and the name of the device', async () => {
      expect(await journal.book.get()).to.be.undefined
      const book = { at: 5, digest: 'abc', texts: { 'a.json': '{}' } }
      await journal.book.set(book)
      expect(await journal.book.get()).to.deep.equal(book)
      await journal.setting.set('columns', { id: '编号' })
      expect(await journal.setting.get('columns')).to.deep.equal({ id: '编号' })
      expect(await journal.setting.get('other')).to.be.undefined
      expect(await journal.node()).to.equal(await journal.node())
    })

    it('tells of changes until it is asked to stop', async () => {
      let seen = 0
      const stop = journal.watch(() => seen++)
      await put(opening('case/1'))
      expect(seen).to.equal(1)
      stop()
      await put(opening('case/2'))
      expect(seen).to.equal(1)
    })
  })

describe('the journal in IndexedDB, further', () => {
  const opened: Journal[] = []
  const open = async (name: string) => {
    const journal = await openJournal(name, ancestors)
    opened.push(journal)
    return journal
  }
  afterEach(() => Promise.all(opened.splice(0).map((journal) => journal.close())))
  const write = (on: DossierId, head?: string, ...entries: Entry[]) => [{ on, head, entries }]

  it('two tabs: what one writes the other sees within a second', async () => {
    const name = fresh()
    const [one, two] = [await open(name), await open(name)]
    const told = new Promise<void>((go) => two.watch(() => go()))
    const start = performance.now()
    await one.append(write('case/1', undefined, opening('case/1')), folded)
    await told
    expect(performance.now() - start).to.be.below(1000)
    expect((await two.head('case/1'))!.step).to.equal('reported')
    expect(await two.node()).to.equal(await one.node())
  })

  it('two tabs: of two acts on one head one is refused', async () => {
    const name = fresh()
    const [one, two] = [await open(name), await open(name)]
    const head = (await one.append(write('case/1', undefined, opening('case/1')), folded))[0]!.head
    const acts = [one, two].map((tab) =>
      tab.append(write('case/1', head, line('case/1', 'reported', 'accepted')), folded),
    )
    const ended = await Promise.allSettled(acts)
    expect(ended.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected'])
    expect(await one.lines('case/1')).to.have.length(2)
  })

  it('is all there after it was closed and opened again', async () => {
    const name = fresh()
    const before = await openJournal(name, ancestors)
    const [dossier] = await before.append(write('case/1', undefined, opening('case/1')), folded)
    await before.bulk([{ on: 'case/2', entries: [opening('case/2')] }], folded)
    await before.close()
    const after = await open(name)
    expect(await after.head('case/1')).to.deep.equal(dossier)
    expect(await after.lines('case/2')).to.have.length(1)
  })

  it('walks along an index where there is much, to the same end as in memory', async () => {
    const stored = await open(fresh())
    const memory = memoryJournal(ancestors)
    const many = Array.from({ length: 2600 }, (_, index) => {
      clock.advance(1000)
      const on = `case/${index}` as DossierId
      const starts = index % 3 ? [] : [accept(clock.now(), `PT${(index * 7) % 500}M`)]
      const place = index % 2 ? 'b1' : 'b2'
      const entries = [opening(on, { starts, place, data: { type: `${index % 5}` } })]
      return { on, entries: index % 4 ? entries : [...entries, line(on, 'reported', 'accepted')] }
    })
    for (const journal of [stored, memory]) await journal.bulk(many, folded)
    const pages: Query[] = [
      { kind: 'case', limit: 20 },
      { limit: 20, offset: 50, open: true },
      { sort: 'due', limit: 30, offset: 10 },
      { sort: 'due', limit: 30, offset: 900 },
      { sort: 'at', limit: 5 },
      { where: { type: '3' }, limit: 10, sort: 'due', steps: ['reported'] },
      { opened: { from: begin, to: clock.now() - 3000 }, limit: 3 },
    ]
    for (const page of pages) {
      const ids = (await memory.find(page)).map(({ id }) => id)
      expect(
        (await stored.find(page)).map(({ id }) => id),
        JSON.stringify(page),
      ).to.deep.equal(ids)
    }
  })

  it('opens a handle again that the browser took away, and goes on', async () => {
    const name = fresh()
    const journal = await open(name)
    const head = (await journal.append(write('case/1', undefined, opening('case/1')), folded))[0]!.head
    // another tab comes with a newer version: every handle to the old one is closed
    await new Promise<void>((go, fail) => {
      const request = indexedDB.open(name, 999)
      request.onupgradeneeded = () => void request.result.createObjectStore('more')
      request.onerror = () => fail(request.error!)
      request.onsuccess = () => go(request.result.close())
    })
    const [dossier] = await journal.append(write('case/1', head, line('case/1', 'reported', 'accepted')), folded)
    expect(dossier!.step).to.equal('accepted')
    expect(journal.trouble).to.be.undefined
  })

  it('opens what the first version has written, and keeps photos there', async () => {
    const name = fresh()
    const before = await open(fresh())
    const first = opening('case/1', { data: { of: 'visit/1' } })
    const [dossier] = await before.append(write('case/1', undefined, first), folded)
    const lines = await before.lines('case/1')
    await new Promise<void>((go, fail) => {
      const request = indexedDB.open(name, 10)
      request.onerror = () => fail(request.error!)
      request.onupgradeneeded = () => {
        const db = request.result
        const heads = db.createObjectStore('heads', { keyPath: 'id' })
        heads.createIndex('keys', 'keys', { multiEntry: true })
        for (const index of ['next', 'due']) heads.createIndex(index, index)
        db.createObjectStore('lines', { keyPath: 'id' }).add({ id: 'case/1', head: dossier!.head, lines })
        db.createObjectStore('segments', { keyPath: 'id', autoIncrement: true })
        const sheets = db.createObjectStore('sheets', { keyPath: 'id' })
        for (const index of ['on', 'until']) sheets.createIndex(index, index)
        db.createObjectStore('settings', { keyPath: 'name' }).add({ name: 'minWriter', value: 1 })
        const head = headOf(dossier!, ancestors)
        // what a dossier names was not in its keys then
        heads.add({ ...head, keys: head.keys.filter((key) => !key.includes('visit/1')) })
      }
      request.onsuccess = () => go(request.result.close())
    })
    const journal = await open(name)
    expect(await journal.head('case/1')).to.deep.equal(dossier)
    expect(await journal.find({ where: { of: 'visit/1' } })).to.deep.equal([dossier])
    const hash = await journal.photos.put(new Blob(['road']), begin)
    const more = line('case/1', 'reported', 'accepted', { data: { photos: [hash] } })
    await journal.append(write('case/1', dossier!.head, more), folded)
    expect(await journal.photos.drop(begin + 1)).to.equal(0)
  })

  it('does not write what a newer version has written, and says so', async () => {
    const name = fresh()
    const journal = await open(name)
    await journal.setting.set('minWriter', 99)
    await journal.close()
    const failed = await openJournal(name).then(
      (opened) => opened.close(),
      (error: JournalTrouble) => error,
    )
    expect(failed?.code).to.equal('newer')
    expect(failed!.says.zh).to.contain('刷新')
  })

  it('says so where the browser opens no database', async () => {
    const mend = broken(IDBFactory.prototype, 'open', () => {
      throw new DOMException('Storage is blocked', 'InvalidStateError')
    })
    const failed = await openJournal(fresh())
      .catch((error: unknown) => error)
      .finally(mend)
    expect(failed).to.be.instanceOf(JournalTrouble).with.property('code', 'lost')
  })

  it('Q127 a page that fails on its way in is not here at all, and neither is its cursor', async () => {
    const journal = await open(fresh())
    const page = { lines: [opening('case/1'), opening('case/2')], cursor: { name: 'far', value: 2 } }
    const put = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'put')!
    let left = 0
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args: Parameters<IDBObjectStore['put']>) {
      if (left-- === 0) throw new DOMException('No space', 'QuotaExceededError')
      return (put.value as IDBObjectStore['put']).apply(this, args)
    }
    const here = async () => [
      await journal.setting.get('far'),
      (await journal.heads(['case/1', 'case/2'])).length,
      (await journal.lines('case/1')).length + (await journal.lines('case/2')).length,
      (await journal.touched()).length,
    ]
    try {
      // after one write, after two, after three …
      for (let writes = 0; ; writes++) {
        left = writes
        const taken = await journal.receive(page, folded, { now: clock.now(), drift: 0 }).catch(() => undefined)
        if (taken) {
          expect(writes).to.be.greaterThan(3)
          break
        }
        expect(await here(), `after ${writes}`).to.deep.equal([undefined, 0, 0, 0])
      }
    } finally {
      Object.defineProperty(IDBObjectStore.prototype, 'put', put)
    }
    expect(await here()).to.deep.equal([2, 2, 2, 2])
  })

  it('a full disk is a trouble with a sentence, nothing is half written, and it passes', async () => {
    const journal = await open(fresh())
    let told = 0
    journal.watch(() => told++)
    const mend = broken(IDBObjectStore.prototype, 'put', () => {
      throw new DOMException('No space', 'QuotaExceededError')
    })
    const photo = await journal.photos.put(new Blob(['road']), begin).catch((error: unknown) => error)
    expect(photo).to.be.instanceOf(JournalTrouble).with.property('code', 'full')
    const failed = await journal
      .append(write('case/1', undefined, opening('case/1')), folded)
      .catch((error: unknown) => error)
      .finally(mend)
    expect(failed).to.be.instanceOf(JournalTrouble).with.property('code', 'full')
    expect(journal.trouble).to.equal(failed)
    expect(told).to.equal(2)
    expect(await journal.lines('case/1')).to.deep.equal([])
    expect(journal.trouble, 'reading mends nothing').to.equal(failed)
    await journal.append(write('case/1', undefined, opening('case/1')), folded)
    expect(journal.trouble).to.be.undefined
  })
})
