/** Bytes under their hash, for those who may read a dossier that names them. */
import { createHash } from 'node:crypto'
import type { Named, PushResult, RejectCode } from '../sync/adapter.js'
import { inside } from './access.js'
import type { Database } from './database.js'
import { isDossier, isHash } from './line.js'
import type { Claims } from './tokens.js'

const where = { name: 'parcel where', text: 'select path from linli.whereabouts(array[$1])' }
const gone = { name: 'parcel gone', text: 'select last from linli.erased_among(array[$1])' }
const keep = {
  name: 'parcel keep',
  text: `insert into linli.parcels (hash, type, bytes) values ($1, $2, $3) on conflict (hash) do nothing`,
}
const tie = {
  name: 'parcel tie',
  text: `insert into linli.parcel_of ("on", hash) values ($1, $2) on conflict do nothing`,
}
const found = {
  name: 'parcel found',
  text: `select type, bytes from linli.parcels p
    where hash = $2 and exists (select from linli.parcel_of f where f."on" = $1 and f.hash = p.hash)`,
}
const there = {
  name: 'parcels there',
  text: `select t.n::integer as n from unnest($1::text[], $2::text[]) with ordinality as t ("on", hash, n)
    where exists (select from linli.parcel_of f where f."on" = t."on" and f.hash = t.hash)`,
}

export interface Brought extends Named {
  readonly type: string
  readonly bytes: Buffer
}

export async function pushParcel(
  database: Database,
  claims: Claims,
  maxBytes: number,
  { hash, on, type, bytes }: Brought,
): Promise<PushResult> {
  const no = (code: RejectCode) => ({ id: hash, status: 'rejected', code }) as const
  if (bytes.length > maxBytes) return no('too-large')
  if (!isHash(hash) || !isDossier(on) || createHash('sha256').update(bytes).digest('hex') !== hash) return no('invalid')
  if (claims.role === 'read') return no('forbidden')
  return inside(database, claims, undefined, async ({ ask, reach }) => {
    const [home] = await ask<{ path: string }>(where, [on])
    if (!home && (await ask(gone, [on])).length > 0) return no('erased')
    if (!home) return { id: hash, status: 'retry', afterMs: 10_000 }
    if (!home.path.startsWith(reach)) return no('forbidden')
    await ask(tie, [on, hash])
    await ask(keep, [hash, type, bytes])
    return { id: hash, status: 'stored' }
  })
}

export const fetchParcel = (database: Database, claims: Claims, { hash, on }: Named) =>
  inside(database, claims, undefined, async ({ ask }) => {
    const [parcel] = await ask<{ type: string; bytes: Uint8Array }>(found, [on, hash])
    return parcel
  })

export const missingParcels = (database: Database, claims: Claims, named: readonly Named[]) =>
  inside(database, claims, undefined, async ({ ask }) => {
    const values = [named.map(({ on }) => String(on)), named.map(({ hash }) => String(hash))]
    const has = new Set((await ask<{ n: number }>(there, values)).map(({ n }) => n - 1))
    return named.filter((_, index) => !has.has(index))
  })
