import { expect } from '@open-wc/testing'
import { loadBook } from '../engine/pack/load.js'
import { tryPack } from '../engine/try.js'

const fetched = async (address: string) => {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${answer.status} ${address}`)
  return answer.text()
}
const { book, troubles } = await loadBook('/rules/chengxiang.community.json', fetched)
const tried = await Promise.all([...(book?.packs.values() ?? [])].map(async (pack) => ({ pack, verdicts: await tryPack(pack, book!) })))

describe('packs of Chengxiang', () => {
  it('are loaded without a trouble', () => {
    expect(troubles.map((it) => `${it.file}:${it.line} ${it.says.en}`)).to.deep.equal([])
  })

  for (const { pack, verdicts } of tried) {
    describe(pack.name, () => {
      for (const { of, name, ok, expected, got } of verdicts) {
        it(`${of}: ${name} ${of === 'story' ? '' : JSON.stringify(expected)}`, () => {
          expect(ok, `expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`).to.equal(true)
        })
      }

      it('has examples of every rule, on both sides', () => {
        const rules = [pack.actRules, pack.kindRules].flatMap((it) => Object.values(it).flat())
        for (const rule of rules) {
          const sides = verdicts.filter((it) => it.of === 'rule' && it.name === rule.name)
          const holds = sides.map((it) => (it.expected as { holds: boolean }).holds)
          expect(new Set(holds), rule.name).to.deep.equal(new Set([true, false]))
        }
      })
    })
  }
})
