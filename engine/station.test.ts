import { expect, waitUntil } from '@open-wc/testing'
import { handClock, type HandClock } from './time/clock.js'
import { memoryJournal } from './journal/memory.js'
import { openStation, StationRefused, type OpenOptions } from './open.js'
import type { StationAtWork } from './at-work.js'
import type { RosterFile } from './pack/format.js'
import type { Act, DossierId } from './types.js'

const home = '/rules/chengxiang.community.json'
const evening = Date.parse('2020-04-10T22:00:00+08:00')
const minute = 60_000

const roster: RosterFile = {
  roster: 'small',
  asOf: '2020-04-10',
  places: {
    '330109001': { kind: 'street', title: { zh: '城厢街道', en: 'Chengxiang street' } },
    '330109001072': { kind: 'community', title: { zh: '育才东苑社区', en: 'Yucai Dongyuan' }, in: '330109001' },
    '330109001072-003': { kind: 'grid', title: { zh: '3网格', en: 'Grid 3' }, in: '330109001072' },
    '330109001072-003-014': { kind: 'building', title: { zh: '14幢', en: 'Building 14' }, in: '330109001072-003' },
  },
  parties: {
    'officer-a': { kind: 'person', sheet: 's-1' },
    'officer-b': { kind: 'person', sheet: 's-2' },
    'shift-lead': { kind: 'person', sheet: 's-3' },
    chief: { kind: 'person', sheet: 's-4' },
    worker: { kind: 'person', sheet: 's-5' },
    'fire-station': { kind: 'organisation', title: { zh: '消防救援站', en: 'Fire station' } },
    'fire-1': { kind: 'person', sheet: 's-6', in: ['fire-station'] },
    'cleaner-a': { kind: 'person', sheet: 's-7', in: ['cleaning'] },
    cleaning: { kind: 'organisation', title: { zh: '环卫所', en: 'Cleaning' } },
  },
  posts: [
    { post: 'command-room-duty', place: '330109001', party: 'officer-a', from: '2020-01-01' },
    { post: 'command-room-duty', place: '330109001', party: 'officer-b', from: '2020-01-01' },
    { post: 'command-room-lead', place: '330109001', party: 'shift-lead', from: '2020-01-01' },
    { post: 'grid-chief', place: '330109001072-003', party: 'chief', from: '2020-01-01' },
    { post: 'grid-worker', place: '330109001072-003', party: 'worker', from: '2020-01-01' },
  ],
}
const people = {
  purpose: { zh: '联系责任人', en: 'Calling whoever is responsible' },
  basis: 'duty' as const,
  keep: 'P1Y',
  people: Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7].map((n) => [`s-${n}`, { name: { zh: `示例${n}`, en: `Sample ${n}` } }]),
  ),
}

const fetched = async (address: string) => {
  if (address === '/roster.json') return JSON.stringify(roster)
  if (address === '/people.json') return JSON.stringify(people)
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${answer.status} ${address}`)
  return answer.text()
}

let opened: StationAtWork[] = []
let names = 0
async function open(clock: HandClock, more: Partial<OpenOptions> = {}): Promise<StationAtWork> {
  const station = await openStation({
    community: home,
    roster: '/roster.json',
    people: '/people.json',
    read: fetched,
    clock,
    name: `station ${++names}`,
    ...more,
  })
  opened.push(station)
  return station
}
afterEach(async () => {
  await Promise.all(opened.map((station) => station.close()))
  opened = []
})

const report: Act = {
  type: 'report',
  on: 'case/new',
  by: 'anyone',
  place: '330109001072-003-014',
  data: { type: 'gas-leak', what: '楼道有气味' },
}
const does = async (
  station: StationAtWork,
  id: DossierId,
  type: string,
  by: string,
  data: Act['data'] = {},
  reason?: string,
) => station.act({ type, on: id, by, data, ...(reason !== undefined && { reason }) })

async function reported(station: StationAtWork): Promise<DossierId> {
  const decision = await station.act(report)
  expect(decision.allowed, decision.says?.zh).to.equal(true)
  return decision.act.on
}
/** Lets what the timer started come to its end. */
const settled = (station: StationAtWork) => station.act({ ...report, on: 'case/new' })

describe('station', () => {
  it('routes a reported gas leak, starts its clocks and says why in both languages', async () => {
    const clock = handClock(evening)
    const station = await open(clock, { me: 'officer-a' })
    expect(station.troubles.map((it) => it.says.en)).to.deep.equal([])
    const id = await reported(station)
    clock.advance(2 * minute)
    await does(station, id, 'accept', 'officer-a')
    clock.advance(minute)
    await does(station, id, 'assign', 'officer-a', { handler: 'fire-station' })
    const view = (await station.view(id))!
    expect(view.dossier).to.include({ step: 'assigned', place: '330109001072-003-014' })
    expect(view.dossier.fields).to.include({ platform: 'zz', handler: 'fire-station' })
    const running = view.dossier.dues.filter((due) => due.state === 'runs')
    expect(running.map((due) => [due.clock, (due.at - evening) / minute])).to.deep.equal([
      ['scene', 23],
      ['handle', 63],
    ])
    expect(view.title.zh).to.contain('燃气管道破裂')
    expect(view.place.path.map((it) => it.zh)).to.deep.equal(['城厢街道', '育才东苑社区', '3网格', '14幢'].slice(1))
    expect(view.holder?.parties.map((it) => it.name.zh)).to.deep.equal(['消防救援站'])
    for (const { says } of view.why) {
      expect(says.zh)
        .to.match(/[\u4e00-\u9fff]/)
        .and.not.match(/[A-Za-z]{3}/)
      expect(says.en).not.to.match(/[\u4e00-\u9fff]/)
    }
    expect(view.why.map((it) => it.rule)).to.deep.equal(['routing', 'scene', 'handle'])
    expect(view.why[0]!.says.zh).to.contain('「燃气管道破裂」→ ').and.contain('综治工作平台').and.contain('消防救援站')
  })

  it('F49 accepted at 9:59.999 is on time', async () => {
    const clock = handClock(evening)
    const station = await open(clock)
    const id = await reported(station)
    clock.advance(10 * minute - 1)
    const { allowed, dossier } = await does(station, id, 'accept', 'officer-a')
    expect(allowed).to.equal(true)
    expect(dossier!.dues[0]).to.include({ clock: 'accept', fired: false, state: 'stopped' })
    expect(dossier!.fields).not.to.have.property('watcher')
  })

  it('F49 F50 at 10:00.000 it is late, has climbed the chain and says so, whoever looks first', async () => {
    const clock = handClock(evening)
    const station = await open(clock)
    const id = await reported(station)
    clock.advance(10 * minute)
    const { allowed, dossier } = await does(station, id, 'accept', 'officer-a')
    expect(allowed).to.equal(true)
    expect(dossier!.dues[0]).to.include({ clock: 'accept', fired: true })
    expect(dossier!.fields['watcher']).to.equal('chief')
    const { lines } = (await station.view(id))!
    const acts = lines.toReversed().map((it) => it.line.entry.act)
    expect(acts).to.deep.equal(['report', 'warn', 'due', 'climb', 'accept'])
    const climb = lines.find((it) => it.line.entry.act === 'climb')!
    expect(climb.words.map((it) => it.zh).join()).to.contain('示例4')
    expect(climb.by.name.zh).to.equal('时限')
  })

  it('F50 a due that runs out while the station looks for the next one is fired at once', async () => {
    const clock = handClock(evening)
    const journal: OpenOptions['journal'] = (ancestors) => {
      const kept = memoryJournal(ancestors)
      const firstDue = async () => {
        const first = await kept.firstDue()
        // behind the answer, before anybody goes by it
        if (first === evening + 10 * minute) clock.set(first)
        return first
      }
      return Object.assign(Object.create(kept) as typeof kept, { firstDue })
    }
    const station = await open(clock, { journal })
    const id = await reported(station)
    clock.set(evening + 10 * minute - 1)
    await waitUntil(async () => (await station.dossier(id))!.dues[0]!.fired, 'not fired', { timeout: 15_000 })
  })

  it('F50 a due that ran out while nobody was there fires at opening, at its own moment', async () => {
    const clock = handClock(evening)
    const name = `station overnight`
    const before = await open(clock, { name })
    const id = await reported(before)
    await before.close()
    opened = []
    const later = await open(handClock(evening + 60 * minute), { name })
    const lines = await later.lines(id)
    expect(lines.map(({ entry }) => [entry.act, (entry.at - evening) / minute])).to.deep.equal([
      ['report', 0],
      ['warn', 8],
      ['due', 10],
      ['climb', 10],
    ])
  })

  it('F48 a limit changed in the community file holds for cases reported afterwards; running ones keep theirs', async () => {
    const clock = handClock(evening)
    const name = 'station edited'
    const first = await open(clock, { name })
    const id = await reported(first)
    await first.close()
    opened = []
    const edited = async (address: string) => {
      const text = await fetched(address)
      return address === home ? text.replace('"accept-limit": "PT10M"', '"accept-limit": "PT8M"') : text
    }
    const second = await open(clock, { name, read: edited })
    expect(second.bookFrom.source).to.equal('files')
    const other = await reported(second)
    clock.advance(9 * minute)
    await settled(second)
    const dues = await Promise.all([id, other].map(async (it) => (await second.dossier(it))!.dues[0]!))
    expect(dues.map((due) => [due.limit, due.fired])).to.deep.equal([
      ['PT10M', false],
      ['PT8M', true],
    ])
  })

  it('D31 whoever handled a case cannot verify it, and is told so', async () => {
    const clock = handClock(evening)
    const station = await open(clock, { me: 'worker' })
    const decision = await station.act({ ...report, by: 'worker', data: { type: 'corridor-light', what: '三楼' } })
    const id = decision.act.on
    const handled = await does(station, id, 'self-handle', 'worker', { proof: ['photo-1'], feedback: '换了灯泡' })
    expect(handled.allowed, handled.says?.zh).to.equal(true)
    const asked = await station.ask({ type: 'verify', on: id, by: 'worker' })
    expect(asked).to.include({ allowed: false, because: 'not-same-as' })
    expect(asked.says!.zh).to.contain('另一个人')
    const shown = (await station.choices(id)).find((it) => it.act === 'verify')!
    expect(shown.decision.says).to.deep.equal(asked.says)
    expect((await does(station, id, 'verify', 'officer-a')).allowed).to.equal(true)
  })

  it('D22 before a form is filled in, open questions are needs and not a no; afterwards they are', async () => {
    const station = await open(handClock(evening))
    const before = await station.ask({ type: 'report', on: 'case/new', by: 'anyone' })
    expect(before.because).to.equal(undefined)
    expect(before.needs).to.deep.equal(['place', 'type', 'what'])
    const after = await station.act({ ...report, data: { type: 'gas-leak' } })
    expect(after).to.include({ allowed: false, because: 'asks', field: 'what' })
    expect(after.says!.zh).to.contain('情况')
  })

  it('C16 a private answer is not in the journal, only its seal', async () => {
    const station = await open(handClock(evening))
    const { act, entry } = await station.act({ ...report, data: { ...report.data, caller: '13800000000' } })
    expect(JSON.stringify(entry)).not.to.contain('13800000000')
    expect(entry!.data['caller']).to.have.keys('sheet', 'sha256')
    expect((await station.journal.sheets(act.on)).map((it) => it.value)).to.deep.equal(['13800000000'])
  })

  it('C16 a private answer is gone when its time after the end of the dossier is over, and the dossier stays', async () => {
    const clock = handClock(evening)
    const station = await open(clock)
    const { act } = await station.act({ ...report, data: { ...report.data, caller: '13800000000' } })
    await does(station, act.on, 'cancel', 'officer-a', {}, '重复上报')
    clock.advance(29 * 24 * 60 * minute)
    await settled(station)
    expect(await station.journal.sheets(act.on)).to.have.length(1)
    clock.advance(2 * 24 * 60 * minute)
    await settled(station)
    expect(await station.journal.sheets(act.on)).to.deep.equal([])
    expect((await station.dossier(act.on))!.step).to.equal('cancelled')
  })

  it('C15 a photo that a line names is kept; one of a form that was given up is gone at the next opening after a day', async () => {
    const clock = handClock(evening)
    const name = 'station photos'
    const before = await open(clock, { name })
    const named = await before.keepPhoto(new Blob(['road'], { type: 'image/jpeg' }))
    const givenUp = await before.keepPhoto(new Blob(['fence'], { type: 'image/jpeg' }))
    const { act } = await before.act({ ...report, data: { ...report.data, photos: [named] } })
    const there = async (station: StationAtWork) =>
      Promise.all([named, givenUp].map(async (hash) => (await station.photo(hash)) !== undefined))
    await before.close()
    clock.advance(24 * 60 * minute)
    const dayAfter = await open(clock, { name })
    expect(await there(dayAfter)).to.deep.equal([true, true])
    await dayAfter.close()
    clock.advance(1)
    opened = [await open(clock, { name })]
    expect(await there(opened[0]!)).to.deep.equal([true, false])
    expect((await opened[0]!.view(act.on))!.lines.at(-1)!.photos).to.deep.equal([named])
    expect((await opened[0]!.dossier(act.on))!.fields['photos']).to.deep.equal([named])
  })

  it('a page left open drops such photos once a day', async () => {
    const clock = handClock(evening)
    const station = await open(clock)
    const givenUp = await station.keepPhoto(new Blob(['fence']))
    clock.advance(24 * 60 * minute)
    clock.advance(24 * 60 * minute)
    await settled(station)
    expect(await station.photo(givenUp)).to.equal(undefined)
  })

  it('two stations on one database see each other and never act on a moved head', async () => {
    const clock = handClock(evening)
    const name = 'station shared'
    const [a, b] = [await open(clock, { name }), await open(clock, { name })]
    const id = await reported(a)
    const seen = new Promise<string>((resolve) =>
      b.watch(
        (station) => station.dossier(id),
        (dossier) => dossier?.step === 'accepted' && resolve(dossier.step),
      ),
    )
    const [first, second] = await Promise.all([does(a, id, 'accept', 'officer-a'), does(b, id, 'accept', 'officer-b')])
    expect([first.allowed, second.allowed].filter(Boolean)).to.have.length(1)
    expect(await seen).to.equal('accepted')
    expect((await a.dossier(id))!.void).to.equal(0)
  })

  it('a broken file is told and the last good book goes on working; without one the station is refused', async () => {
    const clock = handClock(evening)
    const name = 'station broken'
    const good = await open(clock, { name })
    const id = await reported(good)
    await good.close()
    opened = []
    const broken = async (address: string) =>
      (await fetched(address)).replace('"operator": "notEqual"', '"operator": "notEqul"')
    const station = await open(clock, { name, read: broken })
    expect(station.bookFrom.source).to.equal('stored')
    const [trouble] = station.troubles
    expect(trouble).to.include({ level: 'error', meant: 'notEqual' })
    expect(trouble!.line).to.be.greaterThan(1)
    expect((await does(station, id, 'accept', 'officer-a')).allowed).to.equal(true)
    let refused: unknown
    try {
      await open(clock, { name: 'station never good', read: broken })
    } catch (error) {
      refused = error
    }
    expect(refused).to.be.instanceOf(StationRefused)
  })

  it('a pack that is no longer in use leaves its dossiers as they are, and the timer quiet', async () => {
    const clock = handClock(evening)
    const name = 'station without pack'
    const before = await open(clock, { name })
    const id = await reported(before)
    await before.close()
    opened = []
    const other = { pack: 'other', version: 1, title: { zh: '别的', en: 'Other' } }
    const without = async (address: string) => {
      if (address.endsWith('/other.pack.json')) return JSON.stringify(other)
      if (address !== home) return fetched(address)
      const { community, version, title, place } = JSON.parse(await fetched(home)) as Record<string, unknown>
      const calendars = { work: { days: 'weekdays', hours: [['08:00', '12:00']] } }
      return JSON.stringify({
        community,
        version,
        title,
        place,
        timezone: 'Asia/Shanghai',
        calendars,
        packs: [{ pack: 'other', version: 1 }],
      })
    }
    const later = handClock(evening + 60 * minute)
    const station = await open(later, { name, read: without })
    expect(station.troubles.map((it) => it.says.en)).to.deep.equal([])
    expect(station.bookFrom.source).to.equal('files')
    later.advance(60 * minute)
    expect((await station.dossier(id))!.dues[0]).to.include({ fired: false, state: 'runs' })
  })

  it('a roster taken in is in force at once, found under its places, and goes before the file at the next opening', async () => {
    const clock = handClock(evening)
    const name = 'station roster'
    const station = await open(clock, { name })
    const id = await reported(station)
    const seen: string[] = []
    station.watch(
      (at) => at.places.get('330109001072-003')?.title.zh,
      (title) => title !== undefined && seen.push(title),
    )
    const other = structuredClone(roster) as unknown as {
      places: Record<string, { in?: string; title?: unknown; kind?: string }>
    }
    other.places['330109001099'] = { kind: 'community', title: { zh: '新社区', en: 'New' }, in: '330109001' }
    other.places['330109001072-003'] = { kind: 'grid', title: { zh: '三网格', en: 'Grid three' }, in: '330109001099' }
    await station.takeRoster(other as unknown as RosterFile, people)
    expect(seen.at(-1)).to.equal('三网格')
    expect((await station.dossiers({ kind: 'case', place: '330109001099' })).map((it) => it.id)).to.deep.equal([id])
    expect(await station.dossiers({ kind: 'case', place: '330109001072' })).to.deep.equal([])
    await station.close()
    opened = []
    const again = await open(clock, { name })
    expect(again.places.get('330109001072-003')?.in).to.equal('330109001099')
    expect(again.troubles.map((it) => it.code)).to.deep.equal(['roster-taken'])
  })

  it('what another tab does within the same millisecond comes after what it saw', async () => {
    const clock = handClock(evening)
    const name = 'station one millisecond'
    const first = await open(clock, { name })
    // whose name sorts before whose is drawn: ten tabs are enough to meet both
    for (let tab = 0; tab < 10; tab++) {
      const id = await reported(first)
      const other = await open(clock, { name })
      const { dossier } = await does(other, id, 'accept', 'officer-a')
      expect(dossier).to.include({ step: 'accepted', void: 0 })
    }
  })

  it('works on a journal that forgets', async () => {
    const station = await open(handClock(evening), { journal: memoryJournal })
    const id = await reported(station)
    expect((await station.rows({ kind: 'case' })).map((row) => row.id)).to.deep.equal([id])
    expect(await station.count({ kind: 'case' })).to.deep.equal({ total: 1, steps: { reported: 1 }, late: 0 })
  })
})
