/** A pack's own examples, played in memory: its tests, its documentation, and the reason why a pack that breaks them is not adopted. */
import { add, momentIn } from './time/calendar.js'
import { addSpan } from './time/duration.js'
import type { Fill } from './act/decide.js'
import { lateClocks } from './facts/dossier.js'
import { gather } from './facts/gather.js'
import { fold } from './act/fold.js'
import { partiesFor } from './act/gate.js'
import type { Journal, Write } from './journal/journal.js'
import { memoryJournal } from './journal/memory.js'
import { judge } from './judge/judge.js'
import type { Book, NormRule, Pack } from './pack/book.js'
import type { Example, ExampleAct, PlaceKind, RosterFile, Rule, Sample } from './pack/format.js'
import { lookup } from './pack/table.js'
import { Stage, type Base } from './act/perform.js'
import { placesFrom, type Places } from './roster/places.js'
import { postsFrom, type Posts } from './roster/posts.js'
import { Show } from './show.js'
import { stamps } from './time/stamp.js'
import { starting } from './act/starts.js'
import { compile } from './sweep/compile.js'
import type { Act, Decision, Dossier, DossierId, Effect, Entry, Json, Moment, Query } from './types.js'
import { actOf, contextOf, ownerOf, prefixOf } from './act/world.js'

/** How one example came out. `expected` and `got` hold only what differs. */
export interface Verdict {
  readonly of: 'story' | 'rule' | 'table' | 'clock'
  /** Name of the rule, table or clock; the story's Chinese name. */
  readonly name: string
  readonly ok: boolean
  readonly expected: Json
  readonly got: Json
}

/** Plays every example of a pack, rules in both evaluators. Params stand at their defaults unless a story sets them. */
export async function tryPack(pack: Pack, book: Book): Promise<readonly Verdict[]> {
  const published = asPublished(pack, book)
  const verdicts: Verdict[] = []
  for (const story of pack.file.examples ?? [])
    verdicts.push(await tell(story, published, pack.name).catch((error: Error) => stopped(story, error)))
  verdicts.push(...(await tryRules(published.packs.get(pack.name)!, published)))
  verdicts.push(...tryTables(pack, book), ...tryClocks(pack, book))
  return verdicts
}

/** The book with the packs' own numbers and the sample's posts: a role is filled by the post of its own name. */
function asPublished(pack: Pack, book: Book): Book {
  const packs = new Map<string, Pack>()
  const kinds = new Map<string, { pack: Pack; kind: string }>()
  for (const [name, it] of book.packs) {
    const params = Object.fromEntries(Object.entries(it.file.params ?? {}).map(([key, param]) => [key, param.default]))
    const roles = Object.fromEntries(Object.keys(it.file.roles ?? {}).map((role) => [role, [role]]))
    packs.set(name, { ...it, params, roles })
  }
  for (const [prefix, it] of book.kinds) kinds.set(prefix, { pack: packs.get(it.pack.name)!, kind: it.kind })
  return { ...book, packs, kinds, lists: { ...book.lists, ...pack.file.sample?.lists } }
}

/** The small world of a story: its lines in memory, its time turned by hand. */
class Play implements Base {
  now: Moment = 0
  readonly ids = new Set<DossierId>()
  readonly #journal: Journal
  readonly #stamps = stamps({ now: () => this.now, wake: () => () => undefined }, 'example')
  readonly #fill: Fill
  #on: DossierId | undefined

  constructor(
    readonly book: Book,
    readonly places: Places,
    readonly posts: Posts,
  ) {
    const show = new Show(() => this)
    this.#fill = (say, owner, facts) => show.filled(say, owner, facts)
    this.#journal = memoryJournal((place) => places.ancestors(place))
  }

  dossier(id: DossierId): Promise<Dossier | undefined> {
    return this.#journal.head(id)
  }

  lines(id: DossierId): Promise<readonly Entry[]> {
    return this.#journal.lines(id)
  }

  find(query: Query): Promise<readonly Dossier[]> {
    return this.#journal.find(query)
  }

  /** One line of a story: time goes on, then something is done, or stands as it is said to stand. */
  async turn(it: ExampleAct): Promise<Decision | undefined> {
    await this.#wait(
      it.at.startsWith('+') ? addSpan(this.now, it.at.slice(1), this.book.zone) : momentIn(it.at, this.book.zone),
    )
    this.#on = (it.on as DossierId | undefined) ?? this.#on
    if (it.wait) return undefined
    if (it.is !== undefined) {
      await this.#stands(it, it.is)
      return undefined
    }
    const on = this.#on
    if (!it.act || !on) throw new Error('An example says neither what is done nor to what.')
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

  async #wait(until: Moment): Promise<void> {
    for (const id of this.ids) {
      const stage = this.#stage()
      await stage.fire(id, until)
      await this.#keep(stage.writes)
    }
    this.now = until
  }

  #stage(): Stage {
    return new Stage(this, this.#stamps, this.#fill)
  }

  async #keep(writes: readonly Write[]): Promise<void> {
    for (const { on } of writes) this.ids.add(on)
    await this.#journal.append(writes, (lines) => fold(lines).dossier)
  }

  async #stands(it: ExampleAct, step: string): Promise<void> {
    const on = this.#on!
    const owner = ownerOf(this.book, prefixOf(on))
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
      pack: owner.pack.ref,
      facts: {},
      held: [],
      effects: [],
    }
    const after = fold([entry]).dossier
    const starts = await starting({ owner, act: { type: 'import', by: entry.by }, after }, this)
    await this.#keep([{ on, head: undefined, entries: [{ ...entry, starts }] }])
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

async function tell(story: Example, book: Book, name: string): Promise<Verdict> {
  const pack = book.packs.get(name)!
  const own: Pack = { ...pack, params: { ...pack.params, ...story.params } }
  const kinds = new Map([...book.kinds].map(([prefix, it]) => [prefix, it.pack === pack ? { ...it, pack: own } : it]))
  const sample = pack.file.sample ?? {}
  const places = placesOf(sample)
  const play = new Play({ ...book, packs: new Map(book.packs).set(name, own), kinds }, places, postsOf(sample, places))
  for (const line of story.given ?? []) await play.turn(line)
  const before = new Set(play.ids)
  const decision = await play.turn(story.when)
  const on = (story.then.on ??
    decision?.act.on ??
    story.when.on ??
    story.given?.findLast((line) => line.on)?.on) as DossierId
  const got = await outcome(story, decision, on, before, play)
  const differs = Object.keys(story.then).filter((key) => !same(got[key], (story.then as Record<string, Json>)[key]!))
  const only = (all: Record<string, Json>) => Object.fromEntries(differs.map((key) => [key, all[key] ?? null]))
  return {
    of: 'story',
    name: story.name.zh,
    ok: differs.length === 0,
    expected: only(story.then),
    got: only(got),
  }
}

/** A story that cannot be played to its end, say by an act that its dossier does not have, is red and stops no other. */
const stopped = ({ name, then }: Example, { message }: Error): Verdict => ({
  of: 'story',
  name: name.zh,
  ok: false,
  expected: then,
  got: { stopped: message },
})

async function outcome(
  story: Example,
  decision: Decision | undefined,
  on: DossierId,
  before: ReadonlySet<string>,
  play: Play,
): Promise<Record<string, Json>> {
  const { then } = story
  const dossier = await play.dossier(on)
  const entry = decision?.entry
  const got: Record<string, Json> = {
    allowed: decision?.allowed ?? true,
    on,
    opens: [...play.ids].filter((id) => !before.has(id)).map((id) => toldAs(id, then.opens)),
  }
  if (decision?.because !== undefined) got['because'] = decision.because
  if (decision) got['effects'] = [...new Set(decision.why.filter((it) => it.holds).flatMap((it) => kindsOf(it.effect)))]
  if (!dossier) return got
  got['step'] = dossier.step
  got['late'] = lateClocks(dossier, play.now)
  got['void'] = fold(await play.lines(on)).lines.at(-1)!.state === 'void'
  if (then.fields) got['fields'] = only(dossier.fields, then.fields)
  if (entry && then.stored) got['stored'] = only(entry.data, then.stored)
  if (then.due) {
    const running = (clock: string) =>
      dossier.dues.find((due) => due.clock === clock && due.state === 'runs')?.at ?? null
    const zone = play.book.zone
    got['due'] = Object.fromEntries(
      Object.entries(then.due).map(([clock, at]) => {
        const is = running(clock)
        return [clock, at !== null && is === momentIn(at, zone) ? at : is && new Date(is).toISOString()]
      }),
    )
  }
  if (then.facts) {
    const owner = ownerOf(play.book, prefixOf(on))
    const facts = await gather(
      Object.keys(then.facts),
      { owner, act: { type: story.when.act ?? '', by: 'anyone' }, after: dossier },
      play,
    )
    got['facts'] = only(facts as Record<string, Json>, then.facts)
  }
  return got
}

/** A dossier whose id is made at random is told as `<prefix>/new`. */
const toldAs = (id: DossierId, opens: readonly string[] = []): string =>
  !opens.includes(id) && opens.includes(`${prefixOf(id)}/new`) ? `${prefixOf(id)}/new` : id

const only = (all: Readonly<Record<string, Json>>, wanted: Readonly<Record<string, Json>>): Record<string, Json> =>
  Object.fromEntries(Object.keys(wanted).map((name) => [name, all[name] ?? null]))

const kindsOf = (effect: Effect): string[] =>
  effect.type === 'several' ? (effect.params!['effects'] as unknown as Effect[]).flatMap(kindsOf) : [effect.type]

/** Equal in what is expected: lists in any order, objects in the members that are named. */
function same(got: Json | undefined, expected: Json): boolean {
  if (Array.isArray(expected))
    return (
      Array.isArray(got) &&
      got.length === expected.length &&
      expected.every((it) => got.some((other) => same(other as Json, it as Json)))
    )
  if (typeof expected !== 'object' || expected === null) return got === expected
  return (
    typeof got === 'object' &&
    got !== null &&
    Object.entries(expected).every(([name, value]) => same((got as Record<string, Json>)[name], value))
  )
}

function placesOf(sample: Sample): Places {
  const places: Record<string, RosterFile['places'][string]> = {}
  for (const [id, { kind, in: above, ...is }] of Object.entries(sample.places ?? {}))
    places[id] = { kind: kind as PlaceKind, ...(above !== undefined && { in: above }), is }
  return placesFrom({ places, asOf: '2020-01-01' })
}

function postsOf(sample: Sample, places: Places): Posts {
  const parties: Record<string, RosterFile['parties'][string]> = {}
  for (const { party } of sample.posts ?? []) parties[party] = { kind: 'person' }
  for (const [id, party] of Object.entries(sample.parties ?? {})) parties[id] = { kind: 'organisation', ...party }
  const posts = (sample.posts ?? []).map(({ role, place, party }) => ({ post: role, place, party, from: '2000-01-01' }))
  return postsFrom({ parties, posts, asOf: '2020-01-01' }, places)
}

/** Examples of rules and invariants: facts on one side, whether it holds on the other; the judge and the compiler must both say so. */
async function tryRules(pack: Pack, book: Book): Promise<Verdict[]> {
  const normal = new Map<string, NormRule>()
  for (const rule of [pack.actRules, pack.kindRules, pack.always].flatMap((it) => Object.values(it).flat()))
    normal.set(rule.name, rule)
  const places = placesOf(pack.file.sample ?? {})
  const context = contextOf({ book, places })
  const verdicts: Verdict[] = []
  for (const { name, examples } of rulesOf(pack)) {
    const rule = normal.get(name)!
    const sweep = compile([rule], context)
    for (const { facts, holds } of examples ?? []) {
      const [reason] = await judge([rule], facts, context)
      const got = { judge: reason!.holds, sweep: sweep.one(facts).length === 1 }
      verdicts.push({
        of: 'rule',
        name,
        ok: got.judge === holds && got.sweep === holds,
        expected: { facts, holds },
        got,
      })
    }
  }
  return verdicts
}

const rulesOf = ({ file }: Pack): Pick<Rule, 'name' | 'examples'>[] => [
  ...Object.values(file.acts ?? {}).flatMap((act) => act.rules ?? []),
  ...Object.values(file.dossiers ?? {}).flatMap((kind) => [...(kind.rules ?? []), ...(kind.always ?? [])]),
]

function tryTables({ file }: Pack, { zone }: Book): Verdict[] {
  return Object.entries(file.tables ?? {}).flatMap(([name, table]) =>
    (table.examples ?? []).map((it): Verdict => {
      const got = lookup(table, it.in, file.lists, zone) ?? null
      return { of: 'table', name, ok: same(got, it.out), expected: it, got }
    }),
  )
}

/** Worked deadlines. A clock that takes its calendar from a fact is tried in the one called `work`. */
function tryClocks({ file }: Pack, { calendars, zone }: Book): Verdict[] {
  return Object.entries(file.clocks ?? {}).flatMap(([name, clock]) =>
    (clock.examples ?? []).map((it): Verdict => {
      const calendar = calendars[typeof clock.calendar === 'object' ? 'work' : (clock.calendar ?? '24h')]
      const got = calendar && add(calendar, momentIn(it.start, zone), it.limit)
      const ok = got === momentIn(it.due, zone)
      return { of: 'clock', name, ok, expected: it, got: got === undefined ? null : new Date(got).toISOString() }
    }),
  )
}
