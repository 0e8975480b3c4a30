/** One comparison, checked and typed: without it a misspelt path or a number in quotes would be found only when it hurts. */
import { parseSpan } from '../time/duration.js'
import { comparable } from '../judge/comparable.js'
import type { Json } from '../types.js'
import type { Leaf, Name, ValueType } from './book.js'
import type { Condition, FactRef, Operator } from './format.js'
import { valueMeant } from './meant.js'
import { isList, walkName } from './members.js'
import { kernelWords } from './names.js'
import type { Path, Teller } from './trouble.js'

/** What a condition is read against. */
export interface Scope {
  readonly names: ReadonlyMap<string, Name>
  /** Names of a fact on the right side, where they are others. */
  readonly than?: ReadonlyMap<string, Name>
  readonly conditions: Readonly<Record<string, Condition>>
  /** IANA name of the community's zone: a date in a rule begins at its midnight. */
  readonly zone: string
  readonly teller: Teller
}

type Member = Omit<Name, 'from'>

/** Tells of an unknown name or path; otherwise gives what stands there. */
export function factAt(ref: { fact: string; path?: string }, scope: Scope, path: Path): Member | undefined {
  const { names, teller } = scope
  const name = names.get(ref.fact)
  if (!name) {
    const word = kernelWords.has(ref.fact)
    const fault = word
      ? { zh: `这里没有「${ref.fact}」可以问。`, en: `there is no "${ref.fact}" to ask for here.` }
      : {
          zh: `没有「${ref.fact}」这个字段、参数、决策表或事实。`,
          en: `there is no field, parameter, table or fact "${ref.fact}".`,
        }
    const more = {
      code: word ? 'not-here' : 'unknown-fact',
      found: ref.fact,
      ...(!word && { known: names.keys() }),
    }
    teller.error([...path, 'fact'], { ...fault, ...more })
    return undefined
  }
  if (ref.path === undefined) return name
  const walked = walkName(name, ref.path.split('.'))
  if ('end' in walked) return walked.end
  const { stop, known } = walked
  const [zh, en] = known.length
    ? [`「${ref.fact}」里没有「${stop}」。`, `"${ref.fact}" has no "${stop}".`]
    : [`「${ref.fact}」下面没有别的，不能写路径。`, `"${ref.fact}" has nothing inside, so it takes no path.`]
  teller.error([...path, 'path'], { code: 'unknown-path', zh, en, found: stop, known })
  return undefined
}

const ordered = ['number', 'duration', 'date', 'moment', 'time']
const inTime = ['date', 'moment', 'time']

/** Which types an operator can be asked of, and in words. */
function fitting(operator: Operator, type: ValueType): readonly [zh: string, en: string] | undefined {
  switch (operator) {
    case 'lessThan':
    case 'lessThanInclusive':
    case 'greaterThan':
    case 'greaterThanInclusive':
      return ordered.includes(type) ? undefined : ['数、时长、日期或时间', 'a number, span, date or time']
    case 'before':
    case 'notBefore':
    case 'after':
    case 'notAfter':
      return inTime.includes(type) ? undefined : ['日期或时间', 'a date or time']
    case 'contains':
    case 'doesNotContain':
      return isList(type) ? undefined : ['列表', 'a list']
    case 'under':
      return type === 'place' ? undefined : ['地点', 'a place']
    case 'filled':
      return undefined
    default:
      return isList(type) || type === 'object' || type === 'checks' ? ['单个的值', 'a single value'] : undefined
  }
}

const typeWords: Readonly<Partial<Record<ValueType, readonly [zh: string, en: string]>>> = {
  number: ['数字，不加引号', 'a number without quotes'],
  'yes-no': [' true（是）或 false（否）', 'true or false'],
  duration: ['时长，如 PT10M（10分钟）、P3D（3天）', 'a span such as PT10M (10 minutes) or P3D (3 days)'],
  date: ['日期，如 2020-04-10', 'a date such as 2020-04-10'],
  moment: ['时间，如 2020-04-10T16:30', 'a moment such as 2020-04-10T16:30'],
  time: ['时刻，如 08:00', 'a time of day such as 08:00'],
}
/** Is a constant of this type? A span may have months here, for it is counted from a date. */
export function isOf(value: Json, type: ValueType, zone: string): boolean {
  if (type === 'words') return isWords(value)
  if (type === 'duration') return typeof value === 'string' && isSpan(value)
  return written(value, type) && comparable(value, type, zone) !== undefined
}
function isWords(value: Json): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const texts = value as Readonly<Record<string, Json>>
  const filled = Object.values(texts).every((text) => typeof text === 'string' && text !== '')
  return filled && texts['zh'] !== undefined && texts['en'] !== undefined
}

function isSpan(text: string): boolean {
  try {
    return Boolean(parseSpan(text))
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

export const inWords = (type: ValueType): readonly [zh: string, en: string] =>
  typeWords[type] ?? ['文字，加双引号', 'a text in quotes']

/** Types that may be compared with one another. */
const family = (type: ValueType): string =>
  type === 'moment' ? 'date' : ['choice', 'place', 'party', 'dossier', 'words'].includes(type) ? 'text' : type

const members: Readonly<Partial<Record<ValueType, ValueType>>> = {
  choices: 'choice',
  places: 'place',
  parties: 'party',
  dossiers: 'dossier',
  photos: 'text',
}

const isRef = (value: unknown): value is FactRef => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A comparison in normal form, its constant made comparable; undefined where it is wrong, which is then told. */
export function leafOf(condition: Condition, scope: Scope, path: Path): Leaf | undefined {
  const { teller } = scope
  const { fact, operator, value } = condition as { fact: string; operator: Operator; value: Json | FactRef }
  const left = factAt({ fact, ...(condition.path !== undefined && { path: condition.path }) }, scope, path)
  if (!left) return undefined
  if (left.private && operator !== 'filled') {
    const zh = `「${fact}」是个人信息，规则只能问填了没有（filled）。`
    const en = `"${fact}" is personal; a rule may only ask whether it is filled.`
    teller.error([...path, 'fact'], { code: 'reads-private', zh, en, found: fact })
    return undefined
  }
  const wanted = fitting(operator, left.type)
  if (wanted) {
    const zh = `「${operator}」要问${wanted[0]}，「${fact}」不是。`
    const en = `"${operator}" is asked of ${wanted[1]}, and "${fact}" is not one.`
    teller.error([...path, 'operator'], { code: 'wrong-operator', zh, en, found: operator })
    return undefined
  }
  const at = { fact, ...(condition.path !== undefined && { path: condition.path.split('.') }) }
  if (operator === 'filled') {
    if (typeof value !== 'boolean') return wrong(value, 'yes-no', scope, path)
    return { ...at, operator: value ? 'filled' : 'empty', than: { value: true }, type: left.type }
  }
  const listed = operator === 'in' || operator === 'notIn'
  const type = (isList(left.type) && members[left.type]) || left.type
  if (isRef(value)) return besideFact({ at, operator, type, listed }, value, scope, path)
  if (listed && !Array.isArray(value)) {
    const zh = `「${operator}」的 value 要写成列表，如 ["${String(value)}"]。`
    const en = `"${operator}" needs a list as its value, e.g. ["${String(value)}"].`
    teller.error([...path, 'value'], { code: 'in-text', zh, en, found: String(value) })
    return undefined
  }
  const checked = Array.isArray(value)
    ? value.map((one, index) => constant(one as Json, type, left, scope, [...path, 'value', index]))
    : constant(value, type, left, scope, [...path, 'value'])
  if (checked === undefined || (Array.isArray(checked) && (!listed || checked.includes(undefined)))) {
    return Array.isArray(value) && !listed ? wrong(value, type, scope, path) : undefined
  }
  return { ...at, operator, than: { value: checked as Json }, type }
}

function besideFact(
  {
    at,
    operator,
    type,
    listed,
  }: { at: Pick<Leaf, 'fact' | 'path'>; operator: Operator; type: ValueType; listed: boolean },
  value: FactRef,
  scope: Scope,
  path: Path,
): Leaf | undefined {
  const right = factAt(value, { ...scope, names: scope.than ?? scope.names }, [...path, 'value'])
  if (!right) return undefined
  const fits = listed
    ? isList(right.type)
    : type === 'list' || right.type === 'list' || family(right.type) === family(type)
  if (right.private || !fits) {
    const zh = right.private
      ? `「${value.fact}」是个人信息，不能用来比较。`
      : `「${at.fact}」和「${value.fact}」不是同一类，不能用「${operator}」比较。`
    const en = right.private
      ? `"${value.fact}" is personal and cannot be compared with.`
      : `"${at.fact}" and "${value.fact}" are of different types; "${operator}" cannot compare them.`
    scope.teller.error([...path, 'value'], {
      code: right.private ? 'reads-private' : 'wrong-type',
      zh,
      en,
      found: value.fact,
    })
    return undefined
  }
  const than = { fact: value.fact, ...(value.path !== undefined && { path: value.path.split('.') }) }
  return { ...at, operator, than, type }
}

/** Spans, dates and times stand in files as text; a bare number would leave its unit open. */
const written = (value: Json, type: ValueType): boolean =>
  !['duration', 'date', 'moment', 'time'].includes(type) || typeof value === 'string'

/** A constant as it is compared; told where it is of another type, or is none of the choices. */
function constant(value: Json, type: ValueType, of: Member, scope: Scope, path: Path): Json | undefined {
  const made = written(value, type) ? comparable(value, type, scope.zone) : undefined
  if (made === undefined) return wrong(value, type, scope, path)
  if (of.choices && type === 'choice' && !Object.hasOwn(of.choices, String(value))) {
    const zh = `「${of.title?.zh ?? of.name}」没有「${String(value)}」这个选项。`
    const en = `"${of.name}" has no choice "${String(value)}".`
    scope.teller.error(path, { code: 'unknown-choice', zh, en, found: String(value), known: Object.keys(of.choices) })
    return undefined
  }
  return made
}

function wrong(value: Json | FactRef, type: ValueType, scope: Scope, path: Path): undefined {
  const found = JSON.stringify(value)
  const months = type === 'duration' && typeof value === 'string' && /^P[0-9]+[YM]/.test(value)
  const [zh, en] = months ? ['天数：月和年长短不一', 'days: months and years differ in length'] : inWords(type)
  const meant = isRef(value) ? undefined : valueMeant(value, type)
  const spot = path.at(-1) === 'value' || typeof path.at(-1) === 'number' ? path : [...path, 'value']
  scope.teller.error(spot, {
    code: 'wrong-type',
    zh: `这里要写${zh}，写的是 ${found}。`,
    en: `this should be ${en}, and is ${found}.`,
    found,
    ...(meant !== undefined && { meant }),
  })
  return undefined
}
