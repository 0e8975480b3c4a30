/** What every check stands on: the pack, its names, where to tell, and how an unknown word is told. */
import type { Name, ValueType } from '../book.js'
import { checklistOf, misfitChecks } from '../checklist.js'
import type { FactRef, Field, FieldType, Kind, PackFile, Value } from '../format.js'
import { factAt, inWords, isOf, type Scope } from '../leaf.js'
import { choicesOf, type Beside, type Member } from '../members.js'
import { valueMeant } from '../meant.js'
import type { Path, Teller } from '../trouble.js'
import { placeholders } from '../words.js'
import type { Json, Say } from '../../types.js'

export interface Ground {
  readonly file: PackFile
  readonly teller: Teller
  /** IANA name of the community's zone. */
  readonly zone: string
  /** Per kind: every name that may be used there. */
  readonly names: Readonly<Record<string, ReadonlyMap<string, Name>>>
  /** Names of the community's calendars; unknown when the pack is looked at alone. */
  readonly calendars?: readonly string[]
  /** Names of the community's lists, in which turns are taken; unknown when the pack is looked at alone. */
  readonly lists?: readonly string[]
  /** All packs of the book; unknown when the pack is looked at alone. */
  readonly beside?: Beside
}

const things = {
  kind: ['档案种类', 'kind of dossier'],
  step: ['环节', 'step'],
  act: ['办理', 'act'],
  field: ['字段', 'field'],
  role: ['角色或当事字段', 'role or party field'],
  clock: ['时限', 'clock'],
  list: ['选项表或决策表', 'list or table'],
  answer: ['答案', 'answer'],
  schedule: ['日程', 'schedule'],
  rota: ['社区文件的名单', 'list of the community file'],
  given: ['参数或上级档案', 'parameter or parent'],
  reasons: ['选项表', 'list'],
  checklist: ['清单', 'checklist'],
  measure: ['计量', 'measure'],
  calendar: ['日历', 'calendar'],
  fact: ['字段、参数、决策表或事实', 'field, parameter, table or fact'],
  gate: ['规则', 'rule'],
  place: ['示例地点', 'sample place'],
  'place-kind': ['地点种类', 'kind of place'],
  pack: ['启用的规则包', 'pack in use'],
  example: ['例子', 'example'],
  param: ['参数', 'parameter'],
  table: ['决策表', 'table'],
  output: ['结果列', 'output'],
  choice: ['选项', 'choice'],
  module: ['功能开关', 'module'],
} as const

/** Tells of a word that names nothing, with the nearest that does. */
export function unknown(
  { teller }: Pick<Ground, 'teller'>,
  path: Path,
  thing: keyof typeof things,
  found: string,
  known: Iterable<string>,
  key?: 'key',
): void {
  const [zh, en] = things[thing]
  const fault = { zh: `没有「${found}」这个${zh}。`, en: `there is no ${en} "${found}".` }
  teller.error(path, { code: `unknown-${thing}`, ...fault, found, known }, key)
}

/** Tells unless the word is among the known; answers whether it is. */
export function known(
  ground: Pick<Ground, 'teller'>,
  path: Path,
  thing: keyof typeof things,
  found: string,
  all: Readonly<Record<string, unknown>> | readonly string[] | undefined,
  key?: 'key',
): boolean {
  const words = Array.isArray(all) ? (all as readonly string[]) : Object.keys(all ?? {})
  if (words.includes(found)) return true
  unknown(ground, path, thing, found, words, key)
  return false
}

export const kindsOf = (file: PackFile): [string, Kind][] => Object.entries(file.dossiers ?? {})
export const entriesOf = <Value>(group: Readonly<Record<string, Value>> | undefined): [string, Value][] =>
  Object.entries(group ?? {})

/** Names in force for a kind, as conditions are read against them. */
export const scopeOf = (ground: Ground, kind: string): Scope => ({
  names: ground.names[kind] ?? new Map(),
  conditions: ground.file.conditions ?? {},
  zone: ground.zone,
  teller: ground.teller,
})

/** Every `{fact}` of a text must be known there and may not be personal. */
export function checkText(
  ground: Ground,
  kind: string,
  say: Say | undefined,
  path: Path,
  more: readonly string[] = [],
): void {
  for (const { name, path: walk } of say ? placeholders(say) : []) {
    if (more.includes(name)) continue
    const language = Object.keys(say!).find((one) => say![one]!.includes(`{${[name, ...walk].join('.')}}`))!
    const quiet = scopeOf({ ...ground, teller: ground.teller.at([...path, language]) }, kind)
    const found = factAt({ fact: name, ...(walk.length > 0 && { path: walk.join('.') }) }, quiet, [])
    if (found?.private) readsPrivate(ground, [...path, language], name)
  }
}

export function readsPrivate({ teller }: Pick<Ground, 'teller'>, path: Path, found: string): void {
  const fault = { zh: `「${found}」是个人信息，不能写在这里。`, en: `"${found}" is personal and cannot stand here.` }
  teller.error(path, { code: 'reads-private', ...fault, found })
}

/** A value that is written to a field: a constant of its type, a text with `{facts}`, or a fact. */
export function checkValue(
  ground: Ground,
  kind: string,
  value: Value,
  field: Pick<Field, 'type' | 'title' | 'of' | 'whole'>,
  path: Path,
): void {
  if (typeof value === 'object' && value !== null && 'fact' in value) {
    const found = checkRef(ground, kind, value as FactRef, path)
    if (found) checkFits(ground, found, field, [...path, 'fact'])
    return
  }
  if (typeof value === 'string' && value.includes('{')) return checkText(ground, kind, { zh: value, en: value }, path)
  if (Array.isArray(value)) {
    const isFact = (it: Value) => typeof it === 'object' && it !== null && 'fact' in it
    const constants = value.filter((it: Value) => !isFact(it))
    value.forEach((it: Value, index) => {
      const found = isFact(it) && checkRef(ground, kind, it as FactRef, [...path, index])
      if (found)
        checkFits(ground, found, { ...field, type: MEMBERS[field.type] ?? field.type }, [...path, index, 'fact'], true)
    })
    checkConstant(ground, constants, field, path)
  } else if (value !== null) checkConstant(ground, value, field, path)
}

/** A fact that is there and not personal; told otherwise. */
export function checkRef(ground: Ground, kind: string, value: FactRef, path: Path): Member | undefined {
  const found = factAt(value, scopeOf(ground, kind), path)
  if (!found?.private) return found
  readsPrivate(ground, [...path, 'fact'], value.fact)
  return undefined
}

/** A fact that is written to a field must be of its type: what no question would take must not come in by itself either. */
function checkFits(
  { teller, file }: Ground,
  found: Member,
  { type, title, of }: Pick<Field, 'type' | 'title' | 'of'>,
  path: Path,
  within = false,
): void {
  const name = found.title ?? { zh: found.name, en: found.name }
  const tell = (zh: string, en: string) => teller.error(path, { code: 'wrong-type', zh, en, found: found.name })
  if (!mayHold(type, found.type, within)) {
    const zh = `「${title.zh}」不能由「${name.zh}」来填：不是同一类。`
    return tell(zh, `"${title.en}" cannot be filled in from "${name.en}": it is of another type.`)
  }
  const choices = type.startsWith('choice') ? choicesOf(of, file) : undefined
  const strange = choices && Object.keys(found.choices ?? {}).find((one) => !Object.hasOwn(choices, one))
  if (strange === undefined) return
  const zh = `「${title.zh}」没有「${name.zh}」里的「${strange}」这个选项。`
  tell(zh, `"${title.en}" has no choice "${strange}", which "${name.en}" may be.`)
}

const SINGLE = ['text', 'choice', 'place', 'party', 'dossier']

const MEMBERS: Partial<Record<FieldType, FieldType>> = {
  choices: 'choice',
  places: 'place',
  parties: 'party',
  dossiers: 'dossier',
  photos: 'text',
}

/** @param within a list, where a fact may be a member or a list of them */
const mayHold = (field: FieldType, fact: ValueType, within: boolean): boolean =>
  field === fact ||
  fact === 'list' ||
  (within && MEMBERS[fact as FieldType] === field) ||
  (SINGLE.includes(field) && SINGLE.includes(fact)) ||
  (['date', 'moment'].includes(field) && ['date', 'moment'].includes(fact))

const wordsWords = [
  '中文和英文，如 { "zh": "…", "en": "…" }',
  'Chinese and English, e.g. { "zh": "…", "en": "…" }',
] as const

/** A constant must be of the type of its field, and one of its choices. */
export function checkConstant(
  ground: Ground,
  value: Json,
  { type, title, of, whole }: Pick<Field, 'type' | 'title' | 'of' | 'whole'>,
  path: Path,
): boolean {
  const { teller, zone, file } = ground
  const found = typeof value === 'string' ? value : JSON.stringify(value)
  if (!isOf(value, type, zone) || (whole && !Number.isInteger(value))) {
    const [zh, en] = type === 'words' ? wordsWords : whole ? (['整数', 'a whole number'] as const) : inWords(type)
    const meant = valueMeant(value, type)
    teller.error(path, {
      code: 'wrong-type',
      zh: `「${title.zh}」要写${zh}，写的是 ${found}。`,
      en: `"${title.en}" should be ${en}, and is ${found}.`,
      found,
      ...(meant !== undefined && { meant }),
    })
    return false
  }
  const list = checklistOf({ type, of }, file)
  const unfit = list && misfitChecks(value, {}, list, file)
  if (unfit) {
    const fault = { zh: `「${title.zh}」${unfit.zh}。`, en: `"${title.en}" ${unfit.en}.` }
    teller.error(path, { code: 'unknown-choice', ...fault, found })
    return false
  }
  const choices = type === 'choice' ? choicesOf(of, file) : undefined
  if (!choices || Object.hasOwn(choices, String(value))) return true
  const fault = { zh: `「${title.zh}」没有「${found}」这个选项。`, en: `"${title.en}" has no choice "${found}".` }
  teller.error(path, { code: 'unknown-choice', ...fault, found, known: Object.keys(choices) })
  return false
}
