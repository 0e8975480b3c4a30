/** Keys and proofs of a journal in memory. */
import { later } from './outbox-memory.js'
import { kept, proofOf, without } from './signing.js'
import type { KeptProof, Signing, Writer } from './signing.js'

export interface MemorySigning extends Signing {
  /** Dossiers were erased. */
  erase(gone: ReadonlySet<string>): void
}

export function memorySigning(): MemorySigning {
  const writers = new Map<string, Writer>()
  const proofs = new Map<string, KeptProof>()
  let own: string | undefined
  return {
    writer: () => later(() => own),
    writers: (names) => later(() => names.flatMap((name) => writers.get(name) ?? [])),
    use: (key, now, instead) =>
      later(() => {
        if (own !== undefined && own !== instead) return own
        writers.set(key.writer, { ...key, since: now })
        return (own = key.writer)
      }),
    proofs: (hashes) =>
      later(() => {
        const asked = new Set(hashes)
        return [...proofs.values()].filter(({ lines }) => lines.some((hash) => asked.has(hash))).map(proofOf)
      }),
    keep: (proven, lines, now) =>
      later(() => {
        for (const { proof, writer } of proven) {
          const fresh = kept(proof, lines, proofs.get(proof.signature))
          if (fresh) proofs.set(fresh.id, fresh)
          const { alg, key } = proof
          if (!writers.has(writer)) writers.set(writer, { writer, alg, key, since: now })
        }
      }),
    erase(gone) {
      for (const [id, proof] of proofs) {
        const left = without(proof, gone)
        if (left) proofs.set(id, left)
        else proofs.delete(id)
      }
    },
  }
}
