/** The one language in which a pack differs from the pack it stands on, and a street from its district. */
import type { Json } from '../types.js'
import type { Change, PackFile } from './format.js'
import { nearest, type Path, type Spot, type Teller, type Where } from './trouble.js'

type Group = Readonly<Record<string, Json>>
const isGroup = (value: Json | undefined): value is Group =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)

/** A member of a list goes by its name or its own text, anything else by its place. */
const called = (item: Json, index: number): string =>
  isGroup(item) ? (typeof item['name'] === 'string' ? item['name'] : String(index)) : String(item)

/** Name of a table's row: its input cells joined by `|`, a list by `,`, any by `*`. */
export const rowName = (row: readonly Json[], inputs: number): string =>
  row
    .slice(0, inputs)
    .map((cell) => (cell === null ? '*' : String(cell)))
    .join('|')

/** Steps that may be taken from a value, by the word that takes them; `tables` tells how rows and cells are called. */
function stepsFrom(value: Json | undefined, path: Path, file: PackFile): Map<string, string | number> {
  const table = path[0] === 'tables' ? file.tables?.[String(path[1])] : undefined
  if (isList(value)) {
    if (table && path[2] === 'rows' && path.length === 3)
      // the whole is looked at after all changes: until then a row may be anything
      return new Map(value.map((row, index) => [isList(row) ? rowName(row, table.inputs.length) : `${index}`, index]))
    if (table && (path[2] === 'rows' || path[2] === 'otherwise')) {
      const columns = [...(path[2] === 'rows' ? table.inputs : []), ...Object.keys(table.outputs)]
      return new Map(columns.map((name, index) => [name, index]))
    }
    return new Map(value.map((item, index) => [called(item, index), index]))
  }
  return new Map(isGroup(value) ? Object.keys(value).map((name) => [name, name]) : [])
}

/** Where `at` leads; `stop` is the part that leads nowhere, `left` what follows it. */
interface Found {
  readonly path: Path
  readonly stop?: string
  readonly left: string
  readonly known: readonly string[]
}

/** Follows a path by names; a row's name may itself hold dots, so the longest name that fits is taken. */
export function follow(at: string, file: PackFile): Found {
  const path: (string | number)[] = []
  let value: Json | undefined = file as unknown as Json
  let left = at
  while (left !== '') {
    const steps = stepsFrom(value, path, file)
    const word = [...steps.keys()]
      .filter((name) => left === name || left.startsWith(`${name}.`))
      .sort((a, b) => b.length - a.length)[0]
    if (word === undefined) {
      const stop = left.split('.')[0]!
      return { path, stop, left: left.slice(stop.length + 1), known: [...steps.keys()] }
    }
    const step: string | number = steps.get(word)!
    value = (value as Readonly<Record<string | number, Json>>)[step]
    path.push(step)
    left = left.slice(word.length + 1)
  }
  return { path, left: '', known: [] }
}

/** A copy of the value with what stands at the path replaced; `undefined` takes it out. */
function replaced(value: Json, path: Path, by: Json | undefined): Json {
  const [step, ...rest] = path
  if (step === undefined) return by ?? null
  const inner = (value as Readonly<Record<string | number, Json>>)[step]
  const next = rest.length ? replaced(inner ?? {}, rest, by) : by
  if (isList(value)) return next === undefined ? value.toSpliced(Number(step), 1) : value.with(Number(step), next)
  if (next !== undefined) return { ...(value as Group), [step]: next }
  return Object.fromEntries(Object.entries(value as Group).filter(([name]) => name !== step))
}

const valueAt = (value: Json, path: Path): Json | undefined =>
  path.reduce<Json | undefined>(
    (at, step) => (at as Readonly<Record<string | number, Json>> | undefined)?.[step],
    value,
  )

const begins = (path: Path, start: Path) => start.every((step, index) => path[index] === step)

/** A pack with the files its parts were written in. */
export interface Changed {
  readonly file: PackFile
  readonly where: Where
}

/**
 * The pack after one change. What leads nowhere is told with the nearest path and changes nothing; what changes nothing
 * is told as a warning.
 * @param own tells in the file that holds the change, `place` is where in it the change stands
 */
export function change(pack: Changed, it: Change, own: Teller, place: Path): Changed {
  const found = follow(it.at, pack.file)
  const makes =
    found.stop !== undefined &&
    found.left === '' &&
    it.value !== undefined &&
    !Array.isArray(valueAt(asJson(pack), found.path))
  if (found.stop !== undefined && !(makes && nearest(found.stop, found.known) === undefined)) {
    const zh = `「${it.at}」在规则包 ${pack.file.pack} 里找不到：没有「${found.stop}」。`
    const en = `"${it.at}" leads nowhere in pack ${pack.file.pack}: there is no "${found.stop}".`
    own.error([...place, 'at'], { code: 'unknown-path', zh, en, found: found.stop, known: found.known })
    return pack
  }
  const path = found.stop === undefined ? found.path : [...found.path, found.stop]
  const before = valueAt(asJson(pack), path)
  if (it.add) return added(pack, it.add, path, before, own, place)
  if (it.remove) return { file: remake(pack, emptied(asJson(pack), path), undefined), where: withGap(pack.where, path) }
  if (JSON.stringify(before) === JSON.stringify(it.value)) {
    const zh = `「${it.at}」本来就是这个值，这一条没有改动什么。`
    own.warn(place, { code: 'changes-nothing', zh, en: `"${it.at}" has this value already; this changes nothing.` })
  }
  const where: Where = (asked, key) =>
    begins(asked, path) ? own.where([...place, 'value', ...asked.slice(path.length)], key) : pack.where(asked, key)
  return { file: remake(pack, path, it.value), where }
}

const asJson = (pack: Changed) => pack.file as unknown as Json
const remake = (pack: Changed, path: Path, by: Json | undefined) =>
  replaced(asJson(pack), path, by) as unknown as PackFile

function added(
  pack: Changed,
  items: readonly Json[],
  path: Path,
  before: Json | undefined,
  own: Teller,
  place: Path,
): Changed {
  if (!Array.isArray(before)) {
    const zh = `「${path.join('.')}」不是列表，不能用 add；请用 value。`
    own.error([...place, 'add'], {
      code: 'no-list',
      zh,
      en: `"${path.join('.')}" is no list, so nothing can be added; use value.`,
    })
    return pack
  }
  const where: Where = (asked, key): Spot => {
    const index = begins(asked, path) ? asked[path.length] : undefined
    return typeof index === 'number' && index >= before.length
      ? own.where([...place, 'add', index - before.length, ...asked.slice(path.length + 1)], key)
      : pack.where(asked, key)
  }
  return { file: remake(pack, path, [...(before as Json[]), ...items]), where }
}

/** What goes when the part at the path goes: a list or group that would be left empty goes with its last member. */
function emptied(value: Json, path: Path): Path {
  const around = path.slice(0, -1)
  const group = valueAt(value, around)
  const last = around.length > 0 && typeof group === 'object' && group !== null && Object.keys(group).length === 1
  return last ? emptied(value, around) : path
}

/** After a member of a list is taken out, those behind it stand one further up than they were written. */
function withGap(where: Where, path: Path): Where {
  const [list, gap] = [path.slice(0, -1), path.at(-1)]
  if (typeof gap !== 'number') return where
  return (asked, key) => {
    const index = begins(asked, list) ? asked[list.length] : undefined
    return typeof index === 'number' && index >= gap
      ? where([...list, index + 1, ...asked.slice(list.length + 1)], key)
      : where(asked, key)
  }
}
