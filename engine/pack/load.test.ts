import { expect } from '@open-wc/testing'
import type { Book, Norm } from './book.js'
import { bookFromTexts, checkText, loadBook } from './load.js'

const fetched = async (address: string) => {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${answer.status} ${address}`)
  return answer.text()
}
const good = '/schemas/fixtures/good'
const street = `${good}/street.community.json`

/** The good files, some of them with a word changed. */
async function changed(edits: Readonly<Record<string, readonly [from: string, to: string]>>, address = street) {
  return loadBook(address, async (asked) => {
    const text = await fetched(asked)
    const edit = edits[asked.replace(/^.*\//, '')]
    if (!edit) return text
    expect(text).to.include(edit[0])
    return text.replace(edit[0], edit[1])
  })
}
async function opened(address: string): Promise<Book> {
  const { book, troubles } = await loadBook(address, fetched)
  expect(troubles.map(({ says }) => says.en)).to.deep.equal([])
  return book!
}

describe('the book of Chengxiang', () => {
  let book: Book
  before(async () => {
    book = await opened('/rules/chengxiang.community.json')
  })

  it('O115 opens with its district and its packs, nothing to tell', () => {
    expect(book.community).to.equal('chengxiang')
    expect(book.place).to.equal('330109001')
    expect(book.zone).to.equal('Asia/Shanghai')
    expect([...book.packs.keys()]).to.deep.equal([
      'four-platforms',
      'rectification-notice',
      'appointments',
      'grid-division',
    ])
    expect([...book.kinds].map(([prefix, { pack, kind }]) => [prefix, pack.name, kind])).to.deep.equal([
      ['case', 'four-platforms', 'case'],
      ['notice', 'rectification-notice', 'notice'],
      ['tenure', 'appointments', 'tenure'],
      ['split', 'grid-division', 'split'],
      ['merger', 'grid-division', 'merger'],
    ])
  })

  it('M103 every value says whose it is', () => {
    const { origin, params } = book.packs.get('four-platforms')!
    expect(params['accept-limit']).to.equal('PT10M')
    expect(origin['params.accept-limit']).to.equal('chengxiang')
    expect(origin['params.assign-limit']).to.equal('four-platforms')
    expect(origin['tables.routing.rows.exposed-rubbish.limit']).to.equal('chengxiang')
    expect(origin['roles.duty-officer']).to.equal('chengxiang')
  })

  it('C14 a new case type is one line: the choice of types comes from the routing table', () => {
    const type = book.packs.get('four-platforms')!.names['case']!.get('type')!
    expect(Object.keys(type.choices!)).to.have.length(41)
    expect(type.choices!['gas-leak']).to.deep.equal({ zh: '燃气管道破裂', en: 'Gas leak' })
    expect(type.choices!['charging-shed']!.zh).to.equal('充电棚损坏')
  })

  it('D30 roles of a pack are filled by posts of the roster', () => {
    expect(book.packs.get('four-platforms')!.roles['platform-lead']).to.deep.equal([
      'zz-lead',
      'zf-lead',
      'sj-lead',
      'bm-lead',
    ])
  })

  it('N107 a pack is named by its version and the digest of what is in force here', async () => {
    const { ref, digest } = book.packs.get('four-platforms')!
    expect(digest).to.match(/^[0-9a-f]{64}$/)
    expect(ref).to.equal(`four-platforms@1+${digest.slice(0, 8)}`)
    const eight = await loadBook('/rules/chengxiang.community.json', async (address) =>
      (await fetched(address)).replace('"accept-limit": "PT10M"', '"accept-limit": "PT8M"'),
    )
    expect(eight.book!.packs.get('four-platforms')!.params['accept-limit']).to.equal('PT8M')
    expect(eight.book!.packs.get('four-platforms')!.digest).not.to.equal(digest)
    expect(eight.book!.packs.get('rectification-notice')!.digest).to.equal(
      book.packs.get('rectification-notice')!.digest,
    )
    expect(eight.book!.digest).not.to.equal(book.digest)
  })

  it('N107 white space and the order of keys do not change what a pack is called', async () => {
    const same = await loadBook('/rules/chengxiang.community.json', async (address) =>
      JSON.stringify(JSON.parse(await fetched(address))),
    )
    expect(same.book!.digest).to.equal(book.digest)
  })

  it('opens again from its own texts, without a network', async () => {
    const again = await bookFromTexts(book.texts)
    expect(again.book!.digest).to.equal(book.digest)
  })

  it('asks the schemas of new texts only: those of a good book are taken as they are', async () => {
    const at = Date.parse('2020-04-10T08:00:00+08:00')
    const odd = await fetched(street).then((text) => text.replace('{', '{ "odd": 1,'))
    const read = async (address: string) => (address === street ? odd : fetched(address))
    const { book: none, troubles } = await loadBook(street, read, { at, good: { texts: {}, at } })
    expect(none).to.equal(undefined)
    expect(troubles.map(({ code, found }) => [code, found])).to.deep.equal([['unknown-key', 'odd']])
    expect((await loadBook(street, read, { at, good: { texts: { [street]: odd }, at } })).troubles).to.deep.equal([])
  })

  it('asks the schemas of a whole again where a text is new or another override has come into force', async () => {
    // a title without zh: only the schema says so
    const texts: Record<string, string> = {}
    const read = async (address: string) =>
      (texts[address] = (await fetched(address)).replace(
        '"at": "tables.ways.rows.food|<5.limit", "value": "PT3H",',
        '"at": "title", "value": { "en": "x" }, "from": "2020-05-01",',
      ))
    const at = Date.parse('2020-04-30T08:00:00+08:00')
    const may = Date.parse('2020-05-02T08:00:00+08:00')
    expect((await loadBook(street, read, { at })).troubles).to.deep.equal([])
    const shape = async (now: number, good: { texts: Record<string, string>; at: number }) =>
      (await loadBook(street, read, { at: now, good })).troubles.map(({ code }) => code)
    expect(await shape(may, { texts, at })).to.deep.equal(['shape-required'])
    expect(await shape(may, { texts: { ...texts, [street]: '' }, at: may })).to.deep.equal(['shape-required'])
    expect(await shape(may, { texts, at: may })).to.deep.equal([])
  })

  it('does not open from no texts', async () => {
    const { book: none, troubles } = await bookFromTexts({})
    expect(none).to.equal(undefined)
    expect(troubles.map(({ code }) => code)).to.deep.equal(['missing-file'])
  })
})

describe('addresses', () => {
  it('takes packs from beside the community file, for URLs and plain paths', async () => {
    for (const address of [
      `${location.origin}/rules/chengxiang.community.json?v=1`,
      'rules/chengxiang.community.json',
    ]) {
      const asked: string[] = []
      await loadBook(address, (one) => {
        asked.push(one)
        return fetched(one.startsWith('rules') ? `/${one}` : one)
      })
      const folder = address.replace(/chengxiang.*/, '')
      expect(asked.sort()).to.deep.equal([
        `${folder}appointments.pack.json`,
        address,
        `${folder}four-platforms.pack.json`,
        `${folder}grid-division.pack.json`,
        `${folder}rectification-notice.pack.json`,
        `${folder}xiaoshan.community.json`,
      ])
    }
  })

  it('P117 suggests the nearest file that was there before', async () => {
    const { troubles } = await loadBook(
      street,
      async (address) => (await fetched(address)).replace('"extends": "district"', '"extends": "distrikt"'),
      { known: [`${good}/district.community.json`, `${good}/errand.pack.json`] },
    )
    expect(troubles.map(({ meant, line, column }) => [meant, line, column])).to.deep.equal([['district', 4, 14]])
  })
})

describe('community files stand on one another', () => {
  it('M103 params and overrides apply from the top down, the lowest last', async () => {
    const book = await opened(street)
    const pack = book.packs.get('errand')!
    expect(pack.params).to.deep.equal({ 'at-once': 5, 'take-limit': 'PT20M' })
    expect(pack.roles).to.deep.equal({ helper: ['volunteer'], lead: ['street-lead'] })
    expect(pack.origin).to.include({
      'params.at-once': 'district',
      'params.take-limit': 'street',
      'roles.helper': 'district',
      'roles.lead': 'street',
    })
    expect(Object.keys(book.calendars)).to.have.members(['24h', 'natural', 'work', 'night'])
    expect(pack.file.lists!['reasons']).to.have.all.keys('ill', 'away', 'cart')
    expect(pack.file.tables!['ways']!.rows.map((row) => [row[0], row[3]])).to.deep.equal([
      ['food', 'PT3H'],
      ['food', 'PT4H'],
      ['medicine', 'PT1H'],
      ['letter', 'P1D'],
    ])
    expect(pack.file.acts!['ask']!.rules).to.equal(undefined)
  })

  it('M101 what a change brought in is told where the change stands', async () => {
    const added = await changed({ 'street.community.json': ['"P1D", "work"', '"P1D", "wrok"'] })
    expect(added.troubles.map(({ file, line, meant }) => [file, line, meant])).to.deep.equal([[street, 9, 'work']])
    const value = await changed({ 'street.community.json': ['"value": "PT3H"', '"value": 3'] })
    expect(value.troubles.map(({ file, line, code }) => [file, line, code])).to.deep.equal([[street, 8, 'wrong-type']])
  })

  it('M101 after a row is taken out, what is wrong in the rows behind it still has its own line', async () => {
    const { troubles } = await changed({
      'street.community.json': [
        '"at": "tables.ways.rows.food|<5.limit", "value": "PT3H"',
        '"at": "tables.ways.rows.food|<5", "remove": true',
      ],
      'errand.pack.json': ['"PT1H", "24h"', '"PT1H", "24hh"'],
    })
    expect(troubles.map(({ file, line, meant }) => [file, line, meant])).to.deep.equal([
      [`${good}/errand.pack.json`, 27, '24h'],
    ])
  })

  it('M104 a lock allows what lies within its bounds', async () => {
    const { troubles } = await changed({
      'street.community.json': [
        '"tables.ways.rows.food|<5.limit", "value": "PT3H"',
        '"tables.ways.rows.medicine|*.limit", "value": "PT30M"',
      ],
    })
    expect(troubles).to.deep.equal([])
  })

  it('M104 a lock binds the files below it, not its own', async () => {
    const { troubles } = await changed(
      { 'district.community.json': ['"params": { "at-once": 5 }', '"params": { "at-once": 5, "take-limit": "PT2H" }'] },
      `${good}/district.community.json`,
    )
    expect(troubles).to.deep.equal([])
  })

  it('M103 an override with dates applies on those days only', async () => {
    const dated = async (at: string) => {
      const { book } = await loadBook(
        street,
        async (address) =>
          (await fetched(address)).replace(
            '"value": "PT3H",',
            '"value": "PT3H", "from": "2020-05-01", "until": "2020-05-31",',
          ),
        { at: Date.parse(at) },
      )
      return book!.packs.get('errand')!.file.tables!['ways']!.rows[0]![3]
    }
    expect(await dated('2020-04-30T23:59:59+08:00')).to.equal('PT2H')
    expect(await dated('2020-05-01T00:00:00+08:00')).to.equal('PT3H')
    expect(await dated('2020-05-31T23:59:59+08:00')).to.equal('PT3H')
    expect(await dated('2020-06-01T00:00:00+08:00')).to.equal('PT2H')
  })

  it('D30 a role without a post is a warning that stops nothing', async () => {
    const { book, troubles } = await changed({ 'district.community.json': ['"helper": ["volunteer"], ', ''] })
    expect(troubles.map(({ level, code, found }) => [level, code, found])).to.deep.equal([
      ['warning', 'role-without-post', 'helper'],
    ])
    expect(book!.packs.get('errand')!.roles['helper']).to.deep.equal([])
  })

  it('B7 two packs with one prefix are told, and a prefix suggested', async () => {
    const { troubles } = await loadBook(street, async (address) => {
      const text = await fetched(address.replace('twin.pack', 'errand.pack'))
      if (address.includes('twin')) return text.replace('"pack": "errand"', '"pack": "twin"')
      const use = '"packs": [{ "pack": "errand"'
      return address === street
        ? text.replace(
            use,
            `"packs": [{ "pack": "twin", "version": 1, "roles": { "lead": ["x"], "helper": ["x"] } }, { "pack": "errand"`,
          )
        : text
    })
    expect(troubles.map(({ code, says }) => [code, says.en])).to.deep.equal([
      [
        'twice',
        'twin.pack.json, line 32, column 5: ids beginning "errand" belong to errand; write a prefix, e.g. "twin-errand".',
      ],
    ])
  })
})

describe('packs stand on packs', () => {
  const child = (more: object) =>
    JSON.stringify({
      pack: 'child',
      version: 1,
      title: { zh: '子包', en: 'Child' },
      extends: { pack: 'errand', version: 1 },
      ...more,
    })
  const check = (text: string, community = street) =>
    loadBook(community, async (address) => {
      if (address.includes('child.pack')) return text
      const above = (await fetched(address)).replaceAll('"pack": "errand"', '"pack": "child"')
      return address.endsWith('community.json') ? above : fetched(address)
    })

  it('M100 takes over everything of the other and changes what it says', async () => {
    const { book, troubles } = await check(
      child({
        params: { 'walk-limit': { title: { zh: '步行', en: 'Walk' }, type: 'duration', default: 'PT1H' } },
        changes: [{ at: 'params.at-once.max', value: 12 }],
      }),
    )
    expect(troubles.map(({ says }) => says.en)).to.deep.equal([])
    const { file } = book!.packs.get('child')!
    expect(Object.keys(file.acts!)).to.deep.equal(['ask', 'take', 'deliver', 'drop'])
    expect(Object.keys(file.params!)).to.deep.equal(['at-once', 'take-limit', 'walk-limit'])
    expect(file.params!['at-once']!.max).to.equal(12)
  })

  it('M100 a name of its own that exists there is told', async () => {
    const { troubles } = await check(child({ roles: { lead: { zh: '组长', en: 'Lead' } } }))
    expect(troubles.map(({ code, found }) => [code, found])).to.deep.equal([['twice', 'lead']])
  })

  it('M102 a change that leads nowhere is told with the nearest path', async () => {
    const { troubles } = await check(child({ changes: [{ at: 'params.at-onse.max', value: 12 }] }))
    expect(troubles.map(({ code, meant }) => [code, meant])).to.deep.equal([['unknown-path', 'at-once']])
  })

  it('M102 a change that makes something of the wrong shape is told where it is written', async () => {
    const text = child({ changes: [{ at: 'dossiers.errand.title', value: { en: 'Errand' } }] })
    const { troubles } = await check(text, `${good}/district.community.json`)
    expect(troubles.map(({ code, found, file }) => [code, found, file])).to.deep.equal([
      ['shape-required', 'zh', `${good}/child.pack.json`],
    ])
  })

  it('P118 packs that stand on one another in a circle are told', async () => {
    const { troubles } = await check(child({ extends: { pack: 'child', version: 1 } }))
    expect(troubles.map(({ code, says }) => [code, says.en.replace(/^.*: the/, 'the')])).to.deep.equal([
      ['circle', 'the packs run in a circle: child → child.'],
    ])
  })
})

describe('conditions in normal form', () => {
  /** Normal form of one condition on the kind `errand`, as a pack's rule has it. */
  async function norm(condition: object): Promise<Norm> {
    const { book, troubles } = await changed(
      {
        'errand.pack.json': [
          '{ "all": [{ "fact": "in-hand", "operator": "greaterThan", "value": { "fact": "at-once" } }] }',
          JSON.stringify(condition),
        ],
      },
      `${good}/district.community.json`,
    )
    expect(troubles.filter(({ level }) => level === 'error').map(({ says }) => says.en)).to.deep.equal([])
    return book!.packs.get('errand')!.actRules['take']![0]!.when
  }
  const leaf = (fact: string, operator: string, value: unknown) => ({ fact, operator, value })

  it('O115 negation is pushed down to the comparisons', async () => {
    const found = await norm({
      not: {
        any: [
          leaf('weight', 'greaterThan', 5),
          { all: [leaf('what', 'equal', 'food'), leaf('runner', 'filled', true)] },
        ],
      },
    })
    expect(found).to.deep.equal({
      all: [
        { fact: 'weight', operator: 'lessThanInclusive', than: { value: 5 }, type: 'number' },
        {
          any: [
            { fact: 'what', operator: 'notEqual', than: { value: 'food' }, type: 'choice' },
            { fact: 'runner', operator: 'empty', than: { value: true }, type: 'party' },
          ],
        },
      ],
    })
  })

  it('O115 every operator has its opposite, and twice negated is what it was', async () => {
    const leaves = [
      leaf('weight', 'lessThan', 1),
      leaf('weight', 'lessThanInclusive', 1),
      leaf('weight', 'greaterThan', 1),
      leaf('weight', 'greaterThanInclusive', 1),
      leaf('weight', 'equal', 1),
      leaf('weight', 'notEqual', 1),
      leaf('what', 'in', ['food']),
      leaf('what', 'notIn', ['food']),
      leaf('late', 'contains', 'take'),
      leaf('late', 'doesNotContain', 'take'),
      leaf('wanted-by', 'before', '2020-04-10'),
      leaf('wanted-by', 'notBefore', '2020-04-10'),
      leaf('wanted-by', 'after', '2020-04-10'),
      leaf('wanted-by', 'notAfter', '2020-04-10'),
      leaf('place', 'under', '330109'),
      leaf('weight', 'filled', true),
      leaf('weight', 'filled', false),
    ]
    const plain = (await norm({ all: leaves })) as { all: Norm[] }
    const negated = (await norm({ all: leaves.map((one) => ({ not: one })) })) as { all: Norm[] }
    const twice = await norm({ all: leaves.map((one) => ({ not: { not: one } })) })
    expect(twice).to.deep.equal(plain)
    const pairs = plain.all.map((one, index) => [
      (one as { operator: string }).operator,
      (negated.all[index] as { operator: string }).operator,
    ])
    expect(pairs).to.deep.equal([
      ['lessThan', 'greaterThanInclusive'],
      ['lessThanInclusive', 'greaterThan'],
      ['greaterThan', 'lessThanInclusive'],
      ['greaterThanInclusive', 'lessThan'],
      ['equal', 'notEqual'],
      ['notEqual', 'equal'],
      ['in', 'notIn'],
      ['notIn', 'in'],
      ['contains', 'doesNotContain'],
      ['doesNotContain', 'contains'],
      ['before', 'notBefore'],
      ['notBefore', 'before'],
      ['after', 'notAfter'],
      ['notAfter', 'after'],
      ['under', 'notUnder'],
      ['filled', 'empty'],
      ['empty', 'filled'],
    ])
  })

  it('O115 named conditions are put in place, negated where they are', async () => {
    expect(await norm({ not: { condition: 'heavy' } })).to.deep.equal({
      any: [
        { fact: 'weight', operator: 'empty', than: { value: true }, type: 'number' },
        { fact: 'weight', operator: 'lessThanInclusive', than: { value: 20 }, type: 'number' },
      ],
    })
  })

  it('G67 spans become milliseconds, dates the midnight of the community, facts stay facts', async () => {
    expect(await norm({ all: [leaf('take-limit', 'greaterThan', 'PT10M')] })).to.deep.equal({
      all: [{ fact: 'take-limit', operator: 'greaterThan', than: { value: 600_000 }, type: 'duration' }],
    })
    expect(await norm({ all: [leaf('wanted-by', 'before', '2020-04-10')] })).to.deep.equal({
      all: [
        { fact: 'wanted-by', operator: 'before', than: { value: Date.parse('2020-04-09T16:00:00Z') }, type: 'moment' },
      ],
    })
    const ways = { fact: 'ways', path: 'limit', operator: 'lessThan', value: { fact: 'take-limit' } }
    expect(await norm({ all: [ways] })).to.deep.equal({
      all: [{ fact: 'ways', path: ['limit'], operator: 'lessThan', than: { fact: 'take-limit' }, type: 'duration' }],
    })
  })
})

describe('one pack alone', () => {
  it('checks what can be known without its neighbours', async () => {
    const text = await fetched('/rules/four-platforms.pack.json')
    expect(await checkText(text, 'four-platforms.pack.json')).to.deep.equal([])
  })

  it('P117 a misspelt role in the cell of a table is named with the nearest one', async () => {
    const text = await fetched('/rules/four-platforms.pack.json')
    const asText = text.replace(
      '"en": "Next above" }, "type": "choice", "of": "chain" }',
      '"en": "Next above" }, "type": "text" }',
    )
    expect(await checkText(asText, 'four-platforms.pack.json')).to.deep.equal([])
    const misspelt = asText.replace('"grid-worker",     "grid-chief"', '"grid-worker",     "grid-chef"')
    const troubles = await checkText(misspelt, 'four-platforms.pack.json')
    expect(troubles.map(({ code, meant }) => [code, meant])).to.deep.equal([['unknown-role', 'grid-chief']])
  })

  it('P116 never throws, whatever the text', async () => {
    for (const text of [
      '',
      ' ',
      'null',
      '[]',
      '"x"',
      '{}',
      '{"pack":1}',
      '\u0000',
      '{"pack":"x","version":1,"title":{"zh":"x","en":"x"}}',
    ])
      expect(await checkText(text, 'x.pack.json')).to.be.an('array')
  })

  it('P116 never throws when any one part of a good pack is missing, emptied or of another kind', async () => {
    const pack = JSON.parse(await fetched(`${good}/errand.pack.json`)) as Record<string, unknown>
    const paths: (string | number)[][] = []
    const walk = (value: unknown, path: (string | number)[]): void => {
      if (typeof value !== 'object' || value === null) return
      for (const [key, inner] of Object.entries(value)) {
        paths.push([...path, Array.isArray(value) ? Number(key) : key])
        walk(inner, paths.at(-1)!)
      }
    }
    walk(pack, [])
    let told = 0
    for (const path of paths)
      for (const instead of [undefined, {}, [], 7, 'strange']) {
        const copy = structuredClone(pack)
        const around = path.slice(0, -1).reduce<Record<string | number, unknown>>((at, step) => at[step] as never, copy)
        if (instead === undefined && !Array.isArray(around)) delete around[path.at(-1)!]
        else around[path.at(-1)!] = instead ?? null
        told += (await checkText(JSON.stringify(copy), 'errand.pack.json')).length > 0 ? 1 : 0
      }
    expect(paths.length).to.be.greaterThan(300)
    expect(told).to.be.greaterThan(paths.length * 3)
  }).timeout(60_000)
})

describe('files that stand on one another in a circle', () => {
  it('are told from the lowest up, all of them', async () => {
    const above: Record<string, string> = { low: 'middle', middle: 'high', high: 'middle' }
    const file = (name: string) =>
      JSON.stringify({ community: name, version: 1, title: { zh: name, en: name }, place: '1', extends: above[name] })
    const { troubles } = await loadBook('low.community.json', (address) =>
      Promise.resolve(file(address.replace('.community.json', ''))),
    )
    expect(troubles.map(({ says }) => says.en)).to.deep.equal([
      'high.community.json, line 1, column 89: the community files run in a circle: middle → high → middle.',
    ])
  })
})
