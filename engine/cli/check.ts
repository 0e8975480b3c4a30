/** `linli check`: each trouble as a sentence, with its line. */
import type { Trouble } from '../types.js'
import { frame } from './frame.js'
import type { Answer, Lang } from './main.js'
import { sentence, type Opened } from './open.js'

export function check(opened: readonly Opened[], lang: Lang): Answer {
  const troubles = troublesOf(opened)
  const errors = troubles.filter(({ level }) => level === 'error').length
  const warnings = troubles.length - errors
  const files = [...new Set(opened.flatMap(({ file, texts }) => [file, ...texts.keys()]))].sort()
  const count = lang === 'zh' ? `${files.length} 个文件：` : `${files.length} file${files.length === 1 ? '' : 's'}: `
  const result =
    lang === 'zh'
      ? [errors && `${errors} 个错误`, warnings && `${warnings} 个提醒`].filter(Boolean).join('，') || '没有问题'
      : [
          errors && `${errors} error${errors === 1 ? '' : 's'}`,
          warnings && `${warnings} warning${warnings === 1 ? '' : 's'}`,
        ]
          .filter(Boolean)
          .join(', ') || 'nothing wrong'
  return {
    ok: errors === 0,
    lines: [...troubleLines(opened, lang), `${count}${result}${lang === 'zh' ? '。' : '.'}`],
    data: { ok: errors === 0, files, troubles },
  }
}

/** Each trouble once: a pack that two communities use would tell it twice. */
function troublesOf(opened: readonly Opened[]): readonly Trouble[] {
  const all = opened.flatMap(({ troubles }) => troubles)
  return [...new Map(all.map((it) => [`${it.level} ${it.says.en} ${it.file}`, it])).values()]
}

/** What stands before the troubles of a file that a command cannot work with, too. */
export function troubleLines(opened: readonly Opened[], lang: Lang): readonly string[] {
  const texts = new Map(opened.flatMap((one) => [...one.texts]))
  const level = { error: { zh: '错误', en: 'Error' }, warning: { zh: '提醒', en: 'Warning' } }
  return troublesOf(opened).flatMap((it) => [
    `${level[it.level][lang]} ${it.file}:${it.line}:${it.column}`,
    `  ${sentence(it)[lang]}`,
    ...frame(texts.get(it.file) ?? '', it.line, it.column),
    '',
  ])
}
