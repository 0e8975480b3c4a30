import { expect } from '@open-wc/testing'
import { memoryJournal } from '../journal/memory.js'
import { openStation } from '../open.js'
import type { CommunityFile, Example, PackFile } from '../pack/format.js'
import { loadBook } from '../pack/load.js'
import { handClock } from '../time/clock.js'
import { tryPack } from '../try.js'
import { openStory } from './open-story.js'

const errand = (await (await fetch('/schemas/fixtures/good/errand.pack.json')).json()) as PackFile
const say = (zh: string, en: string) => ({ zh, en })
const town: CommunityFile = {
  community: 'town',
  version: 1,
  title: say('城', 'Town'),
  place: 't',
  timezone: 'Asia/Shanghai',
  calendars: { work: { days: 'china', hours: [['08:00', '12:00']] } },
  packs: [{ pack: 'errand', version: 1, roles: { helper: ['helper'], lead: ['lead'] } }],
}
const load = (pack: PackFile, community = town) =>
  loadBook('town.community.json', (address) =>
    address.includes('errand')
      ? Promise.resolve(JSON.stringify(pack))
      : address.includes('town')
        ? Promise.resolve(JSON.stringify(community))
        : Promise.reject(new Error(address)),
  )
const counting: PackFile = {
  ...errand,
  measures: {
    errands: { title: say('趟数', 'Errands'), how: 'count', of: 'errand', by: 'what' },
    most: { title: say('榜', 'Ranking'), how: 'rank', rank: 'errands', by: 'what', 'min-sample': 1, top: 1 },
  },
}
const named = { name: say('例', 'Example') }
const told = async (story: Omit<Example, 'name'>) => {
  const { book, troubles } = await load({ ...counting, examples: [{ ...named, ...story }] })
  if (!book) return troubles.map(({ code }) => code)
  return (await tryPack(book.packs.get('errand')!, book)).find(({ of }) => of === 'story')!
}
const given = [{ at: '2020-04-10T09:00', act: 'ask', on: 'errand/1', place: 'b1', data: { what: 'medicine' } }]
const then = (then_: Example['then']) => told({ given, when: { at: '+PT10M', act: 'take' }, then: then_ })

describe('stories', () => {
  it('O111 are given acts, one act or waiting, and what must be true', async () => {
    expect(await then({ step: 'taken', fields: { runner: 'h' } })).to.include({ ok: true })
    const waits = await told({
      given,
      when: { at: '+PT30M', wait: true },
      then: { late: ['take'], effects: ['notify'] },
    })
    expect(waits).to.include({ ok: true })
    const stands = [
      { at: '2020-04-10T09:00', is: 'taken', on: 'errand/1', place: 'b1', data: { what: 'food', runner: 'x' } },
    ]
    expect(await told({ given: stands, when: { at: '+PT1M', act: 'deliver' }, then: { step: 'done' } })).to.include({
      ok: true,
    })
  })

  it('O111 say loudly where they stop', async () => {
    const again = [...given, { at: '+PT1M', act: 'deliver' }]
    const stopped = await told({ given: again, when: { at: '+PT1M', act: 'take' }, then: { step: 'taken' } })
    expect(stopped).to.deep.include({ ok: false })
    expect(JSON.stringify(stopped)).to.contain('前情第 2 行「deliver」没有办成').and.contain('line 2 of what was given')
    const back = await told({ given, when: { at: '2020-04-10T08:00', act: 'take' }, then: { step: 'taken' } })
    expect(JSON.stringify(back)).to.contain('比上一行还早')
  })

  it('O111 that are none are told at loading', async () => {
    const at = '2020-04-10T09:00'
    expect(await told({ when: { at, wait: true }, then: { allowed: true } })).to.deep.equal(['empty-story'])
    expect(await told({ when: { at, is: 'taken', on: 'errand/1' }, then: { step: 'taken' } })).to.deep.equal([
      'stands-only',
    ])
    expect(
      await told({ given: [{ ...given[0]!, at: '+PT1M' }], when: { at, act: 'take' }, then: { step: 'taken' } }),
    ).to.deep.equal(['no-date'])
    expect(
      await told({
        given: [{ at, is: 'taken', on: 'errand/1', data: { weight: 'heavy' } }],
        when: { at, act: 'deliver' },
        then: { step: 'done' },
      }),
    ).to.deep.equal(['wrong-type'])
    expect(
      await told({ given, when: { at, act: 'take' }, then: { allowed: true, because: 'too-many' } }),
    ).to.deep.equal(['allowed-because'])
    expect(
      await told({ given, params: { 'at-onc': 1 }, when: { at, act: 'take' }, then: { step: 'taken' } }),
    ).to.deep.equal(['unknown-param'])
    expect(
      await told({ given, params: { 'at-once': 99 }, when: { at, act: 'take' }, then: { step: 'taken' } }),
    ).to.deep.equal(['out-of-range'])
    expect(await told({ given, when: { at, act: 'take' }, then: { measures: { all: 1 } } })).to.deep.equal([
      'unknown-measure',
    ])
    expect(await told({ given, when: { at, act: 'take' }, then: { stepp: 'taken' } as never })).to.deep.equal([
      'unknown-key',
    ])
  })

  it('O112 see everything that a story may say, and are red where it is otherwise', async () => {
    const right: Example['then'][] = [
      { allowed: true, on: 'errand/1', void: false, opens: [], late: [], effects: [] },
      { stored: { runner: 'h', weight: null } },
      { facts: { 'in-hand': 1, 'times.take': 1, weight: null } },
      { due: { deliver: '2020-04-10T10:10', take: null } },
      { measures: { errands: 1 } },
      { measures: { errands: { total: 1, members: { medicine: 1 } }, most: { top: ['medicine'] } } },
    ]
    for (const one of right) expect(await then(one), JSON.stringify(one)).to.include({ ok: true })
    const wrong: Example['then'][] = [
      { allowed: false },
      { void: true },
      { opens: ['errand/2'] },
      { late: ['take'] },
      { effects: ['notify'] },
      { stored: { runner: null } },
      { facts: { 'times.take': 2 } },
      { due: { deliver: '2020-04-10T10:11' } },
      { because: 'too-many' },
      { measures: { errands: 2 } },
      { measures: { errands: { members: { medicine: 2 } } } },
      { measures: { most: { bottom: ['medicine'] } } },
    ]
    for (const one of wrong) expect(await then(one), JSON.stringify(one)).to.include({ ok: false })
    const refused = { given, when: { at: '+PT1M', act: 'deliver' } }
    expect(await told({ ...refused, then: { because: 'from' } })).to.include({ ok: true })
    expect(await told({ ...refused, then: { because: 'by' } })).to.include({ ok: false })
    // a refusal of which the story says nothing
    expect(await told({ ...refused, then: { late: [] } })).to.deep.include({ ok: false, got: { allowed: false } })
  })
})

describe('stories where a community decides otherwise', () => {
  const why = say('菜场远', 'The market is far')
  const slower = { pack: 'errand', at: 'tables.ways.rows.medicine|*.limit', value: 'PT2H', why }
  const story = '接单后一小时内送药'
  const open = (community: CommunityFile, pack = errand) =>
    openStation({
      community: 'town.community.json',
      read: (address) =>
        address.includes('errand') ? Promise.resolve(JSON.stringify(pack)) : Promise.resolve(JSON.stringify(community)),
      clock: handClock(Date.parse('2020-04-10T12:00+08:00')),
      journal: () => memoryJournal(() => []),
    })
  const troubles = async (community: CommunityFile, pack?: PackFile) =>
    open(community, pack).then(
      async (station) => {
        await station.close()
        return station.troubles
      },
      (error: { troubles?: readonly { code: string; says: { zh: string } }[] }) => error.troubles ?? [],
    )

  it('O114 a story that comes out differently is a question, accepted by its name', async () => {
    const asked = await troubles({ ...town, overrides: [slower] })
    expect(asked.map(({ code }) => code)).to.deep.equal(['example-story'])
    expect(asked[0]!.says.zh).to.contain(`accepts 里写 { "pack": "errand", "example": "${story}", "why": … }`)
    for (const example of [story, 'Medicine within an hour'])
      expect(
        await troubles({ ...town, overrides: [slower], accepts: [{ pack: 'errand', example, why }] }),
      ).to.deep.equal([])
    const idle = await troubles({ ...town, accepts: [{ pack: 'errand', example: story, why }] })
    expect(idle.map(({ code }) => code)).to.deep.equal(['accepts-nothing'])
    const misspelt = await troubles({ ...town, accepts: [{ pack: 'errand', example: 'Medicine within an hou', why }] })
    expect(misspelt.map(({ code }) => code)).to.deep.equal(['unknown-example'])
  })

  it('O114 a number of its own is tried as well; a story that sets it stands', async () => {
    const due = { take: '2020-04-10T09:30' }
    const examples = (params?: Example['params']): Example[] => [
      { ...named, ...(params && { params }), when: given[0]!, then: { due } },
    ]
    const quick: CommunityFile = { ...town, packs: [{ ...town.packs![0]!, params: { 'take-limit': 'PT20M' } }] }
    expect(await troubles(town, { ...errand, examples: examples() })).to.deep.equal([])
    expect((await troubles(quick, { ...errand, examples: examples() })).map(({ code }) => code)).to.deep.equal([
      'example-story',
    ])
    expect(await troubles(quick, { ...errand, examples: examples({ 'take-limit': 'PT30M' }) })).to.deep.equal([])
  })
})

describe('the world of a story', () => {
  it('goes on where the story ends, and offers an opening where whoever is here holds the post for it', async () => {
    const read = async (address: string) => (await fetch(address)).text()
    const { book } = await loadBook('/rules/yucai.community.json', read)
    const [first] = book!.packs.get('covenant')!.file.examples!
    const { station, on, by } = await openStory(book!, 'covenant', first)
    expect((await station.view(on!))!.dossier.step).to.equal(first!.then.step)
    station.me = by
    const [opening] = await station.openings('pledge')
    expect(opening!.decision.because, opening!.decision.says?.en).to.equal(undefined)
    station.me = undefined
    expect((await station.openings('pledge'))[0]!.decision.because).to.equal('by')
    await station.close()
  })

  it('begins with the story: what would have run out in the years before it was never there', async () => {
    const read = async (address: string) => (await fetch(address)).text()
    const { book } = await loadBook('/rules/yucai.community.json', read)
    const [first] = book!.packs.get('duty-desk')!.file.examples!
    const { station } = await openStory(book!, 'duty-desk', first)
    const shifts = await station.dossiers({ kind: 'shift' })
    const begun = Date.parse(`${first!.given![0]!.at}+08:00`)
    expect(shifts.filter(({ expected, at }) => !expected && at < begun)).to.deep.equal([])
    await station.close()
  })

  it('is of a pack that is there', async () => {
    const { book } = await load(errand)
    const [story] = errand.examples!
    const lost = await openStory(book!, 'errands', story).catch((error: Error) => error)
    expect(String(lost)).to.contain('town has no pack "errands"; it has errand')
  })
})
