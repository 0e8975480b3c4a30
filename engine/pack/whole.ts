/** One pack as it is in force here: what it stands on, its own changes, and what the community files say, put together. */
import { validatePack } from '../generated/validators.js'
import type { Json } from '../types.js'
import { change, follow, type Changed } from './change.js'
import { locked, type Placed, type Use } from './community.js'
import type { PackFile, Param } from './format.js'
import { inWords, isOf } from './leaf.js'
import { beside, type Asked, type Library } from './library.js'
import { choicesOf } from './names.js'
import { checkShape } from './shape.js'
import { order } from './table.js'
import { Teller } from './trouble.js'

/** Sections whose members have names of their own. */
const sections = [
  'roles',
  'params',
  'lists',
  'dossiers',
  'acts',
  'clocks',
  'tables',
  'conditions',
  'facts',
  'schedules',
  'measures',
  'checklists',
  'print',
  'texts',
] as const

/** A pack as written, with everything of the pack that it extends. */
export async function openPack(
  name: string,
  folder: string,
  library: Library,
  asked?: Asked,
  above: readonly string[] = [],
): Promise<Changed | undefined> {
  const opened = await library.open<PackFile>(beside(folder, `${name}.pack.json`), name, validatePack, asked)
  if (!opened) return undefined
  const { file, teller } = opened
  if (file.pack !== name) {
    const zh = `文件名是 ${name}.pack.json，里面写的却是「${file.pack}」。`
    teller.error(['pack'], {
      code: 'wrong-name',
      zh,
      en: `the file is ${name}.pack.json but calls itself "${file.pack}".`,
      found: file.pack,
    })
  }
  if (!file.extends) return { file, where: teller.where }
  const { pack, version } = file.extends
  if ([...above, name].includes(pack)) {
    const circle = [...above, name, pack].join(' → ')
    const fault = {
      code: 'circle',
      zh: `规则包绕成了圈：${circle}。`,
      en: `the packs run in a circle: ${circle}.`,
      found: pack,
    }
    teller.error(['extends', 'pack'], fault)
    return undefined
  }
  const asker = { teller, path: ['extends', 'pack'], known: [] }
  const base = await openPack(pack, folder, library, asker, [...above, name])
  if (!base) return undefined
  checkVersion(base.file, version, teller, ['extends', 'version'])
  const joined = join(base, file, teller)
  return (file.changes ?? []).reduce((whole, one, index) => change(whole, one, teller, ['changes', index]), joined)
}

export function checkVersion(
  file: PackFile,
  version: number,
  teller: Teller,
  path: readonly (string | number)[],
): void {
  if (file.version === version) return
  const zh = `这里要第 ${version} 版的 ${file.pack}，文件里是第 ${file.version} 版。`
  const en = `version ${version} of ${file.pack} is asked for here, and the file is version ${file.version}.`
  teller.error(path, { code: 'wrong-version', zh, en, found: String(version) })
}

/** Everything of the base and everything of one's own; a name of one's own that exists there is told. */
function join(base: Changed, own: PackFile, teller: Teller): Changed {
  const mine = new Set<string>()
  const merged: Record<string, unknown> = { ...base.file, ...own }
  for (const section of sections) {
    const [theirs, ours] = [base.file[section] ?? {}, own[section] ?? {}]
    for (const name of Object.keys(ours)) {
      mine.add(`${section} ${name}`)
      if (!Object.hasOwn(theirs, name)) continue
      const zh = `「${name}」在 ${base.file.pack} 里已经有了；要改它请写进 changes。`
      const en = `"${name}" is in ${base.file.pack} already; write it under changes.`
      teller.error([section, name], { code: 'twice', zh, en, found: name }, 'key')
    }
    if (base.file[section] || own[section]) merged[section] = { ...theirs, ...ours }
  }
  const file = merged as unknown as PackFile
  const where: Changed['where'] = (path, key) => {
    const [section, name] = path
    const written = sections.includes(section as never)
      ? mine.has(`${section} ${name}`)
      : section !== undefined && section in own
    return written ? teller.where(path, key) : base.where(path, key)
  }
  return { file, where }
}

/** A pack with the overrides of the community files, each held to the locks above it. */
export function overridden(pack: Changed, use: Use, zone: string): Changed {
  return use.overrides.reduce((before, one) => {
    const after = change(before, one.value, one.teller, one.path)
    for (const lock of use.locks) {
      if (lock.depth >= one.depth) continue
      const [was, is] = [before, after].map(({ file }) => valueOf(file, lock.value.at))
      if (JSON.stringify(was) === JSON.stringify(is)) continue
      const no = locked(lock.value, is, zone)
      if (!no) continue
      one.teller.error([...one.path, 'at'], { code: 'locked', zh: no[0], en: no[1], found: one.value.at })
      return before
    }
    return after
  }, pack)
}

function valueOf(file: PackFile, at: string): Json | undefined {
  const found = follow(at, file)
  if (found.stop !== undefined) return undefined
  return found.path.reduce<Json | undefined>(
    (value, step) => (value as Readonly<Record<string | number, Json>>)[step],
    file as unknown as Json,
  )
}

/** After changes the whole must still be of the right shape; what is not is told where it was written. */
export function checkWhole(pack: Changed, teller: Teller): boolean {
  return checkShape(pack.file as unknown as Json, validatePack, new Teller(pack.where, teller.troubles))
}

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
  path: readonly (string | number)[],
  zone: string,
): boolean {
  const title = param.title
  const found = typeof value === 'string' ? value : JSON.stringify(value)
  const type = param.type === 'choices' ? 'choice' : param.type
  const values = param.type === 'choices' && Array.isArray(value) ? (value as Json[]) : [value]
  if (values.some((each) => Array.isArray(each) || !isOf(each, type, zone))) {
    const [zh, en] = inWords(type)
    teller.error(path, {
      code: 'wrong-type',
      zh: `「${title.zh}」要写${zh}，写的是 ${found}。`,
      en: `"${title.en}" should be ${en}, and is ${found}.`,
      found,
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
  const range = `${param.min ?? ''}–${param.max ?? ''}`
  const fault = {
    zh: `「${title.zh}」只能在 ${range} 之间，写的是 ${found}。`,
    en: `"${title.en}" must be within ${range}, and is ${found}.`,
  }
  teller.error(path, { code: 'out-of-range', ...fault, found })
  return false
}
