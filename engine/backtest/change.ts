/** What a changed book touches: a keystroke in one rule should not ask all the others again. */
import { asked, headOf } from '../facts/refs.js'
import type { Book, NormRule, Pack } from '../pack/book.js'
import { alike } from '../pack/digest.js'
import type { ActSpec, Kind } from '../pack/format.js'

/** The kind of some dossiers before and after. */
export interface Owners {
  readonly was?: { readonly pack: Pack; readonly kind: string }
  readonly is?: { readonly pack: Pack; readonly kind: string; readonly spec: Kind }
}

/** A rule that may hold otherwise than before. */
export interface Asked {
  readonly rule: NormRule
  /** `always`: must hold at all times; a rule brings its effects where it holds. */
  readonly of: 'rule' | 'always'
  /** It holds as before and brings something else. */
  readonly effect: boolean
  /** Facts that it reads. */
  readonly names: ReadonlySet<string>
}

export class Change {
  /** Packs whose dossiers may come out otherwise: those that differ, and all that are bound to them by `uses` or `while`. */
  readonly packs: ReadonlySet<string>
  readonly #touched = new Map<string, ReadonlySet<string>>()

  /** @param was the book in force */
  constructor(
    readonly was: Book,
    readonly is: Book,
  ) {
    this.packs = affected(was, is)
  }

  /** Prefixes of the dossiers that may come out otherwise. */
  get prefixes(): ReadonlySet<string> {
    const kinds = [...this.was.kinds, ...this.is.kinds]
    return new Set(kinds.flatMap(([prefix, { pack }]) => (this.packs.has(pack.name) ? [prefix] : [])))
  }

  owners(prefix: string): Owners {
    const [was, is] = [this.was.kinds.get(prefix), this.is.kinds.get(prefix)]
    const spec = is?.pack.file.dossiers?.[is.kind]
    return { ...(was && { was }), ...(is && spec && { is: { ...is, spec } }) }
  }

  act(name: string, { was, is }: Owners): { readonly was?: ActSpec; readonly is?: ActSpec } {
    const of = (owner: Owners['was']) => {
      const act = owner?.pack.file.acts?.[name]
      return act?.on === owner?.kind ? act : undefined
    }
    const [before, after] = [of(was), of(is)]
    return { ...(before && { was: before }), ...(after && { is: after }) }
  }

  /** Rules of an act that the change can make hold or not, or bring something else. */
  asked(act: string, { was, is }: Owners): readonly Asked[] {
    if (!is) return []
    const touched = this.touched(is.pack.name)
    const step = !alike(was?.pack.file.acts?.[act]?.to, is.pack.file.acts?.[act]?.to)
    const of = (rules: readonly NormRule[], before: readonly NormRule[], of: Asked['of']) =>
      rules.flatMap((rule): Asked[] => {
        const old = before.find(({ name }) => name === rule.name)
        const names = asked(rule.when)
        const effect = old !== undefined && !alike(old.event, rule.event)
        const moved = [...names].some((name) => touched.has(headOf(name)) || (step && name === 'step'))
        const same = old !== undefined && !effect && !moved && alike(old.when, rule.when)
        return same ? [] : [{ rule, of, effect, names }]
      })
    return [
      ...of(rulesOf(is.pack, is.kind, act), was ? rulesOf(was.pack, was.kind, act) : [], 'rule'),
      ...of(is.pack.always[is.kind] ?? [], was?.pack.always[was.kind] ?? [], 'always'),
    ]
  }

  /** Params, tables and derived facts of a pack that may have another value than before for the same dossier. */
  touched(name: string): ReadonlySet<string> {
    let found = this.#touched.get(name)
    if (!found) this.#touched.set(name, (found = touchedIn(name, this.was, this.is)))
    return found
  }
}

export const rulesOf = (pack: Pack, kind: string, act: string): readonly NormRule[] => [
  ...(pack.actRules[act] ?? []),
  ...(pack.kindRules[kind] ?? []),
]

function affected(was: Book, is: Book): ReadonlySet<string> {
  const names = new Set([...was.packs.keys(), ...is.packs.keys()])
  const settings = ({ zone, calendars, lists }: Book) => ({ zone, calendars, lists })
  if (!alike(settings(was), settings(is))) return names
  const found = new Set([...names].filter((name) => was.packs.get(name)?.digest !== is.packs.get(name)?.digest))
  const bound = [was, is].flatMap((book) =>
    [...book.packs.values()].flatMap(({ name, file, while: whiles }) =>
      [...(file.uses ?? []), ...(whiles ?? []).map(({ pack }) => pack)].map((other) => [name, other] as const),
    ),
  )
  for (let size = 0; size < found.size;) {
    size = found.size
    for (const [one, other] of bound) {
      if (found.has(one)) found.add(other)
      if (found.has(other)) found.add(one)
    }
  }
  return found
}

function touchedIn(name: string, was: Book, is: Book): ReadonlySet<string> {
  const [before, after] = [was.packs.get(name), is.packs.get(name)]
  const found = new Set<string>()
  if (!before || !after) return found
  const { params = {}, tables = {}, facts = {}, lists } = after.file
  for (const param of Object.keys(params)) if (!alike(before.params[param], after.params[param])) found.add(param)
  const clock = !alike([was.zone, was.calendars], [is.zone, is.calendars])
  const worked = { ...tables, ...facts }
  for (const one of Object.keys(worked)) {
    const old = before.file.tables?.[one] ?? before.file.facts?.[one]
    if (clock || !alike(old, worked[one]) || !alike(before.file.lists, lists)) found.add(one)
  }
  // whatever is worked out from something touched, by any word in it, is touched
  for (let size = -1; size < found.size;) {
    size = found.size
    for (const [one, spec] of Object.entries(worked)) if (mentions(spec, found)) found.add(one)
  }
  return found
}

export function mentions(value: unknown, names: ReadonlySet<string>): boolean {
  if (typeof value === 'string') return names.has(value) || names.has(value.split('.')[0]!)
  return typeof value === 'object' && value !== null && Object.values(value).some((part) => mentions(part, names))
}
