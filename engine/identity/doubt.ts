/** Lines from elsewhere held against their hashes and proofs, before any transaction begins. */
import type { Proven } from '../journal/signing.js'
import type { Proof } from '../sync/adapter.js'
import type { Entry } from '../types.js'
import { isAsWritten } from './chain.js'
import { writerOf } from './key.js'
import { isGenuine } from './proof.js'

/**
 * - `tampered`: it does not say what it said when it was written
 * - `forged`: its proof is wrong, or another's than the writer's that it names
 * - `unproven`: it names a writer, came by a way on which proofs travel, and without one
 */
export type Doubt = 'tampered' | 'forged' | 'unproven'

export interface Checked {
  readonly doubts: ReadonlyMap<Entry, Doubt>
  /** Proofs of these lines that are right. */
  readonly proven: readonly Proven[]
}

/** @param proofs that came with them; undefined where none are asked for */
export async function checked(lines: readonly Entry[], proofs: readonly Proof[] | undefined): Promise<Checked> {
  const signed = lines.filter(({ chain }) => chain)
  if (signed.length === 0) return { doubts: new Map(), proven: [] }
  const hashes = new Set(signed.map(({ chain }) => chain!.hash))
  const isNaming = ({ lines: named }: Proof) => Array.isArray(named) && named.some((hash: string) => hashes.has(hash))
  const naming = (proofs ?? []).filter(isNaming)
  const writers = await Promise.all(naming.map(async (it) => ((await isGenuine(it)) ? writerOf(it) : undefined)))
  const [proven, named] = [new Set<string>(), new Set<string>()]
  for (const [index, proof] of naming.entries())
    for (const hash of proof.lines) {
      named.add(hash)
      if (writers[index] !== undefined) proven.add(`${writers[index]} ${hash}`)
    }
  const found = await Promise.all(
    signed.map(async (line): Promise<readonly [Entry, Doubt] | undefined> => {
      const { writer, hash } = line.chain!
      if (!(await isAsWritten(line))) return [line, 'tampered']
      if (proofs === undefined || proven.has(`${writer} ${hash}`)) return undefined
      return [line, named.has(hash) ? 'forged' : 'unproven']
    }),
  )
  return {
    doubts: new Map(found.filter((it) => it !== undefined)),
    proven: naming.flatMap((proof, index) => {
      const writer = writers[index]
      return writer === undefined ? [] : { proof, writer }
    }),
  }
}
