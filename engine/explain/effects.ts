/** What follows, with the words that are said: `通知值班长「受理超时」，接着办理「上升一级」`. */
import { effectWords } from '../judge/effects.js'
import { say, wordsOf, type Wording } from '../judge/words.js'
import { called } from '../judge/titles.js'
import type { Pack } from '../pack/book.js'
import { fill } from '../pack/words.js'
import type { Effect, Say } from '../types.js'

/** One effect after the other. */
export function explainEffects(effects: readonly Effect[], kind: string, pack: Pack, wording: Wording): Say {
  const told = effects.flatMap(single).map((effect) => {
    const does = effectWords(effect, pack.file, kind, wording)
    const words = effect.params?.['say'] as unknown as Say | undefined
    if (!words) return does
    const says = filled(words, pack, kind, wording)
    return say(`${does.zh}「${says.zh}」`, `${does.en} "${says.en}"`)
  })
  return say(told.map(({ zh }) => zh).join('，'), told.map(({ en }) => en).join(', '))
}

const single = (effect: Effect): readonly Effect[] =>
  effect.type === 'several' ? (effect.params!['effects'] as unknown as Effect[]).flatMap(single) : [effect]

/** A text with the numbers that are in force; what is known only when it happens stands there by its title. */
export function filled(words: Say, pack: Pack, kind: string, wording: Wording): Say {
  const names = pack.names[kind] ?? new Map<string, never>()
  return fill(words, (name, path) => {
    const at = called(names, name, path)
    // a sentence says its units itself
    const { unit: _, ...plain } = at
    if (Object.hasOwn(pack.params, name)) return wordsOf(pack.params[name], plain, wording)
    return say(`〔${at.title.zh}〕`, `[${at.title.en}]`)
  })
}
