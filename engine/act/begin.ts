/** What the first line of an expected dossier keeps of how it stood before: a fold asks no formula. */
import type { Dossier, Entry } from '../types.js'
import type { Owner } from './world.js'

/** Said beside the act itself, by the first line and by every line of a clock that runs from the slot (SPEC J90). */
export type Opening = Required<Pick<Entry, 'on' | 'pack' | 'kind' | 'place' | 'expected'>> & Pick<Entry, 'forget'>

export function openingOf(dossier: Dossier, { pack, kind, spec }: Pick<Owner, 'pack' | 'kind' | 'spec'>): Opening {
  const { id, place, opened, step, fields, dues } = dossier
  const starts = dues.map(({ spec }) => spec)
  const expected = { at: opened, step, fields, ...(starts.length > 0 && { starts }) }
  return { on: id, pack: pack.ref, kind, place, expected, ...(spec.forget && { forget: spec.forget }) }
}
