/** A measure as a fact of a dossier: its number for a place or a member and, of a ranking, who stands where (SPEC H71). */
import type { World } from '../act/world.js'
import { OUTSIDE } from '../facts/far.js'
import { KERNEL } from '../facts/kernel.js'
import { valueOf } from '../facts/refs.js'
import type { Situation } from '../facts/situation.js'
import { fits, headOf } from '../journal/look.js'
import { walk } from '../judge/comparable.js'
import { say } from '../judge/words.js'
import type { Derivation } from '../pack/format.js'
import { eachOf } from '../pack/measures.js'
import { momentIn } from '../time/calendar.js'
import type { Dossier, DossierId, Facts, Json, Query } from '../types.js'
import { measure } from './measure.js'
import { nameAt } from './periods.js'

/** Of a dossier with a slot it is the period of the slot, also where somebody acts after its end. */
export async function measureFact(
  how: Derivation,
  it: Situation,
  facts: Facts,
  world: World,
): Promise<Json | undefined> {
  const { pack } = it.owner
  const { book, places } = world
  const spec = pack.file.measures![how.measure!]!
  const wanted = how.for === undefined ? it.after.place : valueOf(how.for, facts)
  if (wanted === undefined || wanted === null) return undefined
  const place = typeof wanted === 'string' && places.get(wanted) ? wanted : undefined
  const each = eachOf(spec, pack.file)
  const start = walk(KERNEL['slot']!(it, world), ['start'])
  const period = each && typeof start === 'string' && nameAt(momentIn(start, book.zone), each, book.zone)
  const asked = { ...(place !== undefined && { place }), ...(period && { period }) }
  const code = (id: string) => say(id, id)
  const wording = { zone: book.zone, place: code, party: code }
  const measured = await measure(pack.name, how.measure!, asked, asItWouldBe(world, it.after), { wording })
  const whole = place === undefined ? measured.members.find(({ key }) => key === String(wanted)) : measured.total
  const outside = measured.over.places !== undefined && measured.total.why === 'outside'
  if (outside || (place === undefined && measured.over.places)) return OUTSIDE
  const keys = (fit: (member: (typeof measured.members)[number]) => boolean) =>
    measured.members.filter(fit).flatMap(({ key }) => key ?? [])
  return {
    ...(whole?.value !== undefined && { value: whole.value }),
    ...(spec.how === 'rank' && {
      top: keys(({ stands }) => stands === 'top'),
      bottom: keys(({ stands }) => stands === 'bottom'),
      unranked: keys(({ rank }) => rank === undefined),
    }),
  }
}

/** The world with the dossier at hand as it would be (SPEC H73). */
function asItWouldBe(world: World, after: Dossier): World {
  const head = headOf(after, (place) => world.places.ancestors(place))
  const find = async (query: Query) => {
    const others = (await world.find(query)).filter(({ id }) => id !== after.id)
    return fits(head, query) ? [...others, after] : others
  }
  const { book, places, posts, now, reach, tallies, ledgers } = world
  return {
    ...{ book, places, posts, now, reach, tallies, ledgers, find },
    dossier: (id: DossierId) => (id === after.id ? Promise.resolve(after) : world.dossier(id)),
    lines: (id: DossierId) => world.lines(id),
  }
}
