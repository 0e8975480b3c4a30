// What judging costs beside json-rules-engine itself, for the longest list of rules that one act may have.
import { deepStrictEqual } from 'node:assert/strict'
import { Engine } from 'json-rules-engine'
import { importBundled } from '../bundle.mjs'
import { makeCases, makeRules, mixNames } from '../mixes.mjs'
import { byHand, forJsonRulesEngine } from '../peers.mjs'
import { interleave, timed } from '../rounds.mjs'

export const rows = {
  'judge-act': {
    unit: 'ms',
    says: 'one act judged by 50 rules with 177 conditions',
    notes: [
      'json-rules-engine is bare: one engine reused, its own operators, flat facts, no reasons; ours has a fresh engine and all reasons.',
      'floor: hand-written `if`s, no reasons.',
    ],
  },
}

export async function measure() {
  const { judge } = await importBundled('engine/judge/judge.ts')
  const context = { zone: 'Asia/Shanghai', under: (place, top) => place === top }
  const cases = makeCases(40, 7)
  const perMix = []
  for (const [index, mix] of mixNames.entries()) {
    const rules = makeRules(mix, 100 + index)
    const engine = new Engine(forJsonRulesEngine(rules))
    const hand = byHand(rules)
    const bare = async (facts) =>
      (await engine.run(facts)).events.map(({ params }) => params.index).sort((a, b) => a - b)
    const ours = async (facts) =>
      (await judge(rules, facts, context)).flatMap(({ holds }, rule) => (holds ? [rule] : []))
    for (const facts of cases) deepStrictEqual(await ours(facts), await bare(facts))
    // short turns, many of them: the median is then of turns in which nothing else ran on the machine
    const each = (work) => {
      let at = 0
      return async () => await timed(() => work(cases[at++ % cases.length]))
    }
    perMix.push(
      await interleave(
        {
          'json-rules-engine': each((facts) => engine.run(facts)),
          floor: each(hand),
          linli: each((facts) => judge(rules, facts, context)),
        },
        { rounds: 400, warmups: 100 },
      ),
    )
  }
  const mean = (who) => perMix.reduce((sum, mix) => sum + mix[who], 0) / perMix.length
  return { 'judge-act': Object.fromEntries(Object.keys(perMix[0]).map((who) => [who, mean(who)])) }
}
