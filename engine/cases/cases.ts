/** Cases from the register an office has kept so far: good rows become dossiers, bad ones are named one by one. */
import { guessCaseMapping } from './columns.js'
import type { CaseMapping } from './columns.js'
import { linesOf } from './lines.js'
import { CaseReader } from './reader.js'
import type { ReadCases } from './reader.js'
import { decodeText, readCsv } from '../csv.js'
import { fold } from '../act/fold.js'
import type { Arrival, Journal, Long } from '../journal/journal.js'
import type { PartyId, Trouble } from '../types.js'
import { ownerOf } from '../act/world.js'

export interface CasesInto extends ReadCases {
  readonly journal: Pick<Journal, 'bulk'>
  /** Prefix of the dossiers that they become, e.g. `case`. */
  readonly kind: string
  /** Who takes them in: stands as `by` on their lines. */
  readonly by: PartyId
}

export interface CasesTaken {
  /** Rows read, headings and empty ones not counted. */
  readonly rows: number
  readonly added: number
  /** Good rows that were here already. */
  readonly same: number
  /** Line and column are those of the spreadsheet; each left its row out. */
  readonly troubles: readonly Trouble[]
  /** What was complete when it was cancelled is kept. */
  readonly cancelled: boolean
  readonly mapping: CaseMapping
}

/**
 * Takes in a register, UTF-8 or GBK. The same row twice, today or in a year, is one dossier, because its id is made of
 * the row's number. Rejects only where nothing can be kept.
 */
export async function importCases(
  into: CasesInto,
  source: string | Blob,
  mapping?: CaseMapping,
  { signal, progress }: Long = {},
): Promise<CasesTaken> {
  const text = typeof source === 'string' ? source : decodeText(await source.arrayBuffer())
  const sheet = await readCsv(text, signal)
  const chosen = mapping ?? guessCaseMapping(sheet.headings)
  const owner = ownerOf(into.book, into.kind)
  const reader = new CaseReader(sheet, chosen, into, owner)
  let rows = 0
  let good = 0
  async function* arrivals(): AsyncGenerator<Arrival> {
    if (reader.missing()) return
    await reader.learnPlaces()
    for (const row of sheet.rows) {
      if (signal?.aborted) return
      rows++
      const found = reader.read(row)
      if (!found) continue
      good++
      yield linesOf(found, owner, into.kind, { by: into.by, now: into.now, zone: into.book.zone })
    }
  }
  const added = await into.journal.bulk(arrivals(), (lines) => fold(lines).dossier, {
    ...(signal && { signal }),
    progress: () => progress?.(rows, sheet.rows.length),
  })
  const cancelled = signal?.aborted ?? false
  return { rows, added, same: cancelled ? 0 : good - added, troubles: reader.troubles, cancelled, mapping: chosen }
}
