/** What travels beside lines: which private answers, newest values, keys and pictures still have to go, and those that come. */
import { newest } from './registers.js'
import type { Registers } from './registers.js'
import { channelsOf, eraseSheet, idOf, markBeside, markedKeys, markedSheets, valueKey } from './beside-marks.js'
import type { Besides, Channel, Channels, Marked, Tx } from './beside-marks.js'
import { lettersOf, isRow, outdoes, rowOf, sheetOf, valueOf, valueRow } from './rows.js'
import { bare, wrap } from './sealing.js'
import type { SealKey } from './sealing.js'
import { dated, isErased, shortened } from './sheets.js'
import type { KeptSheet, Sheet } from './sheets.js'
import { gap, keyEnd } from './look.js'
import type { Fold } from './journal.js'
import { dossierWithin } from './packed.js'
import { held, taken } from './photos.js'
import { sha256 } from './hash.js'
import type { Refusal } from './outbox.js'
import type { Store } from './transaction.js'
import type { Erasure, Named, Parcel, Row } from '../sync/adapter.js'
import type { Dossier, DossierId, Json, Moment, Span } from '../types.js'

export interface RowsPage {
  readonly channel: 'sheets' | 'keys'
  readonly rows: readonly Row[]
  /** How far the far side was read: kept in the transaction of the rows. */
  readonly cursor?: { readonly name: string; readonly value: Json }
  /** The far side from which they come: there they need not go. */
  readonly from?: string
}

/** What taking rows in depends on besides the journal. */
export interface Today {
  readonly now: Moment
  readonly fold: Fold
  /** How long an answer is kept by the book in force. */
  readonly keepOf: (sheet: Pick<Sheet, 'on' | 'field'>) => Span | undefined
}

export interface RefusedBeside extends Refusal {
  readonly item: Row | Named | Erasure
}

export interface Beside {
  /**
   * From now on whatever is new of these channels is to go to this far side, and all that is here already. Said twice it
   * is the same; after a failure it is said again.
   * @param anew all that is here once more, for the far side was set back
   */
  open(far: string, channels: readonly Channel[], anew?: boolean): Promise<void>
  /** Nothing is to go there any more. */
  shut(far: string): Promise<void>
  /** Rows to go, as they stand now. */
  rows(far: string, channel: 'sheets' | 'keys', limit: number, after?: string): Promise<Going<Row>>
  /** Pictures to go, by their names. */
  parcels(far: string, limit: number, after?: string): Promise<Going<Named>>
  /** Dossiers that were erased here and are to be there. */
  gone(far: string, limit: number, after?: string): Promise<Going<Erasure>>
  /** The far side has these, and does not take those. A row that changed since it was read is still to go. */
  done(
    far: string,
    channel: Channel,
    stored: readonly (Row | Named | Erasure)[],
    refused: readonly RefusedBeside[],
  ): Promise<void>
  count(far: string): Promise<{ readonly waiting: number; readonly refused: number }>
  /** Refused ones are to go once more. */
  again(far: string): Promise<void>
  /**
   * Takes in rows from elsewhere, all of them with their cursor. One whose dossier is not here is passed over, unless lines
   * of that dossier are kept aside.
   */
  take(page: RowsPage, today: Today): Promise<void>
  /** The picture with its type, to be brought; undefined where it is not here. */
  parcel(named: Named): Promise<Parcel | undefined>
  /** Keeps a picture that was fetched; false for bytes that are not its. */
  hold(parcel: Parcel, from?: string): Promise<boolean>
  /** Dossiers whose lines name a picture that is not on this device. */
  wanted(hash: string): Promise<readonly DossierId[]>
}

export interface Going<It> {
  readonly items: readonly It[]
  /** Where the next begin; absent behind the last. */
  readonly next?: string
}

/** What it needs of its journal. */
export interface Hands {
  readonly write: <T>(stores: readonly Store[], work: (tx: Tx) => Promise<T>) => Promise<T>
  readonly read: <T>(stores: readonly Store[], work: (tx: Tx) => Promise<T>) => Promise<T>
  /** Newest values of every dossier that has some. */
  values(): AsyncIterable<{ readonly on: DossierId; readonly registers: Registers }>
  /** Writes newest values of those dossiers that are here. */
  note(values: ReadonlyMap<DossierId, Registers>, fold: Fold, from: string | undefined): Promise<void>
  ownKey(): Promise<CryptoKey>
  readonly changed: () => void
}

const channelsIn = async (tx: Tx) => ((await tx.get('settings', channelsOf))?.value ?? {}) as Channels
const refusedMark = '!'
const waitingRow = `${gap}row${gap}`
const handful = 500

const keyIn = ({ id }: Besides) => id.split(gap)[2]!
const channelIn = ({ id }: Besides) => id.split(gap)[1]!
const keyOf = (item: Row | Named | Erasure) => ('hash' in item ? item.hash : 'key' in item ? item.key : item.on)
const rangeOf = (far: string, channel: string) => [`${far}${gap}${channel}`, `${far}${gap}${channel}${keyEnd}`] as const

export function besideOf(hands: Hands): Beside {
  const { read, write, changed } = hands

  const marked = (far: string, channel: Channel, limit: number, after?: string) =>
    read(['beside'], async (tx) => {
      const [from, to] = rangeOf(far, channel)
      const marks = await tx.range('beside', after === undefined ? from : `${after}\0`, to, limit)
      return { marks, ...(marks.length === limit && { next: marks.at(-1)!.id }) }
    })

  const rowIn = async (tx: Tx, channel: 'sheets' | 'keys', { id, on }: Besides) => {
    const key = keyIn({ id, on })
    if (channel === 'keys') return tx.get('keys', key)
    if (!key.startsWith(valueKey(on, ''))) return tx.get('sheets', key)
    const field = key.slice(valueKey(on, '').length)
    const register = (await tx.get('lines', on))?.registers?.[field]
    return register && valueRow(on, field, register)
  }
  const asRow = async (it: NonNullable<Awaited<ReturnType<typeof rowIn>>>): Promise<Row> => {
    if ('key' in it) return it
    if (!isKey(it)) return rowOf(it)
    const { id: key, on, wrapped } = it
    const row = { key, on: on as DossierId, stamp: key }
    return wrapped ? { ...row, body: { raw: await bare(wrapped, await hands.ownKey()) } } : row
  }

  return {
    async open(far, channels, anew = false) {
      const { [far]: before = {} } = await read(['settings'], channelsIn)
      const fresh = anew ? channels : channels.filter((one) => !before[one])
      if (fresh.length === 0) return
      const set = (isMarked: boolean) =>
        write(['settings'], async (tx) => {
          const now = await channelsIn(tx)
          const own = { ...now[far], ...Object.fromEntries(fresh.map((one) => [one, isMarked])) }
          tx.put('settings', { name: channelsOf, value: { ...now, [far]: own } })
        })
      await set(false)
      for (const channel of fresh) await markAll(far, channel)
      await set(true)
      changed()
    },
    async shut(far) {
      await write(['settings', 'beside'], async (tx) => {
        const { [far]: _, ...rest } = await channelsIn(tx)
        tx.put('settings', { name: channelsOf, value: rest })
        for (const { id } of await tx.range('beside', far + gap, far + gap + keyEnd)) tx.drop('beside', id)
      })
      changed()
    },
    async rows(far, channel, limit, after) {
      const { marks, ...next } = await marked(far, channel, limit, after)
      const stores = ['sheets', 'keys', 'lines'] as const
      const found = await read(stores, (tx) => Promise.all(marks.map((mark) => rowIn(tx, channel, mark))))
      const gone = marks.filter((_, index) => !found[index])
      if (gone.length > 0) await dropped(gone)
      return { items: await Promise.all(found.flatMap((it) => (it ? asRow(it) : []))), ...next }
    },
    async parcels(far, limit, after) {
      const { marks, ...next } = await marked(far, 'parcels', limit, after)
      return { items: marks.map((mark) => ({ hash: keyIn(mark), on: mark.on })), ...next }
    },
    async gone(far, limit, after) {
      const { marks, ...next } = await marked(far, 'gone', limit, after)
      return { items: marks.map(({ on, keep }) => ({ on, ...(keep !== undefined && { keep }) })), ...next }
    },
    async done(far, channel, stored, refused) {
      await write(['beside', 'sheets', 'keys', 'lines'], async (tx) => {
        for (const item of stored) {
          const mark = { id: idOf(far, channel, keyOf(item), item.on), on: item.on }
          if (!('key' in item) || (await stands(tx, channel, mark, item))) tx.drop('beside', mark.id)
        }
        for (const { item, ...why } of refused) {
          const { on } = item
          const id = idOf(far, channel, keyOf(item), on)
          const mark = await tx.get('beside', id)
          if (!mark) continue
          tx.drop('beside', id)
          tx.put('beside', { ...mark, id: idOf(far, refusedMark + channel, keyOf(item), on), ...why })
        }
      })
      if (stored.length > 0 || refused.length > 0) changed()
    },
    count: (far) =>
      read(['beside'], async (tx) => {
        const all = await tx.count('beside', far + gap, far + gap + keyEnd)
        const refused = await tx.count('beside', ...rangeOf(far, refusedMark))
        return { waiting: all - refused, refused }
      }),
    async again(far) {
      await write(['beside'], async (tx) => {
        for (const mark of await tx.range('beside', ...rangeOf(far, refusedMark))) {
          tx.drop('beside', mark.id)
          const { code: _, reason: __, at: ___, ...rest } = mark
          tx.put('beside', { ...rest, id: idOf(far, channelIn(mark).slice(refusedMark.length), keyIn(mark), mark.on) })
        }
      })
      changed()
    },
    async take({ channel, rows, cursor, from }, today) {
      const early = await read(['beside'], (tx) =>
        tx.range('beside', waitingRow + channel, waitingRow + channel + keyEnd),
      )
      const all = [...early.flatMap(({ row }) => row ?? []), ...rows.filter(isRow)]
      if (channel === 'sheets') await noted(all, today.fold, from)
      const wrapped = channel === 'keys' ? await wrappedOf(all) : undefined
      const stores = ['heads', 'segments', 'asides', 'sheets', 'keys', 'beside', 'settings'] as const
      const taken = await write(stores, async (tx) => {
        let fresh = 0
        for (const row of all) {
          const dossier = await dossierWithin(tx, row.on)
          const id = [waitingRow + channel, row.key, row.on].join(gap)
          if (!dossier && (await tx.all('asides', 'on', row.on)).length > 0) {
            tx.put('beside', { id, on: row.on, row })
            continue
          }
          if (early.length > 0) tx.drop('beside', id)
          if (!dossier) continue
          const isTaken = wrapped
            ? await takeKey(tx, row, wrapped.get(row), from)
            : await takeSheet(tx, row, { ...today, dossier, from })
          if (isTaken) fresh++
        }
        if (cursor) tx.put('settings', cursor)
        return fresh
      })
      if (taken > 0) changed()
    },
    async parcel({ hash, on }) {
      const photo = await read(['photos'], (tx) => tx.get('photos', hash))
      return photo?.bytes && { hash, on, type: photo.type, bytes: new Uint8Array(photo.bytes) }
    },
    async hold({ hash, on, type, bytes }, from) {
      const own = bytes.slice()
      if ((await sha256(own)) !== hash) return false
      await write(['photos', 'beside', 'settings'], async (tx) => {
        const known = await tx.get('photos', hash)
        const photo = held(taken({ hash, type, bytes: own.buffer }, known) ?? known!, on)
        tx.put('photos', photo)
        const besides = (photo.on ?? []).map((it) => ({ key: hash, on: it as DossierId }))
        await markBeside(tx, 'parcels', besides, from)
      })
      changed()
      return true
    },
    wanted: (hash) =>
      read(['photos'], async (tx) => {
        const photo = await tx.get('photos', hash)
        return photo && !photo.bytes ? ((photo.on ?? []) as readonly DossierId[]) : []
      }),
  }

  async function noted(rows: readonly Row[], fold: Fold, from: string | undefined): Promise<void> {
    const values = new Map<DossierId, Registers>()
    for (const row of rows) {
      const value = valueOf(row)
      if (value && row.key === valueKey(row.on, value.field))
        values.set(row.on, newest(values.get(row.on) ?? {}, { [value.field]: value.register }))
    }
    if (values.size > 0) await hands.note(values, fold, from)
  }

  async function wrappedOf(rows: readonly Row[]): Promise<ReadonlyMap<Row, ArrayBuffer>> {
    const own = await hands.ownKey()
    const each = rows.map(async (row) => {
      const raw = row.body?.['raw']
      const key = typeof raw === 'string' ? await wrap(raw, own) : undefined
      return key ? ([[row, key]] as const) : []
    })
    return new Map((await Promise.all(each)).flat())
  }

  async function stands(tx: Tx, channel: Channel, mark: Besides, row: Row): Promise<boolean> {
    const now = await rowIn(tx, channel === 'keys' ? 'keys' : 'sheets', mark)
    if (!now) return true
    if ('key' in now) return lettersOf(now) === lettersOf(row)
    return isKey(now)
      ? (now.wrapped !== undefined) === (row.body !== undefined)
      : lettersOf(rowOf(now)) === lettersOf(row)
  }

  const dropped = (marks: readonly Besides[]) =>
    write(['beside'], (tx) => {
      for (const { id } of marks) tx.drop('beside', id)
      return Promise.resolve()
    })

  /** Marks all that is here of a channel, some hundred at a time. */
  async function markAll(far: string, channel: Channel): Promise<void> {
    // what was erased before anybody was to be told of it is nowhere
    if (channel === 'gone') return
    const put = (items: readonly Marked[]) =>
      write(['beside'], (tx) => {
        for (const { key, on } of items) tx.put('beside', { id: idOf(far, channel, key, on), on })
        return Promise.resolve()
      })
    const store = channel === 'parcels' ? 'photos' : channel
    for (let after = ''; ;) {
      const found = await read([store], (tx) => tx.range(store, `${after}\0`, keyEnd, handful))
      if (found.length === 0) break
      await put(found.flatMap(markedIn))
      const last = found.at(-1)!
      after = 'hash' in last ? last.hash : last.id
    }
    if (channel !== 'sheets') return
    for await (const { on, registers } of hands.values())
      await put(Object.keys(registers).map((field) => ({ key: valueKey(on, field), on })))
  }
}

type Found =
  KeptSheet | SealKey | { readonly hash: string; readonly on?: readonly string[]; readonly bytes?: ArrayBuffer }
function markedIn(it: Found): readonly Marked[] {
  if (!('hash' in it)) return it.on === '' ? [] : [{ key: it.id, on: it.on }]
  return it.bytes ? (it.on ?? []).map((on) => ({ key: it.hash, on: on as DossierId })) : []
}

const isKey = (it: KeptSheet | SealKey): it is SealKey => !('field' in it) && !('erased' in it)

async function takeKey(tx: Tx, { key, on, body }: Row, wrapped: ArrayBuffer | undefined, from?: string) {
  const [known, sheet] = await Promise.all([tx.get('keys', key), tx.get('sheets', key)])
  const isGone = !body || (sheet && isErased(sheet)) || (known && !known.wrapped)
  if (isGone ? known && !known.wrapped : known !== undefined || !wrapped) return false
  const fresh: SealKey = { id: key, on, ...(!isGone && { wrapped: wrapped! }) }
  tx.put('keys', fresh)
  await markBeside(tx, 'keys', markedKeys([fresh]), from)
  return true
}

interface Taking extends Today {
  readonly dossier: Dossier
  readonly from: string | undefined
}

async function takeSheet(tx: Tx, row: Row, { dossier, from, now, keepOf }: Taking): Promise<boolean> {
  const sheet = sheetOf(row)
  if (!sheet) return false
  const known = await tx.get('sheets', row.key)
  if (!outdoes(row, known && rowOf(known))) return false
  if (isErased(sheet)) {
    await eraseSheet(tx, sheet, from)
    return true
  }
  // this device has the dossier and reckons itself when its time is over
  const [kept = sheet] = dated([sheet], dossier)
  const [short = kept] = shortened(kept, keepOf(kept))
  if (short.until !== undefined && short.until <= now) {
    await eraseSheet(tx, short)
    return known !== undefined
  }
  tx.put('sheets', short)
  await markBeside(tx, 'sheets', markedSheets([short]), from)
  return true
}
