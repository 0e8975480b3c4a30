/** The journal as decisions: each line beside the dossier as it was judged, in order of time. */
import { fold, written } from '../act/fold.js'
import { prefixOf } from '../act/world.js'
import type { Arrival } from '../journal/journal.js'
import type { Data, Entry, Line, Moment, PlaceId } from '../types.js'

/** One line, and what the lines before it say. */
export interface Row {
  readonly entry: Entry
  readonly state: Line['state']
  /** All lines of its dossier in the order of folding, this one at `index`. */
  readonly lines: readonly Entry[]
  readonly index: number
  /** Fields as they were judged: those before it, with what it writes. */
  readonly fields: Data
}

/** Was it written because another line was? */
export const isFollow = ({ id, cause }: Entry): boolean => cause !== undefined && id.startsWith(`${cause}/`)

/** What somebody decided, or what followed by rules; what the engine writes by itself and what was taken in are none. */
export const isDecision = ({ due, act, again, note, carry, renames }: Entry): boolean =>
  act !== 'import' && !(due ?? again ?? note ?? carry ?? renames)

/** Where a dossier is about: said by its first line. */
export function placeOf(lines: readonly Entry[]): PlaceId {
  const first = lines.find(({ place, carry }) => place !== undefined || carry)
  return first?.place ?? first?.carry?.dossier.place ?? ''
}

export class Past {
  readonly rows: Row[] = []
  #sorted = true

  take({ entries }: Arrival): void {
    // of lines that do not reach back to the opening nothing can be said
    if (!entries.some(({ from, expected, carry }) => from === 'new' || expected || carry)) return
    const folded = fold(entries).lines
    const lines = folded.map(({ entry }) => entry)
    const [first] = lines
    let fields: Data = first!.carry?.dossier.fields ?? first!.expected?.fields ?? {}
    folded.forEach(({ entry, state }, index) => {
      const data = Object.keys(entry.data).length > 0
      const judged = data ? written(fields, entry.data) : fields
      this.rows.push({ entry, state, lines, index, fields: judged })
      if (state === 'fits') fields = judged
    })
    this.#sorted = false
  }

  /** Lines of these kinds within a stretch of time, in the order of their ids. */
  *between(kinds: ReadonlySet<string>, from = -Infinity, to = Infinity): Generator<Row> {
    if (!this.#sorted) this.rows.sort((a, b) => (a.entry.id < b.entry.id ? -1 : 1))
    this.#sorted = true
    for (const row of this.rows) {
      const { at, on } = row.entry
      if (at >= from && at <= to && kinds.has(prefixOf(on))) yield row
    }
  }
}

export type Stretch = { readonly from?: Moment | undefined; readonly to?: Moment | undefined }
