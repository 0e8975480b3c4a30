/** The lines above what is said of a pack. */
import type { Pack } from '../pack/book.js'
import type { Lang } from './main.js'

export function heading({ file, version }: Pack, lang: Lang): readonly string[] {
  const which = lang === 'zh' ? `（第 ${version} 版）` : ` (version ${version})`
  const title = `${file.title[lang]}${which}`
  return [title, '='.repeat([...title].length * (lang === 'zh' ? 2 : 1)), ...(file.about ? [file.about[lang]] : [])]
}
