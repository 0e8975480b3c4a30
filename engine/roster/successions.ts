/** Grids split and merged by acts, laid over the roster that files say: who takes over what, from which day. */
import type { Book } from '../pack/book.js'
import type { RosterFile, SuccessionSpec } from '../pack/format.js'
import type { Dossier, PlaceId, Say } from '../types.js'
import { dayAfter, dayBefore } from './days.js'
import { aboveOn, inForce, type PlaceRow } from './in-order.js'

/** From a day on, what lies in a place lies in its heir. */
export interface Succession {
  readonly place: PlaceId
  readonly heir: PlaceId
  /** The heir is new and called so; without it the heir is there already. */
  readonly name?: Say
  /** What goes over of what lies in the place; without it all of it, and the place ends. */
  readonly takes?: readonly PlaceId[]
  /** First day. */
  readonly since: string
}

/** A kind of dossier that says so. */
export interface SuccessionKind {
  /** Prefix of its dossiers. */
  readonly prefix: string
  readonly succession: SuccessionSpec
}

export function successionKinds(book: Book): readonly SuccessionKind[] {
  return [...book.kinds].flatMap(([prefix, { pack, kind }]) => {
    const succession = pack.file.dossiers?.[kind]?.succession
    return succession ? { prefix, succession } : []
  })
}

/** What a dossier says; undefined where it was taken back. */
export function successionOf({ place, step, fields }: Dossier, spec: SuccessionSpec): Succession | undefined {
  const [since, heir, takes] = [fields[spec.since], fields[spec.heir], spec.takes && fields[spec.takes]]
  const name = spec.name === undefined ? undefined : fields[spec.name]
  if (!spec.counts.includes(step) || typeof since !== 'string' || typeof heir !== 'string') return undefined
  return {
    ...{ place, heir, since },
    ...(name !== undefined && { name: { ...(name as Say), en: (name as Say).en ?? (name as Say).zh } }),
    ...(takes !== undefined && { takes: takes as unknown as readonly PlaceId[] }),
  }
}

/**
 * The roster as these leave it, in the order in which they were decided. The earlier counts: what lies elsewhere by then
 * stays there, nothing goes into a place that has ended, and no code is given twice. What the roster says already is not
 * said twice, so one that was exported with them and taken in again stays as it is.
 */
export function withSuccessions(roster: RosterFile, all: readonly Succession[]): RosterFile {
  const given = new Map<PlaceId, PlaceId>()
  let now = roster
  for (const it of all) {
    if (it.name !== undefined && (given.get(it.heir) ?? it.place) !== it.place) continue
    given.set(it.heir, it.place)
    now = withOne(now, it)
  }
  return now
}

function withOne(roster: RosterFile, it: Succession): RosterFile {
  const { place, heir, takes, since } = it
  const from = roster.places[place]
  const to = roster.places[heir] ?? (from && begun(from, it))
  if (!from || !to || place === heir || !inForce(from, since) || !inForce(to, since)) return roster
  // a code that the roster has given to something else
  if (it.name !== undefined && to.from !== since) return roster
  const places: Record<PlaceId, PlaceRow> = { ...roster.places, [heir]: to }
  for (const id of takes ?? Object.keys(places)) if (places[id]) places[id] = moved(places[id], place, heir, since)
  if (takes) return { ...roster, places, posts: [...roster.posts, ...vacant(roster, it)] }
  places[place] = { ...from, until: dayBefore(since), next: [heir] }
  return { ...roster, places, posts: takenOver(roster.posts, it) }
}

/** A new one lies beside the one that it is taken from. */
function begun(from: PlaceRow, { name, since }: Succession): PlaceRow | undefined {
  const above = aboveOn(from, since)
  return name && { kind: from.kind, title: name, ...(above !== undefined && { in: above }), from: since }
}

interface Stay {
  readonly in: PlaceId
  /** Last day; absent: for good. */
  readonly until?: string
}

/** From that day on it lies in `to` wherever it would lie in `from`. */
function moved(row: PlaceRow, from: PlaceId, to: PlaceId, since: string): PlaceRow {
  if (row.in === undefined) return row
  const stays: readonly Stay[] = [...(row.was ?? []), { in: row.in }]
  const goes = ({ in: above, until }: Stay) => above === from && (until === undefined || until >= since)
  if (!stays.some(goes)) return row
  const then: Stay[] = []
  const lies = (stay: Stay) => {
    if (then.at(-1)?.in === stay.in) then.pop()
    then.push(stay)
  }
  let begins = row.from ?? ''
  for (const stay of stays) {
    if (goes(stay) && begins < since) lies({ in: from, until: dayBefore(since) })
    lies(goes(stay) ? { ...stay, in: to } : stay)
    if (stay.until !== undefined) begins = dayAfter(stay.until)
  }
  const { was: _, ...rest } = row
  const was = then.slice(0, -1) as Required<Stay>[]
  return { ...rest, in: then.at(-1)!.in, ...(was.length > 0 && { was }) }
}

type Posts = RosterFile['posts']

/** Posts that the old place has are the new one's too, and nobody holds them yet. */
function vacant({ posts }: RosterFile, { place, heir, since }: Succession): Posts {
  const has = (at: PlaceId) => new Set(posts.flatMap((row) => (row.place === at ? row.post : [])))
  const known = has(heir)
  return [...has(place)].flatMap((post) => (known.has(post) ? [] : { post, place: heir, from: since }))
}

/** Who holds a post there holds it at the heir, beside whoever does already. */
function takenOver(posts: Posts, { place, heir, since }: Succession): Posts {
  const isOver = ({ until }: Posts[number]) => until !== undefined && until < since
  const goes = posts.filter((row) => row.place === place && row.party !== undefined && !isOver(row))
  const filled = new Set(goes.flatMap(({ post, from }) => (from <= since ? post : [])))
  const stay = posts.flatMap((row) => {
    const ends = row.place === place || (row.place === heir && row.party === undefined && filled.has(row.post))
    if (!ends || isOver(row)) return row
    return row.from < since ? { ...row, until: dayBefore(since) } : []
  })
  const held = (row: Posts[number]) =>
    stay.some((it) => it.place === heir && it.post === row.post && it.party === row.party && !isOver(it))
  const over = goes.map((row) => ({ ...row, place: heir, from: row.from > since ? row.from : since }))
  return [...stay, ...over.filter((row) => !held(row))]
}
