/** What an input can be: without this file a table would be told to provide for half a warning, or for a step that does not exist. */
import type { Name, ValueType } from '../pack/book.js'
import type { PackFile } from '../pack/format.js'
import { walkName } from '../pack/members.js'
import { order } from '../pack/table.js'
import type { Json } from '../types.js'

/** The values that an input may take. */
export interface Domain {
  /** Undefined: nothing is known of it, so any text and any number. */
  readonly type?: ValueType
  /** All there are, where they can be listed. */
  readonly values?: readonly Json[]
  /** Ends of what is possible, as `order` counts. */
  readonly min?: number
  readonly max?: number
  /** A number without a fraction. */
  readonly whole?: boolean
  /** It may be missing. */
  readonly blank: boolean
}

type Names = ReadonlyMap<string, Name>

/** Facts that every dossier has (SPEC H68), whatever has been filled in. */
const always = [
  'act',
  'by',
  'now',
  'today',
  'month',
  'year',
  'id',
  'step',
  'place',
  'opened',
  'opened-by',
  'times',
  'children',
]
/** Derivations that count things. */
const counts = ['count', 'times', 'standing', 'peak']

/** What the input at a path such as `place.kind` may be. */
export function domainOf(input: string, names: Names, file: PackFile, zone: string): Domain {
  const [fact, ...path] = input.split('.') as [string, ...string[]]
  const name = names.get(fact)
  const walked = name && walkName(name, path)
  if (!name || !walked || 'stop' in walked) return { blank: true }
  const { type, choices, whole } = walked.end
  const own = path.length === 0
  const blank = name.from !== 'param' && !(always.includes(fact) && (own || fact === 'times' || fact === 'children'))
  if (type === 'yes-no') return { type, blank, values: [true, false] }
  if (type === 'choice' && choices) return { type, blank, values: Object.keys(choices) }
  return {
    type,
    blank,
    ...(whole && { whole }),
    ...boundsOf(walked.end.name, own ? name.from : within(name, path), type, file, zone),
    ...(isCount(name, path, file) && { whole: true, min: 0 }),
  }
}

/** A field of this dossier before, or of the one above it, is held to what any field is. */
const within = ({ name, from }: Name, path: readonly string[]): Name['from'] | undefined =>
  path.length === 1 && (name === 'was' || name === 'parent' || from === 'parent') ? 'field' : undefined

/** Only what the engine holds people to: the bounds of numbers that are filled in, and all those of params. */
function boundsOf(
  name: string,
  from: Name['from'] | undefined,
  type: ValueType,
  file: PackFile,
  zone: string,
): Pick<Domain, 'min' | 'max'> {
  const fields = Object.values(file.dossiers ?? {}).flatMap(({ fields }) => fields[name] ?? [])
  const [of, ...others] = from === 'param' ? [file.params![name]!] : from === 'field' && type === 'number' ? fields : []
  // kinds may differ in the bounds of one name
  if (!of || others.length > 0) return {}
  const min = of.min === undefined ? undefined : order(of.min, zone)
  const max = of.max === undefined ? undefined : order(of.max, zone)
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) }
}

const isCount = ({ name, from }: Name, path: readonly string[], file: PackFile): boolean =>
  path.at(-1) === 'length' ||
  (from === 'kernel' && ['year', 'times', 'children'].includes(name)) ||
  (from === 'fact' && path.length === 0 && counts.includes(file.facts![name]!.how))

/** Names of the kind in which a table is read: the first that knows all its inputs, else the first. */
export function kindFor(inputs: readonly string[], names: Readonly<Record<string, Names>>): string | undefined {
  const kinds = Object.keys(names)
  const knows = (kind: string, input: string) => {
    const [fact, ...path] = input.split('.') as [string, ...string[]]
    const name = names[kind]!.get(fact)
    return name !== undefined && 'end' in walkName(name, path)
  }
  return kinds.find((kind) => inputs.every((input) => knows(kind, input))) ?? kinds[0]
}
