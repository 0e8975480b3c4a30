/** Rules: their words, their effects and their examples, and whether what they read is there when they are asked. */
import type { Effect } from '../../types.js'
import type { Norm, NormRule } from '../book.js'
import { asked, headOf } from '../../facts/refs.js'
import { needsOf, readsNow } from '../derivations.js'
import type { ActSpec, Invariant, Rule } from '../format.js'
import { walkName } from '../members.js'
import type { Rules } from '../normal.js'
import type { Path } from '../trouble.js'
import { checkText, entriesOf, kindsOf, type Ground } from './ground.js'
import { checkEffect } from './effects.js'

export function checkRules(ground: Ground, normal: Rules): void {
  const { file } = ground
  for (const [name, act] of entriesOf(file.acts)) {
    if (!file.dossiers?.[act.on]) continue
    act.rules?.forEach((rule, index) => {
      const path = ['acts', name, 'rules', index]
      checkRule(ground, rule, act.on, path)
      checkEffect(ground, rule.event, { kind: act.on, act, of: 'rule', path: [...path, 'event'] })
      if (refuses(rule.event)) checkThere(ground, act, normal.actRules[name]![index]!, path)
    })
  }
  for (const [name, kind] of kindsOf(file)) {
    kind.rules?.forEach((rule, index) => {
      const path = ['dossiers', name, 'rules', index]
      checkRule(ground, rule, name, path)
      // asked again after a merge, where `refuse` becomes `flag`
      checkEffect(ground, rule.event, {
        kind: name,
        of: rule.event.type === 'refuse' ? 'rule' : 'kind',
        path: [...path, 'event'],
      })
    })
    kind.always?.forEach((rule, index) => {
      const path = ['dossiers', name, 'always', index]
      checkRule(ground, rule, name, path)
      checkOwn(ground, name, normal.always[name]![index]!, path)
    })
  }
}

const refuses = ({ type, params }: Effect): boolean =>
  type === 'refuse' || (type === 'several' && (params!['effects'] as unknown as Effect[]).some(refuses))

function checkRule(ground: Ground, rule: Rule | Invariant, kind: string, path: Path): void {
  checkText(ground, kind, rule.says, [...path, 'says'])
  const sides = new Set(rule.examples?.map(({ holds }) => holds))
  if (sides.size === 2) return
  const [zh, en] =
    sides.size === 0 ? ['还没有例子', 'has no examples'] : ['的例子都在一边', 'has examples on one side only']
  const fault = {
    zh: `规则「${rule.name}」${zh}：要有一个成立、一个不成立。`,
    en: `the rule "${rule.name}" ${en}: one must hold and one must not.`,
  }
  if (sides.size === 0) ground.teller.warn([...path, 'name'], { code: 'no-examples', ...fault })
  else ground.teller.error([...path, 'examples'], { code: 'one-sided', ...fault })
}

/** Facts that a condition reads, leaving out those it only asks whether they are filled. */
function reads(norm: Norm): string[] {
  if ('all' in norm) return norm.all.flatMap(reads)
  if ('any' in norm) return norm.any.flatMap(reads)
  if (norm.operator === 'filled' || norm.operator === 'empty') return []
  return [norm.fact, ...('fact' in norm.than ? [norm.than.fact] : [])]
}
function asksFilled(norm: Norm): string[] {
  if ('all' in norm) return norm.all.flatMap(asksFilled)
  if ('any' in norm) return norm.any.flatMap(asksFilled)
  return norm.operator === 'filled' || norm.operator === 'empty' ? [norm.fact] : []
}

/** A refusal that reads what may be missing does not refuse then: an unknown never fires. */
function checkThere(ground: Ground, act: ActSpec, rule: NormRule, path: Path): void {
  const asked = asksFilled(rule.when)
  for (const fact of new Set(reads(rule.when))) {
    if (asked.includes(fact) || !mayBeMissing(ground, act, fact)) continue
    const zh = `「${fact}」可能还没有值，那时规则「${rule.name}」不会拒绝；要防备，请再加一条 filled。`
    const en = `"${fact}" may have no value yet; the rule "${rule.name}" does not refuse then. Ask filled as well to be safe.`
    ground.teller.warn([...path, 'conditions'], { code: 'may-be-missing', zh, en, found: fact })
  }
}

function mayBeMissing({ file }: Ground, act: ActSpec, fact: string): boolean {
  const field = file.dossiers![act.on]!.fields[fact]
  if (field) {
    const opens = Object.values(file.acts ?? {}).filter(({ on, from }) => on === act.on && from.includes('new'))
    const given = (one: ActSpec) =>
      one.asks?.includes(fact) || (one.sets !== undefined && Object.hasOwn(one.sets, fact))
    return field.default === undefined && !given(act) && !(opens.length > 0 && opens.every(given))
  }
  const how = file.facts?.[fact]
  if (how?.how === 'span')
    return [how.from, how.to].some((end) => end !== undefined && mayBeMissing({ file } as Ground, act, end))
  return (
    how !== undefined && ['latest', 'earliest', 'average', 'highest', 'lowest', 'ratio', 'holder'].includes(how.how)
  )
}

/** What must hold on every device may read this dossier only: what others do is not known everywhere at once. */
function checkOwn(ground: Ground, kind: string, rule: NormRule, path: Path): void {
  for (const fact of asked(rule.when)) {
    const name = ground.names[kind]?.get(headOf(fact))
    const walked = name && walkName(name, fact.split('.').slice(1))
    if (!walked || !('end' in walked)) continue
    const far = [name.reach, walked.end.reach].some((reach) => reach !== 'own')
    if (!far && !tellsTime(ground, fact)) continue
    const zh = `「任何时候」只能看本档案自己，不能看「${fact}」。`
    const fault = { zh, en: `what always holds may read this dossier only, not "${fact}".`, found: fact }
    ground.teller.error([...path, 'conditions'], { code: 'always-reads-far', ...fault })
  }
}

const TIME = ['late', 'now', 'today', 'week', 'month', 'year']

/** Would a fact be another one tomorrow, with the same lines? */
function tellsTime({ file }: Pick<Ground, 'file'>, fact: string, above: readonly string[] = []): boolean {
  const name = headOf(fact)
  if (TIME.includes(name) || fact === 'was.late') return true
  const how = file.facts?.[name]
  const needs = file.tables?.[name]?.inputs ?? (how ? [...needsOf(how)] : [])
  return (
    (how !== undefined && readsNow(how)) ||
    (!above.includes(name) && needs.some((need) => tellsTime({ file }, need, [...above, name])))
  )
}
