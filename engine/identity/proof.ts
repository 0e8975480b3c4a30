/** Proofs: a signature over the hashes of lines, made when they are first brought to somebody. */
import { canonical } from '../pack/digest.js'
import type { Proof } from '../sync/adapter.js'
import type { Entry } from '../types.js'
import { algorithms, bytesOf, letters, type DeviceKey } from './key.js'

/**
 * Of so many lines at most: signing is dear (42 µs, against 1 µs for a line among others), but whoever asks for one of
 * them is handed the hashes of all.
 */
const most = 32

const signed = ({ alg, key, lines }: Omit<Proof, 'signature'>) =>
  new TextEncoder().encode(canonical({ linli: 'lines', alg, key, lines }))

/** @param lines that the device of this key wrote */
export async function prove(lines: readonly Entry[], { alg, key, secret }: DeviceKey): Promise<readonly Proof[]> {
  const hashes = lines.flatMap(({ chain }) => chain?.hash ?? [])
  const batches = Array.from({ length: Math.ceil(hashes.length / most) }, (_, at) =>
    hashes.slice(at * most, (at + 1) * most),
  )
  return Promise.all(
    batches.map(async (batch) => {
      const said = { alg, key, lines: batch }
      const signature = await crypto.subtle.sign(algorithms[alg].sign, secret, signed(said))
      return { ...said, signature: letters(signature) }
    }),
  )
}

/** The key that it names has signed it. What is no proof at all is none. */
export async function isGenuine(proof: Proof): Promise<boolean> {
  try {
    const { key, sign } = algorithms[proof.alg]
    const open = await crypto.subtle.importKey('raw', bytesOf(proof.key), key, false, ['verify'])
    return await crypto.subtle.verify(sign, open, bytesOf(proof.signature), signed(proof))
  } catch {
    return false
  }
}
