// The demo's data keeps the figures that were reported for the street, and is the same every time it is made.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { files } from '../demo/data/generate.mjs'

const read = (size) => Object.fromEntries(Object.entries(files(size)).map(([name, text]) => [name, text]))
const demo = read('demo')
const roster = JSON.parse(demo['roster.json'])
const people = JSON.parse(demo['people.json'])
const places = Object.entries(roster.places)
const ofKind = (kind) => places.filter(([, place]) => place.kind === kind)
const today = ({ from, until = '9999' }) => from <= roster.asOf && roster.asOf <= until
const posts = (name) => roster.posts.filter((post) => post.post === name && today(post))

test('the same seed makes the same bytes', () => {
  assert.deepEqual(read('demo'), demo)
})

test('35 communities, 170 grids, 1583 buildings, each inside exactly one of the level above', () => {
  assert.equal(ofKind('community').length, 35)
  assert.equal(ofKind('grid').length, 170)
  assert.equal(ofKind('building').length, 1583)
  assert.equal(ofKind('dwelling').length, 1880)
  const above = { community: 'street', grid: 'community', building: 'grid', dwelling: 'building' }
  for (const [code, { kind, in: up }] of places)
    if (kind !== 'street') {
      assert.equal(roster.places[up].kind, above[kind], code)
      assert.ok(code.startsWith(up), code)
    }
})

test('30 communities have five grids and 5 have four; 117 grids have nine buildings and 53 have ten', () => {
  const sizes = (kind) => {
    const counts = {}
    for (const [, { in: up }] of ofKind(kind)) counts[up] = (counts[up] ?? 0) + 1
    return Object.values(counts)
  }
  const times = (list, size) => list.filter((one) => one === size).length
  assert.deepEqual([times(sizes('grid'), 5), times(sizes('grid'), 4)], [30, 5])
  assert.deepEqual([times(sizes('building'), 9), times(sizes('building'), 10)], [117, 53])
  assert.equal(ofKind('building').filter(([code]) => code.startsWith('330109001072')).length, 47)
})

test('every building has a leader or a vacancy: 1582 and 1, of them 317 party members', () => {
  const leaders = posts('building-leader')
  assert.equal(new Set(leaders.map(({ place }) => place)).size, 1583)
  assert.equal(leaders.length, 1583)
  assert.equal(leaders.filter(({ party }) => !party).length, 1)
  assert.equal(leaders.filter(({ is }) => is?.['party-member']).length, 317)
})

test('the other levels: 35 liaisons, 35 leads, 170 chiefs, 170 workers of whom 2 are vacant', () => {
  const count = (name) => [posts(name).length, posts(name).filter(({ party }) => !party).length]
  assert.deepEqual(count('street-liaison'), [35, 0])
  assert.deepEqual(count('community-lead'), [35, 0])
  assert.deepEqual(count('grid-chief'), [170, 0])
  assert.deepEqual(count('grid-worker'), [170, 2])
})

test('nobody could be taken for a real person: every name says sample, every phone is out of range, no two alike', () => {
  const all = Object.values(people.people)
  for (const [sheet, { name }] of Object.entries(people.people))
    if (!sheet.startsWith('o-')) assert.match(`${name.zh} ${name.en}`, /^.示例.? \S+ Sample( \d+)?$/)
  for (const { phone } of all) assert.match(phone, /^000-0000-\d{4}$/)
  assert.equal(new Set(all.map(({ name }) => name.zh)).size, all.length)
  assert.equal(new Set(all.map(({ phone }) => phone)).size, all.length)
})

test('the roster itself holds no name of a person and no phone, and every party has a sheet', () => {
  assert.doesNotMatch(demo['roster.json'], /示例|Sample|000-0000/)
  const sheets = Object.values(roster.parties).map(({ sheet }) => sheet)
  assert.deepEqual(sheets.sort(), Object.keys(people.people).sort())
})

test('the small street is one community of the big one', () => {
  const tiny = JSON.parse(files('tiny')['roster.json'])
  const kinds = Object.values(tiny.places).map(({ kind }) => kind)
  assert.equal(kinds.filter((kind) => kind === 'community').length, 1)
  assert.equal(kinds.filter((kind) => kind === 'building').length, 47)
})

const [header, ...rows] = demo['cases.csv'].trim().split('\n')
const columns = header.split(',')
const cases = rows.map((row) => Object.fromEntries(row.split(',').map((cell, at) => [columns[at], cell])))
const tally = (key) => cases.reduce((counts, one) => ({ ...counts, [one[key]]: (counts[one[key]] ?? 0) + 1 }), {})
const minutes = (from, to) => (Date.parse(`${to}Z`) - Date.parse(`${from}Z`)) / 60_000

test('1062 cases accepted and closed between 1 February and 10 April: 420 ZZ, 380 BM, 150 SJ, 112 ZF', () => {
  assert.equal(cases.length, 1062)
  assert.deepEqual(tally('平台'), { ZZ: 420, BM: 380, SJ: 150, ZF: 112 })
  assert.equal(new Set(cases.map((one) => one.编号)).size, 1062)
  for (const one of cases) {
    assert.equal(Object.keys(one).length, columns.length)
    assert.ok(one.上报时间 >= '2020-02-01' && one.办结时间 < '2020-04-10 18:00', one.编号)
    assert.ok(roster.places[one.地点代码], one.编号)
  }
})

test('every case goes through its steps in order, and 96 breach the one clock they say, 41 were returned once', () => {
  for (const one of cases) {
    const steps = [one.上报时间, one.受理时间, one.指派时间, one.到场时间, one.处置时间, one.办结时间].filter(Boolean)
    assert.deepEqual(steps, [...steps].sort(), one.编号)
    const breached = [
      minutes(one.上报时间, one.受理时间) >= 10 && '受理',
      minutes(one.受理时间, one.指派时间) >= 5 && '指派',
      one.到场时间 && minutes(one.指派时间, one.到场时间) >= 20 && '到场',
      one.处置时间 >= one.处置到期 && '处置',
    ].filter(Boolean)
    assert.deepEqual(breached, one.超时环节 ? [one.超时环节] : [], one.编号)
  }
  assert.equal(cases.filter((one) => one.超时环节).length, 96)
  assert.equal(cases.filter((one) => one.退回次数 === '1').length, 41)
})

test('the afternoon: a dozen live cases, acts in the order of their times, by people and at places of the roster', () => {
  const { now, cast, acts } = JSON.parse(demo['today.json'])
  assert.ok(acts.filter(({ act }) => act === 'report').length >= 12)
  for (const { at, by, place, on } of acts) {
    assert.ok(at <= now)
    assert.ok(roster.parties[by], by)
    assert.ok(on ? acts.some(({ as }) => as === on) : roster.places[place], place)
  }
  assert.deepEqual(
    acts.map(({ at }) => at),
    acts.map(({ at }) => at).sort(),
  )
  for (const party of cast) assert.ok(roster.parties[party], party)
})

test('the market: 12 units by position, 90 stalls in 108 cells, five of them empty, no cell twice', () => {
  const market = files('market')
  assert.deepEqual(files('market'), market)
  const { places, posts } = JSON.parse(market['roster.json'])
  const stalls = Object.values(places).filter(({ kind }) => kind === 'stall')
  const blocks = Object.keys(places).filter((id) => places[id].kind === 'block')
  assert.deepEqual([stalls.length, blocks.length], [90, 12])
  assert.equal(stalls.filter(({ is }) => is.vacant).length, 5)
  assert.equal(new Set(stalls.map(({ col, row }) => `${col} ${row}`)).size, 90)
  assert.equal(stalls.filter(({ col }) => col === 5 || col === 10).length, 0)
  const held = blocks.map((id) => stalls.filter((stall) => stall.in === id).length)
  assert.deepEqual([held.filter((count) => count === 9).length, held.filter((count) => count === 6).length], [6, 6])
  for (const id of blocks)
    assert.equal(posts.filter((post) => post.place === id && post.post === 'unit-head').length, 1)
})

test('inside one community: 200 households behind five doors of forty, a past in the order of its times, nobody real', () => {
  const inside = files('inside')
  assert.deepEqual(files('inside'), inside)
  const { places, parties, posts } = JSON.parse(inside['roster.json'])
  const { people } = JSON.parse(inside['people.json'])
  const { now, cast, acts } = JSON.parse(inside['past.json'])
  const households = Object.values(parties).filter(({ kind }) => kind === 'household')
  assert.equal(households.length, 200)
  for (const { place } of households) assert.equal(places[place].kind, 'dwelling')
  for (const [id, { sheet }] of Object.entries(parties)) assert.ok(people[sheet], id)
  assert.equal(new Set(Object.values(people).map(({ phone }) => phone)).size, Object.keys(people).length)
  for (const { post, party } of posts) assert.ok(!party || parties[party], post)
  for (const { at, by, place } of acts) {
    assert.ok(at <= now)
    assert.ok(parties[by], by)
    assert.ok(!place || places[place], place)
  }
  const order = acts.map(({ at }) => at)
  assert.deepEqual(order, [...order].sort())
  for (const party of Object.values(cast).flat()) assert.ok(parties[party], party)
})
