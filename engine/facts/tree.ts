/** Facts over the place tree: places of a kind, those around one, who holds a role, one drawn at random. */
import { partiesFor } from '../act/gate.js'
import type { World } from '../act/world.js'
import type { Derivation, Value } from '../pack/format.js'
import type { Places } from '../roster/places.js'
import { listOn } from '../time/schedule.js'
import { dateIn } from '../time/calendar.js'
import type { Facts, Json, PlaceId } from '../types.js'
import { blockAround, windowAround } from './cells.js'
import { valueOf } from './refs.js'
import type { Situation } from './situation.js'

/** Facts of the tree are read of this World, all in memory. */
export async function ofTree(how: Derivation, it: Situation, facts: Facts, world: World): Promise<Json | undefined> {
  const said = (value: Value | undefined): string | undefined => {
    const is = value === undefined ? it.after.place : valueOf(value, facts)
    return typeof is === 'string' ? is : undefined
  }
  switch (how.how) {
    case 'places': {
      const top = said(how.under)
      return top === undefined ? undefined : below(world.places, top, how.kind!)
    }
    case 'neighbours': {
      const middle = facts[how.around!]
      if (typeof middle !== 'string') return []
      return (how.shape === 'block' ? blockAround : windowAround)(world.places, middle)
    }
    case 'holder': {
      const [role, place] = [valueOf(how.role!, facts), said(how.at)]
      if (typeof role !== 'string' || place === undefined) return undefined
      return (await partiesFor(role, it.owner, { ...it.after, place }, world))[0]
    }
    default: {
      const top = said(how.under)
      const members = how.kind === undefined ? listOf(how.list!, it, world) : below(world.places, top ?? '', how.kind)
      return members.length === 0 ? undefined : members[(world.random ?? random)(members.length)]
    }
  }
}

/** Places of a kind at a place or anywhere below it, in the order of the tree. */
export function below({ rows }: Places, top: PlaceId, kind: string): PlaceId[] {
  const found: PlaceId[] = []
  const from = rows.of(top)
  for (let row = from; from >= 0 && row < rows.end[from]!; row++)
    if (rows.kind(row) === kind) found.push(rows.ids[row]!)
  return found
}

/** The community's list of this name, else what may be chosen from the pack's. */
const listOf = (name: string, { owner }: Situation, { book, now }: World): readonly string[] => {
  const own = book.lists[name]
  if (own) return listOn(own, dateIn(now, book.zone)) ?? []
  return Object.keys(owner.pack.file.lists?.[name] ?? {})
}

const MOST = 2 ** 32

/** A whole number below `count`, each as likely as the others, from the platform's source for keys. */
function random(count: number): number {
  const word = new Uint32Array(1)
  // the numbers above the last whole multiple would make the first ones likelier
  do crypto.getRandomValues(word)
  while (word[0]! >= MOST - (MOST % count))
  return word[0]! % count
}
