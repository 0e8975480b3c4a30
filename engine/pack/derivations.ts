/** What `how` may say and with which keys: the loader refuses a derivation that nobody would work out. */
import { refsIn, type Address } from '../facts/refs.js'
import type { Derivation } from './format.js'

type Key = Exclude<keyof Derivation, 'title' | 'how'>

export interface Form {
  /** Keys without which it means nothing; of a list one, and only one. */
  readonly needs: readonly (Key | readonly Key[])[]
  readonly may: readonly Key[]
}

/** Looked through: dossiers of a kind, or the dossier's own lines of an act. */
const rows: readonly Key[] = ['of', 'act']

export const DERIVATIONS: Readonly<Record<Derivation['how'], Form>> = {
  count: { needs: [rows], may: ['where', 'over', 'distinct'] },
  sum: { needs: [rows, 'field'], may: ['where', 'over'] },
  average: { needs: [rows, 'field'], may: ['where', 'over', 'each'] },
  highest: { needs: [rows, 'field'], may: ['where', 'over', 'each'] },
  lowest: { needs: [rows, 'field'], may: ['where', 'over', 'each'] },
  latest: { needs: [rows], may: ['where', 'over', 'by'] },
  earliest: { needs: [rows], may: ['where', 'over', 'by'] },
  list: { needs: [rows], may: ['where', 'over', 'field'] },
  peak: { needs: [rows, 'from', 'to'], may: ['where'] },
  gaps: { needs: [rows, 'from', 'to'], may: ['where', 'over'] },
  times: { needs: ['act'], may: [] },
  standing: { needs: ['act', 'per'], may: ['where'] },
  balance: { needs: ['in', 'out'], may: [] },
  span: { needs: [], may: ['from', 'to', 'unit', 'calendar'] },
  ratio: { needs: ['part', 'whole'], may: [] },
  weighted: { needs: ['weights'], may: [] },
  neighbours: { needs: ['around', 'shape'], may: [] },
  places: { needs: ['kind'], may: ['under'] },
  holder: { needs: ['role'], may: ['at'] },
  draw: { needs: [['kind', 'list']], may: ['under'] },
  measure: { needs: ['measure'], may: ['for'] },
}

/** Facts of the dossier at hand that a derivation is worked out from. */
export function needsOf(how: Derivation): ReadonlySet<Address> {
  const needs = refsIn([how.where, how.under, how.role, how.at, how.for])
  const ends = how.how === 'span' || (['peak', 'gaps'].includes(how.how) && how.over === undefined)
  for (const address of [how.part, how.whole, how.around, ...(ends ? [how.from, how.to] : [])])
    if (address !== undefined) needs.add(address)
  for (const address of Object.keys(how.weights ?? {})) needs.add(address)
  return needs
}

/** Is it worked out from the dossier's own lines? */
export const readsLines = ({ how, act, of }: Derivation): boolean =>
  how === 'balance' || how === 'standing' || (of === undefined && act !== undefined && how !== 'times')

/** Does its value change as time passes? */
export const readsNow = ({ how, from, to, over, where }: Derivation): boolean =>
  over !== undefined ||
  how === 'measure' ||
  (how === 'span' && (from === undefined || to === undefined)) ||
  Object.values(where ?? {}).some((wanted) => typeof wanted === 'object' && wanted !== null && 'within' in wanted)
