/**
 * What every adapter promises, as cases that any test runner can run: whoever writes an adapter runs ours.
 *
 *     import { contract } from 'linli/sync/contract'
 *     const has = ['push', 'pull', 'access', 'sheets']
 *     for (const { name, of, run } of contract) if (has.includes(of)) it(name, () => run(ground))
 *
 * What an adapter does not have is left out by name; where a case is run all the same, it fails.
 */
import type { DossierId, PlaceId } from '../types.js'
import { access } from './contract-access.js'
import { bounding, erasing, parcelling } from './contract-parcels.js'
import { proving } from './contract-proofs.js'
import { pulling } from './contract-pull.js'
import { pushing } from './contract-push.js'
import { fading, rowing } from './contract-rows.js'
import type { SyncAdapter } from './adapter.js'

/** A far side that was just set up, empty, and whatever a test must be able to do to it. */
export interface Ground {
  /** The adapter as one device has it; several speak with the same far side. */
  adapter(): SyncAdapter
  /** A token for whoever may read and write at this place of `tree` and anywhere below it. */
  token(place: PlaceId): Promise<string>
  /** From now on this token is not taken. */
  expire(token: string): Promise<void>
  /** Takes a dossier out of the far side, as its retention asks. */
  erase(on: DossierId): Promise<void>
  /** Puts an older copy in its place: the one from before anything came. */
  setBack(): Promise<void>
  close(): Promise<void>
}

/** Sets up a far side that knows these places, each with the one that it lies in. */
export type Grounds = (tree: Readonly<Record<PlaceId, PlaceId | undefined>>) => Promise<Ground>

export interface Case {
  readonly name: string
  /** `access`: for adapters of a far side that knows who asks; the others for those that carry such a channel. */
  readonly of: 'push' | 'pull' | 'access' | 'proofs' | 'sheets' | 'keys' | 'parcels' | 'erase'
  /** @throws Error with a sentence that says what was promised and what came instead */
  readonly run: (ground: Grounds) => Promise<void>
}

export const contract: readonly Case[] = [
  ...[pushing, pulling, access, proving].flat(),
  ...[rowing, fading, parcelling, bounding, erasing].flat(),
]
