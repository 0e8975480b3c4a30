import { expect } from '@open-wc/testing'
import type { Book, Pack } from '../engine/pack/book.js'
import type { CommunityFile, PackFile } from '../engine/pack/format.js'
import { loadBook } from '../engine/pack/load.js'
import { lookup } from '../engine/pack/table.js'
import { same } from '../engine/stories/same.js'
import { staged } from '../engine/stories/staged.js'
import { tell } from '../engine/stories/story.js'

/**
 * A rule that nobody would miss proves nothing. Each rule, invariant, clock, measure, separation of people and no to a
 * proposal is taken out of its pack, and then a story must come out differently; a row of a table, and then a story or an example of a
 * table must. The examples of a rule itself do not count: they go with it.
 */

/** Longer tables are lists that a community adds to; their rows are alike, and a few of them are examples. */
const LONG = 12

interface Part {
  readonly name: string
  readonly pack: Pack
}

const without = <Value>(group: Readonly<Record<string, Value>>, gone: string) =>
  Object.fromEntries(Object.entries(group).filter(([name]) => name !== gone))

const withFile = (pack: Pack, change: Partial<PackFile>): Pack => ({ ...pack, file: { ...pack.file, ...change } })

function* partsOf(pack: Pack): Generator<Part> {
  const { tables = {}, clocks = {}, acts = {}, measures = {} } = pack.file
  for (const group of ['actRules', 'kindRules', 'always'] as const)
    for (const [of, rules] of Object.entries(pack[group]))
      for (const { name } of rules) {
        const rest = { ...pack[group], [of]: rules.filter((rule) => rule.name !== name) }
        yield { name: `rule ${name}`, pack: { ...pack, [group]: rest } }
      }
  for (const name of Object.keys(clocks))
    yield { name: `clock ${name}`, pack: withFile(pack, { clocks: without(clocks, name) }) }
  for (const name of Object.keys(measures))
    yield { name: `measure ${name}`, pack: withFile(pack, { measures: without(measures, name) }) }
  for (const [name, act] of Object.entries(acts))
    for (const key of ['not-same-as', 'declines'] as const) {
      if (!act[key]) continue
      const free = without(act as unknown as Record<string, unknown>, key) as unknown as typeof act
      const changed = withFile(pack, { acts: { ...acts, [name]: free } })
      yield { name: `${name} ${key} ${act[key].join(', ')}`, pack: changed }
    }
  for (const [name, table] of Object.entries(tables))
    if (table.rows.length <= LONG)
      for (const [index, row] of table.rows.entries()) {
        const changed = { ...tables, [name]: { ...table, rows: table.rows.toSpliced(index, 1) } }
        const said = JSON.stringify(row.slice(0, table.inputs.length))
        yield { name: `row ${said} of ${name}`, pack: withFile(pack, { tables: changed }) }
      }
}

const inBook = (book: Book, pack: Pack): Book => ({
  ...book,
  packs: new Map(book.packs).set(pack.name, pack),
  kinds: new Map([...book.kinds].map(([prefix, it]) => [prefix, it.pack.name === pack.name ? { ...it, pack } : it])),
})

/** The first story or example of a table that comes out differently. */
async function missed(pack: Pack, book: Book): Promise<string | undefined> {
  const { examples = [], tables = {}, lists } = pack.file
  for (const [name, table] of Object.entries(tables))
    for (const it of table.examples ?? [])
      if (!same(lookup(table, it.in, lists, book.zone) ?? null, it.out)) return name
  const stage = staged(pack, inBook(book, pack), 'published')
  for (const story of examples) {
    const { expected, got } = await tell(story, stage, pack.name)
    if (Object.keys({ ...expected, ...got }).length > 0) return story.name.en
  }
  return undefined
}

const file = (name: string) => `/rules/${name}.json`
const read = async (address: string) => (await fetch(address)).text()
const { book } = await loadBook(file('yucai.community'), async (address) => {
  if (!address.endsWith('.community.json')) return read(address)
  // as the packs are written: what a community changes has its examples in no pack
  const { overrides: _, accepts: __, ...own } = JSON.parse(await read(address)) as CommunityFile
  return JSON.stringify(own)
})

for (const pack of book?.packs.values() ?? [])
  describe(`what would be missed in ${pack.name}`, () => {
    it('nothing as it is', async () => expect(await missed(pack, book!)).to.equal(undefined))
    for (const part of partsOf(pack))
      it(part.name, async () => expect(await missed(part.pack, book!), 'no story notices').to.not.equal(undefined))
  })

it('there are packs to take things out of', () => expect(book?.packs.size).to.be.greaterThan(20))
