/** What a void line caused in other dossiers stays there; whoever holds them is told, and offered to undo it. */
import type { Folded } from '../act/fold.js'
import { readHead } from '../act/read-id.js'
import { ownerOf, prefixOf } from '../act/world.js'
import type { Book } from '../pack/book.js'
import type { Dossier, Entry, Note } from '../types.js'
import { callers } from './notes.js'

/**
 * What is known here of the cause of a line; undefined while the cause is not here.
 * @param source the dossier of the cause
 */
export function causeOf(line: Entry, source: Folded, dossier: Dossier, book: Book): Note | undefined {
  const cause = source.lines.find(({ entry }) => entry.id === line.cause)
  if (!cause) return undefined
  const undo = undoing(dossier, book)
  return {
    on: line.id,
    of: 'cause',
    holds: cause.state !== 'fits',
    known: readHead(source.dossier).count,
    ...(cause.state !== 'fits' && { call: callers(cause.entry.by, line.by), ...(undo && { undo }) }),
  }
}

/** The act by which the holder may end the dossier, where there is just one: a choice between several is theirs. */
function undoing({ id, step, ended }: Dossier, book: Book): Note['undo'] {
  if (ended || !book.kinds.has(prefixOf(id))) return undefined
  const { pack, kind, spec } = ownerOf(book, prefixOf(id))
  const holder = spec['held-by']?.[step]
  if (holder === undefined) return undefined
  const acts = Object.entries(pack.file.acts ?? {}).filter(
    ([, act]) =>
      act.on === kind &&
      act.to !== undefined &&
      spec.ends.includes(act.to) &&
      (act.from.includes(step) || act.from.includes('any')) &&
      act.by.includes(holder),
  )
  return acts.length === 1 ? { act: acts[0]![0], to: [holder] } : undefined
}
