/** `linli verify`: overlaps, contradictions, gaps and dead rows of every table, each with a case that shows it. */
import { wordingOf } from '../explain/names.js'
import { verifyPack } from '../verify/verify.js'
import { findingWords } from '../verify/words.js'
import { troubleLines } from './check.js'
import { heading } from './heading.js'
import type { Answer, Lang } from './main.js'
import type { Opened } from './open.js'

/** A gap that is there only while an answer is missing is a note: the tables of a form are met half-filled. */
export function verify(opened: readonly Opened[], lang: Lang): Answer {
  const broken = opened.filter(({ book }) => !book)
  const verified = opened.flatMap(({ file, book, packs }) =>
    book
      ? packs.map((pack) => {
          const wording = wordingOf(book)
          const findings = verifyPack(pack, { zone: book.zone })
          return { file, pack, told: findings.map((it) => ({ ...it, says: findingWords(it, pack, wording) })) }
        })
      : [],
  )
  const all = verified.flatMap(({ told }) => told)
  const faults = all.filter((it) => it.answer === 'yes' && !it.blank).length
  const undecided = all.filter((it) => it.answer === 'undecided').length
  const ok = broken.length === 0 && faults === 0
  const lines = verified.flatMap(({ pack, told }) => [
    ...heading(pack, lang).slice(0, 2),
    ...told.map(
      ({ table, says, blank }) => `${blank ? '·' : '✗'} ${pack.file.tables![table]!.title[lang]} ${says[lang]}`,
    ),
    '',
  ])
  return {
    ok,
    lines: [
      ...troubleLines(broken, lang),
      ...lines,
      lang === 'zh'
        ? `对照表：${faults} 处不妥，${undecided} 处没算完。`
        : `Tables: ${faults} faults, ${undecided} undecided.`,
    ],
    data: {
      ok,
      troubles: broken.flatMap(({ troubles }) => troubles),
      packs: verified.map(({ file, pack, told }) => ({ file, pack: pack.name, version: pack.version, findings: told })),
    },
  }
}
