/** One line of what a story expects, or of what came, in words: `环节：已受理`, `「受理」到期：2020年4月10日 22:10`. */
import { effectWords } from '../judge/effects.js'
import { called, type Names } from '../judge/titles.js'
import { listed, none, say, wordsOf, type Wording } from '../judge/words.js'
import type { Pack } from '../pack/book.js'
import type { Effect, Json, Say } from '../types.js'
import { filled } from './effects.js'

export type Group = Readonly<Record<string, Json>>

const OUTCOMES: Readonly<Record<string, Say>> = {
  because: say('不予办理是因为', 'refused because of'),
  void: say('作废', 'void'),
  on: say('办的是', 'done to'),
  step: say('环节', 'step'),
  late: say('超时的时限', 'late'),
  proposed: say('提请中', 'proposed'),
  effects: say('带来', 'brings about'),
  opens: say('新开立', 'opens'),
  due: say('到期', 'due'),
  fields: say('填写的', 'fields'),
  stored: say('存下的', 'stored'),
  facts: say('算出来的', 'facts'),
}
const GATES: Readonly<Record<string, Say>> = {
  from: say('环节不对', 'the wrong step'),
  while: say('规则包此时此地不启用', 'the pack not applying here and now'),
  asks: say('没有填全', 'something not filled in'),
  by: say('不该由这个人办', 'the wrong person'),
  reason: say('理由不对', 'the reason'),
  'not-same-as': say('同一个人不能办', 'being the same person'),
  always: say('违反了任何时候都要守的一条', 'what must hold at all times'),
}
/** Effects by kind alone; the others say enough by themselves. */
const KINDS: Readonly<Record<string, Say>> = {
  set: say('填写', 'filling in'),
  move: say('转环节', 'a move'),
  follow: say('接着办理', 'an act that follows'),
  propose: say('提请', 'a proposal'),
  notify: say('通知', 'a notice'),
  extend: say('延长时限', 'an extension'),
  excuse: say('注明免责', 'an excuse'),
}

/** @param key of a story's `then` */
export function outcomeWords(key: string, value: Json, kind: string, pack: Pack, wording: Wording): Say {
  const { file } = pack
  if (key === 'allowed') return value === true ? say('准予办理', 'allowed') : say('不予办理', 'refused')
  if (key === 'stopped') return stopped(value)
  if (key === 'due' && isGroup(value)) return dues(value, pack, wording)
  if (isGroup(value)) return factsWords(value, pack.names[kind] ?? new Map(), wording)
  const one = (it: Json): Say => {
    const name = String(it)
    switch (key) {
      case 'because':
        return GATES[name] ?? ruleWords(name, kind, pack, wording)
      case 'step':
        return file.dossiers?.[kind]?.steps[name] ?? say(name, name)
      case 'late':
        return file.clocks?.[name]?.title ?? say(name, name)
      case 'proposed':
        return file.acts?.[name]?.title ?? say(name, name)
      case 'effects':
        return KINDS[name] ?? effectWords({ type: name as Effect['type'] }, file, kind)
      default:
        return wordsOf(it, { type: 'text' }, wording)
    }
  }
  const words = value === null || (Array.isArray(value) && value.length === 0) ? none : listed([value].flat().map(one))
  return pair(OUTCOMES[key] ?? say(key, key), words)
}

function stopped(value: Json): Say {
  const { zh, en } = value as unknown as Say
  return say(`没有走完：${zh}`, `it stopped: ${en}`)
}

/** Facts and their values, also of what is walked to: `办理层级：网格、最多延期次数：2`. */
export function factsWords(facts: Group, names: Names, wording: Wording, way: readonly string[] = []): Say {
  const parts = Object.entries(facts).map(([name, value]) => {
    const path = [...way, name]
    if (isGroup(value) && !('zh' in value)) return factsWords(value, names, wording, path)
    const at = called(names, path[0]!, path.slice(1))
    return pair(at.said, wordsOf(value, at, wording))
  })
  return listed(parts)
}

const pair = (title: Say, words: Say): Say => say(`${title.zh}：${words.zh}`, `${title.en}: ${words.en}`)

export const isGroup = (value: Json): value is Group =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const dues = (all: Group, { file }: Pack, wording: Wording): Say =>
  listed(
    Object.entries(all).map(([name, at]) => {
      const title = file.clocks?.[name]?.title ?? say(name, name)
      return pair(say(`「${title.zh}」到期`, `"${title.en}" due`), wordsOf(at, { type: 'moment' }, wording))
    }),
  )

/** A rule by what it says to people. */
export function ruleWords(name: string, kind: string, pack: Pack, wording: Wording): Say {
  const rules = [pack.actRules, pack.kindRules, pack.always].flatMap((all) => Object.values(all).flat())
  const rule = rules.find((it) => it.name === name)
  return rule ? filled(rule.says, pack, kind, wording) : say(name, name)
}
