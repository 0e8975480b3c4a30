/** Which effects of two rules cannot both be: a refusal beside a change, two steps, two values of one field. */
import type { Leaf, Norm, NormRule, ValueType } from '../pack/book.js'
import type { Effect, Json } from '../types.js'

export interface Clash {
  readonly by: 'refuse' | 'move' | 'set'
  /** What the second of the two wanted: a step, or the names of fields. */
  readonly about: readonly string[]
}
/** A clash with what must be so for it to be one: two facts that are set may have one value. */
type Asked = Clash & { readonly differ: readonly Norm[] }

const flat = (effect: Effect): readonly Effect[] =>
  effect.type === 'several' ? (effect.params!['effects'] as unknown as Effect[]).flatMap(flat) : [effect]

export const refuses = ({ event }: NormRule): boolean => flat(event).some(({ type }) => type === 'refuse')

const moveOf = ({ event }: NormRule): string | undefined => {
  const move = flat(event).find(({ type }) => type === 'move')
  return move && String(move.params!['to'])
}
const setsOf = ({ event }: NormRule): Readonly<Record<string, Json>> =>
  Object.assign(
    {},
    ...flat(event)
      .flatMap(({ type, params }) => (type === 'set' ? [params!] : []))
      .reverse(),
  ) as Record<string, Json>

/** Undefined where both can have their way, or where both refuse. */
export function clashOf(first: NormRule, later: NormRule): Asked | undefined {
  if (refuses(first) || refuses(later)) {
    if (refuses(first) && refuses(later)) return undefined
    const [, other] = refuses(first) ? [first, later] : [later, first]
    const about = [...Object.keys(setsOf(other)), moveOf(other)].filter((one) => one !== undefined)
    return about.length ? { by: 'refuse', about, differ: [] } : undefined
  }
  const [from, to] = [moveOf(first), moveOf(later)]
  if (from !== undefined && to !== undefined && from !== to) return { by: 'move', about: [to], differ: [] }
  const [mine, theirs] = [setsOf(first), setsOf(later)]
  for (const field of Object.keys(mine)) {
    if (!Object.hasOwn(theirs, field)) continue
    const differ = differing(mine[field]!, theirs[field]!)
    if (differ) return { by: 'set', about: [field], differ }
  }
  return undefined
}

interface Ref {
  readonly fact: string
  readonly path?: string
}
const isRef = (value: Json): value is Json & Ref =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && 'fact' in value

/** What must hold for two values to differ; undefined where they never do. */
function differing(a: Json, b: Json): readonly Norm[] | undefined {
  if (JSON.stringify(a) === JSON.stringify(b)) return undefined
  const ref = isRef(a) ? a : isRef(b) ? b : undefined
  if (!ref) return []
  const other = ref === a ? b : a
  const leaf: Leaf = {
    fact: ref.fact,
    ...(ref.path !== undefined && { path: ref.path.split('.') }),
    operator: 'notEqual',
    than: isRef(other)
      ? { fact: other.fact, ...(other.path !== undefined && { path: other.path.split('.') }) }
      : { value: other },
    type: 'object' satisfies ValueType,
  }
  return [leaf]
}
