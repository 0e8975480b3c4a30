/** The one space of names: what `{ "fact": "x" }` may mean in a kind, of which type, and where a path may lead from it. */
import type { Address } from '../facts/refs.js'
import type { Say } from '../types.js'
import { childrenMembers, leading, ownMembers } from './around.js'
import type { Name, ValueType } from './book.js'
import { needsOf } from './derivations.js'
import { derivedName } from './derived.js'
import type { PackFile, Table } from './format.js'
import { member, say, walkName, type Beside } from './members.js'

/** Names beside a dossier's own words that every kind has (SPEC H) and that no pack may take. */
const kernel: Readonly<Record<string, readonly [ValueType, Say]>> = {
  act: ['text', say('办理', 'Act')],
  by: ['party', say('办理人', 'By')],
  reason: ['text', say('理由', 'Reason')],
  now: ['moment', say('现在', 'Now')],
  today: ['date', say('今天', 'Today')],
  week: ['text', say('本周', 'Week')],
  month: ['text', say('本月', 'Month')],
  year: ['number', say('今年', 'Year')],
  was: ['object', say('办理之前', 'Before')],
  children: ['object', say('下级档案', 'Children')],
}
/** Words of dossiers, ids, templates and gates, which no name may take either. */
const reserved = [
  'id',
  'step',
  'place',
  'opened',
  'opened-by',
  'times',
  'last',
  'late',
  'parent',
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

function tableName(name: string, table: Table, file: PackFile): Omit<Name, 'reach'> {
  const outputs = Object.entries(table.outputs)
  const shared = { name, from: 'table', title: table.title } as const
  if (table.hit === 'collect') return { ...shared, type: table.collect === 'list' ? 'list' : 'number' }
  return {
    ...shared,
    type: 'object',
    members: Object.fromEntries(outputs.map(([out, output]) => [out, member(out, output, file)])),
  }
}

const TURN: Omit<Name, 'from'> = { name: 'turn', type: 'party', title: say('轮到', 'Whose turn'), reach: 'own' }
const SLOT: Readonly<Record<string, Omit<Name, 'from'>>> = {
  name: { name: 'name', type: 'text', title: say('日程上的日期', 'Date in the schedule'), reach: 'own' },
  number: { name: 'number', type: 'number', title: say('第几次', 'How many so far'), reach: 'own' },
  start: { name: 'start', type: 'moment', title: say('开始', 'Start'), reach: 'own' },
  end: { name: 'end', type: 'moment', title: say('结束', 'End'), reach: 'own' },
}

/** Every name that rules, tables, templates and texts of a kind may use. */
export function namesOf(file: PackFile, kindName: string, beside: Beside = new Map()): ReadonlyMap<string, Name> {
  const kind = file.dossiers![kindName]!
  const own = ownMembers(file, kindName, kind, beside)
  const names = new Map<string, Name>()
  const put = (name: Name) => names.set(name.name, name)
  for (const [name, [type, title]] of Object.entries(kernel)) put({ name, from: 'kernel', type, title, reach: 'own' })
  const acts = Object.entries(file.acts ?? {}).filter(([, act]) => act.on === kindName)
  put({ ...names.get('act')!, choices: Object.fromEntries(acts.map(([name, { title }]) => [name, title])) })
  put({ ...names.get('was')!, members: own })
  put({ ...names.get('children')!, reach: 'wide', members: childrenMembers(file, kindName) })
  for (const word of ['by', 'opened-by'])
    put({ ...leading(names.get(word) ?? own[word]!, file, beside), from: 'kernel' })
  for (const one of Object.values(own))
    put({ ...one, from: kind.fields[one.name] ? 'field' : one.name === kind.parent ? 'parent' : 'kernel' })
  const schedule = file.schedules?.[kind.expected?.schedule ?? '']
  if (schedule)
    put({ name: 'slot', from: 'kernel', type: 'object', title: schedule.title, reach: 'own', members: SLOT })
  if (schedule?.rotation !== undefined) put({ ...leading(TURN, file, beside), from: 'kernel' })
  if (kind.id?.includes('{serial}'))
    put({ name: 'serial', from: 'kernel', type: 'text', title: say('序号', 'Serial number'), reach: 'own' })
  for (const [name, param] of Object.entries(file.params ?? {})) put({ ...member(name, param, file), from: 'param' })
  for (const [name, table] of Object.entries(file.tables ?? {})) put({ ...tableName(name, table, file), reach: 'own' })
  for (const [name, how] of Object.entries(file.facts ?? {}))
    put({ ...derivedName(name, how, names, file, beside), reach: 'own' })
  for (const name of names.values())
    if (name.from === 'fact' || name.from === 'table') put({ ...name, reach: reachOf(name.name, names, file) })
  return names
}

const REACHES: readonly Name['reach'][] = ['own', 'near', 'tree', 'wide']

/** As far as the farthest of what a fact is worked out from. */
function reachOf(
  address: Address,
  names: ReadonlyMap<string, Name>,
  file: PackFile,
  above: readonly Address[] = [],
): Name['reach'] {
  const [head, ...path] = address.split('.') as [string, ...string[]]
  const name = names.get(head)
  const how = file.facts?.[head]
  const walked = name && walkName(name, path)
  const needs = above.includes(head) ? [] : (file.tables?.[head]?.inputs ?? (how ? [...needsOf(how)] : []))
  const far: Name['reach'][] = [
    walked && 'end' in walked ? walked.end.reach : 'own',
    how?.of === undefined && how?.how !== 'measure' ? 'own' : 'wide',
    ['neighbours', 'places', 'holder', 'draw'].includes(how?.how ?? '') ? 'tree' : 'own',
    ...needs.map((need) => reachOf(need, names, file, [...above, head])),
  ]
  return REACHES[Math.max(...far.map((one) => REACHES.indexOf(one)))]!
}
