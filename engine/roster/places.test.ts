import { expect } from '@open-wc/testing'
import type { RosterFile } from '../pack/format.js'
import { type Places, placesFrom } from './places.js'
import { finderOf, hit, learnPinyin } from './places-search.js'

const say = (zh: string, en: string) => ({ zh, en })
const small: Pick<RosterFile, 'places' | 'asOf'> = {
  asOf: '2020-04-10',
  places: {
    'hall-1': { kind: 'hall', title: say('一号馆', 'Hall 1') },
    // a child may stand before its parent
    '330109001072-003-014': { kind: 'building', title: say('14幢', 'Building 14'), in: '330109001072-003' },
    '330109001': { kind: 'street', title: say('城厢街道', 'Chengxiang Street') },
    '330109001047': { kind: 'community', title: say('俊良社区', 'Junliang Community'), in: '330109001' },
    '330109001072': {
      kind: 'community',
      title: say('育才东苑社区', 'Yucai Dongyuan Community'),
      in: '330109001',
      is: { 'compound-kind': 'old' },
    },
    '330109001072-001': { kind: 'grid', title: say('1网格', 'Grid 1'), in: '330109001072' },
    '330109001072-003': { kind: 'grid', title: say('3网格', 'Grid 3'), in: '330109001072', from: '2019-01-01' },
    '330109001072-003-012': { kind: 'building', title: say('12幢', 'Building 12'), in: '330109001072-003' },
    '330109001072-003-012-1': { kind: 'dwelling', title: say('1单元101', 'Unit 1, 101'), in: '330109001072-003-012' },
    // merged into grid 1 at the end of 2019
    '330109001072-002': {
      kind: 'grid',
      title: say('2网格', 'Grid 2'),
      in: '330109001072',
      until: '2019-12-31',
      next: ['330109001072-001'],
    },
    '330109001072-002-001': { kind: 'building', title: say('1幢', 'Building 1'), in: '330109001072-002' },
  },
}

/** 12 × 12 × 12 × … : `wide` children each, `deep` levels. */
function even(wide: number, deep: number): Pick<RosterFile, 'places' | 'asOf'> {
  const kinds = ['street', 'community', 'grid', 'building', 'dwelling'] as const
  const places: Record<string, RosterFile['places'][string]> = {}
  let level = ['1']
  places['1'] = { kind: 'street', title: say('街道', 'Street') }
  for (let depth = 1; depth < deep; depth++) {
    level = level.flatMap((above) =>
      Array.from({ length: wide }, (_, i) => {
        const id = `${above}-${i}`
        places[id] = { kind: kinds[depth]!, title: say(`${i}号`, `No ${i}`), in: above }
        return id
      }),
    )
  }
  return { asOf: '2020-04-10', places }
}

describe('places', () => {
  let places: Places
  before(async () => {
    places = placesFrom(small)
    expect(await learnPinyin()).to.equal(true)
  })

  it('stands in the order of a walk, siblings as in the file, what is under a row in one range', () => {
    const { ids, parent, end, depth } = places.rows
    expect(ids).to.deep.equal([
      '330109001',
      '330109001047',
      '330109001072',
      '330109001072-001',
      '330109001072-003',
      '330109001072-003-014',
      '330109001072-003-012',
      '330109001072-003-012-1',
      'hall-1',
    ])
    expect([...depth]).to.deep.equal([0, 1, 1, 2, 2, 3, 3, 4, 0])
    expect([...parent]).to.deep.equal([-1, 0, 0, 2, 2, 4, 4, 6, -1])
    expect([...end]).to.deep.equal([8, 2, 8, 4, 8, 6, 8, 8, 9])
    expect(places.size).to.equal(9)
    expect(places.roots).to.deep.equal(['330109001', 'hall-1'])
    expect(places.children('330109001072-003')).to.deep.equal(['330109001072-003-014', '330109001072-003-012'])
    expect(places.children('hall-1')).to.deep.equal([])
    expect(places.children('nowhere')).to.deep.equal([])
  })

  it('walks up, nearest first, and knows what lies under what', () => {
    expect(places.ancestors('330109001072-003-012')).to.deep.equal(['330109001072-003', '330109001072', '330109001'])
    expect(places.under('330109001072-003-012-1', '330109001072')).to.equal(true)
    expect(places.under('330109001072', '330109001072')).to.equal(true)
    expect(places.under('330109001072', '330109001047')).to.equal(false)
    expect(places.under('330109001', '330109001072')).to.equal(false)
    // a code that begins alike is not under it
    expect(placesFrom(even(12, 3)).under('1-11', '1-1')).to.equal(false)
  })

  it('leaves out what is not in force on the day, and what lies in it, but keeps the names', () => {
    expect(places.rows.of('330109001072-002')).to.equal(-1)
    expect(places.rows.of('330109001072-002-001')).to.equal(-1)
    expect(places.get('330109001072-002')?.title.zh).to.equal('2网格')
    expect(places.under('330109001072-002-001', '330109001072')).to.equal(true)
    const before = placesFrom(small, '2019-12-31')
    expect(before.children('330109001072')).to.include('330109001072-002')
    const earliest = placesFrom(small, '2018-12-31')
    expect(earliest.children('330109001072')).not.to.include('330109001072-003')
  })

  it('knows what stands today for a place that ended: its one successor, or the place around it', () => {
    expect(places.today('330109001072-002')).to.equal('330109001072-001')
    expect(places.today('330109001072-002-001')).to.equal('330109001072-001')
    expect(places.today('330109001072-001')).to.equal('330109001072-001')
    expect(places.today('nowhere')).to.equal('nowhere')
    const { places: file } = small
    const split = {
      ...file,
      '330109001072-002': { ...file['330109001072-002']!, next: ['330109001072-001', '330109001072-003'] },
    }
    expect(placesFrom({ ...small, places: split }).today('330109001072-002')).to.equal('330109001072')
    const round = {
      a: { kind: 'grid', until: '2019-01-01', next: ['b'] },
      b: { kind: 'grid', until: '2019-01-01', next: ['a'] },
    } as const
    expect(placesFrom({ ...small, places: round }).today('a')).to.equal('a')
  })

  it('knows its own names only, not those of every object', () => {
    expect(places.get('constructor')).to.equal(undefined)
    expect(places.get('__proto__')).to.equal(undefined)
    expect(places.rows.of('toString')).to.equal(-1)
  })

  it('does not hang on a circle', () => {
    const circle = placesFrom({
      asOf: '2020-04-10',
      places: {
        a: { kind: 'grid', in: 'b' },
        b: { kind: 'grid', in: 'a' },
        c: { kind: 'street', title: say('街', 'Street') },
      },
    })
    expect(circle.rows.ids).to.deep.equal(['c'])
    expect(circle.ancestors('a')).to.deep.equal(['b', 'a'])
  })

  const found = (text: string) => finderOf(places).search(text)
  it('finds by name, code, pinyin initials and pinyin, best first', () => {
    expect(found('育才')).to.deep.equal(['330109001072'])
    expect(found('ycdy')).to.deep.equal(['330109001072'])
    expect(found('YuCaiDong')).to.deep.equal(['330109001072'])
    expect(found('dongyuan')).to.deep.equal(['330109001072'])
    expect(found('Junliang')).to.deep.equal(['330109001047'])
    expect(found('3301')).to.deep.equal(['330109001'])
    expect(found('072')).to.deep.equal(['330109001072'])
    expect(found('072-003')).to.deep.equal(['330109001072-003'])
    expect(found('330109001072')[0]).to.equal('330109001072')
    expect(found('14幢')).to.deep.equal(['330109001072-003-014'])
    expect(found('1wg')).to.deep.equal(['330109001072-001'])
    expect(found('ycdx')).to.deep.equal([])
    expect(found('  ')).to.deep.equal([])
    expect(finderOf(places).search('3', 2)).to.have.length(2)
  })

  it('takes words together: the last place bears one of them, the places above the others', () => {
    expect(found('育才 3网格')).to.deep.equal(['330109001072-003'])
    expect(found('ycdy 14')).to.deep.equal(['330109001072-003-014'])
    expect(found('俊良 14')).to.deep.equal([])
  })

  it('finds rows in the order of the tree and says which characters were meant', () => {
    expect(finderOf(places).find('幢')).to.deep.equal([5, 6])
    expect(finderOf(places).find('网格', '330109001047')).to.deep.equal([])
    expect(finderOf(places).search('育才 3网格', 1, '330109001072-003')).to.deep.equal(['330109001072-003'])
    expect(hit('育才东苑社区', 'ycdy')).to.deep.equal([0, 4])
    expect(hit('育才东苑社区', 'dongyuan')).to.deep.equal([2, 4])
    expect(hit('育才东苑社区', '东苑')).to.deep.equal([2, 4])
    expect(hit('俊良社区', 'ycdy')).to.equal(undefined)
  })

  it('carries 165,333 places', () => {
    // 1 + 20 + 20² + 20³ + … is 168,421: as many levels and as many rows as a large street
    const big = placesFrom(even(20, 5))
    expect(big.size).to.equal(168_421)
    expect(big.children('1')).to.have.length(20)
    const last = big.rows.ids.at(-1)!
    expect(big.ancestors(last)).to.have.length(4)
    expect(big.under(last, '1-19')).to.equal(true)
    expect(big.under(last, '1-18')).to.equal(false)
    expect(finderOf(big).search('1-19-19-19-19')).to.deep.equal(['1-19-19-19-19'])
  })
})
