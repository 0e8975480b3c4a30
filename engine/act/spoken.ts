/** Which expected dossier an id means, asked without listing any; an id that means none is told why (SPEC J91). */
import type { DossierId, PlaceId, Say } from '../types.js'
import { readExpected, type Formula, type Member, type Round, type Spoken } from './formula.js'
import { notInForce } from './in-force.js'
import { inForce, isPast, membersOf, roundsOf, stoodAt } from './rounds.js'
import { placeOf } from './unacted.js'
import { asOf, type World } from './world.js'

interface None {
  readonly says: Say
}
export interface Meant {
  readonly round: Round
  readonly member: Member
}

export async function spokenOf(id: DossierId, formula: Formula, world: World): Promise<Meant | None> {
  const spoken = readExpected(id, formula, world.book)
  const { title } = formula.owner.spec
  if (!spoken) return none(`没有这样编号的${title.zh}`, `no ${title.en.toLowerCase()} is numbered like this`)
  if (formula.timetable && !spoken.slot) return noSlot(spoken, formula)
  const round = await roundOf(spoken, formula, world)
  if ('says' in round) return round
  const { place, each } = spoken
  const member = { ...(place !== undefined && { place }), ...(each !== undefined && { each }) }
  if (!membersOf(formula, round, world).has(member))
    return none(`按名册，这里没有该有的${title.zh}`, `by the roster no ${title.en.toLowerCase()} is expected here`)
  const says = await outOfForce(formula, round, placeOf(round, member, world), world)
  return says ? { says } : { round, member }
}

async function outOfForce(formula: Formula, round: Round, place: PlaceId, world: World): Promise<Say | undefined> {
  if (await inForce(formula, round, place, world)) return undefined
  return notInForce(formula.owner.pack, place, asOf(world, round.at))
}

async function roundOf({ slot, parent: id }: Spoken, formula: Formula, world: World): Promise<Round | None> {
  const { owner } = formula
  const above = id && (await world.dossier(id))
  const kind = owner.pack.file.dossiers?.[owner.spec.parent ?? '']
  if (kind && !above) return none(`没有它所属的${kind.title.zh}`, `there is no ${kind.title.en.toLowerCase()} for it`)
  const at = slot?.start ?? above?.opened
  if (at !== undefined && isPast(formula, at, world.now))
    return none(
      `这份${owner.spec.title.zh}的保存期已过`,
      `this ${owner.spec.title.en.toLowerCase()} is past the time for which it is kept`,
    )
  const [from, to] = slot ? [slot.start, slot.start + 1] : [-Infinity, Infinity]
  for await (const round of roundsOf(formula, world, from, to, above?.id))
    if (round.slot?.name === slot?.name) return round
  if (!above || !kind) {
    const { title } = owner.pack.file
    return none(`那时「${title.zh}」没有启用`, `"${title.en}" was not in force then`)
  }
  const then = slot ? await stoodAt(above, slot.start, world) : above
  const step = then && kind.steps[then.step]
  return step
    ? none(
        `那时${kind.title.zh}是「${step.zh}」，没有这一份`,
        `the ${kind.title.en.toLowerCase()} was at "${step.en}" then`,
      )
    : none(`那时还没有它所属的${kind.title.zh}`, `the ${kind.title.en.toLowerCase()} was not there yet`)
}

function noSlot({ slotName = '' }: Spoken, { schedule, owner }: Formula): None {
  const { title } = schedule!
  const what = owner.spec.title
  const name = slotName.replace('T', ' ')
  return none(
    `日程「${title.zh}」里没有 ${name} 这一次，没有这份${what.zh}`,
    `the schedule "${title.en}" has no slot on ${name}: there is no such ${what.en.toLowerCase()}`,
  )
}

const none = (zh: string, en: string): None => ({ says: { zh, en: en.charAt(0).toUpperCase() + en.slice(1) } })
