/** Keys and proofs of a journal in IndexedDB: a key that can be read by nobody can still be kept there. */
import type { Database } from './database.js'
import { kept, ownWriter, proofOf } from './signing.js'
import type { Signing } from './signing.js'
import { transact } from './transaction.js'

export interface Hands {
  readonly db: Database
  readonly read: <T>(work: () => PromiseLike<T>) => Promise<T>
  readonly write: <T>(work: () => PromiseLike<T>) => Promise<T>
}

export const dexieSigning = ({ db, read, write }: Hands): Signing => ({
  writer: () => read(async () => (await db.settings.get(ownWriter))?.value as string | undefined),
  writers: (names) => read(async () => (await db.writers.bulkGet([...names])).flatMap((one) => one ?? [])),
  use: (key, now, instead) =>
    write(() =>
      transact(db, 'strict', ['settings', 'writers'], async (tx) => {
        const current = (await tx.get('settings', ownWriter))?.value as string | undefined
        if (current !== undefined && current !== instead) return current
        tx.put('writers', { ...key, since: now })
        tx.put('settings', { name: ownWriter, value: key.writer })
        return key.writer
      }),
    ),
  proofs: (hashes) =>
    read(async () =>
      (
        await db.proofs
          .where('lines')
          .anyOf([...hashes])
          .distinct()
          .toArray()
      ).map(proofOf),
    ),
  async keep(proven, lines, now) {
    if (proven.length === 0) return
    // what is lost with the power comes again: the cursor is kept after it
    await write(() =>
      transact(db, 'relaxed', ['writers', 'proofs'], async (tx) => {
        for (const { proof, writer } of proven) {
          const fresh = kept(proof, lines, await tx.get('proofs', proof.signature))
          if (fresh) tx.put('proofs', fresh)
          const { alg, key } = proof
          if (!(await tx.has('writers', writer))) tx.put('writers', { writer, alg, key, since: now })
        }
      }),
    )
  },
})
