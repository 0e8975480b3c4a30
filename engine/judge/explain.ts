/** Sentences for rules, reasons and values. */
import type { Name, Pack } from '../pack/book.js'
import type { Json, PartyId, PlaceId, Reason, Say } from '../types.js'
import type { ReasonView } from '../view.js'

export interface Wording {
  readonly zone: string
  place(id: PlaceId): Say
  party(id: PartyId): Say
}
export function wordsOf(value: Json, name: Omit<Name, 'from'>, wording: Wording): Say {
  if (name.choices && typeof value === 'string') return name.choices[value] ?? { zh: value, en: value }
  if (name.type === 'place') return wording.place(String(value))
  if (name.type === 'party') return wording.party(String(value))
  return { zh: String(value), en: String(value) }
}
export const reasonView = (reason: Reason, _pack: Pack, _kind: string, _wording: Wording): ReasonView => ({
  rule: reason.rule,
  says: reason.says ?? { zh: '', en: '' },
  holds: reason.holds,
  effect: { zh: '', en: '' },
  clauses: [],
})
