import { expect } from '@open-wc/testing'
import * as rulesEngine from 'json-rules-engine'
import type { Leaf, Norm, NormRule } from '../pack/book.js'
import type { Facts, Holds, Json } from '../types.js'
import { comparable, type Context } from './comparable.js'
import { judge } from './judge.js'
import { toEngine } from './toengine.js'

const PLACES: Readonly<Record<string, string>> = { grid: 'community', building: 'grid' }
const context: Context = {
  zone: 'Asia/Shanghai',
  under(place, top) {
    for (let at: string | undefined = place; at !== undefined; at = PLACES[at]) if (at === top) return true
    return false
  },
}

const rule = (name: string, when: Norm, priority = 1): NormRule => ({
  name,
  says: { zh: name, en: name },
  priority,
  when,
  event: { type: 'refuse', params: { field: 'type' } },
})
const leaf = (fact: string, type: Leaf['type'], operator: Leaf['operator'], than: Json | { fact: string }): Leaf => {
  const [name, ...path] = fact.split('.')
  const isFact = typeof than === 'object' && than !== null && 'fact' in than
  return {
    fact: name!,
    ...(path.length && { path }),
    type,
    operator,
    than: isFact ? (than as { fact: string }) : { value: than },
  }
}
const urgent = leaf('routing.urgent', 'yes-no', 'equal', true)
const often = leaf('times.extend', 'number', 'greaterThan', { fact: 'extensions' })

async function holds(norm: Norm, facts: Facts): Promise<Holds> {
  const [reason] = await judge([rule('r', norm)], facts, context)
  return reason!.clauses[0]!.holds
}

describe('judge', () => {
  it('G53 a rule that holds gives its event and its words, one that does not is kept with its clauses', async () => {
    const facts = { routing: { urgent: true }, times: { extend: 2 }, extensions: 2 }
    const [one, other] = await judge([rule('urgent', urgent), rule('often', { all: [often] })], facts, context)
    expect(one).to.deep.equal({
      rule: 'urgent',
      says: { zh: 'urgent', en: 'urgent' },
      holds: true,
      effect: { type: 'refuse', params: { field: 'type' } },
      clauses: [{ fact: 'routing', path: 'urgent', is: true, operator: 'equal', than: true, holds: true }],
    })
    expect(other!.holds).to.equal(false)
    expect(other!.clauses).to.deep.equal([
      { fact: 'times', path: 'extend', is: 2, operator: 'greaterThan', than: 2, thanFact: 'extensions', holds: false },
    ])
  })

  it('G56 reasons come by priority, then in file order, and no rule is lost when judgements overlap', async () => {
    const rules = ['a', 'b', 'c', 'd'].map((name, index) => rule(name, { all: [urgent] }, index === 2 ? 9 : 1))
    const all = await Promise.all([true, false, true].map((yes) => judge(rules, { routing: { urgent: yes } }, context)))
    expect(all.map((reasons) => reasons.map((it) => it.rule).join(''))).to.deep.equal(['cabd', 'cabd', 'cabd'])
    expect(all.map((reasons) => reasons.every((it) => it.holds))).to.deep.equal([true, false, true])
  })

  it('G56 two rules of one name are both judged, and no rules are no reasons', async () => {
    const rules = [rule('same', { all: [urgent] }), rule('same', { all: [often] })]
    const reasons = await judge(rules, { routing: { urgent: true } }, context)
    expect(reasons.map((it) => it.holds)).to.deep.equal([true, false])
    expect(await judge([], {}, context)).to.deep.equal([])
  })

  it('G57 a comparison with a missing value is unknown, also where it says what is not', async () => {
    expect(await holds(often, { times: { extend: 9 } })).to.equal('unknown')
    expect(await holds(often, { extensions: 2 })).to.equal('unknown')
    expect(await holds(leaf('type', 'choice', 'notEqual', 'gas'), {})).to.equal('unknown')
    expect(await holds(leaf('type', 'choice', 'notEqual', 'gas'), { type: null })).to.equal('unknown')
    expect(await holds(leaf('type', 'choice', 'notIn', ['gas']), {})).to.equal('unknown')
    expect(await holds(leaf('tags', 'choices', 'doesNotContain', 'gas'), {})).to.equal('unknown')
    expect(await holds(leaf('place', 'place', 'notUnder', 'grid'), {})).to.equal('unknown')
  })

  it('G57 a path through what is no object is missing, and so is what every object inherits', async () => {
    expect(await holds(leaf('type.level', 'choice', 'notEqual', 'l1'), { type: 'gas' })).to.equal('unknown')
    expect(await holds(leaf('constructor', 'object', 'filled', true), {})).to.equal(false)
    expect(await holds(leaf('routing.constructor', 'object', 'filled', true), { routing: {} })).to.equal(false)
  })

  it('G57 only a rule that is true fires; clauses after the certain one were not looked at', async () => {
    const [any, all] = await judge(
      [rule('any', { any: [often, urgent, often] }), rule('all', { all: [urgent, often, { any: [often, urgent] }] })],
      { routing: { urgent: true } },
      context,
    )
    expect(any!.holds).to.equal(true)
    expect(any!.clauses.map((it) => it.holds)).to.deep.equal(['unknown', true, 'skipped'])
    expect(all!.holds).to.equal(false)
    expect(all!.clauses.map((it) => it.holds)).to.deep.equal([true, 'unknown', 'skipped', 'skipped'])
  })

  const TABLE: readonly (readonly [Leaf['type'], Json | undefined, Leaf['operator'], Json, Holds])[] = [
    ['number', 5, 'greaterThanInclusive', 3, true],
    ['number', '5', 'greaterThanInclusive', 3, 'unknown'],
    ['number', 3, 'lessThan', 3, false],
    ['number', 3, 'lessThanInclusive', 3, true],
    ['text', 'gas leak', 'equal', 'gas', false],
    ['text', 'a', 'in', 'cat', 'unknown'],
    ['choice', 'l1', 'in', ['l1', 'l2'], true],
    ['choice', 'l3', 'notIn', ['l1', 'l2'], true],
    ['choices', ['l1', 'l2'], 'contains', 'l2', true],
    ['choices', ['l1', 'l2'], 'doesNotContain', 'l3', true],
    ['choices', 'l1', 'contains', 'l1', 'unknown'],
    ['date', '2020-04-10', 'before', '2020-04-11', true],
    ['date', '2020-04-11', 'notBefore', '2020-04-11', true],
    ['date', '2020-04-11', 'after', '2020-04-11', false],
    ['date', '2020-04-11', 'notAfter', '2020-04-11', true],
    ['date', '2020-02-30', 'after', '2020-01-01', 'unknown'],
    ['place', 'building', 'under', 'community', true],
    ['place', 'grid', 'under', 'grid', true],
    ['place', 'community', 'under', 'grid', false],
    ['place', 'community', 'notUnder', 'grid', true],
    ['text', '', 'filled', true, false],
    ['photos', [], 'filled', true, false],
    ['text', { sheet: 's1', sha256: 'ab' }, 'filled', true, true],
    ['number', 0, 'filled', true, true],
    ['yes-no', false, 'empty', true, false],
    ['text', undefined, 'empty', true, true],
  ]
  for (const [type, is, operator, than, expected] of TABLE) {
    it(`G66 ${type}: ${JSON.stringify(is)} ${operator} ${JSON.stringify(than)} is ${String(expected)}`, async () => {
      expect(await holds(leaf('it', type, operator, than), { it: is })).to.equal(expected)
    })
  }

  it('G67 spans are compared as spans and dates as moments of the community', async () => {
    expect(await holds(leaf('it', 'duration', 'lessThan', 3_600_000), { it: 'PT10M' })).to.equal(true)
    expect(await holds(leaf('it', 'duration', 'equal', { fact: 'limit' }), { it: 'PT60M', limit: 'PT1H' })).to.equal(
      true,
    )
    expect(await holds(leaf('it', 'duration', 'lessThan', { fact: 'limit' }), { it: 'P1M', limit: 'P60D' })).to.equal(
      'unknown',
    )
    expect(await holds(leaf('it', 'time', 'before', 480), { it: '07:59' })).to.equal(true)
    const at = { it: '2020-04-10', now: '2020-04-09T16:00:00Z' }
    expect(await holds(leaf('it', 'date', 'equal', { fact: 'now' }), at)).to.equal(true)
  })

  it('G67 values become comparable in one place', () => {
    const as = (type: Leaf['type'], value: Json) => comparable(value, type, 'Asia/Shanghai')
    expect(as('duration', 'PT10M')).to.equal(600_000)
    expect(as('duration', 600_000)).to.equal(600_000)
    expect(as('date', '2020-04-10')).to.equal(Date.UTC(2020, 3, 9, 16))
    expect(as('time', '24:00')).to.equal(1440)
    expect(as('time', '24:01')).to.equal(undefined)
    expect(as('list', ['PT10M', 1])).to.deep.equal(['PT10M', 1])
    expect(as('places', ['grid', 3])).to.deep.equal(['grid', null])
    expect(as('yes-no', 'true')).to.equal(undefined)
  })

  it('G67 toEngine gives a server plain rules, with spans as milliseconds', async () => {
    const slow = rule('slow', { any: [leaf('routing.limit', 'duration', 'greaterThan', 3_600_000)] }, 3)
    const parts = toEngine([slow], context, rulesEngine)
    expect(JSON.parse(JSON.stringify(parts.rules))).to.deep.equal([
      {
        name: 'slow',
        priority: 3,
        conditions: {
          any: [{ fact: 'routing.limit', operator: 'duration:greaterThan', value: 3_600_000, priority: 1 }],
          priority: 1,
        },
        event: { type: 'refuse', params: { field: 'type' } },
      },
    ])
    const engine = new rulesEngine.Engine([...parts.rules], { allowUndefinedFacts: true })
    for (const operator of parts.operators) engine.addOperator(operator)
    for (const decorator of parts.decorators) engine.addOperatorDecorator(decorator)
    const late = await engine.run(parts.facts({ routing: { limit: 'PT4H' } }))
    expect(late.events).to.deep.equal([{ type: 'refuse', params: { field: 'type' } }])
    const missing = await engine.run(parts.facts({}))
    expect(missing.events).to.deep.equal([])
  })
})
