/** The rules of a station at work: what is proposed, and the acts by which people put it in force for every device. */
import { edition } from '../generated/edition.js'
import { HeadMoved, type Journal } from '../journal/journal.js'
import type { Station } from '../station.js'
import type { tryPack } from '../try.js'
import type { Dossier, Entry } from '../types.js'
import {
  adoptLine,
  asideLine,
  fileName,
  ledgerFrom,
  ledgerOf,
  type Adopting,
  type Adoption,
  type Ledger,
  type Texts,
  type Wish,
} from './ledger.js'
import { bookName, byName, keepTexts } from './texts.js'
import { no, onlyFor, said } from './words.js'
import type { RuleAct, RuleProposal, Rules, RulesState } from './view.js'

/** What a station lends to its rules. */
export interface Hands {
  readonly station: Pick<Station, 'book' | 'bookFrom' | 'clock' | 'me' | 'posts'>
  readonly journal: Journal
  /** Address of the community file. */
  readonly community: string
  readonly read: (address: string) => Promise<string>
  /** Writes lines behind the ledger as it was read, one act at a time. Throws HeadMoved if somebody else was quicker. */
  write(ledger: Dossier | undefined, lines: (stamp: () => string) => readonly Entry[]): Promise<void>
  /** What tries a pack, on the engine that the page has already. */
  play(): Promise<typeof tryPack>
  /** Goes by what the ledger says now. */
  follow(): Promise<void>
}

/** How often a line is written again because another tab wrote to the ledger meanwhile. */
const TRIES = 5

export class RulesAtWork implements Rules {
  readonly #on
  /** What the files of the web server propose, and what it was compared with. */
  #files: { readonly after: string | undefined; readonly proposal: Promise<RuleProposal | undefined> } | undefined
  #name: { readonly texts: Texts; readonly name: Promise<string> } | undefined

  constructor(private readonly hands: Hands) {
    this.#on = ledgerOf(hands.community)
  }

  async look(): Promise<RulesState> {
    this.#files = undefined
    return this.state()
  }

  async state(): Promise<RulesState> {
    const { station } = this.hands
    const { bookFrom } = station
    const { adoptions, asides } = await this.#ledger()
    const last = adoptions.at(-1)
    const book = await this.#inForce()
    const former = adoptions.find(({ line }) => line === last?.after)
    const isHere = last?.book === book
    const proposal = last && (await this.#proposed(adoptions))
    const aside = asides.findLast((one) => one.book === proposal?.book)
    return {
      inForce: { ...bookFrom, book, ...(isHere && { by: last.by, why: last.why }) },
      ...(last && !isHere && { waits: last }),
      isAdopted: last !== undefined,
      may: this.#may(),
      proposals: proposal ? [{ ...proposal, ...(aside && { aside }) }] : [],
      past: adoptions.toReversed(),
      ...(former && { former }),
    }
  }

  async propose(texts: Texts): Promise<RuleProposal> {
    const { adoptions } = await this.#ledger()
    const all = { ...byName(this.hands.station.book.texts), ...byName(texts) }
    return this.#propose(adoptions.at(-1)?.line, (address) => {
      const text = all[fileName(address)]
      return text === undefined ? this.hands.read(address) : Promise.resolve(text)
    })
  }

  async adopt(proposal: RuleProposal, why: string): Promise<RuleAct> {
    const { adoptions } = await this.#ledger()
    const inForce = await this.#inForce()
    if (proposal.after !== adoptions.at(-1)?.line) return no(said.moved)
    if (proposal.troubles.some(({ level }) => level === 'error')) return no(said.faulty)
    if (adoptions.length > 0 && proposal.book === adoptions.at(-1)!.book) return no(said.same)
    const { journal, station } = this.hands
    const now = station.clock.now()
    const files = await keepTexts(proposal.texts, journal, now)
    const own = { book: proposal.book, files, edition, back: false }
    // the first act also writes down what went before, so that it can be taken back
    const isFirst = adoptions.length === 0 && proposal.book !== inForce
    const before = isFirst && {
      ...own,
      book: inForce,
      files: await keepTexts(byName(station.book.texts), journal, now),
    }
    return this.#act(why, proposal.after, [...(before ? [before] : []), own])
  }

  async setAside(proposal: RuleProposal, why: string): Promise<RuleAct> {
    return this.#act(why, undefined, proposal.book)
  }

  async takeBack(why: string): Promise<RuleAct> {
    const { adoptions } = await this.#ledger()
    const last = adoptions.at(-1)
    const former = adoptions.find(({ line }) => line === last?.after)
    if (!former) return no(said.first)
    return this.#act(why, last!.line, [{ book: former.book, files: former.files, edition: former.edition, back: true }])
  }

  /** Writes lines to the ledger, one behind the other, and goes by them; a book alone is put aside. */
  async #act(
    why: string,
    after: string | undefined,
    what: string | readonly Omit<Adopting, 'after'>[],
  ): Promise<RuleAct> {
    const may = this.#may()
    if (!may.is) return { ok: false, says: may.says }
    if (why.trim() === '') return no(said.why)
    const { hands } = this
    for (let tries = 1; ; tries++) {
      const ledger = await hands.journal.head(this.#on)
      // where it was begun, whatever a later book says of the community's own place
      const place = ledger?.place ?? hands.station.book.place
      const wish: Wish = { by: hands.station.me!, at: hands.station.clock.now(), place, why: why.trim() }
      try {
        await hands.write(ledger, (stamp) => {
          if (typeof what === 'string') return [asideLine(this.#on, stamp(), what, wish)]
          const lines: Entry[] = []
          for (const one of what)
            lines.push(adoptLine(this.#on, stamp(), { ...one, after: lines.at(-1)?.id ?? after }, wish))
          return lines
        })
        await hands.follow()
        return { ok: true }
      } catch (error) {
        if (!(error instanceof HeadMoved) || tries === TRIES) throw error
      }
    }
  }

  async #ledger(): Promise<Ledger> {
    return ledgerFrom(await this.hands.journal.lines(this.#on))
  }

  /** Name of the book in force. */
  #inForce(): Promise<string> {
    const { texts } = this.hands.station.book
    if (this.#name?.texts !== texts) this.#name = { texts, name: bookName(byName(texts)) }
    return this.#name.name
  }

  #may(): RulesState['may'] {
    const { book, me, posts } = this.hands.station
    const { adopters = [], place } = book
    if (me !== undefined && posts.holds(me, adopters, place)) return { is: true }
    return { is: false, says: adopters.length === 0 ? said.nobody : onlyFor(adopters.map((post) => posts.title(post))) }
  }

  /** What the files of the web server say that nobody ever adopted; those of an earlier book only lag behind. */
  async #proposed(adoptions: readonly Adoption[]): Promise<RuleProposal | undefined> {
    const after = adoptions.at(-1)!.line
    if (this.#files?.after !== after) this.#files = { after, proposal: this.#fromFiles(after) }
    const proposal = await this.#files.proposal
    return adoptions.some(({ book }) => book === proposal?.book) ? undefined : proposal
  }

  /** What looks closely loads only where a file differs. */
  async #fromFiles(after: string): Promise<RuleProposal | undefined> {
    const { station, read } = this.hands
    const asked = new Map<string, Promise<string>>()
    const once = (address: string) => {
      if (!asked.has(address)) asked.set(address, read(address))
      return asked.get(address)!
    }
    const known = Object.entries(station.book.texts)
    const texts = await Promise.all(known.map(([address]) => once(address).catch(() => undefined)))
    // nobody answers, and no file is needed any more
    if (texts[0] === undefined || texts.every((text, index) => text === known[index]![1])) return undefined
    return this.#propose(after, once)
  }

  async #propose(after: string | undefined, read: Hands['read']): Promise<RuleProposal> {
    const { community, journal, station } = this.hands
    const { book: inForce, posts, clock } = station
    const { proposalOf } = await import('./propose.js')
    const play = await this.hands.play()
    return proposalOf({ community, read, inForce, after, posts, journal, now: clock.now(), play })
  }
}
