import { expect } from '@open-wc/testing'
import { fold } from '../act/fold.js'
import type { Dossier, Entry, Json } from '../types.js'
import { openJournal } from './dexie.js'
import { JournalTrouble } from './journal.js'

/** Databases as the code of each version wrote them: stores, indexes and records. */
const versions = [1, 2, 3, 4, 5, 6, 7, 8, 10, 11]

interface Saved {
  readonly version: number
  readonly stores: Readonly<Record<string, SavedStore>>
}
interface SavedStore {
  readonly keyPath: string
  readonly autoIncrement?: true
  readonly indexes: readonly { readonly name: string; readonly multiEntry?: true }[]
  readonly records: readonly Readonly<Record<string, Json>>[]
}

const savedAs = async (version: number): Promise<Saved> =>
  (await (await fetch(new URL(`./saved/version-${version}.json`, import.meta.url))).json()) as Saved

/** Bytes stand in the file as base64. */
const recordOf = (record: Readonly<Record<string, Json>>): object => {
  const { base64 } = (record['bytes'] ?? {}) as { readonly base64?: string }
  if (base64 === undefined) return record
  return { ...record, bytes: Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)).buffer }
}

async function put(name: string, { version, stores }: Saved): Promise<void> {
  await new Promise<void>((go, fail) => {
    const request = indexedDB.open(name, version * 10)
    request.onerror = () => fail(request.error!)
    request.onupgradeneeded = () => {
      for (const [store, { keyPath, autoIncrement = false, indexes, records }] of Object.entries(stores)) {
        const made = request.result.createObjectStore(store, { keyPath, autoIncrement })
        for (const { name: index, multiEntry = false } of indexes) made.createIndex(index, index, { multiEntry })
        for (const record of records) made.add(recordOf(record))
      }
    }
    request.onsuccess = () => go(request.result.close())
  })
}

const ancestors = (place: string) => (place === 'b1' ? ['grid-1', 'street'] : [])
const folded = (lines: readonly Entry[]) => fold(lines).dossier
let number = 0

/** What the database must hold whatever version wrote it. */
async function check(name: string, { version, stores }: Saved): Promise<void> {
  const journal = await openJournal(name, ancestors)
  try {
    // before anything is folded anew; a stretch of time is counted by the index
    for (const at of [{}, { place: 'street' }, { place: 'b1' }]) {
      const byIndex = await journal.count({ ...at, kind: 'case', opened: { from: 0 } }, 0)
      expect(byIndex.total).to.be.greaterThan(0)
      expect(await journal.count({ ...at, kind: 'case' }, 0)).to.deep.equal(byIndex)
    }
    // as a station does where the way of folding is another
    await journal.rebuild(folded)
    const past = new Map<string, readonly Entry[]>()
    for await (const { on, entries } of journal.all()) past.set(on, entries)
    expect([...past.keys()].sort()).to.deep.equal(['case/1', 'case/2', 'case/bulk-1', 'case/bulk-2', 'case/bulk-3'])
    const counts = ['case/1', 'case/2', 'case/bulk-1', 'case/bulk-2', 'case/bulk-3'].map((id) => past.get(id)!.length)
    expect(counts).to.deep.equal([2, version < 3 ? 3 : 4, 2, 2, 1])
    for (const [on, lines] of past) {
      const dossier = (await journal.head(on as Dossier['id']))!
      expect(dossier, on).to.deep.equal(folded(lines))
      expect(await journal.lines(dossier.id)).to.deep.equal(lines)
    }
    const steps = { reported: 1, accepted: 2, closed: 2 }
    expect((await journal.count({ kind: 'case', place: 'street' }, 0)).steps).to.deep.include(
      version < 3 ? steps : { accepted: 2 },
    )
    expect(await journal.find({ where: { of: 'visit/1' } })).to.have.length(4)
    expect(await journal.find({ sort: 'due', limit: 1 })).to.have.length(1)
    expect((await journal.sheets('case/1')).map(({ value }) => value)).to.deep.equal(['000'])
    expect(await journal.setting.get('columns')).to.deep.equal({ id: '编号' })
    expect((await journal.book.get())!.digest).to.equal('abc')
    const node = stores['settings']!.records.find((it) => it['name'] === 'node')!
    expect(await journal.node()).to.equal(node['value'])
    const [hash] = (past.get('case/1')![0]!.data['photos'] ?? []) as readonly string[]
    if (version >= 2) expect(await (await journal.photos.get(hash!))!.text()).to.equal('road')
    if (version >= 3) expect((await journal.asides()).map(({ why }) => why)).to.deep.equal(['waiting'])
    if (version >= 3) expect(await journal.setting.get('sync')).to.equal('c1')
    if (version >= 6) expect((await journal.outbox.next('hub', 99)).lines).to.have.length(11)
    // and it is gone on with
    const { head, id } = (await journal.head('case/bulk-3'))!
    const more = { ...past.get(id)![0]!, id: `0zzzzzzzz.00${version}.node1`, from: 'reported', to: 'accepted' }
    const [after] = await journal.append([{ on: id, head, entries: [more] }], folded)
    expect(after!.step).to.equal('accepted')
    expect(await journal.lines(id)).to.have.length(2)
  } finally {
    await journal.close()
  }
}

describe('databases of earlier versions', () => {
  for (const version of versions) {
    it(`version ${version} opens with everything in it, and is gone on with`, async () => {
      const saved = await savedAs(version)
      expect(saved.version).to.equal(version)
      const name = `saved-${version}-${++number}`
      await put(name, saved)
      await check(name, saved)
    })

    it(`version ${version}: an upgrade that is broken off leaves it as it was, and is done the next time`, async () => {
      const saved = await savedAs(version)
      const name = `saved-${version}-${++number}`
      await put(name, saved)
      const own = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'put')!
      let broken = 0
      IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args: Parameters<IDBObjectStore['put']>) {
        if (this.transaction.mode !== 'versionchange') return (own.value as IDBObjectStore['put']).apply(this, args)
        broken++
        throw new DOMException('no room', 'QuotaExceededError')
      }
      const failed = await openJournal(name, ancestors)
        .catch((error: unknown) => error)
        .finally(() => Object.defineProperty(IDBObjectStore.prototype, 'put', own))
      if (broken > 0) expect(failed).to.be.instanceOf(JournalTrouble)
      else await (failed as Awaited<ReturnType<typeof openJournal>>).close()
      // the newest needs no upgrade
      expect(broken > 0).to.equal(version < versions.at(-1)!)
      await check(name, saved)
    })
  }

  it('code that is older than what wrote a database does not write it', async () => {
    const saved = await savedAs(11)
    const name = `saved-newer-${++number}`
    const { settings, ...stores } = saved.stores
    const records = settings!.records.map((it) => (it['name'] === 'minWriter' ? { ...it, value: 99 } : it))
    await put(name, { version: 11, stores: { ...stores, settings: { ...settings!, records } } })
    // a journal that opened all the same is not to be printed: its tables lead through the whole page
    const said = await openJournal(name, ancestors).then(
      (journal) => journal.close().then(() => 'opened'),
      (error: JournalTrouble) => error.code,
    )
    expect(said).to.equal('newer')
  })
})
