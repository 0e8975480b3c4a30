/** The tree of places: without it nobody could say that g7-1 lies in g7 and g70 does not. */
import type { PlaceId, Say } from '../types.js'
import type { Database } from './database.js'
import { Trouble } from './trouble.js'

/** Each place with the one that it lies in. */
export type Tree = ReadonlyMap<PlaceId, PlaceId | undefined>

const office = { name: 'office', text: `select set_config('linli.role', 'office', true)` }
const put = {
  name: 'places',
  text: `insert into linli.places (id, path) select id, path from unnest($1::text[], $2::text[]) as t (id, path)
    on conflict (id) do update set path = excluded.path where places.path <> excluded.path`,
}
const move = {
  name: 'move',
  text: `with moved as (
      update linli.dossiers d set path = p.path from linli.places p
      where p.id = split_part(d.path, '/', -2) and d.path <> p.path returning d.id, d.path
    ), rows as (
      update linli.sheets s set path = m.path, xid = default, seq = default from moved m where s."on" = m.id
    ) update linli.lines l set path = m.path, xid = default, seq = default from moved m where l."on" = m.id`,
}

/**
 * Places that are not named stay. What lies in one that was moved comes once more, to whoever may see it where it is now.
 * @throws Trouble where the tree is none
 */
export async function putPlaces(database: Database, tree: Tree): Promise<number> {
  const paths = [...tree.keys()].map((id) => pathOf(tree, id))
  await database.transaction(async (ask) => {
    await ask(office)
    await ask(put, [[...tree.keys()], paths])
    await ask(move)
  })
  return tree.size
}

function pathOf(tree: Tree, id: PlaceId): string {
  const above: PlaceId[] = []
  for (let at: PlaceId | undefined = id; at !== undefined; at = tree.get(at)) {
    if (!tree.has(at)) throw new Trouble(lacking(id, at))
    if (above.includes(at)) throw new Trouble(circle(at))
    if (at === '' || /[/\p{Cc}]/u.test(at)) throw new Trouble(odd(at))
    above.unshift(at)
  }
  return `/${above.join('/')}/`
}

/**
 * The places of a roster as it stands in a file.
 * @throws Trouble where it is no roster
 */
export function treeIn(text: string): Tree {
  try {
    const { places } = JSON.parse(text) as { places: Readonly<Record<PlaceId, { readonly in?: PlaceId }>> }
    return new Map(Object.entries(places).map(([id, place]) => [id, place.in]))
  } catch (error) {
    throw new Trouble(noRoster, error)
  }
}

const noRoster: Say = {
  zh: '这个文件不是名册。名册是 JSON，里面有 "places"：每个地点和它属于哪里（in）。',
  en: 'This file is no roster. A roster is JSON with "places": each place, and what it lies in (in).',
}
const lacking = (id: PlaceId, above: PlaceId): Say => ({
  zh: `地点「${id}」属于「${above}」，名册里没有「${above}」。`,
  en: `The place "${id}" lies in "${above}", which is not in the roster.`,
})
const circle = (id: PlaceId): Say => ({
  zh: `地点「${id}」转了一圈又属于它自己。`,
  en: `The place "${id}" lies, going round, in itself.`,
})
const odd = (id: PlaceId): Say => ({
  zh: `地点编号「${id}」里不能有斜杠和控制字符。`,
  en: `The code "${id}" of a place may hold no slash and no control characters.`,
})
