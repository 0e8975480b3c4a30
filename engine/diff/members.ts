/** Named members of two files side by side: new ones, gone ones, and what differs in the others. */
import { filled } from '../explain/effects.js'
import { explainPack, type Told } from '../explain/pack.js'
import { quoted, say, type Wording } from '../judge/words.js'
import type { Pack } from '../pack/book.js'
import { alike } from '../pack/digest.js'
import type { Beside } from '../pack/members.js'
import type { Json, Say } from '../types.js'
import { apart, isSay, keyWords, leaves, namesOf, within, type Changed } from './words.js'

/** A pack with the words of its book, and the packs beside it. */
export interface Side {
  readonly pack: Pack
  readonly wording: Wording
  readonly beside: Beside
}
export type Named = Readonly<Record<string, Json>>

/** Members by name, each with a way to call it and to tell how it differs. */
export function members(
  at: string,
  before: object | undefined,
  after: object | undefined,
  call: (name: string, value: Json) => Say,
  differ: (name: string, was: Json, is: Json, about: Say) => readonly Changed[],
  tell: { readonly was?: (name: string) => Say | undefined; readonly is?: (name: string) => Say | undefined } = {},
): Changed[] {
  const [was, is] = [(before ?? {}) as Named, (after ?? {}) as Named]
  return namesOf(was, is).flatMap((name): readonly Changed[] => {
    const path = `${at}.${name}`
    if (!Object.hasOwn(was, name)) return [{ at: path, what: 'added', says: tell.is?.(name) ?? call(name, is[name]!) }]
    if (!Object.hasOwn(is, name))
      return [{ at: path, what: 'removed', says: tell.was?.(name) ?? call(name, was[name]!) }]
    return alike(was[name], is[name]) ? [] : differ(name, was[name]!, is[name]!, call(name, is[name]!))
  })
}

export const titled =
  (thing: Say) =>
  (name: string, value: Json): Say => {
    const title = isSay(value) ? value : ((value as { title?: Say }).title ?? say(name, name))
    return say(`${thing.zh}${quoted(title).zh}`, `${thing.en} ${quoted(title).en}`.trim())
  }

/** Sentences of a pack by what they are about. */
export function sentences({ pack, wording, beside }: Side): (of: Told['of'], name: string) => Say | undefined {
  const all = explainPack(pack, wording, beside).flatMap((chapter) => chapter.sentences)
  const known = new Map(all.map(({ of, name, says }) => [`${of} ${name}`, says]))
  return (of, name) => known.get(`${of} ${name}`)
}

/** Both sentences where they differ, and beside them what they do not speak of. */
export function sentence(
  at: string,
  about: Say,
  says: readonly [before: Say | undefined, after: Say | undefined],
  was: Json,
  is: Json,
  told: readonly string[],
): Changed[] {
  const [before, after] = says
  const differs = before && after && !alike(before, after)
  const rest = namesOf(was as object, is as object)
    .filter((key) => !(differs && told.includes(key)))
    .flatMap((key) => leaves(`${at}.${key}`, within(about, keyWords(key)), (was as Named)[key], (is as Named)[key]))
  if (!differs) return rest
  const [old, now] = apart(before, after)
  return [{ at, what: 'changed', says: about, before: old, after: now }, ...rest]
}

export interface RuleLike {
  readonly name: string
  readonly says: Say
}

const whenOf = (name: string, { actRules, kindRules, always }: Pack) =>
  [actRules, kindRules, always].flatMap((all) => Object.values(all).flat()).find((rule) => rule.name === name)?.when

/** Rules go by their names; a change of their order is told once. */
export function rules(
  at: string,
  of: 'rule' | 'always',
  kind: string,
  before: Side,
  after: Side,
  lists: readonly [readonly RuleLike[] | undefined, readonly RuleLike[] | undefined],
): Changed[] {
  const [was, is] = lists.map((list) => list ?? []) as [readonly RuleLike[], readonly RuleLike[]]
  // a rule that names a condition is another one when that condition is
  const byName = (list: readonly RuleLike[], { pack }: Side) =>
    Object.fromEntries(list.map((rule) => [rule.name, { ...rule, when: whenOf(rule.name, pack) }]))
  const [told, tells] = [sentences(before), sentences(after)]
  const thing = of === 'rule' ? say('规则', 'Rule') : say('任何时候都要守的', 'At all times')
  const call = (side: Side) => (_: string, value: Json) => {
    const words = quoted(filled((value as unknown as RuleLike).says, side.pack, kind, side.wording))
    return say(`${thing.zh}${words.zh}`, `${thing.en} ${words.en}`)
  }
  const differ = (name: string, old: Json, now: Json) =>
    sentence(`${at}.${name}`, call(after)(name, now), [told(of, name), tells(of, name)], old, now, [
      'says',
      'conditions',
      'event',
      'when',
    ])
  const changes = members(at, byName(was, before), byName(is, after), call(after), differ, {
    was: (name) => told(of, name),
    is: (name) => tells(of, name),
  })
  const order = (one: readonly RuleLike[], other: readonly RuleLike[]) =>
    one.map(({ name }) => name).filter((name) => other.some((it) => it.name === name))
  if (!alike(order(was, is), order(is, was)))
    changes.push({ at, what: 'changed', says: say('规则的先后变了', 'the rules stand in another order') })
  return changes
}
