/** Handing lines out: in the order of their arrival, and never beyond a transaction that is still at work. */
import type { Scope } from '../sync/adapter.js'
import { inside } from './access.js'
import type { Inside } from './access.js'
import type { Database } from './database.js'
import { proofsOf } from './proofs.js'
import { Refusal } from './refusal.js'
import type { Claims } from './tokens.js'

interface Found {
  readonly xid_text: string
  readonly seq_text: string
  readonly letters: string
  readonly chain: string | null
}

// `order by` takes a name of the list before one of the table: so no name of a text here is that of a number
const page = {
  name: 'page',
  text: `select xid::text as xid_text, seq::text as seq_text, convert_from(line, 'UTF8') as letters, chain from linli.lines
    where (xid, seq) > ($1::bigint, $2::bigint) and xid < $3::bigint and starts_with(path, $4)
      and ($5::text[] is null or split_part("on", '/', 1) = any ($5))
    order by xid, seq limit $6`,
}
const lastOf = (sequence: string) => ({
  name: `last of ${sequence}`,
  text: `select last_value::text as last from linli.${sequence}`,
})
const lastLine = lastOf('lines_seq_seq')

/** The page as JSON: lines are put into it as they were brought, without being read. */
export const pullLines = (
  database: Database,
  claims: Claims,
  { place, kinds }: Scope,
  cursor: string | null,
  limit: number,
  now: number,
): Promise<{ readonly json: string; readonly count: number }> =>
  inside(database, claims, place, async (within) => {
    const { ask, scope, settled } = within
    const [xid, seq] = await behind(within, cursor, lastLine)
    const values = [String(xid), String(seq), String(settled), scope, kinds ?? null, limit + 1]
    const found = await ask<Found>(page, values)
    const more = found.length > limit
    const rows = more ? found.slice(0, limit) : found
    const last = rows.at(-1)
    const proofs = await proofsOf(
      ask,
      rows.flatMap(({ chain }) => chain ?? []),
    )
    const members = [
      `"entries":[${rows.map(({ letters }) => letters).join(',')}]`,
      // at the end everything below the oldest transaction at work is read, also what was not asked for
      `"cursor":"${more ? cursorAt(within, last!.xid_text, last!.seq_text) : cursorAt(within, settled, 0)}"`,
      `"more":${more}`,
      `"now":${now}`,
      ...(proofs.length > 0 ? [`"proofs":[${proofs.join(',')}]`] : []),
    ]
    return { json: `{${members.join(',')}}`, count: rows.length }
  })

const cursorAt = ({ epoch }: Inside, xid: bigint | string, seq: string | number) => `${epoch}.${xid}.${seq}`

/** @throws Refusal 410 for a cursor that was never given out, or before the database was set back */
async function behind(
  { ask, epoch, next }: Inside,
  cursor: string | null,
  last: typeof lastLine,
): Promise<readonly [bigint, bigint]> {
  if (cursor === null) return [-1n, 0n]
  const [, of, xid, seq] = /^([^.]+)\.(0|[1-9]\d{0,17})\.(0|[1-9]\d{0,17})$/.exec(cursor) ?? []
  const gone = new Refusal(
    410,
    'This cursor is none, or of a time before the data was set back: read from the beginning.',
  )
  if (of !== epoch || BigInt(xid!) > next) throw gone
  const [{ last: given }] = (await ask<{ last: string }>(last)) as [{ last: string }]
  if (BigInt(seq!) > BigInt(given)) throw gone
  return [BigInt(xid!), BigInt(seq!)]
}
