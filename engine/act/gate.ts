/** The first no: may this act be done at all, from here, by this person, with these answers? */
import type { ActSpec } from '../pack/format.js'
import type { Act, Data, Dossier, Say } from '../types.js'
import { askName, missing, no, opens, unanswered, wrongAnswer, type No } from './answers.js'
import { notInForce } from './in-force.js'
import { listed } from '../judge/words.js'
import { whoTitle } from '../pack/who.js'
import { parentFor, parentOf, placeFor } from './opening.js'
import type { Owner, World } from './world.js'

export { askName, needsPlace, type No } from './answers.js'

/** Asks every gate in the order of SPEC 22; `needs` are questions still open, which is not a no before a form is filled in. */
export async function gate(
  act: Act,
  spec: ActSpec,
  owner: Owner,
  before: Dossier | undefined,
  world: World,
  filled: Data,
  followed = false,
): Promise<{ readonly no?: No; readonly needs: readonly string[] }> {
  const needs = await unanswered(act, spec, owner, before, world, filled)
  const no =
    (await wrongStep(act, spec, owner, before, world)) ??
    (await outOfForce(act, owner, before, world)) ??
    wrongAnswer(act, owner, before, world, followed) ??
    (act.data ? missing(needs, spec, owner) : undefined) ??
    // an act that follows carries the person who caused it; the clock may stand in for them (SPEC 32)
    (followed && spec.by.includes('clock') ? undefined : await wrongPerson(act, spec, owner, before, world)) ??
    wrongReason(act, spec, owner) ??
    sameAs(act, spec, owner, before)
  return { ...(no && { no }), needs }
}

async function wrongStep(
  act: Act,
  spec: ActSpec,
  owner: Owner,
  before: Dossier | undefined,
  world: World,
): Promise<No | undefined> {
  const { steps, ends } = owner.spec
  if (!before) {
    const unexpected = owner.spec.expected && (await world.unexpected?.(act.on))
    if (unexpected) return no('from', unexpected)
    if (spec.from.includes('new')) return orphaned(act, owner, before, world)
    return no('from', {
      zh: `还没有这份${owner.spec.title.zh}`,
      en: `There is no such ${owner.spec.title.en.toLowerCase()} yet`,
    })
  }
  if (spec.from.includes(before.step) || (spec.from.includes('any') && !ends.includes(before.step))) {
    // what stands beside the lines needs a line to stand beside
    if (spec.quiet && opens(before))
      return no('from', {
        zh: `这份${owner.spec.title.zh}还没有人办过，先办了别的，才能「${spec.title.zh}」`,
        en: `Nobody has done anything here yet; "${spec.title.en}" comes after that`,
      })
    return opens(before) ? orphaned(act, owner, before, world) : undefined
  }
  const present = steps[before.step] ?? { zh: before.step, en: before.step }
  if (spec.from.every((it) => it === 'new')) {
    return no('from', {
      zh: `这个编号已经有一份${owner.spec.title.zh}`,
      en: `There is a ${owner.spec.title.en.toLowerCase()} of this id already`,
    })
  }
  const wanted = spec.from.filter((it) => it !== 'new').map((it) => steps[it] ?? { zh: '办理中', en: 'open' })
  return no('from', {
    zh: `现在是「${present.zh}」，要在「${listed(wanted).zh}」时才能${spec.title.zh}`,
    en: `It is now "${present.en}"; "${spec.title.en}" is done when it is "${listed(wanted).en}"`,
  })
}

/** Under a dossier that is over, or that is not known here, nothing is opened (SPEC 24). */
async function orphaned(act: Act, owner: Owner, before: Dossier | undefined, world: World): Promise<No | undefined> {
  const { parent } = owner.spec
  if (parent === undefined || (!before && parentOf(act, owner, world) === undefined)) return undefined
  const above = await parentFor({ act, owner, before }, world)
  if (above && !above.ended) return undefined
  const title = owner.pack.file.dossiers?.[parent]?.title ?? { zh: parent, en: parent }
  return above
    ? no('from', { zh: `所属的${title.zh}已经结束`, en: `The ${title.en.toLowerCase()} it belongs to is over` }, parent)
    : no(
        'from',
        { zh: `没有找到所属的${title.zh}`, en: `The ${title.en.toLowerCase()} it belongs to is not here` },
        parent,
      )
}

/** Outside its days, places and modes a pack opens nothing; what is open may be finished (SPEC 106, 108). */
async function outOfForce(act: Act, owner: Owner, before: Dossier | undefined, world: World): Promise<No | undefined> {
  if (before && before.head !== '') return undefined
  const says = await notInForce(owner.pack, before?.place ?? act.place, world)
  return says && no('while', says)
}

async function wrongPerson(
  act: Act,
  spec: ActSpec,
  owner: Owner,
  before: Dossier | undefined,
  world: World,
): Promise<No | undefined> {
  // a dossier that is only being opened has the parties that the answers name; before they are given nobody is wrong
  const named = (word: string) => word.startsWith('parent.') || spec.asks?.some((ask) => askName(ask) === word)
  if (!before && !act.data && spec.by.some(named)) return undefined
  const at = before ?? (await asOpened(act, owner, world))
  for (const word of spec.by) if (await isOne(act.by, word, owner, at, world)) return undefined
  const who = await Promise.all(
    spec.by.filter((it) => it !== 'clock' && it !== 'device').map((it) => whoWords(it, owner, before, world)),
  )
  return no('by', {
    zh: who.length ? `「${spec.title.zh}」由${listed(who).zh}来办` : `「${spec.title.zh}」由时限自动办理`,
    en: who.length ? `"${spec.title.en}" is for: ${listed(who).en}` : `"${spec.title.en}" is done by a clock`,
  })
}

/** What is known of a dossier that is only being opened: its answers, its place and what it belongs to. */
async function asOpened(act: Act, owner: Owner, world: World): Promise<Held> {
  const above = parentOf(act, owner, world)
  const fields = { ...act.data, ...(above !== undefined && { [owner.spec.parent!]: above }) }
  return { place: (await placeFor(act, owner, world)) ?? '', fields }
}

type Held = Pick<Dossier, 'place'> & Partial<Dossier>

/** Does this party answer to this word of `by`, `held-by` or `to` (SPEC 29)? */
export async function isOne(party: string, word: string, owner: Owner, dossier: Held, world: World): Promise<boolean> {
  if (word === 'anyone') return true
  if (word === 'clock') return party === 'clock'
  if (word === 'device') return world.posts.party(party)?.kind === 'device'
  if (party === 'anyone' || party === 'clock') return false
  if (word === 'opener') return dossier.openedBy === party
  const named = await namedBy(word, owner, dossier, world)
  if (named !== undefined)
    return named.some((it) => it === party || (world.posts.party(party)?.in.includes(it) ?? false))
  return world.posts.holds(party, owner.pack.roles[word] ?? [], dossier.place)
}

/** Parties that a party field of the dossier or of its parent names; undefined if the word is no field. */
async function namedBy(
  word: string,
  owner: Owner,
  dossier: Held,
  world: World,
): Promise<readonly string[] | undefined> {
  const [head, tail] = word.split('.') as [string, string?]
  const fields =
    tail !== undefined && head === 'parent'
      ? (await world.dossier(String(dossier.fields?.[owner.spec.parent ?? '']) as Dossier['id']))?.fields
      : owner.spec.fields[word]?.type.startsWith('part')
        ? (dossier.fields ?? {})
        : undefined
  if (!fields) return undefined
  const value = fields[tail ?? word]
  return typeof value === 'string' ? [value] : Array.isArray(value) ? (value as string[]) : []
}

/** Who a word of `by` or `held-by` is here, as parties: holders of the posts, or what the field names. */
export async function partiesFor(word: string, owner: Owner, dossier: Held, world: World): Promise<readonly string[]> {
  if (word === 'anyone' || word === 'clock') return [word]
  if (word === 'opener') return dossier.openedBy ? [dossier.openedBy] : []
  const named = await namedBy(word, owner, dossier, world)
  if (named) return named
  const holdings = world.posts.holders(owner.pack.roles[word] ?? [], dossier.place)
  return [...new Set(holdings.flatMap((it) => (it.party === undefined ? [] : [it.party])))]
}

/** A word of `by` as people say it: the role's title, the field's title, or the party itself. */
export async function whoWords(word: string, owner: Owner, dossier: Held | undefined, world: World): Promise<Say> {
  if (word === 'anyone') return { zh: '任何人', en: 'anyone' }
  if (word === 'opener') return { zh: '上报人', en: 'whoever reported it' }
  const role = owner.pack.file.roles?.[word]
  if (role) return role
  const [first] = dossier ? ((await namedBy(word, owner, dossier, world)) ?? []) : []
  const party = first === undefined ? undefined : world.posts.party(first)
  return party?.name ?? whoTitle(word, owner.pack.file, owner.spec)
}

function wrongReason(act: Act, spec: ActSpec, owner: Owner): No | undefined {
  if (!spec.reason || act.data === undefined) return undefined
  if (!act.reason?.trim())
    return no('reason', { zh: `${spec.title.zh}要写明理由`, en: `"${spec.title.en}" needs a reason` })
  if (spec.reason !== true && !owner.pack.file.lists?.[spec.reason]?.[act.reason]) {
    return no('reason', { zh: '理由要从列表里选', en: 'The reason must be one of the list' })
  }
  return undefined
}

function sameAs(act: Act, spec: ActSpec, owner: Owner, before: Dossier | undefined): No | undefined {
  for (const other of spec['not-same-as'] ?? []) {
    if (!before?.did[other]?.includes(act.by)) continue
    const did = owner.pack.file.acts?.[other]?.title ?? { zh: other, en: other }
    return no('not-same-as', {
      zh: `本人办过「${did.zh}」，「${spec.title.zh}」要由另一个人来做`,
      en: `You did "${did.en}" yourself; somebody else must do "${spec.title.en}"`,
    })
  }
  return undefined
}
