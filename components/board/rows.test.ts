import { expect } from '@open-wc/testing'
import type { StationAtWork } from '../../engine/at-work.js'
import { handClock } from '../../engine/time/clock.js'
import type { DossierId, Query } from '../../engine/types.js'
import { does, grids, openSample, report } from '../case-card/sample-station.js'

const now = Date.parse('2020-04-10T17:30:00+08:00')
const minute = 60_000
const board: Query = { kind: 'case', open: true, sort: 'due' }

describe('rows kept from one reading to the next', () => {
  let station: StationAtWork
  const clock = handClock(now)
  before(async () => (station = await openSample(clock)))
  after(() => station.close())

  /** How often the journal is asked for all of a kind, and for which dossiers one by one. */
  function asked() {
    const { journal } = station
    const { find, heads } = journal
    const seen = { all: 0, one: [] as DossierId[] }
    journal.find = (query) => {
      if (query.kind === 'case') seen.all++
      return find(query)
    }
    journal.heads = (ids) => {
      seen.one.push(...ids)
      return heads(ids)
    }
    return { seen, stop: () => Object.assign(journal, { find, heads }) }
  }
  /** The same question in words under which nothing is kept. */
  const anew = (query: Query) => station.rows({ ...query, limit: 1e6 })

  it('after an act only what was acted on is read; the other rows are the very same', async () => {
    const [first, second] = [await report(station, 'water-burst'), await report(station, 'water-burst', grids[1])]
    const before = await station.rows(board)
    const { seen, stop } = asked()
    await does(station, first, 'accept')
    const after = await station.rows(board)
    stop()
    expect(seen).to.deep.equal({ all: 0, one: [first] })
    expect(after.find(({ id }) => id === first)!.step).to.equal('accepted')
    const same = (id: DossierId) => before.find((row) => row.id === id) === after.find((row) => row.id === id)
    expect([same(first), same(second)]).to.deep.equal([false, true])
  })

  it('are what a reading of all would give: opened, moved on, ended, run out, at a place, in order', async () => {
    const here: Query = { kind: 'case', open: true, place: '330109001073' }
    const all = [board, here, { kind: 'case', sort: 'at' } as const]
    for (const query of all) await station.rows(query)
    const made: DossierId[] = []
    for (const [index, type] of ['gas-leak', 'water-burst', 'corridor-light', 'water-burst'].entries()) {
      made.push(await report(station, type, grids[index % 2]))
      clock.set(now + (index + 1) * minute)
    }
    await does(station, made[0]!, 'accept')
    const { allowed } = await station.act({ type: 'cancel', on: made[1]!, by: 'officer', reason: '重复' })
    expect(allowed).to.equal(true)
    clock.set(now + 20 * minute)
    for (const query of all) expect(await station.rows(query)).to.deep.equal(await anew(query))
    expect((await station.rows(here)).map(({ id }) => id)).not.to.include(made[1])
  })

  it('are all read anew once anything but a line changed', async () => {
    await station.rows(board)
    const { seen, stop } = asked()
    await station.takeRoster(station.roster, station.people)
    await station.rows(board)
    stop()
    expect(seen.all).to.equal(1)
  })

  it('are not kept where what is shown hangs on who asks', async () => {
    const query = { kind: 'tenure', open: true }
    await station.rows(query)
    const { journal } = station
    const { find } = journal
    let times = 0
    journal.find = (asks) => {
      if (asks.kind === 'tenure') times++
      return find(asks)
    }
    await station.rows(query)
    journal.find = find
    expect(times).to.equal(1)
  })
})
