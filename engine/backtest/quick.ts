/** The quick answer: which rules would hold now, asked of all lines at once by the compiler. */
import { contextOf, prefixOf } from '../act/world.js'
import { asked } from '../facts/refs.js'
import type { Leaf, Norm, NormRule } from '../pack/book.js'
import type { Places } from '../roster/places.js'
import { compile } from '../sweep/compile.js'
import type { Effect, Facts, Json } from '../types.js'
import { type Asked, type Change, rulesOf } from './change.js'
import { Known, UNTOLD, type OwnersNow } from './known.js'
import { isDecision, placeOf, type Past, type Row, type Stretch } from './past.js'
import type { What } from './result.js'
import type { Tally } from './tally.js'

/** Lines that are swept together: a page that has no worker must draw between two rounds. */
const ROUND = 4096

export interface Going {
  /** Called often; awaited where it gives something to wait for. Throws once the question was taken back. */
  readonly pause: () => Promise<void> | undefined
  readonly progress?: ((done: number, total: number) => void) | undefined
}

export async function quick(
  past: Past,
  change: Change,
  places: Places,
  { from, to }: Stretch,
  tally: Tally,
  { pause, progress }: Going,
): Promise<void> {
  const acts = new Map<string, Row[]>()
  for (const row of past.between(change.prefixes, from, to)) {
    if (row.state !== 'fits' || !isDecision(row.entry)) continue
    const key = `${prefixOf(row.entry.on)}/${row.entry.act}`
    const rows = acts.get(key)
    if (rows) rows.push(row)
    else acts.set(key, [row])
    tally.lines++
  }
  await pause()
  let done = 0
  for (const [key, rows] of acts) {
    const sweep = asking(key, change, places, tally)
    for (let at = 0; at < rows.length; at += ROUND) {
      const round = rows.slice(at, at + ROUND)
      await sweep?.(round, pause)
      await pause()
      progress?.((done += round.length), tally.lines)
    }
  }
}

type Sweep = (rows: readonly Row[], pause: Going['pause']) => Promise<void>

/** How the lines of one act are asked; undefined where the change does not touch it. */
function asking(key: string, change: Change, places: Places, tally: Tally): Sweep | undefined {
  const [prefix, act] = key.split('/') as [string, string]
  const owners = change.owners(prefix)
  const { was, is } = owners
  const spec = change.act(act, owners)
  if (!is || !spec.is) {
    // what the book in force does not know either was written by another version, or by the engine
    return was && spec.was && ((rows) => Promise.resolve(rows.forEach((row) => gone(row, was.pack.name, tally))))
  }
  const asked = change.asked(act, owners)
  const left = was ? rulesOf(was.pack, was.kind, act) : []
  const names = new Set(rulesOf(is.pack, is.kind, act).map(({ name }) => name))
  const removed = new Set(left.filter(({ name }) => !names.has(name)).map(({ name }) => name))
  if (asked.length === 0 && removed.size === 0) return undefined
  const known = new Known({ book: change.is, places }, change, owners as OwnersNow, act)
  const facts = [...new Set(asked.flatMap(({ names }) => [...names]))]
  // each rule twice: as if what cannot be told were missing, and as if it were whatever the rule wants
  const rules = asked.flatMap(({ rule }) => [plain(rule, rule.when), plain(rule, wishful(rule.when))])
  const sweep = compile(rules, contextOf({ book: change.is, places }))
  return async (rows, pause) => {
    const cases: Facts[] = []
    for (const row of rows) {
      const found = factsOf(facts, known, row)
      cases.push(found instanceof Promise ? await found : found)
      if (cases.length % 64 === 0) await pause()
    }
    const hits = sweep.run(sweep.columns(cases))
    const [least, most] = [0, 1].map((of) =>
      asked.map((_, index) => {
        const holds = new Uint8Array(rows.length)
        for (const row of hits.cases(2 * index + of)) holds[row] = 1
        return holds
      }),
    ) as [Uint8Array[], Uint8Array[]]
    rows.forEach((row, at) => {
      const answers = asked.map((one, index) => ({
        ...one,
        holds: least[index]![at] === 1 ? true : most[index]![at] === 1 ? undefined : false,
      }))
      compare(row, answers, removed, is.pack.name, tally)
    })
  }
}

type Answer = Asked & { readonly holds: boolean | undefined }

function compare(row: Row, answers: readonly Answer[], removed: ReadonlySet<string>, pack: string, tally: Tally): void {
  const { entry } = row
  const by: string[] = []
  const brought: Effect[] = []
  let refused = false
  let untold = false
  for (const { rule, of, effect, holds } of answers) {
    const counted = { pack, of: 'rule', name: rule.name } as const
    // the line is there, so what must always hold did
    const held = of === 'always' || entry.held.includes(rule.name)
    if (holds === undefined) {
      tally.count(counted, 'untold')
      untold = true
    } else if (holds !== held) {
      by.push(tally.count(counted, holds ? 'more' : 'fewer'))
      brought.push(rule.event)
      refused ||= of === 'always' ? !holds : effectsOf(rule.event).includes('refuse')
    } else if (effect && holds) {
      by.push(tally.count(counted, 'other'))
      brought.push(rule.event)
      refused ||= effectsOf(rule.event).includes('refuse')
    }
  }
  for (const name of entry.held) if (removed.has(name)) by.push(tally.count({ pack, of: 'rule', name }, 'fewer'))
  if (untold && !refused) tally.untold++
  if (by.length === 0) return
  const moves = brought.some((event) => effectsOf(event).includes('move'))
  add(row, refused ? 'refused' : moves ? 'moved' : 'changed', by, tally)
}

const gone = (row: Row, pack: string, tally: Tally) =>
  add(row, 'refused', [tally.count({ pack, of: 'act', name: row.entry.act }, 'fewer')], tally)

function add({ entry, lines }: Row, what: What, by: readonly string[], tally: Tally): void {
  tally.differences.push({
    line: entry.id,
    on: entry.on,
    place: placeOf(lines),
    at: entry.at,
    act: entry.act,
    what,
    by,
  })
}

/** Kinds of effects that an event brings. */
const effectsOf = ({ type, params }: Effect): readonly string[] =>
  type === 'several' ? ((params?.['effects'] ?? []) as unknown as Effect[]).flatMap(effectsOf) : [type]

const mark = (name: string) => `untold ${name}`

/** The facts of one line, and for each that cannot be told a mark. */
export function factsOf(names: readonly string[], known: Known, row: Row): Facts | Promise<Facts> {
  const facts: Record<string, Json> = {}
  const put = (name: string, value: Awaited<ReturnType<Known['value']>>) => {
    if (value === UNTOLD) facts[mark(name)] = true
    else if (value !== undefined) facts[name] = value
  }
  let waiting: Promise<unknown>[] | undefined
  for (const name of names) {
    const value = known.value(name, row)
    if (value instanceof Promise) (waiting ??= []).push(value.then((it) => put(name, it)))
    else put(name, value)
  }
  return waiting ? Promise.all(waiting).then(() => facts) : facts
}

const plain = (rule: NormRule, when: Norm): NormRule => ({ ...rule, when, priority: 1 })

/** The same conditions, true wherever one of their facts cannot be told. */
function wishful(norm: Norm): Norm {
  if ('all' in norm) return { all: norm.all.map(wishful) }
  if ('any' in norm) return { any: norm.any.map(wishful) }
  return { any: [norm, ...[...asked(norm)].map(untold)] }
}

const untold = (name: string): Leaf => ({
  fact: mark(name),
  operator: 'equal',
  than: { value: true },
  type: 'yes-no',
})
