/** What a fact over dossiers or lines looks at: the kind, its fields, and whether `where` compares like with like. */
import type { Json } from '../../types.js'
import { kindFor } from '../../verify/domain.js'
import type { Name } from '../book.js'
import { lookedThrough, type Looked } from '../looked.js'
import type { Condition, Derivation, FactRef, Operator } from '../format.js'
import { leafOf, type Scope } from '../leaf.js'
import { elsewhere, walkName, type Member, type Members } from '../members.js'
import type { Path } from '../trouble.js'
import { entriesOf, kindsOf, known, readsPrivate, unknown, type Ground } from './ground.js'
import { checkKindName } from './kinds.js'

export const isRef = (value: unknown): value is FactRef =>
  typeof value === 'object' && value !== null && 'fact' in value

/** A fact of the pack is asked in any of its kinds: what any of them knows. */
const anyNames = (ground: Ground): ReadonlyMap<string, Name> =>
  new Map(kindsOf(ground.file).flatMap(([kind]) => [...(ground.names[kind] ?? [])]))

/** What a fact named there is, of any kind of the pack; told where it is unknown. */
export function checkAddress(ground: Ground, address: string, path: Path): Member | undefined {
  const [head, ...rest] = address.split('.') as [string, ...string[]]
  const names = anyNames(ground)
  const name = names.get(head)
  if (!name) {
    unknown(ground, path, 'fact', head, names.keys())
    return undefined
  }
  // kinds may differ in what lies under one word, e.g. under `last`
  const ways = kindsOf(ground.file).flatMap(([kind]) => {
    const own = ground.names[kind]?.get(head)
    return own ? [walkName(own, rest)] : []
  })
  const found = ways.find((way) => 'end' in way)
  if (found && 'end' in found) {
    if (!found.end.private) return found.end
    readsPrivate(ground, path, address)
    return undefined
  }
  const stop = ways.find((way) => 'stop' in way) as { stop: string }
  tellPath(
    ground,
    path,
    head,
    stop.stop,
    ways.flatMap((way) => ('known' in way ? way.known : [])),
  )
  return undefined
}

function tellPath({ teller }: Ground, path: Path, head: string, stop: string, all: readonly string[], key?: 'key') {
  const [zh, en] = all.length
    ? [`「${head}」里没有「${stop}」。`, `"${head}" has no "${stop}".`]
    : [`「${head}」下面没有别的，不能写路径。`, `"${head}" has nothing inside, so it takes no path.`]
  teller.error(path, { code: 'unknown-path', zh, en, found: stop, known: all }, key)
}

/** The kind or the act that is looked through, and `where`; undefined where it is not known. */
export function checkLooked(
  ground: Ground,
  how: Pick<Derivation, 'of' | 'act' | 'where'> & { readonly how?: string },
  path: Path,
): Looked | undefined {
  const { file, beside = new Map() } = ground
  return checkThrough(ground, how, path, () => lookedThrough(how, file, beside))
}

/** The same of what is looked through otherwise. */
export function checkThrough(
  ground: Ground,
  how: Pick<Derivation, 'of' | 'act' | 'where'> & { readonly how?: string },
  path: Path,
  through: () => Looked | undefined,
): Looked | undefined {
  const { file, beside = new Map() } = ground
  if (how.of !== undefined) {
    checkKindName(ground, how.of, [...path, 'of'])
    const found = elsewhere(how.of, file, beside)
    if (!found.file?.dossiers?.[found.name]) return undefined
  } else if (how.act !== undefined && !known(ground, [...path, 'act'], 'act', how.act, file.acts)) return undefined
  const looked = through()
  if (!looked) return undefined
  for (const [member, wanted] of entriesOf(how.where))
    checkWhere(ground, looked, member, wanted, [...path, 'where', member])
  return looked
}

/** A path of what is looked through; told where it leads nowhere or to somebody's private answer. */
export function checkMember(
  ground: Ground,
  { members }: { readonly members: Members },
  address: string,
  path: Path,
  key?: 'key',
): Member | undefined {
  const [head, ...rest] = address.split('.') as [string, ...string[]]
  if (!known(ground, path, 'field', head, members, key)) return undefined
  const walked = walkName(members[head]!, rest)
  if ('stop' in walked) {
    if (head === 'times' || head === 'last') unknown(ground, path, 'act', walked.stop, walked.known, key)
    else tellPath(ground, path, head, walked.stop, walked.known, key)
    return undefined
  }
  if (!walked.end.private) return walked.end
  readsPrivate(ground, path, address)
  return undefined
}

function checkWhere(ground: Ground, looked: Looked, member: string, wanted: Json, path: Path): void {
  const end = checkMember(ground, looked, member, path, 'key')
  if (!end) return
  if (end.name === 'step' && end.choices) return checkStepsIn(ground, wanted, end.choices, path)
  if (Array.isArray(wanted)) return compared(ground, looked, member, 'in', wanted, path)
  if (typeof wanted !== 'object' || wanted === null || isRef(wanted))
    return compared(ground, looked, member, 'equal', wanted, path)
  for (const [operator, value] of Object.entries(wanted))
    if (operator === 'within') checkWithin(ground, end, value, [...path, operator])
    else compared(ground, looked, member, operator as Operator, value, [...path, operator])
}

/** One condition of `where`, as a rule would compare: the candidate on the left, a constant or a fact at hand on the right. */
function compared(
  ground: Ground,
  { members }: Looked,
  member: string,
  operator: Operator,
  value: Json,
  path: Path,
): void {
  const address = isRef(value) ? [value.fact, value.path].filter(Boolean).join('.') : undefined
  if (address !== undefined && !checkAddress(ground, address, [...path, 'fact'])) return
  const knows = address === undefined ? undefined : kindFor([address], ground.names)
  const names = new Map(Object.values(members).map((one): [string, Name] => [one.name, { ...one, from: 'field' }]))
  const scope: Scope = {
    names,
    than: ground.names[knows ?? ''] ?? new Map<string, never>(),
    conditions: {},
    zone: ground.zone,
    teller: ground.teller.at(path),
  }
  const [fact, ...rest] = member.split('.') as [string, ...string[]]
  const condition: Condition = {
    fact,
    ...(rest.length > 0 && { path: rest.join('.') }),
    operator,
    value,
  }
  leafOf(condition, scope, [])
}

function checkWithin(ground: Ground, end: Member, value: Json, path: Path): void {
  if (end.type !== 'moment' && end.type !== 'date') {
    const zh = `「within」要问日期或时间，「${end.title?.zh ?? end.name}」不是。`
    const fault = { zh, en: `"within" is asked of a date or time, and "${end.name}" is not one.` }
    ground.teller.error(path, { code: 'wrong-operator', ...fault, found: end.name }, 'key')
  }
  if (isRef(value)) typed(ground, [value.fact, value.path].filter(Boolean).join('.'), ['duration'], [...path, 'fact'])
}

const TYPES: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  number: ['数', 'a number'],
  duration: ['时长', 'a span'],
  date: ['日期', 'a date'],
  moment: ['时间', 'a moment'],
  time: ['时刻', 'a time of day'],
  place: ['地点', 'a place'],
  'yes-no': ['是否', 'a yes or no'],
}

/** A fact of the dossier at hand must be there and of one of these types. */
export function typed(ground: Ground, address: string, types: readonly string[], path: Path): void {
  const end = checkAddress(ground, address, path)
  if (end) checkType(ground, end, address, types, path)
}

export function checkType(ground: Ground, end: Member, address: string, types: readonly string[], path: Path): void {
  if (types.includes(end.type)) return
  const words = types.map((type) => TYPES[type]!)
  const zh = `这里要${words.map(([one]) => one).join('或')}，「${address}」不是。`
  const en = `this should be ${words.map(([, one]) => one).join(' or ')}, and "${address}" is not.`
  ground.teller.error(path, { code: 'wrong-type', zh, en, found: address })
}

function checkStepsIn(ground: Ground, wanted: unknown, steps: Readonly<Record<string, unknown>>, path: Path): void {
  if (typeof wanted === 'string') known(ground, path, 'step', wanted, steps)
  else if (Array.isArray(wanted)) wanted.forEach((one, index) => checkStepsIn(ground, one, steps, [...path, index]))
  else if (isRef(wanted)) checkAddress(ground, wanted.fact, [...path, 'fact'])
  else if (typeof wanted === 'object' && wanted !== null)
    for (const [operator, inner] of Object.entries(wanted)) checkStepsIn(ground, inner, steps, [...path, operator])
}
