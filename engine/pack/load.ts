/** From an address to a book: the community file, what it stands on, its packs, all checked; a bad file is a sentence. */
import type { Json, Moment, Trouble } from '../types.js'
import type { Book, Pack } from './book.js'
import { check } from './check.js'
import type { CheckClaims } from './check/claims.js'
import type { Changed } from './change.js'
import { datedIn, day, openChain, settle, type Settings, type Use } from './community.js'
import { sameOn, type Days } from './dated.js'
import { canonical, sha256 } from './digest.js'
import type { PackFile } from './format.js'
import { Library } from './library.js'
import type { Beside } from './members.js'
import { namesOf } from './names.js'
import { paramsOf } from './param.js'
import { shapeCheck, trusted, type CheckShape } from './shape.js'
import { ruleTeller, type Teller, trouble } from './trouble.js'
import { acceptsOf } from './accepts.js'
import { checkWhiles, daysOf } from './while.js'
import { checkVersion, checkWhole, openPack, overridden } from './whole.js'

export interface LoadOptions {
  /** Day on which overrides and packs with dates are looked at; without it they all apply. */
  readonly at?: Moment
  /** Addresses of the files of an earlier book: where one cannot be read, the nearest of them is suggested. */
  readonly known?: readonly string[]
  /**
   * Texts of an earlier book that was good, and the day it was looked at: where a text is the same, the schemas, which
   * load late, are not needed. Only what this edition of the schemas found good (`edition` of shape.ts) may stand here.
   */
  readonly good?: { readonly texts: Readonly<Record<string, string>>; readonly at: Moment }
}
export interface Loaded {
  /** Absent if there are errors: what was in force stays in force. */
  readonly book?: Book
  /** With the book: the days between which parts of it are in force. On others it is to be opened again. */
  readonly dated?: readonly Days[]
  readonly troubles: readonly Trouble[]
}

/**
 * Opens the book of a community.
 * @param address of the community file, a URL or a path; the file it extends and its packs lie beside it
 * @param read the text behind an address; rejects where there is none
 */
export async function loadBook(
  address: string,
  read: (address: string) => Promise<string>,
  options: LoadOptions = {},
): Promise<Loaded> {
  const { at, good } = options
  const library = new Library(read, options.known, good?.texts)
  if (!globalThis.crypto?.subtle) return { troubles: [insecure(address)] }
  const chain = await openChain(address, library)
  if (!chain) return { troubles: tidy(library.troubles) }
  const settings = settle(chain, at)
  const dated = datedIn(chain)
  const steady = good !== undefined && sameOn(dated, day(at, settings.zone), day(good.at, settings.zone))
  const whole = () => (steady ? library.whole() : shapeCheck())
  const opened = await Promise.all(settings.uses.map((use) => openUse(use, settings, address, library, whole)))
  const files = new Map(opened.flatMap((one) => (one ? [[one.whole.file.pack, one.whole.file]] : [])))
  const claims = (await whole()) === trusted ? undefined : await claimsCheck()
  const packs: Pack[] = []
  for (const one of opened) {
    const teller = one && ruleTeller(one.whole.where, library.troubles)
    // other packs may name what a broken one would have had: they are looked at without it
    if (one) packs.push(await assemble(one, settings, opened.every(Boolean) ? files : undefined, teller!, claims))
  }
  const kinds = kindsOf(packs, opened)
  if (opened.every(Boolean)) checkWhiles(settings, files)
  const troubles = tidy(library.troubles)
  if (troubles.some(({ level }) => level === 'error')) return { troubles }
  const { modules, portal, uses: _, ...rest } = settings
  const own = {
    ...rest,
    ...(Object.keys(modules).length > 0 && { modules: mapped(modules) }),
    ...(portal && { portal: portal.value }),
  }
  const digests = packs.map(({ digest }) => digest)
  const around = packs.map(({ name, days, while: whiles, accepts }) => ({ name, days, whiles, accepts }))
  const digest = await sha256(canonical([own, digests, around] as unknown as Json))
  return {
    book: { ...own, packs: new Map(packs.map((pack) => [pack.name, pack])), kinds, digest, texts: library.texts },
    dated,
    troubles,
  }
}

const mapped = <Value>(all: Readonly<Record<string, { readonly value: Value }>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(all).map(([name, { value }]) => [name, value]))

/** Opens a book again from the texts it was made from, the community's first. */
export function bookFromTexts(texts: Readonly<Record<string, string>>, options?: LoadOptions): Promise<Loaded> {
  const read = (address: string) =>
    Object.hasOwn(texts, address)
      ? Promise.resolve(texts[address]!)
      : Promise.reject(new Error(`No text of ${address}`))
  return loadBook(Object.keys(texts)[0] ?? '', read, options)
}

/** Checks the text of one pack by itself; what it says of other packs is taken on trust. */
export async function checkText(text: string, file: string): Promise<readonly Trouble[]> {
  const name = file.replace(/^.*\//, '').replace(/\.pack\.json$/, '')
  const library = new Library((address) =>
    address === file ? Promise.resolve(text) : Promise.reject(new Error(address)),
  )
  const whole = await openPack(name, file, library)
  if (whole && checkWhole(whole, await shapeCheck(), ruleTeller(whole.where, library.troubles))) {
    const teller = ruleTeller(whole.where, library.troubles)
    const ground = { file: whole.file, names: namesIn(whole.file), teller, zone: 'Asia/Shanghai' }
    const rules = check(ground)
    if (!teller.failed) (await claimsCheck())?.(ground, rules)
  }
  return tidy(library.troubles)
}

/**
 * What rules say to no purpose takes searching and is only ever a warning: it loads late, where a file is new, and a page
 * that cannot have it goes without.
 */
const claimsCheck = (): Promise<CheckClaims | undefined> =>
  import('./check/claims.js').then(
    ({ checkClaims }) => checkClaims,
    () => undefined,
  )

const namesIn = (file: PackFile, beside?: Beside): Pack['names'] =>
  Object.fromEntries(Object.keys(file.dossiers ?? {}).map((kind) => [kind, namesOf(file, kind, beside)]))

interface OpenedUse {
  readonly use: Use
  readonly whole: Changed
  readonly params: ReturnType<typeof paramsOf>
  readonly days: ReturnType<typeof daysOf>
}

async function openUse(
  use: Use,
  settings: Settings,
  address: string,
  library: Library,
  shape: () => Promise<CheckShape>,
): Promise<OpenedUse | undefined> {
  const { last } = use
  const known = settings.uses.map(({ pack }) => pack).filter((name) => name !== use.pack)
  const written = await openPack(use.pack, address, library, {
    teller: last.teller,
    path: [...last.path, 'pack'],
    known,
  })
  if (!written) return undefined
  checkVersion(written.file, last.value.version, last.teller, [...last.path, 'version'])
  const changed = overridden(written, use, settings.zone)
  const remade = changed.file !== written.file || written.file.changes !== undefined
  if (remade && !checkWhole(changed, await shape(), last.teller)) return undefined
  return {
    use,
    whole: changed,
    params: paramsOf(changed, use, settings.zone),
    days: daysOf(changed, use, settings.zone),
  }
}

async function assemble(
  { use, whole, params, days }: OpenedUse,
  settings: Settings,
  beside: ReadonlyMap<string, PackFile> | undefined,
  teller: Teller,
  claims: CheckClaims | undefined,
): Promise<Pack> {
  const { file } = whole
  const { zone, calendars } = settings
  const names = namesIn(file, beside)
  const rules = check({
    file,
    teller,
    zone,
    names,
    calendars: Object.keys(calendars),
    lists: Object.keys(settings.lists),
    ...(beside && { beside }),
  })
  if (!teller.failed) claims?.({ file, teller, zone, names }, rules)
  const roles = rolesOf(file, use)
  const digest = await sha256(canonical([file as unknown as Json, params.values, roles]))
  return {
    name: file.pack,
    version: file.version,
    file,
    digest,
    ref: `${file.pack}@${file.version}+${digest.slice(0, 8)}`,
    params: params.values,
    roles,
    names,
    ...rules,
    ...(use.days.length > 0 && { days }),
    ...(use.accepts.length > 0 && { accepts: acceptsOf(file, use) }),
    ...(use.while.length > 0 && { while: use.while.map(({ value }) => value) }),
    origin: {
      ...params.origin,
      ...Object.fromEntries(Object.entries(use.roles).map(([role, { community }]) => [`roles.${role}`, community])),
      ...Object.fromEntries(use.overrides.map(({ value, community }) => [value.at, community])),
    },
  }
}

/** Posts that fill the roles of the pack; a role that nobody fills is a warning, for its acts wait for ever. */
function rolesOf(file: PackFile, use: Use): Record<string, readonly string[]> {
  const roles = file.roles ?? {}
  for (const [role, { teller, path }] of Object.entries(use.roles))
    if (!Object.hasOwn(roles, role)) {
      const zh = `规则包 ${file.pack} 没有「${role}」这个角色。`
      const en = `pack ${file.pack} has no role "${role}".`
      teller.error(path, { code: 'unknown-role', zh, en, found: role, known: Object.keys(roles) }, 'key')
    }
  for (const [role, title] of Object.entries(roles))
    if (!use.roles[role]) {
      const zh = `规则包 ${file.pack} 的角色「${title.zh}」（${role}）还没有写由哪些岗位担任。`
      const en = `no post is named for the role "${title.en}" (${role}) of pack ${file.pack}.`
      use.last.teller.warn(use.last.path, { code: 'role-without-post', zh, en, found: role })
    }
  return Object.fromEntries(Object.keys(roles).map((role) => [role, use.roles[role]?.value ?? []]))
}

function kindsOf(packs: readonly Pack[], opened: readonly (OpenedUse | undefined)[]): Book['kinds'] {
  const kinds = new Map<string, { pack: Pack; kind: string }>()
  for (const pack of packs)
    for (const [kind, spec] of Object.entries(pack.file.dossiers ?? {})) {
      const prefix = spec.prefix ?? kind
      const taken = kinds.get(prefix)
      if (taken) {
        const { use, whole } = opened.find((one) => one?.whole.file === pack.file)!
        const zh = `编号开头「${prefix}」已经给了 ${taken.pack.name}；请写 prefix，如 "${pack.name}-${kind}"。`
        const en = `ids beginning "${prefix}" belong to ${taken.pack.name}; write a prefix, e.g. "${pack.name}-${kind}".`
        ruleTeller(whole.where, use.last.teller.troubles).error(
          ['dossiers', kind],
          { code: 'twice', zh, en, found: prefix },
          'key',
        )
      } else kinds.set(prefix, { pack, kind })
    }
  return kinds
}

/** Packs are named by their sha256, which browsers work out on secure pages only. */
const insecure = (address: string) =>
  trouble(
    'error',
    { file: address, line: 1, column: 1 },
    {
      code: 'insecure',
      zh: '这个网页不是用 https 打开的，浏览器不给算规则包的指纹，规则没有装上。请改用 https 或本机打开。',
      en: 'this page was not opened over https, so the browser will not work out the digests of packs. Use https or localhost.',
    },
  )

/** Each trouble once, errors first, then by file and line. */
function tidy(troubles: readonly Trouble[]): readonly Trouble[] {
  const once = new Map(
    troubles.map((one) => [`${one.level} ${one.code} ${one.file} ${one.line} ${one.column} ${one.says.en}`, one]),
  )
  return [...once.values()].sort(
    (a, b) => a.level.localeCompare(b.level) || a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column,
  )
}
