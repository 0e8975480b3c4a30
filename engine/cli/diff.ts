/** `linli diff`: what differs between two versions of a file, in plain words. */
import { diffBooks, diffPack, type Changed, type Part } from '../diff/diff.js'
import type { Say } from '../types.js'
import { troubleLines } from './check.js'
import type { Disk } from './files.js'
import type { Answer, Lang, No } from './main.js'
import { COMMUNITY, openAll, type Opened } from './open.js'

const say = (zh: string, en: string): Say => ({ zh, en })
const SIGN = { added: '+', removed: '-', changed: '~' } as const
const WAS = say('原来', 'before')
const IS = say('现在', 'after ')

export async function diff(files: readonly string[], disk: Disk, lang: Lang): Promise<Answer | No> {
  const [old, now] = files as [string, string]
  if (files.length !== 2)
    return {
      no: say('diff 后面要写两个文件：先旧的，后新的。', 'diff needs two files: the old one, then the new one.'),
    }
  if (old.endsWith(COMMUNITY) !== now.endsWith(COMMUNITY))
    return {
      no: say('两个都要是规则包，或者都是社区文件。', 'Both must be packs, or both community files.'),
    }
  const [before, after] = (await Promise.all([openAll([old], disk), openAll([now], disk)])).map(([one]) => one!)
  const broken = [before!, after!].filter(({ book }) => !book)
  if (broken.length > 0)
    return {
      ok: false,
      lines: troubleLines(broken, lang),
      data: { ok: false, troubles: broken.flatMap(({ troubles }) => troubles) },
    }
  const parts = partsOf(before!, after!)
  const count = parts.reduce((sum, { changes }) => sum + changes.length, 0)
  const total = say(
    count === 0 ? '没有不同。' : `一共 ${count} 处不同。`,
    count === 0 ? 'Nothing differs.' : `${count} difference${count === 1 ? '' : 's'}.`,
  )
  return {
    ok: true,
    lines: [...parts.flatMap((part) => partLines(part, lang)), total[lang]],
    data: { ok: true, files: [old, now], parts },
  }
}

function partsOf(before: Opened, after: Opened): readonly Part[] {
  if (before.file.endsWith(COMMUNITY)) return diffBooks(before.book!, after.book!)
  return diffPack(before.book!, after.book!, before.packs[0]!.name, after.packs[0]!.name)
}

function partLines({ title, versions, changes }: Part, lang: Lang): readonly string[] {
  const [was, is] = versions
  const which = was === is ? is : `${was ?? '—'} → ${is ?? '—'}`
  const version = which === undefined ? '' : lang === 'zh' ? `（第 ${which} 版）` : ` (version ${which})`
  return [`${title[lang]}${version}`, ...changes.flatMap((change) => changeLines(change, lang)), '']
}

function changeLines({ what, says, before, after }: Changed, lang: Lang): readonly string[] {
  const side = (which: Say, words: Say | undefined) => (words ? [`    ${which[lang]} ${words[lang]}`] : [])
  return [`${SIGN[what]} ${says[lang]}`, ...side(WAS, before), ...side(IS, after)]
}
