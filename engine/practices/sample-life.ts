/** A drawn practice at work for a while: people who act rightly and wrongly, time that goes on, and a look at everything after each act. */
import { contextOf, ownerOf, prefixOf } from '../act/world.js'
import { fold } from '../act/fold.js'
import { keptOf } from '../facts/kept.js'
import { asked } from '../facts/refs.js'
import { explainPack } from '../explain/pack.js'
import { filesOf, wordingOf } from '../explain/names.js'
import { withRegisters } from '../journal/registers.js'
import { judge } from '../judge/judge.js'
import { canonical } from '../pack/digest.js'
import { compile } from '../sweep/compile.js'
import type { Act, Decision, DossierId, Json } from '../types.js'
import type { Choice, DossierView } from '../view.js'
import { answer } from './sample-answers.js'
import { Chance } from './sample-chance.js'
import type { AtWork } from './sample-open.js'
import type { Practice } from './sample-practice.js'
import { flaw, sayings } from './sample-words.js'

const minute = 60_000
const hour = 60 * minute
/** Where every due opens dossiers with dues of their own, a town may grow without end; so many lines show all that it has. */
const CROWD = 1000

export interface Lived {
  /** Acts that went through, and those that did not. */
  readonly done: number
  readonly refused: number
  readonly lines: number
  readonly fired: number
  /** Rules that held. */
  readonly held: number
  /** A dossier with lines, as it was shown last; absent where nothing could be opened. */
  readonly view?: DossierView
}

/** Lets the people of the town act. @throws Error that says what was found, at the first fault */
export async function live(practice: Practice, work: AtWork, acts: number): Promise<Lived> {
  const { station, book } = work
  const chance = new Chance(practice.seed + 2)
  const { town } = practice
  for (const pack of book.packs.values()) good(explainPack(pack, wordingOf(book), filesOf(book)), 'explain')
  let [done, refused] = [0, 0]
  for (let index = 0; index < acts && (await linesOf(work)) < CROWD; index++) {
    station.me = chance.one([undefined, ...town.persons, ...town.persons, 'h-1', 'd-1'])
    const act = await wish(work, practice, chance)
    if (act) {
      const before = await ledger(work)
      const decision = await station.act(act)
      said(decision)
      if (decision.allowed) done++
      else {
        refused++
        if ((await ledger(work)) !== before) throw new Error(`${act.type} was refused and left something`)
      }
      if (!decision.act.on.endsWith('/new')) await look(work, decision.act.on)
    }
    await goOn(work, chance)
    if (index % 10 === 9) await lookAround(work)
  }
  await lookAround(work)
  let [lines, fired, held] = [0, 0, 0]
  let shown: DossierView | undefined
  for await (const { on, entries } of work.journal.all()) {
    await folds(work, on)
    await agrees(work, on)
    lines += entries.length
    fired += entries.filter(({ due }) => due).length
    held += entries.reduce((sum, entry) => sum + entry.held.length, 0)
    const view = await station.view(on)
    if (view && view.lines.length >= (shown?.lines.length ?? 0)) shown = view
  }
  return { done, refused, lines, fired, held, ...(shown && { view: shown }) }
}

/** Something that somebody might want now. */
async function wish({ station, book }: AtWork, { town }: Practice, chance: Chance): Promise<Act | undefined> {
  const kinds = [...book.kinds.keys()]
  const by = station.me ?? 'anyone'
  const found = async (kind: string) => (await station.dossiers({ kind, limit: 8, sort: 'at' })).map(({ id }) => id)
  const photo = () => station.keepPhoto(new Blob([String(chance.below(5))]))
  const filled = (choice: Choice) => answer(choice, chance, town, found, photo)
  const kind = chance.one(kinds)
  const ids = await found(kind)
  if (ids.length === 0 || chance.maybe(0.3)) {
    const place = chance.maybe(0.8) ? chance.one(town.places) : undefined
    const choices = await station.openings(kind, place)
    if (choices.length === 0) return undefined
    good(choices.map(asShown), 'openings')
    const choice = chance.one(choices)
    return { type: choice.act, on: `${kind}/new`, by, ...(place !== undefined && { place }), ...(await filled(choice)) }
  }
  const on = chance.one(ids)
  if (chance.maybe(0.1)) {
    const acts = Object.keys(ownerOf(book, kind).pack.file.acts ?? {})
    const type = chance.one(
      acts.filter((act) => ownerOf(book, kind).pack.file.acts![act]!.on === ownerOf(book, kind).kind),
    )
    return {
      type,
      on,
      by: chance.one(['anyone', 'clock', 'd-1', 'q-1', ...town.persons]),
      ...(chance.maybe() && { data: {} }),
    }
  }
  const choices = await station.choices(on)
  const open = choices.filter(({ decision }) => decision.because === undefined)
  const choice =
    open.length > 0 && chance.maybe(0.85) ? chance.one(open) : choices.length > 0 ? chance.one(choices) : undefined
  return choice && { type: choice.act, on, by, ...(await filled(choice)) }
}

/** Time goes on a little, to the next limit, or by days; what has run out fires. */
async function goOn({ station, clock, journal }: AtWork, chance: Chance): Promise<void> {
  const way = chance.below(10)
  if (way < 5) clock.advance(chance.between(1, 50) * minute)
  else if (way < 7) {
    const next = await journal.firstDue()
    if (next !== undefined && next > clock.now() && next < clock.now() + 60 * 24 * hour) clock.set(next)
  } else if (way < 9) clock.advance(chance.between(1, 30) * hour)
  // in turn behind what the clock rang for
  await station.receive({ lines: [] })
}

async function linesOf({ journal }: AtWork): Promise<number> {
  let count = 0
  for await (const { entries } of journal.all()) count += entries.length
  return count
}

/** What people did: what time brings comes when it comes. */
const ledger = async ({ journal }: AtWork): Promise<string> => {
  const all: string[] = []
  for await (const { entries } of journal.all())
    all.push(...entries.flatMap(({ id, by }) => (by === 'clock' ? [] : [id])))
  return all.sort().join(' ')
}

/** The sentence of a no, and the words of what is allowed. */
function said({ allowed, says, needs, because, effects, followed = [] }: Decision): void {
  if (!allowed && needs.length === 0 && !says) throw new Error(`no sentence: ${because}`)
  if (says) good(says, 'decision')
  for (const { params } of effects) if (params?.['say']) good(params['say'], 'effect')
  followed.forEach(said)
}

/** What is no sentence: lines as they are kept, effects as the pack has them, facts of a choice. */
const DATA = ['dossier', 'line', 'data', 'value']

function good(shown: unknown, where: string): void {
  for (const [at, says] of sayings(shown, DATA)) {
    // a reason that brings nothing about has no words for it
    if (at.endsWith('.effect') && says.zh === '' && says.en === '') continue
    const wrong = flaw(says)
    if (wrong !== undefined) throw new Error(`${where}${at}: ${wrong}`)
  }
}

/** Of a decision its sentence is shown. */
const asShown = ({ decision, ...choice }: Choice) => [choice, decision.says]

async function look(work: AtWork, id: DossierId): Promise<void> {
  const { station, book } = work
  const view = await station.view(id)
  if (view) {
    const { choices, ...rest } = view
    good(rest, 'view')
    good(
      view.dossier.flags.map(({ say }) => say),
      'flag',
    )
    good(
      choices.map(({ decision, ...choice }) => [choice, decision.says]),
      'choice',
    )
    for (const { form } of view.prints ?? []) good(await station.printed(id, form), 'print')
  }
  if ((await work.journal.lines(id)).length > 0) {
    await folds(work, id)
    await agrees(work, id)
  }
  void book
}

async function lookAround({ station, book }: AtWork): Promise<void> {
  for (const kind of book.kinds.keys()) {
    const query = { kind, sort: 'due', limit: 30 } as const
    const [rows, { total, steps }] = [await station.rows(query), await station.count({ kind })]
    good(
      rows.map(({ title, stepTitle, place, holder }) => [title, stepTitle, place, holder]),
      'rows',
    )
    const added = Object.values(steps).reduce((sum, one) => sum + one, 0)
    if (added !== total) throw new Error(`${kind}: ${total} in all, and ${added} at the steps`)
    if (total < rows.length) throw new Error(`${kind}: ${rows.length} rows of ${total}`)
  }
}

/** What is kept is what its lines come to, in whatever order they are. */
async function folds({ journal }: AtWork, id: DossierId): Promise<void> {
  const head = (await journal.head(id))!
  const entries = await journal.lines(id)
  const text = (it: unknown) => canonical(JSON.parse(JSON.stringify(it)) as Json)
  const chance = new Chance(entries.length)
  for (const lines of [entries, chance.shuffled(entries), [...entries].reverse()]) {
    const { dossier } = fold(lines)
    const made = withRegisters(dossier, head.newest ?? {})
    if (text(made) !== text(head)) throw new Error(`${id} folds to ${text(made)} and is kept as ${text(head)}`)
  }
}

/** Both evaluators say the same of the facts that a line kept, and what the line says held. */
async function agrees({ journal, book, station }: AtWork, id: DossierId): Promise<void> {
  const owner = ownerOf(book, prefixOf(id))
  const { pack, kind } = owner
  const context = contextOf({ book, places: station.places })
  for (const { act, facts, held, due } of await journal.lines(id)) {
    const rules = [...(pack.actRules[act] ?? []), ...(pack.kindRules[kind] ?? [])]
    if (due || rules.length === 0) continue
    const judged = (await judge(rules, facts, context)).filter(({ holds }) => holds).map(({ rule }) => rule)
    const swept = compile(rules, context)
      .one(facts)
      .map(({ name }) => name)
    if (judged.join() !== swept.join())
      throw new Error(`${id} ${act}: the judge says ${judged.join()}, the compiler ${swept.join()}`)
    const told = rules.filter(({ when }) => [...asked(when)].every((one) => one in keptOf({ [one]: 1 }, owner)))
    const [now, then] = [judged, held].map((names) => told.flatMap(({ name }) => (names.includes(name) ? [name] : [])))
    if (now!.join() !== then!.join())
      throw new Error(`${id} ${act}: it says that ${held.join()} held, and its facts that ${judged.join()} do`)
  }
}
