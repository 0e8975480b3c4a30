/** Where and when a pack applies: without this an emergency's rules would outlive it, and a mode of one street open forms in all. */
import { dateIn, momentIn } from '../time/calendar.js'
import { listed } from '../judge/words.js'
import type { Pack } from '../pack/book.js'
import type { While } from '../pack/format.js'
import { lookup } from '../pack/table.js'
import type { Places } from '../roster/places.js'
import type { Json, Moment, PlaceId, Say } from '../types.js'
import { prefixFor, type World } from './world.js'

type Around = Pick<World, 'book' | 'places' | 'now' | 'find'>

/** The first moment after the last day of a pack; undefined for one that has none (SPEC 108). */
export function stopOf({ file, days = file }: Pack, zone: string): Moment | undefined {
  if (days.until === undefined) return undefined
  const next = new Date(Date.parse(`${days.until}T00:00Z`) + 86_400_000)
  return momentIn(next.toISOString().slice(0, 10), zone)
}

/** The first moment of a pack; undefined for one that was always in force. */
export const startOf = ({ file, days = file }: Pack, zone: string): Moment | undefined =>
  days.from === undefined ? undefined : momentIn(days.from, zone)

/**
 * Why a pack opens nothing at this place now, in words; undefined if it does. Without a place, whether it opens
 * something anywhere in the community.
 */
export async function notInForce(pack: Pack, place: PlaceId | undefined, world: Around): Promise<Say | undefined> {
  const { title } = pack.file
  const { from, until } = pack.days ?? pack.file
  const today = dateIn(world.now, world.book.zone)
  if (from !== undefined && today < from)
    return {
      zh: `「${title.zh}」从 ${from} 起才启用，现在还不能新开`,
      en: `"${title.en}" begins on ${from}; nothing is opened before`,
    }
  if (until !== undefined && today > until)
    return {
      zh: `「${title.zh}」到 ${until} 已经结束，不再新开；开了的可以办完`,
      en: `"${title.en}" ended on ${until}; nothing new is opened, and what is open may be finished`,
    }
  for (const one of pack.while ?? []) if (!(await holds(one, place, world))) return missing(one, title, world)
  return undefined
}

/** Does what a pack or a module waits for hold at this place, or without one anywhere in the community? */
export async function holds(one: While, place: PlaceId | undefined, world: Around): Promise<boolean> {
  const { book, places } = world
  const pack = book.packs.get(one.pack)
  if (!pack) return false
  if ('table' in one) return (place === undefined ? everywhere(book.place, places) : [place]).some(gives(one, world))
  const kind = prefixFor(book, pack, one.kind)
  if (kind === undefined) return false
  const found = await world.find({ kind, steps: one.steps })
  return found.some((it) =>
    place === undefined
      ? places.under(it.place, book.place) || places.under(book.place, it.place)
      : places.under(place, it.place),
  )
}

/** Does the table give the module at a place? */
const gives =
  ({ pack, table: name, output, has }: Extract<While, { table: string }>, { book, places }: Around) =>
  (place: PlaceId): boolean => {
    const { file } = book.packs.get(pack)!
    const table = file.tables?.[name]
    if (!table) return false
    const inputs = Object.fromEntries(table.inputs.map((input) => [input, attribute(input, place, places)]))
    const row = lookup(table, inputs, file.lists, book.zone)
    const given = (row as Readonly<Record<string, Json>> | undefined)?.[output]
    return Array.isArray(given) ? given.includes(has) : given === has
  }

/** `place.<attribute>` of the place or the nearest above that has it: a compound's kind is that of all its dwellings. */
function attribute(input: string, place: PlaceId, places: Places): Json | undefined {
  const name = input.slice(input.indexOf('.') + 1)
  const has = (id: PlaceId) => places.get(id)?.is?.[name] as Json | undefined
  return [place, ...places.ancestors(place)].map(has).find((value) => value !== undefined)
}

function everywhere(top: PlaceId, places: Places): readonly PlaceId[] {
  const row = places.rows.of(top)
  return row < 0 ? [top] : [...places.rows.ids.slice(row, places.rows.end[row])]
}

function missing(one: While, title: Say, { book }: Around): Say {
  const file = book.packs.get(one.pack)?.file
  if ('table' in one) {
    const table = file?.tables?.[one.table]
    const of = table?.outputs[one.output]?.of
    const choice = (typeof of === 'string' ? file?.lists?.[of] : of)?.[one.has] ?? { zh: one.has, en: one.has }
    const by = table?.title ?? { zh: one.table, en: one.table }
    return {
      zh: `「${title.zh}」只用于「${by.zh}」里有「${choice.zh}」的地方，这里没有`,
      en: `"${title.en}" is for places where "${by.en}" gives "${choice.en}", and here it does not`,
    }
  }
  const kind = file?.dossiers?.[one.kind]
  const steps = listed(one.steps.map((step) => kind?.steps[step] ?? { zh: step, en: step }))
  const what = kind?.title ?? { zh: one.kind, en: one.kind }
  return {
    zh: `「${title.zh}」只在${what.zh}处于「${steps.zh}」时启用，这里现在没有`,
    en: `"${title.en}" applies while there is a ${what.en.toLowerCase()} at "${steps.en}", and here there is none now`,
  }
}
