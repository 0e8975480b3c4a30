/** How a difference is said: what it is about, how it was and how it is. */
import { alike } from '../pack/digest.js'
import { quoted, say } from '../judge/words.js'
import { spanWords } from '../time/duration.js'
import type { Json, Say } from '../types.js'

/** One thing that is other than before. */
export interface Changed {
  /** Way to it in the file, by names, e.g. `acts.verify.rules.not-twice`. */
  readonly at: string
  readonly what: 'added' | 'removed' | 'changed'
  /** What it is about; where it is short, with both values. */
  readonly says: Say
  /** How it reads before and after, where that is a sentence each. */
  readonly before?: Say
  readonly after?: Say
}

/** Words of both sides; where one language did not change, those of the language that did. */
export function apart(before: Say, after: Say): readonly [before: Say, after: Say] {
  const zh = before.zh === after.zh ? 'en' : 'zh'
  const en = before.en === after.en ? 'zh' : 'en'
  return [say(before[zh], before[en]), say(after[zh], after[en])]
}

/** `受理时限 10分 → 8分`. */
export function arrow(at: string, about: Say, before: Say, after: Say): Changed {
  const [was, is] = apart(before, after)
  return {
    at,
    what: 'changed',
    says: say(`${about.zh} ${was.zh} → ${is.zh}`, `${about.en}: ${was.en} → ${is.en}`),
  }
}

/** Keys of files as people call them. */
const KEYS: Readonly<Record<string, Say>> = {
  about: say('说明', 'what it is about'),
  adopters: say('谁可采用规则', 'who may adopt rules'),
  answers: say('答案', 'answers'),
  appeal: say('是不是申诉', 'whether it is an appeal'),
  asks: say('要填的', 'what it asks'),
  by: say('谁来办', 'who does it'),
  calendar: say('怎么计时', 'how it is counted'),
  calendars: say('日历', 'calendars'),
  declines: say('不同意哪些提请', 'which proposals it says no to'),
  default: say('默认值', 'default'),
  description: say('说明', 'description'),
  ends: say('到哪些环节算结束', 'ends'),
  emergency: say('应急', 'emergency'),
  event: say('带来什么', 'what it brings'),
  examples: say('例子', 'examples'),
  expected: say('预先列出的', 'what is expected'),
  extends: say('在哪一包之上', 'what it extends'),
  fields: say('填写项', 'fields'),
  forget: say('到期清除', 'what is forgotten'),
  from: say('启用日期', 'first day'),
  'held-by': say('由谁负责', 'who holds it'),
  help: say('填写提示', 'help'),
  hit: say('几行同时适用时', 'hit policy'),
  id: say('编号', 'number'),
  inputs: say('看哪些项', 'inputs'),
  items: say('各项', 'items'),
  keep: say('保存多久', 'how long it is kept'),
  label: say('名片上的字', 'label'),
  languages: say('语言', 'languages'),
  limit: say('时限', 'limit'),
  lists: say('名单', 'lists'),
  locks: say('不许下级改的', 'locks'),
  max: say('最多', 'at most'),
  min: say('最少', 'at least'),
  modules: say('模块', 'modules'),
  'not-same-as': say('不能是同一人', 'not the same as'),
  of: say('选项', 'choices'),
  on: say('用于', 'used on'),
  or: say('规则可转到', 'where rules may lead'),
  otherwise: say('都不适用时', 'otherwise'),
  outputs: say('给出哪些项', 'outputs'),
  parent: say('属于哪种档案', 'parent'),
  place: say('地点', 'place'),
  portal: say('门户', 'portal'),
  prefix: say('编号开头', 'prefix'),
  priority: say('先后', 'priority'),
  private: say('隐私', 'privacy'),
  public: say('公开哪些', 'what is public'),
  quiet: say('不留记录', 'quiet'),
  reason: say('要不要理由', 'reason'),
  rows: say('各行', 'rows'),
  rules: say('规则', 'rules'),
  'seen-by': say('给谁看', 'who sees it'),
  sets: say('自动填的', 'what it fills in'),
  source: say('出处', 'source'),
  steps: say('环节', 'steps'),
  text: say('文字', 'text'),
  then: say('随后', 'what follows'),
  timezone: say('时区', 'time zone'),
  title: say('标题', 'title'),
  to: say('到哪个环节', 'where it leads'),
  type: say('填什么', 'type'),
  unit: say('单位', 'unit'),
  until: say('截止日期', 'last day'),
  uses: say('用到哪些规则包', 'packs it uses'),
  version: say('版本', 'version'),
  warn: say('提醒', 'warning'),
  when: say('什么情况下计时', 'when it runs'),
  while: say('仅当', 'while'),
}

export const keyWords = (key: string): Say => KEYS[key] ?? quoted(say(key, key))

const nothing = say('没有', 'none')

/** Any value of a file: texts as they read, spans in words, lists joined, and what has parts as the file has it. */
function valueWords(value: Json | undefined): Say {
  if (value === undefined || value === null) return nothing
  if (typeof value === 'boolean') return value ? say('是', 'yes') : say('否', 'no')
  if (typeof value === 'string') return /^P[\dT]/.test(value) ? spanWords(value) : quoted(say(value, value))
  if (isSay(value)) return quoted(value)
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) {
    const words = (value as Json[]).map(valueWords)
    return words.length === 0 ? nothing : say(words.map((it) => it.zh).join('、'), words.map((it) => it.en).join(', '))
  }
  const text = JSON.stringify(value)
  return say(text, text)
}

export const isSay = (value: unknown): value is Say =>
  typeof value === 'object' && value !== null && 'zh' in value && 'en' in value

const isGroup = (value: Json | undefined): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isSay(value)

/** Names of both, those of the new file first as it has them. */
export const namesOf = (before: object | undefined, after: object | undefined): readonly string[] => [
  ...new Set([...Object.keys(after ?? {}), ...Object.keys(before ?? {})]),
]

/** Everything that differs in two values, part by part, each under the words of what it is in. */
export function leaves(at: string, about: Say, before: Json | undefined, after: Json | undefined): Changed[] {
  if (alike(before, after)) return []
  if (isGroup(before) && isGroup(after))
    return namesOf(before, after).flatMap((key) =>
      leaves(`${at}.${key}`, within(about, keyWords(key)), before[key], after[key]),
    )
  const [was, is] = isSay(before) && isSay(after) ? apart(before, after) : [before, after]
  return [arrow(at, about, valueWords(was), valueWords(is))]
}

/** `「事项」的标题`. */
export const within = (whole: Say, part: Say): Say => say(`${whole.zh}的${part.zh}`, `${whole.en}, ${part.en}`)
