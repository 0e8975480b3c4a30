/** Answers of a form: which are still open, which were not asked, and which are none. */
import { comparable } from '../judge/comparable.js'
import type { ActSpec, Field } from '../pack/format.js'
import { checklistOf, misfitChecks } from '../pack/checklist.js'
import { deviceMaySend } from '../pack/device.js'
import { choicesOf } from '../pack/members.js'
import type { Act, Data, Dossier, Gate, Json, Say } from '../types.js'
import { written } from './fold.js'
import { parentOf, placeFor } from './opening.js'
import { actOf, prefixFor, type Owner, type World } from './world.js'

/** A no of the gate. */
export interface No {
  readonly because: Gate
  readonly says: Say
  readonly field?: string
}

export const no = (because: Gate, says: Say, field?: string): No => ({
  because,
  says,
  ...(field !== undefined && { field }),
})

export const askName = (ask: string) => ask.replace(/\?$/, '')

/** Does this act make the first line of the dossier? An expected one has none yet. */
export const opens = (before: Dossier | undefined): boolean => !before || before.head === ''

/** Questions that still need an answer, the place and the dossier above among them, and the reason; `filled` are defaults. */
export async function unanswered(
  act: Act,
  spec: ActSpec,
  owner: Owner,
  before: Dossier | undefined,
  world: World,
  filled: Data,
): Promise<string[]> {
  const given = written(before?.fields ?? {}, act.data ?? {})
  const open = (spec.asks ?? []).filter((ask) => {
    if (ask.endsWith('?')) return false
    // an answer given before does not stand in for a new one, but a default does
    return (act.data?.[ask] ?? (act.data ? undefined : given[ask]) ?? filled[ask]) === undefined
  })
  if (!before) {
    const { parent } = owner.spec
    if (parent !== undefined && parentOf(act, owner, world) === undefined) open.unshift(parent)
    if (needsPlace(owner) && (await placeFor(act, owner, world)) === undefined) open.unshift('place')
  }
  if (spec.reason && !act.reason?.trim()) open.push('reason')
  return open
}

/** An opening act also asks for the place unless the parent gives it and the id does not ask for one of its own (SPEC 27). */
export const needsPlace = ({ spec }: Owner): boolean =>
  !spec.expected && (spec.parent === undefined || (spec.id?.includes('{place}') ?? false))

/** The first question without an answer, as a no. */
export function missing(needs: readonly string[], spec: ActSpec, owner: Owner): No | undefined {
  const name = needs.find((it) => it !== 'reason')
  if (name === undefined) return undefined
  const title = name === 'place' ? { zh: '地点', en: 'Place' } : titleOf(name, owner)
  return no(
    'asks',
    { zh: `「${spec.title.zh}」还要填「${title.zh}」`, en: `"${spec.title.en}" still needs "${title.en}"` },
    name,
  )
}

const titleOf = (name: string, { spec, pack }: Owner): Say =>
  spec.fields[name]?.title ??
  (name === spec.parent ? pack.file.dossiers?.[name]?.title : undefined) ?? { zh: name, en: name }

/** An answer that nobody asked for, that does not fit its question, or that a device may not send. */
export function wrongAnswer(
  act: Act,
  owner: Owner,
  before: Dossier | undefined,
  world: World,
  followed: boolean,
): No | undefined {
  const spec = actOf(owner, act.type)
  const asks = new Set((spec.asks ?? []).map(askName))
  const device = !followed && world.posts.party(act.by)?.kind === 'device'
  for (const [name, value] of Object.entries(act.data ?? {})) {
    const above = !before && name === owner.spec.parent
    const field = above ? aboveField(owner) : owner.spec.fields[name]
    const title = titleOf(name, owner)
    if (!field || !(above || asks.has(name)))
      return no(
        'asks',
        { zh: `「${spec.title.zh}」不填「${title.zh}」`, en: `"${spec.title.en}" does not ask for "${title.en}"` },
        name,
      )
    const wrong =
      device && !deviceMaySend(name, field)
        ? { zh: '不能由设备来填', en: 'cannot be sent by a device' }
        : value === null
          ? undefined
          : (misfit(value, field, owner, world) ??
            (name === owner.spec.succession?.heir ? noHeir(value, field, world) : undefined))
    if (wrong) return no('asks', { zh: `「${title.zh}」${wrong.zh}`, en: `"${title.en}" ${wrong.en}` }, name)
  }
  return undefined
}

const aboveField = ({ spec }: Owner): Field => ({ type: 'dossier', of: spec.parent!, title: spec.title })

const TEXT: ReadonlySet<Field['type']> = new Set([
  'text',
  'date',
  'time',
  'moment',
  'duration',
  'choice',
  'place',
  'party',
  'dossier',
  'signature',
])
const IN_TIME: ReadonlySet<Field['type']> = new Set(['date', 'time', 'moment'])
const LIST: ReadonlySet<Field['type']> = new Set(['choices', 'places', 'parties', 'dossiers', 'photos'])
const SHAPE: Partial<Record<Field['type'], RegExp>> = {
  date: /^\d{4}-\d\d-\d\d$/,
  time: /^([01]\d|2[0-4]):[0-5]\d$/,
  moment: /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/,
  duration: /^P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/,
}

const wrongKind: Say = { zh: '填的不是这一项要的内容', en: 'is not what this question asks for' }

/** What is wrong with an answer, as the end of a sentence that begins with the field's title. */
function misfit(value: Json, field: Field, owner: Owner, world: World): Say | undefined {
  const { type } = field
  const { file } = owner.pack
  if (type === 'number') {
    if (typeof value !== 'number' || !Number.isFinite(value)) return { zh: '要填数字', en: 'must be a number' }
    if (field.whole && !Number.isInteger(value)) return { zh: '要填整数', en: 'must be a whole number' }
    return outOfBounds(value, field, world)
  }
  if (type === 'yes-no') return typeof value === 'boolean' ? undefined : { zh: '要填是或否', en: 'must be yes or no' }
  if (type === 'checks') {
    const list = checklistOf(field, file)
    return list && misfitChecks(value, field, list, file)
  }
  if (type === 'words') return isWords(value) ? undefined : wrongKind
  const known = choicesOf(field.of, file)
  const prefix = /^dossiers?$/.test(type) ? prefixFor(world.book, owner.pack, String(field.of)) : undefined
  if (TEXT.has(type)) {
    if (typeof value !== 'string' || (SHAPE[type] && !SHAPE[type].test(value))) return wrongKind
    // 2020-02-30 has the shape of a day
    if (IN_TIME.has(type) && comparable(value, type, world.book.zone) === undefined) return wrongKind
    if (type === 'choice' && !Object.hasOwn(known ?? {}, value)) return noChoice(value)
    if (type === 'dossier' && !ofKind(value, prefix)) return wrongKind
    return outOfBounds(value, field, world)
  }
  if (!LIST.has(type)) return undefined
  if (!Array.isArray(value) || value.some((it) => typeof it !== 'string')) return wrongKind
  const members = value as readonly string[]
  const { min, max } = field
  if (min !== undefined && members.length < Number(min)) return { zh: `至少要${min}个`, en: `needs ${min} or more` }
  if (max !== undefined && members.length > Number(max)) return { zh: `最多${max}个`, en: `takes ${max} at most` }
  const unknown = type === 'choices' ? members.find((it) => !Object.hasOwn(known ?? {}, it)) : undefined
  if (unknown !== undefined) return noChoice(unknown)
  return type === 'dossiers' && !members.every((it) => ofKind(it, prefix)) ? wrongKind : undefined
}

/** What lies in a place goes over to one that is there, or to a new one by a code of its own (SPEC S168). */
function noHeir(value: Json, { type }: Field, { places }: World): Say | undefined {
  const there = places.get(String(value))
  if ((type === 'place') === (there !== undefined)) return undefined
  if (!there) return { zh: `名册里没有「${String(value)}」`, en: `is not in the roster: "${String(value)}"` }
  return { zh: `已经是${there.title.zh}的代码`, en: `is the code of ${there.title.en} already` }
}

const noChoice = (value: string): Say => ({ zh: `没有「${value}」这个选项`, en: `has no choice "${value}"` })

/** A dossier of the right kind; of a pack that is not in use here nobody can tell. */
const ofKind = (id: string, prefix: string | undefined) => prefix === undefined || id.startsWith(`${prefix}/`)

/** A text for the public stands at least in the language of the files. */
const isWords = (value: Json): boolean =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Readonly<Record<string, Json>>)['zh'] === 'string' &&
  Object.values(value).every((text) => typeof text === 'string')

/** Numbers, spans, dates and times against their bounds. */
function outOfBounds(value: Json, { type, min, max }: Field, { book }: World): Say | undefined {
  if (min === undefined && max === undefined) return undefined
  const side = (it: Json | undefined) => comparable(it, type, book.zone)
  const [at, low, high] = [side(value), side(min), side(max)]
  if (typeof at !== 'number') return undefined
  if (typeof low === 'number' && at < low) return { zh: `不能小于${min}`, en: `must be ${min} or more` }
  if (typeof high === 'number' && at > high) return { zh: `不能大于${max}`, en: `must be ${max} or less` }
  return undefined
}
