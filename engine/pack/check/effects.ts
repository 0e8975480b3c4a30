/** Effects: what a rule, an act or a clock brings about must be possible, and possible to whoever brings it about. */
import type { Effect, Json, Say } from '../../types.js'
import type { ActSpec, FactRef, Value } from '../format.js'
import { factAt } from '../leaf.js'
import { elsewhere, isList } from '../members.js'
import type { Path } from '../trouble.js'
import { checkRef, checkText, checkValue, known, scopeOf, unknown, type Ground } from './ground.js'
import { usesPack } from './kinds.js'
import { checkWho } from './people.js'

/** Whose effects these are. */
export interface Cause {
  readonly kind: string
  /** Act whose rule or `then` it is; none for clocks and rules of the kind. */
  readonly act?: ActSpec
  readonly of: 'then' | 'rule' | 'kind' | 'clock'
  /** Steps in which the dossier may be when it happens. */
  readonly steps?: readonly string[]
  readonly path: Path
}
type Params = Readonly<Record<string, Json | undefined>>

export function checkEffects(ground: Ground, effects: readonly Effect[], cause: Cause): void {
  effects.forEach((effect, index) => checkEffect(ground, effect, { ...cause, path: [...cause.path, index] }))
}

export function checkEffect(ground: Ground, effect: Effect, cause: Cause): void {
  const { file, teller } = ground
  const { kind, act, path } = cause
  const spec = file.dossiers![kind]!
  const params: Params = effect.params ?? {}
  const at = (name: string): Path => [...path, 'params', name]
  checkText(ground, kind, params['say'] as Say | undefined, at('say'))
  if (effect.type === 'flag' && params['say'] === undefined && (cause.of === 'then' || cause.of === 'clock')) {
    const zh = '这里的 flag 要写 say：没有规则替它说话。'
    teller.error([...path, 'type'], {
      code: 'says-nothing',
      zh,
      en: 'a flag says its own words here (say): no rule speaks for it.',
      found: 'flag',
    })
  }
  if (cause.of === 'clock' && (effect.type === 'set' || effect.type === 'move')) {
    const fault = {
      zh: `时限自己不写字段、不换环节；请让它接着办一件事（follow）。`,
      en: `a clock writes no field and moves nothing by itself; let an act follow from it (follow).`,
      found: effect.type,
    }
    return teller.error([...path, 'type'], { code: 'clock-writes', ...fault })
  }
  switch (effect.type) {
    case 'several':
      return checkEffects(ground, params['effects'] as unknown as Effect[], { ...cause, path: at('effects') })
    case 'refuse':
      if (typeof params['field'] === 'string') known(ground, at('field'), 'field', params['field'], spec.fields)
      if (cause.of === 'rule') return
      return teller.error([...path, 'type'], {
        code: 'refuses-nothing',
        zh: '「refuse」只能写在办理的规则里：在这里没有可以拒绝的事。',
        en: '"refuse" belongs to the rules of an act: here there is nothing to refuse.',
        found: 'refuse',
      })
    case 'set':
      for (const [field, value] of Object.entries(params))
        if (known(ground, at(field), 'field', field, spec.fields, 'key'))
          checkValue(ground, kind, value as Value, spec.fields[field]!, at(field))
      return
    case 'move':
      return checkMove(ground, String(params['to']), cause, at('to'))
    case 'follow':
    case 'propose':
      return checkFollow(ground, effect.type, params, cause)
    case 'notify':
      return checkWho(ground, params['to'] as unknown as string[], kind, at('to'), ['opener'])
    case 'extend':
    case 'excuse': {
      const clock = String(params['clock'])
      const clocks = Object.keys(file.clocks ?? {}).filter((name) => file.clocks![name]!.on === kind)
      known(ground, at('clock'), 'clock', clock, clocks)
      if (effect.type === 'extend' && cause.of === 'clock' && cause.path[1] === clock) {
        const fault = {
          zh: `时限不能自己给自己延期：那样永远不会到期。让人来延（act）。`,
          en: 'a clock may not extend itself: it would never run out. Let people do so, by an act.',
          found: clock,
        }
        teller.error(at('clock'), { code: 'extends-itself', ...fault })
      }
      if (effect.type === 'extend' && (params['by'] === undefined) === (params['share'] === undefined)) {
        const fault = {
          zh: '延期要写 by（多久）或 share（几倍），写其中一项。',
          en: 'extend takes either by (a span) or share.',
        }
        teller.error([...path, 'params'], { code: 'no-length', ...fault })
      }
      if (act && typeof params['by'] === 'object')
        factAt(params['by'] as unknown as FactRef, scopeOf(ground, kind), at('by'))
    }
  }
}

/** A rule may move only where its act says that it may lead. */
function checkMove(ground: Ground, to: string, { kind, act, of }: Cause, path: Path): void {
  const { file, teller } = ground
  if (!known(ground, path, 'step', to, Object.keys(file.dossiers![kind]!.steps)) || of === 'kind' || of === 'clock')
    return
  const allowed = [act?.to, ...(act?.or ?? [])].filter((step) => step !== undefined)
  if (allowed.includes(to)) return
  const zh = `这个办理没有说可以到「${to}」；请写进 or。`
  teller.error(path, {
    code: 'move-outside',
    zh,
    en: `this act does not say that it may lead to "${to}"; list it in or.`,
    found: to,
  })
}

function checkFollow(ground: Ground, type: 'follow' | 'propose', params: Params, cause: Cause): void {
  const { file, beside = new Map(), teller } = ground
  const { kind, path } = cause
  const name = String(params['act'])
  const at = (word: string): Path => [...path, 'params', word]
  const found = elsewhere(name, file, beside)
  const foreign = found.pack !== file.pack
  if (foreign && !usesPack(ground, found.pack, at('act'))) return
  if (type === 'propose') checkWho(ground, params['to'] as unknown as string[], kind, at('to'), ['opener'])
  checkTarget(ground, params, cause)
  if (!found.file) {
    if (!ground.beside) return
    const zh = `要用的规则包「${found.pack}」没有启用，「${name}」不会发生。`
    const fault = {
      code: 'pack-not-in-use',
      zh,
      en: `pack "${found.pack}" is not in use, so "${name}" will not happen.`,
      found: found.pack,
    }
    return type === 'follow' ? teller.error(at('act'), fault) : teller.warn(at('act'), fault)
  }
  const target = Object.hasOwn(found.file.acts ?? {}, found.name) ? found.file.acts![found.name]! : undefined
  if (!target) {
    const acts = Object.keys(found.file.acts ?? {})
    return unknown(ground, at('act'), 'act', name, foreign ? acts.map((act) => `${found.pack}/${act}`) : acts)
  }
  const asks = (target.asks ?? []).map((ask) => ask.replace(/\?$/, ''))
  const fields = found.file.dossiers?.[target.on]?.fields ?? {}
  for (const [field, value] of Object.entries((params['data'] ?? {}) as Readonly<Record<string, Value>>)) {
    if (!asks.includes(field)) {
      const zh = `「${name}」不问「${field}」。`
      teller.error(
        [...at('data'), field],
        { code: 'not-asked', zh, en: `"${name}" does not ask for "${field}".`, found: field, known: asks },
        'key',
      )
    } else if (fields[field] && !foreign) checkValue(ground, kind, value, fields[field], [...at('data'), field])
    else if (typeof value === 'object' && value !== null)
      checkRef(ground, kind, value as FactRef, [...at('data'), field])
  }
  if (type === 'follow')
    checkMayFollow(ground, name, target, cause, params['on'] === undefined && params['each'] === undefined && !foreign)
}

function checkTarget(ground: Ground, params: Params, { kind, path }: Cause): void {
  if (params['each'] !== undefined) {
    const ref = params['each'] as unknown as FactRef
    const list = factAt(ref, scopeOf(ground, kind), [...path, 'params', 'each'])
    if (list && !isList(list.type)) {
      const fault = {
        zh: `「${ref.fact}」不是列表，不能每个做一次。`,
        en: `"${ref.fact}" is no list, so nothing can be done for each of it.`,
      }
      ground.teller.error([...path, 'params', 'each', 'fact'], { code: 'wrong-type', ...fault, found: ref.fact })
    }
  }
  const on = params['on']
  if (typeof on === 'string')
    checkText(ground, kind, { zh: on, en: on }, [...path, 'params', 'on'], ['each', 'new', 'serial'])
  else if (on !== undefined)
    checkValue(ground, kind, on, { type: 'text', title: { zh: 'on', en: 'on' } }, [...path, 'params', 'on'])
}

/** A follow carries the person who acted, or the clock; one that this person may never do would never happen. */
function checkMayFollow(ground: Ground, name: string, target: ActSpec, cause: Cause, here: boolean): void {
  const { file, teller } = ground
  const path = [...cause.path, 'params', 'act']
  const byClock = cause.of === 'clock'
  const may = target.by.some(
    (word) => word === 'clock' || word === 'anyone' || (!byClock && (cause.act?.by.includes(word) ?? true)),
  )
  if (!may) {
    const zh = byClock
      ? `时限不能办「${name}」；请在它的 by 里写 clock。`
      : `办这件事的人都不能办「${name}」；请在它的 by 里写 clock。`
    const en = `${byClock ? 'a clock may not' : 'nobody who does this may'} do "${name}"; list clock in its by.`
    teller.error(path, { code: 'may-not-follow', zh, en, found: name })
  }
  if (!here || target.on !== cause.kind) return
  const { steps, ends } = file.dossiers![cause.kind]!
  const open = Object.keys(steps).filter((step) => !ends.includes(step))
  const from = target.from.flatMap((step) => (step === 'any' ? open : [step]))
  const there =
    cause.steps ??
    (cause.act?.to !== undefined && cause.act.to !== 'back' ? [cause.act.to, ...(cause.act.or ?? [])] : cause.act?.from)
  if (!there || there.includes('any') || there.some((step) => from.includes(step))) return
  const zh = `这时档案在「${there.join('、')}」，「${name}」要从「${target.from.join('、')}」开始，永远办不成。`
  const en = `the dossier is then at ${there.join(', ')}, and "${name}" begins at ${target.from.join(', ')}: it can never be done.`
  teller.error(path, { code: 'never-follows', zh, en, found: name })
}
