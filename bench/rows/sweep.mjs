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
  'sweep-edit': {
    unit: 'ms',
    says: 'one rule of 50 edited over 100,000 cases, columns ready: compiled, asked, and the cases that it gains and loses',
    notes: [
      'floor: that one rule as a hand-written `if` over columns, already made fast. What an index of an earlier edit answers is kept, as in the studio.',
      'Everyone who reads objects asks that one rule of a sample, scaled; nobody of them keeps what the other rules said.',
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
  const asks = (row) => wanted.includes(row)
  const inVolume = asks('sweep-100k') || asks('sweep-columns')
  const many = inVolume || asks('sweep-edit') ? makeCases(MANY, 11) : []
  const perMix = []
  for (const [index, mix] of mixNames.entries()) {
    const rules = makeRules(mix, 100 + index)
    const sweep = compile(rules, context)
    // what the peers take for a case is scaled for the rows of 100,000
    perMix.push({
      ...((asks('sweep-50') || inVolume) && (await each(rules, sweep, some))),
      ...(inVolume && (await whole(rules, sweep, many))),
      ...(asks('sweep-edit') && (await edited(mix, 100 + index, many, compile))),
    })
  }
  const mean = (row) =>
    Object.fromEntries(
      Object.keys(perMix[0][row]).map((who) => [
        who,
        perMix.reduce((sum, mix) => sum + mix[row][who], 0) / perMix.length,
      ]),
    )
  const all = Object.fromEntries(Object.keys(perMix[0]).map((row) => [row, mean(row)]))
  const notes = Object.fromEntries(wanted.map((row) => [row, []]))
  if (inVolume) {
    const scaled = ([who, µs]) => !/^(floor|linli)/.test(who) && [[who, (µs * MANY) / 1e6]]
    Object.assign(
      all['sweep-100k'],
      Object.fromEntries(Object.entries(all['sweep-50']).flatMap((it) => scaled(it) || [])),
    )
  }
  const inMix = ({ 'sweep-50': µs }, index) =>
    `${mixNames[index]}: json-rules-engine ${µs['json-rules-engine'].toFixed(0)} µs, linli ${µs.linli.toFixed(2)}, floor ${µs.floor.toFixed(2)}`
  if (asks('sweep-50')) notes['sweep-50'].push(...perMix.map(inMix))
  for (const row of ['sweep-50', 'sweep-100k', 'sweep-edit'])
    if (asks(row)) notes[row].push(await growth(row, compile, row === 'sweep-50' ? some : many))
  return { ...all, notes }
}

/** How much more ten times the rules, and ten times the cases, cost us: each beside the plain size, in the same rounds. */
async function growth(row, compile, cases) {
  // ten times the objects would be 2 GB of them: the same objects come up ten times, and each is read every time
  const wide = Array.from({ length: cases.length * 10 }, (_, index) => cases[index % cases.length])
  const work = (rules, from) => {
    const sweep = compile(rules, context)
    if (row === 'sweep-50') return () => void sweep.run(sweep.columns(from)).byCase()
    const columns = sweep.columns(from)
    if (row === 'sweep-100k') return () => void sweep.run(columns).byCase()
    return editing('mixed', rules, columns, compile)
  }
  const [rules, more] = [makeRules('mixed', 102), makeRules('mixed', 102, 500)]
  const turns = { plain: work(rules, cases), rules: work(more, cases), cases: work(rules, wide) }
  const ms = await interleave(
    Object.fromEntries(Object.entries(turns).map(([who, turn]) => [who, () => timed(turn)])),
    { rounds: row === 'sweep-edit' ? 41 : 5, warmups: row === 'sweep-edit' ? 10 : 1 },
  )
  const times = (value) => `${value.toPrecision(3)} ms (×${(value / ms.plain).toPrecision(2)})`
  return `growth, mix "mixed", ${cases.length.toLocaleString('en')} cases: 50 rules ${ms.plain.toPrecision(3)} ms; 500 rules ${times(ms.rules)}; ten times the cases ${times(ms.cases)}`
}

/** Edits one rule after the other, each to one that was not there before, and tells what that changes. */
function editing(mix, from, columns, compile) {
  let rules = from
  let before = compile(rules, context).run(columns)
  let turn = 0
  return () => {
    const at = turn % rules.length
    const drawn = makeEdit(mix, turn++)
    rules = rules.with(at, { ...drawn, name: rules[at].name })
    const hits = compile(rules, context).run(columns, before)
    const result = [hits.beyond(at, before, at).length, before.beyond(at, hits, at).length, hits.count(at)]
    before = hits
    return result
  }
}

/** The rule to which the turn edits; drawn beforehand, for drawing takes longer than asking. */
function makeEdit(mix, turn) {
  drawn[mix] ??= makeRules(mix, 900, 500)
  return drawn[mix][turn % 500]
}
const drawn = {}

async function edited(mix, seed, cases, compile) {
  const rules = makeRules(mix, seed)
  const byHandColumns = columnsByHand(cases)
  const columns = compile(rules, context).columns(cases)
  makeEdit(mix, 0)
  const edits = drawn[mix]
  const hand = edits.map((rule) => byHandOverColumns([rule], byHandColumns))
  const engine = new LogicEngine()
  const built = edits.map(({ when }) => engine.build(forJsonLogic(when)))
  // every edit must answer as the hand-written rule does, and as all rules asked anew
  let check = compile(rules, context).run(columns)
  for (let turn = 0; turn < 100; turn++) {
    const now = rules.with(turn % 50, edits[turn])
    const hits = compile(now, context).run(columns, check)
    deepStrictEqual(hits.count(turn % 50), hand[turn](cases.length).rules.length)
    if (turn % 20 === 0) deepStrictEqual(hits.byCase(), compile(now, context).run(columns).byCase())
    check = hits
  }
  const sample = cases.slice(0, 5000)
  const edit = editing(mix, rules, columns, compile)
  let turn = 0
  const measured = await interleave(
    {
      // few enough of them that each has been made fast before it is timed
      floor: () => timed(() => void hand[turn++ % 8](cases.length)),
      linli: () => timed(edit),
      'linli, all rules asked anew': () => timed(() => void compile(rules, context).run(columns)),
      'json-logic-engine, compiled': async () =>
        ((await timed(() => void sample.filter((facts) => built[turn % 500](facts) === true).length)) * cases.length) /
        sample.length,
    },
    { rounds: 101, warmups: 50 },
  )
  return { 'sweep-edit': measured }
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
