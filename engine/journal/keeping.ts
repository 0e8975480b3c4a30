/** Dossiers within one transaction: what is kept of them, and how they are kept with more lines. */
import type { Dossier, DossierId, Entry } from '../types.js'
import { rivals } from '../identity/forks.js'
import { merged } from '../merge/same-id.js'
import { eraseSheets, markBeside, markedKeys, markedSheets, markedValues } from './beside-marks.js'
import { Counting } from './counts.js'
import type { Lines } from './database.js'
import { HeadMoved } from './journal.js'
import type { Ancestors, Fold, Write } from './journal.js'
import { headOf } from './look.js'
import type { Head } from './look.js'
import { headIn, packedIn } from './packed.js'
import { held, photosIn } from './photos.js'
import { newest, none, withRegisters } from './registers.js'
import type { Registers } from './registers.js'
import type { SealKey } from './sealing.js'
import { dated, hasSheets } from './sheets.js'
import type { KeptSheet } from './sheets.js'
import type { Transaction } from './transaction.js'

export interface Kept {
  readonly on: DossierId
  readonly head: string | undefined
  /** By which it is found at present. */
  readonly keys: Head['keys']
  readonly lines: readonly Entry[]
  readonly archive: readonly number[]
  readonly registers: Registers
}

/** A write with its private answers as they lie in the database. */
export type Closed = Omit<Write, 'sheets'> & {
  readonly sheets?: readonly KeptSheet[]
  readonly keys?: readonly SealKey[]
}

export interface Appended {
  readonly dossier: Dossier
  readonly isNew: boolean
  readonly fresh: readonly Entry[]
}

/** Of lines to be written those that stand now and did not before. */
const freshIn = (written: readonly Entry[], before: readonly Entry[], after: readonly Entry[]) =>
  written.filter((line) => after.includes(line) && !before.includes(line))

/** What a dossier's record holds beside its lines, where there is any. */
export const besides = ({
  archive,
  registers,
}: Pick<Kept, 'archive' | 'registers'>): Pick<Lines, 'archive' | 'registers'> => ({
  ...(archive.length > 0 && { archive }),
  ...(registers !== none && { registers }),
})

/** What is kept of a dossier, with the archive where one of these lines is older than what lies at hand. */
export async function keptIn(tx: Transaction, on: DossierId, more: readonly Entry[]): Promise<Kept> {
  const [own, found] = await Promise.all([tx.get('lines', on), tx.get('heads', on)])
  const keys = found?.keys ?? []
  if (!own) {
    // A dossier that came in bulk has its lines in a segment until somebody first acts on it.
    const segment = found?.segment === undefined ? undefined : await tx.get('segments', found.segment)
    const head = found && headIn(found)
    return { on, head, keys, lines: packedIn(segment, on), archive: [], registers: none }
  }
  const { head, lines, archive = [], registers = none } = own
  const [first] = lines
  const atHand = { on, head, keys, lines, archive, registers }
  const isNewer = more.every(({ id, carry }) => id > first!.id && !carry)
  const linked = new Set(lines.flatMap(({ chain }) => chain?.hash ?? []))
  const isLinked = ({ chain }: Entry) => !chain || (chain.after !== undefined && linked.has(chain.after))
  if (archive.length === 0 || (isNewer && more.every(isLinked))) return atHand
  const segments = await Promise.all(archive.map((segment) => tx.get('segments', segment)))
  const archived = segments.flatMap((segment) => segment?.dossiers[on] ?? [])
  if (isNewer && !more.some((line) => archived.some((other) => rivals(line, other)))) return atHand
  for (const segment of archive) tx.drop('segments', segment)
  return { on, head, keys, lines: [...archived, ...lines], archive: [], registers }
}

/** Keeps dossiers in a transaction, and counts along with it. */
export class Keeping {
  readonly #counting = new Counting()

  /** @param from the far side from which it comes: there it need not go */
  constructor(
    private readonly tx: Transaction,
    private readonly ancestors: Ancestors,
    private readonly from?: string,
  ) {}

  /** @throws HeadMoved if somebody wrote to the dossier since its head was read */
  async append(write: Closed, fold: Fold): Promise<Appended> {
    const { tx, from } = this
    const { on, head, entries, sheets = [], keys = [], erases = [] } = write
    const kept = await keptIn(tx, on, entries)
    const lines = merged(kept.lines, entries)
    const registers = newest(kept.registers, write.registers ?? none)
    const isNew = lines !== kept.lines
    if (!isNew && lines.length > 0 && registers === kept.registers)
      return { dossier: withRegisters(fold(lines), registers), isNew, fresh: [] }
    if (isNew && kept.head !== head) throw new HeadMoved(on)
    for (const sheet of sheets) tx.put('sheets', sheet)
    for (const key of keys) tx.put('keys', key)
    await markBeside(tx, 'sheets', [...markedSheets(sheets), ...markedValues(on, kept.registers, registers)], from)
    await markBeside(tx, 'keys', markedKeys(keys), from)
    await eraseSheets(tx, on, erases)
    const dossier = await this.put({ ...kept, lines, registers }, fold(lines), entries)
    return { dossier, isNew: true, fresh: isNew ? freshIn(entries, kept.lines, lines) : [] }
  }

  async put(kept: Kept, folded: Dossier, fresh: readonly Entry[]): Promise<Dossier> {
    const { tx, from } = this
    const { on, lines } = kept
    const dossier = withRegisters(folded, kept.registers)
    tx.put('lines', { id: on, head: dossier.head, lines, ...besides(kept) })
    const head = headOf(dossier, this.ancestors)
    tx.put('heads', head)
    this.#counting.moved(kept.keys, head.keys)
    for (const hash of fresh.flatMap(photosIn)) {
      const photo = await tx.get('photos', hash)
      // of a picture that is not here stays its name, so that it is known for whom to fetch it
      const now = held(photo ?? { hash, type: '' }, on)
      if (now === photo) continue
      tx.put('photos', now)
      if (now.bytes) await markBeside(tx, 'parcels', [{ key: hash, on }], from)
    }
    if (hasSheets(dossier)) {
      const sheets = dated(await tx.all('sheets', 'on', on), dossier)
      for (const sheet of sheets) tx.put('sheets', sheet)
      // its end is news also to whoever sent the line that brought it
      await markBeside(tx, 'sheets', markedSheets(sheets))
    }
    return dossier
  }

  /** Behind all that moves something. */
  counted(): void {
    this.#counting.keep(this.tx)
  }
}
