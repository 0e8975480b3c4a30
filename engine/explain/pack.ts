/** A whole pack in sentences, chapter by chapter: what staff read before they trust a file. */
import { conditionWords, explainRow, explainRule } from '../judge/explain.js'
import { listed, quoted, say, wordsOf, type Wording } from '../judge/words.js'
import type { NormRule, Pack } from '../pack/book.js'
import type { Param, Table } from '../pack/format.js'
import { choicesOf, type Beside } from '../pack/members.js'
import type { Json, Say } from '../types.js'
import { kindFor } from '../verify/domain.js'
import { explainAct } from './act.js'
import { explainClock } from './clock.js'
import { explainFact } from './fact.js'
import { explainMeasure } from './measure.js'
import { filled } from './effects.js'
import { explainExpected, explainSchedule } from './schedule.js'

/** One sentence, with the name of what it is about as the file has it. */
export interface Told {
  readonly of: 'param' | 'act' | 'rule' | 'always' | 'row' | 'clock' | 'fact' | 'measure' | 'schedule' | 'expected'
  readonly name: string
  readonly says: Say
}
export interface Chapter {
  readonly title: Say
  readonly sentences: readonly Told[]
}

/**
 * Every number, act, rule, derived fact, measure, table row, schedule and clock of a pack as it is in force; chapters
 * without a sentence are left out.
 * @param beside the packs of the book, for facts that look at their dossiers
 */
export function explainPack(pack: Pack, wording: Wording, beside: Beside = new Map()): readonly Chapter[] {
  const { params = {}, acts = {}, dossiers = {}, tables = {}, clocks = {}, facts = {}, schedules = {} } = pack.file
  const chapters: Chapter[] = [
    {
      title: say('可以调的数', 'Numbers that may be set'),
      sentences: Object.entries(params).map(([name, param]) => ({
        of: 'param',
        name,
        says: explainParam(name, param, pack, wording),
      })),
    },
    ...Object.entries(acts).map(([name, act]) => ({
      title: say(`办理${quoted(act.title).zh}`, `Act ${quoted(act.title).en}`),
      sentences: [
        { of: 'act' as const, name, says: explainAct(act, pack, wording) },
        ...rules(pack.actRules[name], act.on, pack, wording),
      ],
    })),
    ...Object.entries(dossiers).map(([name, kind]) => ({
      title: say(`每一份「${kind.title.zh}」`, `Every "${kind.title.en}"`),
      sentences: [...rules(pack.kindRules[name], name, pack, wording), ...always(name, pack, wording)],
    })),
    {
      title: say('日程', 'Schedules'),
      sentences: [
        ...Object.entries(schedules).map(([name, schedule]): Told => ({
          of: 'schedule',
          name,
          says: explainSchedule(schedule, wording),
        })),
        ...Object.entries(dossiers).flatMap(([name, kind]): Told[] =>
          kind.expected ? [{ of: 'expected', name, says: explainExpected(name, kind, pack) }] : [],
        ),
      ],
    },
    {
      title: say('时限', 'Clocks'),
      sentences: Object.entries(clocks).map(([name, clock]) => ({
        of: 'clock',
        name,
        says: explainClock(name, clock, pack, wording),
      })),
    },
    {
      title: say('自动算出来的', 'Worked out by itself'),
      sentences: Object.entries(facts).map(([name, how]) => ({
        of: 'fact',
        name,
        says: explainFact(name, how, pack, beside, wording),
      })),
    },
    {
      title: say('计量', 'Measures'),
      sentences: Object.keys(pack.file.measures ?? {}).map((name) => ({
        of: 'measure',
        name,
        says: explainMeasure(name, pack, beside, wording),
      })),
    },
    ...Object.entries(tables).map(([name, table]) => ({
      title: say(`对照表「${table.title.zh}」`, `Table "${table.title.en}"`),
      sentences: rowsOf(table).map((row): Told => ({
        of: 'row',
        name,
        says: explainRow(name, row, pack, kindOfTable(table, pack), wording),
      })),
    })),
  ]
  return chapters.filter(({ sentences }) => sentences.length > 0)
}

function rules(list: readonly NormRule[] = [], kind: string, pack: Pack, wording: Wording): Told[] {
  return list.map((rule) => {
    const told = explainRule(rule, pack, kind, wording)
    const words = filled(rule.says, pack, kind, wording)
    return { of: 'rule', name: rule.name, says: say(`${told.zh}：「${words.zh}」`, `${told.en}: "${words.en}"`) }
  })
}

function always(kind: string, pack: Pack, wording: Wording): Told[] {
  return (pack.always[kind] ?? []).map(({ name, when, says }) => {
    const must = conditionWords(when, pack.names[kind] ?? new Map(), wording)
    const words = filled(says, pack, kind, wording)
    return {
      of: 'always',
      name,
      says: say(
        `任何时候都要${must.zh}，否则不予办理：「${words.zh}」`,
        `At all times ${must.en}, or it is refused: "${words.en}"`,
      ),
    }
  })
}

function explainParam(name: string, param: Param, pack: Pack, wording: Wording): Say {
  const choices = choicesOf(param.of, pack.file)
  const words = (value: Json) => {
    const told = wordsOf(value, { type: param.type, ...(choices && { choices }) }, wording)
    return say(told.zh + (param.unit?.zh ?? ''), told.en + (param.unit ? ` ${param.unit.en}` : ''))
  }
  const is = words(pack.params[name] ?? param.default)
  const [low, high] = [param.min, param.max].map((bound) => (bound === undefined ? undefined : words(bound)))
  const bounds = [
    ...(low ? [say(`最少 ${low.zh}`, `at least ${low.en}`)] : []),
    ...(high ? [say(`最多 ${high.zh}`, `at most ${high.en}`)] : []),
  ]
  const within = bounds.length > 0 ? say(`（${listed(bounds).zh}）`, ` (${listed(bounds).en})`) : say('', '')
  return say(`${param.title.zh}：${is.zh}${within.zh}`, `${param.title.en}: ${is.en}${within.en}`)
}

/** The rows, and what is answered where none fits. */
const rowsOf = ({ rows, inputs, otherwise }: Table): readonly (readonly Json[])[] =>
  otherwise ? [...rows, [...inputs.map(() => null), ...otherwise]] : rows

/** The kind in which all that a table looks at has a name. */
export const kindOfTable = ({ inputs }: Table, { names }: Pack): string => kindFor(inputs, names) ?? ''
