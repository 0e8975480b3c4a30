/** A pack while it is being drawn: its parts as far as they are there, and what they may already be asked for. */
import type { Name } from '../pack/book.js'
import type {
  ActSpec,
  Checklist,
  Choices,
  ClockSpec,
  Condition,
  Derivation,
  Field,
  Kind,
  Measure,
  PackFile,
  Param,
  PrintForm,
  Schedule,
  Table,
} from '../pack/format.js'
import type { Beside } from '../pack/members.js'
import { namesOf } from '../pack/names.js'
import type { Say } from '../types.js'
import type { Chance } from './sample-chance.js'
import type { Titles } from './sample-titles.js'
import type { Town } from './sample-town.js'

type Group<Part> = Record<string, Part>
type Open<Part> = { -readonly [Key in keyof Part]: Part[Key] }
export type OpenKind = Omit<Open<Kind>, 'fields' | 'steps'> & { fields: Group<Field>; steps: Group<Say> }
export type OpenAct = Omit<Open<ActSpec>, 'asks' | 'sets'> & {
  asks?: string[]
  sets?: Group<NonNullable<ActSpec['sets']>[string]>
}

/** The file, every group there from the beginning. */
export interface Making {
  readonly pack: string
  readonly version: number
  readonly title: Say
  from?: string
  until?: string
  emergency?: boolean
  readonly uses: string[]
  readonly roles: Group<Say>
  readonly params: Group<Param>
  readonly lists: Group<Choices>
  readonly checklists: Group<Checklist>
  readonly dossiers: Group<OpenKind>
  readonly acts: Group<OpenAct>
  readonly clocks: Group<ClockSpec>
  readonly tables: Group<Table>
  readonly conditions: Group<Condition>
  readonly facts: Group<Derivation>
  readonly schedules: Group<Schedule>
  readonly measures: Group<Measure>
  readonly print: Group<PrintForm>
  readonly texts: Group<Say>
  readonly sample: NonNullable<PackFile['sample']>
}

export class Draft {
  #serial = 0

  constructor(
    readonly chance: Chance,
    readonly titles: Titles,
    readonly town: Town,
    readonly beside: Beside,
    readonly file: Making,
  ) {}

  /** A name that nothing in the practice has. */
  name(stem: string): string {
    return `${this.file.pack}-${stem}-${++this.#serial}`
  }

  /** All that rules of a kind may name by now. */
  names(kind: string): ReadonlyMap<string, Name> {
    return namesOf(this.file, kind, this.beside)
  }

  actsOn(kind: string): [string, OpenAct][] {
    return Object.entries(this.file.acts).filter(([, { on }]) => on === kind)
  }

  openSteps(kind: string): string[] {
    const { steps, ends } = this.file.dossiers[kind]!
    return Object.keys(steps).filter((step) => !ends.includes(step))
  }

  /** Role words, and party fields of the kind. */
  who(kind: string): string[] {
    return [...Object.keys(this.file.roles), ...this.partyFields(kind)]
  }

  partyFields(kind: string): string[] {
    const of = (name: string | undefined) =>
      Object.entries((name === undefined ? undefined : this.file.dossiers[name]?.fields) ?? {}).flatMap(
        ([field, { type }]) => (type === 'party' || type === 'parties' ? [field] : []),
      )
    return [...of(kind), ...of(this.file.dossiers[kind]!.parent).map((field) => `parent.${field}`)]
  }
}
