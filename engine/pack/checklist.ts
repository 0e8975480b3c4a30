/** Checklists: their items by path, what may be answered, and the worst and the counts that rules ask for. */
import type { Checklist, Choices, Field, Item, PackFile } from './format.js'
import type { Json, Say } from '../types.js'

/** Without a list of answers an item is done or not; one that was left alone is not. */
const DONE: Choices = { done: { zh: '已做', en: 'Done' }, not: { zh: '未做', en: 'Not done' } }

/** Names that no item at the top may take: a checklist's own facts, and the word that makes a reference of a value. */
export const checkWords = ['worst', 'count', 'fact'] as const

/** An item with its place in the list; `path` joins the names from the top by dots. Groups are titles and are not answered. */
export interface Listed {
  readonly path: string
  readonly item: Item
  readonly level: number
}

/** All items in the order of the file, groups before what is in them. */
export function listedItems(items: Checklist['items'], above = '', level = 0): readonly Listed[] {
  return Object.entries(items).flatMap(([name, item]) => {
    const path = above === '' ? name : `${above}.${name}`
    return [{ path, item, level }, ...(item.items ? listedItems(item.items, path, level + 1) : [])]
  })
}

/** Those that are answered. */
const answerable = (list: Checklist): readonly Listed[] => listedItems(list.items).filter(({ item }) => !item.items)

export function checklistOf({ type, of }: Pick<Field, 'type' | 'of'>, file: PackFile): Checklist | undefined {
  return type === 'checks' && typeof of === 'string' ? file.checklists?.[of] : undefined
}

/** The answers of a checklist, best first. */
export const answersOf = ({ answers }: Checklist, file: PackFile): Choices =>
  answers === undefined ? DONE : (file.lists?.[answers] ?? {})

type Checks = Readonly<Record<string, Json>>

/** What is wrong with an answer to a checklist, as the end of a sentence that begins with the field's title. */
export function misfitChecks(
  value: Json,
  field: Pick<Field, 'min' | 'max'>,
  list: Checklist,
  file: PackFile,
): Say | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { zh: '要逐项填', en: 'is answered item by item' }
  const known = new Set(answerable(list).map(({ path }) => path))
  const answers = answersOf(list, file)
  for (const [path, answer] of Object.entries(value as Checks)) {
    if (!known.has(path)) return { zh: `没有「${path}」这一项`, en: `has no item "${path}"` }
    if (typeof answer !== 'string' || !Object.hasOwn(answers, answer))
      return { zh: `没有「${String(answer)}」这个答案`, en: `has no answer "${String(answer)}"` }
  }
  const given = Object.values(value as Checks).filter((it) => list.answers !== undefined || it !== 'not').length
  const { min, max } = field
  if (min !== undefined && given < Number(min)) return { zh: `至少要填${min}项`, en: `needs ${min} or more` }
  if (max !== undefined && given > Number(max)) return { zh: `最多填${max}项`, en: `takes ${max} at most` }
  return undefined
}

/**
 * The answers as rules walk them: each item by its path, `worst` by the list's order, `count.<answer>` (SPEC L98). Nothing
 * answered is no value.
 */
export function checksAsFact(value: Json | undefined, list: Checklist, file: PackFile): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || Object.keys(value).length === 0)
    return undefined
  const answers = Object.keys(answersOf(list, file))
  const given = answerable(list).flatMap(({ path }) => {
    const answer = (value as Checks)[path] ?? (list.answers === undefined ? 'not' : undefined)
    return typeof answer === 'string' ? [[path, answer] as const] : []
  })
  const of = (answer: string) => given.filter(([, it]) => it === answer).length
  const worst = answers.findLast((answer) => of(answer) > 0)
  const fact: Nested = {}
  for (const [path, answer] of given) put(fact, path.split('.'), answer)
  return {
    ...fact,
    ...(worst !== undefined && { worst }),
    count: Object.fromEntries(answers.map((answer) => [answer, of(answer)])),
  }
}

interface Nested {
  [name: string]: Nested | string
}
function put(into: Nested, [first, ...rest]: readonly string[], answer: string): void {
  if (rest.length === 0) into[first!] = answer
  else put((into[first!] ??= {}) as Nested, rest, answer)
}

/** `default` names one answer for every item (SPEC L98). */
export function checksDefault({ default: answer }: Pick<Field, 'default'>, list: Checklist): Json | undefined {
  if (typeof answer !== 'string') return undefined
  return Object.fromEntries(answerable(list).map(({ path }) => [path, answer]))
}
