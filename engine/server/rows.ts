/** Rows beside the lines: of each key one stands, and what was erased stays erased whatever comes later. */
import { isRow, lettersOf, outdoes } from '../journal/rows.js'
import type { PushResult, Row } from '../sync/adapter.js'
import { isOfErased } from '../sync/erased.js'
import { inside } from './access.js'
import { Collision } from './database.js'
import type { Ask, Database, Statement } from './database.js'
import { isDossier, isWord } from './line.js'
import type { Pushed } from './push.js'
import type { Claims } from './tokens.js'

const where = { name: 'rows where', text: 'select id, path from linli.whereabouts($1)' }
const gone = { name: 'rows gone', text: 'select id, last::text as path from linli.erased_among($1)' }
const homes = { name: 'rows homes', text: 'select key, "on" from linli.homes($1)' }
// in one order, so that two batches wait for each other and never both
const standing = {
  name: 'rows standing',
  text: `select convert_from(row, 'UTF8') as letters from linli.sheets where key = any ($1) order by key for update`,
}
const columns =
  'unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[]) as t (key, "on", stamp, letters, until)'
const add = {
  name: 'rows add',
  text: `insert into linli.sheets (key, "on", path, stamp, row, until)
    select key, "on", (select d.path from linli.dossiers d where d.id = t."on"), stamp, convert_to(letters, 'UTF8'), until
    from ${columns} order by key on conflict (key) do nothing returning key`,
}
const change = {
  name: 'rows change',
  text: `update linli.sheets s set stamp = t.stamp, row = convert_to(t.letters, 'UTF8'), until = t.until, xid = default, seq = default
    from ${columns} where s.key = t.key and s."on" = t."on"`,
}

export async function pushRows(
  database: Database,
  claims: Claims,
  maxBytes: number,
  brought: readonly unknown[],
  now: number,
): Promise<Pushed> {
  const looked = brought.map((row) => lookAt(row, maxBytes, now))
  const refused = looked.map(({ result }) => result)
  if (claims.role === 'read') return { results: looked.map(({ id }) => ({ id, ...forbidden })), news: new Map() }
  return inside(database, claims, undefined, async ({ ask, reach }) => {
    const rows = looked.flatMap(({ row }) => row ?? [])
    const keys = [...new Set(rows.map(({ key }) => key))]
    const paths = await mapOf(ask, where, rows)
    const erased = new Map([...(await mapOf(ask, gone, rows))].map(([id, last]) => [id, Number(last)]))
    const home = new Map((await ask<{ key: string; on: string }>(homes, [keys])).map((it) => [it.key, it.on]))
    const known = await ask<{ letters: string }>(standing, [keys])
    const before = new Map(known.map(({ letters }) => JSON.parse(letters) as Row).map((row) => [row.key, row]))
    const after = new Map<string, Row>()
    const results = looked.map(({ id, row }, index): PushResult => {
      if (!row) return refused[index]!
      const path = paths.get(row.on)
      if (path !== undefined && !path.startsWith(reach)) return { id, ...forbidden }
      if (isOfErased(row.stamp, erased.get(row.on), path !== undefined))
        return { id, status: 'rejected', code: 'erased' }
      if (path === undefined) return { id, status: 'retry', afterMs: 10_000 }
      const of = home.get(id)
      if (of !== undefined && of !== row.on) return { id, ...forbidden }
      home.set(id, row.on)
      if (outdoes(row, after.get(id) ?? before.get(id))) after.set(id, row)
      return { id, status: 'stored' }
    })
    await write(ask, after, before)
    return { results, news: new Map([...after.values()].map(({ on }) => [on, paths.get(on)!])) }
  })
}

const forbidden = { status: 'rejected', code: 'forbidden' } as const
const mapOf = async (ask: Ask, statement: Statement, rows: readonly Row[]): Promise<ReadonlyMap<string, string>> =>
  new Map(
    (await ask<{ id: string; path: string }>(statement, [rows.map(({ on }) => on)])).map(({ id, path }) => [id, path]),
  )

async function write(ask: Ask, after: ReadonlyMap<string, Row>, before: ReadonlyMap<string, Row>): Promise<void> {
  const parts = (rows: readonly Row[]) => [
    rows.map(({ key }) => key),
    rows.map(({ on }) => on),
    rows.map(({ stamp }) => stamp),
    rows.map(lettersOf),
    rows.map(({ until }) => until ?? null),
  ]
  const all = [...after.values()]
  const [fresh, changed] = [all.filter(({ key }) => !before.has(key)), all.filter(({ key }) => before.has(key))]
  if (fresh.length > 0 && (await ask(add, parts(fresh))).length < fresh.length)
    throw new Collision('A row was brought twice at once.')
  if (changed.length > 0) await ask(change, parts(changed))
}

/** What is over already is kept without its body. */
function lookAt(value: unknown, maxBytes: number, now: number): { id: string; row?: Row; result?: PushResult } {
  const row = (value ?? {}) as Row
  const id = typeof row.key === 'string' ? row.key : ''
  const no = (code: 'invalid' | 'too-large') => ({ id, result: { id, status: 'rejected', code } as const })
  if (!isRow(row) || ![row.key, row.stamp].every(isWord) || !isDossier(row.on)) return no('invalid')
  if (row.until !== undefined && !Number.isSafeInteger(row.until)) return no('invalid')
  try {
    if (Buffer.byteLength(lettersOf(row)) > maxBytes) return no('too-large')
  } catch {
    return no('invalid')
  }
  const { key, on, stamp, until } = row
  const isOver = row.body === undefined || (until !== undefined && until <= now)
  return { id, row: isOver ? { key, on, stamp } : row }
}
