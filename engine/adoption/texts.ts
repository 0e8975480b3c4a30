/** Texts of rule files by their hashes: in the journal, where lines name them, or wherever else the very same text lies. */
import type { Journal } from '../journal/journal.js'
import { beside } from '../pack/address.js'
import { canonical, sha256 } from '../pack/digest.js'
import type { Json, Moment } from '../types.js'
import { fileName, type Adoption, type Texts } from './ledger.js'

/**
 * Name of a book: what its files say, whoever laid them out. Not what is in force of it on a day, so that an override that
 * begins next month is another book today.
 */
export function bookName(texts: Texts): Promise<string> {
  const files = Object.entries(texts).map(([name, text]) => [name, JSON.parse(text) as Json] as const)
  return sha256(canonical(Object.fromEntries(files)))
}

/** By the names of the files, the first of them first. */
export const byName = (texts: Texts): Texts =>
  Object.fromEntries(Object.entries(texts).map(([address, text]) => [fileName(address), text]))

/** By the addresses that they have, or would have, on this device. */
const byAddress = (texts: Texts, community: string): Texts =>
  Object.fromEntries(
    Object.entries(texts).map(([name, text], index) => [index === 0 ? community : beside(community, name), text]),
  )

/** Keeps texts until a line names them, in the order of their names and hashes. */
export async function keepTexts(texts: Texts, journal: Journal, now: Moment): Promise<Adoption['files']> {
  const files: (readonly [string, string])[] = []
  for (const [name, text] of Object.entries(texts))
    files.push([name, await journal.photos.put(new Blob([text], { type: 'application/json' }), now)])
  return files
}

/**
 * The texts that an adoption names, by the addresses of this device: from the journal, else from the file of that name if
 * it has the very bytes.
 */
export async function textsOf(
  { files }: Pick<Adoption, 'files'>,
  community: string,
  journal: Journal,
  read: (address: string) => Promise<string>,
): Promise<{ readonly texts: Texts } | { readonly missing: readonly string[] }> {
  const found = await Promise.all(
    files.map(async ([name, hash], index) => {
      const kept = await (await journal.photos.get(hash))?.text()
      if (kept !== undefined) return [name, kept] as const
      const other = await read(index === 0 ? community : beside(community, name)).catch(() => undefined)
      return [name, other !== undefined && (await sha256(other)) === hash ? other : undefined] as const
    }),
  )
  const missing = found.flatMap(([name, text]) => (text === undefined ? [name] : []))
  if (missing.length > 0) return { missing }
  return { texts: byAddress(Object.fromEntries(found as [string, string][]), community) }
}
