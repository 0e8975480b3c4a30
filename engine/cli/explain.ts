/** `linli explain`: what the files say, in sentences. */
import { filesOf, wordingOf } from '../explain/names.js'
import { explainPack } from '../explain/pack.js'
import { troubleLines } from './check.js'
import { heading } from './heading.js'
import type { Answer, Lang } from './main.js'
import type { Opened } from './open.js'

export function explain(opened: readonly Opened[], lang: Lang): Answer {
  const broken = opened.filter(({ book }) => !book)
  const packs = opened.flatMap(({ file, book, packs: own }) =>
    book ? own.map((pack) => ({ file, pack, chapters: explainPack(pack, wordingOf(book), filesOf(book)) })) : [],
  )
  const lines = packs.flatMap(({ pack, chapters }) => [
    ...heading(pack, lang),
    ...chapters.flatMap(({ title, sentences }) => [
      '',
      title[lang],
      ...sentences.map(({ says }) => `  ${lang === 'zh' ? '·' : '-'} ${says[lang]}${lang === 'zh' ? '。' : '.'}`),
    ]),
    '',
  ])
  return {
    ok: broken.length === 0,
    lines: [...troubleLines(broken, lang), ...lines],
    data: {
      ok: broken.length === 0,
      troubles: broken.flatMap(({ troubles }) => troubles),
      packs: packs.map(({ file, pack, chapters }) => ({
        file,
        pack: pack.name,
        version: pack.version,
        title: pack.file.title,
        chapters,
      })),
    },
  }
}
