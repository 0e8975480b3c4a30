/** A dossier as rules read it: its fields, its own words, and what its clocks and lines say of it. */
import type { Owner } from '../act/world.js'
import { checklistOf, checksAsFact } from '../pack/checklist.js'
import { isLate } from '../time/dues.js'
import type { Dossier, Json, Moment } from '../types.js'

/** A field or an own word of a dossier (SPEC H68); undefined where there is none or it is not filled in. */
export function wordOf(dossier: Dossier, word: string, { pack, spec, kind }: Owner, now: Moment): Json | undefined {
  const field = spec.fields[word]
  if (field) {
    const list = checklistOf(field, pack.file)
    return list ? checksAsFact(dossier.fields[word], list, pack.file) : dossier.fields[word]
  }
  switch (word) {
    case 'id':
      return dossier.id
    case 'step':
      return dossier.step
    case 'place':
      return dossier.place
    case 'opened':
      return isoOf(dossier.opened)
    case 'opened-by':
      return dossier.openedBy
    case 'times':
      return timesOf(dossier, { pack, kind })
    case 'last':
      return lastOf(dossier)
    case 'late':
      return lateClocks(dossier, now)
    case 'parent':
      return spec.parent === undefined ? undefined : dossier.fields[spec.parent]
    default:
      return word === spec.parent ? dossier.fields[word] : undefined
  }
}

export const isoOf = (at: Moment): string => new Date(at).toISOString()

/** Times of every act on the kind: what was never done was done 0 times (SPEC H79). */
const timesOf = (dossier: Dossier, { pack, kind }: Pick<Owner, 'pack' | 'kind'>): Record<string, number> => ({
  ...Object.fromEntries(
    Object.entries(pack.file.acts ?? {}).flatMap(([name, act]) => (act.on === kind ? [[name, 0]] : [])),
  ),
  ...dossier.times,
})

const lastOf = (dossier: Dossier): Record<string, Json> =>
  Object.fromEntries(Object.entries(dossier.last).map(([act, { at, by }]) => [act, { at: isoOf(at), by }]))

/** Clocks of a dossier that ran out, whether it was noticed or not. */
export const lateClocks = (dossier: Dossier, now: Moment): string[] => [
  ...new Set(
    dossier.dues.filter((due) => (due.state === 'runs' ? isLate(due, now) : due.fired)).map((due) => due.clock),
  ),
]
