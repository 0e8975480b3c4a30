/** Ids of dossiers: what must be unique stands in them, so two devices that open the same thing meet in one dossier. */
import { dateIn } from '../time/calendar.js'
import { momentOf } from '../time/stamp.js'
import type { Act, DossierId } from '../types.js'
import { prefixOf, type Owner, type World } from './world.js'

/** The id that an opening act makes: the kind's pattern filled in, or `{new}`; an id given by a follow is taken as it is (SPEC 8). */
export async function idFor(act: Act, owner: Owner, world: World, stamp: string): Promise<DossierId> {
  const prefix = prefixOf(act.on)
  if (act.on !== `${prefix}/new`) return act.on
  const parts = [...(owner.spec.id ?? '{new}').matchAll(/\{([^}]+)\}|([^{}]+)/g)]
  let tail = ''
  for (const [, name, text] of parts)
    tail += name === undefined ? text : await part(name, act, owner, world, stamp, prefix)
  return `${prefix}/${tail}`
}

async function part(
  name: string,
  act: Act,
  owner: Owner,
  world: World,
  stamp: string,
  prefix: string,
): Promise<string> {
  const today = dateIn(world.now, world.book.zone)
  switch (name) {
    case 'new':
      return fresh(stamp, today)
    case 'serial':
      return `${(await world.find({ kind: prefix, opened: { from: Date.parse(`${today.slice(0, 4)}-01-01T00:00Z`) } })).length + 1}-${nodeOf(stamp)}`
    case 'place':
      return act.place ?? world.book.place
    case 'today':
      return today
    case 'month':
      return today.slice(0, 7)
    case 'year':
      return today.slice(0, 4)
    default: {
      const value = act.data?.[name]
      if (typeof value !== 'string' && typeof value !== 'number') {
        throw new Error(`The id of a ${owner.kind} needs "${name}", which "${act.type}" was not given.`)
      }
      // each part but the parent is one segment, so that an id can be read back (SPEC 10)
      return name === owner.spec.parent ? String(value) : encodeURIComponent(value)
    }
  }
}

const nodeOf = (stamp: string) => stamp.slice(stamp.lastIndexOf('.') + 1)

/**
 * Short enough to be read out on the phone, e.g. `200410-0jv8ggbk12`: day, moment of the day, device. Four characters of
 * the device: two that open something in one millisecond take the same id once in 1.7 million, and meet in one dossier.
 */
function fresh(stamp: string, today: string): string {
  const counter = stamp.split('.')[1]!
  const ofDay = (momentOf(stamp) % 86_400_000).toString(36).padStart(6, '0')
  return `${today.slice(2).replaceAll('-', '')}-${ofDay}${counter === '001' ? '' : counter}${nodeOf(stamp).slice(-4)}`
}
