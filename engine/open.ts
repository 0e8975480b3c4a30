/** Opens a station: the book from its files or the last good one, the roster, the journal. Files that are wrong never stop what works. */
import { StationAtWork } from './at-work.js'
import { systemClock } from './time/clock.js'
import { openJournal } from './journal/dexie.js'
import { fold } from './act/fold.js'
import type { Ancestors, Journal } from './journal/journal.js'
import type { Book, Pack } from './pack/book.js'
import { bookFromTexts, loadBook } from './pack/load.js'
import { edition } from './pack/shape.js'
import { trouble } from './pack/trouble.js'
import { rollOf, takenRoster, type Roll } from './roster/roll.js'
import { loadPeople, loadRoster } from './roster/roster.js'
import { newNode } from './time/stamp.js'
import type { Station } from './station.js'
import { tryPack } from './try.js'
import type { Clock, PartyId, PlaceId, Trouble } from './types.js'

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
  /** Name of the database; stations of one name on one device share what they keep. */
  readonly name?: string
  /** Where lines are kept, instead of the device's own database. */
  readonly journal?: (ancestors: Ancestors) => Journal
}

/** There is no book to work by: the files have errors and no earlier one is kept here. Nothing stored was touched. */
export class StationRefused extends Error {
  constructor(readonly troubles: readonly Trouble[]) {
    super(troubles.map((it) => it.says.en).join('\n'))
    this.name = 'StationRefused'
  }
}

/** @throws StationRefused where no book can be opened; a storage error where the device will not keep anything. */
export async function openStation(options: OpenOptions): Promise<StationAtWork> {
  const { community, read, clock = systemClock } = options
  let roll: Roll | undefined
  let station: StationAtWork | undefined
  const ancestors = (place: PlaceId) => (station ?? roll)?.places.ancestors(place) ?? []
  const journal = options.journal?.(ancestors) ?? (await openJournal(options.name ?? `linli ${community}`, ancestors))
  try {
    const { book, bookFrom, troubles } = await adopt(community, read, journal, clock)
    const found = await openRoster(options, book, journal)
    roll = found.roll
    // a dossier is indexed under every place above its own: another tree, another index
    if (found.moved) await journal.rebuild((lines) => fold(lines).dossier)
    station = new StationAtWork({
      book,
      bookFrom,
      troubles: [...troubles, ...found.troubles],
      roll,
      journal,
      clock,
      node: `${await journal.node()}${newNode().slice(0, 2)}`,
      ...(options.me !== undefined && { me: options.me }),
    })
    return await station.start()
  } catch (error) {
    await journal.close()
    throw error
  }
}

type Adopted = Pick<Station, 'book' | 'bookFrom' | 'troubles'>

/** The book of the files, if it is good; otherwise the last good one, with what is wrong beside it. */
async function adopt(address: string, read: OpenOptions['read'], journal: Journal, clock: Clock): Promise<Adopted> {
  const now = clock.now()
  const stored = await journal.book.get()
  // another edition of the schemas may ask for more
  const good = stored?.checked?.by === edition ? { texts: stored.texts, at: stored.checked.at } : undefined
  const options = { at: now, ...(good && { good }) }
  const loaded = await loadBook(address, read, { ...options, ...(stored && { known: Object.keys(stored.texts) }) })
  const troubles = [...loaded.troubles]
  if (loaded.book) {
    const { digest, texts } = loaded.book
    const same = stored?.digest === digest
    if (!same) troubles.push(...(await brokenExamples(loaded.book)))
    if (!troubles.some((it) => it.level === 'error')) {
      const at = same ? stored.at : now
      const kept = Object.entries(texts).every(([file, text]) => good?.texts[file] === text)
      if (!same || !kept) await journal.book.set({ digest, texts, at, checked: { by: edition, at: now } })
      return { book: loaded.book, bookFrom: { source: 'files', at }, troubles }
    }
  }
  const last = stored && (await bookFromTexts(stored.texts, options)).book
  if (!last) throw new StationRefused(troubles)
  return { book: last, bookFrom: { source: 'stored', at: stored.at }, troubles }
}

/** A pack whose stories come out otherwise than told is not adopted; one that a community changed is, with a warning. */
async function brokenExamples(book: Book): Promise<Trouble[]> {
  const troubles: Trouble[] = []
  for (const pack of book.packs.values()) {
    const broken = (await tryPack(pack, book)).filter((it) => !it.ok)
    for (const { of, name, expected, got } of broken) {
      const [zh, en] = [`例子「${name}」的结果和写的不一样`, `the example "${name}" does not come out as written`]
      const detail = `${JSON.stringify(expected)} ≠ ${JSON.stringify(got)}`
      troubles.push(
        trouble(
          changedHere(pack) ? 'warning' : 'error',
          { file: fileOf(pack, book), line: 1, column: 1 },
          {
            code: `example-${of}`,
            zh: `${zh}：${detail}。`,
            en: `${en}: ${detail}.`,
            found: name,
          },
        ),
      )
    }
  }
  return troubles
}

const changedHere = (pack: Pack) => Object.keys(pack.origin).some((at) => !/^(params|roles)\./.test(at))
const fileOf = (pack: Pack, { texts }: Book) =>
  Object.keys(texts).find((it) => it.endsWith(`/${pack.name}.pack.json`)) ?? `${pack.name}.pack.json`

interface Found {
  readonly roll: Roll
  /** The tree differs from the one that was here before. */
  readonly moved: boolean
  readonly troubles: readonly Trouble[]
}

/** Roster and people as their files say, or as they were last read well; without any, the community's own place alone. */
async function openRoster(options: OpenOptions, book: Book, journal: Journal): Promise<Found> {
  const taken = (await journal.setting.get(takenRoster)) as unknown as Pick<Roll, 'roster' | 'people'> | undefined
  if (taken) return { roll: rollOf(taken.roster, taken.people), moved: false, troubles: notRead(options) }
  const troubles: Trouble[] = []
  const before = await journal.setting.get('roster')
  const roster = (await latest('roster', options, journal, troubles, async (text, file, good) => {
    const { roster: value, troubles } = await loadRoster(text, file, good)
    return { value, troubles }
  })) ?? {
    roster: 'none',
    asOf: '2000-01-01',
    places: { [book.place]: { kind: 'community' as const, title: book.title } },
    parties: {},
    posts: [],
  }
  const people = await latest('people', options, journal, troubles, async (text, file, good) => {
    const { people: value, troubles } = await loadPeople(text, file, good)
    return { value, troubles }
  })
  const moved = before !== undefined && before !== (await journal.setting.get('roster'))
  return { roll: rollOf(roster, people), moved, troubles }
}

/** A roster that was taken in here goes before the page's file, and says so. */
const notRead = ({ roster: file }: OpenOptions): Trouble[] =>
  file === undefined
    ? []
    : [
        trouble(
          'warning',
          { file, line: 1, column: 1 },
          {
            code: 'roster-taken',
            zh: '本机已导入过名册，用的是导入的那一份，没有用这个文件。',
            en: 'a roster was imported on this device and is in force; this file was not used.',
          },
        ),
      ]

type Read<T> = (
  text: string,
  file: string,
  good: unknown,
) => Promise<{ readonly value: T | undefined; readonly troubles: readonly Trouble[] }>

async function latest<T>(
  key: 'roster' | 'people',
  options: OpenOptions,
  journal: Journal,
  troubles: Trouble[],
  load: Read<T>,
): Promise<T | undefined> {
  const file = options[key]
  if (file === undefined) return undefined
  const before = await journal.setting.get(key)
  const good = (await journal.setting.get(`${key} checked by`)) === edition ? before : undefined
  try {
    const text = await options.read(file)
    const loaded = await load(text, file, good)
    troubles.push(...loaded.troubles)
    if (loaded.value !== undefined) {
      if (text !== good) {
        await journal.setting.set(key, text)
        // second: the other way round, a tab closed in between would leave an old text that counts as checked
        await journal.setting.set(`${key} checked by`, edition)
      }
      return loaded.value
    }
  } catch {
    troubles.push(
      trouble(
        'error',
        { file, line: 1, column: 1 },
        {
          code: 'missing-file',
          zh: `读不到${key === 'roster' ? '名册' : '人员表'} ${file}。`,
          en: `the ${key === 'roster' ? 'roster' : 'people file'} ${file} cannot be read.`,
          found: file,
        },
      ),
    )
  }
  return typeof before === 'string' ? (await load(before, file, good)).value : undefined
}
