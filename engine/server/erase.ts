/** Taking a dossier out for good: its lines and what stands beside them. */
import type { Database } from './database.js'

const office = { name: 'office', text: `select set_config('linli.role', 'office', true)` }
const proofs = {
  name: 'erase proofs',
  text: `select distinct d.proof::text from linli.proved d join linli.lines l on l.chain = d.chain where l."on" = $1`,
}
const lines = { name: 'erase lines', text: `delete from linli.lines where "on" = $1 returning 1` }
const sweep = { name: 'erase sweep', text: 'select linli.sweep_proofs($1)' }
const dossier = { name: 'erase dossier', text: 'delete from linli.dossiers where id = $1' }

/** By the office itself, whatever its lines promise. @returns how many lines there were */
export const eraseWhole = (database: Database, on: string): Promise<number> =>
  database.transaction(async (ask) => {
    await ask(office)
    const numbers = (await ask<{ proof: string }>(proofs, [on])).map(({ proof }) => proof)
    const gone = await ask(lines, [on])
    await ask(sweep, [numbers])
    await ask(dossier, [on])
    return gone.length
  })
