import { expect } from '@open-wc/testing'
import type { RosterFile } from '../pack/format.js'
import { shapeCheck, type CheckShape } from '../pack/shape.js'
import { loadPeople, loadRoster, readingRoster, type LoadedRoster } from './roster.js'

const good: RosterFile = {
  roster: 'chengxiang',
  asOf: '2020-04-10',
  places: {
    '330109001': { kind: 'street', title: { zh: '城厢街道', en: 'Chengxiang Street' } },
    '330109001072': { kind: 'community', title: { zh: '育才东苑社区', en: 'Yucai Dongyuan' }, in: '330109001' },
    '330109001072-003': { kind: 'grid', title: { zh: '3网格', en: 'Grid 3' }, in: '330109001072' },
    '330109001072-003-014': { kind: 'building', title: { zh: '14幢', en: 'Building 14' }, in: '330109001072-003' },
  },
  parties: { li: { kind: 'person', sheet: 's-1' } },
  posts: [{ post: 'grid-worker', place: '330109001072-003', party: 'li', from: '2019-01-01' }],
}
type Places = Record<string, RosterFile['places'][string]>
const withPlaces = (more: Places) => ({ ...good, places: { ...good.places, ...more } })
let check: CheckShape
before(async () => {
  check = await shapeCheck()
})
/** As loadRoster, once the schemas are here. */
function read(text: string, file: string): LoadedRoster {
  const steps = readingRoster(text, file, check)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
const load = (roster: unknown) => read(JSON.stringify(roster, undefined, 1), 'chengxiang.roster.json')
/** The one sentence that a faulty roster gets. */
const only = (roster: unknown) => {
  const { roster: loaded, troubles } = load(roster)
  expect(troubles.map(({ says }) => says.zh)).to.have.length(1)
  return { ...troubles[0]!, loaded }
}
const building = (above?: string) => ({
  kind: 'building' as const,
  title: { zh: '1幢', en: 'B 1' },
  ...(above && { in: above }),
})

describe('roster', () => {
  it('loads a good one without a word', () => {
    expect(load(good)).to.deep.equal({ roster: good, troubles: [] })
  })

  it('asks the schemas', async () => {
    const odd = JSON.stringify({ ...good, odd: 1 })
    const { roster, troubles } = await loadRoster(odd, 'x.roster.json')
    expect(roster).to.equal(undefined)
    expect(troubles.map(({ code, found }) => [code, found])).to.deep.equal([['unknown-key', 'odd']])
  })

  it('says where the text is broken', () => {
    const { roster, troubles } = read('{\n "roster": "x"，\n', 'x.roster.json')
    expect(roster).to.equal(undefined)
    expect(troubles[0]?.line).to.equal(2)
    expect(troubles[0]?.says.zh).to.contain('x.roster.json').and.contain('中文标点')
  })

  it('says what is misspelt and what was meant', () => {
    const trouble = only(withPlaces({ x: { ...building('330109001072-003'), kind: 'bulding' as 'building' } }))
    expect(trouble.meant).to.equal('building')
    expect(trouble.line).to.be.greaterThan(20)
    expect(trouble.loaded).to.equal(undefined)
  })

  it('finds a code written twice', () => {
    const text = JSON.stringify(good).replace('"330109001072":', '"330109001":')
    const { troubles } = read(text, 'x.roster.json')
    expect(troubles.some(({ code, found }) => code === 'twice' && found === '330109001')).to.equal(true)
  })

  it('wants every building in exactly one grid and every grid in exactly one community', () => {
    const none = only(withPlaces({ b: building('330109001072') }))
    expect(none.code).to.equal('without-home')
    expect(none.says.zh).to.contain('楼栋 b 不在任何网格里')
    expect(none.says.en).to.contain('lies in no grid')
    expect(only(withPlaces({ b: building() })).code).to.equal('without-home')
    expect(only(withPlaces({ g: { kind: 'grid', title: { zh: 'g', en: 'g' }, in: '330109001' } })).code).to.equal(
      'without-home',
    )
    const two = load(
      withPlaces({
        compound: { kind: 'compound', title: { zh: 'x', en: 'x' }, in: '330109001072-003' },
        inner: { kind: 'grid', title: { zh: 'i', en: 'i' }, in: 'compound' },
        b: building('inner'),
      }),
    )
    expect(two.troubles.map(({ code }) => code)).to.deep.equal(['two-homes'])
  })

  it('tells a place in a place that is not there, with the likely one', () => {
    const trouble = only(withPlaces({ b: building('330109001072-03') }))
    expect(trouble).to.include({ code: 'unknown-place', found: '330109001072-03', meant: '330109001072-003' })
    expect(trouble.says.zh).to.contain('您是不是想写 330109001072-003')
  })

  it('tells a big place in a small one, and a circle once', () => {
    const big = { kind: 'community' as const, title: { zh: 'c', en: 'c' } }
    expect(only(withPlaces({ c: { ...big, in: '330109001072-003-014' } })).code).to.equal('wrong-order')
    const circle = load(
      withPlaces({
        x: { kind: 'office', title: { zh: 'x', en: 'x' }, in: 'y' },
        y: { kind: 'office', title: { zh: 'y', en: 'y' }, in: 'z' },
        z: { kind: 'office', title: { zh: 'z', en: 'z' }, in: 'x' },
      }),
    )
    expect(circle.troubles.map(({ code }) => code)).to.deep.equal(['circle'])
    expect(circle.troubles[0]?.says.zh).to.contain('x → y → z → x')
  })

  it('tells posts at places and of people that are not there', () => {
    const [holding] = good.posts
    expect(only({ ...good, posts: [{ ...holding, place: '330109001072-004' }] })).to.include({
      code: 'unknown-place',
      meant: '330109001072-003',
    })
    expect(only({ ...good, posts: [{ ...holding, party: 'lee' }] })).to.include({ code: 'unknown-party', meant: 'li' })
    expect(only({ ...good, parties: { li: { kind: 'person', in: ['team'] } } }).code).to.equal('unknown-party')
    expect(only({ ...good, parties: { li: { kind: 'person', place: 'x' } } }).code).to.equal('unknown-place')
  })

  it('tells days that no calendar has, and ends before beginnings', () => {
    expect(only({ ...good, asOf: '2020-02-30' }).code).to.equal('no-such-day')
    expect(only({ ...good, posts: [{ ...good.posts[0], until: '2018-12-31' }] }).code).to.equal('ends-first')
    const ended = { ...building('330109001072-003'), from: '2020-01-01', until: '2019-01-01' }
    expect(only(withPlaces({ b: ended })).code).to.equal('ends-first')
  })

  it('warns and goes on where something will merely not be shown', () => {
    const closed = {
      kind: 'grid' as const,
      title: { zh: '9网格', en: 'Grid 9' },
      in: '330109001072',
      until: '2019-12-31',
    }
    const inside = only(withPlaces({ g9: closed, b: building('g9') }))
    expect(inside).to.include({ level: 'warning', code: 'in-ended' })
    expect(inside.loaded).not.to.equal(undefined)
    const open = { ...closed, until: undefined, next: ['330109001072-003'] }
    expect(only(withPlaces({ g9: open })).code).to.equal('next-without-until')
    expect(only(withPlaces({ g9: { ...closed, next: ['330109001072-033'] } })).code).to.equal('unknown-place')
  })

  it('stops telling after a hundred', () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`b${i}`, building('330109001072')]))
    const { troubles, roster } = load(withPlaces(many))
    expect(roster).to.equal(undefined)
    expect(troubles.length).to.be.within(100, 110)
  })

  it('refuses a name in the roster: names live in the people file', async () => {
    const named = { ...good, parties: { li: { kind: 'person', title: { zh: '李示例', en: 'Li Sample' } } } }
    expect(load(named).roster).to.equal(undefined)
    const people = {
      purpose: { zh: '找人', en: 'Reach' },
      basis: 'duty',
      keep: 'P1Y',
      people: { 's-1': { name: '李示例', phone: '000-0000-0001' } },
    }
    expect((await loadPeople(JSON.stringify(people), 'x.people.json')).people).to.deep.equal(people)
    const wrong = { ...people, people: { 's-1': { name: '李示例', phone: 'tel' } } }
    const faulty = JSON.stringify(wrong)
    expect((await loadPeople(faulty, 'x.people.json')).troubles).to.have.length(1)
    expect((await loadPeople('{', 'x.people.json')).troubles).to.have.length(1)
  })

  it('reads in steps that say how far it is, and a big file as well as a small one', () => {
    const places: Places = { ...good.places }
    for (let i = 0; i < 5_000; i++) {
      places[`330109001072-003-014-${i}`] = {
        kind: 'dwelling',
        title: { zh: `${i}号`, en: `No ${i}` },
        in: '330109001072-003-014',
        is: { note: 'x'.repeat(900) },
      }
    }
    const text = JSON.stringify({ ...good, places })
    expect(text.length).to.be.greaterThan(4_000_000)
    const seen: number[] = []
    const steps = readingRoster(text, 'big.roster.json', check)
    let step = steps.next()
    for (; !step.done; step = steps.next()) seen.push(step.value.done)
    expect(step.value.troubles).to.deep.equal([])
    expect(Object.keys(step.value.roster!.places)).to.have.length(5_004)
    expect(seen.length).to.be.greaterThan(5)
    expect(seen).to.deep.equal([...seen].sort((a, b) => a - b))

    places['330109001072-003-014-7'] = { kind: 'dwelling', title: { zh: '7', en: '7' }, in: 'nowhere' }
    const faulty = read(JSON.stringify({ ...good, places }, undefined, 1), 'big.roster.json')
    expect(faulty.troubles.map(({ code, line }) => [code, line > 40])).to.deep.equal([['unknown-place', true]])
    const broken = read(`${text.slice(0, -1)},`, 'big.roster.json')
    expect(broken.troubles).to.have.length(1)
    expect(broken.troubles[0]?.column).to.equal(text.length + 1)
  })
})
