import { expect, waitUntil } from '@open-wc/testing'
import { memoryJournal } from '../journal/memory.js'
import { openStation } from '../open.js'
import type { StationAtWork } from '../at-work.js'
import type { RosterFile } from '../pack/format.js'
import { handClock } from '../time/clock.js'
import { newNode } from '../time/stamp.js'
import type { Act, DossierId } from '../types.js'
import { withTenures, type Tenure } from './tenures.js'

const [street, community, grid, building] = [
  '330109001',
  '330109001072',
  '330109001072-003',
  '330109001072-003-014',
] as const
const roster: RosterFile = {
  roster: 'small',
  asOf: '2020-04-10',
  places: {
    [street]: { kind: 'street', title: { zh: '城厢街道', en: 'Chengxiang street' } },
    [community]: { kind: 'community', title: { zh: '育才东苑社区', en: 'Yucai Dongyuan' }, in: street },
    [grid]: { kind: 'grid', title: { zh: '3网格', en: 'Grid 3' }, in: community },
    [building]: { kind: 'building', title: { zh: '14幢', en: 'Building 14' }, in: grid },
  },
  parties: {
    head: { kind: 'person', sheet: 's-1' },
    chief: { kind: 'person', sheet: 's-2' },
    lin: { kind: 'person', sheet: 's-3' },
    chen: { kind: 'person', sheet: 's-4' },
  },
  posts: [
    { post: 'community-lead', place: community, party: 'head', from: '2020-01-01' },
    { post: 'grid-chief', place: grid, party: 'chief', from: '2020-01-01' },
    { post: 'building-leader', place: building, party: 'lin', from: '2020-01-01' },
  ],
}
const leader = { post: 'building-leader', place: building, ended: false }
const lin: Tenure = { ...leader, party: 'lin', gone: '2020-04-20', ended: true }
const chen: Tenure = { ...leader, party: 'chen', since: '2020-04-20' }
const atBuilding = (file: RosterFile) => file.posts.filter(({ place }) => place === building)
const long = { post: 'building-leader', place: building, party: 'lin', from: '2020-01-01' }

describe('acts over a roster', () => {
  it('S160 who hands over holds the post until the day before, and who takes over from that day', () => {
    expect(atBuilding(withTenures(roster, [lin, chen]))).to.deep.equal([
      { ...long, until: '2020-04-19' },
      { post: 'building-leader', place: building, party: 'chen', from: '2020-04-20' },
    ])
  })

  it('S160 laid over a roster that holds them already, they change nothing', () => {
    const once = withTenures(roster, [lin, chen])
    expect(withTenures(once, [lin, chen])).to.deep.equal(once)
  })

  it('S160 a post that somebody leaves is vacant from that day until somebody takes it', () => {
    const vacant = withTenures(roster, [lin])
    expect(atBuilding(vacant).at(-1)).to.deep.equal({ post: 'building-leader', place: building, from: '2020-04-20' })
    const later: Tenure = { ...chen, since: '2020-05-01' }
    const until = { post: 'building-leader', place: building, from: '2020-04-20', until: '2020-04-30' }
    expect(atBuilding(withTenures(roster, [lin, later]))).to.deep.include(until)
    expect(atBuilding(withTenures(vacant, [lin, later]))).to.deep.include(until)
  })

  it('S160 who leaves before the first day never held it, and who comes back holds it twice', () => {
    const never: Tenure = { ...leader, party: 'chen', since: '2020-05-01', gone: '2020-04-25', ended: true }
    expect(atBuilding(withTenures(roster, [never]))).to.deep.equal([long])
    const back: Tenure = { ...leader, party: 'lin', since: '2020-06-01', gone: '2020-04-20' }
    expect(atBuilding(withTenures(roster, [back])).map(({ from, until }) => [from, until])).to.deep.equal([
      ['2020-01-01', '2020-04-19'],
      ['2020-06-01', undefined],
      ['2020-04-20', '2020-05-31'],
    ])
  })

  it('S160 a second holder stands beside the first', () => {
    const file = withTenures(roster, [{ ...chen, since: '2020-04-11' }])
    expect(atBuilding(file).map(({ party, until }) => [party, until])).to.deep.equal([
      ['lin', undefined],
      ['chen', undefined],
    ])
  })

  it('S160 somebody whom this roster does not know is known by the post', () => {
    expect(withTenures(roster, [{ ...chen, party: 'p-else' }]).parties['p-else']).to.deep.equal({ kind: 'person' })
  })
})

describe('a station whose pack appoints', () => {
  const clock = handClock(Date.parse('2020-04-10T09:00:00+08:00'))
  let station: StationAtWork
  const open = (file: RosterFile) =>
    openStation({
      community: '/rules/chengxiang.community.json',
      roster: '/roster.json',
      read: async (address) => (address === '/roster.json' ? JSON.stringify(file) : (await fetch(address)).text()),
      clock,
      journal: memoryJournal,
    })
  const on = (party: string): DossierId => `tenure/${building}/building-leader/${party}`
  const handOver: Act = {
    type: 'hand-over',
    on: on('lin'),
    by: 'head',
    data: { post: 'building-leader', holder: 'lin', successor: 'chen', gone: '2020-04-12' },
    reason: '搬家',
  }
  const leader = () => station.posts.at(building).map(({ party }) => party)

  beforeEach(async () => {
    clock.set(Date.parse('2020-04-10T09:00:00+08:00'))
    station = await open(roster)
  })
  afterEach(() => station.close())

  it('S161 what was done for a later day counts from that day, without anybody opening the page anew', async () => {
    let told: readonly (string | undefined)[] = []
    const stop = station.watch(
      () => leader(),
      (now) => (told = now),
    )
    expect((await station.act(handOver)).allowed).to.equal(true)
    expect(leader()).to.deep.equal(['lin'])
    expect(station.roster.posts.at(-1)).to.include({ party: 'chen', from: '2020-04-12' })
    clock.set(Date.parse('2020-04-12T00:00:00+08:00'))
    await station.act({ ...handOver, type: 'leave' })
    expect(leader()).to.deep.equal(['chen'])
    await waitUntil(() => told.join() === 'chen', 'told', { timeout: 15_000 })
    stop()
  })

  it('S161 who was appointed may do at once what the post may do', async () => {
    const report: Act = {
      type: 'hand-over',
      on: on('chen'),
      by: 'chen',
      data: { post: 'building-leader', holder: 'chen', successor: 'lin', gone: '2020-04-11' },
      reason: '…',
    }
    expect((await station.ask(report)).because).to.equal('by')
    await station.act({
      type: 'appoint',
      on: `tenure/${community}/community-lead/chen`,
      by: 'head',
      data: { post: 'community-lead', holder: 'chen', since: '2020-04-10' },
      reason: '上级任命',
    })
    expect((await station.ask(report)).because).to.equal(undefined)
  })

  it('S161 a vacancy is a gap from its day, and the level above stands in', async () => {
    await station.act({
      ...handOver,
      type: 'leave',
      data: { post: 'building-leader', holder: 'lin', gone: '2020-04-10' },
    })
    const [gap] = station.posts.vacancies().filter(({ place }) => place === building)
    expect(gap).to.include({ post: 'building-leader', from: '2020-04-10' })
    expect(gap!.standIn).to.include({ party: 'chief' })
  })

  it('S162 a roster of a later day stands instead of what was done before it', async () => {
    await station.act({ ...handOver, data: { ...handOver.data, gone: '2020-04-10' } })
    expect(leader()).to.deep.equal(['chen'])
    clock.set(Date.parse('2020-05-01T09:00:00+08:00'))
    await station.takeRoster({ ...roster, asOf: '2020-05-01' }, undefined)
    expect(leader()).to.deep.equal(['lin'])
    await station.takeRoster(roster, undefined)
    expect(leader()).to.deep.equal(['chen'])
  })

  it('S161 another tab sees who was appointed when the line is there, and the roster that was taken in', async () => {
    const name = `two tabs ${newNode()}`
    const options = {
      community: '/rules/chengxiang.community.json',
      roster: '/roster.json',
      read: async (address: string) =>
        address === '/roster.json' ? JSON.stringify(roster) : (await fetch(address)).text(),
      ...{ clock, name },
    }
    const [writes, sees] = [await openStation(options), await openStation(options)]
    const seen = () =>
      sees.posts
        .at(building)
        .map(({ party }) => party)
        .join()
    await writes.act({ ...handOver, data: { ...handOver.data, gone: '2020-04-10' } })
    await waitUntil(() => seen() === 'chen', 'the appointment', { timeout: 15_000 })
    const asOf = '2020-04-11'
    await writes.takeRoster({ ...roster, asOf }, undefined)
    await waitUntil(() => seen() === 'lin', 'the roster', { timeout: 15_000 })
    expect(sees.roster.asOf).to.equal(asOf)
    await Promise.all([writes.close(), sees.close()])
    indexedDB.deleteDatabase(name)
  })

  it('S163 somebody written in here can be appointed, and the name is in no line', async () => {
    station.me = 'head'
    const id = await station.addPerson('示例新', '000-0000-1234')
    await station.act({
      type: 'hand-over',
      on: on('lin'),
      by: 'head',
      data: { post: 'building-leader', holder: 'lin', successor: id, gone: '2020-04-10' },
      reason: '搬家',
    })
    expect(station.party(id).name.zh).to.equal('示例新')
    expect(leader()).to.deep.equal([id])
    const lines = await Promise.all([on('lin'), on(id)].map((dossier) => station.lines(dossier)))
    expect(JSON.stringify(lines)).to.include(id).and.not.include('示例新')
  })
})
