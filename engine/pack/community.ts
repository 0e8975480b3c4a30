/** Community files stand on one another, district, street, community: without this a street would copy its district whole. */
import { dateIn } from '../time/calendar.js'
import type { Rota } from '../time/schedule.js'
import { order } from './table.js'
import { inForce, type Days } from './dated.js'
import { beside } from './address.js'
import type { Asked, Library, Opened } from './library.js'
import type { Change, CommunityFile, Module, PackUse, Portal, While } from './format.js'
import { boundWords } from './meant.js'
import type { Path, Teller } from './trouble.js'
import type { Calendar, Json, Moment, PlaceId, Say } from '../types.js'

/** A value with the file it comes from and where in it, so that what is wrong with it is told there. */
export interface Placed<Value> {
  readonly value: Value
  readonly community: string
  readonly teller: Teller
  readonly path: Path
  /** How far down the chain; 0 is the top. */
  readonly depth: number
}
/** One pack as the whole chain uses it. */
export interface Use {
  readonly pack: string
  /** The lowest file that names it. */
  readonly last: Placed<PackUse>
  readonly params: Readonly<Record<string, readonly Placed<Json>[]>>
  readonly roles: Readonly<Record<string, Placed<readonly string[]>>>
  readonly overrides: readonly Placed<Change>[]
  readonly locks: readonly Placed<Lock>[]
  /** First and last days that the files give it; all of them hold. */
  readonly days: readonly Placed<Days>[]
  readonly while: readonly Placed<While>[]
  readonly accepts: readonly Placed<Accept>[]
}
export type Accept = NonNullable<CommunityFile['accepts']>[number]
export type Lock = NonNullable<CommunityFile['locks']>[number]

/** What the chain settles before any pack is looked at. */
export interface Settings {
  readonly community: string
  readonly title: Say
  readonly place: PlaceId
  readonly zone: string
  readonly languages: readonly string[]
  readonly calendars: Readonly<Record<string, Calendar>>
  readonly lists: Readonly<Record<string, Rota>>
  readonly uses: readonly Use[]
  readonly modules: Readonly<Record<string, Placed<Module>>>
  readonly portal?: Placed<Portal>
  readonly adopters?: readonly string[]
  readonly sealed?: true
}

type File = Opened<CommunityFile>

/** The files from the top down to the one at the address; undefined if one of them cannot be used. */
export async function openChain(address: string, library: Library): Promise<readonly File[] | undefined> {
  const name = address.replace(/^.*\//, '').replace(/\.community\.json.*$/, '')
  let file = await library.open<CommunityFile>(address, name, 'community')
  if (!file) return undefined
  const chain = [file]
  while (file.file.extends !== undefined) {
    const above: string = file.file.extends
    // from the lowest up, as one stands on the other
    const names = chain.map((one) => one.file.community).reverse()
    if (names.includes(above)) {
      const circle = [...names.slice(names.indexOf(above)), above].join(' → ')
      const fault = {
        code: 'circle',
        zh: `社区文件绕成了圈：${circle}。`,
        en: `the community files run in a circle: ${circle}.`,
      }
      file.teller.error(['extends'], { ...fault, found: above })
      return undefined
    }
    const asked: Asked = { teller: file.teller, path: ['extends'], known: [] }
    const next: File | undefined = await library.open(
      beside(address, `${above}.community.json`),
      above,
      'community',
      asked,
    )
    if (!next) return undefined
    chain.unshift((file = next))
  }
  return chain
}

/** What the files settle together: the lowest says last, and every value knows whose it is. */
export function settle(chain: readonly File[], at: Moment | undefined): Settings {
  const own = chain.at(-1)!.file
  const merged = chain.reduce<Partial<CommunityFile>>((above, { file }) => ({ ...above, ...file }), {})
  const zone = merged.timezone ?? 'Asia/Shanghai'
  const known = checkZone(chain, zone) ? zone : 'Asia/Shanghai'
  return {
    community: own.community,
    title: own.title,
    place: own.place,
    zone: known,
    languages: merged.languages ?? ['zh', 'en'],
    calendars: calendarsOf(chain, known),
    lists: Object.assign({}, ...chain.map(({ file }) => file.lists ?? {})) as Settings['lists'],
    uses: usesOf(chain, day(at, known)),
    modules: modulesOf(chain),
    ...portalOf(chain),
    ...(merged.adopters && { adopters: merged.adopters }),
    // whoever stands above has promised it to residents
    ...(merged.sealed && { sealed: true as const }),
  }
}

const placedIn = <Value>({ file, teller }: File, depth: number, value: Value, path: Path): Placed<Value> => ({
  value,
  community: file.community,
  teller,
  path,
  depth,
})

const modulesOf = (chain: readonly File[]): Settings['modules'] =>
  Object.fromEntries(
    chain.flatMap((one, depth) =>
      Object.entries(one.file.modules ?? {}).map(([name, module]) => [
        name,
        placedIn(one, depth, module, ['modules', name]),
      ]),
    ),
  )

/** A portal is laid out by one file: the lowest that has one. */
function portalOf(chain: readonly File[]): Pick<Settings, 'portal'> {
  const depth = chain.findLastIndex(({ file }) => file.portal !== undefined)
  return depth < 0 ? {} : { portal: placedIn(chain[depth]!, depth, chain[depth]!.file.portal!, ['portal']) }
}

/** The days of all overrides: while the same of them are in force, the packs of then are the packs of now. */
export const datedIn = (chain: readonly File[]): readonly Days[] =>
  chain.flatMap(({ file }) =>
    (file.overrides ?? []).flatMap(({ from, until }) =>
      from === undefined && until === undefined
        ? []
        : { ...(from !== undefined && { from }), ...(until !== undefined && { until }) },
    ),
  )

/** The day of a moment. */
export const day = (at: Moment | undefined, zone: string): string | undefined =>
  at === undefined ? undefined : dateIn(at, zone)
function checkZone(chain: readonly File[], zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    const { teller } = chain.find(({ file }) => file.timezone === zone)!
    const fault = {
      code: 'unknown-zone',
      zh: `没有「${zone}」这个时区。`,
      en: `there is no time zone "${zone}".`,
      found: zone,
    }
    teller.error(['timezone'], { ...fault, known: ['Asia/Shanghai', 'Asia/Urumqi', 'Asia/Hong_Kong'] })
    return false
  }
}

function calendarsOf(chain: readonly File[], zone: string): Record<string, Calendar> {
  const calendars: Record<string, Calendar> = { '24h': { name: '24h', zone }, natural: { name: 'natural', zone } }
  for (const { file, teller } of chain)
    for (const [name, spec] of Object.entries(file.calendars ?? {})) {
      spec.hours.forEach(([from, to], index) => {
        if (from < to && from >= (spec.hours[index - 1]?.[1] ?? '')) return
        const zh = `时段 ${from}–${to} 要先起后止，并排在前一段之后。`
        const en = `the hours ${from}–${to} must begin before they end, and follow those before them.`
        teller.error(['calendars', name, 'hours', index], { code: 'bad-hours', zh, en })
      })
      calendars[name] = { name, zone, ...spec }
    }
  return calendars
}

function usesOf(chain: readonly File[], today: string | undefined): Use[] {
  const packs = new Map<string, Placed<PackUse>[]>()
  const placed = <Value>(pick: (file: CommunityFile) => readonly Value[] | undefined, key: string) =>
    chain.flatMap((one, depth) =>
      (pick(one.file) ?? []).map((value, index) => placedIn(one, depth, value, [key, index])),
    )
  for (const use of placed((file) => file.packs, 'packs')) {
    const before = packs.get(use.value.pack) ?? []
    if (before.some(({ depth }) => depth === use.depth)) {
      const [zh, en] = [`规则包「${use.value.pack}」在这里列了两次。`, `pack "${use.value.pack}" is listed twice here.`]
      use.teller.error([...use.path, 'pack'], { code: 'twice', zh, en, found: use.value.pack })
    } else packs.set(use.value.pack, [...before, use])
  }
  const all = <Value extends { pack: string }>(list: readonly Placed<Value>[]) => {
    for (const { value, teller, path } of list)
      if (!packs.has(value.pack)) {
        const [zh, en] = [`这里没有启用规则包「${value.pack}」。`, `pack "${value.pack}" is not in use here.`]
        teller.error([...path, 'pack'], { code: 'unknown-pack', zh, en, found: value.pack, known: packs.keys() })
      }
    return list
  }
  const overrides = all(placed((file) => file.overrides, 'overrides')).filter(({ value }) => inForce(value, today))
  const locks = all(placed((file) => file.locks, 'locks'))
  const accepts = all(placed((file) => file.accepts, 'accepts'))
  return [...packs].map(([pack, uses]) => ({
    pack,
    last: uses.at(-1)!,
    params: paramsOf(uses),
    roles: Object.fromEntries(
      uses.flatMap((use) =>
        Object.entries(use.value.roles ?? {}).map(([role, posts]) => [
          role,
          { ...use, value: posts, path: [...use.path, 'roles', role] },
        ]),
      ),
    ),
    overrides: overrides.filter(({ value }) => value.pack === pack),
    locks: locks.filter(({ value }) => value.pack === pack),
    accepts: accepts.filter(({ value }) => value.pack === pack),
    days: uses.filter(({ value }) => value.from !== undefined || value.until !== undefined),
    while: uses.flatMap((use) =>
      use.value.while ? [{ ...use, value: use.value.while, path: [...use.path, 'while'] }] : [],
    ),
  }))
}

function paramsOf(uses: readonly Placed<PackUse>[]): Record<string, Placed<Json>[]> {
  const params: Record<string, Placed<Json>[]> = {}
  for (const use of uses)
    for (const [name, value] of Object.entries(use.value.params ?? {}))
      (params[name] ??= []).push({ ...use, value, path: [...use.path, 'params', name] })
  return params
}

/** Why a lock from above does not allow a value, in words; undefined if it does. */
export function locked(
  lock: Lock,
  value: Json | undefined,
  zone: string,
): readonly [zh: string, en: string] | undefined {
  const { min, max, why } = lock
  const [is, low, high] = [value, min, max].map((one) => (one === undefined ? undefined : order(one, zone)))
  const bounded = min !== undefined || max !== undefined
  if (bounded && is !== undefined && (low === undefined || is >= low) && (high === undefined || is <= high))
    return undefined
  const [least, most] = [min, max].map((bound) => bound !== undefined && boundWords(bound))
  const range = (at: 0 | 1, from: string, to: string) =>
    [least && `${from} ${least[at]}`, most && `${to} ${most[at]}`].filter(Boolean)
  return bounded
    ? [
        `上级规定这里${range(0, '不少于', '不超过').join('、')}：${why.zh}。`,
        `the file above wants ${range(1, 'at least', 'at most').join(' and ')} here: ${why.en}.`,
      ]
    : [`上级不允许改这里：${why.zh}。`, `the file above allows no change here: ${why.en}.`]
}
