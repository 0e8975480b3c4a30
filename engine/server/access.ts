/** The first statement of every transaction: from here on the database itself shows no more than the token allows. */
import type { PlaceId } from '../types.js'
import type { Ask, Database } from './database.js'
import { Refusal } from './refusal.js'
import type { Claims } from './tokens.js'

/** What a transaction knows of itself. */
export interface Inside {
  readonly ask: Ask
  readonly claims: Claims
  /** Path of the token's place. */
  readonly reach: string
  /** Path of the place that is asked for. */
  readonly scope: string
  readonly epoch: string
  /** Transactions below this one are over. */
  readonly settled: bigint
  /** The next transaction has this number or a later one. */
  readonly next: bigint
}

interface Entered {
  readonly reach: string
  readonly scope: string | null
  readonly revoked: boolean
  readonly epoch: string
  readonly settled: string
  readonly next: string
}

const enter = {
  name: 'enter',
  text: `select set_config('role', 'linli_app', true), set_config('linli.role', $2, true),
    set_config('linli.reach', coalesce((select path from linli.places where id = $1), ''), true) as reach,
    (select path from linli.places where id = $4) as scope,
    exists (select from linli.revoked where token = $3) as revoked,
    (select epoch from linli.far) as epoch,
    pg_snapshot_xmin(pg_current_snapshot())::text as settled,
    pg_snapshot_xmax(pg_current_snapshot())::text as next`,
}

/**
 * @param place what is asked about; without it all that the token reaches
 * @throws Refusal where the token was taken back, or is not for this place
 */
export const inside = <T>(
  database: Database,
  claims: Claims,
  place: PlaceId | undefined,
  work: (inside: Inside) => Promise<T>,
): Promise<T> =>
  database.transaction(async (ask) => {
    const [entered] = await ask<Entered>(enter, [claims.place, claims.role, claims.jti, place ?? claims.place])
    const { reach, scope, revoked, epoch, settled, next } = entered!
    if (revoked) throw new Refusal(401, 'This token was taken back.')
    if (reach === '') throw new Refusal(403, 'The place of this token is not known here: load the places first.')
    if (!scope?.startsWith(reach)) throw new Refusal(403, 'This place is not for this token.')
    return work({ ask, claims, reach, scope, epoch, settled: BigInt(settled), next: BigInt(next) })
  })
