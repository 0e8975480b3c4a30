/** One pack as it is in force here: what it stands on, its own changes, and what the community files say, put together. */
import type { Json } from '../types.js'
import { change, follow, type Changed } from './change.js'
import { locked, type Use } from './community.js'
import type { PackFile } from './format.js'
import { beside } from './address.js'
import type { Asked, Library } from './library.js'
import type { CheckShape } from './shape.js'
import { ruleTeller, type Teller } from './trouble.js'

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
  const opened = await library.open<PackFile>(beside(folder, `${name}.pack.json`), name, 'pack', asked)
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
  if (base.file.renames && own.renames) {
    const [theirs, ours] = [base.file.renames, own.renames]
    merged['renames'] = Object.fromEntries(
      (['steps', 'fields', 'acts'] as const).map((what) => [what, { ...theirs[what], ...ours[what] }]),
    )
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
    if (movesBounds(before.file, after.file)) {
      const zh = '可调数值的上下限由规则包定，社区文件只能在其中取值。'
      const en = 'the bounds of a parameter are set by the pack; a community file takes its values within them.'
      one.teller.error([...one.path, 'at'], { code: 'moves-bounds', zh, en, found: one.value.at })
      return before
    }
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

/** Has a parameter that stays other bounds, or another type? */
const movesBounds = ({ params: was = {} }: PackFile, { params: is = {} }: PackFile): boolean =>
  Object.entries(was).some(([name, { type, min, max }]) => {
    const other = is[name]
    return other !== undefined && (other.type !== type || other.min !== min || other.max !== max)
  })

function valueOf(file: PackFile, at: string): Json | undefined {
  const found = follow(at, file)
  if (found.stop !== undefined) return undefined
  return found.path.reduce<Json | undefined>(
    (value, step) => (value as Readonly<Record<string | number, Json>>)[step],
    file as unknown as Json,
  )
}

/** After changes the whole must still be of the right shape; what is not is told where it was written. */
export function checkWhole(pack: Changed, check: CheckShape, teller: Teller): boolean {
  return check(pack.file as unknown as Json, 'pack', ruleTeller(pack.where, teller.troubles))
}
