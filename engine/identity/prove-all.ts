/** Proofs for lines that go to others: those that are kept, and new ones for what this device wrote since. */
import type { Signing } from '../journal/signing.js'
import type { Proof } from '../sync/adapter.js'
import type { Entry, Moment } from '../types.js'
import { prove } from './proof.js'

/** Proofs of as many of these lines as can be proven here; new ones are kept before they go anywhere. */
export async function proofsFor(lines: readonly Entry[], signing: Signing, now: Moment): Promise<readonly Proof[]> {
  const signed = lines.filter(({ chain }) => chain)
  if (signed.length === 0) return []
  const known = await signing.proofs(signed.map(({ chain }) => chain!.hash))
  const proven = new Set(known.flatMap((proof) => proof.lines))
  const open = signed.filter(({ chain }) => !proven.has(chain!.hash))
  const writers = await signing.writers([...new Set(open.map(({ chain }) => chain!.writer))])
  const made = await Promise.all(
    writers.map(async ({ secret, ...who }) => {
      const own = open.filter(({ chain }) => chain!.writer === who.writer)
      const proofs = secret ? await prove(own, { ...who, secret }) : []
      return proofs.map((proof) => ({ proof, writer: who.writer }))
    }),
  )
  await signing.keep(made.flat(), open, now)
  return [...known, ...made.flat().map(({ proof }) => proof)]
}
