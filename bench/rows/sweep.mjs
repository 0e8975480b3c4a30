// Questions of volume: the same 50 rules over many cases, from the facts as they lie in the journal to a list of rules for each case.
import { deepStrictEqual } from 'node:assert/strict'
import jsonLogic from 'json-logic-js'
import { LogicEngine } from 'json-logic-engine'
import { Engine } from 'json-rules-engine'
import { importBundled } from '../bundle.mjs'
import { makeCases, makeRules, mixNames } from '../mixes.mjs'
import { byHand, byHandOverColumns, columnsByHand, forJsonLogic, forJsonRulesEngine } from '../peers.mjs'
import { interleave, timed } from '../rounds.mjs'

const MANY = 100_000
export const rows = {
  'sweep-50': {
    unit: 'µs',
    says: 'one case against 50 rules (177 conditions), mean of three rule mixes',
    notes: [
      'linli starts from the same objects as everyone: its columns are part of the time. All event lists are compared.',
      'floor: hand-written `if`s over the objects. Peers reuse one engine; json-rules-engine has flat facts and its own operators.',
    ],
  },
  'sweep-100k': {
    unit: 's',
    says: '100,000 cases against 50 rules, columns built beforehand, mean of three rule mixes',
    notes: [
      'floor: hand-written `if`s over columns. Everyone who reads objects was sampled (see sweep-50) and scaled.',
    ],
  },
  'sweep-columns': {
    unit: 's',
    says: 'columns of 100,000 cases with 29 facts',
    notes: ['floor: one hand-written pass that knows every fact by its name.'],
  },
}

const context = { zone: 'Asia/Shanghai', under: (place, top) => place === top }

export async function measure(wanted) {
  const { compile } = await importBundled('engine/sweep/compile.ts')
  const some = makeCases(20_000, 7)
  const many = wanted.some((row) => row !== 'sweep-50') ? makeCases(MANY, 11) : []
  const perMix = []
  for (const [index, mix] of mixNames.entries()) {
    const rules = makeRules(mix, 100 + index)
    const sweep = compile(rules, context)
    perMix.push({ ...(await each(rules, sweep, some)), ...(many.length && (await whole(rules, sweep, many))) })
  }
  const mean = (row) =>
    Object.fromEntries(
      Object.keys(perMix[0][row]).map((who) => [
        who,
        perMix.reduce((sum, mix) => sum + mix[row][who], 0) / perMix.length,
      ]),
    )
  const all = { 'sweep-50': mean('sweep-50') }
  if (many.length) {
    const scaled = ([who, µs]) => !/^(floor|linli)/.test(who) && [[who, (µs * MANY) / 1e6]]
    all['sweep-100k'] = {
      ...mean('sweep-100k'),
      ...Object.fromEntries(Object.entries(all['sweep-50']).flatMap((it) => scaled(it) || [])),
    }
    all['sweep-columns'] = mean('sweep-columns')
  }
  const inMix = ({ 'sweep-50': µs }, index) =>
    `${mixNames[index]}: json-rules-engine ${µs['json-rules-engine'].toFixed(0)} µs, linli ${µs.linli.toFixed(2)}, floor ${µs.floor.toFixed(2)}`
  return { ...all, notes: { 'sweep-50': perMix.map(inMix) } }
}

async function each(rules, sweep, cases) {
  const engine = new Engine(forJsonRulesEngine(rules))
  const logics = rules.map(({ when }) => forJsonLogic(when))
  const logic = new LogicEngine()
  const built = logics.map((it) => logic.build(it))
  const hand = byHand(rules)
  const ready = sweep.columns(cases)
  const hits = (test) => (facts) => logics.flatMap((_, rule) => (test(rule, facts) === true ? [rule] : []))
  // how many cases each is given: about as many as fit into 50 ms
  const peers = {
    'json-rules-engine': [
      100,
      async (facts) => (await engine.run(facts)).events.map(({ params }) => params.index).sort((a, b) => a - b),
    ],
    'json-logic-js': [500, hits((rule, facts) => jsonLogic.apply(logics[rule], facts))],
    'json-logic-engine, interpreted': [2000, hits((rule, facts) => logic.run(logics[rule], facts))],
    'json-logic-engine, compiled': [5000, hits((rule, facts) => built[rule](facts))],
  }
  await compare(rules, sweep, cases, hand, Object.values(peers))
  const perCase = async (count, work) => ((await timed(work)) * 1000) / count
  const measured = await interleave(
    {
      ...Object.fromEntries(
        Object.entries(peers).map(([who, [count, ask]]) => [
          who,
          () =>
            perCase(count, async () => {
              for (let at = 0; at < count; at++) await ask(cases[at])
            }),
        ]),
      ),
      floor: () => perCase(cases.length, () => void cases.map(hand)),
      linli: () => perCase(cases.length, () => void sweep.run(sweep.columns(cases)).byCase()),
      'linli, columns ready': () => perCase(cases.length, () => void sweep.run(ready).byCase()),
    },
    { rounds: 9, warmups: 3 },
  )
  return { 'sweep-50': measured }
}

async function whole(rules, sweep, cases) {
  const byHandColumns = columnsByHand(cases)
  const floor = byHandOverColumns(rules, byHandColumns)
  const columns = sweep.columns(cases)
  const [ours, theirs] = [sweep.run(columns).byCase(), floor(cases.length)]
  deepStrictEqual(ours.starts, theirs.starts)
  deepStrictEqual(ours.rules, theirs.rules.slice())
  const seconds = async (work) => (await timed(work)) / 1000
  return {
    'sweep-100k': await interleave({
      floor: () => seconds(() => void floor(cases.length)),
      linli: () => seconds(() => void sweep.run(columns).byCase()),
    }),
    'sweep-columns': await interleave({
      floor: () => seconds(() => void columnsByHand(cases)),
      linli: () => seconds(() => void sweep.columns(cases)),
    }),
  }
}

/** Everyone must answer the same before anyone is timed. */
async function compare(rules, sweep, cases, hand, peers) {
  const { starts, rules: found } = sweep.run(sweep.columns(cases)).byCase()
  for (const [row, facts] of cases.entries()) {
    const ours = [...found.subarray(starts[row], starts[row + 1])]
    deepStrictEqual(ours, hand(facts))
    for (const [count, ask] of peers) if (row < count) deepStrictEqual(await ask(facts), ours)
  }
}
