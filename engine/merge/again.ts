/** The rules of a kind asked again after a merge: two devices each stop one stall, and only together are there two. */
import { flat, settle, type Brought } from '../act/concrete.js'
import type { Fill } from '../act/decide.js'
import { fold, written } from '../act/fold.js'
import { readHead } from '../act/read-id.js'
import type { Stage } from '../act/perform.js'
import { starting, worded } from '../act/starts.js'
import { contextOf, ownerOf, prefixOf } from '../act/world.js'
import { gather } from '../facts/gather.js'
import { asked, refsIn } from '../facts/refs.js'
import type { Situation } from '../facts/situation.js'
import { keptOf } from '../facts/kept.js'
import { judge } from '../judge/judge.js'
import { againId, momentOf } from '../time/stamp.js'
import type { DossierId, Effect, Entry, Line, Reason } from '../types.js'
import { isWhole } from './arrive.js'
import { lawsOf } from './laws.js'

/**
 * Lays the one line that the rules of the kind bring now and brought to nobody before, as of the last line of the dossier,
 * with what follows from it. Its id is made of the merged head: devices that merged the same lines write the same one.
 */
export async function askAgain(id: DossierId, stage: Stage, fill: Fill): Promise<void> {
  const entries = await stage.lines(id)
  const owner = stage.book.kinds.has(prefixOf(id)) ? ownerOf(stage.book, prefixOf(id)) : undefined
  const rules = owner?.pack.kindRules[owner.kind] ?? []
  if (!owner || rules.length === 0 || isWhole(entries)) return
  const { dossier, lines } = fold(entries)
  const { count, last } = readHead(dossier)
  stage.now = momentOf(last)
  const it: Situation = { owner, act: { type: 'again', by: 'clock' }, before: dossier, after: dossier }
  const facts = await gather(new Set(rules.flatMap((rule) => [...asked(rule.when), ...refsIn(rule)])), it, stage)
  const reasons = await judge(rules, facts, contextOf(stage))
  const known = heldBefore(lines)
  const brought = reasons.filter(({ holds, rule }) => holds && !known.includes(rule)).flatMap(bringing)
  const { to, set, effects, follows } = settle(brought, {}, it, facts, fill, stage.book.zone)
  if (to === dossier.step && Object.keys(set).length === 0 && effects.length === 0 && follows.length === 0) return

  const ended = owner.spec.ends.includes(to)
  const done = { ...it, after: { ...dossier, step: to, ended, fields: written(dossier.fields, set) } }
  const starts = to === dossier.step ? [] : await worded(await starting(done, stage), done, stage, fill)
  const always = lawsOf(owner, stage.book.zone)
  const line: Entry = {
    id: againId(count, last),
    act: 'again',
    on: id,
    by: 'clock',
    at: stage.now,
    data: set,
    from: dossier.step,
    to,
    ...(ended && { ends: true as const }),
    pack: owner.pack.ref,
    facts: keptOf(facts, owner),
    held: reasons.filter(({ holds }) => holds).map(({ rule }) => rule),
    effects,
    ...(starts.length > 0 && { starts }),
    head: dossier.head,
    ...(always && { always }),
    again: true,
  }
  // what would break what always holds is not written: nobody could take it back
  if (fold([...entries, line]).lines.find(({ entry }) => entry.id === line.id)?.state !== 'fits') return
  await stage.lay(line)
  await stage.follow(follows, line.id, id)
}

/**
 * Rules that held when the dossier was last judged: what they bring is there already, unless the line was found at another
 * step than its own and its move did not count.
 */
function heldBefore(lines: readonly Line[]): readonly string[] {
  const judged = lines.findLast(
    ({ state, found, entry }) =>
      state === 'fits' && !found && !entry.due && !entry.note && !entry.sheets && !entry.renames,
  )
  return judged?.entry.held ?? []
}

/** What a rule may bring after the fact: nothing is refused any more, and no time is given or forgiven. */
function bringing(by: Reason): Brought[] {
  return flat(by.effect).flatMap((effect): Brought[] => {
    if (effect.type === 'extend' || effect.type === 'excuse') return []
    const { say } = effect.params ?? {}
    const flag: Effect = { type: 'flag', params: say === undefined ? {} : { say } }
    return [{ effect: effect.type === 'refuse' ? flag : effect, by }]
  })
}
