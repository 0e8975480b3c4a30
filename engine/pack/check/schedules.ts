/** Schedules and what is expected by them: a rule that gives days, a day without a gap, ids that can be worked out both ways. */
import { piecesOf } from '../../act/read-id.js'
import { slotParts, slotPart } from '../../act/formula.js'
import { longest, BadRule } from '../../time/recurrence.js'
import { shiftCalendar, Timetable, type Slot } from '../../time/schedule.js'
import { momentIn, wallAt } from '../../time/zone.js'
import type { Expected, FactRef, Kind, Schedule } from '../format.js'
import { placeKinds } from '../around.js'
import { factAt, isOf } from '../leaf.js'
import type { Path } from '../trouble.js'
import { checkValue, entriesOf, kindsOf, known, scopeOf, type Ground } from './ground.js'
import { checkLooked, isRef } from './looked.js'
import { checkMaking } from './making.js'

const DAY = 86_400_000
/** So far slots are compared with one another: every month, every leap day and every change of the clocks comes up. */
const COMPARED = 5 * 366 * DAY

type Tables = ReadonlyMap<string, Timetable>

export function checkSchedules(ground: Ground): void {
  const { file, lists } = ground
  const tables = new Map<string, Timetable>()
  for (const [name, schedule] of entriesOf(file.schedules)) {
    const path: Path = ['schedules', name]
    const table = checkDays(ground, schedule, path)
    if (schedule.rotation !== undefined && lists) known(ground, [...path, 'rotation'], 'rota', schedule.rotation, lists)
    if (isRef(schedule.until)) checkRef(ground, schedule.until, undefined, [...path, 'until', 'fact'])
    if (!table) continue
    tables.set(name, table)
    if (schedule.covers) checkCovers(ground, table, [...path, 'covers'])
  }
  for (const [name, kind] of kindsOf(file)) {
    const path: Path = ['dossiers', name]
    if (kind.expected) checkExpected(ground, name, kind, kind.expected, tables, path)
  }
  checkMaking(ground)
}

/** The rule can be read, begins on a day that is one, and gives at least one slot. */
function checkDays({ teller, zone }: Ground, schedule: Schedule, path: Path): Timetable | undefined {
  const days = ['start', 'until'] as const
  const wrong = days.filter((key) => typeof schedule[key] === 'string' && !isOf(schedule[key], 'date', zone))
  for (const key of wrong) {
    const day = String(schedule[key])
    const fault = { zh: `日历上没有 ${day} 这一天。`, en: `there is no day ${day} on the calendar.`, found: day }
    teller.error([...path, key], { code: 'no-such-day', ...fault })
  }
  if (wrong.length > 0) return undefined
  const twice = schedule.times?.findIndex((time, index) => schedule.times!.indexOf(time) < index) ?? -1
  if (twice >= 0) {
    const found = schedule.times![twice]!
    const fault = { zh: `时刻 ${found} 写了两次。`, en: `the time ${found} stands there twice.`, found }
    teller.error([...path, 'times', twice], { code: 'twice', ...fault })
  }
  try {
    const table = new Timetable(schedule, zone, shiftCalendar({}, zone))
    const start = momentIn(schedule.start, zone)
    if (!table.between(start - DAY, start + longest * DAY).next().done) return table
    const zh = `从 ${schedule.start} 起，没有一天合这条规则。`
    teller.error([...path, 'rrule'], { code: 'no-slot', zh, en: `no day from ${schedule.start} on fits this rule.` })
  } catch (error) {
    if (!(error instanceof BadRule)) throw error
    const { says, found } = error
    teller.error([...path, 'rrule'], { code: 'bad-rule', zh: `${says.zh}。`, en: `${says.en}.`, found })
  }
  return undefined
}

/** The first minutes that no slot covers, from the first slot on (SPEC J92). */
function checkCovers({ teller, zone }: Ground, table: Timetable, path: Path): void {
  const start = momentIn(table.spec.start, zone)
  let until: number | undefined
  for (const slot of table.between(start - DAY, start + COMPARED)) {
    until ??= slot.start
    if (slot.start > until) break
    until = Math.max(until, slot.end)
  }
  const next = until === undefined ? undefined : table.between(until, start + COMPARED).next().value
  // the last slots before a last day are followed by nothing
  if (until === undefined || !next || next.start <= until) return
  const [from, to] = [until, next.start].map((at) => minuteOf(at, zone))
  const zh = `${from} 到 ${to} 没有排到。`
  teller.error(path, { code: 'not-covered', zh, en: `nothing covers ${from} to ${to}.` })
}

function minuteOf(at: number, zone: string): string {
  const { year, month, day, hour, minute } = wallAt(at, zone)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`
}

function checkExpected(ground: Ground, name: string, kind: Kind, spec: Expected, tables: Tables, at: Path): void {
  const { file, teller } = ground
  const path: Path = [...at, 'expected']
  if (known(ground, [...path, 'step'], 'step', spec.step, kind.steps) && kind.ends.includes(spec.step)) {
    const fault = { zh: `「${spec.step}」是终点。`, en: `"${spec.step}" is an end.`, found: spec.step }
    teller.error([...path, 'step'], { code: 'begins-in-end', ...fault })
  }
  const scheduled =
    spec.schedule !== undefined && known(ground, [...path, 'schedule'], 'schedule', spec.schedule, file.schedules)
  if (spec.schedule === undefined && !spec.each && kind.parent === undefined) {
    const zh = '要写按哪个日程（schedule）、每个什么（each），或上级档案（parent）。'
    teller.error(path, {
      code: 'expects-nothing',
      zh,
      en: 'say by which schedule, for each of what, or under which parent.',
    })
  }
  checkEach(ground, name, kind, spec, path)
  for (const [field, value] of entriesOf(spec.sets))
    if (known(ground, [...path, 'sets', field], 'field', field, kind.fields, 'key'))
      checkValue(ground, name, value, kind.fields[field]!, [...path, 'sets', field])
  checkParents(ground, name, [...at, 'parent'])
  const table = scheduled ? tables.get(spec.schedule) : undefined
  checkParts(ground, kind, spec, table, at)
  for (const [act, { on, from, title }] of entriesOf(file.acts)) {
    if (on !== name || !from.includes('new')) continue
    const zh = `「${kind.title.zh}」到时自己就有，「${title.zh}」不能另开一份。`
    const en = `a "${kind.title.en}" is there by itself; "${title.en}" cannot open one more.`
    teller.error(['acts', act, 'from', from.indexOf('new')], { code: 'expected-opened', zh, en, found: 'new' })
  }
}

function checkEach(ground: Ground, name: string, kind: Kind, { each }: Expected, path: Path): void {
  const at = [...path, 'each']
  if (!each) return
  if (each.places !== undefined) known(ground, [...at, 'places'], 'place-kind', each.places, placeKinds(ground.file))
  if (each.dossiers !== undefined && known(ground, [...at, 'dossiers'], 'kind', each.dossiers, ground.file.dossiers)) {
    if (each.dossiers !== kind.parent) {
      const zh = `每份「${each.dossiers}」都有一份，就要写 "parent": "${each.dossiers}"。`
      const en = `one for each "${each.dossiers}" belongs to it: write "parent": "${each.dossiers}".`
      ground.teller.error([...at, 'dossiers'], { code: 'not-the-parent', zh, en, found: each.dossiers })
    } else if (each.where) checkLooked(ground, { how: 'list', of: each.dossiers, where: each.where }, at)
  } else if (each.where) {
    const zh = '只有写了 dossiers 才能写 where。'
    ground.teller.error([...at, 'where'], { code: 'idle-key', zh, en: '"where" goes with "dossiers" only.' }, 'key')
  }
  if (isRef(each.under)) checkRef(ground, each.under, name, [...at, 'under', 'fact'])
  if (each.in) checkRef(ground, each.in, name, [...at, 'in', 'fact'])
}

/** A formula knows the numbers in force and the parent, and nothing else. */
function checkRef(ground: Ground, ref: FactRef, name: string | undefined, path: Path): void {
  const { file } = ground
  const parents = kindsOf(file).flatMap(([kind, { parent }]) =>
    name === undefined || kind === name ? (parent ?? []) : [],
  )
  const all = [...Object.keys(file.params ?? {}), ...(parents.length > 0 ? ['parent'] : [])]
  if (!known(ground, path, 'given', ref.fact, all) || name === undefined) return
  factAt(ref, scopeOf(ground, name), path.slice(0, -1))
}

/** Kinds that belong to one another in a circle would wait for one another. */
function checkParents({ file, teller }: Ground, name: string, path: Path): void {
  const seen = [name]
  for (let above = file.dossiers![name]!.parent; above !== undefined; above = file.dossiers?.[above]?.parent) {
    if (above !== name) {
      if (seen.includes(above)) return
      seen.push(above)
      continue
    }
    const circle = [...seen, name].join(' → ')
    const fault = { zh: `上级档案绕成了圈：${circle}。`, en: `the parents go round in a circle: ${circle}.` }
    teller.error(path, { code: 'circle', ...fault })
    return
  }
}

/** An id must hold all that tells one from another, and nothing that is known only when somebody acts (SPEC J91). */
function checkParts({ teller }: Ground, kind: Kind, spec: Expected, table: Timetable | undefined, at: Path): void {
  const path: Path = [...at, kind.id === undefined ? 'expected' : 'id']
  const words = piecesOf(kind.id ?? '').flatMap(({ name }) => name ?? [])
  const must = [
    ...(spec.each?.places === undefined ? [] : ['place']),
    ...(spec.each?.in === undefined ? [] : ['each']),
    ...(kind.parent === undefined ? [] : [kind.parent]),
  ]
  const may = [...must, ...(spec.schedule === undefined ? [] : slotParts)]
  const missing = must.filter((word) => !words.includes(word))
  if (spec.schedule !== undefined && !words.some((word) => slotParts.includes(word))) missing.push('slot')
  for (const word of missing) {
    const zh = `编号里要有 {${word}}，不然几份应有档案是同一个编号。`
    const en = `the id needs {${word}}, or several expected dossiers share one id.`
    teller.error(path, { code: 'id-not-unique', zh, en, found: kind.id ?? '' })
  }
  for (const word of words) {
    if (may.includes(word)) continue
    const zh = `没有人办理之前不知道「${word}」，应有档案的编号不能用它。`
    const en = `"${word}" is not known before somebody acts; the id of an expected dossier cannot hold it.`
    teller.error(path, { code: 'id-not-expected', zh, en, found: word, known: may })
  }
  const part = words.find((word) => slotParts.includes(word))
  if (table && part !== undefined) checkSlots(teller, table, part, path)
}

/** `{month}` names one slot only where a month has but one. */
function checkSlots(teller: Ground['teller'], table: Timetable, part: string, path: Path): void {
  const start = momentIn(table.spec.start, table.zone)
  const seen = new Map<string, Slot>()
  for (const slot of table.between(start - DAY, start + COMPARED)) {
    const word = slotPart(part, slot.name)
    const other = seen.get(word)
    seen.set(word, slot)
    if (!other) continue
    const zh = `${other.name} 和 ${slot.name} 两次的 {${part}} 都是 ${word}；请写 {slot}。`
    const en = `the slots ${other.name} and ${slot.name} have the same {${part}}, ${word}; write {slot}.`
    teller.error(path, { code: 'id-not-unique', zh, en, found: part })
    return
  }
}
