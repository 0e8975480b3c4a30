import { expect, waitUntil } from '@open-wc/testing'
import { fold } from '../act/fold.js'
import { bookOf, device, hall, minute, start, type Device } from '../merge/sample.js'
import type { Book } from '../pack/book.js'
import type { Entry } from '../types.js'
import { openJournal } from './dexie.js'
import { readExport } from './export.js'
import { sha256 } from './hash.js'
import { turn } from '../sync/contract-ground.js'
import { plantedIn } from './planted.js'
import type { Journal } from './journal.js'

let book: Book
before(async () => (book = await bookOf(hall())))

let number = 0
const opened: Device[] = []
afterEach(() => Promise.all(opened.splice(0).map(({ station }) => station.close())))
async function office(name = 'a', name2 = `whole-${++number}`): Promise<Device & { readonly journal: Journal }> {
  const journal = await openJournal(name2, (place) => (place === 'st' ? [] : ['st']))
  const made = { ...(await device(name, book, { journal })), journal }
  opened.push(made)
  return made
}

const sheet = (id: string, on: `${string}/${string}`) => ({
  ...{ id, on, field: 'phone', value: '000', salt: 'f'.repeat(32) },
  ...{ purpose: { zh: '回访', en: 'Call back' }, basis: 'consent', keep: 'P30D' },
})

/** An office in which everything there is has happened. */
async function busy() {
  const made = await office()
  const { does, journal, clock } = made
  await journal.outbox.open('far')
  await does('lay', 'unit/new')
  await does('mark', 'unit/h1', { stall: 's1', answer: 'stop' })
  const on = (await does('report', 'case/new', { what: 'dark' })).dossier!.id
  await does('accept', on)
  await does('close', on)
  const hash = await journal.photos.put(new Blob(['road'], { type: 'image/jpeg' }), clock.now())
  const loose = await journal.photos.put(new Blob(['fence'], { type: 'image/jpeg' }), clock.now())
  const other = (await does('report', 'case/new', { what: 'wet' })).entry!
  const { dossier } = await made.does('remark', other.on, { what: 'seen' })
  const more: Entry = { ...other, id: `${other.id}x`, from: 'reported', to: 'reported', data: { photos: [hash] } }
  const register = { value: '2020-04-10', stamp: other.id }
  const write = { on: other.on, head: dossier!.head, entries: [more], registers: { seen: register } }
  await journal.append([{ ...write, sheets: [sheet(`${other.id}#phone`, other.on)] }], (all) => fold(all).dossier)
  const early = { ...other, id: `0mmmmmmmm.001.b`, on: 'case/elsewhere' as const, from: 'reported' }
  await journal.receive({ lines: [early], cursor: { name: 'sync', value: 'c7' } }, (all) => fold(all).dossier, {
    ...{ now: start, drift: minute },
  })
  return { ...made, on, other, hash, loose }
}

async function until(is: () => boolean | Promise<boolean>): Promise<void> {
  for (const began = performance.now(); !(await is()); await turn())
    if (performance.now() - began > 5000) throw new Error('It does not come.')
}
const text = async ({ station }: Device) => {
  let all = ''
  for await (const piece of station.storage!.export()) all += piece
  return all
}
const file = (words: string) => new Blob([words])
const flipped = (letters: string) => (letters.startsWith('A') ? 'B' : 'A') + letters.slice(1)
/** A text that somebody changed and hashed anew. */
const resealed = async (words: string) => {
  const block = words.slice(0, words.lastIndexOf('{"sha256"'))
  return `${block}${JSON.stringify({ sha256: await sha256(new TextEncoder().encode(block)), end: true })}\n`
}

async function everything({ journal }: { readonly journal: Journal }) {
  const lines = new Map<string, readonly Entry[]>()
  for await (const { on, entries } of journal.all()) lines.set(on, entries)
  const ids = [...lines.keys()].sort() as `case/${string}`[]
  const sheets = await Promise.all(ids.map((id) => journal.sheets(id)))
  return {
    lines: ids.map((id) => lines.get(id)),
    heads: await journal.heads(ids),
    found: (await journal.find({ kind: 'case', place: 'st' })).map(({ id }) => id),
    sheets,
    asides: await journal.asides(),
    tallies: await journal.tallies(),
    outbox: (await journal.outbox.next('far', 99)).lines,
    cursor: await journal.setting.get('sync'),
    late: await journal.dueBefore(start + 99 * minute),
  }
}

describe('everything as one text', () => {
  it('exported, wiped and taken in again it is the same; twice is once', async () => {
    const before = await busy()
    const words = await text(before)
    const after = await office('b')
    expect(await after.journal.node()).not.to.equal(await before.journal.node())
    const told: number[] = []
    const progress = (done: number, total = 1) => told.push(done / total)
    const imported = await after.station.storage!.import(file(words), 'all.jsonl', { progress })
    expect(imported.troubles).to.deep.equal([])
    expect(imported).to.include({ sheets: 1, photos: 2 })
    expect(await everything(after)).to.deep.equal(await everything(before))
    for (const one of [before.hash, before.loose])
      expect(await (await after.journal.photos.get(one))!.text()).to.equal(
        await (await before.journal.photos.get(one))!.text(),
      )
    expect((await after.journal.head(before.other.on))!.fields['seen']).to.equal('2020-04-10')
    expect(told.at(-1)).to.equal(1)
    const again = await after.station.storage!.import(file(words), 'all.jsonl')
    expect(again).to.deep.equal({ dossiers: 0, lines: 0, sheets: 0, photos: 0, troubles: [] })
    expect(await everything(after)).to.deep.equal(await everything(before))
    await after.does('accept', before.other.on)
  })

  it('lines come with their proofs, also those that were never brought to anybody; a proof that is none stays out', async () => {
    const before = await busy()
    const lines = await before.journal.lines(before.on)
    const hashes = lines.flatMap(({ chain }) => chain?.hash ?? [])
    expect(hashes).to.have.length(3)
    expect(await before.journal.signing.proofs(hashes)).to.deep.equal([])
    const words = await text(before)
    const proofs = await before.journal.signing.proofs(hashes)
    expect(proofs.flatMap((proof) => proof.lines)).to.include.members(hashes)

    const after = await office('b')
    await after.station.storage!.import(file(words), 'all.jsonl')
    expect(await after.journal.signing.proofs(hashes)).to.deep.equal(proofs)
    const stands = async ({ station }: Device) => (await station.proofs(before.on)).map(({ state }) => state)
    expect(await stands(before)).to.deep.equal(['own', 'own', 'own'])
    expect(await stands(after)).to.deep.equal(['proven', 'proven', 'proven'])
    const { writer } = lines[0]!.chain!
    const [known] = await after.journal.signing.writers([writer])
    expect(known).to.have.property('writer', writer)
    expect(known, 'a key leaves no device').not.to.have.property('secret')
    expect(await after.journal.signing.writer()).not.to.equal(writer)

    const another = await office('c')
    const { signature } = proofs[0]!
    await another.station.storage!.import(file(await resealed(words.replaceAll(signature, flipped(signature)))), 'all')
    expect(await another.journal.lines(before.on)).to.deep.equal(lines)
    expect(await another.journal.signing.proofs(hashes)).to.deep.equal(proofs.slice(1))
  })

  it('R141 a sealed answer comes along sealed, without its key, and opens when that comes from a far side', async () => {
    const before = await busy()
    const { journal, other } = before
    const { head } = (await journal.head(other.on))!
    const secret = { ...sheet(`${other.id}#name`, other.on), field: 'name', value: '示例甲', seals: true } as const
    const line = { ...other, id: `${other.id}y`, from: 'reported', to: 'reported' }
    const write = { on: other.on, head, entries: [line], sheets: [secret] }
    await journal.append([write], (all) => fold(all).dossier)
    await journal.beside.open('far', ['keys'])
    const words = await text(before)
    const { items: keys } = await journal.beside.rows('far', 'keys', 9)
    expect(keys).to.have.length(1)
    expect(plantedIn(words, ['示例甲', keys[0]!.body!['raw'] as string])).to.deep.equal([])

    const after = await office('b')
    expect(await after.station.storage!.import(file(words), 'all.jsonl')).to.include({ sheets: 2 })
    expect(await after.journal.answers.locked(other.on)).to.deep.equal(['name'])
    expect((await after.journal.sheets(other.on)).map(({ field }) => field)).to.deep.equal(['phone'])
    const today = { now: start, keepOf: () => undefined, fold: (all: readonly Entry[]) => fold(all).dossier }
    await after.journal.beside.take({ channel: 'keys', rows: keys }, today)
    expect((await after.journal.sheets(other.on)).map(({ value }) => value)).to.have.members(['000', '示例甲'])
  })

  it('beside what is here: lines of a dossier that both have meet', async () => {
    const [one, two] = [await office('a'), await office('b')]
    const on = (await one.does('report', 'case/new', { what: 'dark' })).dossier!.id
    await two.station.storage!.import(file(await text(one)), 'one.jsonl')
    one.clock.set(start + minute)
    await one.does('remark', on, { what: 'from a' })
    two.clock.set(start + 2 * minute)
    await two.does('accept', on)
    const imported = await two.station.storage!.import(file(await text(one)), 'one.jsonl')
    expect(imported).to.deep.include({ dossiers: 1, lines: 1 })
    expect((await two.journal.head(on))!).to.deep.include({ step: 'accepted' })
    expect((await two.journal.head(on))!.fields['what']).to.equal('from a')
  })

  for (const [what, spoil, code] of [
    ['cut off', (words: string) => words.slice(0, words.lastIndexOf('{"sha256"')), 'cut-off'],
    ['cut in the middle of a line', (words: string) => words.slice(0, -200), 'not-json'],
    ['changed by a letter', (words: string) => words.replace('"what":"dark"', '"what":"dork"'), 'changed'],
    ['of another community', (words: string) => words.replace('"journal":"here"', '"journal":"there"'), 'elsewhere'],
    ['no journal at all', () => 'id;what\n1;light', 'no-export'],
    ['empty', () => '', 'no-export'],
    ['with a line that is none', (words: string) => words.replace('\n', '\n{"id":7}\n'), 'no-entry'],
  ] as const)
    it(`a text that is ${what} is refused with a sentence, and nothing is touched`, async () => {
      const words = await text(await busy())
      const after = await office('b')
      const spoilt = spoil(words)
      expect(spoilt).not.to.equal(words)
      const { troubles, ...sum } = await after.station.storage!.import(file(spoilt), 'all.jsonl')
      expect(troubles.map((one) => one.code)).to.contain(code)
      for (const { says } of troubles) expect(says.zh).to.match(/[。？]$/)
      expect(sum).to.deep.equal({ dossiers: 0, lines: 0, sheets: 0, photos: 0 })
      expect((await everything(after)).lines).to.deep.equal([])
      expect(await after.journal.setting.get('sync')).to.equal(undefined)
    })

  it('is given up at a word, and taken up again from the beginning', async () => {
    const words = await text(await busy())
    const after = await office('b')
    const stop = new AbortController()
    stop.abort()
    const failed = await after.station
      .storage!.import(file(words), 'a', { signal: stop.signal })
      .catch((it: unknown) => it)
    expect(failed).to.have.property('name', 'AbortError')
    expect((await everything(after)).lines).to.deep.equal([])
    expect((await after.station.storage!.import(file(words), 'a')).troubles).to.deep.equal([])
  })

  it('can be judged again like any export: what stands beside the lines is passed over', async () => {
    const { exported, troubles } = await readExport(await text(await busy()), 'all.jsonl')
    expect(troubles).to.deep.equal([])
    expect(exported!.arrivals.map(({ on }) => on)).to.include('unit/h1')
  })
})

describe('the archive', () => {
  it('holds what is over, which is found, shown and acted upon as before', async () => {
    const made = await busy()
    const before = await everything(made)
    expect(await made.station.storage!.archive(start)).to.equal(0)
    expect(await made.station.storage!.archive()).to.equal(1)
    expect(await made.station.storage!.archive()).to.equal(0)
    expect(await everything(made)).to.deep.equal(before)
    expect(await made.journal.find({ kind: 'case', where: { what: 'dark' } })).to.have.length(1)
    await made.journal.rebuild((all) => fold(all).dossier)
    expect(await everything(made)).to.deep.equal(before)
    const [first, ...rest] = await made.journal.lines(made.on)
    const { chain: _, ...opening } = first!
    const late = { ...opening, id: `${first!.id}x`, act: 'remark', from: 'reported', data: { what: 'late' } }
    const { fresh } = await made.station.receive({ lines: [late] })
    expect(fresh.map(({ id }) => id)).to.deep.equal([late.id])
    expect(await made.journal.lines(made.on)).to.have.length(rest.length + 2)
    expect((await made.journal.head(made.on))!.fields['what']).to.equal('late')
    expect(await made.station.storage!.archive()).to.equal(1)
    let times = 0
    for await (const { on } of made.journal.all()) if (on === made.on) times++
    expect(times).to.equal(1)
  })
})

describe('storage', () => {
  it('tells of room, promise and trouble, and asks for the promise after the first act', async () => {
    const asked: string[] = []
    const own = Object.getOwnPropertyDescriptor(navigator, 'storage')
    const storage = {
      persisted: () => Promise.resolve(asked.length > 0),
      persist: () => Promise.resolve(asked.push('persist') > 0),
      estimate: () => Promise.resolve({ usage: 95, quota: 100 }),
    }
    Object.defineProperty(navigator, 'storage', { configurable: true, value: storage })
    try {
      const { station, does } = await office()
      expect(await station.storage!.look()).to.deep.equal({ persisted: false, usage: 95, quota: 100, low: true })
      expect(asked).to.deep.equal([])
      await does('lay', 'unit/new')
      await does('mark', 'unit/h1', { stall: 's1', answer: 'ok' })
      expect(await station.storage!.look()).to.deep.include({ persisted: true })
      expect(asked).to.deep.equal(['persist'])
    } finally {
      if (own) Object.defineProperty(navigator, 'storage', own)
      else delete (navigator as { storage?: unknown }).storage
    }
  })

  it('a database that went with all that was in it is told of, with what had reached nobody, until somebody has read it', async () => {
    const name = `whole-${++number}`
    const lost = async ({ station }: Device) => (await station.storage!.look()).lost
    const closed = ({ station }: Device) => {
      opened.splice(0)
      return station.close()
    }
    const cleared = () =>
      new Promise<void>((go, fail) => {
        const request = indexedDB.deleteDatabase(name)
        request.onsuccess = () => go()
        request.onerror = () => fail(request.error!)
      })
    const one = await office('a', name)
    const held = () => {
      const note = JSON.parse(localStorage.getItem(`linli held ${name}`) ?? '{}') as { readonly dossiers?: number }
      return note.dossiers
    }
    await one.journal.outbox.open('far')
    await one.does('lay', 'unit/new')
    one.clock.advance(minute)
    await until(() => held() === 1)
    one.clock.advance(minute)
    await one.does('report', 'case/new', { what: 'dark' })
    // it is noted a tenth of a second behind what was done
    one.clock.advance(100)
    await until(() => held() === 2)
    await closed(one)
    const two = await office('a', name)
    await closed(two)
    expect(await lost(two), 'it is all there').to.equal(undefined)

    await cleared()
    const three = await office('a', name)
    const told: unknown[] = []
    const stop = three.station.watch(lost.bind(undefined, three), (it) => told.push(it))
    const seen = { since: start, at: start, dossiers: 2, waiting: 2 }
    await until(() => told.length > 0 && told.at(-1) !== undefined)
    expect(told.at(-1)).to.deep.equal(seen)
    stop()
    await closed(three)
    await cleared()
    const four = await office('a', name)
    await until(async () => (await lost(four)) !== undefined)
    expect(await lost(four), 'nobody misses an empty one').to.deep.equal(seen)
    four.station.storage!.understood()
    expect(await lost(four)).to.equal(undefined)
    await closed(four)
    const five = await office('a', name)
    await five.station.close()
    expect(await lost(five)).to.equal(undefined)
  })

  it('full is a state with its sentence; what was done is not lost, and passes when there is room', async () => {
    const { station, does } = await office()
    await does('lay', 'unit/new')
    const put = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'put')!
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('no room', 'QuotaExceededError')
    }
    const seen: (string | undefined)[] = []
    const stop = station.watch(
      async (it) => (await it.storage!.look()).trouble?.code,
      (code) => seen.push(code),
    )
    const failed = await does('mark', 'unit/h1', { stall: 's1', answer: 'ok' }).catch((error: unknown) => error)
    // whoever watches is told while it is so, however busy the machine
    await waitUntil(() => seen.includes('full'), 'told', { timeout: 15_000 })
    Object.defineProperty(IDBObjectStore.prototype, 'put', put)
    expect(failed).to.have.property('name', 'JournalTrouble')
    expect((await station.storage!.look()).trouble!.says.zh).to.contain('导出')
    expect(await station.lines('unit/h1'), 'nothing half done').to.have.length(1)
    await does('mark', 'unit/h1', { stall: 's1', answer: 'ok' })
    expect((await station.storage!.look()).trouble).to.equal(undefined)
    stop()
  })

  it('a handle that is closed under the station is opened again, and the act done once', async () => {
    const name = `whole-${++number}`
    const { station, does } = await office('a', name)
    await does('lay', 'unit/new')
    for (const how of ['mark', 'reopen']) {
      await new Promise<void>((go, fail) => {
        const transaction = IDBDatabase.prototype.transaction
        // the first transaction of the act finds its handle closed
        IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args) {
          IDBDatabase.prototype.transaction = transaction
          this.close()
          return transaction.apply(this, args)
        } as typeof transaction
        does('mark', 'unit/h1', { stall: how, answer: 'stop' }).then(() => go(), fail)
      })
    }
    expect((await station.lines('unit/h1')).map(({ entry }) => entry.act)).to.deep.equal(['lay', 'mark', 'mark'])
    expect((await station.storage!.look()).trouble).to.equal(undefined)
  })
})
