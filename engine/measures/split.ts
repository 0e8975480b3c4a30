/** Rows laid out by member, and what each lot of them comes to. */
import { over, type Rows } from '../facts/rows.js'
import { holds } from '../facts/far.js'
import { memberOf } from '../pack/looked.js'
import { countedThrough, givenBy } from '../pack/measures.js'
import type { Measure } from '../pack/format.js'
import type { Json, Moment } from '../types.js'
import type { Stretch } from './periods.js'
import type { Why } from './measured.js'
import type { Ground, Item } from './rows.js'

/** A number before anybody has asked whether it may be shown. */
export interface Raw {
  readonly value?: number | string
  readonly why?: Why
  /** Title of what is missing, where one part is. */
  readonly lacks?: string
  /** Rows that it rests on, those that were erased included. */
  readonly size: number
  readonly items: readonly Item[]
  readonly erased: number
  readonly untold: number
  readonly stretches?: readonly Json[]
  readonly parts?: Readonly<Record<string, Raw>>
}

/** A measure in one stretch of time; the member whose key is empty holds what says nothing of itself. */
export interface Split {
  readonly total: Raw
  readonly members: ReadonlyMap<string, Raw>
}

/** Erased rows that a tally still counts. */
export interface Left {
  readonly keys: readonly string[]
  readonly number: number
}

export const keysOf = (value: Json | undefined): readonly string[] => {
  const all = Array.isArray(value) ? (value as readonly Json[]) : value === undefined ? [] : [value]
  return all.length === 0 ? [''] : [...new Set(all.map(String))]
}

/**
 * What these rows come to, altogether and for each member.
 * @param known members that are there even where no row is
 */
export function splitOf(
  measure: Measure,
  items: readonly Item[],
  { by, known }: { readonly by: string | undefined; readonly known: readonly string[] },
  within: Stretch,
  left: { readonly told: readonly Left[]; readonly untold: number },
  ground: Ground,
): Split {
  const number = (lots: readonly Left[]) => lots.reduce((sum, lot) => sum + lot.number, 0)
  const made = (some: readonly Item[], lots: readonly Left[], untold = 0) =>
    rawOf(measure, some, within, { erased: number(lots), untold }, ground)
  const total = made(items, left.told, left.untold)
  if (by === undefined) return { total, members: new Map() }
  const lots = new Map<string, Item[]>(known.map((key) => [key, []]))
  for (const item of items)
    for (const key of keysOf(item.values[by])) {
      const lot = lots.get(key)
      if (lot) lot.push(item)
      else lots.set(key, [item])
    }
  for (const key of left.told.flatMap(({ keys }) => keys)) if (!lots.has(key)) lots.set(key, [])
  const ofKey = (key: string) => left.told.filter(({ keys }) => keys.includes(key))
  return { total, members: new Map([...lots].map(([key, lot]) => [key, made(lot, ofKey(key))])) }
}

function rawOf(
  measure: Measure,
  items: readonly Item[],
  { from, to }: Stretch,
  gone: Pick<Raw, 'erased' | 'untold'>,
  { world, pack, beside, at }: Ground,
): Raw {
  const { zone } = world.book
  const base = { size: items.length + gone.erased, items, ...gone }
  if (measure.how === 'places') return { ...base, value: items.length }
  const members = countedThrough(measure, pack.file, beside)!.members
  const rows: Rows<Item> = {
    all: items,
    at: (item) => item.at!,
    read: (item, path) => item.values[path],
    type: (path) => memberOf(members, path)?.type ?? 'text',
    whole: (item) => item.line ?? item.dossier!,
  }
  const { how, field, distinct, over: since } = measure
  // a stretch is looked at as far as it has come
  const end: Moment = Math.min(at, to)
  const ends = measure.how === 'gaps' ? { from: measure.from!, to: measure.to! } : {}
  const figure = { how, ...ends, ...(field && { field }), ...(distinct && { distinct }), ...(since && { over: since }) }
  const own = from > -Infinity ? ([from, end] as const) : undefined
  const value = over({ ...figure, how: figure.how as 'count' }, rows, own, { now: at, zone })
  if (measure.how === 'gaps') {
    const { minutes, list } = value as { minutes: number; list: readonly Json[] }
    return { ...base, value: minutes, stretches: list }
  }
  if (typeof value !== 'number' && typeof value !== 'string') return { ...base, why: 'none' }
  return { ...base, value: typeof value === 'number' ? value + gone.erased : value }
}

/** Kind of the places that are members, where they are. */
export const placeKind = (by: string | undefined): string | undefined => /^place\.([a-z]+)$/.exec(by ?? '')?.[1]

/** Is all that belongs to a member held here? Only of a place can that be said alone. */
export const isHeld = (key: string, by: string | undefined, { world }: Ground, whole: boolean): boolean =>
  placeKind(by) === undefined || key === '' ? whole : holds(world, key)

export const typeOf = (measure: Measure, { pack, beside }: Ground) => givenBy(measure, pack.file, beside).type
