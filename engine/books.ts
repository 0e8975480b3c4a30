/**
 * Makes books of files. Reading, checking and trying them is a third of the engine, so it loads where a file is new and
 * nowhere else (adopt.ts).
 */
import type { AdoptOptions, Found } from './adopt.js'
import type { Book, Pack } from './pack/book.js'
import type { CommunityFile } from './pack/format.js'
import { bookFromTexts, loadBook } from './pack/load.js'
import { read } from './pack/read.js'
import { edition } from './pack/shape.js'
import { trouble, type Spot } from './pack/trouble.js'
import type { tryPack, Verdict } from './try.js'
import type { Span, Trouble } from './types.js'
import { waiting } from './waiting.js'

export { loadBook }

/**
 * The book of the files if it is good, else the last good one.
 * @param play tries a pack; handed in, for it plays on the engine that the page has already, and a script that stands
 *   alone would bring it again
 */
export async function adoptFiles(options: AdoptOptions, play: typeof tryPack): Promise<Found> {
  const { address, read, journal, stored, now } = options
  // another edition of the checks may ask for more
  const made = stored?.made?.by === edition ? stored.made : undefined
  const good = stored && made && { texts: stored.texts, at: made.at }
  const today = { at: now, ...(good && { good }) }
  const loaded = await loadBook(address, read, { ...today, ...(stored && { known: Object.keys(stored.texts) }) })
  const troubles = [...loaded.troubles]
  if (loaded.book) {
    const { book, dated = [] } = loaded
    const { digest, texts } = book
    const same = stored?.digest === digest
    if (!same) {
      troubles.push(...(await brokenExamples(book, play)))
      const before = stored && (await bookFromTexts(stored.texts, { at: now })).book
      if (before) troubles.push(...(await waiting(before, book, journal)))
    }
    if (!troubles.some((it) => it.level === 'error')) {
      const at = same ? stored.at : now
      if (!same) await journal.shorten(({ on, field }) => keepOf(book, on, field))
      await journal.book.set({ digest, texts, at, made: { by: edition, at: now, book, dated, troubles } })
      return { book, bookFrom: { source: 'files', at }, troubles }
    }
  }
  const last = stored && (await bookFromTexts(stored.texts, today)).book
  return { ...(last && { book: last, bookFrom: { source: 'stored', at: stored.at } }), troubles }
}

/**
 * A pack whose examples come out otherwise than told is not adopted. Where a community has numbers and changes of its own
 * that is a question, answered by `accepts` in its file.
 */
async function brokenExamples(book: Book, play: typeof tryPack): Promise<Trouble[]> {
  const troubles: Trouble[] = []
  for (const pack of book.packs.values()) {
    const accepts = new Set(pack.accepts)
    const verdicts = await play(pack, book, 'here')
    const red = [...new Map(verdicts.filter(({ ok }) => !ok).map((it) => [it.name, it])).values()]
    for (const { of, name } of red)
      if (!accepts.delete(name))
        troubles.push(changedHere(pack) ? question(name, of, pack, book) : broken(name, of, pack, book))
    for (const name of accepts) troubles.push(acceptsNothing(name, pack, book))
  }
  return troubles
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

/** How long the book in force keeps a private answer. */
function keepOf({ kinds }: Book, on: string, field: string): Span | undefined {
  const it = kinds.get(on.slice(0, on.indexOf('/')))
  return it?.pack.file.dossiers?.[it.kind]?.fields[field]?.private?.keep
}
