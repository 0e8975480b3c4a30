/** Two versions of a pack, or of all that a community goes by, and what differs between them in plain words. */
import { filesOf, wordingOf } from '../explain/names.js'
import { quoted, say } from '../judge/words.js'
import type { Book, Pack } from '../pack/book.js'
import type { Json, Say } from '../types.js'
import type { Side } from './members.js'
import { diffPacks } from './pack.js'
import { alike } from '../pack/digest.js'
import { keyWords, leaves, type Changed } from './words.js'

export type { Changed } from './words.js'

/** What differs in one file, or in one pack as it is in force. */
export interface Part {
  /** The pack; absent for what the community file itself says. */
  readonly pack?: string
  readonly title: Say
  readonly versions: readonly [before: number | undefined, after: number | undefined]
  readonly changes: readonly Changed[]
}

/** What the community itself says, then pack by pack in the order of the new file; parts that are alike are left out. */
export function diffBooks(before: Book, after: Book): readonly Part[] {
  const names = [...new Set([...after.packs.keys(), ...before.packs.keys()])]
  const own = settings(before, after)
  return [
    ...(own.length > 0 ? [{ title: after.title, versions: [undefined, undefined] as const, changes: own }] : []),
    ...names.flatMap((name) => diffPack(before, after, name)),
  ]
}

/** The same of one pack that both have, or one of them. */
export function diffPack(before: Book, after: Book, name: string, newName = name): readonly Part[] {
  const [was, is] = [before.packs.get(name), after.packs.get(newName)]
  const one = (is ?? was)!
  const changes =
    was && is
      ? diffPacks(sideOf(before, was), sideOf(after, is))
      : [whole(one.file.title, one.name, is ? 'added' : 'removed')]
  const part: Part = { pack: one.name, title: one.file.title, versions: [was?.version, is?.version], changes }
  return changes.length > 0 || was?.version !== is?.version ? [part] : []
}

const sideOf = (book: Book, pack: Pack): Side => ({ pack, wording: wordingOf(book), beside: filesOf(book) })

const whole = (title: Say, name: string, what: 'added' | 'removed'): Changed => {
  const pack = quoted(title)
  return {
    at: `packs.${name}`,
    what,
    says:
      what === 'added'
        ? say(`启用了规则包${pack.zh}`, `the pack ${pack.en} is in use now`)
        : say(`不再用规则包${pack.zh}`, `the pack ${pack.en} is no longer in use`),
  }
}

/** What a book says beside its packs. */
function settings(before: Book, after: Book): Changed[] {
  const keys = ['title', 'place', 'languages', 'calendars', 'lists', 'modules', 'portal', 'adopters'] as const
  const own = keys.flatMap((key) =>
    leaves(key, keyWords(key), before[key] as unknown as Json, after[key] as unknown as Json),
  )
  const zone = alike(before.zone, after.zone) ? [] : leaves('timezone', keyWords('timezone'), before.zone, after.zone)
  // what a file forbids to those below, and which it stands on, is no longer seen in the book
  const [was, is] = [before, after].map(({ texts }) => JSON.parse(Object.values(texts)[0]!) as Record<string, Json>)
  const file = ['extends', 'locks'].flatMap((key) => leaves(key, keyWords(key), was![key], is![key]))
  return [...own, ...zone, ...file]
}
