/** One value as people read it; without this file a screen would show codes, milliseconds and braces. */
import { momentIn, wallAt } from '../time/calendar.js'
import { spanWords } from '../time/duration.js'
import { walk } from './comparable.js'
import type { Name } from '../pack/book.js'
import type { DossierId, Json, Moment, PartyId, PlaceId, Say } from '../types.js'

/** How the page words what is not in the pack. */
export interface Wording {
  readonly zone: string
  /** A date of another year than this says its year. */
  readonly now?: Moment
  place(id: PlaceId): Say
  party(id: PartyId): Say
  dossier?(id: DossierId): Say | undefined
  /** Title of an act of another pack, `pack/act`. */
  act?(name: string): Say | undefined
}

/** What is needed of a name to word its values. */
export type Named = Pick<Name, 'type' | 'choices' | 'members' | 'unit'>

export const say = (zh: string, en: string): Say => ({ zh, en })
export const none = say('没有', 'none')

/** Joined as in a list: `甲、乙` / `A, B`. */
export const listed = (words: readonly Say[]): Say =>
  say(words.map(({ zh }) => zh).join('、'), words.map(({ en }) => en).join(', '))

export const quoted = (words: Say): Say => say(`「${words.zh}」`, `"${words.en}"`)

/** A value in words: `10分`, `4月10日 22:00`, `是`; a value that is not there is `没有`. Comparable values are understood too. */
export function wordsOf(value: Json | undefined, name: Named, wording: Wording): Say {
  if (value === undefined || value === null) return none
  if (Array.isArray(value)) return manyWords(value as Json[], name, wording)
  switch (typeof value) {
    case 'boolean':
      return value ? say('是', 'yes') : say('否', 'no')
    case 'number':
      return numberWords(value, name, wording)
    case 'string':
      return textWords(value, name, wording)
    default:
      if (name.type === 'checks' && name.members) return checksWords(value as Checks, name.members)
      if (isStretch(value)) return stretchWords(value, wording)
      // texts that a table holds; of anything else that has parts it can only be said that it is there
      return 'zh' in value ? (value as unknown as Say) : say('已填', 'given')
  }
}

interface Stretch {
  readonly from: string
  readonly to: string
}
const isStretch = (value: object): value is Stretch =>
  'from' in value && typeof value.from === 'string' && 'to' in value && typeof value.to === 'string'

/** `4月10日 08:00 到 10:00`. */
function stretchWords({ from, to }: Stretch, wording: Wording): Say {
  const [start, end] = [momentIn(from, wording.zone), momentIn(to, wording.zone)]
  const first = momentWords(start, wording)
  const last = wallAt(end, wording.zone)
  const same = wallAt(start, wording.zone).days === last.days
  const until = same ? both(clock(last.hour, last.minute)) : momentWords(end, wording)
  return say(`${first.zh} 到 ${until.zh}`, `${first.en} to ${until.en}`)
}

type Checks = { readonly [path: string]: Json }
type Members = NonNullable<Name['members']>

/** Items by their answers, the worst first: `停：佩戴口罩；正常：8项`. */
function checksWords(value: Checks, members: Members): Say {
  const { worst, count: _, ...items } = members
  const given = leavesOf(items).map(({ path, title }) => ({
    title,
    answer: value[path] ?? walk(value, path.split('.')),
  }))
  const answers = Object.entries(worst?.choices ?? {})
  const parts = answers.flatMap(([answer, title], index) => {
    const titles = given.flatMap((it) => (it.answer === answer ? [it.title] : []))
    if (titles.length === 0) return []
    // what is well and much of it is only counted
    const many = index === 0 && titles.length > 3
    const which = many ? say(`${titles.length}项`, String(titles.length)) : listed(titles)
    return [say(`${title.zh}：${which.zh}`, `${title.en}: ${which.en}`)]
  })
  if (parts.length === 0) return none
  const said = parts.reverse()
  return say(said.map(({ zh }) => zh).join('；'), said.map(({ en }) => en).join('; '))
}

const leavesOf = (items: Members, above = ''): readonly { readonly path: string; readonly title: Say }[] =>
  Object.entries(items).flatMap(([name, { members, title }]) =>
    members ? leavesOf(members, `${above}${name}.`) : [{ path: above + name, title: title ?? both(name) }],
  )

const MEMBER = { choices: 'choice', places: 'place', parties: 'party', dossiers: 'dossier' } as const

function manyWords(values: readonly Json[], { type, choices }: Named, wording: Wording): Say {
  if (values.length === 0) return none
  if (type === 'photos') return say(`${values.length}张`, `${values.length} photo${values.length === 1 ? '' : 's'}`)
  const member = type in MEMBER ? MEMBER[type as keyof typeof MEMBER] : type
  return listed(values.map((value) => wordsOf(value, { type: member, ...(choices && { choices }) }, wording)))
}

function numberWords(value: number, { type, unit }: Named, wording: Wording): Say {
  switch (type) {
    case 'duration':
      return value < 0 ? say(`负${spanWords(value).zh}`, `minus ${spanWords(value).en}`) : spanWords(value)
    case 'date':
      return dateWords(value, wording)
    case 'moment':
      return momentWords(value, wording)
    case 'time':
      return both(clock(Math.floor(value / 60), value % 60))
    default:
      return measured(String(Math.round(value * 100) / 100), unit)
  }
}

/** `7天` / `7 days`: in English a unit is written in the plural, and one of it loses its s. */
function measured(number: string, unit: Say | undefined): Say {
  if (!unit) return both(number)
  return say(`${number}${unit.zh}`, `${number} ${number === '1' ? unit.en.replace(/([^s])s$/, '$1') : unit.en}`)
}

function textWords(value: string, { type, choices }: Named, wording: Wording): Say {
  if (choices && Object.hasOwn(choices, value)) return choices[value]!
  switch (type) {
    case 'place':
      return wording.place(value)
    case 'party':
      return wording.party(value)
    case 'dossier':
      return wording.dossier?.(value as DossierId) ?? both(value)
    case 'signature':
      return say('已签', 'signed')
    case 'duration':
    case 'date':
    case 'moment':
      return inTime(value, type, wording)
    default:
      return both(value)
  }
}

/** Text that is no span or date is shown as it was written. */
function inTime(value: string, type: 'duration' | 'date' | 'moment', wording: Wording): Say {
  try {
    if (type === 'duration') return spanWords(value)
    const at = momentIn(value, wording.zone)
    return type === 'date' ? dateWords(at, wording) : momentWords(at, wording)
  } catch (error) {
    if (error instanceof RangeError) return both(value)
    throw error
  }
}

const both = (text: string): Say => say(text, text)
const two = (value: number) => String(value).padStart(2, '0')
const clock = (hours: number, minutes: number) => `${two(hours)}:${two(minutes)}`
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function dateWords(at: Moment, { zone, now }: Wording): Say {
  const { year, month, day } = wallAt(at, zone)
  const other = now !== undefined && wallAt(now, zone).year !== year
  return say(`${other ? `${year}年` : ''}${month}月${day}日`, `${day} ${months[month - 1]}${other ? ` ${year}` : ''}`)
}

function momentWords(at: Moment, wording: Wording): Say {
  const { hour, minute } = wallAt(at, wording.zone)
  const date = dateWords(at, wording)
  return say(`${date.zh} ${clock(hour, minute)}`, `${date.en} ${clock(hour, minute)}`)
}
