/** One act in a sentence: who may do it, from which step to which, what it asks. */
import { quoted, say, type Wording } from '../judge/words.js'
import type { Pack } from '../pack/book.js'
import type { ActSpec, Kind, PackFile } from '../pack/format.js'
import { whoTitle } from '../pack/who.js'
import type { Say } from '../types.js'
import { explainEffects } from './effects.js'

/** `由值班员办，从「已上报」到「已受理」` / `By Duty officer; from "Reported" to "Accepted"`. */
export function explainAct(act: ActSpec, pack: Pack, wording: Wording): Say {
  const { file } = pack
  const kind = file.dossiers?.[act.on]
  const titles = (names: readonly string[], of: Readonly<Record<string, { readonly title: Say }>> | undefined) =>
    quotes(names.map((name) => of?.[name]?.title ?? say('另一项', 'something else')))
  const asks = (act.asks ?? []).filter((ask) => !ask.endsWith('?'))
  const may = (act.asks ?? []).filter((ask) => ask.endsWith('?')).map((ask) => ask.slice(0, -1))
  const parts: Say[] = [who(act, file, kind), way(act, kind)]
  const add = (zh: string, en: string) => parts.push(say(zh, en))
  if (asks.length > 0) add(`要填${titles(asks, kind?.fields).zh}`, `asks for ${titles(asks, kind?.fields).en}`)
  if (may.length > 0) add(`可填${titles(may, kind?.fields).zh}`, `optionally ${titles(may, kind?.fields).en}`)
  if (act.sets) {
    const set = titles(Object.keys(act.sets), kind?.fields)
    add(`自动填好${set.zh}`, `fills in ${set.en} by itself`)
  }
  if (act.reason !== undefined)
    add(
      act.reason === true ? '要写明理由' : '要选一个理由',
      act.reason === true ? 'needs a reason' : 'a reason is chosen',
    )
  if (act['not-same-as']) {
    const others = titles(act['not-same-as'], file.acts)
    add(`办过${others.zh}的人不能办`, `not by whoever did ${others.en}`)
  }
  if (act.declines) {
    const others = titles(act.declines, file.acts)
    add(`就是不同意提请的${others.zh}`, `says no to ${others.en} where it is proposed`)
  }
  if (act['cannot-be-undone']) add('办了不能收回', 'cannot be undone')
  if (act.then) {
    const then = explainEffects(act.then, act.on, pack, wording)
    add(`随后${then.zh}`, `then ${then.en}`)
  }
  const en = parts.map((part) => part.en).join('; ')
  return say(parts.map(({ zh }) => zh).join('，'), en.charAt(0).toUpperCase() + en.slice(1))
}

function who({ by }: ActSpec, file: PackFile, kind: Kind | undefined): Say {
  const people = by.filter((word) => word !== 'clock').map((word) => whoTitle(word, file, kind))
  const names = say(people.map(({ zh }) => zh).join('、'), people.map(({ en }) => en).join(' or '))
  if (people.length === 0) return say('由时限自动办理', 'done by a clock')
  return by.includes('clock')
    ? say(`由${names.zh}办，时限也会自动办`, `by ${names.en}, or by a clock`)
    : say(`由${names.zh}办`, `by ${names.en}`)
}

function way({ from, to, on }: ActSpec, kind: Kind | undefined): Say {
  const steps = (names: readonly string[]) =>
    quotes(names.map((name) => kind?.steps[name] ?? say('别的环节', 'another step')))
  const title = kind?.title ?? say(on, on)
  const goes =
    to === undefined ? undefined : to === 'back' ? say('回到原来的环节', 'back to the step before') : steps([to])
  if (from.includes('new'))
    return say(
      `开立「${title.zh}」${goes ? `，环节是${goes.zh}` : ''}`,
      `opens a "${title.en}"${goes ? ` at ${goes.en}` : ''}`,
    )
  const start = from.includes('any') ? say('任何环节', 'any step') : steps(from)
  if (!goes) return say(`在${start.zh}办，环节不变`, `at ${start.en}, which stays`)
  return to === 'back'
    ? say(`从${start.zh}${goes.zh}`, `from ${start.en} ${goes.en}`)
    : say(`从${start.zh}到${goes.zh}`, `from ${start.en} to ${goes.en}`)
}

/** `「甲」「乙」` / `"A", "B"`. */
export const quotes = (words: readonly Say[]): Say =>
  say(words.map((word) => quoted(word).zh).join(''), words.map((word) => quoted(word).en).join(', '))
