/** The roll of a station: what files say, whoever was written in here, and over both what acts have made of it. */
import type { Journal } from '../journal/journal.js'
import type { Book } from '../pack/book.js'
import type { RosterFile } from '../pack/format.js'
import { dateIn } from '../time/calendar.js'
import type { Clock, DossierId, Json, PartyId } from '../types.js'
import type { PeopleFile } from './posts.js'
import { rollOf, takenRoster, type Roll } from './roll.js'
import { holdingKinds, isOf, tenureOf, withTenures, type Tenure } from './tenures.js'
import { noPeople } from './holders.js'

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
  #filed: Pick<Roll, 'roster' | 'people'>

  constructor(
    public now: Roll,
    private readonly hands: Hands,
  ) {
    this.#filed = now
  }

  /** Do dossiers of these ids say something of the roster? */
  concerns(ids: readonly DossierId[]): boolean {
    return isOf(holdingKinds(this.hands.book()), ids)
  }

  /** Works it out anew; false where nothing came out otherwise. */
  async renew(): Promise<boolean> {
    const added = await this.#added()
    const tenures = await this.#tenures()
    const madeOf = JSON.stringify([tenures, added, this.#today])
    if (madeOf === this.#madeOf) return false
    this.#madeOf = madeOf
    const { roster, people } = this.#with(added)
    this.now = rollOf(withTenures(roster, tenures), people, this.#today, this.now)
    return true
  }
  #madeOf = ''

  /** Another roster from here on; what was done since its day counts over it. */
  async take(roster: RosterFile, people: PeopleFile | undefined): Promise<void> {
    await this.hands.journal.setting.set(takenRoster, { roster, ...(people && { people }) } as unknown as Json)
    this.#filed = { roster, people }
    this.#madeOf = ''
    await this.renew()
  }

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

  /** In the order of their last lines. What was done before the day of a roster, that roster knows. */
  async #tenures(): Promise<readonly Tenure[]> {
    const { journal, book } = this.hands
    const { asOf } = this.#filed.roster
    const found = await Promise.all(
      holdingKinds(book()).map(async ({ prefix, holding }) =>
        (await journal.find({ kind: prefix })).map((dossier) => ({ dossier, holding })),
      ),
    )
    const { zone } = book()
    return found
      .flat()
      .filter(({ dossier }) => dateIn(dossier.at, zone) >= asOf)
      .sort((a, b) => a.dossier.at - b.dossier.at || (a.dossier.id < b.dossier.id ? -1 : 1))
      .map(({ dossier, holding }) => tenureOf(dossier, holding))
  }
}
