/** Handing out: in the order of arrival, and never beyond a transaction that is still at work. */
import type { Scope } from '../sync/adapter.js'
import { inside } from './access.js'
import type { Inside } from './access.js'
import type { Database, Statement } from './database.js'
import { proofsOf } from './proofs.js'
import { Refusal } from './refusal.js'
import type { Claims } from './tokens.js'

interface Found {
  readonly xid_text: string
  readonly seq_text: string
  readonly letters: string
  readonly chain: string | null
}

/** One table of what arrives, and how far its numbers have come. */
interface Table {
  readonly page: Statement
  readonly last: Statement
}

// `order by` takes a name of the list before one of the table: so no name of a text here is that of a number
const tableOf = (name: string, letters: string, chain: string): Table => ({
  page: {
    name: `${name} page`,
    text: `select xid::text as xid_text, seq::text as seq_text, convert_from(${letters}, 'UTF8') as letters, ${chain} as chain
      from linli.${name}
      where (xid, seq) > ($1::bigint, $2::bigint) and xid < $3::bigint 
        and (starts_with(path, $4) or (starts_with("on", 'rules/') and starts_with($4, path)))
        and ($5::text[] is null or split_part("on", '/', 1) = any ($5))
      order by xid, seq limit $6`,
  },
  last: { name: `${name} last`, text: `select last_value::text as last from linli.${name}_seq_seq` },
})
const lines = tableOf('lines', 'line', 'chain')
const sheets = tableOf('sheets', 'row', 'null::text')
const fade = { name: 'fade', text: 'select linli.fade($1)' }

export interface Asking {
  readonly scope: Scope
  readonly cursor: string | null
  readonly limit: number
  readonly now: number
}
/** The page as JSON: lines are put into it as they were brought, without being read. */
export interface Page {
  readonly json: string
  readonly count: number
}

export const pullLines = (database: Database, claims: Claims, asking: Asking): Promise<Page> =>
  inside(database, claims, asking.scope.place, async (within) => {
    const { found, members } = await pageOf(within, lines, 'entries', asking)
    const chains = found.flatMap(({ chain }) => chain ?? [])
    const proofs = await proofsOf(within.ask, chains)
    const told = [`"now":${asking.now}`, `"epoch":"${within.epoch}"`]
    const all = [...members, ...told, ...(proofs.length > 0 ? [`"proofs":[${proofs.join(',')}]`] : [])]
    return { json: `{${all.join(',')}}`, count: found.length }
  })

export async function pullRows(database: Database, claims: Claims, asking: Asking): Promise<Page> {
  await inside(database, claims, asking.scope.place, ({ ask }) => ask(fade, [asking.now]))
  return inside(database, claims, asking.scope.place, async (within) => {
    const { found, members } = await pageOf(within, sheets, 'rows', asking)
    return { json: `{${members.join(',')}}`, count: found.length }
  })
}

async function pageOf(within: Inside, table: Table, name: string, { scope: { kinds }, cursor, limit }: Asking) {
  const { ask, scope, settled } = within
  const [xid, seq] = await behind(within, cursor, table.last)
  const values = [String(xid), String(seq), String(settled), scope, kinds ?? null, limit + 1]
  const found = await ask<Found>(table.page, values)
  const more = found.length > limit
  const rows = more ? found.slice(0, limit) : found
  const last = rows.at(-1)
  const members = [
    `"${name}":[${rows.map(({ letters }) => letters).join(',')}]`,
    // at the end everything below the oldest transaction at work is read, also what was not asked for
    `"cursor":"${more ? cursorAt(within, last!.xid_text, last!.seq_text) : cursorAt(within, settled, 0)}"`,
    `"more":${more}`,
  ]
  return { found: rows, members }
}

const cursorAt = ({ epoch }: Inside, xid: bigint | string, seq: string | number) => `${epoch}.${xid}.${seq}`

/** @throws Refusal 410 for a cursor that was never given out, or before the database was set back */
async function behind({ ask, epoch, next }: Inside, cursor: string | null, last: Statement) {
  if (cursor === null) return [-1n, 0n] as const
  const [, of, xid, seq] = /^([^.]+)\.(0|[1-9]\d{0,17})\.(0|[1-9]\d{0,17})$/.exec(cursor) ?? []
  const gone = new Refusal(410, 'This cursor is none, or from before the data was set back: read from the beginning.')
  if (of !== epoch || BigInt(xid!) > next) throw gone
  const [given] = await ask<{ last: string }>(last)
  if (BigInt(seq!) > BigInt(given!.last)) throw gone
  return [BigInt(xid!), BigInt(seq!)] as const
}
