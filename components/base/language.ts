/** Chooses words by language; without it each component would decide for itself what `zh-Hans-CN` means. */
import type { Say } from '../../engine/types.js'

/** The words of one component. Both languages hold the same names. */
export interface Words<T> {
  readonly zh: T
  readonly en: NoInfer<T>
}

/** `zh-Hans-CN` is tried whole, then as `zh-Hans`, then as `zh`; a language without words here is read in Chinese. */
export function say(words: Say | undefined, lang: string): string {
  if (!words) return ''
  for (let tag = lang; tag; tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')))) {
    const found = words[tag]
    if (found !== undefined) return found
  }
  return words.zh
}

export const inWords = <T>(words: Words<T>, lang: string): T => (isEnglish(lang) ? words.en : words.zh)

export const isEnglish = (lang: string): boolean => /^en(-|$)/i.test(lang)

/** A tag that Intl takes: a page's `lang="zh_CN"` must not throw. */
export function locale(lang: string): string {
  try {
    return Intl.getCanonicalLocales(lang)[0] ?? 'zh-CN'
  } catch {
    return 'zh-CN'
  }
}
