/** From what was typed to books: community files with their packs, and packs that stand alone. */
import type { Book, Pack } from '../pack/book.js'
import { loadBook } from '../pack/load.js'
import type { PackFile } from '../pack/format.js'
import { read } from '../pack/read.js'
import { trouble } from '../pack/trouble.js'
import type { Trouble } from '../types.js'
import type { Disk } from './files.js'

/** One file that was asked for, or found in a folder that was. */
export interface Opened {
  readonly file: string
  readonly troubles: readonly Trouble[]
  /** Absent where a file has errors. */
  readonly book?: Book
  /** The packs that were asked for: all of a community, or the one. */
  readonly packs: readonly Pack[]
  /** The texts that were read, by address. */
  readonly texts: ReadonlyMap<string, string>
}

export const COMMUNITY = '.community.json'
export const PACK = '.pack.json'
export const isRules = (file: string): boolean => file.endsWith(COMMUNITY) || file.endsWith(PACK)

/** Opens each file; one that another of them stands on, or a pack that one of them uses, is looked at with that one. */
export async function openAll(files: readonly string[], disk: Disk): Promise<readonly Opened[]> {
  const communities = files.filter((file) => file.endsWith(COMMUNITY))
  const opened = await Promise.all(communities.map((file) => openCommunity(file, disk)))
  const own = opened.filter(
    ({ file, texts }) => !opened.some((other) => other.texts.has(file) && !texts.has(other.file)),
  )
  const packs = files.filter((file) => file.endsWith(PACK) && !opened.some(({ texts }) => texts.has(file)))
  return [...own, ...(await Promise.all(packs.map((file) => openPack(file, disk))))]
}

async function openCommunity(file: string, disk: Disk): Promise<Opened> {
  const texts = new Map<string, string>()
  const { book, troubles } = await loadBook(file, reading(disk, texts))
  return { file, troubles, texts, packs: book ? [...book.packs.values()] : [], ...(book && { book }) }
}

const reading = (disk: Disk, texts: Map<string, string>) => async (address: string) => {
  const text = await disk.read(address)
  texts.set(address, text)
  return text
}

/** A pack stands in a community that uses nothing but it and the packs that it uses itself. */
async function openPack(file: string, disk: Disk): Promise<Opened> {
  const [folder, name] = [file.replace(/[^/]*$/, ''), file.replace(/^.*\//, '').slice(0, -PACK.length)]
  const stage = `${folder}${name}.alone${COMMUNITY}`
  const packs = await usesOf(name, folder, disk)
  const texts = new Map<string, string>()
  const load = (calendars: readonly string[], lists: readonly string[]) => {
    const fetched = reading(disk, texts)
    const text = JSON.stringify(communityOf(packs, calendars, lists))
    return loadBook(stage, (address) => (address === stage ? Promise.resolve(text) : fetched(address)))
  }
  // calendars and lists of its own are given to a community by its own file: they are trusted here, unless they look misspelt
  const first = await load([], [])
  const trusted = (code: string) =>
    first.troubles.flatMap((it) => (it.code === code && it.meant === undefined ? (it.found ?? []) : []))
  const [calendars, lists] = [trusted('unknown-calendar'), trusted('unknown-rota')]
  const { book, troubles } = calendars.length + lists.length > 0 ? await load(calendars, lists) : first
  const pack = book?.packs.get(name)
  return {
    file,
    troubles: troubles.flatMap((it) => (it.file === stage ? own(it, file, texts) : it)),
    texts,
    packs: pack ? [pack] : [],
    ...(book && { book }),
  }
}

const hours = [
  ['08:00', '12:00'],
  ['14:00', '18:00'],
]
const communityOf = (packs: ReadonlyMap<string, number>, calendars: readonly string[], lists: readonly string[]) => ({
  community: 'alone',
  version: 1,
  title: { zh: '单独一份', en: 'By itself' },
  place: '0',
  timezone: 'Asia/Shanghai',
  languages: ['zh', 'en'],
  calendars: Object.fromEntries(['work', ...calendars].map((name) => [name, { days: 'china', hours }])),
  lists: Object.fromEntries(lists.map((name) => [name, ['somebody']])),
  packs: [...packs].map(([pack, version]) => ({ pack, version })),
})

/** The pack and all that it uses, with the versions that their files are of. */
async function usesOf(name: string, folder: string, disk: Disk): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>()
  const waiting = [name]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (found.has(next)) continue
    const { version, uses } = await glance(`${folder}${next}${PACK}`, disk)
    found.set(next, version)
    waiting.push(...uses)
  }
  return found
}

/** Version and uses of a file that may be anything: what is wrong with it is told when it is loaded. */
async function glance(file: string, disk: Disk): Promise<{ version: number; uses: readonly string[] }> {
  try {
    const { version, uses } = JSON.parse(await disk.read(file)) as { version?: unknown; uses?: unknown }
    const names = Array.isArray(uses)
      ? uses.filter((it): it is string => typeof it === 'string' && /^[a-z0-9-]+$/.test(it))
      : []
    return { version: Number.isInteger(version) && Number(version) > 0 ? Number(version) : 1, uses: names }
  } catch {
    return { version: 1, uses: [] }
  }
}

/** What is wrong with the stage is told of the pack, where it names what is missing. */
function own(it: Trouble, file: string, texts: ReadonlyMap<string, string>): readonly Trouble[] {
  // who fills its roles is for a community to say
  if (it.code === 'role-without-post') return []
  const reading = read(texts.get(file) ?? '', file)
  const uses = (reading.value as Partial<PackFile> | undefined)?.uses
  const index = uses?.indexOf(it.found ?? '') ?? -1
  const spot = { file, ...(index < 0 ? { line: 1, column: 1 } : reading.at(['uses', index])) }
  // what a pack says of one that is not here is taken on trust
  const level = index < 0 ? it.level : 'warning'
  return [trouble(level, spot, { code: it.code, ...sentence(it), ...(it.found !== undefined && { found: it.found }) })]
}

/** A trouble without its place. */
export const sentence = ({ says }: Trouble): { readonly zh: string; readonly en: string } => ({
  zh: says.zh.replace(/^.*? 第 \d+ 行第 \d+ 列：/, ''),
  en: says.en.replace(/^.*?, line \d+, column \d+: /, ''),
})
