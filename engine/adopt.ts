/** Which book is in force: that of the files if it is good, otherwise the last good one, with what is wrong beside it. */
import type { Journal } from './journal/journal.js'
import type { Book, Pack } from './pack/book.js'
import { bookFromTexts, loadBook } from './pack/load.js'
import { edition } from './pack/shape.js'
import { trouble } from './pack/trouble.js'
import type { Station } from './station.js'
import { tryPack } from './try.js'
import type { Clock, Span, Trouble } from './types.js'
import { waiting } from './waiting.js'

/** There is no book to work by: the files have errors and no earlier one is kept here. Nothing stored was touched. */
export class StationRefused extends Error {
  constructor(readonly troubles: readonly Trouble[]) {
    super(troubles.map((it) => it.says.en).join('\n'))
    this.name = 'StationRefused'
  }
}

type Adopted = Pick<Station, 'book' | 'bookFrom' | 'troubles'>

/** @throws StationRefused where neither the files nor this device have a good book. */
export async function adopt(
  address: string,
  read: (address: string) => Promise<string>,
  journal: Journal,
  clock: Clock,
): Promise<Adopted> {
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
    if (!same) {
      troubles.push(...(await brokenExamples(loaded.book)))
      const before = stored && (await bookFromTexts(stored.texts, { at: now })).book
      if (before) troubles.push(...(await waiting(before, loaded.book, journal)))
    }
    if (!troubles.some((it) => it.level === 'error')) {
      const at = same ? stored.at : now
      const kept = Object.entries(texts).every(([file, text]) => good?.texts[file] === text)
      if (!same) await journal.shorten(({ on, field }) => keepOf(loaded.book!, on, field))
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
    const level = changedHere(pack) ? 'warning' : 'error'
    for (const { of, name, ok } of await tryPack(pack, book)) {
      if (ok) continue
      const zh = `例子「${name}」的结果和写的不一样；用 npx linli try 看差在哪里。`
      const en = `the example "${name}" does not come out as written; npx linli try shows where it differs.`
      troubles.push(
        trouble(
          level,
          { file: fileOf(pack, book), line: 1, column: 1 },
          { code: `example-${of}`, zh, en, found: name },
        ),
      )
    }
  }
  return troubles
}

/** How long the book in force keeps a private answer. */
function keepOf({ kinds }: Book, on: string, field: string): Span | undefined {
  const it = kinds.get(on.slice(0, on.indexOf('/')))
  return it?.pack.file.dossiers?.[it.kind]?.fields[field]?.private?.keep
}

const changedHere = (pack: Pack) => Object.keys(pack.origin).some((at) => !/^(params|roles)\./.test(at))
const fileOf = (pack: Pack, { texts }: Book) =>
  Object.keys(texts).find((it) => it.endsWith(`/${pack.name}.pack.json`)) ?? `${pack.name}.pack.json`
