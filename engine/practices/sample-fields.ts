/** Params, lists, checklists and the fields of a kind: every type, with bounds, defaults and how long it is kept. */
import type { Checklist, Field, FieldType, Item, Param, ParamType } from '../pack/format.js'
import type { Json, Say } from '../types.js'
import type { Draft, OpenKind } from './sample-draft.js'
import { constant, DATES, LONG, MOMENTS, SPANS, TIMES } from './sample-values.js'

const UNITS: readonly Say[] = [
  { zh: '个', en: 'pieces' },
  { zh: '天', en: 'days' },
  { zh: '米', en: 'metres' },
]

export function drawLists({ file, chance, titles, ...draft }: Draft): void {
  const name = (stem: string) => `${file.pack}-${stem}-${Object.keys({ ...file.lists, ...file.checklists }).length + 1}`
  void draft
  for (let count = chance.between(1, 3); count > 0; count--)
    file.lists[name('list')] = Object.fromEntries(chance.times(2, 4, (index) => [`l${index + 1}`, titles.next()]))
  for (let count = chance.below(3); count > 0; count--) {
    const answers = chance.maybe() ? chance.one(Object.keys(file.lists)) : undefined
    const items = (depth: number): Record<string, Item> =>
      Object.fromEntries(
        chance.times(1, 3, (index): [string, Item] => [
          `i${index + 1}`,
          {
            title: titles.next(),
            ...(chance.maybe(0.2) && { text: titles.next() }),
            ...(chance.maybe(0.3) && { role: chance.one(Object.keys(file.roles)) }),
            ...(depth > 0 && chance.maybe(0.3) && { items: items(depth - 1) }),
          },
        ]),
      )
    const list: Checklist = { title: titles.next(), ...(answers !== undefined && { answers }), items: items(2) }
    file.checklists[name('checklist')] = list
  }
}

const PARAMS: readonly ParamType[] = ['number', 'text', 'yes-no', 'date', 'time', 'duration', 'choice', 'choices']

export function drawParams(draft: Draft): void {
  const { chance, file, titles, town } = draft
  for (const type of chance.shuffled(PARAMS).slice(0, chance.between(2, 6))) {
    const of = type.startsWith('choice') ? chance.one(Object.keys(file.lists)) : undefined
    const value = constant(type, chance, town, of === undefined ? undefined : file.lists[of])!
    const whole = type === 'number' && Number.isInteger(value) && chance.maybe()
    const param: Param = {
      title: titles.next(),
      type,
      ...(of !== undefined && { of }),
      default: value,
      ...(type === 'number' && { min: -5, max: 20, unit: chance.one(UNITS) }),
      ...(type === 'duration' && chance.maybe() && { min: 'PT1M', max: 'P30D' }),
      ...(whole && { whole: true as const }),
    }
    file.params[draft.name(`p-${type}`)] = param
  }
}

const FIELDS: readonly FieldType[] = [
  ...(['text', 'number', 'yes-no', 'date', 'time', 'moment', 'duration', 'choice', 'choices', 'checks'] as const),
  ...(['place', 'places', 'party', 'parties', 'dossier', 'dossiers', 'photos', 'signature', 'words'] as const),
  ...(['number', 'choice', 'moment', 'party', 'text', 'date', 'number', 'duration'] as const),
]

/** @param kinds what a dossier field may name, `kind` or `pack/kind` */
export function drawFields(draft: Draft, kind: OpenKind, kinds: readonly string[]): void {
  const { chance, file } = draft
  const bare = FIELDS.filter((type) => type !== 'checks' || Object.keys(file.checklists).length > 0)
  for (const type of chance.some(chance.shuffled(bare), 4, 9))
    kind.fields[draft.name(type)] = drawField(draft, kind, type, kinds)
}

function drawField(draft: Draft, kind: OpenKind, type: FieldType, kinds: readonly string[]): Field {
  const { chance, file, titles, town } = draft
  const of = type.startsWith('choice')
    ? chance.maybe(0.85)
      ? chance.one(Object.keys(file.lists))
      : Object.fromEntries(chance.times(2, 3, (index) => [`o${index + 1}`, titles.next()]))
    : type === 'checks'
      ? chance.one(Object.keys(file.checklists))
      : type.startsWith('dossier')
        ? chance.one(kinds)
        : undefined
  const kept = chance.maybe(0.12)
    ? chance.maybe(0.4)
      ? { keep: 'never' as const }
      : type === 'photos'
        ? {}
        : { keep: 'newest' as const }
    : chance.maybe(0.1)
      ? {
          private: {
            purpose: titles.next(),
            basis: chance.one(['consent', 'contract', 'duty', 'emergency'] as const),
            keep: chance.one(['P30D', 'P1Y', 'P3D']),
            ...(chance.maybe(0.3) && { after: chance.one(Object.keys(kind.steps)) }),
            ...(chance.maybe(0.3) && { counted: true }),
          },
        }
      : {}
  const whole = type === 'number' && chance.maybe(0.3)
  const bounds = chance.maybe(0.3) ? boundsOf(type, chance) : {}
  const field: Field = {
    title: titles.next(),
    type,
    ...(of !== undefined && { of }),
    ...(chance.maybe(0.15) && { help: titles.next() }),
    ...(type === 'number' && chance.maybe() && { unit: chance.one(UNITS) }),
    ...(whole && { whole: true as const }),
    ...bounds,
    ...kept,
  }
  const value = chance.maybe(0.2) ? defaultOf(field, draft) : undefined
  const fits = !whole || Number.isInteger(value)
  void town
  return value !== undefined && fits && Object.keys(bounds).length === 0 ? { ...field, default: value } : field
}

function boundsOf(type: FieldType, chance: Draft['chance']): Pick<Field, 'min' | 'max'> {
  const between = (all: readonly string[]): Pick<Field, 'min' | 'max'> => ({
    ...(chance.maybe(0.8) && { min: all[0]! }),
    ...(chance.maybe(0.8) && { max: all.at(-1)! }),
  })
  switch (type) {
    case 'number':
      return { min: 0, max: 10 }
    case 'duration':
      return between(SPANS)
    case 'date':
      return between(DATES)
    case 'moment':
      return between(MOMENTS.slice(0, 2))
    case 'time':
      return between(TIMES.slice(0, 4))
    case 'photos':
    case 'parties':
    case 'places':
    case 'dossiers':
    case 'choices':
    case 'checks':
      return { ...(chance.maybe() && { min: 1 }), ...(chance.maybe() && { max: 3 }) }
    default:
      return {}
  }
}

function defaultOf({ type, of }: Field, { chance, file, town }: Draft): Json | undefined {
  if (type === 'checks') {
    const { answers } = file.checklists[String(of)]!
    return chance.one(answers === undefined ? ['done', 'not'] : Object.keys(file.lists[answers]!))
  }
  if (type === 'duration' && chance.maybe(0.2)) return chance.one(LONG)
  if (type.startsWith('dossier')) return undefined
  return constant(type, chance, town, typeof of === 'string' ? file.lists[of] : of)
}
