/** Keeps the time of expected dossiers for a station: what runs out without anybody having acted is fired all the same. */
import type { Expected } from './act/expected.js'
import { formulas } from './act/formula.js'
import { prefixOf } from './act/world.js'
import type { Journal } from './journal/journal.js'
import { scheduled } from './late.js'
import type { DossierId, Moment } from './types.js'

/** So many are fired at a time, so that what people do comes between. */
const SOME = 50
/** Setting under which the moment is kept up to which everything has been fired. */
export const FIRED = 'expected fired'

export class Slots {
  /** When something next appears or runs out; not known before it was looked at. */
  #next: Moment = -Infinity
  /** First of those that were fired last. */
  #first: DossierId | undefined
  /** Is there still something to fire at once? */
  waits = false

  constructor(
    private readonly journal: Journal,
    /** Undefined where the book has none. */
    private readonly expected: () => Expected | undefined,
    /** Fires what has run out in these dossiers, and keeps it. */
    private readonly fire: (ids: readonly DossierId[]) => Promise<void>,
  ) {}

  get next(): Moment | undefined {
    return Number.isFinite(this.#next) ? this.#next : undefined
  }

  /** Fires some of what has run out; answers whether something changed by time alone. */
  async settle(): Promise<boolean> {
    this.waits = false
    const world = this.expected()
    if (!world || world.now < this.#next) return false
    const { comingOf } = await scheduled()
    const since = ((await this.journal.setting.get(FIRED)) ?? -Infinity) as number
    const { out, next = Infinity } = await comingOf(world, since)
    const some = out.slice(0, SOME)
    if (some.length > 0) await this.fire(some.map(({ id }) => id))
    // what could not be fired this time is not tried without end
    const stuck = some.length > 0 && some[0]!.id === this.#first
    this.#first = some[0]?.id
    const all = stuck || some.length === out.length
    // of those that run out at one moment some may still be waiting; what was fired is kept and not found again
    await this.journal.setting.set(FIRED, all ? world.now : some.at(-1)!.at - 1)
    this.#next = all ? next : -Infinity
    this.waits = !all
    return true
  }

  /** Lines of these dossiers were written: what belongs to them may have begun or ended. */
  wrote(ids: readonly DossierId[]): void {
    if (this.#areParents(ids)) this.#next = -Infinity
  }

  /** Lines of these dossiers came from elsewhere, with a past of their own. */
  async came(ids: readonly DossierId[]): Promise<void> {
    if (this.#areParents(ids)) await this.anew()
  }

  /** What should have been fired is looked for from the beginning. */
  async anew(): Promise<void> {
    this.#next = -Infinity
    if ((await this.journal.setting.get(FIRED)) !== undefined) await this.journal.setting.set(FIRED, null)
  }

  #areParents(ids: readonly DossierId[]): boolean {
    const world = this.expected()
    if (!world) return false
    const parents = new Set([...formulas(world.book).values()].flatMap(({ parent }) => parent ?? []))
    return ids.some((id) => parents.has(prefixOf(id)))
  }
}
