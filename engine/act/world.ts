/** What a judgement may look at: the book, the tree, who answers for what, the dossiers, and one moment. */
import type { Context } from '../judge/comparable.js'
import type { Tally as Erased } from '../journal/forget.js'
import type { Book, Pack } from '../pack/book.js'
import type { ActSpec, Kind } from '../pack/format.js'
import type { Places } from '../roster/places.js'
import type { Posts } from '../roster/posts.js'
import type { Dossier, DossierId, Entry, Moment, PlaceId, Query, Say, Span } from '../types.js'

export interface World {
  readonly book: Book
  readonly places: Places
  readonly posts: Posts
  readonly now: Moment
  /** Nobody else gives numbers here: `{serial}` is a plain number. */
  readonly soleIssuer?: boolean | undefined
  /** The places whose dossiers this station holds, at them and anywhere below; without it all of the community. */
  readonly reach?: readonly PlaceId[] | undefined
  /** A whole number below `count`, each as likely; without it the platform's own source. What is drawn is kept by the line. */
  readonly random?: ((count: number) => number) | undefined
  dossier(id: DossierId): Promise<Dossier | undefined>
  find(query: Query): Promise<readonly Dossier[]>
  /** How many there are and at which steps, without reading them where that can be avoided. */
  count?(query: Query): Promise<Tally>
  /** Dossiers that fit, some hundred at a time and in no order; without it they are found in one go. */
  pages?(query: Query): AsyncIterable<readonly Dossier[]>
  /** Lines of several dossiers at once; without it one after the other. */
  readonly ledgers?: ((ids: readonly DossierId[]) => Promise<readonly (readonly Entry[])[]>) | undefined
  /** What stays of dossiers that were erased. */
  readonly tallies?: (() => Promise<readonly Erased[]>) | undefined
  /** Why there is no dossier of this id, where a formula says which ones there are (SPEC J91). */
  unexpected?(id: DossierId): Promise<Say | undefined>
  /** Lines of a dossier in any order, void ones too. */
  lines(id: DossierId): Promise<readonly Entry[]>
}

/** How many dossiers, and at which steps. */
export interface Tally {
  readonly total: number
  readonly steps: Readonly<Record<string, number>>
}

export function add(tally: { total: number; steps: Record<string, number> }, step: string, more: number): void {
  tally.total += more
  tally.steps[step] = (tally.steps[step] ?? 0) + more
}

export function tallyOf(dossiers: readonly Dossier[]): Tally {
  const tally = { total: 0, steps: {} }
  for (const { step } of dossiers) add(tally, step, 1)
  return tally
}

/** The same world as of another moment. */
export const asOf = (world: World, now: Moment): World =>
  // a world may be an object with methods of its own: they are asked of it, not of this one
  Object.assign(Object.create(world) as World, {
    now,
    dossier: (id: DossierId) => world.dossier(id),
    find: (query: Query) => world.find(query),
    lines: (id: DossierId) => world.lines(id),
    ...(world.count && { count: (query: Query) => world.count!(query) }),
  })

/** A kind of dossier in the pack that owns it. */
export interface Owner {
  readonly pack: Pack
  readonly kind: string
  readonly spec: Kind
}

/** What comparisons need to know of a world. */
export const contextOf = ({ book, places }: Pick<World, 'book' | 'places'>): Context => ({
  zone: book.zone,
  under: (place, top) => places.under(place, top),
})

export const prefixOf = (id: DossierId) => id.slice(0, id.indexOf('/'))

/** @throws Error if no pack of the book has dossiers with this prefix: a mistake of the page, not of the person. */
export function ownerOf(book: Book, prefix: string): Owner {
  const found = book.kinds.get(prefix)
  const spec = found?.pack.file.dossiers?.[found.kind]
  if (!found || !spec) {
    throw new Error(
      `No pack of ${book.community} has dossiers named "${prefix}/…"; it knows ${[...book.kinds.keys()].join(', ')}.`,
    )
  }
  return { ...found, spec }
}

/** Prefix under which the dossiers of `kind` (own, or `pack/kind`) are found. */
export function prefixFor(book: Book, pack: Pack, kind: string): string | undefined {
  const [name, own] = kind.includes('/') ? (kind.split('/') as [string, string]) : [pack.name, kind]
  for (const [prefix, it] of book.kinds) if (it.pack.name === name && it.kind === own) return prefix
  return undefined
}

/** @throws Error if the pack has no such act for this kind. */
export function actOf(owner: Owner, type: string): ActSpec {
  const act = owner.pack.file.acts?.[type]
  if (act?.on !== owner.kind) {
    const known = Object.entries(owner.pack.file.acts ?? {}).filter(([, it]) => it.on === owner.kind)
    throw new Error(
      `"${type}" is no act on ${owner.kind}; ${owner.pack.name} knows ${known.map(([name]) => name).join(', ')}.`,
    )
  }
  return act
}

/** How long the book in force keeps a private answer. */
export function keepOf({ kinds }: Book, on: DossierId, field: string): Span | undefined {
  const it = kinds.get(prefixOf(on))
  return it?.pack.file.dossiers?.[it.kind]?.fields[field]?.private?.keep
}
