/** Clocks: they run where they can end, by limits and calendars that exist, and never end a dossier about a person. */
import type { ClockSpec, FactRef, Kind } from '../format.js'
import { factAt } from '../leaf.js'
import type { Path } from '../trouble.js'
import { checkEffects } from './effects.js'
import { checkGentle } from './gentle.js'
import { entriesOf, known, readsPrivate, scopeOf, unknown, type Ground } from './ground.js'
import type { ValueType } from '../book.js'

export function checkClocks(ground: Ground): void {
  const { file } = ground
  for (const [name, clock] of entriesOf(file.clocks)) {
    const path: Path = ['clocks', name]
    if (!known(ground, [...path, 'on'], 'kind', clock.on, file.dossiers)) continue
    const kind = file.dossiers![clock.on]!
    checkSteps(ground, clock, kind, path)
    checkLimit(ground, clock, kind, path)
    checkCalendar(ground, clock, [...path, 'calendar'])
    const cause = { kind: clock.on, of: 'clock', ...(clock.runs && { steps: clock.runs }) } as const
    checkEffects(ground, clock.warn?.then ?? [], { ...cause, path: [...path, 'warn', 'then'] })
    checkEffects(ground, clock.due, { ...cause, path: [...path, 'due'] })
  }
  checkGentle(ground)
}

function checkSteps(ground: Ground, clock: ClockSpec, kind: Kind, path: Path): void {
  for (const key of ['runs', 'pauses'] as const)
    clock[key]?.forEach((step, index) => {
      if (!known(ground, [...path, key, index], 'step', step, kind.steps)) return
      if (!kind.ends.includes(step)) return
      const fault = {
        zh: `「${step}」是终点，时限不能在这里走。`,
        en: `"${step}" is an end; no clock runs there.`,
        found: step,
      }
      ground.teller.error([...path, key, index], { code: 'runs-in-end', ...fault })
    })
}

function checkLimit(ground: Ground, clock: ClockSpec, kind: Kind, path: Path): void {
  const dated = Object.keys(kind.fields).filter((name) => ['date', 'moment'].includes(kind.fields[name]!.type))
  for (const [field, at] of [
    [clock.since, ['since']],
    [clock.until?.field, ['until', 'field']],
  ] as const)
    if (field !== undefined && known(ground, [...path, ...at], 'field', field, dated) && kind.fields[field]?.private)
      readsPrivate(ground, [...path, ...at], field)
  if (clock.since !== undefined && clock.until && kind.fields[clock.since]?.keep === 'newest') {
    const zh = '从「只存最近一次」的时间起算的时限要写 limit：值一变就重新起算，没有一行可以写下新的 until。'
    const en =
      'a clock since a newest value takes a limit: it starts anew with every value, and no line could say a new until.'
    ground.teller.error([...path, 'until'], { code: 'until-since-newest', zh, en }, 'key')
  }
  typed(ground, clock, clock.limit, 'duration', [...path, 'limit'])
  typed(ground, clock, clock.until?.at, 'time', [...path, 'until', 'at'])
}

/** A fact that gives a limit must be a span, one that gives a time of day a time. */
function typed(ground: Ground, clock: ClockSpec, ref: string | FactRef | undefined, type: ValueType, path: Path): void {
  if (ref === undefined || typeof ref === 'string') return
  const found = factAt(ref, scopeOf(ground, clock.on), path)
  if (!found) return
  if (found.private) readsPrivate(ground, [...path, 'fact'], ref.fact)
  if (found.type === type) return
  const [zh, en] = type === 'duration' ? ['时长', 'a span'] : ['时刻', 'a time of day']
  const name = [ref.fact, ref.path].filter((part) => part !== undefined).join('.')
  ground.teller.error([...path, 'fact'], {
    code: 'wrong-type',
    zh: `这里要${zh}，「${name}」不是。`,
    en: `this should be ${en}, and "${name}" is not.`,
    found: name,
  })
}

/** A calendar named in words, or in the cells of a table's column. */
function checkCalendar(ground: Ground, { calendar, on }: ClockSpec, path: Path): void {
  const { calendars } = ground
  if (typeof calendar === 'string') {
    if (calendars && !calendars.includes(calendar)) unknown(ground, path, 'calendar', calendar, calendars)
    return
  }
  if (calendar === undefined || !factAt(calendar, scopeOf(ground, on), path)) return
  for (const [cell, at] of cellsOf(ground, calendar))
    if (typeof cell === 'string' && calendars && !calendars.includes(cell))
      unknown(ground, at, 'calendar', cell, calendars)
}

/** Cells of the column that a fact reads, with where they stand; none if it is no table. */
export function cellsOf({ file }: Ground, { fact, path }: FactRef): [cell: unknown, at: Path][] {
  const table = file.tables?.[fact]
  if (!table || path === undefined) return []
  const column = Object.keys(table.outputs).indexOf(path)
  if (column < 0) return []
  const cells = table.rows.map((row, index): [unknown, Path] => [
    row[table.inputs.length + column],
    ['tables', fact, 'rows', index, table.inputs.length + column],
  ])
  return table.otherwise ? [...cells, [table.otherwise[column], ['tables', fact, 'otherwise', column]]] : cells
}
