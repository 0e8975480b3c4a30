/** The files that communities write, as they are written: packs, community files, rosters. Schemas: `schemas/`. */
import type { Rota } from '../time/schedule.js'
import type { Effect, Json, PlaceId, Say, Span } from '../types.js'

export type FieldType =
  | 'text'
  | 'number'
  | 'yes-no'
  | 'date'
  | 'time'
  | 'moment'
  | 'duration'
  | 'choice'
  | 'choices'
  | 'checks'
  | 'place'
  | 'places'
  | 'party'
  | 'parties'
  | 'dossier'
  | 'dossiers'
  | 'photos'
  | 'signature'
  | 'words'

/** A fact named where a value may stand. */
export interface FactRef {
  readonly fact: string
  readonly path?: string
}
export type Value = Json | FactRef
export type Choices = Readonly<Record<string, Say>>

export type Operator =
  | 'equal'
  | 'notEqual'
  | 'in'
  | 'notIn'
  | 'contains'
  | 'doesNotContain'
  | 'lessThan'
  | 'lessThanInclusive'
  | 'greaterThan'
  | 'greaterThanInclusive'
  | 'before'
  | 'notBefore'
  | 'after'
  | 'notAfter'
  | 'under'
  | 'filled'

/** json-rules-engine's condition: exactly one of `all`, `any`, `not`, `condition`, or a comparison. */
export interface Condition {
  readonly all?: readonly Condition[]
  readonly any?: readonly Condition[]
  readonly not?: Condition
  readonly condition?: string
  readonly fact?: string
  readonly path?: string
  readonly operator?: Operator
  readonly value?: Value
  /** json-rules-engine's own, taken as they come and not looked at. */
  readonly name?: string
  readonly priority?: number
  readonly params?: Readonly<Record<string, Json>>
}

export interface RuleExample {
  readonly facts: Readonly<Record<string, Json>>
  readonly holds: boolean
}
export interface Rule {
  readonly name: string
  readonly says: Say
  readonly conditions: Condition
  readonly event: Effect
  readonly priority?: number
  readonly examples?: readonly RuleExample[]
}
export interface Invariant {
  readonly name: string
  readonly says: Say
  readonly conditions: Condition
  readonly examples?: readonly RuleExample[]
}

/** What a community may set. */
export type ParamType = 'number' | 'text' | 'yes-no' | 'date' | 'time' | 'duration' | 'choice' | 'choices'
export interface Param {
  readonly title: Say
  readonly type: ParamType
  readonly of?: string | Choices
  readonly default: Json
  readonly min?: number | string
  readonly max?: number | string
  /** A number without fractions. */
  readonly whole?: true
  readonly unit?: Say
}
/** Why the law lets personal data be kept. */
export type Basis = 'consent' | 'contract' | 'duty' | 'emergency'
export interface Field {
  readonly title: Say
  readonly type: FieldType
  readonly of?: string | Choices
  readonly help?: Say
  readonly min?: number | string
  readonly max?: number | string
  /** A number without fractions. */
  readonly whole?: true
  readonly unit?: Say
  readonly default?: Value
  readonly private?: {
    readonly purpose: Say
    readonly basis: Basis
    readonly keep: Span
    readonly after?: string
    readonly counted?: boolean
    readonly 'seen-by'?: readonly string[]
  }
  readonly keep?: 'never' | 'newest'
}
export interface Kind {
  readonly title: Say
  readonly about: 'person' | 'household' | 'organisation' | 'place' | 'thing' | 'matter'
  readonly prefix?: string
  readonly id?: string
  readonly parent?: string
  readonly expected?: Expected
  readonly fields: Readonly<Record<string, Field>>
  readonly steps: Readonly<Record<string, Say>>
  readonly ends: readonly string[]
  readonly 'held-by'?: Readonly<Record<string, string>>
  readonly 'seen-by'?: readonly string[]
  readonly public?: { readonly steps: readonly string[]; readonly fields: readonly string[] }
  readonly always?: readonly Invariant[]
  readonly rules?: readonly Rule[]
  readonly forget?: { readonly keep: Span; readonly after?: string }
  readonly holding?: Holding
  readonly succession?: SuccessionSpec
  readonly label?: Say
}
/** Fields of a kind that say who holds a post at its place, and the act by which somebody takes one. */
export interface Holding {
  readonly post: string
  readonly holder: string
  /** First day, and the first on which it is held no more. */
  readonly since: string
  readonly gone: string
  readonly takes: string
}
/** Fields of a kind that say which place takes over what lies in the dossier's place. */
export interface SuccessionSpec {
  /** First day. */
  readonly since: string
  /** A field of type `place` names one that is there; one of type `text` gives a new one its code, and `name` its words. */
  readonly heir: string
  readonly name?: string
  /** What goes over; without it everything does, and the place ends. */
  readonly takes?: string
  /** How many homes the heir has then, and how many stay: whoever fills in the form is told, and rules may ask. */
  readonly homes?: string
  readonly stay?: string
  /** Steps at which it counts. */
  readonly counts: readonly string[]
}
export interface ActSpec {
  readonly title: Say
  readonly on: string
  readonly from: readonly string[]
  readonly to?: string
  readonly or?: readonly string[]
  readonly by: readonly string[]
  readonly asks?: readonly string[]
  readonly sets?: Readonly<Record<string, Value>>
  readonly reason?: true | string
  readonly 'not-same-as'?: readonly string[]
  readonly declines?: readonly string[]
  readonly quiet?: boolean
  readonly appeal?: boolean
  readonly 'cannot-be-undone'?: boolean
  readonly then?: readonly Effect[]
  readonly rules?: readonly Rule[]
  readonly help?: Say
}
export interface ClockSpec {
  readonly title: Say
  readonly on: string
  readonly runs: readonly string[]
  readonly pauses?: readonly string[]
  readonly since?: string
  readonly when?: Condition
  readonly limit?: Span | FactRef
  readonly until?: {
    readonly field?: string
    readonly before?: Span
    readonly days?: number
    readonly at?: string | FactRef
  }
  readonly calendar?: string | FactRef
  readonly again?: 'fresh' | 'resume' | 'once'
  readonly warn?: { readonly at: number; readonly then?: readonly Effect[] }
  readonly due: readonly Effect[]
  readonly examples?: readonly { readonly start: string; readonly limit: Span; readonly due: string }[]
}
export interface Output {
  readonly title: Say
  readonly type: FieldType
  readonly of?: string | Choices
  /** A number without fractions. */
  readonly whole?: true
  readonly unit?: Say
}
export interface Table {
  readonly title: Say
  readonly hit: 'unique' | 'first' | 'any' | 'priority' | 'collect'
  readonly collect?: 'list' | 'sum' | 'min' | 'max' | 'count'
  readonly inputs: readonly string[]
  readonly outputs: Readonly<Record<string, Output>>
  readonly rows: readonly (readonly Json[])[]
  readonly otherwise?: readonly Json[]
  readonly examples?: readonly { readonly in: Readonly<Record<string, Json>>; readonly out: Json }[]
}
/** Field → value, list of values, `{fact}` of the dossier at hand, `{operator: value}` or `{within: span}`. */
export type Where = Readonly<Record<string, Json>>
export interface Derivation {
  readonly title?: Say
  readonly how:
    | 'count'
    | 'sum'
    | 'average'
    | 'highest'
    | 'lowest'
    | 'latest'
    | 'earliest'
    | 'list'
    | 'peak'
    | 'gaps'
    | 'times'
    | 'standing'
    | 'balance'
    | 'span'
    | 'ratio'
    | 'weighted'
    | 'neighbours'
    | 'places'
    | 'holder'
    | 'draw'
    | 'measure'
  readonly of?: string
  readonly act?: string
  readonly where?: Where
  readonly field?: string
  readonly distinct?: string
  readonly by?: string
  readonly from?: string
  readonly to?: string
  readonly over?: Span
  readonly each?: 'day' | 'week' | 'month'
  readonly unit?: 'minutes' | 'hours' | 'days' | 'work-hours' | 'work-days'
  readonly calendar?: string
  readonly in?: Readonly<Record<string, string>>
  readonly out?: Readonly<Record<string, string>>
  readonly per?: string
  readonly part?: string
  readonly whole?: string
  readonly weights?: Readonly<Record<string, number>>
  readonly around?: string
  readonly shape?: 'window' | 'block'
  readonly kind?: string
  readonly list?: string
  readonly under?: Value
  readonly role?: Value
  readonly at?: Value
  readonly measure?: string
  readonly for?: Value
}
export interface Measure {
  readonly title: Say
  readonly how: 'count' | 'sum' | 'average' | 'highest' | 'lowest' | 'ratio' | 'weighted' | 'rank' | 'gaps' | 'places'
  readonly of?: string
  readonly act?: string
  readonly where?: Where
  readonly field?: string
  readonly distinct?: string
  readonly part?: string
  readonly whole?: string
  readonly weights?: Readonly<Record<string, number>>
  readonly by?: string
  readonly each?: 'day' | 'week' | 'month' | 'year'
  readonly rank?: string
  readonly top?: number
  readonly bottom?: number
  readonly 'at-least'?: number
  readonly below?: number
  readonly 'min-sample'?: number
  readonly from?: string
  readonly to?: string
  readonly over?: Span
  readonly kind?: string
  readonly under?: Value
  readonly public?: boolean
  readonly unit?: Say
  readonly goal?: number
}

/** One line of a checklist; with `items` it is a heading. */
export interface Item {
  readonly title: Say
  readonly text?: Say
  /** Role of the pack that takes it on. */
  readonly role?: string
  /** An act that can be begun from here, e.g. `four-platforms/report` on `case/{new}`. */
  readonly does?: { readonly act: string; readonly on?: string; readonly data?: Readonly<Record<string, Value>> }
  readonly items?: Readonly<Record<string, Item>>
}
export interface Checklist {
  readonly title: Say
  /** List of the pack, best answer first; without it done or not. */
  readonly answers?: string
  readonly items: Readonly<Record<string, Item>>
}
export interface PrintForm {
  readonly title: Say
  readonly on: string
  readonly fields?: readonly string[]
  readonly text?: Say
}

export interface Schedule {
  readonly title: Say
  /** RFC 5545, without DTSTART. */
  readonly rrule: string
  readonly start: string
  /** Last day, or a fact of the parent or a parameter that gives it. */
  readonly until?: string | FactRef
  readonly times?: readonly string[]
  readonly lasts?: Span
  readonly covers?: '24h'
  readonly shift?: 'none' | 'next-workday' | 'previous-workday'
  /** List of the community file that takes turns. */
  readonly rotation?: string
  /** How long before its start a slot is shown. */
  readonly ahead?: Span
  readonly examples?: readonly ScheduleExample[]
}
export interface ScheduleExample {
  readonly from: string
  readonly slots: readonly string[]
  readonly turns?: readonly string[]
}
/** Dossiers that are there by formula: one for each slot, parent, place or member. */
export interface Expected {
  readonly schedule?: string
  readonly each?: {
    /** Kind of place. */
    readonly places?: string
    readonly under?: Value
    readonly dossiers?: string
    readonly where?: Where
    readonly in?: FactRef
  }
  readonly step: string
  readonly sets?: Readonly<Record<string, Value>>
}

export interface ExampleAct {
  readonly at: string
  readonly act?: string
  readonly on?: string
  readonly by?: string
  readonly place?: string
  readonly data?: Readonly<Record<string, Json>>
  readonly reason?: string
  readonly is?: string
  readonly wait?: true
}
export interface Example {
  readonly name: Say
  readonly params?: Readonly<Record<string, Json>>
  readonly given?: readonly ExampleAct[]
  readonly when: ExampleAct
  readonly then: {
    readonly allowed?: boolean
    readonly because?: string
    readonly void?: boolean
    readonly on?: string
    readonly step?: string
    readonly fields?: Readonly<Record<string, Json>>
    readonly due?: Readonly<Record<string, string | null>>
    readonly late?: readonly string[]
    readonly proposed?: readonly string[]
    readonly effects?: readonly Effect['type'][]
    readonly opens?: readonly string[]
    readonly facts?: Readonly<Record<string, Json>>
    readonly measures?: Readonly<Record<string, Json>>
    readonly stored?: Readonly<Record<string, Json>>
  }
}
export interface Sample {
  readonly places?: Readonly<
    Record<string, { readonly kind: string; readonly in?: string } & Readonly<Record<string, Json>>>
  >
  readonly posts?: readonly { readonly role: string; readonly place: string; readonly party: string }[]
  readonly parties?: Readonly<Record<string, Readonly<Record<string, Json>>>>
  readonly lists?: Readonly<Record<string, readonly string[]>>
}

export interface PackFile {
  readonly $schema?: string
  readonly pack: string
  readonly version: number
  readonly title: Say
  readonly about?: Say
  readonly source?: readonly string[]
  readonly from?: string
  readonly until?: string
  readonly emergency?: boolean
  readonly extends?: { readonly pack: string; readonly version: number }
  readonly changes?: readonly Change[]
  readonly uses?: readonly string[]
  /** Old names to new: steps and fields as `kind.name`. */
  readonly renames?: {
    readonly steps?: Readonly<Record<string, string>>
    readonly fields?: Readonly<Record<string, string>>
    readonly acts?: Readonly<Record<string, string>>
  }
  readonly roles?: Readonly<Record<string, Say>>
  readonly params?: Readonly<Record<string, Param>>
  readonly lists?: Readonly<Record<string, Choices>>
  readonly dossiers?: Readonly<Record<string, Kind>>
  readonly acts?: Readonly<Record<string, ActSpec>>
  readonly clocks?: Readonly<Record<string, ClockSpec>>
  readonly tables?: Readonly<Record<string, Table>>
  readonly conditions?: Readonly<Record<string, Condition>>
  readonly facts?: Readonly<Record<string, Derivation>>
  readonly schedules?: Readonly<Record<string, Schedule>>
  readonly measures?: Readonly<Record<string, Measure>>
  readonly checklists?: Readonly<Record<string, Checklist>>
  readonly print?: Readonly<Record<string, PrintForm>>
  readonly texts?: Readonly<Record<string, Say>>
  readonly sample?: Sample
  readonly examples?: readonly Example[]
}

/** One language for `changes` in packs and `overrides` in community files. */
export interface Change {
  readonly at: string
  readonly value?: Json
  readonly add?: readonly Json[]
  readonly remove?: true
  readonly why?: Say
}
/**
 * Where a pack or a module applies: while a dossier of this kind at the place or above stands at one of the steps, or
 * where a table that looks at places alone gives a module.
 */
export type While =
  | { readonly pack: string; readonly kind: string; readonly steps: readonly string[] }
  | { readonly pack: string; readonly table: string; readonly output: string; readonly has: string }
export interface Module {
  readonly title: Say
  readonly while?: While
}
export interface PortalItem {
  readonly id: string
  readonly title: Say
  readonly module?: string
  readonly pack?: string
  readonly tag?: string
  readonly set?: Readonly<Record<string, string | number | boolean>>
  readonly link?: string
}
export interface Portal {
  readonly sections: readonly { readonly id: string; readonly title: Say; readonly items: readonly PortalItem[] }[]
}
export interface PackUse {
  readonly pack: string
  readonly version: number
  readonly from?: string
  readonly until?: string
  readonly params?: Readonly<Record<string, Json>>
  readonly roles?: Readonly<Record<string, readonly string[]>>
  readonly while?: While
}
export interface CommunityFile {
  readonly $schema?: string
  readonly community: string
  readonly version: number
  readonly title: Say
  readonly place: PlaceId
  readonly extends?: string
  readonly timezone?: string
  readonly languages?: readonly string[]
  readonly calendars?: Readonly<
    Record<
      string,
      { readonly days: 'china' | 'weekdays' | 'every-day'; readonly hours: readonly (readonly [string, string])[] }
    >
  >
  readonly packs?: readonly PackUse[]
  /** Lists that take turns; by the day from which each holds where one changes. */
  readonly lists?: Readonly<Record<string, Rota>>
  readonly overrides?: readonly (Change & {
    readonly pack: string
    readonly why: Say
    readonly from?: string
    readonly until?: string
  })[]
  /** Examples that come out otherwise here, and are to: a story by its name, or the name of a rule, a table or a clock. */
  readonly accepts?: readonly { readonly pack: string; readonly example: string; readonly why: Say }[]
  readonly locks?: readonly {
    readonly pack: string
    readonly at: string
    readonly why: Say
    readonly max?: number | string
    readonly min?: number | string
  }[]
  readonly modules?: Readonly<Record<string, Module>>
  /** Posts that may put rules in force; once one of them did, files that differ are proposals. */
  readonly adopters?: readonly string[]
  /** Private answers are kept sealed, each under a key of its own. */
  readonly sealed?: true
  readonly portal?: Portal
}

export type PlaceKind =
  | 'province'
  | 'city'
  | 'district'
  | 'street'
  | 'community'
  | 'compound'
  | 'grid'
  | 'building'
  | 'unit'
  | 'dwelling'
  | 'shop'
  | 'hall'
  | 'block'
  | 'stall'
  | 'station'
  | 'river'
  | 'gate'
  | 'parking'
  | 'device'
  | 'office'

export interface RosterFile {
  readonly $schema?: string
  readonly roster: string
  readonly asOf: string
  readonly places: Readonly<
    Record<
      PlaceId,
      {
        readonly kind: PlaceKind
        readonly title?: Say
        readonly in?: PlaceId
        /** Where it lay before, oldest first, each until a last day. */
        readonly was?: readonly { readonly in: PlaceId; readonly until: string }[]
        readonly from?: string
        readonly until?: string
        readonly next?: readonly PlaceId[]
        /** Column and row in its hall. */
        readonly col?: number
        readonly row?: number
        readonly is?: Readonly<Record<string, Json>>
      }
    >
  >
  readonly parties: Readonly<
    Record<
      string,
      {
        readonly kind: 'person' | 'household' | 'organisation' | 'group' | 'device'
        readonly title?: Say
        readonly in?: readonly string[]
        readonly place?: PlaceId
        readonly sheet?: string
        /** What they are good at, declared by themselves. */
        readonly skills?: readonly string[]
      }
    >
  >
  readonly posts: readonly {
    readonly post: string
    readonly place: PlaceId
    readonly party?: string
    readonly from: string
    readonly until?: string
    readonly is?: Readonly<Record<string, string | number | boolean>>
  }[]
  /** Words for posts outside the five-level chain. */
  readonly titles?: Readonly<Record<string, Say>>
  /** Columns of places of the community's own. */
  readonly attributes?: Readonly<
    Record<
      string,
      {
        readonly title: Say
        /** Kinds of places that have it. */
        readonly of?: readonly string[]
        readonly type: 'text' | 'number' | 'yes-no' | 'date' | 'choice' | 'choices'
        readonly choices?: Choices
      }
    >
  >
}
