/** A story on its stage: its lines in memory, its time turned by hand, its people those of the sample. */
import { openingOf } from '../act/begin.js'
import { comingOf } from '../act/coming.js'
import type { Fill } from '../act/decide.js'
import { Expected } from '../act/expected.js'
import { fold } from '../act/fold.js'
import { partiesFor } from '../act/gate.js'
import { Stage } from '../act/perform.js'
import { starting } from '../act/starts.js'
import { actOf, ownerOf, prefixOf, type World } from '../act/world.js'
import type { Journal, Write } from '../journal/journal.js'
import type { Sheet } from '../journal/sheets.js'
import { memoryJournal } from '../journal/memory.js'
import type { Book } from '../pack/book.js'
import type { ExampleAct } from '../pack/format.js'
import type { Places } from '../roster/places.js'
import type { Posts } from '../roster/posts.js'
import { Show } from '../show.js'
import { momentIn } from '../time/calendar.js'
import { addSpan } from '../time/duration.js'
import { stamps } from '../time/stamp.js'
import type { Act, Decision, Dossier, DossierId, Entry, Moment, Query, Say } from '../types.js'

/** A story that cannot be played to its end, and why. */
export class StoryStopped extends Error {
  constructor(readonly says: Say) {
    super(says.en)
    this.name = 'StoryStopped'
  }
}

export class Play implements World {
  now: Moment = -Infinity
  /** Every dossier of the story. */
  readonly ids = new Set<DossierId>()
  /** The dossier that the present line is about. */
  on: DossierId | undefined
  /** A story comes out the same each time: the first is always the one that is drawn. */
  readonly random = () => 0
  readonly #journal: Journal
  readonly #stamps = stamps({ now: () => this.now, wake: () => () => undefined }, 'example')
  readonly #fill: Fill

  constructor(
    readonly book: Book,
    readonly places: Places,
    readonly posts: Posts,
    journal: Journal = memoryJournal((place) => places.ancestors(place)),
  ) {
    const show = new Show(() => this)
    this.#fill = (say, owner, facts) => show.filled(say, owner, facts)
    this.#journal = journal
  }

  dossier(id: DossierId): Promise<Dossier | undefined> {
    return this.#world().dossier(id)
  }

  lines(id: DossierId): Promise<readonly Entry[]> {
    return this.#journal.lines(id)
  }

  find(query: Query): Promise<readonly Dossier[]> {
    return this.#world().find(query)
  }

  sheets(on: DossierId): Promise<readonly Sheet[]> {
    return this.#journal.sheets(on)
  }

  /** The story's world with its expected dossiers, as of a moment. */
  #world(now = this.now): Expected {
    const { book, places, posts, random } = this
    const journal = this.#journal
    const kept = {
      ...{ book, places, posts, random, now },
      dossier: (id: DossierId) => journal.head(id),
      lines: (id: DossierId) => journal.lines(id),
      find: (query: Query) => journal.find(query),
      ids: (query: Query) => journal.ids(query),
      count: (query: Query) => journal.count(query, now),
    }
    return new Expected(kept, this.#fill)
  }

  /** All lines so far, over all dossiers. */
  async all(): Promise<readonly Entry[]> {
    return (await Promise.all([...this.ids].map((id) => this.lines(id)))).flat()
  }

  /**
   * One line of a story: time goes on, then something is done, or stands as it is said to stand.
   * @throws StoryStopped if it goes back in time, or says neither what is done nor to what
   */
  async turn(it: ExampleAct): Promise<Decision | undefined> {
    await this.#wait(this.#moment(it.at))
    this.on = (it.on as DossierId | undefined) ?? this.on
    if (it.wait) return undefined
    if (it.is !== undefined) {
      await this.#stands(it, it.is)
      return undefined
    }
    const on = this.on
    if (!it.act || !on)
      throw new StoryStopped({
        zh: '有一行没有说办什么，或对哪份档案办',
        en: 'a line says neither what is done nor to what',
      })
    const act: Act = {
      type: it.act,
      on,
      by: it.by ?? (await this.#somebody(it.act, on, it)),
      data: it.data ?? {},
      ...(it.place !== undefined && { place: it.place }),
      ...(it.reason !== undefined && { reason: it.reason }),
    }
    const stage = this.#stage()
    const decision = await stage.act(act)
    await this.#keep(stage.writes)
    return decision
  }

  #moment(at: string): Moment {
    const first = this.now === -Infinity
    if (at.startsWith('+') && first)
      throw new StoryStopped({ zh: '第一行要写日期和时间', en: 'the first line needs a date and a time' })
    const moment = at.startsWith('+') ? addSpan(this.now, at.slice(1), this.book.zone) : momentIn(at, this.book.zone)
    if (moment < this.now) throw new StoryStopped({ zh: `${at} 比上一行还早`, en: `${at} is before the line above` })
    return moment
  }

  async #wait(until: Moment): Promise<void> {
    // what ran out before the story began is not part of it
    const { out } = this.now === -Infinity ? { out: [] } : await comingOf(this.#world(until), this.now)
    for (const id of new Set([...this.ids, ...out.map(({ id }) => id)])) {
      const stage = this.#stage()
      await stage.fire(id, until)
      await this.#keep(stage.writes)
    }
    this.now = until
  }

  #stage(): Stage {
    return new Stage(this.#world(), this.#stamps, this.#fill)
  }

  async #keep(writes: readonly Write[]): Promise<void> {
    for (const { on } of writes) this.ids.add(on)
    await this.#journal.append(writes, (lines) => fold(lines).dossier)
  }

  async #stands(it: ExampleAct, step: string): Promise<void> {
    const on = this.on!
    const owner = ownerOf(this.book, prefixOf(on))
    const before = await this.dossier(on)
    const entry: Entry = {
      id: this.#stamps.next(),
      act: 'import',
      on,
      kind: owner.kind,
      by: it.by ?? 'anyone',
      at: this.now,
      place: it.place ?? '',
      data: it.data ?? {},
      from: 'new',
      to: step,
      ...(before?.expected && { ...openingOf(before, owner), from: before.step }),
      ...(owner.spec.ends.includes(step) && { ends: true as const }),
      pack: owner.pack.ref,
      facts: {},
      held: [],
      effects: [],
    }
    const after = fold([entry]).dossier
    const starts = await starting(
      { owner, act: { type: 'import', by: entry.by }, ...(before && { before }), after },
      this,
    )
    await this.#keep([{ on, head: undefined, entries: [{ ...entry, ...(starts.length > 0 && { starts }) }] }])
  }

  /** A story that does not say who acts means somebody who may. */
  async #somebody(type: string, on: DossierId, it: ExampleAct): Promise<string> {
    const owner = ownerOf(this.book, prefixOf(on))
    const spec = actOf(owner, type)
    const dossier = await this.dossier(on)
    const barred = (spec['not-same-as'] ?? []).flatMap((act) => dossier?.did[act] ?? [])
    for (const word of spec.by) {
      const parties = await partiesFor(word, owner, dossier ?? { place: it.place ?? '' }, this)
      const free = parties.find((party) => !barred.includes(party))
      if (free !== undefined) return free
    }
    return 'anyone'
  }
}
