/** A book put on stage for the stories of one of its packs. */
import type { Book, Pack } from '../pack/book.js'
import type { Example } from '../pack/format.js'

/**
 * The book as a story finds it: the pack and those that it uses; roles are filled by the sample's posts of their own names,
 * a pack applies in its own days and everywhere.
 */
export function staged(pack: Pack, book: Book, as: 'published' | 'here'): Book {
  const packs = new Map<string, Pack>()
  for (const name of reached(pack, book)) {
    const it = book.packs.get(name)!
    const own = Object.fromEntries(Object.entries(it.file.params ?? {}).map(([key, param]) => [key, param.default]))
    const roles = Object.fromEntries(Object.keys(it.file.roles ?? {}).map((role) => [role, [role]]))
    packs.set(name, { ...it, params: as === 'here' ? it.params : own, roles, days: it.file, while: [] })
  }
  const kinds = new Map(
    [...book.kinds].flatMap(([prefix, it]) => {
      const own = packs.get(it.pack.name)
      return own ? [[prefix, { ...it, pack: own }] as const] : []
    }),
  )
  return { ...book, packs, kinds, lists: { ...book.lists, ...pack.file.sample?.lists } }
}

/** The pack and all that it uses, and those use: no story is about any other, and what others expect would only be waited for. */
function reached(pack: Pack, book: Book): ReadonlySet<string> {
  const found = new Set([pack.name])
  // a set that grows while it is walked is walked to its end
  for (const name of found)
    for (const used of book.packs.get(name)?.file.uses ?? []) if (book.packs.has(used)) found.add(used)
  return found
}

/** The same book with the numbers that a story sets. */
export function withParams(book: Book, name: string, params: Example['params']): Book {
  const pack = book.packs.get(name)!
  const own: Pack = { ...pack, params: { ...pack.params, ...params } }
  const kinds = new Map([...book.kinds].map(([prefix, it]) => [prefix, it.pack === pack ? { ...it, pack: own } : it]))
  return { ...book, packs: new Map(book.packs).set(name, own), kinds }
}
