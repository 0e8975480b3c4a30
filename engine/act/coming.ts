/**
 * What time does among expected dossiers while nobody looks: those whose clocks have run out, and when to look again. Where
 * all of a round are due at once, only one of them is worked out.
 */
import { refsIn, headOf } from '../facts/refs.js'
import { next } from '../time/dues.js'
import { addSpan } from '../time/duration.js'
import type { Dossier, DossierId, Moment } from '../types.js'
import type { Expected } from './expected.js'
import { appears, formulas, type Formula, type Member, type Round } from './formula.js'
import { inForce, membersOf } from './rounds.js'
import { isTimed, placeOf, unacted } from './unacted.js'

export interface Coming {
  /** Expected dossiers with a due or a warning in that time, the earliest first. */
  readonly out: readonly { readonly id: DossierId; readonly at: Moment }[]
  /** When the next runs out or appears. */
  readonly next?: Moment
}

const YEAR = 366 * 86_400_000

/** @param since up to here everything has been fired already; `-Infinity` for nothing yet */
export async function comingOf(expected: Expected, since: Moment): Promise<Coming> {
  const out: { id: DossierId; at: Moment }[] = []
  let soonest = Infinity
  for (const formula of formulas(expected.book).values()) {
    soonest = Math.min(soonest, nextToAppear(formula, expected))
    if (!isTimed(formula)) continue
    const found = await runOut(formula, expected, since)
    out.push(...found.out)
    soonest = Math.min(soonest, found.soonest)
  }
  out.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  return { out, ...(soonest < Infinity && { next: soonest }) }
}

function nextToAppear(formula: Formula, { now, book }: Expected): Moment {
  const { timetable, schedule } = formula
  if (!timetable) return Infinity
  const shown = schedule?.ahead === undefined ? now : addSpan(now, schedule.ahead, book.zone)
  for (const slot of timetable.between(shown + 1, shown + YEAR)) {
    const at = appears(formula, { slot, at: slot.start }, book.zone)
    if (at > now) return at
  }
  return Infinity
}

async function runOut(formula: Formula, expected: Expected, since: Moment) {
  const { now, book } = expected
  const { zone } = book
  const alike = likeness(formula)
  const rounds: Round[] = []
  const times = new Map<Round, Moment>()
  let soonest = Infinity
  for await (const round of expected.rounds(formula, { kind: formula.prefix })) {
    if (!alike.members) {
      rounds.push(round)
      continue
    }
    const [first] = membersOf(formula, round, expected).all()
    const at = first && firstDue(await unacted(formula, round, first, expected), round, formula, zone)
    if (at === undefined) continue
    if (at > now) soonest = Math.min(soonest, at)
    else if (at > since) {
      rounds.push(round)
      times.set(round, at)
      // earlier slots ran out earlier still
    } else if (alike.rounds) break
  }
  const out: { id: DossierId; at: Moment }[] = []
  for await (const { round, members } of expected.missing(formula, rounds)) {
    for (const [id, member] of members) {
      const at = times.get(round) ?? firstDue(await unacted(formula, round, member, expected), round, formula, zone)
      if (at === undefined || at <= since || !(await isThere(formula, round, member, expected))) continue
      if (at <= now) out.push({ id, at })
      else soonest = Math.min(soonest, at)
    }
  }
  return { out, soonest }
}

const isThere = (formula: Formula, round: Round, member: Member, expected: Expected) =>
  inForce(formula, round, placeOf(round, member, expected), expected)

/** What would have been due before it was there to be seen runs out when it is. */
function firstDue({ dues }: Dossier, round: Round, formula: Formula, zone: string): Moment | undefined {
  const moments = dues.flatMap((due) => next(due)?.at ?? [])
  if (moments.length === 0) return undefined
  return Math.max(Math.min(...moments), appears(formula, round, zone), round.parent?.at ?? -Infinity)
}

/**
 * Are all members of a round due at once, and rounds in their order? They are where the clocks look at nothing but numbers
 * in force and the slot.
 */
function likeness({ owner, spec, prefix }: Formula): { readonly members: boolean; readonly rounds: boolean } {
  const { clocks = {}, params = {}, tables = {} } = owner.pack.file
  const seen = new Set<string>()
  const mine = Object.values(clocks).filter((clock) => clock.on === owner.kind && clock.runs.includes(spec.step))
  const open = mine.flatMap(({ limit, until, since, when, calendar }) => [
    ...refsIn({ limit, until, calendar }),
    ...namesIn(when),
    ...[since, until?.field].filter((name) => name !== undefined),
  ])
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const head = headOf(name)
    if (seen.has(head)) continue
    seen.add(head)
    if (Object.hasOwn(params, head) || head === 'slot') continue
    if (spec.sets && Object.hasOwn(spec.sets, head)) open.push(...refsIn(spec.sets[head]))
    else if (tables[head]) open.push(...tables[head].inputs)
  }
  const fixed = (name: string) =>
    name === 'slot' || [params, tables, owner.spec.fields].some((group) => Object.hasOwn(group, name))
  const wild = [...seen].filter((name) => !fixed(name))
  const ofRound = ['turn', 'parent', owner.spec.parent ?? prefix]
  return { members: wild.every((name) => ofRound.includes(name)), rounds: wild.length === 0 && !seen.has('turn') }
}

/** Facts that conditions name, wherever they stand. */
function namesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  const { fact } = value as { fact?: unknown }
  const inside = Object.values(value).flatMap(namesIn)
  return typeof fact === 'string' ? [fact, ...inside] : inside
}
