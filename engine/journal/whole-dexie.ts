/** The tables of IndexedDB row by row, for a text of everything; and what is over, put together in segments. */
import { pause } from '../time/clock.js'
import type { DossierId, Entry, Json } from '../types.js'
import type { Database, Lines } from './database.js'
import type { Long, Whole, WholeRow } from './journal.js'
import { sealed } from './packed.js'
import type { Photo } from './photos.js'
import { none } from './registers.js'
import type { Registers } from './registers.js'
import { transact } from './transaction.js'
import type { Store, Transaction } from './transaction.js'

/**
 * Tables that a text of everything holds beside the lines, and takes in as they are. Not among them: keys, which leave no
 * device, and traces, which are made with one.
 */
const tables = ['sheets', 'photos', 'asides', 'touched', 'tallies', 'outbox', 'tray', 'beside', 'settings'] as const
/** Settings that are this device's own: two devices of one name would write as one. */
const own: readonly unknown[] = ['node', 'minWriter', 'writer', 'folding']
/** Proofs are told as well; who takes them in holds them against their lines first. */
const told = [...tables, 'proofs'] as const
const handful = 200

interface Hands {
  readonly db: Database
  readonly read: <T>(work: () => PromiseLike<T>) => Promise<T>
  readonly write: <T>(work: () => PromiseLike<T>) => Promise<T>
  readonly changed: () => void
  readonly values: () => AsyncIterable<{ readonly on: DossierId; readonly registers: Registers }>
  readonly note: (values: ReadonlyMap<DossierId, Registers>) => Promise<void>
}

export function wholeOfDexie({
  db,
  read,
  write,
  changed,
  values,
  note,
}: Hands): Pick<Whole, 'rows' | 'restore' | 'archive'> {
  const archiveOne = async (tx: Transaction, ids: readonly string[], before: number): Promise<number> => {
    const dossiers: Record<string, readonly Entry[]> = {}
    const heads = []
    for (const id of ids) {
      const [head, kept] = await Promise.all([tx.get('heads', id), tx.get('lines', id)])
      if (!head?.dossier || !kept || !isOver(kept) || !head.dossier.ended || head.dossier.at >= before) continue
      dossiers[id] = kept.lines
      heads.push({ ...head, dossier: head.dossier })
    }
    if (heads.length === 0) return 0
    const segment = Number(await tx.add('segments', { dossiers }))
    for (const head of heads) {
      tx.put('heads', sealed(head, segment))
      tx.drop('lines', head.id)
    }
    return heads.length
  }

  return {
    async *rows() {
      for await (const { on, registers } of values())
        yield { in: 'registers', is: { on, registers: registers as unknown as Json } }
      for (const name of told) {
        const table = db.table<object, string>(name)
        for (let at = 0; ; at += handful) {
          const rows = await read(() => table.offset(at).limit(handful).toArray())
          for (const row of rows) if (isShown(name, row)) yield { in: name, is: textual(name, row) }
          if (rows.length < handful) break
        }
      }
    },
    async restore(rows) {
      const known = rows.filter((row) => (tables as readonly string[]).includes(row.in) && isShown(row.in, row.is))
      const kept = await write(() =>
        transact(db, 'relaxed', [...tables, 'heads'], async (tx) => {
          const fresh: WholeRow[] = []
          for (const row of known) if (await put(tx, row)) fresh.push(row)
          return fresh
        }),
      )
      const registers = rows.filter((row) => row.in === 'registers').map(({ is }) => is)
      if (registers.length > 0)
        await note(new Map(registers.map((it) => [it['on'] as DossierId, it['registers'] as unknown as Registers])))
      if (kept.length > 0) changed()
      return kept
    },
    async archive(before, { signal, progress }: Long) {
      let [packed, done] = [0, 0]
      const total = await read(() => db.lines.count())
      for (let last = ''; !signal?.aborted; await pause()) {
        const ids = await read(() => db.lines.where('id').above(last).limit(handful).primaryKeys())
        if (ids.length === 0) break
        last = ids.at(-1)!
        packed += await write(() =>
          transact(db, 'strict', ['heads', 'lines', 'segments'], (tx) => archiveOne(tx, ids, before)),
        )
        progress?.((done += ids.length), total)
      }
      if (packed > 0) changed()
      return packed
    },
  }
}

/** All that is kept of it are its lines. */
const isOver = ({ archive = [], registers = none }: Lines) => archive.length === 0 && registers === none

const isShown = (table: string, row: object): boolean =>
  table !== 'settings' || !own.includes((row as { readonly name?: unknown }).name)

/** Bytes of a picture as text, and back. */
function textual(table: string, row: object): WholeRow['is'] {
  if (table !== 'photos') return row as WholeRow['is']
  const { bytes, ...rest } = row as Photo
  return { ...rest, ...(bytes && { bytes: base64(new Uint8Array(bytes)) }) }
}

function recordOf({ in: table, is }: WholeRow): object {
  const { bytes } = is
  return table === 'photos' && typeof bytes === 'string' ? { ...is, bytes: bytesOf(bytes) } : is
}

const base64 = (bytes: Uint8Array): string => {
  let text = ''
  // as arguments of one call, more would be too many
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}
const bytesOf = (text: string): ArrayBuffer => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer

/** Puts a row that is not here; what stands here stays. */
async function put(tx: Transaction, row: WholeRow): Promise<boolean> {
  const { in: table, is } = row
  const key = (is['id'] ?? is['hash'] ?? is['name']) as string
  // what hangs on a dossier that is not here (any more) does not come
  const on = is['on']
  if (table !== 'asides' && typeof on === 'string' && on.includes('/') && !(await tx.has('heads', on))) return false
  if (table === 'touched' && !(await tx.has('heads', key))) return false
  const known = await tx.get(table as Store, key)
  if (known && !(table === 'photos' && !('bytes' in known) && 'bytes' in is)) return false
  tx.put(table as Store, recordOf(row) as never)
  return true
}
