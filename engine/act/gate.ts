/** The first no: may this act be done at all, from here, by this person, with these answers? */
import type { ActSpec, Field } from '../pack/format.js'
import type { Pack } from '../pack/book.js'
import { choicesOf } from '../pack/names.js'
import type { Act, Dossier, Gate, Json, Say } from '../types.js'
import { written } from './fold.js'
import { notInForce } from './in-force.js'
import { listed } from '../judge/words.js'
import type { Owner, World } from './world.js'

export interface No {
  readonly because: Gate
  readonly says: Say
  readonly field?: string
}

/** Asks every gate in the order of SPEC 22; `needs` are questions still open, which is not a no before a form is filled in. */
export async function gate(
  act: Act,
  spec: ActSpec,
  owner: Owner,
  before: Dossier | undefined,
  world: World,
  followed = false,
): Promise<{ readonly no?: No; readonly needs: readonly string[] }> {
  const needs = unanswered(act, spec, owner, before)
  const no =
    (await wrongStep(spec, owner, before, world)) ??
    (await outOfForce(act, owner, before, world)) ??
    wrongAnswer(act, spec, owner) ??
    (act.data ? missing(needs, spec, owner) : undefined) ??
    // an act that follows carries the person who caused it; the clock may stand in for them (SPEC 32)
    (followed && spec.by.includes('clock') ? undefined : await wrongPerson(act, spec, owner, before, world)) ??
    wrongReason(act, spec, owner) ??
    sameAs(act, spec, owner, before)
  return { ...(no && { no }), needs }
}

async function wrongStep(
  spec: ActSpec,
  owner: Owner,
  before: Dossier | undefined,
  world: World,
): Promise<No | undefined> {
  const { steps, ends, parent } = owner.spec
  if (!before) {
    if (spec.from.includes('new')) return undefined
    return no('from', {
      zh: `还没有这份${owner.spec.title.zh}`,
      en: `There is no such ${owner.spec.title.en.toLowerCase()} yet`,
    })
  }
  if (spec.from.includes(before.step) || (spec.from.includes('any') && !ends.includes(before.step))) {
    if (!parent || before.step !== 'new') return undefined
    const above = await world.dossier(String(before.fields[parent]) as Dossier['id'])
    if (above && !above.ended) return undefined
    return no('from', { zh: '上级档案不在或已结束', en: 'The dossier it belongs to is not there or is over' })
  }
  const present = steps[before.step] ?? { zh: before.step, en: before.step }
  if (spec.from.every((it) => it === 'new')) {
    return no('from', {
      zh: `这个编号已经有一份${owner.spec.title.zh}`,
      en: `There is a ${owner.spec.title.en.toLowerCase()} of this id already`,
    })
  }
  const wanted = spec.from.filter((it) => it !== 'new').map((it) => steps[it] ?? { zh: '办理中', en: 'open' })
  return no('from', {
    zh: `现在是「${present.zh}」，要在「${listed(wanted).zh}」时才能${spec.title.zh}`,
    en: `It is now "${present.en}"; "${spec.title.en}" is done when it is "${listed(wanted).en}"`,
  })
}

/** Outside its days, places and modes a pack opens nothing; what is open may be finished (SPEC 106, 108). */
async function outOfForce(act: Act, owner: Owner, before: Dossier | undefined, world: World): Promise<No | undefined> {
  if (before && before.head !== '') return undefined
  const says = await notInForce(owner.pack, before?.place ?? act.place, world)
  return says && no('while', says)
}

export const askName = (ask: string) => ask.replace(/\?$/, '')

function unanswered(act: Act, spec: ActSpec, owner: Owner, before: Dossier | undefined): string[] {
  const given = written(before?.fields ?? {}, act.data ?? {})
  const open = (spec.asks ?? []).filter((ask) => {
    if (ask.endsWith('?')) return false
    const field = owner.spec.fields[ask]
    // an answer given before does not stand in for a new one, but a default does
    return (act.data?.[ask] ?? (act.data ? undefined : given[ask]) ?? field?.default) === undefined
  })
  if (!before && needsPlace(owner) && !act.place) open.unshift('place')
  if (spec.reason && !act.reason?.trim()) open.push('reason')
  return open
}

/** An opening act also asks for the place unless the id or a parent gives it (SPEC 27). */
export const needsPlace = (owner: Owner) => !owner.spec.parent && !owner.spec.expected

function wrongAnswer(act: Act, spec: ActSpec, owner: Owner): No | undefined {
  const asks = new Set((spec.asks ?? []).map(askName))
  for (const [name, value] of Object.entries(act.data ?? {})) {
    const field = owner.spec.fields[name]
    if (!asks.has(name) || !field) {
      return no(
        'asks',
        {
          zh: `「${spec.title.zh}」不填「${field?.title.zh ?? name}」`,
          en: `"${spec.title.en}" does not ask for "${field?.title.en ?? name}"`,
        },
        name,
      )
    }
    const wrong = value === null ? undefined : misfit(value, field, owner.pack)
    if (wrong)
      return no('asks', { zh: `「${field.title.zh}」${wrong.zh}`, en: `"${field.title.en}" ${wrong.en}` }, name)
  }
  return undefined
}

function missing(needs: readonly string[], spec: ActSpec, owner: Owner): No | undefined {
  const name = needs.find((it) => it !== 'reason')
  if (name === undefined) return undefined
  const title =
    name === 'place' ? { zh: '地点', en: 'Place' } : (owner.spec.fields[name]?.title ?? { zh: name, en: name })
  return no(
    'asks',
    { zh: `「${spec.title.zh}」还要填「${title.zh}」`, en: `"${spec.title.en}" still needs "${title.en}"` },
    name,
  )
}

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
const LIST: ReadonlySet<Field['type']> = new Set(['choices', 'places', 'parties', 'dossiers', 'photos'])
const SHAPE: Partial<Record<Field['type'], RegExp>> = {
  date: /^\d{4}-\d\d-\d\d$/,
  time: /^([01]\d|2[0-4]):[0-5]\d$/,
  moment: /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/,
  duration: /^P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/,
}

/** What is wrong with an answer, as the end of a sentence that begins with the field's title. */
function misfit(value: Json, field: Field, pack: Pack): Say | undefined {
  const { type, min, max } = field
  const wrongKind = { zh: '填的不是这一项要的内容', en: 'is not what this question asks for' }
  if (type === 'number') {
    if (typeof value !== 'number' || !Number.isFinite(value)) return { zh: '要填数字', en: 'must be a number' }
    if (min !== undefined && value < Number(min)) return { zh: `不能小于${min}`, en: `must be ${min} or more` }
    if (max !== undefined && value > Number(max)) return { zh: `不能大于${max}`, en: `must be ${max} or less` }
  } else if (type === 'yes-no') {
    if (typeof value !== 'boolean') return { zh: '要填是或否', en: 'must be yes or no' }
  } else if (TEXT.has(type)) {
    if (typeof value !== 'string') return wrongKind
    if (SHAPE[type] && !SHAPE[type].test(value)) return wrongKind
    if (type === 'choice' && !choicesOf(field.of, pack.file)?.[value])
      return { zh: `没有「${value}」这个选项`, en: `has no choice "${value}"` }
  } else if (LIST.has(type)) {
    if (!Array.isArray(value) || value.some((it) => typeof it !== 'string')) return wrongKind
    if (min !== undefined && value.length < Number(min)) return { zh: `至少要${min}个`, en: `needs ${min} or more` }
    if (max !== undefined && value.length > Number(max)) return { zh: `最多${max}个`, en: `takes ${max} at most` }
    const unknown = type === 'choices' && (value as string[]).find((it) => !choicesOf(field.of, pack.file)?.[it])
    if (unknown) return { zh: `没有「${unknown}」这个选项`, en: `has no choice "${unknown}"` }
  }
  return undefined
}

async function wrongPerson(
  act: Act,
  spec: ActSpec,
  owner: Owner,
  before: Dossier | undefined,
  world: World,
): Promise<No | undefined> {
  // a dossier that is only being opened has the parties that the answers name; before they are given nobody is wrong
  if (!before && !act.data && spec.by.some((word) => spec.asks?.some((ask) => askName(ask) === word))) return undefined
  const at = before ?? { place: act.place ?? '', fields: act.data ?? {} }
  for (const word of spec.by) if (await isOne(act.by, word, owner, at, world)) return undefined
  const who = await Promise.all(
    spec.by.filter((it) => it !== 'clock' && it !== 'device').map((it) => whoWords(it, owner, before, world)),
  )
  return no('by', {
    zh: who.length ? `「${spec.title.zh}」由${listed(who).zh}来办` : `「${spec.title.zh}」由时限自动办理`,
    en: who.length ? `"${spec.title.en}" is for: ${listed(who).en}` : `"${spec.title.en}" is done by a clock`,
  })
}

type Held = Pick<Dossier, 'place'> & Partial<Dossier>

/** Does this party answer to this word of `by`, `held-by` or `to` (SPEC 29)? */
async function isOne(party: string, word: string, owner: Owner, dossier: Held, world: World): Promise<boolean> {
  if (word === 'anyone') return true
  if (word === 'clock') return party === 'clock'
  if (word === 'device') return world.posts.party(party)?.kind === 'device'
  if (party === 'anyone' || party === 'clock') return false
  if (word === 'opener') return dossier.openedBy === party
  const named = await namedBy(word, owner, dossier, world)
  if (named !== undefined)
    return named.some((it) => it === party || (world.posts.party(party)?.in.includes(it) ?? false))
  return world.posts.holds(party, owner.pack.roles[word] ?? [], dossier.place)
}

/** Parties that a party field of the dossier or of its parent names; undefined if the word is no field. */
async function namedBy(
  word: string,
  owner: Owner,
  dossier: Held,
  world: World,
): Promise<readonly string[] | undefined> {
  const [head, tail] = word.split('.') as [string, string?]
  const fields =
    tail !== undefined && head === 'parent'
      ? (await world.dossier(String(dossier.fields?.[owner.spec.parent ?? '']) as Dossier['id']))?.fields
      : owner.spec.fields[word]?.type.startsWith('part')
        ? (dossier.fields ?? {})
        : undefined
  if (!fields) return undefined
  const value = fields[tail ?? word]
  return typeof value === 'string' ? [value] : Array.isArray(value) ? (value as string[]) : []
}

/** Who a word of `by` or `held-by` is here, as parties: holders of the posts, or what the field names. */
export async function partiesFor(word: string, owner: Owner, dossier: Held, world: World): Promise<readonly string[]> {
  if (word === 'anyone' || word === 'clock') return [word]
  if (word === 'opener') return dossier.openedBy ? [dossier.openedBy] : []
  const named = await namedBy(word, owner, dossier, world)
  if (named) return named
  const holdings = world.posts.holders(owner.pack.roles[word] ?? [], dossier.place)
  return [...new Set(holdings.flatMap((it) => (it.party === undefined ? [] : [it.party])))]
}

/** A word of `by` as people say it: the role's title, the field's title, or the party itself. */
export async function whoWords(word: string, owner: Owner, dossier: Held | undefined, world: World): Promise<Say> {
  if (word === 'anyone') return { zh: '任何人', en: 'anyone' }
  if (word === 'opener') return { zh: '上报人', en: 'whoever reported it' }
  const role = owner.pack.file.roles?.[word]
  if (role) return role
  const [first] = dossier ? ((await namedBy(word, owner, dossier, world)) ?? []) : []
  const party = first === undefined ? undefined : world.posts.party(first)
  return party?.name ?? owner.spec.fields[word]?.title ?? { zh: word, en: word }
}

function wrongReason(act: Act, spec: ActSpec, owner: Owner): No | undefined {
  if (!spec.reason || act.data === undefined) return undefined
  if (!act.reason?.trim())
    return no('reason', { zh: `${spec.title.zh}要写明理由`, en: `"${spec.title.en}" needs a reason` })
  if (spec.reason !== true && !owner.pack.file.lists?.[spec.reason]?.[act.reason]) {
    return no('reason', { zh: '理由要从列表里选', en: 'The reason must be one of the list' })
  }
  return undefined
}

function sameAs(act: Act, spec: ActSpec, owner: Owner, before: Dossier | undefined): No | undefined {
  for (const other of spec['not-same-as'] ?? []) {
    if (!before?.did[other]?.includes(act.by)) continue
    const did = owner.pack.file.acts?.[other]?.title ?? { zh: other, en: other }
    return no('not-same-as', {
      zh: `本人办过「${did.zh}」，「${spec.title.zh}」要由另一个人来做`,
      en: `You did "${did.en}" yourself; somebody else must do "${spec.title.en}"`,
    })
  }
  return undefined
}

const no = (because: Gate, says: Say, field?: string): No => ({ because, says, ...(field !== undefined && { field }) })
