/** The numbers that a community may change: each within its bounds, and every one knows whose it is. */
import type { Json } from '../types.js'
import type { Changed } from './change.js'
import { locked, type Placed, type Use } from './community.js'
import type { PackFile, Param } from './format.js'
import { inWords, isOf } from './leaf.js'
import { boundWords, valueMeant } from './meant.js'
import { choicesOf } from './members.js'
import { order } from './table.js'
import type { Path, Teller } from './trouble.js'

/** Values of the params in force and whose they are; wrong ones are told and leave the one above in force. */
export function paramsOf(
  pack: Changed,
  use: Use,
  zone: string,
): { values: Record<string, Json>; origin: Record<string, string> } {
  const params = pack.file.params ?? {}
  const values = Object.fromEntries(Object.entries(params).map(([name, param]) => [name, param.default]))
  const origin = Object.fromEntries(Object.keys(params).map((name) => [`params.${name}`, pack.file.pack]))
  for (const [name, placed] of Object.entries(use.params))
    for (const one of placed) {
      const param = Object.hasOwn(params, name) ? params[name] : undefined
      if (!param) {
        const zh = `规则包 ${pack.file.pack} 没有「${name}」这个参数。`
        const en = `pack ${pack.file.pack} has no parameter "${name}".`
        one.teller.error(one.path, { code: 'unknown-param', zh, en, found: name, known: Object.keys(params) }, 'key')
      } else if (allowed(name, param, one, pack.file, use, zone)) {
        values[name] = one.value
        origin[`params.${name}`] = one.community
      }
    }
  return { values, origin }
}

function allowed(name: string, param: Param, one: Placed<Json>, file: PackFile, use: Use, zone: string): boolean {
  if (!fitsParam(param, one.value, file, one.teller, one.path, zone)) return false
  for (const lock of use.locks) {
    const same = lock.value.at === `params.${name}` || lock.value.at === `params.${name}.default`
    const no = same && lock.depth < one.depth ? locked(lock.value, one.value, zone) : undefined
    if (!no) continue
    one.teller.error(one.path, { code: 'locked', zh: no[0], en: no[1], found: String(one.value) })
    return false
  }
  return true
}

/** Is a value of the param's type and within its bounds? Tells if it is not. */
export function fitsParam(
  param: Param,
  value: Json,
  file: PackFile,
  teller: Teller,
  path: Path,
  zone: string,
): boolean {
  const title = param.title
  const found = typeof value === 'string' ? value : JSON.stringify(value)
  const type = param.type === 'choices' ? 'choice' : param.type
  const values = param.type === 'choices' && Array.isArray(value) ? (value as Json[]) : [value]
  const fraction = param.whole === true && !Number.isInteger(value)
  if (fraction || values.some((each) => Array.isArray(each) || !isOf(each, type, zone))) {
    const [zh, en] = fraction ? ['整数', 'a whole number'] : inWords(type)
    const meant = valueMeant(value, type)
    teller.error(path, {
      code: 'wrong-type',
      zh: `「${title.zh}」要写${zh}，写的是 ${found}。`,
      en: `"${title.en}" should be ${en}, and is ${found}.`,
      found,
      ...(meant !== undefined && { meant }),
    })
    return false
  }
  const choices = choicesOf(param.of, file)
  const strange = choices && values.find((each) => !Object.hasOwn(choices, String(each)))
  if (strange !== undefined) {
    const fault = {
      zh: `「${title.zh}」没有「${String(strange)}」这个选项。`,
      en: `"${title.en}" has no choice "${String(strange)}".`,
    }
    teller.error(path, { code: 'unknown-choice', ...fault, found: String(strange), known: Object.keys(choices ?? {}) })
    return false
  }
  const [is, min, max] = [value, param.min, param.max].map((each) =>
    each === undefined ? undefined : order(each, zone),
  )
  if (is === undefined || ((min === undefined || is >= min) && (max === undefined || is <= max))) return true
  const [low, high] = [param.min, param.max].map((bound) => (bound === undefined ? undefined : boundWords(bound)))
  const [zh, en] =
    low && high
      ? [`在 ${low[0]} 到 ${high[0]} 之间`, `between ${low[1]} and ${high[1]}`]
      : low
        ? [`不少于 ${low[0]}`, `at least ${low[1]}`]
        : [`不超过 ${high![0]}`, `at most ${high![1]}`]
  const fault = {
    zh: `「${title.zh}」只能${zh}，写的是 ${boundWords(found)[0]}。`,
    en: `"${title.en}" must be ${en}, and is ${boundWords(found)[1]}.`,
  }
  teller.error(path, { code: 'out-of-range', ...fault, found })
  return false
}
