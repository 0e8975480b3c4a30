/** `linli verify`: what is wrong with every table and every rule, each with a case that shows it. */
import { wordingOf } from '../explain/names.js'
import type { Pack } from '../pack/book.js'
import { verifyPack, type PackFinding } from '../verify/verify.js'
import { findingWords } from '../verify/words.js'
import { troubleLines } from './check.js'
import { heading } from './heading.js'
import type { Answer, Lang } from './main.js'
import type { Opened } from './open.js'

/**
 * A gap that is there only while an answer is missing is a note: the tables of a form are met half-filled. So is a refusal
 * beside a change: what is refused does not happen, and nobody is misled.
 */
const isNote = (it: PackFinding): boolean =>
  'table' in it ? it.blank === true : it.kind === 'contradiction' && it.clash?.by === 'refuse'

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
  const faults = all.filter((it) => it.answer === 'yes' && !isNote(it)).length
  const undecided = all.filter((it) => it.answer === 'undecided').length
  const ok = broken.length === 0 && faults === 0
  const lines = verified.flatMap(({ pack, told }) => [
    ...heading(pack, lang).slice(0, 2),
    ...told.map((it) => `${isNote(it) ? '·' : '✗'} ${titleOf(it, pack, lang)} ${it.says[lang]}`),
    '',
  ])
  return {
    ok,
    lines: [
      ...troubleLines(broken, lang),
      ...lines,
      lang === 'zh'
        ? `对照表和规则：${faults} 处不妥，${undecided} 处没算完。`
        : `Tables and rules: ${faults} faults, ${undecided} undecided.`,
    ],
    data: {
      ok,
      troubles: broken.flatMap(({ troubles }) => troubles),
      packs: verified.map(({ file, pack, told }) => ({ file, pack: pack.name, version: pack.version, findings: told })),
    },
  }
}

/** The table, or the act whose rules they are, or the kind of dossier. */
function titleOf(it: PackFinding, { file }: Pack, lang: Lang): string {
  if ('table' in it) return file.tables![it.table]!.title[lang]
  const { title } = it.act === undefined ? file.dossiers![it.of]! : file.acts![it.act]!
  return lang === 'zh' ? `「${title.zh}」` : title.en
}
