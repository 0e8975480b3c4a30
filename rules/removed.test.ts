import { expect } from '@open-wc/testing'
import type { Book, Pack } from '../engine/pack/book.js'
import type { PackFile } from '../engine/pack/format.js'
import { loadBook } from '../engine/pack/load.js'
import { tryPack } from '../engine/try.js'

/**
 * A rule that nobody would miss proves nothing. Each rule, invariant, clock and separation of people is taken out of its
 * pack, and then a story must come out differently; a row of a table, and then a story or an example of the table must.
 * The examples of a rule itself do not count: they go with it.
 */

/** Longer tables are lists of one's own that a community adds to; their rows are alike, and a few of them are examples. */
const LONG = 12

interface Part {
  readonly name: string
  readonly pack: Pack
  readonly noticedBy: readonly string[]
}

const without = <Value>(group: Readonly<Record<string, Value>>, gone: string) =>
  Object.fromEntries(Object.entries(group).filter(([name]) => name !== gone))

/** The pack as it is written, with one rule fewer; its examples go with it. */
const untold = ({ file }: Pack, gone: string): PackFile =>
  JSON.parse(JSON.stringify(file), (key, value: unknown) =>
    (key === 'rules' || key === 'always') && Array.isArray(value)
      ? value.filter((rule: { name: string }) => rule.name !== gone)
      : value,
  ) as PackFile

const withFile = (pack: Pack, change: Partial<PackFile>): Pack => ({ ...pack, file: { ...pack.file, ...change } })

function* partsOf(pack: Pack): Generator<Part> {
  const { tables = {}, clocks = {}, acts = {} } = pack.file
  for (const group of ['actRules', 'kindRules', 'always'] as const)
    for (const [of, rules] of Object.entries(pack[group]))
      for (const { name } of rules) {
        const rest = { ...pack[group], [of]: rules.filter((rule) => rule.name !== name) }
        const changed = { ...pack, [group]: rest, file: untold(pack, name) }
        yield { name: `rule ${name}`, pack: changed, noticedBy: ['story'] }
      }
  for (const name of Object.keys(clocks))
    yield { name: `clock ${name}`, pack: withFile(pack, { clocks: without(clocks, name) }), noticedBy: ['story'] }
  for (const [name, act] of Object.entries(acts))
    if (act['not-same-as']) {
      const free = without(act as unknown as Record<string, unknown>, 'not-same-as') as unknown as typeof act
      const changed = withFile(pack, { acts: { ...acts, [name]: free } })
      yield { name: `who does ${name} did not do ${act['not-same-as'].join(', ')}`, pack: changed, noticedBy: ['story'] }
    }
  for (const [name, table] of Object.entries(tables))
    if (table.rows.length <= LONG)
      for (const [index, row] of table.rows.entries()) {
        const changed = { ...tables, [name]: { ...table, rows: table.rows.toSpliced(index, 1) } }
        const said = JSON.stringify(row.slice(0, table.inputs.length))
        yield { name: `row ${said} of ${name}`, pack: withFile(pack, { tables: changed }), noticedBy: ['story', 'table'] }
      }
}

const inBook = (book: Book, pack: Pack): Book => ({
  ...book,
  packs: new Map(book.packs).set(pack.name, pack),
  kinds: new Map([...book.kinds].map(([prefix, it]) => [prefix, it.pack.name === pack.name ? { ...it, pack } : it])),
})

const { book } = await loadBook('/rules/yucai.community.json', async (address) => (await fetch(address)).text())

for (const pack of book?.packs.values() ?? [])
  describe(`what would be missed in ${pack.name}`, () => {
    for (const part of partsOf(pack))
      it(part.name, async () => {
        const verdicts = await tryPack(part.pack, inBook(book!, part.pack))
        const red = verdicts.filter(({ of, ok }) => !ok && part.noticedBy.includes(of))
        expect(red.length, 'no story notices that it is gone').to.be.greaterThan(0)
      })
  })
