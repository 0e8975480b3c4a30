/** Both sides of a difference in words, with the reasons of each. */
import { fold } from '../act/fold.js'
import { contextOf, ownerOf, prefixOf, type World } from '../act/world.js'
import { judge } from '../judge/judge.js'
import { quoted, say } from '../judge/words.js'
import type { Show } from '../show.js'
import type { Telling } from '../telling.js'
import { sum } from '../time/sum.js'
import type { Decision, Dossier, Entry, Moment, Reason, Say } from '../types.js'
import type { Change } from './change.js'
import type { Sides } from './compare.js'
import { Known, type OwnersNow } from './known.js'
import type { Row } from './past.js'
import { factsOf } from './quick.js'
import type { Difference, Explained, Told } from './result.js'

/** One book with its words. */
export interface Voice {
  readonly world: World
  readonly show: Show
  readonly telling: Telling
}

/** What was, and what the rules that are asked again say of it now. */
export async function explainQuick(
  difference: Difference,
  row: Row,
  change: Change,
  was: Voice,
  is: Voice,
): Promise<Explained> {
  const { entry } = row
  const before = await written(entry, was)
  const owners = change.owners(prefixOf(entry.on))
  if (!owners.is || !change.act(entry.act, owners).is) return { before, after: notDone(entry, was) }
  const asked = change
    .asked(entry.act, owners)
    .filter(({ rule }) => difference.by.includes(`${owners.is!.pack.name}/rule/${rule.name}`))
  const known = new Known(is.world, change, owners as OwnersNow, entry.act)
  const names = new Set(asked.flatMap(({ names }) => [...names]))
  const facts = await factsOf([...names], known, row)
  const why = await judge(
    asked.map(({ rule }) => rule),
    facts,
    contextOf(is.world),
  )
  const views = is.telling.reasons(why, ownerOf(is.world.book, prefixOf(entry.on)), facts)
  const deciding = views.findIndex((_, at) => (asked[at]!.of === 'always') !== why[at]!.holds)
  const says = difference.what === 'refused' ? refused(entry, views[deciding]?.says, is) : doneWords(entry, is)
  return { before, after: { says, why: views } }
}

export async function explainThorough(
  { what, act }: Difference,
  { before, after, decision }: Sides,
  was: Voice,
  is: Voice,
  dossiers: { readonly was: Dossier | undefined; readonly is: Dossier | undefined },
  now: Moment,
): Promise<Explained> {
  if (what === 'late' || what === 'in-time' || what === 'shifted') {
    const { round } = (before ?? after)!.due!
    return {
      before: clockWords(dossiers.was, act, round, before?.at ?? now, is),
      after: clockWords(dossiers.is, act, round, after?.at ?? now, is),
    }
  }
  const line = (before ?? after)!
  return {
    before: before ? await written(before, was) : notDone(line, was),
    after:
      decision && !decision.allowed ? no(line, decision, is) : after ? await written(after, is) : notDone(line, is),
  }
}

/** A line with what it wrote and why; the reasons are told again from the facts it kept. */
async function written(entry: Entry, voice: Voice): Promise<Told> {
  const says = doneWords(entry, voice)
  if (!voice.world.book.kinds.has(prefixOf(entry.on))) return { says, why: [] }
  const { words, why } = await voice.telling.line({ entry, state: 'fits' }, 1, [])
  const more = (lang: 'zh' | 'en') => words.map((it) => it[lang]).join(lang === 'zh' ? '；' : '; ')
  return {
    says: words.length > 0 ? say(`${says.zh}；${more('zh')}`, `${says.en}; ${more('en')}`) : says,
    why: why.filter(({ holds }) => holds),
  }
}

function no(entry: Entry, { says, why }: Decision, voice: Voice): Told {
  const owner = ownerOf(voice.world.book, prefixOf(entry.on))
  const deciding = (reason: Reason) => reason.holds || reason.says === says
  return { says: refused(entry, says, voice), why: voice.telling.reasons(why.filter(deciding), owner, {}) }
}

function titles(entry: Entry, { world }: Voice): { readonly act: Say; readonly step: Say } {
  const owner = world.book.kinds.get(prefixOf(entry.on))
  const file = owner?.pack.file
  return {
    act: quoted(file?.acts?.[entry.act]?.title ?? say(entry.act, entry.act)),
    step: quoted(file?.dossiers?.[owner!.kind]?.steps[entry.to] ?? say(entry.to, entry.to)),
  }
}

function doneWords(entry: Entry, voice: Voice): Say {
  const { act, step } = titles(entry, voice)
  return say(`${act.zh}：准予办理，环节${step.zh}`, `${act.en}: done, at ${step.en}`)
}

function refused(entry: Entry, says: Say | undefined, voice: Voice): Say {
  const { act } = titles(entry, voice)
  return says
    ? say(`${act.zh}：不予办理，${says.zh}`, `${act.en}: refused. ${says.en}`)
    : say(`${act.zh}：不予办理`, `${act.en}: refused`)
}

const notDone = (entry: Entry, voice: Voice): Told => {
  const { act } = titles(entry, voice)
  return { says: say(`没有${act.zh}`, `no ${act.en}`), why: [] }
}

function clockWords(dossier: Dossier | undefined, clock: string, round: number, at: Moment, voice: Voice): Told {
  const due = dossier?.dues.find((it) => it.clock === clock && it.round === round)
  if (due) return { says: sum(due, at), why: [] }
  const spec = dossier && voice.world.book.packs.get(dossier.pack)?.file.clocks?.[clock]
  const title = quoted(spec?.title ?? say(clock, clock))
  return { says: say(`${title.zh}不计时`, `${title.en}: no clock`), why: [] }
}

/** The dossier as it was before a moment, so that a clock is told as it ran then. */
export const dossierAt = (lines: readonly Entry[]): Dossier | undefined =>
  lines.some(({ from }) => from === 'new') ? fold(lines).dossier : undefined
