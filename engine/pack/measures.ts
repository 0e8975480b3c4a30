/** What a measure may say, what it looks through, and whether it counts people: the loader and the counting go by one answer. */
import type { Say } from '../types.js'
import { leading, ownMembers } from './around.js'
import { lookedThrough, memberOf, type Looked } from './looked.js'
import type { Kind, Measure, PackFile } from './format.js'
import { partsOf } from './measure-parts.js'
import { elsewhere, say, type Beside, type Member, type Members } from './members.js'
import { kindTitles } from '../roster/kinds.js'

type Key = Exclude<keyof Measure, 'title' | 'how' | 'public' | 'unit' | 'goal'>

export interface MeasureForm {
  /** Keys without which it means nothing; of a list one, and only one. */
  readonly needs: readonly (Key | readonly Key[])[]
  readonly may: readonly Key[]
}

/** Looked through: dossiers of a kind, or lines of an act. */
const rows: readonly Key[] = ['of', 'act']
const figure: MeasureForm = { needs: [rows, 'field'], may: ['where', 'over', 'by', 'each'] }

export const MEASURES: Readonly<Record<Measure['how'], MeasureForm>> = {
  count: { needs: [rows], may: ['where', 'over', 'distinct', 'by', 'each'] },
  sum: figure,
  average: figure,
  highest: figure,
  lowest: figure,
  gaps: { needs: [rows, 'from', 'to', ['over', 'each']], may: ['where', 'by'] },
  places: { needs: ['kind'], may: ['under', 'where', 'by'] },
  ratio: { needs: ['part', 'whole'], may: ['by', 'each'] },
  weighted: { needs: ['weights'], may: ['by', 'each'] },
  rank: { needs: ['rank', 'by', 'min-sample'], may: ['each', 'top', 'bottom', 'at-least', 'below'] },
}

/** One's own, or what all parts that have one agree on. */
function agreed<K extends 'by' | 'each'>(key: K, measure: Measure, file: PackFile): Measure[K] | undefined {
  const parts = partsOf(measure)
  if (measure[key] !== undefined || parts.length === 0) return measure[key]
  const all = parts.flatMap((name) => {
    const part = file.measures?.[name]
    // places have no time: they are there in every period
    return part && !(key === 'each' && part.how === 'places') ? [agreed(key, part, file)] : []
  })
  return all.every((one) => one === all[0]) ? all[0] : undefined
}
export const byOf = (measure: Measure, file: PackFile) => agreed('by', measure, file)
export const eachOf = (measure: Measure, file: PackFile) => agreed('each', measure, file)

/** What is looked through, with what may be asked of each: of a line also of its dossier, of a place also who holds it. */
export function countedThrough(measure: Measure, file: PackFile, beside: Beside): Looked | undefined {
  if (measure.how === 'places') {
    const place: Member = { name: 'place', type: 'place', title: say('地点', 'Place'), reach: 'tree' }
    const title: Say = kindTitles[measure.kind as keyof typeof kindTitles] ?? say('地点', 'place')
    return { title, members: { place: leading(place, file, beside) }, lines: false }
  }
  const looked = lookedThrough(measure, file, beside)
  if (!looked) return undefined
  const kind = measure.of === undefined ? file.acts?.[measure.act!]?.on : undefined
  const around = kind === undefined ? {} : ownMembers(file, kind, file.dossiers![kind]!, beside)
  return { ...looked, members: opened({ ...around, ...looked.members }) }
}

/** Private answers that may be counted are like others here, and nowhere else (SPEC C17). */
const opened = (members: Members): Members =>
  Object.fromEntries(
    Object.entries(members).map(([name, one]) => {
      const { private: sealed, ...open } = one
      return [name, sealed && one.counted ? open : one]
    }),
  )

/** Private fields that it counts. */
export function countedIn(measure: Measure, file: PackFile, beside: Beside): readonly string[] {
  const looked = countedThrough(measure, file, beside)
  const { field, by, distinct, from, to, where = {} } = measure
  const named = [field, by, distinct, from, to, ...Object.keys(where)].flatMap((path) => path?.split('.', 1) ?? [])
  return [...new Set(named)].filter((name) => looked?.members[name]?.counted)
}

/** Is this a number about persons: of a kind about people or what belongs to it, or of their private answers? */
export function isPersonal(name: string, file: PackFile, beside: Beside, above: readonly string[] = []): boolean {
  const measure = file.measures?.[name]
  if (!measure || above.includes(name)) return false
  if (partsOf(measure).some((part) => isPersonal(part, file, beside, [...above, name]))) return true
  if (countedIn(measure, file, beside).length > 0) return true
  const found =
    measure.of === undefined
      ? { file, name: file.acts?.[measure.act ?? '']?.on ?? '' }
      : elsewhere(measure.of, file, beside)
  const kinds = found.file?.dossiers ?? {}
  for (let it: Kind | undefined = kinds[found.name]; it; it = it.parent === undefined ? undefined : kinds[it.parent])
    if (it.about === 'person' || it.about === 'household') return true
  return false
}

/** What a measure gives: a share and a count are numbers, a sum is what is added. */
export interface Given {
  readonly type: Member['type']
  readonly unit?: Say
  /** Of a whole, shown as per cent. */
  readonly share?: true
}

export function givenBy(measure: Measure, file: PackFile, beside: Beside, above: readonly Measure[] = []): Given {
  const { how, unit } = measure
  const own = unit && { unit }
  if (above.includes(measure)) return { type: 'number' }
  const part = (name: string | undefined): Given | undefined => {
    const one = file.measures?.[name ?? '']
    return one && givenBy(one, file, beside, [...above, measure])
  }
  switch (how) {
    case 'ratio':
      return own ? { type: 'number', ...own } : { type: 'number', share: true }
    case 'weighted':
      return { type: 'number', ...part(partsOf(measure)[0]), ...own }
    case 'rank':
      return { type: 'number', ...part(measure.rank), ...own }
    case 'gaps':
      return { type: 'number', unit: unit ?? say('分钟', 'minutes') }
    case 'count':
    case 'places':
      return { type: 'number', ...own }
    default: {
      const field = memberOf(countedThrough(measure, file, beside)?.members ?? {}, measure.field)
      return { type: field?.type ?? 'number', ...((unit ?? field?.unit) && { unit: (unit ?? field!.unit)! }) }
    }
  }
}
