/** Dossiers page by page: nobody has to hold, or wait for, all of a large kind at once. */
import type { Dossier, DossierId, Query } from '../types.js'

/** Dossiers that are read in one go where all of a kind are. */
export const PAGE = 500

interface Source {
  ids(query: Query): Promise<readonly DossierId[]>
  heads(ids: readonly DossierId[]): Promise<readonly Dossier[]>
}

export async function* pagesOf(source: Source, query: Query): AsyncGenerator<readonly Dossier[], void> {
  const ids = await source.ids(query)
  for (let from = 0; from < ids.length; from += PAGE) yield await source.heads(ids.slice(from, from + PAGE))
}
