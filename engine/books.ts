/**
 * Makes books of files, and of texts that somebody adopted. Reading, checking and trying them is a third of the engine, so it loads where a file is new and
 * nowhere else (adopt.ts).
 */
import { keepOf } from './act/world.js'
import type { AdoptOptions, Found } from './adopt.js'
import type { Adoption } from './adoption/ledger.js'
import { textsOf } from './adoption/texts.js'
import type { Book, Pack } from './pack/book.js'
import type { CommunityFile } from './pack/format.js'
import { bookFromTexts, loadBook, type Loaded, type LoadOptions } from './pack/load.js'
import { read } from './pack/read.js'
import { edition } from './pack/shape.js'
import { toldOf } from './pack/told.js'
import { trouble, type Spot } from './pack/trouble.js'
import type { tryPack, Verdict } from './try.js'
import type { Trouble } from './types.js'
import { waiting } from './waiting.js'

export { bookFromTexts, loadBook }

/**
 * The book of the files if it is good, else the last good one.
 * @param play tries a pack; handed in, for it plays on the engine that the page has already, and a script that stands
 *   alone would bring it again
 */
export async function adoptFiles(options: AdoptOptions, play: typeof tryPack): Promise<Found> {
  const { address, read, stored } = options
  const known = stored && { known: Object.keys(stored.texts) }
  return putInForce(await loadBook(address, read, { ...lookedAt(options), ...known }), options, play)
}

/** The book that somebody adopted, here or elsewhere, if its texts are here and it is good here too. */
export async function adoptNamed(adoption: Adoption, options: AdoptOptions, play: typeof tryPack): Promise<Found> {
  const { address, read, journal } = options
  const found = await textsOf(adoption, address, journal, read)
  if ('missing' in found) return lastGood(options, [onItsWay(address, found.missing)])
  const loaded = await bookFromTexts(found.texts, lookedAt(options))
  return putInForce(loaded, options, play, adoption)
}

/** What speaks against a book that would take the place of the one in force. */
export interface Tried {
  readonly troubles: readonly Trouble[]
  /** How many examples were played, and how many of them came out otherwise than told. */
  readonly examples: { readonly played: number; readonly red: number }
}

/** Its examples, and what open dossiers stand on. */
export async function tried(
  book: Book,
  { journal, stored, now }: Pick<AdoptOptions, 'journal' | 'stored' | 'now'>,
  play: typeof tryPack,
): Promise<Tried> {
  if (stored?.digest === book.digest) return { troubles: [], examples: { played: 0, red: 0 } }
  const before = stored && (await bookFromTexts(stored.texts, { at: now })).book
  const { troubles, examples } = await playedExamples(book, play)
  return { troubles: [...troubles, ...(before ? await waiting(before, book, journal) : [])], examples }
}

async function putInForce(
  loaded: Loaded,
  options: AdoptOptions,
  play: typeof tryPack,
  adoption?: Adoption,
): Promise<Found> {
  const { address, journal, stored, now } = options
  const troubles = [...loaded.troubles]
  if (loaded.book) {
    const { book, dated = [] } = loaded
    const { digest, texts } = book
    troubles.push(...(await tried(book, options, play)).troubles)
    if (!troubles.some((it) => it.level === 'error')) {
      const same = stored?.digest === digest
      const at = adoption?.at ?? (same ? stored.at : now)
      if (!same) await journal.shorten(({ on, field }) => keepOf(book, on, field))
      const made = { by: edition, at: now, book, dated, troubles }
      await journal.book.set({ digest, texts, at, made, ...(adoption && { adopted: adoption.book }) })
      return { book, bookFrom: { source: adoption ? 'adopted' : 'files', at }, troubles }
    }
  }
  if (adoption && adoption.edition !== edition) troubles.unshift(needsUpdate(address))
  return lastGood(options, troubles)
}

/** As of which day files are looked at, and what of them need not be looked at again. */
function lookedAt({ stored, now }: AdoptOptions): LoadOptions {
  // another edition of the checks may ask for more
  const made = stored?.made?.by === edition ? stored.made : undefined
  return { at: now, ...(stored && made && { good: { texts: stored.texts, at: made.at } }) }
}

async function lastGood(options: AdoptOptions, troubles: readonly Trouble[]): Promise<Found> {
  const { stored } = options
  const last = stored && (await bookFromTexts(stored.texts, lookedAt(options))).book
  return { ...(last && { book: last, bookFrom: { source: 'stored', at: stored.at } }), troubles }
}

/** Lines come before what they name: this passes by itself. */
const onItsWay = (file: string, missing: readonly string[]): Trouble =>
  toldOf('warning', file, {
    code: 'on-its-way',
    zh: `新采用的规则还没有全部传到这台设备（还差 ${missing.join('、')}），传到就用，先按原来的办。`,
    en: `the rules that were adopted have not all arrived on this device (missing: ${missing.join(', ')}). They take over when they have; until then the former ones go on.`,
    found: missing[0]!,
  })

/** They were good where they were adopted, by another edition of the checks than this. */
const needsUpdate = (file: string): Trouble =>
  toldOf('error', file, {
    code: 'needs-update',
    zh: '新采用的规则在别的设备上查过，是好的；这台设备上的程序版本不同，看不懂它的写法。请联网刷新页面，更新程序。在那之前按原来的规则办。',
    en: 'the rules that were adopted were found good elsewhere; the program on this device is of another version and does not understand them. Reload the page online to update it. Until then the former rules go on.',
  })

/**
 * A pack whose examples come out otherwise than told is not adopted. Where a community has numbers and changes of its own
 * that is a question, answered by `accepts` in its file.
 */
async function playedExamples(book: Book, play: typeof tryPack): Promise<Tried> {
  const troubles: Trouble[] = []
  const examples = { played: 0, red: 0 }
  for (const pack of book.packs.values()) {
    const accepts = new Set(pack.accepts)
    const verdicts = await play(pack, book, 'here')
    const red = [...new Map(verdicts.filter(({ ok }) => !ok).map((it) => [it.name, it])).values()]
    examples.played += verdicts.length
    examples.red += verdicts.filter(({ ok }) => !ok).length
    for (const { of, name } of red)
      if (!accepts.delete(name))
        troubles.push(changedHere(pack) ? question(name, of, pack, book) : broken(name, of, pack, book))
    for (const name of accepts) troubles.push(acceptsNothing(name, pack, book))
  }
  return { troubles, examples }
}

function broken(name: string, of: Verdict['of'], pack: Pack, book: Book): Trouble {
  const [zhName, enName] = called(name, of, pack)
  const zh = `${zhName}算出来和写的不一样；用 npx linli try 看差在哪里。`
  const en = `${enName} does not come out as written; npx linli try shows where it differs.`
  const file = Object.keys(book.texts).find((it) => it.endsWith(`/${pack.name}.pack.json`)) ?? `${pack.name}.pack.json`
  return trouble('error', { file, line: 1, column: 1 }, { code: `example-${of}`, zh, en, found: name })
}

function question(name: string, of: Verdict['of'], pack: Pack, book: Book): Trouble {
  const [zhName, enName] = called(name, of, pack)
  const accept = `{ "pack": "${pack.name}", "example": "${name}", "why": … }`
  const zh = `${zhName}在这里算出来和规则包写的不一样（npx linli try 看差在哪里）。是这里的改动带来的、也该这样，就在 accepts 里写 ${accept}；不该这样，就改回来；改的是规则包自己，就把例子一起改。`
  const en = `${enName} does not come out here as the pack tells it (npx linli try shows where). If a change made here brings that about and is to, write ${accept} under accepts; if not, take it back. Whoever changes the pack itself changes its examples with it.`
  return trouble('error', spotOf(book, 'packs', pack), { code: `example-${of}`, zh, en, found: name })
}

/** An example in words: a story by its name, the others by what they are examples of. */
function called(name: string, of: Verdict['of'], { file }: Pack): readonly [zh: string, en: string] {
  const story = file.examples?.find((it) => it.name.zh === name)
  switch (of) {
    case 'story':
      return [`例子「${name}」`, `the example "${story?.name.en ?? name}"`]
    case 'rule':
      return [`规则「${name}」的例子`, `an example of the rule "${name}"`]
    case 'table':
      return [
        `决策表「${file.tables?.[name]?.title.zh ?? name}」的例子`,
        `an example of the table "${file.tables?.[name]?.title.en ?? name}"`,
      ]
    default:
      return [
        `时限「${file.clocks?.[name]?.title.zh ?? name}」的例子`,
        `an example of the clock "${file.clocks?.[name]?.title.en ?? name}"`,
      ]
  }
}

function acceptsNothing(name: string, pack: Pack, book: Book): Trouble {
  const zh = `例子「${name}」在这里的结果和规则包写的一样，accepts 里这一条可以删去。`
  const en = `the example "${name}" comes out here as the pack tells it; it need not stand under accepts.`
  return trouble('warning', spotOf(book, 'accepts', pack), { code: 'accepts-nothing', zh, en, found: name })
}

/** Where the lowest community file speaks of a pack. */
function spotOf({ texts }: Book, key: 'packs' | 'accepts', pack: Pack): Spot {
  const spots = Object.entries(texts).flatMap(([file, text]) => {
    if (!file.includes('.community.json')) return []
    const reading = read(text, file)
    const listed = (reading.value as Partial<CommunityFile> | undefined)?.[key] ?? []
    const index = listed.findIndex((it) => it.pack === pack.name)
    return index < 0 ? [] : [{ file, ...reading.at([key, index]) }]
  })
  return spots[0] ?? { file: Object.keys(texts)[0]!, line: 1, column: 1 }
}

/** Has a community file changed anything that an example could see? */
const changedHere = ({ origin, name }: Pack) =>
  Object.entries(origin).some(([at, whose]) => whose !== name && !at.startsWith('roles.'))
