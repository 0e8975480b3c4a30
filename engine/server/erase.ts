/** Taking dossiers out for good, with all that belongs to them: when their lines say so, or the office does. */
import type { Erasure, PushResult } from '../sync/adapter.js'
import { lastOf } from '../sync/erased.js'
import { isOver } from '../sync/over.js'
import type { Entry } from '../types.js'
import { inside } from './access.js'
import type { Ask, Database } from './database.js'
import { isDossier } from './line.js'
import type { Claims } from './tokens.js'

const where = { name: 'erase where', text: 'select path from linli.whereabouts(array[$1])' }
const lines = {
  name: 'erase lines',
  text: `select convert_from(line, 'UTF8') as line from linli.lines where "on" = $1`,
}
const erase = { name: 'erase', text: 'select linli.erase($1, $2)::text as gone' }
const promising = {
  name: 'erase promising',
  text: `select distinct "on" from linli.lines where position('"forget":'::bytea in line) > 0`,
}
const office = {
  name: 'erase office',
  text: `select set_config('linli.role', 'admin', true), set_config('linli.reach', '/', true)`,
}

/** @param now by the clock here; whoever asks is not believed about the time. An `admin` may say that it is kept shorter. */
export async function eraseOver(
  database: Database,
  claims: Claims,
  gone: readonly Erasure[],
  now: number,
): Promise<readonly PushResult[]> {
  const results: PushResult[] = []
  for (const { on, keep } of gone)
    results.push(
      await inside(database, claims, undefined, async ({ ask, reach }) => {
        const no = { id: on, status: 'rejected', code: 'forbidden' } as const
        if (!isDossier(on) || claims.role === 'read') return no
        const [home] = await ask<{ path: string }>(where, [on])
        if (home && !home.path.startsWith(reach)) return no
        const found = await linesOf(ask, on)
        if (!isOver(found, now, claims.role === 'admin' ? keep : undefined)) return no
        await ask(erase, [on, lastOf(found) ?? null])
        return { id: on, status: 'stored' }
      }),
    )
  return results
}

/** By the office itself, whatever its lines promise. @returns how many lines there were */
export const eraseWhole = (database: Database, on: string): Promise<number> =>
  database.transaction((ask) => takenOut(ask, on))

/** All that say themselves that their time is over: an older backup brings them back. @returns how many dossiers */
export async function eraseAllOver(database: Database, now: number): Promise<number> {
  const dossiers = await database.transaction(async (ask) => {
    await ask(office)
    return ask<{ on: string }>(promising)
  })
  let count = 0
  for (const { on } of dossiers)
    await database.transaction(async (ask) => {
      await ask(office)
      if (!isOver(await linesOf(ask, on), now)) return
      await takenOut(ask, on)
      count++
    })
  return count
}

async function takenOut(ask: Ask, on: string): Promise<number> {
  await ask(office)
  const found = await linesOf(ask, on)
  const [{ gone }] = (await ask<{ gone: string }>(erase, [on, lastOf(found) ?? null])) as [{ gone: string }]
  return Number(gone)
}

const linesOf = async (ask: Ask, on: string): Promise<readonly Entry[]> =>
  (await ask<{ line: string }>(lines, [on])).map(({ line }) => JSON.parse(line) as Entry)
