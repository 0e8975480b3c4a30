/** Which tables each work on dossiers touches: a transaction names them all before it begins. */
import type { Store } from './transaction.js'

/** A dossier folded anew from the lines that are here. */
const folding = ['heads', 'counts', 'moves', 'lines', 'segments'] as const
/** Newest values, and whatever hangs on a dossier: answers that get their end, pictures that are named, marks that they go. */
const noting = [...folding, 'sheets', 'photos', 'settings', 'beside'] as const
/** New lines, which are to go as well. */
const writing = [...noting, 'outbox'] as const
/** What is kept aside of lines from elsewhere, and what is still to be drawn from them. */
const coming = ['asides', 'touched'] as const

export const stores = {
  folding,
  noting,
  /** With the keys of sealed answers. */
  appending: [...writing, 'keys'],
  receiving: [...writing, ...coming],
  /** Whole dossiers, in segments. */
  packing: ['heads', 'counts', 'moves', 'segments', 'settings', 'outbox'],
  carrying: ['heads', 'lines', 'segments'],
  /** All that may hold anything of a dossier, and what is left of it. */
  forgetting: [...writing, ...coming, 'keys', 'tray', 'proofs', 'tallies', 'erased'],
} as const satisfies Readonly<Record<string, readonly Store[]>>
