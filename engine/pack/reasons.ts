/** Reasons that packs give for what follows: a line holds one as it was written, and people read it in their own language. */
import type { Say } from '../types.js'
import type { PackFile } from './format.js'

const known = new WeakMap<PackFile, ReadonlyMap<string, Say>>()

/** The reason that a `follow` of the pack gives in these words; undefined where a person wrote it. */
export function reasonIn(file: PackFile, words: string): Say | undefined {
  let found = known.get(file)
  if (!found) {
    const all = [file.acts, file.dossiers, file.clocks].flatMap((part) => reasonsIn(part))
    known.set(file, (found = new Map(all.map((say) => [say.zh, say]))))
  }
  return found.get(words)
}

function reasonsIn(value: unknown): readonly Say[] {
  if (typeof value !== 'object' || value === null) return []
  const { type, params } = value as { readonly type?: unknown; readonly params?: { readonly reason?: Say } }
  if (type === 'follow') return params?.reason ? [params.reason] : []
  return Object.values(value).flatMap(reasonsIn)
}
