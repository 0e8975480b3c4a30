/** The roster of a station: as it was taken in here, as its files say, or as they were last read well. */
import { edition } from '../generated/edition.js'
import type { Journal } from '../journal/journal.js'
import type { Book } from '../pack/book.js'
import { toldOf, unchecked } from '../pack/told.js'
import type { Json, Trouble } from '../types.js'
import { rollOf, takenRoster, type Roll } from './roll.js'
import type * as loaders from './roster.js'

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
  const roster = (await latest('roster', options, journal, troubles, async (by, text, file) => {
    const { roster: value, troubles } = await by.loadRoster(text, file)
    return { value, troubles }
  })) ?? {
    roster: 'none',
    asOf: '2000-01-01',
    places: { [book.place]: { kind: 'community' as const, title: book.title } },
    parties: {},
    posts: [],
  }
  const people = await latest('people', options, journal, troubles, async (by, text, file) => {
    const { people: value, troubles } = await by.loadPeople(text, file)
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
        toldOf('warning', file, {
          code: 'roster-taken',
          zh: '本机已导入过名册，用的是导入的那一份，没有用这个文件。',
          en: 'a roster was imported on this device and is in force; this file was not used.',
        }),
      ]

/** Reads and checks one of the files, by what loads late. */
type Load<T> = (
  by: typeof loaders,
  text: string,
  file: string,
) => Promise<{ readonly value: T | undefined; readonly troubles: readonly Trouble[] }>

/** What was found right before by the same edition of the checks is taken as it is: the rest is loaded where a file is new. */
async function latest<T>(
  key: 'roster' | 'people',
  options: RollFiles,
  journal: Journal,
  troubles: Trouble[],
  load: Load<T>,
): Promise<T | undefined> {
  const file = options[key]
  if (file === undefined) return undefined
  const before = await journal.setting.get(key)
  const checked = (await journal.setting.get(`${key} checked`)) as unknown as Checked | undefined
  const good = checked?.by === edition && typeof before === 'string' ? before : undefined
  const kept = () => (good === undefined ? undefined : (JSON.parse(good.replace(/^\uFEFF/, '')) as T))
  const text = await options.read(file).catch(() => undefined)
  if (text === undefined) troubles.push(notThere(key, file))
  if (good !== undefined && (text === undefined || text === good)) {
    troubles.push(...checked!.troubles)
    return kept()
  }
  const by = await import('./roster.js').catch(() => undefined)
  if (!by) {
    if (text !== undefined) troubles.push(toldOf('error', file, unchecked('roster.js')))
    return kept()
  }
  if (text !== undefined) {
    const loaded = await load(by, text, file)
    troubles.push(...loaded.troubles)
    if (loaded.value !== undefined) {
      await journal.setting.set(key, text)
      // second: the other way round, a tab closed in between would leave an old text that counts as checked
      await journal.setting.set(`${key} checked`, { by: edition, troubles: loaded.troubles } as unknown as Json)
      return loaded.value
    }
  }
  return kept() ?? (typeof before === 'string' ? (await load(by, before, file)).value : undefined)
}

function notThere(key: 'roster' | 'people', file: string): Trouble {
  const [zh, en] = key === 'roster' ? ['名册', 'roster'] : ['人员表', 'people file']
  const fault = { zh: `读不到${zh} ${file}。`, en: `the ${en} ${file} cannot be read.`, found: file }
  return toldOf('error', file, { code: 'missing-file', ...fault })
}

/** Which edition of the checks found the text right, and what it warned of. */
interface Checked {
  readonly by: string
  readonly troubles: readonly Trouble[]
}
