/** What no sentence for people may hold: codes of the machine, and words of the other language. */
import type { Say } from '../types.js'

/** Marks that show that something was not worded: a value that is none, an object, a placeholder that nobody filled. */
const RAW = /undefined|NaN|\[object|Infinity|\{[a-z][\w.-]*\}|null\b/
/** Names and numbers of dossiers, weeks and moments stand in sentences as they are; so do codes that a page was given. */
const IDS =
  /[ab](-[a-z0-9-]+)?\/[^\s，。、：；（）「」"]+|no-[^\s，。]+|\d{6}-[\da-z]+|\d{4}-W\d\d|\d{4}-\d\d-\d\dT[\d:.]+Z?/g

/** The first such mark in a text. */
export const raw = (text: string): string | undefined => RAW.exec(text)?.[0]

/** What is wrong with a sentence; undefined for a good one. */
export function flaw({ zh, en }: Say, known: RegExp = IDS): string | undefined {
  for (const text of [zh, en]) {
    if (typeof text !== 'string' || text.trim() === '') return `empty: ${JSON.stringify({ zh, en })}`
    if (raw(text) !== undefined) return `raw: ${text}`
  }
  if (/[A-Za-z]{2,}/.test(zh.replace(known, ''))) return `English in Chinese: ${zh}`
  if (/[\u4e00-\u9fff「」，。]/.test(en.replace(known, '').replace(OWN, ''))) return `Chinese in English: ${en}`
  return undefined
}

/** What people wrote themselves stands as they wrote it. */
const OWN = /漏水|灯不亮|已看过|没有人在|再等一等|确有必要|已签|见|自动办的/g

/** Every sentence in something made to be shown; `skip` are keys under which data lies that nobody reads. */
export function sayings(value: unknown, skip: readonly string[], at = ''): (readonly [at: string, says: Say])[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((one, index) => sayings(one, skip, `${at}[${index}]`))
  const own = value as Record<string, unknown>
  if ('zh' in own && 'en' in own) return [[at, own as unknown as Say]]
  return Object.entries(own).flatMap(([key, one]) => (skip.includes(key) ? [] : sayings(one, skip, `${at}.${key}`)))
}
