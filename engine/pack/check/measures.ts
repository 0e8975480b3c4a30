/** Measures: they have what they need, count what exists, put like beside like, and rank nobody. */
import { refsIn } from '../../facts/refs.js'
import { placeKinds } from '../around.js'
import { memberOf, type Looked } from '../looked.js'
import type { Measure } from '../format.js'
import { MEASURES, byOf, countedThrough, eachOf, givenBy, isPersonal } from '../measures.js'
import { partsOf } from '../measure-parts.js'
import type { Beside, Member } from '../members.js'
import type { Path } from '../trouble.js'
import { entriesOf, known, unknown, type Ground } from './ground.js'
import { checkKeys } from './keys.js'
import { checkMember, checkThrough, checkType } from './looked.js'

const beside = (ground: Ground): Beside => ground.beside ?? new Map()

export function checkMeasures(ground: Ground): void {
  for (const [name, measure] of entriesOf(ground.file.measures)) {
    const path: Path = ['measures', name]
    if (!checkKeys(ground, measure, MEASURES[measure.how], path, ['public', 'unit', 'goal'])) continue
    if (partsOf(measure).length > 0) checkCombined(ground, name, measure, path)
    else checkCounted(ground, measure, path)
  }
}

function checkCounted(ground: Ground, measure: Measure, path: Path): void {
  const looked = checkThrough(ground, measure, path, () => countedThrough(measure, ground.file, beside(ground)))
  checkPlaces(ground, measure, path)
  checkParams(ground, measure, path)
  if (!looked) return
  const at = (key: 'field' | 'distinct' | 'from' | 'to', types?: readonly string[]) => {
    const address = measure[key]
    const end = address === undefined ? undefined : checkMember(ground, looked, address, [...path, key])
    if (end && types) checkType(ground, end, address!, types, [...path, key])
  }
  at('field', ['number', 'duration'])
  at('distinct')
  at('from', ['date', 'moment'])
  at('to', ['date', 'moment'])
  checkBy(ground, measure, looked, path)
}

/** What rows may be told apart by: what has a name. Time is told apart by `each`. */
const NAMED: readonly Member['type'][] = [
  ...(['choice', 'choices', 'place', 'places', 'party', 'parties'] as const),
  ...(['dossier', 'dossiers', 'yes-no', 'text', 'number'] as const),
]

function checkBy(ground: Ground, { by }: Measure, looked: Looked, path: Path): void {
  const end = by === undefined ? undefined : checkMember(ground, looked, by, [...path, 'by'])
  if (!end || NAMED.includes(end.type)) return
  const fault = {
    zh: `不能按「${by!}」分：要按选项、地点、人或一句话分，按时间分请写 each。`,
    en: `nothing is broken down by "${by!}": use a choice, a place, a party or a text, and "each" for time.`,
  }
  ground.teller.error([...path, 'by'], { code: 'wrong-type', ...fault, found: by! })
}

function checkPlaces(ground: Ground, { how, kind, under }: Measure, path: Path): void {
  if (how !== 'places') return
  known(ground, [...path, 'kind'], 'place-kind', kind!, placeKinds(ground.file))
  if (typeof under === 'object' && under !== null) checkParams(ground, { under }, path)
}

/** There is no dossier at hand: what is compared with is a number of the pack. */
function checkParams(ground: Ground, { where, under }: Pick<Measure, 'where' | 'under'>, path: Path): void {
  const { params } = ground.file
  for (const address of refsIn([where, under])) {
    const [name] = address.split('.') as [string]
    if (params && Object.hasOwn(params, name)) continue
    unknown(ground, [...path, where ? 'where' : 'under'], 'param', name, Object.keys(params ?? {}))
  }
}

/** Measures of measures: of known ones, which add up and are told apart alike, and never of itself. */
function checkCombined(ground: Ground, name: string, measure: Measure, path: Path): void {
  const { file, teller } = ground
  const measures = file.measures!
  const told = (at: Path, code: string, zh: string, en: string, found: string) =>
    teller.error([...path, ...at], { code, zh, en, found })
  const parts: [Path, string][] = [
    ...(['part', 'whole', 'rank'] as const).flatMap((key): [Path, string][] =>
      measure[key] === undefined ? [] : [[[key], measure[key]]],
    ),
    ...Object.keys(measure.weights ?? {}).map((part): [Path, string] => [['weights', part], part]),
  ]
  for (const [at, part] of parts) {
    if (!known(ground, [...path, ...at], 'measure', part, measures, at.length > 1 ? 'key' : undefined)) return
    const one = measures[part]!
    if (reaches(name, part, ground))
      return told(at, 'circle', `「${part}」又要用到「${name}」。`, `"${part}" needs "${name}" again.`, part)
    if (one.how === 'rank')
      return told(
        at,
        'wrong-type',
        `「${part}」是名次，不能再拿来算。`,
        `"${part}" is a ranking, and not a number.`,
        part,
      )
    const by = byOf(one, file)
    if (measure.by !== undefined && by !== undefined && by !== measure.by)
      told(
        at,
        'other-members',
        `「${part}」不是按「${measure.by}」分的。`,
        `"${part}" is not broken down by "${measure.by}".`,
        part,
      )
    const each = eachOf(one, file)
    if (each !== undefined && each !== eachOf(measure, file))
      told(at, 'other-periods', `「${part}」的 each 和这里不一样。`, `"${part}" has another "each".`, part)
  }
  checkInherited(ground, measure, path)
  checkAlike(ground, measure, parts, told)
  for (const [key, weight] of entriesOf(measure.weights))
    if (weight <= 0)
      told(['weights', key], 'out-of-bounds', '权重要大于 0。', 'a weight is more than 0.', String(weight))
  if (measure.how === 'rank') checkRank(ground, measure, told)
}

/** Parts that say nothing of their members are broken down as the whole is. */
function checkInherited(ground: Ground, measure: Measure, path: Path): void {
  for (const leaf of measure.by === undefined ? [] : leavesOf(measure, ground)) {
    const looked = leaf.by === undefined ? countedThrough(leaf, ground.file, beside(ground)) : undefined
    if (looked) return checkBy(ground, measure, looked, path)
  }
}

type Told = (at: Path, code: string, zh: string, en: string, found: string) => void

/** A share is of its own kind, a score of one kind; tons by hours need a unit of their own. */
function checkAlike(ground: Ground, measure: Measure, parts: readonly (readonly [Path, string])[], told: Told): void {
  const given = parts.map(([at, part]) => ({
    at,
    part,
    ...givenBy(ground.file.measures![part]!, ground.file, beside(ground)),
  }))
  const [first, ...others] = given
  for (const { at, part, type, unit, share } of others) {
    const alike = type === first!.type && share === first!.share && unit?.zh === first!.unit?.zh
    if (alike || (measure.how === 'ratio' && (measure.unit || (type === first!.type && !(unit && first!.unit)))))
      continue
    const zh = `「${part}」和「${first!.part}」单位不同，不能放在一起算${measure.how === 'ratio' ? '；要算，请写 unit' : ''}。`
    const en = `"${part}" and "${first!.part}" have different units${measure.how === 'ratio' ? '; give the ratio its own "unit"' : ''}.`
    told(at, 'other-unit', zh, en, part)
  }
}

function reaches(name: string, from: string, ground: Ground, seen = new Set<string>()): boolean {
  if (from === name) return true
  if (seen.has(from)) return false
  seen.add(from)
  const measure = ground.file.measures?.[from]
  return measure !== undefined && partsOf(measure).some((part) => reaches(name, part, ground, seen))
}

/** Places and things may be ranked; people may not, by whatever way they are reached (SPEC K94). */
function checkRank(ground: Ground, measure: Measure, told: Told): void {
  const { file } = ground
  for (const [key, of] of [
    ['at-least', 'top'],
    ['below', 'bottom'],
  ] as const)
    if (measure[key] !== undefined && measure[of] === undefined)
      told([key], 'idle-key', `没有「${of}」，用不到「${key}」。`, `without "${of}" nothing comes of "${key}".`, key)
  const looked = leavesOf(measure, ground).flatMap((leaf) => countedThrough(leaf, file, beside(ground)) ?? [])
  const { zh, en } = looked[0]?.title ?? measure.title
  if (isPersonal(measure.rank!, file, beside(ground)))
    return told(
      ['how'],
      'ranks-people',
      `「${zh}」是关于人的，不能排名。`,
      `"${en}" is about people and is not ranked.`,
      'rank',
    )
  const by = measure.by!
  const isOne = looked.some(({ members }) => ['party', 'parties'].includes(memberOf(members, by)?.type ?? ''))
  if (isOne || by.split('.').at(-1) === 'dwelling')
    told(['by'], 'ranks-people', `「${by}」分到了人，不能排名。`, `"${by}" tells people apart, who are not ranked.`, by)
}

/** What a measure counts in the end. */
function leavesOf(measure: Measure, ground: Ground): readonly Measure[] {
  const parts = partsOf(measure)
  if (parts.length === 0) return [measure]
  return parts.flatMap((name) => {
    const part = ground.file.measures?.[name]
    return part ? leavesOf(part, ground) : []
  })
}
