/** Rows of a board kept from one reading to the next: of ten thousand open cases only those that changed are read again. */
import { ownerOf, prefixOf, type Owner, type World } from './act/world.js'
import { formulas } from './act/formula.js'
import type { Journal } from './journal/journal.js'
import { fits, headOf, order, type Sorted } from './journal/look.js'
import { mayHide } from './seen.js'
import type { Dossier, DossierId, Query } from './types.js'
import type { RowView } from './view.js'

interface Kept {
  readonly found: Map<DossierId, Sorted>
  readonly rows: Map<DossierId, RowView>
  /** Written to since it was read. */
  readonly stale: Set<DossierId>
  readonly world: World
}

/** So many questions are remembered: a board and what stands beside it. */
const most = 4

/** Does everything that a row says stand in its own dossier, in the book and in the roll? */
function standsAlone(kind: string, world: World): boolean {
  if (!world.book.kinds.has(kind) || mayHide(world, kind) || formulas(world.book).has(kind)) return false
  const { spec }: Owner = ownerOf(world.book, kind)
  return !Object.values(spec['held-by'] ?? {}).some((word) => word.startsWith('parent.'))
}

export class RowsKept {
  readonly #kept = new Map<string, Kept>()
  #turn: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly journal: Journal,
    private readonly row: (dossier: Dossier) => Promise<RowView>,
  ) {
    journal.watch((on) => {
      if (!on) this.#kept.clear()
      else for (const { stale } of this.#kept.values()) for (const id of on) stale.add(id)
    })
  }

  /** The rows that a query asks for; undefined where they have to be read anew each time. */
  async rows(query: Query, world: World): Promise<readonly RowView[] | undefined> {
    const { kind, limit, offset } = query
    if (kind === undefined || limit !== undefined || offset !== undefined || !standsAlone(kind, world)) return undefined
    const rows = this.#turn.then(() => this.#read(query, world))
    this.#turn = rows.catch(() => undefined)
    return rows
  }

  async #read(query: Query, world: World): Promise<readonly RowView[]> {
    const key = JSON.stringify(query)
    const before = this.#kept.get(key)
    const isSame = before && (['book', 'places', 'posts'] as const).every((part) => before.world[part] === world[part])
    const kept: Kept = isSame ? before : { found: new Map(), rows: new Map(), stale: new Set(), world }
    this.#kept.delete(key)
    this.#kept.set(key, kept)
    for (const old of this.#kept.keys()) if (this.#kept.size > most) this.#kept.delete(old)
    const stale = [...kept.stale]
    kept.stale.clear()
    try {
      const all = isSame ? await this.journal.heads(stale) : await world.find(query)
      for (const id of stale) {
        kept.found.delete(id)
        kept.rows.delete(id)
      }
      await this.#take(all, query, kept)
    } catch (error) {
      this.#kept.delete(key)
      throw error
    }
    return [...kept.found.values()].sort(order(query.sort)).map(({ id }) => kept.rows.get(id as DossierId)!)
  }

  async #take(dossiers: readonly Dossier[], query: Query, { found, rows, world }: Kept): Promise<void> {
    const read = dossiers.map((dossier) => headOf(dossier, (place) => world.places.ancestors(place)))
    const fitting = read.filter((head) => prefixOf(head.id as DossierId) === query.kind && fits(head, query))
    for (const { id, dossier, due } of fitting) {
      rows.set(dossier.id, await this.row(dossier))
      found.set(dossier.id, {
        id,
        dossier: { opened: dossier.opened, at: dossier.at },
        ...(due !== undefined && { due }),
      })
    }
  }
}
