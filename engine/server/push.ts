/** Taking lines in: each is looked at by itself, and where it goes is for its dossier to say. */
import type { PushResult } from '../sync/adapter.js'
import { isOfErased } from '../sync/erased.js'
import { inside } from './access.js'
import type { Inside } from './access.js'
import { Collision } from './database.js'
import type { Database } from './database.js'
import { lookAt, placeIn } from './line.js'
import type { Line } from './line.js'
import { keepProofs } from './proofs.js'
import type { Claims } from './tokens.js'

export interface Pushed {
  readonly results: readonly PushResult[]
  /** Where something came that was not there, by the dossier: its kind and its path. */
  readonly news: ReadonlyMap<string, string>
}

/** How long a line waits whose place nobody has told this server yet, or whose dossier has not arrived. */
const later = { place: 300_000, dossier: 10_000 } as const

const where = {
  name: 'where',
  text: `select 'dossier' as of, id, path from linli.whereabouts($1)
    union all select 'place', id, path from linli.places where id = any ($2)
    union all select 'erased', id, last::text from linli.erased_among($1)`,
}
const open = {
  name: 'open',
  text: `insert into linli.dossiers (id, path)
    select id, path from unnest($1::text[], $2::text[]) as t (id, path) order by id
    on conflict (id) do nothing returning id`,
}
// No letter of a canonical line is a line break, so a whole batch is one text. The path is the dossier's own, looked up once
// for each; a line whose dossier was erased just now has none, which fails. Answers where something came, not each line.
const keep = {
  name: 'keep',
  text: `with home as materialized (select id, path from linli.dossiers where id = any ($4)), kept as (
      insert into linli.lines ("on", path, line, chain)
      select t."on", home.path, convert_to(t.line, 'UTF8'), nullif(t.chain, '')
      from rows from (string_to_table($1, E'\\n'), string_to_table($2, E'\\n'), string_to_table($3, E'\\n'))
        with ordinality as t ("on", line, chain, n)
      left join home on home.id = t."on"
      order by t.n
      on conflict (sha256(line)) do nothing returning "on")
    select distinct "on" from kept`,
}

export async function pushLines(
  database: Database,
  claims: Claims,
  maxEntryBytes: number,
  entries: readonly unknown[],
  proofs: readonly unknown[],
): Promise<Pushed> {
  const looked = entries.map((entry) => lookAt(entry, maxEntryBytes))
  if (claims.role === 'read') return { results: looked.map(({ id }) => readsOnly(id)), news: new Map() }
  return inside(database, claims, undefined, async (within) => {
    const { results, taken, opened, paths } = await sorted(within, looked)
    const { ask } = within
    if (opened.size > 0) {
      const made = await ask(open, [[...opened.keys()], [...opened.values()]])
      // somebody else opened one of them just now, perhaps elsewhere: look again
      if (made.length < opened.size) throw new Collision('A dossier was opened twice at once.')
    }
    const news = new Map<string, string>()
    if (taken.length > 0) {
      const columns = [taken.map(({ on }) => on), taken.map(({ text }) => text), taken.map(({ chain }) => chain)]
      const texts = columns.map((column) => column.join('\n'))
      const kept = await ask<{ on: string }>(keep, [...texts, [...new Set(columns[0])]])
      for (const { on } of kept) news.set(on, paths.get(on)!)
    }
    for (const on of await keepProofs(ask, proofs)) news.set(on.id, on.path)
    return { results, news }
  })
}

/** Answers beside the lines, and what has to be written for those that are taken. */
async function sorted({ ask, reach }: Inside, looked: readonly (Line | PushResult)[]) {
  const lines = looked.filter((one): one is Line => 'text' in one)
  const ids = new Set(lines.map(({ on }) => on))
  const places = new Set(lines.flatMap(({ place }) => place ?? []))
  const found = await ask<{ of: string; id: string; path: string }>(where, [[...ids], [...places]])
  const pathsOf = (of: string) => new Map(found.flatMap((one) => (one.of === of ? [[one.id, one.path]] : [])))
  const [paths, tree] = [pathsOf('dossier'), pathsOf('place')]
  const erased = new Map([...pathsOf('erased')].map(([id, last]) => [id, Number(last)]))
  const opened = new Map<string, string>()
  const taken: Line[] = []
  const answer = (line: Line): PushResult => {
    const { id, on, place } = line
    const path = paths.get(on) ?? (place === undefined ? undefined : tree.get(place))
    if (path !== undefined && !path.startsWith(reach)) return { id, status: 'rejected', code: 'forbidden' }
    if (isOfErased(id, erased.get(on), line.opens || paths.has(on))) return { id, status: 'rejected', code: 'erased' }
    if (path === undefined && place === undefined) return { id, status: 'retry', afterMs: later.dossier }
    if (path === undefined) return { id, status: 'retry', afterMs: later.place, code: 'unplaced' }
    if (place !== undefined && place !== placeIn(path))
      return { id, status: 'rejected', code: line.opens ? 'invalid' : 'forbidden' }
    if (!paths.has(on)) {
      paths.set(on, path)
      opened.set(on, path)
    }
    taken.push(line)
    return { id, status: 'stored' }
  }
  return { results: looked.map((one) => ('text' in one ? answer(one) : one)), taken, opened, paths }
}

const readsOnly = (id: string): PushResult => ({
  ...{ id, status: 'rejected', code: 'forbidden' },
  reason: 'This token reads only.',
})
