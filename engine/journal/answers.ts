/** Private answers as a journal keeps, opens, shortens and erases them: the same where it lies in IndexedDB and in memory. */
import { eraseSheet } from './beside-marks.js'
import type { Hands } from './beside.js'
import { keyEnd } from './look.js'
import { close, open, ownKey } from './sealing.js'
import type { SealKey } from './sealing.js'
import { isErased, isSealed, shortened } from './sheets.js'
import type { KeptSheet, Sheet } from './sheets.js'
import { traceKey } from './traces.js'
import type { DossierId, Moment, Span } from '../types.js'

export interface Answers {
  /** Sealed under fresh keys, as far as they are to be. */
  closed(
    sheets: readonly Sheet[],
  ): Promise<{ readonly sheets: readonly KeptSheet[]; readonly keys: readonly SealKey[] }>
  /** Of a dossier, those that are still kept and whose keys are here. */
  of(on: DossierId): Promise<readonly Sheet[]>
  /** Sealed answers of a dossier whose keys are not here: where they are known by their fields only. */
  locked(on: DossierId): Promise<readonly string[]>
  /** Of a dossier, whatever is still kept, sealed or not. */
  kept(on: DossierId): Promise<readonly Omit<Sheet, 'value' | 'salt'>[]>
  /** Of a dossier, the ids of those that were here, or elsewhere, and are erased. */
  erased(on: DossierId): Promise<ReadonlySet<string>>
  shorten(keepOf: (sheet: Pick<Sheet, 'on' | 'field'>) => Span | undefined): Promise<void>
  /** Erases those whose time is over; answers how many. */
  eraseBefore(now: Moment): Promise<number>
  /** The key of this device under which others are wrapped, made when it is first needed. */
  ownKey(): Promise<CryptoKey>
  /** Likewise the one under which erased dossiers are told again. */
  traceKey(): Promise<CryptoKey>
}

type Keeping = Pick<Hands, 'read' | 'write' | 'changed'> & {
  /** Ids of answers whose time is over by then. */
  readonly over: (now: Moment) => Promise<readonly string[]>
}
const erasing = ['sheets', 'keys', 'beside', 'settings'] as const
const handful = 500

export function answersOf({ read, write, changed, over }: Keeping): Answers {
  const keyOf = async (id: string, make: () => Promise<CryptoKey>): Promise<CryptoKey> => {
    const known = await read(['keys'], (tx) => tx.get('keys', id))
    if (known?.own) return known.own
    const made = await make()
    return write(['keys'], async (tx) => {
      // another tab may have made one meanwhile
      const { own: before } = (await tx.get('keys', id)) ?? {}
      if (!before) tx.put('keys', { id, on: '', own: made })
      return before ?? made
    })
  }
  const own = () => keyOf('', ownKey)
  const opened = async (on: DossierId) => {
    const [kept, keys] = await read(['sheets', 'keys'], async (tx) => {
      const sheets = await tx.all('sheets', 'on', on)
      const isAnySealed = sheets.some(isSealed)
      return [sheets, isAnySealed ? await tx.all('keys', 'on', on) : []] as const
    })
    const key = keys.length > 0 ? await own() : undefined
    const found = kept.map(async (sheet) => {
      if (isErased(sheet)) return []
      if (!isSealed(sheet)) return { sheet }
      const plain = await open(
        sheet,
        keys.find(({ id }) => id === sheet.id),
        key,
      )
      return plain ? { sheet: plain } : { locked: sheet.field }
    })
    return (await Promise.all(found)).flat()
  }
  return {
    ownKey: own,
    traceKey: () => keyOf('traces', traceKey),
    async closed(sheets) {
      if (!sheets.some(({ seals }) => seals)) return { sheets, keys: [] }
      const key = await own()
      const each = await Promise.all(sheets.map(async (sheet) => (sheet.seals ? close(sheet, key) : { sheet })))
      return { sheets: each.map(({ sheet }) => sheet), keys: each.flatMap((it) => ('key' in it ? it.key : [])) }
    },
    of: async (on) => (await opened(on)).flatMap(({ sheet }) => sheet ?? []),
    locked: async (on) => (await opened(on)).flatMap(({ locked }) => locked ?? []),
    kept: (on) =>
      read(['sheets'], async (tx) =>
        (await tx.all('sheets', 'on', on)).flatMap((sheet) => (isErased(sheet) ? [] : sheet)),
      ),
    erased: (on) =>
      read(['sheets'], async (tx) => {
        const all = await tx.all('sheets', 'on', on)
        return new Set(all.flatMap((sheet) => (isErased(sheet) ? sheet.id : [])))
      }),
    async shorten(keepOf) {
      for (let after = ''; ;) {
        const last = await write(['sheets'], async (tx) => {
          const found = await tx.range('sheets', `${after}\0`, keyEnd, handful)
          for (const sheet of found)
            if (!isErased(sheet)) for (const one of shortened(sheet, keepOf(sheet))) tx.put('sheets', one)
          return found.at(-1)?.id
        })
        if (last === undefined) return
        after = last
      }
    },
    async eraseBefore(now) {
      const ids = await over(now)
      if (ids.length === 0) return 0
      const erased = await write(erasing, async (tx) => {
        let count = 0
        for (const id of ids) {
          const sheet = await tx.get('sheets', id)
          if (!sheet || isErased(sheet) || sheet.until === undefined || sheet.until > now) continue
          await eraseSheet(tx, sheet)
          count++
        }
        return count
      })
      if (erased > 0) changed()
      return erased
    },
  }
}
