/** Steps, fields and acts that a new version calls otherwise: without this an open dossier would stand at a step that is gone. */
import type { PackFile } from '../pack/format.js'
import { followId } from '../time/stamp.js'
import type { Data, Dossier, Due, Effect, Entry, Json, Renames, Start } from '../types.js'
import { readHead } from './read-id.js'
import type { Owner } from './world.js'

/** Names that a pack has given up for a kind, old to new. */
export function renamesOf({ renames = {} }: Pick<PackFile, 'renames'>, kind: string): Renames {
  const own = (all: Readonly<Record<string, string>> = {}) =>
    Object.fromEntries(
      Object.entries(all).flatMap(([name, to]) =>
        name.startsWith(`${kind}.`) ? [[name.slice(kind.length + 1), to]] : [],
      ),
    )
  return { steps: own(renames.steps), fields: own(renames.fields), acts: renames.acts ?? {} }
}

/** The line that gives a dossier its new names; undefined if it speaks no old ones. Right behind its last line, on every device. */
export function renaming(dossier: Dossier, { pack, kind }: Owner): Entry | undefined {
  if (!pack.file.renames) return undefined
  const renames = renamesOf(pack.file, kind)
  if (same(dossier, renamed(dossier, renames))) return undefined
  return {
    id: followId(readHead(dossier).last, 'rename'),
    act: 'rename',
    on: dossier.id,
    by: 'clock',
    at: dossier.at,
    data: {},
    from: dossier.step,
    to: renames.steps?.[dossier.step] ?? dossier.step,
    ...(dossier.ended && { ends: true as const }),
    pack: pack.ref,
    facts: {},
    held: [],
    effects: [],
    renames,
  }
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

type Named = Pick<Dossier, 'step' | 'back' | 'fields' | 'times' | 'last' | 'did' | 'dues' | 'proposals'>

/** A dossier under its new names. */
export function renamed<It extends Named>(dossier: It, renames: Renames): It {
  const { step, field, act } = namesIn(renames)
  const spec = (start: Start) => startOf(start, step, field, act)
  return {
    ...dossier,
    step: name(step, dossier.step),
    ...(dossier.back !== undefined && { back: name(step, dossier.back) }),
    fields: keys(field, dossier.fields),
    times: keys(act, dossier.times),
    last: keys(act, dossier.last),
    did: keys(act, dossier.did),
    dues: dossier.dues.map((due): Due => ({ ...due, spec: spec(due.spec) })),
    proposals: dossier.proposals.map((it) => ({
      ...it,
      act: name(act, it.act),
      ...(it.data && { data: keys(field, it.data) }),
    })),
  }
}

/** A line of a device that still speaks the old names, as one of today. */
export function renamedLine(entry: Entry, renames: Renames): Entry {
  const { step, field, act } = namesIn(renames)
  return {
    ...entry,
    act: name(act, entry.act),
    from: name(step, entry.from),
    to: name(step, entry.to),
    data: keys(field, entry.data),
    effects: entry.effects.map((effect) => effectOf(effect, field, act)),
    ...(entry.declines && { declines: entry.declines.map((it) => name(act, it)) }),
    ...(entry.starts && { starts: entry.starts.map((start) => startOf(start, step, field, act)) }),
  }
}

type Names = ReadonlyMap<string, string>
const namesIn = ({ steps = {}, fields = {}, acts = {} }: Renames): Record<'step' | 'field' | 'act', Names> => ({
  step: new Map(Object.entries(steps)),
  field: new Map(Object.entries(fields)),
  act: new Map(Object.entries(acts)),
})
const name = (names: Names, old: string) => names.get(old) ?? old
const keys = <Value>(names: Names, all: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(all).map(([key, value]) => [name(names, key), value]))

const startOf = (start: Start, step: Names, field: Names, act: Names): Start => ({
  ...start,
  runs: start.runs.map((it) => name(step, it)),
  pauses: start.pauses.map((it) => name(step, it)),
  ...(start.warn && { warn: { ...start.warn, then: start.warn.then.map((it) => effectOf(it, field, act)) } }),
  due: start.due.map((it) => effectOf(it, field, act)),
})

function effectOf(effect: Effect, field: Names, act: Names): Effect {
  const { params } = effect
  if (!params) return effect
  if (effect.type === 'set') return { ...effect, params: keys(field, params) }
  return {
    ...effect,
    params: {
      ...params,
      ...(typeof params['act'] === 'string' && { act: name(act, params['act']) }),
      ...(isData(params['data']) && { data: keys(field, params['data']) }),
      ...(Array.isArray(params['effects']) && {
        effects: (params['effects'] as unknown as Effect[]).map((it) => effectOf(it, field, act)) as unknown as Json,
      }),
    },
  }
}

const isData = (value: Json | undefined): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
