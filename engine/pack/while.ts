/** Days, modes and modules of packs are checked here, so that a pack never waits for a dossier that no pack has. */
import type { Changed } from './change.js'
import type { Placed, Settings, Use } from './community.js'
import type { PackFile, Portal, While } from './format.js'
import { known } from './check/ground.js'
import { isOf } from './leaf.js'
import { choicesOf } from './members.js'
import { type Path, ruleTeller, type Teller } from './trouble.js'

/** Days of a pack here: the latest first and the earliest last of its own and of all files, for a file may only narrow them. */
export function daysOf({ file, where }: Changed, use: Use, zone: string): Days {
  const teller = ruleTeller(where, use.last.teller.troubles)
  let { from, until } = real(file, teller, [], zone)
  for (const { value, teller: own, path } of use.days) {
    const days = real(value, own, path, zone)
    if (days.from !== undefined && (from === undefined || days.from > from)) from = days.from
    if (days.until !== undefined && (until === undefined || days.until < until)) until = days.until
    if (value.until !== undefined && until !== value.until) {
      const fault = {
        zh: `规则包最晚到 ${until!}；要延长，请改规则包，或在 overrides 里改 until 并写明理由。`,
        en: `the pack ends on ${until!} at the latest; to prolong it change the pack, or override "until" with a reason.`,
      }
      own.warn([...path, 'until'], { code: 'changes-nothing', ...fault, found: value.until })
    }
  }
  if (from !== undefined && until !== undefined && until < from) {
    const fault = { zh: `${until} 在启用日期 ${from} 之前。`, en: `${until} is before the first day, ${from}.` }
    const last = use.days.at(-1)
    const [told, path]: [Teller, Path] = last ? [last.teller, last.path] : [teller, ['until']]
    told.error(path, { code: 'ends-before', ...fault, found: until })
  }
  return { ...(from !== undefined && { from }), ...(until !== undefined && { until }) }
}

type Days = Pick<PackFile, 'from' | 'until'>

/** The days that are on the calendar; 2020-02-30 is told. */
function real(days: Days, teller: Teller, path: Path, zone: string): Days {
  const good = (['from', 'until'] as const).filter((key) => {
    const day = days[key]
    if (day === undefined || isOf(day, 'date', zone)) return day !== undefined
    const fault = { zh: `日历上没有 ${day} 这一天。`, en: `there is no day ${day} on the calendar.`, found: day }
    teller.error([...path, key], { code: 'no-such-day', ...fault })
    return false
  })
  return Object.fromEntries(good.map((key) => [key, days[key]]))
}

/** Everything that waits for another pack: it must be in use, and have what is waited for. */
export function checkWhiles({ uses, modules, portal }: Settings, files: ReadonlyMap<string, PackFile>): void {
  for (const use of uses) for (const one of use.while) checkWhile(one, files)
  for (const { value, path, ...rest } of Object.values(modules))
    if (value.while) checkWhile({ ...rest, value: value.while, path: [...path, 'while'] }, files)
  if (portal) checkPortal(portal, Object.keys(modules), [...files.keys()])
}

function checkWhile({ value, teller, path }: Placed<While>, files: ReadonlyMap<string, PackFile>): void {
  const ground = { teller }
  if (!known(ground, [...path, 'pack'], 'pack', value.pack, [...files.keys()])) return
  const file = files.get(value.pack)!
  if ('table' in value) return checkTable(value, file, teller, path)
  if (!known(ground, [...path, 'kind'], 'kind', value.kind, file.dossiers)) return
  const { steps } = file.dossiers![value.kind]!
  value.steps.forEach((step, index) => known(ground, [...path, 'steps', index], 'step', step, steps))
}

function checkTable(
  { table: name, output, has }: Extract<While, { table: string }>,
  file: PackFile,
  teller: Teller,
  path: Path,
): void {
  if (!known({ teller }, [...path, 'table'], 'table', name, file.tables)) return
  const table = file.tables![name]!
  const other = table.inputs.find((input) => !/^place\.[a-z0-9-]+$/.test(input))
  if (other !== undefined) {
    const zh = `「${table.title.zh}」要看「${other}」；这里只能用只看地点属性（place.…）的表。`
    const en = `"${table.title.en}" looks at "${other}"; only a table that looks at places (place.…) can be asked here.`
    teller.error([...path, 'table'], { code: 'not-of-places', zh, en, found: name })
  }
  if (!known({ teller }, [...path, 'output'], 'output', output, table.outputs)) return
  const choices = choicesOf(table.outputs[output]!.of, file)
  if (choices) known({ teller }, [...path, 'has'], 'choice', has, choices)
}

function checkPortal(
  { value, teller, path }: Placed<Portal>,
  modules: readonly string[],
  packs: readonly string[],
): void {
  value.sections.forEach(({ items }, section) =>
    items.forEach((item, index) => {
      const at = [...path, 'sections', section, 'items', index]
      if (item.module !== undefined) known({ teller }, [...at, 'module'], 'module', item.module, modules)
      if (item.pack !== undefined) known({ teller }, [...at, 'pack'], 'pack', item.pack, packs)
    }),
  )
}
