/** The roster of a station: as it was taken in here, as its files say, or as they were last read well. */
import type { Journal } from '../journal/journal.js'
import type { Book } from '../pack/book.js'
import { edition } from '../pack/shape.js'
import { trouble } from '../pack/trouble.js'
import type { Trouble } from '../types.js'
import { rollOf, takenRoster, type Roll } from './roll.js'
import { loadPeople, loadRoster } from './roster.js'

/** Addresses of the files, and how the text behind one is read. */
export interface RollFiles {
  readonly roster?: string
  readonly people?: string
  readonly read: (address: string) => Promise<string>
}

export interface FoundRoll {
  readonly roll: Roll
  /** The tree differs from the one that was here before. */
  readonly moved: boolean
  readonly troubles: readonly Trouble[]
}

/** Roster and people as their files say, or as they were last read well; without any, the community's own place alone. */
export async function openRoll(options: RollFiles, book: Book, journal: Journal, today: string): Promise<FoundRoll> {
  const taken = (await journal.setting.get(takenRoster)) as unknown as Pick<Roll, 'roster' | 'people'> | undefined
  if (taken) return { roll: rollOf(taken.roster, taken.people, today), moved: false, troubles: notRead(options) }
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
  return { roll: rollOf(roster, people, today), moved, troubles }
}

/** A roster that was taken in here goes before the page's file, and says so. */
const notRead = ({ roster: file }: RollFiles): Trouble[] =>
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
  options: RollFiles,
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
