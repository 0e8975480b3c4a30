/** Derived facts: they have what they need, look at what exists, and never at themselves. */
import { headOf } from '../../facts/refs.js'
import { WORK } from '../../facts/figures.js'
import { DERIVATIONS, needsOf } from '../derivations.js'
import type { Looked } from '../looked.js'
import type { Derivation } from '../format.js'
import { countedIn } from '../measures.js'
import { partsOf } from '../measure-parts.js'
import { placeMembers } from '../around.js'
import type { Path } from '../trouble.js'
import { cellsOf } from './clocks.js'
import { checkDraws } from './draws.js'
import { entriesOf, known, readsPrivate, type Ground } from './ground.js'
import { checkKeys } from './keys.js'
import { checkAddress, checkLooked, checkMember, checkType, isRef, typed } from './looked.js'

export function checkFacts(ground: Ground): void {
  const { file } = ground
  for (const [name, how] of entriesOf(file.facts)) {
    const path: Path = ['facts', name]
    if (checkKeys(ground, how, DERIVATIONS[how.how], path)) checkFact(ground, how, path)
  }
  checkCircles(ground)
  checkDraws(ground)
}

function checkFact(ground: Ground, how: Derivation, path: Path): void {
  const { file, calendars } = ground
  switch (how.how) {
    case 'times':
      known(ground, [...path, 'act'], 'act', how.act!, file.acts)
      return
    case 'balance':
      for (const key of ['in', 'out'] as const) checkAmounts(ground, how[key]!, [...path, key])
      return
    case 'standing':
      if (checkLooked(ground, how, path)) checkAnswered(ground, how.act!, how.per!, [...path, 'per'])
      return
    case 'span':
      for (const end of ['from', 'to'] as const)
        if (how[end] !== undefined) typed(ground, how[end], ['date', 'moment'], [...path, end])
      return checkCalendar(ground, how, calendars, path)
    case 'ratio':
      for (const part of ['part', 'whole'] as const) typed(ground, how[part]!, ['number', 'duration'], [...path, part])
      return
    case 'weighted':
      for (const name of Object.keys(how.weights!))
        typed(ground, name, ['number', 'duration', 'yes-no'], [...path, 'weights', name])
      return
    case 'measure':
      return checkMeasured(ground, how, path)
    case 'neighbours':
      return typed(ground, how.around!, ['place'], [...path, 'around'])
    case 'places':
    case 'holder':
    case 'draw':
      return checkTree(ground, how, path)
  }
  const looked = checkLooked(ground, how, path)
  if (looked) checkRows(ground, how, looked, path)
}

/** A number that is made of private answers is for people to read, five or more at a time, and not for rules (SPEC C17). */
function checkMeasured(ground: Ground, how: Derivation, path: Path): void {
  const { file, beside = new Map() } = ground
  if (isRef(how.for))
    checkAddress(ground, [how.for.fact, how.for.path].filter(Boolean).join('.'), [...path, 'for', 'fact'])
  if (!known(ground, [...path, 'measure'], 'measure', how.measure!, file.measures)) return
  const open = [how.measure!]
  // a list that grows while it is walked is walked to its end
  for (const name of open) {
    const measure = file.measures?.[name]
    if (!measure) continue
    const [sealed] = countedIn(measure, file, beside)
    if (sealed !== undefined) return readsPrivate(ground, [...path, 'measure'], sealed)
    open.push(...partsOf(measure).filter((part) => !open.includes(part)))
  }
}

const FIGURES = ['number', 'duration']
const ORDERED = ['number', 'duration', 'date', 'moment', 'time']

/** What is added must add up, what is compared must have an order, and what lies beside one another must lie in time. */
function checkRows(ground: Ground, how: Derivation, looked: Looked, path: Path): void {
  const at = (key: 'field' | 'by' | 'distinct' | 'from' | 'to', types?: readonly string[]) => {
    const address = how[key]
    const end = address === undefined ? undefined : checkMember(ground, looked, address, [...path, key])
    if (end && types) checkType(ground, end, address!, types, [...path, key])
  }
  const summed = how.how === 'sum' || how.how === 'average' || how.each !== undefined
  at('field', how.how === 'list' ? undefined : summed ? FIGURES : ORDERED)
  at('by')
  at('distinct')
  at('from', ['date', 'moment'])
  at('to', ['date', 'moment'])
  if (how.how === 'peak' || (how.how === 'gaps' && how.over === undefined))
    // how many at once is asked of the dossier's own interval
    for (const end of ['from', 'to'] as const) checkAddress(ground, how[end]!, [...path, end])
  if (how.how === 'list' && how.act !== undefined && how.field === undefined) {
    const fault = { zh: '要写「field」：列出这些行里的哪一项。', en: 'needs "field": what to list of these lines.' }
    ground.teller.error([...path, 'how'], { code: 'needs-key', ...fault, found: 'list' })
  }
}

function checkAmounts(ground: Ground, amounts: Readonly<Record<string, string>>, path: Path): void {
  for (const [act, field] of entriesOf(amounts)) {
    if (!known(ground, [...path, act], 'act', act, ground.file.acts, 'key')) continue
    checkAnswered(ground, act, field, [...path, act], ['number'])
  }
}

/** A field that lines of an act say something of: it is asked for or set there. */
function checkAnswered(ground: Ground, name: string, field: string, path: Path, types?: readonly string[]): void {
  const { file } = ground
  const { on, title, asks = [], sets = {} } = file.acts![name]!
  const fields = file.dossiers?.[on]?.fields
  if (!fields || !known(ground, path, 'field', field, fields)) return
  const end = checkMember(
    ground,
    { members: ground.names[on] ? Object.fromEntries(ground.names[on]) : {} },
    field,
    path,
  )
  if (!end) return
  if (types) checkType(ground, end, field, types, path)
  if (asks.some((ask) => ask.replace(/\?$/, '') === field) || Object.hasOwn(sets, field)) return
  const fault = {
    zh: `「${title.zh}」不填「${field}」，这里不会有数。`,
    en: `"${name}" does not ask for "${field}", so there would be nothing here.`,
    found: field,
  }
  ground.teller.error(path, { code: 'not-asked', ...fault })
}

function checkCalendar(ground: Ground, how: Derivation, calendars: Ground['calendars'], path: Path): void {
  const working = how.unit === 'work-hours' || how.unit === 'work-days'
  if (!working) {
    if (how.calendar === undefined) return
    const fault = { zh: '只有工作时、工作日才要日历。', en: 'only working hours and working days need a calendar.' }
    return ground.teller.error([...path, 'calendar'], { code: 'idle-key', ...fault, found: 'calendar' }, 'key')
  }
  const name = how.calendar ?? WORK
  if (calendars) known(ground, [...path, how.calendar === undefined ? 'unit' : 'calendar'], 'calendar', name, calendars)
}

function checkTree(ground: Ground, how: Derivation, path: Path): void {
  const { file } = ground
  for (const key of ['under', 'at'] as const) {
    const value = how[key]
    if (isRef(value))
      typed(ground, [value.fact, value.path].filter(Boolean).join('.'), ['place'], [...path, key, 'fact'])
  }
  if (how.how === 'holder') return checkRole(ground, how.role, [...path, 'role'])
  if (how.kind !== undefined) {
    const kinds = Object.keys(placeMembers(file)['kind']!.choices!)
    known(ground, [...path, 'kind'], 'place-kind', how.kind, kinds)
  }
  const lists = { ...file.lists, ...file.sample?.lists }
  if (how.list !== undefined) known(ground, [...path, 'list'], 'reasons', how.list, lists)
}

/** A role, or a table's column in which every cell is one. */
function checkRole(ground: Ground, role: unknown, path: Path): void {
  const { roles } = ground.file
  if (typeof role === 'string') known(ground, path, 'role', role, roles)
  if (!isRef(role)) return
  checkAddress(ground, [role.fact, role.path].filter(Boolean).join('.'), [...path, 'fact'])
  for (const [cell, at] of cellsOf(ground, role)) if (typeof cell === 'string') known(ground, at, 'role', cell, roles)
}

/** A fact that needs itself would be waited for for ever. */
function checkCircles(ground: Ground): void {
  const { file, teller } = ground
  const needs = (name: string): string[] => {
    const how = file.facts?.[name]
    return [...(file.tables?.[name]?.inputs ?? (how ? needsOf(how) : []))].map(headOf)
  }
  const over = new Set<string>()
  const visit = (name: string, above: readonly string[]): void => {
    if (above.includes(name)) {
      const circle = [...above.slice(above.indexOf(name)), name].join(' → ')
      const fault = { zh: `事实绕成了圈：${circle}。`, en: `the facts run in a circle: ${circle}.`, found: name }
      teller.error([file.facts?.[name] ? 'facts' : 'tables', name], { code: 'circle', ...fault }, 'key')
    }
    if (over.has(name) || above.includes(name)) return
    for (const next of needs(name)) visit(next, [...above, name])
    over.add(name)
  }
  for (const name of Object.keys(file.facts ?? {})) visit(name, [])
}
