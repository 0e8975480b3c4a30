/** Faults of shape as sentences: without this file staff would read the schema's own words and its if-and-else. */
import {
  patterns,
  validateCommunity,
  validatePack,
  validatePeople,
  validateRoster,
  type Fault as Found,
  type Validator,
} from '../generated/validators.js'
import type { Json } from '../types.js'
import type { ValueType } from './book.js'
import { operatorMeant, valueMeant } from './meant.js'
import type { CheckShape, Shape } from './shape.js'
import type { Path, Teller } from './trouble.js'

type Words = readonly [zh: string, en: string]

/** What a pattern asks for, by the name of its definition in the schema. */
const forms: Readonly<Record<string, Words>> = {
  id: ['名字只能用小写英文、数字和短横', 'names are lower-case words, digits and hyphens'],
  date: ['日期要写成 2020-04-10', 'a date is written 2020-04-10'],
  clockTime: ['时刻要写成 08:00', 'a time of day is written 08:00'],
  moment: ['时间要写成 2020-04-10T16:30', 'a moment is written 2020-04-10T16:30'],
  duration: [
    '时长要写成 PT10M（10分钟）、PT2H（2小时）、P3D（3天）',
    'a span is written PT10M (10 minutes), PT2H (2 hours) or P3D (3 days)',
  ],
  path: [
    '路径用点连接，如 tables.routing，不能用 $ 和 [?]',
    'a path is joined by dots, e.g. tables.routing; $ and [?] cannot be used',
  ],
  template: ['编号样式是不含空格的文字和 {事实}', 'an id is made of text without spaces and {facts}'],
  ask: ['要写字段名，可不填的在后面加 ?', 'a field name is expected, with ? behind it if it may stay empty'],
  actName: ['要写办理名，别的包写成 包名/办理名', 'an act is expected, or pack/act'],
  whoName: ['要写角色、当事字段，或 parent.字段', 'a role, a party field or parent.field is expected'],
}
const kinds: Readonly<Record<string, Words>> = {
  string: ['文字', 'a text'],
  number: ['数字', 'a number'],
  integer: ['整数', 'a whole number'],
  boolean: ['true 或 false', 'true or false'],
  array: ['列表 […]', 'a list […]'],
  object: ['一组 {…}', 'a group {…}'],
  null: ['null', 'null'],
}
/** What a key holds, where "value" would be too vague a word for a misspelt one. */
const things: Readonly<Record<string, Words>> = {
  operator: ['比较方式', 'operator'],
  how: ['算法', 'way to derive a fact'],
  hit: ['命中方式', 'hit policy'],
  unit: ['时间单位', 'unit of time'],
  about: ['「关于谁」的写法', 'subject'],
  days: ['工作日的算法', 'kind of working day'],
}

/** Patterns of values that people also write in other ways. */
const typed: Readonly<Record<string, ValueType>> = { date: 'date', duration: 'duration', clockTime: 'time' }

/** Keys that are often forgotten, in words. */
const wanted: Readonly<Record<string, Words>> = {
  zh: ['中文', 'Chinese'],
  en: ['英文', 'English'],
  why: ['为什么，中英文各一句', 'the reason, in Chinese and in English'],
  title: ['名称，中英文', 'its title, in Chinese and in English'],
  keep: ['保存多久，如 P30D', 'how long it is kept, e.g. P30D'],
  purpose: ['做什么用，中英文', 'what it is for, in Chinese and in English'],
  basis: [
    '依据：consent 同意、contract 合同、duty 法定职责、emergency 应急',
    'on what ground: consent, contract, duty or emergency',
  ],
  by: ['谁可以办', 'who may do it'],
  from: ['在哪些环节可以办', 'at which steps it is done'],
  on: ['办的是哪种档案', 'on which kind of dossier'],
  type: ['类型', 'its type'],
  of: ['从哪里选', 'where its choices come from'],
  steps: ['有哪些环节', 'its steps'],
  ends: ['哪些环节是终点', 'which steps are ends'],
  about: ['关于谁', 'what it is about'],
  says: ['给人看的一句话', 'the sentence that people read'],
  event: ['结果', 'what comes of it'],
  conditions: ['条件', 'its conditions'],
  due: ['到时怎样', 'what happens when it is due'],
  version: ['版本号', 'its version'],
  pack: ['规则包名', 'the name of the pack'],
  place: ['地点代码', 'the code of its place'],
}

const parse = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))

function valueAt(value: Json, path: Path): Json | undefined {
  return path.reduce<Json | undefined>(
    (at, step) => (typeof at === 'object' && at !== null ? (at as Record<string, Json>)[step] : undefined),
    value,
  )
}

const shown = (value: Json | undefined): string => {
  const text = JSON.stringify(value) ?? ''
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
const quoted = (key: string) => `「${key}」`

const validators: Readonly<Record<Shape, Validator>> = {
  community: validateCommunity,
  pack: validatePack,
  people: validatePeople,
  roster: validateRoster,
}

// Ajv gathers all faults of a file, and gathering a hundred thousand takes it minutes: such files are refused unread.
const mostMembers = 1000
const mostRows = 50_000
const mostValues = 60_000

/** A list, group or file of rules that no office would write; rows of tables may be many. */
function tooMany(file: Json, teller: Teller): boolean {
  let values = 0
  const walk = (value: Json, path: Path): boolean => {
    if (typeof value !== 'object' || value === null) return false
    const rows = path.at(-1) === 'rows'
    const members = Object.entries(value)
    const most = rows ? mostRows : mostMembers
    if (!rows) values += members.length
    if (members.length > most || values > mostValues) {
      const key = String(path.at(-1) ?? '')
      const [zh, en] =
        members.length > most
          ? [`${quoted(key)}最多 ${most} 项。`, `"${key}" holds ${most} at most.`]
          : [
              `内容太多，除了表里的行，最多 ${mostValues} 个值。`,
              `too much: ${mostValues} values at most besides rows.`,
            ]
      teller.error(path, { code: 'too-much', zh, en })
      return true
    }
    return !rows && members.some(([name, member]) => walk(member, [...path, name]))
  }
  return walk(file, [])
}

export const checkShape: CheckShape = (value, shape, teller) => {
  const validate = validators[shape]
  if ((shape === 'pack' || shape === 'community') && tooMany(value, teller)) return false
  if (validate(value)) return true
  const faults = validate.errors ?? []
  // an unknown key is mostly a misspelt one: what is then missing, or not one of several, is the same mistake
  const misspelt = new Set(faults.filter((one) => one.propertyName !== undefined).map((one) => one.instancePath))
  const told = new Set<string>()
  for (const fault of faults) {
    if (teller.full) break
    if (isNoise(fault, value, misspelt)) continue
    const key = `${fault.instancePath} ${fault.keyword} ${fault.propertyName ?? JSON.stringify(fault.params)}`
    if (told.has(key)) continue
    told.add(key)
    tell(fault, value, teller, faults)
  }
  return false
}

function isNoise(fault: Found, value: Json, misspelt: ReadonlySet<string>): boolean {
  const { keyword, instancePath, schemaPath, propertyName } = fault
  if (keyword === 'if') return true
  if (keyword === 'required' && /\/(oneOf|anyOf)\//.test(schemaPath)) return true
  if (misspelt.has(instancePath) && propertyName === undefined) return true
  // a name that does not fit is told once, by its `propertyNames`
  const of = valueAt(value, parse(instancePath))
  return /^(pattern|maxLength|minLength)$/.test(keyword) && typeof of === 'object'
}

function tell(fault: Found, value: Json, teller: Teller, faults: readonly Found[]): void {
  const { keyword, params, propertyName, instancePath } = fault
  const path = parse(instancePath)
  const found = valueAt(value, path)
  const key = [...path].reverse().find((part) => !/^\d+$/.test(part)) ?? ''
  const say = (zh: string, en: string, more: { found?: string; known?: readonly string[]; meant?: string } = {}) =>
    teller.error(path, { code: `shape-${keyword}`, zh, en, ...more })
  const text = typeof found === 'string' ? found : shown(found)

  switch (keyword) {
    case 'enum': {
      const known = (params['allowedValues'] as Json[]).map(String)
      if (propertyName !== undefined) {
        const zh = `这里没有「${propertyName}」这一项。`
        const en = `there is no "${propertyName}" here.`
        return teller.error([...path, propertyName], { code: 'unknown-key', zh, en, found: propertyName, known }, 'key')
      }
      const thing = things[key] ?? (path.at(-2) === 'event' ? (['结果', 'effect'] as const) : undefined)
      const meant = key === 'operator' ? operatorMeant[text] : undefined
      const some = meant !== undefined || known.length > 12 ? '' : known.join('、')
      const zh = thing ? `没有「${text}」这个${thing[0]}。` : `${quoted(key)}不能写「${text}」。`
      const en = thing ? `there is no ${thing[1]} "${text}".` : `"${key}" cannot be "${text}".`
      return say(`${zh}${some && `可以写 ${some}。`}`, `${en}${some && ` It can be ${known.join(', ')}.`}`, {
        found: text,
        known,
        ...(meant !== undefined && { meant }),
      })
    }
    case 'required':
    case 'dependentRequired': {
      const missing = String(params['missingProperty'])
      if (params['property'] === 'emergency') {
        const zh = '应急规则包要写截止日期（until），到期自动停用。'
        const en = 'an emergency pack needs its last day ("until"), after which it stops by itself.'
        return say(zh, en, { found: missing })
      }
      const [zh, en] = wanted[missing] ?? []
      return say(
        `这里少了${quoted(missing)}${zh ? `（${zh}）` : ''}。`,
        `"${missing}" is missing here${en ? ` (${en})` : ''}.`,
        { found: missing },
      )
    }
    case 'oneOf':
    case 'anyOf':
      return tellChoice(fault, say, faults)
    case 'type': {
      const wanted = [params['type']].flat().map((one) => kinds[String(one)] ?? kinds['string']!)
      const zh = `${quoted(key)}要写${wanted.map((one) => one[0]).join('或')}，写的是 ${shown(found)}。`
      const en = `"${key}" should be ${wanted.map((one) => one[1]).join(' or ')}, and is ${shown(found)}.`
      return say(zh, en, { found: shown(found) })
    }
    case 'minItems': {
      if (key === 'all' || key === 'any')
        return say(`「${key}」是空的，至少要有一个条件。`, `"${key}" is empty; it needs at least one condition.`, {
          found: key,
        })
      const least = Number(params['limit'])
      return say(`${quoted(key)}至少要有 ${least} 项。`, `"${key}" needs at least ${least}.`)
    }
    case 'maxItems':
    case 'maxProperties': {
      const most = Number(params['limit'])
      return say(`${quoted(key)}最多 ${most} 项。`, `"${key}" holds ${most} at most.`)
    }
    case 'maxLength': {
      const most = Number(params['limit'])
      return say(`${quoted(key)}最多 ${most} 个字。`, `"${key}" holds ${most} characters at most.`)
    }
    case 'minProperties':
      return say(`${quoted(key)}是空的；不需要就整项删去。`, `"${key}" is empty; leave it out if it is not needed.`)
    case 'propertyNames': {
      const name = String(params['propertyName'])
      const hint = /\p{Script=Han}/u.test(name) ? '，中文写在 zh 里' : ''
      const zh = `「${name}」不能用作名字：${forms['id']![0]}${hint}。`
      return teller.error(
        [...path, name],
        { code: 'bad-name', zh, en: `"${name}" cannot be a name: ${forms['id']![1]}.`, found: name },
        'key',
      )
    }
    case 'additionalProperties': {
      const name = String(params['additionalProperty'])
      const zh = `「${name}」不是语言代码；这里写 zh、en 和别的语言。`
      const en = `"${name}" is no language; zh, en and others stand here.`
      return teller.error([...path, name], { code: 'unknown-key', zh, en, found: name, known: ['zh', 'en'] }, 'key')
    }
    case 'pattern': {
      const form = forms[patterns[String(params['pattern'])] ?? '']
      const type = typed[patterns[String(params['pattern'])] ?? '']
      const meant = type && valueMeant(text, type)
      return say(
        `「${text}」写得不对${form ? `：${form[0]}` : ''}。`,
        `"${text}" is not written right${form ? `: ${form[1]}` : ''}.`,
        { found: text, ...(meant !== undefined && { meant }) },
      )
    }
    case 'const':
      return say(
        `${quoted(key)}只能写 ${shown(params['allowedValue'] as Json)}。`,
        `"${key}" can only be ${shown(params['allowedValue'] as Json)}.`,
      )
    case 'uniqueItems': {
      const twice = (found as Json[])[Number(params['i'])]
      return say(`${quoted(key)}里 ${shown(twice)} 写了两次。`, `${shown(twice)} stands twice in "${key}".`, {
        found: shown(twice),
      })
    }
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum': {
      const limit = Number(params['limit'])
      const low = keyword.toLowerCase().endsWith('minimum')
      const edge = keyword.startsWith('exclusive')
      const zh = `${quoted(key)}要${edge ? (low ? '大于' : '小于') : low ? '不小于' : '不大于'} ${limit}，写的是 ${text}。`
      const en = `"${key}" must be ${edge ? (low ? 'more than' : 'less than') : `at ${low ? 'least' : 'most'}`} ${limit}, and is ${text}.`
      return say(zh, en, { found: text })
    }
    case 'contains':
      return say(`${quoted(key)}里要有 zh。`, `"${key}" must hold zh.`)
    case 'minLength':
      return say(`${quoted(key)}是空的。`, `"${key}" is empty.`)
    case 'false schema':
      return key === 'fact'
        ? say(
            '规则的条件要从 all、any 或 not 开始：写成 { "all": [ … ] }。',
            'the conditions of a rule begin with all, any or not: write { "all": [ … ] }.',
            {
              found: key,
            },
          )
        : key === 'whole'
          ? say('只有数字（number）才能写 whole（整数）。', 'only a number can be "whole".', { found: key })
          : say(`${quoted(key)}不能和旁边的写在一起。`, `"${key}" cannot stand beside its neighbours.`, { found: key })
    default:
      return say(`${quoted(key)}写得不对。`, `"${key}" is not written right.`)
  }
}

/** One of several keys: which, and whether none or too many are there. */
function tellChoice(fault: Found, say: (zh: string, en: string) => void, faults: readonly Found[]): void {
  const options = faults
    .filter(
      ({ keyword, instancePath, schemaPath }) =>
        keyword === 'required' && instancePath === fault.instancePath && schemaPath.startsWith(`${fault.schemaPath}/`),
    )
    .map(({ params }) => String(params['missingProperty']))
  const several = Array.isArray(fault.params['passingSchemas'])
  if (several) return say('这里只能写其中一项，写了不止一项。', 'only one of the possible keys may stand here.')
  const [zh, en] = [options.join('、'), options.join(', ')]
  return say(`这里要写其中一项：${zh}。`, `one of these must stand here: ${en}.`)
}
