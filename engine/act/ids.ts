/** Ids of dossiers: what must be unique stands in them, so two devices that open the same thing meet in one dossier. */
import { dateIn } from '../time/calendar.js'
import { momentOf } from '../time/stamp.js'
import { weekOf } from '../time/week.js'
import { gather } from '../facts/gather.js'
import { refsIn, valueOf } from '../facts/refs.js'
import { comparable } from '../judge/comparable.js'
import type { FieldType, Value } from '../pack/format.js'
import type { Act, DossierId, Json, PlaceId } from '../types.js'
import { blank } from './fold.js'
import { placeFor } from './opening.js'
import { piecesOf, printed, readId, segment, tailOf } from './read-id.js'
import { actOf, prefixOf, type Owner, type World } from './world.js'

/**
 * The id that an opening act makes: the kind's pattern filled in, or `{new}`; an id given by a follow is taken as it is
 * (SPEC 8). Where an answer is missing that stands in the pattern, the act is asked without an id and says what it needs.
 * @throws Error if the act neither asks for such a part nor sets it: the pack's fault
 */
export async function idFor(act: Act, owner: Owner, world: World, stamp: string): Promise<DossierId> {
  const prefix = prefixOf(act.on)
  if (act.on !== `${prefix}/new`) return act.on
  let tail = ''
  for (const { name, text } of piecesOf(owner.spec.id ?? '{new}')) {
    const part = name === undefined ? text : await partOf(name, act, owner, world, stamp)
    if (part === undefined) return act.on
    tail += part
  }
  return `${prefix}/${tail}`
}

async function partOf(name: string, act: Act, owner: Owner, world: World, stamp: string): Promise<string | undefined> {
  const today = dateIn(world.now, world.book.zone)
  switch (name) {
    case 'new':
      return fresh(stamp, today, act)
    case 'serial':
      return serial(prefixOf(act.on), stamp, today, act, world)
    case 'place':
      return placed(await placeFor(act, owner, world))
    case 'today':
      return today
    case 'month':
      return today.slice(0, 7)
    case 'year':
      return today.slice(0, 4)
    case 'week':
      return weekOf(today)
    default:
      return given(name, act, owner, world)
  }
}

const placed = (place: PlaceId | undefined) => (place === undefined ? undefined : segment(place))

/** What the act answers or sets, or else the default. The parent stands there with all its segments (SPEC 10). */
async function given(name: string, act: Act, owner: Owner, world: World): Promise<string | undefined> {
  const answer = act.data?.[name]
  if (name === owner.spec.parent) return typeof answer === 'string' ? tailOf(answer) : undefined
  const { asks = [], sets } = actOf(owner, act.type)
  const field = owner.spec.fields[name]
  const value = answer ?? (sets?.[name] === undefined ? field?.default : await setBy(sets[name], act, owner, world))
  if (typeof value === 'string' || typeof value === 'number')
    return fits(value, field?.type, world) ? segment(printed(value, field?.type, world.book.zone)) : undefined
  if (asks.includes(name)) return undefined
  throw new Error(`The id of a ${owner.kind} needs "${name}", which "${act.type}" neither asks for nor sets.`)
}

/** An answer that is no moment has no place in an id: the act is asked without one, and the answer is refused. */
const fits = (value: Json, type: FieldType | undefined, { book }: World): boolean =>
  type !== 'moment' || comparable(value, type, book.zone) !== undefined

async function setBy(value: Value, act: Act, owner: Owner, world: World): Promise<Json | undefined> {
  const own = { id: act.on, kind: owner.kind, pack: owner.pack.name, place: act.place ?? '' }
  const after = { ...blank({ ...own, opened: world.now, openedBy: act.by }), fields: act.data ?? {} }
  return valueOf(value, await gather(refsIn(value), { owner, act, after }, world))
}

/**
 * The next number that this station knows in the kind and year. Another issuer may give the same one meanwhile, so it
 * carries the device's mark unless nobody else gives numbers (SPEC 11).
 */
async function serial(kind: string, stamp: string, today: string, act: Act, world: World): Promise<string> {
  const { zone } = world.book
  const year = today.slice(0, 4)
  const begun = Date.parse(`${year}-01-01T00:00Z`) - DAY
  const found = await world.find({ kind, opened: { from: begun } })
  const numbers = found
    .filter((it) => dateIn(it.opened, zone).startsWith(year))
    .map((it) => Number.parseInt(readId(it.id, world.book)?.['serial'] ?? '', 10))
  const next = Math.max(0, ...numbers.filter((it) => it > 0)) + 1
  return world.soleIssuer ? String(next) : `${next}-${markOf(stamp, act)}`
}

const DAY = 86_400_000

/**
 * Short enough to be read out on the phone, e.g. `200410-0jv8ggbk12`: day, moment of the day, mark. Four characters of
 * the device: two that open something in one millisecond take the same id once in 1.7 million, and meet in one dossier.
 */
function fresh(stamp: string, today: string, act: Act): string {
  const counter = stamp.split('.')[1]!
  const ofDay = (momentOf(stamp) % DAY).toString(36).padStart(6, '0')
  const number = counter === '001' || counter === '000' ? '' : counter
  return `${today.slice(2).replaceAll('-', '')}-${ofDay}${number}${markOf(stamp, act)}`
}

/** The end of the device's name; of an act that follows, what it follows from and with: any device makes the same of it. */
function markOf(stamp: string, { type, data }: Act): string {
  if (/^\w+\.\w+\.\w+$/.test(stamp) && !stamp.includes('.000.')) return stamp.slice(-4)
  let hash = 0x811c9dc5
  for (const char of `${stamp} ${type} ${JSON.stringify(data)}`)
    hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193) >>> 0
  return hash.toString(36).padStart(7, '0')
}
