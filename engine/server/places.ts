/** The tree of places: without it nobody could say that g7-1 lies in g7 and g70 does not. */
import type { RosterFile } from '../pack/format.js'
import { upOn } from '../roster/in-order.js'
import { placesFrom } from '../roster/places.js'
import type { PlaceId, Say } from '../types.js'
import type { Database } from './database.js'
import { Trouble } from './trouble.js'

/** Each place with the one that it lies in. */
export type Tree = ReadonlyMap<PlaceId, PlaceId | undefined>

/** How places lie today, and from which later days on they lie otherwise. */
export interface Trees {
  readonly today: Tree
  readonly later: ReadonlyMap<string, Tree>
}

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

const unturned = { name: 'unturned', text: 'delete from linli.turns' }
const turn = {
  name: 'turn',
  text: `insert into linli.turns (day, id, path) select $1, id, path from unnest($2::text[], $3::text[]) as t (id, path)`,
}
const turned = {
  name: 'turned',
  text: `with due as (delete from linli.turns where day <= $1 returning day, id, path),
    last as (select distinct on (id) id, path from due order by id, day desc)
    insert into linli.places (id, path) select id, path from last
    on conflict (id) do update set path = excluded.path where places.path <> excluded.path returning id`,
}

/**
 * Places that are not named stay, and later turns that were known are over. What lies in one that was moved comes once more, to whoever may see it where it is now.
 * @throws Trouble where a tree is none
 */
export async function putPlaces(database: Database, today: Tree, later: Trees['later'] = new Map()): Promise<number> {
  const paths = pathsOf(today)
  const turns = [...later].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, tree]) => [day, pathsOf(tree)] as const)
  await database.transaction(async (ask) => {
    await ask(office)
    await ask(put, [[...paths.keys()], [...paths.values()]])
    await ask(move)
    await ask(unturned)
    let before = paths
    for (const [day, then] of turns) {
      const moved = [...then].filter(([id, path]) => before.get(id) !== path)
      await ask(turn, [day, moved.map(([id]) => id), moved.map(([, path]) => path)])
      before = then
    }
  })
  return paths.size
}

/** Moves what lies otherwise by that day; answers how many places. */
export function takeTurns(database: Database, today: string): Promise<number> {
  return database.transaction(async (ask) => {
    await ask(office)
    const { length } = await ask(turned, [today])
    if (length > 0) await ask(move)
    return length
  })
}

const pathsOf = (tree: Tree): ReadonlyMap<PlaceId, string> =>
  new Map([...tree.keys()].map((id) => [id, pathOf(tree, id)]))

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
 * The places of a roster as it stands in a file, or in the first line of an export of everything.
 * @param day today, `2020-04-10`
 * @throws Trouble where there is no roster
 */
export function treesIn(text: string, day: string): Trees {
  try {
    const { places } = rosterIn(text)
    const rows = Object.entries(places)
    const on = (then: string) => new Map(rows.map(([id, row]) => [id, upOn(row, then)]))
    const later = placesFrom({ places, asOf: day }).days.filter((then) => then > day)
    return { today: on(day), later: new Map(later.map((then) => [then, on(then)])) }
  } catch (error) {
    throw new Trouble(noRoster, error)
  }
}

function rosterIn(text: string): Pick<RosterFile, 'places'> {
  const end = text.indexOf('\n')
  const first = text.startsWith('{"journal":') ? (JSON.parse(text.slice(0, end)) as { roster?: RosterFile }) : undefined
  return first?.roster ?? (JSON.parse(text) as RosterFile)
}

const noRoster: Say = {
  zh: '这个文件不是名册，也不是「导出全部」的文件。名册是 JSON，里面有 "places"：每个地点和它属于哪里（in）。',
  en: 'This file is no roster, nor an export of everything. A roster is JSON with "places": each place, and what it lies in (in).',
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
