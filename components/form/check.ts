/** Says in plain words what is wrong with an answer, before the judge is asked. */
import type { Json } from '../../engine/types.js'
import type { AskView } from '../../engine/view.js'
import type { LinliElement } from '../base/element.js'
import { words } from './words.js'

export const isEmpty = (value: Json | undefined): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && !value.trim()) ||
  (typeof value === 'object' && Object.keys(value).length === 0)

/** One sentence, or an empty string when nothing is wrong. */
export function fault(host: LinliElement, ask: AskView, value: Json | undefined): string {
  const it = host.words(words)
  if (isEmpty(value)) return ask.optional ? '' : it.missing(host.say(ask.title))
  const { min, max } = ask
  if (ask.type === 'number') {
    if (typeof value !== 'number' || !Number.isFinite(value)) return it.number
    if (ask.whole && !Number.isInteger(value)) return it.whole
    if (min !== undefined && value < Number(min)) return it.least(String(min))
    if (max !== undefined && value > Number(max)) return it.most(String(max))
  } else if (Array.isArray(value)) {
    const photos = ask.type === 'photos'
    if (min !== undefined && value.length < Number(min)) return (photos ? it.photoLeast : it.atLeast)(String(min))
    if (max !== undefined && value.length > Number(max)) return (photos ? it.photoMost : it.atMost)(String(max))
  }
  return ''
}
