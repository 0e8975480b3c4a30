/** Rules that count over other dossiers, asked again as of the stamp of their line: of two who took the last bay, the later is told. */
import type { Fill } from '../act/decide.js'
import { blank, fold, written } from '../act/fold.js'
import { actOf, contextOf, ownerOf, prefixOf } from '../act/world.js'
import { gather } from '../facts/gather.js'
import { asked, refsIn } from '../facts/refs.js'
import type { Situation } from '../facts/situation.js'
import { holds } from '../judge/holds.js'
import { judge } from '../judge/judge.js'
import type { Entry, Facts, Note, PartyId } from '../types.js'
import { callers } from './notes.js'
import { AsOf, type Past } from './past.js'
import { countsOf } from './travels.js'

/**
 * What the rules of the act would have said, had everything been known. It is asked only where the very version by which
 * the line was judged is in force, so that all who ask give one answer.
 * @param lines of its dossier
 */
export async function recount(
  entry: Entry,
  lines: readonly Entry[],
  past: Past,
  fill: Fill,
): Promise<Note | undefined> {
  if (!past.base.book.kinds.has(prefixOf(entry.on))) return undefined
  const owner = ownerOf(past.base.book, prefixOf(entry.on))
  if (owner.pack.ref !== entry.pack) return undefined
  const rules = owner.pack.actRules[entry.act] ?? []
  const counted = countsOf(entry.act, owner.pack).facts
  const world = new AsOf(past, entry.id, entry.at)
  const before = fold(lines.filter(({ id }) => id <= entry.id))
  if (before.lines.find((line) => line.entry.id === entry.id)?.state !== 'fits') return undefined

  const it = situationOf(entry, lines, owner, before.dossier)
  const now = await gather(new Set(rules.flatMap((rule) => [...asked(rule.when), ...refsIn(rule.says)])), it, world)
  // what it was judged on stands, but for what was counted
  const isCounted = ([name]: readonly [string, unknown]) => counted.has(name.split('.', 1)[0]!)
  const facts: Facts = { ...now, ...entry.facts, ...Object.fromEntries(Object.entries(now).filter(isCounted)) }
  const context = contextOf(past.base)
  const found = rules.some(({ name, when }) => !entry.held.includes(name) && holds(when, facts, context))
    ? (await judge(rules, facts, context)).find((reason) => reason.holds && !entry.held.includes(reason.rule))
    : undefined
  const base = { on: entry.id, of: 'count', known: Math.max(1, world.known) } as const
  if (!found) return { ...base, holds: false }
  return {
    ...base,
    holds: true,
    rule: found.rule,
    ...(found.says && { says: fill(found.says, owner, facts) }),
    call: callers(entry.by, ...lastBefore(world, entry)),
  }
}

/** The act as it was judged: what its rules moved or filled in is what they brought, not what they were asked of. */
function situationOf(
  entry: Entry,
  lines: readonly Entry[],
  owner: Situation['owner'],
  folded: ReturnType<typeof fold>['dossier'],
): Situation {
  const spec = actOf(owner, entry.act)
  const earlier = lines.filter(({ id }) => id < entry.id)
  const before = entry.from === 'new' ? undefined : fold(earlier).dossier
  const step = spec.to === 'back' ? (before?.back ?? entry.from) : (spec.to ?? entry.from)
  const { by, act, at, data, reason } = entry
  const own = { id: entry.on, kind: owner.kind, pack: owner.pack.name, place: folded.place }
  const base = before ?? blank({ ...own, opened: at, openedBy: by })
  const line = { act, at, by, data, ...(reason !== undefined && { reason }) }
  return {
    owner,
    act: { type: act, by, ...(reason !== undefined && { reason }) },
    ...(before && { before }),
    after: { ...base, step, fields: written(base.fields, data), times: folded.times, last: folded.last },
    line,
  }
}

/** Whoever opened the newest of the dossiers that were counted. */
function lastBefore(world: AsOf, { on }: Entry): readonly PartyId[] {
  const others = world.seen.filter(({ id }) => id !== on)
  const newest = others.reduce(
    (a, b) => (b.opened > a.opened || (b.opened === a.opened && b.id > a.id) ? b : a),
    others[0]!,
  )
  return newest ? [newest.openedBy] : []
}
