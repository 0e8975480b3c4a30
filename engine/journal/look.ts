/** How dossiers are found: what is indexed of them, and the same questions asked of one dossier in memory. */
import { next, outlives } from '../time/dues.js'
import type { Data, Dossier, Moment, Query } from '../types.js'
import { forgottenAt } from './forget.js'
import type { Ancestors } from './journal.js'

const prefixOf = (id: string) => id.slice(0, id.indexOf('/'))

/** A dossier with what is indexed of it. */
export interface Head {
  readonly id: string
  readonly dossier: Dossier
  /**
   * For its place, every place above, every dossier that it names and nothing at all: `prefix place ±step opened`, so that
   * one index finds a kind, at a place or under a parent, open or over, at a step, newest first, and counts each of these
   * without reading a dossier.
   */
  readonly keys: readonly string[]
  /** When it next fires. */
  readonly next?: Moment
  /** Earliest due that runs, fired or not. */
  readonly due?: Moment
  /** `kind moment` for each kind over which acts here counted. */
  readonly counted?: readonly string[]
  /** Other dossiers whose lines caused lines here. */
  readonly causes?: readonly string[]
  /** When it is to be erased. */
  readonly forget?: Moment
  /** Where its lines are packed, if they have no record of their own. */
  readonly segment?: number
}

export const gap = '\t'
export const keyEnd = '\uffff'
/** Beginning of the keys of a kind at a place. */
export const keyOf = (prefix: string, place = ''): string => [prefix, place, ''].join(gap)
const stepKey = ({ ended, step }: Dossier) => (ended ? '-' : '+') + step
export const countedKey = (kind: string, at: Moment) => kind + gap + openedKey(at)
const openedKey = (opened: Moment) => Math.max(0, opened).toString(36).padStart(9, '0')

export const prefixIn = (key: string): string => key.slice(0, key.indexOf(gap))
/** Step of a key, with its `+` (open) or `-` (over). */
export const stepIn = (key: string): string => key.split(gap)[2]!
export const stepRange = (prefix: string, place: string | undefined, step: string, opened: Query['opened'] = {}) => {
  const start = keyOf(prefix, place) + step + gap
  const bound = (moment: Moment | undefined, none: string) => start + (moment === undefined ? none : openedKey(moment))
  return [bound(opened.from, ''), bound(opened.to, keyEnd)] as const
}

/** Ids of other dossiers among the answers: the parent's above all. */
const namedIn = (fields: Data): readonly string[] => [...new Set(Object.values(fields).filter(isId))]
const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[a-z][a-z0-9-]*\/[^\s\uffff]{1,200}$/.test(value)

/** What narrows a query most: a dossier that those sought name, else their place. */
export const narrowest = ({ where = {}, place }: Query): string | undefined => namedIn(where)[0] ?? place

/** Keys by the dossiers that this one names. */
export const keysByName = (dossier: Dossier): readonly string[] =>
  namedIn(dossier.fields).map((id) => keyOf(prefixOf(dossier.id), id) + tailOf(dossier))

const tailOf = (dossier: Dossier) => `${stepKey(dossier)}${gap}${openedKey(dossier.opened)}`

export function headOf(dossier: Dossier, ancestors: Ancestors): Head {
  const firings = dossier.dues.flatMap((due) => next(due)?.at ?? [])
  const running = dossier.dues.flatMap((due) => (due.state === 'runs' && !outlives(due) ? due.at : []))
  const places = dossier.place === '' ? [''] : ['', dossier.place, ...ancestors(dossier.place)]
  const forget = forgottenAt(dossier)
  const tail = tailOf(dossier)
  return {
    id: dossier.id,
    dossier,
    keys: [...places.map((place) => keyOf(prefixOf(dossier.id), place) + tail), ...keysByName(dossier)],
    ...(firings.length > 0 && { next: Math.min(...firings) }),
    ...(running.length > 0 && { due: Math.min(...running) }),
    ...(dossier.counted && { counted: Object.entries(dossier.counted).map(([kind, at]) => countedKey(kind, at)) }),
    ...(dossier.causes && { causes: dossier.causes }),
    ...(forget !== undefined && { forget }),
  }
}

const same = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b)

/** What the keys of a dossier tell of it. */
export interface Told {
  readonly id: string
  readonly step: string
  readonly ended: boolean
  readonly opened: Moment
}

/** Read from its first key, which is the one without a place. */
export function toldBy({ id, keys: [key = ''] }: Pick<Head, 'id' | 'keys'>): Told {
  const step = stepIn(key)
  const opened = Number.parseInt(key.slice(key.lastIndexOf(gap) + 1), 36)
  return { id, step: step.slice(1), ended: step.startsWith('-'), opened }
}

/** All that a query asks but the values of fields. */
export function suits({ id, step, ended, opened, keys }: Told & Pick<Head, 'keys'>, query: Query): boolean {
  const { kind, steps, place, opened: within, open } = query
  if (kind !== undefined && prefixOf(id) !== kind) return false
  if (steps && !steps.includes(step)) return false
  if (open !== undefined && ended === open) return false
  if (within?.from !== undefined && opened < within.from) return false
  if (within?.to !== undefined && opened > within.to) return false
  return place === undefined || keys.some((key) => key.startsWith(keyOf(prefixOf(id), place)))
}

/** The values of fields that a query asks for. */
export const answers = ({ fields }: Pick<Dossier, 'fields'>, { where }: Query): boolean =>
  !where || Object.entries(where).every(([name, value]) => same(fields[name], value))

export const fits = ({ dossier, keys }: Pick<Head, 'id' | 'dossier' | 'keys'>, query: Query): boolean =>
  suits({ ...dossier, keys }, query) && answers(dossier, query)

/** What is sorted by; when the last line was is asked for only where it counts. */
export interface Sorted {
  readonly id: string
  readonly due?: Moment
  readonly dossier: Pick<Dossier, 'opened'> & Partial<Pick<Dossier, 'at'>>
}

/** Newest first, by the moment of opening or of the last line; `due`: earliest running due first, then the others. */
export function order(sort: Query['sort'] = 'opened'): (a: Sorted, b: Sorted) => number {
  const byId = (a: Sorted, b: Sorted) => (a.id < b.id ? 1 : -1)
  const newest = (a: Sorted, b: Sorted) => b.dossier.opened - a.dossier.opened || byId(a, b)
  if (sort === 'opened') return newest
  if (sort === 'at') return (a, b) => b.dossier.at! - a.dossier.at! || byId(a, b)
  return (a, b) => (a.due ?? Infinity) - (b.due ?? Infinity) || newest(a, b)
}
