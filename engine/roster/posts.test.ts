import { expect } from '@open-wc/testing'
import type { RosterFile } from '../pack/format.js'
import { placesFrom } from './places.js'
import { type PeopleFile, postsFrom } from './posts.js'
import { rosterCounts } from './counts.js'

const say = (zh: string) => ({ zh, en: zh })
const person = (sheet: string) => ({ kind: 'person', sheet }) as const
const held = (post: string, place: string, party: string | undefined, from = '2019-01-01', more = {}) => ({
  post,
  place,
  ...(party && { party }),
  from,
  ...more,
})
const street: RosterFile = {
  roster: 'chengxiang',
  asOf: '2020-04-10',
  places: {
    s: { kind: 'street', title: say('城厢街道') },
    c1: { kind: 'community', title: say('俊良社区'), in: 's' },
    c2: { kind: 'community', title: say('育才东苑社区'), in: 's' },
    g1: { kind: 'grid', title: say('1网格'), in: 'c2' },
    g3: { kind: 'grid', title: say('3网格'), in: 'c2' },
    b12: { kind: 'building', title: say('12幢'), in: 'g3' },
    b14: { kind: 'building', title: say('14幢'), in: 'g3' },
    home: { kind: 'dwelling', title: say('1单元101'), in: 'b14' },
    hall: { kind: 'hall', title: say('一号馆'), in: 's' },
  },
  parties: {
    jia: person('s-jia'),
    yi: person('s-yi'),
    wang: person('s-wang'),
    li: person('s-li'),
    ji: { ...person('s-ji'), in: ['service-team'] },
    zhou: person('s-zhou'),
    'service-team': { kind: 'group', title: say('上门服务队') },
  },
  posts: [
    held('street-liaison', 's', 'jia'),
    held('community-lead', 'c2', 'yi'),
    held('community-lead', 'c1', undefined, '2020-04-01'),
    held('grid-chief', 'g3', 'wang'),
    held('grid-chief', 'g1', 'wang'),
    held('grid-worker', 'g3', 'li'),
    held('grid-worker', 'g3', 'zhou'),
    held('grid-worker', 'g1', 'li', '2019-01-01', { until: '2020-04-09' }),
    held('building-leader', 'b12', 'ji', '2019-01-01', { is: { 'party-member': true } }),
    held('building-leader', 'b14', undefined, '2020-04-10'),
    held('building-leader', 'b14', 'zhou', '2020-04-11'),
    held('command-room-duty', 's', 'li'),
  ],
  titles: { 'command-room-duty': { zh: '指挥室值班', en: 'Command room duty' } },
}
const people: PeopleFile = {
  purpose: say('找得到责任人'),
  basis: 'duty',
  keep: 'P1Y',
  people: {
    's-jia': { name: { zh: '示例甲', en: 'Sample A' }, phone: '000-0000-0001' },
    's-li': { name: '李示例' },
  },
}
const on = (day?: string) => postsFrom(street, placesFrom(street, day), people, day)
const posts = on()

describe('posts', () => {
  it('tells the five levels, lowest first, from anywhere in the tree', () => {
    const levels = (place: string) => posts.chain(place).map(({ level, post, party }) => `${level} ${post} ${party}`)
    expect(levels('home')).to.deep.equal([
      '5 building-leader undefined',
      '4 grid-worker li',
      '3 grid-chief wang',
      '2 community-lead yi',
      '1 street-liaison jia',
    ])
    expect(levels('b12')[0]).to.equal('5 building-leader ji')
    expect(levels('g3')[0]).to.equal('4 grid-worker li')
    expect(levels('c2')).to.deep.equal(['2 community-lead yi', '1 street-liaison jia'])
    expect(levels('hall')).to.deep.equal([])
    expect(posts.chain('g3')[0]?.also).to.deep.equal(['zhou'])
  })

  it('D30 lets the next level above that is held stand in for a vacancy, and says since when and who comes', () => {
    const [leader] = posts.chain('b14')
    expect(leader?.from).to.equal('2020-04-10')
    expect(leader?.standIn?.party).to.equal('li')
    expect(leader?.next).to.include({ party: 'zhou', from: '2020-04-11' })
    // grid 1 has no worker since yesterday and nobody wrote it down as a vacancy
    const worker = posts.chain('g1')[0]
    expect(worker).to.include({ post: 'grid-worker', place: 'g1' })
    expect(worker?.party).to.equal(undefined)
    expect(worker?.standIn).to.include({ post: 'grid-chief', party: 'wang' })
  })

  it('lists vacancies in the order of the tree, for the whole or for one place', () => {
    const list = (top?: string) => posts.vacancies(top).map(({ post, place }) => `${place} ${post}`)
    expect(list()).to.deep.equal(['c1 community-lead', 'g1 grid-worker', 'b14 building-leader'])
    expect(list('c2')).to.deep.equal(['g1 grid-worker', 'b14 building-leader'])
    expect(list('hall')).to.deep.equal([])
    expect(list('nowhere')).to.deep.equal([])
  })

  it('D30 lets the grid that took in another answer for it', () => {
    const merged: RosterFile = {
      ...street,
      places: { ...street.places, g1: { ...street.places['g1']!, until: '2020-04-09', next: ['g3'] } },
    }
    const now = postsFrom(merged, placesFrom(merged), people)
    expect(now.chain('g1').map(({ party }) => party)).to.deep.equal(['li', 'wang', 'yi', 'jia'])
    expect(now.holds('li', ['grid-worker'], 'g1')).to.equal(true)
    expect(now.vacancies().map(({ place }) => place)).to.deep.equal(['c1', 'b14'])
  })

  it('asks the day: the first and the last day of a holding belong to it', () => {
    expect(on('2020-04-09').chain('g1')[0]?.party).to.equal('li')
    expect(on('2020-04-10').chain('b14')[0]?.party).to.equal(undefined)
    expect(on('2020-04-11').chain('b14')[0]?.party).to.equal('zhou')
  })

  it('has no gap at a level of which the roster never speaks', () => {
    const few = { ...street, posts: street.posts.filter(({ post }) => post !== 'building-leader') }
    const some = postsFrom(few, placesFrom(few), people)
    expect(some.chain('home').map(({ post }) => post)).not.to.include('building-leader')
    expect(some.vacancies().map(({ place }) => place)).to.deep.equal(['c1', 'g1'])
  })

  it('D29 D30 answers for a role: holders at the nearest place, else the level above', () => {
    const parties = (post: string, place: string) => posts.holders([post], place).map(({ party }) => party)
    expect(parties('grid-worker', 'home')).to.deep.equal(['li', 'zhou'])
    expect(parties('grid-worker', 'g1')).to.deep.equal(['wang'])
    expect(parties('building-leader', 'b14')).to.deep.equal(['li', 'zhou'])
    expect(parties('command-room-duty', 'b12')).to.deep.equal(['li'])
    expect(parties('unknown-post', 'b12')).to.deep.equal([])
    expect(posts.holders(['unknown-post', 'building-leader'], 'b12').map(({ party }) => party)).to.deep.equal(['ji'])
  })

  it('says whether a party holds or stands in for a post, at the place or above it', () => {
    expect(posts.holds('yi', ['community-lead'], 'home')).to.equal(true)
    expect(posts.holds('yi', ['community-lead'], 'c1')).to.equal(false)
    expect(posts.holds('jia', ['community-lead'], 'c1')).to.equal(true)
    expect(posts.holds('wang', ['grid-worker'], 'g1')).to.equal(true)
    expect(posts.holds('wang', ['grid-worker'], 'g3')).to.equal(false)
    expect(posts.holds('nobody', ['grid-worker'], 'g3')).to.equal(false)
    expect(posts.of('li').map(({ post }) => post)).to.deep.equal(['grid-worker', 'command-room-duty'])
    expect(posts.at('g3')).to.have.length(3)
  })

  it('names a person from the people file alone; without it by the post', () => {
    expect(posts.party('jia')).to.deep.include({
      name: { zh: '示例甲', en: 'Sample A' },
      phone: '000-0000-0001',
      named: true,
    })
    expect(posts.party('li')?.name).to.deep.equal({ zh: '李示例', en: '李示例' })
    expect(posts.party('ji')).to.deep.include({
      name: { zh: '楼长', en: 'Building leader' },
      named: false,
      in: ['service-team'],
    })
    expect(posts.party('service-team')).to.deep.include({ named: true, name: say('上门服务队') })
    expect(posts.party('constructor')).to.equal(undefined)
    expect(posts.title('command-room-duty').zh).to.equal('指挥室值班')
    expect(posts.title('grid-chief').zh).to.equal('网格长')
    expect(posts.title('lamp-lighter').zh).to.equal('lamp-lighter')
  })
})

describe('figures of a roster', () => {
  const homes = (over: Partial<RosterFile['places']> = {}): RosterFile => ({
    ...street,
    places: {
      ...street.places,
      home: { kind: 'dwelling', title: say('1单元101'), in: 'b14', is: { visited: true } },
      home2: { kind: 'dwelling', title: say('1单元102'), in: 'b14', is: { visited: false, tries: 2 } },
      ...(over as RosterFile['places']),
    },
  })
  const figures = (roster: RosterFile, top?: string) => {
    const places = placesFrom(roster)
    const counts = rosterCounts(places, postsFrom(roster, places), top)
    const row = (sums: Int32Array | undefined, id: string) => sums?.[places.rows.of(id)]
    return { counts, row, ids: (rows: readonly number[] | undefined) => rows?.map((it) => places.rows.ids[it]) }
  }

  it('has the rows behind each of them', () => {
    const { counts, ids } = figures(street)
    expect(counts.kinds.map(({ kind, rows }) => `${kind} ${rows.length}`)).to.deep.equal([
      'street 1',
      'community 2',
      'grid 2',
      'building 2',
      'hall 1',
    ])
    expect(ids(counts.leaders?.rows)).to.deep.equal(['b12'])
    expect(ids(counts.leaders?.members)).to.deep.equal(['b12'])
    expect(counts.leaders?.of).to.equal(2)
    expect(counts.gaps.map(({ place }) => place)).to.deep.equal(['c1', 'g1', 'b14'])
  })

  it('sums what is missing, homes and visits up to the top', () => {
    const { counts, row } = figures(
      homes({ b12: { kind: 'building', title: say('12幢'), in: 'g3', is: { dwellings: 40, visited: 34 } } }),
    )
    expect(['s', 'c1', 'c2', 'g1', 'g3', 'b14', 'b12'].map((id) => row(counts.missing, id))).to.deep.equal([
      3, 1, 2, 1, 1, 1, 0,
    ])
    expect(['s', 'g3', 'b14', 'b12', 'home2'].map((id) => row(counts.homes, id))).to.deep.equal([42, 42, 2, 40, 1])
    expect(['s', 'b14', 'b12', 'home', 'home2'].map((id) => row(counts.visited, id))).to.deep.equal([35, 1, 34, 1, 0])
  })

  it('does not speak of what the roster does not say', () => {
    const { counts } = figures({
      ...street,
      places: Object.fromEntries(Object.entries(street.places).filter(([id]) => id !== 'home')),
    })
    expect(counts.homes).to.equal(undefined)
    expect(counts.visited).to.equal(undefined)
    expect(figures({ ...street, posts: [] }).counts.leaders).to.equal(undefined)
  })

  it('counts one place and what lies in it', () => {
    const { counts, row } = figures(homes(), 'c2')
    expect(counts.kinds.map(({ kind, rows }) => `${kind} ${rows.length}`)).to.deep.equal([
      'community 1',
      'grid 2',
      'building 2',
    ])
    expect(row(counts.homes, 'c2')).to.equal(2)
    expect(counts.gaps).to.have.length(2)
  })
})
