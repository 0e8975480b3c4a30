import { expect } from '@open-wc/testing'
import { memoryJournal } from './journal/memory.js'
import { openStation, StationRefused } from './open.js'
import { edition } from './pack/shape.js'
import { handClock } from './time/clock.js'

const folder = '/rules'
const community = `${folder}/chengxiang.community.json`
const rosterFile = 'x.roster.json'
const at = Date.parse('2020-04-10T16:30:00+08:00')
const offline = () => Promise.reject(new Error('offline'))
const online = async (address: string) => (await fetch(address)).text()

/** A book of texts and a roster that would be refused today, kept as what `by` made of them. */
async function kept(by: string) {
  const journal = memoryJournal(() => [])
  await (await openStation({ community, read: online, clock: handClock(at), journal: () => journal })).close()
  const { digest, texts, made } = (await journal.book.get())!
  const odd = Object.fromEntries(Object.entries(texts).map(([file, text]) => [file, text.replace('{', '{ "odd": 1,')]))
  await journal.book.set({ at, digest, texts: odd, made: { ...made!, by } })
  const place = { kind: 'community', title: { zh: '某社区', en: 'Some' } }
  const roster = { odd: 1, roster: 'x', asOf: '2020-04-10', places: { '330109001072': place }, parties: {}, posts: [] }
  await journal.setting.set('roster', JSON.stringify(roster))
  await journal.setting.set('roster checked', { by, troubles: [] })
  return journal
}
type Kept = Awaited<ReturnType<typeof kept>>
const opened = (journal: Kept, read: typeof online, more: { roster?: string } = {}) =>
  openStation({ community, read, clock: handClock(at), journal: () => journal, ...more })

describe('what was found good before', () => {
  it('opens without being read again, offline too', async () => {
    const station = await opened(await kept(edition), offline, { roster: rosterFile })
    expect(station.bookFrom).to.deep.equal({ source: 'stored', at })
    expect(station.places.get('330109001072')?.title.zh).to.equal('某社区')
    await station.close()
  })

  it('is checked again after the checks changed', async () => {
    let refused: unknown
    await opened(await kept('an older edition'), offline).catch((error: unknown) => (refused = error))
    expect(refused).to.be.instanceOf(StationRefused)

    const journal = await kept('an older edition')
    const station = await opened(journal, (address) => (address === rosterFile ? offline() : online(address)), {
      roster: rosterFile,
    })
    expect(station.bookFrom).to.deep.equal({ source: 'files', at })
    expect(station.places.get('330109001072')?.title.zh).not.to.equal('某社区')
    expect((await journal.book.get())?.made).to.include({ by: edition, at })
    await station.close()
  })

  it('is kept anew when a text changes and the book does not', async () => {
    const journal = memoryJournal(() => [])
    await (await opened(journal, online)).close()
    const before = (await journal.book.get())!
    await (await opened(journal, async (address) => `${await online(address)}\n`)).close()
    const after = (await journal.book.get())!
    expect(after.digest).to.equal(before.digest)
    expect(after.texts[community]).to.equal(`${before.texts[community]}\n`)
  })

  it('is told of again, without being looked at again', async () => {
    const journal = memoryJournal(() => [])
    const unfilled = async (address: string) => (await online(address)).replace('"grid-chief": ["grid-chief"],', '')
    const troubles = []
    for (const _ of [1, 2]) {
      const station = await opened(journal, unfilled)
      troubles.push(station.troubles)
      await station.close()
    }
    expect(troubles[0]!.map(({ code, found }) => [code, found])).to.deep.equal([['role-without-post', 'grid-chief']])
    expect(troubles[1]![0]).to.equal(troubles[0]![0])
  })

  it('is made anew on the day after an override, and not by the hour', async () => {
    const journal = memoryJournal(() => [])
    const ending = async (address: string) =>
      (await online(address)).replace('"value": "P1D",', '"value": "P1D", "until": "2020-04-10",')
    const clock = handClock(at)
    const books = []
    for (const time of ['16:30', '23:59', '24:00']) {
      clock.set(Date.parse(`2020-04-10T${time}:00+08:00`))
      const station = await openStation({ community, read: ending, clock, journal: () => journal })
      books.push(station.book)
      await station.close()
    }
    expect(books[1]).to.equal(books[0])
    expect(books[2]!.digest).not.to.equal(books[0]!.digest)
  })
})
