/** How records lie in the database: as texts, which a browser copies in a fraction of the time of the objects in them. */
import { fold } from '../act/fold.js'
import type { Dossier, DossierId, Entry } from '../types.js'
import type { Lines, Segment } from './database.js'
import type { Head } from './look.js'
import type { Transaction } from './transaction.js'

/**
 * A head as it lies there. What has ended and lies in a segment has no dossier of its own: that is folded from the lines
 * in the segment when it is asked for, so a hundred thousand closed cases cost little more than their keys.
 */
export type KeptHead = Omit<Head, 'dossier'> & {
  readonly dossier?: Dossier
  /** Of the dossier; absent in records of versions before 8, which always have the dossier. */
  readonly head?: string
}

const text = (value: unknown) => JSON.stringify(value)

/** A text is read when somebody asks for what is in it; objects are records of versions before 8. */
function lazily<T extends object>(record: T, name: keyof T): T {
  const words = record[name]
  if (typeof words !== 'string') return record
  let value: unknown
  const get = () => (value ??= JSON.parse(words) as unknown)
  return Object.defineProperty(record, name, { enumerable: true, configurable: true, get })
}

/** What is packed of the records of a store, and how it is read; other stores hold what they are given. */
export const packing = {
  heads: {
    pack: (head: KeptHead) => (head.dossier ? { ...head, dossier: text(head.dossier), head: head.dossier.head } : head),
    read: (head: KeptHead) => lazily(head, 'dossier'),
  },
  lines: {
    pack: (kept: Lines) => ({ ...kept, lines: text(kept.lines) }),
    read: (kept: Lines) => lazily(kept, 'lines'),
  },
  segments: {
    pack: ({ dossiers, ...rest }: Segment) => ({
      ...rest,
      dossiers: Object.fromEntries(Object.entries(dossiers).map(([id, lines]) => [id, text(lines)])),
    }),
    read(segment: Segment) {
      for (const id of Object.keys(segment.dossiers)) lazily(segment.dossiers, id)
      return segment
    },
  },
} as const

export const headIn = ({ head, dossier }: KeptHead): string => head ?? dossier!.head

/** As it is put beside a segment that holds its lines. */
export function sealed({ dossier, ...head }: Head, segment: number): KeptHead {
  return dossier.ended ? { ...head, head: dossier.head, segment } : { ...head, dossier, segment }
}

/** The dossier of a record, given the segment where that is needed. */
export function dossierOf({ id, dossier }: KeptHead, segment: Segment | undefined): Dossier {
  return dossier ?? fold(packedIn(segment, id)).dossier
}

/** The same by its id, within a transaction over heads and segments. */
export async function dossierWithin(tx: Pick<Transaction, 'get'>, id: string): Promise<Dossier | undefined> {
  const head = await tx.get('heads', id)
  if (!head || head.dossier) return head?.dossier
  return dossierOf(head, await tx.get('segments', head.segment!))
}

export const packedIn = (segment: Segment | undefined, id: string): readonly Entry[] =>
  segment?.dossiers[id as DossierId] ?? []
