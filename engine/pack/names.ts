/** The one space of names: what `{ "fact": "x" }` may mean in a kind, of which type, and where a path may lead from it. */
import { answersOf, checklistOf } from './checklist.js'
import type { Checklist, Choices, Derivation, Field, Kind, PackFile, Table } from './format.js'
import type { Name, ValueType } from './book.js'
import type { Say } from '../types.js'

type Member = Omit<Name, 'from'>
type Members = Readonly<Record<string, Member>>
/** The packs that stand beside this one, by name; empty when a pack is looked at alone. */
export type Beside = ReadonlyMap<string, PackFile>

const say = (zh: string, en: string): Say => ({ zh, en })

/** Names that every kind has (SPEC H) and that no pack may take. */
const kernel: Readonly<Record<string, readonly [ValueType, Say]>> = {
  act: ['text', say('办理', 'Act')],
  by: ['party', say('办理人', 'By')],
  reason: ['text', say('理由', 'Reason')],
  now: ['moment', say('现在', 'Now')],
  today: ['date', say('今天', 'Today')],
  month: ['text', say('本月', 'Month')],
  year: ['number', say('今年', 'Year')],
  id: ['text', say('编号', 'Number')],
  step: ['choice', say('环节', 'Step')],
  place: ['place', say('地点', 'Place')],
  opened: ['moment', say('开立时间', 'Opened')],
  'opened-by': ['party', say('开立人', 'Opened by')],
  was: ['object', say('办理之前', 'Before')],
  times: ['object', say('办过几次', 'Times')],
  last: ['object', say('最近一次', 'Last')],
  late: ['list', say('超时的时限', 'Late')],
}
/** Words of ids, templates and gates, which no name may take either. */
const reserved = [
  'week',
  'parent',
  'children',
  'slot',
  'turn',
  'each',
  'serial',
  'new',
  'clock',
  'anyone',
  'opener',
  'device',
  'public',
  'any',
  'back',
]

export const kernelWords: ReadonlySet<string> = new Set([...Object.keys(kernel), ...reserved])
/** Words that stand for somebody in `by` without being a role or a field. */
export const anybody: readonly string[] = ['clock', 'anyone', 'opener', 'device']

/** `pack/name`, or a name of the pack at hand. */
export function elsewhere(
  name: string,
  file: PackFile,
  beside: Beside,
): { file?: PackFile; name: string; pack: string } {
  const [pack, own] = name.includes('/') ? (name.split('/') as [string, string]) : [file.pack, name]
  return { pack, name: own, file: pack === file.pack ? file : beside.get(pack) }
}

/** Choices of a field, param or output: of a list, written in place, or the first column of a table. */
export function choicesOf(of: Field['of'], file: PackFile): Choices | undefined {
  if (typeof of !== 'string') return of
  const table = file.tables?.[of]
  return file.lists?.[of] ?? (table && tableChoices(table))
}

function tableChoices(table: Table): Choices {
  const words = Object.values(table.outputs).findIndex((output) => output.type === 'words')
  const choices: Record<string, Say> = {}
  for (const row of table.rows)
    for (const cell of Array.isArray(row[0]) ? row[0] : [row[0]]) {
      const title = words < 0 ? undefined : (row[table.inputs.length + words] as Say | undefined)
      if (typeof cell === 'string') choices[cell] = title ?? say(cell, cell)
    }
  return choices
}

/** A field as others see it. */
function member(name: string, field: Pick<Field, 'type' | 'title' | 'of' | 'private'>, file: PackFile): Member {
  const choices = /^choices?$/.test(field.type) ? choicesOf(field.of, file) : undefined
  const list = checklistOf(field, file)
  return {
    name,
    type: field.type,
    title: field.title,
    reach: 'own',
    ...(field.private && { private: true }),
    ...(choices && { choices }),
    ...(isList(field.type) && { members: length }),
    ...(list && { members: checksMembers(list, file) }),
  }
}

/** What stands under a checklist's answers: each item, the worst answer, and how many there are of each. */
function checksMembers(list: Checklist, file: PackFile): Members {
  const choices = answersOf(list, file)
  const count = Object.entries(choices).map(([answer, title]): [string, Member] => [
    answer,
    { name: answer, type: 'number', title, reach: 'own' },
  ])
  const own: Members = {
    worst: { name: 'worst', type: 'choice', title: say('最差的一项', 'Worst'), reach: 'own', choices },
    count: {
      name: 'count',
      type: 'object',
      title: say('项数', 'Count'),
      reach: 'own',
      members: Object.fromEntries(count),
    },
  }
  return { ...itemMembers(list.items, choices), ...own }
}

const itemMembers = (items: Checklist['items'], choices: Choices): Members =>
  Object.fromEntries(
    Object.entries(items).map(([name, { title, items: below }]) => [
      name,
      below
        ? { name, type: 'object', title, reach: 'own', members: itemMembers(below, choices) }
        : { name, type: 'choice', title, reach: 'own', choices },
    ]),
  )

const length: Members = { length: { name: 'length', type: 'number', reach: 'own', title: say('个数', 'How many') } }

/** Types whose value is a list of others. */
export const isList = (type: ValueType): boolean =>
  type === 'list' ||
  type === 'choices' ||
  type === 'parties' ||
  type === 'places' ||
  type === 'dossiers' ||
  type === 'photos'

/** What a dossier shows to rules that walk to it: its fields and its own words. */
function inside(file: PackFile, kind: Kind): Members {
  const fields = Object.entries(kind.fields).map(([name, field]) => member(name, field, file))
  const words = ['id', 'step', 'place', 'opened', 'opened-by'].map((name) => kernelName(name, kind))
  return {
    ...Object.fromEntries([...fields, ...words].map((one) => [one.name, one])),
    times: { name: 'times', type: 'object', reach: 'own', members: timesOf(file) },
  }
}

const actsOn = (file: PackFile) => Object.entries(file.acts ?? {})
const timesOf = (file: PackFile): Members =>
  Object.fromEntries(
    actsOn(file).map(([name, act]) => [name, { name, type: 'number', title: act.title, reach: 'own' }]),
  )

function kernelName(name: string, kind: Kind): Name {
  const [type, title] = kernel[name]!
  return { name, from: 'kernel', type, title, reach: 'own', ...(name === 'step' && { choices: kind.steps }) }
}

function lastOf(file: PackFile): Members {
  const line: Members = {
    at: { name: 'at', type: 'moment', title: say('时间', 'At'), reach: 'own' },
    by: { name: 'by', type: 'party', title: say('办理人', 'By'), reach: 'own' },
    line: { name: 'line', type: 'text', title: say('行号', 'Line'), reach: 'own' },
  }
  return Object.fromEntries(
    actsOn(file).map(([name, act]) => [name, { name, type: 'object', title: act.title, reach: 'own', members: line }]),
  )
}

function tableName(name: string, table: Table, file: PackFile): Name {
  const outputs = Object.entries(table.outputs)
  const shared = { name, from: 'table', title: table.title, reach: 'own' } as const
  if (table.hit === 'collect') return { ...shared, type: table.collect === 'list' ? 'list' : 'number' }
  return {
    ...shared,
    type: 'object',
    members: Object.fromEntries(outputs.map(([out, output]) => [out, member(out, output, file)])),
  }
}

/** Type of a derived fact: what its `how` gives. */
function derivedType(how: Derivation, file: PackFile, beside: Beside): Pick<Name, 'type' | 'members' | 'reach'> {
  const of = how.of === undefined ? undefined : elsewhere(how.of, file, beside)
  const kind = of?.file?.dossiers?.[of.name]
  switch (how.how) {
    case 'list':
      return { type: 'list', members: length, reach: 'wide' }
    case 'places':
      return { type: 'places', members: length, reach: 'tree' }
    case 'latest':
    case 'earliest':
      return { type: 'object', reach: 'wide', ...(kind && of.file && { members: inside(of.file, kind) }) }
    case 'highest':
    case 'lowest':
      return { type: kind?.fields[how.field ?? '']?.type ?? 'number', reach: 'wide' }
    case 'holder':
      return { type: 'party', reach: 'tree' }
    case 'span':
      return { type: how.unit ? 'number' : 'duration', reach: 'own' }
    case 'times':
    case 'ratio':
      return { type: 'number', reach: 'own' }
    default:
      return { type: 'number', reach: 'wide' }
  }
}

/** Every name that rules, tables, templates and texts of a kind may use. */
export function namesOf(file: PackFile, kindName: string, beside: Beside = new Map()): ReadonlyMap<string, Name> {
  const kind = file.dossiers![kindName]!
  const names: Name[] = Object.keys(kernel).map((name) => kernelName(name, kind))
  const kernelMembers: Readonly<Record<string, Members>> = {
    was: inside(file, kind),
    times: timesOf(file),
    last: lastOf(file),
    late: length,
  }
  for (const [name, param] of Object.entries(file.params ?? {}))
    names.push({ ...member(name, param, file), from: 'param' })
  for (const [name, table] of Object.entries(file.tables ?? {})) names.push(tableName(name, table, file))
  for (const [name, how] of Object.entries(file.facts ?? {}))
    names.push({ name, from: 'fact', ...(how.title && { title: how.title }), ...derivedType(how, file, beside) })
  for (const [name, field] of Object.entries(kind.fields)) names.push({ ...member(name, field, file), from: 'field' })
  if (kind.id?.includes('{serial}'))
    names.push({ name: 'serial', from: 'kernel', type: 'text', title: say('序号', 'Serial number'), reach: 'own' })
  const parent = kind.parent === undefined ? undefined : file.dossiers?.[kind.parent]
  if (kind.parent !== undefined && parent)
    names.push({ name: kind.parent, from: 'parent', type: 'dossier', title: parent.title, reach: 'own' })
  return new Map(
    names.map((name) => [name.name, kernelMembers[name.name] ? { ...name, members: kernelMembers[name.name]! } : name]),
  )
}

/** The member at the end of a path; `stop` is the first part that leads nowhere, with what could stand there. */
export function walkName(
  name: Member,
  path: readonly string[],
): { readonly end: Member } | { readonly stop: string; readonly known: readonly string[] } {
  let at = name
  for (const part of path) {
    const next = at.members && Object.hasOwn(at.members, part) ? at.members[part] : undefined
    if (!next) return { stop: part, known: Object.keys(at.members ?? {}) }
    at = next
  }
  return { end: at }
}
