/** Signatures beside the lines: kept with those that are there, and gone with the last of them. */
import type { Ask } from './database.js'
import { isWord, lettersOf } from './line.js'

interface Proof {
  readonly text: string
  readonly lines: readonly string[]
}

const keep = {
  name: 'proof keep',
  text: `with named as materialized (
      select t.proof, c.chain, not exists (select from linli.proved d where d.chain = c.chain) as is_first
      from jsonb_to_recordset($1::jsonb) as t (proof text, lines text[]), unnest(t.lines) as c (chain)
      where exists (select from linli.lines l where l.chain = c.chain)
    ), made as (
      -- an update that changes nothing, for else a proof that is there would not be returned
      insert into linli.proofs (proof) select distinct convert_to(proof, 'UTF8') from named
      on conflict (sha256(proof)) do update set proof = excluded.proof returning number, proof
    ), tied as (
      insert into linli.proved (chain, proof)
      select n.chain, p.number from named n join made p on p.proof = convert_to(n.proof, 'UTF8')
      on conflict do nothing
    )
    select distinct chain from named where is_first`,
}
/** Those that were there before: their transaction is not this one. */
const once = {
  name: 'proof once',
  text: `update linli.lines set xid = default, seq = default
    where chain = any ($1) and xid <> pg_current_xact_id()::text::bigint returning "on" as id, path`,
}
const of = {
  name: 'proof of',
  text: `select convert_from(proof, 'UTF8') as proof from linli.proofs
    where number in (select proof from linli.proved where chain = any ($1))`,
}

/** Letters of a proof of 32 lines, with room. */
const longest = 8000

/** Keeps proofs of lines that are there; answers the dossiers of lines that come once more with their first one. */
export async function keepProofs(
  ask: Ask,
  proofs: readonly unknown[],
): Promise<readonly { readonly id: string; readonly path: string }[]> {
  const read = proofs.flatMap((one) => proofIn(one) ?? [])
  if (read.length === 0) return []
  const firsts = await ask<{ chain: string }>(keep, [
    JSON.stringify(read.map(({ text, lines }) => ({ proof: text, lines }))),
  ])
  return firsts.length === 0 ? [] : ask(once, [firsts.map(({ chain }) => chain)])
}

export async function proofsOf(ask: Ask, chains: readonly string[]): Promise<readonly string[]> {
  if (chains.length === 0) return []
  return (await ask<{ proof: string }>(of, [chains])).map(({ proof }) => proof)
}

function proofIn(value: unknown): Proof | undefined {
  const { lines } = (value ?? {}) as Readonly<Record<string, unknown>>
  if (!Array.isArray(lines) || lines.length === 0 || lines.length > 32 || !lines.every(isWord)) return undefined
  const text = lettersOf(value)
  return text === undefined || text.length > longest ? undefined : { text, lines }
}
