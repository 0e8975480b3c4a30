/** What a rule brings about, in words: `不予办理`, `提请督办`. */
import type { PackFile } from '../pack/format.js'
import { whoTitle } from '../pack/who.js'
import type { Effect, Json, Say } from '../types.js'
import { listed, none, quoted, say, type Wording } from './words.js'

export function effectWords(effect: Effect, file: PackFile, kind: string, wording?: Wording): Say {
  const params = effect.params ?? {}
  const spec = file.dossiers?.[kind]
  const act = () => quoted(actTitle(String(params['act']), file, wording))
  const to = () => listed(texts(params['to']).map((word) => whoTitle(word, file, spec)))
  const clock = () => quoted(file.clocks?.[String(params['clock'])]?.title ?? none)
  switch (effect.type) {
    case 'refuse':
      return say('不予办理', 'refused')
    case 'flag':
      return say('照办，并作提醒', 'done, with a warning')
    case 'set': {
      const fields = quoted(listed(Object.keys(params).map((name) => spec?.fields[name]?.title ?? none)))
      return say(`填写${fields.zh}`, `${fields.en} is filled in`)
    }
    case 'move': {
      const step = quoted(spec?.steps[String(params['to'])] ?? none)
      return say(`转到${step.zh}`, `it moves to ${step.en}`)
    }
    case 'follow':
      return say(`接着办理${act().zh}`, `${act().en} follows`)
    case 'propose':
      return say(`提请${act().zh}`, `${act().en} is proposed`)
    case 'notify':
      return say(`通知${to().zh}`, `told to: ${to().en}`)
    case 'extend':
      return say(`延长${clock().zh}时限`, `the limit of ${clock().en} is extended`)
    case 'excuse':
      return say(`${clock().zh}超时注明免责`, `being late at ${clock().en} is excused`)
    case 'several': {
      const parts = (params['effects'] as unknown as Effect[]).map((part) => effectWords(part, file, kind, wording))
      return say(parts.map(({ zh }) => zh).join('，'), parts.map(({ en }) => en).join('; '))
    }
  }
}

const texts = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.map(String) : value === undefined ? [] : [String(value)]

/** Acts of other packs are known to the page only. */
function actTitle(name: string, file: PackFile, wording: Wording | undefined): Say {
  const own = name.startsWith(`${file.pack}/`) ? name.slice(file.pack.length + 1) : name
  return file.acts?.[own]?.title ?? wording?.act?.(name) ?? say('下一步', 'next step')
}
