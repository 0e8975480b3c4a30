/** What a journal keeps beside its lines so that they can be proven: this device's keys, other writers, and proofs. */
import type { DeviceKey } from '../identity/key.js'
import type { Proof } from '../sync/adapter.js'
import type { DossierId, Entry, Moment } from '../types.js'

/** A device that signs; the own ones with the key to do so. */
export interface Writer extends Omit<DeviceKey, 'secret'> {
  readonly secret?: CryptoKey
  /** When a line of it was first seen here, or the key was made. */
  readonly since: Moment
}

/** A proof as it is kept: by its signature, with the dossiers here in which it proves something. */
export interface KeptProof extends Proof {
  readonly id: string
  readonly on: readonly DossierId[]
}

export interface Proven {
  readonly proof: Proof
  readonly writer: string
}

export interface Signing {
  /** The name under which this device writes; undefined while it has no key. */
  writer(): Promise<string | undefined>
  /** Those that are known here, by their names. */
  writers(names: readonly string[]): Promise<readonly Writer[]>
  /**
   * From now on this device writes under this key, unless it does so under another than `instead` already; answers with
   * the name that counts. Earlier keys stay: what was written under them may still have to be signed.
   */
  use(key: DeviceKey, now: Moment, instead?: string): Promise<string>
  /** Proofs of lines with these hashes. */
  proofs(hashes: readonly string[]): Promise<readonly Proof[]>
  /** Keeps proofs of these lines, and who signed them. */
  keep(proven: readonly Proven[], lines: readonly Entry[], now: Moment): Promise<void>
}

/** Setting with the name under which this device writes. */
export const ownWriter = 'writer'

export const proofOf = ({ id: _, on: __, ...proof }: KeptProof): Proof => proof

/** A proof as it is kept after these lines; undefined where nothing of it is new. */
export function kept(proof: Proof, lines: readonly Entry[], known: KeptProof | undefined): KeptProof | undefined {
  const on = new Set(known?.on)
  for (const { chain, on: dossier } of lines) if (chain && proof.lines.includes(chain.hash)) on.add(dossier)
  return on.size === (known?.on.length ?? 0) ? undefined : { ...proof, id: proof.signature, on: [...on] }
}

/** A proof without a dossier that is erased; undefined where that was the last. */
export function without(proof: KeptProof, gone: ReadonlySet<string>): KeptProof | undefined {
  const on = proof.on.filter((one) => !gone.has(one))
  return on.length > 0 ? { ...proof, on } : undefined
}
