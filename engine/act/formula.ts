/** How the expected dossiers of a kind are made up: from an id to its slot, parent and place, and back (SPEC J90). */
import type { Book } from '../pack/book.js'
import type { Expected, Schedule } from '../pack/format.js'
import { addSpan } from '../time/duration.js'
import { shiftCalendar, Timetable, turnOf, type Slot } from '../time/schedule.js'
import { weekOf } from '../time/week.js'
import type { Dossier, DossierId, Json, Moment, PlaceId } from '../types.js'
import { piecesOf, readId, segment, tailOf } from './read-id.js'
import { ownerOf, prefixFor, prefixOf, type Owner } from './world.js'

export interface Formula {
  readonly owner: Owner
  readonly prefix: string
  readonly spec: Expected
  readonly schedule?: Schedule
  readonly timetable?: Timetable
  /** Prefix of the dossiers that each of these belongs to. */
  readonly parent?: string
}

/** All that share a slot and a parent; they differ by place, or by the member of a list. */
export interface Round {
  readonly slot?: Slot
  /** As it stood at the moment. */
  readonly parent?: Dossier
  readonly at: Moment
}

/** What else is one of a round. */
export interface Member {
  readonly place?: PlaceId
  readonly each?: string
}

const known = new WeakMap<Book, ReadonlyMap<string, Formula>>()

/** Kinds of the book with expected dossiers, by their prefix. */
export function formulas(book: Book): ReadonlyMap<string, Formula> {
  let all = known.get(book)
  if (!all) {
    const found = [...book.kinds.keys()].flatMap((prefix) => made(prefix, book) ?? [])
    known.set(book, (all = new Map(found.map((formula) => [formula.prefix, formula]))))
  }
  return all
}

function made(prefix: string, book: Book): Formula | undefined {
  const owner = ownerOf(book, prefix)
  const spec = owner.spec.expected
  if (!spec) return undefined
  const schedule = spec.schedule === undefined ? undefined : owner.pack.file.schedules?.[spec.schedule]
  const parent = owner.spec.parent === undefined ? undefined : prefixFor(book, owner.pack, owner.spec.parent)
  return {
    owner,
    prefix,
    spec,
    ...(schedule && { schedule, timetable: timetableOf(schedule, owner.pack.params, book) }),
    ...(parent !== undefined && { parent }),
  }
}

/** A parameter that gives the last day is as good as a day that stands there. */
function timetableOf(schedule: Schedule, params: Readonly<Record<string, Json>>, { zone, calendars }: Book): Timetable {
  const { until, ...rest } = schedule
  const last = typeof until === 'object' ? params[until.fact] : until
  return new Timetable({ ...rest, ...(last !== undefined && { until: last }) }, zone, shiftCalendar(calendars, zone))
}

/** How a part of an id is read off the name of a slot. */
const OF_SLOT: Readonly<Record<string, (name: string) => string>> = {
  slot: (name) => name,
  today: (name) => name.slice(0, 10),
  week: (name) => weekOf(name.slice(0, 10)),
  month: (name) => name.slice(0, 7),
  year: (name) => name.slice(0, 4),
}
export const slotParts: readonly string[] = Object.keys(OF_SLOT)

/** What stands for a slot of this name in an id. */
export const slotPart = (part: string, name: string): string => OF_SLOT[part]!(name)

/** Makes the ids of a round: all that its members share is worked out once. */
export function idsOf({ owner, prefix }: Formula, { slot, parent }: Round): (member: Member) => DossierId {
  const shared = (name: string) => {
    if (name === owner.spec.parent) return parent ? tailOf(parent.id) : ''
    return slot ? (OF_SLOT[name]?.(slot.name) ?? '') : ''
  }
  const pieces = piecesOf(owner.spec.id ?? '').map(({ name, text }): { name: keyof Member } | { text: string } =>
    name === 'place' || name === 'each' ? { name } : { text: text ?? shared(name!) },
  )
  return (member) => {
    let id = `${prefix}/`
    for (const piece of pieces) id += 'text' in piece ? piece.text : segment(member[piece.name] ?? '')
    return id as DossierId
  }
}

/** What an id speaks of, whether or not that is expected; undefined where it was not made by the pattern. */
export interface Spoken extends Member {
  /** Undefined where the schedule has no such slot. */
  readonly slot?: Slot
  readonly slotName?: string
  readonly parent?: DossierId
}

export function readExpected(id: DossierId, { owner, timetable }: Formula, book: Book): Spoken | undefined {
  const parts = readId(id, book)
  if (!parts) return undefined
  const name = slotParts.find((part) => parts[part] !== undefined)
  const slotName = name && parts[name]!
  const slot = slotName && (name === 'slot' ? timetable?.named(slotName) : timetable?.first(slotName))
  const parent = parts[owner.spec.parent ?? ''] as DossierId | undefined
  return {
    ...(slotName !== undefined && { slotName }),
    ...(slot && { slot }),
    ...(parent !== undefined && { parent }),
    ...(parts['place'] !== undefined && { place: parts['place'] }),
    ...(parts['each'] !== undefined && { each: parts['each'] }),
  }
}

/** The slot of a dossier of a kind that goes by a schedule. */
export function slotOf(id: DossierId, book: Book): Slot | undefined {
  const formula = formulas(book).get(prefixOf(id))
  return formula?.timetable && readExpected(id, formula, book)?.slot
}

/** What a dossier knows of its slot: which it is, when, and whose turn (SPEC H68, J89). */
export function slotFacts(id: DossierId, book: Book): { readonly slot?: Json; readonly turn?: string } {
  const slot = slotOf(id, book)
  if (!slot) return {}
  const turn = turnOf(slot, book.lists[formulas(book).get(prefixOf(id))!.schedule!.rotation ?? ''])
  const [start, end] = [slot.start, slot.end].map((at) => new Date(at).toISOString()) as [string, string]
  return { slot: { name: slot.name, number: slot.number + 1, start, end }, ...(turn !== undefined && { turn }) }
}

/** From when on a round is shown and timed: so much before its slot as the schedule says (SPEC J92). */
export function appears({ schedule }: Formula, { slot, at }: Round, zone: string): Moment {
  return slot && schedule?.ahead !== undefined ? addSpan(slot.start, `-${schedule.ahead}`, zone) : at
}
