import { expect } from '@open-wc/testing'
import { memoryJournal } from '../journal/memory.js'
import { openJournal } from '../journal/dexie.js'
import type { Journal } from '../journal/journal.js'
import type { Book } from '../pack/book.js'
import type { Dossier } from '../types.js'
import { bookOf, device, hall, minute, start, type Device } from '../merge/sample.js'
import { backOff } from './back-off.js'
import { turn } from './contract-ground.js'
import { fileAdapter } from './file.js'
import { MemoryFar } from './memory.js'
import type { Joined, JoinOptions, SyncState } from './sync.js'

let book: Book
before(async () => {
  book = await bookOf(hall())
})

const above: Record<string, readonly string[]> = { h1: ['st'], h2: ['st'], st: [] }
const farOf = () => new MemoryFar({ ancestors: (place) => above[place] ?? [] })

const devices: Device[] = []
let number = 0
afterEach(() => Promise.all(devices.splice(0).map(({ station }) => station.close())))

async function opened(name: string, journal: Journal = memoryJournal(), at = start): Promise<Device> {
  const made = await device(name, book, { journal, at })
  devices.push(made)
  return made
}

const join = ({ station }: Device, far: MemoryFar, more: Partial<JoinOptions> = {}): Promise<Joined> =>
  station.join(far.adapter(), {
    scope: { place: 'st' },
    getToken: () => Promise.resolve(far.token('st')),
    random: () => 0.5,
    ...more,
  })

/** Waits until a state is so. */
async function until(joined: Joined, is: (state: SyncState) => boolean, told = 'state'): Promise<SyncState> {
  for (const began = performance.now(); performance.now() - began < 5000;) {
    if (is(joined.state)) return joined.state
    await turn()
  }
  throw new Error(`${told}: ${JSON.stringify(joined.state)}`)
}

/** All that was brought is fetched by all. */
async function inStep(...joined: readonly Joined[]): Promise<void> {
  for (let rounds = 0; rounds < 4; rounds++) {
    for (const one of joined) {
      one.now()
      await turn()
      await until(one, ({ inStep: is }) => is, 'in step')
    }
  }
}

const heads = async ({ station }: Device): Promise<readonly Dossier[]> =>
  (await station.dossiers({})).toSorted((a, b) => (a.id < b.id ? -1 : 1))

describe('sync', () => {
  const kinds: Record<string, () => Promise<Journal>> = {
    'in memory': () => Promise.resolve(memoryJournal()),
    'in IndexedDB': () => openJournal(`sync-test-${++number}`),
  }
  for (const [where, journal] of Object.entries(kinds))
    it(`Q127 two stations act apart, join and have the same; what does not fit is shown (${where})`, async () => {
      const far = farOf()
      const [ann, bob] = [await opened('ann', await journal()), await opened('bob', await journal())]
      const { dossier } = await ann.does('report', 'case/new', { what: 'road' })
      const id = dossier!.id
      const [first, second] = [await join(ann, far), await join(bob, far)]
      await inStep(first, second)
      expect(await bob.station.dossier(id)).to.deep.equal(await ann.station.dossier(id))
      far.faults.offline = true
      ann.clock.advance(minute)
      bob.clock.advance(2 * minute)
      await ann.does('accept', id)
      await bob.does('accept', id)
      await until(second, ({ waiting }) => waiting > 0, 'lines wait')
      expect(await heads(bob)).not.to.deep.equal(await heads(ann))
      far.faults.offline = false
      await inStep(first, second)
      expect(await heads(bob)).to.deep.equal(await heads(ann))
      expect((await ann.station.dossier(id))!.void).to.equal(1)
      const states = (await bob.station.lines(id)).map(({ state }) => state)
      expect(states).to.include('void')
      for (const joined of [first, second]) expect(joined.state).to.include({ waiting: 0, rejected: 0, quarantine: 0 })
    })

  it('Q127 nothing acknowledged is lost, wherever the line breaks, and all have the same', async () => {
    for (let seed = 1; seed <= 12; seed++) {
      let drawn = seed
      const chance = (of: number) => (drawn = (drawn * 1103515245 + 12345) % 2 ** 31) / 2 ** 31 < of
      const far = farOf()
      const all = [await opened('ann'), await opened('bob'), await opened('eve')]
      far.faults.breaks = () => chance(0.3)
      far.faults.delivers = (entries) => [...entries, ...entries.filter(() => chance(0.3))].toReversed()
      const joined = await Promise.all(all.map((one) => join(one, far, { every: 5000 })))
      const acknowledged = new Set<string>()
      for (let step = 0; step < 15; step++) {
        const one = all[step % 3]!
        one.clock.advance(7000)
        const { entry } = await one.does('report', 'case/new', { what: `road ${step}` })
        acknowledged.add(entry!.id)
        for (let turns = 0; turns < 8; turns++) await turn()
        for (const { clock } of all) clock.advance(3000)
      }
      far.faults.breaks = () => false
      await inStep(...joined)
      const [ann, ...others] = await Promise.all(all.map(heads))
      for (const other of others) expect(other, `seed ${seed}`).to.deep.equal(ann)
      const there = new Set((await all[0]!.lines()).map(({ id }) => id))
      expect(
        [...acknowledged].filter((id) => !there.has(id)),
        `seed ${seed}`,
      ).to.deep.equal([])
      for (const { station } of devices.splice(0)) await station.close()
    }
  })

  it('shows what waits and since when nobody answers, and tries again later each time', async () => {
    const far = farOf()
    far.faults.offline = true
    const ann = await opened('ann')
    const joined = await join(ann, far)
    const first = await until(joined, ({ link }) => link === 'broken')
    expect(first).to.include({ trouble: 'offline', since: start, next: start + backOff(1, () => 0.5), inStep: false })
    expect(first.says!.zh).to.contain('连不上')
    await ann.does('report', 'case/new', { what: 'road' })
    await until(joined, ({ waiting }) => waiting === 1)
    ann.clock.set(first.next!)
    const second = await until(joined, ({ link, next }) => link === 'broken' && next !== first.next)
    expect(second.next! - ann.clock.now()).to.equal(backOff(2, () => 0.5))
    far.faults.offline = false
    ann.clock.set(second.next!)
    await until(joined, ({ inStep: is, waiting }) => is && waiting === 0)
    // what is done now goes at once
    const { entry } = await ann.does('report', 'case/new', { what: 'lamp' })
    await until(joined, ({ inStep: is, waiting }) => is && waiting === 0)
    const bob = await opened('bob')
    await inStep(await join(bob, far))
    expect((await bob.lines()).map(({ id }) => id)).to.include(entry!.id)
  })

  it('lines that are not taken lie in the tray with a reason, and stay in force here', async () => {
    const far = farOf()
    const ann = await opened('ann')
    const { dossier } = await ann.does('report', 'case/new', { what: 'road' })
    let at = 'h2'
    const joined = await join(ann, far, { scope: { place: 'h2' }, getToken: () => Promise.resolve(far.token(at)) })
    await until(joined, ({ rejected, waiting }) => rejected === 1 && waiting === 0)
    const [tray] = await joined.rejected()
    expect([tray!.entry.on, tray!.code]).to.deep.equal([dossier!.id, 'forbidden'])
    expect(tray!.says.zh).to.contain('无权')
    expect((await ann.station.dossier(dossier!.id))!.step).to.equal('reported')
    await joined.leave()
    at = 'st'
    const again = await join(ann, far)
    await again.again()
    await until(again, ({ rejected, inStep: is }) => is && rejected === 0)
    const bob = await opened('bob')
    await inStep(await join(bob, far))
    expect(await bob.station.dossier(dossier!.id)).to.deep.equal(await ann.station.dossier(dossier!.id))
  })

  it('S170 lines of a place that the far side does not know wait, and the state names it until it is known', async () => {
    const far = farOf()
    const ann = await opened('ann')
    const adapter = far.adapter()
    let isKnown = false
    const joined = await ann.station.join(
      {
        id: adapter.id,
        limits: adapter.limits,
        async open(auth, signal) {
          const session = await adapter.open(auth, signal)
          const unplaced = { status: 'retry', afterMs: minute, code: 'unplaced' } as const
          return {
            push: (entries, ...more) =>
              isKnown
                ? session.push(entries, ...more)
                : Promise.resolve(entries.map(({ id }) => ({ id, ...unplaced }))),
            pull: (...asked) => session.pull(...asked),
            close: () => session.close(),
          }
        },
      },
      { scope: { place: 'st' }, getToken: () => Promise.resolve(far.token('st')) },
    )
    const { dossier } = await ann.does('report', 'case/new', { what: 'road' })
    const { unplaced } = await until(joined, (state) => state.unplaced !== undefined, 'told')
    expect(unplaced).to.deep.equal([dossier!.place])
    expect(joined.state).to.include({ waiting: 1, rejected: 0 })
    isKnown = true
    ann.clock.advance(minute)
    const after = await until(joined, ({ waiting, link }) => waiting === 0 && link === 'idle', 'gone')
    expect(after).to.not.have.property('unplaced')
  })

  it('one tab speaks; when it leaves, the next takes over, and nothing is left to go', async () => {
    const far = farOf()
    const name = `sync-tabs-${++number}`
    const [one, two] = [await opened('ann', await openJournal(name)), await opened('eve', await openJournal(name))]
    const first = await join(one, far)
    await until(first, ({ inStep: is }) => is)
    const second = await join(two, far)
    await two.does('report', 'case/new', { what: 'road' })
    await inStep(first)
    expect(first.state.waiting).to.equal(0)
    expect(second.state.link).to.equal('elsewhere')
    await first.leave()
    await until(second, ({ inStep: is }) => is)
    await two.does('report', 'case/new', { what: 'lamp' })
    await inStep(second)
    expect(second.state.waiting).to.equal(0)
    expect(first.state.link).to.equal('left')
    const bob = await opened('bob')
    await inStep(await join(bob, far))
    expect(await heads(bob)).to.have.length(2)
  })

  it('goes on where it left, also with what was done while it was away', async () => {
    const far = farOf()
    const journal = memoryJournal()
    const ann = await opened('ann', journal)
    const joined = await join(ann, far)
    await ann.does('report', 'case/new', { what: 'road' })
    await inStep(joined)
    await joined.leave()
    await ann.does('report', 'case/new', { what: 'lamp' })
    expect(await journal.outbox.count('memory')).to.deep.equal({ waiting: 1, refused: 0 })
    const [pulled] = [await join(ann, far)]
    await inStep(pulled)
    const bob = await opened('bob')
    await inStep(await join(bob, far))
    expect(await heads(bob)).to.deep.equal(await heads(ann))
    await pulled.leave({ forget: true })
    await ann.does('report', 'case/new', { what: 'tree' })
    expect(await journal.outbox.count('memory')).to.deep.equal({ waiting: 0, refused: 0 })
  })

  it('Q127 what a far side lost when an older copy was put back goes there once more, and only that', async () => {
    const journals = { ann: await openJournal(`sync-test-${++number}`), bob: memoryJournal() }
    const [ann, bob] = [await opened('ann', journals.ann), await opened('bob', journals.bob)]
    const far = farOf()
    const first = [await join(ann, far), await join(bob, far)]
    await ann.does('report', 'case/new', { what: 'road' })
    await inStep(...first)
    const reader = { getToken: () => Promise.resolve(far.token('st')) }
    const { signal } = new AbortController()
    const copy = await (await far.adapter().open(reader, signal)).pull({ place: 'st' }, null, 500, signal)
    const lamp = await ann.does('report', 'case/new', { what: 'lamp' })
    const tree = await bob.does('report', 'case/new', { what: 'tree' })
    await inStep(...first)
    for (const joined of first) await joined.leave()

    const brought: string[] = []
    class Older extends MemoryFar {
      override push(...[at, entries, ...more]: Parameters<MemoryFar['push']>) {
        brought.push(...entries.map(({ id }) => id))
        return super.push(at, entries, ...more)
      }
    }
    const older = new Older({ ancestors: (place) => above[place] ?? [] })
    await older.push('st', copy.entries, signal, copy.proofs)
    brought.length = 0
    const again = [await join(ann, older), await join(bob, older)]
    await inStep(...again)
    const eve = await opened('eve')
    await inStep(await join(eve, older))
    const ids = (await eve.lines()).map(({ id }) => id)
    expect(ids).to.include.members([lamp.entry!.id, tree.entry!.id])
    for (const one of [ann, bob]) expect(await heads(one)).to.deep.equal(await heads(eve))
    for (const joined of again) expect(joined.state).to.include({ waiting: 0, rejected: 0 })
    expect(
      brought.filter((id) => copy.entries.some((line) => line.id === id)),
      'what it has is not brought again',
    ).to.deep.equal([])
  })

  it('Q127 who only brought lines and fetched none notices as well that an older copy was put back', async () => {
    const far = farOf()
    far.faults.breaks = (what) => what === 'pull'
    const ann = await opened('ann', await openJournal(`sync-test-${++number}`))
    const { entry } = await ann.does('report', 'case/new', { what: 'road' })
    const first = await join(ann, far)
    await until(first, ({ link, waiting }) => link === 'broken' && waiting === 0, 'all was acknowledged')
    await first.leave()

    const older = farOf()
    await inStep(await join(ann, older))
    const bob = await opened('bob')
    await inStep(await join(bob, older))
    expect((await bob.lines()).map(({ id }) => id)).to.include(entry!.id)
  })

  it('Q127 an older copy that is put back behind the first lines brought and before the first read is noticed by that', async () => {
    const [far, older] = [farOf(), farOf()]
    const ann = await opened('ann', await openJournal(`sync-test-${++number}`))
    const { entry } = await ann.does('report', 'case/new', { what: 'road' })
    const auth = { getToken: () => Promise.resolve(far.token('st')) }
    const again = { getToken: () => Promise.resolve(older.token('st')) }
    const { id, limits } = far.adapter()
    const joined = await ann.station.join(
      {
        ...{ id, limits },
        async open(_, signal) {
          let session = await far.adapter().open(auth, signal)
          const then = await older.adapter().open(again, signal)
          const { epoch } = session
          return {
            epoch: epoch!,
            proofs: true,
            async push(...brought) {
              const results = await session.push(...brought)
              session = then
              return results
            },
            pull: (...asked) => session.pull(...asked),
            close: () => Promise.resolve(),
          }
        },
      },
      { scope: { place: 'st' } },
    )
    await until(joined, ({ inStep: is }) => is)
    const bob = await opened('bob')
    await inStep(await join(bob, older))
    expect((await bob.lines()).map(({ id: line }) => line)).to.deep.equal([entry!.id])
    expect(joined.state).to.include({ waiting: 0, rejected: 0 })
  })

  it('a stick carries lines out and in, twice is safe, and half a line keeps no other out', async () => {
    let text = ''
    const stick = fileAdapter('stick-3', {
      read: () => Promise.resolve(text),
      append: (more) => Promise.resolve(void (text += more)),
    })
    const [ann, bob] = [await opened('ann'), await opened('bob')]
    await ann.does('report', 'case/new', { what: 'road' })
    const out = await ann.station.join(stick, { scope: { place: 'st' } })
    await inStep(out)
    await out.leave()
    text += '{"id":"0k8'
    await bob.does('report', 'case/new', { what: 'lamp' })
    const both = await bob.station.join(stick, { scope: { place: 'st' } })
    await inStep(both)
    const full = text
    const again = await ann.station.join(stick, { scope: { place: 'st' } })
    await inStep(again)
    expect(await heads(ann)).to.have.length(2)
    expect(await heads(ann)).to.deep.equal(await heads(bob))
    expect(text, 'what is there is not written again').to.equal(full)
    text = 'holiday photos\n'
    again.now()
    expect(await until(again, ({ link }) => link === 'broken')).to.have.property('trouble', 'protocol')
  })

  it('backs off to five minutes, by chance between half of it and all', () => {
    expect([1, 2, 3].map((failures) => backOff(failures, () => 0))).to.deep.equal([500, 1000, 2000])
    expect(backOff(3, () => 0.999)).to.be.within(3990, 4000)
    expect(backOff(60, () => 0.5)).to.equal(225_000)
  })
})
