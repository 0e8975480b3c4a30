import { expect } from '@open-wc/testing'
import { memoryJournal } from '../journal/memory.js'
import { openJournal } from '../journal/dexie.js'
import { photosIn } from '../journal/photos.js'
import type { Journal, StoredBook } from '../journal/journal.js'
import { openStation } from '../open.js'
import type { PackFile } from '../pack/format.js'
import { MemoryFar } from '../sync/memory.js'
import type { Joined } from '../sync/sync.js'
import { handClock, type HandClock } from '../time/clock.js'
import type { StationAtWork } from '../at-work.js'
import type { Entry } from '../types.js'
import { bookName, byName } from './texts.js'
import type { RuleProposal, Rules } from './view.js'

const community = '/rules/chengxiang.community.json'
const roster = '/demo/data/tiny/roster.json'
const start = Date.parse('2020-04-10T16:30:00+08:00')
const minute = 60_000
const lead = 'p-0026'
const officer = 'p-0020'
const why = '一周试下来，八分钟做得到'
const ledger = 'rules/chengxiang'

/** The real files; of the stories of a pack only some, for each adoption plays them all. */
const web = async (address: string) => {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${answer.status} ${address}`)
  const text = await answer.text()
  if (!address.endsWith('.pack.json')) return text
  const { examples, ...pack } = JSON.parse(text) as PackFile
  return JSON.stringify({ ...pack, examples: examples!.filter(({ name }, i) => i < 2 || name.zh === climbsNoFurther) })
}
const climbsNoFurther = '到最上一级就不再上升'
const offline = () => Promise.reject(new Error('offline'))
/** The web server with its community file changed. */
const serving = (change: (text: string) => string) => async (address: string) =>
  address === community ? change(await web(address)) : web(address)
const minutes = (count: number) => (text: string) => text.replace('"PT10M"', `"PT${count}M"`)

interface Device {
  readonly station: StationAtWork & { readonly rules: Rules }
  readonly journal: Journal
  readonly clock: HandClock
}
const open: Device[] = []
afterEach(() => Promise.all(open.splice(0).map(({ station }) => station.close())))

/** What a device keeps that has opened the community before. */
let kept: StoredBook | undefined
before(async () => {
  kept = await (await device()).journal.book.get()
})

async function device({
  read = web,
  journal = memoryJournal(),
  at = start,
  me = lead,
  files = true,
} = {}): Promise<Device> {
  const clock = handClock(at)
  if (kept && !(await journal.book.get())) await journal.book.set(kept)
  const station = await openStation({ community, read, clock, journal: () => journal, me, ...(files && { roster }) })
  const made = { station: station as Device['station'], journal, clock }
  open.push(made)
  return made
}

const limit = ({ station }: Device) => station.book.packs.get('four-platforms')!.params['accept-limit']
const file = ({ station }: Device) => station.book.texts[community]!
/** Proposes another limit for accepting, as an editor would. */
const proposed = async (one: Device, count: number): Promise<RuleProposal> =>
  one.station.rules.propose({ [community]: file(one).replace(/"PT\d+M" \}/, `"PT${count}M" }`) })
async function adopts(one: Device, count: number): Promise<void> {
  expect(await one.station.rules.adopt(await proposed(one, count), why)).to.deep.equal({ ok: true })
}
async function until(is: () => boolean, told: string, joined: readonly Joined[] = []): Promise<void> {
  for (const began = performance.now(); !is();) {
    if (performance.now() - began > 8000)
      throw new Error(`${told}: ${JSON.stringify(joined.map(({ state }) => state))}`)
    for (const one of joined) one.now()
    await new Promise((go) => setTimeout(go, 20))
  }
}
const lines = ({ journal }: Device) => journal.lines(ledger)

/** All that the others have of the ledger, and the texts that it names. */
async function hears(to: Device, from: Device, texts = true): Promise<void> {
  const own = await lines(from)
  if (texts) await carry(to, from, own)
  await to.station.receive({ lines: own })
}
async function carry(to: Device, from: Device, own: readonly Entry[]): Promise<void> {
  for (const hash of own.flatMap(photosIn)) await to.journal.photos.put((await from.journal.photos.get(hash))!, start)
}

describe('rules that travel', () => {
  it('Q135 as long as nobody adopted, good files are in force by themselves and nothing is proposed', async () => {
    const journal = memoryJournal()
    const first = await device({ journal })
    const before = await first.station.rules.state()
    expect(before).to.deep.include({ isAdopted: false, proposals: [], past: [], may: { is: true } })
    await first.station.close()
    const again = await device({ journal, read: serving(minutes(8)) })
    expect(limit(again)).to.equal('PT8M')
    expect(again.station.bookFrom.source).to.equal('files')
    expect(await lines(again)).to.deep.equal([])
  })

  it('Q135 adopting is a line by whoever may, with a reason, that names the files by their hashes', async () => {
    const one = await device()
    await adopts(one, 8)
    expect(limit(one)).to.equal('PT8M')
    expect(one.station.bookFrom).to.deep.equal({ source: 'adopted', at: start })
    const [first, second] = await lines(one)
    expect(second).to.include({ act: 'adopt', by: lead, reason: why, place: '330109001', kind: 'rules' })
    expect(second!.data['files']).to.include.members(['chengxiang.community.json', 'four-platforms.pack.json'])
    for (const hash of photosIn(second!)) expect(await one.journal.photos.get(hash)).not.to.equal(undefined)
    // what went before stands there too, or nobody could go back to it
    expect(first!.data['book']).not.to.equal(second!.data['book'])
    const { inForce, past, former } = await one.station.rules.state()
    expect(inForce).to.deep.include({ source: 'adopted', by: lead, why, book: second!.data['book'] })
    expect(past.map(({ state }) => state)).to.deep.equal(['last', 'replaced'])
    expect(former!.line).to.equal(first!.id)
  })

  it('Q135 nobody adopts without the post, without a reason, with errors, or what others changed meanwhile', async () => {
    const one = await device({ me: officer })
    const proposal = await proposed(one, 8)
    const refused = async (it: RuleProposal, reason: string) => {
      const answer = await one.station.rules.adopt(it, reason)
      expect(await lines(one)).to.have.length(one.station.me === lead ? seen : 0)
      return answer.ok ? 'ok' : answer.says.zh
    }
    let seen = 0
    expect(await refused(proposal, why)).to.equal('采用规则由值班长来办。')
    expect((await one.station.rules.state()).may).to.deep.include({ is: false })
    one.station.me = lead
    expect(await refused(proposal, '  ')).to.equal('请写一句为什么。')
    const misspelt = await one.station.rules.propose({
      [community]: file(one).replace('accept-limit', 'acept-limit'),
    })
    expect(misspelt.troubles[0]).to.include({ found: 'acept-limit', meant: 'accept-limit' })
    expect(misspelt.changes).to.deep.equal([])
    expect(await refused(misspelt, why)).to.equal('里面还有错，改好才能采用。')
    const last = await one.station.rules.propose({
      [community]: file(one).replace('"command-room-lead"]\n}', '"mayor"]\n}'),
    })
    expect(last.troubles.map(({ code }) => code)).to.deep.equal(['nobody-adopts'])
    await adopts(one, 9)
    seen = 2
    expect(await refused(proposal, why)).to.contain('请对着新的再看一遍')
    expect(await refused(await one.station.rules.propose({}), why)).to.equal('这就是现在在用的规则。')
  })

  it('Q135 a book whose examples come out otherwise cannot be adopted, and the proposal says so', async () => {
    const one = await device()
    const proposal = await proposed(one, 12)
    expect(proposal.examples.red).to.be.greaterThan(0)
    expect(proposal.examples.played).to.be.greaterThan(proposal.examples.red)
    expect(proposal.troubles.some(({ code, level }) => code.startsWith('example-') && level === 'error')).to.equal(true)
    expect((await one.station.rules.adopt(proposal, why)).ok).to.equal(false)
  })

  it('Q135 once something was adopted a file that differs is a proposal, in words and with its examples played', async () => {
    const one = await device()
    await adopts(one, 8)
    await one.station.close()
    const { journal } = one
    const other = await device({ journal, read: serving(minutes(6)) })
    expect(limit(other)).to.equal('PT8M')
    const { proposals } = await other.station.rules.state()
    expect(proposals).to.have.length(1)
    const [{ changes, examples, troubles }] = proposals as [RuleProposal]
    expect(changes[0]!.changes.map(({ says }) => says.zh)).to.deep.equal(['受理时限 8分 → 6分'])
    expect(examples.played).to.be.greaterThan(10)
    expect(examples.red).to.equal(0)
    expect(troubles.filter(({ level }) => level === 'error')).to.deep.equal([])
    expect(await other.station.rules.adopt(proposals[0]!, why)).to.deep.equal({ ok: true })
    expect(limit(other)).to.equal('PT6M')
    expect((await other.station.rules.state()).proposals).to.deep.equal([])
    await other.station.close()
    // the web server lags behind: that is no proposal to go back
    for (const read of [web, serving(minutes(8)), serving((text) => text.replaceAll('\n', '\n '))]) {
      const late = await device({ journal, read })
      expect((await late.station.rules.state()).proposals).to.deep.equal([])
      expect(limit(late)).to.equal('PT6M')
      await late.station.close()
    }
  })

  it('Q135 files that say the same are the same book, however they are laid out', async () => {
    const one = await device()
    await adopts(one, 8)
    await one.station.close()
    const turned = (it: unknown): unknown => {
      if (Array.isArray(it)) return it.map(turned)
      if (typeof it !== 'object' || it === null) return it
      return Object.fromEntries(
        Object.entries(it)
          .toReversed()
          .map(([name, value]) => [name, turned(value)]),
      )
    }
    const eight = serving(minutes(8))
    const laidOut = async (address: string) => JSON.stringify(turned(JSON.parse(await eight(address))), null, '\t')
    const other = await device({ journal: one.journal, read: laidOut })
    expect((await other.station.rules.state()).proposals).to.deep.equal([])
    expect(await laidOut(community)).not.to.equal(await eight(community))
    const same = await other.station.rules.propose({ [community]: await laidOut(community) })
    expect(same.changes).to.deep.equal([])
    const [, { data }] = (await lines(other)) as [Entry, Entry]
    expect(await bookName(byName(other.station.book.texts))).to.equal(data['book'])
    expect(await bookName({ 'a.json': '{"a":1,"b":[1,2]}' })).to.equal(
      await bookName({ 'a.json': '{ "b": [1, 2.0], "a": 1 }' }),
    )
    expect(await bookName({ 'a.json': '{"b":[1,2]}' })).not.to.equal(await bookName({ 'a.json': '{"b":[2,1]}' }))
  })

  it('Q135 a proposal that was put aside is not shown again until the file changes, on any device', async () => {
    const one = await device()
    await adopts(one, 8)
    await one.station.close()
    let count = 6
    const read = (address: string) => serving(minutes(count))(address)
    const [here, there] = [await device({ journal: one.journal, read }), await device({ read })]
    const before = await here.station.rules.state()
    expect(await here.station.rules.setAside(before.proposals[0]!, '')).to.deep.include({ ok: false })
    expect(await here.station.rules.setAside(before.proposals[0]!, '六分钟太紧')).to.deep.equal({ ok: true })
    await hears(there, here)
    for (const { station } of [here, there]) {
      const { proposals } = await station.rules.look()
      expect(proposals[0]!.aside).to.deep.include({ by: lead, why: '六分钟太紧' })
    }
    expect(limit(here)).to.equal('PT8M')
    count = 7
    expect((await here.station.rules.look()).proposals[0]!.aside).to.equal(undefined)
  })

  it('Q135 another device takes what was adopted as soon as line and texts are there, and opens by it offline', async () => {
    const [one, other] = [await device(), await device({ read: serving(minutes(7)) })]
    expect(limit(other)).to.equal('PT7M')
    await adopts(one, 8)
    let told = 0
    const stop = other.station.watch(
      () => ++told,
      () => undefined,
    )
    await hears(other, one, false)
    // the line came, its texts have not: the former rules go on, and it says so
    expect(limit(other)).to.equal('PT7M')
    expect(other.station.bookFrom.source).to.equal('stored')
    expect(other.station.troubles.map(({ code, level }) => [code, level])).to.deep.equal([['on-its-way', 'warning']])
    expect((await other.station.rules.state()).waits).to.deep.include({ by: lead, state: 'last' })
    told = 0
    await hears(other, one)
    expect(limit(other)).to.equal('PT8M')
    expect(told).to.be.greaterThan(0)
    stop()
    expect(other.station.troubles).to.deep.equal([])
    expect(other.station.book.digest).to.equal(one.station.book.digest)
    await other.station.close()
    const again = await device({ journal: other.journal, read: offline, files: false })
    expect(limit(again)).to.equal('PT8M')
    expect(again.station.bookFrom).to.deep.equal({ source: 'adopted', at: start })
    expect((await again.station.rules.state()).proposals).to.deep.equal([])
    // on another day, too, when the book is made anew of its texts
    await again.station.close()
    const later = await device({ journal: other.journal, read: offline, files: false, at: start + 40 * 86_400_000 })
    expect(limit(later)).to.equal('PT8M')
  })

  it('Q135 texts that did not travel are taken from the file of that name if it has the very bytes', async () => {
    const one = await device()
    await adopts(one, 8)
    const text = file(one)
    const other = await device({ read: async (address) => (address === community ? text : web(address)) })
    await hears(other, one, false)
    expect(other.station.bookFrom.source).to.equal('adopted')
  })

  it('Q135 of two adoptions made apart the later stands everywhere, and the other is shown as overtaken', async () => {
    for (const order of [0, 1]) {
      const [one, other] = [await device(), await device()]
      await adopts(one, 9)
      await hears(other, one)
      one.clock.advance(minute)
      other.clock.advance(2 * minute)
      await adopts(one, 8)
      await adopts(other, 7)
      const pair = [one, other] as const
      await hears(pair[order]!, pair[1 - order]!)
      await hears(pair[1 - order]!, pair[order]!)
      for (const { station } of pair) {
        expect(station.book.packs.get('four-platforms')!.params['accept-limit']).to.equal('PT7M')
        const { past } = await station.rules.state()
        expect(past.map(({ state }) => state)).to.deep.equal(['last', 'overtaken', 'replaced', 'replaced'])
      }
      expect((await lines(one)).map(({ id }) => id)).to.deep.equal((await lines(other)).map(({ id }) => id))
      // taken back is what stood before, not what was overtaken
      expect(await one.station.rules.takeBack('太紧')).to.deep.equal({ ok: true })
      expect(limit(one)).to.equal('PT9M')
    }
  })

  it('Q135 an adoption is taken back by adopting the former book again, and that too', async () => {
    const one = await device()
    expect(await one.station.rules.takeBack(why)).to.deep.include({ ok: false })
    await adopts(one, 8)
    for (const [count, back] of [
      [10, true],
      [8, true],
    ] as const) {
      one.clock.advance(minute)
      expect(await one.station.rules.takeBack('先退回去')).to.deep.equal({ ok: true })
      expect(limit(one)).to.equal(`PT${count}M`)
      expect((await one.station.rules.state()).past[0]).to.deep.include({ back, why: '先退回去' })
    }
  })

  it('Q135 a book from elsewhere that is not good here is not in force, and says why', async () => {
    const one = await device()
    await adopts(one, 8)
    const before = one.station.book
    const other = await device()
    await adopts(other, 7)
    // a chain would give away at once that it was changed
    const { chain: _, ...line } = (await lines(other)).at(-1)!
    const foreign = async (change: (text: string) => string, edition: string, number: number) => {
      const text = change(other.station.book.texts[community]!)
      const hash = await one.journal.photos.put(new Blob([text]), start)
      const texts = [...(line.data['texts'] as string[])]
      await carry(one, other, [line])
      const names = line.data['files'] as string[]
      texts[names.indexOf('chengxiang.community.json')] = hash
      const data = { ...line.data, texts, edition, book: hash }
      const id = line.id.replace(/\.\w+\./, `.00${number}.`)
      await one.station.receive({ lines: [{ ...line, id, data }] })
      expect(one.station.book.digest).to.equal(before.digest)
      expect(one.station.bookFrom.source).to.equal('stored')
      expect((await one.station.rules.state()).waits!.book).to.equal(hash)
      return one.station.troubles.map(({ code }) => code)
    }
    const edition = line.data['edition'] as string
    const newer = (text: string) => text.replace('"adopters"', '"seals": ["x"], "adopters"')
    expect(await foreign(newer, 'another', 5)).to.deep.equal(['needs-update', 'unknown-key'])
    expect(one.station.troubles[0]!.says.zh).to.contain('请联网刷新页面，更新程序')
    expect(await foreign(newer, edition, 6)).to.deep.equal(['unknown-key'])
    const loud = (text: string) => text.replace('"charging-shed"', '"exposed-rubbish"')
    expect(await foreign(loud, edition, 7)).not.to.include('needs-update')
    // what it writes meanwhile it writes by the former rules
    const { entry } = await one.station.act({
      ...{ type: 'report', on: 'case/new', by: 'anyone', place: '330109001' },
      data: { type: 'gas-leak', what: '楼道有气味', caller: '13900000000' },
    })
    expect(entry!.pack).to.equal(before.packs.get('four-platforms')!.ref)
  })

  it('Q135 clocks that run keep their limit, what was judged stays, and lines of a book that is not here still fold', async () => {
    const [one, other] = [await device(), await device()]
    const report = {
      ...{ type: 'report', on: 'case/new' as const, by: 'anyone', place: '330109001' },
      data: { type: 'gas-leak', what: '楼道有气味', caller: '13900000000' },
    }
    const due = async ({ station }: Device, id: `case/${string}`) =>
      (await station.dossier(id))!.dues.find(({ clock }) => clock === 'accept')!
    const { dossier: early } = await one.station.act(report)
    await adopts(one, 8)
    const { dossier: late } = await one.station.act(report)
    const id = late!.id as `case/${string}`
    expect((await due(one, early!.id as `case/${string}`)).limit).to.equal('PT10M')
    expect((await due(one, id)).limit).to.equal('PT8M')
    const far = [...(await one.journal.lines(early!.id)), ...(await one.journal.lines(id))]
    await other.station.receive({ lines: far })
    expect(await other.station.dossier(id)).to.deep.equal(await one.station.dossier(id))
    expect(far.map(({ pack }) => pack)).to.include(one.station.book.packs.get('four-platforms')!.ref)
    expect(other.station.book.packs.get('four-platforms')!.ref).not.to.equal(far.at(-1)!.pack)
  })

  it('Q135 another tab of the device goes by what was adopted, and texts are kept as long as a line names them', async () => {
    const name = `adoption-${crypto.randomUUID()}`
    const [here, there] = [await openJournal(name, () => []), await openJournal(name, () => [])]
    const one = await device({ journal: here })
    const other = await device({ journal: there })
    await adopts(one, 8)
    await until(() => limit(other) === 'PT8M', 'the other tab follows')
    await here.photos.drop(Number.MAX_SAFE_INTEGER)
    expect((await one.station.rules.takeBack('先退回去')).ok).to.equal(true)
    expect(limit(one)).to.equal('PT10M')
    // boards that ask for everything are not shown the ledger, which no pack can put into words
    expect(await one.station.rows({})).to.deep.equal([])
  })

  it('Q135 two stations joined with a far side: one adopts, the other follows, and whoever joins later', async () => {
    const far = new MemoryFar({ ancestors: (place) => open[0]!.station.places.ancestors(place) })
    const join = ({ station }: Device, place = '330109001') =>
      station.join(far.adapter(), { scope: { place }, getToken: () => Promise.resolve(far.token(place)) })
    const [one, other] = [await device(), await device({ read: serving(minutes(7)) })]
    const joined = [await join(one), await join(other)]
    await adopts(one, 8)
    await until(() => limit(other) === 'PT8M', 'the other follows', joined)
    expect(other.station.troubles).to.deep.equal([])
    expect((await lines(one)).every(({ chain }) => chain !== undefined)).to.equal(true)
    await other.station.rules.takeBack('先退回去')
    await until(() => limit(one) === 'PT10M', 'the first follows back', joined)
    const third = await device({ read: serving(minutes(7)) })
    // a phone of one grid has the rules that hold there, and nothing else from above
    joined.push(await join(third, '330109001072-001'))
    await until(() => third.station.bookFrom.source === 'adopted', 'the third follows', joined)
    expect(limit(third)).to.equal('PT10M')
  })
})
