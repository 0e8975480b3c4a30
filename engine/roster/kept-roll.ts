/** The roll of a station: what files say, whoever was written in here, and over both what acts have made of it. */
import type { Journal } from '../journal/journal.js'
import type { Book } from '../pack/book.js'
import type { RosterFile } from '../pack/format.js'
import { dateIn } from '../time/calendar.js'
import type { Clock, Dossier, DossierId, Json, PartyId } from '../types.js'
import type { Division } from './overtaken.js'
import type { PeopleFile } from './posts.js'
import { indexedBy, rollOf, takenRoster, type Roll } from './roll.js'
import { successionKinds, successionOf, withSuccessions, type Succession } from './successions.js'
import { holdingKinds, isOf, tenureOf, withTenures } from './tenures.js'
import { noPeople } from './holders.js'

/** Setting that is another one whenever a roster is taken in: by it other tabs see that theirs is over. */
const takenAs = 'roster taken as'

/** Setting under which people stand who were written in here, beside whatever roster is in force. */
const added = 'people added'
interface Added {
  readonly parties: RosterFile['parties']
  readonly people: PeopleFile['people']
}

interface Hands {
  readonly journal: Journal
  readonly clock: Clock
  readonly book: () => Book
}

export class KeptRoll {
  /** Decisions by which grids were split and merged, in the order in which they count. */
  divisions: readonly Division[] = []
  #filed: Pick<Roll, 'roster' | 'people'>

  constructor(
    public now: Roll,
    private readonly hands: Hands,
  ) {
    this.#filed = now
  }

  /** Do dossiers of these ids say something of the roster? */
  concerns(ids: readonly DossierId[]): boolean {
    const book = this.hands.book()
    return isOf([...holdingKinds(book), ...successionKinds(book)], ids)
  }

  /** Works it out anew; false where nothing came out otherwise. */
  async renew(): Promise<boolean> {
    await this.wasTaken()
    const added = await this.#added()
    const book = this.hands.book()
    const tenures = await this.#said(holdingKinds(book), (dossier, { holding }) => tenureOf(dossier, holding))
    this.divisions = await this.#said(successionKinds(book), (dossier, { succession }) => {
      const is = successionOf(dossier, succession)
      return is && { dossier, is }
    })
    const successions = this.divisions.map(({ is }) => is)
    const madeOf = JSON.stringify([tenures, successions, added, this.#today])
    if (madeOf === this.#madeOf) return false
    this.#madeOf = madeOf
    const { roster, people } = this.#with(added)
    this.now = rollOf(withTenures(this.#regrouped(roster, successions), tenures), people, this.#today, this.now)
    const isSo = (day: string) => day <= this.#today
    this.#tree = JSON.stringify([this.now.places.days.filter(isSo), successions.filter(({ since }) => isSo(since))])
    return true
  }
  #madeOf = ''

  /** The same places as before where they come out the same: their tree is then not grown anew. */
  #regrouped(roster: RosterFile, successions: readonly Succession[]): RosterFile {
    const made = withSuccessions(roster, successions)
    const of = [roster.places, JSON.stringify(successions)] as const
    if (of.every((it, i) => it === this.#grouped?.of[i])) return { ...made, places: this.#grouped!.places }
    this.#grouped = { of, places: made.places }
    return made
  }
  #grouped?: { readonly of: readonly unknown[]; readonly places: RosterFile['places'] }

  /** Another roster from here on; what was done since its day counts over it. */
  async take(roster: RosterFile, people: PeopleFile | undefined): Promise<void> {
    const { setting } = this.hands.journal
    await setting.set(takenRoster, { roster, ...(people && { people }) } as unknown as Json)
    const as = crypto.randomUUID()
    await setting.set(takenAs, as)
    this.#takenAs = as
    this.#filed = { roster, people }
    this.#madeOf = ''
    await setting.set(indexedBy, null)
    await this.renew()
  }

  /** Another tab took a roster in since this one looked: it is in force here too. */
  async wasTaken(): Promise<boolean> {
    const { setting } = this.hands.journal
    const before = this.#takenAs
    this.#takenAs = ((await setting.get(takenAs)) ?? '') as string
    if (before === undefined || before === this.#takenAs) return false
    this.#filed = (await setting.get(takenRoster)) as unknown as Pick<Roll, 'roster' | 'people'>
    this.#madeOf = ''
    return true
  }
  #takenAs?: string

  /**
   * A dossier is indexed under every place above its own: by another tree they are indexed anew, once for all tabs. Answers
   * whether they were.
   */
  async index(anew: () => Promise<void>): Promise<boolean> {
    const { setting } = this.hands.journal
    const by = await setting.get(indexedBy)
    if (by === this.#tree) return false
    if (by !== undefined) await anew()
    await setting.set(indexedBy, this.#tree)
    return by !== undefined
  }
  #tree = ''

  /** Writes somebody in, who can then be appointed. */
  async add(name: string, phone: string | undefined): Promise<PartyId> {
    const { journal } = this.hands
    const before = await this.#added()
    const id = `p-${crypto.randomUUID().slice(0, 8)}`
    await journal.setting.set(added, {
      parties: { ...before.parties, [id]: { kind: 'person', sheet: id } },
      people: { ...before.people, [id]: { name, ...(phone && { phone }) } },
    })
    await this.renew()
    return id
  }

  get #today(): string {
    return dateIn(this.hands.clock.now(), this.hands.book().zone)
  }

  async #added(): Promise<Added> {
    const kept = (await this.hands.journal.setting.get(added)) as unknown as Added | undefined
    return kept ?? { parties: {}, people: {} }
  }

  /** A people file that knows somebody goes before what was written in here. */
  #with({ parties, people: sheets }: Added): Pick<Roll, 'roster' | 'people'> {
    const { roster, people = noPeople } = this.#filed
    if (Object.keys(parties).length === 0) return this.#filed
    return {
      roster: { ...roster, parties: { ...parties, ...roster.parties } },
      people: { ...people, people: { ...sheets, ...people.people } },
    }
  }

  /**
   * What dossiers of these kinds say, in the order of their last lines. What was done before the day of a roster, that
   * roster knows.
   */
  async #said<Kind extends { readonly prefix: string }, It>(
    kinds: readonly Kind[],
    said: (dossier: Dossier, kind: Kind) => It | undefined,
  ): Promise<readonly It[]> {
    const { journal, book } = this.hands
    const { asOf } = this.#filed.roster
    const { zone } = book()
    const found = await Promise.all(
      kinds.map(async (kind) => (await journal.find({ kind: kind.prefix })).map((dossier) => ({ dossier, kind }))),
    )
    return found
      .flat()
      .filter(({ dossier }) => dateIn(dossier.at, zone) >= asOf)
      .sort((a, b) => a.dossier.at - b.dossier.at || (a.dossier.id < b.dossier.id ? -1 : 1))
      .flatMap(({ dossier, kind }) => said(dossier, kind) ?? [])
  }
}
