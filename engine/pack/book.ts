/** What the loader hands to everyone else: packs merged, named, brought to normal form, and the book of a community. */
import type { Rota } from '../time/schedule.js'
import type { Calendar, Effect, Json, PlaceId, Say } from '../types.js'
import type { FieldType, Module, Operator, PackFile, Portal, While } from './format.js'

/**
 * Type of a fact's value. `object` is walked by path (a table's outputs, `times`, `last`, `was`, a place's attributes).
 * Comparable values: duration in milliseconds, date and moment in milliseconds since 1970, time in minutes of the day.
 */
export type ValueType = FieldType | 'object' | 'list'

/** A comparison in normal form: no negation around it, an unknown side makes it false. */
export interface Leaf {
  readonly fact: string
  readonly path?: readonly string[]
  /** `filled` with `value: false` is written `empty`; `notUnder` is the negation of `under`. */
  readonly operator: Operator | 'empty' | 'notUnder'
  /** A comparable constant, or the fact to compare with. */
  readonly than: { readonly value: Json } | { readonly fact: string; readonly path?: readonly string[] }
  /** How both sides are made comparable before they are compared. */
  readonly type: ValueType
}
/** Conditions in normal form: named ones resolved, negation pushed to the leaves. Both evaluators read this and nothing else. */
export type Norm = { readonly all: readonly Norm[] } | { readonly any: readonly Norm[] } | Leaf

export interface NormRule {
  readonly name: string
  readonly says: Say
  /** Higher first; ties by file order. */
  readonly priority: number
  readonly when: Norm
  readonly event: Effect
}

/** A name that rules, tables, templates and texts of a kind may use. */
export interface Name {
  readonly name: string
  readonly from: 'kernel' | 'field' | 'param' | 'table' | 'fact' | 'parent'
  readonly type: ValueType
  readonly title?: Say
  readonly private?: boolean
  /** A private field that measures may count. */
  readonly counted?: boolean
  /** A field that is judged and forgotten, or of which only the newest value is there. */
  readonly keep?: 'never' | 'newest'
  /** What a number counts, e.g. days; in English the plural. */
  readonly unit?: Say
  /** A number without fractions. */
  readonly whole?: true
  /** Titles of the choices, where the type is a choice. */
  readonly choices?: Readonly<Record<string, Say>>
  /** Members that may be walked to, with their types; absent: nothing can be walked to. */
  readonly members?: Readonly<Record<string, Omit<Name, 'from'>>>
  /** How dear it is to fetch: own fields are free, `wide` asks other dossiers. */
  readonly reach: 'own' | 'near' | 'tree' | 'wide'
}

/** A pack as it is in force here: changes, overrides and params applied. */
export interface Pack {
  readonly name: string
  readonly version: number
  readonly file: PackFile
  /** sha256 of the merged text, hex. */
  readonly digest: string
  /** `<pack>@<version>+<first 8 of digest>`, as lines say it. */
  readonly ref: string
  /** Values of the params in force. */
  readonly params: Readonly<Record<string, Json>>
  /** Role of the pack → posts of the roster that fill it. */
  readonly roles: Readonly<Record<string, readonly string[]>>
  /** Per kind: every name that may be used there. */
  readonly names: Readonly<Record<string, ReadonlyMap<string, Name>>>
  readonly actRules: Readonly<Record<string, readonly NormRule[]>>
  readonly kindRules: Readonly<Record<string, readonly NormRule[]>>
  readonly always: Readonly<Record<string, readonly NormRule[]>>
  /** Condition under which a clock starts. */
  readonly clockWhen: Readonly<Record<string, Norm>>
  /** First and last day on which it opens anything here, where a community file narrows those of the pack. */
  readonly days?: Pick<PackFile, 'from' | 'until'>
  /** Examples that come out otherwise here, and are to: names of stories, rules, tables and clocks. */
  readonly accepts?: readonly string[]
  /** Where it applies: all of these must hold. */
  readonly while?: readonly While[]
  /** Whose file a value comes from, e.g. `params.accept-limit` → `chengxiang`. */
  readonly origin: Readonly<Record<string, string>>
}

/** The rules of one community, whole: what a station judges by. */
export interface Book {
  readonly community: string
  readonly title: Say
  readonly place: PlaceId
  readonly zone: string
  readonly languages: readonly string[]
  readonly calendars: Readonly<Record<string, Calendar>>
  readonly lists: Readonly<Record<string, Rota>>
  readonly packs: ReadonlyMap<string, Pack>
  /** Parts of the portal that are on in some places only. */
  readonly modules?: Readonly<Record<string, Module>>
  readonly portal?: Portal
  /** Posts that may put other rules in force (SPEC Q135); without it nobody may. */
  readonly adopters?: readonly string[]
  /** Private answers are kept under keys (SPEC R141). */
  readonly sealed?: true
  /** Prefix of dossier ids → pack and kind. */
  readonly kinds: ReadonlyMap<string, { readonly pack: Pack; readonly kind: string }>
  /** sha256 over the digests of the packs and the community's own settings. */
  readonly digest: string
  /** The texts it was made from, by their address, so that the last good book can be opened again. */
  readonly texts: Readonly<Record<string, string>>
}
