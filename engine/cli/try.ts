/** `linli try`: every example, green or red, with what was expected and what came. */
import { wordingOf } from '../explain/names.js'
import { explainVerdicts } from '../explain/verdict.js'
import { tryPack } from '../try.js'
import { troubleLines } from './check.js'
import { heading } from './heading.js'
import type { Answer, Lang } from './main.js'
import type { Opened } from './open.js'

const WORDS = {
  zh: {
    green: '绿',
    red: '红',
    expected: '应该是',
    got: '算出来',
    story: '事例',
    rule: '规则',
    table: '对照表',
    clock: '时限',
    schedule: '日程',
  },
  en: {
    green: 'green',
    red: 'red',
    expected: 'expected',
    got: 'came',
    story: 'story',
    rule: 'rule',
    table: 'table',
    clock: 'clock',
    schedule: 'schedule',
  },
} as const

export async function attempt(opened: readonly Opened[], lang: Lang): Promise<Answer> {
  const broken = opened.filter(({ book }) => !book)
  const tried = []
  for (const { file, book, packs } of opened)
    for (const pack of book ? packs : []) {
      const accepts = new Set(pack.accepts)
      // what a community accepts by name is no fault
      const verdicts = (await tryPack(pack, book!, 'here')).map((it) => ({ ...it, ok: it.ok || accepts.has(it.name) }))
      tried.push({ file, pack, verdicts, told: explainVerdicts(verdicts, pack, book!, wordingOf(book!)) })
    }
  const words = WORDS[lang]
  const lines = tried.flatMap(({ pack, told }) => [
    ...heading(pack, lang).slice(0, 2),
    ...told.flatMap(({ of, ok, says, expected, got }) => [
      `${ok ? words.green : words.red} ${words[of]} ${says[lang]}`,
      ...(expected ? [`    ${words.expected} ${expected[lang]}`] : []),
      ...(got ? [`    ${words.got} ${got[lang]}`] : []),
    ]),
    '',
  ])
  const all = tried.flatMap(({ told }) => told)
  const red = all.filter((it) => !it.ok).length
  const ok = broken.length === 0 && red === 0
  const green = all.length - red
  return {
    ok,
    lines: [
      ...troubleLines(broken, lang),
      ...lines,
      lang === 'zh'
        ? `${all.length} 个例子：${green} 绿，${red} 红。`
        : `${all.length} examples: ${green} green, ${red} red.`,
    ],
    data: {
      ok,
      troubles: broken.flatMap(({ troubles }) => troubles),
      packs: tried.map(({ file, pack, verdicts, told }) => ({
        file,
        pack: pack.name,
        version: pack.version,
        // what the engine says, with its words beside it
        verdicts: verdicts.map((verdict, index) => ({ ...verdict, says: told[index]!.says })),
      })),
    },
  }
}
