/** Derived facts and measures: they look at kinds and fields that exist, and never at themselves. */
import { DERIVATIONS } from '../derivations.js'
import type { Derivation, FactRef, Kind, Measure } from '../format.js'
import { elsewhere } from '../names.js'
import type { Path } from '../trouble.js'
import { cellsOf } from './clocks.js'
import { entriesOf, kindsOf, known, readsPrivate, unknown, type Ground } from './ground.js'
import { checkKindName } from './kinds.js'

const isRef = (value: unknown): value is FactRef => typeof value === 'object' && value !== null && 'fact' in value

export function checkFacts(ground: Ground): void {
  const { file } = ground
  for (const [name, how] of entriesOf(file.facts)) {
    const path: Path = ['facts', name]
    if (!Object.hasOwn(DERIVATIONS, how.how)) {
      const fault = {
        zh: `这一版还不会「${how.how}」这种算法。`,
        en: `this edition cannot derive by "${how.how}" yet.`,
        found: how.how,
      }
      ground.teller.error([...path, 'how'], { code: 'not-carried-out', ...fault })
    }
    checkOver(ground, how, path)
    if (how.act !== undefined) known(ground, [...path, 'act'], 'act', how.act, file.acts)
    if (how.how === 'span') for (const end of ['from', 'to'] as const) checkEnd(ground, how[end], [...path, end])
    if (how.how === 'holder') checkRole(ground, how.role, [...path, 'role'])
    for (const part of ['part', 'whole'] as const)
      if (typeof how[part] === 'string') checkRef(ground, { fact: how[part] }, [...path, part])
    for (const key of ['under', 'at'] as const) if (isRef(how[key])) checkRef(ground, how[key], [...path, key, 'fact'])
  }
  for (const [name, measure] of entriesOf(file.measures)) checkMeasure(ground, measure, ['measures', name])
  checkCircles(ground)
}

function checkMeasure(ground: Ground, measure: Measure, path: Path): void {
  const { file, teller } = ground
  checkOver(ground, measure, path)
  if (measure.act !== undefined) known(ground, [...path, 'act'], 'act', measure.act, file.acts)
  for (const part of ['part', 'whole', 'rank'] as const)
    if (typeof measure[part] === 'string') known(ground, [...path, part], 'measure', measure[part], file.measures)
  const ranked =
    measure.how === 'rank' && typeof measure['rank'] === 'string' ? file.measures?.[measure['rank']] : undefined
  const kind = ranked?.of === undefined ? undefined : file.dossiers?.[ranked.of]
  if (kind?.about !== 'person' && kind?.about !== 'household') return
  const fault = {
    zh: `「${kind.title.zh}」是关于人的，不能排名。`,
    en: `"${kind.title.en}" is about people and is not ranked.`,
  }
  teller.error([...path, 'how'], { code: 'ranks-people', ...fault })
}

/** What a fact over dossiers looks at: the kind, its fields, the conditions of `where`. */
function checkOver(
  ground: Ground,
  { of, where, field, by }: Pick<Derivation, 'of' | 'where' | 'field' | 'by'>,
  path: Path,
): void {
  const { file, beside = new Map() } = ground
  if (of === undefined) return
  checkKindName(ground, of, [...path, 'of'])
  const found = elsewhere(of, file, beside)
  const kind = found.file?.dossiers?.[found.name]
  if (!kind || !found.file) return
  const acts = Object.keys(found.file.acts ?? {})
  if (field !== undefined) checkMember(ground, field, kind, acts, [...path, 'field'])
  if (by !== undefined) checkMember(ground, by, kind, acts, [...path, 'by'])
  for (const [member, wanted] of Object.entries(where ?? {})) {
    checkMember(ground, member, kind, acts, [...path, 'where', member], 'key')
    const refs: [Path, unknown][] = isRef(wanted)
      ? [[['fact'], wanted]]
      : entriesOf(wanted as Readonly<Record<string, unknown>>).map(([operator, value]) => [[operator, 'fact'], value])
    for (const [at, ref] of refs) if (isRef(ref)) checkRef(ground, ref, [...path, 'where', member, ...at])
    if (member === 'step') checkStepsIn(ground, wanted, kind, [...path, 'where', 'step'])
  }
}

const own = ['id', 'step', 'place', 'opened', 'opened-by', 'times', 'last', 'late']

/** A field of the kind, one of the dossier's own words, or something under them. */
function checkMember(
  ground: Ground,
  member: string,
  kind: Kind,
  acts: readonly string[],
  path: Path,
  key?: 'key',
): void {
  const [name, second] = member.split('.') as [string, string | undefined]
  if (
    !known(
      ground,
      path,
      'field',
      name,
      [...Object.keys(kind.fields), ...own, ...(kind.parent === undefined ? [] : [kind.parent])],
      key,
    )
  )
    return
  if (kind.fields[name]?.private) return readsPrivate(ground, path, name)
  if ((name === 'times' || name === 'last') && second !== undefined && !acts.includes(second))
    unknown(ground, path, 'act', second, acts, key)
}

function checkStepsIn(ground: Ground, wanted: unknown, kind: Kind, path: Path): void {
  const check = (value: unknown, at: Path): void => {
    if (typeof value === 'string') known(ground, at, 'step', value, kind.steps)
    else if (Array.isArray(value)) value.forEach((one, index) => check(one, [...at, index]))
    else if (typeof value === 'object' && value !== null && !isRef(value))
      for (const [operator, inner] of Object.entries(value)) check(inner, [...at, operator])
  }
  check(wanted, path)
}

/** A fact of the pack is asked in any of its kinds: one of them must know the name. */
function checkRef(ground: Ground, { fact }: FactRef, path: Path): void {
  const all = kindsOf(ground.file).map(([kind]) => ground.names[kind]!)
  if (all.some((names) => names.has(fact))) return
  unknown(ground, path, 'fact', fact, new Set(all.flatMap((names) => [...names.keys()])))
}

function checkEnd(ground: Ground, end: string | undefined, path: Path): void {
  if (end === undefined) return
  const fields = kindsOf(ground.file).flatMap(([, kind]) =>
    entriesOf(kind.fields).filter(([, field]) => ['date', 'moment'].includes(field.type)),
  )
  if (
    known(ground, path, 'field', end, [...fields.map(([name]) => name), 'opened']) &&
    fields.some(([name, field]) => name === end && field.private)
  )
    readsPrivate(ground, path, end)
}

/** A role, or a table's column in which every cell is one. */
function checkRole(ground: Ground, role: unknown, path: Path): void {
  const { roles } = ground.file
  if (typeof role === 'string') known(ground, path, 'role', role, roles)
  if (!isRef(role)) return
  checkRef(ground, role, [...path, 'fact'])
  for (const [cell, at] of cellsOf(ground, role)) if (typeof cell === 'string') known(ground, at, 'role', cell, roles)
}

/** A fact that needs itself would be waited for for ever. */
function checkCircles(ground: Ground): void {
  const { file, teller } = ground
  const needs = (name: string): string[] => {
    const table = file.tables?.[name]
    if (table) return table.inputs.map((input) => input.split('.')[0]!)
    const how = file.facts?.[name]
    return how ? [...JSON.stringify(how).matchAll(/"(?:fact|part|whole)":"([^"]+)"/g)].map(([, fact]) => fact!) : []
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
