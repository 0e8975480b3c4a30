/** Appointments and hand-overs that were acts, laid over the roster that files say. */
import type { Book } from '../pack/book.js'
import type { Holding, RosterFile } from '../pack/format.js'
import type { Dossier, DossierId, PartyId, PlaceId } from '../types.js'
import { dayBefore } from './days.js'
import { inForce } from './in-order.js'

/** What a dossier says of who holds a post at a place. */
export interface Tenure {
  readonly post: string
  readonly place: PlaceId
  readonly party: PartyId
  /** First day; absent for who stood in the roster before anybody acted. */
  readonly since?: string
  /** First day on which it is held no more. */
  readonly gone?: string
  readonly ended: boolean
}

/** A kind of dossier that says who holds a post. */
export interface HoldingKind {
  /** Prefix of its dossiers. */
  readonly prefix: string
  readonly holding: Holding
}

export function holdingKinds(book: Book): readonly HoldingKind[] {
  return [...book.kinds].flatMap(([prefix, { pack, kind }]) => {
    const holding = pack.file.dossiers?.[kind]?.holding
    return holding ? { prefix, holding } : []
  })
}

export const isOf = (kinds: readonly { readonly prefix: string }[], ids: readonly DossierId[]): boolean =>
  kinds.some(({ prefix }) => ids.some((id) => id.startsWith(`${prefix}/`)))

export function tenureOf({ place, fields, ended }: Dossier, { post, holder, since, gone }: Holding): Tenure {
  const day = (name: string) => (typeof fields[name] === 'string' ? fields[name] : undefined)
  const [first, last] = [day(since), day(gone)]
  return {
    ...{ post: String(fields[post]), place, party: String(fields[holder]), ended },
    ...(first !== undefined && { since: first }),
    ...(last !== undefined && { gone: last }),
  }
}

type Row = RosterFile['posts'][number]

/**
 * The roster as these leave it, in the order in which they were last acted on. What it says already is not said twice, so
 * a roster that was exported with them and taken in again stays as it is.
 */
export function withTenures(roster: RosterFile, tenures: readonly Tenure[]): RosterFile {
  if (tenures.length === 0) return roster
  let posts: readonly Row[] = roster.posts
  const parties = { ...roster.parties }
  for (const it of tenures) {
    // who was appointed on another device is known by the post until the people file tells the name
    parties[it.party] ??= { kind: 'person' }
    if (it.ended) posts = cut(begun(posts, it), it)
    else posts = begun(cut(posts, it), it)
  }
  for (const it of tenures) if (it.gone !== undefined) posts = vacated(posts, it, it.gone)
  return { ...roster, parties, posts }
}

const isSeat = (row: Row, { post, place }: Tenure) => row.post === post && row.place === place
const isOwn = (row: Row, it: Tenure) => isSeat(row, it) && row.party === it.party

/** Somebody holds it from that day, and it is vacant no more. */
function begun(posts: readonly Row[], it: Tenure): readonly Row[] {
  const { post, place, party, since } = it
  if (since === undefined || posts.some((row) => isOwn(row, it) && row.from === since)) return posts
  const filled = posts.flatMap((row) => {
    if (!isSeat(row, it) || row.party !== undefined || !inForce(row, since)) return row
    return row.from < since ? { ...row, until: dayBefore(since) } : []
  })
  return [...filled, { post, place, party, from: since }]
}

/** Held until the day before; who left before the first day never held it. */
function cut(posts: readonly Row[], it: Tenure): readonly Row[] {
  const { gone, since } = it
  if (gone === undefined) return posts
  return posts.flatMap((row) => {
    if (!isOwn(row, it) || (row.until !== undefined && row.until < gone)) return row
    if (row.from < gone) return { ...row, until: dayBefore(gone) }
    return it.ended && row.from === since ? [] : row
  })
}

/** Where nobody else holds it on that day, it is vacant from then until somebody does. */
function vacated(posts: readonly Row[], it: Tenure, gone: string): readonly Row[] {
  const seat = posts.filter((row) => isSeat(row, it))
  if (seat.some((row) => inForce(row, gone))) return posts
  const next = seat.map(({ from }) => from).filter((from) => from > gone)
  const until = next.length > 0 ? dayBefore(next.sort()[0]!) : undefined
  return [...posts, { post: it.post, place: it.place, from: gone, ...(until !== undefined && { until }) }]
}
