import { expect } from '@open-wc/testing'
import { loadBook } from '../engine/pack/load.js'
import { tryPack } from '../engine/try.js'

const fetched = async (address: string) => {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${answer.status} ${address}`)
  return answer.text()
}

/** From the top down; test/rules.test.mjs holds that these are all, and that the lowest uses every pack. */
const communities = ['xiaoshan', 'chengxiang', 'yucai'] as const
/** A market that stands on nothing. */
const alone = 'futian'
const books = await Promise.all(communities.map((name) => loadBook(`/rules/${name}.community.json`, fetched)))
const lowest = books.at(-1)?.book
const tried = await Promise.all(
  [...(lowest?.packs.values() ?? [])].map(async (pack) => ({
    pack,
    verdicts: await tryPack(pack, lowest!),
    here: await tryPack(pack, lowest!, 'here'),
  })),
)

describe('communities', () => {
  communities.forEach((name, index) => {
    it(`${name} is loaded without a trouble`, () => {
      const { book, troubles } = books[index]!
      // a district leaves it to its streets which posts fill the roles
      const told = troubles.filter(({ code }) => index > 0 || code !== 'role-without-post')
      expect(told.map((it) => `${it.file}:${it.line} ${it.says.en}`)).to.deep.equal([])
      expect(book?.community).to.equal(name)
    })
  })
})

describe(alone, () => {
  it('is loaded without a trouble', async () => {
    const { book, troubles } = await loadBook(`/rules/${alone}.community.json`, fetched)
    expect(troubles.map((it) => `${it.file}:${it.line} ${it.says.en}`)).to.deep.equal([])
    expect([...(book?.packs.keys() ?? [])]).to.deep.equal(['nine-square'])
  })
})

describe('README.md', () => {
  it('tells changes that can be made as they stand there', async () => {
    const blocks = [...(await fetched('/rules/README.md')).matchAll(/```diff\n([\s\S]*?)```/g)].map(([, block]) => block!)
    expect(blocks.length).to.equal(3)
    for (const block of blocks) {
      const side = (gone: string) => {
        const lines = block.trimEnd().split('\n')
        return lines.flatMap((line) => (line.startsWith(gone) ? [] : [line.slice(1)])).join('\n')
      }
      const [before, after] = [side('+'), side('-')]
      const { book, troubles } = await loadBook('/rules/yucai.community.json', async (address) => {
        const text = await fetched(address)
        if (!address.includes('yucai')) return text
        expect(text, before).to.include(before)
        return text.replace(before, after)
      })
      expect(troubles.map((it) => it.says.en)).to.deep.equal([])
      expect(book!.digest).to.not.equal(lowest!.digest)
    }
  })
})

for (const { pack, verdicts, here } of tried) {
  describe(pack.name, () => {
    for (const { of, name, ok, expected, got } of verdicts) {
      it(`${of}: ${name} ${of === 'story' ? '' : JSON.stringify(expected)}`, () => {
        expect(ok, `expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`).to.equal(true)
      })
    }

    it('comes out here as it is told, but for what the community accepts by name', () => {
      const otherwise = here.filter(({ ok }) => !ok).map(({ name }) => name)
      expect(otherwise).to.deep.equal(pack.accepts ?? [])
    })

    it('has examples of every rule, on both sides', () => {
      const rules = [pack.actRules, pack.kindRules, pack.always].flatMap((it) => Object.values(it).flat())
      for (const rule of rules) {
        const sides = verdicts.filter((it) => it.of === 'rule' && it.name === rule.name)
        const holds = sides.map((it) => (it.expected as { holds: boolean }).holds)
        expect(new Set(holds), rule.name).to.deep.equal(new Set([true, false]))
      }
    })
  })
}
