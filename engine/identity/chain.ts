/** What ties a line to the one before it by the same device: who leaves one out, adds one or changes one is seen. */
import { canonical, sha256 } from '../pack/digest.js'
import type { Chain, Entry, Json } from '../types.js'

/** The line as this writer's next one in the dossier, behind these lines. */
export async function chained(line: Entry, before: readonly Entry[], writer: string): Promise<Entry> {
  const own = before.flatMap(({ chain }) => (chain?.writer === writer ? chain : []))
  const last = own.reduce<Chain | undefined>((at, chain) => (at && at.count > chain.count ? at : chain), undefined)
  const link = { writer, count: (last?.count ?? 0) + 1, ...(last && { after: last.hash }) }
  return { ...line, chain: { ...link, hash: await hashOf(line, link) } }
}

/** sha256 of the line's canonical bytes with what ties it. */
const hashOf = (line: Entry, link: Omit<Chain, 'hash'>): Promise<string> =>
  sha256(canonical({ ...line, chain: link } as unknown as Json))

/** It says what it said when it was written. A line that names no writer says so of itself. */
export async function isAsWritten(line: Entry): Promise<boolean> {
  if (!line.chain) return true
  const { hash, ...link } = line.chain
  return hash === (await hashOf(line, link))
}

/**
 * How many lines of the same writer are missing right before a line, by its id, where some are. Nobody knows what stood
 * before a carry: there the first line of a writer begins.
 * @param lines of one dossier, in the order of their ids
 */
export function gapsIn(lines: readonly Entry[]): ReadonlyMap<string, number> {
  const isCarried = lines[0]?.carry !== undefined
  const counts = new Map<string, number[]>()
  for (const { chain } of lines) if (chain) counts.set(chain.writer, [...(counts.get(chain.writer) ?? []), chain.count])
  const hashes = new Set(lines.map(({ chain }) => chain?.hash))
  const gaps = new Map<string, number>()
  for (const { id, chain } of lines) {
    if (!chain || chain.after === undefined || hashes.has(chain.after)) continue
    const before = Math.max(0, ...counts.get(chain.writer)!.filter((count) => count < chain.count))
    if (before > 0 || !isCarried) gaps.set(id, Math.max(1, chain.count - 1 - before))
  }
  return gaps
}
