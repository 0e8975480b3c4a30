/** Rules, reasons and table rows as sentences: whoever is told no can read why, with the values that decided it. */
import type { Leaf, Norm, NormRule, Pack } from '../pack/book.js'
import type { Table } from '../pack/format.js'
import { choicesOf } from '../pack/members.js'
import type { Clause, Json, Reason, Say } from '../types.js'
import type { ClauseView, ReasonView } from '../view.js'
import { effectWords } from './effects.js'
import { asksOnlyWhether, type OperatorName } from './operators.js'
import { phrase } from './phrases.js'
import { called, unnamed, type Called, type Names } from './titles.js'
import { listed, none, quoted, say, wordsOf, type Wording } from './words.js'

export { wordsOf, type Wording } from './words.js'

/** `办理层级不是「网格」时，不予办理` / `If "Handled at" is not "Grid": refused`. */
export function explainRule(rule: NormRule, pack: Pack, kind: string, wording: Wording): Say {
  const when = conditionWords(rule.when, pack.names[kind] ?? new Map(), wording)
  const effect = effectWords(rule.event, pack.file, kind, wording)
  return say(`${when.zh}时，${effect.zh}`, `If ${when.en}: ${effect.en}`)
}

/** A comparison with what was found: `「延期」次数超过最多延期次数 2（现在：3）`. */
export function explainClause(clause: Clause, names: Names, wording: Wording): Say {
  const left = called(names, clause.fact, clause.path?.split('.'))
  const [fact, ...path] = clause.thanFact?.split('.') ?? []
  const right = fact === undefined ? undefined : called(names, fact, path)
  const told = comparison(
    clause.operator as OperatorName,
    left,
    clause.than,
    right,
    wording,
    clause.holds !== 'skipped',
  )
  if (clause.holds === 'skipped' || tells(clause)) return told
  const beyond = (left.far && clause.is === null) || (right?.far && clause.than === null)
  return beyond ? say(told.zh + outside.zh, told.en + outside.en) : withFound(told, wordsOf(clause.is, left, wording))
}

export function reasonView(reason: Reason, pack: Pack, kind: string, wording: Wording): ReasonView {
  const names = pack.names[kind] ?? new Map<string, never>()
  const clauses = reason.clauses.map((clause): ClauseView => ({
    words: explainClause(clause, names, wording),
    holds: clause.holds,
  }))
  return {
    rule: reason.rule,
    says: reason.says ?? listed(clauses.map(({ words }) => words)),
    holds: reason.holds,
    effect: effectWords(reason.effect, pack.file, kind, wording),
    clauses,
  }
}

/** `类型「燃气管道破裂」→ 平台「综治工作平台」，处置单位 消防救援站，处置时限 1小时`. */
export function explainRow(table: string, row: readonly Json[], pack: Pack, kind: string, wording: Wording): Say {
  const spec = pack.file.tables![table]!
  const names: Names = pack.names[kind] ?? new Map()
  const label = outputsOf(spec, row).find(([out]) => spec.outputs[out]!.type === 'words')?.[1] as Say | undefined
  const inputs = spec.inputs.flatMap((input, index) => {
    if (row[index] === null) return []
    const [fact, ...path] = input.split('.')
    const name = called(names, fact!, path)
    // what a roster says of its places has no name in the pack: the row is called by its own words
    if (name.title === unnamed && label) return [quoted(label)]
    return [titled(name.title, cellWords(row[index]!, name, wording))]
  })
  const answers = names.get(table)?.members
  const outputs = outputsOf(spec, row).flatMap(([out, cell]) => {
    const { type, title, of } = spec.outputs[out]!
    const choices = answers?.[out]?.choices ?? choicesOf(of, pack.file)
    // words only name the row, which its inputs have done
    if (type === 'words' || cell === null) return []
    const named = { type, title, said: title, ...(choices && { choices }) }
    const words = isCalendar(table, out, pack) ? calendarWords(String(cell)) : inWords(cell, named, wording)
    return [titled(title, words)]
  })
  const first = inputs.length === 0 ? say('其他情况', 'Anything else') : joined(inputs)
  // the closing bracket brings its own space
  const arrow = first.zh.endsWith('」') ? '→' : ' →'
  return say(`${first.zh}${arrow} ${joined(outputs).zh}`, `${first.en} → ${joined(outputs).en}`)
}

/** A condition in one clause: `类型是「燃气管道破裂」，并且…`. */
export function conditionWords(norm: Norm, names: Names, wording: Wording): Say {
  if (!('all' in norm) && !('any' in norm)) return leafWords(norm, names, wording)
  const parts = 'all' in norm ? norm.all : norm.any
  const [zh, en] = 'all' in norm ? ['，并且', ' and '] : ['，或者', ' or ']
  const words = parts.map((part) => {
    const told = conditionWords(part, names, wording)
    const several = ('all' in part && part.all.length > 1) || ('any' in part && part.any.length > 1)
    return several && parts.length > 1 ? say(`（${told.zh}）`, `(${told.en})`) : told
  })
  return say(words.map((it) => it.zh).join(zh), words.map((it) => it.en).join(en))
}

function leafWords({ fact, path, operator, than }: Leaf, names: Names, wording: Wording): Say {
  const left = called(names, fact, path)
  if ('value' in than) return comparison(operator, left, than.value, undefined, wording, false)
  return comparison(operator, left, undefined, called(names, than.fact, than.path), wording, false)
}

/** `known`: a fact on the right is told with its value. */
function comparison(
  operator: OperatorName,
  left: Called,
  than: Json | undefined,
  right: Called | undefined,
  wording: Wording,
  known: boolean,
): Say {
  if (asksOnlyWhether(operator)) return phrase(operator, left.type, left.said, none)
  if (!right) return phrase(operator, left.type, left.said, inWords(than, left, wording))
  if (!known) return phrase(operator, left.type, left.said, right.said)
  const value = wordsOf(than, { ...left, ...right }, wording)
  return phrase(operator, left.type, left.said, say(`${right.said.zh} ${value.zh}`, `${right.said.en} ${value.en}`))
}

/** Not all that would count is held on this device: no number is shown rather than a smaller one (SPEC H81). */
const outside = say('（本机没有存全，不知道是多少）', ' (not all of them are held here, so it is not known)')

/** The sentence already says the value. */
const tells = ({ operator, holds, thanFact }: Clause) =>
  operator === 'filled' || operator === 'empty' || (operator === 'equal' && holds === true && thanFact === undefined)

const withFound = (words: Say, found: Say): Say =>
  say(`${words.zh}（现在：${found.zh}）`, `${words.en} (now: ${found.en})`)

/** Choices and texts stand in quotation marks, as what somebody chose or wrote. */
export function inWords(value: Json | undefined, name: Called, wording: Wording): Say {
  const quotes = name.type === 'choice' || name.type === 'choices' || name.type === 'text' || name.choices !== undefined
  if (Array.isArray(value)) {
    const member = { ...name, type: name.type === 'choices' ? 'choice' : name.type } as const
    const words = (value as Json[]).map((one) => inWords(one, member, wording))
    return quotes ? say(words.map(({ zh }) => zh).join(''), listed(words).en) : listed(words)
  }
  const words = wordsOf(value, name, wording)
  return quotes && typeof value === 'string' ? quoted(words) : words
}

export const joined = (words: readonly Say[]): Say =>
  say(words.map(({ zh }) => zh).join('，'), words.map(({ en }) => en).join(', '))

export const titled = (title: Say, words: Say): Say =>
  say(words.zh.startsWith('「') ? `${title.zh}${words.zh}` : `${title.zh} ${words.zh}`, `${title.en} ${words.en}`)

function outputsOf({ inputs, outputs }: Table, row: readonly Json[]): [string, Json][] {
  return Object.keys(outputs).map((out, index) => [out, row[inputs.length + index] ?? null])
}

const RANGE = /^(?:(>=|<=|>|<)(.+)|(.+?)\.\.(<?)(.+))$/
const BOUND = {
  '>=': say('不少于 ', 'at least '),
  '<=': say('不超过 ', 'at most '),
  '>': say('超过 ', 'more than '),
  '<': say('少于 ', 'less than '),
} as const

/** One of several, a range, or one value. */
function cellWords(cell: Json, name: Called, wording: Wording): Say {
  const range = typeof cell === 'string' && !/^(text|choice|place|party)$/.test(name.type) && RANGE.exec(cell)
  if (!range) return inWords(cell, name, wording)
  const [, sign, bound, from, open, to] = range
  const at = (text: string) => wordsOf(name.type === 'number' ? Number(text) : text, name, wording)
  if (sign !== undefined) {
    const words = BOUND[sign as keyof typeof BOUND]
    return say(words.zh + at(bound!).zh, words.en + at(bound!).en)
  }
  const [low, high] = [at(from!), at(to!)]
  return open
    ? say(`${low.zh} 到不满 ${high.zh}`, `${low.en} to less than ${high.en}`)
    : say(`${low.zh} 到 ${high.zh}`, `${low.en} to ${high.en}`)
}

/** A column from which a clock takes its calendar. */
const isCalendar = (table: string, out: string, { file }: Pack): boolean =>
  Object.values(file.clocks ?? {}).some(
    ({ calendar }) => typeof calendar === 'object' && calendar.fact === table && calendar.path === out,
  )

/** How a calendar counts. */
export const calendarWords = (calendar: string): Say =>
  calendar === '24h'
    ? say('全天计时', 'round the clock')
    : calendar === 'natural'
      ? say('按自然日', 'by the calendar')
      : say('按工作时间', 'in working hours')
