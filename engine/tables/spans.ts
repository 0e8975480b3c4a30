/** Spans as people write them in a cell, `1小时30分` or `2 days`, and the ISO 8601 that a pack keeps. */
import { parseSpan, partWords } from '../time/duration.js'
import type { Say } from '../types.js'

/** Words of each unit, the longer ones first; the letter that ISO 8601 has for it, a day part or a clock part. */
const UNITS: readonly (readonly [letter: string, part: 'day' | 'clock', words: string])[] = [
  ['Y', 'day', '年|years?|y'],
  ['M', 'day', '个?月|months?|mo'],
  ['W', 'day', '周|个?星期|weeks?|w'],
  ['D', 'day', '天|日|days?|d'],
  ['H', 'clock', '个?小时|小時|时|hours?|hrs?|h'],
  ['M', 'clock', '分钟?|minutes?|mins?|m'],
  ['S', 'clock', '秒钟?|seconds?|secs?|s'],
]
const form = new RegExp(
  `^(-|负)?${UNITS.map(([, , words]) => `(?:(\\d+(?:\\.\\d+)?)\\s*(?:${words})(?![a-z])\\s*)?`).join('')}$`,
  'i',
)

/** The span that a text means; undefined where it means none. */
export function spanFrom(text: string): string | undefined {
  const iso = text.toUpperCase()
  if (isSpan(iso)) return iso
  const found = form.exec(text)
  if (!found || found.slice(2).every((one) => one === undefined)) return undefined
  const parts = (part: 'day' | 'clock') =>
    UNITS.map(([letter, of], index) => (of === part && found[index + 2] ? `${found[index + 2]}${letter}` : '')).join('')
  const clock = parts('clock')
  const span = `${found[1] ? '-' : ''}P${parts('day')}${clock && `T${clock}`}`
  return isSpan(span) ? span : undefined
}

/** A span in words; itself where it is none. */
export const spanText = (span: string, lang: string): string => {
  if (!isSpan(span)) return span
  const words: Say = partWords(parseSpan(span))
  return words[lang] ?? words.zh
}

function isSpan(text: string): boolean {
  try {
    return Boolean(parseSpan(text))
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
