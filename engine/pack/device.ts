/** The closed device event: without this list a camera at a gate could send who went through. */
import type { Field } from './format.js'

/**
 * A device sends the closed event and nothing else: when, where, what kind, which result, how much, and an opaque `pass`.
 * No text, picture or voice, so that it cannot send who was there (SPEC P119).
 */
export const deviceMaySend = (name: string, { type, private: secret }: Pick<Field, 'type' | 'private'>): boolean =>
  !secret && (FROM_DEVICES.has(type) || (type === 'text' && name === 'pass'))

const FROM_DEVICES: ReadonlySet<Field['type']> = new Set([
  'moment',
  'date',
  'time',
  'duration',
  'number',
  'yes-no',
  'choice',
  'place',
])
