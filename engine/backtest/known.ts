/** The facts of a past decision under a changed book: as the line kept them, worked out again where its dossier says enough, or untold. */
import type { Owner, World } from '../act/world.js'
import { fold } from '../act/fold.js'
import { gather } from '../facts/gather.js'
import { asked, type Address } from '../facts/refs.js'
import { factAt, walk } from '../judge/comparable.js'
import type { Kind, Table } from '../pack/format.js'
import { lookup } from '../pack/table.js'
import type { Effect, Json } from '../types.js'
import { rulesOf, type Change, type Owners } from './change.js'
import type { Row } from './past.js'

/** The line did not keep it, and what is kept does not say it: never guessed. */
export const UNTOLD = Symbol('untold')
export type Told = Json | undefined | typeof UNTOLD

/** Owners of a kind that the changed book has, too. */
export type OwnersNow = Owners & Required<Pick<Owners, 'is'>>
type Around = Pick<World, 'book' | 'places'>

/** Facts of the decisions on one act of one kind. */
export class Known {
  readonly #owner: Owner
  readonly #touched: ReadonlySet<string>
  /** What rules of the book in force ask of this act: what they asked for and a line does not have was missing. */
  readonly #asked: ReadonlySet<string>
  readonly #was: Owners['was']
  /** Fields that rules write: what such a field was while they were judged is not what the line holds. */
  readonly #set: ReadonlySet<string>
  readonly #answers = new Map<string, Map<string, Json | undefined>>()
  readonly #forgotten: ReadonlySet<string>

  constructor(
    private readonly around: Around,
    change: Change,
    { was, is }: OwnersNow,
    private readonly act: string,
  ) {
    this.#owner = is
    this.#was = was
    this.#touched = change.touched(is.pack.name)
    const rules = was ? [...rulesOf(was.pack, was.kind, act), ...(was.pack.always[was.kind] ?? [])] : []
    this.#asked = rules.reduce((names, { when }) => asked(when, names), new Set<string>())
    this.#set = new Set(rules.flatMap(({ event }) => setBy(event)))
    this.#forgotten = forgotten([is.spec, was?.pack.file.dossiers?.[was.kind]])
  }

  value(address: Address, row: Row): Told | Promise<Told> {
    const { pack, spec } = this.#owner
    const [name, ...path] = address.split('.') as [string, ...string[]]
    const kept = factAt(row.entry.facts, name, path)
    if (spec.fields[name] || name === spec.parent) {
      const gone = this.#forgotten.has(name) || (this.#set.has(name) && row.entry.data[name] !== undefined)
      if (kept !== undefined || gone) return kept ?? UNTOLD
      // what lies behind an answer may be another dossier, or a party of that day
      return path.length === 0 ? row.fields[name] : this.#worked(address, row)
    }
    if (pack.file.params?.[name]) return walk(pack.params[name], path)
    if (!this.#touched.has(name) && this.#isOurs(row)) {
      if (kept !== undefined) return kept
      if (this.#asked.has(address) && row.entry.pack === this.#was?.pack.ref) return undefined
    }
    const table = pack.file.tables?.[name]
    return table ? this.#answer(name, table, path, row) : this.#worked(address, row)
  }

  /** Judged by this version of the pack, whatever numbers the community had set. */
  #isOurs({ entry }: Row): boolean {
    const version = (ref: string | undefined) => ref?.slice(0, ref.indexOf('+'))
    return version(entry.pack) === version(this.#was?.pack.ref)
  }

  /** What the table says now; asked once for the same inputs, as a market has a thousand cases of one type. */
  async #answer(name: string, table: Table, way: readonly string[], row: Row): Promise<Told> {
    const inputs: Record<string, Json> = {}
    for (const [index, path] of table.inputs.entries()) {
      const value = await this.value(path, row)
      if (value === UNTOLD) {
        if (table.rows.some((cells) => (cells[index] ?? null) !== null)) return UNTOLD
      } else if (value !== undefined) inputs[path] = value
    }
    const answers = this.#answers.get(name) ?? new Map<string, Json | undefined>()
    this.#answers.set(name, answers)
    const key = JSON.stringify(inputs)
    if (!answers.has(key))
      answers.set(key, lookup(table, inputs, this.#owner.pack.file.lists, this.around.book.zone) ?? undefined)
    return walk(answers.get(key), way)
  }

  /** Worked out from the dossier as it was then. What would need other dossiers or the posts of that day is untold. */
  async #worked(address: Address, row: Row): Promise<Told> {
    const { entry, lines, index } = row
    const before = index > 0 && entry.from !== 'new' ? fold(lines.slice(0, index)).dossier : undefined
    const after = fold(lines.slice(0, index + 1)).dossier
    const spec = this.#owner.pack.file.acts?.[this.act]
    const step = spec?.to === 'back' ? (before?.back ?? entry.from) : (spec?.to ?? entry.from)
    const world: World = {
      ...this.around,
      now: entry.at,
      dossier: () => Promise.reject(new Untold()),
      find: () => Promise.reject(new Untold()),
      lines: (id) => (id === entry.on ? Promise.resolve(lines.slice(0, index + 1)) : Promise.reject(new Untold())),
      posts: absent,
    }
    const situation = {
      owner: this.#owner,
      act: { type: entry.act, by: entry.by, ...(entry.reason !== undefined && { reason: entry.reason }) },
      ...(before && { before }),
      after: { ...after, step, fields: row.fields, dues: before?.dues ?? [] },
    }
    try {
      return (await gather([address], situation, world))[address]
    } catch (error) {
      if (error instanceof Untold) return UNTOLD
      throw error
    }
  }
}

const setBy = ({ type, params = {} }: Effect): string[] =>
  type === 'set' ? Object.keys(params) : ((params['effects'] ?? []) as unknown as Effect[]).flatMap(setBy)

class Untold extends Error {}

/** Who held which post that day is not known here. */
const absent = new Proxy({} as World['posts'], {
  get() {
    throw new Untold()
  },
})

/** Fields whose value of that moment is gone. */
export const forgotten = (kinds: readonly (Kind | undefined)[]): ReadonlySet<string> =>
  new Set(
    kinds.flatMap((kind) =>
      Object.entries(kind?.fields ?? {}).flatMap(([name, { keep }]) => (keep === undefined ? [] : [name])),
    ),
  )
