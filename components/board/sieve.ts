/** Which dossiers of a board are shown: by state, by a field, by place, by words. */
import type { Say } from '../../engine/types.js'
import type { RowView } from '../../engine/view.js'
import type { Mark, Placed } from './standing.js'

/** A number of the counts line, as a filter: every number opens the rows behind it. */
export type Only = Exclude<Mark, 'none' | 'on-time'> | 'void'

export interface Sieve {
  readonly only?: Only
  readonly field?: { readonly name: string; readonly value: string }
  /** Key of a place, see `placesOf`. */
  readonly place?: string
  readonly text?: string
}

export interface Counts {
  readonly all: number
  readonly late: number
  readonly warn: number
  readonly suspended: number
  readonly void: number
}

export interface PlaceOption {
  readonly key: string
  readonly path: readonly Say[]
  readonly count: number
}

const inBoth = (say: Say | undefined): string => (say ? Object.values(say).join(' ') : '')

// Rows are made anew after each change, so what was read out of them goes with them.
const haystacks = new WeakMap<RowView, string>()
function haystack(row: RowView): string {
  let text = haystacks.get(row)
  if (text === undefined) {
    const fields = Object.values(row.fields).filter((value) => typeof value === 'string')
    const people = row.holder?.parties.map(({ name }) => inBoth(name)) ?? []
    const words = [row.id, row.source ?? '', inBoth(row.title), ...row.place.path.map(inBoth), ...people, ...fields]
    haystacks.set(row, (text = words.join(' ').toLowerCase()))
  }
  return text
}

const joint = ' · '
const keysOf = new WeakMap<readonly Say[], readonly string[]>()

/** Key of the place that stands so deep in a path, counted from 1. */
export function keyOf(path: readonly Say[], depth: number): string {
  let keys = keysOf.get(path)
  if (!keys)
    keysOf.set(
      path,
      (keys = path.map((_, last) =>
        path
          .slice(0, last + 1)
          .map(({ zh }) => zh)
          .join(joint),
      )),
    )
  return keys[Math.min(depth, path.length) - 1] ?? ''
}

/** How deep the place of a key stands; 0 for all places. */
export const depthOf = (key: string | undefined): number => (key ? key.split(joint).length : 0)

/** Every word of `text` must occur somewhere in what the row says. */
export function sift(placed: readonly Placed[], { only, field, place, text = '' }: Sieve): readonly Placed[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const depth = depthOf(place)
  if (!only && !field && !place && words.length === 0) return placed
  return placed.filter(({ row, mark }) => {
    if (only && (only === 'void' ? row.void === 0 : mark !== only)) return false
    if (field && row.fields[field.name] !== field.value) return false
    if (place && keyOf(row.place.path, depth) !== place) return false
    return words.every((word) => haystack(row).includes(word))
  })
}

export function count(placed: readonly Placed[]): Counts {
  const sum = { all: placed.length, late: 0, warn: 0, suspended: 0, void: 0 }
  for (const { row, mark } of placed) {
    if (mark === 'late' || mark === 'warn' || mark === 'suspended') sum[mark]++
    if (row.void > 0) sum.void++
  }
  return sum
}

/** Places that have open dossiers, two levels below what they all share, with how many: what a place filter offers. */
export function placesOf(placed: readonly Placed[]): readonly PlaceOption[] {
  // ten thousand dossiers lie at some hundred places
  const at = new Map<string, { readonly path: readonly Say[]; count: number }>()
  for (const { row } of placed) {
    const known = at.get(row.place.id)
    if (known) known.count++
    else at.set(row.place.id, { path: row.place.path, count: 1 })
  }
  const all = [...at.values()]
  const first = all[0]?.path ?? []
  let shared = 0
  while (shared < first.length && all.every(({ path }) => path[shared]?.zh === first[shared]?.zh)) shared++
  const options = new Map<string, { path: readonly Say[]; count: number }>()
  for (const { path, count } of all) {
    for (const depth of [shared + 1, shared + 2]) {
      if (path.length < depth) continue
      const key = keyOf(path, depth)
      const option = options.get(key)
      if (option) option.count += count
      else options.set(key, { path: path.slice(shared, depth), count })
    }
  }
  const collator = new Intl.Collator('zh-CN', { numeric: true })
  return [...options].map(([key, option]) => ({ key, ...option })).sort((a, b) => collator.compare(a.key, b.key))
}
