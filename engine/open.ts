/** Opens a station: its journal, its book, its roster. Files that are wrong never stop what works. */
import { adopt, StationRefused } from './adopt.js'
import { ledgerOf } from './adoption/ledger.js'
import { StationAtWork } from './at-work.js'
import { NotLoaded } from './brought.js'
import { dateIn } from './time/calendar.js'
import { systemClock } from './time/clock.js'
import { openJournal } from './journal/dexie.js'
import { follow } from './late.js'
import type { Ancestors, Journal } from './journal/journal.js'
import { notLoaded, toldOf } from './pack/told.js'
import { openRoll } from './roster/open-roll.js'
import { indexedBy, type Roll } from './roster/roll.js'
import { newNode } from './time/stamp.js'
import type { Clock, PartyId, PlaceId } from './types.js'

/** Raised when the fold makes another dossier of the same lines: what was folded before is then folded anew, once. */
const FOLDING = 1

export interface OpenOptions {
  /** Address of the community file; its packs lie beside it. */
  readonly community: string
  /** Address of the roster: places, parties, posts. */
  readonly roster?: string
  /** Address of the people file: names and phones of those whom the roster names by `sheet`. */
  readonly people?: string
  /** The text behind an address; rejects where there is none. */
  readonly read: (address: string) => Promise<string>
  readonly clock?: Clock
  readonly me?: PartyId
  /** The places whose dossiers are held here, at them and anywhere below; without it all of the community. */
  readonly reach?: readonly PlaceId[]
  /** Draws a whole number below `count`; without it the platform's own source of chance. */
  readonly random?: (count: number) => number
  /** Nobody else gives numbers in this community: `{serial}` is then a plain number, without the mark of this device. */
  readonly soleIssuer?: boolean
  /** Name of the database; stations of one name on one device share what they keep. */
  readonly name?: string
  /** Where lines are kept, instead of the device's own database. */
  readonly journal?: (ancestors: Ancestors) => Journal
}

/** @throws StationRefused where no book can be opened; a storage error where the device will not keep anything. */
export async function openStation(options: OpenOptions): Promise<StationAtWork> {
  const { community, read, clock = systemClock } = options
  let roll: Roll | undefined
  let station: StationAtWork | undefined
  const ancestors = (place: PlaceId) => (station ?? roll)?.places.ancestors(place) ?? []
  const journal = options.journal?.(ancestors) ?? (await openJournal(options.name ?? `linli ${community}`, ancestors))
  try {
    const ledger = (await journal.head(ledgerOf(community)))?.head
    const { book, bookFrom, troubles } = await adopt(community, read, journal, clock)
    const found = await openRoll(options, book, journal, dateIn(clock.now(), book.zone))
    roll = found.roll
    // folded anew once the tree stands, with what acts have made of it
    if (found.moved || (await journal.setting.get('folding')) !== FOLDING) await journal.setting.set(indexedBy, null)
    await journal.setting.set('folding', FOLDING)
    station = new StationAtWork({
      book,
      bookFrom,
      troubles,
      roll,
      rollTroubles: found.troubles,
      files: { community, read, ledger },
      journal,
      clock,
      node: `${await journal.node()}${newNode().slice(0, 2)}`,
      ...(options.me !== undefined && { me: options.me }),
      ...(options.reach && { reach: options.reach }),
      ...(options.random && { random: options.random }),
      ...(options.soleIssuer && { soleIssuer: true }),
    })
    await station.start()
    void follow()
    return station
  } catch (error) {
    await journal.close()
    throw error instanceof NotLoaded ? new StationRefused([toldOf('error', community, notLoaded)]) : error
  }
}

export { StationRefused }
