/** Acts and dues carried out on a world of their own: the lines to write, with everything that follows from them, in one piece. */
import { openingOf } from './begin.js'
import { following } from './concrete.js'
import { decide, type Fill } from './decide.js'
import { next } from '../time/dues.js'
import { gather } from '../facts/gather.js'
import { refsIn } from '../facts/refs.js'
import type { Situation } from '../facts/situation.js'
import { fold } from './fold.js'
import { idFor } from './ids.js'
import type { Write } from '../journal/journal.js'
import { fits, headOf } from '../journal/look.js'
import { dueLine, startsOf } from '../merge/due-line.js'
import { isShared } from '../merge/same-id.js'
import { readHead } from './read-id.js'
import { renaming } from './rename.js'
import { newest, none, withRegisters, type Registers } from '../journal/registers.js'
import { seal, type Sheet } from '../journal/sheets.js'
import { followId, momentOf, type Stamps } from '../time/stamp.js'
import type { Act, Data, Decision, Dossier, DossierId, Due, Effect, Entry, Moment, Query, Say } from '../types.js'
import { actOf, add, ownerOf, prefixOf, tallyOf, type Owner, type Tally, type World } from './world.js'

/** The world as it is read, and the lines of a dossier. */
export type Base = World

/** Follows go five deep at most (SPEC 63). */
const DEEPEST = 5

/** A world on which lines are laid before they are stored; what was read stays under it. */
export class Stage implements World {
  readonly book
  readonly places
  readonly posts
  readonly soleIssuer
  readonly reach
  readonly random
  readonly tallies
  readonly #reads = new Map<DossierId, Promise<Dossier | undefined>>()
  readonly #ledgers = new Map<DossierId, Promise<readonly Entry[]>>()
  #touched = new Map<
    DossierId,
    {
      head: string | undefined
      lines: readonly Entry[]
      entries: Entry[]
      sheets: Sheet[]
      erases: string[]
      newest: Registers
      written: Registers
      dossier: Dossier | undefined
    }
  >()

  constructor(
    private readonly base: Base,
    private readonly stamps: Stamps,
    private readonly fill: Fill,
    public now: Moment = base.now,
    /** Ties a line to the one before it by this device; without it lines name no writer. */
    private readonly tie?: (line: Entry, before: readonly Entry[]) => Promise<Entry>,
  ) {
    this.book = base.book
    this.places = base.places
    this.posts = base.posts
    this.soleIssuer = base.soleIssuer
    this.reach = base.reach
    this.random = base.random
    this.tallies = base.tallies
  }

  async dossier(id: DossierId): Promise<Dossier | undefined> {
    return this.#touched.has(id) ? this.#touched.get(id)!.dossier : this.#read(id)
  }

  /** Read once: what is written stands on the head that was judged, and not on one that came meanwhile. */
  #read(id: DossierId): Promise<Dossier | undefined> {
    let it = this.#reads.get(id)
    if (!it) this.#reads.set(id, (it = this.base.dossier(id)))
    return it
  }

  async lines(id: DossierId): Promise<readonly Entry[]> {
    const touched = this.#touched.get(id)
    return touched ? [...touched.lines, ...touched.entries] : this.#ledger(id)
  }

  /** Read once: facts ask for it before the line is laid behind it. */
  #ledger(id: DossierId): Promise<readonly Entry[]> {
    let it = this.#ledgers.get(id)
    if (!it) this.#ledgers.set(id, (it = this.base.lines(id)))
    return it
  }

  async find(query: Parameters<World['find']>[0]): Promise<readonly Dossier[]> {
    const found = (await this.base.find(query)).filter((it) => !this.#touched.has(it.id))
    const laid = [...this.#touched.values()].flatMap((it) =>
      it.dossier && prefixOf(it.dossier.id) === query.kind ? [it.dossier] : [],
    )
    return [...found, ...laid]
  }

  /** How many there would be with the lines laid here, at which steps. */
  async count(query: Query): Promise<Tally> {
    if (!this.base.count) return tallyOf(await this.find(query))
    const { total, steps } = await this.base.count(query)
    const tally = { total, steps: { ...steps } }
    for (const [id, { dossier }] of this.#touched) {
      const before = await this.base.dossier(id)
      if (before && this.#fits(before, query)) add(tally, before.step, -1)
      if (dossier && this.#fits(dossier, query)) add(tally, dossier.step, 1)
    }
    return tally
  }

  #fits(dossier: Dossier, query: Query): boolean {
    const head = headOf(dossier, (place) => this.places.ancestors(place))
    return fits(head, query)
  }

  unexpected(id: DossierId): Promise<Say | undefined> {
    return this.base.unexpected?.(id) ?? Promise.resolve(undefined)
  }

  get writes(): readonly Write[] {
    return [...this.#touched]
      .filter(([, it]) => it.entries.length > 0 || it.written !== none)
      .map(([on, { written: registers, head, entries, sheets, erases }]) => ({
        ...{ on, head, entries, sheets, registers },
        ...(erases.length > 0 && { erases }),
      }))
  }

  /** Carries out one act and whatever follows from it. Nothing is laid if it is refused. */
  async act(
    wish: Act,
    followed?: { readonly cause: string; readonly on: DossierId; readonly depth: number },
  ): Promise<Decision> {
    const stamp = followed ? undefined : await this.#stampFor(wish.on)
    const owner = followed ? this.#ownerOf(wish) : ownerOf(this.book, prefixOf(wish.on))
    if (!owner) return { act: wish, allowed: false, needs: [], effects: [], why: [], ...NOT_THERE }
    actOf(owner, wish.type)
    const on = await idFor(wish, owner, this, stamp ?? followed!.cause)
    const act: Act = { ...wish, on, data: wish.data ?? {}, ...(followed && { cause: followed.cause }) }
    const verdict = await decide(act, this, this.fill, followed !== undefined)
    if (!verdict.entry && !verdict.newest) return verdict.decision
    const id = stamp ?? followId(followed!.cause, act.type, on === followed!.on ? undefined : on)
    if (verdict.newest) await this.#note(on, registersOf(verdict.newest, id))
    if (!verdict.entry) return { ...verdict.decision, ...withDossier(await this.dossier(on)) }
    const elsewhere = followed && on !== followed.on && { causeOn: followed.on }
    const { entry: sealed, sheets } = await seal(
      { ...verdict.entry, id, ...elsewhere },
      verdict.private,
      owner.spec,
      this.book.sealed,
    )
    const entry = await this.#tied(sealed)
    const dossier = await this.#lay(entry, sheets)
    const followUps = await this.#follow(verdict.follows, id, on, (followed?.depth ?? 0) + 1)
    return {
      ...verdict.decision,
      entry,
      dossier: (await this.dossier(on)) ?? dossier,
      ...(followUps.length > 0 && { followed: followUps }),
    }
  }

  /** Whose act it is that follows on a dossier named by data; undefined where that dossier knows no such act. */
  #ownerOf({ on, type }: Act): Owner | undefined {
    if (!this.book.kinds.has(prefixOf(on))) return undefined
    const owner = ownerOf(this.book, prefixOf(on))
    return owner.pack.file.acts?.[type]?.on === owner.kind ? owner : undefined
  }

  /** After every line of the dossier, also where another tab wrote one within the same millisecond. */
  async #stampFor(id: DossierId): Promise<string> {
    const dossier = await this.dossier(id)
    if (dossier && !dossier.expected) this.stamps.see(readHead(dossier).last)
    return this.stamps.next()
  }

  /**
   * Fires every due of a dossier that has run out by `upTo`, each as of its own moment, with what follows. A dossier
   * whose pack is no longer in use here is left as it is.
   */
  async fire(id: DossierId, upTo: Moment): Promise<void> {
    if (!this.book.kinds.has(prefixOf(id))) return
    await this.#rename(id)
    for (let last: Due | undefined; ;) {
      const dossier = await this.dossier(id)
      const firing = dossier && earliest(dossier.dues)
      if (!firing || firing.at > upTo) return
      // one that its own line leaves as it was would be fired without end
      if (
        last &&
        last.clock === firing.due.clock &&
        last.round === firing.due.round &&
        last.at === firing.due.at &&
        last.warned === firing.due.warned
      )
        return
      last = firing.due
      this.now = firing.at
      await this.#fireOne(dossier, firing)
    }
  }

  /** A dossier that still speaks names which its pack has given up takes the new ones (SPEC 109). */
  async #rename(id: DossierId): Promise<void> {
    const dossier = await this.dossier(id)
    const line = dossier && renaming(dossier, ownerOf(this.book, prefixOf(id)))
    if (line) await this.#lay(line, [])
  }

  async #fireOne(dossier: Dossier, { due, at, warn }: Firing): Promise<void> {
    const owner = ownerOf(this.book, prefixOf(dossier.id))
    const effects: readonly Effect[] = warn ? (due.spec.warn?.then ?? []) : due.spec.due
    const it: Situation = { owner, act: { type: due.clock, by: 'clock' }, before: dossier, after: dossier }
    const facts = await gather(refsIn(effects), it, this)
    const { entry, start } = (!dossier.expected && (await this.#startedBy(dossier, due, at))) || {
      entry: dossier.expected ? openingOf(dossier, owner) : { on: dossier.id, pack: owner.pack.ref },
      start: due.spec,
    }
    const line = dueLine(entry, start, { at, warn })
    await this.lay(line)
    const follows = effects
      .filter((effect) => effect.type === 'follow')
      .flatMap((effect) => following(effect.params ?? {}, it, facts, this.book.zone))
    await this.follow(follows, line.id, dossier.id)
  }

  /** The line that started this round of a clock, and the start as that line says it. */
  async #startedBy({ id, newest = none }: Dossier, due: Due, firing: Moment) {
    const fitting = fold(await this.lines(id)).lines.flatMap(({ state, entry }) => (state === 'fits' ? [entry] : []))
    const starts = startsOf(fitting, due)
    const own = starts.find(({ start }) => start.at === due.spec.at)
    if (own || due.spec.newest === undefined) return own ?? starts.at(-1)
    // counted from a value that stands in no line: this line says itself from when, in the pack that began the clock
    const began = fitting.findLast(({ starts = [], expected }) =>
      [...starts, ...(expected?.starts ?? [])].some(({ clock }) => clock === due.clock),
    )
    if (!began) return undefined
    const { clock, round, at, spec } = due
    // no earlier than the value was written: what follows writes a newer one, else it would fire without end
    const written = newest[due.spec.newest]?.stamp ?? ''
    const behind = momentOf(written > began.id ? written : began.id)
    const start = firing > behind ? spec : { ...spec, behind }
    return { entry: { on: id, pack: began.pack, due: { clock, round, at }, starts: [start] }, start }
  }

  /** A line that the engine makes by itself; with it these private answers are erased. */
  async lay(entry: Entry, erases: readonly string[] = []): Promise<Dossier> {
    const { erases: gone } = await this.#touch(entry.on)
    gone.push(...erases)
    return this.#lay(entry, [])
  }

  /** Acts that follow from a line that was laid, each judged on its own. */
  follow(acts: readonly Act[], cause: string, on: DossierId): Promise<readonly Decision[]> {
    return this.#follow(acts, cause, on, 1)
  }

  async #follow(acts: readonly Act[], cause: string, on: DossierId, depth: number): Promise<Decision[]> {
    if (depth > DEEPEST) return []
    const decisions: Decision[] = []
    for (const act of acts.filter(isFirst)) decisions.push(await this.act(act, { cause, on, depth }))
    return decisions
  }

  async #tied(line: Entry): Promise<Entry> {
    if (!this.tie || isShared(line)) return line
    const { lines, entries } = await this.#touch(line.on)
    return this.tie(line, [...lines, ...entries])
  }

  async #lay(entry: Entry, sheets: readonly Sheet[]): Promise<Dossier> {
    const it = await this.#touch(entry.on)
    it.entries.push(entry)
    it.sheets.push(...sheets)
    return (it.dossier = withRegisters(fold([...it.lines, ...it.entries]).dossier, it.newest))
  }

  /** Values of which only the newest is kept: no line, and nothing of what was there before. */
  async #note(on: DossierId, written: Registers): Promise<void> {
    const it = await this.#touch(on)
    it.newest = newest(it.newest, written)
    it.written = newest(it.written, written)
    if (it.lines.length + it.entries.length > 0)
      it.dossier = withRegisters(fold([...it.lines, ...it.entries]).dossier, it.newest)
  }

  async #touch(on: DossierId) {
    let it = this.#touched.get(on)
    if (!it) {
      const dossier = await this.#read(on)
      const kept = dossier?.expected ? undefined : dossier
      const lines = kept ? await this.#ledger(on) : []
      it = {
        head: kept?.head,
        lines,
        entries: [],
        sheets: [],
        erases: [],
        newest: kept?.newest ?? none,
        written: none,
        dossier,
      }
      this.#touched.set(on, it)
    }
    return it
  }
}

/** The same act on the same dossier follows once: its line has an id of its cause, its act and its target. */
const isFirst = (act: Act, index: number, all: readonly Act[]): boolean =>
  all.findIndex((other) => keyOf(other) === keyOf(act)) === index
const keyOf = ({ type, on, data }: Act) => `${type} ${on.endsWith('/new') ? JSON.stringify(data) : ''} ${on}`

const NOT_THERE: Pick<Decision, 'because' | 'says'> = {
  because: 'from',
  says: { zh: '所指的档案不能这样办', en: 'The dossier that is named here knows no such act' },
}

const registersOf = (values: Data, stamp: string): Registers =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, stamp }]))

const withDossier = (dossier: Dossier | undefined) => (dossier ? { dossier } : {})

interface Firing {
  readonly due: Due
  readonly at: Moment
  readonly warn: boolean
}

/** The next thing that a dossier's clocks will do. */
function earliest(dues: readonly Due[]): Firing | undefined {
  let first: Firing | undefined
  for (const due of dues) {
    const it = next(due)
    if (it && (!first || it.at < first.at)) first = { due, ...it }
  }
  return first
}
