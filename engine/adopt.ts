/** Which book is in force: the one that was adopted last, else that of the files; what is new is made and checked late. */
import { ledgerFrom, ledgerOf, type Adoption } from './adoption/ledger.js'
import { edition } from './generated/edition.js'
import type { Journal, Made, StoredBook } from './journal/journal.js'
import { sameOn } from './pack/dated.js'
import { toldOf, unchecked } from './pack/told.js'
import type { Station } from './station.js'
import { dateIn } from './time/calendar.js'
import type { Clock, Moment, Trouble } from './types.js'

/** There is no book to work by: the files have errors and no earlier one is kept here. Nothing stored was touched. */
export class StationRefused extends Error {
  constructor(readonly troubles: readonly Trouble[]) {
    super(troubles.map((it) => it.says.en).join('\n'))
    this.name = 'StationRefused'
  }
}

export type Adopted = Pick<Station, 'book' | 'bookFrom' | 'troubles'>
/** Without a book: neither the files nor what is kept makes one. */
export type Found = Adopted | Pick<Adopted, 'troubles'>

export interface AdoptOptions {
  /** Of the community file. */
  readonly address: string
  readonly read: (address: string) => Promise<string>
  readonly journal: Journal
  readonly stored: StoredBook | undefined
  readonly now: Moment
}

/**
 * What somebody adopted beats the files (SPEC Q135), which then are not even read; as long as nobody did, files are adopted
 * by themselves when they are good.
 * @throws StationRefused where neither the ledger, nor the files, nor this device have a good book.
 */
export async function adopt(
  address: string,
  from: (address: string) => Promise<string>,
  journal: Journal,
  clock: Clock,
): Promise<Adopted> {
  const now = clock.now()
  const stored = await journal.book.get()
  const read = once(from)
  const adoption = ledgerFrom(await journal.lines(ledgerOf(address))).adoptions.at(-1)
  const made = stored?.made?.by === edition ? stored.made : undefined
  const changed = adoption ? changedFrom(adoption, stored, address) : await changedOf(address, stored, read)
  if (stored && made && changed === undefined && isOfToday(made, now)) {
    const bookFrom = { source: adoption ? ('adopted' as const) : ('files' as const), at: stored.at }
    return { book: made.book, bookFrom, troubles: made.troubles }
  }
  const books = await import('./books.js').catch(() => undefined)
  if (books) {
    const { tryPack } = await import('./try.js')
    const options = { address, read, journal, stored, now }
    const found = await (adoption ? books.adoptNamed(adoption, options, tryPack) : books.adoptFiles(options, tryPack))
    if ('book' in found) return found
    throw new StationRefused(found.troubles)
  }
  const troubles = [await whyNot(changed ?? address, read, adoption)]
  if (!stored || !made) throw new StationRefused(troubles)
  return { book: made.book, bookFrom: { source: 'stored', at: stored.at }, troubles }
}

/** The community file, if what is kept is not what was adopted. */
const changedFrom = ({ book }: Adoption, stored: StoredBook | undefined, address: string) =>
  stored?.adopted === book ? undefined : address

const isOfToday = ({ at, book: { zone }, dated }: Made, now: Moment): boolean =>
  sameOn(dated, dateIn(at, zone), dateIn(now, zone))

/** The first file that is not as it is kept; undefined if all are. */
async function changedOf(
  address: string,
  stored: StoredBook | undefined,
  read: (address: string) => Promise<string>,
): Promise<string | undefined> {
  const all = Object.entries(stored?.texts ?? {})
  if (all[0]?.[0] !== address) return address
  const texts = await Promise.all(all.map(([file]) => read(file).catch(() => undefined)))
  return all.find(([, text], index) => text !== texts[index])?.[0]
}

/** What is asked for twice, to be compared and then to be read, is fetched once. */
function once(read: (address: string) => Promise<string>): typeof read {
  const asked = new Map<string, Promise<string>>()
  return (address) => {
    if (!asked.has(address)) asked.set(address, read(address))
    return asked.get(address)!
  }
}

async function whyNot(
  file: string,
  read: (address: string) => Promise<string>,
  adoption: Adoption | undefined,
): Promise<Trouble> {
  const text = adoption ? '' : await read(file).catch(() => undefined)
  if (text !== undefined) return toldOf('error', file, unchecked('books.js'))
  const fault = { zh: `读不到 ${file}。`, en: `${file} cannot be read.`, found: file }
  return toldOf('error', file, { code: 'missing-file', ...fault })
}
