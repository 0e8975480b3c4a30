/**
 * Holds engine/pack/format.ts to the schemas: what a file may hold and the types do not know of, or the other way round,
 * does not compile here. Nothing of this runs; `tsc` is the test.
 */
import type { Community, Pack, People, Roster } from '../engine/generated/files.js'
import type * as format from '../engine/pack/format.js'
import type { PeopleFile } from '../engine/roster/posts.js'

/** A type with every key said to be needed or not, so that none can be left out unnoticed; what may be null may be anything. */
type Shape<T> = null extends T ? 'anything' : Part<T>
type Part<T> = T extends string
  ? string extends T
    ? 'text'
    : T extends `${infer _}${string}`
      ? T
      : 'text'
  : T extends number | boolean
    ? T
    : T extends readonly (infer Member)[]
      ? { list: Shape<Member> }
      : { [Key in keyof T]-?: [undefined extends T[Key] ? 'may' : 'must', Shape<Exclude<T[Key], undefined>>] }

type Same<A, B> = [Shape<A>] extends [Shape<B>]
  ? [Shape<B>] extends [Shape<A>]
    ? true
    : 'the schema knows more'
  : 'the types know more'

/** A member of a list or of a group. */
type Of<T> = T extends readonly (infer Member)[]
  ? Member
  : T extends Readonly<Record<string, infer Member>>
    ? Member
    : never
/** Two forms as one with all keys, where those of one form alone may be left out. */
type Either<T> = { [Key in Extract<keyof T, string>]: T[Key] } & {
  [Key in Keys<T> as Key extends keyof T ? never : Key]?: Value<T, Key>
}
type Keys<T> = T extends unknown ? keyof T : never
type Value<T, Key extends PropertyKey> = T extends Readonly<Record<Key, infer One>> ? One : never

/** Each name of format.ts beside the definition of the schema. */
type Checks = {
  param: Same<format.Param, Pack.Param>
  field: Same<format.Field, Pack.Field>
  kind: Same<format.Kind, Pack.Dossier>
  expected: Same<format.Expected, Pack.Expected>
  invariant: Same<format.Invariant, Pack.Invariant>
  rule: Same<format.Rule, Pack.Rule>
  condition: Same<format.Condition, Pack.Condition>
  act: Same<format.ActSpec, Pack.Act>
  clock: Same<format.ClockSpec, Pack.Clock>
  table: Same<format.Table, Pack.Table>
  derivation: Same<format.Derivation, Pack.Derivation>
  schedule: Same<format.Schedule, Pack.Schedule>
  measure: Same<format.Measure, Pack.Measure>
  checklist: Same<format.Checklist, Pack.Checklist>
  item: Same<format.Item, Pack.Item>
  print: Same<format.PrintForm, Pack.Print>
  change: Same<format.Change, Pack.Change>
  exampleAct: Same<format.ExampleAct, Pack.ExampleAct>
  example: Same<format.Example, Pack.Example>
  // places of a sample have what attributes they like, which is said in another way
  sample: Same<Omit<format.Sample, 'places'>, Omit<Pack.Sample, 'places'>>
  pack: Same<Omit<format.PackFile, 'sample'>, Omit<Pack.PackFile, 'sample'>>
  community: Same<Omit<format.CommunityFile, 'packs' | 'modules'>, Omit<Community.CommunityFile, 'packs' | 'modules'>>
  packUse: Same<Omit<format.PackUse, 'while'>, Omit<Of<Community.CommunityFile['packs']>, 'while'>>
  module: Same<Omit<format.Module, 'while'>, Omit<Of<Community.CommunityFile['modules']>, 'while'>>
  // the schema has both forms in one
  while: Same<Either<format.While>, Community.While>
  roster: Same<Omit<format.RosterFile, 'places'>, Omit<Roster.RosterFile, 'places'>>
  // a place of a file has a title; places of samples go without
  place: Same<Omit<Of<format.RosterFile['places']>, 'title'>, Omit<Of<Roster.RosterFile['places']>, 'title'>>
  people: Same<PeopleFile, People.PeopleFile>
}
type Wrong = { [Name in keyof Checks as Checks[Name] extends true ? never : Name]: Checks[Name] }

/** Where the two differ, the compiler names what and on which side. */
export const differing: [keyof Wrong] extends [never] ? 'nothing' : Wrong = 'nothing'
