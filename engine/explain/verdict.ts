/** How an example came out, in words: without this file whoever broke a rule would be shown objects. */
import { explainRow } from '../judge/explain.js'
import { listed, none, quoted, say, wordsOf, type Wording } from '../judge/words.js'
import type { Book, Pack } from '../pack/book.js'
import type { ClockSpec, Example, RuleExample, ScheduleExample, Table } from '../pack/format.js'
import { spanWords } from '../time/duration.js'
import type { Verdict } from '../try.js'
import type { Json, Say } from '../types.js'
import { kindOfTable } from './pack.js'
import { factsWords, isGroup, outcomeWords, ruleWords, type Group } from './outcome.js'

export interface VerdictTold {
  readonly of: Verdict['of']
  readonly ok: boolean
  /** What was tried, and what should come of it. */
  readonly says: Say
  /** Only where it came out otherwise. */
  readonly expected?: Say
  readonly got?: Say
}
type Words = Pick<VerdictTold, 'says' | 'expected' | 'got'>

/** @param verdicts of `tryPack`: all of them, in its order */
export function explainVerdicts(
  verdicts: readonly Verdict[],
  pack: Pack,
  book: Book,
  wording: Wording,
): readonly VerdictTold[] {
  const stories = [...(pack.file.examples ?? [])]
  const words = (verdict: Verdict): Words => {
    switch (verdict.of) {
      case 'story':
        return story(verdict, stories.shift()!, pack, book, wording)
      case 'rule':
        return rule(verdict, pack, wording)
      case 'table':
        return row(verdict, pack, wording)
      case 'clock':
        return clock(verdict, pack, wording)
      case 'schedule':
        return schedule(verdict, pack, wording)
    }
  }
  return verdicts.map((verdict) => {
    const { says, expected, got } = words(verdict)
    const { of, ok } = verdict
    return ok ? { of, ok, says } : { of, ok, says, ...(expected && { expected }), ...(got && { got }) }
  })
}

function story({ expected, got }: Verdict, example: Example, pack: Pack, book: Book, wording: Wording): Words {
  const given = (example.given ?? []).map(({ on }) => on).reverse()
  const on = [example.then.on, example.when.on, ...given].find((it) => it !== undefined)
  const kind = book.kinds.get(on?.split('/')[0] ?? '')?.kind ?? ''
  const words = (all: Json) =>
    listed(Object.entries(all as Group).map(([key, value]) => outcomeWords(key, value, kind, pack, wording)))
  return { says: example.name, expected: words(expected), got: words(got) }
}

function rule({ name, expected, got }: Verdict, pack: Pack, wording: Wording): Words {
  const { facts, holds } = expected as unknown as RuleExample
  const { judge, sweep } = got as unknown as { judge: boolean; sweep: boolean }
  const kind = kindOfRule(name, pack)
  const told = quoted(ruleWords(name, kind, pack, wording))
  const with_ = factsWords(facts, pack.names[kind] ?? new Map(), wording)
  const [is, one, all] = [holds, judge, sweep].map((it) => (it ? say('成立', 'holds') : say('不成立', 'does not hold')))
  return {
    says: say(`${told.zh}${is!.zh}：${with_.zh}`, `${told.en} ${is!.en}: ${with_.en}`),
    expected: is!,
    got:
      judge === sweep
        ? one!
        : say(`逐件判断${one!.zh}，成批判断${all!.zh}`, `judged one by one it ${one!.en}, in bulk it ${all!.en}`),
  }
}

function kindOfRule(name: string, { file }: Pack): string {
  const act = Object.values(file.acts ?? {}).find((it) => it.rules?.some((rule) => rule.name === name))
  const has = ([, kind]: [string, { rules?: readonly { name: string }[]; always?: readonly { name: string }[] }]) =>
    [...(kind.rules ?? []), ...(kind.always ?? [])].some((rule) => rule.name === name)
  return act?.on ?? Object.entries(file.dossiers ?? {}).find(has)?.[0] ?? ''
}

function row({ name, expected, got }: Verdict, pack: Pack, wording: Wording): Words {
  const table = pack.file.tables![name]!
  const { in: asked, out } = expected as unknown as NonNullable<Table['examples']>[number]
  const kind = kindOfTable(table, pack)
  const told = (answer: Json) => answered(name, table, asked, answer, pack, kind, wording)
  const is = told(out)
  return { says: is, expected: is, got: got === null ? say('没有一行合适', 'no row fits') : told(asFarAs(out, got)) }
}

/** Of what came, the part that the example speaks of. */
function asFarAs(out: Json, got: Json): Json {
  if (!isGroup(out) || !isGroup(got)) return got
  return Object.fromEntries(Object.keys(out).map((name) => [name, got[name] ?? null]))
}

/** An answer as the row that would give it, with only what the example asks about. */
function answered(
  name: string,
  table: Table,
  asked: Group,
  answer: Json,
  pack: Pack,
  kind: string,
  wording: Wording,
): Say {
  const inputs = table.inputs.map((input) => asked[input] ?? null)
  if (!isGroup(answer)) {
    const first = factsWords(asked, pack.names[kind] ?? new Map(), wording)
    const words = wordsOf(answer, { type: 'object' }, wording)
    return say(`${first.zh} → ${words.zh}`, `${first.en} → ${words.en}`)
  }
  const outputs = Object.keys(table.outputs).map((output) => answer[output] ?? null)
  return explainRow(name, [...inputs, ...outputs], pack, kind, wording)
}

function clock({ name, expected, got }: Verdict, { file }: Pack, wording: Wording): Words {
  const { start, limit, due } = expected as unknown as NonNullable<ClockSpec['examples']>[number]
  const title = quoted(file.clocks![name]!.title)
  const at = (moment: Json) => (moment === null ? none : wordsOf(moment, { type: 'moment' }, wording))
  const span = spanWords(limit)
  return {
    says: say(
      `${title.zh}从 ${at(start).zh} 起 ${span.zh}，到 ${at(due).zh}`,
      `${title.en}: ${span.en} from ${at(start).en} is ${at(due).en}`,
    ),
    expected: at(due),
    got: at(got),
  }
}

function schedule({ name, expected, got }: Verdict, { file }: Pack, wording: Wording): Words {
  const { from, ...wanted } = expected as unknown as ScheduleExample
  const title = quoted(file.schedules![name]!.title)
  const day = wordsOf(from, { type: 'date' }, wording)
  const told = ({ slots, turns }: Omit<ScheduleExample, 'from'>): Say => {
    const each = slots.map((slot, index) => {
      const at = wordsOf(slot, { type: slot.includes('T') ? 'moment' : 'date' }, wording)
      const whose = turns?.[index]
      if (whose === undefined || whose === null) return at
      const by = wording.party(whose)
      return say(`${at.zh}（${by.zh}）`, `${at.en} (${by.en})`)
    })
    return slots.length === 0 ? none : listed(each)
  }
  const is = told(wanted)
  return {
    says: say(`${title.zh}从 ${day.zh} 起：${is.zh}`, `${title.en} from ${day.en}: ${is.en}`),
    expected: is,
    got: told(got as unknown as ScheduleExample),
  }
}
