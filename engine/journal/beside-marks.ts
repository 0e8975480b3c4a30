/** Marks of what is to travel beside lines, set in the transaction that keeps it: an act needs no more of it (engine/late.ts). */
import { gap } from './look.js'
import type { Refusal } from './outbox.js'
import type { Registers } from './registers.js'
import type { SealKey } from './sealing.js'
import { isErased } from './sheets.js'
import type { KeptSheet } from './sheets.js'
import type { Transaction } from './transaction.js'
import type { Row } from '../sync/adapter.js'
import type { DossierId, Json, Span } from '../types.js'

/** `gone`: dossiers that were erased because their time was over. */
export type Channel = 'sheets' | 'keys' | 'parcels' | 'gone'

/** Names what is to go to a far side and holds nothing of it, or is a row that came before the line that opens its dossier. */
export interface Besides extends Partial<Refusal> {
  readonly id: string
  readonly on: DossierId
  readonly row?: Row
  /** Of a dossier that is gone: it was kept for a shorter time than its lines promise. */
  readonly keep?: Span
}

export type Tx = Pick<Transaction, 'get' | 'has' | 'all' | 'range' | 'count' | 'put' | 'drop'>

/** Setting with the far sides, their channels, and whether all that was here before is marked. */
export const channelsOf = 'beside'
export type Channels = Readonly<Record<string, Readonly<Partial<Record<Channel, boolean>>>>>
export const idOf = (far: string, channel: string, key: string, on: DossierId) => [far, channel, key, on].join(gap)
/** Key of a newest value among the answers of its channel. */
export const valueKey = (on: DossierId, field: string): string => `${on}#${field}`

/** What a mark is of. */
export interface Marked {
  readonly key: string
  readonly on: DossierId
  readonly keep?: Span
}

/** Marks of what is new for all far sides that carry its channel, but the one from which it came. */
export const besidesOf = (
  to: Json | undefined,
  channel: Channel,
  items: readonly Marked[],
  from?: string,
): readonly Besides[] =>
  Object.entries((to ?? {}) as Channels).flatMap(([far, channels]) =>
    far === from || !(channel in channels)
      ? []
      : items.map(({ key, ...mark }) => ({ id: idOf(far, channel, key, mark.on), ...mark })),
  )

/** Marks what is new in the transaction that keeps it. */
export async function markBeside(tx: Tx, channel: Channel, items: readonly Marked[], from?: string): Promise<void> {
  if (items.length === 0) return
  for (const mark of besidesOf((await tx.get('settings', channelsOf))?.value, channel, items, from))
    tx.put('beside', mark)
}

export const markedSheets = (sheets: readonly KeptSheet[]): readonly Marked[] =>
  sheets.map(({ id: key, on }) => ({ key, on }))
export const markedKeys = (keys: readonly SealKey[]): readonly Marked[] =>
  keys.flatMap(({ id: key, on }) => (on === '' ? [] : { key, on }))
export const markedValues = (on: DossierId, before: Registers, after: Registers): readonly Marked[] =>
  Object.keys(after).flatMap((field) => (after[field] === before[field] ? [] : { key: valueKey(on, field), on }))

/** Erases an answer before its dossier is: what stays says that it is gone, so that no copy brings it back. */
export async function eraseSheet(tx: Tx, { id, on }: KeptSheet, from?: string): Promise<void> {
  const gone: KeptSheet = { id, on, erased: true }
  tx.put('sheets', gone)
  await markBeside(tx, 'sheets', markedSheets([gone]), from)
  if (!(await tx.get('keys', id))?.wrapped) return
  tx.put('keys', { id, on })
  await markBeside(tx, 'keys', [{ key: id, on }], from)
}

/** Erases those of these answers of a dossier that are still kept. */
export async function eraseSheets(tx: Tx, on: DossierId, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const sheet = await tx.get('sheets', id)
    if (sheet?.on === on && !isErased(sheet)) await eraseSheet(tx, sheet)
  }
}
