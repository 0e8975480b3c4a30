/**
 * The world with its expected dossiers: a census of 63,320 homes, a meeting every two months. They are there by formula and
 * cost nothing until somebody acts; whoever looks through this cannot tell them from the others (SPEC J90).
 */
import { addSpan } from '../time/duration.js'
import type { Counted } from '../journal/journal.js'
import { headOf, order } from '../journal/look.js'
import type { Data, Dossier, DossierId, Moment, PlaceId, Query, Say } from '../types.js'
import type { Fill } from './decide.js'
import { formulas, idsOf, readExpected, type Formula, type Member, type Round } from './formula.js'
import { PAGE, pagesOf } from './pages.js'
import { inForce, membersOf, roundsOf } from './rounds.js'
import { spokenOf } from './spoken.js'
import { isTimed, placeOf, unacted } from './unacted.js'
import { add, prefixOf, type World } from './world.js'

/** What is kept: the journal as a world, with what its indexes tell without reading dossiers. */
export interface Kept extends World {
  /** Ids of the dossiers that fit, in no order. */
  ids(query: Pick<Query, 'kind' | 'place' | 'opened' | 'steps'>): Promise<readonly DossierId[]>
  readonly heads?: (ids: readonly DossierId[]) => Promise<readonly Dossier[]>
  count(query: Query): Promise<Counted>
}

/** A round with those of its members of whom nothing is kept. */
export interface Missing {
  readonly round: Round
  readonly members: readonly (readonly [DossierId, Member])[]
}

/** Rounds that are compared with what is kept in one go. */
const BATCH = 64
/** More members than so many times what is asked for are picked from, not sorted. */
const FEW = 4

export class Expected implements World {
  readonly book
  readonly places
  readonly posts
  readonly now
  readonly soleIssuer
  readonly reach
  readonly random
  readonly tallies
  readonly ledgers
  readonly #formulas: ReadonlyMap<string, Formula>

  /**
   * @param fill words what clocks will say
   * @param hasClocks false for parents of which rounds are made: what a clock of theirs says may count the very dossiers
   * that are asked for
   */
  constructor(
    private readonly kept: Kept,
    private readonly fill: Fill,
    private readonly hasClocks = true,
  ) {
    this.book = kept.book
    this.places = kept.places
    this.posts = kept.posts
    this.now = kept.now
    this.soleIssuer = kept.soleIssuer
    this.reach = kept.reach
    this.random = kept.random
    this.tallies = kept.tallies
    this.ledgers = kept.ledgers
    this.#formulas = formulas(kept.book)
  }

  async dossier(id: DossierId): Promise<Dossier | undefined> {
    const kept = await this.kept.dossier(id)
    const formula = this.#formulas.get(prefixOf(id))
    if (kept || !formula) return kept
    const meant = await spokenOf(id, formula, this.parents())
    return 'says' in meant ? undefined : unacted(formula, meant.round, meant.member, this, this.hasClocks && this.fill)
  }

  lines(id: DossierId) {
    return this.kept.lines(id)
  }

  async unexpected(id: DossierId): Promise<Say | undefined> {
    const formula = this.#formulas.get(prefixOf(id))
    const meant = formula && (await spokenOf(id, formula, this.parents()))
    return meant && 'says' in meant ? meant.says : undefined
  }

  async find(query: Query): Promise<readonly Dossier[]> {
    const asked = this.#asked(query)
    if (asked.length === 0) return this.kept.find(query)
    const { offset = 0, limit = Infinity, ...rest } = query
    const wanted = offset + limit
    const found = [...(await this.kept.find({ ...rest, ...(wanted < Infinity && { limit: wanted }) }))]
    for (const formula of asked) {
      // which is due first only the dossiers themselves can tell
      const most = query.sort === 'due' && isTimed(formula) ? Infinity : wanted
      for await (const dossier of this.#newest(formula, rest, most)) found.push(dossier)
    }
    const heads = found.map((dossier) => headOf(dossier, () => []))
    return heads
      .sort(order(query.sort))
      .slice(offset, wanted)
      .map(({ dossier }) => dossier)
  }

  /** What `find` finds, page by page: nobody has to hold, or wait for, all of a large kind at once. */
  async *pages(query: Pick<Query, 'kind' | 'place' | 'opened' | 'steps'>): AsyncGenerator<readonly Dossier[], void> {
    const { heads } = this.kept
    if (!heads) {
      yield await this.find(query)
      return
    }
    yield* pagesOf({ ids: (all) => this.kept.ids(all), heads }, query)
    for (const formula of this.#asked(query)) yield* batches(this.#newest(formula, query, Infinity), PAGE)
  }

  /** What is kept by its index, what is expected by arithmetic; only a question about fields reads them. */
  async count(query: Query): Promise<Counted> {
    const counted = await this.kept.count(query)
    const tally = { total: counted.total, steps: { ...counted.steps } }
    for (const formula of this.#asked(query)) {
      const more = await this.#countOf(formula, query)
      if (more > 0) add(tally, formula.spec.step, more)
    }
    return { ...counted, ...tally }
  }

  /** Rounds that a query asks for, newest first. */
  rounds(formula: Formula, query: Query): AsyncGenerator<Round, void> {
    const { parent } = formula.owner.spec
    const only = parent === undefined ? undefined : query.where?.[parent]
    const [from, to] = this.#time(formula, query)
    return roundsOf(formula, this.parents(), from, to, typeof only === 'string' ? (only as DossierId) : undefined)
  }

  /** The same world, as those are seen to whom expected dossiers belong. */
  parents(): Expected {
    return this.hasClocks ? new Expected(this.kept, this.fill, false) : this
  }

  /** Of these rounds, those of which somebody is missing. */
  async *missing(
    formula: Formula,
    rounds: AsyncIterable<Round> | Iterable<Round>,
    place?: PlaceId,
  ): AsyncGenerator<Missing, void> {
    for await (const some of batches(rounds, BATCH)) {
      const times = some.map(({ at }) => at)
      const opened = { from: Math.min(...times), to: Math.max(...times) }
      const kept = new Set(await this.kept.ids({ kind: formula.prefix, ...within(place), opened }))
      for (const round of some) {
        const members: [DossierId, Member][] = []
        const idOf = idsOf(formula, round)
        for (const member of membersOf(formula, round, this, place).all()) {
          const id = idOf(member)
          if (!kept.has(id)) members.push([id, member])
        }
        if (members.length > 0) yield { round, members }
      }
    }
  }

  /** Formulas that could have something for a query. */
  #asked({ kind, steps, open }: Query): readonly Formula[] {
    const all = kind === undefined ? [...this.#formulas.values()] : [this.#formulas.get(kind)]
    const could = ({ spec }: Formula) => open !== false && (!steps || steps.includes(spec.step))
    return all.filter((it): it is Formula => it !== undefined && could(it))
  }

  /** No slot is shown before it appears (SPEC J92). */
  #time({ schedule }: Formula, { opened }: Query): readonly [Moment, Moment] {
    const shown = schedule?.ahead === undefined ? this.now : addSpan(this.now, schedule.ahead, this.book.zone)
    return [opened?.from ?? -Infinity, Math.min(shown, opened?.to ?? Infinity) + 1]
  }

  async *#newest(formula: Formula, query: Query, most: number): AsyncGenerator<Dossier, void> {
    let left = most
    const picks = !this.#asksMore(formula, query)
    for await (const { round, members } of this.missing(formula, this.rounds(formula, query), query.place)) {
      if (left <= 0) return
      for (const [, member] of lastOf(members, picks ? left : Infinity)) {
        if (left <= 0) return
        if (!(await inForce(formula, round, placeOf(round, member, this), this))) continue
        const dossier = await unacted(formula, round, member, this, this.hasClocks)
        if (!suits(dossier.fields, query.where)) continue
        left--
        yield dossier
      }
    }
  }

  /** Is there something that only the dossiers themselves can tell? */
  #asksMore({ owner: { spec, pack } }: Formula, { where = {} }: Query): boolean {
    return (pack.while?.length ?? 0) > 0 || Object.keys(where).some((name) => name !== spec.parent)
  }

  async #countOf(formula: Formula, query: Query): Promise<number> {
    const { spec } = formula.owner
    if (this.#asksMore(formula, query)) {
      let count = 0
      for await (const dossier of this.#newest(formula, query, Infinity)) count += dossier.expected ? 1 : 0
      return count
    }
    let all = 0
    let [from, to] = [Infinity, -Infinity]
    for await (const round of this.rounds(formula, query)) {
      all += membersOf(formula, round, this, query.place).count
      from = Math.min(from, round.at)
      to = Math.max(to, round.at)
    }
    if (all === 0) return 0
    const range = { kind: formula.prefix, ...within(query.place), opened: { from, to } }
    const above = spec.parent === undefined ? undefined : query.where?.[spec.parent]
    if (above === undefined) return Math.max(0, all - (await this.kept.count(range)).total)
    const kept = await this.kept.ids(range)
    return Math.max(0, all - kept.filter((id) => readExpected(id, formula, this.book)?.parent === above).length)
  }
}

/** So many at least of those with the highest ids, highest first; nobody sorts a census to look at its first page. */
function lastOf(members: Missing['members'], count: number): Missing['members'] {
  const falling = ([a]: Missing['members'][number], [b]: Missing['members'][number]) => (a < b ? 1 : -1)
  if (members.length <= FEW * count) return members.toSorted(falling)
  let top: Missing['members'][number][] = []
  let least = ''
  for (const one of members) {
    if (one[0] <= least) continue
    top.push(one)
    if (top.length < FEW * count) continue
    top = top.sort(falling).slice(0, count)
    least = top.at(-1)![0]
  }
  return top.sort(falling)
}

const within = (place: PlaceId | undefined): Pick<Query, 'place'> => (place === undefined ? {} : { place })

const suits = (fields: Data, where: Data = {}): boolean =>
  Object.entries(where).every(([name, value]) => JSON.stringify(fields[name]) === JSON.stringify(value))

async function* batches<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
  size: number,
): AsyncGenerator<readonly Item[], void> {
  let batch: Item[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
