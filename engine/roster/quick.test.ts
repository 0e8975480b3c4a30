import { expect } from '@open-wc/testing'
import { shapeCheck, type CheckShape } from '../pack/shape.js'
import type { Json } from '../types.js'
import { quickPeople, quickRoster } from './quick.js'
import { loadPeople, readingRoster } from './roster.js'

const roster: Json = {
  $schema: '../../schemas/roster.schema.json',
  roster: 'chengxiang',
  asOf: '2020-04-10',
  attributes: { visited: { title: { zh: '已走访', en: 'Visited' }, type: 'yes-no', of: ['dwelling'] } },
  titles: { 'fire-warden': { zh: '消防员', en: 'Fire warden', 'zh-Hant': '消防員' } },
  places: {
    s: { kind: 'street', title: { zh: '城厢街道', en: 'Chengxiang' } },
    c: { kind: 'community', title: { zh: '育才东苑', en: 'Yucai' }, in: 's', is: { compounds: 2, tags: ['a'] } },
    g: {
      kind: 'grid',
      title: { zh: '1网格', en: 'Grid 1' },
      in: 'c',
      from: '2020-01-01',
      until: '2020-06-30',
      next: ['h'],
    },
    h: {
      kind: 'grid',
      title: { zh: '2网格', en: 'Grid 2' },
      in: 'c',
      col: 1,
      row: 2,
      was: [{ in: 's', until: '2019-12-31' }],
    },
  },
  parties: {
    p: { kind: 'person', sheet: 's-1', in: ['o'], skills: ['水电'] },
    o: { kind: 'organisation', title: { zh: '物业', en: 'Estate' }, place: 'c' },
  },
  posts: [
    {
      post: 'grid-worker',
      place: 'g',
      party: 'p',
      from: '2019-01-01',
      until: '2020-04-30',
      is: { 'party-member': true },
    },
  ],
}
const people: Json = {
  purpose: { zh: '联系居民', en: 'To reach residents' },
  basis: 'consent',
  keep: 'P2Y',
  people: { 's-1': { name: '李示例', phone: '000-0000-0001' }, 's-2': { name: { zh: '王示例', en: 'Wang' } } },
}

const others: readonly Json[] = [
  null,
  true,
  1.5,
  2 ** 60,
  '',
  'x',
  'A b',
  '2020-02-30',
  'a\u0000b',
  [],
  ['x'],
  {},
  { x: 1 },
]

/** A value with one part of it replaced by each of the others, taken out, or given a member more: all of them. */
function* mutants(value: Json): Generator<Json> {
  yield* others
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) for (const other of mutants(item as Json)) yield value.with(i, other)
    return
  }
  const group = value as Readonly<Record<string, Json>>
  yield { ...group, odd: 1 }
  for (const [key, member] of Object.entries(group)) {
    const { [key]: _, ...rest } = group
    yield rest
    for (const other of mutants(member)) yield { ...rest, [key]: other }
  }
}

const ended = <T>(steps: Generator<unknown, T>): T => {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

describe('files of a roster that are right', () => {
  let check: CheckShape
  before(async () => {
    check = await shapeCheck()
  })
  const whole = (text: string) => ended(readingRoster(text, 'x.json', check))
  const sameRoster = (text: string) => {
    const { roster, troubles } = whole(text)
    const quick = ended(quickRoster(text))
    expect(quick, `${troubles[0]?.says.en ?? 'right'}\n${text}`).to.deep.equal(troubles.length > 0 ? undefined : roster)
    return quick
  }

  it('are taken as they are', () => {
    expect(sameRoster(JSON.stringify(roster))).to.deep.equal(roster)
    expect(sameRoster(`\uFEFF${JSON.stringify(roster, undefined, 2)}`)).to.deep.equal(roster)
    expect(quickPeople(JSON.stringify(people))).to.deep.equal(people)
  })

  it('are those in which the whole reading finds nothing to tell: every part changed in every way', async () => {
    let right = 0
    let wrong = 0
    for (const other of mutants(roster)) sameRoster(JSON.stringify(other)) ? right++ : wrong++
    for (const other of mutants(people)) {
      const text = JSON.stringify(other)
      const { people: read, troubles } = await loadPeople(text, 'x.json')
      const quick = quickPeople(text)
      expect(quick, `${troubles[0]?.says.en ?? 'right'}\n${text}`).to.deep.equal(troubles.length > 0 ? undefined : read)
      quick ? right++ : wrong++
    }
    expect(right).to.be.greaterThan(50)
    expect(wrong).to.be.greaterThan(1000)
  })

  it('hold nothing twice, nothing strange and nothing that is not JSON', () => {
    const text = JSON.stringify(roster)
    const put = (more: string) => text.replace('"places":{', `"places":{${more}`)
    const place = '{"kind":"street","title":{"zh":"a: \\"b\\"","en":"\\\\"}}'
    expect(sameRoster(put(`"t":${place},`))).not.to.equal(undefined)
    for (const more of [`"s":${place},`, `"\\u0073":${place},`, `"__proto__":${place},`, `"t\u0001":${place},`])
      expect(sameRoster(put(more)), more).to.equal(undefined)
    for (const wrong of ['', '<html>', `${text},`, text.slice(1), text.replace('城', '\uFFFD'), put('"t":{},')])
      expect(sameRoster(wrong)).to.equal(undefined)
    const deep = put(
      `"t":{"kind":"street","title":{"zh":"a","en":"a"},"is":{"x":${'['.repeat(9999)}${']'.repeat(9999)}}},`,
    )
    expect(sameRoster(deep)).to.equal(undefined)
  })
})
