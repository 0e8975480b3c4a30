/** The world as it stood before a line, by all that is known now: what a rule would have counted, had everybody met. */
import { fold } from '../act/fold.js'
import { readHead } from '../act/read-id.js'
import type { World } from '../act/world.js'
import { fits } from '../journal/look.js'
import type { Dossier, DossierId, Entry, Moment, PlaceId, Query } from '../types.js'
import { isOpened } from './arrive.js'

/** Reads each dossier once, however many lines are asked about. */
export class Past {
  readonly #lines = new Map<DossierId, Promise<readonly Entry[]>>()
  readonly #found = new Map<string, Promise<readonly Dossier[]>>()
  readonly #folded = new Map<string, Dossier | undefined>()

  constructor(readonly base: World) {}

  lines(id: DossierId): Promise<readonly Entry[]> {
    let lines = this.#lines.get(id)
    if (!lines) this.#lines.set(id, (lines = this.base.lines(id)))
    return lines
  }

  /** All dossiers of a kind at a place: which of them fit is asked of what they were. */
  find(kind: string | undefined, place: PlaceId | undefined): Promise<readonly Dossier[]> {
    const key = `${kind ?? ''} ${place ?? ''}`
    let found = this.#found.get(key)
    const query = { ...(kind !== undefined && { kind }), ...(place !== undefined && { place }) }
    if (!found) this.#found.set(key, (found = this.base.find(query)))
    return found
  }

  /** A dossier as its lines before this one make it. */
  async before(dossier: Dossier, line: string): Promise<Dossier | undefined> {
    const { count, last } = readHead(dossier)
    if (count === 0 || last < line) return dossier
    const lines = (await this.lines(dossier.id)).filter(({ id }) => id < line)
    const key = `${dossier.id} ${lines.length}`
    if (!this.#folded.has(key)) this.#folded.set(key, isOpened(lines) ? fold(lines).dossier : undefined)
    return this.#folded.get(key)
  }
}

/** The world before one line. It keeps count of what it was asked: the more lines, the better the answer. */
export class AsOf implements World {
  readonly book
  readonly places
  readonly posts
  readonly reach
  readonly soleIssuer
  readonly #seen = new Map<DossierId, Dossier>()

  constructor(
    private readonly past: Past,
    private readonly line: string,
    readonly now: Moment,
  ) {
    const { book, places, posts, reach, soleIssuer } = past.base
    this.book = book
    this.places = places
    this.posts = posts
    this.reach = reach
    this.soleIssuer = soleIssuer
  }

  /** Dossiers that were looked at, as they stood. */
  get seen(): readonly Dossier[] {
    return [...this.#seen.values()]
  }

  /** How many lines the answers rest on. */
  get known(): number {
    return this.seen.reduce((sum, dossier) => sum + readHead(dossier).count, 0)
  }

  async dossier(id: DossierId): Promise<Dossier | undefined> {
    const dossier = await this.past.base.dossier(id)
    return dossier && this.past.before(dossier, this.line)
  }

  async lines(id: DossierId): Promise<readonly Entry[]> {
    return (await this.past.lines(id)).filter((line) => line.id < this.line)
  }

  async find({ kind, place, sort: _, limit: __, offset: ___, ...asked }: Query): Promise<readonly Dossier[]> {
    const found: Dossier[] = []
    for (const dossier of await this.past.find(kind, place)) {
      if (!fits({ id: dossier.id, dossier, keys: [] }, { ...(asked.opened && { opened: asked.opened }) })) continue
      const then = await this.past.before(dossier, this.line)
      if (!then) continue
      this.#seen.set(then.id, then)
      if (fits({ id: then.id, dossier: then, keys: [] }, asked)) found.push(then)
    }
    return found
  }
}
