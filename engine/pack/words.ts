/** Texts with `{fact}` in them: without this a sentence could not say the numbers by which it decides. */
import type { Say } from '../types.js'

const placeholder = /\{([a-z][a-z0-9-]*)((?:\.[A-Za-z0-9_-]+)*)\}/g

/** Names and paths that a text asks for, in the order of the text; languages are looked at together. */
export function placeholders(say: Say): readonly { readonly name: string; readonly path: readonly string[] }[] {
  const found = new Map<string, { name: string; path: string[] }>()
  for (const text of Object.values(say))
    for (const [whole, name, path] of text.matchAll(placeholder))
      found.set(whole, { name: name!, path: path!.split('.').slice(1) })
  return [...found.values()]
}

/**
 * The text with each placeholder filled in, language by language; a language that a value is not worded in takes zh.
 * @param word the value of a name in words; undefined where there is none, which is shown as a dash
 */
export function fill(say: Say, word: (name: string, path: readonly string[]) => Say | undefined): Say {
  const filled = Object.entries(say).map(([language, text]) => [
    language,
    text.replace(placeholder, (_, name: string, path: string) => {
      const words = word(name, path.split('.').slice(1))
      return words ? (words[language] ?? words.zh) : '—'
    }),
  ])
  return Object.fromEntries(filled) as Say
}
