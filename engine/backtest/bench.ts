/** Where backtests are worked out, in a worker or in the page itself: it holds the past and the last answers, and no way to change either. */
import type { Arrival } from '../journal/journal.js'
import type { Book } from '../pack/book.js'
import { bookFromTexts } from '../pack/load.js'
import type { Places } from '../roster/places.js'
import type { Posts } from '../roster/posts.js'
import { rollOf } from '../roster/roll.js'
import { filled } from '../explain/effects.js'
import { Show } from '../show.js'
import { Telling } from '../telling.js'
import { dateIn } from '../time/calendar.js'
import { slices } from '../time/clock.js'
import type { Moment, Say } from '../types.js'
import { Change } from './change.js'
import { compare, keyOf } from './compare.js'
import { Past, type Row, type Stretch } from './past.js'
import { quick, type Going } from './quick.js'
import type { Luggage } from './remote.js'
import { replay } from './replay.js'
import type { Backtested, Difference, Explained, PlaceCount, Question } from './result.js'
import { Tally, type Counted } from './tally.js'
import { dossierAt, explainQuick, explainThorough, type Voice } from './told.js'
import { absentWorld } from './world.js'

export interface Ground {
  /** The book in force. */
  readonly book: Book
  readonly places: Places
  readonly posts: Posts
  readonly now: Moment
}

/** What is asked: other texts in the place of those of the book, by their addresses. */
export interface Wish extends Stretch {
  readonly question: Question
  readonly changed: Readonly<Record<string, string>>
}

/** An answer without what is asked for later. */
export type Answer = Omit<Backtested, 'list' | 'places' | 'explain' | 'asOf'> & { readonly id: number }

export interface Long {
  readonly signal?: AbortSignal | undefined
  readonly progress?: ((done: number, total: number) => void) | undefined
}

/** What a page and a worker both can do. */
export interface Workings {
  take(arrivals: readonly Arrival[]): Promise<void>
  ask(wish: Wish, long?: Long): Promise<Answer>
  list(answer: number, from?: number, to?: number): Promise<readonly Difference[]>
  places(answer: number, kind: string): Promise<readonly PlaceCount[]>
  explain(answer: number, difference: Difference): Promise<Explained>
  close(): void
}

interface Held {
  readonly id: number
  readonly tally: Tally
  readonly explain: (difference: Difference) => Promise<Explained>
}

/** A bench made of texts, where the book itself cannot be handed over. */
export async function openBench({ texts, roster, people, now }: Luggage): Promise<Bench> {
  const { book } = await bookFromTexts(texts, { at: now, good: { texts, at: now } })
  if (!book) throw new Error('The book in force cannot be opened from its texts.')
  return new Bench({ book, ...rollOf(roster, people, dateIn(now, book.zone)), now })
}

export class Bench implements Workings {
  readonly #past = new Past()
  readonly #answers = new Map<Question, Held>()
  #last = 0

  constructor(private readonly ground: Ground) {}

  async take(arrivals: readonly Arrival[]): Promise<void> {
    const pause = slices()
    for (const arrival of arrivals) {
      this.#past.take(arrival)
      await pause()
    }
  }

  async ask(wish: Wish, { signal, progress }: Long = {}): Promise<Answer> {
    const { book, now } = this.ground
    const { question, changed, ...stretch } = wish
    const breathe = slices()
    const going: Going = {
      progress,
      pause: () => {
        signal?.throwIfAborted()
        return breathe()
      },
    }
    const texts = { ...book.texts, ...changed }
    const loaded = await bookFromTexts(texts, { at: now, good: { texts: book.texts, at: now } })
    await going.pause()
    const id = ++this.#last
    const change = loaded.book && new Change(book, loaded.book)
    const held = change && (await this.#answer(id, question, change, stretch, going))
    const tally = held?.tally ?? new Tally(() => ({ zh: '', en: '' }))
    if (held) this.#answers.set(question, held)
    const { lines, untold, differences, whats, counts } = tally
    return { id, question, troubles: loaded.troubles, lines, differ: differences.length, untold, whats, counts }
  }

  async #answer(id: number, question: Question, change: Change, stretch: Stretch, going: Going): Promise<Held> {
    const { places, posts, now } = this.ground
    const tally = new Tally((counted) => titleOf(counted, change, is))
    const [was, is] = [change.was, change.is].map((book) => voice({ ...this.ground, book })) as [Voice, Voice]
    if (question === 'quick') {
      await quick(this.#past, change, places, stretch, tally, going)
      tally.sort()
      const explain = (it: Difference) => explainQuick(it, this.#row(it), change, was, is)
      return { id, tally, explain }
    }
    const ground = { places, posts, show: is.show }
    const played = await replay(this.#past, change, ground, stretch, now, going)
    const sides = compare(played, change, stretch.from ?? -Infinity, tally)
    tally.sort()
    const lines = new Map(this.#past.rows.map((row) => [row.entry.on, row.lines]))
    return {
      id,
      tally,
      explain: (it) => {
        const dossiers = { was: dossierAt(lines.get(it.on) ?? []), is: played.dossier(it.on) }
        return explainThorough(it, sides.get(keyOf(it))!, was, is, dossiers, now)
      },
    }
  }

  list(answer: number, from = 0, to = Infinity): Promise<readonly Difference[]> {
    return this.#held(answer, ({ tally }) => tally.differences.slice(from, to))
  }

  places(answer: number, kind: string): Promise<readonly PlaceCount[]> {
    return this.#held(answer, ({ tally }) => tally.places(kind, this.ground.places))
  }

  explain(answer: number, difference: Difference): Promise<Explained> {
    return this.#held(answer, ({ explain }) => explain(difference))
  }

  close(): void {
    this.#answers.clear()
  }

  async #held<T>(answer: number, work: (held: Held) => T | Promise<T>): Promise<T> {
    const held = [...this.#answers.values()].find(({ id }) => id === answer)
    if (!held) throw new Error('This answer is over: the same question was asked again, or the bench was closed.')
    return work(held)
  }

  #row({ line, on }: Difference): Row {
    return this.#past.rows.find(({ entry }) => entry.id === line && entry.on === on)!
  }
}

function voice({ book, places, posts, now }: Ground): Voice {
  const world = { ...absentWorld, book, places, posts, now }
  const show = new Show(() => world)
  return { world, show, telling: new Telling(() => world, show) }
}

/** A rule by what it says to people, a clock and an act by their titles; of what is gone, as the book in force has it. */
function titleOf({ pack: name, of, name: one }: Counted, { was, is }: Change, { show }: Voice): Say {
  for (const pack of [is.packs.get(name), was.packs.get(name)]) {
    if (!pack) continue
    if (of !== 'rule') {
      const title = pack.file[of === 'act' ? 'acts' : 'clocks']?.[one]?.title
      if (title) return title
      continue
    }
    const rules = [...Object.entries(pack.kindRules), ...Object.entries(pack.always)]
    const acts = Object.entries(pack.actRules).map(([act, all]) => [pack.file.acts?.[act]?.on ?? '', all] as const)
    for (const [kind, all] of [...rules, ...acts]) {
      const rule = all.find((it) => it.name === one)
      if (rule) return filled(rule.says, pack, kind, show.wording)
    }
  }
  return { zh: one, en: one }
}
